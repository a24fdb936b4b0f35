"""What a server has of a machine, while its window is open: more of it comes, and the connection may be lost.

Window thread only; the server is asked in a worker.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.ports import Errand
from procmon_gui.ui import spoken
from procmon_gui.ui.bridge.operation import Operation

# A minute is sent when it is whole.
LOOK_MS: Final = 60_000


class ServerPast(QObject):
    """Asks the server now and then what has come.

    Signals:
        learned: it has answered; there may be more.
        failed: it has not; the text is for the person at the screen.
    """

    learned = Signal()
    failed = Signal(str)

    def __init__(self, refresh: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._refresh = refresh
        self._operation: Operation[None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Ask, unless an answer is waited for."""
        if self._operation is None:
            self._operation = Operation(_Look(self._refresh), owner=self)
            self._operation.success(self._on_learned).failure(self._on_failed).start()

    def _on_learned(self, _: None) -> None:
        self._operation = None
        self.learned.emit()

    def _on_failed(self, error: ProcmonError) -> None:
        self._operation = None
        self.failed.emit(spoken.said(str(error)))


class _Look:
    """Asks, beside the window."""

    def __init__(self, refresh: Callable[[], None]) -> None:
        self._refresh = refresh

    def __call__(self, _errand: Errand) -> None:
        self._refresh()
