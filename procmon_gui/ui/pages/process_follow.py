"""Keeps one process selected and in view, wherever it moves, until Esc or its end."""

from PySide6.QtCore import QObject, Signal, Slot

from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.widgets.process_notice import ProcessNotice
from procmon_gui.ui.widgets.process_view import ProcessView

_NOBODY = -1


class ProcessFollow(QObject):
    """Follows at most one process.

    Signals:
        changed: whether a process is followed.
    """

    changed = Signal(bool)

    def __init__(self, model: ProcessModel, view: ProcessView, notice: ProcessNotice) -> None:
        super().__init__(view)
        self._model = model
        self._view = view
        self._notice = notice
        self._serial = _NOBODY
        self._said = ""
        view.escape_pressed.connect(self.stop)
        view.selectionModel().currentChanged.connect(self._on_current_changed)
        notice.closed.connect(self.stop)

    @property
    def serial(self) -> int:
        """Return who is followed, -1 for nobody."""
        return self._serial

    def start(self, serial: int, said: str) -> None:
        """Follow a process; `said` is what it is called."""
        self._serial, self._said = serial, said
        self._view.wants_escape = True
        self.changed.emit(True)
        self.keep_in_view()

    @Slot()
    def stop(self) -> None:
        """Follow nobody."""
        if self._serial != _NOBODY:
            self._end("info", "")

    def keep_in_view(self) -> None:
        """Bring who is followed back into view; called after every frame."""
        if self._serial == _NOBODY:
            return
        if not self._model.arrangement.lives(self._serial):
            self._end("info", self.tr("{process} has ended.").format(process=self._said))
            return
        row = self._model.rows.row_of(self._serial)
        if row < 0:
            row = self._model.reveal(self._serial)
        words = self.tr("Following {process}. Esc ends it.")
        if row < 0:
            words = self.tr("Following {process}, which the filter hides. Esc ends it.")
        elif row != self._view.currentIndex().row():
            self._view.go_to_row(row)
        else:
            self._view.scrollTo(self._view.currentIndex())
        self._notice.say("follow", words.format(process=self._said))

    def _end(self, kind: str, words: str) -> None:
        self._serial = _NOBODY
        self._view.wants_escape = False
        self._notice.say(kind, words)
        self.changed.emit(False)

    @Slot()
    def _on_current_changed(self) -> None:
        """Stop when the reader goes to another process; who is followed may also move by itself."""
        if self._serial == _NOBODY:
            return
        current = self._view.current_serial()
        if current not in (_NOBODY, self._serial) and self._model.rows.row_of(self._serial) >= 0:
            self.stop()
