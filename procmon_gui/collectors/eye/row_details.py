"""What is read of a process now and then: its texts, and the fields that cost more than they are worth at each beat."""

import os
import stat as stat_modes
from typing import Final

from procmon_gui.collectors.eye import gpu
from procmon_gui.collectors.eye.cgroup_names import names_of
from procmon_gui.collectors.eye.process_files import (
    NAN,
    full_name,
    parse_arguments,
    parse_pss,
    parse_status,
    parse_thread_group_and_uid,
)
from procmon_gui.collectors.eye.redact import COMMAND_READ_BYTES, COMMAND_SENT_BYTES, redact
from procmon_gui.collectors.eye.row_files import Gone, Row, RowFiles

# domain.reading.Refusal; the eye knows nothing of domain, a test holds the two together.
REFUSED_EXECUTABLE: Final = 1
REFUSED_DISK: Final = 2
REFUSED_SMAPS: Final = 4
REFUSED_DESCRIPTORS: Final = 8
REFUSED_STATUS: Final = 16
REFUSED_SCORES: Final = 32
REFUSED_GPU: Final = 64
REFUSED_COMMAND_LINE: Final = 128
REFUSED_SOCKETS: Final = 256
_REFUSED_OF_LOOK: Final = {
    "smaps": REFUSED_SMAPS,
    "descriptors": REFUSED_DESCRIPTORS,
    "scores": REFUSED_SCORES,
    "gpu": REFUSED_GPU,
}


def read_texts(files: RowFiles, row: Row) -> None:
    """Read user, name, executable, command line, control group: what seldom changes.

    What was refused before is asked again: another program may be in the process now.
    """
    refused = row.refused & ~(
        REFUSED_EXECUTABLE | REFUSED_COMMAND_LINE | REFUSED_STATUS | REFUSED_DISK | REFUSED_SOCKETS
    )
    try:
        row.thread_group, row.uid = parse_thread_group_and_uid(files.read_once(row, "status", 1024))
    except PermissionError:
        refused |= REFUSED_STATUS
    command: str | None = None
    arguments: list[bytes] = []
    try:
        arguments = parse_arguments(files.read_once(row, "cmdline", COMMAND_READ_BYTES))
        command = os.fsdecode(b" ".join(redact(arguments))[:COMMAND_SENT_BYTES])
    except PermissionError:
        refused |= REFUSED_COMMAND_LINE
    executable: str | None = None
    if not row.kernel_thread:
        try:
            executable = os.readlink(f"{row.pid}/exe", dir_fd=files.proc_fd)
        except PermissionError:
            refused |= REFUSED_EXECUTABLE
        except OSError:  # a zombie has no executable any more
            executable = None
    try:
        group, unit, container = names_of(files.read_once(row, "cgroup", 8192))
    except PermissionError:
        group, unit, container = "", "", ""
    row.refused = refused
    row.texts = (os.fsdecode(full_name(row.name, arguments)), executable, command, group, unit, container)


def read_costly(files: RowFiles, row: Row, looks: frozenset[str]) -> tuple[tuple[float, ...], bool]:
    """Read the fields of `wire.COSTLY_FIELDS` that belong to `looks`, NaN for the others.

    Returns them, and whether what is told in words (refusals, wchan) changed.
    """
    swap = peak = voluntary = involuntary = pss = descriptors = score = gpu_ns = gpu_bytes = NAN
    refused, wchan = row.refused, row.wchan
    for look in looks:  # asked again: the process may have another user now
        refused &= ~_REFUSED_OF_LOOK.get(look, 0)
    if "status" in looks:
        swap, peak, voluntary, involuntary = parse_status(files.read_once(row, "status", 4096))
    if "smaps" in looks and not row.kernel_thread:
        try:
            pss = parse_pss(files.read_once(row, "smaps_rollup", 4096))
        except PermissionError:
            refused |= REFUSED_SMAPS
        except Gone:
            pass  # a zombie answers so, though it is still there; one that really ended is missed at the next read
    if "descriptors" in looks:
        descriptors, denied = _count_descriptors(files, row)
        refused |= denied
    if "scores" in looks:
        score, wchan, denied = _read_scores(files, row)
        refused |= denied
    if "gpu" in looks and not row.kernel_thread:
        try:
            gpu_ns, gpu_bytes = gpu.read_fdinfo(row.pid) or (NAN, NAN)
        except PermissionError:
            refused |= REFUSED_GPU
    changed = refused != row.refused or wchan != row.wchan
    row.refused, row.wchan = refused, wchan
    return (row.slot, swap, peak, voluntary, involuntary, pss, descriptors, score, gpu_ns, gpu_bytes), changed


def _count_descriptors(files: RowFiles, row: Row) -> tuple[float, int]:
    """Count open descriptors: from Linux 6.2 on the size of /proc/PID/fd tells, before that it has to be listed."""
    path = f"{row.pid}/fd"
    try:
        info = os.stat(path, dir_fd=files.proc_fd)
        may_list = os.access(path, os.R_OK | os.X_OK, dir_fd=files.proc_fd)
        if info.st_size > 0 and stat_modes.S_ISDIR(info.st_mode) and may_list:
            return info.st_size, 0
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=files.proc_fd)
        try:
            return len(os.listdir(fd)), 0
        finally:
            os.close(fd)
    except PermissionError:
        return NAN, REFUSED_DESCRIPTORS
    except OSError:
        return NAN, 0


def _read_scores(files: RowFiles, row: Row) -> tuple[float, str | None, int]:
    """Return OOM score, kernel function in which it waits ("" while it runs), and what was refused."""
    try:
        score = float(files.read_once(row, "oom_score", 32))
    except (PermissionError, ValueError):
        return NAN, None, REFUSED_SCORES
    try:
        text = os.fsdecode(files.read_once(row, "wchan", 256))
    except PermissionError:
        return score, None, REFUSED_SCORES
    # "0" is both "runs now" and "you may not know".
    return score, "" if text == "0" else text, 0
