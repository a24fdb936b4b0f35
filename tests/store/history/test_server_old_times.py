"""What is read of a machine on a server is what is read on its own disk, also where beats are gone or a range is long.

A moment there is the machine alone, because rows of processes are not copied.
"""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from procmon_gui.domain.heat import HeatKind, HeatWish
from procmon_gui.domain.history import Span
from procmon_gui.domain.ranges import Curve, HostSeries, ProgramInRange, Resource
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.services.server import open_server_history
from procmon_gui.store.history.digest import HOUR_MS, MINUTE_MS
from procmon_gui.store.history.host_record import host_record
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.ranges import Ranges
from procmon_gui.store.history.rollup_schema import SYSTEM_FIGURES
from procmon_gui.store.history.server import prepare_server
from procmon_gui.store.history.server_history import ServerHistory
from tests.store.conftest import Team
from tests.store.history.forwarded import forwarding, until
from tests.store.history.machines import day
from tests.store.history.recording import record, record_and_end, start_again
from tests.store.history.test_old_times import forget, opened
from tests.store.history.test_server_sums import on_disk, on_server
from tests.store.history.waiting import Patient
from tests.store.postgres import Server

EVERY_S = 20
BUSY = HostSeries(metric_id="host.cpu.busy_ratio")
LOAD = HostSeries(metric_id="host.load.1min")
MEMORY = HostSeries(metric_id="host.memory.used_bytes")
OF_A_CORE = HostSeries(metric_id="host.cpu.busy_ratio", instance="0")


@dataclass(frozen=True)
class Told:
    """A machine on its disk and on a server, both without the beats of its first hours, and what was shown of it."""

    shown: list[Snapshot]
    border_ms: int
    here: LongHistory
    there: ServerHistory

    @property
    def whole(self) -> Span:
        return Span(from_ms=self.shown[0].at_ms, to_ms=self.shown[-1].at_ms)

    @property
    def beats(self) -> Span:
        found = self.there.beats_span()
        assert found is not None
        return found


def busier(readings: list[Reading]) -> list[Reading]:
    """Return the same of a machine on which everything is much more."""
    return [
        dataclasses.replace(one, host={**one.host, "load.1min": {"": 90.0}, "memory.available_bytes": {"": 1e9}})
        for one in readings
    ]


