"""Rules: what is watched, from when on it is worth an alert, and how loud that is. Data only. Pure.

Values are in the unit of the metric, as everywhere in the program (a ratio of 1 is one full core, or the whole of the
machine); times are seconds. The texts that a person writes are read in `settings.rules_file`, what a rule means is in
`alerts`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import Final, Protocol

EACH_INSTANCE: Final = "*"


class Severity(IntEnum):
    """How bad it is; more is worse."""

    INFO = 1
    WARNING = 2
    CRITICAL = 3


class Subject(Enum):
    """What a rule looks at. Each may be about many things at once, and each of these has a state of its own."""

    # A metric of the machine; of each device where the instance is EACH_INSTANCE.
    HOST = "host"
    # A metric of each process that `where` selects.
    PROCESS = "process"
    # A metric of processes that `where` selects, together: those of one program, of one user, of one unit; or all.
    PROGRAM = "program"
    USER = "user"
    UNIT = "unit"
    TOGETHER = "together"
    # How many processes `where` selects is 0. No threshold; the severity is `Condition.severity`.
    NOT_RUNNING = "not-running"
    # How often a program that `where` selects was started again within `Condition.window_s`.
    RESTARTS = "restarts"
    # In how many seconds a file system (each, or the one in `instance`) or the memory will be full. The metric is what
    # is available: host.filesystem.available_bytes or host.memory.available_bytes.
    FULL_IN = "full-in"
    # In how many seconds a process that `where` selects, and that only grows, will have taken all available memory.
    GROWTH = "growth"
    # How unusual a metric of the machine is now, 0 to 1; or each program, where the metric is one of processes.
    ANOMALY = "anomaly"
    # For how many seconds this program has not seen the machine, or could not keep what it saw.
    HEARTBEAT = "heartbeat"


class Side(Enum):
    """On which side of a threshold the trouble is."""

    ABOVE = "above"
    BELOW = "below"


class Over(Enum):
    """How the values of a window become one."""

    LAST = "last"
    MEAN = "mean"
    LEAST = "least"
    MOST = "most"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """From when on it fires, and when it is over.

    Attributes:
        warn, critical: thresholds; None where there is no such severity. At least one, but for NOT_RUNNING.
        clear: what must be passed backwards for it to be over; None for the least threshold itself.
        for_s: how long a threshold must be passed without a break. Time that nobody saw is no time.
        over, window_s: of which beats the value is made; a window is judged once it is seen as a whole.
        severity: where a subject has no thresholds; where it is INFO, what passes `warn` is no more than that.
    """

    side: Side = Side.ABOVE
    warn: float | None = None
    critical: float | None = None
    clear: float | None = None
    for_s: float = 0.0
    over: Over = Over.LAST
    window_s: float = 0.0
    severity: Severity = Severity.WARNING

    def threshold(self, severity: Severity) -> float | None:
        """Return from which value on it has a severity."""
        return self.critical if severity is Severity.CRITICAL else self.warn


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A time of each day, in minutes since midnight of this machine's clock; it may go over midnight."""

    from_min: int
    to_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """What becomes of it when it fires.

    Attributes:
        cooldown_s: after it was over, it tells nobody again for so long; it is kept all the same.
        repeat_s: while it fires and nobody has acknowledged it, it is told again so often; 0 for never.
        quiet: nobody is told then, but for what is critical where `critical_is_loud`.
        channels: ids of channels; empty for all that take its severity.
    """

    cooldown_s: float = 300.0
    repeat_s: float = 0.0
    quiet: tuple[QuietHours, ...] = ()
    critical_is_loud: bool = True
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule.

    Attributes:
        id: letters, digits, - and _; what a rule is called in files, on the command line and in the desk.
        title: one line, shown; that of a shipped rule is marked for translation in the context "Rule".
        why: a sentence or two on what it means when it fires, and what can be done.
        metric_id: of HOST_METRICS or PROCESS_METRICS, as the subject wants it; empty where it has none.
        instance: of a host metric: "" the whole machine, a device, or EACH_INSTANCE.
        where: in the query language; empty selects every process but threads of the kernel.
        is_shipped: it came with the program, as it is.
    """

    id: str
    title: str
    subject: Subject
    condition: Condition
    why: str = ""
    metric_id: str = ""
    instance: str = ""
    where: str = ""
    behaviour: Behaviour = field(default_factory=Behaviour)
    is_enabled: bool = True
    is_shipped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleProblem:
    """What is wrong with a rule in the file; the others count.

    Attributes:
        rule: its id, or "rule 3" where it has none.
        where: the key, such as "for"; empty where it is the whole.
        words: what is wrong, and what was expected.
        line: in the file, from 1; 0 where that is not known.
    """

    rule: str
    where: str
    words: str
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All rules, the shipped ones first; and what of the file could not be used."""

    rules: Sequence[Rule]
    problems: Sequence[RuleProblem] = ()


class RuleBook(Protocol):
    """Keeps the rules: those that came with the program, and above them a file. Any thread but the window's.

    All raise Unavailable where the file can not be read or written; nothing has changed then.
    """

    def rules(self) -> Rules:
        """Return them as they are now."""

    def version(self) -> object:
        """Return what is another after every change by anybody; cheap."""

    def put(self, rule: Rule) -> None:
        """Keep a rule, in the place of the one with its id. Raises WrongInput for one that makes no sense."""

    def remove(self, id: str) -> None:
        """Take a rule away; one that came with the program is as it came again."""
