"""What is too old goes, and the history never grows beyond its limit. Lives on the thread of the one who writes.

`make_room` is asked before a commit that would pass the limit, `tidy` after each commit: it does a fraction of a second
of what there is to do, each step a small transaction, so that no commit waits long for it.
"""

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, Table, delete, func, select, tuple_

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.ports import Clock
from procmon_gui.store.history.cautious_clock import CautiousClock
from procmon_gui.store.history.keeping import Keeping
from procmon_gui.store.history.rollup_schema import (
    HOST_MINUTES,
    PROCESS_MINUTES,
    PROCESSES,
    PROGRAM_HOURS,
    PROGRAM_MINUTES,
    SYSTEM_SUMS,
)
from procmon_gui.store.history.room import LOG_ROOM_BYTES, Room, checkpoint, give_back, room_of
from procmon_gui.store.history.schema import CHUNKS
from procmon_gui.store.history.unnamed import Unnamed
from procmon_gui.store.history.unused_names import UnusedNames

_DAY_MS: Final = 24 * 3600 * 1000
_EVERY_NS: Final = 60 * 1_000_000_000
_UNNAMED_EVERY_NS: Final = 3600 * 1_000_000_000
# Whole tables are read for it, and names take little.
_NAMES_EVERY_NS: Final = 24 * 3600 * 1_000_000_000
# How long one round may take, and how many pages are moved in one step.
_ROUND_S: Final = 0.25
_PAGES_AT_ONCE: Final = 128
# Free pages that stay in the file for what comes next.
_SPARE_BYTES: Final = 1024**2


