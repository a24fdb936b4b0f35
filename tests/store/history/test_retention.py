"""What is too old goes, the limit holds at every moment, the disk gets back what is freed, and no clock is trusted."""

import dataclasses
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine, Table, func, insert, select, update

from procmon_gui.domain.reading import Reading
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history import retention as retention_module
from procmon_gui.store.history.cautious_clock import CautiousClock
from procmon_gui.store.history.database import FILE_NAME, open_for_writing
from procmon_gui.store.history.keeper import Keeper
from procmon_gui.store.history.keeping import Keeping
from procmon_gui.store.history.news import Mark
from procmon_gui.store.history.recent import BEATS_PER_CHUNK, RecentMemory
from procmon_gui.store.history.retention import NoRoom, Retention
from procmon_gui.store.history.rollup_schema import PROCESS_MINUTES
from procmon_gui.store.history.room import LOG_ROOM_BYTES, room_of, size_of
from procmon_gui.store.history.schema import CHUNKS, RUNS, TEXTS
from procmon_gui.store.history.stored import StoredHistory
from procmon_gui.store.history.texts import unpack_texts
from procmon_gui.store.sqlite import reading_engine
from tests.domain.readings import reading
from tests.store.history.machines import START_MS, beating, day, difference

DAY_MS = 24 * 3600 * 1000
SMALL_LOG_BYTES = 2 * 1024**2
NOISE = np.random.default_rng(4)
NOISY_FIELDS = ("cpu_user_s", "cpu_system_s", "rss_bytes", "disk_read_bytes", "disk_write_bytes")


class HandClock:
    def __init__(self, utc_ms: int) -> None:
        self.wall_ms = utc_ms
        self.elapsed_ns = 1_000_000_000

    def monotonic_ns(self) -> int:
        return self.elapsed_ns

    def utc_ms(self) -> int:
        return self.wall_ms

    def pass_by(self, ms: int) -> None:
        self.wall_ms += ms
        self.elapsed_ns += ms * 1_000_000


class Recorder:
    """Keeps beats as the writer does, on this thread."""

    def __init__(self, folder: Path, clock: HandClock, keeping: Keeping | None = None) -> None:
        self.path = folder / FILE_NAME
        self.clock = clock
        self.keeping = keeping or Keeping()
        self.engine: Engine = open_for_writing(self.path).engine
        self.memory, self.mark = RecentMemory(), Mark()
        self.keeper = Keeper(self.engine)
        run_id = self.keeper.begin_run(machine_id="m", host_name="h", began_ms=clock.utc_ms(), program_version="1")
        self.keeper.recover()
        self.retention = Retention(
            self.engine,
            self.path,
            clock=clock,
            run_id=run_id,
            held_texts=self.memory.held_texts,
            forget_names=self.keeper.forget_names,
        )
        self.largest_bytes = 0

    def keep(self, readings: Sequence[Reading], commit_every: int = 10) -> list[Snapshot]:
        shown = []
        for number, snapshot in enumerate(beating(readings, self.memory), 1):
            shown.append(snapshot)
            self.clock.pass_by(max(0, snapshot.at_ms - self.clock.wall_ms))
            self.clock.wall_ms = snapshot.at_ms
            if number % commit_every == 0:
                self.commit()
        return shown

    def commit(self) -> None:
        news = self.memory.news(self.mark)
        self.retention.make_room(self.keeping, news.size_bytes)
        self.keeper.save(news)
        self.mark = news.mark
        self.largest_bytes = max(self.largest_bytes, size_of(self.path))
        self.retention.tidy(self.keeping)
        self.largest_bytes = max(self.largest_bytes, size_of(self.path))

    def tidy(self) -> None:
        """Tidy until nothing is left to do."""
        for _ in range(200):
            self.clock.elapsed_ns += 3_600_000_000_000
            self.retention.tidy(self.keeping)
            if self.retention._work is None:
                return

    def count(self, table: Table) -> int:
        with self.engine.connect() as connection:
            return int(connection.scalar(select(func.count()).select_from(table)) or 0)

    def scalars(self, column: object) -> list[int]:
        with self.engine.connect() as connection:
            return list(connection.scalars(select(column)))  # type: ignore[call-overload]


@contextmanager
def recording(folder: Path, clock: HandClock, keeping: Keeping | None = None) -> Iterator[Recorder]:
    recorder = Recorder(folder, clock, keeping)
    try:
        yield recorder
    finally:
        recorder.engine.dispose()


