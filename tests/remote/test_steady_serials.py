"""Processes stay who they are when another source goes on with them, and no text passes for one told before."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.domain.reading import Reading
from procmon_gui.query.texts import TextMemory
from procmon_gui.remote.steady_serials import SteadySerials
from tests.domain.readings import reading
from tests.store.history.machines import live

PIDS = (11, 12, 13)
# By beat the name of each process, and in which slot it is; a source has its own slots, and another one goes on.
_BEATS = st.lists(st.tuples(*[st.sampled_from(["sh", "sleep", "kworker/0:1"])] * len(PIDS)), min_size=1, max_size=4)
_SOURCES = st.lists(st.tuples(_BEATS, st.permutations(range(len(PIDS)))), min_size=1, max_size=4)


def beats_of(names: Sequence[Sequence[str]], slots: Sequence[int], first_serial: int, at_s: float) -> list[Reading]:
    """Return what a source says that has just begun: it counts serials and revisions anew."""
    found: list[Reading] = []
    revisions = np.ones(len(PIDS), np.int64)
    for beat, in_beat in enumerate(names):
        columns = [in_beat[slot] for slot in slots]
        if found:
            revisions = revisions + (np.array(columns) != np.array(found[-1].texts["name"]))
        one = reading(
            at_s=at_s + beat, serials=[first_serial + slot for slot in slots], pid=[PIDS[slot] for slot in slots],
            start_ticks=[5.0] * len(PIDS),
        )  # fmt: skip
        found.append(replace(one, texts={**one.texts, "name": columns}, text_revisions=revisions, sequence=beat))
    return found


@given(_SOURCES)
def test_whatever_goes_on_with_whom_every_name_is_the_one_that_was_read(
    sources: list[tuple[list[tuple[str, ...]], list[int]]],
) -> None:
    """Who remembers texts by slot, serial and revision, as queries, groups and the history do, tells no old one."""
    steady, last, told, memory = SteadySerials(), None, [], TextMemory()
    for number, (names, slots) in enumerate(sources):
        steady.begin(last)
        for one in beats_of(names, slots, 100 * (number + 1), 100.0 * number):
            last = steady.steady(one)
            told.append(last)
    for snapshot in live(told):
        column = memory.column(snapshot, "name")
        assert column is not None
        assert [column.texts[code] for code in column.codes.tolist()] == list(snapshot.texts["name"])
        assert dict(zip(snapshot.columns["pid"].tolist(), snapshot.serials.tolist(), strict=True)) == dict(
            zip(told[0].numbers["pid"].tolist(), told[0].serials.tolist(), strict=True)
        )


def test_what_did_not_change_stays_one_array() -> None:
    """So it is cheap to see that nothing did."""
    first, second = beats_of([("sh",) * 3] * 2, (0, 1, 2), 100, 0.0)
    second = replace(second, serials=first.serials, text_revisions=first.text_revisions)
    steady = SteadySerials()
    steady.begin(beats_of([("sh",) * 3], (0, 1, 2), 1, 0.0)[0])

    one, other = steady.steady(first), steady.steady(second)

    assert one.serials is other.serials
    assert one.text_revisions is other.text_revisions
    assert one.serials.tolist() == [1, 2, 3]


def test_of_the_first_source_nothing_is_changed() -> None:
    (one,) = beats_of([("sh",) * 3], (0, 1, 2), 100, 0.0)
    steady = SteadySerials()
    steady.begin(None)

    assert steady.steady(one) is one
