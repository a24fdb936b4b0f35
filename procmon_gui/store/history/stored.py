"""What a history on disk answers: from any thread, beside the one who writes. Belongs in a worker.

What is damaged is left out, counted, and shows as a gap.
"""

import threading
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sqlalchemy import ColumnElement, Connection, Engine, func, select, true
from sqlalchemy.exc import DatabaseError

from procmon_gui.domain.ends import End
from procmon_gui.domain.history import Leader, Pace, Peak, Series, Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.reading import IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.breaks import NO_BREAKS, Breaks
from procmon_gui.store.history.curve import (
    busiest_of,
    chosen_chunks,
    in_order,
    joined_curve,
    mean_of,
    points_of,
)
from procmon_gui.store.history.digest import MINUTE_MS
from procmon_gui.store.history.index import nearest
from procmon_gui.store.history.known_ends import KnownEnds
from procmon_gui.store.history.news import IndexRows
from procmon_gui.store.history.old_times import OldTimes
from procmon_gui.store.history.paces import newest_pace
from procmon_gui.store.history.replay import Beats
from procmon_gui.store.history.schema import CHUNKS, HOSTS, RUNS
from procmon_gui.store.history.server_old_times import ServerOldTimes
from procmon_gui.store.history.stored_chunks import CATALOGUE, StoredChunks
from procmon_gui.store.history.stored_minutes import StoredMinutes
from procmon_gui.store.history.stored_processes import StoredProcesses
from procmon_gui.store.history.stored_programs import StoredPrograms
from procmon_gui.store.history.stretch import Held, Stretch
from procmon_gui.store.history.unfinished import FIRST_ID, Unfinished, unfinished_chunks
from procmon_gui.store.history.whose import Whose
from procmon_gui.store.sqlite import told

_BUSY: Final = "cpu_busy_ratio"
# The beats of a longer time take longer to read than its minutes.
_LONG_LOOK_MS: Final = 10 * MINUTE_MS


