"""Fits the columns of the process table into its width: texts get what is free, the least wanted fold first."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.widgets.process_header import ProcessHeader

NAME: Final = "name"
CPU: Final = "cpu_ratio"
STATE: Final = "state"
COMMAND_LINE: Final = "command_line"
# The first folds first: a command line stands whole in the detail, and a state that is a letter leaves little room to
# others. Name, PID, CPU and memory stay; the curves in the CPU column go last.
FOLDS: Final = (
    "tcp_bytes_per_s",
    COMMAND_LINE,
    "disk_read_bytes_per_s",
    "disk_write_bytes_per_s",
    "user",
    STATE,
)
# As wide as the table allows, until the reader draws them to a width of his own.
_FOLLOWING: Final = frozenset({NAME, STATE})
# For a font 16 pixels high, as all widths of columns.
_LEAST_NAME: Final = 224
# Ten levels of the tree can be drawn.
_USUAL_NAME: Final = 256
_MOST_NAME: Final = 440


class ColumnFit(QObject):
    """Decides which sections of a header are hidden, how wide the one of the names is, and whether states are words.

    Names and states follow the width of the table until the reader has drawn them to a width of his own.

    Signals:
        folded: how many columns are hidden because there is no room for them.
    """

    folded = Signal(int)

    def __init__(self, header: ProcessHeader, model: ProcessModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._header = header
        self._model = model
        self._widths: dict[str, int] = {}
        self._folded: frozenset[str] = frozenset()
        self._is_fitting = False
        self._letters_px = header.fontMetrics().height()
        self._drawn: set[str] = set()
        self.wants_sparklines = True
        header.sectionResized.connect(self._on_resized)
        header.font_changed.connect(self._on_font_changed)

    @property
    def folded_ids(self) -> frozenset[str]:
        """Return the columns that are hidden because there is no room for them."""
        return self._folded

    def kept_width(self, metric_id: str, section: int) -> int:
        """Return the width to remember for a column: 0 for one that follows the table."""
        if metric_id in _FOLLOWING - self._drawn:
            return 0
        if metric_id in self._folded:
            return self._widths.get(metric_id, 0)
        return self._header.sectionSize(section)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        self._is_fitting = True
        try:
            yield
        finally:
            self._is_fitting = False

    def come(self, section: int) -> None:
        """Give a new column its first width."""
        metric = self._model.metric_at(section)
        with self._quietly():
            self._header.resizeSection(section, self._header.first_width(metric))

    @Slot()
    def _on_font_changed(self) -> None:
        """Make all columns as much wider or narrower as the letters have become larger or smaller."""
        before_px, self._letters_px = self._letters_px, self._header.fontMetrics().height()
        if before_px == self._letters_px:
            return
        with self._quietly():
            for section, metric_id in enumerate(self._model.column_ids):
                whole = self._widths.get(metric_id) or self._header.sectionSize(section)
                self._widths[metric_id] = max(whole * self._letters_px // before_px, self._least(metric_id))
                if not self._header.isSectionHidden(section):
                    self._header.resizeSection(section, self._widths[metric_id])
        self.fit(self._header.width())

    def fit(self, width: int) -> None:
        """Use so many pixels as well as can be."""
        ids = self._model.column_ids
        if width <= 0 or self._is_fitting:
            return
        header = self._header
        shown, stretched = self._shown_sections()
        for section in shown:
            # The last one takes what is left, so its present width says nothing of what it needs.
            if section != stretched:
                self._widths[ids[section]] = header.sectionSize(section)
        metrics = [self._model.metric_at(section) for section in range(len(ids))]
        wanted = {one.id: self._widths.get(one.id) or header.first_width(one) for one in metrics}
        last = metrics[max(range(len(ids)), key=header.visualIndex)]
        wanted[last.id] = header.first_width(last)
        header.has_sparklines = self.wants_sparklines
        if CPU in wanted:
            wanted[CPU] = max(wanted[CPU], self._least(CPU))
        if STATE in wanted and STATE not in self._drawn:
            wanted[STATE] = header.first_width(self._model.metric_at(ids.index(STATE)))
        if NAME not in self._drawn:
            wanted[NAME] = self._scaled(_LEAST_NAME)
        hidden = self._choose(wanted, width)
        self._put(wanted, hidden, width)

    def _shown_sections(self) -> tuple[list[int], int]:
        """Return the sections that are not hidden, and which of them is the last one."""
        header = self._header
        shown = [section for section in range(self._model.columnCount()) if not header.isSectionHidden(section)]
        return shown, max(shown, key=header.visualIndex)

    def _choose(self, wanted: dict[str, int], width: int) -> frozenset[str]:
        hidden: set[str] = set()
        # States are words only where names have their usual room.
        spare = max(0, self._scaled(_USUAL_NAME) - wanted[NAME])
        if STATE in wanted and STATE not in self._drawn and sum(wanted.values()) + spare > width:
            wanted[STATE] = self._least(STATE)
        for metric_id in FOLDS:
            if sum(wanted.values()) <= width:
                break
            if metric_id in wanted:
                del wanted[metric_id]
                hidden.add(metric_id)
        if sum(wanted.values()) > width and CPU in wanted:
            self._header.has_sparklines = False
            wanted[CPU] = self._least(CPU)
        return frozenset(hidden)

    def _put(self, wanted: dict[str, int], hidden: frozenset[str], width: int) -> None:
        header = self._header
        with self._quietly():
            for section, metric_id in enumerate(self._model.column_ids):
                is_hidden = metric_id in hidden
                if header.isSectionHidden(section) != is_hidden:
                    header.setSectionHidden(section, is_hidden)
                    if not is_hidden:
                        header.resizeSection(section, wanted[metric_id])
                elif not is_hidden and metric_id in (CPU, STATE) and header.sectionSize(section) != wanted[metric_id]:
                    header.resizeSection(section, wanted[metric_id])
            if NAME not in self._drawn:
                free = max(0, width - sum(wanted.values()))
                name = wanted[NAME] + free
                if COMMAND_LINE in wanted:
                    # It takes what is left, and can use as much as a name.
                    name -= max(0, name - self._scaled(_USUAL_NAME)) // 2
                header.resizeSection(self._model.column_of(NAME), min(name, self._scaled(_MOST_NAME)))
        if hidden != self._folded:
            self._folded = hidden
            self.folded.emit(len(hidden))

    def _least(self, metric_id: str) -> int:
        return self._header.least_width(self._model.metric_at(self._model.column_of(metric_id)))

    def _scaled(self, width: int) -> int:
        return width * self._header.fontMetrics().height() // 16

    @Slot(int, int, int)
    def _on_resized(self, section: int, _before: int, after: int) -> None:
        if self._is_fitting or after == 0 or section >= self._model.columnCount():
            return
        # Qt stretches the last one, which is no wish of the reader.
        if section != self._shown_sections()[1]:
            self._drawn.update(_FOLLOWING & {self._model.metric_at(section).id})
