"""What the window tells of the program itself: what it is, and that it failed the last time. Window thread only.

The dialogs are loaded when they are opened first, and nothing is read before the window has been up for a while.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QDialog, QWidget

from procmon_gui.domain.crashes import CrashReport, CrashReports
from procmon_gui.domain.ports import Errand
from procmon_gui.ui import text as words_of
from procmon_gui.ui.bridge.operation import Operation
from procmon_gui.ui.widgets.banner import BannerStack
from procmon_gui.ui.widgets.window_menu import WindowMenu

if TYPE_CHECKING:
    from procmon_gui.domain.about import AboutReader

CODE: Final = "failed-before"
# What the first seconds of a window are for comes before that.
LOOK_MS: Final = 6_000
RECORDER: Final = "record"


class _Told:
    """Marks reports as told of, so that the next start does not tell of them again."""

    def __init__(self, reports: CrashReports, names: Sequence[str]) -> None:
        self._reports = reports
        self._names = names

    def __call__(self, _errand: Errand) -> None:
        self._reports.mark_told(self._names)


class AboutProgram(QObject):
    """Shows the dialogs over one window, and the bar of what failed."""

    def __init__(
        self, menu: WindowMenu, banners: BannerStack, about: "AboutReader", reports: CrashReports, window: QWidget
    ) -> None:
        super().__init__(window)
        self._banners, self._about, self._reports, self._window = banners, about, reports, window
        self._work: Operation[Sequence[CrashReport]] | Operation[None] | None = None
        menu.about_asked.connect(self._on_about)
        banners.action_asked.connect(self._on_action)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LOOK_MS)
        self._soon.timeout.connect(self._look)

    def look_soon(self) -> None:
        """Find out whether the program failed before, once the window is up."""
        self._soon.start()

    @Slot()
    def _look(self) -> None:
        self._work = Operation(self._reports.listed, owner=self).success(self._on_listed).start()

    def _on_listed(self, reports: Sequence[CrashReport]) -> None:
        new = [report for report in reports if report.is_new]
        ended = [report for report in new if report.kind.is_end]
        if ended:
            self._banners.say(CODE, "info", self._words(ended), self.tr("Show…"), is_standing=True)
        if new:
            self._work = Operation(_Told(self._reports, [one.name for one in new]), owner=self).start()

    def _words(self, ended: Sequence[CrashReport]) -> str:
        when = words_of.moment_text(ended[0].at_s)
        if len(ended) > 1:
            words = self.tr("procmon_gui ended unexpectedly %Ln times, the last time at {time}.", "", len(ended))
            return words.format(time=when)
        if ended[0].program == RECORDER:
            return self.tr("The recorder of procmon_gui ended unexpectedly at {time}.").format(time=when)
        return self.tr("procmon_gui ended unexpectedly at {time}.").format(time=when)

    @Slot(str)
    def _on_action(self, code: str) -> None:
        if code == CODE:
            self._banners.unsay(CODE)
            self._show_failures(self._window)

    @Slot()
    def _on_about(self) -> None:
        from procmon_gui.ui.widgets.about_dialog import AboutDialog

        dialog = AboutDialog(self._about, self._window)
        dialog.licences_asked.connect(self._on_licences)
        dialog.failures_asked.connect(self._on_failures)
        dialog.open()

    @Slot()
    def _on_licences(self) -> None:
        from procmon_gui.ui.widgets.licences_dialog import LicencesDialog

        LicencesDialog(self._about, self._asker()).open()

    @Slot()
    def _on_failures(self) -> None:
        self._show_failures(self._asker())

    def _asker(self) -> QWidget:
        """Return the dialog that asked: it stays below what it opens."""
        sender = self.sender()
        return sender if isinstance(sender, QDialog) else self._window

    def _show_failures(self, parent: QWidget) -> None:
        from procmon_gui.ui.widgets.failures_dialog import FailuresDialog

        FailuresDialog(self._reports, parent).open()
