"""What psutil says of one process, under the names of the `Reading`: the one place that knows psutil's words.

Fields of psutil's tuples are taken by name, because their number and order differ between systems and versions.
What psutil does not give on a system is NaN or None here, and `unsupported_fields` tells why.
"""

import errno
import math
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, Final

import psutil

from procmon_gui.collectors.eye.figures import read_bytes
from procmon_gui.collectors.eye.redact import COMMAND_READ_BYTES, redact
from procmon_gui.collectors.eye.shortcomings import DELAYS_NOT_COUNTED, DELAYS_SWITCH, delays_are_counted
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.process_metrics import STATE_LABELS
from procmon_gui.domain.reading import ENDS, Refusal

NAN: Final = math.nan
LINUX: Final = sys.platform == "linux"
WINDOWS: Final = sys.platform == "win32"
MACOS: Final = sys.platform == "darwin"

# Out of descriptors: a matter of the whole program, not of the process that happened to be read.
EXHAUSTED: Final = frozenset({errno.EMFILE, errno.ENFILE})
_STATES: Final = {label: float(number) for number, label in enumerate(STATE_LABELS)}
_KTHREADD_PID: Final = 2


class Questions:
    """Asks psutil about one process, and remembers what was refused.

    Raises psutil.NoSuchProcess when the process is gone (or its pid belongs to another one), and OSError when the
    program has no descriptor left.
    """

    def __init__(self, process: psutil.Process) -> None:
        self.process = process
        self.refused = Refusal.NONE

    def ask(self, method: str, bit: Refusal) -> Any:
        """Return psutil's answer; None when it has none, when it was refused, and for what a zombie has not."""
        question: Callable[[], Any] | None = getattr(self.process, method, None)
        return None if question is None else self.take(question, bit)

    def take(self, question: Callable[[], Any], bit: Refusal) -> Any:
        """Return the answer of any function about the process, guarded as in `ask`."""
        try:
            return question()
        except (psutil.AccessDenied, PermissionError):
            self.refused |= bit
        except psutil.ZombieProcess:
            return None
        except ProcessLookupError as error:
            raise psutil.NoSuchProcess(self.process.pid) from error
        except OSError as error:
            if error.errno in EXHAUSTED:
                raise
        except (RuntimeError, ValueError):
            # psutil's words for a file of /proc that was empty at that moment, and for what a system does not have.
            return None
        return None


def number_of(answer: Any, *names: str) -> float:
    """Return the first of the fields that the answer has, NaN when it has none."""
    for name in names:
        value = getattr(answer, name, None)
        if value is not None:
            return float(value)
    return NAN


def cheap_numbers(questions: Questions) -> dict[str, float]:
    """Return what is read at every beat. The parent comes first: asking for it makes psutil check the identity."""
    ask = questions.ask
    parent = ask("ppid", Refusal.NONE)
    times = ask("cpu_times", Refusal.STATUS)
    memory = ask("memory_info", Refusal.STATUS)
    numbers = {
        "pid": float(questions.process.pid),
        "ppid": NAN if parent is None else float(parent),
        "uid": number_of(ask("uids", Refusal.STATUS), "effective"),
        "state": _STATES.get(str(ask("status", Refusal.STATUS)), NAN),
        "cpu_user_s": number_of(times, "user"),
        "cpu_system_s": number_of(times, "system"),
        "rss_bytes": number_of(memory, "rss"),
        "virtual_bytes": number_of(memory, "vms"),
        "shared_bytes": number_of(memory, "shared"),
        "threads": _float(ask("num_threads", Refusal.STATUS)),
    }
    if LINUX:
        numbers["block_io_delay_s"] = number_of(times, "iowait")
    if MACOS:
        numbers["major_faults"] = number_of(memory, "pageins")
    if not WINDOWS:
        numbers["nice"] = _float(ask("nice", Refusal.STATUS))
        numbers["last_cpu"] = _float(ask("cpu_num", Refusal.STATUS))
    if hasattr(os, "sched_getscheduler"):
        numbers["scheduling_class"] = _float(questions.take(lambda: _policy(questions.process.pid), Refusal.STATUS))
    counters = ask("io_counters", Refusal.DISK)
    numbers["disk_read_bytes"] = number_of(counters, "read_bytes")
    numbers["disk_write_bytes"] = number_of(counters, "write_bytes")
    return numbers


def costly_numbers(questions: Questions, looks: frozenset[Look]) -> dict[str, float]:
    """Return what is read only for rows that somebody looks at."""
    numbers: dict[str, float] = {}
    if Look.STATUS in looks and LINUX:
        switches = questions.ask("num_ctx_switches", Refusal.STATUS)
        numbers["voluntary_switches"] = number_of(switches, "voluntary")
        numbers["involuntary_switches"] = number_of(switches, "involuntary")
    if Look.STATUS in looks and WINDOWS:
        memory = questions.ask("memory_info", Refusal.STATUS)
        numbers["peak_rss_bytes"] = number_of(memory, "peak_rss", "peak_wset")
    if Look.SMAPS in looks and LINUX:
        method = "memory_footprint" if hasattr(psutil.Process, "memory_footprint") else "memory_full_info"
        memory = questions.ask(method, Refusal.SMAPS)
        # A kernel thread has no memory of its own; the files say 0 without having counted.
        known = memory is not None and number_of(questions.ask("memory_info", Refusal.STATUS), "vms") > 0
        numbers["pss_bytes"] = number_of(memory, "pss") if known else NAN
        numbers["swap_bytes"] = number_of(memory, "swap") if known else NAN
    if Look.DESCRIPTORS in looks:
        method = "num_handles" if WINDOWS else "num_fds"
        numbers["open_descriptors"] = _float(questions.ask(method, Refusal.DESCRIPTORS))
    return numbers


