"""The rules that came with the program. Data only; decision 30 tells why they are as they are.

They are made for a machine that people work at: a compiler that takes all cores for minutes, a download, a program that
starts up are no alert. Titles and reasons are marked for translation in the context "Rule".
"""

from typing import Final

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.rules import EACH_INSTANCE, Behaviour, Condition, Over, Rule, Severity, Side, Subject
from procmon_gui.domain.suspicion import SCORE

_T = QT_TRANSLATE_NOOP
_MIB: Final = 1024.0**2
_MINUTE_S: Final = 60.0
_HOUR_S: Final = 3600.0
# Who works at a machine need not hear twice within half an hour that it is busy.
_LAZY: Final = Behaviour(cooldown_s=30 * _MINUTE_S)

_MEMORY: Final = (
    Rule(
        id="memory-nearly-exhausted",
        title=_T("Rule", "Memory nearly exhausted"),
        why=_T("Rule", "Nearly all memory is in use. Soon the system becomes slow, or ends a process to get some back: "
               "close what takes most."),
        subject=Subject.HOST,
        metric_id="host.memory.used_ratio",
        condition=Condition(warn=0.92, critical=0.97, clear=0.88, for_s=30),
        is_shipped=True,
    ),
    Rule(
        id="memory-full-soon",
        title=_T("Rule", "Memory full soon"),
        why=_T("Rule", "If it goes on like this, all memory is in use within minutes."),
        subject=Subject.FULL_IN,
        metric_id="host.memory.available_bytes",
        condition=Condition(
            side=Side.BELOW, warn=10 * _MINUTE_S, critical=2 * _MINUTE_S, clear=20 * _MINUTE_S, for_s=2 * _MINUTE_S
        ),
        is_shipped=True,
    ),
    Rule(
        id="memory-pressure",
        title=_T("Rule", "Work waits for memory"),
        why=_T("Rule", "There is so little memory left that work stands still while pages are moved to and fro."),
        subject=Subject.HOST,
        metric_id="host.pressure.memory.full_ratio",
        condition=Condition(
            warn=0.1, critical=0.4, clear=0.05, over=Over.MEAN, window_s=_MINUTE_S, for_s=_MINUTE_S
        ),
        is_shipped=True,
    ),
    Rule(
        id="swap-thrash",
        title=_T("Rule", "Memory is swapped to and fro"),
        why=_T("Rule", "What is moved to swap is fetched back at once: the memory is too small for what is at work."),
        subject=Subject.HOST,
        metric_id="host.swap.both_bytes_per_s",
        condition=Condition(
            warn=4 * _MIB, critical=32 * _MIB, clear=_MIB, over=Over.MEAN, window_s=_MINUTE_S, for_s=_MINUTE_S
        ),
        is_shipped=True,
    ),
    Rule(
        id="process-grows",
        title=_T("Rule", "A process grows without bound"),
        why=_T("Rule", "It only takes memory and gives none back. If it goes on like this, it will have taken all that "
               "is left: it may have a leak."),
        subject=Subject.GROWTH,
        condition=Condition(
            side=Side.BELOW,
            warn=_HOUR_S,
            critical=10 * _MINUTE_S,
            clear=2 * _HOUR_S,
            window_s=10 * _MINUTE_S,
            for_s=_MINUTE_S,
        ),
        is_shipped=True,
    ),
)  # fmt: skip

