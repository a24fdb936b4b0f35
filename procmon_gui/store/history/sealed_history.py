"""What a file of an incident answers: as a history does, and as all that there is. Any thread, see `LongHistory`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.history import Series, Span
from procmon_gui.domain.text import display_text
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.schema import CHUNKS
from procmon_gui.store.history.sealed import Incident, Sealed, open_sealed
from procmon_gui.store.history.sealed_chunks import SealedChunks
from procmon_gui.store.history.stored import StoredHistory
from procmon_gui.store.history.strange_history import StrangeHistory, sane

_CURVE_POINTS: Final = 20_000
_MINUTE_MS: Final = 60_000


class IncidentHistory(StrangeHistory):
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

    def moment_times(self, from_ms: int, to_ms: int) -> Iterator[int]:
        """Yield the times of all beats of a time, oldest first."""
        return self._sealed.beat_times(from_ms, to_ms)

    def newest(self, after_ms: int) -> Series:
        """Return the CPU of the machine in the last minute, as far as it is after a time."""
        later = self._end.at_ms > after_ms
        return Series(at_ms=self._end.at_ms[later], values=self._end.values[later])


def open_incident(path: Path) -> IncidentHistory:
    """Open a file that `incident` made; raises Unavailable, which says what is wrong and what to do."""
    sealed = open_sealed(path)
    try:
        with sane():
            stored = SealedHistory(sealed)
            stored.refresh()
            if stored.span() is not None:
                return IncidentHistory(stored, sealed.incident)
    except BaseException:
        sealed.close()
        raise
    sealed.close()
    raise Unavailable(f"{display_text(str(path))} holds no moment that can be shown. Let it be made anew.")


class SealedHistory(StoredHistory):
    """Reads a file of an incident back; a piece that no recorder wrote is damaged."""

    def __init__(self, sealed: Sealed) -> None:
        super().__init__(sealed.engine, chunks=SealedChunks(sealed.engine))
        self._sealed_file = sealed
        incident = sealed.incident
        # A number of which a bit has flipped must not say that the file reaches over centuries.
        self._chosen = (CHUNKS.c.from_ms >= incident.from_ms) & (CHUNKS.c.to_ms <= incident.to_ms)

    def close(self) -> None:
        """Give back what is open."""
        self._sealed_file.close()
