"""What the program remembers since its start: the past is what was shown, within a budget, with its gaps."""

import dataclasses
import gc
import threading
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.domain.ends import End
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.process_metrics import PROCESS_METRICS
from procmon_gui.store.history.recent import BEATS_PER_CHUNK, RecentMemory
from procmon_gui.store.history.replay import before_sockets
from tests.domain.readings import reading
from tests.store.history.machines import day, difference, live, status_of, with_ends, without

ALWAYS = (0, 2**53)
# The look at the sockets before may be older than all that is left.
_TCP = ["tcp_received_bytes_per_s", "tcp_sent_bytes_per_s", "tcp_bytes_per_s"]


def test_a_moment_of_the_past_is_what_was_shown_of_it() -> None:
    """Packed, being packed, or just happened: every beat, every column, every text."""
    memory = RecentMemory()
    shown = live(day(3 * BEATS_PER_CHUNK + 7), memory)

    found = [memory.snapshot_at(snapshot.at_ms) for snapshot in shown]

    assert [(one.at_ms, difference(one, two)) for one, two in zip(shown, found, strict=True) if two is not None] == [
        (one.at_ms, []) for one in shown
    ]


def test_a_new_eye_changes_every_slot_and_the_past_stays_right() -> None:
    before = day(70)
    after = [
        dataclasses.replace(
            one,
            sequence=place + 1,
            serials=one.serials[::-1].copy(),
            numbers={field: column[::-1].copy() for field, column in one.numbers.items()},
            texts={field: list(reversed(texts)) for field, texts in one.texts.items()},
            text_revisions=one.text_revisions[::-1].copy(),
            refused=one.refused[::-1].copy(),
        )
        for place, one in enumerate(day(70, first=71))
    ]
    memory = RecentMemory()
    shown = live([*before, *after], memory)

    past = [memory.snapshot_at(snapshot.at_ms) for snapshot in shown]

    assert all(two is not None and difference(one, two) == [] for one, two in zip(shown, past, strict=True))


def test_columns_that_grew_with_the_population_come_back_in_their_length() -> None:
    readings = day(130)
    longer = [
        dataclasses.replace(
            one,
            serials=np.append(one.serials, [900, -1]),
            numbers={field: np.append(column, [1.0, np.nan]) for field, column in one.numbers.items()},
            texts={field: [*texts, "newcomer", None] for field, texts in one.texts.items()},
            text_revisions=np.append(one.text_revisions, [0, 0]),
            refused=np.append(one.refused, [0, 0]),
        )
        for one in readings[65:]
    ]
    memory = RecentMemory()
    shown = live([*readings[:65], *longer], memory)

    for one in shown:
        past = memory.snapshot_at(one.at_ms)
        assert past is not None
        assert difference(one, past) == []


def test_what_is_remembered_takes_what_it_says_and_little_more() -> None:
    """So that the budget is one: what is not counted would grow for as long as the program runs."""
    memory, chunks = RecentMemory(), 12
    busy_s = np.arange(600.0)
    beats = [
        reading(at_s=second, serials=range(1, 601), cpu_user_s=busy_s + (busy_s % 50 == second % 50) * second)
        for second in range(1, (chunks + 2) * BEATS_PER_CHUNK)
    ]
    live(beats[: 2 * BEATS_PER_CHUNK], memory)
    said_bytes = memory.remembered().used_bytes
    tracemalloc.start()
    try:
        live(beats[2 * BEATS_PER_CHUNK :], memory)
        gc.collect()
        taken_bytes, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    # Beside what is kept there are the newest reading and what the last chunk is gathered from.
    assert taken_bytes < 2 * (memory.remembered().used_bytes - said_bytes) + 1024 * 1024


def test_the_budget_is_kept_and_the_oldest_go_first() -> None:
    memory = RecentMemory(budget_mib=1)
    readings = day(60)
    wide = [
        dataclasses.replace(
            one, host={"noise": {str(place): float(hash((beat, place)) % 10**15) for place in range(900)}}
        )
        for beat, one in enumerate(day(900))
    ]
    live(readings + wide[60:], memory)

    told, span = memory.remembered(), memory.span()

    assert told.is_full
    assert told.used_bytes <= told.budget_bytes
    assert 0 < told.beat_count < len(wide)
    assert span is not None
    assert span.from_ms > readings[-1].at_ms
    assert span.to_ms == wide[-1].at_ms


def test_the_oldest_moment_that_is_offered_has_its_rates() -> None:
    """Its rates need the beat before it, so the very oldest that is left is not offered."""
    memory = RecentMemory()
    readings = day(200)
    live(readings[:-1], memory)
    memory.set_budget(0)
    shown = live(readings)
    memory.offer(readings[-1], shown[-1])

    span = memory.span()
    assert span is not None
    # All whole chunks are gone; the twenty beats after them are left.
    assert span.from_ms == shown[3 * BEATS_PER_CHUNK + 1].at_ms
    oldest = memory.snapshot_at(0)

    assert oldest is not None
    assert oldest.at_ms == span.from_ms
    assert oldest.elapsed_s == 1.0
    assert set(difference(shown[3 * BEATS_PER_CHUNK + 1], oldest)) <= set(_TCP)


