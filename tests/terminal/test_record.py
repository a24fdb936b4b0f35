"""`record`: beats are kept until the time is over or somebody stops it, and what goes wrong is said."""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from procmon_gui.domain.history import Forwarding, Pace, Recording
from procmon_gui.domain.settings_in_memory import SettingsInMemory
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.workers import Health
from procmon_gui.services.places import Options, open_settings
from procmon_gui.terminal import record
from procmon_gui.terminal.interrupts import Stopped
from procmon_gui.terminal.output import Output
from procmon_gui.terminal.record import Parts, run_record
from procmon_gui.terminal.request import Request
from tests.reports.snapshots import snapshot_of
from tests.terminal.beats import PreparedBeats

BEAT = snapshot_of([{"pid": 1, "name": "init", "cpu_ratio": 0.0, "user": "root"}])


class PreparedWriter:
    """Tells what a test says."""

    def __init__(self, figures: Recording, *, stops: bool = True) -> None:
        self.told = figures
        self.copying: Forwarding | None = None
        self.is_started = False
        self.is_stopped = False
        self._stops = stops

    def start(self) -> None:
        self.is_started = True

    def stop(self) -> bool:
        self.is_stopped = True
        return self._stops

    def figures(self) -> Recording:
        return self.told

    def forwarding(self) -> Forwarding | None:
        return self.copying


class PreparedDoor:
    """Remembers whether it was opened and closed."""

    def __init__(self) -> None:
        self.host: object = None
        self.is_closed = False

    def open(self, host: object) -> bool:
        self.host = host
        return True

    def close(self) -> None:
        self.is_closed = True


class StoppedAfter(PreparedBeats):
    """Is interrupted while it waits for the beat after so many."""

    def __init__(self, count: int) -> None:
        super().__init__([BEAT])
        self._left = count

    def beat(self, timeout_s: float) -> Snapshot | None:
        if self.beat_count == self._left:
            raise Stopped(15)
        return super().beat(timeout_s)


OPEN = Recording(path="/data/history.sqlite", is_open=True, kept_ms=1_764_000_000_000)


def parts(beats: PreparedBeats, writer: PreparedWriter, interval_s: float = 1.0) -> Parts:
    return Parts(heartbeat=beats, writer=writer, door=PreparedDoor(), interval_s=interval_s)


def test_it_says_at_its_start_that_the_last_recording_was_cut_off(capsys: pytest.CaptureFixture[str]) -> None:
    beats, writer = PreparedBeats([BEAT]), PreparedWriter(replace(OPEN, cut_off_ms=1_764_000_000_000))

    assert run_record(Request(verb="record", for_s=0.05), opener=lambda _: parts(beats, writer)) == 0

    assert capsys.readouterr().err.count("The last recording was cut off; it is whole up to 2025-11-24T16:00:00") == 1


def test_beats_are_taken_until_the_time_is_over(capsys: pytest.CaptureFixture[str]) -> None:
    beats, writer = PreparedBeats([BEAT]), PreparedWriter(OPEN)

    assert run_record(Request(verb="record", for_s=0.05), opener=lambda _: parts(beats, writer)) == 0

    assert beats.beat_count > 0
    assert (beats.is_closed, writer.is_stopped) == (True, True)
    assert capsys.readouterr().out == f"Recorded {beats.beat_count} beats into /data/history.sqlite.\n"


def test_being_stopped_lets_the_last_beats_be_written() -> None:
    beats, writer = StoppedAfter(3), PreparedWriter(OPEN)

    with pytest.raises(Stopped):
        run_record(Request(verb="record"), opener=lambda _: parts(beats, writer))

    assert (beats.is_closed, writer.is_stopped) == (True, True)


