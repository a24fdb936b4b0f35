"""The way from the History page to a process: first the moment, then, when it is there, who is asked for."""

from PySide6.QtCore import QObject, Signal, Slot

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.ui.moment import Moment


class HistoryWay(QObject):
    """Waits for the moment.

    Signals:
        process_asked: this process is to be shown, in the moment that is there now.
        query_asked: this filter is to be used in it.
    """

    process_asked = Signal(object)
    query_asked = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._moment: Moment | None = None
        self._wanted: ProcessKey | str | None = None

    def use_moment(self, moment: Moment) -> None:
        """Go by this moment."""
        self._moment = moment
        moment.shown.connect(self._on_shown)
        moment.failed.connect(self._on_failed)

    def go(self, at_ms: int | None, wanted: ProcessKey | str) -> None:
        """Show a process by its key, or what a filter finds, at a moment; where it stands now for None."""
        if self._moment is None:
            return
        if at_ms is None:
            self._wanted = wanted
            self._arrive()
            return
        self._moment.go_to(at_ms)
        self._wanted = wanted

    @Slot(object)
    def _on_shown(self, _snapshot: object) -> None:
        moment = self._moment
        # Live beats and earlier wishes come in between.
        if self._wanted is not None and moment is not None and moment.is_past and not moment.is_loading:
            self._arrive()

    @Slot(str)
    def _on_failed(self, _words: str) -> None:
        self._wanted = None

    def _arrive(self) -> None:
        wanted, self._wanted = self._wanted, None
        if isinstance(wanted, ProcessKey):
            self.process_asked.emit(wanted)
        elif wanted is not None:
            self.query_asked.emit(wanted)


def program_filter(name: str) -> str:
    """Return the filter that finds the processes of a name."""
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'name = "{quoted}"'
