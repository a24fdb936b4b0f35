"""The time of which only minutes and hours are left: it is in the span, has a curve, and a minute of it is a moment."""

import contextlib
import dataclasses
import sqlite3
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Column, Table

from procmon_gui.cli import main
from procmon_gui.domain.errors import Cancelled, Unavailable
from procmon_gui.domain.history import Span
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.ranges import HostSeries
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.unknown import Reason, why_unknown
from procmon_gui.reports.values import iso_utc
from procmon_gui.store.history.database import FILE_NAME, open_for_writing
from procmon_gui.store.history.digest import HOUR_MS, MINUTE_MS
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.ranges import Ranges
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.rollup_schema import HOST_MINUTES, PROCESS_MINUTES, PROGRAM_MINUTES, SYSTEM_SUMS
from procmon_gui.store.history.schema import CHUNKS
from tests.store.history.cuts import Errand
from tests.store.history.machines import day
from tests.store.history.recording import copied, record_and_end
from tests.store.history.waiting import Patient

EVERY_S = 10


@pytest.fixture(scope="module")
def hours(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Snapshot]]:
    """Return a history of three hours, of which nothing is forgotten yet, and all that was shown."""
    folder = tmp_path_factory.mktemp("hours")
    return folder, record_and_end(folder, day(1100, every_s=EVERY_S), commit_every=60)


