"""Who a process is: a pid alone names nobody, because the kernel hands pids out again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProcessKey:
    """The identity of one process: boot, pid and start time together are never reused.

    `start_ticks` is the start time in clock ticks since boot (proc(5), stat field 22); on other systems the
    platform's creation time in hundredths of a second since boot.
    """

    boot_id: str
    pid: int
    start_ticks: int
