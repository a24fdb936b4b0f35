"""Notices on their way, opened as late as can be: most people never set anything up. Any thread."""

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from procmon_gui.domain.notices import Delivery, HeldBack, Outcome, Parcel

if TYPE_CHECKING:
    from procmon_gui.store.desk.database import Desk
    from procmon_gui.store.desk.deliveries import DeskDeliveries


class LateDeliveries:
    """A `domain.notices.DeliveryQueue`."""

    def __init__(self, path: Path, opener: "Callable[[], Desk]") -> None:
        """Take where the file is and what opens it, which may be called twice where two threads come at once."""
        self._path = path
        self._opener = opener
        self._deliveries: DeskDeliveries | None = None

    def take_in(
        self, parcels: Sequence[Parcel], held: Sequence[HeldBack], suppressed: Mapping[int, int]
    ) -> Sequence[Parcel]:
        """Keep new parcels, what channels hold back, and how many notices of which alerts were."""
        return self._open().take_in(parcels, held, suppressed)

    def waiting(self) -> Sequence[Parcel]:
        """Return what is on its way, the oldest first."""
        return self._open().waiting() if self._is_there() else ()

    def held_back(self) -> Sequence[HeldBack]:
        """Return what channels told lately and hold back."""
        return self._open().held_back() if self._is_there() else ()

    def told_over(self, alert_ids: Collection[int]) -> Mapping[int, frozenset[str]]:
        """Return over which channels alerts were told, or are to be."""
        return self._open().told_over(alert_ids) if self._is_there() else {}

    def keep(self, outcomes: Sequence[Outcome]) -> None:
        """Keep what became of tries."""
        self._open().keep(outcomes)

    def deliveries(self, *, limit: int = 200) -> Sequence[Delivery]:
        """Return the last ones, the newest first."""
        return self._open().deliveries(limit=limit) if self._is_there() else ()

    def of_alert(self, alert_id: int) -> Sequence[Delivery]:
        """Return what became of the notices of one alert, the oldest first."""
        return self._open().of_alert(alert_id) if self._is_there() else ()

    def version(self) -> object:
        """Return what is another after every change by anybody; None where nothing was kept."""
        return self._open().version() if self._is_there() else None

    def prune(self, before_ms: int, most: int) -> int:
        """Drop what is over and old, or too much; return how many."""
        return self._open().prune(before_ms, most) if self._is_there() else 0

    def _is_there(self) -> bool:
        return self._deliveries is not None or os.path.lexists(self._path)

    def _open(self) -> "DeskDeliveries":
        if self._deliveries is None:
            from procmon_gui.store.desk.deliveries import DeskDeliveries

            self._deliveries = DeskDeliveries(self._opener())
        return self._deliveries
