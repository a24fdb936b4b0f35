"""Settings in the window: their news on the window thread, their file watched, what earlier versions kept."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QFileSystemWatcher, QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.domain.settings import Source, flag, number, word
from procmon_gui.domain.settings_in_memory import SettingsInMemory
from procmon_gui.settings.settings_file import SettingsFile
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window.preferences import PROBLEMS, REFUSED
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.pages.makers import OverviewMaker, SettingsMaker
from procmon_gui.ui.pages.settings import SettingsPage
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.preferences_migration import take_over
from procmon_gui.ui.window_frame import mode_of
from tests.ui.fakes import FakePulse
from tests.ui.screen import show_active

Open = Callable[..., Preferences]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


@pytest.fixture
def open_preferences(qapp: QApplication, path: Path) -> Iterator[Open]:
    opened: list[Preferences] = []

    def open_preferences(text: str | None = None, environment: dict[str, str] | None = None) -> Preferences:
        if text is not None:
            path.write_text(text)
        opened.append(Preferences(SettingsFile(path, environment)))
        return opened[-1]

    yield open_preferences
    for preferences in opened:
        assert preferences.close()


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Callable[[Preferences], MainWindow]:
    theme.apply(qapp, "light")

    def open_window(preferences: Preferences) -> MainWindow:
        sampler = Sampler(FakePulse)
        look = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        window = MainWindow(sampler, [OverviewMaker(), SettingsMaker(preferences)], look, preferences=preferences)
        sampler.setParent(window)
        window.resize(1280, 800)
        qtbot.addWidget(window)
        return window

    return open_window


# ---- the file


def test_a_file_that_an_editor_saves_is_obeyed_at_once_also_when_it_is_replaced(
    open_preferences: Open, path: Path, qtbot: QtBot
) -> None:
    preferences = open_preferences("[appearance]\ntheme = 'dark'\n")
    preferences.watch()

    with qtbot.waitSignal(preferences.changed):
        path.write_text("[appearance]\ntheme = 'light'\n")
    assert word(preferences.store, "appearance.theme") == "light"

    for mode in ("dark", "system"):
        with qtbot.waitSignal(preferences.changed):
            saved = path.with_suffix(".new")
            saved.write_text(f"[appearance]\ntheme = '{mode}'\n")
            saved.replace(path)
        assert word(preferences.store, "appearance.theme") == mode


def test_a_file_that_is_made_later_is_obeyed_at_once_and_its_changes_too(
    open_preferences: Open, path: Path, qtbot: QtBot
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    preferences = open_preferences()
    preferences.watch()

    for mode in ("light", "dark"):
        with qtbot.waitSignal(preferences.changed):
            path.write_text(f"[appearance]\ntheme = '{mode}'\n")
        assert word(preferences.store, "appearance.theme") == mode


def test_a_file_in_a_folder_that_is_made_later_too_is_obeyed_at_once(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "config" / "later" / "settings.toml"
    preferences = Preferences(SettingsFile(path))
    preferences.watch()
    path.parent.mkdir(parents=True)
    qtbot.wait(50)

    for is_shown in ("false", "true"):
        with qtbot.waitSignal(preferences.changed):
            path.write_text(f"[tray]\nshown = {is_shown}\n")

    assert flag(preferences.store, "tray.shown")
    assert preferences.close()


def test_a_change_that_nobody_told_is_found_when_the_program_comes_to_the_front(
    open_preferences: Open, path: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a network file system, which tells of nothing."""
    monkeypatch.setattr(QFileSystemWatcher, "addPath", lambda *_: False)
    preferences = open_preferences()
    preferences.watch()
    path.write_text("[tray]\nshown = false\n")

    with qtbot.waitSignal(preferences.changed):
        qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)

    assert not flag(preferences.store, "tray.shown")


def test_what_the_program_writes_itself_is_no_change_from_outside(
    open_preferences: Open, path: Path, qtbot: QtBot
) -> None:
    preferences = open_preferences("[appearance]\ntheme = 'dark'\n")
    preferences.watch()
    told: list[str] = []
    preferences.changed.connect(told.append)

    preferences.store.set("appearance.theme", "light")
    qtbot.waitUntil(lambda: "light" in path.read_text())
    qtbot.wait(400)

    assert told == ["appearance.theme"]


# ---- the window


