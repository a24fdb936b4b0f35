"""One data folder with some channels, and what is told over them: for tests of what goes out."""

from pathlib import Path

from procmon_gui.domain.notices import DeliveryState, Notice, Parcel
from procmon_gui.engine.outgoing import Offer, Outgoing
from procmon_gui.engine.ways import Way
from procmon_gui.store.desk.database import Desk
from procmon_gui.store.desk.deliveries import DeskDeliveries
from tests.engine.channels import MovedClock, Several


class Play:
    """One data folder with some channels, each of which delivers at once unless a test says otherwise."""

    def __init__(self, folder: Path, *ways: Way, clock: MovedClock | None = None) -> None:
        self.clock = clock or MovedClock()
        self.queue = DeskDeliveries(Desk(folder / "desk.sqlite"))
        self.ways = Several(*ways)
        self.outgoing = Outgoing(self.queue, self.ways, self.clock, host="tower")
        self.told: list[tuple[str, Notice]] = []

    def offer(self, *offers: Offer) -> None:
        self.outgoing.take(offers)

    def deliver(self, state: DeliveryState = DeliveryState.DELIVERED, words: str = "told") -> list[Parcel]:
        """Let every due notice be tried once."""
        self.outgoing.digest()
        found = []
        while due := self.outgoing.due():
            for one, parcel in due:
                found.append(parcel)
                if state is DeliveryState.DELIVERED:
                    self.told.append((one.spec.id, parcel.notice))
                self.outgoing.ended(parcel, state, words)
        return found

    def over(self, channel_id: str) -> list[Notice]:
        return [notice for id, notice in self.told if id == channel_id]
