"""How the program starts its own parts, from a checkout and frozen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from procmon_gui.channels.through_apprise import CHILD
from procmon_gui.collectors.eye_process import EYE_PATH, eye_command
from procmon_gui.engine.own_programs import is_replaced, itself, part
from procmon_gui.services.history import program_command, viewer_command
from procmon_gui.services.places import Options
from procmon_gui.services.window_caller import WindowCaller


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let this be a frozen program, called by a link as a package lays one into /usr/bin; return its folder."""
    folder = tmp_path / "program"
    folder.mkdir()
    (folder / "procmon-gui").touch()
    (tmp_path / "procmon-gui").symlink_to(folder / "procmon-gui")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "procmon-gui"))
    return folder


def test_frozen_every_part_is_a_program_in_the_folder_of_this_one(frozen: Path) -> None:
    assert itself() == [str(frozen / "procmon-gui")]
    assert eye_command() == [str(frozen / "procmon-eye")]
    assert part("procmon-apprise", CHILD) == [str(frozen / "procmon-apprise")]
    assert WindowCaller(Options()).command(3) == [str(frozen / "procmon-gui"), "--alert", "3"]
    assert viewer_command(Path("/a.procmon")) == ([str(frozen / "procmon-gui"), "open", "/a.procmon"], frozen)


def test_frozen_for_windows_a_part_ends_in_exe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "procmon-gui.exe"))

    assert part("procmon-apprise", CHILD) == [str(tmp_path / "procmon-apprise.exe")]


def test_from_a_checkout_the_eye_is_this_python_isolated_and_named_by_its_path() -> None:
    assert eye_command() == [sys.executable, "-I", "-S", str(EYE_PATH)]


def test_neither_the_folder_nor_the_environment_can_replace_a_module_of_a_part(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('another json')")
    command = [*part("procmon-apprise", CHILD)[:-1], "-c", "import json; print(json.__file__)"]

    done = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert str(tmp_path) not in done.stdout


def test_from_a_checkout_the_program_is_started_where_it_is_found() -> None:
    command, folder = program_command()

    assert (folder / "procmon_gui/__main__.py").is_file()
    assert command == [sys.executable, "-m", "procmon_gui"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells of what a program was started")
def test_a_program_that_was_replaced_or_is_gone_knows_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_replaced()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert not is_replaced()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    assert not is_replaced()
    (tmp_path / "gone").touch()
    assert is_replaced()
