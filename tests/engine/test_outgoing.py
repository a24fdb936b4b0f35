"""What is told to whom, how much of it, and that nothing is lost or told twice: with a real desk, and our own clock."""

import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert

from procmon_gui.domain.alerts import Alert, Change
from procmon_gui.domain.notices import DESKTOP, ChannelSpec, DeliveryState, HeldBack, Notice
from procmon_gui.domain.rules import Severity
from procmon_gui.domain.units import Unit
from procmon_gui.engine.limits import Throttle
from procmon_gui.engine.outgoing import Offer, Outgoing
from procmon_gui.engine.ways import Limit
from procmon_gui.store.desk.database import Desk
from procmon_gui.store.desk.deliveries import DeskDeliveries
from procmon_gui.store.desk.schema import ALERTS
from tests.engine.channels import MAILS, POP_UPS, MovedClock, Several, alert, event, way
from tests.engine.play import Play


@pytest.mark.parametrize("rule_count", [1, 50])
def test_a_storm_of_ten_thousand_breaches_is_ten_notices_and_ten_mails_and_the_rest_is_counted(
    tmp_path: Path, rule_count: int
) -> None:
    play = Play(tmp_path, way("desktop", POP_UPS), way("mail"))

    for part in range(120):
        first, last = part * 10_000 // 120, (part + 1) * 10_000 // 120
        play.offer(*(Offer(event(rule=f"rule-{n % rule_count}"), alert(n + 1)) for n in range(first, last)))
        play.deliver()
        play.clock.move(5)

    # What it remembers does not grow with the storm.
    outgoing = play.outgoing
    assert len(outgoing._waiting) <= 20
    assert len(outgoing._told) <= 20
    assert all(len(one.titles) <= 100 and len(one.held.told) <= 10 for one in outgoing._throttles.values())
    for channel in ("desktop", "mail"):
        told = play.over(channel)
        assert 1 <= len(told) <= 10
        held = next(one for one in play.queue.held_back() if one.channel_id == channel)
        singles = sum(notice.alert_id != 0 for notice in told)
        assert singles + held.total_count == 10_000
        # What was told so far stands for all that does not wait any more.
        assert sum(notice.suppressed_count for notice in told) + held.waiting_count == held.total_count


def test_what_was_held_back_is_told_in_one_notice_as_soon_as_there_is_room_with_the_exact_count(tmp_path: Path) -> None:
    play = Play(tmp_path, way("mail", Limit(most=10, within_s=3600, reserved=0)))
    play.offer(*(Offer(event(rule=f"r{n}"), alert(n + 1, title="Disk full soon")) for n in range(25)))
    play.deliver()
    assert len(play.told) == 10

    play.clock.move(3599)
    play.deliver()
    assert len(play.told) == 10
    play.clock.move(1)
    play.deliver()

    digest = play.told[-1][1]
    assert len(play.told) == 11
    assert digest.alert_id == 0
    assert digest.suppressed_count == 15
    assert digest.title == "15 more notices"
    assert "15 × Disk full soon" in digest.lines


def test_a_notice_that_goes_out_stands_for_those_that_were_held_back_before_it(tmp_path: Path) -> None:
    play = Play(tmp_path, way("desktop", POP_UPS))
    for _ in range(4):
        play.offer(Offer(event(), alert()))
    play.deliver()
    play.clock.move(59)
    play.deliver()
    assert [notice.suppressed_count for notice in play.over("desktop")] == [0]

    play.clock.move(2)
    play.offer(Offer(event(), alert()))
    play.deliver()

    assert [notice.suppressed_count for notice in play.over("desktop")] == [0, 3]


def test_a_notice_is_given_up_at_the_moment_it_is_too_old_and_not_before(tmp_path: Path) -> None:
    for late_s, is_tried in ((-1, True), (0, False)):
        one = way("mail")
        play = Play(tmp_path / str(late_s), one)
        play.offer(Offer(event(), alert()))
        play.clock.move(one.expires_s + late_s)

        assert bool(play.deliver()) is is_tried


def test_a_storm_of_warnings_leaves_room_for_what_is_critical(tmp_path: Path) -> None:
    play = Play(tmp_path, way("mail"))
    play.offer(*(Offer(event(rule=f"r{n}"), alert(n + 1)) for n in range(100)))
    play.offer(Offer(event(rule="memory", severity=Severity.CRITICAL), alert(500, title="Memory nearly exhausted")))
    play.deliver()

    assert play.told[-1][1].title == "Memory nearly exhausted"
    assert len(play.told) <= 10


