"""Where nothing was recorded is a gap, also of what lies on disk only: between chunks, at their borders, in them."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from procmon_gui.domain.history import Gap
from procmon_gui.domain.reading import Reading
from procmon_gui.store.history.breaks import GAP_MS
from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.news import Mark
from procmon_gui.store.history.recent import BEATS_PER_CHUNK, RecentMemory
from procmon_gui.store.history.schema import CHUNKS
from tests.store.history.machines import beating, day, live, without
from tests.store.history.recording import opened, recover

ALWAYS = (0, 2**53)
BEATS = 5 * BEATS_PER_CHUNK


def slept(*naps: tuple[int, int]) -> list[Reading]:
    """Return a day in which the machine slept from one beat to before another, several times, one nap after another."""
    readings = day(BEATS)
    for first, end in naps:
        if first < len(readings):
            readings = without(readings, range(first, min(end, len(readings))))
    return readings


def gaps_on_disk(folder: Path) -> list[tuple[int, int]]:
    history = LongHistory(RecentMemory(), folder / FILE_NAME)
    history.refresh()
    found = history.gaps(*ALWAYS)
    history.close()
    return [(gap.from_ms, gap.to_ms) for gap in found]


def recorded(folder: Path, readings: Sequence[Reading]) -> list[Gap]:
    """Record some beats to the end; return the gaps that whoever recorded them knew."""
    memory = RecentMemory()
    live(readings, memory)
    keep(folder, memory)
    return list(memory.gaps(*ALWAYS))


def keep(folder: Path, memory: RecentMemory) -> None:
    """Write down all that a memory has."""
    engine, keeper = opened(folder)
    keeper.save(memory.news(Mark()))
    engine.dispose()
    recover(folder)


@pytest.mark.parametrize("first", [BEATS_PER_CHUNK - 1, BEATS_PER_CHUNK, BEATS_PER_CHUNK + 1, 2 * BEATS_PER_CHUNK + 30])
def test_a_machine_that_slept_has_a_gap_wherever_the_border_of_a_chunk_is(tmp_path: Path, first: int) -> None:
    (gap,) = recorded(tmp_path, slept((first, first + 40)))

    assert gaps_on_disk(tmp_path) == [(gap.from_ms, gap.to_ms)]


@settings(max_examples=20, deadline=None)
@given(naps=st.lists(st.tuples(st.integers(2, BEATS - 1), st.integers(16, 60)), max_size=4))
def test_what_lies_on_disk_has_the_gaps_that_the_memory_had(
    tmp_path_factory: pytest.TempPathFactory, naps: list[tuple[int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("slept")
    readings = slept(*((first, first + length) for first, length in naps))

    known = [(gap.from_ms, gap.to_ms) for gap in recorded(folder, readings)]

    assert gaps_on_disk(folder) == [gap for gap in known if gap[1] - gap[0] > GAP_MS]


@pytest.mark.parametrize("changes", [{100: 10}, {60: 10, 400: 1}, {120: 3, 300: 12, 600: 6}])
def test_beats_that_are_left_out_on_purpose_are_none(tmp_path: Path, changes: dict[int, int]) -> None:
    memory = RecentMemory()
    readings = day(20 * BEATS_PER_CHUNK)
    for place, _ in enumerate(beating(readings, memory), 1):
        memory.keep_every(changes.get(place, memory._thinning.every))
    keep(tmp_path, memory)

    assert gaps_on_disk(tmp_path) == []


def test_a_chunk_whose_index_is_damaged_tells_of_none(tmp_path: Path) -> None:
    recorded(tmp_path, slept((90, 130), (180, 240)))
    engine, _ = opened(tmp_path)
    with engine.begin() as connection:
        connection.execute(update(CHUNKS).values(rows=b"damaged").where(CHUNKS.c.number == 1))
    engine.dispose()

    ((from_ms, to_ms),) = gaps_on_disk(tmp_path)
    assert to_ms - from_ms == pytest.approx(60_000, abs=2000)
