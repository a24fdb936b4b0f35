"""What a file of an incident answers: as a history does, and as all that there is. Any thread, see `LongHistory`."""

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.history import CpuBeat, HostBeat, Peak, Series, Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.reading import NUMBER_FIELDS, FloatArray, IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.text import CELL_LIMIT, display_text
from procmon_gui.store.history.beats import FACTS, FIELDS, SERIALS
from procmon_gui.store.history.framing import NONSENSE, DamagedChunk
from procmon_gui.store.history.index import NO_ROWS
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.news import IndexRows
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.replay import Beats
from procmon_gui.store.history.schema import ChunkRow
from procmon_gui.store.history.sealed import LAST_MS, Incident, Sealed, open_sealed
from procmon_gui.store.history.stored import StoredHistory
from procmon_gui.store.history.stored_texts import StoredTexts

# PID_MAX_LIMIT of Linux: more processes than that are nowhere.
_MOST_SLOTS: Final = 4_194_304
# Beyond this a float64 is no whole number of bytes, ticks or milliseconds any more that somebody has counted.
_MOST: Final = 2.0**63
_CURVE_POINTS: Final = 20_000
_MINUTE_MS: Final = 60_000
_DAMAGED: Final = "This part of the recording is damaged"
# What numbers and texts raise that no recorder ever wrote; whatever gets past the checks ends here.
_NONSENSE: Final = (*NONSENSE, AttributeError)


class IncidentHistory(LongHistory):
    """A `HistoryReader` over one file, to which nothing is ever added."""

    def __init__(self, stored: "SealedHistory", incident: Incident) -> None:
        super().__init__(RecentMemory(), incident.path)
        self._stored = self._sealed = stored
        self.incident = incident
        # What was read once is known at once: some hours of it, and the last minute.
        stored.curve(incident.from_ms, incident.to_ms, _CURVE_POINTS)
        self._end = stored.curve(incident.to_ms - _MINUTE_MS, incident.to_ms, _CURVE_POINTS)
        # Of the first beat no rates are known: it is there for the sake of the next.
        self._first_ms = next(stored.beat_times(incident.from_ms, incident.to_ms), incident.from_ms)
        busiest = self.peak(self._first_ms, incident.to_ms)
        self.peak_ms = busiest.at_ms if busiest is not None else incident.to_ms

    def beats_span(self) -> Span | None:
        """Return from when to when there are moments that can be shown."""
        span = super().beats_span()
        return None if span is None else Span(from_ms=max(span.from_ms, self._first_ms), to_ms=span.to_ms)

    def refresh(self) -> None:
        """Do nothing: the file is as it is."""

    @property
    def host_name(self) -> str:
        """Return the name of the machine that was recorded."""
        return self.incident.host_name

    def beat_times(self, from_ms: int, to_ms: int) -> Iterator[int]:
        """Yield the times of all beats of a time, oldest first."""
        return self._sealed.beat_times(from_ms, to_ms)

    def newest(self, after_ms: int) -> Series:
        """Return the CPU of the machine in the last minute, as far as it is after a time."""
        later = self._end.at_ms > after_ms
        return Series(at_ms=self._end.at_ms[later], values=self._end.values[later])

    def peak(self, from_ms: int, to_ms: int) -> Peak | None:
        """Return the busiest beat of a time; None where none is known."""
        with _sane():
            found = super().peak(from_ms, to_ms)
            return found if found is not None and from_ms <= found.at_ms <= to_ms else None

    def snapshot_at(self, at_ms: int) -> Snapshot | None:
        """Return the beat nearest to a time; raises Unavailable when it is damaged."""
        with _sane():
            return super().snapshot_at(at_ms)

    def ended_since(self, at_ms: int) -> Mapping[int, int]:
        """Return when processes ended that were there at a time, as far as the file goes."""
        with _sane():
            ends = super().ended_since(at_ms)
            return {serial: end for serial, end in ends.items() if 0 <= end <= self.incident.to_ms}

    def curve(self, from_ms: int, to_ms: int, points: int) -> Series:
        """Return the CPU of the whole machine in about so many points that keep its peaks."""
        with _sane():
            return super().curve(from_ms, to_ms, points)

    def series(self, metric_id: str, from_ms: int, to_ms: int) -> Series:
        """Return a metric of the whole machine, one value a beat."""
        with _sane():
            return super().series(metric_id, from_ms, to_ms)

    def series_of(self, key: ProcessKey, metric_id: str, from_ms: int, to_ms: int) -> Series:
        """Return a metric of one process for every beat in which it lived."""
        with _sane():
            return super().series_of(key, metric_id, from_ms, to_ms)

    def cpu_beats(self, from_ms: int, to_ms: int) -> tuple[CpuBeat, ...]:
        """Return the CPU of every process in each beat of a time, oldest first."""
        with _sane():
            return super().cpu_beats(from_ms, to_ms)

    def host_beats(self, from_ms: int, to_ms: int) -> tuple[HostBeat, ...]:
        """Return the machine in each beat of a time, oldest first."""
        with _sane():
            return super().host_beats(from_ms, to_ms)


def open_incident(path: Path) -> IncidentHistory:
    """Open a file that `incident` made; raises Unavailable, which says what is wrong and what to do."""
    sealed = open_sealed(path)
    try:
        with _sane():
            stored = SealedHistory(sealed)
            stored.refresh()
            if stored.span() is not None:
                return IncidentHistory(stored, sealed.incident)
    except BaseException:
        sealed.close()
        raise
    sealed.close()
    raise Unavailable(f"{display_text(str(path))} holds no moment that can be shown. Let it be made anew.")


