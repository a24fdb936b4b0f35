"""What is done with the one who is selected beside the charts: to its peak, into the tree, its whole life."""

from PySide6.QtCore import QObject, Signal, Slot

from procmon_gui.domain.ranges import ProcessInRange, ProgramInRange
from procmon_gui.ui.pages.history_cursor import HistoryCursor
from procmon_gui.ui.pages.history_way import HistoryWay, program_filter
from procmon_gui.ui.widgets.history.side import HistorySide


class HistorySubject(QObject):
    """Belongs to one page.

    Signals:
        life_asked, program_asked: as those of a page.
    """

    life_asked = Signal(object)
    program_asked = Signal(str, str, object)

    def __init__(self, side: HistorySide, cursor: HistoryCursor, way: HistoryWay, parent: QObject) -> None:
        super().__init__(parent)
        self._side = side
        self._cursor = cursor
        self._way = way
        side.peak_asked.connect(self._on_peak_asked)
        side.tree_asked.connect(self._on_tree_asked)
        side.life_asked.connect(self._on_life_asked)

    @Slot()
    def _on_peak_asked(self) -> None:
        item = self._side.item
        if item is not None and item.use.peak_ms is not None:
            self._cursor.go_to(item.use.peak_ms)

    @Slot()
    def _on_tree_asked(self) -> None:
        item = self._side.item
        if isinstance(item, ProcessInRange):
            self._way.go(item.use.peak_ms or item.facts.first_ms, item.facts.key)
        elif isinstance(item, ProgramInRange):
            self._way.go(item.use.peak_ms, program_filter(item.name))

    @Slot()
    def _on_life_asked(self) -> None:
        item = self._side.item
        if isinstance(item, ProcessInRange):
            self.life_asked.emit(item.facts.key)
        elif isinstance(item, ProgramInRange):
            self.program_asked.emit(item.name, item.executable, None)
