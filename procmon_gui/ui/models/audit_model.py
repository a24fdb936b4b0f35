"""The item model of the audit trail: a row for each deed, the newest first. Window thread only."""

from PySide6.QtCore import QObject

from procmon_gui.domain.audit_entries import AuditEntry
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.ui import moment_words, text
from procmon_gui.ui.models import audit_words as words
from procmon_gui.ui.models.detail_table import Column, DetailTable

_T = QT_TRANSLATE_NOOP


class AuditModel(DetailTable[AuditEntry]):
    """The deeds that a filter lets through. One of them may be that of the moment that is shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._moment_number: int | None = None
        super().__init__(self._make_columns(), _number, parent)

    def show_moment(self, number: int | None) -> None:
        """Mark the deed of the moment that is shown; None marks none."""
        if number != self._moment_number:
            self._moment_number = number
            self.retell()

    def row_of(self, number: int) -> int:
        """Return where a deed stands, -1 where it is not shown."""
        return next(iter(self.rows_named([number])), -1)

    def _when_token(self, entry: AuditEntry) -> str:
        return "past" if entry.number == self._moment_number else "t2"

    def _make_columns(self) -> tuple[Column[AuditEntry], ...]:
        return (
            Column(id="deed", title=_T("Detail", "What"), words=words.deed_text, value=words.deed_text,
                   least_px=168, stretch=4, explained=words.explained),
            Column(id="who", title=_T("Detail", "Who"), words=words.who_text, value=words.who_text,
                   least_px=88, stretch=1, explained=words.explained),
            Column(id="when", title=_T("Detail", "When"), words=lambda entry: moment_words.moment_text(entry.at_ms),
                   value=lambda entry: float(entry.at_ms), widest="20 Nov 2026 00:00:00", token=self._when_token,
                   explained=words.explained),
            Column(id="reason", title=_T("Detail", "Reason"), words=lambda entry: entry.deed.reason,
                   value=lambda entry: entry.deed.reason or None, least_px=96, stretch=2, fold=3,
                   explained=words.explained),
            Column(id="outcome", title=_T("Detail", "Outcome"), words=lambda entry: words.outcome_text(entry.outcome),
                   value=lambda entry: entry.outcome.value, least_px=128, stretch=1,
                   icon=lambda entry: words.ICONS[entry.outcome], token=lambda entry: words.TOKENS[entry.outcome],
                   explained=words.explained),
            Column(id="detail", title=_T("Detail", "Detail"), words=lambda entry: entry.detail,
                   value=lambda entry: entry.detail or None, least_px=192, stretch=4, fold=2,
                   token=lambda _entry: "t2", explained=words.explained),
            Column(id="number", title=_T("Detail", "Record"), words=lambda entry: text.count_text(entry.number),
                   value=lambda entry: float(entry.number), is_number=True, widest="999,999", fold=1,
                   token=lambda _entry: "t2", explained=words.explained),
        )  # fmt: skip


def _number(entry: AuditEntry) -> int:
    return entry.number