def days_of(recorder: Recorder, days: Sequence[float], beats: int = 2 * BEATS_PER_CHUNK) -> list[list[Snapshot]]:
    """Record some minutes on each of several days."""
    shown = []
    for number, one in enumerate(days):
        first = 1 + number * (beats + 7)
        shift_ms = int(one * DAY_MS) - first * 1000
        shown.append(recorder.keep(shifted(day(beats, first=first), shift_ms), commit_every=BEATS_PER_CHUNK))
    return shown


def shifted(readings: Sequence[Reading], ms: int) -> list[Reading]:
    return [dataclasses.replace(one, at_ms=one.at_ms + ms) for one in readings]


def noisy(beats: int, first: int = 1) -> list[Reading]:
    """Return beats of which 24 KB each do not get smaller by compression: a few minutes fill megabytes."""
    serials = range(10_001, 10_601)
    found = [
        reading(at_s=first + n, serials=serials, **{field: NOISE.random(600).tolist() for field in NOISY_FIELDS})
        for n in range(beats)
    ]
    return [dataclasses.replace(one, texts=found[0].texts) for one in found]


@pytest.fixture
def clock() -> HandClock:
    return HandClock(START_MS)


@pytest.fixture
def small_log(monkeypatch: pytest.MonkeyPatch) -> int:
    """Let a few minutes reach a limit."""
    monkeypatch.setattr(retention_module, "LOG_ROOM_BYTES", SMALL_LOG_BYTES)
    return SMALL_LOG_BYTES


# ---- age


def test_beats_that_are_too_old_go_and_all_others_stay_as_they_were(tmp_path: Path, clock: HandClock) -> None:
    with recording(tmp_path, clock, Keeping(beats_days=3)) as recorder:
        shown = days_of(recorder, [0, 1, 5, 6])
        history = StoredHistory(reading_engine(recorder.path))
        recorder.tidy()
        history.refresh()
        stretches = list(history.stretches(0, 2**53))
        past = [stretches[0].snapshot_near(one.at_ms) for one in shown[2][1:-1:9]]
        history.close()

    oldest = min(int(stretch.rows["time_ms"][0]) for stretch in stretches)
    assert oldest == shown[2][0].at_ms
    assert [difference(one, then) for one, then in zip(shown[2][1:-1:9], past, strict=True) if then] == [[]] * len(past)


def test_a_reader_that_knew_what_went_meanwhile_counts_no_damage(tmp_path: Path, clock: HandClock) -> None:
    with recording(tmp_path, clock, Keeping(beats_days=3)) as recorder:
        days_of(recorder, [0, 6])
        history = StoredHistory(reading_engine(recorder.path))
        history.refresh()
        recorder.tidy()
        assert list(history.stretches(0, 2**53))
        history.refresh()
        history.close()

    assert history.damaged_count == 0


def test_every_tier_names_a_table_with_a_time_and_an_age_of_the_settings() -> None:
    for tier in retention_module.TIERS:
        assert tier.at_ms in tier.table.c
        assert len(tier.table.primary_key.columns) > 0
        assert tier.days(Keeping()) > 0


# ---- clocks


def test_a_clock_that_leaps_ahead_deletes_nothing_for_a_day(tmp_path: Path, clock: HandClock) -> None:
    with recording(tmp_path, clock) as recorder:
        days_of(recorder, [0])
        before = recorder.count(CHUNKS)
        clock.wall_ms += 3650 * DAY_MS
        recorder.tidy()
        after_leap = recorder.count(CHUNKS)
        clock.wall_ms -= 3650 * DAY_MS
        recorder.tidy()

        assert before == after_leap == recorder.count(CHUNKS) > 0


def test_a_wrong_clock_at_the_start_deletes_nothing_for_a_day(tmp_path: Path, clock: HandClock) -> None:
    with recording(tmp_path, clock) as recorder:
        days_of(recorder, [0])
    clock.wall_ms += 3650 * DAY_MS
    with recording(tmp_path, clock) as recorder:
        before = recorder.count(CHUNKS)
        recorder.tidy()
        at_first = recorder.count(CHUNKS)
        clock.pass_by(DAY_MS)
        recorder.tidy()
        clock.pass_by(DAY_MS)
        recorder.tidy()

        assert before == at_first > 0
        assert recorder.count(CHUNKS) == 0


@pytest.mark.parametrize(
    ("happen", "told_ms"),
    [
        (lambda clock: clock.pass_by(5000), 1_005_000),
        (lambda clock: setattr(clock, "wall_ms", 500), 500),
        (lambda clock: setattr(clock, "wall_ms", 9_000_000), 1_000_000),
    ],
    ids=["time passes", "set back", "set ahead"],
)
def test_the_time_that_is_believed_is_never_ahead(happen: Callable[[HandClock], None], told_ms: int) -> None:
    clock = HandClock(1_000_000)
    cautious = CautiousClock(clock, None)

    happen(clock)

    assert cautious.utc_ms() == told_ms


