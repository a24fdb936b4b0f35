"""A range of the History page as a file of its own: asked for, written beside the window, told where it is."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QObject, QSysInfo, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.history import Span
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.text import display_text
from procmon_gui.ui import moment_words, spoken, text
from procmon_gui.ui.bridge.operation import Operation, OperationErrand
from procmon_gui.ui.leave import with_leave
from procmon_gui.ui.widgets.banner import BannerStack, Level
from procmon_gui.ui.widgets.chart_twins import stamp_of
from procmon_gui.ui.widgets.file_saver import file_name
from procmon_gui.ui.widgets.history.recording_dialog import RecordingDialog

ENDING: Final = "procmon"
_SAVED: Final = "recording"
# A beat or two at the beginning of a range are nothing to tell of.
_LEAST_TOLD_MS: Final = 120_000


class Made(Protocol):
    """What came into a file."""

    @property
    def span(self) -> Span:
        """Return from when to when there are samples in it."""

    @property
    def beat_count(self) -> int:
        """Return how many samples."""

    @property
    def size_bytes(self) -> int:
        """Return how large the file is."""

    @property
    def damaged_count(self) -> int:
        """Return how many parts of the time could not be read."""


# Path, range, whether command lines are wished, errand; raises ProcmonError.
MakeRecording = Callable[[Path, Span, bool, Errand], Made]


@dataclass(frozen=True, slots=True)
class _Write:
    """Writes one file; runs beside the window."""

    make: MakeRecording
    path: str
    span: Span
    has_command_lines: bool

    def __call__(self, errand: OperationErrand) -> Made:
        return self.make(Path(self.path), self.span, self.has_command_lines, errand)


class HistoryRecording(QObject):
    """Belongs to one page.

    Signals:
        file_asked: the reader wants to see the file at this path.
    """

    file_asked = Signal(str)

    def __init__(self, make: MakeRecording, banners: BannerStack, page: QWidget) -> None:
        super().__init__(page)
        self._make = make
        self._banners = banners
        self._page = page
        self._span = Span(from_ms=0, to_ms=0)
        self._folder, self._path = str(Path.home()), ""
        self._writing: Operation[Made] | None = None
        self.dialog: RecordingDialog | None = None
        banners.action_asked.connect(self._on_action)

    def ask(self, span: Span) -> None:
        """Let the reader say what shall be in the file, if he may take things away."""
        with_leave(Permission.EXPORT, self._page, partial(self._ask, span))

    def _ask(self, span: Span) -> None:
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        self._span = span
        self.dialog = RecordingDialog(span, self._page.window())
        self.dialog.place_asked.connect(self._on_place_asked)
        self.dialog.cancelled.connect(self._on_cancelled)
        self.dialog.show()

    @Slot()
    def _on_place_asked(self) -> None:
        places = QFileDialog(self.dialog, self.tr("Save"), self._folder)
        places.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        places.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        places.setNameFilter(self.tr("Recordings (*.procmon)"))
        places.setDefaultSuffix(ENDING)
        places.selectFile(file_name(QSysInfo.machineHostName(), ENDING, stamp_of(self._span.from_ms / 1000)))
        places.fileSelected.connect(self.save_to)
        places.open()

    @Slot(str)
    def save_to(self, path: str) -> None:
        """Write it there; who chose the name was asked whether to replace what has it."""
        if self.dialog is None:
            return
        self._folder, self._path = str(Path(path).parent), path
        self.dialog.show_writing()
        write = _Write(self._make, path, self._span, self.dialog.has_command_lines)
        self._writing = Operation(write, owner=self, channel="recording")
        self._writing.progress(self._on_progress).success(self._on_written).failure(self._on_failed).start()

    def _on_progress(self, done: int, total: int) -> None:
        if self.dialog is not None:
            self.dialog.show_progress(done, total)

    def _on_written(self, made: Made) -> None:
        self._close_dialog()
        saved = self.tr("Saved: {path} ({samples}, {size})").format(
            path=display_text(self._path),
            samples=self.tr("%Ln sample(s)", "", made.beat_count),
            size=text.bytes_text(made.size_bytes),
        )
        more: list[str] = []
        if made.span.from_ms - self._span.from_ms > _LEAST_TOLD_MS:
            begin = moment_words.moment_text(made.span.from_ms)
            more.append(self.tr("It begins at {time}: of the time before there are no samples.").format(time=begin))
        if made.damaged_count:
            more.append(self.tr("%n part(s) of that time are damaged and were left out.", "", made.damaged_count))
        self._banners.unsay(_SAVED)
        level: Level = "warning" if more else "info"
        words = f"{saved}. {' '.join(more)}" if more else saved
        self._banners.say(_SAVED, level, words, self.tr("Open it"))

    def _on_failed(self, error: ProcmonError) -> None:
        if self.dialog is not None:
            self.dialog.show_trouble(spoken.said(str(error)))

    def _close_dialog(self) -> None:
        if self.dialog is not None:
            self.dialog.accept()
            self.dialog = None

    @Slot()
    def _on_cancelled(self) -> None:
        if self._writing is not None:
            self._writing.cancel()
        self.dialog = None

    @Slot(str)
    def _on_action(self, code: str) -> None:
        if code == _SAVED:
            self._banners.unsay(_SAVED)
            self.file_asked.emit(self._path)
