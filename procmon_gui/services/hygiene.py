"""Keeps passwords out of what is written when the program dies. Best effort: it promises nothing.

The program of the terminal that asks for a password can not be looked into by other programs of its user, and leaves no
core. The window only leaves none with memory in it: who can not be looked into has files under /proc that belong to
root, which the eye could not read then, and neither could what speaks to the desktop (decision 28).
"""

import contextlib
import sys
from typing import Final

_DUMPABLE: Final = 4  # PR_SET_DUMPABLE, prctl(2)
_FILTER: Final = "/proc/self/coredump_filter"


def protect_memory(*, is_short: bool = False) -> None:
    """Leave no core with memory in it from here on; with `is_short` let no other program look into this one."""
    with contextlib.suppress(OSError, ValueError, ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "linux":
        return
    # A limit of 0 does not bind what a core is piped to; a core without memory holds no password.
    with contextlib.suppress(OSError), open(_FILTER, "w", encoding="ascii") as wanted:
        wanted.write("0")
    if is_short:
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DUMPABLE, 0, 0, 0, 0)
