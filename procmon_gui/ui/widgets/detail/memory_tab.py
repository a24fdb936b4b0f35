"""The memory of a process: what it really costs, and which regions it is made of."""

from typing import Any, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from procmon_gui.domain.inspection import Memory, MemoryGroup
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.ui import text
from procmon_gui.ui.models.detail_columns import MEMORY_COLUMNS, optional_bytes
from procmon_gui.ui.models.detail_table import DetailTable
from procmon_gui.ui.widgets.detail.listing_tab import ListPart
from procmon_gui.ui.widgets.detail.pairs import Fact, Pairs
from procmon_gui.ui.widgets.detail.reading_tab import Answering, Means, ReadingTab

_T = QT_TRANSLATE_NOOP
_ROWS: Final = (
    ("pss", _T("Detail", "PSS"), _T("Detail", "Resident memory, each shared page divided among those that share it.")),
    ("uss", _T("Detail", "USS"), _T("Detail", "Memory of this process alone: what is free when it ends.")),
    ("rss", _T("Detail", "RSS"), _T("Detail", "Resident memory with all pages that are shared.")),
    ("swap", _T("Detail", "Swap"), _T("Detail", "Memory that was moved to swap.")),
    ("virtual", _T("Detail", "Size"), _T("Detail", "Address space, used or not.")),
    ("locked", _T("Detail", "Locked"), _T("Detail", "Memory that must stay in RAM.")),
)  # fmt: skip


class MemoryTab(ReadingTab):
    """Sums over a list of regions, put together by what they belong to."""

    tab_id = "memory"
    title = QT_TRANSLATE_NOOP("Detail", "Memory")
    # The kernel stops the process for a moment while it counts.
    every_s = 3.0

    def __init__(self, read: Answering, means: Means, parent: QWidget | None = None) -> None:
        super().__init__(read, means, parent)
        self.sums = Pairs(self.body)
        self.sums.setContentsMargins(16, 8, 16, 0)
        for id, label, _explained in _ROWS:
            self.sums.add(id, QCoreApplication.translate("Detail", label))
        model: DetailTable[MemoryGroup] = DetailTable(MEMORY_COLUMNS, _identity)
        self.list = ListPart(model, self.tr("Regions of memory"), self.tr("Filter regions"), self.body)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sums)
        column.addWidget(self.list, 1)

    def show_answer(self, answer: Memory) -> None:
        """Show what was read."""
        sums = answer.rollup
        private = None
        if sums.private_clean_bytes is not None and sums.private_dirty_bytes is not None:
            private = sums.private_clean_bytes + sums.private_dirty_bytes
        values = {"pss": sums.pss_bytes, "uss": private, "rss": sums.rss_bytes, "swap": sums.swap_bytes,
                  "virtual": sums.virtual_bytes, "locked": sums.locked_bytes or None}  # fmt: skip
        for id, _label, explained in _ROWS:
            value = values[id]
            said = QCoreApplication.translate("Detail", explained)
            self.sums.say(id, None if value is None else Fact(words=optional_bytes(value), explained=said))
        self.list.show_rows(answer.groups)
        words = QCoreApplication.translate("Inspection", answer.note) if answer.note else ""
        if not words and answer.is_cut:
            words = self.tr("The first {count} regions; the sums are of all.")
            words = words.format(count=text.count_text(answer.region_count))
        self.list.say(words)

    def forget(self) -> None:
        """Show nothing of who was shown before."""
        super().forget()
        self.sums.forget()
        self.list.show_rows(())
        self.list.say("")

    def set_stale(self, is_stale: bool) -> None:
        """Show sums and list paler."""
        self.sums.set_stale(is_stale)
        self.list.view.set_stale(is_stale)

    def first_focus(self) -> QWidget:
        """Return the list."""
        return self.list.view


def _identity(row: MemoryGroup) -> Any:
    return row.name, row.kind, row.is_deleted
