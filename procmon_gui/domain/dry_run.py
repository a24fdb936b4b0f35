"""What a rule would have done with what was recorded. Data only. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from procmon_gui.domain.alerts import AlertEvent
from procmon_gui.domain.history import Span
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.ranges import Curve
from procmon_gui.domain.rules import Rule


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
    """

    span: Span
    events: Sequence[AlertEvent]
    curve: Curve | None = None
    averages_to_ms: int = 0
    beat_count: int = 0
    gap_ms: int = 0


class RuleTester(Protocol):
    """Plays a rule over what was recorded. Any thread but the window's."""

    def test(self, rule: Rule, span: Span, errand: Errand) -> DryRun:
        """Play it. Raises Cancelled, WrongInput for a rule that makes no sense, Unavailable."""
