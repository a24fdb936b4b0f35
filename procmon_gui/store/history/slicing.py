"""Some beats of a chunk as a chunk of their own, in which nothing is left of what came before or after them. Pure.

A slot keeps the figures of a process that has ended until another one takes it. What leaves the machine must not tell
of who was gone before: wherever nobody lives in a slot, it is blank here, but for how somebody ended who lived in the
beat before that, if this beat is here too.
"""

from collections.abc import Callable, Mapping

import numpy as np

from procmon_gui.domain.reading import ENDS, TEXT_FIELDS, BoolArray, FloatArray, IntArray
from procmon_gui.store.history.beats import ABSENT, BLANKS, FACTS, FIELDS, SERIALS, HostKey, RawChunk
from procmon_gui.store.history.joining import Change
from procmon_gui.store.history.news import IndexRows
from procmon_gui.store.history.replay import Beats
from procmon_gui.store.history.texts import NOTHING
from procmon_gui.store.history.timeline import Course

# Numbers of texts in, numbers of texts out.
Renumber = Callable[[IntArray], IntArray]


def sliced(
    beats: Beats, first: int, end: int, renumber: Mapping[str, Renumber], before: IntArray | None = None
) -> RawChunk:
    """Return the beats from one up to another; `renumber` has what to call the texts of each field, and of "told".

    `before` are the serials of the beat that comes right before and is taken along too; None where there is none.

    Raises DamagedChunk.
    """
    slot_count = int(beats.fact("slots")[first:end].max())
    serials = _over_time(beats, SERIALS, slot_count)[:, first:end]
    is_free = serials < 0
    is_nobodys_end = _without_holder(serials, before)
    base: dict[str, IntArray] = {}
    fields, slots, bits = [], [], []
    for place, field in enumerate(FIELDS):
        values = serials if field == SERIALS else _over_time(beats, field, slot_count)[:, first:end]
        values[is_nobodys_end if field in ENDS else is_free] = BLANKS[field]
        if field in TEXT_FIELDS:
            values = renumber[field](values)
        if (values[:, 0] != BLANKS[field]).any():
            base[field] = np.ascontiguousarray(values[:, 0])
        # By beat, then by slot: the order in which changes are told.
        at, where = np.nonzero((values[:, 1:] != values[:, :-1]).T)
        fields.append(np.column_stack((at + 1, np.full(len(at), place))))
        slots.append(where)
        bits.append(values[where, at + 1])
    changes = _by_beat(np.concatenate(fields), np.concatenate(slots), np.concatenate(bits), end - first)
    keys, rows = _host(beats, first, end)
    return RawChunk(base=base, changes=changes, facts=_facts(beats, first, end, renumber), host_keys=keys, host=rows)


def named_texts(beats: Beats, first: int, end: int) -> dict[str, IntArray]:
    """Return by field, and for "told", the numbers of the texts of whoever lives in some beats; raises DamagedChunk."""
    slot_count = int(beats.fact("slots")[first:end].max())
    lives: BoolArray = _over_time(beats, SERIALS, slot_count)[:, first:end] >= 0
    named = {field: np.unique(_over_time(beats, field, slot_count)[:, first:end][lives]) for field in TEXT_FIELDS}
    return {**named, "told": np.unique(beats.fact("told")[first:end])}


def sliced_rows(rows: IndexRows, first: int, end: int, renumber: Renumber, *, is_alone: bool) -> IndexRows:
    """Return the index of some beats; of one that is alone, the first does not know what was used before it."""
    own = rows[first:end].copy()
    own["leader_name"] = renumber(own["leader_name"])
    if is_alone:
        own["busy"][0] = own["leads_with"][0] = np.nan
        own["leader_name"][0], own["pid"][0], own["start_ticks"][0] = NOTHING, -1, -1
        own["is_after_gap"][0] = False
    return own


def _without_holder(serials: IntArray, before: IntArray | None) -> BoolArray:
    """Say for each slot and beat whether nobody was in it one beat before, as far as that one is taken along."""
    found = np.ones(serials.shape, np.bool_)
    found[:, 1:] = serials[:, :-1] < 0
    if before is not None:
        count = min(len(before), len(serials))
        found[:count, 0] = before[:count] < 0
    return found


def _over_time(beats: Beats, field: str, slot_count: int) -> IntArray:
    """Return a field, shape (slots, beats)."""
    return Course(beats.track(field), slot_count, len(beats), BLANKS[field]).block(0, slot_count)


def _by_beat(fields: IntArray, slots: IntArray, bits: IntArray, beat_count: int) -> list[Change]:
    in_order = np.argsort(fields[:, 0], kind="stable")
    ends = np.searchsorted(fields[in_order, 0], np.arange(beat_count + 1))
    return [
        (fields[part, 1].astype(np.uint8), slots[part].astype(np.int32), bits[part])
        for part in (in_order[ends[beat] : ends[beat + 1]] for beat in range(beat_count))
    ]


def _facts(beats: Beats, first: int, end: int, renumber: Mapping[str, Renumber]) -> list[tuple[int, ...]]:
    columns = {name: beats.fact(name)[first:end] for name in FACTS}
    columns["told"] = renumber["told"](columns["told"])
    return list(zip(*(columns[name].tolist() for name in FACTS), strict=True))


def _host(beats: Beats, first: int, end: int) -> tuple[list[HostKey], list[FloatArray]]:
    """Return the figures of the machine without devices that were not there in these beats."""
    rows = beats.host_rows()[first:end]
    is_there = (np.ascontiguousarray(rows).view(np.int64) != np.array(ABSENT).view(np.int64)).any(axis=0)
    keys = [key for key, is_told in zip(beats.host_keys, is_there.tolist(), strict=True) if is_told]
    return keys, list(rows[:, is_there])