class NoRoom(Unavailable):
    """The limit is reached and nothing can go to make room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """Something that is kept for a time: its table, its column of time, how long, and how many rows go at once."""

    table: Table
    at_ms: str
    days: Callable[[Keeping], float]
    at_once: int


# To keep something new for a time, add it here.
TIERS: Final = (
    Tier(table=CHUNKS, at_ms="from_ms", days=attrgetter("beats_days"), at_once=8),
    Tier(table=PROCESS_MINUTES, at_ms="hour_ms", days=attrgetter("minutes_days"), at_once=4),
    Tier(table=HOST_MINUTES, at_ms="hour_ms", days=attrgetter("minutes_days"), at_once=8),
    Tier(table=PROGRAM_MINUTES, at_ms="minute_ms", days=attrgetter("minutes_days"), at_once=2000),
    Tier(table=SYSTEM_SUMS, at_ms="minute_ms", days=attrgetter("minutes_days"), at_once=1000),
    # One that is not known to have ended has no time yet, and stays.
    Tier(table=PROCESSES, at_ms="last_ms", days=attrgetter("hours_days"), at_once=2000),
    Tier(table=PROGRAM_HOURS, at_ms="hour_ms", days=attrgetter("hours_days"), at_once=2000),
)


class Retention:
    """Lets the oldest go from one history."""

    def __init__(
        self,
        engine: Engine,
        path: Path,
        *,
        clock: Clock,
        run_id: int,
        held_texts: Callable[[], frozenset[int]],
        forget_names: Callable[[], None],
    ) -> None:
        """Begin; `held_texts` are those that chunks of this run may still name.

        `forget_names` is called when programs or commands were removed whose numbers somebody may remember.
        """
        self._engine, self._path, self._clock = engine, path, clock
        self._cautious = CautiousClock(clock, self._newest_ms())
        self._unnamed = Unnamed(engine, run_id=run_id, held_texts=held_texts)
        self._unused_names = UnusedNames(engine, forget=forget_names)
        self._work: Generator[None, None, None] | None = None
        self._next_ns = self._next_unnamed_ns = self._next_names_ns = clock.monotonic_ns()
        self._has_dropped = True

    def make_room(self, keeping: Keeping, need_bytes: int) -> None:
        """Let the oldest go until so much more fits below the limit; raises NoRoom."""
        room = self._room()
        if room.log_bytes and room.log_bytes_after(need_bytes) > LOG_ROOM_BYTES:
            if not checkpoint(self._engine):
                raise NoRoom("The history can not be written: somebody has been reading from it for too long")
            room = self._room()
        # Where the limit was set lower meanwhile, the file gets smaller bit by bit; until then it does not grow.
        most = max(keeping.limit_bytes - LOG_ROOM_BYTES, room.file_bytes_after(0))
        while room.file_bytes_after(need_bytes) > most:
            if not self._drop_oldest(keeping):
                raise NoRoom("The history can not be written: its limit of room on the disk is too low")
            if room.log_bytes_after(need_bytes) > LOG_ROOM_BYTES:
                checkpoint(self._engine)
            room = self._room()

    def tidy(self, keeping: Keeping) -> None:
        """Do some of what there is to do: nothing most of the time."""
        now_ns = self._clock.monotonic_ns()
        if self._work is None:
            if now_ns < self._next_ns:
                return
            self._next_ns = now_ns + _EVERY_NS
            self._work = self._steps(keeping)
        ends_s = time.monotonic() + _ROUND_S
        work, self._work = self._work, None
        for _ in work:
            if time.monotonic() > ends_s:
                self._work = work
                return

    def tidy_now(self, keeping: Keeping) -> None:
        """Do what makes room, at once: the disk is full."""
        self._work = None
        for _ in self._drop_old(keeping):
            pass
        checkpoint(self._engine)

    # ---- the steps, each one transaction

    def _steps(self, keeping: Keeping) -> Generator[None, None, None]:
        yield from self._drop_old(keeping)
        while self._room().used_bytes > keeping.limit_bytes - LOG_ROOM_BYTES and self._drop_oldest(keeping):
            yield
        now_ns = self._clock.monotonic_ns()
        if self._has_dropped and now_ns >= self._next_unnamed_ns:
            self._has_dropped = False
            self._next_unnamed_ns = now_ns + _UNNAMED_EVERY_NS
            yield from self._unnamed.steps()
            if now_ns >= self._next_names_ns:
                self._next_names_ns = now_ns + _NAMES_EVERY_NS
                yield from self._unused_names.steps()
        yield from self._give_back()

    def _drop_old(self, keeping: Keeping) -> Generator[None, None, None]:
        now_ms = self._cautious.utc_ms()
        for tier in TIERS:
            before_ms = now_ms - int(tier.days(keeping) * _DAY_MS)
            while self._drop(tier, tier.table.c[tier.at_ms] < before_ms):
                yield

    def _drop_oldest(self, keeping: Keeping) -> bool:
        """Let some go of what has the largest share of its age behind it; False when nothing is left.

        So all tiers get shorter in the same measure, and new samples never go before old minutes.
        """
        now_ms = self._cautious.utc_ms()
        with self._engine.connect() as connection:
            oldest = [connection.scalar(select(func.min(tier.table.c[tier.at_ms]))) for tier in TIERS]
        # What lies ahead of a clock that was set back has no age: then the order of the tiers decides.
        shares = [
            (max(0, now_ms - at_ms) / tier.days(keeping), tier)
            for at_ms, tier in zip(oldest, TIERS, strict=True)
            if at_ms is not None
        ]
        if not shares:
            return False
        _, tier = max(shares, key=itemgetter(0))
        return self._drop(tier, tier.table.c[tier.at_ms].is_not(None))

    def _drop(self, tier: Tier, *conditions: Any) -> bool:
        keys = tier.table.primary_key.columns
        oldest = select(*keys).where(*conditions).order_by(tier.table.c[tier.at_ms]).limit(tier.at_once)
        with self._engine.begin() as connection:
            dropped = connection.execute(delete(tier.table).where(tuple_(*keys).in_(oldest))).rowcount
        self._has_dropped |= dropped > 0
        return dropped > 0

    def _give_back(self) -> Generator[None, None, None]:
        given = 0
        while (spare := self._spare_pages(self._room())) > 0:
            if self._room().log_bytes > LOG_ROOM_BYTES // 2:
                checkpoint(self._engine)
            give_back(self._engine, min(spare, _PAGES_AT_ONCE))
            given += 1
            yield
        if given:
            # Only now the file gets shorter.
            checkpoint(self._engine)

    @staticmethod
    def _spare_pages(room: Room) -> int:
        return room.free_pages - _SPARE_BYTES // room.page_bytes

    # ---- inside

    def _room(self) -> Room:
        return room_of(self._engine, self._path)

    def _newest_ms(self) -> int | None:
        """Return the time of the chunk that was written last, which is not the latest where a clock was wrong."""
        with self._engine.connect() as connection:
            return connection.scalar(select(CHUNKS.c.to_ms).order_by(CHUNKS.c.id.desc()).limit(1))
