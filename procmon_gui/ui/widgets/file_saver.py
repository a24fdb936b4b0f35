"""Asks where a file should go and writes it beside the window."""

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.ui.bridge.operation import Operation, OperationErrand
from procmon_gui.ui.bridge.whole_files import write_whole
from procmon_gui.ui.leave import with_leave

_MOST_LETTERS: Final = 60


def file_name(subject: str, ending: str, *more: str) -> str:
    """Return a name for a file about something that strangers named: it holds letters, digits, and what joins them."""
    safe = "".join(letter if letter.isalnum() or letter in "-._" else "-" for letter in subject)[:_MOST_LETTERS]
    return "-".join(part for part in (safe.strip(".-"), *more) if part) + f".{ending}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileContent:
    """What is to be saved: made when it was asked for, so that it is what was seen then.

    Attributes:
        name: what the file is called unless the reader types another name; its ending says what it is.
        kind: the words for that in the dialog, with the pattern: "CSV, for spreadsheets (*.csv)".
    """

    name: str
    kind: str
    data: str | bytes


@dataclass(frozen=True, slots=True)
class _Write:
    """Writes one file; runs beside the window."""

    path: str
    data: str | bytes

    def __call__(self, _errand: OperationErrand) -> str:
        write_whole(self.path, self.data)
        return self.path


class FileSaver(QObject):
    """Belongs to one window.

    Signals:
        told: how it went: whether it is saved, and a sentence.
    """

    told = Signal(bool, str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._folder = ""
        self._path = ""
        self._content: FileContent | None = None

    @Slot(object)
    def ask(self, content: FileContent) -> None:
        """Let the reader choose a name, if he may take things away; the file is written when that is done."""
        with_leave(Permission.EXPORT, self._window, partial(self._ask, content))

    def _ask(self, content: FileContent) -> None:
        self._content = content
        dialog = QFileDialog(self._window, self.tr("Save"), self._folder or str(Path.home()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(content.kind)
        dialog.setDefaultSuffix(os.path.splitext(content.name)[1].lstrip("."))
        dialog.selectFile(content.name)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    @Slot(str)
    def save_to(self, path: str) -> None:
        """Write what was asked for last."""
        if self._content is None:
            return
        content, self._content = self._content, None
        self._folder, self._path = os.path.dirname(path), path
        write = Operation(_Write(path, content.data), owner=self, channel="save")
        write.success(self._on_saved).failure(self._on_failed).start()

    def _on_saved(self, path: str) -> None:
        self.told.emit(True, self.tr("Saved: {path}").format(path=path))

    def _on_failed(self, error: ProcmonError) -> None:
        words = self.tr("{path} could not be saved: {reason}. Nothing was changed.")
        self.told.emit(False, words.format(path=self._path, reason=error))
