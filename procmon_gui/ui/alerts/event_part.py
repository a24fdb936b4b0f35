"""The list of alerts with what stands over it: a search, and which of them are shown."""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from procmon_gui.ui.alert_list import AlertList
from procmon_gui.ui.alerts.event_view import EventView
from procmon_gui.ui.models.alert_model import AlertModel, EventFilter, Kind
from procmon_gui.ui.widgets.chevron_button import ChevronButton
from procmon_gui.ui.widgets.empty_state import EmptyState
from procmon_gui.ui.widgets.plain import plain_tooltip
from procmon_gui.ui.widgets.search_field import SearchField

CONTROL_PX: Final = 28


class EventPart(QWidget):
    """Shows what the window knows of alerts.

    Signals:
        chosen, opened, acknowledge_asked: as those of its view, with the id of an alert; 0 for none.
    """

    chosen = Signal(object)
    opened = Signal(object)
    acknowledge_asked = Signal(object)

    def __init__(self, alerts: AlertList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alerts = alerts
        self.model = AlertModel(self)
        self.view = EventView(self.model, self)
        self.filter_button = ChevronButton(self)
        self.filter_button.setMenu(self._filter_menu())
        self.filter_button.setToolTip(plain_tooltip(self.tr("Which alerts are listed")))
        self.search = SearchField(self)
        self.search.setPlaceholderText(self.tr("Search alerts"))
        self.search.setAccessibleName(self.tr("Search alerts"))
        self.search.setClearButtonEnabled(True)
        self._none = EmptyState("search", self.tr("No alert matches."), self.tr("Show all"), parent=self)
        self._lay_out()
        self._connect()
        self._say_filter()

    def _filter_menu(self) -> QMenu:
        menu = QMenu(self)
        self._kinds = QActionGroup(menu)
        for kind, said in (
            (Kind.ALL, self.tr("All")),
            (Kind.CRITICAL, self.tr("Critical")),
            (Kind.WARNING, self.tr("Warnings")),
            (Kind.UNSEEN, self.tr("Not acknowledged")),
            (Kind.RULE, self.tr("Of the rule of the chosen alert")),
        ):
            action = QAction(said, menu)
            action.setData(kind)
            action.setCheckable(True)
            self._kinds.addAction(action)
            menu.addAction(action)
        menu.aboutToShow.connect(self._on_menu)
        menu.triggered.connect(self._on_kind)
        return menu

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(self.search)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._none)
        line = QFrame(self)
        line.setObjectName("separator")
        line.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(line)
        column.addWidget(self._stack, 1)
        for control in (self.search, self.filter_button):
            control.setMinimumHeight(CONTROL_PX)

    def _connect(self) -> None:
        self._alerts.changed.connect(self.take_list)
        self.search.textChanged.connect(self._on_words)
        self.search.left.connect(self._on_left)
        self.view.chosen.connect(self.chosen)
        self.view.opened.connect(self.opened)
        self.view.acknowledge_asked.connect(self.acknowledge_asked)
        self.view.more_asked.connect(self._on_more)
        self._none.button_clicked.connect(self.show_all)

    # ---- what the page says

    @Slot()
    def take_list(self) -> None:
        """Show what the window knows now."""
        self.model.set_alerts(self._alerts.firing, self._alerts.past, _now_ms())
        self._show_state()

    def come_to_now(self) -> None:
        """Let the ages be of now."""
        self.model.come_to(_now_ms())

    def show_rule(self, rule_id: str) -> None:
        """List only what one rule fired."""
        self._set(replace(self.model.filter, kind=Kind.RULE, rule_id=rule_id))

    @Slot()
    def show_all(self) -> None:
        """List all of them."""
        self.search.clear()
        self._set(EventFilter())
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, id: int) -> bool:
        """Look at an alert, whatever is filtered; False where it is not known."""
        if self.view.choose(id):
            return True
        if self._alerts.alert(id) is None:
            return False
        self.search.clear()
        self._set(EventFilter())
        return self.view.choose(id)

    def tab_order(self) -> Sequence[QWidget]:
        """Return what the Tab key goes through, from top to bottom."""
        return self.filter_button, self.search, self.view, self._none.button

    # ---- inside

    def _set(self, chosen: EventFilter) -> None:
        self.model.set_filter(chosen)
        self._say_filter()
        self._show_state()

    def _show_state(self) -> None:
        is_empty = not self.model.rows and bool(self._alerts.firing or self._alerts.past)
        self._stack.setCurrentWidget(self._none if is_empty else self.view)
        # Of what is not read yet something may match.
        if is_empty:
            self._alerts.load_more()

    def _say_filter(self) -> None:
        kind = self.model.filter.kind
        said = {
            Kind.ALL: self.tr("All"), Kind.CRITICAL: self.tr("Critical"), Kind.WARNING: self.tr("Warnings"),
            Kind.UNSEEN: self.tr("Unseen"), Kind.RULE: self.tr("One rule"),
        }[kind]  # fmt: skip
        self.filter_button.setText(said)
        self.filter_button.setAccessibleName(self.tr("Listed alerts: {which}").format(which=said))

    @Slot()
    def _on_menu(self) -> None:
        alert = self._alerts.alert(self.view.chosen_id)
        for action in self._kinds.actions():
            kind = action.data()
            action.setChecked(kind is self.model.filter.kind)
            if kind is Kind.RULE:
                action.setEnabled(alert is not None or bool(self.model.filter.rule_id))

    @Slot(QAction)
    def _on_kind(self, action: QAction) -> None:
        alert = self._alerts.alert(self.view.chosen_id)
        rule_id = alert.rule_id if alert is not None else self.model.filter.rule_id
        self._set(replace(self.model.filter, kind=action.data(), rule_id=rule_id))

    @Slot(str)
    def _on_words(self, said: str) -> None:
        self._set(replace(self.model.filter, words=said.strip()))

    @Slot()
    def _on_left(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.view.currentIndex().isValid():
            self.view.choose_first()

    @Slot()
    def _on_more(self) -> None:
        self._alerts.load_more()


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
