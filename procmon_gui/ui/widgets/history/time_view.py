"""Which stretch of the recorded time is in sight: going along with now, zoomed, or dragged. Pure."""

from dataclasses import replace
from typing import Final

from procmon_gui.domain.history import Span

HOUR_MS: Final = 3_600_000
DAY_MS: Final = 24 * HOUR_MS
# What the buttons offer; the whole time is the last of them, where it is longer.
SPANS_MS: Final = (HOUR_MS, 12 * HOUR_MS, DAY_MS, 7 * DAY_MS, 30 * DAY_MS)
LEAST_MS: Final = 20_000


class TimeView:
    """What is in sight is never longer than what is recorded, and never beyond it.

    Attributes:
        span_ms: how much time was asked for.
    """

    def __init__(self, span_ms: float = SPANS_MS[0]) -> None:
        self.span_ms: float = span_ms
        self._end_ms: float | None = None
        self._is_held = False

    @property
    def goes_along(self) -> bool:
        """Say whether its right edge is now, whenever that is."""
        return self._end_ms is None

    def window(self, recorded: Span) -> Span:
        """Return what is in sight."""
        span_ms = self._shown_ms(recorded)
        end_ms = recorded.to_ms if self._end_ms is None else self._end_ms
        end_ms = min(max(end_ms, recorded.from_ms + span_ms), max(recorded.to_ms, recorded.from_ms + span_ms))
        return Span(from_ms=round(end_ms - span_ms), to_ms=round(end_ms))

    def hold(self, window: Span) -> None:
        """Stand still where it went along; `release` lets it go on, unless the reader has moved it meanwhile."""
        if self._end_ms is None:
            self._end_ms, self._is_held = window.to_ms, True

    def release(self) -> None:
        """Go along again."""
        if self._is_held:
            self._end_ms, self._is_held = None, False

    def choose(self, span_ms: float, recorded: Span, around_ms: int | None) -> None:
        """Show so much time: up to now, or around a moment that would not be in sight then."""
        self.span_ms, self._end_ms, self._is_held = span_ms, None, False
        if around_ms is not None and around_ms < self.window(recorded).from_ms:
            self._end_at(around_ms + self._shown_ms(recorded) / 2, recorded)

    def zoom(self, factor: float, at_ms: float, recorded: Span) -> None:
        """Show so much more time (above 1), or less; one moment stays where it is."""
        before = self.window(recorded)
        shown_ms = before.to_ms - before.from_ms
        self.span_ms = min(max(shown_ms * factor, LEAST_MS), max(recorded.to_ms - recorded.from_ms, LEAST_MS))
        self._end_at(at_ms + (before.to_ms - at_ms) * self.span_ms / max(1, shown_ms), recorded)

    def drag(self, by_ms: float, recorded: Span) -> None:
        """Show what is so much later, or earlier."""
        self._end_at(self.window(recorded).to_ms + by_ms, recorded)

    def show(self, span: Span, recorded: Span) -> None:
        """Show one stretch."""
        self.span_ms = max(LEAST_MS, span.to_ms - span.from_ms)
        self._end_at(span.to_ms, recorded)

    def keep_in_sight(self, at_ms: int, recorded: Span) -> bool:
        """Move so that a moment is in sight; say whether that was needed."""
        window = self.window(recorded)
        if window.from_ms <= at_ms <= window.to_ms:
            return False
        self._end_at(at_ms + (window.to_ms - window.from_ms) / 2, recorded)
        return True

    def _shown_ms(self, recorded: Span) -> float:
        return min(self.span_ms, max(recorded.to_ms - recorded.from_ms, LEAST_MS))

    def _end_at(self, end_ms: float, recorded: Span) -> None:
        end_ms = max(end_ms, recorded.from_ms + self._shown_ms(recorded))
        self._end_ms, self._is_held = None if end_ms >= recorded.to_ms else end_ms, False


def around(span: Span, share: float, recorded: Span) -> Span:
    """Return a stretch with a share of it more on both sides, as far as something is recorded."""
    more_ms = round((span.to_ms - span.from_ms) * share)
    return Span(from_ms=max(recorded.from_ms, span.from_ms - more_ms), to_ms=min(recorded.to_ms, span.to_ms + more_ms))


def shifted(span: Span, by_ms: int) -> Span:
    """Return the same stretch at another time."""
    return replace(span, from_ms=span.from_ms + by_ms, to_ms=span.to_ms + by_ms)
