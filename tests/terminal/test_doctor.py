"""`doctor`: facts for people and for programs, and an exit status that says whether something essential is broken."""

import json
import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.text import shown_width
from procmon_gui.domain.workers import Health
from procmon_gui.terminal import doctor
from procmon_gui.terminal.doctor import run_doctor
from procmon_gui.terminal.facts import Fact, Level, as_json, as_lines, is_healthy
from procmon_gui.terminal.heartbeat import Heartbeat
from procmon_gui.terminal.places import place_facts
from procmon_gui.terminal.request import Request
from procmon_gui.terminal.versions import version_facts
from tests.reports.snapshots import snapshot_of
from tests.terminal.beats import PreparedBeats

HOST: dict[str, dict[str, float]] = {"host.eye.cpu_ratio": {"": 0.012}, "host.eye.rss_bytes": {"": 12 * 2**20}}


def _run(beats: PreparedBeats, *, as_json: bool = True) -> int:
    return run_doctor(Request(verb="doctor", as_json=as_json), open_heartbeat=lambda _: beats)


def test_a_healthy_machine_exits_with_zero_and_every_section(capsys: pytest.CaptureFixture[str]) -> None:
    beats = PreparedBeats([snapshot_of([{"pid": 1}], HOST)])

    assert _run(beats) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == [
        "is_healthy",
        "versions",
        "machine",
        "workers",
        "cost",
        "unknown",
        "history",
        "desk",
        "usual",
        "failures",
        "places",
    ]
    assert told["is_healthy"] is True
    assert told["workers"]["eye"]["value"] == "ok"
    assert told["cost"]["eye_cpu_ms_per_beat"] == {"level": "ok", "value": 12.0, "text": "12.0 ms a sample"}
    assert told["cost"]["rows"]["value"] == 1
    assert told["workers"]["sees_everything"]["text"].endswith("refused to it. it is a test")
    assert beats.is_closed


@pytest.mark.parametrize(("why_not", "level"), [("", "ok"), ("Only your own ones.", "limited")])
def test_whether_processes_of_others_can_be_acted_on_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, why_not: str, level: str
) -> None:
    monkeypatch.setattr(doctor, "others_out_of_reach", lambda: why_not)

    assert _run(PreparedBeats([snapshot_of([{"pid": 1}], HOST)])) == 0

    told = json.loads(capsys.readouterr().out)["workers"]["acts_on_others"]
    assert (told["level"], told["value"]) == (level, not why_not)
    assert why_not in told["text"]


@pytest.mark.parametrize(("reason", "level"), [("", "ok"), ("The kernel does not tell it in a container.", "limited")])
def test_whether_the_kernel_tells_how_processes_end_is_what_the_eye_was_told(
    capsys: pytest.CaptureFixture[str], reason: str, level: str
) -> None:
    snapshot = snapshot_of([{"pid": 1}], HOST)
    if reason:
        snapshot = replace(snapshot, unsupported={"exit_status": reason})

    assert _run(PreparedBeats([snapshot])) == 0

    told = json.loads(capsys.readouterr().out)["workers"]["process_connector"]
    assert (told["level"], told["value"]) == (level, not reason)
    assert told["text"].endswith(reason or "by the kernel (process connector)")


def test_without_any_beat_something_essential_is_broken(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "PATIENCE_S", 0.01)

    assert _run(PreparedBeats([None], health=Health.STALLED, detail="The eye hangs")) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["is_healthy"] is False
    assert told["workers"]["eye"]["text"] == "stalled: The eye hangs"
    assert told["workers"]["samples"]["level"] == "broken"


def test_an_eye_that_can_not_start_is_a_fact_not_a_crash(capsys: pytest.CaptureFixture[str]) -> None:
    def fail(_: Request) -> Heartbeat:
        raise Unavailable("The eye could not be started: no memory")

    assert run_doctor(Request(verb="doctor"), open_heartbeat=fail) == 1
    assert "✗ Start" in capsys.readouterr().out


def test_a_machine_without_processes_is_broken() -> None:
    assert _run(PreparedBeats([snapshot_of([], HOST)])) == 1


def test_people_get_sentences_within_the_width() -> None:
    long = Fact("id", "A title", "many words " * 30, None, Level.LIMITED)
    lines = as_lines({"some_section": [long, Fact("b", "B\x1b[31m", "b\nc")]}, 60)

    assert lines[0] == "Some section"
    assert lines[1].startswith("! A title")
    assert max(map(shown_width, lines)) <= 60
    assert r"b\nc" in lines[-1]
    assert "\x1b" not in "".join(lines)


def test_only_what_is_broken_makes_it_unhealthy() -> None:
    assert is_healthy({"a": [Fact("x", "X", "", None, Level.LIMITED)]})
    assert not is_healthy({"a": [Fact("x", "X", ""), Fact("y", "Y", "", None, Level.BROKEN)]})


def test_programs_get_valid_json_whatever_a_fact_holds() -> None:
    told = json.loads(as_json({"a": [Fact("x", "X", "\udcff", "\x1b")]}))

    assert told["a"]["x"] == {"level": "ok", "value": r"\x1b", "text": r"\xff"}


def test_an_old_sqlite_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def level_of(version: tuple[int, int, int]) -> Level:
        monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
        (fact,) = [fact for fact in version_facts() if fact.id == "sqlite"]
        return fact.level

    assert level_of((3, 51, 2)) is Level.LIMITED
    assert level_of((3, 51, 3)) is Level.OK


def test_places_that_were_asked_for_are_told_and_whether_they_can_be_written(tmp_path: Path) -> None:
    data, config, *_ = place_facts(tmp_path / "new" / "data", tmp_path)

    assert (data.value, data.level) == (str(tmp_path / "new" / "data"), Level.OK)
    assert "is made when it is needed" in data.text
    assert "exists, can be written" in config.text


def test_a_place_below_a_file_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    data, *_ = place_facts(tmp_path / "file" / "data", None)

    assert data.level is Level.LIMITED


def test_doctor_tells_nothing_of_the_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANTED_SECRET", "hunter2-in-the-environment")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent-secret-bus")
    _run(PreparedBeats([snapshot_of([{"pid": 1, "command_line": "--password=hunter2"}], HOST)]), as_json=False)

    printed = capsys.readouterr().out
    assert "hunter2" not in printed
    assert "secret" not in printed
    assert not [name for name in os.environ if len(name) > 12 and name in printed]


def test_only_the_recorder_is_looked_at_where_only_that_is_asked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """What watches over a recorder asks often: no sample is taken for it, and no history read as a whole."""

    def never(_: Request) -> Heartbeat:
        raise AssertionError("a sample was taken")

    status = run_doctor(Request(verb="doctor", asks_recording=True, data_dir=tmp_path), open_heartbeat=never)

    assert status == 1
    assert "There is no history" in capsys.readouterr().out
