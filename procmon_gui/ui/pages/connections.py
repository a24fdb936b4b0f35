"""Every socket of this machine, and who holds it. Listed in a worker, only while somebody looks."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QPoint, QSettings, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QStackedWidget, QVBoxLayout, QWidget

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.inspection import ENDED
from procmon_gui.domain.ports import SocketLister
from procmon_gui.domain.sockets import SocketList
from procmon_gui.ui.bridge.operation import Operation, OperationErrand
from procmon_gui.ui.models.connection_filter import Group
from procmon_gui.ui.models.connection_model import ConnectionModel
from procmon_gui.ui.models.connection_words import gaps_text, unknown_owner_count
from procmon_gui.ui.pages.base import Page
from procmon_gui.ui.widgets.banner import BannerStack
from procmon_gui.ui.widgets.connection_toolbar import ConnectionToolbar
from procmon_gui.ui.widgets.connection_view import ConnectionView
from procmon_gui.ui.widgets.empty_state import EmptyState

# Listing may take so much of one core: a machine with very many sockets is listed less often.
COST_SHARE: Final = 0.01
MOST_WAIT_S: Final = 10.0
# A beat that comes a little early is still a beat.
_SLACK_S: Final = 0.1
_KEY: Final = "connections/1/"
_FIRST_GROUPS: Final = frozenset({Group.LISTENING, Group.CONNECTED, Group.CLOSING})


@dataclass(frozen=True, slots=True)
class _Listed:
    """A list, and what it cost to make it."""

    told: SocketList
    cost_s: float


class _Listing:
    """The work: knows the lister and no widget."""

    def __init__(self, lister: SocketLister) -> None:
        self._lister = lister

    def __call__(self, errand: OperationErrand) -> _Listed:
        before_s = time.thread_time()
        told = self._lister.list_sockets(errand)
        return _Listed(told, time.thread_time() - before_s)


class ConnectionsPage(Page):
    """Toolbar and list. A beat is the occasion to list again; between two lists there is time for what they cost."""

    def __init__(
        self,
        lister: SocketLister,
        parent: QWidget | None = None,
        *,
        settings: QSettings | None = None,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._lister = lister
        self._monotonic_s = monotonic_s
        self._settings = settings or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "procmon_gui", "window"
        )
        self._operation: Operation[_Listed] | None = None
        self._next_at_s = 0.0
        self._began_at_s = 0.0
        self.model = ConnectionModel(self)
        self.view = ConnectionView(self.model, self)
        self.toolbar = ConnectionToolbar(self)
        self.banners = BannerStack(self)
        self._waiting = EmptyState("cable", self.tr("Looking for sockets and who holds them…"), parent=self)
        self._none = EmptyState(
            "search", self.tr("No socket matches the groups and the filter above."), self.tr("Show all"), parent=self
        )
        not_remembered = self.tr("Connections are not remembered; they are listed live only.")
        self._past = EmptyState("history", not_remembered, self.tr("Return to live"), parent=self)
        self._lay_out()
        self._connect()
        self._restore()

    def _lay_out(self) -> None:
        line = QFrame(self)
        line.setObjectName("separator")
        line.setFixedHeight(1)
        self._stack = QStackedWidget(self)
        for widget in (self._waiting, self.view, self._none, self._past):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(line)
        column.addWidget(self.banners)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.toolbar.groups_chosen.connect(self._on_groups)
        self.toolbar.filter_changed.connect(self._on_filter)
        self.toolbar.filter_box.left.connect(self._on_filter_left)
        self.view.process_asked.connect(self.process_asked)
        self.view.menu_asked.connect(self._on_menu)
        self._none.button_clicked.connect(self._on_show_all)
        self._past.button_clicked.connect(self._on_live)
        self.banners.action_asked.connect(self._on_try_again)

    # ---- what the window asks

    def draw(self) -> None:
        """List again when it is time; a beat is drawn only as the list that comes of it."""
        self._show_state()
        if self._stands_still():
            return
        is_running = self._operation is not None and self._operation.is_running
        if is_running or self._monotonic_s() < self._next_at_s - _SLACK_S:
            return
        self._began_at_s = self._monotonic_s()
        self._operation = (
            Operation(_Listing(self._lister), owner=self)
            .success(self._on_listed)
            .failure(self._on_failed)
            .start()
        )  # fmt: skip

    def tab_order(self) -> Sequence[QWidget]:
        """Return the toolbar from left to right, then the list."""
        return [*self.toolbar.tab_order(), self.view]

    def own_filter(self) -> QLineEdit:
        """Return the filter of sockets."""
        return self.toolbar.filter_box

    def first_focus(self) -> QWidget:
        """Return the list."""
        return self.view

    @property
    def wait_s(self) -> float:
        """Return for how long there is no new list, as long as it costs what it did."""
        return max(0.0, self._next_at_s - self._began_at_s)

    def tell_ended(self) -> None:
        """Say that the process that was asked for is gone."""
        self.banners.say("ended", "info", QCoreApplication.translate("Inspection", ENDED))

    # ---- inside

    def _stands_still(self) -> bool:
        """Say whether no list is wanted: in the past there is none, and a frozen window shows the last one."""
        if self.moment is None or self.moment.is_live:
            return False
        return self.moment.is_past or self.model.told is not None

    def _on_listed(self, listed: _Listed) -> None:
        is_first = self.model.told is None
        drawing_s = time.thread_time()
        self.banners.unsay("list")
        self.model.show_list(listed.told)
        self._show_state()
        self.view.go_to_first()
        if is_first:
            # Who holds what had to be found out from nothing: that says nothing of the lists to come.
            self._next_at_s = self._began_at_s
            return
        cost_s = listed.cost_s + time.thread_time() - drawing_s
        self._next_at_s = self._began_at_s + min(cost_s / COST_SHARE, MOST_WAIT_S)

    def _on_failed(self, error: ProcmonError) -> None:
        """Say what went wrong; the last list stays."""
        self._next_at_s = self._began_at_s
        words = QCoreApplication.translate("Sockets", str(error))
        self.banners.say("list", "critical", words, self.tr("Try again"))

    def _show_state(self) -> None:
        told = self.model.told
        is_past = self.moment is not None and self.moment.is_past
        shown = len(self.model.rows)
        self.toolbar.setVisible(not is_past)
        wanted: QWidget = self._past if is_past else self._waiting
        if told is not None and not is_past:
            unknown = unknown_owner_count(told.sockets)
            self.toolbar.show_counts(self.model.group_counts(), shown, unknown, gaps_text(told))
            wanted = self.view if shown else self._none
        if self._stack.currentWidget() is not wanted:
            focused = self.window().focusWidget()
            # The keyboard may have been given to the list before there was one.
            is_here = focused is None or self._stack.isAncestorOf(focused)
            self._stack.setCurrentWidget(wanted)
            if is_here and self.isVisible():
                wanted.setFocus()

    def _restore(self) -> None:
        kept = str(self._settings.value(_KEY + "groups", ""))
        groups = frozenset(group for group in Group if group.value in kept.split(",")) or _FIRST_GROUPS
        self.toolbar.show_groups(groups)
        self.model.set_groups(groups)

    @Slot(object)
    def _on_groups(self, groups: frozenset[Group]) -> None:
        self.model.set_groups(groups)
        self._settings.setValue(_KEY + "groups", ",".join(group.value for group in Group if group in groups))
        self._show_state()

    @Slot(str)
    def _on_filter(self, typed: str) -> None:
        self.model.set_filter(typed)
        self._show_state()

    @Slot()
    def _on_filter_left(self) -> None:
        self.view.setFocus()
        self.view.go_to_first()

    @Slot()
    def _on_show_all(self) -> None:
        self.toolbar.filter_box.clear()
        self.toolbar.show_groups(frozenset(Group))
        self._on_groups(frozenset(Group))
        self.view.setFocus()

    @Slot()
    def _on_live(self) -> None:
        if self.moment is not None:
            self.moment.go_live()

    @Slot(str)
    def _on_try_again(self, _code: str) -> None:
        self._next_at_s = 0.0
        self.draw()

    @Slot(QPoint)
    def _on_menu(self, at: QPoint) -> None:
        """Offer every holder of the socket, and copies of the selected rows."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        names = self.model.names
        for key in self.view.current_owners():
            name = names.get(key, "").replace("&", "&&")
            action = menu.addAction(self.tr("Go to {name}, PID {pid}").format(name=name, pid=key.pid))
            action.setData(key)
            action.triggered.connect(self._on_holder_chosen)
        menu.addSeparator()
        for words, slot in (
            (self.tr("Copy as text"), self.view.copy_rows),
            (self.tr("Copy as CSV"), self.view.copy_csv),
        ):
            action = menu.addAction(words)
            action.setEnabled(bool(self.view.selected_rows()))
            action.triggered.connect(slot)
        menu.popup(at)

    @Slot()
    def _on_holder_chosen(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction) and isinstance(sender.data(), ProcessKey):
            self.process_asked.emit(sender.data())
