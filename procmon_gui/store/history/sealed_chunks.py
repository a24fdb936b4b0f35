"""The pieces of a history that others wrote, a file or a server: each is looked at before it is used, and one that no
recorder wrote is damaged."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

import numpy as np
from sqlalchemy import Engine

from procmon_gui.domain.exit_status import LEAST, MOST
from procmon_gui.domain.reading import ENDS, NUMBER_FIELDS, FloatArray, IntArray
from procmon_gui.domain.text import CELL_LIMIT, display_text
from procmon_gui.store.history.beats import FACTS, FIELDS, SERIALS
from procmon_gui.store.history.framing import NONSENSE, DamagedChunk
from procmon_gui.store.history.index import NO_ROWS
from procmon_gui.store.history.news import IndexRows
from procmon_gui.store.history.replay import Beats
from procmon_gui.store.history.sealed import LAST_MS
from procmon_gui.store.history.stored_chunks import Entry, StoredChunks
from procmon_gui.store.history.stored_texts import StoredTexts

# PID_MAX_LIMIT of Linux: more processes than that are nowhere.
_MOST_SLOTS: Final = 4_194_304
# Beyond this a float64 is no whole number of bytes, ticks or milliseconds any more that somebody has counted.
_MOST: Final = 2.0**63
# What a kernel can tell of an end.
_OF_ENDS: Final = {"exit_status": (LEAST, MOST), "ended_at_utc": (0, LAST_MS / 1000)}
DAMAGED: Final = "This part of the recording is damaged"
# What numbers and texts raise that no recorder ever wrote; whatever gets past the checks ends at the door of the file.
NOBODY_WROTE: Final = (*NONSENSE, AttributeError)


class SealedChunks(StoredChunks):
    """Reads one chunk at a time."""

    def __init__(self, engine: Engine, *, has_earlier: bool = False) -> None:
        """`has_earlier` beats of another run may stand before those of a chunk, see `keeper`; not in a file."""
        super().__init__(engine)
        self._has_earlier = has_earlier
        self._sound: set[int] = set()

    def rows_of(self, entry: Entry) -> IndexRows:
        """Return the index of a chunk; without any row where it is damaged."""
        rows = super().rows_of(entry)
        times = rows["time_ms"]
        is_sound = (
            len(rows) == entry["count"] and self._begins(times, int(entry["from_ms"])) and times[-1] == entry["to_ms"]
        )
        if len(rows) and not (is_sound and (np.diff(times) > 0).all()):
            self.note_damage(entry.item())
            return NO_ROWS
        return rows

    def open(self, entry: Entry) -> Beats:
        """Return a chunk that can be asked; raises DamagedChunk."""
        chunk = super().open(entry)
        if int(entry["id"]) not in self._sound:
            try:
                self._check(chunk, entry)
            except NOBODY_WROTE as error:
                self.note_damage(entry.item())
                raise DamagedChunk(f"{DAMAGED}: {error}") from error
            self._sound.add(int(entry["id"]))
        return chunk

    def open_in_a_row(self, entries: Entry, *, machine_only: bool) -> Iterator[Beats | None]:
        """Open many one after the other: each is looked at as closely as any."""
        for entry in entries:
            try:
                yield self.open(entry)
            except DamagedChunk:
                yield None

    def make_texts(self, run: int) -> StoredTexts:
        """Return the texts of a run, as they may be shown."""
        return SealedTexts(self._engine, run)

    def _begins(self, times: IntArray, from_ms: int) -> bool:
        """Say whether the beats of a chunk begin where they should."""
        return bool(len(times) and (times[0] <= from_ms if self._has_earlier else times[0] == from_ms))

    def _check(self, chunk: Beats, entry: Entry) -> None:
        """Raise something of `NOBODY_WROTE` where a chunk says what no machine can have said."""
        facts = {name: chunk.fact(name) for name in FACTS}
        count = int(entry["count"])
        _demand(all(len(fact) == count for fact in facts.values()), "beats")
        least_ms = 0 if self._has_earlier else int(entry["from_ms"])
        _demand((facts["time"] >= least_ms) & (facts["time"] <= entry["to_ms"]), "times")
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
            if field in ENDS:
                least, most = _OF_ENDS[field]
                _demand(np.isnan(values) | ((values >= least) & (values <= most)), field)
        self._check_people(chunk, facts["slots"])
        for raw, instance in chunk.host_keys:
            _demand(raw == display_text(raw, CELL_LIMIT), "names")
            _demand(instance is None or instance == display_text(instance, CELL_LIMIT), "names")
        rows = chunk.host_rows()
        # The limit itself is told too: systemd lets as many files be open as a signed number holds, and one that is
        # rounded as all figures are is that.
        _demand(np.isnan(rows) | (np.abs(rows) <= _MOST), "figures")
        texts = self.texts_of(int(entry["run"]))
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
