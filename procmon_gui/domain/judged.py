"""How rules are doing at this moment, as who judges them knows it. Data only. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from procmon_gui.domain.rules import RuleProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A rule whose condition holds, but not yet for as long as it asks.

    Attributes:
        since_ms: the first beat beyond the threshold, of what waits longest.
        left_s: in how many seconds that fires, if it goes on.
        count: how many things it is about are that far.
    """

    rule_id: str
    since_ms: int
    left_s: float
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedNow:
    """What whoever judges knows of its rules.

    Attributes:
        pending: those of which nothing fires yet, but would.
        problems: why rules are not judged, though they can be read.
        why_unknown: why nobody here can tell, in a sentence; empty where this program judges.
    """

    pending: Sequence[Pending] = ()
    problems: Sequence[RuleProblem] = ()
    why_unknown: str = ""
