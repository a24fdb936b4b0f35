"""What is not for everybody in the window: pages, files, managed settings."""

from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from procmon_gui.auth.gate import Denied
from procmon_gui.domain.history import Span
from procmon_gui.domain.settings import whole
from procmon_gui.openers import RecordingMaker
from procmon_gui.services.places import Options
from procmon_gui.ui.access.login_dialog import LoginDialog
from procmon_gui.ui.pages.refused import RefusedPage
from procmon_gui.ui.pages.settings import SettingsPage
from procmon_gui.ui.widgets.file_saver import FileContent
from tests.ui.access.fakes import FakeAccounts
from tests.ui.access.stage import Make, Secret


def test_a_page_that_is_not_for_everybody_asks_for_a_login_and_opens_after_it(make: Make, qtbot: QtBot) -> None:
    stage = make()
    assert isinstance(stage.window.page, RefusedPage)

    qtbot.keyClick(stage.window.page.first_focus(), Qt.Key.Key_Space)
    stage.log_in("adam")

    qtbot.waitUntil(lambda: isinstance(stage.window.page, Secret))
    stage.guard.asking.log_out()
    assert isinstance(stage.window.page, RefusedPage)


def test_without_accounts_every_page_is_there(make: Make) -> None:
    assert isinstance(make(accounts=FakeAccounts()).window.page, Secret)


@pytest.mark.parametrize(("name", "is_asked"), [("", True), ("vera", True), ("anna", False), ("adam", False)])
def test_a_file_is_made_by_those_who_may_take_things_away(make: Make, qtbot: QtBot, name: str, is_asked: bool) -> None:
    stage = make(name)

    stage.window._files.ask(FileContent(name="a.txt", kind="Text (*.txt)", data="a"))

    stage.dialog(LoginDialog if is_asked else QFileDialog).reject()


def test_who_logs_in_for_it_goes_on_to_the_name_of_the_file(make: Make) -> None:
    stage = make()
    stage.window._files.ask(FileContent(name="a.txt", kind="Text (*.txt)", data="a"))

    stage.log_in("anna")

    stage.dialog(QFileDialog).reject()


@pytest.mark.parametrize("name", ["", "vera"])
def test_a_recording_is_refused_where_it_is_written_whatever_the_window_offers(
    make: Make, tmp_path: Path, name: str
) -> None:
    write = RecordingMaker(Options(data_dir=tmp_path), make(name).access)

    with pytest.raises(Denied):
        write(tmp_path / "a.procmon", Span(from_ms=0, to_ms=1), False, cast("Any", None))

    assert not (tmp_path / "a.procmon").exists()


def test_a_managed_setting_is_changed_after_an_administrator_has_logged_in(make: Make, qtbot: QtBot) -> None:
    stage = make()
    column = stage.part.parentWidget()
    assert column is not None
    page = stage.window.page
    assert isinstance(page, SettingsPage)
    row = page.column.rows["history.beats_days"]

    row.control.chosen.emit(30)
    assert whole(stage.store, "history.beats_days") == 7
    assert row.control.field.property("value") == 7
    stage.log_in("adam")

    qtbot.waitUntil(lambda: whole(stage.store, "history.beats_days") == 30)
    assert row.control.field.property("value") == 30


def test_what_is_no_business_of_administrators_everybody_changes(make: Make) -> None:
    stage = make("vera")

    stage.store.set("appearance.comfortable_rows", True)

    with pytest.raises(Denied):
        stage.store.set("history.beats_days", 1)
    with pytest.raises(Denied):
        stage.store.reset("access.watching_needs_login")
    assert not stage.is_open(LoginDialog)


def test_the_store_asks_for_the_password_once_more_when_it_was_typed_long_ago(make: Make) -> None:
    stage = make("adam")
    stage.store.set("history.beats_days", 8)
    stage.clock.move(301)

    with pytest.raises(Denied, match="password"):
        stage.store.set("history.beats_days", 9)


def test_a_password_that_grew_old_meanwhile_is_said_where_a_setting_is_set_and_reset(make: Make) -> None:
    stage = make("adam")
    page_part = stage.part
    page = stage.window.page
    assert page_part is not None
    assert isinstance(page, SettingsPage)
    row = page.column.rows["history.beats_days"]
    row._set(30)
    stage.clock.move(301)

    for change in (partial(row._set, 8), row._reset):
        row.show_value()
        change()
        assert "password" in row.note
        assert whole(stage.store, "history.beats_days") == 30
