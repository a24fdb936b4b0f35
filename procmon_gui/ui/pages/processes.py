"""The list of all processes: tree or flat, filtered, sorted, live."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

import numpy as np
from PySide6.QtCore import QCoreApplication, QPoint, QSettings, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QMenu, QStackedWidget, QVBoxLayout, QWidget

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP, Look
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.query import Query
from procmon_gui.ui import text
from procmon_gui.ui.models.process_columns import grouped
from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.pages.base import Page
from procmon_gui.ui.pages.process_look import ProcessLook, read_look, write_look
from procmon_gui.ui.widgets.column_fit import FOLDS
from procmon_gui.ui.widgets.empty_state import EmptyState
from procmon_gui.ui.widgets.plain import plain_tooltip
from procmon_gui.ui.widgets.process_toolbar import ProcessToolbar
from procmon_gui.ui.widgets.process_view import ProcessView

# While a list is being scrolled, what it wants to have read is told so often and not for every pixel.
_ATTENTION_MS: Final = 100
_KEEP_LOOK_MS: Final = 500
# A completion list of more users or names than this helps nobody.
_MOST_VALUES: Final = 200


class ProcessesPage(Page):
    """Toolbar and table. Takes every beat, draws when the window asks for a frame."""

    page_id: ClassVar[str] = "processes"
    title: ClassVar[str] = QT_TRANSLATE_NOOP("Page", "Processes")
    icon_name: ClassVar[str] = "list-tree"

    def __init__(self, parent: QWidget | None = None, *, settings: QSettings | None = None) -> None:
        super().__init__(parent)
        self._settings = settings or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "procmon_gui", "window"
        )
        self._query: Query | None = None
        self._told: tuple[frozenset[int], frozenset[Look]] = (frozenset(), frozenset())
        self.model = ProcessModel(self)
        self.view = ProcessView(self.model, self)
        self._column_actions: dict[str, QAction] = {}
        self._columns_menu = self._make_columns_menu()
        self.toolbar = ProcessToolbar(self._columns_menu, self)
        self._waiting = EmptyState("list-tree", self.tr("Reading processes…"), parent=self)
        self._no_match = EmptyState(
            "search", self.tr("No process matches this filter."), self.tr("Clear filter"), parent=self
        )
        self._soon = self._timer(_ATTENTION_MS)
        self._keep_soon = self._timer(_KEEP_LOOK_MS)
        self._lay_out()
        self._restore(read_look(self._settings))
        self._connect()

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

    def _connect(self) -> None:
        self.toolbar.tree_chosen.connect(self._on_tree)
        self.toolbar.per_core_chosen.connect(self._on_per_core)
        self.toolbar.kernel_threads_chosen.connect(self._on_kernel_threads)
        self.toolbar.jump_bar.jump_asked.connect(self._on_jump)
        self.toolbar.jump_bar.closed.connect(self._on_jump_closed)
        self.view.view_moved.connect(self._soon.start)
        self.view.sort_asked.connect(self._on_sort_asked)
        self.view.column_fit.folded.connect(self._on_folded)
        self._soon.timeout.connect(self._tell_attention)
        self._keep_soon.timeout.connect(self.keep_look)
        self._no_match.button_clicked.connect(self._on_clear_filter)
        header = self.view.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)
        header.sectionMoved.connect(self._on_look_changed)
        header.sectionResized.connect(self._on_look_changed)
        header.sortIndicatorChanged.connect(self._on_sorted)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_F3), self)
        shortcut.activated.connect(self.toolbar.jump_bar.open_or_go_on)

    # ---- what the window asks

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Take a beat; hidden or not, the minute behind the sparklines goes on."""
        super().show_snapshot(snapshot)
        self.model.take(snapshot)

    def draw(self) -> None:
        """Show the newest beat."""
        self.model.refresh()
        self._show_state()
        self._tell_attention()

    def set_query(self, query: Query | None) -> None:
        """Show only what passes."""
        self._query = query
        self.model.set_query(query)
        self._show_state()
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
        return slots, frozenset(looks - {Look.CHEAP})

    def _sorts_by_costly_field(self) -> bool:
        metric_id = self.model.arrangement.sort_metric_id
        # Sockets are read for all rows at once.
        return metric_id is not None and PROCESS_CATALOGUE.by_id[metric_id].look not in (Look.CHEAP, Look.SOCKETS)

    def tab_order(self) -> Sequence[QWidget]:
        """Return the toolbar from left to right, then the table."""
        return [*self.toolbar.tab_order(), self.view]

    def first_focus(self) -> QWidget:
        """Return the table."""
        return self.view

    def known_values(self, metric_id: str) -> Iterable[str]:
        """Return texts that a field has now, for the completion of the filter."""
        column = self.snapshot.texts.get(metric_id) if self.snapshot is not None else None
        known = sorted({said for said in column if said}) if column is not None else []
        return known[:_MOST_VALUES]

    @Slot()
    def keep_look(self) -> None:
        """Write down how the table looks."""
        header = self.view.horizontalHeader()
        ids = self.model.column_ids
        order = sorted(range(len(ids)), key=header.visualIndex)
        arrangement = self.model.arrangement
        look = ProcessLook(
            columns=tuple((ids[column], self.view.column_fit.kept_width(ids[column], column)) for column in order),
            is_tree=arrangement.is_tree,
            is_per_core=self.model.is_per_core,
            kernel_threads=arrangement.shows_kernel_threads,
            sort_metric_id=arrangement.sort_metric_id,
            is_descending=arrangement.is_descending,
        )
        write_look(self._settings, look)

    # ---- inside

    def _restore(self, look: ProcessLook) -> None:
        wanted = [metric_id for metric_id, _ in look.columns]
        for metric_id in self.model.column_ids:
            if metric_id not in wanted:
                self.model.hide_column(metric_id)
        for metric_id in wanted:
            self.model.show_column(metric_id)
        header = self.view.horizontalHeader()
        for place, (metric_id, width) in enumerate(look.columns):
            column = self.model.column_of(metric_id)
            header.moveSection(header.visualIndex(column), place)
            if width:
                self.view.setColumnWidth(column, width)
        self.model.set_tree(look.is_tree)
        self.model.set_per_core(look.is_per_core)
        self.model.set_kernel_threads(look.kernel_threads)
        self.toolbar.show_choices(
            is_tree=look.is_tree, is_per_core=look.is_per_core, kernel_threads=look.kernel_threads
        )
        column = self.model.column_of(look.sort_metric_id or "")
        is_down = look.is_descending
        header.setSortIndicator(column, Qt.SortOrder.DescendingOrder if is_down else Qt.SortOrder.AscendingOrder)
        self.view.setSortingEnabled(True)
        self._check_columns()

    def _make_columns_menu(self) -> QMenu:
        menu = QMenu(self)
        for title, metrics in grouped():
            part = menu.addMenu(QCoreApplication.translate("Columns", title))
            part.setToolTipsVisible(True)
            for metric in metrics:
                if metric.id == "name":
                    # Always there: a row without a name says nothing.
                    continue
                action = QAction(text.metric_title(metric), self)
                action.setCheckable(True)
                action.setData(metric.id)
                action.setToolTip(plain_tooltip(text.metric_description(metric)))
                part.addAction(action)
                self._column_actions[metric.id] = action
        menu.triggered.connect(self._on_column_chosen)
        return menu

    def _check_columns(self) -> None:
        shown = self.model.column_ids
        for metric_id, action in self._column_actions.items():
            action.setChecked(metric_id in shown)

    def _show_state(self) -> None:
        arrangement = self.model.arrangement
        is_empty = arrangement.snapshot is None
        shown = arrangement.shown_count
        self.toolbar.show_count(arrangement.population, shown, is_filtered=arrangement.has_query)
        wanted: QWidget = self.view
        if is_empty:
            wanted = self._waiting
        elif arrangement.has_query and shown == 0 and not len(self.model.rows):
            wanted = self._no_match
        if self._stack.currentWidget() is not wanted:
            focused = self.focusWidget()
            had_focus = focused is not None and self._stack.isAncestorOf(focused)
            self._stack.setCurrentWidget(wanted)
            if had_focus:
                wanted.setFocus()

    @Slot()
    def _tell_attention(self) -> None:
        wanted = self.attention()
        if wanted != self._told:
            self._told = wanted
            self.attention_changed.emit()

    @Slot(bool)
    def _on_tree(self, is_tree: bool) -> None:
        self.model.set_tree(is_tree)
        self._keep_soon.start()

    @Slot(bool)
    def _on_per_core(self, is_per_core: bool) -> None:
        self.model.set_per_core(is_per_core)
        self._keep_soon.start()

    @Slot(bool)
    def _on_kernel_threads(self, is_shown: bool) -> None:
        self.model.set_kernel_threads(is_shown)
        self._show_state()
        self._keep_soon.start()

    @Slot(QAction)
    def _on_column_chosen(self, action: QAction) -> None:
        metric_id = str(action.data())
        if action.isChecked():
            self.model.show_column(metric_id)
        else:
            self._unsort(metric_id)
            self.model.hide_column(metric_id)
        self._tell_attention()
        self._keep_soon.start()

    def _unsort(self, metric_id: str) -> None:
        """Return to the order of the tree when the sorted column goes."""
        if self.model.arrangement.sort_metric_id == metric_id:
            self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.DescendingOrder)

    @Slot(QPoint)
    def _on_header_menu(self, at: QPoint) -> None:
        self._columns_menu.popup(self.view.horizontalHeader().mapToGlobal(at))

    @Slot(int)
    def _on_folded(self, _count: int) -> None:
        folded = self.view.column_fit.folded_ids
        self.toolbar.show_folded([text.metric_title(PROCESS_CATALOGUE.by_id[one]) for one in FOLDS if one in folded])
        self._tell_attention()

    @Slot(str)
    def _on_sort_asked(self, metric_id: str) -> None:
        self.model.show_column(metric_id)
        self._check_columns()
        column = self.model.column_of(metric_id)
        self.view.horizontalHeader().setSortIndicator(column, Qt.SortOrder.DescendingOrder)

    @Slot(int, Qt.SortOrder)
    def _on_sorted(self, _column: int, _order: Qt.SortOrder) -> None:
        self._keep_soon.start()

    @Slot(int, int, int)
    def _on_look_changed(self, _first: int, _second: int, _third: int) -> None:
        self._keep_soon.start()

    @Slot(str, bool)
    def _on_jump(self, typed: str, after_current: bool) -> None:
        self.toolbar.jump_bar.show_found(self.view.go_to_name(typed, after_current=after_current))

    @Slot()
    def _on_jump_closed(self) -> None:
        self.view.setFocus()

    @Slot()
    def _on_clear_filter(self) -> None:
        self.query_asked.emit("")
        self.view.setFocus()
