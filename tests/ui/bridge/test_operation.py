"""Slow work beside the window: where it runs, who gets what comes of it, and that nothing of it keeps the window."""

import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from procmon_gui.domain.errors import Ended, ProcmonError, Refused, Unavailable
from procmon_gui.ui.bridge.operation import Operation, OperationErrand, Pool, readers

STUCK_S = 0.05
# For what never comes.
PATIENCE_S = 60.0


class Page(QObject):
    """Notes what came, and on which thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.got: list[Any] = []
        self.errors: list[ProcmonError] = []
        self.threads: set[int] = set()

    def take(self, result: Any) -> None:
        self.got.append(result)
        self.threads.add(threading.get_ident())

    def take_error(self, error: ProcmonError) -> None:
        self.errors.append(error)
        self.threads.add(threading.get_ident())

    def take_progress(self, done: int, total: int) -> None:
        self.got.append((done, total))


class Gate:
    """Work that waits until it is let through, and tells what became of it."""

    def __init__(self, result: Any = None, *, obeys: bool = True) -> None:
        self.result = result
        self.obeys = obeys
        self.has_begun = threading.Event()
        self.opened = threading.Event()
        self.was_cancelled = False

    def __call__(self, errand: OperationErrand) -> Any:
        self.has_begun.set()
        while not self.opened.wait(0.005):
            if self.obeys and errand.is_cancelled():
                self.was_cancelled = True
                errand.check()
        return self.result


@pytest.fixture
def gates() -> Iterator[list[Gate]]:
    """Open every gate of a test, so that it leaves no thread behind."""
    made: list[Gate] = []
    yield made
    for gate in made:
        gate.opened.set()


@pytest.fixture
def pool(qtbot: QtBot, gates: list[Gate]) -> Iterator[Pool]:
    pool = Pool(stuck_s=STUCK_S)
    yield pool
    for gate in gates:
        gate.opened.set()
    assert pool.close(limit_s=PATIENCE_S)


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    return Page()


def asked(pool: Pool, page: Page, work: Any, channel: str = "") -> Operation[Any]:
    operation: Operation[Any] = Operation(work, owner=page, channel=channel, pool=pool)
    return operation.success(page.take).failure(page.take_error).start()


def gate(gates: list[Gate], result: Any = None, *, obeys: bool = True) -> Gate:
    made = Gate(result, obeys=obeys)
    gates.append(made)
    return made


# ---- the way there and back


def test_work_runs_beside_the_window_and_its_result_comes_to_the_window(qtbot: QtBot, pool: Pool, page: Page) -> None:
    worked_on: list[int] = []

    def work(errand: OperationErrand) -> str:
        worked_on.append(threading.get_ident())
        return "rows"

    operation = asked(pool, page, work)
    assert operation.is_running

    qtbot.waitUntil(lambda: page.got == ["rows"])
    assert worked_on != [threading.get_ident()]
    assert page.threads == {threading.get_ident()}
    assert not operation.is_running
    assert page.errors == []


@pytest.mark.parametrize("error", [Refused("Only root."), Ended("It has ended."), Unavailable("Later.")])
def test_what_the_world_refuses_comes_as_a_failure(qtbot: QtBot, pool: Pool, page: Page, error: ProcmonError) -> None:
    def work(errand: OperationErrand) -> None:
        raise error

    asked(pool, page, work)

    qtbot.waitUntil(lambda: page.errors == [error])
    assert page.got == []
    assert page.threads == {threading.get_ident()}


@pytest.mark.parametrize("error", [ZeroDivisionError("a mistake"), SystemExit(3), MemoryError()])
def test_a_mistake_in_the_work_is_a_fault_of_the_program_and_a_plain_sentence(
    qtbot: QtBot, pool: Pool, page: Page, error: BaseException
) -> None:
    def work(errand: OperationErrand) -> None:
        raise error

    with qtbot.capture_exceptions() as faults:
        asked(pool, page, work)
        qtbot.waitUntil(lambda: len(page.errors) == 1)

    assert [fault[1] for fault in faults] == [error]
    assert isinstance(page.errors[0], Unavailable)
    assert "mistake" in str(page.errors[0])
    assert page.got == []


def test_a_page_that_fails_does_not_keep_the_others_from_their_results(qtbot: QtBot, pool: Pool, page: Page) -> None:
    other = Page()

    def fail(result: object) -> None:
        raise ZeroDivisionError("in the page")

    with qtbot.capture_exceptions() as faults:
        Operation(_nothing, owner=other, pool=pool).success(fail).start()
        asked(pool, page, _nothing)
        qtbot.waitUntil(lambda: page.got == [None] and len(faults) == 1)

    assert faults[0][0] is ZeroDivisionError


def test_parts_come_in_order_and_before_the_end(qtbot: QtBot, pool: Pool, page: Page) -> None:
    def work(errand: OperationErrand) -> str:
        for number in range(500):
            errand.hand_on(number)
        return "end"

    Operation(work, owner=page, pool=pool).part(page.take).success(page.take).start()

    qtbot.waitUntil(lambda: page.got[-1:] == ["end"])
    assert page.got == [*range(500), "end"]


def test_progress_is_told_but_not_more_often_than_eyes_can_see(qtbot: QtBot, pool: Pool, page: Page) -> None:
    def work(errand: OperationErrand) -> None:
        for number in range(10_000):
            errand.tell_progress(number, 10_000)

    began_s = time.monotonic()
    operation: Operation[None] = Operation(work, owner=page, pool=pool)
    operation.progress(page.take_progress).start()
    qtbot.waitUntil(lambda: not operation.is_running)

    assert page.got[0] == (0, 10_000)
    assert len(page.got) <= 2 + (time.monotonic() - began_s) / 0.1


# ---- who still wants it


def test_the_newest_of_an_owner_wins(qtbot: QtBot, pool: Pool, page: Page, gates: list[Gate]) -> None:
    old, new = gate(gates, "old"), gate(gates, "new")
    first = asked(pool, page, old)
    assert old.has_begun.wait(PATIENCE_S)

    second = asked(pool, page, new)
    assert not first.is_running
    assert second.is_running
    for one in gates:
        one.opened.set()

    qtbot.waitUntil(lambda: page.got == ["new"])
    assert page.errors == []


def test_another_channel_and_another_owner_go_on(qtbot: QtBot, pool: Pool, page: Page) -> None:
    other = Page()

    asked(pool, page, lambda errand: "threads", "threads")
    asked(pool, page, lambda errand: "files", "files")
    asked(pool, other, lambda errand: "theirs", "threads")

    qtbot.waitUntil(lambda: sorted(page.got) == ["files", "threads"] and other.got == ["theirs"])


def test_cancelled_work_is_told_and_calls_nobody(qtbot: QtBot, pool: Pool, page: Page, gates: list[Gate]) -> None:
    work = gate(gates, "late")
    operation = asked(pool, page, work)
    assert work.has_begun.wait(PATIENCE_S)

    operation.cancel()
    operation.cancel()

    qtbot.waitUntil(lambda: work.was_cancelled and pool.thread_count == 0)
    qtbot.wait(20)
    assert (page.got, page.errors) == ([], [])


def test_a_result_that_was_under_way_when_it_was_cancelled_is_dropped(qtbot: QtBot, pool: Pool, page: Page) -> None:
    operation = asked(pool, page, _nothing)
    _wait_until(lambda: pool.thread_count == 0)  # done, and the window has not heard of it yet

    operation.cancel()
    qtbot.wait(20)

    assert page.got == []


def test_work_that_waits_and_is_cancelled_is_never_begun(
    qtbot: QtBot, pool: Pool, page: Page, gates: list[Gate]
) -> None:
    for name in ("one", "two"):
        asked(pool, page, gate(gates), name)
    waiting = gate(gates)
    operation = asked(pool, page, waiting, "three")

    operation.cancel()
    for one in gates:
        one.opened.set()
    qtbot.waitUntil(lambda: pool.thread_count == 0)

    assert not waiting.has_begun.is_set()


def test_the_result_for_a_page_that_was_closed_is_dropped(qtbot: QtBot, pool: Pool, gates: list[Gate]) -> None:
    parent = QObject()
    page = Page(parent)
    work = gate(gates)
    asked(pool, page, work)
    assert work.has_begun.wait(PATIENCE_S)

    shiboken6.delete(parent)

    qtbot.waitUntil(lambda: work.was_cancelled and pool.thread_count == 0)
    assert page.got == []


def test_a_result_that_was_under_way_when_its_page_was_closed_is_dropped(qtbot: QtBot, pool: Pool) -> None:
    """Also for a callback that is no method of the page."""
    page, got = Page(), list[object]()
    Operation(_nothing, owner=page, pool=pool).success(got.append).start()
    _wait_until(lambda: pool.thread_count == 0)

    shiboken6.delete(page)
    qtbot.wait(20)

    assert got == []


def test_an_operation_keeps_no_page_alive(qtbot: QtBot, pool: Pool, gates: list[Gate]) -> None:
    page = Page()
    there = weakref.ref(page)
    work = gate(gates)
    operation = asked(pool, page, work)
    assert work.has_begun.wait(PATIENCE_S)

    del page

    assert there() is None
    qtbot.waitUntil(lambda: work.was_cancelled)
    assert operation.owner is None


def test_what_the_work_holds_is_let_go_on_the_window_thread(qtbot: QtBot, pool: Pool, page: Page) -> None:
    """A widget in it would be destroyed there, and on any other thread that crashes Qt."""
    ended_on: list[int] = []

    class Held:
        def __call__(self, errand: OperationErrand) -> None:
            time.sleep(0.001)  # the work of the thread

        def __del__(self) -> None:
            ended_on.append(threading.get_ident())

    for number in range(20):
        Operation(Held(), owner=page, channel=str(number), pool=pool).start()
    qtbot.waitUntil(lambda: len(ended_on) == 20)

    assert set(ended_on) == {threading.get_ident()}


def test_an_operation_is_started_once_and_for_somebody(qtbot: QtBot, pool: Pool, page: Page) -> None:
    operation = asked(pool, page, _nothing)
    with pytest.raises(RuntimeError, match="once"):
        operation.start()
    qtbot.waitUntil(lambda: page.got == [None])

    gone = Page()
    orphan: Operation[None] = Operation(_nothing, owner=gone, pool=pool)
    shiboken6.delete(gone)
    with pytest.raises(RuntimeError, match="owner"):
        orphan.start()


# ---- threads


def test_two_work_at_once_and_the_third_waits(qtbot: QtBot, pool: Pool, page: Page, gates: list[Gate]) -> None:
    works = [gate(gates, number) for number in range(3)]
    for number, work in enumerate(works):
        asked(pool, page, work, str(number))
    assert works[0].has_begun.wait(PATIENCE_S)
    assert works[1].has_begun.wait(PATIENCE_S)
    qtbot.wait(30)
    assert not works[2].has_begun.is_set()

    works[1].opened.set()

    qtbot.waitUntil(works[2].has_begun.is_set)
    assert pool.thread_count == 2


def test_what_comes_soon_is_done_by_the_thread_that_is_there(qtbot: QtBot, pool: Pool, page: Page) -> None:
    """The window waits until a new thread has begun: who drags through the past would feel it."""
    for number in range(5):
        asked(pool, page, lambda errand: threading.get_ident(), str(number))
        qtbot.waitUntil(lambda number=number: len(page.got) == number + 1)  # type: ignore[misc]

    assert len(set(page.got)) == 1


def test_threads_end_when_nothing_is_to_do(qtbot: QtBot, pool: Pool, page: Page) -> None:
    asked(pool, page, _nothing)

    qtbot.waitUntil(lambda: pool.thread_count == 0)


def test_work_that_hangs_does_not_keep_others_waiting_for_ever(
    qtbot: QtBot, pool: Pool, page: Page, gates: list[Gate]
) -> None:
    """A file of a dead network mount: the page asked for something else, and the thread does not come back."""
    hanging = [gate(gates, obeys=False) for _ in range(2)]
    stuck = [asked(pool, page, work, str(number)) for number, work in enumerate(hanging)]
    for work in hanging:
        assert work.has_begun.wait(PATIENCE_S)
    asked(pool, page, lambda errand: "answer", "next")
    qtbot.wait(20)
    assert page.got == []

    for operation in stuck:
        operation.cancel()

    qtbot.waitUntil(lambda: page.got == ["answer"])
    qtbot.waitUntil(lambda: pool.thread_count == 2)


def test_not_more_than_two_hanging_threads_are_replaced(
    qtbot: QtBot, pool: Pool, page: Page, gates: list[Gate]
) -> None:
    works = [gate(gates, obeys=False) for _ in range(6)]
    for number, work in enumerate(works):
        operation = asked(pool, page, work, str(number))
        # Two threads and two that take the place of hanging ones; for the last two works nobody is left.
        if number < 4:
            qtbot.waitUntil(work.has_begun.is_set)
        operation.cancel()
        qtbot.wait(int(STUCK_S * 1000) + 20)

    assert pool.thread_count == 4
    assert [work.has_begun.is_set() for work in works] == [True] * 4 + [False] * 2


def test_a_system_without_a_thread_to_spare_is_told(
    qtbot: QtBot, pool: Pool, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", refuse)
        asked(pool, page, _nothing)
    qtbot.waitUntil(lambda: len(page.errors) == 1)

    assert "threads" in str(page.errors[0])
    asked(pool, page, _nothing)
    qtbot.waitUntil(lambda: page.got == [None])


# ---- the end


def test_closing_stops_what_obeys_and_delivers_nothing_more(
    qtbot: QtBot, pool: Pool, page: Page, gates: list[Gate]
) -> None:
    work = gate(gates)
    operation = asked(pool, page, work)
    assert work.has_begun.wait(PATIENCE_S)

    assert pool.close()

    assert work.was_cancelled
    assert not operation.is_running
    late = asked(pool, page, _nothing)
    qtbot.wait(20)
    assert not late.is_running
    assert page.got == []


def test_work_that_hangs_keeps_nobody_from_quitting(
    qtbot: QtBot, page: Page, gates: list[Gate], caplog: pytest.LogCaptureFixture
) -> None:
    pool = Pool()
    work = gate(gates, obeys=False)
    asked(pool, page, work)
    assert work.has_begun.wait(PATIENCE_S)

    began_s = time.monotonic()
    assert not pool.close(limit_s=0.1)

    assert time.monotonic() - began_s < PATIENCE_S / 2, "it waited for what hangs"
    assert "left behind" in caplog.text
    shiboken6.delete(pool)
    work.opened.set()  # and what comes back after the window is gone does no harm
    _wait_until(lambda: not [one for one in threading.enumerate() if one.name == "procmon-reader"])
    assert page.got == []


def test_a_program_whose_work_hangs_ends() -> None:
    program = """
import sys, threading
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from procmon_gui.ui.bridge.operation import Operation, close_readers
app = QCoreApplication([])
owner = QObject()
begun = threading.Event()
def hang(errand):
    begun.set()
    threading.Event().wait()
Operation(hang, owner=owner).start()
begun.wait()
QTimer.singleShot(0, app.quit)
app.exec()
sys.exit(0 if not close_readers(0.05) else 1)
"""
    done = subprocess.run([sys.executable, "-c", program], timeout=60, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "1 piece(s) of work hang and are left behind\n")


def test_the_shared_pool_is_made_anew_after_it_was_closed(qtbot: QtBot, page: Page) -> None:
    pool = readers()
    assert readers() is pool
    assert pool.close()

    Operation(_nothing, owner=page).success(page.take).start()

    qtbot.waitUntil(lambda: page.got == [None])
    assert readers() is not pool


def _nothing(errand: OperationErrand) -> None:
    return None


def _wait_until(is_so: Any) -> None:
    """Wait without letting the window handle its events."""
    ends_s = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < ends_s
        time.sleep(0.002)  # an event loop would deliver what must not be delivered yet
