"""What was done to the process that is shown, from the audit trail as the window knows it."""

from collections.abc import Hashable
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from procmon_gui.domain.audit_entries import AuditEntry
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.ui import moment_words
from procmon_gui.ui.audit_list import AuditList
from procmon_gui.ui.models import audit_words as words
from procmon_gui.ui.models.detail_table import Column, DetailTable
from procmon_gui.ui.widgets.detail.listing_tab import ListPart
from procmon_gui.ui.widgets.detail.subject import Subject
from procmon_gui.ui.widgets.detail.tab import DetailTab

_T = QT_TRANSLATE_NOOP

_COLUMNS: Final[tuple[Column[AuditEntry], ...]] = (
    Column(id="deed", title=_T("Detail", "What"), words=words.deed_text, value=words.deed_text, least_px=96, stretch=3,
           explained=words.explained),
    Column(id="when", title=_T("Detail", "When"), words=lambda entry: moment_words.moment_text(entry.at_ms),
           value=lambda entry: float(entry.at_ms), widest="Wed 00:00:00", token=lambda _entry: "t2",
           explained=words.explained),
    Column(id="outcome", title=_T("Detail", "Outcome"), words=lambda entry: words.outcome_text(entry.outcome),
           value=lambda entry: entry.outcome.value, least_px=96, stretch=1, fold=4,
           icon=lambda entry: words.ICONS[entry.outcome], token=lambda entry: words.TOKENS[entry.outcome],
           explained=words.explained),
    Column(id="who", title=_T("Detail", "Who"), words=words.who_text, value=words.who_text, least_px=72, stretch=1,
           fold=3, explained=words.explained),
    Column(id="reason", title=_T("Detail", "Reason"), words=lambda entry: entry.deed.reason,
           value=lambda entry: entry.deed.reason or None, least_px=96, stretch=2, fold=1, explained=words.explained),
    Column(id="detail", title=_T("Detail", "Detail"), words=lambda entry: entry.detail,
           value=lambda entry: entry.detail or None, least_px=96, stretch=2, fold=2, token=lambda _entry: "t2",
           explained=words.explained),
)  # fmt: skip


class ActionsTab(DetailTab):
    """Deeds, the newest first; also of an ended process, and at a past moment."""

    tab_id = "actions"
    title = QT_TRANSLATE_NOOP("Detail", "Actions")

    def __init__(self, audit: AuditList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._audit = audit
        model: DetailTable[AuditEntry] = DetailTable(_COLUMNS, _number)
        self.list = ListPart(model, self.translated_title(), self.tr("Filter actions"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        audit.changed.connect(self._on_changed)

    def draw(self, subject: Subject) -> None:
        """List what is known to have been done to it."""
        entries = self._audit.of_process(subject.key)
        if list(entries) != list(self.list.model.rows) or not entries:
            self.list.show_rows(entries)
            self.list.say("" if entries else self.tr("Nothing was done to it from here."))

    def forget(self) -> None:
        """List nothing."""
        self.list.show_rows(())

    def first_focus(self) -> QWidget:
        """Return the list."""
        return self.list.view

    @Slot()
    def _on_changed(self) -> None:
        if self.subject is not None and self.isVisible():
            self.draw(self.subject)


def _number(entry: AuditEntry) -> Hashable:
    return entry.number
