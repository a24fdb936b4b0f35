"""What a heat map reads of beats is what a digest of them says, and takes next to no memory."""

import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui.domain.derive import derive
from procmon_gui.domain.heat import HeatKind, HeatWish
from procmon_gui.domain.ranges import Resource
from procmon_gui.domain.reading import FloatArray
from procmon_gui.store.history.beats import Gatherer
from procmon_gui.store.history.digest import Digest, ProgramSums, digest
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.program_use import ProgramUse, fields_of, program_use
from procmon_gui.store.history.ranges import Ranges
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.replay import RawBeats
from procmon_gui.store.history.texts import Texts
from procmon_gui.store.history.timeline import Tail, Timeline
from tests.bench.history_store import END_MS, Machine
from tests.store.history.notes import wild
from tests.store.history.waiting import Patient

_MOST_MIB = 4.0


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.integers(2, 120), st.sampled_from([1000, 7000, 60_000]), st.sampled_from(Resource))
def test_what_programs_used_is_what_a_digest_says(seed: int, beats: int, step_ms: int, by: Resource) -> None:
    """Whatever happens on a machine, over chunks that follow one another."""
    texts = Texts()
    readings = wild(seed, beats)
    tail: Tail | None = None
    lean: Tail | None = None
    gatherer: Gatherer | None = None
    for begin in range(0, len(readings), 40):
        gatherer = Gatherer(texts, gatherer)
        for place, reading in enumerate(readings[begin : begin + 40], begin):
            gatherer.add(reading, time_ms=reading.at_ms, is_first=place == 0)
        chunk = RawBeats(gatherer.chunk())

        whole, found = digest(chunk, tail, step_ms), program_use(chunk, lean, step_ms, by)

        expected = of_programs(whole, by)
        assert found.at_ms.tolist() == whole.minutes.tolist()
        assert found.beat_counts.tolist() == whole.beat_counts.tolist()
        assert told(found, found.amount) == pytest.approx(expected, nan_ok=True)
        if by is Resource.CPU:
            assert told(found, found.most) == pytest.approx(
                cells(whole.programs, whole.programs.cpu_ratio), nan_ok=True
            )
        tail, lean = whole.tail, Timeline(chunk, lean).tail(fields_of(by))


def of_programs(whole: Digest, by: Resource) -> dict[tuple[int, int, int], float]:
    own = whole.programs
    if by is Resource.MEMORY:
        return cells(own, own.rss_bytes)
    if by is Resource.CPU:
        return cells(own, own.used["cpu_s"])
    one, other = ("read_bytes", "write_bytes") if by is Resource.DISK else ("tcp_received_bytes", "tcp_sent_bytes")
    return cells(own, np.nan_to_num(own.used[one]) + np.nan_to_num(own.used[other]))


def cells(own: ProgramSums, values: FloatArray) -> dict[tuple[int, int, int], float]:
    """Return what is known and more than nothing, by program and step."""
    keys = zip(own.names.tolist(), own.executables.tolist(), own.minutes.tolist(), strict=True)
    return {key: value for key, value in zip(keys, values.tolist(), strict=True) if value > 0}


def told(found: ProgramUse, values: FloatArray) -> dict[tuple[int, int, int], float]:
    pairs = list(zip(found.names.tolist(), found.executables.tolist(), strict=True))
    return {
        (*pairs[row], column): float(values[row, column])
        for row, column in zip(*np.nonzero(np.nan_to_num(values) > 0), strict=True)
    }


@pytest.mark.parametrize("by", [Resource.CPU, Resource.MEMORY])
def test_a_heat_map_of_a_thousand_processes_is_read_in_a_few_megabytes(by: Resource) -> None:
    """Of four minutes of beats that lie in memory: a chunk is unpacked after the other, and added up."""
    memory, before = RecentMemory(), None
    for reading in Machine(1000, END_MS).beats(240):
        memory.offer(reading, derive(before, reading))
        before = reading
    ranges = Ranges(LongHistory(memory, Path("/nowhere")))
    span = memory.span()
    assert span is not None
    wish = HeatWish(kind=HeatKind.PROGRAMS, span=span, step_ms=5000, by=by)
    ranges.heat(wish, Patient())
    tracemalloc.start()
    try:
        heat = ranges.heat(wish, Patient())
        taken_mib = tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()

    assert len(heat.subjects) == wish.count
    assert taken_mib < _MOST_MIB
