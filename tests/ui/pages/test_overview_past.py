"""Charts of a moment from before this program looked: what was recorded around it is read, once."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from procmon_gui.domain.history import HostBeat
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.pages.overview_history import OverviewHistory
from procmon_gui.ui.pages.overview_past import OverviewPast
from tests.store.history.machines import day, live


@pytest.fixture(autouse=True)
def _readers_end() -> Iterator[None]:
    yield
    close_readers()


@pytest.fixture
def recorded() -> tuple[RecentMemory, list[Snapshot]]:
    memory = RecentMemory()
    return memory, live(day(200), memory)


def test_live_beats_come_from_what_the_page_remembers(
    qtbot: QtBot, recorded: tuple[RecentMemory, list[Snapshot]]
) -> None:
    memory, shown = recorded
    history = OverviewHistory()
    for snapshot in shown[-20:]:
        history.remember(snapshot)
    past = OverviewPast(history)

    assert past.behind(shown[-1], memory, None) is history
    assert past.behind(shown[-10], memory, shown[-10].at_ms) is history


def test_an_earlier_moment_is_read_and_shows_what_was_shown_then(
    qtbot: QtBot, recorded: tuple[RecentMemory, list[Snapshot]]
) -> None:
    memory, shown = recorded
    past = OverviewPast(OverviewHistory())
    moment = shown[120]

    with qtbot.waitSignal(past.learned):
        before = past.behind(moment, memory, moment.at_ms)
    found = past.behind(moment, memory, moment.at_ms)

    assert len(before.table) == 0
    times = found.table.times()
    expected = [one for one in shown if one.monotonic_ns / 1e9 in times]
    assert moment in expected
    np.testing.assert_allclose(
        found.table.values("memory"), [one.host_value("host.memory.used_ratio") for one in expected]
    )
    np.testing.assert_allclose(found.table.values("cpu"), [one.host_value("host.cpu.busy_ratio") for one in expected])


def test_who_led_is_told_of_the_moment_and_not_of_now(
    qtbot: QtBot, recorded: tuple[RecentMemory, list[Snapshot]]
) -> None:
    memory, shown = recorded
    past = OverviewPast(OverviewHistory())
    moment = shown[120]
    with qtbot.waitSignal(past.learned):
        past.behind(moment, memory, moment.at_ms)

    leader = past.behind(moment, memory, moment.at_ms).leader_at(moment.monotonic_ns / 1e9, "cpu")

    assert leader is not None
    assert leader.name == moment.texts["name"][0]
    assert leader.value == pytest.approx(moment.columns["cpu_ratio"][0])


def test_a_step_to_a_moment_nearby_reads_nothing_again(
    qtbot: QtBot, recorded: tuple[RecentMemory, list[Snapshot]], monkeypatch: pytest.MonkeyPatch
) -> None:
    memory, shown = recorded
    past = OverviewPast(OverviewHistory())
    with qtbot.waitSignal(past.learned):
        past.behind(shown[120], memory, shown[120].at_ms)
    monkeypatch.setattr(memory, "host_beats", None)

    for snapshot in shown[100:180:10]:
        assert len(past.behind(snapshot, memory, snapshot.at_ms).table)


def test_a_gap_of_what_was_recorded_breaks_the_line() -> None:
    memory = RecentMemory()
    readings = day(120)
    shown = live([*readings[:40], *readings[90:]], memory)
    history = OverviewHistory()

    history.recall(memory.host_beats(0, 2**53), "boot")

    values = history.table.values("memory")
    assert len(values) == len(shown) + 1
    assert np.isnan(values[40])


def test_minutes_stand_at_their_time_and_one_that_is_missing_breaks_the_line() -> None:
    minutes = [
        HostBeat(at_s=1_700_000_040.0 + 60 * place, host={"host.cpu.busy_ratio": {"": 0.1 * place}})
        for place in (0, 1, 2, 5, 6)
    ]
    history = OverviewHistory()

    history.recall(minutes, "boot", are_minutes=True)

    assert history.is_of_minutes
    np.testing.assert_allclose(history.table.values("cpu"), [0.0, 0.1, 0.2, np.nan, 0.5, 0.6])
    assert history.table.times()[0] == 1_700_000_040.0


def test_a_moment_that_is_a_minutes_averages_has_the_minutes_before_it_behind_it(qtbot: QtBot) -> None:
    at_ms = 1_700_000_040_000
    moment = replace(live(day(3))[-1], at_ms=at_ms, monotonic_ns=0, average_of_ms=60_000)
    asked: list[tuple[int, int]] = []

    class Minutes(RecentMemory):
        def host_beats(self, from_ms: int, to_ms: int) -> tuple[HostBeat, ...]:
            asked.append((from_ms, to_ms))
            times = range(from_ms, to_ms + 1, 60_000)
            # A beat of another time has another clock.
            beat = HostBeat(at_s=1000.0, host={"host.cpu.busy_ratio": {"": 0.9}})
            return (*(HostBeat(at_s=one / 1000, host={"host.cpu.busy_ratio": {"": 0.5}}) for one in times), beat)

    past = OverviewPast(OverviewHistory())
    with qtbot.waitSignal(past.learned):
        past.behind(moment, Minutes(), at_ms)
    found = past.behind(moment, Minutes(), at_ms)

    assert found.is_of_minutes
    assert asked == [(at_ms - 600_000, at_ms + 60_000)]
    assert set(found.table.values("cpu").tolist()) == {0.5}
    assert len(found.table) == 12