def test_chunks_that_were_written_out_of_their_time_go_by_their_time(tmp_path: Path, clock: HandClock) -> None:
    """The clock was a year ahead for a while: what was written then is not the oldest."""
    with recording(tmp_path, clock) as recorder:
        days_of(recorder, [365])
    with recording(tmp_path, clock) as recorder:
        days_of(recorder, [0, 10])
        history = StoredHistory(reading_engine(recorder.path))
        history.refresh()
        recorder.tidy()
        history.refresh()
        span = history.span()
        history.close()

    assert span is not None
    assert span.from_ms > START_MS + 9 * DAY_MS
    assert span.to_ms > START_MS + 364 * DAY_MS


# ---- size


@pytest.mark.usefixtures("small_log")
def test_file_and_log_never_exceed_the_limit_and_the_newest_are_there(tmp_path: Path, clock: HandClock) -> None:
    keeping = Keeping(limit_bytes=SMALL_LOG_BYTES + 5 * 1024**2)
    with recording(tmp_path, clock, keeping) as recorder:
        shown = recorder.keep(noisy(270), commit_every=20)
        history = StoredHistory(reading_engine(recorder.path))
        history.refresh()
        span = history.span()
        assert span is not None
        one = next(one for one in shown if one.at_ms > span.from_ms + 5000)
        stretch = history.stretch_near(one.at_ms)
        past = stretch.snapshot_near(one.at_ms) if stretch is not None else None
        history.close()

    assert 4 * 1024**2 < recorder.largest_bytes <= keeping.limit_bytes
    assert past is not None
    assert difference(one, past) == []
    assert span.from_ms > shown[0].at_ms


@pytest.mark.usefixtures("small_log")
def test_where_room_is_needed_old_minutes_go_before_new_beats(tmp_path: Path, clock: HandClock) -> None:
    now_ms = START_MS + 90 * DAY_MS
    clock.wall_ms = now_ms - 3600_000
    with recording(tmp_path, clock, Keeping(limit_bytes=SMALL_LOG_BYTES + 8 * 1024**2)) as recorder:
        run_id = recorder.keeper.run_id
        old = [
            {"run_id": run_id, "hour_ms": now_ms - age * DAY_MS, "is_whole": True, "data": NOISE.bytes(64 * 1024)}
            for age in range(21, 81)
        ]
        with recorder.engine.begin() as connection:
            connection.execute(insert(PROCESS_MINUTES), old)
        shown = recorder.keep(shifted(noisy(4 * BEATS_PER_CHUNK), now_ms - START_MS), commit_every=20)
        recorder.tidy()
        kept_beats = sum(recorder.scalars(CHUNKS.c.beat_count))
        kept_hours = [at_ms for at_ms in recorder.scalars(PROCESS_MINUTES.c.hour_ms) if at_ms < now_ms - DAY_MS]

    assert kept_beats >= len(shown) - BEATS_PER_CHUNK  # the last may lie in the journal yet
    assert 0 < len(kept_hours) < len(old)
    assert sorted(kept_hours, reverse=True) == [row["hour_ms"] for row in old[: len(kept_hours)]]


@pytest.mark.usefixtures("small_log")
def test_a_limit_that_is_set_lower_is_reached_bit_by_bit(tmp_path: Path, clock: HandClock) -> None:
    with recording(tmp_path, clock, Keeping(limit_bytes=64 * 1024**2)) as recorder:
        recorder.keep(noisy(280), commit_every=20)
        before = size_of(recorder.path)
        recorder.keeping = Keeping(limit_bytes=SMALL_LOG_BYTES + 4 * 1024**2)
        recorder.largest_bytes = 0
        recorder.keep(noisy(20, first=281), commit_every=20)
        recorder.tidy()
        after = size_of(recorder.path)

    assert recorder.largest_bytes <= before + LOG_ROOM_BYTES
    assert after <= recorder.keeping.limit_bytes - SMALL_LOG_BYTES < before


def test_where_nothing_can_go_the_beats_wait_and_the_reason_is_told(tmp_path: Path, clock: HandClock) -> None:
    with recording(tmp_path, clock, Keeping(limit_bytes=LOG_ROOM_BYTES)) as recorder:
        with pytest.raises(NoRoom, match="limit"):
            recorder.keep(day(20))
        recorder.keeping = Keeping()
        recorder.commit()

        assert recorder.count(TEXTS) == 1


