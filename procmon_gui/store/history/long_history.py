"""All that is remembered as one: the recent beats in memory, and what came before them from disk.

Where both know a time, the memory answers. `span`, `beat_near`, `newest`, `leader_at` and `gaps` may be called on the
window's thread: they never wait for the disk, and know of it what was read before.
"""

import threading
from collections.abc import Iterator, Mapping
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from procmon_gui.domain.ends import End
from procmon_gui.domain.history import CpuBeat, Gap, HostBeat, Leader, Peak, Series, Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.recorded_hosts import RecordedHost
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.curve import cut
from procmon_gui.store.history.minutes_at_hand import MinutesAtHand
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.stretch import Stretch, between, joined_series, lived
from procmon_gui.store.place import identity_of

if TYPE_CHECKING:
    from procmon_gui.store.history.old_times import OldTimes
    from procmon_gui.store.history.stored import StoredHistory

# Two chunks with less between them follow one another.
_GAP_MS: Final = 5_000


class LongHistory:
    """A `HistoryReader` over a memory of recent beats and a history on disk.

    Attributes:
        hosts: the machines of a server, this one among them; none elsewhere.
    """

    hosts: tuple[RecordedHost, ...] = ()

    def __init__(self, recent: RecentMemory, path: Path, *, reads_journal: bool = False) -> None:
        """Know the memory; what lies on disk is known from the first `refresh` on.

        Whose memory hears nothing `reads_journal`, where the newest minute lies.
        """
        self._recent = recent
        self._reads_journal = reads_journal
        self._path = path
        self._stored: StoredHistory | None = None
        self._identity: tuple[int, int] | None = None
        self._refreshing = threading.Lock()
        self._minutes = MinutesAtHand()

    def refresh(self) -> None:
        """Learn what is on disk now; whoever writes there calls this on his thread. Raises Unavailable."""
        with self._refreshing:
            self._refresh()

    def _refresh(self) -> None:
        if self._stored is not None and identity_of(self._path) != self._identity:
            # It was set aside, or taken away: what is there now is another file.
            self.close()
        if self._stored is not None:
            self._stored.refresh()
        elif self._path.exists():
            # Here and not above: a start does not wait for what speaks SQL.
            from procmon_gui.store.history.stored import StoredHistory
            from procmon_gui.store.sqlite import reading_engine

            self._identity = identity_of(self._path)
            stored = StoredHistory(reading_engine(self._path), reads_journal=self._reads_journal)
            stored.refresh()
            self._stored = stored

    @property
    def stored(self) -> "StoredHistory | None":
        """Return what lies on disk; None before the first `refresh`, and where nothing does."""
        return self._stored

    def close(self) -> None:
        """Give the connections to the disk back."""
        stored, self._stored = self._stored, None
        if stored is not None:
            stored.close()

    @property
    def host_name(self) -> str:
        """Return the name of the machine that was recorded on disk; raises Unavailable."""
        return self._stored.host_name if self._stored is not None else ""

    # ---- at once

    def span(self) -> Span | None:
        """Return from when to when anything is remembered, None before the first beat."""
        old, beats = self._old_span(), self.beats_span()
        if old is None or beats is None:
            return beats or old
        return Span(from_ms=min(old.from_ms, beats.from_ms), to_ms=beats.to_ms)

    def beats_span(self) -> Span | None:
        """Return from when to when there are beats, None before the first."""
        recent, stored = self._recent.span(), self._stored_span()
        if recent is None or stored is None:
            return recent or stored
        return Span(from_ms=min(recent.from_ms, stored.from_ms), to_ms=max(recent.to_ms, stored.to_ms))

    def beat_near(self, at_ms: int, steps: int = 0) -> int | None:
        """Return the time of the beat nearest to a time, or so many beats before (negative) or after it.

        Of a time that was not read from disk yet, it is a guess: of one beat a second, or of one a minute where only
        minutes are left.
        """
        old, beats = self._old(at_ms), self.beats_span()
        if old is not None:
            minute_ms = old.minute_near(at_ms, steps)
            return beats.from_ms if minute_ms is None and beats is not None else minute_ms
        recent, stored, span = self._recent.span(), self._stored, self.span()
        if recent is not None and self._is_recent(at_ms) and (steps >= 0 or stored is None or at_ms > recent.from_ms):
            return self._recent.beat_near(at_ms, steps)
        found = stored.beat_near(at_ms, steps) if stored is not None else None
        if found is not None or span is None:
            return found
        guess_ms = min(max(at_ms + 1000 * steps, span.from_ms), span.to_ms)
        old = self._old(guess_ms)
        return old.minute_near(guess_ms) if old is not None else guess_ms

    def newest(self, after_ms: int) -> Series:
        """Return the CPU of the whole machine, 0 to 1, of all beats in memory after a time."""
        return self._recent.newest(after_ms)

    def leader_at(self, at_ms: int) -> Leader | None:
        """Return who led the beat nearest to a time, None when that is not known or was not read yet."""
        if self._is_recent(at_ms):
            return self._recent.leader_at(at_ms)
        return self._stored.leader_near(at_ms) if self._stored is not None else None

    def gaps(self, from_ms: int, to_ms: int) -> tuple[Gap, ...]:
        """Return the stretches of a time of which nothing is known."""
        found = [(gap.from_ms, gap.to_ms) for gap in self._recent.gaps(from_ms, to_ms)]
        recent, stored = self._recent.span(), self._stored_span()
        if stored is not None and self._stored is not None:
            begin_ms = recent.from_ms if recent is not None else to_ms
            # What the memory knows was no gap, whatever is written of it.
            known = ((gap_from, min(gap_to, begin_ms)) for gap_from, gap_to in self._stored.breaks(from_ms, to_ms))
            found += [gap for gap in known if gap[0] < gap[1]]
            if recent is not None and recent.from_ms - stored.to_ms > _GAP_MS:
                found.append((stored.to_ms, recent.from_ms))
        inside = sorted(gap for gap in found if gap[0] < to_ms and gap[1] > from_ms)
        return tuple(Gap(from_ms=gap_from, to_ms=gap_to) for gap_from, gap_to in inside)

    # ---- in a worker

    def snapshot_at(self, at_ms: int) -> Snapshot | None:
        """Return the beat nearest to a time as it was shown then; None when none is remembered.

        Where beats are gone, the averages of a minute. Raises Unavailable when what was kept is damaged, and where
        not even minutes are left.
        """
        old = self._old(at_ms)
        if old is not None:
            return old.snapshot_at(at_ms)
        if self._stored is None or self._is_recent(at_ms):
            return self._recent.snapshot_at(at_ms)
        return self._stored.snapshot_at(at_ms)

    def ended_since(self, at_ms: int) -> Mapping[int, End]:
        """Return when processes ended that were there at a time: milliseconds by serial."""
        old = self._old(at_ms)
        if old is not None:
            return old.ended_since(at_ms)
        if self._stored is None or self._is_recent(at_ms):
            return self._recent.ended_since(at_ms)
        return self._stored.ended_since(at_ms)

    def moment_times(self, from_ms: int, to_ms: int) -> Iterator[int]:
        """Yield the times of all that `snapshot_at` can show of a time, oldest first: of minutes, then of beats.

        A minute may have begun before that time. Raises Unavailable, also where only hours are left of it.
        """
        old = self._old(from_ms)
        if old is not None:
            yield from old.minute_times(from_ms, to_ms)
        for stretch, begin_ms, end_ms in self.parts(from_ms, to_ms):
            times = stretch.rows["time_ms"][stretch.shown_from :]
            yield from times[(times >= begin_ms) & (times <= end_ms)].tolist()

    def curve(self, from_ms: int, to_ms: int, points: int) -> Series:
        """Return the CPU of the whole machine, 0 to 1, in about so many points that keep its peaks."""
        recent = self._recent.span()
        until_ms = to_ms if recent is None else min(to_ms, recent.from_ms - 1)
        parts = []
        if self._stored is not None and from_ms <= until_ms:
            parts.append(cut(self._stored.curve(from_ms, until_ms, points), until_ms))
        if recent is not None and to_ms >= recent.from_ms:
            parts.append(self._recent.curve(from_ms, to_ms, points))
        return joined_series(parts)

    def peak(self, from_ms: int, to_ms: int) -> Peak | None:
        """Return the busiest beat of a time; None where none is known. Raises Unavailable."""
        recent = self._recent.span()
        until_ms = to_ms if recent is None else min(to_ms, recent.from_ms - 1)
        beats = self.beats_span()
        begin_ms = from_ms if beats is None else max(from_ms, beats.from_ms)
        older = self._stored.peak(begin_ms, until_ms) if self._stored is not None and begin_ms <= until_ms else None
        newer = self._recent.peak(from_ms, to_ms)
        old = self._old(from_ms)
        oldest = old.peak(from_ms, to_ms) if old is not None else None
        found = [one for one in (oldest, older, newer) if one is not None]
        return max(found, key=attrgetter("busy_ratio"), default=None)

    def series(self, metric_id: str, from_ms: int, to_ms: int) -> Series:
        """Return a metric of the whole machine, one value a beat; an id that is not made of host figures is unknown."""
        return joined_series(
            between(begin_ms, end_ms, stretch.series(metric_id))
            for stretch, begin_ms, end_ms in self.parts(from_ms, to_ms)
        )

    def series_of(self, key: ProcessKey, metric_id: str, from_ms: int, to_ms: int) -> Series:
        """Return a metric of one process for every beat in which it lived."""
        return joined_series(
            lived(between(begin_ms, end_ms, stretch.series_of(key, metric_id)))
            for stretch, begin_ms, end_ms in self.parts(from_ms, to_ms)
        )

    def minute_means(self, key: ProcessKey, from_ms: int, to_ms: int, errand: Errand) -> Mapping[str, Series]:
        """Return the averages of a process in each minute of a time of which beats are gone, by metric id."""
        old = self._old(from_ms)
        return old.minute_means(key, from_ms, to_ms, errand) if old is not None else {}

    def cpu_beats(self, from_ms: int, to_ms: int) -> tuple[CpuBeat, ...]:
        """Return the CPU of every process in each beat of a time, oldest first."""
        return tuple(
            beat
            for stretch, begin_ms, end_ms in self.parts(from_ms, to_ms)
            for beat in self._minutes.beats(stretch, begin_ms, end_ms)
        )

    def host_beats(self, from_ms: int, to_ms: int) -> tuple[HostBeat, ...]:
        """Return the machine in each beat of a time, oldest first; before the oldest beat, in each minute."""
        old = self._old(from_ms)
        minutes = old.host_beats(from_ms, to_ms) if old is not None else ()
        beats = (
            HostBeat(at_s=at_s, host=host, leader=self.leader_at(time_ms))
            for stretch, begin_ms, end_ms in self.parts(from_ms, to_ms)
            for time_ms, at_s, host in stretch.host_beats()
            if begin_ms <= time_ms <= end_ms
        )
        return (*minutes, *beats)

    def parts(self, from_ms: int, to_ms: int) -> Iterator[tuple[Stretch, int, int]]:
        """Yield the stretches of a time, oldest first, each with the part of the time that it is to tell of."""
        recent = self._recent.span()
        until_ms = to_ms if recent is None else min(to_ms, recent.from_ms - 1)
        if self._stored is not None and from_ms <= until_ms:
            for stretch in self._stored.stretches(from_ms, until_ms):
                yield stretch, max(from_ms, stretch.from_ms), until_ms
        if recent is not None and to_ms >= recent.from_ms:
            begin_ms = max(from_ms, recent.from_ms)
            now = self._recent.stretch(begin_ms, to_ms)
            if now is not None:
                yield now, begin_ms, to_ms

    def recent_span(self) -> Span | None:
        """Return from when to when the memory knows beats: of that time it is asked."""
        return self._recent.span()

    def recent_stretch(self, from_ms: int, to_ms: int) -> Stretch | None:
        """Return what the memory has of a time."""
        return self._recent.stretch(from_ms, to_ms)

    # ---- inside

    def _stored_span(self) -> Span | None:
        return self._stored.span() if self._stored is not None else None

    def _old_span(self) -> Span | None:
        stored = self._stored
        return stored.old.span() if stored is not None else None

    def _old(self, at_ms: int) -> "OldTimes | None":
        """Return who knows a time of which only minutes and hours are left; None of a time that has beats."""
        stored, beats, span = self._stored, self.beats_span(), self._old_span()
        is_old = span is not None and (beats is None or at_ms < beats.from_ms)
        return stored.old if stored is not None and is_old else None

    def _is_recent(self, at_ms: int) -> bool:
        """Say whether the memory is to answer: it knows the time, or is nearer to it, or nobody else knows any."""
        recent, stored = self._recent.span(), self._stored_span()
        if recent is None or stored is None:
            return stored is None
        return at_ms >= recent.from_ms or recent.from_ms - at_ms < at_ms - stored.to_ms
