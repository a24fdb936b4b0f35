"""From what a clock on the wall shows to moments and back, where clocks are put forward and back. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class WallClock:
    """The clocks of one zone, or of this machine when that is None.

    Moments are milliseconds UTC; what a clock shows is a datetime without a zone. Its methods raise OverflowError,
    ValueError or OSError for what the calendar can not hold.
    """

    zone: tzinfo | None

    def shows(self, at_ms: int) -> datetime:
        """Return what the clock shows at a moment."""
        return (_EPOCH + at_ms * _MILLISECOND).astimezone(self.zone).replace(tzinfo=None, fold=0)

    def moments(self, shown: datetime) -> list[int]:
        """Return the moments at which the clock shows this: one, or two where it is put back, the earlier one first.

        Where the clock is put forward over it, the moment at which that happens stands for it.
        """
        early, late = sorted(self._counted(shown, fold) for fold in (0, 1))
        found = [at_ms for at_ms in dict.fromkeys((early, late)) if self.shows(at_ms) == shown]
        if found:
            return found
        # Before the gap the clock shows less than what is sought, after it more.
        while late - early > 1:
            middle = (early + late) // 2
            early, late = (middle, late) if self.shows(middle) < shown else (early, middle)
        return [late]

    def days_until(self, day: date) -> Iterator[date]:
        """Yield a day, the one before it, and so on.

        Days that never were are left out: Samoa had no 30 December 2011.
        """
        while True:
            if self.shows(self.moments(datetime.combine(day, time.min))[0]).date() == day:
                yield day
            day -= timedelta(days=1)

    def _counted(self, shown: datetime, fold: int) -> int:
        # Without a zone, `astimezone` takes it for a time of this machine.
        placed = shown.replace(tzinfo=self.zone, fold=fold).astimezone(UTC)
        return (placed - _EPOCH) // _MILLISECOND