def test_freed_room_goes_back_to_the_disk(tmp_path: Path, clock: HandClock) -> None:
    with recording(tmp_path, clock, Keeping(beats_days=1)) as recorder:
        recorder.keep(noisy(150), commit_every=20)
        before = room_of(recorder.engine, recorder.path)
        clock.pass_by(DAY_MS)
        clock.pass_by(DAY_MS)
        recorder.tidy()
        clock.pass_by(DAY_MS)
        recorder.tidy()
        after = room_of(recorder.engine, recorder.path)
        found = sqlite3.connect(recorder.path)
        assert found.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found.close()

    assert before.file_bytes + before.log_bytes > 3 * 1024**2
    assert after.file_bytes < 3 * 1024**2
    assert after.free_pages * after.page_bytes <= 1024**2
    assert after.log_bytes == 0


# ---- texts and runs


def test_texts_that_no_chunk_names_go_and_the_others_can_still_be_read(tmp_path: Path, clock: HandClock) -> None:
    with recording(tmp_path, clock) as recorder:
        shown = days_of(recorder, [0, 1, 5, 6])
    with recording(tmp_path, clock, Keeping(beats_days=3)) as recorder:
        texts_before = _text_count(recorder)
        clock.wall_ms = shown[-1][-1].at_ms
        recorder.tidy()
        history = StoredHistory(reading_engine(recorder.path))
        history.refresh()
        wanted = [*shown[2][1::9], *shown[3][1::9]]
        found = [history.stretch_near(one.at_ms) for one in wanted]
        past = [stretch.snapshot_near(one.at_ms) for stretch, one in zip(found, wanted, strict=True) if stretch]
        history.close()
        texts_after = _text_count(recorder)

    assert texts_after < 0.7 * texts_before
    assert [difference(one, then) for one, then in zip(wanted, past, strict=True) if then] == [[]] * len(wanted)


def _text_count(recorder: Recorder) -> int:
    with recorder.engine.connect() as connection:
        batches = connection.execute(select(TEXTS.c.data, TEXTS.c.run_id)).all()
    return sum(len(unpack_texts(data, run)) for data, run in batches)


@pytest.mark.usefixtures("small_log")
def test_texts_that_the_memory_still_speaks_of_stay_though_their_chunks_went(tmp_path: Path, clock: HandClock) -> None:
    with recording(tmp_path, clock, Keeping(limit_bytes=SMALL_LOG_BYTES + 5 * 1024**2)) as recorder:
        recorder.keep(noisy(260), commit_every=20)
        recorder.tidy()
        shown = recorder.keep(day(3 * BEATS_PER_CHUNK, first=261))
        history = StoredHistory(reading_engine(recorder.path))
        history.refresh()
        stretch = history.stretch_near(shown[70].at_ms)
        past = stretch.snapshot_near(shown[70].at_ms) if stretch is not None else None
        history.close()

    assert past is not None
    assert difference(shown[70], past) == []


def test_a_chunk_that_does_not_say_what_it_names_keeps_all_texts_of_its_run(tmp_path: Path, clock: HandClock) -> None:
    with recording(tmp_path, clock) as recorder:
        days_of(recorder, [0, 6])
        with recorder.engine.begin() as connection:
            newest = select(func.max(CHUNKS.c.id)).scalar_subquery()
            connection.execute(update(CHUNKS).where(CHUNKS.c.id == newest).values(text_numbers=b"?"))
    clock.wall_ms = START_MS + 6 * DAY_MS
    with recording(tmp_path, clock, Keeping(beats_days=3)) as recorder:
        before = _text_count(recorder)
        recorder.tidy()

        assert _text_count(recorder) == before


def test_a_run_of_which_nothing_is_left_goes_with_its_texts_and_the_one_at_work_stays(
    tmp_path: Path, clock: HandClock
) -> None:
    with recording(tmp_path, clock) as recorder:
        days_of(recorder, [0])
    with recording(tmp_path, clock) as recorder:
        days_of(recorder, [6])
        kept = recorder.keeper.run_id
    with recording(tmp_path, clock, Keeping(beats_days=3, minutes_days=3, hours_days=3)) as recorder:
        recorder.tidy()

        assert sorted(recorder.scalars(RUNS.c.id)) == [kept, recorder.keeper.run_id]
        assert set(recorder.scalars(TEXTS.c.run_id)) == {kept}


# ---- how long it takes


def test_a_round_is_short_and_goes_on_where_it_stopped(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention_module, "_ROUND_S", 0.0)
    with recording(tmp_path, clock) as recorder:
        days_of(recorder, [0, 1, 6])
        recorder.keeping = Keeping(beats_days=3)
        recorder.clock.elapsed_ns += 3_600_000_000_000
        rounds = 0
        while recorder.count(CHUNKS) > 2 or recorder.retention._work is not None:
            recorder.retention.tidy(recorder.keeping)
            rounds += 1
            assert rounds < 500

    assert rounds > 1
