"""A window beside the main one that reads for a while: a line of progress, a sentence at the foot, and Esc gives up."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QLayout, QStackedWidget, QVBoxLayout, QWidget

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.ui import spoken
from procmon_gui.ui.bridge.operation import Operation, OperationErrand
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.widgets.dialog_parts import ReadingLine, StatusLine, foot_of, separator
from procmon_gui.ui.widgets.file_saver import FileSaver


class ReadingWindow(QDialog):
    """Reads one thing at a time on the pool. Whoever is built on it says what is shown meanwhile, and then."""

    def __init__(self, parent: QWidget | None, *, help_page: str) -> None:
        super().__init__(parent)
        self._operation: Operation[Any] | None = None
        self.setProperty(HELP_PROPERTY, help_page)
        self.setSizeGripEnabled(True)
        self.line = ReadingLine(self)
        self.stack = QStackedWidget(self)
        self.status = StatusLine(self)
        self.saver = FileSaver(self)
        self.saver.told.connect(self._on_saved)

    def lay_out(self, head: QLayout, *buttons: QWidget) -> None:
        """Put what is chosen above what is shown, and these buttons at the foot."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.line)
        column.addWidget(self.stack, 1)
        column.addWidget(separator(self))
        column.addLayout(foot_of(self.status, *buttons))

    def come_up(self) -> None:
        """Be the window before all others."""
        self.show()
        self.raise_()
        self.activateWindow()

    # ---- reading

    @property
    def is_reading(self) -> bool:
        """Say whether something is being read."""
        return self._operation is not None and self._operation.is_running

    def read(self, question: Callable[[OperationErrand], Any], show: Callable[[Any], None]) -> None:
        """Read something; what was read before is not waited for any more."""
        self.status.say("")
        self._operation = (
            Operation(question, owner=self).success(show).failure(self._on_failed).progress(self.line.tell).start()
        )
        self.show_reading(is_reading=True)

    def show_reading(self, *, is_reading: bool) -> None:
        """Show whether something is being read."""
        if is_reading:
            self.line.begin()
        else:
            self.line.end()

    def show_nothing_read(self) -> None:
        """Nothing came of it: what was shown before stays, if there was anything."""

    @Slot()
    def cancel(self) -> None:
        """Read no further; what was shown stays."""
        if self._operation is not None and self.is_reading:
            self._operation.cancel()
            self.show_reading(is_reading=False)
            self.status.say(self.tr("Cancelled."))
            self.show_nothing_read()

    def _on_failed(self, error: ProcmonError) -> None:
        self.show_reading(is_reading=False)
        self.status.say(self.tr("It could not be read: {reason}").format(reason=spoken.said(str(error))))
        self.show_nothing_read()

    # ---- what the reader does

    @Slot(bool, str)
    def _on_saved(self, _is_saved: bool, words: str) -> None:
        self.status.say(words)

    def give_up_or_close(self) -> None:
        """Do what Esc does."""
        if self.is_reading:
            self.cancel()
        else:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nobody waits any longer."""
        self.cancel()
        super().closeEvent(event)
