"""Shows an alert at its moment: somebody clicked on a notice of it, here or in a recorder that has no window.

The alert may be so new that the window does not know it yet, and after a start the past may not be open yet: both are
waited for, for some seconds, and given up where the reader has gone elsewhere.
"""

from typing import Final, Protocol

from PySide6.QtCore import QObject, QTimer, Slot

from procmon_gui.ui.alert_list import AlertList
from procmon_gui.ui.moment import Moment

_TRY_MS: Final = 500
_MOST_TRIES: Final = 20


class Window(Protocol):
    """What is needed of `ui.main_window.window.MainWindow`."""

    @property
    def moment(self) -> Moment:
        """Return which moment is shown."""

    def show_alert(self, id: int) -> None:
        """Open the page of alerts at one."""


class CalledToAlert(QObject):
    """Belongs to one window."""

    def __init__(self, window: Window, alerts: AlertList, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._alerts = alerts
        self._id = 0
        self._tries = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_TRY_MS)
        self._timer.timeout.connect(self._go)

    @Slot(object)
    def show(self, id: int) -> None:
        """Show it, and let the window go to its moment."""
        self._id, self._tries = id, 0
        self._window.show_alert(id)
        self._timer.start()
        self._go()

    @Slot()
    def _go(self) -> None:
        moment = self._window.moment
        alert = self._alerts.alert(self._id)
        self._tries += 1
        span = moment.history.span() if moment.history is not None else None
        if alert is not None and span is not None and span.from_ms <= alert.fired_ms:
            self._timer.stop()
            moment.go_to(alert.fired_ms)
        elif self._tries >= _MOST_TRIES or moment.is_past:
            self._timer.stop()
