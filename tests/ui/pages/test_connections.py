"""The page Connections: when it lists, what it shows in every state, and where it leads."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.sockets import NO_SOCKETS_TOLD, SocketList, SocketState
from procmon_gui.ui import theme
from procmon_gui.ui.models.connection_columns import COLUMNS
from procmon_gui.ui.models.connection_filter import Group
from procmon_gui.ui.models.connection_model import IDENTITY_ROLE
from procmon_gui.ui.moment import Moment
from procmon_gui.ui.pages.connections import ConnectionsPage
from tests.ui.connections import key, listed, tcp, unix
from tests.ui.population import crowd
from tests.ui.screen import show_active

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class FakeLister:
    """Hands out what it was given, and remembers on which thread it was asked."""

    def __init__(self) -> None:
        self.told: SocketList | Exception = listed([tcp(1, 1), tcp(2, 2, state=SocketState.LISTENING)])
        self.calls = 0
        self.threads: set[int] = set()
        self.may_answer = threading.Event()
        self.may_answer.set()

    def list_sockets(self, _errand: Errand) -> SocketList:
        self.calls += 1
        self.threads.add(threading.get_ident())
        self.may_answer.wait(10)
        if isinstance(self.told, Exception):
            raise self.told
        return self.told

    def sockets_of(self, _key: ProcessKey, _errand: Errand) -> SocketList:
        raise AssertionError("the page asks for all")

    def close(self) -> None:
        pass


class HandClock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def lister() -> Iterator[FakeLister]:
    one = FakeLister()
    yield one
    one.may_answer.set()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def page(
    qtbot: QtBot, qapp: QApplication, settings: QSettings, lister: FakeLister, clock: HandClock
) -> Iterator[ConnectionsPage]:
    theme.apply(qapp, "dark")
    page = ConnectionsPage(lister, settings=settings, monotonic_s=clock)
    page.resize(1140, 600)
    qtbot.addWidget(page)
    show_active(page, qtbot)
    yield page
    page.hide()


def beat(page: ConnectionsPage, qtbot: QtBot) -> None:
    """Take a beat, and wait for the list that it may bring."""
    page.show_snapshot(crowd(3))
    page.draw()
    qtbot.waitUntil(lambda: page._operation is None or not page._operation.is_running)


def shown_widget(page: ConnectionsPage) -> QWidget | None:
    return page._stack.currentWidget()


def identities(page: ConnectionsPage) -> list[object]:
    return [page.model.index(row, 0).data(IDENTITY_ROLE) for row in range(page.model.rowCount())]


def centre_of(page: ConnectionsPage, row: int, column_id: str) -> QPoint:
    column = [one.id for one in COLUMNS].index(column_id)
    return page.view.visualRect(page.model.index(row, column)).center()


# ---- when it lists


def test_it_lists_beside_the_window_and_not_before_somebody_looks(
    page: ConnectionsPage, lister: FakeLister, qtbot: QtBot
) -> None:
    page.show_snapshot(crowd(3))
    assert lister.calls == 0
    assert shown_widget(page) is page._waiting

    beat(page, qtbot)

    assert lister.calls == 1
    assert threading.get_ident() not in lister.threads
    assert shown_widget(page) is page.view
    assert identities(page) == [1, 2]


def test_a_beat_during_a_list_does_not_begin_another_one(
    page: ConnectionsPage, lister: FakeLister, clock: HandClock, qtbot: QtBot
) -> None:
    lister.may_answer.clear()
    for _ in range(3):
        page.draw()
        clock.now_s += 1
    lister.may_answer.set()
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)

    assert lister.calls == 1


def test_a_costly_list_is_made_less_often(
    page: ConnectionsPage, lister: FakeLister, clock: HandClock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One part in a hundred of a core: a list that takes 30 ms is made every 3 s."""
    cpu_s = [0.0]

    def tick() -> float:
        cpu_s[0] += 0.015
        return cpu_s[0]

    monkeypatch.setattr("procmon_gui.ui.pages.connections.time.thread_time", tick)
    beat(page, qtbot)
    clock.now_s += 1
    beat(page, qtbot)
    assert lister.calls == 2
    assert page.wait_s == pytest.approx(3.0)

    for _ in range(2):
        clock.now_s += 1
        beat(page, qtbot)
    assert lister.calls == 2
    clock.now_s += 1
    beat(page, qtbot)
    assert lister.calls == 3


# ---- states


def test_a_failure_is_told_above_the_last_list_and_goes_when_it_is_over(
    page: ConnectionsPage, lister: FakeLister, clock: HandClock, qtbot: QtBot
) -> None:
    beat(page, qtbot)
    good, lister.told = lister.told, Unavailable(NO_SOCKETS_TOLD)
    clock.now_s += 20
    beat(page, qtbot)
    assert page.banners.text("list") == NO_SOCKETS_TOLD
    assert identities(page) == [1, 2]

    lister.told = good
    page.banners.action_asked.emit("list")
    qtbot.waitUntil(lambda: page.banners.codes == ())