def test_texts_of_what_is_forgotten_are_forgotten_too() -> None:
    memory = RecentMemory()
    live(day(400), memory)
    many = len(memory._texts)

    memory.set_budget(0)
    live(day(5, first=401), memory)

    assert len(memory._texts) < many / 4


def test_a_time_that_is_not_a_beat_is_the_beat_nearest_to_it() -> None:
    memory = RecentMemory()
    shown = live(day(20), memory)

    assert memory.beat_near(shown[7].at_ms + 400) == shown[7].at_ms
    assert memory.beat_near(shown[7].at_ms + 600) == shown[8].at_ms
    assert memory.beat_near(shown[7].at_ms, -3) == shown[4].at_ms
    assert memory.beat_near(0) == shown[0].at_ms
    assert memory.beat_near(shown[-1].at_ms, 5) == shown[-1].at_ms


def test_before_the_first_beat_nothing_is_known_and_nothing_fails() -> None:
    memory = RecentMemory()

    assert memory.span() is None
    assert memory.snapshot_at(1) is None
    assert memory.beat_near(1) is None
    assert memory.leader_at(1) is None
    assert memory.gaps(*ALWAYS) == ()
    assert memory.ended_since(0) == {}
    assert len(memory.newest(0).at_ms) == 0
    assert len(memory.series("host.cpu.busy_ratio", *ALWAYS).values) == 0
    assert len(memory.series_of(ProcessKey("boot", 1, 1), "cpu_ratio", *ALWAYS).values) == 0


def test_beats_that_were_missed_leave_a_gap_and_a_late_one_does_not() -> None:
    memory = RecentMemory()
    readings = day(100)
    live(without(readings, range(40, 60)), memory)

    gaps = memory.gaps(*ALWAYS)

    assert [(gap.from_ms, gap.to_ms) for gap in gaps] == [(readings[39].at_ms, readings[60].at_ms)]
    assert memory.gaps(readings[61].at_ms, readings[99].at_ms) == ()
    late = RecentMemory()
    live(without(readings, range(40, 41)), late)
    assert late.gaps(*ALWAYS) == ()


def test_the_sleep_of_the_machine_is_a_gap() -> None:
    """While it sleeps the monotonic clock stands, so no beat was missed."""
    asleep_s = 3600
    readings = [
        dataclasses.replace(one, at_ms=one.at_ms + 1000 * asleep_s, suspended_ns=asleep_s * 10**9) if place > 9 else one
        for place, one in enumerate(day(20))
    ]
    memory = RecentMemory()
    live(readings, memory)

    assert [gap.from_ms for gap in memory.gaps(*ALWAYS)] == [readings[9].at_ms]


def test_a_wall_clock_that_is_set_back_does_not_turn_the_axis_round() -> None:
    readings = [
        dataclasses.replace(one, at_ms=one.at_ms - 3_600_000) if place > 9 else one for place, one in enumerate(day(20))
    ]
    memory = RecentMemory()
    shown = live(readings, memory)

    times = memory.newest(0).at_ms

    assert (np.diff(times) > 0).all()
    last = memory.snapshot_at(int(times[-1]))
    assert last is not None
    assert last.at_ms == shown[-1].at_ms


def test_the_strip_gets_what_is_new_and_who_led() -> None:
    memory = RecentMemory()
    shown = live(day(30), memory)

    series = memory.newest(shown[19].at_ms)
    leader = memory.leader_at(shown[19].at_ms)

    assert series.at_ms.tolist() == [one.at_ms for one in shown[20:]]
    assert np.allclose(series.values, [one.host_value("host.cpu.busy_ratio") for one in shown[20:]])
    assert leader is not None
    assert leader.key == shown[19].key(0)
    assert leader.value == pytest.approx(0.26)
    assert leader.name == shown[19].texts["name"][0]


def test_in_a_beat_in_which_nobody_worked_nobody_led() -> None:
    memory = RecentMemory()
    shown = live(day(1), memory)

    assert memory.leader_at(shown[0].at_ms) is None


def test_when_somebody_ended_is_known_for_those_who_lived_then() -> None:
    """Serial 4 lives in the beats 10 to 19; 5007 in the seventh only, which is over before."""
    memory = RecentMemory()
    shown = live(day(100), memory)

    ended = memory.ended_since(shown[14].at_ms)

    assert ended == {4: End(shown[19].at_ms)}
    assert memory.ended_since(shown[6].at_ms)[5007] == End(shown[7].at_ms)


def test_how_somebody_ended_is_known_with_it_where_the_system_told() -> None:
    memory = RecentMemory()
    shown = live(with_ends(day(100)), memory)

    ended = memory.ended_since(shown[14].at_ms)

    assert ended == {4: End(shown[19].at_ms, status_of(4), shown[19].at_ms - 300)}


def test_another_eye_ends_nobody() -> None:
    memory = RecentMemory()
    first = day(10)
    turned = [
        dataclasses.replace(one, serials=one.serials[::-1].copy(), sequence=place + 1)
        for place, one in enumerate(day(5, first=11))
    ]
    live([*first, *turned], memory)

    assert 1 not in memory.ended_since(first[0].at_ms)


