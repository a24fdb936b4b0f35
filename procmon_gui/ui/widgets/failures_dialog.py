"""The reports of failures of this program: to be read, copied and deleted. Loaded when it is opened first."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QStackedWidget, QVBoxLayout, QWidget

from procmon_gui.domain.crashes import CrashKind, CrashReport, CrashReports
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.text import display_text
from procmon_gui.ui import spoken
from procmon_gui.ui import text as words_of
from procmon_gui.ui.bridge.operation import Operation
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.widgets.dialog_parts import StatusLine, dialog_button, foot_of, room_on_screen, separator
from procmon_gui.ui.widgets.list_and_text import ListAndText


class _DeleteOne:
    def __init__(self, reports: CrashReports, name: str) -> None:
        self._reports = reports
        self._name = name

    def __call__(self, errand: Errand) -> Sequence[CrashReport]:
        self._reports.delete(self._name)
        return self._reports.listed(errand)


class FailuresDialog(QDialog):
    """Reads and deletes beside the window."""

    def __init__(self, reports: CrashReports, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Failures of this program"))
        self.setProperty(HELP_PROPERTY, "privacy")
        self._reports = reports
        self._shown: Sequence[CrashReport] = ()
        self.said = self._label(
            self.tr(
                "These reports stay on this machine: procmon_gui sends them nowhere. "
                "Copy one into a report of a bug if you want to."
            )
        )
        self.said.setContentsMargins(16, 12, 16, 12)
        self.failures = ListAndText(self.tr("Reports"), self.tr("Text of the report"), self)
        self.failures.chosen.connect(self._on_chosen)
        self.nothing = self._label(self.tr("Nothing has failed. When the program fails, it keeps a report here."))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.failures)
        self.stack.addWidget(self.nothing)
        self.status = StatusLine(self)
        self.delete_button = dialog_button(self.tr("Delete"), self)
        self.delete_button.clicked.connect(self._on_delete)
        self.folder_button = dialog_button(self.tr("Open folder"), self)
        self.folder_button.clicked.connect(self._on_folder)
        self.copy_button = dialog_button(self.tr("Copy"), self)
        self.copy_button.clicked.connect(self._on_copy)
        self.close_button = dialog_button(self.tr("Close"), self)
        self.close_button.clicked.connect(self.accept)
        self._lay_out()
        self._on_chosen(-1)
        self._work = Operation(reports.listed, owner=self).success(self._show).failure(self._on_failed).start()

    def _label(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setObjectName("detail_hint")
        return label

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.said)
        column.addWidget(separator(self))
        column.addWidget(self.stack, 1)
        column.addWidget(separator(self))
        buttons = (self.delete_button, self.folder_button, self.copy_button, self.close_button)
        column.addLayout(foot_of(self.status, *buttons))
        self.resize(room_on_screen(self, 860, 560))

    def _show(self, reports: Sequence[CrashReport]) -> None:
        place = max(0, self.failures.row)
        self._shown = reports
        self.failures.show_entries([(self._entry(one), _text_of(one)) for one in reports], chosen=place)
        self.stack.setCurrentWidget(self.failures if reports else self.nothing)
        (self.failures.list if reports else self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _entry(self, one: CrashReport) -> str:
        names = {
            CrashKind.DIED: self.tr("Killed by a signal"),
            CrashKind.FAILED: self.tr("Ended by an error"),
            CrashKind.WENT_ON: self.tr("An error; it went on"),
            CrashKind.HUNG: self.tr("Did not answer, then did"),
            CrashKind.HUNG_AND_ENDED: self.tr("Ended while it did not answer"),
        }
        return f"{words_of.moment_text(one.at_s)}\n{names[one.kind]}"

    def _on_failed(self, error: ProcmonError) -> None:
        self.status.say(spoken.said(str(error)))

    @Slot(int)
    def _on_chosen(self, row: int) -> None:
        has_one = 0 <= row < len(self._shown)
        for button in (self.delete_button, self.copy_button):
            button.setEnabled(has_one)
        self.folder_button.setEnabled(bool(self._shown))
        self.status.say("")

    @Slot()
    def _on_delete(self) -> None:
        row = self.failures.row
        if 0 <= row < len(self._shown):
            work = _DeleteOne(self._reports, self._shown[row].name)
            self._work = Operation(work, owner=self).success(self._show).failure(self._on_failed).start()

    @Slot()
    def _on_folder(self) -> None:
        folder = self._reports.folder
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(folder)):
            self.status.say(self.tr("No program of this desktop opens {file}").format(file=display_text(folder)))

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.failures.text.toPlainText())
        self.status.say(self.tr("Copied."))


def _text_of(one: CrashReport) -> str:
    return "\n".join(display_text(line) for line in one.text.splitlines())