@pytest.mark.parametrize("is_quiet", [True, False])
def test_a_recording_without_one_sample_says_so_and_why_and_fails(
    capsys: pytest.CaptureFixture[str], is_quiet: bool
) -> None:
    beats = PreparedBeats([None], health=Health.STALLED, detail="The eye could not be started: no such file")
    writer = PreparedWriter(replace(OPEN, kept_ms=0))

    request = Request(verb="record", for_s=0.05, is_quiet=is_quiet)
    assert run_record(request, opener=lambda _: parts(beats, writer)) == 1

    said = capsys.readouterr()
    assert said.out == ""
    assert re.search(
        r"\nprocmon-gui: Nothing was recorded: no sample came in 0\.\d\d s\. The eye could not be started: .*\n$",
        said.err,
    )
    assert (beats.is_closed, writer.is_stopped) == (True, True)


def test_a_recording_that_was_too_short_for_a_sample_says_so_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    writer = PreparedWriter(replace(OPEN, kept_ms=0))

    request = Request(verb="record", for_s=0.01)
    assert run_record(request, opener=lambda _: parts(PreparedBeats([None]), writer)) == 1

    assert re.fullmatch(r"procmon-gui: Nothing was recorded: no sample came in 0\.\d\d s\.\n", capsys.readouterr().err)


def test_being_stopped_before_anything_was_recorded_fails(capsys: pytest.CaptureFixture[str]) -> None:
    writer = PreparedWriter(replace(OPEN, kept_ms=0))

    assert run_record(Request(verb="record"), opener=lambda _: parts(StoppedAfter(0), writer)) == 1

    assert "Nothing was recorded: no sample came" in capsys.readouterr().err


def test_samples_of_which_none_reached_the_disk_are_no_recording(capsys: pytest.CaptureFixture[str]) -> None:
    writer = PreparedWriter(replace(OPEN, kept_ms=0, trouble="The disk is full"))

    request = Request(verb="record", for_s=0.05)
    assert run_record(request, opener=lambda _: parts(PreparedBeats([BEAT]), writer)) == 1

    said = capsys.readouterr()
    assert (said.out, said.err.splitlines()[-1]) == ("", "procmon-gui: Nothing was recorded: The disk is full")


def test_on_a_terminal_one_line_tells_how_it_does(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Output, "is_terminal", True)
    monkeypatch.setattr(Output, "size", lambda _: os.terminal_size((250, 24)))
    pace = Pace(bytes_a_day=40 * 1024**2, most_bytes_a_day=50 * 1024**2, kept_every=3)
    beats, writer = PreparedBeats([BEAT]), PreparedWriter(replace(OPEN, size_bytes=2 * 1024**2, pace=pace))
    writer.copying = Forwarding(server="db.example.com", is_connected=True, sent_bytes=3 * 1024**2)

    run_record(Request(verb="record", for_s=0.05), opener=lambda _: parts(beats, writer))

    said = capsys.readouterr().out
    assert "2.0 MiB on disk, about 40.0 MiB written a day, kept every 3 s" in said
    assert "3.0 MiB copied to the server" in said


def test_a_quiet_recording_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    beats, writer = PreparedBeats([BEAT]), PreparedWriter(OPEN)

    run_record(Request(verb="record", for_s=0.05, is_quiet=True), opener=lambda _: parts(beats, writer))

    assert capsys.readouterr() == ("", "")


def test_a_history_that_can_not_be_opened_is_said_and_nothing_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    beats = PreparedBeats([BEAT])
    writer = PreparedWriter(replace(OPEN, is_open=False, trouble="Another program records into /data already"))

    assert run_record(Request(verb="record"), opener=lambda _: parts(beats, writer)) == 1

    assert capsys.readouterr().err == "procmon-gui: Another program records into /data already\n"
    assert (beats.beat_count, beats.is_closed, writer.is_stopped) == (0, True, True)


def test_a_history_that_does_not_open_in_time_is_given_up(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "OPEN_S", 0.01)
    writer = PreparedWriter(replace(OPEN, is_open=False))

    assert run_record(Request(verb="record"), opener=lambda _: parts(PreparedBeats([BEAT]), writer)) == 1

    assert "could not be opened" in capsys.readouterr().err


