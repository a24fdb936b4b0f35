"""Charts of a moment from before this program looked: what was recorded around it is read, once."""

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

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
