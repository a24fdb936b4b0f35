"""What is kept for longer than beats: the same numbers as a loop over what was shown, whatever cut the recorder off."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from procmon_gui.store.history import keeper as keeping
from procmon_gui.store.history.database import FILE_NAME, open_for_writing
from procmon_gui.store.history.digest import HOUR_MS, PROCESS_FIGURES
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.minutes import PackedColumns, host_sums, process_sums
from procmon_gui.store.history.news import Mark
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.rollup_schema import PROCESS_MINUTES, SYSTEM_FIGURES
from tests.store.history.machines import beating, day, live, status_of, with_ends
from tests.store.history.notes import Notes, wild
from tests.store.history.recording import opened, record, record_and_end, rows, start_again

MOST_OF = {"process_count": "process_count", "cpu_ratio_max": "cpu_ratio", "rss_bytes_max": "rss_bytes"}


def mean(values: Sequence[float]) -> float | None:
    known = [value for value in values if value == value]
    return sum(known) / len(known) if known else None


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 250), st.integers(5, 40), st.booleans())
def test_minutes_are_those_of_a_loop_over_what_was_shown(
    tmp_path_factory: pytest.TempPathFactory, seed: int, beats: int, commit_every: int, is_cut_off: bool
) -> None:
    """Chunks end where they like; the last one lies in the journal until the end, or until the next start."""
    folder = tmp_path_factory.mktemp("history")
    readings = wild(seed, beats)
    if is_cut_off:
        readings = readings[: max(1, beats // commit_every) * commit_every]
        shown = record(folder, readings, commit_every=min(commit_every, beats))
        start_again(folder)
    else:
        shown = record_and_end(folder, readings, commit_every=commit_every)
    notes = Notes(shown)

    for row in rows(folder, "SELECT * FROM system_minutes"):
        for name, metric_id, has_most in SYSTEM_FIGURES:
            values = notes.machine.get((row["minute_ms"], metric_id, ""), [])
            assert row[name] == pytest.approx(mean(values)), name
            if has_most:
                assert row[f"{name}_max"] == pytest.approx(max(values, default=None)), name
    assert {row["minute_ms"] for row in rows(folder, "SELECT * FROM system_minutes")} == {
        key[0] for key in notes.machine
    }
    assert_programs(folder, notes)
    assert_process_minutes(folder, notes)


def assert_programs(folder: Path, notes: Notes) -> None:
    hours: dict[tuple[int, str, str], float] = defaultdict(float)
    for (minute, name, used_name), value in notes.used.items():
        hours[minute // HOUR_MS * HOUR_MS, name, used_name] += value
    program_hours = rows(folder, "SELECT h.*, p.name FROM program_hours h JOIN programs p ON p.id = h.program_id")
    assert {(row["hour_ms"], row["name"]) for row in program_hours} == {(key[0], key[1]) for key in hours}
    for row in program_hours:
        for column in ("read_bytes", "write_bytes", "tcp_received_bytes", "tcp_sent_bytes"):
            assert (row[column] or 0) == pytest.approx(hours[row["hour_ms"], row["name"], column])
        # A part of an hour is right to a thousandth of a second.
        assert (row["cpu_ms"] or 0) == pytest.approx(hours[row["hour_ms"], row["name"], "cpu_s"] * 1000, abs=20)
        for column, figure in MOST_OF.items():
            values = [
                max(values)
                for (minute, name, metric_id), values in notes.most.items()
                if (minute // HOUR_MS * HOUR_MS, name, metric_id) == (row["hour_ms"], row["name"], figure)
            ]
            assert (row[column] or 0) == pytest.approx(max(values), abs=1e-4)
    for row in rows(folder, "SELECT m.*, p.name FROM program_minutes m JOIN programs p ON p.id = m.program_id"):
        for column in ("read_bytes", "write_bytes", "tcp_received_bytes", "tcp_sent_bytes"):
            assert (row[column] or 0) == pytest.approx(notes.used.get((row["minute_ms"], row["name"], column), 0))
        assert (row["cpu_ms"] or 0) == pytest.approx(
            notes.used.get((row["minute_ms"], row["name"], "cpu_s"), 0) * 1000, abs=2
        )


def assert_process_minutes(folder: Path, notes: Notes) -> None:
    pid_of = {row["id"]: row["pid"] for row in rows(folder, "SELECT id, pid FROM processes")}
    found: dict[tuple[int, int, str], tuple[float, ...]] = {}
    for row in rows(folder, "SELECT * FROM process_minutes"):
        assert row["is_whole"]
        packed = PackedColumns(row["data"], (row["run_id"], row["hour_ms"]))
        ids, minutes = packed.column("process").tolist(), packed.column("minute").tolist()
        for figure in PROCESS_FIGURES:
            sums = process_sums(packed, figure)
            for place, (key, minute) in enumerate(zip(ids, minutes, strict=True)):
                # The serials of these machines are their pids less a hundred.
                where = (row["hour_ms"] + minute * 60_000, pid_of[key] - 100, figure)
                found[where] = (sums.count[place], sums.mean[place], sums.least[place], sums.most[place])
    assert found.keys() == notes.processes.keys()
    for where, values in notes.processes.items():
        known = [value for value in values if value == value]
        step = {"cpu_ratio": 1e-4, "rss_bytes": 1024.0, "threads": 0.01}.get(where[2], 1.0)
        assert found[where][0] == len(known)
        if known:
            # Half a step for each time that it was put together.
            expected = (sum(known) / len(known), min(known), max(known))
            assert found[where][1:] == pytest.approx(expected, abs=2 * step), where


def test_figures_of_devices_are_kept_by_the_minute(tmp_path: Path) -> None:
    shown = record_and_end(tmp_path, day(130))
    notes = Notes(shown)

    (row,) = rows(tmp_path, "SELECT * FROM host_minutes")
    packed = PackedColumns(row["data"], (row["run_id"], row["hour_ms"]))
    sums, keys, minutes = host_sums(packed), packed.column("key"), packed.column("minute")
    place_of = {key: place for place, key in enumerate(packed.keys)}
    own = np.flatnonzero(keys == place_of["host.cpu.busy_ratio", "0"])

    assert ("host.cpu.user_ratio", "0") not in place_of
    for place in own.tolist():
        values = notes.machine[row["hour_ms"] + int(minutes[place]) * 60_000, "host.cpu.busy_ratio", "0"]
        assert sums.mean[place] == pytest.approx(mean(values), rel=1e-5)
        assert sums.most[place] == pytest.approx(max(values), rel=1e-5)


def test_every_process_that_was_seen_has_its_first_and_its_last_beat(tmp_path: Path) -> None:
    """`day` has a third process that is another every ten beats, and one now and then that lives for a single beat."""
    shown = record_and_end(tmp_path, day(130))
    found = {row["pid"]: row for row in rows(tmp_path, "SELECT * FROM process_list")}

    assert found[104]["first_ms"] == shown[9].at_ms
    assert found[104]["last_ms"] == shown[18].at_ms
    assert found[104]["gone_ms"] == shown[19].at_ms
    assert found[5107]["first_ms"] == found[5107]["last_ms"] == shown[6].at_ms
    assert found[5107]["command_line"] == "command_line of 5007"
    assert found[5107]["first_seen"] == "2023-11-14T22:13:27Z"
    assert (found[101]["last_ms"], found[101]["gone_ms"]) == (shown[-1].at_ms, None)
    # What it is called now, not what it was called when it came.
    assert found[101]["program"] == "name 6"


@pytest.mark.parametrize("is_cut_off", [False, True])
def test_how_a_process_ended_is_told_where_the_system_told_it(tmp_path: Path, is_cut_off: bool) -> None:
    """Serial 9 is missed by the first beat of the second chunk, which another start sums up after a cut."""
    readings = with_ends(day(110, first=10))
    shown = record(tmp_path, readings, commit_every=1) if is_cut_off else record_and_end(tmp_path, readings)
    start_again(tmp_path)
    found = {row["pid"]: row for row in rows(tmp_path, "SELECT * FROM process_list")}

    assert found[105]["exit_status"] == status_of(5)
    assert found[105]["ended_ms"] == shown[20].at_ms - 300
    assert [found[100 + serial]["exit_status"] for serial in range(4, 14)] == [*map(status_of, range(4, 14))]
    assert (found[101]["exit_status"], found[101]["ended_ms"]) == (None, None)


@pytest.mark.parametrize("cut_at", [50, 60, 120, 175])
def test_a_recorder_that_starts_again_finds_the_processes_again(tmp_path: Path, cut_at: int) -> None:
    """Nobody saw those end that lived when it was cut off; those that are still there live on."""
    readings = day(240)
    record(tmp_path, readings[:cut_at])
    start_again(tmp_path)
    after_cut = {row["pid"]: row for row in rows(tmp_path, "SELECT * FROM process_list")}
    record(tmp_path, readings[cut_at:])
    start_again(tmp_path)
    found = {row["pid"]: row for row in rows(tmp_path, "SELECT * FROM process_list")}

    committed = cut_at // 10 * 10
    assert after_cut[101]["last_ms"] == readings[committed - 1].at_ms
    last = cut_at + (240 - cut_at) // 10 * 10 - 1
    assert (found[101]["first_ms"], found[101]["last_ms"]) == (readings[0].at_ms, readings[last].at_ms)
    assert len(found) == len(rows(tmp_path, "SELECT * FROM processes"))
    assert found[104]["gone_ms"] == readings[19].at_ms


def test_what_an_earlier_run_left_is_caught_up_beside_the_recording(tmp_path: Path) -> None:
    """Both name commands that were never seen before, in turn."""
    left = record(tmp_path, day(150), commit_every=1)
    engine, keeper = opened(tmp_path)
    keeper.recover()
    memory, mark = RecentMemory(), Mark()
    for number, _ in enumerate(beating(day(200, first=5000), memory), 1):
        if number % 10 == 0:
            news = memory.news(mark)
            keeper.save(news)
            mark = news.mark
            if number > 100:
                keeper.catch_up()
    engine.dispose()

    (run,) = rows(tmp_path, "SELECT next_digest FROM runs ORDER BY id LIMIT 1")
    assert run["next_digest"] is None
    known = {row["first_ms"] for row in rows(tmp_path, "SELECT first_ms FROM processes")}
    assert left[139].at_ms in known
    assert max(known) > left[-1].at_ms


def test_while_the_recorder_runs_who_lives_has_no_last_beat(tmp_path: Path) -> None:
    record(tmp_path, day(130))
    alive = {row["pid"] for row in rows(tmp_path, "SELECT pid FROM processes WHERE last_ms IS NULL")}

    assert {101, 102} <= alive
    assert 104 not in alive


def test_nothing_counts_twice_when_a_commit_fails_and_is_made_again(tmp_path: Path) -> None:
    engine, keeper = opened(tmp_path)
    memory = RecentMemory()
    shown = live(day(200), memory)
    news = memory.news(Mark())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keeper, "_roll_up", _roll_up_and_stop(keeper))
        with pytest.raises(KeyboardInterrupt):
            keeper.save(news)
    keeper.save(news)
    keeper.end_run(1)
    engine.dispose()

    beats = rows(tmp_path, "SELECT sum(beat_count) AS beats FROM system_minutes")[0]["beats"]
    assert beats == len(shown)
    assert rows(tmp_path, "SELECT * FROM process_list WHERE pid = 101")[0]["last_ms"] == shown[-1].at_ms


def _roll_up_and_stop(keeper: keeping.Keeper) -> Any:
    original = keeper._roll_up

    def stop(*arguments: Any, **named: Any) -> None:
        original(*arguments, **named)
        raise KeyboardInterrupt

    return stop


def test_beats_are_kept_when_their_sums_can_not_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ArithmeticError("no such sum")

    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr("procmon_gui.store.history.rollups.digest", fail)
        record(tmp_path, day(130))
    assert "no such sum" in caplog.text
    caplog.clear()
    record(tmp_path, day(130, first=1000))
    start_again(tmp_path)

    assert len(rows(tmp_path, "SELECT id FROM chunks")) > 2
    assert rows(tmp_path, "SELECT sum(beat_count) AS beats FROM system_minutes")[0]["beats"] >= 130


def test_hours_are_made_when_they_are_over(tmp_path: Path) -> None:
    """One beat a minute: a chunk is an hour, and the second begins where the first ended."""
    engine, keeper = opened(tmp_path)
    memory, mark = RecentMemory(), Mark()
    shown = []
    for number, snapshot in enumerate(beating(day(400, every_s=60), memory), 1):
        shown.append(snapshot)
        if number % 10 == 0:
            news = memory.news(mark)
            keeper.save(news)
            mark = news.mark
            keeper.catch_up()
    engine.dispose()
    notes = Notes(shown)
    hours = {row["hour_ms"] for row in rows(tmp_path, "SELECT hour_ms FROM cpu_by_program_and_hour")}
    parts = rows(tmp_path, "SELECT hour_ms FROM process_minutes WHERE NOT is_whole")

    assert len(hours) >= 4
    assert len({row["hour_ms"] for row in parts}) == 1
    assert min(row["hour_ms"] for row in parts) > max(hours)
    expected = sum(
        value
        for (minute, _, name), value in notes.used.items()
        if name == "cpu_s" and minute // HOUR_MS * HOUR_MS in hours
    )
    found = rows(tmp_path, "SELECT sum(cpu_s) AS cpu_s FROM cpu_by_program_and_hour")[0]["cpu_s"]
    assert found == pytest.approx(expected, rel=1e-3)


def test_parts_are_found_without_reading_the_hours(tmp_path: Path) -> None:
    """Every commit asks for them, and an hour takes many pages."""
    record(tmp_path, day(70))
    engine = open_for_writing(tmp_path / FILE_NAME).engine
    parts = select(PROCESS_MINUTES.c.hour_ms).where(PROCESS_MINUTES.c.run_id == 1, ~PROCESS_MINUTES.c.is_whole)
    query = str(parts.compile(engine, compile_kwargs={"literal_binds": True}))
    plan = " ".join(row["detail"] for row in rows(tmp_path, f"EXPLAIN QUERY PLAN {query}"))
    engine.dispose()

    assert "INDEX process_minutes_parts" in plan


def test_a_damaged_part_of_an_hour_costs_the_hour_nothing_else(tmp_path: Path) -> None:
    record(tmp_path, day(250))
    engine = open_for_writing(tmp_path / FILE_NAME).engine
    with engine.begin() as connection:
        key = connection.scalar(select(PROCESS_MINUTES.c.id).order_by(PROCESS_MINUTES.c.id).limit(1))
        data = connection.scalar(select(PROCESS_MINUTES.c.data).where(PROCESS_MINUTES.c.id == key)) or b""
        broken = update(PROCESS_MINUTES).where(PROCESS_MINUTES.c.id == key)
        connection.execute(broken.values(data=data[:-9] + bytes(9)))
    engine.dispose()
    start_again(tmp_path)

    (whole,) = rows(tmp_path, "SELECT * FROM process_minutes")
    packed = PackedColumns(whole["data"], (whole["run_id"], whole["hour_ms"]))
    assert whole["is_whole"]
    assert packed.column("minute").min() > 13
    with pytest.raises(DamagedChunk):
        PackedColumns(whole["data"], (whole["run_id"], whole["hour_ms"] + HOUR_MS))
