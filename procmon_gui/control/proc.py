"""What /proc says of who has a number, proc(5). That it is the one who is meant, `holding` sees to."""

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

TICKS_PER_S: Final = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
TICK_NS: Final = 1_000_000_000 // TICKS_PER_S
_KERNEL_THREAD: Final = 0x00200000  # PF_KTHREAD, include/linux/sched.h
_FILE_BYTES: Final = 65_536
_UNIT_ENDINGS: Final = (".service", ".scope")
_NAME_BYTES: Final = 15
Redact = Callable[[list[bytes]], list[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stat:
    """What is used of /proc/PID/stat."""

    name: bytes
    state: str
    parent: int
    is_kernel_thread: bool
    nice: int
    thread_count: int
    start_ticks: int

    @property
    def is_over(self) -> bool:
        """Say whether its main thread has ended."""
        return self.state in "ZXx"


@dataclass(frozen=True, slots=True)
class UnitOf:
    """The unit of systemd that a process belongs to, as systemd itself spells it; `owner` is None for the system's."""

    name: str
    owner: int | None


def read(pid: int, file: str) -> bytes:
    """Return the beginning of a file of a process; raises OSError."""
    descriptor = os.open(f"/proc/{pid}/{file}", os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        parts: list[bytes] = []
        left = _FILE_BYTES
        while left > 0 and (part := os.read(descriptor, left)):
            parts.append(part)
            left -= len(part)
        return b"".join(parts)
    finally:
        os.close(descriptor)


def parse_stat(line: bytes) -> Stat:
    """Read a line of stat. The name may hold anything, so it ends at the last ")". Raises ValueError."""
    close = line.rindex(b")")
    fields = line[close + 2 :].split()
    if len(fields) < 20:
        raise ValueError("a line of stat has at least 22 fields")
    return Stat(
        name=line[line.index(b"(") + 1 : close],
        state=fields[0].decode("ascii", "replace"),
        parent=int(fields[1]),
        is_kernel_thread=bool(int(fields[6]) & _KERNEL_THREAD),
        nice=int(fields[16]),
        thread_count=int(fields[17]),
        start_ticks=int(fields[19]),
    )


def stat_of(pid: int, tid: int | None = None) -> Stat:
    """Return what stat says of a process, or of one thread of it; raises OSError and ValueError."""
    return parse_stat(read(pid, "stat" if tid is None else f"task/{tid}/stat"))


def uids_of(pid: int) -> tuple[int, int, int, int]:
    """Return the real, effective, saved and file system uid. The kernel escapes newlines in the name before them."""
    for line in read(pid, "status").split(b"\n"):
        if line.startswith(b"Uid:"):
            real, effective, saved, files = map(int, line.split()[1:5])
            return real, effective, saved, files
    raise ValueError("status tells no uid")


def threads_of(pid: int) -> dict[int, int]:
    """Return the start of each thread in ticks, by tid; raises OSError where there is no such process."""
    found: dict[int, int] = {}
    for tid in _tids(pid):
        # One that ends meanwhile is none any more.
        with contextlib.suppress(OSError, ValueError):
            found[tid] = stat_of(pid, tid).start_ticks
    return found


def nice_values_of(pid: int) -> list[int]:
    """Return the nice value of each thread; raises OSError where there is no such process."""
    found = []
    for tid in _tids(pid):
        with contextlib.suppress(OSError, ValueError):
            found.append(stat_of(pid, tid).nice)
    return found


def _tids(pid: int) -> list[int]:
    try:
        return [int(entry) for entry in os.listdir(f"/proc/{pid}/task")]
    except FileNotFoundError as error:
        raise ProcessLookupError from error


def child_count_of(pid: int) -> int:
    """Return how many children a process has, 0 for one that has ended.

    Raises FileNotFoundError on a kernel that does not tell them (CONFIG_PROC_CHILDREN).
    """
    count = 0
    with contextlib.suppress(ProcessLookupError):
        for tid in _tids(pid):
            try:
                count += len(read(pid, f"task/{tid}/children").split())
            except FileNotFoundError:
                if os.path.exists(f"/proc/{pid}/task/{tid}"):
                    raise
    return count


def all_stats() -> Iterator[tuple[int, Stat]]:
    """Yield every process there is."""
    for entry in os.listdir("/proc"):
        if entry.isdecimal():
            with contextlib.suppress(OSError, ValueError):
                yield int(entry), stat_of(int(entry))


def arguments_of(pid: int) -> list[bytes]:
    """Return what it was started with; a process that wrote its own title has one, with spaces."""
    text = read(pid, "cmdline")
    return text[: -1 if text.endswith(b"\0") else None].split(b"\0") if text else []


def full_name(name: bytes, arguments: Sequence[bytes]) -> bytes:
    """Complete a name that the kernel cut from the first argument, as ps does."""
    if len(name) < _NAME_BYTES or not arguments:
        return name
    candidate = arguments[0].rpartition(b"/")[2]
    return candidate[:255] if candidate.startswith(name) else name


def unit_of(pid: int) -> UnitOf | None:
    """Return the innermost service or scope; None where it is in none. Raises OSError."""
    for line in sorted(read(pid, "cgroup").split(b"\n")):
        parts = line.split(b":", 2)
        if len(parts) == 3 and (parts[0] == b"0" or parts[1] == b"name=systemd"):
            unit = unit_in(os.fsdecode(parts[2]))
            if unit is not None:
                return unit
    return None


def unit_in(path: str) -> UnitOf | None:
    """Return the innermost service or scope of a path of control groups."""
    owner: int | None = None
    found: str | None = None
    for step in path.split("/"):
        # systemd puts "_" before a name that the kernel would take for one of its own files.
        name = step.removeprefix("_")
        if name.endswith(_UNIT_ENDINGS) and name not in _UNIT_ENDINGS:
            if found is not None and found.startswith("user@") and found.endswith(".service"):
                digits = found.removeprefix("user@").removesuffix(".service")
                owner = int(digits) if digits.isdecimal() else owner
            found = name
    return None if found is None else UnitOf(found, owner)


@cache
def boot_id() -> str:
    """Return the name of this boot; empty where it is not told."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
