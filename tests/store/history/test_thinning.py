"""One beat of some is kept: its rates are those since the last that was kept, and nothing looks like a gap."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from procmon_gui.domain.history import Gap
from procmon_gui.domain.reading import Reading
from procmon_gui.store.history.checkup import check_up
from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.recent import BEATS_PER_CHUNK, RecentMemory
from tests.store.history.machines import beating, day, difference, live, status_of, with_ends, without
from tests.store.history.recording import record, recover, stored
from tests.store.history.test_checkup import Asked

ALWAYS = (0, 2**53)


def thinned(every: int) -> RecentMemory:
    memory = RecentMemory()
    memory.keep_every(every)
    return memory


def play(readings: Sequence[Reading], memory: RecentMemory, changes: Mapping[int, int]) -> None:
    """Let a memory hear one stream; of how many beats one is kept changes after so many."""
    for place, _ in enumerate(beating(readings, memory), 1):
        memory.keep_every(changes.get(place, memory._thinning.every))


@pytest.mark.parametrize("every", [2, 10])
def test_what_is_kept_is_what_a_slower_recorder_would_have_seen(every: int) -> None:
    memory, readings = thinned(every), day(3 * BEATS_PER_CHUNK * every)
    live(readings, memory)
    slower = live(readings[::every])  # the first beat is always kept

    assert memory.remembered().beat_count == len(slower)
    for one in slower[1::7]:
        past = memory.snapshot_at(one.at_ms)
        assert past is not None
        assert difference(one, past) == []


@pytest.mark.parametrize("every", [2, 5, 20, 25])
def test_how_somebody_ended_is_told_by_the_next_beat_that_is_kept(every: int) -> None:
    """Others may have had his slot, and ended, in the beats between."""
    memory, readings = thinned(every), with_ends(day(200))
    live(readings, memory)
    missed = 0
    for one, later in zip(readings[::every], readings[every::every], strict=False):
        ended = memory.ended_since(one.at_ms)
        for serial in set(one.serials.tolist()) - set(later.serials.tolist()) - {-1}:
            missed += 1
            end = ended[serial]
            assert (end.gone_ms, end.status) == (later.at_ms, status_of(serial))
            assert end.ended_ms is not None
            assert one.at_ms < end.ended_ms < later.at_ms

    assert missed > 3


def test_nobody_is_told_to_have_ended_as_the_next_in_his_slot_did() -> None:
    """Nobody told of the end of serial 3; that of 4, in the same slot, is told by a beat that is left out."""
    memory, readings = thinned(20), with_ends(day(60))
    readings[9].numbers["exit_status"][:] = math.nan
    live(readings, memory)

    assert memory.ended_since(readings[0].at_ms)[3].status is None


def test_the_curve_and_the_leader_are_those_of_the_whole_time_between() -> None:
    memory, readings = thinned(5), day(40)
    live(readings, memory)
    slower = live(readings[::5])
    curve = memory.newest(slower[1].at_ms - 1)

    assert curve.at_ms.tolist() == [one.at_ms for one in slower[1:]]
    assert curve.values == pytest.approx([one.host_value("host.cpu.busy_ratio") for one in slower[1:]])
    leader = memory.leader_at(slower[3].at_ms)
    assert leader is not None
    assert leader.value == pytest.approx(float(slower[3].columns["cpu_ratio"][0]))


def test_beats_that_are_left_out_are_no_gap_and_beats_that_never_came_are() -> None:
    memory = RecentMemory()
    readings = without(day(400), range(300, 360))
    play(readings, memory, {20: 10})
    (gap,) = memory.gaps(*ALWAYS)

    assert gap.from_ms < readings[300].at_ms <= gap.to_ms
    assert gap.to_ms - gap.from_ms < 80_000


def test_chunks_of_ten_minutes_follow_one_another_on_disk_too(tmp_path: Path) -> None:
    shown = record(tmp_path, day(25 * BEATS_PER_CHUNK), memory=thinned(10), commit_every=BEATS_PER_CHUNK)
    recover(tmp_path)
    history = stored(tmp_path)
    breaks, times = history.breaks(*ALWAYS), list(history.beat_times(*ALWAYS))
    history.close()

    assert breaks == []
    assert check_up(tmp_path / FILE_NAME, Asked()).gaps == ()
    assert times == [one.at_ms for one in shown[::10]][: len(times)]


def test_a_machine_that_slept_between_two_chunks_is_a_gap(tmp_path: Path) -> None:
    shown = record(tmp_path, without(day(300), range(BEATS_PER_CHUNK, BEATS_PER_CHUNK + 100)))
    recover(tmp_path)

    expected = Gap(from_ms=shown[BEATS_PER_CHUNK - 1].at_ms, to_ms=shown[BEATS_PER_CHUNK].at_ms)
    assert check_up(tmp_path / FILE_NAME, Asked()).gaps == (expected,)


def test_the_first_beat_of_another_pulse_is_kept() -> None:
    memory = thinned(10)
    live(day(15), memory)
    live(day(15, first=1000), memory)

    assert memory.remembered().beat_count == 4


def test_from_all_beats_to_few_and_back_nothing_is_lost_in_between() -> None:
    memory = RecentMemory()
    play(day(60), memory, {20: 5, 40: 1})

    assert memory.remembered().beat_count == 20 + 4 + 20
    assert memory.gaps(*ALWAYS) == ()
