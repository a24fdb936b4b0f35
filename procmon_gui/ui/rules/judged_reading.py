"""How the rules are doing, asked of whoever judges: with every beat that somebody sees, in a worker.

Window thread only.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.judged import JudgedNow
from procmon_gui.domain.ports import Errand
from procmon_gui.ui.bridge.operation import Operation


class _Ask:
    """Asks once."""

    def __init__(self, ask: Callable[[], JudgedNow]) -> None:
        self._ask = ask

    def __call__(self, _errand: Errand) -> JudgedNow:
        return self._ask()


class JudgedReading(QObject):
    """Belongs to one list.

    Signals:
        changed: it is another than it was.
    """

    changed = Signal()

    def __init__(self, ask: Callable[[], JudgedNow], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._asking: Operation[JudgedNow] | None = None
        self.now: JudgedNow | None = None

    def look(self) -> None:
        """Ask again, unless an answer is still on its way."""
        if self._asking is None or not self._asking.is_running:
            self._asking = Operation(_Ask(self._ask), owner=self, channel="judged")
            self._asking.success(self._on_answer).failure(self._on_failed).start()

    def _on_answer(self, now: JudgedNow) -> None:
        if now != self.now:
            self.now = now
            self.changed.emit()

    def _on_failed(self, error: ProcmonError) -> None:
        self._on_answer(JudgedNow(why_unknown=str(error)))
