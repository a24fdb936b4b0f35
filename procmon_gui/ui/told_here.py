"""Tells a notice in the tray or in the window, where the desktop itself does not show it; and shows an alert that a
click on a notice asks for. Voices ask from threads of their own.
"""

from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from procmon_gui.domain.alerts import Change
from procmon_gui.domain.notices import Notice
from procmon_gui.domain.rules import Severity
from procmon_gui.ui.bridge.tray import Tray
from procmon_gui.ui.widgets.banner import BannerStack, Level

CODE: Final = "told"
# The bar that tells of what is critical in any case (`ui.main_window.alerts`).
_LOUD: Final = "alert"
_LEVELS: Final[dict[Severity, Level]] = {
    Severity.INFO: "info", Severity.WARNING: "warning", Severity.CRITICAL: "critical",
}  # fmt: skip


class ToldHere(QObject):
    """A `channels.desktop.Beside` of one window.

    Signals:
        show_asked: the window should come up at the alert of this id (0: as it is); with a token that lets it.
    """

    show_asked = Signal(object, str)
    _tray_asked = Signal(object)
    _window_asked = Signal(object)

    def __init__(self, tray: Tray, banners: BannerStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tray = tray
        self._banners = banners
        self._alert_id = 0
        self._tray_asked.connect(self._on_tray_asked)
        self._window_asked.connect(self._on_window_asked)
        banners.action_asked.connect(self._on_action)
        tray.message_clicked.connect(self._on_message_clicked)

    # ---- any thread

    def tell_by_tray(self, notice: Notice) -> bool:
        """Let the tray show it, where a desktop shows the tray; return whether it does."""
        if not self._tray.shows_messages:
            return False
        self._tray_asked.emit(notice)
        return True

    def tell_in_window(self, notice: Notice) -> bool:
        """Show it in a bar of the window, which waits for the reader."""
        self._window_asked.emit(notice)
        return True

    def ask_to_show(self, alert_id: int, token: str) -> None:
        """Let the window come up at an alert."""
        self.show_asked.emit(alert_id, token)

    # ---- window thread

    @Slot(object)
    def _on_tray_asked(self, notice: Notice) -> None:
        self._alert_id = notice.alert_id
        self._tray.show_message(notice.title, "\n".join(notice.lines), notice.severity)

    @Slot(object)
    def _on_window_asked(self, notice: Notice) -> None:
        if notice.severity is Severity.CRITICAL and _LOUD in self._banners.codes:
            return
        self._alert_id = notice.alert_id
        said = ". ".join((notice.title, *notice.lines[:1]))
        action = self.tr("Show") if notice.alert_id else ""
        level = "info" if notice.change is Change.RESOLVED else _LEVELS[notice.severity]
        self._banners.say(CODE, level, said, action)

    @Slot(str)
    def _on_action(self, code: str) -> None:
        if code == CODE:
            self._banners.unsay(CODE)
            self.show_asked.emit(self._alert_id, "")

    @Slot()
    def _on_message_clicked(self) -> None:
        self.show_asked.emit(self._alert_id, "")