_DISK: Final = (
    Rule(
        id="disk-nearly-full",
        title=_T("Rule", "Disk nearly full"),
        why=_T("Rule", "There is hardly any room left on a file system. Programs that can not write lose data."),
        subject=Subject.HOST,
        metric_id="host.filesystem.used_ratio",
        instance=EACH_INSTANCE,
        condition=Condition(warn=0.97, critical=0.99, clear=0.96, for_s=_MINUTE_S),
        behaviour=_LAZY,
        is_shipped=True,
    ),
    Rule(
        id="disk-full-soon",
        title=_T("Rule", "Disk full soon"),
        why=_T("Rule", "If it goes on like this, a file system will be full soon: something writes without an end."),
        subject=Subject.FULL_IN,
        metric_id="host.filesystem.available_bytes",
        instance=EACH_INSTANCE,
        condition=Condition(
            side=Side.BELOW, warn=_HOUR_S, critical=10 * _MINUTE_S, clear=2 * _HOUR_S, for_s=5 * _MINUTE_S
        ),
        behaviour=_LAZY,
        is_shipped=True,
    ),
    Rule(
        id="disk-pressure",
        title=_T("Rule", "Work waits for the disk"),
        why=_T("Rule", "For minutes most of the work has stood still because of a disk: it is too slow, or breaking."),
        subject=Subject.HOST,
        metric_id="host.pressure.io.full_ratio",
        condition=Condition(
            warn=0.7,
            clear=0.4,
            over=Over.MEAN,
            window_s=5 * _MINUTE_S,
            for_s=5 * _MINUTE_S,
            severity=Severity.INFO,
        ),
        behaviour=_LAZY,
        is_shipped=True,
    ),
)  # fmt: skip

_CPU: Final = (
    Rule(
        id="cpu-busy",
        title=_T("Rule", "CPU busy for long"),
        why=_T("Rule", "All cores have been at work for a quarter of an hour. If nothing is meant to take that long, "
               "see who works."),
        subject=Subject.HOST,
        metric_id="host.cpu.busy_ratio",
        condition=Condition(
            warn=0.95, clear=0.8, over=Over.MEAN, window_s=5 * _MINUTE_S, for_s=10 * _MINUTE_S
        ),
        behaviour=_LAZY,
        is_shipped=True,
    ),
    Rule(
        id="process-busy",
        title=_T("Rule", "A process takes a core for long"),
        why=_T("Rule", "It has used a core as a whole for half an hour: it works hard, or has lost its way."),
        subject=Subject.PROCESS,
        metric_id="cpu_ratio",
        condition=Condition(
            warn=0.95,
            clear=0.7,
            over=Over.MEAN,
            window_s=10 * _MINUTE_S,
            for_s=20 * _MINUTE_S,
            severity=Severity.INFO,
        ),
        behaviour=_LAZY,
        is_shipped=True,
    ),
)  # fmt: skip

_UNUSUAL: Final = (
    Rule(
        id="very-unusual",
        title=_T("Rule", "Very unusual for this machine"),
        why=_T("Rule", "For three minutes this was far from all that is usual at this hour. That is no fault by "
               "itself: see who did it."),
        subject=Subject.HOST,
        metric_id=SCORE,
        instance=EACH_INSTANCE,
        # Half as far again as what is called unusual. Both are as decision 31 found them: seldom for nothing.
        condition=Condition(warn=0.75, clear=0.45, for_s=3 * _MINUTE_S, severity=Severity.INFO),
        behaviour=_LAZY,
        is_shipped=True,
    ),
    Rule(
        id="unusual-for-long",
        title=_T("Rule", "Unusual for long"),
        why=_T("Rule", "For a quarter of an hour this has not been as usual at this hour. That is no fault by itself: "
               "see who did it."),
        subject=Subject.HOST,
        metric_id=SCORE,
        instance=EACH_INSTANCE,
        # Scores come in steps of 0.05: above this is 0.5, from where on it is unusual.
        condition=Condition(warn=0.45, for_s=15 * _MINUTE_S, severity=Severity.INFO),
        behaviour=_LAZY,
        is_shipped=True,
    ),
)  # fmt: skip

_OWN: Final = (
    Rule(
        id="heartbeat",
        title=_T("Rule", "This program sees nothing"),
        why=_T("Rule", "Nothing was seen of the machine, or what was seen could not be kept. See the state of the "
               "program."),
        subject=Subject.HEARTBEAT,
        condition=Condition(warn=_MINUTE_S, critical=5 * _MINUTE_S),
        is_shipped=True,
    ),
)  # fmt: skip

SHIPPED: Final[tuple[Rule, ...]] = (*_MEMORY, *_DISK, *_CPU, *_UNUSUAL, *_OWN)