class StoredHistory:
    """Reads a history back."""

    def __init__(
        self,
        engine: Engine,
        *,
        machine_id: str = "",
        chunks: StoredChunks | None = None,
        reads_journal: bool = False,
    ) -> None:
        """Read through an engine; of a database of several machines, what belongs to one.

        Who `reads_journal` knows the newest minute too, of which there is no chunk yet; who hears a recorder need not.
        """
        self._engine = engine
        self._reads_journal = reads_journal
        whose = Whose(machine_id)
        self._chosen, self._host = whose.chunks, whose.host
        # There are sums of the machine and of programs there; what each process did, only beats tell.
        self.is_on_server = whose.is_one
        self.minutes = StoredMinutes(engine, whose)
        self.programs = StoredPrograms(engine, whose)
        self.processes = StoredProcesses(engine)
        self.old = (
            ServerOldTimes(engine, self.minutes, self.processes, whose, newest_beat=self._newest_beat)
            if self.is_on_server
            else OldTimes(engine, self.minutes, self.processes)
        )
        self._ends = KnownEnds(self.processes.ends)
        self._chunks = chunks or StoredChunks(engine)
        self._guard = threading.Lock()
        self._whole: npt.NDArray[Any] = np.zeros(0, CATALOGUE)
        self._catalogue = self._whole  # with what is unfinished
        self._looking_for_breaks = Breaks(engine)
        self._breaks = NO_BREAKS
        self._boot_ids: dict[int, str] = {}

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    @property
    def host_name(self) -> str:
        """Return the name of the machine that was recorded, the last of several; raises Unavailable."""
        with told(), self._engine.connect() as connection:
            return connection.scalar(select(HOSTS.c.name).where(self._host).order_by(HOSTS.c.id.desc())) or ""

    @property
    def damaged_count(self) -> int:
        """Return how many chunks, and hours of minutes, were found damaged so far."""
        return self._chunks.damaged_count + self.minutes.damaged_count

    def refresh(self) -> None:
        """Learn which chunks there are now; raises Unavailable."""
        with self._guard:
            known = self._whole
        newest = int(known["id"].max()) if len(known) else 0
        with told(), self._engine.connect() as connection:
            # Before the chunks: what becomes one meanwhile is known twice, and not never.
            unfinished = unfinished_chunks(connection) if self._reads_journal else []
            oldest = connection.scalar(select(CHUNKS.c.id).where(self._chosen).order_by(CHUNKS.c.id).limit(1))
            kept = known[known["id"] >= (newest + 1 if oldest is None else oldest)]
            # Of all chunks at once an index tells; asked for those after a number, SQLite would read the rows.
            news = _listed(connection, self._chosen, CHUNKS.c.id > newest if newest else true())
            count = connection.scalar(select(func.count()).select_from(CHUNKS).where(self._chosen)) or 0
            if len(kept) + len(news) != count:
                # The oldest by time went, and these were not the first that were written: a clock was set back.
                kept, news = kept[:0], _listed(connection, self._chosen)
        whole = _by_time(np.concatenate((kept, news)))
        breaks = self._looking_for_breaks.among(whole)
        together = self._with_unfinished(whole, unfinished)
        self.old.refresh(int(together["from_ms"][0]) if len(together) else None)
        with self._guard:
            self._whole, self._catalogue, self._breaks = whole, together, breaks
        if len(news):
            self._ends.forget_living()

    def _with_unfinished(self, whole: npt.NDArray[Any], unfinished: Sequence[Unfinished]) -> npt.NDArray[Any]:
        """Return a catalogue with what became no chunk yet; its index and its beats are held."""
        known = set(zip(whole["run"].tolist(), whole["number"].tolist(), strict=True)) if unfinished else set()
        new = [one for one in unfinished if (int(one.entry["run"][0]), int(one.entry["number"][0])) not in known]
        self._chunks.hold({one.entry[0].item(): (one.rows, one.beats) for one in new})
        return _by_time(np.concatenate((whole, *(one.entry for one in new)))) if new else whole

    def pace(self) -> Pace:
        """Return how much the newest recorder writes a day; an older one does not tell."""
        try:
            with self._engine.connect() as connection:
                return newest_pace(connection)
        except DatabaseError:
            return Pace()

    def span(self) -> Span | None:
        """Return from when to when there are chunks, as far as is known since `refresh`; None when there are none."""
        with self._guard:
            known = self._catalogue
        if not len(known):
            return None
        return Span(from_ms=int(known["from_ms"][0]), to_ms=int(known["to_ms"].max()))

    def span_of_boot(self, boot_id: str) -> Span | None:
        """Return from when to when there are chunks of a boot, a look into each run; raises Unavailable."""
        with self._guard:
            known = self._catalogue
        runs, firsts = np.unique(known["run"], return_index=True)
        for run, first in zip(runs.tolist(), firsts.tolist(), strict=True):
            if run not in self._boot_ids:
                # Who leads its first beats is read with it, and with that its boot.
                list(self._stretches(known, known[first : first + 1]))
        own = known[np.isin(known["run"], [run for run in runs.tolist() if self._boot_ids.get(run) == boot_id])]
        return Span(from_ms=int(own["from_ms"].min()), to_ms=int(own["to_ms"].max())) if len(own) else None

    def rolled_up_to_ms(self) -> int | None:
        """Return up to when the roll-ups know all beats; None where there are no chunks. Raises Unavailable."""
        with self._guard:
            known = self._catalogue
        if not len(known):
            return None
        if self.is_on_server:
            # Sums are copied in the order of time, behind the chunks that they tell of; the newest minute may grow yet.
            newest = self.minutes.newest(int(known["to_ms"].max()))
            return (int(known["from_ms"].min()) if newest is None else newest) - 1
        with told(), self._engine.connect() as connection:
            waiting = connection.execute(
                select(RUNS.c.id, RUNS.c.next_digest).where(RUNS.c.next_digest.is_not(None))
            ).all()
        is_waiting = known["id"] >= FIRST_ID  # of what is unfinished there are no sums yet
        for run, next_digest in waiting:
            is_waiting |= (known["run"] == run) & (known["number"] >= next_digest)
        # Of an older history that is brought up to date, the newest is told first.
        told_of = known[~is_waiting]
        return int(told_of["to_ms"].max()) if len(told_of) else int(known["from_ms"].min()) - 1

    def snapshot_at(self, at_ms: int) -> Snapshot | None:
        """Return the beat nearest to a time as it was shown then; None when there is none.

        Raises Unavailable when it is damaged.
        """
        stretch = self.stretch_near(at_ms)
        return stretch.snapshot_near(at_ms) if stretch is not None else None

    def _newest_beat(self) -> Snapshot | None:
        span = self.span()
        return self.snapshot_at(span.to_ms) if span is not None else None

    def beat_times(self, from_ms: int, to_ms: int) -> Iterator[int]:
        """Yield the times of all beats of a time, oldest first."""
        for stretch in self.stretches(from_ms, to_ms):
            times = stretch.rows["time_ms"][stretch.shown_from :]
            yield from times[(times >= from_ms) & (times <= to_ms)].tolist()

    def breaks(self, from_ms: int, to_ms: int) -> list[list[int]]:
        """Return from when to when nothing was recorded, of all that reaches into a time. At once."""
        with self._guard:
            known = self._breaks
        found: list[list[int]] = known[(known[:, 0] < to_ms) & (known[:, 1] > from_ms)].tolist()
        return found

    def curve(self, from_ms: int, to_ms: int, points: int) -> Series:
        """Return the CPU of the machine over a time, about so many points that keep its peaks.

        Of a long time minutes tell, and wherever there are no beats any more.
        """
        with self._guard:
            known, breaks = self._catalogue, self._breaks
        old, parts = self.old.span(), []
        if old is not None and from_ms <= old.to_ms:
            end_ms = min(to_ms, old.to_ms)
            parts.append(self.old.curve(from_ms, end_ms, points))
            from_ms = end_ms + 1
        if from_ms <= to_ms:
            parts += self._curve_of_beats(known, from_ms, to_ms, points)
        return joined_curve(parts, breaks, points)

    def _curve_of_beats(self, known: npt.NDArray[Any], from_ms: int, to_ms: int, points: int) -> list[Series]:
        """Return the same of a time that has beats, in parts."""
        chosen, speaks_for = chosen_chunks(known, from_ms, to_ms)
        if speaks_for == 1:
            return [points_of(self._chunks.rows_of(entry)) for entry in chosen]
        # A minute keeps its largest value, so that a peak of seconds is seen in a month.
        step_ms = max(1, (to_ms - from_ms) // (MINUTE_MS * max(1, points))) * MINUTE_MS
        steps, minutes = self._minutes_of_curve(from_ms, to_ms, step_ms)
        is_told = np.isin(chosen["from_ms"] // step_ms, steps) | np.isin(chosen["to_ms"] // step_ms, steps)
        untold = [mean_of(self._chunks.rows_of(entry)) for entry in chosen[~is_told]]
        return [in_order([minutes, *untold])]

    def _minutes_of_curve(self, from_ms: int, to_ms: int, step_ms: int) -> tuple[IntArray, Series]:
        """Return the steps of a time that the roll-ups know, and mean and most of each."""
        at_ms, busy = self.minutes.system(_BUSY, from_ms - step_ms, to_ms + 1, step_ms)
        values = np.column_stack((busy.mean, busy.most)).ravel()
        return at_ms // step_ms, Series(at_ms=np.repeat(at_ms + step_ms // 2, 2), values=values)

    def peak(self, from_ms: int, to_ms: int) -> Peak | None:
        """Return the busiest beat of a time; None where none is known. Raises Unavailable."""
        busiest: tuple[int, float] | None = None
        for stretch in chain.from_iterable(self.stretches(*one) for one in self._where_busiest(from_ms, to_ms)):
            found = busiest_of(stretch.rows[stretch.shown_from :], from_ms, to_ms)
            if found is not None and (busiest is None or found[1] > busiest[1]):
                busiest = found
        if busiest is None:
            return None
        return Peak(at_ms=busiest[0], busy_ratio=busiest[1], leader=self.leader_near(busiest[0]))

    def _where_busiest(self, from_ms: int, to_ms: int) -> list[tuple[int, int]]:
        """Return where to look for the busiest beat: of a long time, in the minute that is known to have it.

        The newest minutes of a server are not told yet.
        """
        if to_ms - from_ms < _LONG_LOOK_MS:
            return [(from_ms, to_ms)]
        at_ms, busy = self.minutes.system(_BUSY, from_ms - MINUTE_MS, to_ms + 1)
        if not len(at_ms):
            return [(from_ms, to_ms)]
        begin_ms = int(at_ms[np.nan_to_num(busy.most, nan=-1.0).argmax()])
        told_ms = (self.rolled_up_to_ms() or to_ms) if self.is_on_server else to_ms
        places = [(max(from_ms, begin_ms), min(to_ms, begin_ms + MINUTE_MS)), (max(from_ms, told_ms + 1), to_ms)]
        return [(first_ms, last_ms) for first_ms, last_ms in places if first_ms <= last_ms]

    def beat_near(self, at_ms: int, steps: int = 0) -> int | None:
        """Return the time of a beat as `HistoryReader.beat_near`, as far as it was read before; else None.

        Never reads: for the window's thread.
        """
        rows = self._known_rows(at_ms)
        if rows is None:
            return None
        place = nearest(rows["time_ms"], at_ms) + steps
        return int(rows["time_ms"][place]) if 0 <= place < len(rows) else None

    def leader_near(self, at_ms: int) -> Leader | None:
        """Return who led the beat nearest to a time, as far as it was read before; else None. Never reads."""
        rows = self._known_rows(at_ms)
        entry = self._entry_at(at_ms)
        if rows is None or entry is None:
            return None
        row = rows[nearest(rows["time_ms"], at_ms)]
        with self._guard:
            boot_id = self._boot_ids.get(int(entry["run"]), "")
        name = self._chunks.known_text(int(entry["run"]), int(row["leader_name"]))
        if name is None:
            return None
        key = ProcessKey(boot_id, int(row["pid"]), int(row["start_ticks"]))
        return Leader(key=key, name=name, value=float(row["leads_with"]))

    def _known_rows(self, at_ms: int) -> IndexRows | None:
        """Return the rows that were read around a time: those of its chunk, and of the ones beside it."""
        entry = self._entry_at(at_ms)
        if entry is None:
            return None
        with self._guard:
            known = self._catalogue
        beside = known[(known["run"] == entry["run"]) & (np.abs(known["number"] - entry["number"]) <= 1)]
        return self._chunks.known_rows(entry, beside)

    def _entry_at(self, at_ms: int) -> npt.NDArray[Any] | None:
        """Return the chunk that tells of a time; of several, the one that was written last."""
        with self._guard:
            known = self._catalogue
        around = known[(known["from_ms"] <= at_ms) & (known["to_ms"] >= at_ms)]
        return around[int(around["id"].argmax())] if len(around) else None

    def stretch_near(self, at_ms: int) -> Stretch | None:
        """Return the chunk whose beats are nearest to a time, behind the one before it; None when there are none.

        Where the clock was set back several tell of one time, and the one that was written last is meant.
        """
        with self._guard:
            known = self._catalogue
        if not len(known):
            return None
        distance = np.maximum(np.maximum(known["from_ms"] - at_ms, at_ms - known["to_ms"]), 0)
        nearest = np.flatnonzero(distance == distance.min())
        place = int(nearest[known["id"][nearest].argmax()])
        found = list(self._stretches(known, known[place : place + 1]))
        return found[0] if found else None

    def ended_since(self, at_ms: int) -> dict[int, End]:
        """Return how processes ended that were there in the beat nearest to a time, by serial.

        Raises Unavailable. Those whose end nobody saw are left out, and those of the last minute are not known yet.
        """
        stretch = self.stretch_near(at_ms)
        if stretch is None:
            return {}
        found = stretch.processes_near(at_ms)
        ends = self._ends.of(found.boot_id, found.serials)
        time_ms = int(stretch.rows["time_ms"][stretch.row_near(at_ms)])
        return {found.serials[who]: end for who, end in ends.items() if end.gone_ms > time_ms}

    def stretches(self, from_ms: int, to_ms: int) -> Iterator[Stretch]:
        """Yield what was recorded in a time, oldest first: one stretch for all beats that follow one another."""
        with self._guard:
            known = self._catalogue
        chosen = known[(known["from_ms"] <= to_ms) & (known["to_ms"] >= from_ms)]
        return self._stretches(known, chosen)

    def chunks_in_a_row(
        self, from_ms: int, to_ms: int, *, machine_only: bool
    ) -> Iterator[tuple[npt.NDArray[Any], Beats | None, bool]]:
        """Yield the chunks of a time, oldest first: what is known of each, its beats (None where it is damaged), and
        whether it follows the one before. One that comes before the first of them comes first.
        """
        with self._guard:
            known = self._catalogue
        chosen = known[(known["from_ms"] <= to_ms) & (known["to_ms"] >= from_ms)]
        for part in _in_a_row(chosen):
            before = known[(known["run"] == part["run"][0]) & (known["number"] == part["number"][0] - 1)][:1]
            together = np.concatenate((before, part))
            for place, beats in enumerate(self._chunks.open_in_a_row(together, machine_only=machine_only)):
                yield together[place], beats, place > 0

    def text(self, run: int, number: int) -> str | None:
        """Return a text of a run; raises KeyError and Unavailable."""
        return self._chunks.texts_of(run).text(number)

    def _stretches(self, known: npt.NDArray[Any], chosen: npt.NDArray[Any]) -> Iterator[Stretch]:
        for part in _in_a_row(chosen):
            before = known[(known["run"] == part["run"][0]) & (known["number"] == part["number"][0] - 1)]
            found = [(entry, self._chunks.rows_of(entry)) for entry in np.concatenate((before[:1], part))]
            # A chunk whose index is damaged is not there: what follows it is not taken against what came before it.
            whole = np.array([len(rows) > 0 for _, rows in found])
            has_before = len(before) > 0 and bool(whole[0])
            for places in np.split(np.flatnonzero(whole), np.flatnonzero(np.diff(np.flatnonzero(whole)) > 1) + 1):
                if len(places) > (1 if has_before else 0):
                    yield self._stretch([found[place] for place in places.tolist()], has_before=has_before)
                has_before = False

    def _stretch(self, found: list[tuple[npt.NDArray[Any], IndexRows]], *, has_before: bool) -> Stretch:
        entry, first = found[0]
        stretch = Stretch(
            rows=np.concatenate([rows for _, rows in found]),
            shown_from=len(first) if has_before else self._shown_from(first, int(entry["from_ms"])),
            held=[Held(len(rows), partial(self._chunks.open, entry)) for entry, rows in found],
            texts=self._chunks.texts_of(int(entry["run"])),
        )
        self._prepare_leaders(int(entry["run"]), stretch)
        return stretch

    def _prepare_leaders(self, run: int, stretch: Stretch) -> None:
        """Read what `leader_near` will be asked, so that it need not."""
        stretch.texts.many(np.unique(stretch.rows["leader_name"]).tolist())
        with self._guard:
            is_known = run in self._boot_ids
        if not is_known:
            boot_id = stretch.boot_id()
            with self._guard:
                self._boot_ids[run] = boot_id

    @staticmethod
    def _shown_from(rows: IndexRows, from_ms: int) -> int:
        """Return the first row whose rates can be told, of a chunk before which there is none.

        What stands in it from before `from_ms` is told by another run.
        """
        if not len(rows) or rows["is_first"][0] or len(rows) < 2:
            return 0
        return max(1, int(np.searchsorted(rows["time_ms"], from_ms)))


def _listed(connection: Connection, *which: ColumnElement[bool]) -> npt.NDArray[Any]:
    """Return what is known of chunks without opening them; of a week at once, so no object is made for each."""
    columns = (
        CHUNKS.c.id, CHUNKS.c.run_id, CHUNKS.c.number, CHUNKS.c.from_ms, CHUNKS.c.to_ms, CHUNKS.c.beat_count,
    )  # fmt: skip
    numbers = chain.from_iterable(connection.execute(select(*columns).where(*which)))
    return np.fromiter(numbers, np.int64).view(CATALOGUE)


def _by_time(known: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return known[np.lexsort((known["id"], known["from_ms"]))]


def _in_a_row(chosen: npt.NDArray[Any]) -> list[npt.NDArray[Any]]:
    """Return chunks that follow one another together."""
    follows = (np.diff(chosen["run"], prepend=-1) == 0) & (np.diff(chosen["number"], prepend=-1) == 1)
    return [part for part in np.split(chosen, np.flatnonzero(~follows)) if len(part)]
