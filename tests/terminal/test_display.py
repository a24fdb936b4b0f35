"""Whether a window could open is known before Qt is asked, because Qt aborts."""

import socket
from pathlib import Path

import pytest

from procmon_gui.terminal.display import display_trouble


def test_without_a_display_the_reason_is_said() -> None:
    assert display_trouble({}) == "No display was found"


@pytest.mark.parametrize("name", [":987", ":987.0", "unix:987", "nonsense"])
def test_a_display_that_does_not_answer_is_none(name: str) -> None:
    assert display_trouble({"DISPLAY": name}) == f"The display {name} does not answer"


def test_a_wayland_display_that_answers_is_one(tmp_path: Path) -> None:
    environment = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-7"}
    assert display_trouble(environment) == "The display wayland-7 does not answer"

    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(tmp_path / "wayland-7"))
        compositor.listen()
        assert display_trouble(environment) == ""


def test_a_platform_without_a_screen_needs_no_display() -> None:
    assert display_trouble({"QT_QPA_PLATFORM": "offscreen"}) == ""


def test_a_display_on_the_network_is_left_to_qt() -> None:
    assert display_trouble({"DISPLAY": "localhost:10.0"}) == ""
