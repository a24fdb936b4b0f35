"""What a chunk comes to is what a patient reader would have written down, looking at every beat as it was shown."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui.domain.reading import Reading
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.beats import Gatherer
from procmon_gui.store.history.codec import Chunk, encode
from procmon_gui.store.history.digest import PROCESS_FIGURES, USED, Digest, digest
from procmon_gui.store.history.replay import RawBeats
from procmon_gui.store.history.sums import Sums
from procmon_gui.store.history.texts import Texts
from tests.store.history.machines import day, live, status_of, with_ends
from tests.store.history.notes import Notes, assert_sums, wild


def digests_of(
    readings: Sequence[Reading], shown: Sequence[Snapshot], sizes: Iterable[int]
) -> tuple[list[Digest], Texts]:
    """Return what beats come to that are kept in chunks of these sizes."""
    texts, place, tail, found = Texts(), 0, None, list[Digest]()
    for size in sizes:
        gatherer = Gatherer(texts)
        for one, snapshot in zip(readings[place : place + size], shown[place : place + size], strict=True):
            gatherer.add(one, time_ms=one.at_ms, is_first=snapshot.elapsed_s == 0)
        place += size
        found.append(digest(RawBeats(gatherer.chunk()), tail))
        tail = found[-1].tail
    return found, texts


class Written(Notes):
    """The same, as digests tell it."""

    def __init__(self, digests: Iterable[Digest], texts: Texts) -> None:
        self.rows: dict[tuple[int, int, str], list[tuple[float, ...]]] = defaultdict(list)
        self.machine_rows: dict[tuple[int, str, str], list[tuple[float, ...]]] = defaultdict(list)
        self.used = defaultdict(float)
        self.most = defaultdict(list)
        for one in digests:
            self._write_processes(one)
            self._write_programs(one, texts)
            for place, (metric_id, instance) in enumerate(one.host_keys):
                for minute, at in enumerate(one.minutes.tolist()):
                    self.machine_rows[at, metric_id, instance].append(_row(one.host, (place, minute)))

    def _write_processes(self, one: Digest) -> None:
        for row, (process, minute) in enumerate(zip(one.processes.processes, one.processes.minutes, strict=True)):
            for metric_id, sums in one.processes.sums.items():
                key = (int(one.minutes[minute]), int(one.seen.serials[process]), metric_id)
                self.rows[key].append(_row(sums, row))

    def _write_programs(self, one: Digest, texts: Texts) -> None:
        programs = one.programs
        names = texts.many(programs.names.tolist())
        for row, (name, minute) in enumerate(zip(names, programs.minutes.tolist(), strict=True)):
            at = int(one.minutes[minute])
            for used_name in USED:
                self.used[at, name or "", used_name] += float(np.nan_to_num(programs.used[used_name][row]))
            for metric_id in MOST:
                self.most[at, name or "", metric_id].append(float(np.nan_to_num(getattr(programs, metric_id)[row])))


MOST = ("process_count", "cpu_ratio", "rss_bytes")


def _row(sums: Sums, place: int | tuple[int, int]) -> tuple[float, ...]:
    columns = (sums.count, sums.total, sums.least, sums.most)
    return tuple(float(column[place]) for column in columns)


def some(found: Mapping[tuple[int, str, str], float]) -> dict[tuple[int, str, str], float]:
    """Return what is not zero: unknown and nothing are told apart elsewhere."""
    return {key: value for key, value in found.items() if value}


def is_left_to_the_beats(metric_id: str, instance: str) -> bool:
    """Of single cores the mode of each moment, and how many processes were in which state."""
    is_count = metric_id in ("host.processes.count", "host.processes.threads")
    is_mode = metric_id.startswith("host.cpu.") and metric_id != "host.cpu.busy_ratio" and instance != ""
    return is_mode or (metric_id.startswith("host.processes.") and not is_count)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32), st.lists(st.integers(1, 25), min_size=1, max_size=6))
def test_sums_are_those_of_a_loop_over_what_was_shown(seed: int, sizes: list[int]) -> None:
    """Wherever a chunk ends: processes, programs and the machine."""
    readings = wild(seed, sum(sizes))
    shown = live(readings)
    notes, written = Notes(shown), Written(*digests_of(readings, shown, sizes))

    assert written.rows.keys() == notes.processes.keys()
    for key, values in notes.processes.items():
        assert_sums(written.rows[key], values, key)
    assert some(written.used) == pytest.approx(some(notes.used))
    assert {key: max(values) for key, values in written.most.items()} == pytest.approx(
        {key: max(values) for key, values in notes.most.items() if key[2] in MOST}
    )
    for machine_key, values in notes.machine.items():
        if not is_left_to_the_beats(*machine_key[1:]):
            assert_sums(written.machine_rows[machine_key], values, machine_key)


def test_a_packed_chunk_comes_to_the_same_as_one_that_is_not() -> None:
    readings = day(60)
    gatherer = Gatherer(Texts())
    for one in readings:
        gatherer.add(one, time_ms=one.at_ms, is_first=one is readings[0])
    raw, packed = digest(RawBeats(gatherer.chunk()), None), digest(Chunk(encode(gatherer.chunk())), None)

    for name in PROCESS_FIGURES:
        np.testing.assert_array_equal(raw.processes.sums[name].total, packed.processes.sums[name].total)
    np.testing.assert_array_equal(raw.host.total, packed.host.total)
    np.testing.assert_array_equal(raw.seen.last_ms, packed.seen.last_ms)


def test_those_who_came_and_went_have_their_first_and_their_last_beat() -> None:
    """`day` has a third process that is another every ten beats, and one now and then that lives for a single beat."""
    readings = day(30)
    ((one,), _) = digests_of(readings, live(readings), (30,))
    at = {int(serial): place for place, serial in enumerate(one.seen.serials)}

    assert (one.seen.first_ms[at[1]], one.seen.gone_ms[at[1]]) == (readings[0].at_ms, -1)
    assert (one.seen.first_ms[at[4]], one.seen.last_ms[at[4]]) == (readings[9].at_ms, readings[18].at_ms)
    assert one.seen.gone_ms[at[4]] == readings[19].at_ms
    assert one.seen.last_ms[at[5007]] == one.seen.first_ms[at[5007]] == readings[6].at_ms
    assert one.seen.pids[at[4]] == 104


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32), st.lists(st.integers(1, 25), min_size=1, max_size=6))
def test_how_somebody_ended_is_known_wherever_a_chunk_ends(seed: int, sizes: list[int]) -> None:
    """By the beat that missed him: also where that is the first of the next chunk."""
    readings = with_ends(wild(seed, sum(sizes)))
    shown = live(readings)
    found, _ = digests_of(readings, shown, sizes)
    told: dict[int, float] = {}
    for one in found:
        for ends in (one.ends_before, one.seen.ends):
            pairs = zip(ends.serials.tolist(), ends.statuses.tolist(), strict=True)
            told |= {serial: status for serial, status in pairs if status == status}

    expected: dict[int, float] = {}
    for before, reading, snapshot in zip(readings, readings[1:], shown[1:], strict=False):
        for serial in before.serials[: len(reading.serials)].tolist():
            if snapshot.elapsed_s > 0 and serial >= 0 and serial not in reading.serials:
                expected[serial] = status_of(serial)
    assert told == expected


def test_a_minute_in_which_nobody_lives_is_a_minute_of_the_machine() -> None:
    readings = [dataclasses.replace(one, serials=np.full(4, -1)) for one in day(10)]
    ((one,), _) = digests_of(readings, live(readings), (10,))

    assert (len(one.seen.serials), len(one.processes.processes), len(one.programs.names)) == (0, 0, 0)
    assert one.beat_counts.tolist() == [10]
