"""What is to be told outlasts restarts, clocks that are set back, full disks and spoiled rows."""

import sqlite3
from pathlib import Path

import pytest

from procmon_gui.domain.alerts import Change
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.notices import DeliveryState
from procmon_gui.domain.rules import Severity
from procmon_gui.engine.outgoing import Offer
from procmon_gui.engine.ways import Limit
from procmon_gui.store.desk.database import Desk, Full
from procmon_gui.store.desk.deliveries import DeskDeliveries
from tests.engine.channels import POP_UPS, alert, event, way
from tests.engine.play import Play


@pytest.mark.parametrize("is_restarted", [False, True])
def test_what_a_notice_stood_for_that_never_arrived_is_stood_for_by_the_next(
    tmp_path: Path, is_restarted: bool
) -> None:
    play = Play(tmp_path, way("desktop", POP_UPS))
    for _ in range(4):
        play.offer(Offer(event(), alert()))
    play.deliver()
    play.clock.move(61)
    play.offer(Offer(event(), alert()))
    (lost,) = play.deliver(DeliveryState.FAILED, "nobody shows notices")
    assert lost.notice.suppressed_count == 3

    play.clock.move(61)
    if is_restarted:
        play = Play(tmp_path, way("desktop", POP_UPS), clock=play.clock)
    play.offer(Offer(event(), alert()))
    play.deliver()

    assert play.over("desktop")[-1].suppressed_count == 3
    assert [(one.waiting_count, one.total_count) for one in play.queue.held_back()] == [(0, 3)]


def test_the_end_of_an_alert_is_told_where_its_beginning_was_also_after_a_restart(tmp_path: Path) -> None:
    ways = (way("mail"), way("pager", from_severity=Severity.CRITICAL))
    play = Play(tmp_path, *ways)
    play.offer(Offer(event(), alert(1)))
    play.deliver()

    again = Play(tmp_path, *ways, clock=play.clock)
    again.offer(Offer(event(Change.RESOLVED, severity=Severity.CRITICAL), alert(1)))
    again.offer(Offer(event(Change.RESOLVED), alert(99)))  # nobody was told that it began
    again.deliver()

    assert [(id, notice.title) for id, notice in again.told] == [("mail", "Over: CPU above 80 % for 5 min")]


def test_after_a_restart_what_waits_is_told_and_what_arrived_is_not(tmp_path: Path) -> None:
    play = Play(tmp_path, way("mail"))
    play.offer(Offer(event(rule="a"), alert(1)), Offer(event(rule="b"), alert(2)))
    (first,) = play.outgoing.due()
    play.outgoing.ended(first[1], DeliveryState.DELIVERED, "told")
    play.outgoing.due()  # and the program ends while it tells the second

    again = Play(tmp_path, way("mail"), clock=play.clock)
    again.deliver()
    third = Play(tmp_path, way("mail"), clock=play.clock)

    assert [notice.rule_id for _, notice in again.told] == ["b"]
    assert again.told[0][1].key != first[1].notice.key
    assert third.deliver() == []


def test_limits_and_counts_outlast_a_restart(tmp_path: Path) -> None:
    play = Play(tmp_path, way("mail"))
    play.offer(*(Offer(event(rule=f"r{n}"), alert(n + 1)) for n in range(30)))
    play.deliver()
    again = Play(tmp_path, way("mail"), clock=play.clock)
    again.offer(*(Offer(event(rule=f"r{n}"), alert(n + 1)) for n in range(30, 40)))
    again.deliver()

    assert again.told == []
    assert again.queue.held_back()[0].total_count == 33


def test_a_clock_that_is_set_back_keeps_nobody_waiting_for_longer_than_an_hour(tmp_path: Path) -> None:
    play = Play(tmp_path, way("mail"))
    play.offer(Offer(event(), alert()))
    play.deliver(DeliveryState.WAITING, "no route")
    play.clock.move(-10 * 3600)

    assert len(play.deliver()) == 1


def test_a_clock_that_is_set_back_by_a_day_silences_nobody_for_a_day(tmp_path: Path) -> None:
    play = Play(tmp_path, way("mail"))
    for number in range(1, 11):
        play.offer(Offer(event(rule=f"rule-{number}", severity=Severity.CRITICAL), alert(number)))
    play.deliver()
    play.clock.move(-24 * 3600)
    play.offer(Offer(event(rule="too many within the hour", severity=Severity.CRITICAL), alert(11)))
    play.deliver()
    assert len(play.over("mail")) == 10
    play.clock.move(3601)
    play.offer(Offer(event(rule="an hour later", severity=Severity.CRITICAL), alert(12)))
    play.deliver()

    assert [notice.rule_id for notice in play.over("mail")[10:]] == ["an hour later"]
    assert play.over("mail")[-1].suppressed_count == 1


def test_the_log_of_what_was_told_is_bounded_and_what_waits_stays(tmp_path: Path) -> None:
    queue = DeskDeliveries(Desk(tmp_path / "desk.sqlite"))
    play = Play(tmp_path, way("mail", Limit(most=1000, within_s=1, reserved=0)))
    play.offer(*(Offer(event(rule=f"r{n}"), alert(n + 1)) for n in range(30)))
    play.deliver()
    play.offer(Offer(event(rule="waits"), alert(77)))

    assert queue.prune(0, 10) == 20
    assert queue.prune(0, 10) == 0
    assert len(queue.deliveries()) == 11
    assert queue.prune(play.clock.now_ms + 1, 10) == 10
    assert [parcel.notice.rule_id for parcel in queue.waiting()] == ["waits"]


