"""Heat maps say of each cell what somebody says who looks at every beat in it, whatever is left of these beats."""

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui.domain.errors import Cancelled
from procmon_gui.domain.heat import METRICS, UNUSUAL, Heat, HeatKind, HeatProgram, HeatWish
from procmon_gui.domain.history import Gap, Span
from procmon_gui.domain.ranges import HostSeries, Resource
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.database import FILE_NAME, open_for_writing
from procmon_gui.store.history.digest import HOUR_MS, MINUTE_MS
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.ranges import Ranges
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.rollup_schema import PROGRAM_MINUTES
from procmon_gui.store.history.schema import CHUNKS
from tests.store.history.machines import day, live, without
from tests.store.history.notes import wild
from tests.store.history.recording import copied, record, record_and_end
from tests.store.history.waiting import Gone, Patient

Amounts = Mapping[tuple[str, int], float]


def ranges(folder: Path, memory: RecentMemory | None = None) -> Ranges:
    history = LongHistory(memory or RecentMemory(), folder / FILE_NAME)
    history.refresh()
    return Ranges(history)


def whole(shown: Sequence[Snapshot], first: int = 0, last: int = -1) -> Span:
    return Span(from_ms=shown[first].at_ms, to_ms=shown[last].at_ms)


def wish(kind: HeatKind, span: Span, step_ms: int, by: Resource = Resource.CPU, **more: object) -> HeatWish:
    return HeatWish(kind=kind, span=span, step_ms=step_ms, by=by, **more)  # type: ignore[arg-type]


def of_program(one: Snapshot, slot: int) -> str:
    return one.texts["name"][slot] or ""


