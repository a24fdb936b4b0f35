"""Which stretch of time the charts of a page show: the newest, or what the reader zoomed and dragged to. Pure."""

from typing import Final

LEAST_SPAN_S: Final = 10.0
# A chart begins with a minute and shows more of the past as it comes to know it.
SPANS_S: Final = (60.0, 120.0, 300.0, 600.0)
# Nearer to the newest sample than this share of what is shown, a chart follows it again.
_NEAR_SHARE: Final = 0.02


class ChartView:
    """Shared by all charts of a page, so that they keep one time scale.

    All times are seconds on one clock. While nobody zooms or drags, `window` ends now and is as wide as it is told.

    Attributes:
        is_past: what is called now is a moment of the past, so that its edges are times and not so long ago.
    """

    def __init__(self) -> None:
        self.is_past = False
        self._span_s: float | None = None
        self._end_s: float | None = None

    @property
    def is_moved(self) -> bool:
        """Say whether the reader zoomed or dragged."""
        return self._span_s is not None or self._end_s is not None

    def window(self, now_s: float, usual_span_s: float) -> tuple[float, float]:
        """Return first and last second to show."""
        end_s = now_s if self._end_s is None else min(self._end_s, now_s)
        return end_s - (self._span_s or usual_span_s), end_s

    def zoom(self, factor: float, at_s: float, *, now_s: float, usual_span_s: float, oldest_s: float) -> None:
        """Show `factor` times as much time; what is at `at_s` stays where it is, as far as there are samples."""
        start_s, end_s = self.window(now_s, usual_span_s)
        most_s = max(usual_span_s, now_s - oldest_s)
        span_s = min(max((end_s - start_s) * factor, LEAST_SPAN_S), most_s)
        share = (end_s - at_s) / (end_s - start_s)
        self._span_s = span_s
        self._settle(at_s + share * span_s, span_s, now_s, oldest_s)

    def drag(self, by_s: float, *, now_s: float, usual_span_s: float, oldest_s: float) -> None:
        """Show what is so many seconds later (negative: earlier), as far as there are samples."""
        start_s, end_s = self.window(now_s, usual_span_s)
        self._span_s = end_s - start_s
        # Whoever goes back slowly is not caught by the newest again at every step.
        self._settle(end_s + by_s, end_s - start_s, now_s, oldest_s, near_share=_NEAR_SHARE if by_s > 0 else 0.0)

    def _settle(
        self, end_s: float, span_s: float, now_s: float, oldest_s: float, near_share: float = _NEAR_SHARE
    ) -> None:  # fmt: skip
        end_s = max(end_s, min(now_s, oldest_s + span_s))
        self._end_s = end_s if end_s < now_s - near_share * span_s else None

    def reset(self) -> None:
        """Show the newest again."""
        self._span_s = self._end_s = None
