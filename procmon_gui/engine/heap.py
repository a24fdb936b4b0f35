"""How much memory the C library holds on to. Imports nothing costly: it is told before anything else is loaded."""

import contextlib
import ctypes
from typing import Final

# malloc.h
_M_TRIM_THRESHOLD: Final = -1
_M_MMAP_THRESHOLD: Final = -3
_M_ARENA_MAX: Final = -8
_LARGE_BYTES: Final = 128 * 1024


def keep_one_heap() -> None:
    """Let all threads share one heap: glibc gives each its own, and each keeps what its busiest moment took."""
    _tell(_M_ARENA_MAX, 1)


def give_large_blocks_back() -> None:
    """Let large arrays go back to the system at once.

    glibc raises by itself what it takes for large, up to the largest that was freed, and keeps what is below.
    """
    _tell(_M_MMAP_THRESHOLD, _LARGE_BYTES)
    _tell(_M_TRIM_THRESHOLD, _LARGE_BYTES)


def give_back_what_is_free() -> None:
    """Let pages between blocks that are in use go back to the system, too; takes about a millisecond."""
    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def _tell(option: int, value: int) -> None:
    with contextlib.suppress(AttributeError, OSError, TypeError):  # another C library
        ctypes.CDLL(None).mallopt(option, value)
