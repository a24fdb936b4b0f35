"""Answers what the detail of one process asks, from /proc. May be called from any thread, several at a time.

One method for each part: `inspect_*` hold the reading. It runs with the rights of this program, never with those that
the eye may have been given.
"""

import contextlib
import re
from functools import partial
from typing import Final

from procmon_gui.collectors.inspect_environment import read_environment
from procmon_gui.collectors.inspect_files import read_open_files
from procmon_gui.collectors.inspect_general import CAPABILITY_NAMES, read_general
from procmon_gui.collectors.inspect_limits import read_limits
from procmon_gui.collectors.inspect_memory import read_memory
from procmon_gui.collectors.inspect_process import PIECE_BYTES, opened
from procmon_gui.collectors.inspect_threads import read_threads
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.inspection import EnvironmentVariable, General, Limit, Listing, Memory, OpenFile, ThreadFacts
from procmon_gui.domain.ports import Errand

_BOOT_TIME: Final = re.compile(rb"^btime ([0-9]+)$", re.MULTILINE)


class ProcInspector:
    """An `Inspector` over /proc."""

    def __init__(self, proc_root: str = "/proc") -> None:
        self._proc_root = proc_root
        self._boot_id = _text(f"{proc_root}/sys/kernel/random/boot_id").decode("ascii", "replace").strip()
        last = _text(f"{proc_root}/sys/kernel/cap_last_cap").strip()
        self._last_capability = int(last) if last.isdigit() else len(CAPABILITY_NAMES) - 1

    def general(self, key: ProcessKey, errand: Errand) -> General:
        """Return what there is to say in general."""
        with opened(self._proc_root, self._boot_id, key, errand) as process:
            return read_general(process, self._boot_at_utc_s(), self._proc_root, self._last_capability)

    def threads(self, key: ProcessKey, errand: Errand) -> Listing[ThreadFacts]:
        """Return the threads by tid."""
        with opened(self._proc_root, self._boot_id, key, errand) as process:
            return read_threads(process, self._boot_at_utc_s())

    def open_files(self, key: ProcessKey, errand: Errand) -> Listing[OpenFile]:
        """Return the open descriptors by number."""
        with opened(self._proc_root, self._boot_id, key, errand) as process:
            return read_open_files(process)

    def memory(self, key: ProcessKey, errand: Errand) -> Memory:
        """Return the regions of memory by use."""
        with opened(self._proc_root, self._boot_id, key, errand) as process:
            return read_memory(process)

    def limits(self, key: ProcessKey, errand: Errand) -> Listing[Limit]:
        """Return the resource limits."""
        with opened(self._proc_root, self._boot_id, key, errand) as process:
            return read_limits(process)

    def environment(self, key: ProcessKey, errand: Errand) -> Listing[EnvironmentVariable]:
        """Return the environment with which the process was started."""
        with opened(self._proc_root, self._boot_id, key, errand) as process:
            return read_environment(process)

    def _boot_at_utc_s(self) -> float | None:
        """Return when this machine was started, by its clock of now; None where that is not told."""
        found = _BOOT_TIME.search(_text(f"{self._proc_root}/stat"))
        return float(found[1]) if found is not None else None


def _text(path: str) -> bytes:
    # In pieces: the kernel has no memory for one large read of a file below /proc/sys.
    with contextlib.suppress(OSError), open(path, "rb", buffering=0) as file:
        return b"".join(iter(partial(file.read, PIECE_BYTES), b""))
    return b""
