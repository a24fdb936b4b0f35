"""The door of acting: takes wishes, and says what comes of them. One for a list of processes; window thread."""

from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from procmon_gui.ui.acting.means import Means
from procmon_gui.ui.acting.undertaking import Undertaking
from procmon_gui.ui.acting.wishes import Notice, Offer, Tone, Wish
from procmon_gui.ui.acting.work import Hands
from procmon_gui.ui.bridge.pool import Pool, hands

# A wish that hangs, or waits for a password, keeps nobody from the next one; more questions would be a mistake.
MOST_AT_ONCE: Final = 8


class Acting(QObject):
    """Several wishes may be on their way: each has a question of its own, and stays with those whom it was about.

    Signals:
        told: there is something to say, a `Notice`; what it offers is done by `take_offer`.
    """

    told = Signal(object)

    def __init__(self, means: Means, parent: QObject | None = None, *, pool: Pool | None = None) -> None:
        super().__init__(parent)
        self._hands = Hands(means.open_control)
        self._asking = means.open_asking()
        self._pool = pool or hands()
        self._under_way: list[Undertaking] = []
        self._offering: Undertaking | None = None
        self._offer: Offer | None = None

    @property
    def under_way(self) -> tuple[Undertaking, ...]:
        """Return what is not over, the oldest first."""
        return tuple(self._under_way)

    def wish(self, wish: Wish, window: QWidget) -> None:
        """Begin; the question comes up over a window. One that stands already comes to the front."""
        for other in self._under_way:
            if other.wish == wish and other.is_put:
                other.bring_up()
                return
        self.forget_offer()
        if sum(1 for other in self._under_way if other.is_put) >= MOST_AT_ONCE:
            said = self.tr("%Ln questions are open already: answer these first.", "", MOST_AT_ONCE)
            self.told.emit(Notice(tone=Tone.INFO, words=said))
            return
        undertaking = Undertaking(wish, self._hands, self._pool, window, self._asking, self)
        undertaking.told.connect(self._on_told)
        undertaking.over.connect(self._on_over)
        self._under_way.append(undertaking)
        undertaking.begin()

    @Slot()
    def take_offer(self) -> None:
        """Do what the newest notice offers."""
        undertaking, offer = self._offering, self._offer
        self._offering = self._offer = None
        if undertaking is not None and offer is not None:
            undertaking.take(offer)

    @Slot()
    def forget_offer(self) -> None:
        """Let go of those whom the newest notice offers something about: it was closed, or another one came."""
        undertaking, self._offering, self._offer = self._offering, None, None
        if undertaking is not None:
            undertaking.finish()

    def close(self) -> None:
        """Let go of everybody."""
        for undertaking in self.under_way:
            undertaking.finish()

    @Slot(object)
    def _on_told(self, notice: Notice) -> None:
        sender = self.sender()
        if self._offering is not None and self._offering is not sender:
            self.forget_offer()
        self._offering = sender if isinstance(sender, Undertaking) and notice.offer is not None else None
        self._offer = notice.offer
        self.told.emit(notice)

    @Slot()
    def _on_over(self) -> None:
        sender = self.sender()
        if isinstance(sender, Undertaking) and sender in self._under_way:
            self._under_way.remove(sender)
            sender.deleteLater()
