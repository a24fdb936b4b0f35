"""The command: what strangers wrote reaches its standard input and nothing else, and it ends when its time is over."""

import json
import os
import time
from pathlib import Path

import pytest

from procmon_gui.channels.command import Command, CommandSettings
from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.notices import Undelivered
from procmon_gui.domain.text import display_text
from procmon_gui.engine.notice_words import TITLE_LETTERS
from tests.channels.notices import HOSTILE, notice_about


def script(folder: Path, text: str) -> str:
    path = folder / "page-me"
    path.write_text(f"#!/bin/bash\n{text}\n", encoding="utf-8")
    path.chmod(0o700)
    return str(path)


def run(*words: str, timeout_s: float = 10, name: str = "nginx") -> str:
    return Command(CommandSettings.of({"command": "\n".join(words)}, {})).deliver(notice_about(name), timeout_s)


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_a_process_is_called_is_on_standard_input_only_and_is_never_run(kind: str, tmp_path: Path) -> None:
    command = script(tmp_path, f'cat > {tmp_path}/in; printf "%s\\n" "$@" > {tmp_path}/argv; env -0 > {tmp_path}/env')
    words = run(command, "--to", "$(touch x) {title}", name=HOSTILE[kind])
    found = json.loads((tmp_path / "in").read_text(encoding="utf-8"))

    assert words == "page-me ended with 0"
    assert found["title"] == display_text(f"CPU: {HOSTILE[kind]}", TITLE_LETTERS)
    assert (tmp_path / "argv").read_text() == "--to\n$(touch x) {title}\n"
    environment = dict(one.split("=", 1) for one in (tmp_path / "env").read_text().split("\0") if one)
    ours = {name: value for name, value in environment.items() if name.startswith("PROCMON_")}
    assert ours == {"PROCMON_SEVERITY": "warning", "PROCMON_CHANGE": "fired", "PROCMON_ALERT": "7"}
    assert "everybody" not in str(environment)
    assert not Path("/tmp/procmon-was-here").exists()


def test_the_environment_of_the_program_stays_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "geheim")
    monkeypatch.setenv("LD_PRELOAD", "")
    run(script(tmp_path, f"env > {tmp_path}/env"))
    assert "PGPASSWORD" not in (tmp_path / "env").read_text()


def test_one_that_does_not_end_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    command = script(tmp_path, f"trap '' TERM; sleep 300 & echo $! > {tmp_path}/child; sleep 301")
    begun = time.monotonic()
    with pytest.raises(Undelivered, match="did not end within 1 s and was ended"):
        run(command, timeout_s=1)

    assert time.monotonic() - begun < 5
    child = int((tmp_path / "child").read_text())
    assert not Path(f"/proc/{child}").exists() or "Z" in Path(f"/proc/{child}/stat").read_text().rpartition(")")[2][:3]


def test_one_that_leaves_a_child_behind_is_not_waited_for(tmp_path: Path) -> None:
    begun = time.monotonic()
    run(script(tmp_path, "sleep 300 & exit 0"))
    assert time.monotonic() - begun < 4


def test_what_it_says_is_kept_as_far_as_it_is_of_use(tmp_path: Path) -> None:
    with pytest.raises(Undelivered) as caught:
        run(script(tmp_path, "printf 'no route\\n\\033[31m'; head -c 50000000 /dev/zero | tr '\\0' x; exit 3"))
    assert str(caught.value).startswith(r"page-me ended with 3: no route \x1b[31mxxx")
    assert len(str(caught.value)) < 400
    assert not caught.value.is_final


def test_one_that_reads_nothing_does_not_hold_anybody_up(tmp_path: Path) -> None:
    assert run(script(tmp_path, "exec 0<&-; exit 0"), name="n" * 4096) == "page-me ended with 0"


@pytest.mark.parametrize("words", [("/nowhere/at-all",), (os.sep,)])
def test_one_that_can_not_be_run_is_not_tried_again(words: tuple[str, ...]) -> None:
    with pytest.raises(Undelivered, match="can not be run") as caught:
        run(*words)
    assert caught.value.is_final


def test_a_command_without_its_whole_path_is_none() -> None:
    with pytest.raises(WrongInput, match="whole path"):
        run("page-me")
