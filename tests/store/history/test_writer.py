"""The thread that writes: what it does when something goes wrong in the middle, and what may be changed meanwhile."""

import time
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import func, select

from procmon_gui.domain.history import Pace
from procmon_gui.domain.workers import Health
from procmon_gui.engine.clock import SystemClock
from procmon_gui.store.history.checkup import check_up
from procmon_gui.store.history.database import FILE_NAME, open_for_writing, put_aside
from procmon_gui.store.history.keeping import Keeping
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.news import Mark
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.retention import Retention
from procmon_gui.store.history.schema import RUNS
from procmon_gui.store.history.writer import HistoryWriter
from tests.store.history.machines import day, live
from tests.store.history.recording import record, recover, stored
from tests.store.history.test_checkup import Asked

PATIENCE_S = 60.0
FAST = Keeping(commit_s=0.02, beats_days=36_500)


def writer_of(memory: RecentMemory, folder: Path, keeping: Keeping = FAST) -> HistoryWriter:
    return HistoryWriter(memory, folder, clock=SystemClock(), keeping=keeping, ballast_bytes=4096)


def wait(is_true: Callable[[], bool]) -> None:
    give_up_s = time.monotonic() + PATIENCE_S
    while not is_true():
        assert time.monotonic() < give_up_s
        time.sleep(0.005)  # the writer has a thread of its own


