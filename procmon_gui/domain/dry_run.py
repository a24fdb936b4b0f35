"""What a rule would have done with what was recorded. Data only. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from procmon_gui.domain.alerts import AlertEvent
from procmon_gui.domain.history import Span
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.ranges import Curve
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.rules import Rule
from procmon_gui.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DryRun:
    """Where a rule would have fired.

    Attributes:
        span: what was played.
        events: as they would have come, oldest first; those without an end fire still.
        curve: of what was watched, where that is one thing; None else.
        averages_to_ms: up to here only averages were left, so that a short rise is not seen; 0 where all were beats.
        beat_count: what was played.
        gap_ms: of how much of it nothing is known.
        is_known: what is watched was known at some time of it; else that it would not have fired says nothing.
    """

    span: Span
    events: Sequence[AlertEvent]
    curve: Curve | None = None
    averages_to_ms: int = 0
    beat_count: int = 0
    gap_ms: int = 0
    is_known: bool = True


class RuleTester(Protocol):
    """Plays a rule over what was recorded. Any thread but the window's."""

    def test(self, rule: Rule, span: Span, errand: Errand) -> DryRun:
        """Play it. Raises Cancelled, WrongInput for a rule that makes no sense, Unavailable."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HostRecord:
    """A metric of the machine, beat by beat, oldest first; before them minutes, where only their means are left.

    Attributes:
        at_ms: on the axis of the memory.
        since_boot_ns: from the start of the machine, sleep included; of minutes, the time itself.
        boots: a number that is another after each start of the machine, and for minutes.
        values: by instance, one for each of `at_ms`; NaN is unknown.
        averages_count: how many of them are minutes.
    """

    at_ms: IntArray
    since_boot_ns: IntArray
    boots: IntArray
    values: Mapping[str, FloatArray]
    averages_count: int = 0


class Recorded(Protocol):
    """Reads back what was recorded, to be judged. Any thread but the window's. Raises Unavailable and Cancelled."""

    def host(self, metric_id: str, instance: str | None, span: Span, errand: Errand) -> HostRecord:
        """Return a metric of the machine in a time: one instance, or all where that is None."""

    def beats(self, span: Span, errand: Errand) -> Iterator[tuple[int, Snapshot]]:
        """Yield each beat of a time as it was shown then, and when it was on the axis of the memory."""
