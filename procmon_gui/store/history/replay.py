"""Beats that were kept, as readings and as what they mean: through the same `derive` as a live beat. Any thread."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from procmon_gui.domain.derive import MADE_OF, HostFigures, derive, host_values
from procmon_gui.domain.derive_processes import ProcessColumns, rate
from procmon_gui.domain.history import CpuBeat
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.metrics import How
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE, PROCESS_METRICS
from procmon_gui.domain.reading import NUMBER_FIELDS, TEXT_FIELDS, FloatArray, IntArray, Note, Reading
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.beats import BLANKS, REFUSED, REVISIONS, SERIALS, HostKey, RawChunk, Track
from procmon_gui.store.history.codec import host_of
from procmon_gui.store.history.packing import CANONICAL_NAN

# Of the beat before, `derive` looks at counters only.
_COUNTERS: Final = (*sorted({metric.raw for metric in PROCESS_METRICS if metric.how is How.RATE}), "gpu_busy_ns")
_TCP: Final = ("tcp_received_bytes", "tcp_sent_bytes")


class Beats(Protocol):
    """Some beats in a row that can be asked field by field."""

    def __len__(self) -> int: ...

    @property
    def host_keys(self) -> Sequence[HostKey]:
        """Return what the places of a host row mean."""

    def fact(self, name: str) -> IntArray:
        """Return one fact of every beat."""

    def track(self, field: str) -> Track:
        """Return one field over the beats."""

    def host_rows(self) -> FloatArray:
        """Return the figures of the host, shape (beats, keys)."""


class TextSource(Protocol):
    """Tells the texts behind numbers; both raise KeyError for one that it does not know (any more)."""

    def text(self, number: int) -> str | None:
        """Return the text of a number, None for `NOTHING`."""

    def many(self, numbers: Iterable[int]) -> list[str | None]:
        """Return several texts."""


class RawBeats:
    """A chunk that is not packed, asked as one that is."""

    def __init__(self, chunk: RawChunk) -> None:
        self._chunk = chunk
        self._tracks = chunk.tracks()

    def __len__(self) -> int:
        return len(self._chunk)

    @property
    def host_keys(self) -> Sequence[HostKey]:
        """Return what the places of a host row mean."""
        return self._chunk.host_keys

    def fact(self, name: str) -> IntArray:
        """Return one fact of every beat."""
        return self._chunk.fact(name)

    def track(self, field: str) -> Track:
        """Return one field over the beats."""
        return self._tracks[field]

    def host_rows(self) -> FloatArray:
        """Return the figures of the host, shape (beats, keys)."""
        return self._chunk.host_rows()


class NoBeats:
    """Stands for a chunk that is damaged: what comes after it does not follow what came before."""

    host_keys: Sequence[HostKey] = ()

    def __len__(self) -> int:
        return 0

    def fact(self, name: str) -> IntArray:
        """Return no fact."""
        return np.zeros(0, np.int64)

    def track(self, field: str) -> Track:
        """Return a field that was never anything."""
        nothing = np.zeros(0, np.int64)
        return Track(base=nothing, beats=nothing, slots=nothing, bits=nothing)

    def host_rows(self) -> FloatArray:
        """Return no figures."""
        return np.zeros((0, 0))


@dataclass(frozen=True, slots=True)
class Place:
    """One beat: the chunk that holds it, and its number there."""

    chunk: Beats
    beat: int


def snapshot_of(place: Place, before: Place | None, before_sockets: Place | None, texts: TextSource) -> Snapshot:
    """Return what a beat meant when it was live; `before` is None when nothing was known before it.

    Raises KeyError when its texts were forgotten meanwhile, DamagedChunk when it can not be read.
    """
    previous = None if before is None else _reading(before, texts, numbers=_COUNTERS, has_texts=False)
    sockets = None if before_sockets is None else _reading(before_sockets, texts, numbers=_TCP, has_texts=False)
    return derive(previous, reading_of(place, texts), before_sockets=sockets)


def reading_of(place: Place, texts: TextSource) -> Reading:
    """Return one beat as it was read; raises KeyError and DamagedChunk as `snapshot_of`."""
    return _reading(place, texts, numbers=NUMBER_FIELDS, has_texts=True)


def _reading(place: Place, texts: TextSource, *, numbers: Sequence[str], has_texts: bool) -> Reading:
    chunk, beat = place.chunk, place.beat
    facts = {name: int(chunk.fact(name)[beat]) for name in _READING_FACTS}
    count = facts["slots"]

    def column(field: str) -> IntArray:
        found = chunk.track(field).at(beat, count, BLANKS[field])
        found.setflags(write=False)
        return found

    told: dict[str, Any] = json.loads(texts.text(facts["told"]) or "{}")
    return Reading(
        boot_id=told["boot_id"],
        at_ms=facts["at_ms"],
        monotonic_ns=facts["monotonic_ns"],
        sockets_ns=facts["sockets_ns"],
        suspended_ns=facts["suspended_ns"],
        sequence=facts["sequence"],
        missed_beats=facts["missed_beats"],
        ticks_per_s=facts["ticks_per_s"],
        boot_at_utc_s=float(np.int64(facts["boot_at_bits"]).view(np.float64)),
        numbers=MappingProxyType({field: column(field).view(np.float64) for field in numbers}),
        texts=MappingProxyType({field: texts.many(column(field).tolist()) for field in TEXT_FIELDS if has_texts}),
        text_revisions=column(REVISIONS),
        serials=column(SERIALS),
        refused=column(REFUSED),
        host=MappingProxyType(host_of(chunk.host_keys, chunk.host_rows()[beat])),
        unsupported=MappingProxyType(told["unsupported"]),
        notes=tuple(Note(code, text) for code, text in told["notes"]),
    )


_READING_FACTS: Final = (
    "slots", "told", "at_ms", "monotonic_ns", "sockets_ns", "suspended_ns", "sequence", "missed_beats", "ticks_per_s",
    "boot_at_bits",
)  # fmt: skip


# ---- over time


def host_series(chunks: Iterable[Beats], metric_id: str) -> tuple[IntArray, FloatArray]:
    """Return times and the values of a metric of the whole machine, one a beat, of chunks that follow each other."""
    found = [(time_ms, host.get(metric_id, {}).get("", np.nan)) for time_ms, _, host in host_beats(chunks)]
    times = np.array([time_ms for time_ms, _ in found], np.int64)
    return times, np.array([value for _, value in found], np.float64)


def host_beats(chunks: Iterable[Beats]) -> Iterator[tuple[int, float, HostFigures]]:
    """Yield of each beat its time, when it was on the monotonic clock, and every metric of the machine."""
    before: HostFigures = {}
    before_ns = 0
    for chunk in chunks:
        if not len(chunk):
            before = {}
        rows, now_ns, is_first = chunk.host_rows(), chunk.fact("monotonic_ns"), chunk.fact("is_first")
        times = chunk.fact("time")
        for beat in range(len(chunk)):
            raw = host_of(chunk.host_keys, rows[beat])
            elapsed_s = (int(now_ns[beat]) - before_ns) / 1e9
            is_alone = bool(is_first[beat]) or not before or elapsed_s <= 0
            made = host_values({} if is_alone else before, raw, 0.0 if is_alone else elapsed_s)
            yield int(times[beat]), int(now_ns[beat]) / 1e9, made
            before, before_ns = raw, int(now_ns[beat])


def cpu_beats(chunks: Iterable[Beats]) -> Iterator[tuple[int, CpuBeat]]:
    """Yield the time of each beat and the CPU of every process in it, of chunks that follow each other."""
    before: tuple[int, IntArray, FloatArray] | None = None
    for chunk in chunks:
        if not len(chunk):
            before = None
        facts = {name: chunk.fact(name).tolist() for name in ("time", "monotonic_ns", "slots", "is_first")}
        serials_track, used_tracks = chunk.track(SERIALS), [chunk.track(field) for field in MADE_OF["cpu_ratio"]]
        for beat in range(len(chunk)):
            now_ns, count = facts["monotonic_ns"][beat], facts["slots"][beat]
            serials = serials_track.at(beat, count, -1)
            used_s = sum(
                (track.at(beat, count, CANONICAL_NAN).view(np.float64) for track in used_tracks), np.zeros(count)
            )
            ratios = np.full(count, np.nan, np.float32)
            if before is not None and not facts["is_first"][beat] and now_ns > before[0]:
                then_ns, old_serials, old_used_s = before
                kept = min(count, len(old_serials))
                same = (serials[:kept] == old_serials[:kept]) & (serials[:kept] >= 0)
                ratios[:kept] = rate(old_used_s[:kept], used_s[:kept], same, (now_ns - then_ns) / 1e9)
            yield facts["time"][beat], CpuBeat(at_s=now_ns / 1e9, serials=serials, ratios=ratios)
            before = now_ns, serials, used_s


def process_series(chunks: Iterable[Beats], key: ProcessKey, metric_id: str) -> tuple[IntArray, FloatArray]:
    """Return times and the values of a metric of one process, one a beat; NaN where it did not live."""
    found = process_figures(chunks, key, (metric_id,))
    return found.times, found.values[metric_id]


@dataclass(frozen=True, slots=True, eq=False)
class ProcessFigures:
    """Metrics of one process by beat; where it did not live they are NaN."""

    times: IntArray
    lives: npt.NDArray[np.bool_]
    values: Mapping[str, FloatArray]


def process_figures(chunks: Iterable[Beats], key: ProcessKey, metric_ids: Sequence[str]) -> ProcessFigures:
    """Return several metrics of one process, each chunk read once."""
    life = _life(chunks, key, frozenset().union(*(_fields_of(metric_id) for metric_id in metric_ids)))
    facts, serials = life.facts, life.serials
    if not len(serials):
        return ProcessFigures(serials, serials >= 0, dict.fromkeys(metric_ids, np.zeros(0)))
    elapsed_s = np.diff(facts["monotonic_ns"]) / 1e9
    elapsed_s[(facts["is_first"][1:] == 1) | (elapsed_s <= 0)] = np.nan
    begin = ProcessColumns(None, life.reading(slice(0, 1)), 0.0)
    go_on = ProcessColumns(life.reading(slice(0, -1)), life.reading(slice(1, None)), elapsed_s)
    found: dict[str, FloatArray] = {}
    for metric_id in metric_ids:
        if metric_id in _TCP_RATES:
            received, sent = (_tcp_rates(life.numbers[field], serials, facts) for field in _TCP)
            rates = {"tcp_received_bytes_per_s": received, "tcp_sent_bytes_per_s": sent}
            found[metric_id] = rates.get(metric_id, received + sent)
        elif metric_id not in go_on:
            found[metric_id] = np.full(len(serials), np.nan)
        else:
            found[metric_id] = np.concatenate((begin[metric_id], go_on[metric_id]))
            found[metric_id][serials < 0] = np.nan
    if "age_s" in found:
        awake_s = (facts["monotonic_ns"] + facts["suspended_ns"]) / 1e9
        age_s = np.maximum(0.0, awake_s - life.numbers["start_ticks"] / facts["ticks_per_s"])
        found["age_s"] = np.where(serials >= 0, age_s, np.nan)
    return ProcessFigures(facts["time"], serials >= 0, found)


_TCP_RATES: Final = ("tcp_received_bytes_per_s", "tcp_sent_bytes_per_s", "tcp_bytes_per_s")
_SERIES_FACTS: Final = (
    "time", "monotonic_ns", "sockets_ns", "suspended_ns", "ticks_per_s", "is_first", "boot_at_bits",
)  # fmt: skip


def _fields_of(metric_id: str) -> frozenset[str]:
    """Return the fields of a reading of which a metric is made."""
    metric = PROCESS_CATALOGUE.by_id.get(metric_id)
    raw = MADE_OF.get(metric_id, (metric.raw,) if metric is not None else ())
    return frozenset({*raw, "pid", "start_ticks"}) & frozenset(NUMBER_FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Life:
    """One process over time: numbers and facts by beat, and its serial, -1 where it did not live."""

    numbers: Mapping[str, FloatArray]
    serials: IntArray
    facts: Mapping[str, IntArray]

    def reading(self, part: slice) -> Reading:
        """Return a reading whose slots are beats, so that one formula serves one beat and a series."""
        return Reading(
            boot_id="",
            at_ms=0,
            monotonic_ns=0,
            sockets_ns=0,
            suspended_ns=0,
            sequence=0,
            missed_beats=0,
            ticks_per_s=int(self.facts["ticks_per_s"][-1]),
            boot_at_utc_s=float(self.facts["boot_at_bits"][-1:].view(np.float64)[0]),
            numbers={field: column[part] for field, column in self.numbers.items()},
            texts={},
            text_revisions=self.serials[part],
            serials=self.serials[part],
            refused=self.serials[part],
            host={},
            unsupported={},
        )


def _life(chunks: Iterable[Beats], key: ProcessKey, fields: frozenset[str]) -> _Life:
    nothing = np.zeros(0, np.int64)
    numbers: dict[str, list[IntArray]] = {field: [nothing] for field in NUMBER_FIELDS}
    facts: dict[str, list[IntArray]] = {name: [nothing] for name in _SERIES_FACTS}
    serials: list[IntArray] = [nothing]
    is_after_damage = False
    for chunk in chunks:
        if not len(chunk):
            is_after_damage = True
            continue
        count = len(chunk)
        serial = np.full(count, -1, np.int64)
        own = {field: np.full(count, BLANKS[field], np.int64) for field in NUMBER_FIELDS}
        for slot in _slots_of(chunk, key):
            over_time = {field: chunk.track(field).of_slot(slot, count, BLANKS[field]) for field in fields}
            pids, starts = (over_time[field].view(np.float64) for field in ("pid", "start_ticks"))
            lives = (pids == key.pid) & (starts == key.start_ticks)
            serial[lives] = chunk.track(SERIALS).of_slot(slot, count, -1)[lives]
            for field, column in over_time.items():
                own[field][lives] = column[lives]
        serials.append(serial)
        for field, column in own.items():
            numbers[field].append(column)
        for name, parts in facts.items():
            parts.append(chunk.fact(name))
        if is_after_damage:
            facts["is_first"][-1] = np.concatenate((np.ones(1, np.int64), facts["is_first"][-1][1:]))
            is_after_damage = False
    return _Life(
        numbers={field: np.concatenate(parts).view(np.float64) for field, parts in numbers.items()},
        serials=np.concatenate(serials),
        facts={name: np.concatenate(parts) for name, parts in facts.items()},
    )


def _slots_of(chunk: Beats, key: ProcessKey) -> list[int]:
    track = chunk.track("pid")
    pid_bits = int(np.float64(key.pid).view(np.int64))
    return sorted({*np.flatnonzero(track.base == pid_bits).tolist(), *track.slots[track.bits == pid_bits].tolist()})


def _tcp_rates(bytes_so_far: FloatArray, serials: IntArray, facts: Mapping[str, IntArray]) -> FloatArray:
    """Return the rates of TCP, which are taken over the time between two looks at the sockets."""
    before = before_sockets(facts["sockets_ns"], facts["is_first"])
    at = np.flatnonzero(before >= 0)
    rates = np.full(len(serials), np.nan)
    elapsed_s = (facts["sockets_ns"][at] - facts["sockets_ns"][before[at]]) / 1e9
    is_known = (facts["sockets_ns"][before[at]] > 0) & (elapsed_s > 0)
    same = is_known & (serials[at] == serials[before[at]]) & (serials[at] >= 0)
    elapsed_s[~is_known] = np.nan
    rates[at] = rate(bytes_so_far[before[at]], bytes_so_far[at], same, elapsed_s)
    return rates


def before_sockets(sockets_ns: IntArray, is_first: npt.NDArray[Any]) -> IntArray:
    """Return for each beat the last one before it whose TCP counters are older, -1 where none is known."""
    numbers = np.arange(len(sockets_ns))
    is_new = np.zeros(len(sockets_ns), np.bool_)
    is_new[1:] = np.diff(sockets_ns) != 0
    is_new[is_first == 1] = False
    newest = np.maximum.accumulate(np.where(is_new, numbers - 1, -1))
    began = np.maximum.accumulate(np.where(is_first == 1, numbers, 0))
    return np.where(newest >= began, newest, -1)
