"""Commands, programs and starts of systems go when nothing names them any more, whatever is recorded meanwhile."""

import dataclasses
import random
from pathlib import Path

import pytest
from sqlalchemy import func, text

from procmon_gui.domain.reading import Reading
from procmon_gui.store.history import unused_names as module
from procmon_gui.store.history.keeping import Keeping
from procmon_gui.store.history.recent import BEATS_PER_CHUNK
from procmon_gui.store.history.rollup_schema import BOOTS, COMMANDS, PROCESSES, PROGRAMS
from procmon_gui.store.history.unused_names import UnusedNames
from tests.store.history.machines import START_MS, day
from tests.store.history.test_retention import DAY_MS, HandClock, Recorder, days_of, recording, shifted

_UNUSED = {
    "commands": "SELECT count(*) FROM commands WHERE id NOT IN (SELECT command_id FROM processes) "
    "AND id < (SELECT max(id) FROM commands)",
    "programs": "SELECT count(*) FROM programs WHERE id NOT IN (SELECT program_id FROM commands "
    "UNION SELECT program_id FROM program_minutes UNION SELECT program_id FROM program_hours) "
    "AND id < (SELECT max(id) FROM programs)",
    "boots": "SELECT count(*) FROM boots WHERE id NOT IN (SELECT boot_id FROM processes) "
    "AND id < (SELECT max(id) FROM boots)",
}


def unused(recorder: Recorder) -> dict[str, int]:
    with recorder.engine.connect() as connection:
        return {table: connection.scalar(text(query)) or 0 for table, query in _UNUSED.items()}


def dangling(recorder: Recorder) -> list[object]:
    """Return rows that name something that is not there."""
    with recorder.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text("PRAGMA foreign_key_check"))]


@pytest.fixture
def clock() -> HandClock:
    return HandClock(START_MS)


def test_names_go_with_the_last_row_that_used_them_and_those_in_use_stay(tmp_path: Path, clock: HandClock) -> None:
    """A week and a start of the system lie between the two days."""
    with recording(tmp_path, clock) as recorder:
        days_of(recorder, [0])
    with recording(tmp_path, clock) as recorder:
        later = [dataclasses.replace(one, boot_id="later") for one in day(2 * BEATS_PER_CHUNK, first=90_000)]
        recorder.keep(shifted(later, 6 * DAY_MS))
    with recording(tmp_path, clock, Keeping(beats_days=3, minutes_days=3, hours_days=3)) as recorder:
        while recorder.keeper.catch_up():
            pass
        before = {table: recorder.count(table) for table in (BOOTS, PROGRAMS, COMMANDS)}
        recorder.tidy()
        after = {table: recorder.count(table) for table in (BOOTS, PROGRAMS, COMMANDS)}
        with recorder.engine.connect() as connection:
            listed = connection.scalar(text("SELECT count(*) FROM process_list"))
            noting = connection.scalar(text("SELECT count(*) FROM sqlite_temp_master"))

        assert unused(recorder) == {"commands": 0, "programs": 0, "boots": 0}
        assert dangling(recorder) == []
        assert listed == recorder.count(PROCESSES) > 0
        assert noting == 0
    assert before[BOOTS] == 2
    assert after[BOOTS] == 1
    assert 0 < after[COMMANDS] < 0.7 * before[COMMANDS]
    assert 0 < after[PROGRAMS] < 0.7 * before[PROGRAMS]


@pytest.mark.parametrize("seed", range(4))
def test_what_is_recorded_while_names_are_looked_for_loses_none(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Programs come back that nobody ran for long, in the midst of it."""
    chance = random.Random(seed)
    monkeypatch.setattr(module, "_ROWS_AT_ONCE", 20)
    monkeypatch.setattr(module, "_NAMES_AT_ONCE", 7)
    with recording(tmp_path, clock) as recorder:
        recorder.keep(day(2 * BEATS_PER_CHUNK + 20))
        with recorder.engine.begin() as connection:
            connection.execute(text("DELETE FROM processes WHERE last_ms IS NOT NULL"))
            connection.execute(text("DELETE FROM program_minutes WHERE program_id % 2"))
        recorder.keeper.forget_names()
        first, kept = 300, 0
        for _ in UnusedNames(recorder.engine, forget=recorder.keeper.forget_names).steps():
            if chance.random() < 0.3 and kept < 5:
                recorder.keep(_once_more(chance.randrange(1, 60), first))
                first, kept = first + 100, kept + 1
        assert dangling(recorder) == []
        for _ in UnusedNames(recorder.engine, forget=recorder.keeper.forget_names).steps():
            pass
        assert unused(recorder) == {"commands": 0, "programs": 0, "boots": 0}
        assert dangling(recorder) == []
    assert kept > 0


def _once_more(old: int, new: int) -> list[Reading]:
    """Return beats that come later and tell of the programs of earlier ones."""
    both = zip(day(70, first=old), day(70, first=new), strict=True)
    return [
        dataclasses.replace(was, at_ms=now.at_ms, monotonic_ns=now.monotonic_ns, sequence=now.sequence)
        for was, now in both
    ]


def test_a_round_that_was_given_up_leaves_nothing_that_the_next_stumbles_over(tmp_path: Path, clock: HandClock) -> None:
    with recording(tmp_path, clock) as recorder:
        days_of(recorder, [0])
        given_up = UnusedNames(recorder.engine, forget=recorder.keeper.forget_names).steps()
        next(given_up)
        del given_up
        recorder.keep(day(70, first=500))
        for _ in UnusedNames(recorder.engine, forget=recorder.keeper.forget_names).steps():
            pass

        with recorder.engine.connect() as connection:
            assert connection.scalar(text("SELECT count(*) FROM sqlite_temp_master")) == 0
        assert dangling(recorder) == []


def test_the_newest_of_each_stays_so_that_no_number_is_given_twice(tmp_path: Path, clock: HandClock) -> None:
    with recording(tmp_path, clock) as recorder:
        days_of(recorder, [0])
        newest = {table: recorder.scalars(func.max(table.c.id)) for table in (COMMANDS, PROGRAMS, BOOTS)}
        with recorder.engine.begin() as connection:
            for table in ("processes", "program_minutes", "program_hours", "process_minutes"):
                connection.execute(text(f"DELETE FROM {table}"))
        for _ in UnusedNames(recorder.engine, forget=recorder.keeper.forget_names).steps():
            pass

        assert {table: recorder.scalars(func.max(table.c.id)) for table in newest} == newest
