"""Notices on a real desktop (dunst on a bus of its own), and on the worst ones: silent, mute, gone, none at all."""

import html
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from procmon_gui.channels import desktop as desktop_module
from procmon_gui.channels.desktop import Click, Desktop, plyer_title
from procmon_gui.domain.alerts import Alert, Change
from procmon_gui.domain.notices import Notice, Undelivered
from procmon_gui.domain.rules import Severity
from procmon_gui.domain.text import display_text
from procmon_gui.domain.units import Unit
from procmon_gui.engine.notice_words import TITLE_LETTERS, Tongue, trial_notice
from tests.channels.desktop_session import ROOT, session
from tests.channels.notices import HOSTILE, notice_about

FULL_MARKUP = "[global]\n    markup = full\n    dmenu = /bin/true\n"


class Beside:
    """A tray and a window that can or can not."""

    def __init__(self, *, tray: bool = False, window: bool = False) -> None:
        self._can = {"tray": tray, "window": window}
        self.told: list[str] = []

    def tell_by_tray(self, notice: Notice) -> bool:
        return self._tell("tray")

    def tell_in_window(self, notice: Notice) -> bool:
        return self._tell("window")

    def _tell(self, way: str) -> bool:
        self.told.append(way)
        return self._can[way]


def wait_for(is_so: Callable[[], object]) -> None:
    until = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.02)  # another program acts, in real time


