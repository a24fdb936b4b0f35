"""Closing the window for the first time: the question, answered by keyboard, and a service that goes on."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.assistive import Node, Vanished, wait_for
from tests.e2e.test_recording import wait_for_beats
from tests.e2e.window import Stage, Window, needs_a_desktop, window
from tests.fake_systemd import FakeSystemd

pytestmark = [pytest.mark.slow, needs_a_desktop]
QUESTION = "Keep recording?"
SERVICE = "As a service of yours, until you log out"


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[FakeSystemd]:
    fake = FakeSystemd(tmp_path / "systemd", tmp_path / "config" / "systemd" / "user")
    yield fake
    fake.close()


@pytest.fixture
def with_systemd(at_home: Stage, tmp_path: Path, systemd: FakeSystemd) -> Stage:
    return at_home.at_home(tmp_path, PATH=f"{systemd.path}{os.pathsep}{os.environ['PATH']}")


def settings(home: Path) -> str:
    path = home / "config" / "procmon_gui" / "settings.toml"
    return path.read_text() if path.exists() else ""


def close(shown: Window) -> None:
    """Close the window as a window manager does."""
    shown.press("alt+F4")


def focused(shown: Window, name: str) -> Node:
    """Wait until a button has the keyboard."""

    def find() -> Node | None:
        node = shown.root.find("push button", name)
        return node if node.has("focused") else None

    return wait_for(find, f"{name} to have the keyboard")


def is_asked(shown: Window) -> bool:
    try:
        shown.root.find("label", QUESTION)
    except Vanished:
        return False
    return True


def settle(shown: Window, home: Path) -> None:
    """Wait until it records and knows what there is."""
    wait_for_beats(home / "data" / "procmon_gui")
    time.sleep(3.0)


def test_a_service_goes_on_when_the_window_is_closed_and_the_next_window_listens_to_it(
    with_systemd: Stage, systemd: FakeSystemd, tmp_path: Path
) -> None:
    with window(with_systemd) as shown:
        settle(shown, tmp_path)
        close(shown)
        focused(shown, SERVICE)
        shown.press("Return")
        focused(shown, "Close the window")
        told = shown.find("label", holds="The service procmon-gui-record.service records now").name
        shown.press("Return")
        status, _ = shown.wait_for_end()
    recorder = systemd.pid

    assert status == 0
    assert "systemctl --user disable --now procmon-gui-record.service" in told
    assert str(tmp_path / "config" / "systemd" / "user" / "procmon-gui-record.service") in told
    assert "--user enable --now procmon-gui-record.service" in systemd.asked
    assert "service = true" in settings(tmp_path)
    assert Path(f"/proc/{recorder}").exists()

    with window(with_systemd) as again:
        again.find("label", holds="Recorded by another program")
        close(again)
        status, _ = again.wait_for_end()

    assert status == 0
    assert Path(f"/proc/{recorder}").exists()


def test_the_question_can_be_left_and_an_answer_is_remembered(
    with_systemd: Stage, systemd: FakeSystemd, tmp_path: Path
) -> None:
    with window(with_systemd) as shown:
        settle(shown, tmp_path)
        close(shown)
        focused(shown, SERVICE)
        shown.press("Escape")
        wait_for(lambda: not is_asked(shown) or None, "the question to go")
        assert shown.process.poll() is None
        close(shown)
        focused(shown, SERVICE)
        shown.press("Tab", "Tab", "Return")
        status, _ = shown.wait_for_end()

    assert status == 0
    assert "offers = false" in settings(tmp_path)
    assert not any("enable --now" in words for words in systemd.asked)
    with window(with_systemd) as again:
        settle(again, tmp_path)
        close(again)
        assert again.wait_for_end()[0] == 0