def test_no_match_says_so_and_offers_all(page: ConnectionsPage, qtbot: QtBot, settings: QSettings) -> None:
    beat(page, qtbot)
    page.toolbar.filter_box.setText("no such thing")
    qtbot.waitUntil(lambda: shown_widget(page) is page._none)

    page._none.button_clicked.emit()

    qtbot.waitUntil(lambda: shown_widget(page) is page.view)
    assert page.toolbar.groups == frozenset(Group)


def test_the_past_has_no_sockets_and_a_window_that_stands_still_keeps_its_list(
    page: ConnectionsPage, lister: FakeLister, clock: HandClock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = Moment(None, page)
    page.use_moment(moment)
    beat(page, qtbot)
    clock.now_s += 60
    moment.set_frozen(True)
    beat(page, qtbot)
    assert lister.calls == 1

    monkeypatch.setattr(Moment, "is_past", True)
    monkeypatch.setattr(Moment, "is_live", False)
    page.draw()
    assert shown_widget(page) is page._past
    assert page.toolbar.isHidden()

    monkeypatch.undo()
    page._past.button_clicked.emit()
    beat(page, qtbot)
    assert shown_widget(page) is page.view
    assert not page.toolbar.isHidden()
    assert lister.calls == 2


def test_how_many_and_how_many_without_owner_is_told_with_the_reason(
    page: ConnectionsPage, lister: FakeLister, qtbot: QtBot
) -> None:
    lister.told = listed([tcp(1, 1), tcp(2), tcp(3), unix(4, "/run/x", 1)], refused_count=9)
    beat(page, qtbot)

    said = page.toolbar.count_text
    assert "3" in said
    assert "4" in said
    assert "2" in said
    assert "9 of 50 processes" in page.toolbar.count_tooltip
    assert "4" not in page.toolbar.button(Group.CONNECTED).text()
    assert page.toolbar.button(Group.UNIX).text().endswith("1")


def test_the_groups_leave_their_counts_out_before_the_filter_gets_too_small_to_type_in(
    page: ConnectionsPage, lister: FakeLister, qtbot: QtBot
) -> None:
    lister.told = listed([unix(4, "/run/x", 1)])
    page.resize(900, 300)
    beat(page, qtbot)
    QApplication.processEvents()
    assert page.toolbar.button(Group.UNIX).text() == "Unix 1"

    page.toolbar.resize(520, 44)

    assert page.toolbar.button(Group.UNIX).text() == "Unix"
    assert page.toolbar.button(Group.UNIX).toolTip().count("Unix 1") == 1
    assert page.toolbar.button(Group.UNIX).accessibleName() == "Unix 1"


def test_groups_are_remembered(page: ConnectionsPage, lister: FakeLister, settings: QSettings, qtbot: QtBot) -> None:
    page.toolbar.button(Group.UNIX).click()
    page.toolbar.button(Group.LISTENING).click()

    again = ConnectionsPage(lister, settings=settings)
    qtbot.addWidget(again)

    assert again.toolbar.groups == {Group.CONNECTED, Group.CLOSING, Group.UNIX}


# ---- where it leads


def test_a_click_on_the_name_of_a_process_asks_for_it(page: ConnectionsPage, qtbot: QtBot) -> None:
    beat(page, qtbot)
    asked: list[ProcessKey] = []
    page.process_asked.connect(asked.append)
    left = page.view.visualRect(page.model.index(0, 0)).left()
    name = QPoint(left + 14, centre_of(page, 0, "process").y())

    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=centre_of(page, 0, "state"))
    assert asked == []
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=name)
    assert asked == [key(1)]


def test_enter_asks_for_the_process_and_nothing_where_there_is_none(
    page: ConnectionsPage, lister: FakeLister, qtbot: QtBot
) -> None:
    lister.told = listed([tcp(1, 7), tcp(2)])
    beat(page, qtbot)
    asked: list[ProcessKey] = []
    page.process_asked.connect(asked.append)

    QTest.keyClick(page.view, Qt.Key.Key_Return)
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    QTest.keyClick(page.view, Qt.Key.Key_Enter)

    assert asked == [key(7)]


def test_the_menu_leads_to_every_holder(page: ConnectionsPage, lister: FakeLister, qtbot: QtBot) -> None:
    lister.told = listed([tcp(1, 7, 8)])
    beat(page, qtbot)
    asked: list[ProcessKey] = []
    page.process_asked.connect(asked.append)

    page.view.menu_asked.emit(QPoint(10, 10))
    menu = next(menu for menu in page.findChildren(QMenu) if menu.isVisible())
    titles = [action.text() for action in menu.actions() if action.text()]
    menu.actions()[1].trigger()
    menu.close()

    assert titles == ["Go to daemon7, PID 7", "Go to daemon8, PID 8", "Copy as text", "Copy as CSV"]
    assert asked == [key(8)]


