"""Says on the History page that something is being read, that it could not be, and that nobody waited for it."""

import time
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from procmon_gui.ui import text
from procmon_gui.ui.pages.history_reading import HistoryReading
from procmon_gui.ui.widgets.banner import BannerStack
from procmon_gui.ui.widgets.history.toolbar import HistoryToolbar

LINE_AFTER_MS: Final = 300
# What the page is empty without.
_NEEDED: Final = ("reader", "curves", "top", "statistics", "heat")
READ: Final = "read"


class HistoryWaiting(QObject):
    """Belongs to one page.

    Attributes:
        is_cancelled: nothing is asked for until the reader of the page wants something.

    Signals:
        again_asked: what was given up is to be read again.
    """

    again_asked = Signal()

    def __init__(self, reading: HistoryReading, toolbar: HistoryToolbar, banners: BannerStack, page: QWidget) -> None:
        super().__init__(page)
        self._reading = reading
        self._toolbar = toolbar
        self._banners = banners
        self.is_cancelled = False
        self._read_at_s = 0.0
        self.line = QProgressBar(page)
        self.line.setObjectName("loading")
        self.line.setTextVisible(False)
        self.line.setRange(0, 0)
        self.line.setFixedHeight(2)
        self.line.setAccessibleName(self.tr("Reading"))
        self.line.hide()
        self._line_soon = QTimer(self)
        self._line_soon.setSingleShot(True)
        self._line_soon.setInterval(LINE_AFTER_MS)
        self._line_soon.timeout.connect(self.line.show)
        reading.waiting_changed.connect(self._show_waiting)
        reading.curves_done.connect(self._on_curves_done)
        reading.failed.connect(self._on_failed)
        toolbar.cancel_asked.connect(self._on_cancel)
        banners.action_asked.connect(self._on_action)

    @Slot()
    def _show_waiting(self) -> None:
        is_waiting = self._reading.is_waiting
        self._toolbar.show_waiting(is_waiting=is_waiting)
        if not is_waiting:
            self._line_soon.stop()
            self.line.hide()
        elif not self._line_soon.isActive() and self.line.isHidden():
            self._line_soon.start()

    @Slot()
    def _on_curves_done(self) -> None:
        self._read_at_s = time.time()
        self._banners.unsay(READ)

    @Slot(str, str)
    def _on_failed(self, name: str, words: str) -> None:
        if name not in _NEEDED:
            return
        self.is_cancelled = True
        words = QCoreApplication.translate("History", words)
        if self._read_at_s:
            told = self.tr("{reason} Shown is what was read at {time}.")
            words = told.format(reason=words, time=text.moment_text(self._read_at_s))
        self._banners.say(READ, "critical", words, self.tr("Try again"))

    @Slot()
    def _on_cancel(self) -> None:
        self._reading.cancel()
        self.is_cancelled = True
        self._banners.say(READ, "info", self.tr("Reading was cancelled."), self.tr("Read again"))

    @Slot(str)
    def _on_action(self, code: str) -> None:
        if code == READ:
            self._banners.unsay(READ)
            self.is_cancelled = False
            self.again_asked.emit()
