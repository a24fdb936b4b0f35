"""The window as a whole: rail, freeze, interval, status, messages, and that nothing is drawn that nobody sees."""

import gc
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, QRect, QSettings, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.metrics import Look
from procmon_gui.domain.reading import Note
from procmon_gui.domain.settings import word
from procmon_gui.ui import theme, window_place
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window import KEY, MainWindow
from procmon_gui.ui.pages.makers import OverviewMaker, ProcessesMaker
from procmon_gui.ui.pages.overview import OverviewPage
from procmon_gui.ui.pages.processes import ProcessesPage
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.widgets.dialogs import AboutDialog
from procmon_gui.ui.widgets.help_window import HelpWindow
from tests.ui.fakes import FakePulse, beat
from tests.ui.screen import show_active

Make = Callable[[], MainWindow]


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def preferences(qapp: QApplication) -> Preferences:
    return Preferences()


@pytest.fixture
def make(
    qtbot: QtBot,
    qapp: QApplication,
    settings: QSettings,
    preferences: Preferences,
    monkeypatch: pytest.MonkeyPatch,
) -> Make:
    theme.apply(qapp, "light")
    # The screen of the tests is small, so the window would fill it.
    monkeypatch.setattr(window_place, "FRAME_ROOM_PX", -10_000)

    def make() -> MainWindow:
        sampler = Sampler(FakePulse)
        window = MainWindow(
            sampler,
            [OverviewMaker(), ProcessesMaker(settings=settings)],
            settings,
            preferences=preferences,
            version=lambda: "0.0.1",
        )
        sampler.setParent(window)
        window.resize(1280, 800)
        qtbot.addWidget(window)
        return window

    return make


@pytest.fixture
def window(make: Make, qtbot: QtBot) -> Iterator[MainWindow]:
    window = make()
    show_active(window, qtbot)
    yield window
    window.hide()


def feed(window: MainWindow, qtbot: QtBot, sequence: int, **machine: object) -> None:
    """Hand over one beat and wait for its frame."""
    window.show_snapshot(beat(sequence, **machine))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: not window._frame.isActive())


def test_the_rail_opens_pages_by_keyboard_and_remembers_the_last(
    window: MainWindow, make: Make, qtbot: QtBot, settings: QSettings
) -> None:
    assert window.page_id == "overview"

    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.page_id == "processes"
    assert window.rail.currentIndex().row() == 1
    qtbot.keyClick(window.rail, Qt.Key.Key_Up)
    assert window.page_id == "overview"
    qtbot.keyClick(window.rail, Qt.Key.Key_Down)

    assert settings.value(KEY + "page") == "processes"
    assert make().page_id == "processes"


def test_the_rail_shows_names_while_there_is_room_or_as_the_reader_chose(
    window: MainWindow, make: Make, qtbot: QtBot
) -> None:
    assert window.rail.shows_names
    window.resize(1000, 700)
    assert not window.rail.shows_names
    window.resize(1280, 800)
    assert window.rail.shows_names

    window.header.rail_button.click()
    assert not window.rail.shows_names
    window.resize(1400, 800)
    assert not window.rail.shows_names
    assert not make().rail.shows_names


def test_freezing_lets_list_and_charts_stand_while_sampling_and_status_go_on(window: MainWindow, qtbot: QtBot) -> None:
    feed(window, qtbot, 1)
    qtbot.keyClick(window, Qt.Key.Key_Pause)
    assert window.is_frozen
    assert window.header.freeze_button.isChecked()
    assert window.header.freeze_button.text().strip().startswith("Frozen ")

    feed(window, qtbot, 2, busy=0.99)
    qtbot.waitUntil(lambda: window.status.text("cpu") == "CPU 99.0 %")
    assert window.page.snapshot is not None
    assert window.page.snapshot.sequence == 1

    qtbot.keyClick(window, Qt.Key.Key_Pause)
    assert window.page.snapshot.sequence == 2
    assert not window.header.freeze_button.isChecked()
    assert window.header.freeze_button.text().strip() == "Freeze"


