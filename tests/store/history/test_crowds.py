"""Who took how much in a time, who came and who went: also of those that are gone, and over a restart."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from procmon_gui.domain.alerts import About
from procmon_gui.domain.crowds import Crowd, Group
from procmon_gui.domain.history import Span
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.rules import Subject
from procmon_gui.store.history.crowds import Crowds
from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.recent import RecentMemory
from tests.domain.readings import reading
from tests.store.history.machines import beating
from tests.store.history.recording import record_and_end

START_MS = 1_700_000_000_000
BEFORE = Span(from_ms=START_MS + 1000, to_ms=START_MS + 59_999)
DURING = Span(from_ms=START_MS + 60_000, to_ms=START_MS + 119_000)
AROUND = Span(from_ms=START_MS, to_ms=START_MS + 119_000)
# Pids are the numbers, a process starts so many ticks after the machine.
STEADY, HOG, SHORT = 11, 12, 13


def beat(second: int, *, serial_offset: int = 0) -> Reading:
    """Return a beat: one process works all the time, one from the middle on, one lives for ten seconds."""
    pids = [STEADY, HOG, *([SHORT] if 70 <= second < 80 else [])]
    used = {STEADY: 0.5 * second, HOG: max(0.0, 1.0 * (second - 60)), SHORT: 0.8 * (second - 69.2)}
    memory = {STEADY: 1000.0, HOG: 10.0 + max(0, second - 60), SHORT: 50.0}
    starts = {STEADY: 100.0, HOG: 200.0, SHORT: 6950.0}
    found = reading(
        at_s=float(second), serials=[pid + serial_offset for pid in pids], pid=pids,
        start_ticks=[starts[pid] for pid in pids], cpu_user_s=[used[pid] for pid in pids],
        cpu_system_s=[0.0] * len(pids), rss_bytes=[memory[pid] for pid in pids],
        ppid=[1.0, STEADY, STEADY][: len(pids)],
        kernel_thread=[0.0] * len(pids), exit_status=[np.nan] * len(pids),
    )  # fmt: skip
    if second >= 80:
        # The slot is free, and says how who had it ended.
        found = reading(
            at_s=float(second), serials=[STEADY + serial_offset, HOG + serial_offset, -1], pid=[STEADY, HOG, SHORT],
            start_ticks=[starts[STEADY], starts[HOG], starts[SHORT]],
            cpu_user_s=[used[STEADY], used[HOG], np.nan], cpu_system_s=[0.0, 0.0, np.nan],
            rss_bytes=[memory[STEADY], memory[HOG], np.nan], ppid=[1.0, STEADY, np.nan],
            kernel_thread=[0.0, 0.0, np.nan],
            exit_status=[np.nan, np.nan, -9.0], ended_at_utc=[np.nan, np.nan, START_MS / 1000 + 79.5],
        )  # fmt: skip
    return found


def remembered(readings: Sequence[Reading], folder: Path | None = None) -> Crowds:
    memory = RecentMemory()
    list(beating(readings, memory))
    history = LongHistory(memory, (folder or Path("/none")) / FILE_NAME)
    if folder is not None:
        history.refresh()
    return Crowds(history)


def counted(crowds: Crowds, metric_id: str = "cpu_ratio", group: Group | None = None) -> Crowd:
    found = crowds.crowd(metric_id, (BEFORE, DURING), AROUND, START_MS + 60_000, group)
    assert found is not None
    return found


def by_pid(crowd: Crowd) -> dict[int, list[float]]:
    return {key.pid: crowd.means[:, place].tolist() for place, key in enumerate(crowd.keys)}


@pytest.fixture(params=["memory", "disk", "both"])
def crowds(request: pytest.FixtureRequest, tmp_path: Path) -> Crowds:
    """The same two minutes in memory, on disk, and half on disk by a program that numbered processes otherwise."""
    beats = [beat(second) for second in range(120)]
    if request.param == "memory":
        return remembered(beats)
    if request.param == "disk":
        record_and_end(tmp_path, beats)
        return remembered((), tmp_path)
    record_and_end(tmp_path, beats[:75])
    return remembered([beat(second, serial_offset=500) for second in range(75, 120)], tmp_path)


def test_each_took_what_it_took_also_who_is_gone_and_nobody_takes_more_than_there_was(crowds: Crowds) -> None:
    found = by_pid(counted(crowds))

    assert found[STEADY] == pytest.approx([0.5, 0.5], rel=0.05)
    assert found[HOG] == pytest.approx([0.0, 1.0], abs=0.05)
    # Eight seconds in the ten of its life, of the sixty that are looked at.
    assert found[SHORT] == pytest.approx([0.0, 8 / 60], abs=0.03)


def test_memory_is_the_mean_over_the_time_and_nothing_while_it_was_not_there(crowds: Crowds) -> None:
    found = by_pid(counted(crowds, "rss_bytes"))

    assert found[STEADY] == pytest.approx([1000, 1000])
    assert found[HOG] == pytest.approx([10, 39.5], rel=0.02)
    assert found[SHORT] == pytest.approx([0, 500 / 60], rel=0.2)


def test_who_came_and_who_went_is_known_with_how_it_ended(crowds: Crowds) -> None:
    found = counted(crowds)

    assert [(one.key.pid, one.key.start_ticks, one.at_ms - START_MS) for one in found.came] == [(SHORT, 6950, 70_000)]
    assert [(one.key.pid, one.at_ms - START_MS, one.exit_status) for one in found.went] == [(SHORT, 80_000, -9)]
    assert found.went[0].name.startswith("name-")
    assert (found.went[0].command_line or "").startswith("command_line-")


def test_who_somebody_was_is_told_by_the_last_beat_that_saw_it(crowds: Crowds) -> None:
    found = counted(crowds)
    place = [key.pid for key in found.keys].index(SHORT)
    who = crowds.who(found.keys[place], int(found.last_ms[place]))

    assert who is not None
    assert who.name.startswith("name-")
    assert len(who.parents) == 1
    assert crowds.who(found.keys[place], START_MS) is None
    assert found.was_there[:, place].tolist() == [False, True]


def test_a_group_is_counted_alone_and_has_a_curve() -> None:
    crowds = remembered([beat(second) for second in range(120)])
    group = Group(about=About(subject=Subject.PROGRAM, name=f"name-{HOG}", executable=f"executable-{HOG}"))
    found = counted(crowds, group=group)

    assert list(by_pid(found)) == [HOG]
    assert found.curve.values[-50:] == pytest.approx(np.ones(50))
    assert len(found.curve.at_ms) == 120
    user = counted(crowds, group=Group(about=About(subject=Subject.USER, name=f"user-{STEADY}")))
    assert list(by_pid(user)) == [STEADY]


@pytest.mark.parametrize(
    ("where", "pids"),
    [("", [STEADY, HOG, SHORT]), (f"name = name-{HOG} or pid = {STEADY}", [STEADY, HOG]), ("nonsense ((", [])],
)
def test_those_that_a_filter_selects_are_counted_together(where: str, pids: list[int]) -> None:
    crowds = remembered([beat(second) for second in range(120)])
    found = counted(crowds, "rss_bytes", Group(about=About(subject=Subject.TOGETHER), where=where))

    assert sorted(by_pid(found)) == pids
    at_100 = {"": 1050, "nonsense ((": 0}.get(where, 1050)
    assert found.curve.values[100] == at_100


def test_a_time_that_nobody_saw_and_a_metric_that_can_not_be_added_up_are_not_known() -> None:
    crowds = remembered([beat(second) for second in range(30)])

    found = counted(crowds)
    assert found.covered_ms[1] == 0
    assert np.isnan(found.means[1]).all()
    assert crowds.crowd("name", (BEFORE,), AROUND, 0) is None
    assert crowds.crowd("age_s", (BEFORE,), AROUND, 0) is None
    assert remembered(()).crowd("cpu_ratio", (BEFORE,), AROUND, 0) is None


def test_what_a_system_does_not_tell_is_not_known_and_not_nothing() -> None:
    found = by_pid(counted(remembered([beat(second) for second in range(120)]), "disk_bytes_per_s"))

    assert np.isnan(found[STEADY]).all()


def test_a_curve_of_the_machine_is_told_for_each_device() -> None:
    beats = [reading(at_s=second, host={"load.1min": {"": second / 10}}) for second in range(20)]
    series = remembered(beats).host_series("host.load.1min", "", START_MS, START_MS + 9000)

    assert series.values.tolist() == pytest.approx([second / 10 for second in range(10)])