@pytest.fixture(scope="module")
def told(
    hours: tuple[Path, list[Snapshot]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[LongHistory, list[Snapshot], int]:
    """Return the same whose first two hours have no beats any more, all that was shown, and where beats begin."""
    recorded, shown = hours
    folder = copied(recorded, tmp_path_factory.mktemp("told"))
    forget(folder, border_of(shown))
    history = opened(folder)
    beats = history.beats_span()
    assert beats is not None
    return history, shown, next(place for place, one in enumerate(shown) if one.at_ms == beats.from_ms)


@pytest.fixture(scope="module")
def hours_left(
    hours: tuple[Path, list[Snapshot]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[LongHistory, list[Snapshot]]:
    """Return the same of whose first two hours only what programs used in each is left."""
    recorded, shown = hours
    folder = copied(recorded, tmp_path_factory.mktemp("left"))
    forget(folder, border_of(shown), has_minutes=False)
    return opened(folder), shown


def border_of(shown: list[Snapshot]) -> int:
    """Return until when is forgotten."""
    return (shown[0].at_ms + 2 * HOUR_MS) // HOUR_MS * HOUR_MS


def forget(folder: Path, border_ms: int, *, has_minutes: bool = True) -> None:
    """Let what is older than a time become too old."""
    chunks = CHUNKS
    tables: list[tuple[Table, Column[Any]]] = [(chunks, chunks.c.to_ms)]
    if not has_minutes:
        tables.append((SYSTEM_SUMS, SYSTEM_SUMS.c.minute_ms))
        for one, column in ((PROCESS_MINUTES, "hour_ms"), (HOST_MINUTES, "hour_ms"), (PROGRAM_MINUTES, "minute_ms")):
            tables.append((one, one.c[column]))
    engine = open_for_writing(folder / FILE_NAME).engine
    with engine.begin() as connection:
        for table, at_ms in tables:
            connection.execute(table.delete().where(at_ms < border_ms))
    engine.dispose()


def opened(folder: Path) -> LongHistory:
    history = LongHistory(RecentMemory(), folder / FILE_NAME)
    history.refresh()
    return history


def minute_of(shown: list[Snapshot], at_ms: int) -> list[Snapshot]:
    return [one for one in shown if one.at_ms // MINUTE_MS == at_ms // MINUTE_MS]


def test_the_span_reaches_over_all_that_is_known(told: tuple[LongHistory, list[Snapshot], int]) -> None:
    history, shown, _ = told
    assert history.span() == Span(from_ms=shown[0].at_ms // MINUTE_MS * MINUTE_MS, to_ms=shown[-1].at_ms)


def test_minutes_before_the_first_beat_of_all_are_nothing(hours: tuple[Path, list[Snapshot]]) -> None:
    folder, shown = hours
    history = opened(folder)

    assert history.span() == Span(from_ms=shown[0].at_ms, to_ms=shown[-1].at_ms)
    found = history.snapshot_at(shown[0].at_ms - 1)
    assert found is not None
    assert (found.at_ms, found.average_of_ms) == (shown[0].at_ms, 0)


def test_a_moment_of_which_only_minutes_are_left_is_the_averages_of_one(
    told: tuple[LongHistory, list[Snapshot], int],
) -> None:
    history, shown, _ = told
    at_ms = shown[250].at_ms
    own = minute_of(shown, at_ms)

    found = history.snapshot_at(at_ms)

    assert found is not None
    assert (found.at_ms, found.average_of_ms) == (at_ms // MINUTE_MS * MINUTE_MS, MINUTE_MS)
    expected: dict[int, list[float]] = defaultdict(list)
    for one in own:
        for slot in one.rows.tolist():
            expected[int(one.columns["pid"][slot])].append(float(one.columns["rss_bytes"][slot]))
    slots = {int(found.columns["pid"][slot]): slot for slot in found.rows.tolist()}
    assert slots.keys() == expected.keys()
    for pid, values in expected.items():
        known = [value for value in values if value == value]
        mean = found.columns["rss_bytes"][slots[pid]]
        assert mean == pytest.approx(np.mean(known), abs=1024) if known else np.isnan(mean)
    first = found.slot_of(own[0].key(0))
    assert first is not None
    used = np.mean([one.columns["cpu_ratio"][0] for one in own])
    assert found.columns["cpu_ratio"][first] == pytest.approx(used, abs=1e-4)
    load = np.mean([one.host_value("host.load.1min") for one in own])
    assert found.host_value("host.load.1min") == pytest.approx(load, rel=1e-4)
    # What it was called later, where it was another program meanwhile.
    assert (found.texts["name"][first] or "").startswith("name ")
    assert why_unknown(found, first, PROCESS_CATALOGUE.by_id["cpu_time_s"]) is Reason.NOT_KEPT


def test_a_minute_of_a_damaged_hour_says_so_and_is_counted_and_the_others_are_shown(
    hours: tuple[Path, list[Snapshot]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recorded, shown = hours
    border_ms = border_of(shown)
    path = copied(recorded, tmp_path)
    forget(path, border_ms)
    with contextlib.closing(sqlite3.connect(path / FILE_NAME)) as connection:
        hour_ms, data = connection.execute(
            "SELECT hour_ms, data FROM process_minutes ORDER BY hour_ms LIMIT 1"
        ).fetchone()
        broken = data[:-1] + bytes([data[-1] ^ 1])
        connection.execute("UPDATE process_minutes SET data = ? WHERE hour_ms = ?", (broken, hour_ms))
        connection.commit()
    history = opened(path)
    stored = history.stored
    assert stored is not None
    at_ms = hour_ms + HOUR_MS - MINUTE_MS

    with pytest.raises(Unavailable, match="checksum"):
        history.snapshot_at(at_ms)
    assert history.snapshot_at(hour_ms + HOUR_MS) is not None
    list(stored.minutes.processes(hour_ms, border_ms, Patient()))
    assert stored.damaged_count == 1
    history.close()

    span = ("--from", str(iso_utc(at_ms / 1000)), "--to", str(iso_utc((at_ms + MINUTE_MS) / 1000)))
    assert main(["query", *span, "--format", "json", "--data-dir", str(path)]) == 0
    assert "1 moments are damaged and were left out" in capsys.readouterr().err


def test_who_ended_after_such_a_minute_is_known(told: tuple[LongHistory, list[Snapshot], int]) -> None:
    history, shown, _ = told
    found = history.snapshot_at(shown[250].at_ms)
    assert found is not None
    ends = history.ended_since(shown[250].at_ms)
    pids = {int(found.serials[slot]): int(found.columns["pid"][slot]) for slot in found.rows.tolist()}

    third = next(serial for serial, pid in pids.items() if pid == 103 + 251 // 10)
    assert ends[third].gone_ms == shown[259].at_ms
    assert not any(pids[serial] == 101 for serial in ends)


def test_steps_go_by_minutes_where_beats_are_gone_and_on_to_the_beats(
    told: tuple[LongHistory, list[Snapshot], int],
) -> None:
    history, shown, border = told
    minute_ms = shown[250].at_ms // MINUTE_MS * MINUTE_MS
    last_ms = (shown[border].at_ms - 1) // MINUTE_MS * MINUTE_MS

    assert history.beat_near(shown[250].at_ms) == minute_ms
    assert history.beat_near(minute_ms, -2) == minute_ms - 2 * MINUTE_MS
    assert history.beat_near(last_ms, 1) == shown[border].at_ms
    assert history.beat_near(shown[border].at_ms, -1) == last_ms


@pytest.mark.parametrize("points", [40, 4000])
def test_the_curve_goes_over_the_border_and_keeps_its_peaks(
    told: tuple[LongHistory, list[Snapshot], int], points: int
) -> None:
    history, shown, _ = told

    found = history.curve(shown[0].at_ms, shown[-1].at_ms, points)

    busy = np.array([one.host_value("host.cpu.busy_ratio") for one in shown])
    assert len(found.at_ms) <= max(points + 8, 900)
    assert np.nanmax(found.values) == pytest.approx(np.nanmax(busy))
    assert not np.isnan(found.values[2:-2]).any()
    assert (np.diff(found.at_ms) >= 0).all()
    assert found.at_ms[0] - shown[0].at_ms < shown[-1].at_ms / points
    assert shown[-1].at_ms - found.at_ms[-1] < max(MINUTE_MS, 4 * (shown[-1].at_ms - shown[0].at_ms) / points)


def test_where_only_hours_are_left_no_moment_can_be_shown(hours_left: tuple[LongHistory, list[Snapshot]]) -> None:
    history, shown = hours_left
    border_ms = border_of(shown)

    with pytest.raises(Unavailable, match="History"):
        history.snapshot_at(shown[5].at_ms)
    assert history.span() == Span(from_ms=shown[0].at_ms // HOUR_MS * HOUR_MS, to_ms=shown[-1].at_ms)
    # How many cores there were is not told by this machine.
    assert (history.curve(shown[0].at_ms, border_ms - 1, 100).at_ms >= border_ms - HOUR_MS).all()


def test_where_only_hours_are_left_the_curve_is_what_all_programs_used_of_the_cores(tmp_path: Path) -> None:
    readings = [
        dataclasses.replace(one, host={**one.host, "cpu.core_count": {"": 2.0}}) for one in day(1100, every_s=EVERY_S)
    ]
    shown = record_and_end(tmp_path, readings, commit_every=60)
    border_ms = border_of(shown)
    forget(tmp_path, border_ms, has_minutes=False)
    hour_ms = border_ms - HOUR_MS
    used_s = [np.nansum(one.columns["cpu_ratio"]) * one.elapsed_s for one in shown if hour_ms <= one.at_ms < border_ms]

    history = opened(tmp_path)
    found = history.curve(hour_ms, border_ms - 1, 10)
    span = Span(from_ms=hour_ms, to_ms=shown[-1].at_ms)
    series = Ranges(history).host_curve(HostSeries(metric_id="host.cpu.busy_ratio"), span, 1000, Patient())

    # What follows are the beats of the chunk that reaches over the border.
    assert found.values[:2].tolist() == pytest.approx([sum(used_s) / 3600 / 2] * 2, rel=0.01)
    assert (series.step_ms, int(series.at_ms[0])) == (HOUR_MS, hour_ms)
    assert np.isnan([series.least[0], series.most[0]]).all()
    assert series.mean[0] == pytest.approx(sum(used_s) / 3600 / 2, rel=0.01)
    later = [one.host_value("host.cpu.busy_ratio") for one in shown if border_ms <= one.at_ms < border_ms + HOUR_MS]
    assert series.mean[1] == pytest.approx(np.mean(later), rel=0.01)


def test_gaps_are_those_of_minutes_as_well(tmp_path: Path) -> None:
    first = record_and_end(tmp_path, day(120, every_s=EVERY_S), commit_every=60)
    second = record_and_end(tmp_path, day(120, first=500, every_s=EVERY_S), commit_every=60)
    forget(tmp_path, second[0].at_ms)
    ranges = Ranges(opened(tmp_path))

    (gap,) = ranges.gaps(Span(from_ms=first[0].at_ms, to_ms=second[-1].at_ms))

    assert gap.from_ms == pytest.approx(first[-1].at_ms, abs=MINUTE_MS)
    assert gap.to_ms == pytest.approx(second[0].at_ms, abs=MINUTE_MS)
    curve = ranges.host_curve(
        HostSeries(metric_id="host.load.1min"), Span(from_ms=first[0].at_ms, to_ms=second[-1].at_ms), 1000, Patient()
    )
    assert np.isnan(curve.mean).sum() == 1


def test_a_history_without_any_beat_is_its_minutes(hours: tuple[Path, list[Snapshot]], tmp_path: Path) -> None:
    recorded, shown = hours
    forget(copied(recorded, tmp_path), 2**53)
    history = opened(tmp_path)

    assert history.span() is not None
    found = history.snapshot_at(shown[60].at_ms)
    assert found is not None
    pids = {int(pid) for one in minute_of(shown, shown[60].at_ms) for pid in one.columns["pid"][one.rows]}
    assert len(found.rows) == len(pids)
    assert len(history.curve(0, 2**52, 100).at_ms) > 0


def test_the_moments_of_a_time_are_minutes_and_from_the_oldest_beat_on_beats(
    told: tuple[LongHistory, list[Snapshot], int],
) -> None:
    history, shown, border = told
    border_ms = shown[border].at_ms
    first_ms = (border_ms - 3 * MINUTE_MS) // MINUTE_MS * MINUTE_MS

    times = list(history.moment_times(first_ms + 1, shown[border + 2].at_ms))

    # The minute in which it begins tells of it too; of the oldest beat no rates are known any more.
    minutes = range(first_ms, border_ms, MINUTE_MS)
    assert times == [*minutes, *(one.at_ms for one in shown[border + 1 : border + 3])]


def test_a_time_of_which_only_hours_are_left_has_no_moments_and_says_so(
    hours_left: tuple[LongHistory, list[Snapshot]],
) -> None:
    history, shown = hours_left
    border_ms = border_of(shown)

    with pytest.raises(Unavailable, match="in each hour"):
        list(history.moment_times(border_ms - HOUR_MS, border_ms - MINUTE_MS))


def test_the_machine_is_told_minute_by_minute_where_beats_are_gone(
    told: tuple[LongHistory, list[Snapshot], int],
) -> None:
    history, shown, border = told
    at_ms = shown[250].at_ms // MINUTE_MS * MINUTE_MS
    from_ms = at_ms - 3 * MINUTE_MS

    found = history.host_beats(from_ms, at_ms)

    assert [beat.at_s for beat in found] == [(from_ms + place * MINUTE_MS) / 1000 for place in range(4)]
    expected = np.mean([one.host_value("host.load.1min") for one in minute_of(shown, at_ms)])
    assert found[-1].host["host.load.1min"][""] == pytest.approx(expected, rel=1e-4)
    # From the oldest beat on there are beats, which have the time of beats.
    border_ms = shown[border].at_ms
    both = history.host_beats(border_ms - 2 * MINUTE_MS, border_ms + 60_000)
    assert {beat.at_s > 1e9 for beat in both} == {True, False}
    assert not any(beat.at_s > 1e9 for beat in history.host_beats(border_ms, border_ms + 60_000))


def test_a_process_is_told_minute_by_minute_where_beats_are_gone(
    told: tuple[LongHistory, list[Snapshot], int],
) -> None:
    history, shown, border = told
    at_ms = shown[250].at_ms // MINUTE_MS * MINUTE_MS
    own = [minute_of(shown, at_ms + place * MINUTE_MS) for place in (-1, 0)]
    key = own[0][0].key(0)

    found = history.minute_means(key, at_ms - MINUTE_MS, at_ms, Errand())

    assert found["cpu_ratio"].at_ms.tolist() == [at_ms - MINUTE_MS, at_ms]
    expected = [np.mean([one.columns["cpu_ratio"][0] for one in minute]) for minute in own]
    assert found["cpu_ratio"].values == pytest.approx(expected, abs=1e-4)
    # From the oldest beat on there are beats.
    border_ms = shown[border].at_ms
    both = history.minute_means(key, border_ms - 2 * MINUTE_MS, border_ms + HOUR_MS, Errand())
    last_ms = border_ms // MINUTE_MS * MINUTE_MS
    assert both["rss_bytes"].at_ms.tolist() == [last_ms - MINUTE_MS, last_ms]
    assert not len(history.series_of(key, "cpu_ratio", at_ms - MINUTE_MS, at_ms).at_ms)
    assert history.minute_means(key, border_ms, border_ms + HOUR_MS, Errand()) == {}
    with pytest.raises(Cancelled):
        history.minute_means(key, at_ms, at_ms, Errand(is_cancelled=True))