def test_the_window_obeys_the_file_while_it_runs(
    open_preferences: Open, open_window: Callable[[Preferences], MainWindow], path: Path, qtbot: QtBot
) -> None:
    preferences = open_preferences("[appearance]\ntheme = 'light'\nrail = 'names'\n")
    preferences.watch()
    window = open_window(preferences)
    assert window.rail.shows_names

    path.write_text("[appearance]\ntheme = 'dark'\nrail = 'icons'\n[sampling]\ninterval_s = 5\n")

    qtbot.waitUntil(lambda: theme.current() is theme.DARK)
    assert not window.rail.shows_names
    assert window.header.interval_button.text() == "Every 5 s"
    assert [action.text() for action in window.menu._modes.actions() if action.isChecked()] == ["Dark"]


def test_what_is_chosen_in_the_window_is_kept(
    open_preferences: Open, open_window: Callable[[Preferences], MainWindow]
) -> None:
    preferences = open_preferences()
    window = open_window(preferences)

    window.header.interval_chosen.emit(2.0)
    window.menu.mode_chosen.emit("dark")
    rail_before = window.rail.shows_names
    window.header.rail_button.click()
    assert preferences.store.close()

    again = open_preferences().store
    assert number(again, "sampling.interval_s") == 2.0
    assert word(again, "appearance.theme") == "dark"
    assert word(again, "appearance.rail") == ("icons" if rail_before else "names")


def test_what_the_environment_holds_is_said_when_it_is_chosen_in_the_window(
    open_preferences: Open, open_window: Callable[[Preferences], MainWindow]
) -> None:
    preferences = open_preferences(
        environment={"PROCMON_GUI_SAMPLING_INTERVAL_S": "5", "PROCMON_GUI_APPEARANCE_THEME": "light"}
    )
    window = open_window(preferences)

    window.header.interval_chosen.emit(2.0)
    assert window.header.interval_button.text() == "Every 5 s"
    assert "PROCMON_GUI_SAMPLING_INTERVAL_S" in window.banners.text(REFUSED)

    window.menu.mode_chosen.emit("dark")
    assert mode_of(preferences.store) == "light"
    assert [action.text() for action in window.menu._modes.actions() if action.isChecked()] == ["Light"]


def test_what_is_wrong_with_the_file_stands_under_the_header_until_it_is_mended(
    open_preferences: Open, open_window: Callable[[Preferences], MainWindow], path: Path, qtbot: QtBot
) -> None:
    preferences = open_preferences("[appearance]\ntheme = 'pink'\nrail = 7\n")
    preferences.watch()
    window = open_window(preferences)

    said = window.banners.text(PROBLEMS)
    assert said.startswith("Settings: Line 2, appearance.theme: “pink” is none of system, dark, light.")
    assert said.endswith("There is 1 more.") or said.endswith("There are 1 more.")

    window.banners.action_asked.emit(PROBLEMS)
    assert window.page_id == "settings"
    assert PROBLEMS not in window.banners.codes, "the page says it too, with every line"
    window.open_page(0)
    assert window.banners.text(PROBLEMS) == said

    path.write_text("[appearance]\ntheme = 'dark'\n")
    qtbot.waitUntil(lambda: PROBLEMS not in window.banners.codes)


def test_the_key_of_the_settings_opens_their_page_with_the_keyboard_in_the_search(
    open_preferences: Open, open_window: Callable[[Preferences], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(open_preferences())
    show_active(window, qtbot)

    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)

    page = window.page
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(page.search.hasFocus)
    window.hide()


# ---- what earlier versions kept


@pytest.fixture
def old(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "old.ini"), QSettings.Format.IniFormat)


def test_choices_of_earlier_versions_are_taken_over_once(old: QSettings) -> None:
    for key, value in {
        "window/1/theme": "dark", "window/1/rail": "icons", "window/1/page": "processes", "processes/1/tree": False,
        "processes/1/per_core": True, "processes/1/kernel_threads": False,
    }.items():  # fmt: skip
        old.setValue(key, value)
    store = SettingsInMemory()

    take_over(old, store)

    assert word(store, "appearance.theme") == "dark"
    assert word(store, "appearance.rail") == "icons"
    assert word(store, "processes.shape") == "flat"
    assert word(store, "processes.cpu_basis") == "core"
    assert store.source("processes.kernel_threads") is Source.DEFAULT, "what is the default is not written down"
    assert old.allKeys() == ["window/1/page"], "how the window looked stays where it was"

    store.set("appearance.theme", "light")
    take_over(old, store)
    assert word(store, "appearance.theme") == "light"


def test_what_the_file_says_counts_more_than_what_was_kept_before(old: QSettings) -> None:
    old.setValue("window/1/theme", "dark")
    old.setValue("window/1/rail", "everywhere")
    store = SettingsInMemory()
    store.set("appearance.theme", "light")

    take_over(old, store)

    assert word(store, "appearance.theme") == "light"
    assert word(store, "appearance.rail") == "auto", "nonsense is dropped"
