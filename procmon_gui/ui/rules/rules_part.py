"""The list of rules with their state, and all that is done with them: edit, switch, mute, copy, remove, dry run."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QMenu, QStackedWidget, QVBoxLayout, QWidget

from procmon_gui.alerts.shipped import SHIPPED
from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.history import Span
from procmon_gui.domain.judged import JudgedNow
from procmon_gui.domain.rules import Rule
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.suspicion import RATE
from procmon_gui.query.completion import KnownValues
from procmon_gui.ui import spoken, theme
from procmon_gui.ui.alert_list import AlertList
from procmon_gui.ui.alerts.judging import Judging
from procmon_gui.ui.leave import with_leave
from procmon_gui.ui.models.detail_table import DetailTable
from procmon_gui.ui.rules import rule_columns, rule_words
from procmon_gui.ui.rules.draft import copy_of, new_rule
from procmon_gui.ui.rules.judged_reading import JudgedReading
from procmon_gui.ui.rules.rule_editing import RuleEditing
from procmon_gui.ui.rules.rule_list import Kept, RuleList
from procmon_gui.ui.rules.rules_told import RulesTold
from procmon_gui.ui.rules.rules_toolbar import RulesToolbar
from procmon_gui.ui.rules.shown_rule import ShownRule, shown_rules
from procmon_gui.ui.widgets.detail.rows_view import RowsView
from procmon_gui.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from procmon_gui.domain.dry_run import RuleTester
    from procmon_gui.domain.ranges import RangeReader

_CAME: Final = frozenset(rule.id for rule in SHIPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesSources:
    """What the part works with.

    Attributes:
        open_reader: opens what reads the past; None where there is none, so that a preview has no curve.
        open_tester: opens what plays rules; None where nothing can be played.
        ask_judge: says how they are doing, in a worker; None where nobody is to be asked.
    """

    rules: RuleList
    alerts: AlertList | None = None
    open_reader: "Callable[[], RangeReader] | None" = None
    open_tester: "Callable[[], RuleTester] | None" = None
    ask_judge: Callable[[], JudgedNow] | None = None


class RulesPart(QWidget):
    """Toolbar, what is wrong, and the list.

    Signals:
        moment_asked: the reader wants to be there, ms.
        counted: so many rules are known now.
    """

    moment_asked = Signal(object)
    counted = Signal(int)

    def __init__(self, sources: RulesSources, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules, self._alerts = sources.rules, sources.alerts
        self._wanted: str | None = None
        self._unsupported: Mapping[str, str] = {}
        self._is_learning = False
        self.editing = RuleEditing(self._rules, self, sources.open_reader, sources.open_tester)
        self._told = RulesTold(self._rules, self)
        self._judged = JudgedReading(sources.ask_judge, self) if sources.ask_judge is not None else None
        self._judging = Judging(sources.alerts, self) if sources.alerts is not None else None
        self.model: DetailTable[ShownRule] = DetailTable(rule_columns.RULE_COLUMNS, _identity, self)
        self.view = RowsView(self.model, self.tr("Rules"), self)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.toolbar = RulesToolbar(self)
        self.banners = self._told.banners
        self._waiting = EmptyState("bell", self.tr("Reading the rules…"), parent=self)
        self._none = EmptyState("search", self.tr("No rule has these words."), self.tr("Show all"), parent=self)
        self._stack = QStackedWidget(self)
        for widget in (self._waiting, self.view, self._none):
            self._stack.addWidget(widget)
        self._lay_out()
        self._connect()
        self._offer()

    def _lay_out(self) -> None:
        line = QFrame(self)
        line.setObjectName("separator")
        line.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.toolbar, line, self.banners):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        bar = self.toolbar
        for button, slot in (
            (bar.new_button, self.make_rule), (bar.edit_button, self._on_edit), (bar.switch_button, self._on_switch),
            (bar.copy_button, self._on_copy), (bar.remove_button, self._on_remove), (bar.test_button, self._on_test),
        ):  # fmt: skip
            button.clicked.connect(slot)
        # The list itself would take these keys.
        for key, slot in ((Qt.Key.Key_Space, self._on_switch), (Qt.Key.Key_Delete, self._on_remove)):
            keys = QShortcut(QKeySequence(key), self.view, context=Qt.ShortcutContext.WidgetShortcut)
            keys.activated.connect(slot)
        bar.mute_menu.aboutToShow.connect(self._on_mute_menu)
        bar.search.textChanged.connect(self._on_search)
        bar.search.left.connect(self._on_search_left)
        self._none.button_clicked.connect(bar.search.clear)
        self.view.row_opened.connect(self._on_opened)
        self.view.customContextMenuRequested.connect(self._on_menu)
        self.view.selectionModel().selectionChanged.connect(self._offer)
        self.editing.moment_asked.connect(self.moment_asked)
        self._rules.changed.connect(self._take)
        self._rules.kept.connect(self._on_kept)
        self._rules.failed.connect(self._told.tell_unread)
        self._rules.not_done.connect(self._on_not_kept)
        if self._judged is not None:
            self._judged.changed.connect(self._take)
        if self._alerts is not None:
            self._alerts.changed.connect(self._take)
            self._alerts.not_done.connect(self._on_not_kept)

    # ---- what is asked of it

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Take what runs now: the list where other things are unknown here, and what waits to fire while it is seen."""
        self.editing.show_snapshot(snapshot)
        is_learning = not snapshot.host.get(RATE)
        if (snapshot.unsupported, is_learning) != (self._unsupported, self._is_learning):
            self._unsupported, self._is_learning = snapshot.unsupported, is_learning
            self._take()
        if self._judged is not None and self.isVisible():
            self._judged.look()

    def set_known_values(self, known: KnownValues) -> None:
        """Offer these texts while a filter is typed."""
        self.editing.set_known_values(known)

    def edit_rule(self, rule_id: str) -> None:
        """Open the editor for a rule, as soon as it is known; for an empty id, for a new one."""
        if not rule_id:
            self.make_rule()
        elif self._rules.rule(rule_id) is not None:
            self._choose(rule_id)
            self._edit(self._rules.rule(rule_id))
        else:
            self._wanted = rule_id
            self._rules.look()

    def begin_rule(self, rule: Rule) -> None:
        """Open the editor for a new rule that is filled in already."""
        self.editing.edit(rule, is_new=True)

    @property
    def is_read(self) -> bool:
        """Say whether the rules were read at all."""
        return self._rules.is_read

    def dry_run(self, rule_id: str, span: Span | None = None) -> None:
        """Play a rule over the past; over a range at once."""
        rule = self._rules.rule(rule_id)
        if rule is not None:
            self.editing.test(rule, span)

    def tab_order(self) -> Sequence[QWidget]:
        """Return what the Tab key goes through."""
        return [*self.toolbar.tab_order(), self.view, self._none.button]

    def first_focus(self) -> QWidget:
        """Return what gets the keyboard first."""
        return self.view if self.model.rows else self.toolbar.new_button

    @property
    def chosen(self) -> ShownRule | None:
        """Return the rule that is chosen; None where none is, or several are."""
        rows = self.view.selected_rows()
        return self.model.rows[rows[0]] if len(rows) == 1 else None

    def _chosen_rule(self) -> Rule | None:
        shown = self.chosen
        return None if shown is None else shown.rule

    def _choose(self, rule_id: str) -> None:
        for row in self.model.rows_named([rule_id]):
            self.view.choose_row(row)

    # ---- the list

    @Slot()
    def _take(self) -> None:
        if not self._rules.is_read:
            return
        had_none = not self.model.rows
        now = self._judged.now if self._judged is not None else None
        self.model.set_rows(
            shown_rules(
                self._rules.rules, self._rules.problems, self._alerts, _CAME, self._unsupported, now,
                is_learning=self._is_learning,
            )
        )  # fmt: skip
        self.model.retell()
        self._told.tell_problems()
        self._show_state()
        if had_none and self.model.rows:
            self._choose(self.model.rows[0].id)
        self.counted.emit(len(self._rules.rules))
        self._offer()
        wanted, self._wanted = self._wanted, None
        if wanted and self._rules.rule(wanted) is not None:
            self.edit_rule(wanted)

    def _show_state(self) -> None:
        wanted: QWidget = self.view if self.model.rows else self._none
        self._stack.setCurrentWidget(wanted if self._rules.is_read else self._waiting)
        if self._rules.is_read:
            self._say_count()

    def _say_count(self) -> None:
        """Say how many are judged, and why it is not known how they are doing, where that is so."""
        count = self.tr("%n on", "", sum(rule.is_enabled for rule in self._rules.rules))
        now = self._judged.now if self._judged is not None else None
        why = spoken.said(now.why_unknown) if now is not None else ""
        self.toolbar.say_count(*([self.tr("{count}, {why}").format(count=count, why=why)] if why else []), count)

    @Slot()
    def _offer(self) -> None:
        """Offer what can be done with the chosen rule."""
        shown, bar = self.chosen, self.toolbar
        rule = shown.rule if shown is not None else None
        for button in (bar.edit_button, bar.switch_button, bar.copy_button):
            button.setEnabled(rule is not None)
        bar.test_button.setEnabled(rule is not None and self.editing.can_test)
        bar.mute_button.setEnabled(rule is not None and self._judging is not None)
        bar.remove_button.setEnabled(shown is not None and _can_go(shown))
        bar.say_switch(is_on=rule is None or rule.is_enabled)
        bar.say_remove(is_own=shown is None or shown.is_own)

    @Slot(str)
    def _on_search(self, words: str) -> None:
        self.model.set_filter(words)
        self._show_state()

    @Slot()
    def _on_search_left(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.model.rows and self.chosen is None:
            self._choose(self.model.rows[0].id)

    # ---- what is done with a rule

    @Slot()
    def make_rule(self) -> None:
        """Open the editor for a new rule."""
        self.begin_rule(new_rule())

    @Slot()
    def _on_edit(self) -> None:
        self._edit(self._chosen_rule())

    @Slot(int)
    def _on_opened(self, row: int) -> None:
        self._edit(self.model.rows[row].rule)

    def _edit(self, rule: Rule | None) -> None:
        if rule is None:
            self._rules.open_file()
            return
        self.editing.edit(rule, is_new=False)

    @Slot()
    def _on_switch(self) -> None:
        rule = self._chosen_rule()
        if rule is not None:
            changed = replace(rule, is_enabled=not rule.is_enabled)
            with_leave(Permission.JUDGE, self, partial(self._rules.put, changed, rule))

    @Slot()
    def _on_copy(self) -> None:
        rule = self._chosen_rule()
        if rule is not None:
            title = self.tr("Copy of {title}").format(title=rule_words.title_text(rule))
            copy = replace(copy_of(rule, title, self._rules.ids), why=rule_words.why_text(rule))
            self.begin_rule(copy)

    @Slot()
    def _on_remove(self) -> None:
        shown = self.chosen
        if shown is not None and _can_go(shown):
            with_leave(Permission.JUDGE, self, partial(self._rules.remove, shown.id))

    @Slot()
    def _on_test(self) -> None:
        rule = self._chosen_rule()
        if rule is not None:
            self.editing.test(rule)

    @Slot()
    def _on_mute_menu(self) -> None:
        shown = self.chosen
        if shown is not None and self._judging is not None:
            self._judging.fill_menu(self.toolbar.mute_menu, shown.id)

    @Slot(QPoint)
    def _on_menu(self, at: QPoint) -> None:
        """Offer the same as the toolbar."""
        bar, menu = self.toolbar, QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button, slot, keys in (
            (bar.edit_button, self._on_edit, "Return"), (bar.switch_button, self._on_switch, "Space"),
            (bar.test_button, self._on_test, ""), (bar.copy_button, self._on_copy, ""),
            (bar.remove_button, self._on_remove, "Del"),
        ):  # fmt: skip
            action = menu.addAction(theme.icon(str(button.property("icon_name"))), button.accessibleName())
            action.setEnabled(button.isEnabled())
            if keys:
                action.setShortcut(keys)
            action.triggered.connect(slot)
        menu.popup(self.view.viewport().mapToGlobal(at))

    # ---- what came of it

    @Slot(object)
    def _on_kept(self, kept: Kept) -> None:
        if self.editing.take_kept(kept):
            if kept.other is None:
                self._choose(kept.id)
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
                self._told.tell_done(kept)
        elif kept.other is not None:
            self._on_not_kept(self.tr("Somebody has changed this rule meanwhile, so nothing was done."))
        else:
            self._told.tell_done(kept)

    @Slot(str)
    def _on_not_kept(self, sentence: str) -> None:
        said = self.tr("It was not done: {why}").format(why=sentence)
        if not self.editing.take_trouble(said):
            self._told.tell_not_done(said)

    # ---- Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Look what there is while somebody sees it."""
        super().showEvent(event)
        self._rules.look()
        if self._judged is not None:
            self._judged.look()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more."""
        super().hideEvent(event)
        self._rules.rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the toolbar within its room."""
        super().resizeEvent(event)
        self.toolbar.fit(self.width())


def _can_go(shown: ShownRule) -> bool:
    """Say whether it can be taken away: what stands in the file under a name of its own."""
    return " " not in shown.id and (shown.is_own or shown.is_changed)


def _identity(shown: ShownRule) -> str:
    return shown.id
