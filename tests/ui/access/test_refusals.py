"""What is refused in the window is kept, once for each try."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from procmon_gui.auth.gate import Denied
from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.history import Span
from procmon_gui.openers import RecordingMaker
from procmon_gui.services.places import Options
from procmon_gui.ui.access.login_dialog import LoginDialog
from procmon_gui.ui.pages.refused import RefusedPage
from tests.auth.logins import Hall
from tests.ui.access.stage import Make


@pytest.mark.parametrize("permission", [Permission.EXPORT, Permission.MANAGE, Permission.READ_AUDIT])
def test_what_a_role_is_refused_in_the_window_is_kept_once_for_each_try(make: Make, permission: Permission) -> None:
    stage = make("vera")
    stage.access.refusals.clear()

    for _ in range(2):
        stage.guard.require(permission, stage.window, lambda: pytest.fail("it was refused"))
        stage.dialog(LoginDialog).reject()

    assert [refusal[:2] for refusal in stage.access.refusals] == [("vera", permission.value)] * 2
    assert "needs the role" in stage.access.refusals[0][3]


def test_who_is_only_asked_for_a_login_or_for_the_password_is_not_refused(make: Make) -> None:
    stage = make()
    stage.guard.require(Permission.EXPORT, stage.window, lambda: None)
    stage.dialog(LoginDialog).reject()
    stage.access.log_in("adam", "mada")
    stage.clock.move(301)
    stage.guard.require(Permission.MANAGE, stage.window, lambda: None)
    stage.dialog(LoginDialog).reject()

    assert stage.access.refusals == []


def test_a_setting_and_a_recording_that_are_refused_below_the_window_are_kept(make: Make, tmp_path: Path) -> None:
    stage = make("vera")
    stage.access.refusals.clear()

    for change in (
        partial(stage.store.set, "access.lock_after_min", 0),
        partial(stage.store.reset, "access.lock_after_min"),
    ):
        with pytest.raises(Denied):
            change()
    write = RecordingMaker(Options(data_dir=tmp_path), stage.access)
    with pytest.raises(Denied):
        write(tmp_path / "a.procmon", Span(from_ms=0, to_ms=1), False, cast("Any", None))

    assert [refusal[:3] for refusal in stage.access.refusals] == [
        ("vera", "setting", "access.lock_after_min"),
        ("vera", "setting", "access.lock_after_min"),
        ("vera", "export", "a.procmon"),
    ]


def test_a_page_that_is_refused_is_kept_when_it_is_opened_and_not_when_it_is_drawn(make: Make, qtbot: QtBot) -> None:
    stage = make("vera")
    stage.window.open_page_named("settings")
    stage.access.refusals.clear()

    stage.window.open_page_named("secret")
    assert isinstance(stage.window.page, RefusedPage)
    for _ in range(3):
        stage.window.page.update()
        stage.guard.look()
        qtbot.wait(20)  # a repaint is waited for

    assert [refusal[:3] for refusal in stage.access.refusals] == [("vera", "page", "secret")]


def test_a_refusal_of_the_window_is_in_the_audit_trail_soon_after_and_the_window_did_not_wait(
    make: Make, tmp_path: Path
) -> None:
    stage = make()
    hall = Hall(tmp_path).fill()
    written: list[Callable[[], None]] = []
    hall.access._later = written.append
    hall.log_in("vera")
    stage.guard.asking.access = hall.access

    stage.guard.asking.require(Permission.EXPORT, stage.window, lambda: pytest.fail("it was refused"))
    stage.dialog(LoginDialog).reject()
    assert [deed for deed in hall.deeds() if "export" in deed] == []
    hall.access.log_out()
    for work in written:
        work()

    refused = [deed for deed in hall.deeds() if "export" in deed]
    assert refused == ["vera export refused - This needs the role of an operator or more; vera is viewer."]