@contextlib.contextmanager
def _sane() -> Iterator[None]:
    try:
        yield
    except _NONSENSE as error:
        raise Unavailable(f"{_DAMAGED} ({type(error).__name__})") from error


# ---- pieces that are looked at before they are used


class SealedHistory(StoredHistory):
    """Reads a file of an incident back; a piece that no recorder wrote is damaged."""

    def __init__(self, sealed: Sealed) -> None:
        super().__init__(sealed.engine)
        self._sealed_file = sealed
        incident = sealed.incident
        # A number of which a bit has flipped must not say that the file reaches over centuries.
        self._chosen = (ChunkRow.from_ms >= incident.from_ms) & (ChunkRow.to_ms <= incident.to_ms)
        self._sound: set[int] = set()

    def close(self) -> None:
        """Give back what is open."""
        self._sealed_file.close()

    def _rows_of(self, entry: npt.NDArray[Any]) -> IndexRows:
        rows = super()._rows_of(entry)
        times = rows["time_ms"]
        is_sound = len(rows) == entry["count"] and times[0] == entry["from_ms"] and times[-1] == entry["to_ms"]
        if len(rows) and not (is_sound and (np.diff(times) > 0).all()):
            self._note_damage(entry.item())
            return NO_ROWS
        return rows

    def _open(self, entry: npt.NDArray[Any]) -> Beats:
        chunk = super()._open(entry)
        if int(entry["id"]) not in self._sound:
            try:
                self._check(chunk, entry)
            except _NONSENSE as error:
                self._note_damage(entry.item())
                raise DamagedChunk(f"{_DAMAGED}: {error}") from error
            self._sound.add(int(entry["id"]))
        return chunk

    def _texts_of(self, run: int) -> StoredTexts:
        with self._guard:
            found = self._texts.get(run)
            if found is None:
                found = self._texts[run] = SealedTexts(self._engine, run)
            return found

    def _check(self, chunk: Beats, entry: npt.NDArray[Any]) -> None:
        """Raise something of `_NONSENSE` where a chunk says what no machine can have said."""
        facts = {name: chunk.fact(name) for name in FACTS}
        count = int(entry["count"])
        _demand(all(len(fact) == count for fact in facts.values()), "beats")
        _demand((facts["time"] >= entry["from_ms"]) & (facts["time"] <= entry["to_ms"]), "times")
        _demand((facts["at_ms"] >= 0) & (facts["at_ms"] <= LAST_MS), "clock")
        _demand((facts["slots"] >= 0) & (facts["slots"] <= _MOST_SLOTS), "slots")
        _demand((facts["ticks_per_s"] > 0) & (facts["ticks_per_s"] < _MOST_SLOTS), "ticks")
        _demand(_are_told(facts["boot_at_bits"].view(np.float64)), "boot")
        for field in FIELDS:
            track = chunk.track(field)
            _demand(len(track.base) <= _MOST_SLOTS, field)
            _demand((track.slots >= 0) & (track.slots < _MOST_SLOTS), field)
            _demand((track.beats >= 0) & (track.beats < count), field)
            if field in NUMBER_FIELDS:
                values = np.concatenate((track.base, track.bits)).view(np.float64)
                _demand(np.isnan(values) | _are_told(values), field)
        self._check_people(chunk, facts["slots"])
        for raw, instance in chunk.host_keys:
            _demand(raw == display_text(raw, CELL_LIMIT), "names")
            _demand(instance is None or instance == display_text(instance, CELL_LIMIT), "names")
        rows = chunk.host_rows()
        _demand(np.isnan(rows) | _are_told(rows), "figures")
        texts = self._texts_of(int(entry["run"]))
        for number in np.unique(facts["told"]).tolist():
            _check_told(json.loads(texts.text(number) or ""))

    @staticmethod
    def _check_people(chunk: Beats, slots: IntArray) -> None:
        """Whoever lives has a number and a start."""
        for beat, slot_count in enumerate(slots.tolist()):
            lives = chunk.track(SERIALS).at(beat, slot_count, -1) >= 0
            for field in ("pid", "start_ticks"):
                own = chunk.track(field).at(beat, slot_count, 0)[lives].view(np.float64)
                _demand((own >= 0) & (own == np.floor(own)), field)


class SealedTexts(StoredTexts):
    """Texts of a file of an incident, as they may be shown; what a reading tells of its machine stays as it is."""

    def many(self, numbers: Iterable[int]) -> list[str | None]:
        """Return several texts; raises Unavailable."""
        return [None if found is None else display_text(found) for found in super().many(numbers)]

    def text(self, number: int) -> str | None:
        """Return one text as it stands in the file; raises Unavailable."""
        return super().many((number,))[0]

    def known(self, number: int) -> str | None:
        """Return a text that was read before; None for any other."""
        found = super().known(number)
        return None if found is None else display_text(found)


def _demand(is_so: Any, what: str) -> None:
    if not np.all(is_so):
        raise ValueError(what)


def _are_told(values: FloatArray) -> Any:
    return np.abs(values) < _MOST


def _check_told(told: Any) -> None:
    """Look at what a reading tells of its machine: an id, reasons, notes, all of them lines of text."""
    lines = [told["boot_id"], *told["unsupported"].keys(), *told["unsupported"].values()]
    for code, words in told["notes"]:
        lines += [code, words]
    for line in lines:
        _demand(isinstance(line, str) and line == display_text(line), "notes")