def test_a_trouble_is_said_once_and_the_recording_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    beats, writer = PreparedBeats([BEAT]), PreparedWriter(replace(OPEN, trouble="The disk is full"))

    assert run_record(Request(verb="record", for_s=0.05), opener=lambda _: parts(beats, writer)) == 0

    assert capsys.readouterr().err == (
        "procmon-gui: The disk is full\nprocmon-gui: The last beats could not be written: The disk is full\n"
    )
    assert beats.beat_count > 1


def test_that_fewer_beats_are_kept_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    pace = Pace(bytes_a_day=1024.0, most_bytes_a_day=100 * 1024**2, kept_every=2)
    beats, writer = PreparedBeats([BEAT]), PreparedWriter(replace(OPEN, pace=pace))

    run_record(Request(verb="record", for_s=0.05), opener=lambda _: parts(beats, writer))

    assert capsys.readouterr().err == (
        "procmon-gui: A sample is kept every 2 s, and written less often, to stay below 100.0 MiB a day.\n"
    )
    assert beats.beat_count > 1


def test_a_server_that_is_away_is_said_once_and_the_recording_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    beats, writer = PreparedBeats([BEAT]), PreparedWriter(OPEN)
    writer.copying = Forwarding(server="db.example.com", trouble="The history is not copied to db: refused")

    assert run_record(Request(verb="record", for_s=0.05), opener=lambda _: parts(beats, writer)) == 0

    assert capsys.readouterr().err == "procmon-gui: The history is not copied to db: refused\n"


def test_what_could_not_be_written_at_the_end_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    writer = PreparedWriter(OPEN, stops=False)

    run_record(Request(verb="record", for_s=0.05), opener=lambda _: parts(PreparedBeats([BEAT]), writer))

    assert "could not be written in time" in capsys.readouterr().err


class PreparedJudging:
    """Remembers what was asked of it, and when."""

    def __init__(self, beats: PreparedBeats, *, stops: bool = True) -> None:
        self.told: list[str] = []
        self._beats = beats
        self._stops = stops

    def start(self) -> None:
        self.told.append(f"started after {self._beats.beat_count} beats")

    def stop(self) -> bool:
        self.told.append(f"stopped, beating: {not self._beats.is_closed}")
        return self._stops


class LookedAt(SettingsInMemory):
    """Settings that a test watches."""

    def __init__(self) -> None:
        super().__init__({})
        self.told: list[str] = []

    def look_again(self) -> None:
        self.told.append("look again")

    def deliver(self) -> None:
        self.told.append("deliver")

    def close(self, timeout_s: float = 2.0) -> bool:
        self.told.append("close")
        return True


@pytest.mark.parametrize("stops", [True, False])
def test_it_judges_what_it_records_until_nobody_beats_any_more(stops: bool, capsys: pytest.CaptureFixture[str]) -> None:
    beats, settings = StoppedAfter(3), LookedAt()
    judging = PreparedJudging(beats, stops=stops)
    made = replace(parts(beats, PreparedWriter(OPEN)), judging=judging, settings=settings)
    with pytest.raises(Stopped):
        run_record(Request(verb="record"), opener=lambda _: made)

    assert judging.told == ["started after 0 beats", "stopped, beating: False"]
    assert settings.told == ["deliver", "look again", "close"]
    assert ("could not be kept in time" in capsys.readouterr().err) is not stops


def test_without_a_window_it_is_said_what_of_the_settings_can_not_be_used_and_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "SETTINGS_S", 0.0)
    file = tmp_path / "settings.toml"
    file.write_text("[alerts]\nkept_days = 'for ever'\n")
    found = replace(parts(PreparedBeats([BEAT]), PreparedWriter(OPEN)), settings=open_settings(Options(config=file)))

    assert run_record(Request(verb="record", for_s=0.2, is_quiet=True), opener=lambda _: found) == 0

    said = capsys.readouterr().err
    assert said.count("alerts.kept_days") == 1
    assert f"procmon-gui: {file}, line 2: " in said
