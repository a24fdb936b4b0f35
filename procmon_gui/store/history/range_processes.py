"""Which processes used most in a range, and what everybody used in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from procmon_gui.domain.history import Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.ranges import ProcessFacts, ProcessInRange, Resource
from procmon_gui.domain.reading import IntArray
from procmon_gui.store.history.digest import MINUTE_MS, Digest, digest
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.met import Met
from procmon_gui.store.history.range_sources import Part, RangeSources, Split
from procmon_gui.store.history.stored_minutes import lengths_of
from procmon_gui.store.history.used import used_in_digest, used_in_hour
from procmon_gui.store.history.uses import Uses, added, most, use_of

# Beats of a longer time would take more than half a second to read.
BEATS_UP_TO_MS: Final = 10 * MINUTE_MS


def top_processes(
    sources: RangeSources, span: Span, by: Resource, count: int, errand: Errand
) -> Sequence[ProcessInRange]:
    """Return the processes that used most, the dead among them."""
    split = sources.split(span, BEATS_UP_TO_MS, has_minutes=sources.has_process_minutes)
    met = Met()
    parts = [
        used_in_digest(found, noted(met, part, found), length_s)
        for part, found, length_s in digests(sources, split.beats, errand)
    ]
    numbers = numbers_of(sources, met)
    parts = [Uses(numbers[part.ids], part.columns) for part in parts]
    parts += [added([used]) for _, used in uses_by_minute(sources, split, errand)]
    together = added(parts)
    rows = most(together, by, count)
    facts = facts_of(sources, together.ids[rows].tolist(), met, numbers)
    return [
        ProcessInRange(facts=facts[number], use=use_of(together, row))
        for row, number in zip(rows.tolist(), together.ids[rows].tolist(), strict=True)
        if number in facts
    ]


def digests(
    sources: RangeSources, spans: Sequence[Span], errand: Errand, minute_ms: int = MINUTE_MS
) -> Iterator[tuple[Part, Digest, float]]:
    """Yield what beats come to, a few at a time, and how long a beat took, in seconds; minutes may be longer or not."""
    for part in sources.parts(spans, errand):
        try:
            found = digest(part.followed.beats, part.followed.tail, minute_ms)
        except DamagedChunk:
            continue
        yield part, found, lengths_of(part.followed.beats.fact("time"))


def noted(met: Met, part: Part, found: Digest) -> IntArray:
    """Note who there was in some beats; return their numbers among those that were met."""
    return met.note(found, part.texts, part.boot_id, follows=part.followed.tail is not None)


def uses_by_minute(sources: RangeSources, split: Split, errand: Errand) -> Iterator[tuple[IntArray, Uses]]:
    """Yield what processes used in each minute that the roll-ups tell of, an hour or a part of one at a time."""
    stored = sources.stored
    if stored is None or not split.has_minutes:
        return
    from_ms, end_ms = split.minutes_from_ms, split.minutes_end_ms
    lengths = stored.minutes.beat_lengths(from_ms, end_ms)
    for hour in stored.minutes.processes(from_ms, end_ms, errand):
        try:
            yield used_in_hour(hour, from_ms, end_ms, lengths)
        except DamagedChunk:
            continue


def numbers_of(sources: RangeSources, met: Met) -> IntArray:
    """Return of those that were met their numbers on the disk; negative where they are not there yet."""
    stored, keys = sources.stored, met.keys
    known: Mapping[ProcessKey, int] = stored.processes.numbers(keys) if stored is not None else {}
    return np.array([known.get(key, -1 - place) for place, key in enumerate(keys)], np.int64)


def facts_of(sources: RangeSources, wanted: Sequence[int], met: Met, numbers: IntArray) -> Mapping[int, ProcessFacts]:
    """Return who some processes were, by number; what was met after the disk was written is known better."""
    stored = sources.stored
    found = dict(stored.processes.facts(number for number in wanted if number >= 0)) if stored is not None else {}
    met_as = {number: place for place, number in enumerate(numbers.tolist())}
    for number in wanted:
        if number in met_as:
            now, known = met.facts(met_as[number]), found.get(number)
            found[number] = now if known is None else _newer(known, now)
    return found


def _newer(known: ProcessFacts, now: ProcessFacts) -> ProcessFacts:
    if known.last_ms is None and now.gone_ms is not None:
        return replace(
            known,
            serial=now.serial,
            last_ms=now.last_ms,
            gone_ms=now.gone_ms,
            exit_status=now.exit_status,
            ended_ms=now.ended_ms,
        )
    return replace(known, serial=now.serial)
