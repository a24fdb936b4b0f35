"""Reads the files of one process under /proc; formats as in proc(5).

Every function takes bytes as the kernel gave them and returns numbers in the kernel's own units; NaN is unknown.
"""

from typing import Final

NAN: Final = float("nan")
STATE_LETTERS: Final = b"RSDTtZIXPKW"  # the order is that of domain.process_metrics.STATE_LABELS
STATE_CODES: Final = {STATE_LETTERS[i : i + 1]: i for i in range(len(STATE_LETTERS))} | {b"x": 7}
KERNEL_THREAD_FLAG: Final = 0x00200000  # PF_KTHREAD, include/linux/sched.h


def parse_stat(line: bytes) -> tuple[bytes, list[bytes]]:
    """Split a line of /proc/PID/stat into the name and the fields from the third on.

    The name may hold anything, ")" and spaces too, so it ends at the *last* ")". Raises ValueError when it is no such
    line.
    """
    close = line.rindex(b")")
    fields = line[close + 2 :].split()
    if len(fields) < 20:
        raise ValueError("a line of stat has at least 22 fields")
    return line[line.index(b"(") + 1 : close], fields


def stat_numbers(fields: list[bytes]) -> tuple[float, ...]:
    """Return state, ppid, tty, major faults, user and system ticks, nice, threads, virtual bytes, CPU, policy, delay.

    `fields` are those of `parse_stat`: index = number in proc(5) - 3. Kernels before 2.6.18 give fewer; NaN there.
    """
    count = len(fields)
    return (
        STATE_CODES.get(fields[0], NAN),
        int(fields[1]),
        int(fields[4]),
        int(fields[9]),
        int(fields[11]),
        int(fields[12]),
        int(fields[16]),
        int(fields[17]),
        int(fields[20]),
        int(fields[36]) if count > 36 else NAN,
        int(fields[38]) if count > 38 else NAN,
        int(fields[39]) if count > 39 else NAN,
    )


def parse_io(text: bytes) -> tuple[float, float]:
    """Return the bytes that were read from and written to storage: read_bytes, write_bytes of /proc/PID/io."""
    fields = text.split()
    try:
        return int(fields[9]), int(fields[11])
    except (IndexError, ValueError):
        return NAN, NAN


def parse_statm(text: bytes) -> tuple[float, float]:
    """Return resident and shared pages of /proc/PID/statm."""
    fields = text.split(None, 3)
    try:
        return int(fields[1]), int(fields[2])
    except (IndexError, ValueError):
        return NAN, NAN


def _number_after(text: bytes, key: bytes, column: int = 0) -> float:
    """Return a number of a line "Key: a b c" of /proc/PID/status, NaN where there is none."""
    at = text.find(key)
    if at < 0:
        return NAN
    try:
        return int(text[at + len(key) : at + len(key) + 96].split(None, column + 1)[column])
    except (IndexError, ValueError):
        return NAN


def parse_thread_group_and_uid(text: bytes) -> tuple[int, int]:
    """Return Tgid and the effective user id of /proc/PID/status, -1 where it is not told.

    The name stands before them, but can not fake a line: the kernel escapes newlines there.
    """
    group, uid = _number_after(text, b"\nTgid:"), _number_after(text, b"\nUid:", 1)
    return int(group) if group == group else -1, int(uid) if uid == uid else -1


def parse_status(text: bytes) -> tuple[float, float, float, float]:
    """Return swap bytes, peak resident bytes, voluntary and involuntary switches of /proc/PID/status.

    Kernel threads and zombies have no memory, so swap and peak are unknown there.
    """
    return (
        _number_after(text, b"\nVmSwap:") * 1024,
        _number_after(text, b"\nVmHWM:") * 1024,
        _number_after(text, b"\nvoluntary_ctxt_switches:"),
        _number_after(text, b"\nnonvoluntary_ctxt_switches:"),
    )


def parse_pss(text: bytes) -> float:
    """Return the proportional set size in bytes: the line Pss of /proc/PID/smaps_rollup."""
    at = text.find(b"\nPss:")
    if at < 0:
        return NAN
    try:
        return int(text[at + 5 : at + 64].split(None, 1)[0]) * 1024
    except (IndexError, ValueError):
        return NAN


def parse_arguments(text: bytes) -> list[bytes]:
    """Split /proc/PID/cmdline into arguments; a process that wrote its own title has one, with spaces."""
    if not text:
        return []
    return text[: -1 if text.endswith(b"\0") else None].split(b"\0")


def full_name(name: bytes, arguments: list[bytes]) -> bytes:
    """Complete a name that the kernel cut at 15 bytes from the first argument, as ps and top do."""
    if len(name) < 15 or not arguments:
        return name
    candidate = arguments[0].rpartition(b"/")[2]
    return candidate[:255] if candidate.startswith(name) else name
