"""Who did what to whom, when, why, and how it ended. Read in a worker; new deeds appear by themselves."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QStackedWidget, QVBoxLayout, QWidget

from procmon_gui.domain.audit import Anchor, AuditCheck, AuditTrail
from procmon_gui.domain.audit_entries import AuditEntry
from procmon_gui.domain.audit_fields import AUDIT_CATALOGUE
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.inspection import ENDED
from procmon_gui.ui import spoken, text
from procmon_gui.ui.audit_list import AuditList
from procmon_gui.ui.bridge.operation import Operation, OperationErrand
from procmon_gui.ui.models.audit_model import AuditModel
from procmon_gui.ui.pages.base import Page
from procmon_gui.ui.pages.history_way import HistoryWay
from procmon_gui.ui.widgets.audit_toolbar import AuditToolbar
from procmon_gui.ui.widgets.banner import BannerStack
from procmon_gui.ui.widgets.detail.rows_view import RowsView
from procmon_gui.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from procmon_gui.query import Query
    from procmon_gui.ui.moment import Moment

_CHECK: Final = "check"
_READ: Final = "read"
_MORE: Final = "more"
_FILE: Final = "file"
# A deed so near to the moment is what was done at it.
_NEAR_MS: Final = 1_500


@dataclass(frozen=True, slots=True)
class _Checked:
    """What came of verifying, and with how many anchors of the journal."""

    check: AuditCheck
    anchor_count: int


class _Verify:
    """Compares every hash; knows the trail and no widget."""

    def __init__(self, opened: Callable[[], AuditTrail]) -> None:
        self._opened = opened

    def __call__(self, errand: OperationErrand) -> _Checked:
        trail = self._opened()
        anchors = trail.anchors()
        return _Checked(trail.verify(errand, anchors), len(anchors))


class _Write:
    """Reads the whole trail and makes a file of what a filter lets through."""

    def __init__(self, audit: AuditList, filter_text: str, kind: str) -> None:
        self._opened = audit.opened
        self._only = audit.only
        self._filter_text = filter_text
        self._kind = kind

    def __call__(self, errand: OperationErrand) -> tuple[str, str]:
        from procmon_gui.query import compile
        from procmon_gui.reports.audit import all_entries, audit_csv, audit_json, matching

        query = compile(self._filter_text, AUDIT_CATALOGUE) if self._filter_text else None
        entries = matching(all_entries(self._opened(), errand), _now_ms(), query=query, account=self._only)
        return self._kind, audit_csv(entries) if self._kind == "csv" else audit_json(entries)


class AuditPage(Page):
    """Toolbar and list. The list of deeds belongs to the window; the page filters and verifies."""

    def __init__(self, audit: AuditList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._audit = audit
        self._query: Query | None = None
        self._verifying: Operation[_Checked] | None = None
        self._checked: AuditCheck | None = None
        self._wanted_number: int | None = None
        self._way = HistoryWay(self)
        self.model = AuditModel(self)
        self.view = RowsView(self.model, self.tr("Audit"), self)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.toolbar = AuditToolbar(self)
        self.banners = BannerStack(self)
        self._waiting = EmptyState("scroll-text", self.tr("Reading the audit trail…"), parent=self)
        nothing = self.tr(
            "Nothing was done yet. What is done to processes from here, and what was refused, is listed here: who, "
            "what, when, why, and how it ended."
        )
        self._nothing = EmptyState("scroll-text", nothing, parent=self)
        self._none = EmptyState(
            "search", self.tr("No deed matches the filter above."), self.tr("Show all"), parent=self
        )
        refused = self.tr("Only an operator, for the own deeds, or an administrator can read this. Log in to see it.")
        self._refused = EmptyState("lock", refused, parent=self)
        self._lay_out()
        self._connect()
        self._take_list()

    def _lay_out(self) -> None:
        line = QFrame(self)
        line.setObjectName("separator")
        line.setFixedHeight(1)
        self._stack = QStackedWidget(self)
        for widget in (self._waiting, self.view, self._nothing, self._none, self._refused):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(line)
        column.addWidget(self.banners)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._audit.changed.connect(self._take_list)
        self._audit.failed.connect(self._on_list_failed)
        self.toolbar.filter_box.query_changed.connect(self._on_query)
        self.toolbar.filter_box.left.connect(self._on_filter_left)
        self.toolbar.verify_asked.connect(self.verify)
        self.toolbar.cancel_asked.connect(self.cancel)
        self.toolbar.file_asked.connect(self._on_file_asked)
        self.view.row_opened.connect(self._on_row_opened)
        self.view.customContextMenuRequested.connect(self._on_menu)
        self.banners.action_asked.connect(self._on_action)
        self._none.button_clicked.connect(self._on_show_all)
        self._way.process_asked.connect(self.process_asked)

    # ---- what the window asks

    def use_moment(self, moment: "Moment") -> None:
        """Go to moments, and mark the deed of the one that is shown."""
        super().use_moment(moment)
        self._way.use_moment(moment)
        moment.changed.connect(self._show_moment)
        self._show_moment()

    def tab_order(self) -> Sequence[QWidget]:
        """Return the toolbar from left to right, then the list."""
        return [*self.toolbar.tab_order(), self.view]

    def own_filter(self) -> QLineEdit:
        """Return the filter of deeds."""
        return self.toolbar.filter_box

    def first_focus(self) -> QWidget:
        """Return the list, or what is there while it has no rows."""
        return self.view if self.model.rows else self.toolbar.filter_box

    def tell_ended(self) -> None:
        """Say that the process that was asked for is gone."""
        self.banners.say("ended", "info", spoken.said(ENDED))

    # ---- the list

    @Slot()
    def _take_list(self) -> None:
        self.banners.unsay(_READ)
        self.toolbar.filter_box.set_known_values(_known(self._audit.entries))
        self._filter()
        self._show_wanted()

    def _filter(self) -> None:
        entries = self._audit.entries
        if self._query is not None:
            from procmon_gui.reports.audit import matching

            entries = matching(entries, _now_ms(), query=self._query)
        self.model.set_rows(entries)
        self._show_moment()
        self._show_state()

    def _show_state(self) -> None:
        total, shown = len(self._audit.entries), len(self.model.rows)
        wanted: QWidget = self.view
        if not self._audit.may_see_any:
            wanted = self._refused
        elif not self._audit.is_read and not self.banners.codes:
            wanted = self._waiting
        elif not total:
            wanted = self._nothing
        elif not shown:
            wanted = self._none
        self._stack.setCurrentWidget(wanted)
        words = self.tr("%Ln deeds", "", shown)
        if shown != total:
            words = self.tr("{shown} of {total}").format(shown=words, total=text.count_text(total))
        self.toolbar.show_count(words if total else "")
        self.toolbar.show_usable(can_save=bool(shown), can_verify=self._audit.only is None)
        if self._audit.is_whole or self._audit.is_loading or not total:
            self.banners.unsay(_MORE)
        else:
            words = self.tr("The %Ln newest deeds are listed; there are older ones.", "", total)
            self.banners.say(_MORE, "info", words, self.tr("Read all"))

    @Slot(str)
    def _on_list_failed(self, sentence: str) -> None:
        """Say what went wrong; the last list stays."""
        if not sentence:
            self.banners.unsay(_READ)
            return
        words = self.tr("The audit trail can not be read: {why}").format(why=spoken.said(sentence))
        self.banners.say(_READ, "critical", words, self.tr("Try again"))
        self._show_state()

    @Slot(object)
    def _on_query(self, query: "Query | None") -> None:
        self._query = query
        self._filter()

    @Slot()
    def _on_filter_left(self) -> None:
        if self.model.rows:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self.view.selected_rows():
                self.view.choose_row(max(0, self.view.currentIndex().row()))

    @Slot()
    def _on_show_all(self) -> None:
        self.toolbar.filter_box.set_query_text("")
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- moments

    @Slot()
    def _show_moment(self) -> None:
        moment = self.moment
        at_ms = moment.cursor_ms if moment is not None and moment.is_past else None
        near = [] if at_ms is None else [(abs(one.at_ms - at_ms), one.number) for one in self.model.rows]
        away_ms, number = min(near, default=(_NEAR_MS, None))
        self.model.show_moment(number if away_ms < _NEAR_MS else None)

    @Slot(int)
    def _on_row_opened(self, row: int) -> None:
        """Go to the moment of a deed, and to whom it was done as soon as that is shown."""
        if self.moment is None or not 0 <= row < len(self.model.rows):
            return
        entry = self.model.rows[row]
        key = entry.deed.target_key
        if key is not None:
            self._way.go(entry.at_ms, key)
        else:
            self.moment.go_to(entry.at_ms)

    @Slot(QPoint)
    def _on_menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        if not index.isValid():
            return
        entry = self.model.rows[index.row()]
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(self.tr("Go to this moment")).triggered.connect(self._on_menu_go)
        if entry.deed.target_key is not None:
            menu.addAction(self.tr("The whole life of the process")).triggered.connect(self._on_menu_life)
        menu.addSeparator()
        menu.addAction(self.tr("Copy as text")).triggered.connect(self.view.copy_rows)
        menu.popup(self.view.viewport().mapToGlobal(at))

    @Slot()
    def _on_menu_go(self) -> None:
        self._on_row_opened(self.view.currentIndex().row())

    @Slot()
    def _on_menu_life(self) -> None:
        row = self.view.currentIndex().row()
        key = self.model.rows[row].deed.target_key if 0 <= row < len(self.model.rows) else None
        if key is not None:
            self.life_asked.emit(key)

    # ---- verifying

    @Slot()
    def verify(self) -> None:
        """Compare every hash, beside the window."""
        self.banners.unsay(_CHECK)
        self._verifying = (
            Operation(_Verify(self._audit.opened), owner=self, channel="verify")
            .success(self._on_checked)
            .failure(self._on_check_failed)
            .progress(self.toolbar.show_progress)
            .start()
        )
        self.toolbar.show_verifying(is_verifying=True)

    @Slot()
    def cancel(self) -> None:
        """Give verifying up."""
        if self._verifying is not None:
            self._verifying.cancel()
        self.toolbar.show_verifying(is_verifying=False)
        self.banners.say(_CHECK, "info", self.tr("Verifying was cancelled; nothing is known of the trail."))

    def _on_checked(self, checked: _Checked) -> None:
        self.toolbar.show_verifying(is_verifying=False)
        check = self._checked = checked.check
        if check.first_broken is not None:
            words = self.tr("The audit trail is broken: {fault}. What stands before it is as it was written.")
            words = words.format(fault=spoken.said(check.fault))
            self.banners.say(_CHECK, "critical", words, self.tr("Show it"))
            self._wanted_number = check.first_broken
            self._show_wanted()
            return
        if not check.count:
            self.banners.say(_CHECK, "info", self.tr("There is no record yet."))
            return
        words = self.tr("%Ln records, unbroken; newest hash {hash}", "", check.count).format(hash=check.head.hex()[:16])
        if checked.anchor_count:
            words += "; " + self.tr("compared with %Ln anchors of the journal", "", checked.anchor_count)
        else:
            words += "; " + self.tr("no anchor in a journal to compare with")
        self.banners.say(_CHECK, "info", words, self.tr("Copy as anchor"))

    def _on_check_failed(self, error: ProcmonError) -> None:
        self.toolbar.show_verifying(is_verifying=False)
        words = self.tr("The audit trail can not be verified: {why}").format(why=spoken.said(str(error)))
        self.banners.say(_CHECK, "critical", words, self.tr("Try again"))
        self._checked = None

    def _show_wanted(self) -> None:
        """Select the record that is broken, as soon as it is in the list."""
        entry = self._audit.entry_of(self._wanted_number) if self._wanted_number is not None else None
        row = self.model.row_of(entry.number) if entry is not None else -1
        if row >= 0:
            self._wanted_number = None
            self.view.choose_row(row)
            self.view.scrollTo(self.model.index(row, 0))

    @Slot(str)
    def _on_action(self, code: str) -> None:
        if code == _READ:
            self._audit.look()
        elif code == _MORE:
            self._audit.load_all()
            self._show_state()
        elif code == _CHECK and self._checked is None:
            self.verify()
        elif code == _CHECK and self._checked is not None and self._checked.first_broken is None:
            QGuiApplication.clipboard().setText(str(Anchor(self._checked.count, self._checked.head)))
        elif code == _CHECK and self._checked is not None:
            self._wanted_number = self._checked.first_broken
            self._on_show_all()
            self._audit.load_all()
            self._show_wanted()

    # ---- files

    @Slot(str)
    def _on_file_asked(self, kind: str) -> None:
        self.banners.unsay(_FILE)
        work = _Write(self._audit, self._query.text if self._query is not None else "", kind)
        Operation(work, owner=self, channel="file").success(self._on_written).failure(self._on_file_failed).start()

    def _on_written(self, written: tuple[str, str]) -> None:
        from procmon_gui.ui.widgets.file_saver import FileContent

        kind, data = written
        words = self.tr("CSV, for spreadsheets") if kind == "csv" else self.tr("JSON, an object a line")
        ending = "csv" if kind == "csv" else "jsonl"
        self.saving_asked.emit(FileContent(name=f"audit.{ending}", kind=f"{words} (*.{ending})", data=data))

    def _on_file_failed(self, error: ProcmonError) -> None:
        words = self.tr("The audit trail can not be read: {why}").format(why=spoken.said(str(error)))
        self.banners.say(_FILE, "critical", words)


def _known(entries: Sequence[AuditEntry]) -> Mapping[str, Sequence[str]]:
    """Return what is offered while a filter is typed."""
    names = ("action", "target", "actor", "os_user", "executable")
    return {name: sorted({str(getattr(entry.deed, name)) for entry in entries} - {""}) for name in names}


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
