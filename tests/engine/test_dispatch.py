"""The thread that tells: it keeps nobody waiting who offers, hangs with nobody who hangs, and ends in time."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from procmon_gui.domain.notices import DeliveryState, Notice
from procmon_gui.engine.clock import SystemClock
from procmon_gui.engine.dispatch import Dispatcher
from procmon_gui.engine.outgoing import Offer, Outgoing
from procmon_gui.engine.voices import MOST_ABANDONED
from procmon_gui.store.desk.database import Desk
from procmon_gui.store.desk.deliveries import DeskDeliveries
from tests.engine.channels import Several, alert, event, refuses, way


@contextmanager
def dispatching(folder: Path, ways: Several, *, grace_s: float = 0.1) -> Iterator[tuple[Dispatcher, DeskDeliveries]]:
    queue = DeskDeliveries(Desk(folder / "desk.sqlite"))
    dispatcher = Dispatcher(queue, ways, SystemClock(), host="tower", grace_s=grace_s)
    try:
        yield dispatcher, queue
    finally:
        assert dispatcher.close(10)


def wait_for(is_so: Callable[[], bool]) -> None:
    """Wait until other threads have done something; real time, because they do."""
    until = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.01)  # threads of their own take real time


def test_what_is_offered_is_told_over_every_channel_and_the_log_says_so(tmp_path: Path) -> None:
    ways = Several(way("mail"), way("chat"))
    with dispatching(tmp_path, ways) as (dispatcher, queue):
        dispatcher.offer(event(), alert(3, title="Disk full soon"))
        for sink in ways.sinks.values():
            assert sink.told.wait(10)
        wait_for(lambda: all(one.state is DeliveryState.DELIVERED for one in queue.deliveries()))

    assert {(one.channel_id, one.words, one.alert_id) for one in queue.deliveries()} == {
        ("mail", "told", 3), ("chat", "told", 3),
    }  # fmt: skip
    assert ways.sinks["mail"].notices[0].title == "Disk full soon"


def test_what_is_offered_to_one_who_closes_at_once_is_told_by_who_comes_next(tmp_path: Path) -> None:
    ways = Several(way("mail"))
    ways.sinks["mail"].act = refuses("no route")
    with dispatching(tmp_path, ways) as (dispatcher, _):
        dispatcher.offer(event(rule="late"), alert())
    ways.sinks["mail"].act = None
    with dispatching(tmp_path, ways) as (_, queue):
        assert [parcel.notice.rule_id for parcel in queue.waiting()] == ["late"]


def test_who_waits_from_before_is_told_without_anything_new(tmp_path: Path) -> None:
    queue = DeskDeliveries(Desk(tmp_path / "desk.sqlite"))
    ways = Several(way("mail"))
    Outgoing(queue, ways, SystemClock()).take([Offer(event(), alert())])
    with dispatching(tmp_path, ways) as (dispatcher, _):
        dispatcher.start()
        assert ways.sinks["mail"].told.wait(10)


def test_who_rests_leaves_what_waits_to_others_and_takes_up_what_they_left(tmp_path: Path) -> None:
    """Another program judges for a while: nothing is told twice, nothing is lost."""
    ways = Several(way("mail"))
    with dispatching(tmp_path, ways) as (dispatcher, queue):
        dispatcher.offer(event(rule="first"), alert(1))
        assert ways.sinks["mail"].told.wait(10)
        assert dispatcher.rest()
        Outgoing(queue, ways, SystemClock()).take([Offer(event(rule="of another one"), alert(2))])
        assert len(ways.sinks["mail"].notices) == 1
        dispatcher.start()
        wait_for(lambda: len(ways.sinks["mail"].notices) == 2)
        dispatcher.offer(event(rule="last"), alert(3))
        wait_for(lambda: len(ways.sinks["mail"].notices) == 3)
        assert dispatcher.close()
        dispatcher.start()
    assert [notice.rule_id for notice in ways.sinks["mail"].notices] == ["first", "of another one", "last"]


def test_a_channel_that_never_comes_back_is_left_behind_and_the_others_go_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stuck = threading.Event()

    def hang(_: Notice) -> str:
        stuck.wait(60)
        return "after all"

    ways = Several(way("mail", timeout_s=0.1), way("chat"))
    ways.sinks["mail"].act = hang
    with dispatching(tmp_path, ways) as (dispatcher, queue):
        dispatcher.offer(event(), alert(1))
        wait_for(lambda: any("no answer within" in one.words for one in queue.deliveries()))
        dispatcher.offer(event(rule="other"), alert(2), channels=("chat",))
        wait_for(lambda: len(ways.sinks["chat"].notices) == 2)
        # It arrives after all, and that counts.
        stuck.set()
        wait_for(lambda: all(one.state is DeliveryState.DELIVERED for one in queue.deliveries()))

    assert "does not answer and is left behind" in caplog.text
    assert MOST_ABANDONED == 2


def test_a_mistake_in_a_channel_is_logged_and_stops_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def fail(_: Notice) -> str:
        raise ZeroDivisionError

    ways = Several(way("mail"), way("chat"))
    ways.sinks["mail"].act = fail
    with dispatching(tmp_path, ways) as (dispatcher, queue):
        dispatcher.offer(event(), alert())
        wait_for(lambda: any("mistake of this program" in one.words for one in queue.deliveries()))
        assert ways.sinks["chat"].told.wait(10)

    assert "Channel mail failed because of a mistake" in caplog.text


def test_offering_costs_next_to_nothing_and_ten_thousand_are_counted_exactly(tmp_path: Path) -> None:
    ways = Several(way("mail"), way("chat"))
    with dispatching(tmp_path, ways) as (dispatcher, queue):
        begun = time.thread_time()
        for number in range(10_000):
            dispatcher.offer(event(rule=f"r{number % 50}"), alert(number + 1))
        spent_s = time.thread_time() - begun
        wait_for(lambda: sum(one.total_count for one in queue.held_back()) == 2 * (10_000 - 7))
        wait_for(lambda: all(len(sink.notices) == 7 for sink in ways.sinks.values()))

    assert dispatcher.lost_count == 0
    # 20 µs would be 0.2 s; measured 0.03 to 0.06 s in all, making the alerts included.
    assert spent_s < 1.0