@pytest.mark.parametrize("settings", ["", FULL_MARKUP])
def test_dunst_shows_every_name_as_it_is_and_draws_no_markup(
    settings: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dunstrc").write_text(settings)
    with session(monkeypatch, "dunst", settings=str(tmp_path / "dunstrc") if settings else "") as one:
        desktop = Desktop()
        for kind in HOSTILE:
            assert desktop.deliver(replace(notice_about(HOSTILE[kind]), alert_id=len(kind)), 5).startswith(
                "shown by dunst"
            )
            shown = one.history()[0]
            title = display_text(f"CPU: {HOSTILE[kind]}", TITLE_LETTERS)
            assert shown["summary"] == f"Warning: {title}"
            # What is drawn, as a person reads it: Pango text, escaped once.
            drawn = html.unescape(shown["message"].partition("\n")[2])
            lines = notice_about(HOSTILE[kind]).lines[:4]
            assert drawn == "\n".join(lines)[:600]
        desktop.close()


def test_the_notice_of_an_alert_takes_the_place_of_the_one_before_and_urgency_follows_severity(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with session(monkeypatch, "dunst") as one:
        desktop = Desktop()
        desktop.deliver(notice_about("nginx"), 5)
        desktop.deliver(replace(notice_about("nginx", change=Change.WORSENED), severity=Severity.CRITICAL), 5)
        desktop.deliver(replace(notice_about("other"), alert_id=8), 5)
        assert "Currently displayed: 2" in one.dunst("count")
        desktop.deliver(notice_about("nginx", change=Change.RESOLVED), 5)
        assert "Currently displayed: 2" in one.dunst("count")
        titles = {shown["summary"] for shown in one.history()}
        desktop.close()

    assert titles == {"Warning: CPU: other", "Over: CPU: nginx"}


class Loud:
    """A language in which everything is said twice as loud."""

    def translated(self, context: str, text: str) -> str:
        return text.replace("{count}", "%s").upper().replace("%S", "{count}") + "!"

    def value(self, number: float, unit: Unit) -> str:
        return str(number)

    def condition(self, alert: Alert) -> str:
        return alert.condition


def test_the_buttons_and_the_head_are_in_the_language_of_who_sits_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    menu = tmp_path / "menu"
    menu.write_text(f"#!/bin/sh\ncat > {tmp_path}/said.new\nmv {tmp_path}/said.new {tmp_path}/said\n")
    menu.chmod(0o700)
    (tmp_path / "dunstrc").write_text(f"[global]\n    dmenu = {menu}\n")
    with session(monkeypatch, "dunst", settings=str(tmp_path / "dunstrc")) as one:
        desktop = Desktop(clicked=print, tongue=Loud())
        desktop.deliver(replace(notice_about("nginx"), suppressed_count=1), 5)
        one.dunst("context")
        wait_for((tmp_path / "said").exists)
        shown = one.history()[0]
        desktop.close()

    assert shown["summary"] == "WARNING!: CPU: nginx"
    assert "1 NOTICE BEFORE THIS ONE WAS HELD BACK.!" in shown["message"]
    buttons = [line.partition(" (")[0] for line in (tmp_path / "said").read_text().splitlines()]
    assert {"#SHOW!", "#MUTE FOR AN HOUR!", "#ACKNOWLEDGE!"} <= set(buttons)


def test_a_click_says_of_which_alert(monkeypatch: pytest.MonkeyPatch) -> None:
    clicks: list[Click] = []
    with session(monkeypatch, "dunst") as one:
        desktop = Desktop(clicked=clicks.append)
        desktop.deliver(notice_about("nginx"), 5)
        one.dunst("action", "0")
        wait_for(lambda: clicks)
        desktop.close()

    assert [(click.action, click.notice.alert_id, click.token) for click in clicks] == [("show", 7, "")]


def test_what_makes_no_sense_is_passed_over_and_the_next_click_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    clicks: list[Click] = []
    with session(monkeypatch, "clicks"):
        desktop = Desktop(clicked=clicks.append)
        desktop.deliver(notice_about("nginx"), 5)
        wait_for(lambda: len(clicks) == 3)
        desktop.close()

    assert [(click.action, click.notice.alert_id, click.token) for click in clicks] == [
        ("mute", 7, ""), ("acknowledge", 7, "token-1"), ("show", 7, ""),
    ]  # fmt: skip


def test_a_click_that_another_program_on_the_bus_makes_up_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    clicks: list[Click] = []
    with session(monkeypatch, "dunst") as one:
        desktop = Desktop(clicked=clicks.append)
        desktop.deliver(notice_about("nginx"), 5)
        (number,) = desktop._shown
        subprocess.run(
            ["dbus-send", "--session", "--type=signal", "/org/freedesktop/Notifications",
             "org.freedesktop.Notifications.ActionInvoked", f"uint32:{number}", "string:acknowledge"],
            env=one.environment, check=True,
        )  # fmt: skip
        # What comes after it is heard, and it is not.
        one.dunst("action", "0")
        wait_for(lambda: clicks)
        desktop.close()

    assert [click.action for click in clicks] == ["show"]


@pytest.mark.parametrize("kind", ["silent", "mute"])
def test_a_daemon_that_never_answers_is_left_within_its_time_and_the_next_way_is_taken(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = Beside(window=True)
    with session(monkeypatch, kind):
        desktop = Desktop(beside=beside)
        begun = time.monotonic()
        words = desktop.deliver(notice_about("a"), 1)
        assert time.monotonic() - begun < 1.5
        assert words == "shown in the window; who shows notices on this desktop does not answer"
        assert beside.told == ["tray", "window"]
        with pytest.raises(Undelivered, match="does not answer") as caught:
            Desktop().deliver(notice_about("a"), 0.4)
        assert not caught.value.is_final
        desktop.close()


def test_nobody_on_the_bus_who_shows_notices_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with session(monkeypatch, "nobody"), pytest.raises(Undelivered, match="is not there") as caught:
        Desktop().deliver(notice_about("a"), 1)
    assert not caught.value.is_final


def test_without_a_session_it_says_so_at_once_and_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    with pytest.raises(Undelivered, match="there is no session of a desktop") as caught:
        Desktop().deliver(notice_about("a"), 2)
    assert caught.value.is_final
    words = Desktop(beside=Beside(tray=True)).deliver(notice_about("a"), 2)
    assert words == "shown by the tray; there is no session of a desktop"


@pytest.mark.parametrize("address", ["unix:path=/nowhere/bus", "nonsense", "unix:path=" + os.devnull])
def test_a_bus_that_is_not_there_is_no_mistake_of_ours(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with pytest.raises(Undelivered, match="can not be reached"):
        Desktop().deliver(notice_about("a"), 1)


def test_when_the_session_ends_and_another_begins_notices_are_shown_again(monkeypatch: pytest.MonkeyPatch) -> None:
    desktop = Desktop(clicked=print)
    with session(monkeypatch, "dunst"):
        desktop.deliver(notice_about("a"), 5)
    with pytest.raises(Undelivered):
        desktop.deliver(notice_about("a"), 1)
    with session(monkeypatch, "dunst"):
        assert desktop.deliver(notice_about("a"), 5).startswith("shown by dunst")
        desktop.close()


def test_a_test_and_what_stands_for_others_are_shown_too(monkeypatch: pytest.MonkeyPatch) -> None:
    with session(monkeypatch, "dunst") as one:
        desktop = Desktop()
        desktop.deliver(trial_notice("tower", 0, "k"), 5)
        desktop.deliver(replace(notice_about("a"), suppressed_count=17), 5)
        shown = one.history()
        desktop.close()
    bodies = {notice["summary"]: notice["body"] for notice in shown}
    assert set(bodies) == {"Warning: CPU: a", "This is a test"}
    assert "17 notices before this one were held back." in bodies["Warning: CPU: a"]


def test_plyer_gets_a_title_that_is_no_option_and_is_not_asked_where_jeepney_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert plyer_title(notice_about("--version")).startswith("procmon_gui: Warning: CPU: --version")
    asked: list[str] = []

    def tell(notice: Notice, _tongue: Tongue, done: list[str]) -> None:
        asked.append(notice.title)
        done.append("")

    monkeypatch.setattr(desktop_module, "_tell_plyer", tell)
    monkeypatch.setattr(desktop_module, "_is_linux", lambda: False)
    words = Desktop(beside=Beside()).deliver(notice_about("a"), 2)

    assert words == "handed to plyer; whether it was shown is not known; there is no tray that shows messages"
    assert asked == ["CPU: a"]


def test_a_plyer_that_hangs_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(_notice: Notice, _tongue: Tongue, _done: list[str]) -> None:
        time.sleep(1.0)  # the very thing: something below it that takes its time

    monkeypatch.setattr(desktop_module, "_tell_plyer", hang)
    monkeypatch.setattr(desktop_module, "_is_linux", lambda: False)
    begun = time.monotonic()
    with pytest.raises(Undelivered, match="it does not answer"):
        Desktop().deliver(notice_about("a"), 0.4)
    assert time.monotonic() - begun < 0.9


def test_who_shows_nothing_loads_nothing() -> None:
    code = (
        "import sys; from procmon_gui.channels.desktop import Desktop; Desktop(clicked=print);"
        "sys.exit('jeepney' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