def test_a_full_disk_silences_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An alert about a full disk is told where nothing can be kept any more, and counts are kept later."""
    play = Play(tmp_path, way("mail"))
    play.offer(Offer(event(rule="first"), alert(1)))
    play.deliver()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Desk, "change", _full)
        play.offer(*(Offer(event(rule=f"r{n}"), alert(n + 2)) for n in range(20)))
        play.deliver()
    play.outgoing.settle()

    assert len(play.told) == 7
    assert play.queue.held_back()[0].total_count == 14
    assert [record.message[:35] for record in caplog.records] == ["Notices can not be kept on disk and"]


def test_the_end_of_what_was_told_from_memory_is_told_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    play = Play(tmp_path, way("mail"), way("pager", from_severity=Severity.CRITICAL))
    with monkeypatch.context() as patched:
        patched.setattr(Desk, "change", _full)
        play.offer(Offer(event(), alert()))
        play.deliver()
    play.offer(Offer(event(Change.RESOLVED), alert()))
    play.deliver()

    assert [(channel, notice.change) for channel, notice in play.told] == [
        ("mail", Change.FIRED), ("mail", Change.RESOLVED),
    ]  # fmt: skip
    assert "told from memory" in caplog.text


def test_what_was_told_from_memory_is_in_the_log_as_soon_as_that_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    play = Play(tmp_path, way("mail"))
    with monkeypatch.context() as patched:
        patched.setattr(Desk, "change", _full)
        play.offer(Offer(event(rule="a"), alert(1)), Offer(event(rule="b"), alert(2)))
        play.deliver()
        play.offer(Offer(event(rule="c"), alert(3)))
        play.deliver(DeliveryState.FAILED, "wrong password")
        play.outgoing.settle()
        due_ms = play.outgoing.next_ms()
        assert due_ms is not None
        assert due_ms <= play.clock.now_ms + 10_000
    assert list(play.queue.deliveries()) == []
    for _ in range(2):
        play.outgoing.settle()

    log = [(one.alert_id, one.state, one.words, one.try_count) for one in reversed(play.queue.deliveries())]
    assert log == [
        (1, DeliveryState.DELIVERED, "told", 1), (2, DeliveryState.DELIVERED, "told", 1),
        (3, DeliveryState.FAILED, "wrong password", 1),
    ]  # fmt: skip
    # After a restart it is told that these are over, and nothing of them is told again.
    again = Play(tmp_path, way("mail"), clock=play.clock)
    again.offer(Offer(event(Change.RESOLVED, rule="a"), alert(1)))
    assert [parcel.notice.change for parcel in again.deliver()] == [Change.RESOLVED]
    assert "told from memory" in caplog.text


def test_where_the_disk_is_full_again_between_notices_and_outcomes_none_is_told_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    play = Play(tmp_path, way("mail"))
    with monkeypatch.context() as patched:
        patched.setattr(Desk, "change", _full)
        play.offer(Offer(event(), alert(1)))
        play.deliver()
    with monkeypatch.context() as patched:
        patched.setattr(DeskDeliveries, "keep", _full)
        play.outgoing.settle()
    play.outgoing.settle()

    assert play.deliver() == []
    assert [one.state for one in play.queue.deliveries()] == [DeliveryState.DELIVERED]
    assert len(play.told) == 1
    assert "told from memory" in caplog.text


def test_what_was_held_back_before_and_could_not_be_read_at_first_is_stood_for_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before = Play(tmp_path, way("desktop", POP_UPS))
    for _ in range(4):
        before.offer(Offer(event(), alert()))
    play = Play(tmp_path, way("desktop", POP_UPS), clock=before.clock)
    play.clock.move(61)

    def away(_self: object) -> None:
        raise Unavailable("the desk is held by another program")

    with monkeypatch.context() as patched:
        patched.setattr(DeskDeliveries, "held_back", away)
        play.offer(Offer(event(rule="other"), alert(2)))
    play.clock.move(61)
    play.offer(Offer(event(), alert()))
    play.deliver()

    assert sum(notice.suppressed_count for notice in play.over("desktop")) == 3
    assert "told from memory" in caplog.text


def test_what_is_kept_of_a_notice_comes_back_as_it_was(tmp_path: Path) -> None:
    play = Play(tmp_path, way("mail"))
    name = "x\r\nBcc: all@example.org $(id) {{7*7}} <b>\udcff\u202e"
    play.offer(Offer(event(name=name), alert(1, culprit=name)))

    (parcel,) = play.queue.waiting()
    assert parcel.notice.title.endswith(r"x\r\nBcc: all@example.org $(id) {{7*7}} <b>\xff\u{202e}")
    assert all(line.isprintable() for line in (parcel.notice.title, *parcel.notice.lines))


def test_a_row_that_somebody_else_spoiled_stops_nothing_and_goes_when_it_is_old(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    play = Play(tmp_path, way("mail"))
    play.offer(Offer(event(rule="a"), alert(1)), Offer(event(rule="b"), alert(2)))
    with sqlite3.connect(tmp_path / "desk.sqlite") as connection:
        connection.execute("UPDATE deliveries SET notice = x'00' WHERE id = 1")
        connection.execute("UPDATE suppressed SET told = x'ff'")
    again = Play(tmp_path, way("mail"), clock=play.clock)
    again.deliver()

    assert [notice.rule_id for _, notice in again.told] == ["b"]
    assert again.queue.prune(play.clock.now_ms + 90_000_000, 100) >= 1
    assert again.queue.waiting() == ()
    assert "can not be read and is not told" in caplog.text


def _full(_self: object, _work: object) -> None:
    raise Full("the disk is full, so nothing was kept")
