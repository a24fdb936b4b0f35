"""The processes page: toolbar, states, columns, and what it wants to have read."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.metrics import Look
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.settings import Value
from procmon_gui.domain.settings_in_memory import SettingsInMemory
from procmon_gui.query import compile
from procmon_gui.ui import text, theme
from procmon_gui.ui.models.process_columns import grouped
from procmon_gui.ui.models.process_shape import Shape
from procmon_gui.ui.pages.process_look import ProcessLook, read_look
from procmon_gui.ui.pages.processes import ProcessesPage
from procmon_gui.ui.preferences import Preferences
from tests.ui.population import Person, crowd, family, snapshot_of
from tests.ui.screen import show_active

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

MakePage = Callable[[], ProcessesPage]


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def preferences() -> Iterator[Preferences]:
    preferences = Preferences()
    yield preferences
    preferences.close()


@pytest.fixture
def make_page(qtbot: QtBot, qapp: QApplication, settings: QSettings, preferences: Preferences) -> Iterator[MakePage]:
    theme.apply(qapp, "dark")
    made = []

    def make() -> ProcessesPage:
        page = ProcessesPage(preferences, settings=settings)
        page.resize(1140, 600)
        qtbot.addWidget(page)
        show_active(page, qtbot)
        made.append(page)
        return page

    yield make
    for page in made:
        page.hide()


@pytest.fixture
def page(make_page: MakePage) -> ProcessesPage:
    return make_page()


def beat(page: ProcessesPage, *people: Person, sequence: int = 1) -> None:
    page.show_snapshot(snapshot_of(people, sequence=sequence))
    page.draw()
    QApplication.processEvents()


def shows(page: ProcessesPage, widget: QWidget) -> bool:
    return page._stack.currentWidget() is widget


# ---- states


def test_before_the_first_beat_the_page_says_what_it_waits_for(page: ProcessesPage) -> None:
    assert shows(page, page._waiting)
    assert page._waiting._sentence.text() == "Reading processes…"

    beat(page, *family((1, 0)))

    assert shows(page, page.view)


def test_a_text_that_matches_nobody_on_its_way_keeps_the_keyboard(
    qtbot: QtBot, qapp: QApplication, preferences: Preferences, settings: QSettings
) -> None:
    theme.apply(qapp, "dark")
    window = QWidget()
    typed_into, page = QLineEdit(window), ProcessesPage(preferences, window, settings=settings)
    column = QVBoxLayout(window)
    column.addWidget(typed_into)
    column.addWidget(page)
    qtbot.addWidget(window)
    show_active(window, qtbot)
    beat(page, *family((1, 0), (2, 1)))
    page.view.setFocus()
    typed_into.setFocus()

    for words in ("name = p", "name = postgres", ""):
        page.set_query(compile(words) if words else None)
        assert window.focusWidget() is typed_into
    window.hide()


def test_a_filter_without_a_match_says_so_and_offers_the_way_out(page: ProcessesPage) -> None:
    beat(page, *family((1, 0), (2, 1)))
    asked: list[str] = []
    page.query_asked.connect(asked.append)

    page.set_query(compile("nobody"))
    assert shows(page, page._no_match)
    assert page._no_match._sentence.text() == "No process matches this filter."
    page._no_match.button.click()
    assert asked == [""]
    page.set_query(None)

    assert shows(page, page.view)


def test_the_count_says_how_many_there_are_and_how_many_pass(page: ProcessesPage) -> None:
    page.show_snapshot(crowd(1200))
    page.draw()
    assert page.toolbar.count_text == f"{text.count_text(1200)} processes"

    page.set_query(compile("pid = 7"))

    assert page.toolbar.count_text == f"{text.count_text(1200)} processes, 1 shown"


def test_where_there_is_little_room_what_a_filter_found_is_said_before_a_control_that_is_in_the_settings_too(
    page: ProcessesPage,
) -> None:
    page.show_snapshot(crowd(1200))
    page.draw()
    bar = page.toolbar
    air_px = 24
    basis_px = bar.machine_button.sizeHint().width() + bar.core_button.sizeHint().width() + air_px
    needed = bar.minimumSizeHint().width() + bar.acting.words_px + basis_px + bar.kernel_button.sizeHint().width()
    bar.resize(needed, bar.height())
    assert bar.kernel_button.isVisibleTo(bar)

    page.set_query(compile("pid = 7"))
    for layout in (bar._spare.layout(), bar.layout()):
        assert layout is not None
        layout.activate()

    assert not bar.kernel_button.isVisibleTo(bar)
    assert bar._count.text() == "1 shown"


# ---- toolbar and header


def test_the_button_of_the_columns_names_their_set_from_the_start(qtbot: QtBot, settings: QSettings) -> None:
    page = ProcessesPage(settings=settings)
    qtbot.addWidget(page)

    assert page.toolbar.columns_button.accessibleName() == "Columns: Default"


def test_the_toolbar_chooses_shape_basis_and_kernel_threads(page: ProcessesPage) -> None:
    beat(page, *family((1, 0), (2, 1)), Person(serial=9, pid=9, kernel_thread=True, name="kthreadd"))
    assert page.model.rowCount() == 2

    page.toolbar.flat_button.click()
    page.toolbar.core_button.click()
    page.toolbar.kernel_button.click()

    assert page.model.arrangement.shape is Shape.FLAT
    assert page.model.cells.is_per_core
    assert page.model.rowCount() == 3
    assert page.toolbar.count_text == "2 processes, 1 kernel thread"


def test_a_header_sorts_reverses_and_returns_to_the_tree(page: ProcessesPage) -> None:
    beat(page, *family((1, 0), (2, 0)))
    header = page.view.horizontalHeader()
    memory = page.model.column_of("rss_bytes")

    def click() -> tuple[str | None, bool]:
        x = header.sectionViewportPosition(memory) + 30
        viewport = header.viewport()
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
        return page.model.arrangement.sort_metric_id, page.model.arrangement.is_descending

    assert page.model.arrangement.sort_metric_id == "cpu_ratio"
    assert click() == ("rss_bytes", True)
    assert click() == ("rss_bytes", False)
    assert click()[0] is None
    assert click() == ("rss_bytes", True)


def test_shift_t_brings_the_column_it_sorts_by(page: ProcessesPage) -> None:
    beat(page, *family((1, 0)))

    QTest.keyClick(page.view, Qt.Key.Key_T, Qt.KeyboardModifier.ShiftModifier)

    assert "cpu_time_s" in page.model.column_ids
    assert page.model.arrangement.sort_metric_id == "cpu_time_s"
    assert page.view.horizontalHeader().sortIndicatorSection() == page.model.column_of("cpu_time_s")


def test_every_metric_of_the_catalogue_is_in_the_column_chooser_once(page: ProcessesPage) -> None:
    offered = [metric.id for _, metrics in grouped() for metric in metrics]

    assert sorted(offered) == sorted(metric.id for metric in PROCESS_CATALOGUE.metrics)
    assert set(page.column_menu.columns) == {metric.id for metric in PROCESS_CATALOGUE.metrics} - {"name"}


def test_a_sorted_column_that_goes_takes_the_sort_with_it(page: ProcessesPage) -> None:
    beat(page, *family((1, 0)))

    page.column_menu.columns["cpu_ratio"].trigger()

    assert "cpu_ratio" not in page.model.column_ids
    assert page.model.arrangement.sort_metric_id is None
    beat(page, *family((1, 0)), sequence=2)


def test_f3_goes_to_a_name_without_filtering_and_esc_returns(page: ProcessesPage) -> None:
    beat(page, *family((1, 0), (2, 1), (3, 1), p2="postgres", p3="postfix"))
    bar = page.toolbar.jump_bar

    bar.open_or_go_on()
    QTest.keyClicks(bar, "post")
    assert page.view.current_serial() == 200
    bar.open_or_go_on()
    assert page.view.current_serial() == 300
    assert page.model.rowCount() == 3
    QTest.keyClicks(bar, "nobody")
    assert bar.property("error") is True
    QTest.keyClick(bar, Qt.Key.Key_Escape)

    assert not bar.isVisible()


# ---- what is read


def test_costly_columns_and_filters_ask_for_what_they_need_of_the_rows_they_concern(page: ProcessesPage) -> None:
    people = [Person(serial=pid, pid=pid, values={"cpu_ratio": 1.0 if pid == 90 else 0.0}) for pid in range(1, 101)]
    page.toolbar.flat_button.click()
    page.view.horizontalHeader().setSortIndicator(page.model.column_of("pid"), Qt.SortOrder.AscendingOrder)
    # So wide that one more column folds none.
    page.resize(1600, 700)
    beat(page, *people)
    slots, looks = page.attention()
    assert looks == {Look.SOCKETS}
    assert slots == frozenset(range(len(page.view.visible_rows())))

    page.column_menu.columns["oom_score"].trigger()
    assert page.attention()[1] == {Look.SOCKETS, Look.SCORES}
    page.set_query(compile("cpu > 50% and fds > 10"))
    slots, looks = page.attention()

    assert looks == {Look.SOCKETS, Look.SCORES, Look.DESCRIPTORS}
    assert slots == {89}, "only the row that passes the cheap half is worth reading"


def test_a_list_that_is_sorted_by_a_costly_field_needs_it_of_every_row(page: ProcessesPage) -> None:
    beat(page, *[Person(serial=pid, pid=pid) for pid in range(1, 101)])
    page.column_menu.columns["oom_score"].trigger()

    page.view.horizontalHeader().setSortIndicator(page.model.column_of("oom_score"), Qt.SortOrder.DescendingOrder)

    assert page.attention()[0] == frozenset(range(100))


def test_the_window_is_told_when_other_rows_are_wanted_and_only_then(page: ProcessesPage) -> None:
    beat(page, *family((1, 0), (2, 1)))
    told: list[bool] = []
    page.attention_changed.connect(lambda: told.append(True))

    beat(page, *family((1, 0), (2, 1)), sequence=2)
    assert told == []
    page.column_menu.columns["oom_score"].trigger()

    assert told == [True]


# ---- how it looked


def test_columns_widths_order_and_choices_are_as_they_were_left(make_page: MakePage, settings: QSettings) -> None:
    page = make_page()
    page.column_menu.columns["threads"].trigger()
    page.column_menu.columns["user"].trigger()
    header = page.view.horizontalHeader()
    header.moveSection(header.visualIndex(page.model.column_of("threads")), 1)
    page.view.setColumnWidth(page.model.column_of("name"), 333)
    header.setSortIndicator(page.model.column_of("threads"), Qt.SortOrder.AscendingOrder)
    page.toolbar.flat_button.click()
    page.toolbar.core_button.click()
    page.keep_look()

    again = make_page()

    shown = again.view.horizontalHeader()
    by_place = [again.model.column_ids[shown.logicalIndex(place)] for place in range(shown.count())]
    assert by_place[:3] == ["name", "threads", "pid"]
    assert "user" not in by_place
    assert again.view.columnWidth(again.model.column_of("name")) == 333
    assert (again.model.arrangement.sort_metric_id, again.model.arrangement.is_descending) == ("threads", False)
    assert again.model.arrangement.shape is Shape.FLAT
    assert again.model.cells.is_per_core
    assert again.toolbar.flat_button.isChecked()


@pytest.mark.parametrize("kept", ["", "::: 7", "nonsense:12", "name:-5 pid:99999999999 user:x", "pid:10 user:10"])
def test_a_look_that_can_not_be_read_is_as_at_the_first_start(settings: QSettings, kept: str) -> None:
    settings.setValue("processes/1/columns", kept)
    settings.setValue("processes/1/sort", "no_such_metric")

    look = read_look(settings)

    assert look.columns[0][0] == "name"
    assert all(0 <= width <= 4000 for _, width in look.columns)
    assert look.sort_metric_id is None
    assert look.is_descending == ProcessLook().is_descending


# ---- settings


def test_the_table_obeys_the_settings_at_once_and_the_toolbar_says_so(
    page: ProcessesPage, preferences: Preferences
) -> None:
    beat(page, *family((1, 0)), Person(serial=9, pid=9, kernel_thread=True, name="kthreadd"))

    choices: dict[str, Value] = {
        "processes.shape": "container",
        "processes.cpu_basis": "core",
        "processes.kernel_threads": True,
        "processes.sparklines": False,
        "appearance.reduce_motion": True,
    }
    for key, value in choices.items():
        preferences.store.set(key, value)

    assert page.model.arrangement.shape is Shape.CONTAINER
    assert page.toolbar.group_button.isChecked()
    assert page.toolbar.group_button.text() == "By container"
    assert page.toolbar.core_button.isChecked()
    assert page.toolbar.kernel_button.isChecked()
    assert page.toolbar.count_text == "1 process, 1 kernel thread"
    assert not page.view._painter.has_sparklines
    assert not page.model.arrangement.flashes.is_on


def test_a_choice_of_the_toolbar_is_a_setting_and_one_that_is_held_is_told(qtbot: QtBot, settings: QSettings) -> None:
    held = Preferences(SettingsInMemory({"PROCMON_GUI_PROCESSES_SHAPE": "flat"}))
    page = ProcessesPage(held, settings=settings)
    qtbot.addWidget(page)

    page.toolbar.core_button.click()
    page.toolbar.tree_button.click()

    assert held.store.value("processes.cpu_basis") == "core"
    assert page.model.arrangement.shape is Shape.FLAT
    assert page.toolbar.flat_button.isChecked()
    assert "PROCMON_GUI_PROCESSES_SHAPE" in page.notice._label.text()
    held.close()


# ---- names for screen readers


def test_everything_that_takes_the_keyboard_has_a_name(page: ProcessesPage) -> None:
    beat(page, *family((1, 0)))

    nameless = [
        child
        for child in page.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and child.isVisible()
        and not (child.accessibleName() or (hasattr(child, "text") and child.text()))
    ]

    assert nameless == []
