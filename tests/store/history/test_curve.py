"""The curve of the strip: few points that keep every peak, broken where nothing was recorded."""

from pathlib import Path

import numpy as np
import pytest

from procmon_gui.store.history import curve as curve_module
from procmon_gui.store.history.curve import fewer
from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.recent import BEATS_PER_CHUNK, RecentMemory
from tests.store.history.machines import day, live
from tests.store.history.recording import record, recover, stored

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


def test_of_a_long_time_some_chunks_speak_for_their_neighbours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = record(tmp_path, day(BEATS))
    recover(tmp_path)
    monkeypatch.setattr(curve_module, "MOST_CHUNKS", 2)

    found = stored(tmp_path).curve(shown[0].at_ms, shown[-1].at_ms, 100)

    assert 1 <= len(found.at_ms) <= 4


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
