"""Starting with the session: the entry as desktops read it, whoever else has written one."""

import os
import shlex
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.control import autostart
from procmon_gui.control.autostart import NAME, DesktopAutostart, NoAutostart
from procmon_gui.domain.errors import Unavailable
from procmon_gui.services.autostart import open_autostart
from procmon_gui.services.places import Options
from procmon_gui.terminal.arguments import parse

THEIRS = "[Desktop Entry]\nType=Application\nName=procmon_gui\nExec=/usr/bin/procmon-gui --hidden\n"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config" / "autostart" / NAME


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    path = tmp_path / "etc" / "autostart" / NAME
    path.parent.mkdir(parents=True)
    return path


def session(tmp_path: Path, **more: str) -> DesktopAutostart:
    places = {"XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_CONFIG_DIRS": str(tmp_path / "etc"), "PATH": "/usr/bin"}
    return DesktopAutostart([str(program_in(tmp_path)), "--hidden"], {**places, **more})


def program_in(folder: Path) -> Path:
    program = folder / "my programs" / "procmon-gui"
    program.parent.mkdir(exist_ok=True)
    program.touch(0o755)
    return program


def put(path: Path, entry: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(entry)


# ---- our own entry


def test_it_is_turned_on_and_off_again_and_nothing_is_left(tmp_path: Path, config: Path) -> None:
    ours = session(tmp_path)
    assert not ours.is_on()

    ours.turn_on()
    assert ours.is_on()
    assert f'Exec="{program_in(tmp_path)}" --hidden\n' in config.read_text()
    assert stat.S_IMODE(config.stat().st_mode) == 0o644
    assert [path.name for path in config.parent.iterdir()] == [NAME]

    ours.turn_off()
    assert not ours.is_on()
    assert list(config.parent.iterdir()) == []


def test_without_a_place_that_is_named_it_lies_where_the_specification_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative path in XDG_CONFIG_HOME is none (Base Directory Specification)."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for place in ("", "relative"):
        DesktopAutostart(["procmon-gui"], {"XDG_CONFIG_HOME": place, "XDG_CONFIG_DIRS": str(tmp_path)}).turn_on()
        (tmp_path / ".config" / "autostart" / NAME).unlink()


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="needs desktop-file-utils")
def test_the_entry_is_valid(tmp_path: Path, config: Path) -> None:
    session(tmp_path).turn_on()

    done = subprocess.run(["desktop-file-validate", str(config)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_whoever_deleted_or_hid_it_by_hand_is_believed(tmp_path: Path, config: Path) -> None:
    ours = session(tmp_path)
    ours.turn_on()
    for line in ("Hidden=true", "X-GNOME-Autostart-enabled=false"):
        key = line.partition("=")[0]
        text = "".join(one for one in config.read_text().splitlines(True) if not one.startswith(key))
        config.write_text(f"{text}{line}\n")
        assert not ours.is_on()
        ours.turn_on()
        assert ours.is_on()
    config.unlink()
    assert not ours.is_on()


def test_an_entry_that_outlives_the_program_starts_nothing(tmp_path: Path) -> None:
    ours = session(tmp_path)
    ours.turn_on()
    (tmp_path / "my programs" / "procmon-gui").unlink()

    assert not DesktopAutostart(["x"], ours._environment).is_on()


# ---- entries of others


def test_an_entry_of_the_system_counts_until_the_user_hides_it_and_again_when_he_wants_it(
    tmp_path: Path, config: Path, shared: Path
) -> None:
    put(shared, THEIRS)
    ours = session(tmp_path)
    assert ours.is_on()
    ours.turn_on()
    assert not config.exists()

    ours.turn_off()
    assert not ours.is_on()
    assert "Hidden=true" in config.read_text()
    ours.turn_off()

    ours.turn_on()
    assert ours.is_on()
    assert shared.read_text() == THEIRS


def test_an_entry_of_the_system_that_is_off_is_turned_on_for_the_user(
    tmp_path: Path, config: Path, shared: Path
) -> None:
    put(shared, THEIRS + "Hidden=true\n")
    ours = session(tmp_path)
    assert not ours.is_on()

    ours.turn_on()
    assert ours.is_on()
    ours.turn_off()
    assert not config.exists()


def test_what_somebody_wrote_himself_is_kept_but_for_whether_it_is_hidden(tmp_path: Path, config: Path) -> None:
    own = THEIRS.replace("--hidden", "--data-dir /srv") + "\n[Desktop Action X]\nExec=other\nHidden=no matter\n"
    put(config, own)
    ours = session(tmp_path)
    assert ours.is_on()

    ours.turn_off()
    assert not ours.is_on()
    assert "Exec=/usr/bin/procmon-gui --data-dir /srv" in config.read_text()
    assert config.read_text().endswith("[Desktop Action X]\nExec=other\nHidden=no matter\n")
    ours.turn_on()
    assert ours.is_on()
    assert "Exec=/usr/bin/procmon-gui --data-dir /srv" in config.read_text()


@pytest.mark.parametrize(
    ("line", "is_on"),
    [
        ("OnlyShowIn=KDE;", False), ("OnlyShowIn=GNOME;KDE;", True), ("NotShowIn=GNOME;", False),
        ("NotShowIn=KDE;", True), ("TryExec=/no/such/program", False), ("TryExec=sh", True), ("# Hidden=true", True),
        ("[Other]\nHidden=true", True), ("Hidden = true", False), ("Hidden=false", True),
    ],
)  # fmt: skip
def test_it_is_read_as_a_desktop_reads_it(tmp_path: Path, shared: Path, line: str, is_on: bool) -> None:
    put(shared, f"{THEIRS}{line}\n")

    assert session(tmp_path, XDG_CURRENT_DESKTOP="ubuntu:GNOME").is_on() is is_on


@pytest.mark.parametrize("entry", ["", "nonsense", "[Desktop Entry]\nType=Application\n", "\0\xff" * 100_000])
def test_what_no_desktop_could_start_is_off_and_can_be_turned_on(tmp_path: Path, config: Path, entry: str) -> None:
    put(config, entry)
    ours = session(tmp_path)
    assert not ours.is_on()

    ours.turn_on()
    assert ours.is_on()


def test_a_pipe_or_a_link_in_its_place_holds_nobody_up(tmp_path: Path, config: Path) -> None:
    config.parent.mkdir(parents=True)
    config.symlink_to("/dev/null")
    ours = session(tmp_path)
    assert not ours.is_on()
    ours.turn_on()
    assert ours.is_on()
    assert not config.is_symlink()

    config.unlink()
    os.mkfifo(config)
    assert not ours.is_on()


# ---- what fails


def test_what_can_not_be_written_says_where_and_why(tmp_path: Path, config: Path) -> None:
    config.parent.parent.mkdir()
    config.parent.write_text("a file where the folder should be")

    with pytest.raises(Unavailable, match=rf"{NAME} can not be written: (File exists|Not a directory)"):
        session(tmp_path).turn_on()
    assert not session(tmp_path).is_on()


def test_what_fails_half_way_leaves_what_was_there(
    tmp_path: Path, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(config, THEIRS)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("procmon_gui.control.autostart.os.fsync", full)
    with pytest.raises(Unavailable, match="No space left on device"):
        session(tmp_path).turn_off()

    assert config.read_text() == THEIRS
    assert [path.name for path in config.parent.iterdir()] == [NAME]


def test_elsewhere_it_says_that_it_does_not_do_that() -> None:
    other = NoAutostart()

    assert not other.is_on()
    other.turn_off()
    with pytest.raises(Unavailable, match="does not set that up itself"):
        other.turn_on()


# ---- the command


@given(word=st.text(alphabet=st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), min_size=1))
def test_any_word_arrives_as_it_is(word: str) -> None:
    """Read back by the rules of the Desktop Entry Specification: the escapes of a string, then those of Exec."""
    written = autostart._quoted(word)
    assert "\n" not in written

    marks = {"\\n": "\n", "\\t": "\t", "\\\\": "\\"}
    text, place = "", 0
    while place < len(written):
        pair = written[place : place + 2]
        text += marks.get(pair, written[place])
        place += 2 if pair in marks else 1
    read = text
    if text.startswith('"') and text != word:
        inner, read, place = text[1:-1], "", 0
        while place < len(inner):
            step = 2 if inner[place] == "\\" else 1
            read += inner[place + step - 1]
            place += step
    assert read.replace("%%", "%") == word if "%" in word else read == word


@pytest.mark.skipif(shutil.which("gio") is None, reason="gio is not installed")
@pytest.mark.parametrize("name", ["plain", 'a b "c` \\$d', "100 %f=ü"])
def test_gnome_starts_it_wherever_it_lies(tmp_path: Path, name: str) -> None:
    program = tmp_path / name / "program"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\ncd {tmp_path} && printf "%s\\n" "$@" >words.new && mv words.new words\n')
    program.chmod(0o755)
    environment = {"XDG_CONFIG_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    DesktopAutostart([str(program), "--hidden", "--data-dir", "50 %f"], environment).turn_on()

    done = subprocess.run(
        ["gio", "launch", str(tmp_path / "autostart" / NAME)], capture_output=True, text=True, check=False, timeout=30
    )

    assert (done.returncode, done.stderr) == (0, "")
    end = time.monotonic() + 20
    while not (tmp_path / "words").exists():
        assert time.monotonic() < end
        time.sleep(0.02)  # it is started, and nobody says when it is done
    assert (tmp_path / "words").read_text().splitlines() == ["--hidden", "--data-dir", "50 %f"]


def test_the_command_is_one_that_the_program_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, config: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    open_autostart(Options(data_dir=tmp_path / "my data")).turn_on()

    (line,) = [one for one in config.read_text().splitlines() if one.startswith("Exec=")]
    words = shlex.split(line.removeprefix("Exec="))
    assert words[:4] == [sys.executable, "-P", "-m", "procmon_gui"]
    request = parse(words[4:])
    assert request.is_hidden
    assert request.data_dir == tmp_path / "my data"