def test_charts_have_no_hole_for_the_time_they_were_frozen(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page
    assert isinstance(page, OverviewPage)
    window.set_frozen(True)
    for sequence in range(1, 6):
        window.show_snapshot(beat(sequence))

    assert len(page._history.table) == 5


def test_the_interval_menu_changes_what_is_asked_of_the_sampler(window: MainWindow, qtbot: QtBot) -> None:
    menu = window.header.interval_button.menu()
    assert [action.text() for action in menu.actions()] == [
        "Every 0.5 s", "Every 1 s", "Every 2 s", "Every 5 s", "Every 10 s",
    ]  # fmt: skip

    menu.actions()[3].trigger()

    assert window._sampler.attention.interval_s == 5.0
    assert window.header.interval_button.text() == "Every 5 s"
    assert [action.isChecked() for action in menu.actions()] == [False, False, False, True, False]


def test_the_status_bar_says_what_the_machine_and_this_program_do(window: MainWindow, qtbot: QtBot) -> None:
    feed(window, qtbot, 1)
    qtbot.waitUntil(lambda: window.status.text("cpu") == "CPU 12.4 %")

    assert window.status.text("memory") == "Memory 8.0 of 16.0 GiB"
    assert window.status.text("processes") == "3 processes"
    # Our own process is not among the three made-up ones: unknown is a dash, not zero.
    assert window.status.text("own") == "This program: CPU –, –"


def test_costly_fields_are_asked_for_only_while_somebody_looks(window: MainWindow, qtbot: QtBot) -> None:
    feed(window, qtbot, 1)
    qtbot.waitUntil(lambda: window._sampler.attention.looks == frozenset({Look.SOCKETS}))

    window.hide()
    assert window._sampler.attention.looks == frozenset()

    window.show()
    qtbot.waitUntil(lambda: window._sampler.attention.looks == frozenset({Look.SOCKETS}))
    window.set_frozen(True)
    window._tell_attention()
    assert window._sampler.attention.looks == frozenset()


def test_a_hidden_window_draws_nothing(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    monkeypatch.setattr(OverviewPage, "draw", lambda self: drawn.append(1))
    window.hide()

    for sequence in range(1, 5):
        window.show_snapshot(beat(sequence))
    qtbot.wait(250)
    assert drawn == []

    window.show()
    qtbot.waitUntil(lambda: drawn == [1])


def test_many_beats_at_once_are_one_frame(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    feed(window, qtbot, 1)
    qtbot.wait(50)
    drawn: list[int] = []
    monkeypatch.setattr(OverviewPage, "draw", lambda self: drawn.append(1))

    for sequence in range(2, 40):
        window.show_snapshot(beat(sequence))
    qtbot.waitUntil(lambda: bool(drawn))
    qtbot.wait(150)

    assert drawn == [1]


def test_notes_of_the_machine_become_bars_that_can_be_closed_and_go_with_their_reason(
    window: MainWindow, qtbot: QtBot
) -> None:
    note = Note("limited-view", "Limited view: <b>others</b> are hidden.")
    window.show_snapshot(beat(1, notes=[note]))
    assert window.banners.codes == ("note:limited-view",)
    labels = [label for label in window.banners.findChildren(QLabel) if label.text() == note.text]
    assert labels[0].textFormat() == Qt.TextFormat.PlainText

    window.banners._on_dismissed("note:limited-view")
    window.show_snapshot(beat(2, notes=[note]))
    assert window.banners.codes == ()

    window.show_snapshot(beat(3))
    window.show_snapshot(beat(4, notes=[note]))
    assert window.banners.codes == ("note:limited-view",)


def test_a_failed_sampler_is_said_and_unsaid(window: MainWindow) -> None:
    window._sampler.failed.emit("no eye")
    assert "no eye" in window.banners.text("sampler")

    window._sampler.recovered.emit()
    assert window.banners.codes == ()


def test_safe_mode_stops_drawing_pages_until_told_otherwise(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    monkeypatch.setattr(OverviewPage, "draw", lambda self: drawn.append(1))
    window.show_fault("KeyError: 1")
    window.enter_safe_mode()
    assert window.banners.codes == ("safe",)

    feed(window, qtbot, 1)
    qtbot.waitUntil(lambda: window.status.text("cpu") == "CPU 12.4 %")
    assert drawn == []

    window.banners.action_asked.emit("safe")
    qtbot.waitUntil(lambda: drawn == [1])
    assert window.banners.codes == ()


def test_a_click_on_a_leading_program_filters_the_list_for_it(window: MainWindow, qtbot: QtBot) -> None:
    feed(window, qtbot, 1)
    page = window.page
    assert isinstance(page, OverviewPage)
    top = page._panels[0].top
    assert top is not None
    qtbot.waitUntil(lambda: bool(top.rows))
    assert [row.name for row in top.rows] == ["postgres", "systemd"]

    qtbot.mouseClick(top, Qt.MouseButton.LeftButton, pos=QPoint(20, 5))

    assert window.page_id == "processes"
    assert window.filter_box.query is not None
    assert window.filter_box.text() == 'name = "postgres"'
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.filter_box.text() == ""
    assert window.filter_box.query is None


def test_the_list_is_ready_when_the_filter_has_the_keyboard_so_that_the_first_letter_does_not_wait(
    window: MainWindow, qtbot: QtBot
) -> None:
    feed(window, qtbot, 1)
    assert window.findChild(ProcessesPage) is None

    window.filter_box.take_focus()

    qtbot.waitUntil(lambda: (page := window.findChild(ProcessesPage)) is not None and not page.is_dirty)
    page = window.findChild(ProcessesPage)
    assert isinstance(page, ProcessesPage)
    assert len(page.model.rows) > 0
    assert window.page_id == "overview", "nothing is typed yet"
    qtbot.keyClicks(window.filter_box, "postgres")
    qtbot.waitUntil(lambda: window.page is page)


def test_a_filter_is_shown_at_once_and_not_a_second_time_by_the_next_frame(window: MainWindow, qtbot: QtBot) -> None:
    window.open_page_named("processes")
    feed(window, qtbot, 1)
    page = window.page
    assert isinstance(page, ProcessesPage)

    window.filter_box.set_query_text("postgres")

    assert page.model.rows.is_faint.tolist() == [True, False, False]
    assert not page.is_dirty


def test_return_and_down_in_the_filter_lead_to_the_first_process_that_passes(window: MainWindow, qtbot: QtBot) -> None:
    feed(window, qtbot, 1)
    box = window.filter_box
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down):
        box.take_focus()
        box.set_query_text("postgres")
        qtbot.keyClick(box, key)

        page = window.page
        assert isinstance(page, ProcessesPage)
        assert page.view.hasFocus()
        assert str(page.view.currentIndex().siblingAtColumn(0).data()) == "postgres"
        assert box.text() == "postgres"
        page.view.go_to_row(0)

    box.take_focus()
    box.setText("cpu > banana")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.hasFocus(), "what is wrong is mended where it stands"


def test_esc_closes_the_bigger_view_and_unzooms_before_the_window_takes_it(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page
    assert isinstance(page, OverviewPage)
    feed(window, qtbot, 1)
    page.open_detail("cpu")
    assert page._detail is not None
    qtbot.keyClick(page._detail.table, Qt.Key.Key_Escape)
    assert page._stack.currentWidget() is page._scroll

    page._view.zoom(0.5, 0.0, now_s=0.0, usual_span_s=60.0, oldest_s=-60.0)
    assert page._view.is_moved
    button = page._panels[0].head.more_button
    assert button is not None
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Escape)
    assert not page._view.is_moved


def test_what_is_wrong_with_a_filter_hides_nothing_of_the_page(window: MainWindow, qtbot: QtBot) -> None:
    before = window.header.height()

    window.filter_box.set_query_text("cpu > banana")
    QApplication.processEvents()

    message = window.filter_box._message
    assert message.geometry().bottom() < window.header.geometry().bottom()
    window.filter_box.set_query_text("")
    assert window.header.height() == before


def test_the_window_fits_into_a_screen_that_is_smaller_than_it_wants_to_be(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A screen of 1280 x 800 pixels, on which everything is drawn twice as large."""
    small = QRect(0, 0, 640, 400)
    monkeypatch.setattr(window_place, "FRAME_ROOM_PX", 48)
    monkeypatch.setattr(window_place, "primary_room", lambda: small)

    assert make().minimumSize() == QSize(640, 352)


@pytest.mark.parametrize("name", ['quo"te', "back\\slash", "star*", "a b", "and", "%", "(", "ü", "x" * 15])
def test_any_name_that_leads_can_be_asked_for(window: MainWindow, qtbot: QtBot, name: str) -> None:
    page = window.page
    assert isinstance(page, OverviewPage)

    page._on_program_chosen(name)

    assert window.filter_box.error_text == ""
    assert window.filter_box.query is not None


def test_f5_asks_for_a_beat_and_ctrl_q_for_the_end(window: MainWindow, qtbot: QtBot) -> None:
    refreshed: list[bool] = []
    window.menu.refresh_asked.connect(lambda: refreshed.append(True))

    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert refreshed == [True]
    with qtbot.waitSignal(window.quit_asked):
        qtbot.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every dialog
def test_about_and_help_open_and_show_their_words(window: MainWindow, qtbot: QtBot) -> None:
    window.menu.about_asked.emit()
    window.menu.help_asked.emit()

    about, manual = window.findChild(AboutDialog), window.findChild(HelpWindow)
    assert about is not None
    assert manual is not None
    assert any("0.0.1" in label.text() for label in about.findChildren(QLabel))
    about.close()
    manual.close()


def test_geometry_from_a_screen_that_is_gone_is_brought_back(
    make: Make, window: MainWindow, settings: QSettings
) -> None:
    window.setGeometry(9000, 9000, 1000, 700)
    window.save_look()

    room = QApplication.primaryScreen().availableGeometry()
    again = make()

    assert room.contains(again.geometry().center())


def test_no_key_is_given_twice(window: MainWindow) -> None:
    keys = [key.toString() for action in window.findChildren(QAction) for key in action.shortcuts()]

    assert len(keys) == len(set(keys))
    assert QKeySequence("F5").toString() in keys


def focusable(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not widget.objectName().startswith("qt_")


def test_the_keyboard_begins_in_the_page_and_not_in_the_filter(make: Make, qtbot: QtBot, settings: QSettings) -> None:
    settings.setValue(KEY + "page", "processes")
    window = make()
    show_active(window, qtbot)
    # Frames before the first beat show that nothing is known yet; there is nothing to move in.
    qtbot.wait(150)
    feed(window, qtbot, 1)

    qtbot.waitUntil(lambda: window.focusWidget() is window.page.first_focus())
    window.hide()


@pytest.mark.parametrize("page", [0, 1])
def test_everything_that_takes_the_keyboard_has_a_name(window: MainWindow, qtbot: QtBot, page: int) -> None:
    window.open_page(page)
    feed(window, qtbot, 1)

    nameless = [
        repr(widget)
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and focusable(widget)
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]

    assert nameless == []


def test_every_icon_button_has_a_tooltip(window: MainWindow) -> None:
    silent = [
        repr(button)
        for button in window.findChildren(QAbstractButton)
        if not button.text() and not button.icon().isNull() and not button.toolTip() and button.isVisible()
    ]

    assert silent == []


def test_the_pages_in_the_rail_are_told_to_assistive_technology(window: MainWindow) -> None:
    model: QAbstractItemModel = window.rail.model()

    names = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert names == ["Overview", "Processes"]


def test_a_window_that_is_closed_leaves_nothing_in_memory(
    qtbot: QtBot, settings: QSettings, qapp: QApplication
) -> None:
    sampler = Sampler(FakePulse)
    window = MainWindow(sampler, [OverviewMaker(), ProcessesMaker(settings=settings)], settings)
    window.show()
    window.show_snapshot(beat(1))
    window.close()
    watched: list[weakref.ref[QWidget]] = [weakref.ref(window), weakref.ref(window.header), weakref.ref(window.page)]
    window.deleteLater()
    qapp.sendPostedEvents(None, 52)  # DeferredDelete
    del window, sampler
    gc.collect()

    assert [reference() for reference in watched] == [None, None, None]


def test_dark_and_light_can_be_changed_while_it_runs(
    window: MainWindow, qtbot: QtBot, preferences: Preferences
) -> None:
    feed(window, qtbot, 1)
    window.menu.mode_chosen.emit("dark")
    assert theme.current() is theme.DARK
    assert word(preferences.store, "appearance.theme") == "dark"
    qtbot.waitUntil(lambda: window.grab().toImage().pixelColor(700, 780).lightness() < 60)

    window.menu.mode_chosen.emit("light")
    qtbot.waitUntil(lambda: window.grab().toImage().pixelColor(700, 780).lightness() > 200)


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every dialog
def test_f1_opens_the_page_of_what_has_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    def opened() -> HelpWindow:
        found = window.findChild(HelpWindow)
        assert found is not None
        return found

    window.filter_box.setFocus()
    window.menu.help_asked.emit()
    assert opened().page == "filter"
    window.open_page_named("processes")
    feed(window, qtbot, 1)
    window.page.first_focus().setFocus()
    window.menu.help_asked.emit()

    assert opened().page == "processes"
    assert len(window.findChildren(HelpWindow)) == 1
    opened().close()


def test_tab_goes_through_the_window_as_one_reads_it(window: MainWindow, qtbot: QtBot) -> None:
    window.open_page_named("processes")
    feed(window, qtbot, 1)
    window.header.rail_button.setFocus()
    names = []
    for _ in range(12):
        focused = window.focusWidget()
        assert focused is not None
        names.append(focused.accessibleName() or getattr(focused, "text", str)())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)

    assert names[1] == "Filter processes"
    assert names[2:6] == ["Freeze", "Every 1 s", "Menu", "Pages"]
    assert names[6] == "Tree"
    assert names[7].startswith("Columns")  # and how many are folded
    assert names[8] == "CPU as a share of the machine"
