"""The page of settings: searched, set by keyboard, reset, locked, and what is said to be wrong."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from procmon_gui.domain.settings import SETTINGS, SettingsStore, flag, named_lists, named_texts, number, whole, word
from procmon_gui.domain.settings_in_memory import SettingsInMemory
from procmon_gui.settings.settings_file import SettingsFile
from procmon_gui.ui import text, theme
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.language import languages
from procmon_gui.ui.pages.settings import SettingsPage
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.widgets.check_box import CheckBox
from tests.ui.screen import show_active

Open = Callable[..., SettingsPage]

# Here the page is a window of its own, whose least size changes when the column is made.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def open_page(qtbot: QtBot, qapp: QApplication) -> Iterator[Open]:
    theme.apply(qapp, "light")
    opened: list[tuple[SettingsPage, Preferences]] = []

    def open_page(store: SettingsStore | None = None, width: int = 1140) -> SettingsPage:
        preferences = Preferences(store or SettingsInMemory())
        page = SettingsPage(preferences)
        qtbot.addWidget(page)
        page.resize(width, 700)
        show_active(page, qtbot)
        opened.append((page, preferences))
        return page

    yield open_page
    for page, preferences in opened:
        page.hide()
        assert preferences.close()
    close_readers()


@pytest.fixture
def turkish() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("tr_TR"))
    text.forget_language()
    yield
    QLocale.setDefault(before)
    text.forget_language()


def field(page: SettingsPage, key: str) -> QWidget:
    return page.column.rows[key].control.field


def item(table: QTableWidget, row: int, column: int) -> QTableWidgetItem:
    found = table.item(row, column)
    assert found is not None
    return found


def store_of(page: SettingsPage) -> SettingsStore:
    return page._preferences.store


def test_every_setting_has_a_control_with_a_name_and_a_place_for_the_tab_key(open_page: Open) -> None:
    page = open_page()

    assert list(page.column.rows) == [setting.key for setting in SETTINGS]
    for setting in SETTINGS:
        assert field(page, setting.key).accessibleName() == setting.label
        assert field(page, setting.key).accessibleDescription() == setting.help
        for widget in page.column.rows[setting.key].tab_order():
            assert widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())


def test_nothing_of_the_column_is_made_before_somebody_looks(qtbot: QtBot) -> None:
    page = SettingsPage(Preferences())
    qtbot.addWidget(page)

    assert page._column is None


def test_the_languages_of_the_catalogue_are_those_there_are() -> None:
    setting = next(setting for setting in SETTINGS if setting.key == "appearance.language")

    assert setting.values == ("system", *languages())


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("interval", ["sampling.interval_s"]),
        ("TRAY icon", ["tray.shown"]),
        ("memory.recent", ["memory.recent_mib"]),
        ("deutsch", ["appearance.language"]),
        ("ınterval", ["sampling.interval_s"]),
        ("no such thing", []),
    ],
)
def test_the_search_looks_at_names_help_values_and_keys(open_page: Open, typed: str, keys: list[str]) -> None:
    page = open_page()

    page.search.setText(typed)

    assert page.column.shown_keys == keys
    shown = [
        page.group_list.item(place).text()
        for place in range(page.group_list.count())
        if not page.group_list.item(place).isHidden()
    ]
    assert len(shown) == len(keys)


def test_what_is_found_of_the_last_group_stands_at_the_top(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    page.search.setText("access.lock_after_min")
    found = page.column.rows[page.column.shown_keys[0]]

    qtbot.waitUntil(lambda: 0 < found.mapTo(page.column, found.rect().topLeft()).y() < 70)


def test_a_search_that_finds_nothing_offers_to_clear_it_and_esc_does_too(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    page.search.setText("no such thing")
    assert page._no_match.isVisible()
    assert not page.group_list.isVisible(), "a list of groups of which none is left"
    page._no_match.button.click()
    assert page.group_list.isVisible()
    assert page.column.shown_keys == list(page.column.rows)

    page.search.setText("tray")
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert page.search.text() == ""


def test_what_is_chosen_by_keyboard_is_in_force_at_once(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()

    qtbot.keyClick(field(page, "processes.kernel_threads"), Qt.Key.Key_Space)
    qtbot.keyClick(field(page, "appearance.rail"), Qt.Key.Key_Down)
    interval = field(page, "sampling.interval_s")
    assert isinstance(interval, QDoubleSpinBox)
    interval.setFocus()
    interval.selectAll()
    qtbot.keyClicks(interval, "2.5")
    assert number(store_of(page), "sampling.interval_s") == 1.0, "a number that is being typed is none yet"
    qtbot.keyClick(interval, Qt.Key.Key_Return)

    assert flag(store_of(page), "processes.kernel_threads")
    assert word(store_of(page), "appearance.rail") == "names"
    assert number(store_of(page), "sampling.interval_s") == 2.5


@pytest.mark.usefixtures("turkish")
def test_numbers_are_typed_as_the_reader_writes_them_and_kept_as_the_file_wants_them(
    open_page: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "settings.toml"
    page = open_page(SettingsFile(path))
    interval = field(page, "sampling.interval_s")
    assert isinstance(interval, QDoubleSpinBox)

    interval.selectAll()
    qtbot.keyClicks(interval, "2,5")
    qtbot.keyClick(interval, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: path.exists() and "interval_s = 2.5" in path.read_text())


def test_a_text_is_in_force_once_it_is_whole(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    line = field(page, "history.postgresql_url")
    line.setFocus()

    qtbot.keyClicks(line, " postgresql://anna@db/procmon ")
    assert word(store_of(page), "history.postgresql_url") == ""
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert word(store_of(page), "history.postgresql_url") == "postgresql://anna@db/procmon"


def test_a_value_goes_back_to_its_default_and_the_keyboard_stays(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    row = page.column.rows["memory.recent_mib"]
    assert not row.reset_button.isVisible()
    store_of(page).set("memory.recent_mib", 64)
    assert row.reset_button.isVisible()
    assert row.reset_button.accessibleName() == "Reset Memory for recent samples to 8 MiB"

    row.reset_button.click()

    assert whole(store_of(page), "memory.recent_mib") == 8
    assert not row.reset_button.isVisible()
    assert row.control.field.hasFocus()


def test_what_changes_elsewhere_is_shown(open_page: Open) -> None:
    page = open_page()

    store_of(page).set("appearance.theme", "dark")
    store_of(page).set("tray.shown", False)

    theme_field, tray_field = field(page, "appearance.theme"), field(page, "tray.shown")
    assert isinstance(theme_field, QComboBox)
    assert theme_field.currentText() == "Dark"
    assert isinstance(tray_field, CheckBox)
    assert not tray_field.isChecked()


def test_what_the_environment_holds_is_locked_with_the_reason(open_page: Open) -> None:
    page = open_page(SettingsInMemory({"PROCMON_GUI_SAMPLING_INTERVAL_S": "5"}))
    row = page.column.rows["sampling.interval_s"]

    assert not row.control.isEnabled()
    assert not row.reset_button.isVisible()
    assert row.note == "Held by the environment variable PROCMON_GUI_SAMPLING_INTERVAL_S."
    assert row.note in row.control.field.accessibleDescription()


def test_the_wheel_changes_nothing_that_has_not_the_keyboard(open_page: Open) -> None:
    page = open_page()
    page.search.setFocus()
    box = field(page, "appearance.rail")
    at = QPointF(5, 5)
    turn = QWheelEvent(
        at, box.mapToGlobal(at), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip

    QApplication.sendEvent(box, turn)

    assert word(store_of(page), "appearance.rail") == "auto"


def test_named_ones_can_be_renamed_changed_and_removed(open_page: Open, qtbot: QtBot) -> None:
    store = SettingsInMemory()
    store.set("filters.saved", {"busy": "cpu > 1", "mine": "user = me"})
    store.set("columns.sets", {"disk": ("name", "pid:64")})
    page = open_page(store)
    table = field(page, "filters.saved").findChild(QTableWidget)
    sets = field(page, "columns.sets").findChild(QTableWidget)
    assert table is not None
    assert sets is not None
    assert item(sets, 0, 1).text() == "Name, PID"

    item(table, 0, 0).setText("very busy")
    item(table, 0, 1).setText("cpu > 2")
    assert named_texts(store, "filters.saved") == {"very busy": "cpu > 2", "mine": "user = me"}

    item(table, 1, 0).setText("very busy")
    assert item(table, 1, 0).text() == "mine", "two can not have one name"
    item(table, 1, 0).setText("x" * 100)
    assert list(named_texts(store, "filters.saved")) == ["very busy", "mine"]
    assert "is no name" in page.column.rows["filters.saved"].note

    table.setCurrentCell(0, 0)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert named_texts(store, "filters.saved") == {"mine": "user = me"}
    assert named_lists(store, "columns.sets") == {"disk": ("name", "pid:64")}


def test_what_is_wrong_is_said_with_line_and_key(open_page: Open, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("[appearance]\ntheme = '<b>pink</b>'\n[tray\n")

    page = open_page(SettingsFile(path))

    assert page.column.problems_text.splitlines() == [
        "Line 3: “[tray” is no TOML and is left out.",
        "Line 2, appearance.theme: “<b>pink</b>” is none of system, dark, light.",
    ]


def test_the_file_is_made_and_opened(
    open_page: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return len(opened) == 1

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    path = tmp_path / "settings.toml"
    page = open_page(SettingsFile(path))
    assert page.column.file_text == str(path)

    page.open_button.click()
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].toLocalFile() == str(path)
    assert path.exists()

    page.open_button.click()
    qtbot.waitUntil(lambda: page.column.file_text.startswith("No program of this desktop opens"))


def test_in_a_narrow_window_the_groups_are_a_box(open_page: Open) -> None:
    page = open_page(width=852)
    assert page.group_box.isVisible()
    assert not page.group_list.isVisible()

    page.resize(1140, 700)
    assert page.group_list.isVisible()
    assert not page.group_box.isVisible()


def test_a_group_is_scrolled_to_and_marked(open_page: Open) -> None:
    page = open_page()
    page.resize(1140, 300)
    bar = page.column.verticalScrollBar()

    page.group_list.setCurrentRow(2)
    assert bar.value() > 0
    assert page.group_list.currentRow() == 2
    bar.setValue(0)
    assert page.group_list.currentRow() == 0


def test_the_colours_change_while_the_page_is_open(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    theme.choose("dark")
    qtbot.waitUntil(lambda: page.grab().toImage().pixelColor(600, 60).lightness() < 60)
    theme.choose("light")
    qtbot.waitUntil(lambda: page.grab().toImage().pixelColor(600, 60).lightness() > 200)
