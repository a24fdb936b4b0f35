"""The list of all processes: tree, flat or in groups, filtered, sorted, live."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPoint, QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import text
from procmon_gui.ui.models.cpu_history import CpuHistory
from procmon_gui.ui.models.process_column_sets import ColumnSets
from procmon_gui.ui.models.process_filter_words import both
from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.pages.process_deeds import ProcessDeeds
from procmon_gui.ui.pages.process_detail import ListPage, ProcessDetail
from procmon_gui.ui.pages.process_look import ProcessLook, read_look, write_look
from procmon_gui.ui.pages.process_preferences import ProcessPreferences
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.widgets.column_choice import ColumnChoice
from procmon_gui.ui.widgets.column_fit import FOLDS
from procmon_gui.ui.widgets.column_menu import ColumnMenu
from procmon_gui.ui.widgets.detail.sources import DetailSources
from procmon_gui.ui.widgets.empty_state import EmptyState
from procmon_gui.ui.widgets.process_notice import ProcessNotice
from procmon_gui.ui.widgets.process_toolbar import ProcessToolbar
from procmon_gui.ui.widgets.process_view import ProcessView

if TYPE_CHECKING:
    from procmon_gui.query import Query
    from procmon_gui.ui.acting.means import Means
    from procmon_gui.ui.moment import Moment

# While a list is being scrolled, what it wants to have read is told so often and not for every pixel.
_ATTENTION_MS: Final = 100
_KEEP_LOOK_MS: Final = 500
# So many beats may wait for one frame of a window that is seen.
_LATE_BEATS: Final = 2
_FIRST_ORDER: Final = Qt.ItemDataRole.InitialSortOrderRole


class ProcessesPage(ListPage):
    """Toolbar and table. Takes every beat, draws when the window asks for a frame.

    Signals:
        detail_asked: more is wanted of this process, a `ProcessKey`.
    """

    detail_asked = Signal(object)

    def __init__(
        self,
        preferences: Preferences | None = None,
        parent: QWidget | None = None,
        *,
        settings: QSettings | None = None,
        cpu_history: CpuHistory | None = None,
    ) -> None:
        """Make the page; `settings` keep how it looked, `preferences` what was chosen and the sets that were saved.

        A `cpu_history` knows the beats from before there was a page.
        """
        super().__init__(parent)
        preferences = preferences or Preferences(parent=self)
        self._settings = settings or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "procmon_gui", "window"
        )
        self._query: Query | None = None
        self._beats_to_show = 0
        self._told: tuple[frozenset[int], frozenset[Look]] = (frozenset(), frozenset())
        self.model = ProcessModel(self, cpu_history=cpu_history)
        self.view = ProcessView(self.model, self)
        self.columns = ColumnChoice(self.model, self.view)
        self.column_menu = ColumnMenu(self.columns, ColumnSets(preferences.store), self)
        self.toolbar = ProcessToolbar(self.column_menu, self)
        self.notice = ProcessNotice(self)
        self.deeds = ProcessDeeds(self.model, self.view, self.notice)
        self.deeds.acting.use_buttons(self.toolbar.acting)
        self.detail: ProcessDetail | None = None
        self._waiting = EmptyState("list-tree", self.tr("Reading processes…"), parent=self)
        self._no_match = EmptyState(
            "search", self.tr("No process matches this filter."), self.tr("Clear filter"), parent=self
        )
        self._soon = self._timer(_ATTENTION_MS)
        self._keep_soon = self._timer(_KEEP_LOOK_MS)
        self._lay_out()
        self.obedience = ProcessPreferences(preferences, self.model, self.view, self.toolbar)
        self._restore(read_look(self._settings))
        self._connect()
        self._show_set()

    def _timer(self, interval_ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        return timer

    def _lay_out(self) -> None:
        line = QFrame(self)
        line.setObjectName("separator")
        line.setFixedHeight(1)
        self._stack = QStackedWidget(self)
        for widget in (self._waiting, self.view, self._no_match):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(line)
        column.addWidget(self._stack, 1)
        column.addWidget(self.deeds.tagging.bar)
        column.addWidget(self.notice)

    def _connect(self) -> None:
        self.obedience.obeyed.connect(self._on_obeyed)
        self.obedience.refused.connect(self._on_failed)
        self.toolbar.jump_bar.jump_asked.connect(self._on_jump)
        self.toolbar.jump_bar.closed.connect(self._on_jump_closed)
        self.view.view_moved.connect(self._soon.start)
        self.view.keys.sort_asked.connect(self._on_sort_asked)
        self.view.column_fit.folded.connect(self._on_folded)
        self._soon.timeout.connect(self._tell_attention)
        self._keep_soon.timeout.connect(self.keep_look)
        self._no_match.button_clicked.connect(self._on_clear_filter)
        self.view.detail_asked.connect(self._on_detail_asked)
        self.view.keys.column_sort_asked.connect(self._on_column_sort_asked)
        self.deeds.sort_asked.connect(self._on_column_sort_asked)
        self.deeds.filter_asked.connect(self._on_filter_asked)
        self.deeds.life_asked.connect(self.life_asked)
        self.deeds.rule_asked.connect(self.rule_asked)
        self.deeds.program_asked.connect(self._on_program_asked)
        self.columns.changed.connect(self._on_columns_changed)
        self.column_menu.chooser_asked.connect(self.open_column_chooser)
        self.column_menu.failed.connect(self._on_failed)
        header = self.view.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)
        header.sortIndicatorChanged.connect(self._on_sorted)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_F3), self)
        shortcut.activated.connect(self.toolbar.jump_bar.open_or_go_on)

    # ---- what the window asks

    def use_moment(self, moment: "Moment") -> None:
        """Let the list stand when the window does."""
        super().use_moment(moment)
        moment.changed.connect(self._on_moment_changed)
        self.deeds.acting.use_moment(moment)
        self._on_moment_changed()

    def offer_lives(self) -> None:
        """Offer them in the menu of a row and in the detail."""
        self.deeds.actions.offer_lives()
        if self.detail is not None:
            self.detail.offer_lives()

    def offer_rules(self) -> None:
        """Offer them in the menu of a row."""
        self.deeds.actions.offer_rules()

    def remember(self, snapshot: Snapshot) -> None:
        """Keep the minute behind the sparklines, also while the list stands still."""
        self.model.remember(snapshot)
        if self.detail is not None:
            self.detail.remember(snapshot)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Take a beat."""
        super().show_snapshot(snapshot)
        self._beats_to_show += 1

    def draw(self) -> None:
        """Show the newest beat."""
        self._hand_over()
        self.model.refresh()
        self._show_state()
        self.deeds.follow.keep_in_view()
        self.deeds.acting.look()
        if self.detail is not None and self.snapshot is not None:
            self.detail.draw(self.snapshot)
        self._tell_attention()

    def use_detail(self, open_sources: Callable[[], DetailSources]) -> None:
        """Have a detail of what is selected beside the list; called once, by whoever builds the window."""
        self.detail = ProcessDetail(self, open_sources, self._settings)
        self.detail.made.connect(self.deeds.acting.use_panel)
        self.detail.wishes_changed.connect(self._soon.start)
        self.detail.life_asked.connect(self.life_asked)
        self.detail.saving_asked.connect(self.saving_asked)

    def use_means(self, means: "Means") -> None:
        """Let processes be acted on; called once, where they are those of this machine."""
        self.deeds.acting.use_means(means)

    def see_more(self) -> None:
        """Let the detail read again."""
        if self.detail is not None:
            self.detail.read_again()

    def set_query(self, query: "Query | None") -> None:
        """Show only what passes."""
        self._query = query
        self.model.set_query(query)
        self._show_state()
        self.deeds.follow.keep_in_view()
        self._tell_attention()

    def attention(self) -> tuple[frozenset[int], frozenset[Look]]:
        """Return rows in view, selected, or waiting for a costly field of the filter; and what is shown of them.

        A list that is sorted by a costly field needs it of every row, or the order would be of those in view only.
        """
        shown = set(self.model.column_ids) - self.view.column_fit.folded_ids
        looks = {PROCESS_CATALOGUE.by_id[metric_id].look for metric_id in shown}
        slots = self.view.watched_slots()
        if self._sorts_by_costly_field() and self.snapshot is not None:
            slots |= frozenset(self.snapshot.rows.tolist())
        if self._query is not None and self._query.looks and self.snapshot is not None:
            looks |= self._query.looks
            slots |= frozenset(np.flatnonzero(self._query.candidates(self.snapshot)).tolist())
        if self.detail is not None:
            slots, looks = slots | self.detail.slots(), looks | self.detail.looks()
        return slots, frozenset(looks - {Look.CHEAP})

    def _sorts_by_costly_field(self) -> bool:
        metric_id = self.model.arrangement.sort_metric_id
        # Sockets are read for all rows at once.
        return metric_id is not None and PROCESS_CATALOGUE.by_id[metric_id].look not in (Look.CHEAP, Look.SOCKETS)

    def tab_order(self) -> Sequence[QWidget]:
        """Return the toolbar from left to right, then the table."""
        button = [] if self.detail is None else [self.detail.open_button]
        return [*self.toolbar.tab_order(), *button, self.view, self.deeds.tagging.bar.button]

    def first_focus(self) -> QWidget:
        """Return the table."""
        return self.view

    def go_to_found(self) -> None:
        """Give the keyboard to the first process that passes, unless it is at one that does."""
        if self.is_dirty:
            self.draw()
        rows, current = self.model.rows, self.view.currentIndex().row()
        passes = np.flatnonzero(~rows.is_faint)
        if len(passes) and current not in passes:
            self.view.go_to_row(int(passes[0]))
        super().go_to_found()

    def reveal_process(self, key: ProcessKey) -> bool:
        """Select a process, bring it into view and give it the keyboard; False when it is not there any more.

        What is folded above it opens, hidden threads of the kernel are shown, and a filter that hides it asks for it.
        """
        slot = self.snapshot.slot_of(key) if self.snapshot is not None else None
        if self.snapshot is None or slot is None:
            return False
        if self.is_dirty:
            self.draw()
        if self.snapshot.columns["kernel_thread"][slot] == 1:
            self.obedience.show_kernel_threads(True)
        serial = int(self.snapshot.serials[slot])
        if not self.deeds.go_to(serial):
            self.query_asked.emit(f"pid = {key.pid}")
            self.deeds.go_to(serial)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    @Slot()
    def open_column_chooser(self) -> None:
        """Show the chooser beside the table."""
        from procmon_gui.ui.widgets.column_dialog import ColumnDialog

        open_already = self.findChild(ColumnDialog)
        dialog = open_already or ColumnDialog(self.columns, self)
        dialog.show()
        dialog.activateWindow()

    @Slot()
    def keep_look(self) -> None:
        """Write down how the table looks."""
        arrangement = self.model.arrangement
        look = ProcessLook(
            columns=self.columns.columns(),
            sort_metric_id=arrangement.sort_metric_id,
            is_descending=arrangement.is_descending,
        )
        write_look(self._settings, look)

    # ---- inside

    def _hand_over(self) -> None:
        """Give the newest beat to the list; those that nobody saw are not, and who came with them is not new."""
        if self.snapshot is None or self._beats_to_show == 0:
            return
        moment = self.moment
        if moment is not None and moment.is_past:
            self.model.set_past(moment.ended_ms, moment.cpu_minute)
        else:
            self.model.set_past(None)
        self.model.take(self.snapshot, is_next=self._beats_to_show <= _LATE_BEATS)
        self._beats_to_show = 0

    def _restore(self, look: ProcessLook) -> None:
        self.columns.put_on(look.columns)
        header = self.view.horizontalHeader()
        column = self.model.column_of(look.sort_metric_id or "")
        is_down = look.is_descending
        header.setSortIndicator(column, Qt.SortOrder.DescendingOrder if is_down else Qt.SortOrder.AscendingOrder)
        self.view.setSortingEnabled(True)

    def _show_state(self) -> None:
        arrangement = self.model.arrangement
        is_empty = arrangement.snapshot is None
        shown = arrangement.shown_count
        kernel_threads = arrangement.kernel_thread_count
        self.toolbar.show_count(
            arrangement.population - kernel_threads, kernel_threads, shown if arrangement.has_query else None
        )
        wanted: QWidget = self.view
        if is_empty:
            wanted = self._waiting
        elif arrangement.has_query and shown == 0 and not len(self.model.rows):
            wanted = self._no_match
        if self._stack.currentWidget() is not wanted:
            focused = self.window().focusWidget()
            had_focus = focused is not None and self._stack.isAncestorOf(focused)
            self._stack.setCurrentWidget(wanted)
            if had_focus:
                wanted.setFocus()

    @Slot()
    def _on_moment_changed(self) -> None:
        moment = self.moment
        self.model.stand_still(moment is not None and not moment.is_live and not moment.is_past)

    @Slot()
    def _tell_attention(self) -> None:
        wanted = self.attention()
        if wanted != self._told:
            self._told = wanted
            self.attention_changed.emit()

    @Slot()
    def _on_obeyed(self) -> None:
        self._show_state()
        self._tell_attention()

    @Slot(QPoint)
    def _on_header_menu(self, at: QPoint) -> None:
        self.column_menu.popup(self.view.horizontalHeader().mapToGlobal(at))

    @Slot(int)
    def _on_folded(self, _count: int) -> None:
        folded = self.view.column_fit.folded_ids
        self.toolbar.show_folded([text.metric_title(PROCESS_CATALOGUE.by_id[one]) for one in FOLDS if one in folded])
        self._tell_attention()

    @Slot(str)
    def _on_sort_asked(self, metric_id: str) -> None:
        self.columns.show(metric_id, is_shown=True)
        column = self.model.column_of(metric_id)
        self.view.horizontalHeader().setSortIndicator(column, Qt.SortOrder.DescendingOrder)

    @Slot(int, Qt.SortOrder)
    def _on_sorted(self, _column: int, _order: Qt.SortOrder) -> None:
        self._keep_soon.start()

    @Slot(int)
    def _on_column_sort_asked(self, column: int) -> None:
        """Sort as a click on the title does: first way, the other way, the order of the tree."""
        header = self.view.horizontalHeader()
        first = Qt.SortOrder(self.model.headerData(column, Qt.Orientation.Horizontal, _FIRST_ORDER))
        if header.sortIndicatorSection() != column:
            header.setSortIndicator(column, first)
        elif header.sortIndicatorOrder() == first:
            is_down = first == Qt.SortOrder.DescendingOrder
            header.setSortIndicator(column, Qt.SortOrder.AscendingOrder if is_down else Qt.SortOrder.DescendingOrder)
        else:
            header.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)

    def _show_set(self) -> None:
        self.toolbar.show_set(self.column_menu.present_title())

    @Slot()
    def _on_columns_changed(self) -> None:
        self._show_set()
        self._tell_attention()
        self._keep_soon.start()

    @Slot(str)
    def _on_failed(self, words: str) -> None:
        self.notice.say("bad", words)

    @Slot()
    def _on_detail_asked(self) -> None:
        row = self.view.currentIndex().row()
        if 0 <= row < len(self.model.rows) and self.model.cells.group(row) is None:
            snapshot, slot = self.model.cells.snapshot_at(row)
            self.detail_asked.emit(snapshot.key(slot))

    @Slot(str, str)
    def _on_program_asked(self, name: str, executable: str) -> None:
        self.program_asked.emit(name, executable, None)

    @Slot(str)
    def _on_filter_asked(self, words: str) -> None:
        self.query_asked.emit(both(self._query.text if self._query is not None else "", words))

    @Slot(str, bool)
    def _on_jump(self, typed: str, after_current: bool) -> None:
        self.toolbar.jump_bar.show_found(self.view.keys.go_to_name(typed, after_current=after_current))

    @Slot()
    def _on_jump_closed(self) -> None:
        self.view.setFocus()

    @Slot()
    def _on_clear_filter(self) -> None:
        self.query_asked.emit("")
        self.view.setFocus()