def command_of(questions: Questions) -> list[bytes] | None:
    """Return the arguments as bytes, redacted and at most 64 KiB of them; None when refused."""
    arguments = questions.ask("cmdline", Refusal.COMMAND_LINE)
    if arguments is None:
        return None if questions.refused & Refusal.COMMAND_LINE else []
    raw: list[bytes] = []
    left_bytes = COMMAND_READ_BYTES
    for argument in arguments:
        if left_bytes <= 0:
            break
        raw.append(os.fsencode(argument)[:left_bytes])
        left_bytes -= len(raw[-1]) + 1
    return redact(raw)


def executable_of(questions: Questions) -> str | None:
    """Return the path of the program file; None when refused, and for kernel threads and zombies, which have none."""
    if LINUX:
        # Not `exe()`: where that is refused it guesses from the command line, which the process itself may forge.
        path = f"{psutil.PROCFS_PATH}/{questions.process.pid}/exe"
        try:
            return questions.take(lambda: os.readlink(path), Refusal.EXECUTABLE) or None
        except psutil.NoSuchProcess:
            return None
    return questions.ask("exe", Refusal.EXECUTABLE) or None


def name_of(questions: Questions) -> bytes | None:
    """Return the name as bytes; psutil completes one that was cut at 15 bytes from the command line."""
    name = questions.ask("name", Refusal.STATUS)
    return None if name is None else os.fsencode(name)


def is_kernel_thread(numbers: Mapping[str, float], command: list[bytes] | None) -> float:
    """Tell threads of the kernel from programs: on Linux the children of kthreadd, without arguments.

    Elsewhere psutil lists none but the kernel itself: pid 0, on Windows also 4.
    """
    pid, parent = numbers["pid"], numbers["ppid"]
    if LINUX:
        return float(not command and (parent == _KTHREADD_PID or (pid == _KTHREADD_PID and parent == 0)))
    return float(pid == 0 or (WINDOWS and pid == 4))


def terminal_of(questions: Questions) -> str | None:
    """Return the controlling terminal as ps shows it, "" when there is none, None when it is not known."""
    refused = questions.refused
    terminal = questions.ask("terminal", Refusal.STATUS)
    if terminal is None:
        return None if WINDOWS or questions.refused != refused else ""
    return str(terminal).removeprefix("/dev/")


def forget_terminals() -> None:
    """Make psutil look at /dev again.

    WORKAROUND https://github.com/giampaolo/psutil psutil/_psposix.py: get_terminal_map keeps its first answer for
    ever, so terminals that are opened later have no name. This can go when that map is no longer kept.
    """
    posix = getattr(psutil, "_psposix", None)
    clear = getattr(getattr(posix, "get_terminal_map", None), "cache_clear", None)
    if clear is not None:
        clear()


def unsupported_fields() -> dict[str, str]:
    """Return the fields of a process that this eye never has on this system, and why."""
    system = "Linux" if LINUX else "Windows" if WINDOWS else "macOS" if MACOS else sys.platform
    by_psutil = f"The portable eye can not read it on {system}."
    fields = dict.fromkeys(
        ("tty_number", "oom_score", "wchan", "unit", "container", "cgroup", "gpu_busy_ns", "gpu_memory_bytes",
         "tcp_received_bytes", "tcp_sent_bytes", "peak_rss_bytes", "major_faults", *ENDS), by_psutil,
    )  # fmt: skip
    if LINUX:
        if not delays_are_counted((read_bytes(DELAYS_SWITCH) or b"").decode("ascii", "replace")):
            fields["block_io_delay_s"] = DELAYS_NOT_COUNTED
        return fields
    only_linux = ("shared_bytes", "swap_bytes", "pss_bytes", "block_io_delay_s",
                  "voluntary_switches", "involuntary_switches")  # fmt: skip
    fields |= dict.fromkeys(only_linux, f"{system} does not count it.")
    if WINDOWS:
        fields |= dict.fromkeys(("uid", "tty"), "Windows has none.")
        fields["nice"] = "Windows has priority classes and no nice values."
        fields["peak_rss_bytes"] = ""
    if MACOS:
        fields["major_faults"] = ""
    for field, exists in (
        ("last_cpu", hasattr(psutil.Process, "cpu_num")),
        ("scheduling_class", hasattr(os, "sched_getscheduler")),
        ("disk_read_bytes", hasattr(psutil.Process, "io_counters")),
        ("disk_write_bytes", hasattr(psutil.Process, "io_counters")),
    ):
        if not exists:
            fields[field] = f"{system} does not tell it."
    return {field: reason for field, reason in fields.items() if reason}


def _float(answer: float | None) -> float:
    return NAN if answer is None else float(answer)


def _policy(pid: int) -> float:
    # The highest bit says "reset on fork" and is no part of the policy (sched(7)).
    return float(os.sched_getscheduler(pid) & ~0x40000000)