def test_selected_rows_are_copied(page: ConnectionsPage, qtbot: QtBot) -> None:
    beat(page, qtbot)
    page.view.selectRow(0)

    QTest.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    as_text = QGuiApplication.clipboard().text()
    page.view.copy_csv()

    assert as_text.splitlines()[1].startswith("daemon1 (1)\tTCP\tconnected\t10.0.0.1:1001")
    assert QGuiApplication.clipboard().text().splitlines()[0].startswith("Process,Protocol,State")


def test_who_has_ended_meanwhile_is_told(page: ConnectionsPage, qtbot: QtBot) -> None:
    page.tell_ended()

    assert "ended" in page.banners.text("ended")


# ---- what survives


def test_selection_and_keyboard_stay_with_their_sockets(
    page: ConnectionsPage, lister: FakeLister, clock: HandClock, qtbot: QtBot
) -> None:
    lister.told = listed([tcp(number, number) for number in range(10, 40)])
    beat(page, qtbot)
    page.view.selectRow(5)
    chosen = page.model.index(5, 0).data(IDENTITY_ROLE)

    lister.told = listed([tcp(number, number) for number in (*range(1, 9), *range(13, 60))], at_s=2.0)
    clock.now_s += 60
    beat(page, qtbot)

    assert [page.model.index(row, 0).data(IDENTITY_ROLE) for row in page.view.selected_rows()] == [chosen]
    assert page.view.currentIndex().data(IDENTITY_ROLE) == chosen
    assert page.view.currentIndex().row() != 5


def test_five_thousand_sockets_are_shown_without_a_stall(
    page: ConnectionsPage, lister: FakeLister, qtbot: QtBot
) -> None:
    lister.told = listed([tcp(number, number % 300 + 1) for number in range(5000)])

    beat(page, qtbot)
    page.view.selectAll()
    page.model.sort(3, Qt.SortOrder.DescendingOrder)

    assert page.model.rowCount() == 5000
    assert len(page.view.selected_rows()) == 5000


def test_hostile_paths_are_drawn_as_one_row_of_the_usual_height(
    page: ConnectionsPage, lister: FakeLister, qtbot: QtBot
) -> None:
    lister.told = listed([unix(1, "/<b>x</b>" + "a" * 240, 1), unix(2, "", 1), unix(3, "@\\x1b" + "ก\u0e49" * 100, 1)])
    page.toolbar.button(Group.UNIX).click()
    beat(page, qtbot)

    picture = page.view.grab()

    assert not picture.isNull()
    assert len({page.view.rowHeight(row) for row in range(3)}) == 1


@pytest.mark.parametrize(("width", "gone"), [(1400, set()), (760, {"send_queue", "receive_queue", "sent", "received"})])
def test_columns_fold_where_there_is_no_room_and_the_ends_stay(
    page: ConnectionsPage, qtbot: QtBot, width: int, gone: set[str]
) -> None:
    beat(page, qtbot)
    page.resize(width, 500)
    QApplication.processEvents()
    header = page.view.horizontalHeader()

    hidden = {one.id for section, one in enumerate(COLUMNS) if header.isSectionHidden(section)}

    assert gone <= hidden
    assert hidden or width > 1000
    assert not hidden & {"process", "state", "local", "remote"}


def test_a_list_that_fits_has_no_bar_to_scroll_it_sideways_however_it_came_to_its_width(
    page: ConnectionsPage, lister: FakeLister, qtbot: QtBot
) -> None:
    lister.told = listed([tcp(number, 7) for number in range(40)])
    beat(page, qtbot)
    bar = page.view.horizontalScrollBar()

    for width in (1140, 260, 700, 420, 1140, 900, 1800, 520, 1140):
        page.resize(width, 500)
        fits = page.view.horizontalHeader().length() <= page.view.viewport().width()
        assert bar.isVisible() is not fits, width


def test_escape_empties_the_filter_and_enter_goes_to_the_list(page: ConnectionsPage, qtbot: QtBot) -> None:
    beat(page, qtbot)
    box = page.toolbar.filter_box
    box.setFocus()
    QTest.keyClicks(box, "daemon2")
    qtbot.waitUntil(lambda: identities(page) == [2])

    QTest.keyClick(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: identities(page) == [1, 2])
    QTest.keyClick(box, Qt.Key.Key_Return)

    assert page.view.hasFocus() or not page.isActiveWindow()


def test_everything_that_takes_the_keyboard_has_a_name(page: ConnectionsPage, qtbot: QtBot) -> None:
    beat(page, qtbot)
    takers: list[QWidget] = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
    ]
    text_of: Callable[[QWidget], str] = lambda widget: str(widget.property("text") or "")  # noqa: E731

    assert takers
    assert [widget for widget in takers if not widget.accessibleName() and not text_of(widget)] == []
