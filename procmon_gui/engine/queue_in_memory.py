"""A queue of notices for as long as none can be kept on disk: a full disk is worth telling. A `DeliveryQueue`."""

import threading
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from procmon_gui.domain.notices import Delivery, DeliveryQueue, DeliveryState, HeldBack, Outcome, Parcel

# As many as there are after a day without a desk, at the pace of ten channels.
_MOST_OVER: Final = 2000


class QueueInMemory:
    """Lasts as long as the program. Its ids are below zero, so that no other queue has them."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._last_id = 0
        self._waiting: dict[int, Parcel] = {}
        self._over: deque[tuple[Parcel, Outcome]] = deque(maxlen=_MOST_OVER)

    def take_in(
        self, parcels: Sequence[Parcel], held: Sequence[HeldBack], suppressed: Mapping[int, int]
    ) -> Sequence[Parcel]:
        """Take new parcels; what channels hold back is known to who asks."""
        del held, suppressed
        with self._guard:
            kept = []
            for parcel in parcels:
                self._last_id -= 1
                kept.append(replace(parcel, id=self._last_id))
            self._waiting |= {parcel.id: parcel for parcel in kept}
        return tuple(kept)

    def waiting(self) -> Sequence[Parcel]:
        """Return what is on its way, the oldest first."""
        with self._guard:
            return tuple(self._waiting.values())

    def held_back(self) -> Sequence[HeldBack]:
        """Return nothing: it remembers no more than its parcels."""
        return ()

    def told_over(self, alert_ids: Collection[int]) -> Mapping[int, frozenset[str]]:
        """Return nothing: whoever asks remembers what he told himself."""
        del alert_ids
        return {}

    def keep(self, outcomes: Sequence[Outcome]) -> None:
        """Take what became of tries."""
        with self._guard:
            for outcome in outcomes:
                if outcome.state is not DeliveryState.WAITING and outcome.id in self._waiting:
                    self._over.append((self._waiting.pop(outcome.id), outcome))

    @property
    def is_ahead(self) -> bool:
        """Say whether something is over that no other queue knows."""
        return bool(self._over)

    def hand_over(self, queue: DeliveryQueue) -> list[Outcome]:
        """Let another queue, and so its log, have what is over; return what became of it, by its ids there.

        Raises Unavailable, and keeps it then. Where the program ends before that is kept, it is told once more.
        """
        with self._guard:
            over = tuple(self._over)
        if not over:
            return []
        kept = queue.take_in([parcel for parcel, _ in over], (), {})
        with self._guard:
            self._over.clear()
        return [replace(outcome, id=parcel.id) for parcel, (_, outcome) in zip(kept, over, strict=True)]

    def deliveries(self, *, limit: int = 200) -> Sequence[Delivery]:
        """Return nothing: what was told is told in the desk, which is full."""
        del limit
        return ()

    def prune(self, before_ms: int, most: int) -> int:
        """Return 0: nothing stays that is over."""
        del before_ms, most
        return 0