@pytest.mark.parametrize(
    "metric_id", ["host.cpu.busy_ratio", "host.memory.used_ratio", "host.load.1min", "host.swap.used_bytes"]
)
def test_a_series_of_the_host_is_what_was_shown_beat_by_beat(metric_id: str) -> None:
    memory = RecentMemory()
    shown = live(without(day(200), range(50, 70)), memory)

    series = memory.series(metric_id, shown[30].at_ms, shown[150].at_ms)

    assert series.at_ms.tolist() == [one.at_ms for one in shown[30:151]]
    assert np.array_equal(series.values, [one.host_value(metric_id) for one in shown[30:151]], equal_nan=True)


@pytest.mark.parametrize("metric_id", [metric.id for metric in PROCESS_METRICS if not metric.is_text])
def test_a_series_of_a_process_is_what_was_shown_beat_by_beat(metric_id: str) -> None:
    memory = RecentMemory()
    shown = live(day(150), memory)

    series = memory.series_of(shown[0].key(0), metric_id, *ALWAYS)

    values = {one.at_ms: one.columns[metric_id][0] for one in shown}
    wanted = {at_ms: value for at_ms, value in values.items() if not np.isnan(value)}
    assert dict(zip(series.at_ms.tolist(), series.values.tolist(), strict=True)) == wanted


def test_a_series_ends_with_its_process_though_its_slot_lives_on() -> None:
    memory = RecentMemory()
    shown = live(day(60), memory)
    key = shown[15].key(2)

    series = memory.series_of(key, "rss_bytes", *ALWAYS)

    assert series.at_ms.tolist() == [one.at_ms for one in shown if one.key(2) == key]
    assert len(series.at_ms) == 10


def test_the_cpu_of_every_process_over_a_time_is_what_was_shown_beat_by_beat() -> None:
    memory = RecentMemory()
    shown = live(day(3 * BEATS_PER_CHUNK), memory)

    beats = memory.cpu_beats(shown[40].at_ms, shown[130].at_ms)

    assert len(beats) == 91
    for past, beat in zip(shown[40:131], beats, strict=True):
        assert beat.at_s == past.monotonic_ns / 1e9
        assert beat.rows.tolist() == past.rows.tolist()
        np.testing.assert_array_equal(beat.serials, past.serials)
        np.testing.assert_array_equal(beat.ratios, past.columns["cpu_ratio"].astype(np.float32))


def test_a_chunk_that_was_damaged_in_memory_is_told_and_the_rest_can_be_seen() -> None:
    memory = RecentMemory()
    shown = live(day(3 * BEATS_PER_CHUNK), memory)
    first = memory._shelf.drop_oldest()
    memory._shelf._kept.appendleft(dataclasses.replace(first, data=first.data[:-9] + bytes(9)))

    with pytest.raises(Unavailable, match="checksum"):
        memory.snapshot_at(shown[10].at_ms)
    assert [beat.at_s for beat in memory.cpu_beats(*ALWAYS)] == [
        one.monotonic_ns / 1e9 for one in shown[BEATS_PER_CHUNK:]
    ]
    assert memory.snapshot_at(shown[-1].at_ms) is not None


def test_a_beat_of_a_pulse_that_was_opened_anew_knows_nothing_of_the_time_before() -> None:
    memory = RecentMemory()
    live(day(10), memory)
    again = live(day(10, first=20), memory)

    past = memory.snapshot_at(again[0].at_ms)

    assert past is not None
    assert difference(again[0], past) == []
    assert past.elapsed_s == 0


def test_it_is_written_by_one_thread_while_others_read() -> None:
    memory = RecentMemory(budget_mib=1)
    readings = day(600)
    faults: list[BaseException] = []
    is_over = threading.Event()

    def read() -> None:
        rng = np.random.default_rng(threading.get_ident() % 1000)
        try:
            while not is_over.is_set():
                span = memory.span()
                if span is not None:
                    at_ms = int(rng.integers(span.from_ms, span.to_ms + 1))
                    past = memory.snapshot_at(at_ms)
                    assert past is None or past.texts["name"][0] is not None
                    memory.ended_since(at_ms)
                    memory.newest(at_ms)
        except BaseException as error:  # noqa: BLE001 - told by the thread that waits
            faults.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    live(readings, memory)
    is_over.set()
    for reader in readers:
        reader.join()

    assert faults == []


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1, max_size=30))
def test_the_look_at_the_sockets_before_is_the_one_that_the_pulse_kept(beats: list[tuple[int, bool]]) -> None:
    looks = np.cumsum([step for step, _ in beats])
    firsts = np.array([place == 0 or (is_first and place % 5 == 0) for place, (_, is_first) in enumerate(beats)])
    wanted = []
    kept = -1
    for place in range(len(beats)):
        if firsts[place]:
            kept = -1
        elif looks[place] != looks[place - 1]:
            kept = place - 1
        wanted.append(kept)

    assert before_sockets(looks, firsts).tolist() == wanted
