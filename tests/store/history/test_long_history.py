"""Memory and disk as one: whoever looks at the past can not tell which of the two answers."""

from pathlib import Path

import numpy as np
import pytest

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.recent import BEATS_PER_CHUNK, RecentMemory
from tests.store.history.machines import day, difference, live
from tests.store.history.recording import record, recover

BEATS = 3 * BEATS_PER_CHUNK + 20
# Of the oldest beat in memory, the look at the sockets before it may be older than all that is left there.
LOOKS = 4


@pytest.fixture
def told(tmp_path: Path) -> tuple[LongHistory, list[Snapshot], int]:
    """Return a history of which the memory holds only the newest part, all that was shown, and where that begins."""
    memory = RecentMemory()
    shown = record(tmp_path, day(BEATS), memory=memory)
    recover(tmp_path)
    memory.set_budget(0)
    shown += live(day(1, first=BEATS + 1), memory)
    history = LongHistory(memory, tmp_path / FILE_NAME)
    history.refresh()
    recent = memory.span()
    assert recent is not None
    begin = next(place for place, one in enumerate(shown) if one.at_ms == recent.from_ms)
    assert BEATS_PER_CHUNK < begin < BEATS
    return history, shown, begin


def test_every_moment_is_what_was_shown_of_it(told: tuple[LongHistory, list[Snapshot], int]) -> None:
    history, shown, begin = told
    asked = [*shown[::11], *shown[begin - 3 : begin], *shown[begin + LOOKS : begin + 8]]

    found = [history.snapshot_at(one.at_ms) for one in asked[:-1]]

    assert all(two is not None and not difference(one, two) for one, two in zip(asked[:-1], found, strict=True))


def test_the_span_reaches_from_the_disk_to_the_newest_beat(told: tuple[LongHistory, list[Snapshot], int]) -> None:
    history, shown, _ = told
    span = history.span()

    assert span is not None
    assert (span.from_ms, span.to_ms) == (shown[0].at_ms, shown[-1].at_ms)


def test_series_go_over_the_border_and_tell_every_beat_once(told: tuple[LongHistory, list[Snapshot], int]) -> None:
    history, shown, begin = told
    from_ms, to_ms = shown[begin - 90].at_ms, shown[begin + 9].at_ms
    expected = shown[begin - 90 : begin + 10]

    host = history.series("host.memory.used_bytes", from_ms, to_ms)
    own = history.series_of(ProcessKey("boot", 101, 1), "rss_bytes", from_ms, to_ms)
    beats = history.cpu_beats(from_ms, to_ms)

    assert host.at_ms.tolist() == [one.at_ms for one in expected]
    assert own.at_ms.tolist() == host.at_ms.tolist()
    np.testing.assert_array_equal(own.values, [one.columns["rss_bytes"][0] for one in expected])
    assert [beat.at_s for beat in beats] == [one.monotonic_ns / 1e9 for one in expected]


def test_a_process_of_another_boot_has_no_series(told: tuple[LongHistory, list[Snapshot], int]) -> None:
    """Pid 1 starts at the same tick after every boot."""
    history, shown, _ = told

    found = history.series_of(ProcessKey("another boot", 101, 1), "rss_bytes", shown[0].at_ms, shown[90].at_ms)

    assert len(found.at_ms) == 0


def test_steps_from_beat_to_beat_go_over_the_border_once_it_was_read(
    told: tuple[LongHistory, list[Snapshot], int],
) -> None:
    history, shown, begin = told
    history.snapshot_at(shown[begin - 2].at_ms)

    assert history.beat_near(shown[begin].at_ms, -1) == shown[begin - 1].at_ms
    assert history.beat_near(shown[begin - 1].at_ms, -1) == shown[begin - 2].at_ms
    assert history.beat_near(shown[begin].at_ms, 1) == shown[begin + 1].at_ms


def test_before_anything_was_read_a_step_is_a_guess_within_what_is_known(
    told: tuple[LongHistory, list[Snapshot], int],
) -> None:
    history, shown, _ = told

    assert history.beat_near(shown[5].at_ms, -2) == shown[5].at_ms - 2000
    assert history.beat_near(shown[0].at_ms - 10**9) == shown[0].at_ms


def test_who_led_is_known_of_what_was_read(told: tuple[LongHistory, list[Snapshot], int]) -> None:
    history, shown, _ = told
    moment = shown[30]
    assert history.leader_at(moment.at_ms) is None

    history.snapshot_at(moment.at_ms)

    leader = history.leader_at(moment.at_ms)
    assert leader is not None
    assert leader.key == moment.key(0)
    assert leader.name == moment.texts["name"][0]


def test_the_time_between_two_runs_is_a_gap(tmp_path: Path) -> None:
    first = record(tmp_path, day(60))
    second = record(tmp_path, day(60, first=1000))
    recover(tmp_path)
    memory = RecentMemory()
    now = live(day(30, first=2000), memory)
    history = LongHistory(memory, tmp_path / FILE_NAME)
    history.refresh()

    gaps = history.gaps(0, 2**53)

    assert [(gap.from_ms, gap.to_ms) for gap in gaps] == [
        (first[-1].at_ms, second[0].at_ms),
        (second[-1].at_ms, now[0].at_ms),
    ]


def test_without_a_disk_the_memory_alone_answers(tmp_path: Path) -> None:
    memory = RecentMemory()
    shown = live(day(30), memory)
    history = LongHistory(memory, tmp_path / FILE_NAME)
    history.refresh()

    assert history.span() == memory.span()
    assert history.beat_near(shown[9].at_ms, -1) == shown[8].at_ms
    found = history.snapshot_at(shown[9].at_ms)
    assert found is not None
    assert difference(shown[9], found) == []


def test_the_minute_before_a_moment_is_the_same_however_often_and_from_where_it_is_asked(
    told: tuple[LongHistory, list[Snapshot], int],
) -> None:
    history, shown, begin = told
    for place in (begin - 40, begin - 41, begin + 12, begin - 39, begin - 40):
        from_ms, to_ms = shown[place - 30].at_ms, shown[place].at_ms
        found = history.cpu_beats(from_ms, to_ms)

        assert [beat.at_s for beat in found] == [one.monotonic_ns / 1e9 for one in shown[place - 30 : place + 1]]
        for beat, one in zip(found[1:], shown[place - 29 :], strict=False):
            expected = one.columns["cpu_ratio"].astype(np.float32)
            assert np.array_equal(beat.serials, one.serials)
            assert np.allclose(beat.ratios, expected, atol=1e-6, equal_nan=True)
