"""For how long rows keep their places while somebody is among them: one rule for every list that moves by itself."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QTableView

# After a key the eye needs a moment; under a pointer that rests, a click may come at any time.
HOLD_KEYS_MS: Final = 2000
HOLD_POINTER_MS: Final = 30_000
# What a viewport hears of the pointer.
POINTER_EVENTS: Final = frozenset({
    QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.Wheel,
    QEvent.Type.Leave,
})  # fmt: skip


class HeldOrder(QObject):
    """Holds the order of one table while it gets input, and lets it go some time after the last."""

    def __init__(self, view: QTableView, hold_order: Callable[[bool], None]) -> None:
        """Make it of the table, and of what lets the rows of its model stand or move."""
        super().__init__(view)
        self._hold_order = hold_order
        self._let_go = QTimer(self)
        self._let_go.setSingleShot(True)
        self._let_go.timeout.connect(self._on_let_go)

    def heed(self, event: QEvent) -> None:
        """Hold the order for one of `POINTER_EVENTS`."""
        if event.type() != QEvent.Type.Leave:
            self.hold(HOLD_POINTER_MS)
        elif self._let_go.isActive():
            # Nothing is pointed at any more, so nothing but keys holds the order.
            self._let_go.start(HOLD_KEYS_MS)

    def hold(self, milliseconds: int = HOLD_KEYS_MS) -> None:
        """Let nobody change places for so long; what was asked for longer before goes on."""
        self._hold_order(True)
        if self._let_go.remainingTime() < milliseconds:
            self._let_go.start(milliseconds)

    @Slot()
    def _on_let_go(self) -> None:
        self._hold_order(False)