def test_it_says_when_the_folder_is_its_own_and_before_it_is_anybody_elses(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Who is told lets others listen meanwhile."""
    told: list[tuple[str, bool]] = []

    def writer_called(name: str) -> HistoryWriter:
        def on_held(is_held: bool) -> None:
            told.append((name, is_held))

        memory = RecentMemory()
        return HistoryWriter(memory, tmp_path, clock=SystemClock(), keeping=FAST, ballast_bytes=4096, on_held=on_held)

    first, second = writer_called("first"), writer_called("second")
    first.start()
    wait(lambda: first.figures().is_open)
    second.start()
    wait(lambda: second.figures().is_elsewhere)
    assert told == [("first", True)]
    assert "Another program records" in caplog.text

    first.stop()
    wait(lambda: second.figures().is_open)
    second.stop()

    assert told == [("first", True), ("first", False), ("second", True), ("second", False)]


def run_count(folder: Path) -> int:
    engine = open_for_writing(folder / FILE_NAME).engine
    with engine.connect() as connection:
        found = connection.scalar(select(func.count()).select_from(RUNS))
    engine.dispose()
    return int(found or 0)


def test_after_a_failure_in_the_middle_the_same_run_goes_on_and_no_beat_is_there_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failures = ["a bug"]
    tidy = Retention.tidy

    def tidy_or_fail(self: Retention, keeping: Keeping) -> None:
        if failures and writer.figures().kept_ms:
            raise RuntimeError(failures.pop())
        tidy(self, keeping)

    monkeypatch.setattr(Retention, "tidy", tidy_or_fail)
    memory = RecentMemory()
    writer = writer_of(memory, tmp_path)
    shown = live(day(30), memory)
    writer.start()
    wait(lambda: not failures)
    wait(lambda: writer.figures().is_open and not writer.figures().trouble)
    shown += live(day(30, first=31), memory)
    wait(lambda: writer.figures().kept_ms == shown[-1].at_ms)
    assert writer.stop(PATIENCE_S)
    recover(tmp_path)
    history = stored(tmp_path)
    times = list(history.beat_times(0, 2**53))
    history.close()

    assert run_count(tmp_path) == 2
    assert times == [one.at_ms for one in shown]
    assert "the history writer failed" in caplog.text


def test_that_the_run_before_was_cut_off_is_told_once(tmp_path: Path) -> None:
    shown = record(tmp_path, day(130))
    told_ms = []
    for _ in range(2):
        writer = writer_of(RecentMemory(), tmp_path)
        writer.start()
        wait(partial(_is_open, writer))
        told_ms.append(writer.figures().cut_off_ms)
        assert writer.stop(10)

    assert told_ms == [shown[-1].at_ms, 0]


def _is_open(writer: HistoryWriter) -> bool:
    return writer.figures().is_open


def test_how_it_is_kept_may_change_while_it_is_written(tmp_path: Path) -> None:
    memory = RecentMemory()
    writer = writer_of(memory, tmp_path, Keeping(commit_s=3600, beats_days=36_500))
    shown = live(day(5), memory)
    writer.start()
    wait(lambda: writer.figures().kept_ms == shown[-1].at_ms)
    shown = live(day(5, first=6), memory)
    time.sleep(0.1)  # so that a commit that should not come would have come
    before_ms = writer.figures().kept_ms
    writer.keep(FAST)
    wait(lambda: writer.figures().kept_ms == shown[-1].at_ms)
    state = writer.state()
    assert writer.stop(PATIENCE_S)

    assert before_ms < shown[0].at_ms
    assert state.health is Health.OK


def test_what_was_heard_can_be_written_at_once_and_the_recording_goes_on(tmp_path: Path) -> None:
    memory = RecentMemory()
    writer = writer_of(memory, tmp_path, Keeping(commit_s=3600, beats_days=36_500))
    assert not writer.flush()
    live(day(5), memory)
    writer.start()
    wait(lambda: writer.figures().kept_ms > 0)
    shown = live(day(5, first=6), memory)

    is_written = writer.flush(PATIENCE_S)
    kept_ms = writer.figures().kept_ms
    is_open = writer.figures().is_open
    assert writer.stop(PATIENCE_S)

    assert (is_written, kept_ms, is_open) == (True, shown[-1].at_ms, True)


class HurriedClock(SystemClock):
    """Lets ten minutes pass whenever somebody looks."""

    def __init__(self) -> None:
        self._passed_ns = 0

    def monotonic_ns(self) -> int:
        self._passed_ns += 600 * 10**9
        return self._passed_ns


def test_more_than_may_be_written_a_day_lets_fewer_beats_be_kept_and_that_is_told_and_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = count(0, 10**9)
    monkeypatch.setattr(HistoryWriter, "_written_bytes", lambda _: next(written))
    memory = RecentMemory()
    keeping = Keeping(commit_s=0.02, beats_days=36_500, most_bytes_a_day=10**8)
    writer = HistoryWriter(memory, tmp_path, clock=HurriedClock(), keeping=keeping, ballast_bytes=4096)
    live(day(2), memory)
    writer.start()
    wait(lambda: writer.figures().pace.kept_every == 10)
    before = memory.remembered().beat_count
    live(day(1 + 200 * 10, first=100), memory)  # enough for chunks that are whole
    kept = memory.remembered().beat_count - before
    wait(lambda: told(tmp_path).kept_every == 10)
    assert writer.stop(PATIENCE_S)
    live(day(10, first=5000), memory)

    assert kept == 201
    assert told(tmp_path).most_bytes_a_day == 10**8
    assert check_up(tmp_path / FILE_NAME, Asked()).pace.kept_every == 10
    # Nobody writes any more, so nobody leaves anything out.
    assert memory.remembered().beat_count == before + kept + 10


def told(folder: Path) -> Pace:
    """Return what the newest recorder has told of itself."""
    history = stored(folder)
    found = history.pace()
    history.close()
    return found


def test_what_waited_for_long_is_handed_out_in_parts_and_in_order() -> None:
    memory = RecentMemory()
    live(day(300), memory)
    mark, parts, is_all = Mark(), [], False
    while not is_all:
        news = memory.news(mark, most_bytes=1)
        parts.append((len(news.whole), len(news.pieces)))
        mark, is_all = news.mark, news.is_all

    assert len(parts) > 3
    assert {whole for whole, _ in parts} == {1}
    assert [pieces > 0 for _, pieces in parts] == [*[False] * (len(parts) - 1), True]
    assert mark == memory.news(Mark()).mark


def test_who_reads_follows_to_a_new_file_when_the_old_one_was_set_aside(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    record(tmp_path, day(130))
    recover(tmp_path)
    history = LongHistory(RecentMemory(), tmp_path / FILE_NAME)
    history.refresh()
    before = history.span()
    put_aside(tmp_path / FILE_NAME)
    shown = record(tmp_path, day(130, first=1000))
    recover(tmp_path)
    history.refresh()
    after = history.span()
    history.close()

    assert before is not None
    assert after is not None
    assert before.to_ms < after.from_ms == shown[0].at_ms
    assert "was set aside" in caplog.text
