"""What is asked of a range is answered as by somebody who looks at every beat of it, whatever is left of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui.domain.errors import Cancelled
from procmon_gui.domain.history import Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ranges import HostSeries, Resource
from procmon_gui.domain.reading import FloatArray, Reading
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.database import FILE_NAME, open_for_writing
from procmon_gui.store.history.digest import MINUTE_MS
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.ranges import Ranges
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.schema import CHUNKS
from tests.store.history.machines import day, live, status_of, with_ends
from tests.store.history.notes import Notes, wild
from tests.store.history.recording import copied, record, record_and_end
from tests.store.history.waiting import Gone, Patient

BUSY = HostSeries(metric_id="host.cpu.busy_ratio")
USED = HostSeries(metric_id="host.memory.used_bytes")


def ranges(folder: Path, memory: RecentMemory | None = None) -> Ranges:
    history = LongHistory(memory or RecentMemory(), folder / FILE_NAME)
    history.refresh()
    return Ranges(history)


def without_beats(folder: Path) -> None:
    """Let the beats become too old."""
    engine = open_for_writing(folder / FILE_NAME).engine
    with engine.begin() as connection:
        connection.execute(CHUNKS.delete())
    engine.dispose()


def whole(shown: Sequence[Snapshot], first: int = 0, last: int = -1) -> Span:
    return Span(from_ms=shown[first].at_ms, to_ms=shown[last].at_ms)


def inside(shown: Sequence[Snapshot], span: Span) -> list[Snapshot]:
    return [one for one in shown if span.from_ms <= one.at_ms <= span.to_ms]


def used_cpu_s(shown: Sequence[Snapshot]) -> dict[tuple[str, int], float]:
    """Return the CPU time of each process, by name and pid, of a loop over what was shown."""
    used: dict[tuple[str, int], float] = defaultdict(float)
    for one in shown:
        for slot in one.rows.tolist():
            ratio = float(one.columns["cpu_ratio"][slot])
            key = (one.texts["name"][slot] or "", int(one.columns["pid"][slot]))
            used[key] += 0.0 if np.isnan(ratio) else ratio * one.elapsed_s
    return used


def by_name(used: dict[tuple[str, int], float]) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for (name, _), seconds in used.items():
        found[name] += seconds
    return {name: seconds for name, seconds in found.items() if seconds > 0}


def by_pid(used: dict[tuple[str, int], float]) -> dict[int, float]:
    found: dict[int, float] = defaultdict(float)
    for (_, pid), seconds in used.items():
        found[pid] += seconds
    return {pid: seconds for pid, seconds in found.items() if seconds > 0}


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32), st.integers(30, 250), st.integers(0, 80), st.integers(0, 80), st.booleans())
def test_the_top_of_a_range_is_that_of_a_loop_over_what_was_shown(
    tmp_path_factory: pytest.TempPathFactory, seed: int, beats: int, skipped: int, left: int, is_cut_off: bool
) -> None:
    """Programs and processes: from beats, from minutes with beats around them, from the memory where that is newer."""
    folder = tmp_path_factory.mktemp("history")
    memory = RecentMemory()
    readings = wild(seed, beats)
    if is_cut_off:
        shown = record(folder, readings, memory=memory, commit_every=30)
    else:
        shown = record_and_end(folder, readings, commit_every=30)
    span = whole(shown, min(skipped, beats - 2), max(-left - 1, -beats // 3))
    if span.from_ms >= span.to_ms:
        return
    expected = used_cpu_s(inside(shown, span))
    found = ranges(folder, memory if is_cut_off else None)

    programs = found.top_programs(span, Resource.CPU, 1000, Patient())
    processes = found.top_processes(span, Resource.CPU, 1000, Patient())

    assert {one.name: one.use.cpu_s for one in programs} == pytest.approx(by_name(expected), abs=0.002)
    used = {one.facts.key.pid: one.use.cpu_s or 0.0 for one in processes}
    # Of a minute that is not whole, and where beats are not evenly apart, minutes tell about what a process used.
    assert used.keys() == by_pid(expected).keys()
    assert list(used.values()) == pytest.approx(sorted(used.values(), reverse=True))


@pytest.fixture(scope="module")
def hours(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Snapshot]]:
    """Return a history of some hours in which a beat was taken every ten seconds."""
    folder = tmp_path_factory.mktemp("hours")
    return folder, record_and_end(folder, day(1500, every_s=10), commit_every=60)


@pytest.fixture(scope="module")
def old_hours(
    hours: tuple[Path, list[Snapshot]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[Snapshot]]:
    """Return the same without its beats."""
    recorded, shown = hours
    folder = copied(recorded, tmp_path_factory.mktemp("old"))
    without_beats(folder)
    return folder, shown


@pytest.mark.parametrize(("first", "last"), [(0, 1499), (7, 300), (100, 1250), (650, 1400), (46, 46), (300, 340)])
def test_programs_of_hours_and_of_the_minutes_around_them_are_those_of_every_beat(
    hours: tuple[Path, list[Snapshot]], first: int, last: int
) -> None:
    folder, shown = hours
    span = whole(shown, first, last)
    expected = by_name(used_cpu_s(inside(shown, span)))
    memory = Notes(inside(shown, span)).most
    most: dict[str, float] = defaultdict(float)
    for (_, name, figure), values in memory.items():
        if figure == "rss_bytes":
            most[name] = max(most[name], *values)

    by_cpu = ranges(folder).top_programs(span, Resource.CPU, 1000, Patient())
    by_memory = ranges(folder).top_programs(span, Resource.MEMORY, 1000, Patient())

    found: dict[str, float] = defaultdict(float)
    for one in by_cpu:
        found[one.name] += one.use.cpu_s or 0.0
    assert found == pytest.approx(expected, rel=0.01, abs=0.01)
    # A process that became another program is counted with the last where nobody was busier.
    known = {name: most[name] for name in ("", "name")}
    assert {one.name: one.use.rss_most_bytes for one in by_memory if one.name in known} == pytest.approx(known)


@pytest.mark.parametrize(("first", "last"), [(0, 1499), (60, 1259), (61, 399)])
def test_without_beats_whole_minutes_tell_what_was_used(
    old_hours: tuple[Path, list[Snapshot]], first: int, last: int
) -> None:
    folder, shown = old_hours
    span = whole(shown, first, last)
    around = Span(from_ms=span.from_ms // MINUTE_MS * MINUTE_MS, to_ms=span.to_ms // MINUTE_MS * MINUTE_MS + 59_999)
    expected = by_pid(used_cpu_s(inside(shown, around)))

    found = ranges(folder).top_processes(span, Resource.CPU, 5, Patient())

    best = sorted(expected, key=lambda pid: expected[pid], reverse=True)[:2]
    assert [one.facts.key.pid for one in found][:2] == best
    assert [one.use.cpu_s for one in found][:2] == pytest.approx(
        # A minute keeps the mean to a hundredth of a percent.
        [expected[pid] for pid in best],
        rel=0.02,
        abs=0.5e-4 * (around.to_ms - around.from_ms) / 1000,
    )


def test_who_ended_and_who_came_is_told_with_what_it_used(hours: tuple[Path, list[Snapshot]]) -> None:
    """`day` has a third process that is another every ten beats."""
    folder, shown = hours
    found = ranges(folder).top_processes(whole(shown, 0, 90), Resource.MEMORY, 100, Patient())
    third = next(one for one in found if one.facts.key.pid == 104)

    assert (third.facts.first_ms, third.facts.last_ms) == (shown[9].at_ms, shown[18].at_ms)
    assert third.facts.gone_ms == shown[19].at_ms
    assert third.use.ran_ms == pytest.approx(100_000)
    assert third.use.rss_most_bytes == 4096.0 * 19
    assert third.use.rss_mean_bytes == pytest.approx(4096.0 * 14.5, rel=0.01)


@pytest.mark.parametrize("series", [BUSY, USED, HostSeries(metric_id="host.load.1min")])
def test_a_short_curve_has_every_beat(hours: tuple[Path, list[Snapshot]], series: HostSeries) -> None:
    folder, shown = hours
    span = whole(shown, 20, 320)

    found = ranges(folder).host_curve(series, span, 1000, Patient())

    assert found.step_ms == 0
    assert found.at_ms.tolist() == [one.at_ms for one in shown[20:321]]
    expected = [one.host_value(series.metric_id) for one in shown[20:321]]
    np.testing.assert_allclose(found.mean, expected, rtol=1e-6)


@pytest.mark.parametrize("series", [BUSY, USED, HostSeries(metric_id="host.load.1min")])
@pytest.mark.parametrize("points", [40, 1000])
def test_a_long_curve_keeps_the_peaks_of_the_beats(
    hours: tuple[Path, list[Snapshot]], old_hours: tuple[Path, list[Snapshot]], series: HostSeries, points: int
) -> None:
    """From minutes, with beats around them where there are any; figures keep 16 bits behind the point."""
    for folder, shown in (hours, old_hours):
        span = whole(shown)
        found = ranges(folder).host_curve(series, span, points, Patient())
        notes: dict[int, list[float]] = defaultdict(list)
        for one in shown:
            notes[one.at_ms // found.step_ms * found.step_ms].append(one.host_value(series.metric_id))

        assert found.at_ms.tolist() == sorted(notes)
        assert len(found.at_ms) <= max(points + 2, 300)
        for place, at_ms in enumerate(found.at_ms.tolist()):
            values = [value for value in notes[at_ms] if value == value]
            assert found.mean[place] == pytest.approx(np.mean(values), rel=1e-4)
            assert found.most[place] == pytest.approx(max(values), rel=1e-4)
            assert found.least[place] == pytest.approx(min(values), rel=1e-4)


def test_statistics_are_those_of_all_beats(hours: tuple[Path, list[Snapshot]]) -> None:
    folder, shown = hours
    values = np.array([one.host_value("host.load.1min") for one in shown])
    short, long = (ranges(folder).host_statistics(
        HostSeries(metric_id="host.load.1min"), whole(shown, 0, last), Patient()) for last in (300, -1))  # fmt: skip

    assert (short.step_ms, long.step_ms) == (0, MINUTE_MS)
    for found, own in ((short, values[:301]), (long, values)):
        assert (found.least, found.most) == pytest.approx((own.min(), own.max()), rel=1e-4)
        assert found.mean == pytest.approx(own.mean(), rel=1e-3)
        assert found.p95 == pytest.approx(np.quantile(own, 0.95), rel=0.05)
    assert short.covered_ms == 3_000_000
    assert long.covered_ms == pytest.approx(14_990_000, abs=MINUTE_MS)
    assert short.peak_ms == shown[int(values[:301].argmax())].at_ms


def test_beyond_a_day_the_peaks_are_kept_and_what_was_least_is_not_made_up(tmp_path: Path) -> None:
    """Tables keep the most of each minute and not its least; the beats after the last minute know theirs."""
    shown = record_and_end(tmp_path, day(2020, every_s=45), commit_every=60)
    span, long = whole(shown), ranges(tmp_path)
    assert span.to_ms - span.from_ms > 25 * 60 * MINUTE_MS
    values: dict[int, list[float]] = defaultdict(list)
    minutes: dict[int, list[float]] = defaultdict(list)
    found = long.host_curve(USED, span, 200, Patient())
    for one in shown:
        values[one.at_ms // found.step_ms * found.step_ms].append(one.host_value(USED.metric_id))
        minutes[one.at_ms // MINUTE_MS].append(one.host_value(USED.metric_id))

    assert found.most.tolist() == [max(values[at_ms]) for at_ms in found.at_ms.tolist()]
    assert found.mean == pytest.approx([np.mean(values[at_ms]) for at_ms in found.at_ms.tolist()])
    assert np.isnan(found.least[:-1]).all()
    assert np.isnan(found.least[-1]) or found.least[-1] == min(values[int(found.at_ms[-1])])

    told = long.host_statistics(USED, span, Patient())
    assert (told.least, told.most, told.step_ms) == (None, max(map(max, minutes.values())), MINUTE_MS)
    assert told.p95 == pytest.approx(np.quantile([np.mean(one) for one in minutes.values()], 0.95))
    # What is not in tables is read of minutes that keep all.
    load = [one.host_value("host.load.1min") for one in shown]
    told = long.host_statistics(HostSeries(metric_id="host.load.1min"), span, Patient())
    assert (told.least, told.most) == pytest.approx((min(load), max(load)), abs=1e-4)


def test_the_series_of_a_range_are_those_of_which_something_is_known(
    hours: tuple[Path, list[Snapshot]], old_hours: tuple[Path, list[Snapshot]]
) -> None:
    for folder, shown in (hours, old_hours):
        for last in (100, -1):
            found = ranges(folder).host_series(whole(shown, 0, last), Patient())
            ids = {(one.metric_id, one.instance) for one in found}
            assert {("host.cpu.busy_ratio", ""), ("host.cpu.busy_ratio", "0"), ("host.load.1min", "")} <= ids
            assert ("host.disk.read_bytes_per_s", "") not in ids
            assert found[0] == BUSY


@pytest.mark.parametrize("has_beats", [True, False])
def test_the_whole_of_a_process_is_its_curves_from_its_first_beat_to_its_last(
    hours: tuple[Path, list[Snapshot]], old_hours: tuple[Path, list[Snapshot]], has_beats: bool
) -> None:
    folder, shown = hours if has_beats else old_hours
    memory = np.array([one.columns["rss_bytes"][0] for one in shown])

    found = ranges(folder).process_life(shown[0].key(0), 100, Patient())

    assert found is not None
    assert (found.facts.first_ms, found.facts.last_ms) == (shown[0].at_ms, shown[-1].at_ms)
    assert found.curves["rss_bytes"].most.max() == memory.max()
    assert found.use.rss_mean_bytes == pytest.approx(memory.mean(), rel=0.01)
    assert found.use.cpu_s == pytest.approx(sum(used_cpu_s(shown)[name, 101] for name in names(shown)), rel=0.01)
    assert found.use.ran_ms == pytest.approx(15_000_000, rel=0.01)
    assert np.isnan(found.curves["cpu_ratio"].mean).sum() <= 1


def names(shown: Sequence[Snapshot]) -> set[str]:
    return {one.texts["name"][0] or "" for one in shown}


def test_a_short_life_is_told_beat_by_beat(hours: tuple[Path, list[Snapshot]]) -> None:
    folder, shown = hours
    found = ranges(folder).process_life(ProcessKey("boot", 104, 4), 100, Patient())

    assert found is not None
    assert found.curves["rss_bytes"].at_ms.tolist() == [one.at_ms for one in shown[9:19]]
    assert found.curves["rss_bytes"].step_ms == 0
    assert found.facts.name == (shown[9].texts["name"][2] or "")


def test_of_what_was_never_recorded_there_is_no_life(hours: tuple[Path, list[Snapshot]]) -> None:
    folder, _ = hours
    assert ranges(folder).process_life(ProcessKey("boot", 7, 7), 100, Patient()) is None


def test_what_only_the_memory_knows_yet_is_told_as_well(tmp_path: Path) -> None:
    memory = RecentMemory()
    shown = live(day(50), memory)
    found = ranges(tmp_path, memory)
    span = whole(shown)

    assert [one.facts.key.pid for one in found.top_processes(span, Resource.CPU, 1, Patient())] == [101]
    life = found.process_life(ProcessKey("boot", 104, 4), 100, Patient())
    assert life is not None
    assert (life.facts.first_ms, life.facts.gone_ms) == (shown[9].at_ms, shown[19].at_ms)
    assert len(found.host_curve(USED, span, 100, Patient()).at_ms) == 50
    program = found.program_life("name 1", "executable 1", span, 100, Patient())
    assert [one.facts.key.pid for one in program.runs] == []
    assert program.use.cpu_s == pytest.approx(20 * 0.26, rel=0.02)


@pytest.mark.parametrize("is_on_disk", [True, False])
def test_how_somebody_ended_is_told_where_the_system_told_it(tmp_path: Path, is_on_disk: bool) -> None:
    """Serial 9 is missed by the first beat of the second chunk; of 5007 there is one beat."""
    memory, readings = RecentMemory(), with_ends(day(130, first=10))
    shown = record_and_end(tmp_path, readings) if is_on_disk else live(readings, memory)
    found = ranges(tmp_path, None if is_on_disk else memory)

    listed = found.top_processes(whole(shown), Resource.MEMORY, 1000, Patient())
    told = {one.facts.key.start_ticks: (one.facts.exit_status, one.facts.ended_ms) for one in listed}
    life = found.process_life(ProcessKey("boot", 109, 9), 100, Patient())

    assert told[9] == (status_of(9), shown[60].at_ms - 300)
    assert told[1] == (None, None)
    assert [told[serial][0] for serial in range(4, 16)] == [*map(status_of, range(4, 16))]
    assert life is not None
    assert (life.facts.exit_status, life.facts.ended_ms) == told[9]


def test_who_runs_in_the_newest_beat_is_told_to_be_running(tmp_path: Path) -> None:
    """The disk does not know yet that the process 121 has ended since it was written, which is at the beat 180."""
    memory = RecentMemory()
    shown = record(tmp_path, day(210), memory=memory, catches_up=True)
    found = ranges(tmp_path, memory)
    lives = [found.process_life(shown[beat].key(slot), 100, Patient()) for beat, slot in ((0, 0), (179, 2), (209, 2))]

    facts = [life.facts for life in lives if life is not None]
    assert [(one.key.pid, one.last_ms) for one in facts] == [(101, None), (121, None), (124, None)]
    assert [life.running_ms for life in lives if life is not None] == [shown[-1].at_ms, None, shown[-1].at_ms]


def test_relatives_that_only_the_memory_knows_are_told_as_well(tmp_path: Path) -> None:
    """In the first minute of a recording nothing is on the disk yet."""
    memory = RecentMemory()
    family = [replace(one, numbers={**one.numbers, "ppid": children_of(101, one)}) for one in day(50)]
    live(family, memory)
    found = ranges(tmp_path, memory)

    parent = found.process_life(ProcessKey("boot", 101, 1), 100, Patient())
    assert parent is not None
    assert parent.parent is None
    assert 102 in {child.key.pid for child in parent.children}
    child = found.process_life(parent.children[0].key, 100, Patient())
    assert child is not None
    assert child.parent is not None
    assert child.parent.key == parent.facts.key


def test_who_had_the_number_of_the_parent_long_before_is_not_the_parent(tmp_path: Path) -> None:
    """The process 104 has ended two minutes before the child that names its number as its parent."""
    beats = day(200)
    late = [replace(one, numbers={**one.numbers, "ppid": children_of(101, one) + 3}) for one in beats[140:]]
    record_and_end(tmp_path, [*beats[:140], *late])
    found = ranges(tmp_path)

    child = found.process_life(ProcessKey("boot", 118, 18), 100, Patient())

    assert child is not None
    assert (child.facts.parent_pid, child.parent) == (104, None)


def children_of(pid: int, one: Reading) -> FloatArray:
    """Return the parents of a beat in which all others are children of one."""
    return np.where(one.numbers["pid"] == pid, np.nan, float(pid))


@pytest.mark.parametrize("points", [4, 1000])
def test_a_program_is_told_over_its_runs(hours: tuple[Path, list[Snapshot]], points: int) -> None:
    """The second process works now and then, the third is another every ten beats, without a name."""
    folder, shown = hours
    found = ranges(folder).program_life("", "", whole(shown), points, Patient())
    memory = np.array([one.columns["rss_bytes"][2] for one in shown])

    assert len(found.runs) == 151
    assert found.runs[0].facts.first_ms == max(run.facts.first_ms or 0 for run in found.runs)
    assert found.use.rss_most_bytes == memory.max()
    assert np.nanmax(found.processes.most) == 1
    assert np.nanmax(found.memory.most) == memory.max()
    assert found.cpu.step_ms == found.memory.step_ms == (MINUTE_MS if points > 4 else 2 * 60 * MINUTE_MS)


def test_who_does_not_wait_is_not_worked_for(hours: tuple[Path, list[Snapshot]]) -> None:
    folder, shown = hours
    found, gone = ranges(folder), Gone()
    for span in (whole(shown, 0, 50), whole(shown)):
        for ask in (
            partial(found.top_programs, span, Resource.CPU, 5, gone),
            partial(found.top_processes, span, Resource.CPU, 5, gone),
            partial(found.host_series, span, gone),
            partial(found.host_curve, BUSY, span, 50, gone),
            partial(found.program_life, "", "", span, 50, gone),
        ):
            with pytest.raises(Cancelled):
                ask()