@pytest.fixture(scope="module")
def told(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    database = postgres.new_database()
    prepare_server(postgres.url(database=database))
    team = Team(postgres, database)
    folder, other = tmp_path_factory.mktemp("machine"), tmp_path_factory.mktemp("other")
    shown = record_and_end(folder, [with_cores(one) for one in day(550, every_s=EVERY_S)], commit_every=60)
    record(other, busier(day(550, every_s=EVERY_S)), machine_id="other")
    start_again(other)
    for one in (folder, other):
        with forwarding(one, team.recorder) as forwarder:
            assert until(lambda: forwarder.figures().is_connected and not forwarder.figures().waiting_count)
            assert until(lambda one=one: all_of(on_disk(one), on_server(team)))  # type: ignore[misc]
    border_ms = (shown[0].at_ms + 2 * HOUR_MS) // HOUR_MS * HOUR_MS
    forget(folder, border_ms)
    team.sql(f"DELETE FROM procmon_gui.chunks WHERE to_ms < {border_ms}")
    there = open_server_history(team.recorder, "machine")
    yield Told(shown, border_ms, opened(folder), there)
    there.close()


def with_cores(reading: Reading) -> Reading:
    return dataclasses.replace(reading, host={**reading.host, "cpu.core_count": {"": 2.0}})


def all_of(wanted: list[list[tuple[object, ...]]], found: list[list[tuple[object, ...]]]) -> bool:
    return all(set(one) <= set(other) for one, other in zip(wanted, found, strict=True))


def same(one: Curve, other: Curve, *, has_most: bool = True) -> bool:
    return one.step_ms == other.step_ms and all(
        np.allclose(getattr(one, name), getattr(other, name), rtol=1e-4, equal_nan=True)
        for name in ("at_ms", "mean", *(("most",) if has_most else ()))
    )


def test_the_span_and_the_steps_reach_over_all_that_is_known(told: Told) -> None:
    at_ms = told.shown[125].at_ms

    assert told.there.span() == told.here.span()
    assert told.there.beats_span() == told.here.beats_span()
    assert told.there.beat_near(at_ms) == told.here.beat_near(at_ms) == at_ms // MINUTE_MS * MINUTE_MS
    assert told.there.beat_near(at_ms, -2) == told.here.beat_near(at_ms, -2)


def test_a_moment_whose_beats_are_gone_is_the_averages_of_the_machine(told: Told) -> None:
    at_ms = told.shown[125].at_ms
    here = told.here.snapshot_at(at_ms)

    there = told.there.snapshot_at(at_ms)

    assert here is not None
    assert there is not None
    assert (there.at_ms, there.average_of_ms) == (at_ms // MINUTE_MS * MINUTE_MS, MINUTE_MS)
    wanted = {metric: here.host[metric] for _, metric, _ in SYSTEM_FIGURES if metric in here.host}
    assert len(wanted) > 3
    for metric, values in wanted.items():
        assert there.host_value(metric) == pytest.approx(values[""], rel=1e-4)
    assert len(there.rows) == 0
    assert told.there.ended_since(at_ms) == {}


def test_a_moment_that_has_beats_is_that_beat(told: Told) -> None:
    found = told.there.snapshot_at(told.shown[-20].at_ms)

    assert found is not None
    assert (found.at_ms, found.average_of_ms) == (told.shown[-20].at_ms, 0)
    assert len(found.rows) > 1


def test_the_graphs_of_a_process_begin_there_with_its_oldest_beat_because_its_minutes_stay_on_the_machine(
    told: Told,
) -> None:
    key = told.shown[0].key(0)
    span = told.whole.from_ms, told.whole.to_ms
    on_disk = told.here.minute_means(key, *span, Patient())

    on_server = told.there.minute_means(key, *span, Patient())

    assert len(on_disk["cpu_ratio"].at_ms) > 90
    assert on_server == {}
    there, here = (one.series_of(key, "rss_bytes", *span) for one in (told.there, told.here))
    # Of the first of them nothing is told, as everywhere: it has none before it.
    assert there.at_ms[0] == told.beats.from_ms + 1000 * EVERY_S
    assert there.at_ms.tolist() == here.at_ms.tolist()
    assert np.array_equal(there.values, here.values, equal_nan=True)


def test_charts_of_the_machine_reach_behind_its_beats_as_far_as_the_sums_do(told: Told) -> None:
    from_ms, to_ms = told.border_ms - HOUR_MS, told.border_ms + HOUR_MS // 2

    here, there = (one.host_beats(from_ms, to_ms) for one in (told.here, told.there))

    assert [one.at_s for one in there] == [one.at_s for one in here]
    assert there[0].at_s < told.beats.from_ms / 1000
    for metric_id in (BUSY.metric_id, MEMORY.metric_id):
        mine, theirs = ([one.host[metric_id][""] for one in beats] for beats in (here, there))
        assert theirs == pytest.approx(mine, rel=1e-4, nan_ok=True)


@pytest.mark.parametrize("points", [40, 4000])
def test_the_curve_of_the_strip_is_that_of_the_disk_over_the_border(told: Told, points: int) -> None:
    here, there = (one.curve(told.whole.from_ms, told.whole.to_ms, points) for one in (told.here, told.there))

    assert there.at_ms.tolist() == here.at_ms.tolist()
    assert np.allclose(there.values, here.values, equal_nan=True)


def test_the_busiest_time_is_found_where_only_minutes_are_left(told: Told) -> None:
    end_ms = told.border_ms - HOUR_MS // 2

    assert told.there.peak(told.whole.from_ms, end_ms) == told.here.peak(told.whole.from_ms, end_ms)
    assert told.there.peak(told.whole.from_ms, told.whole.to_ms) is not None


@pytest.mark.parametrize(("series", "has_most"), [(BUSY, True), (MEMORY, True), (LOAD, False)])
def test_curves_and_statistics_of_a_long_range_are_those_of_the_disk(
    told: Told, series: HostSeries, has_most: bool
) -> None:
    here, there = Ranges(told.here), Ranges(told.there)

    mine, theirs = (one.host_curve(series, told.whole, 200, Patient()) for one in (here, there))
    assert same(theirs, mine, has_most=has_most)
    facts, found = (one.host_statistics(series, told.whole, Patient()) for one in (here, there))
    assert found.mean == pytest.approx(facts.mean, rel=1e-3)
    assert (facts.most_is_mean, found.most_is_mean) == (False, not has_most)
    assert not has_most or found.most == pytest.approx(facts.most, rel=1e-3)
    assert (found.covered_ms, found.step_ms) == (facts.covered_ms, facts.step_ms)


def test_what_no_table_has_is_told_by_beats_as_far_as_they_reach(told: Told) -> None:
    there = Ranges(told.there)
    assert OF_A_CORE in there.host_series(told.whole, Patient())

    found = there.host_curve(OF_A_CORE, told.whole, 10_000, Patient())

    # Of the first of them no rate is known.
    wanted = [one for one in told.shown if one.at_ms > told.beats.from_ms]
    assert found.at_ms.tolist() == [one.at_ms for one in wanted]
    last = wanted[-1].host_value(OF_A_CORE.metric_id, "0")
    assert found.mean[-1] == pytest.approx(last, rel=1e-4)


def test_programs_of_a_long_range_used_what_the_disk_says(told: Told) -> None:
    def used(found: list[ProgramInRange]) -> dict[tuple[str, str], float]:
        return {(one.name, one.executable): round(one.use.cpu_s or 0.0, 1) for one in found}

    here, there = (
        list(one.top_programs(told.whole, Resource.CPU, 10_000, Patient()))
        for one in (Ranges(told.here), Ranges(told.there))
    )

    assert len(here) > 20
    assert used(there) == used(here)


def test_processes_of_a_long_range_are_those_of_its_beats(told: Told) -> None:
    found = Ranges(told.there).top_processes(told.whole, Resource.CPU, 3, Patient())

    cpu_s = sum(
        float(one.columns["cpu_ratio"][0]) * one.elapsed_s for one in told.shown if one.at_ms > told.beats.from_ms
    )
    assert found[0].facts.key.pid == 101
    assert found[0].use.cpu_s == pytest.approx(cpu_s, rel=0.02)


def test_the_life_of_a_process_is_told_by_its_beats(told: Told) -> None:
    lived = [one for one in told.shown if one.at_ms >= told.beats.from_ms and 103 + 45 in one.columns["pid"][one.rows]]
    (key,) = {one.key(2) for one in lived}

    found = Ranges(told.there).process_life(key, 100, Patient())

    assert found is not None
    assert (found.facts.first_ms, found.facts.last_ms) == (lived[0].at_ms, lived[-1].at_ms)
    assert found.curves["rss_bytes"].at_ms.tolist() == [one.at_ms for one in lived]


def test_the_life_of_a_program_says_that_not_all_of_its_runs_are_known(told: Told) -> None:
    program = Ranges(told.there).top_programs(told.whole, Resource.CPU, 1, Patient())[0]

    here, there = (
        one.program_life(program.name, program.executable, told.whole, 100, Patient())
        for one in (Ranges(told.here), Ranges(told.there))
    )

    assert there.use.cpu_s == pytest.approx(here.use.cpu_s, rel=1e-3)
    assert there.is_cut


def test_hours_of_which_no_minutes_are_left_have_a_curve(told: Told, tmp_path: Path, postgres: Server) -> None:
    database = postgres.new_database()
    prepare_server(postgres.url(database=database))
    team = Team(postgres, database)
    shown = record_and_end(tmp_path, [with_cores(one) for one in day(550, every_s=EVERY_S)], commit_every=60)
    with forwarding(tmp_path, team.recorder) as forwarder:
        assert until(lambda: on_server(team) == on_disk(tmp_path) and not forwarder.figures().waiting_count)
    border_ms = (shown[0].at_ms + 2 * HOUR_MS) // HOUR_MS * HOUR_MS
    forget(tmp_path, border_ms, has_minutes=False)
    for table, time in (("chunks", "to_ms"), ("system_sums", "minute_ms"), ("program_minutes", "minute_ms")):
        team.sql(f"DELETE FROM procmon_gui.{table} WHERE {time} < {border_ms}")
    here, there = opened(tmp_path), open_server_history(team.recorder, "machine")
    span = Span(from_ms=border_ms - HOUR_MS, to_ms=shown[-1].at_ms)

    assert there.span() == here.span()
    mine, theirs = (Ranges(one).host_curve(BUSY, span, 1000, Patient()) for one in (here, there))
    there.close()
    assert theirs.step_ms == HOUR_MS
    assert same(theirs, mine)
    assert theirs.mean[0] > 0


def test_what_was_busy_before_its_sums_were_copied_is_found_and_counted(tmp_path: Path, team: Team) -> None:
    readings = day(900)
    user_s = [0.75 * beat + max(0, min(beat - 850, 20)) for beat in range(1, 901)]
    busy = [
        dataclasses.replace(one, host={**one.host, "cpu.user_s": {"": own}})
        for one, own in zip(readings, user_s, strict=True)
    ]
    shown = record_and_end(tmp_path, busy, commit_every=60)
    with forwarding(tmp_path, team.recorder) as forwarder:
        assert until(lambda: on_server(team) == on_disk(tmp_path) and not forwarder.figures().waiting_count)
    for table in ("system_sums", "program_minutes"):
        team.sql(f"DELETE FROM procmon_gui.{table} WHERE minute_ms > {shown[600].at_ms}")
    here, there = opened(tmp_path), open_server_history(team.recorder, "machine")
    span = Span(from_ms=shown[0].at_ms, to_ms=shown[-1].at_ms)

    wanted, found = here.peak(span.from_ms, span.to_ms), there.peak(span.from_ms, span.to_ms)
    mine, theirs = (one.top_programs(span, Resource.CPU, 3, Patient()) for one in (Ranges(here), Ranges(there)))
    there.close()

    assert wanted is not None
    assert found is not None
    assert (found.at_ms, found.busy_ratio) == (wanted.at_ms, pytest.approx(wanted.busy_ratio))
    assert wanted.at_ms > shown[840].at_ms
    assert [round(one.use.cpu_s or 0, 1) for one in theirs] == [round(one.use.cpu_s or 0, 1) for one in mine]


def test_heat_maps_of_the_server_are_those_of_the_disk_and_all_its_machines_have_a_row(told: Told) -> None:
    here, there = Ranges(told.here), Ranges(told.there)
    for kind in (HeatKind.METRICS, HeatKind.PROGRAMS):
        wish = HeatWish(kind=kind, span=told.whole, step_ms=10 * MINUTE_MS, count=1000)
        one, other = here.heat(wish, Patient()), there.heat(wish, Patient())
        # Several programs used the same.
        assert set(one.subjects) == set(other.subjects)
        assert (one.from_ms, one.step_ms) == (other.from_ms, other.step_ms)
        same_rows = other.mean[[list(other.subjects).index(subject) for subject in one.subjects]]
        # The newest minute of the server may grow yet: its beats are what is read.
        np.testing.assert_allclose(one.mean[:, :-1], same_rows[:, :-1], rtol=1e-3, atol=1e-6, equal_nan=True)
    wish = HeatWish(kind=HeatKind.HOSTS, span=told.whole, step_ms=10 * MINUTE_MS)
    machines = there.heat(wish, Patient())

    assert [host.machine_id for host in there.hosts()] == ["machine", "other"]
    assert machines.subjects == there.hosts()
    cpu = here.heat(HeatWish(kind=HeatKind.METRICS, span=told.whole, step_ms=10 * MINUTE_MS), Patient()).mean[0]
    np.testing.assert_allclose(machines.mean[0, :-1], cpu[:-1], rtol=1e-3)
    assert not np.isnan(machines.mean[1]).any()


def test_memory_on_a_server_is_told_by_hours_since_minutes_do_not_know_who_slept(told: Told) -> None:
    wish = HeatWish(kind=HeatKind.PROGRAMS, span=told.whole, step_ms=10 * MINUTE_MS, by=Resource.MEMORY)
    assert Ranges(told.there).heat(wish, Patient()).step_ms == HOUR_MS


def test_a_figure_of_the_machine_is_told_beat_by_beat_and_before_that_by_minutes(told: Told) -> None:
    """For who plays rules over it: the same from the server as from the disk."""
    for metric_id in ("host.cpu.busy_ratio", "host.load.1min"):
        here, there = (
            host_record(history, metric_id, "", told.whole, Patient()) for history in (told.here, told.there)
        )

        assert there.at_ms.tolist() == here.at_ms.tolist()
        assert there.averages_count == here.averages_count > 60
        assert np.allclose(there.values[""], here.values[""], rtol=1e-3, equal_nan=True)
        later = slice(there.averages_count, None)
        assert there.values[""][later].tolist() == here.values[""][later].tolist()