def cpu_of_each_step(shown: Sequence[Snapshot], step_ms: int) -> Amounts:
    """Return the seconds of CPU of each program in each step, of a loop over what was shown."""
    used: dict[tuple[str, int], float] = defaultdict(float)
    for one in shown:
        for slot in one.rows.tolist():
            ratio = float(one.columns["cpu_ratio"][slot])
            used[of_program(one, slot), one.at_ms // step_ms] += 0.0 if np.isnan(ratio) else ratio * one.elapsed_s
    return used


def memory_of_each_step(shown: Sequence[Snapshot], step_ms: int) -> Amounts:
    """Return the most memory of each program at one beat of each step."""
    most: dict[tuple[str, int], float] = defaultdict(float)
    for one in shown:
        now: dict[str, float] = defaultdict(float)
        for slot in one.rows.tolist():
            now[of_program(one, slot)] += float(np.nan_to_num(one.columns["rss_bytes"][slot]))
        for name, value in now.items():
            most[name, one.at_ms // step_ms] = max(most[name, one.at_ms // step_ms], value)
    return most


def cells(heat: Heat) -> dict[tuple[str, int], float]:
    """Return what is known of programs, by name and step."""
    found: dict[tuple[str, int], float] = defaultdict(float)
    for row, subject in enumerate(heat.subjects):
        assert isinstance(subject, HeatProgram)
        for column in range(heat.step_count):
            value = heat.mean[row, column]
            if value == value:
                found[subject.name, heat.from_ms // heat.step_ms + column] += value
    return found


def positive(amounts: Amounts) -> dict[tuple[str, int], float]:
    return {key: value for key, value in amounts.items() if value > 0}


def is_in_gap(gaps: Sequence[Gap], at_ms: int) -> bool:
    return any(gap.from_ms < at_ms < gap.to_ms for gap in gaps)


# ---- programs


@settings(max_examples=8, deadline=None)
@given(
    st.integers(40, 200), st.integers(0, 30), st.sampled_from([1000, 2000, 10_000]), st.booleans(), st.integers(1, 30)
)
def test_short_steps_of_programs_are_those_of_a_loop_over_every_beat(
    tmp_path_factory: pytest.TempPathFactory, beats: int, skipped: int, step_ms: int, is_on_disk: bool, commit: int
) -> None:
    """From beats: in the memory, on the disk, and over the border between them."""
    folder, memory = tmp_path_factory.mktemp("history"), RecentMemory()
    shown = record(folder, day(beats), memory=memory, commit_every=commit) if is_on_disk else live(day(beats), memory)
    span = whole(shown, skipped)
    inside = shown[skipped:]

    heat = ranges(folder, memory).heat(wish(HeatKind.PROGRAMS, span, step_ms, count=1000), Patient())

    counts: dict[int, int] = defaultdict(int)
    for one in inside:
        counts[one.at_ms // step_ms] += 1
    expected = {key: cpu / counts[key[1]] for key, cpu in cpu_of_each_step(inside, step_ms).items()}
    assert heat.step_ms == step_ms
    assert positive(cells(heat)) == pytest.approx(positive(expected), rel=1e-6, abs=1e-9)
    assert heat.is_recorded.tolist() == [
        heat.from_ms // step_ms + column in counts for column in range(heat.step_count)
    ]


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 2**32), st.integers(30, 150), st.sampled_from([1000, 5000, MINUTE_MS, 2 * MINUTE_MS]))
def test_a_cell_is_unknown_where_no_beat_is_and_nothing_where_a_program_did_nothing(
    tmp_path_factory: pytest.TempPathFactory, seed: int, beats: int, step_ms: int
) -> None:
    """On any machine, whatever happens on it: beats come when they come, and are missing for a while."""
    folder = tmp_path_factory.mktemp("history")
    shown = record_and_end(folder, wild(seed, beats), commit_every=25)
    span = whole(shown)

    reader = ranges(folder)
    heat = reader.heat(wish(HeatKind.PROGRAMS, span, step_ms, count=1000), Patient())

    assert heat.step_ms == step_ms
    steps = {one.at_ms // step_ms for one in shown}
    first = heat.from_ms // step_ms
    # Between two beats that follow one another the second tells of the time between them.
    expected_columns = [
        first + column in steps or not is_in_gap(reader.gaps(span), heat.from_ms + column * step_ms + step_ms // 2)
        for column in range(heat.step_count)
    ]
    assert heat.is_recorded.tolist() == expected_columns
    assert np.isnan(heat.mean).any(axis=0).tolist() == (~heat.is_recorded).tolist() or not heat.subjects
    # What a minute keeps is rounded to a millisecond.
    expected = positive(cpu_of_each_step(shown, step_ms))
    found = {key: value for key, value in positive(cells(heat)).items() if key[1] in steps}
    assert found.keys() <= expected.keys()
    assert {key for key, cpu in expected.items() if cpu > 0.001} <= found.keys()


@pytest.fixture(scope="module")
def hours(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Snapshot]]:
    """Return a history of some hours in which a beat was taken every ten seconds."""
    folder = tmp_path_factory.mktemp("hours")
    return folder, record_and_end(folder, day(1500, every_s=10), commit_every=60)


def changed(folder: Path, *statements: object) -> None:
    engine = open_for_writing(folder / FILE_NAME).engine
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[call-overload]
    engine.dispose()


@pytest.mark.parametrize("step_ms", [MINUTE_MS, 10 * MINUTE_MS, HOUR_MS])
@pytest.mark.parametrize("has_beats", [True, False])
def test_long_steps_of_programs_are_those_of_every_beat(
    hours: tuple[Path, list[Snapshot]], tmp_path: Path, step_ms: int, has_beats: bool
) -> None:
    recorded, shown = hours
    folder = recorded
    if not has_beats:
        folder = copied(recorded, tmp_path / "old")
        changed(folder, CHUNKS.delete())
    span = whole(shown)

    heat = ranges(folder).heat(wish(HeatKind.PROGRAMS, span, step_ms, count=1000), Patient())

    counts: dict[int, int] = defaultdict(int)
    for one in shown:
        counts[one.at_ms // step_ms] += 1
    whole_steps = {step for step, count in counts.items() if count == step_ms // 10_000}
    expected = {
        key: cpu / (counts[key[1]] * 10)
        for key, cpu in cpu_of_each_step(shown, step_ms).items()
        if key[1] in whole_steps
    }
    found = {key: value for key, value in cells(heat).items() if key[1] in whole_steps}
    assert heat.step_ms == step_ms
    # A minute keeps milliseconds.
    assert positive(found) == pytest.approx(positive(expected), rel=0.01, abs=2e-4)


def test_where_only_hours_are_left_steps_are_hours(hours: tuple[Path, list[Snapshot]], tmp_path: Path) -> None:
    recorded, shown = hours
    folder = copied(recorded, tmp_path / "old")
    changed(folder, CHUNKS.delete(), PROGRAM_MINUTES.delete())
    first_hour = shown[0].at_ms // HOUR_MS + 1
    span = Span(from_ms=first_hour * HOUR_MS, to_ms=(first_hour + 2) * HOUR_MS - 1)

    heat = ranges(folder).heat(wish(HeatKind.PROGRAMS, span, MINUTE_MS, count=1000), Patient())

    expected = {
        key: cpu / 3600 for key, cpu in cpu_of_each_step(shown, HOUR_MS).items() if key[1] - first_hour in (0, 1)
    }
    assert (heat.step_ms, heat.step_count) == (HOUR_MS, 2)
    assert positive(cells(heat)) == pytest.approx(positive(expected), rel=0.01, abs=1e-5)


@pytest.mark.parametrize("step_ms", [MINUTE_MS, 10 * MINUTE_MS, HOUR_MS])
def test_memory_is_known_of_who_slept_as_well(hours: tuple[Path, list[Snapshot]], step_ms: int) -> None:
    """A program that does nothing for hours has no row of its own in any minute."""
    folder, shown = hours

    heat = ranges(folder).heat(wish(HeatKind.PROGRAMS, whole(shown), step_ms, Resource.MEMORY, count=1000), Patient())

    expected = positive(memory_of_each_step(shown, step_ms))
    found = positive(cells(heat))
    # "name" stands still from the first beat to the last.
    sleeper = {key: value for key, value in expected.items() if key[0] == "name"}
    assert {key: value for key, value in found.items() if key[0] == "name"} == pytest.approx(sleeper)
    assert len(sleeper) == heat.step_count
    np.testing.assert_array_equal(heat.mean, heat.most)


def test_programs_are_in_the_order_of_what_they_used(hours: tuple[Path, list[Snapshot]]) -> None:
    folder, shown = hours
    for by in Resource:
        found = ranges(folder)
        heat = found.heat(wish(HeatKind.PROGRAMS, whole(shown), 10 * MINUTE_MS, by, count=5), Patient())
        top = found.top_programs(whole(shown), by, 5, Patient())
        assert [subject.name for subject in heat.subjects if isinstance(subject, HeatProgram)] == [
            one.name for one in top
        ]


def test_steps_that_are_shorter_than_it_is_from_beat_to_beat_have_no_holes(tmp_path: Path) -> None:
    """With a beat every five seconds each of them tells of five steps of a second."""
    shown = record_and_end(tmp_path, day(60, every_s=5), commit_every=30)
    for kind in (HeatKind.PROGRAMS, HeatKind.METRICS, HeatKind.CORES):
        heat = ranges(tmp_path).heat(wish(kind, whole(shown), 1000, is_unusual=True), Patient())
        assert heat.step_count == 296
        # The first beat knows no rate.
        assert heat.is_recorded[5:].all()
        np.testing.assert_array_equal(heat.mean[:, 6:11], np.repeat(heat.mean[:, 10:11], 5, axis=1))


# ---- the machine


@pytest.mark.parametrize("step_ms", [10_000, 30_000, MINUTE_MS, 10 * MINUTE_MS, HOUR_MS])
@pytest.mark.parametrize("kind", [HeatKind.METRICS, HeatKind.CORES])
def test_the_machine_in_steps_is_the_mean_and_the_most_of_its_beats(
    hours: tuple[Path, list[Snapshot]], step_ms: int, kind: HeatKind
) -> None:
    folder, shown = hours
    inside = shown[:180] if step_ms < MINUTE_MS else shown
    heat = ranges(folder).heat(wish(kind, whole(inside), step_ms), Patient())
    assert heat.step_ms == step_ms
    if kind is HeatKind.METRICS:
        assert tuple(heat.subjects) == METRICS
    else:
        assert list(heat.subjects) == [HostSeries(metric_id="host.cpu.busy_ratio", instance="0")]

    for row, series in enumerate(heat.subjects):
        assert isinstance(series, HostSeries)
        values: dict[int, list[float]] = defaultdict(list)
        for one in inside:
            value = one.host.get(series.metric_id, {}).get(series.instance, float("nan"))
            values[one.at_ms // step_ms] += [value] if value == value else []
        for column in range(heat.step_count):
            known = values[heat.from_ms // step_ms + column]
            mean, most = heat.mean[row, column], heat.most[row, column]
            assert mean == pytest.approx(np.mean(known) if known else np.nan, rel=1e-3, nan_ok=True)
            # Of some figures a minute does not keep the most.
            assert np.isnan(most) or most == pytest.approx(max(known), rel=1e-3)


def test_a_time_that_was_not_recorded_is_unknown_in_every_row(tmp_path: Path) -> None:
    shown = record_and_end(tmp_path, without(day(900), range(300, 700)), commit_every=60)
    for kind in (HeatKind.METRICS, HeatKind.PROGRAMS, HeatKind.CORES):
        heat = ranges(tmp_path).heat(wish(kind, whole(shown), MINUTE_MS), Patient())
        recorded = {one.at_ms // MINUTE_MS for one in shown}
        expected = [heat.from_ms // MINUTE_MS + column in recorded for column in range(heat.step_count)]

        assert heat.is_recorded.tolist() == expected
        assert not all(expected)
        assert np.isnan(heat.mean[:, ~heat.is_recorded]).all()


def test_what_is_unusual_is_computed_of_programs_and_cores_and_unknown_of_metrics_that_nobody_judged(
    tmp_path: Path,
) -> None:
    shown = record_and_end(tmp_path, day(900), commit_every=60)
    metrics, programs, cores = (
        ranges(tmp_path).heat(wish(kind, whole(shown), MINUTE_MS, is_unusual=True), Patient()).unusual
        for kind in (HeatKind.METRICS, HeatKind.PROGRAMS, HeatKind.CORES)
    )

    assert metrics is not None
    assert programs is not None
    assert cores is not None
    assert np.isnan(metrics).all()
    # Each of the names of the first process was there for a third of a minute only.
    assert np.nanmax(programs) > UNUSUAL
    assert np.nanmax(cores) < UNUSUAL


@pytest.mark.parametrize("step_ms", [5000, MINUTE_MS])
def test_metrics_are_as_unusual_as_they_were_judged_while_it_happened(tmp_path: Path, step_ms: int) -> None:
    """The most of a step: what was unusual for a moment was unusual."""
    scores = {"cpu.busy_ratio": 0.1, "memory.used_ratio": 0.85}
    judged = [
        dataclasses.replace(
            one, host={**one.host, "anomaly.score": dict(scores) if place == 100 else {"load.1min": 0.0}}
        )
        for place, one in enumerate(day(300))
    ]
    shown = record_and_end(tmp_path, judged, commit_every=60)

    heat = ranges(tmp_path).heat(wish(HeatKind.METRICS, whole(shown), step_ms, is_unusual=True), Patient())

    assert heat.unusual is not None
    ids = [subject.metric_id for subject in heat.subjects if isinstance(subject, HostSeries)]
    at = (shown[100].at_ms - heat.from_ms) // heat.step_ms
    cpu, load, memory = (
        heat.unusual[ids.index(f"host.{name}")] for name in ("cpu.busy_ratio", "load.1min", "memory.used_bytes")
    )
    assert cpu[at] == pytest.approx(0.1, rel=1e-3)
    assert memory[at] == pytest.approx(0.85, rel=1e-3)
    assert np.isnan(np.delete(memory, at)).all()
    assert (load[: at - 1] == 0).all()


@pytest.mark.parametrize("kind", [HeatKind.METRICS, HeatKind.PROGRAMS, HeatKind.CORES])
@pytest.mark.parametrize("step_ms", [1000, MINUTE_MS])
def test_who_does_not_wait_any_more_gets_no_heat_map(
    hours: tuple[Path, list[Snapshot]], kind: HeatKind, step_ms: int
) -> None:
    folder, shown = hours
    last = 50 if step_ms < MINUTE_MS else -1
    by = Resource.MEMORY if kind is HeatKind.PROGRAMS else Resource.CPU
    if kind is HeatKind.METRICS and step_ms == MINUTE_MS:
        # Told by one look into a table.
        return
    with pytest.raises(Cancelled):
        ranges(folder).heat(wish(kind, whole(shown, 0, last), step_ms, by), Gone())


def test_who_is_alone_has_no_hosts_to_compare(hours: tuple[Path, list[Snapshot]]) -> None:
    folder, shown = hours
    assert ranges(folder).hosts() == ()
    assert ranges(folder).heat(wish(HeatKind.HOSTS, whole(shown), MINUTE_MS), Patient()).subjects == ()
