"""Says that another version was installed while this one runs: it goes on, and the new one comes with the next start.

Window thread only. The disk is asked in a worker.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from procmon_gui.domain.ports import Errand
from procmon_gui.ui.bridge.operation import Operation
from procmon_gui.ui.widgets.banner import BannerStack

CODE: Final = "newer-version"
# Often enough to be told of while one still thinks of the update.
LOOK_MS: Final = 60_000


class _Look:
    def __init__(self, is_replaced: Callable[[], bool]) -> None:
        self._is_replaced = is_replaced

    def __call__(self, _errand: Errand) -> bool:
        return self._is_replaced()


class NewerVersion(QObject):
    """Looks until there is something to say, which is said once."""

    def __init__(self, is_replaced: Callable[[], bool], banners: BannerStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_replaced, self._banners = is_replaced, banners
        self._work: Operation[bool] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Find out whether there is another version now."""
        if self._work is None or not self._work.is_running:
            self._work = Operation(_Look(self._is_replaced), owner=self).success(self._on_seen).start()

    def _on_seen(self, is_replaced: bool) -> None:
        if is_replaced:
            self._timer.stop()
            words = self.tr(
                "Another version of procmon_gui was installed. It is used when the program is started again."
            )
            self._banners.say(CODE, "info", words)
