"""F4 and F5 on disk: a clock that is set, a night asleep, the hour that summer time tells twice.

Whatever the clock says, every beat is there once, as it was shown, and what was used is counted once.
"""

import dataclasses
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from procmon_gui.domain.reading import Reading
from procmon_gui.domain.snapshot import Snapshot
from tests.store.history.machines import day, difference
from tests.store.history.recording import record_and_end, rows, stored

HOUR_MS = 3_600_000
BEATS = 300
TURN = 150


def used(folder: Path) -> list[dict[str, Any]]:
    """Return what each program used in all."""
    query = (
        "SELECT p.name, sum(m.cpu_ms) AS cpu_ms, sum(m.tcp_received_bytes) AS received FROM program_minutes m "
        "JOIN programs p ON p.id = m.program_id GROUP BY p.name ORDER BY p.name"
    )
    return rows(folder, query)


def times_of(folder: Path) -> list[int]:
    """Return the times of all beats on the axis of the history."""
    history = stored(folder)
    found = [int(at_ms) for stretch in history.stretches(0, 2**53) for at_ms in stretch.rows["time_ms"]]
    history.close()
    return found


def all_is_as_it_was_shown(folder: Path, shown: Sequence[Snapshot]) -> None:
    """Each beat once, in its order, and the same to the last value."""
    times = times_of(folder)
    assert len(times) == len(shown)
    assert (np.diff(times) > 0).all()
    history = stored(folder)
    places = [*range(0, len(shown), 17), TURN - 1, TURN, TURN + 1]
    past = [history.snapshot_at(times[place]) for place in places]
    history.close()
    for place, then in zip(places, past, strict=True):
        assert then is not None
        assert difference(shown[place], then) == [], place


@pytest.fixture
def undisturbed(tmp_path: Path) -> Path:
    """Return the same history under a clock that is right."""
    folder = tmp_path / "undisturbed"
    folder.mkdir()
    record_and_end(folder, day(BEATS))
    return folder


def disturbed(jump_ms: int, asleep_s: int = 0) -> list[Reading]:
    """Return beats of which the later ones have another time."""
    return [
        dataclasses.replace(one, at_ms=one.at_ms + jump_ms, suspended_ns=asleep_s * 1_000_000_000)
        if place >= TURN
        else one
        for place, one in enumerate(day(BEATS))
    ]


@pytest.mark.parametrize("jump_ms", [HOUR_MS, -HOUR_MS, 365 * 24 * HOUR_MS, -500], ids=["ahead", "back", "year", "NTP"])
def test_a_clock_that_is_set_loses_no_beat_and_counts_nothing_twice(
    tmp_path: Path, undisturbed: Path, jump_ms: int
) -> None:
    shown = record_and_end(tmp_path, disturbed(jump_ms))

    all_is_as_it_was_shown(tmp_path, shown)
    assert used(tmp_path) == used(undisturbed)
    (machine,) = rows(tmp_path, "SELECT sum(beat_count) AS beats, min(cpu_busy_ratio_sum) AS least FROM system_sums")
    assert machine["beats"] == BEATS
    assert machine["least"] >= 0


def test_a_night_asleep_is_a_gap_in_which_nothing_was_used(tmp_path: Path, undisturbed: Path) -> None:
    """The monotonic clock stood still meanwhile, that of the boot went on."""
    shown = record_and_end(tmp_path, disturbed(8 * HOUR_MS, asleep_s=8 * 3600))

    all_is_as_it_was_shown(tmp_path, shown)
    history = stored(tmp_path)
    (gap,) = [
        (int(stretch.rows["time_ms"][place - 1]), int(stretch.rows["time_ms"][place]))
        for stretch in history.stretches(0, 2**53)
        for place in np.flatnonzero(stretch.rows["is_after_gap"][1:]) + 1
    ]
    history.close()
    assert gap == (shown[TURN - 1].at_ms, shown[TURN].at_ms)
    assert rows(tmp_path, f"SELECT * FROM system_sums WHERE minute_ms BETWEEN {gap[0]} AND {gap[1] - 60_000}") == []
    assert used(tmp_path) == used(undisturbed)


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Live where clocks are set twice a year."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(sys.platform == "win32", reason="sets the zone of the process")
@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize("begin", ["2026-10-25T00:00", "2026-03-29T00:00"], ids=["autumn", "spring"])
def test_the_hour_that_comes_twice_or_not_at_all_is_an_hour_as_any_other(tmp_path: Path, begin: str) -> None:
    begin_ms = int(datetime.fromisoformat(begin).replace(tzinfo=UTC).timestamp() * 1000)
    first = day(1)[0].at_ms
    readings = [dataclasses.replace(one, at_ms=one.at_ms - first + begin_ms) for one in day(3 * BEATS, every_s=12.0)]

    shown = record_and_end(tmp_path, readings)

    all_is_as_it_was_shown(tmp_path, shown)
    hours = rows(tmp_path, "SELECT DISTINCT hour FROM cpu_by_program_and_hour ORDER BY hour")
    minutes = rows(tmp_path, "SELECT minute, beat_count FROM system_minutes ORDER BY minute_ms")
    assert [hour["hour"] for hour in hours] == [f"{begin[:11]}{hour:02}:00:00Z" for hour in range(3)]
    assert [minute["beat_count"] for minute in minutes] == [5] * 180
    assert len({minute["minute"] for minute in minutes}) == 180
