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
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.notices import DESKTOP, ChannelSpec, DeliveryState, HeldBack, Notice, Parcel
from procmon_gui.domain.rules import Severity
from procmon_gui.domain.units import Unit
from procmon_gui.engine.limits import Throttle
from procmon_gui.engine.outgoing import Offer, Outgoing
from procmon_gui.engine.ways import Limit, Way
from procmon_gui.store.desk.database import Desk, Full
from procmon_gui.store.desk.deliveries import DeskDeliveries
from procmon_gui.store.desk.schema import ALERTS
from tests.engine.channels import MAILS, POP_UPS, MovedClock, Several, alert, event, way


class Play:
    """One data folder with some channels, each of which delivers at once unless a test says otherwise."""

    def __init__(self, folder: Path, *ways: Way, clock: MovedClock | None = None) -> None:
        self.clock = clock or MovedClock()
        self.queue = DeskDeliveries(Desk(folder / "desk.sqlite"))
        self.ways = Several(*ways)
        self.outgoing = Outgoing(self.queue, self.ways, self.clock, host="tower")
        self.told: list[tuple[str, Notice]] = []

    def offer(self, *offers: Offer) -> None:
        self.outgoing.take(offers)

    def deliver(self, state: DeliveryState = DeliveryState.DELIVERED, words: str = "told") -> list[Parcel]:
        """Let every due notice be tried once."""
        self.outgoing.digest()
        found = []
        while due := self.outgoing.due():
            for one, parcel in due:
                found.append(parcel)
                if state is DeliveryState.DELIVERED:
                    self.told.append((one.spec.id, parcel.notice))
                self.outgoing.ended(parcel, state, words)
        return found

    def over(self, channel_id: str) -> list[Notice]:
        return [notice for id, notice in self.told if id == channel_id]


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


def _full(_self: Desk, _work: object) -> None:
    raise Full("the disk is full, so nothing was kept")


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
