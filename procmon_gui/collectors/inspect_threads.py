"""The threads of one process: /proc/PID/task (proc(5))."""

import math
import os
import time
from typing import Final

from procmon_gui.collectors.eye.process_files import parse_stat, parse_status
from procmon_gui.collectors.inspect_process import TICKS_PER_S, OpenedProcess, state_label
from procmon_gui.domain.inspection import IS_ZOMBIE, Listing, ThreadFacts
from procmon_gui.domain.process_metrics import SCHEDULING_LABELS
from procmon_gui.domain.text import cell_text

THREADS_MAX: Final = 100_000
_CHECK_EVERY: Final = 64


def read_threads(
    process: OpenedProcess, boot_at_utc_s: float | None, threads_max: int = THREADS_MAX
) -> Listing[ThreadFacts]:
    """Return the threads by tid, the first `threads_max` of them."""
    read_ns = time.monotonic_ns()
    folder = process.open_folder("task")
    try:
        tids = _tids(process, folder)
        rows: list[ThreadFacts] = []
        gone = 0
        for number, tid in enumerate(tids[:threads_max]):
            if number % _CHECK_EVERY == 0:
                process.check()
                process.tell(number, len(tids))
            facts = _thread(folder, tid, boot_at_utc_s)
            if facts is None:
                gone += 1
            else:
                rows.append(facts)
    finally:
        os.close(folder)
    note = IS_ZOMBIE if process.is_zombie else ""
    return Listing(rows=tuple(rows), total_count=len(tids) - gone, read_ns=read_ns, note=note)


def _tids(process: OpenedProcess, folder: int) -> list[int]:
    tids: list[int] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if len(tids) % 4096 == 0:
                process.check()
            if entry.name.isdecimal():
                tids.append(int(entry.name))
    tids.sort()
    return tids


def _thread(folder: int, tid: int, boot_at_utc_s: float | None) -> ThreadFacts | None:
    """Return one thread; None when it has ended meanwhile."""
    try:
        name, fields = parse_stat(_read(folder, f"{tid}/stat", 2_048))
    except (ProcessLookupError, FileNotFoundError, ValueError):
        return None
    state = state_label(fields[0])
    start_ticks = int(fields[19])
    voluntary, involuntary = _switches(folder, tid)
    return ThreadFacts(
        tid=tid,
        start_ticks=start_ticks,
        name=cell_text(name),
        state=state,
        cpu_user_s=int(fields[11]) / TICKS_PER_S,
        cpu_system_s=int(fields[12]) / TICKS_PER_S,
        last_cpu=_field(fields, 36),
        nice=int(fields[16]),
        scheduling_class=scheduling_label(_field(fields, 38)),
        real_time_priority=_field(fields, 37),
        wait_channel=_wait_channel(folder, tid, state),
        voluntary_switches=voluntary,
        involuntary_switches=involuntary,
        started_at_utc_s=None if boot_at_utc_s is None else boot_at_utc_s + start_ticks / TICKS_PER_S,
    )


def scheduling_label(policy: int | None) -> str | None:
    """Return one of SCHEDULING_LABELS (sched(7)), None for a policy that is not known."""
    return SCHEDULING_LABELS[policy] if policy is not None and 0 <= policy < len(SCHEDULING_LABELS) else None


def _field(fields: list[bytes], number: int) -> int | None:
    return int(fields[number]) if len(fields) > number else None


def _switches(folder: int, tid: int) -> tuple[int | None, int | None]:
    try:
        found = parse_status(_read(folder, f"{tid}/status", 4_096))[2:]
    except (PermissionError, ProcessLookupError, FileNotFoundError):
        return None, None
    voluntary, involuntary = (None if math.isnan(value) else int(value) for value in found)
    return voluntary, involuntary


def _wait_channel(folder: int, tid: int, state: str | None) -> str | None:
    """Return the function of the kernel in which a thread waits, "" while it runs, None where it is not told."""
    if state == "running":
        return ""
    try:
        text = _read(folder, f"{tid}/wchan", 256)
    except OSError:
        return None
    # "0" is both "does not wait" and "you may not know"; it waits, so it is the latter.
    return None if text in (b"", b"0") else cell_text(text)


def _read(folder: int, path: str, most_bytes: int) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC, dir_fd=folder)
    try:
        return os.read(descriptor, most_bytes)
    finally:
        os.close(descriptor)