@pytest.mark.parametrize("at_once", [1, 5])
def test_how_many_notices_an_alert_did_not_get_stands_in_the_alert(tmp_path: Path, at_once: int) -> None:
    play = Play(tmp_path, way("desktop", POP_UPS))
    _put_alert(play, 7)

    for _ in range(5 // at_once):
        play.offer(*[Offer(event(), alert(7))] * at_once)

    with sqlite3.connect(tmp_path / "desk.sqlite") as connection:
        assert connection.execute("SELECT suppressed_count FROM alerts WHERE id = 7").fetchone() == (4,)


def test_a_channel_hears_of_what_it_takes_and_a_rule_may_name_its_channels(tmp_path: Path) -> None:
    play = Play(tmp_path, way("mail"), way("pager", from_severity=Severity.CRITICAL))
    play.offer(Offer(event(rule="a"), alert(1)))
    play.offer(Offer(event(rule="b", severity=Severity.CRITICAL), alert(2)))
    play.offer(Offer(event(rule="c"), alert(3), channels=("pager", "no such channel")))
    play.offer(Offer(event(rule="d", is_told=False), alert(4)))
    play.deliver()

    assert [notice.rule_id for notice in play.over("mail")] == ["a", "b"]
    assert [notice.rule_id for notice in play.over("pager")] == ["b", "c"]


def test_on_the_desktop_the_end_of_what_was_told_is_told_at_once_and_takes_its_place(tmp_path: Path) -> None:
    play = Play(tmp_path, way("desktop", POP_UPS))
    for change, id in ((Change.FIRED, 1), (Change.RESOLVED, 1), (Change.FIRED, 2), (Change.RESOLVED, 2)):
        play.offer(Offer(event(change), alert(id)))
        play.deliver()
        play.clock.move(1)

    assert [notice.change for notice in play.over("desktop")] == [Change.FIRED, Change.RESOLVED]


def test_what_failed_is_tried_again_after_1_2_5_and_15_minutes_and_given_up_after_a_day(tmp_path: Path) -> None:
    play = Play(tmp_path, way("mail"))
    play.offer(Offer(event(), alert()))
    tried = []
    for minute in range(26 * 60):
        if play.deliver(DeliveryState.WAITING, "no route"):
            tried.append(minute)
        play.clock.move(60)

    assert tried[:6] == [0, 1, 3, 8, 23, 53]
    assert max(tried) < 24 * 60
    (gone,) = play.queue.deliveries()
    assert (gone.state, gone.try_count) == (DeliveryState.EXPIRED, len(tried))


def test_a_channel_that_hangs_is_left_alone_and_the_others_go_on(tmp_path: Path) -> None:
    play = Play(tmp_path, way("mail"), way("pager"))
    play.offer(Offer(event(), alert()))

    assert [parcel.channel_id for _, parcel in play.outgoing.due(hanging={"mail"})] == ["pager"]
    assert [parcel.channel_id for _, parcel in play.outgoing.due()] == ["mail"]
    assert play.outgoing.due() == []


def test_what_is_refused_for_good_is_not_tried_again(tmp_path: Path) -> None:
    play = Play(tmp_path, way("mail"))
    play.offer(Offer(event(), alert()))
    play.deliver(DeliveryState.FAILED, "wrong password")
    play.clock.move(3600)

    assert play.deliver() == []
    (gone,) = play.queue.deliveries()
    assert (gone.state, gone.words, gone.next_ms) == (DeliveryState.FAILED, "wrong password", None)


def test_a_channel_that_can_not_be_used_is_not_asked_again_and_again_to_tell_what_it_holds_back(tmp_path: Path) -> None:
    play = Play(tmp_path, way("mail"))
    play.offer(*(Offer(event(rule=f"r{n}"), alert(n + 1)) for n in range(50)))
    tries = len(play.deliver(DeliveryState.FAILED, "wrong password"))
    for _ in range(300):
        play.clock.move(60)
        tries += len(play.deliver(DeliveryState.FAILED, "wrong password"))

    assert tries <= 8
    # Mended, it tells what it did not tell, with the next notice.
    play.offer(Offer(event(rule="new"), alert(99)))
    play.deliver()
    assert play.told[-1][1].suppressed_count == 43


class Loud:
    """A language in which everything is said twice as loud."""

    def translated(self, context: str, text: str) -> str:
        return re.sub(r"[a-z]+(?![a-z]*\})", lambda found: found[0].upper(), text)

    def value(self, number: float, unit: Unit) -> str:
        return f"{number}!"

    def condition(self, alert: Alert) -> str:
        return alert.condition.upper()


def test_the_desktop_is_told_in_the_language_of_who_sits_there_and_everybody_else_in_english(tmp_path: Path) -> None:
    here = replace(way("desktop", Limit(most=2, within_s=600, reserved=0)), spec=ChannelSpec(id=DESKTOP, kind=DESKTOP))
    queue, clock = DeskDeliveries(Desk(tmp_path / "desk.sqlite")), MovedClock()
    outgoing = Outgoing(queue, Several(here, way("mail")), clock, host="tower", desktop_tongue=Loud())
    for number in range(4):
        outgoing.take([Offer(event(rule=f"r{number}"), alert(number + 1, title="Disk full"))])
    clock.move(601)
    outgoing.digest()
    told = [(one.channel_id, one.title) for one in queue.deliveries()]

    assert ("mail", "Disk full") in told
    assert ("desktop", "DISK FULL") in told
    assert ("desktop", "2 MORE NOTICES") in told
    assert not [title for channel, title in told if (title == title.upper()) is (channel == "mail")]
    notices = {parcel.channel_id: parcel.notice for parcel in queue.waiting() if parcel.notice.alert_id}
    assert "VALUE: 0.93!, THRESHOLD 0.8!" in [line.upper() for line in notices["desktop"].lines]
    assert "Rule: CPU above 80 % for 5 min" in notices["mail"].lines


def test_a_notice_of_a_channel_that_was_taken_away_is_given_up_and_that_is_said(tmp_path: Path) -> None:
    play = Play(tmp_path, way("mail"))
    play.offer(Offer(event(), alert()))
    play.ways.set()
    play.deliver()

    (gone,) = play.queue.deliveries()
    assert gone.state is DeliveryState.FAILED
    assert "taken away" in gone.words


@given(steps=st.lists(st.tuples(st.integers(0, 900), st.integers(1, 40), st.booleans()), min_size=1, max_size=25))
@settings(max_examples=40, deadline=None)
def test_never_more_than_the_limit_within_its_time_and_every_notice_is_told_or_counted(
    steps: list[tuple[int, int, bool]],
) -> None:
    throttle = Throttle(MAILS, HeldBack(channel_id="mail"))
    now_ms, offered, told, digests = 0, 0, [], 0
    notice = Notice(
        alert_id=1, rule_id="r", host="h", change=Change.FIRED, severity=Severity.WARNING, at_ms=0, title="t"
    )  # fmt: skip
    stood_for = 0
    for pause_s, count, is_critical in steps:
        now_ms += pause_s * 1000
        due_ms = throttle.digest_ms(now_ms)
        if due_ms is not None and due_ms <= now_ms:
            digests += 1
            stood_for += throttle.digest(notice, now_ms).suppressed_count
            told.append(now_ms)
        for _ in range(count):
            offered += 1
            severity = Severity.CRITICAL if is_critical else Severity.WARNING
            admitted = throttle.admit(replace(notice, severity=severity), now_ms)
            if admitted is not None:
                told.append(now_ms)
                stood_for += admitted.suppressed_count

    assert len(told) - digests + throttle.held.total_count == offered
    assert stood_for + throttle.held.waiting_count == throttle.held.total_count
    for at in told:
        assert sum(at - 3_600_000 < one <= at for one in told) <= 10


def _put_alert(play: Play, id: int) -> None:
    def work(session: Connection) -> bool:
        texts = dict.fromkeys(
            ("host", "rule_id", "title", "condition", "subject", "about", "metric_id", "instance", "culprit",
             "acknowledged_by", "note"), "x",
        )  # fmt: skip
        numbers = dict.fromkeys(
            ("worst", "severity", "since_ms", "fired_ms", "told_ms", "suppressed_count", "is_complete"), 0
        )
        session.execute(insert(ALERTS).values(id=id, **texts, **numbers))
        return True

    play.queue._desk.change(work)
