"""The curve of the strip: few points that keep every peak, broken where nothing was recorded."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from procmon_gui.domain.reading import Reading
from procmon_gui.store.history import curve as curve_module
from procmon_gui.store.history.curve import fewer
from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.recent import BEATS_PER_CHUNK, RecentMemory
from procmon_gui.store.history.rollup_schema import SYSTEM_SUMS
from tests.store.history.machines import day, live
from tests.store.history.recording import opened, record, record_and_end, recover, stored

BEATS = 4 * BEATS_PER_CHUNK


def test_few_points_keep_every_peak_and_every_break() -> None:
    times = np.arange(10_000) * 1000
    values = np.full(10_000, 0.1)
    values[[1234, 7777]] = 1.0
    values[5000] = np.nan

    found = fewer(times, values, 500)

    assert len(found.at_ms) < 510
    assert np.nanmax(found.values) == 1.0
    assert np.isnan(found.values).any()
    assert (np.diff(found.at_ms) >= 0).all()


def test_it_tells_every_beat_where_there_are_points_enough(tmp_path: Path) -> None:
    shown = record(tmp_path, day(BEATS))
    recover(tmp_path)
    history = stored(tmp_path)

    found = history.curve(shown[0].at_ms, shown[-1].at_ms, 10_000)

    assert found.at_ms.tolist() == [one.at_ms for one in shown]
    expected = [one.host_value("host.cpu.busy_ratio") for one in shown]
    assert np.allclose(found.values, expected, atol=1e-6, equal_nan=True)


def test_between_two_runs_the_curve_is_broken_and_the_gap_is_known_at_once(tmp_path: Path) -> None:
    record(tmp_path, day(BEATS))
    recover(tmp_path)
    later = record(tmp_path, day(BEATS, first=3 * BEATS))
    recover(tmp_path)
    history = LongHistory(RecentMemory(), tmp_path / FILE_NAME)
    history.refresh()
    span = history.span()
    assert span is not None

    found = history.curve(span.from_ms, span.to_ms, 10_000)
    (gap,) = history.gaps(span.from_ms, span.to_ms)

    between = (found.at_ms > gap.from_ms) & (found.at_ms < gap.to_ms)
    assert np.isnan(found.values[between]).tolist() == [True]
    assert gap.to_ms == later[0].at_ms


def a_busy_second(readings: list[Reading], at: int) -> list[Reading]:
    """Return the beats with one in which both cores did nothing but work."""
    busy_s, idle_s = 2.0 - 0.75, 1.25  # what a second of that machine has besides

    def worked(one: Reading, place: int) -> Reading:
        if place < at:
            return one
        cpu = {mode: dict(one.host[f"cpu.{mode}_s"]) for mode in ("user", "idle")}
        cpu["user"][""] += busy_s
        cpu["idle"][""] -= idle_s
        return dataclasses.replace(one, host={**one.host, **{f"cpu.{mode}_s": cpu[mode] for mode in cpu}})

    return [worked(one, place) for place, one in enumerate(readings)]


def test_a_second_of_work_is_seen_in_a_time_of_more_chunks_than_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its minute keeps it; and whoever points there meets the beat."""
    shown = record_and_end(tmp_path, a_busy_second(day(BEATS), at=100))
    monkeypatch.setattr(curve_module, "MOST_CHUNKS", 2)
    history = stored(tmp_path)

    found = history.curve(shown[0].at_ms, shown[-1].at_ms, 100)
    peak = history.peak(shown[0].at_ms, shown[-1].at_ms)

    assert len(found.at_ms) <= 12
    assert found.values.max() == pytest.approx(1.0)
    assert abs(int(found.at_ms[found.values.argmax()]) - shown[100].at_ms) <= 60_000
    assert peak is not None
    assert (peak.at_ms, peak.busy_ratio) == (shown[100].at_ms, pytest.approx(1.0))
    assert peak.leader is not None
    assert peak.leader.key == shown[100].key(0)


def test_where_no_roll_ups_are_some_chunks_speak_for_their_neighbours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = record(tmp_path, day(BEATS))
    recover(tmp_path)
    monkeypatch.setattr(curve_module, "MOST_CHUNKS", 2)
    engine, _ = opened(tmp_path)
    with engine.begin() as connection:
        connection.execute(SYSTEM_SUMS.delete())
    engine.dispose()

    found = stored(tmp_path).curve(shown[0].at_ms, shown[-1].at_ms, 100)

    assert 1 <= len(found.at_ms) <= 4


def test_the_peak_of_a_time_is_the_same_in_memory_and_on_the_disk(tmp_path: Path) -> None:
    memory = RecentMemory()
    readings = a_busy_second(day(BEATS), at=20)
    shown = record(tmp_path, readings, memory=memory)
    recover(tmp_path)
    whole = LongHistory(memory, tmp_path / FILE_NAME)
    whole.refresh()
    span = (shown[0].at_ms, shown[-1].at_ms)

    assert memory.peak(*span) == stored(tmp_path).peak(*span) == whole.peak(*span)
    memory.set_budget(0)
    live(day(1, first=BEATS + 1), memory)
    found = whole.peak(*span)

    assert found is not None
    assert found.at_ms == shown[20].at_ms
    assert whole.peak(shown[30].at_ms, shown[40].at_ms) is not None
    assert whole.peak(0, shown[0].at_ms - 1) is None


def test_memory_and_disk_are_one_curve_that_tells_every_beat_once(tmp_path: Path) -> None:
    memory = RecentMemory()
    shown = record(tmp_path, day(BEATS), memory=memory)
    recover(tmp_path)
    memory.set_budget(0)
    shown += live(day(1, first=BEATS + 1), memory)
    history = LongHistory(memory, tmp_path / FILE_NAME)
    history.refresh()

    found = history.curve(shown[0].at_ms, shown[-1].at_ms, 10_000)

    assert found.at_ms.tolist() == [one.at_ms for one in shown]
