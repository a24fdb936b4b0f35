"""Who is told of an alert, and when again: cooldown, repetition, quiet hours, mutes, and what was acknowledged."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, timedelta, timezone, tzinfo

import pytest

from procmon_gui.alerts.judge import Judge
from procmon_gui.domain.alerts import AlertEvent, Change, Mute
from procmon_gui.domain.rules import Behaviour, QuietHours, Rule, Severity, Subject
from tests.alerts.beats import START_MS, host_rule, machine, named, people, play

MINUTE = START_MS // 60_000 % 1440
# How far into its minute the first beat is.
INTO_S = START_MS // 1000 % 60
CALM, BUSY_VALUE, WORST = 0.1, 0.9, 0.99
FIRED, RESOLVED, REPEATED, WORSENED = Change.FIRED, Change.RESOLVED, Change.REPEATED, Change.WORSENED


def told(events: Iterable[AlertEvent]) -> list[tuple[Change, float]]:
    """Return what somebody is told, and in which second."""
    return [(one.change, (one.at_ms - START_MS) / 1000) for one in events if one.is_told]


def rule(**behaviour: float | tuple[QuietHours, ...] | bool) -> Rule:
    return replace(host_rule(warn=0.8, critical=0.95), behaviour=Behaviour(**behaviour))  # type: ignore[arg-type]


def went(asked: Rule, *values: tuple[float, float], until_s: int, zone: tzinfo = UTC) -> list[AlertEvent]:
    """Return what a judge says of a CPU that has each value from a second on."""
    at_s = dict(values)
    now, beats = CALM, []
    for second in range(until_s):
        now = at_s.get(second, now)
        beats.append(machine(second, now))
    return play(Judge([asked], timezone=zone), beats)


# ---- cooldown


def test_what_fires_again_within_the_cooldown_is_told_once_that_is_over_and_not_before() -> None:
    events = went(rule(cooldown_s=30), (1, BUSY_VALUE), (5, CALM), (10, BUSY_VALUE), until_s=60)

    assert told(events) == [(FIRED, 1), (RESOLVED, 5), (REPEATED, 35)]


def test_what_fires_again_as_the_cooldown_ends_is_told_at_once() -> None:
    for again_s, expected in ((34, []), (35, [(FIRED, 35)])):
        events = went(rule(cooldown_s=30), (1, BUSY_VALUE), (5, CALM), (again_s, BUSY_VALUE), until_s=again_s + 1)

        assert told(events)[2:] == expected


def test_of_what_was_over_again_within_the_cooldown_nobody_hears() -> None:
    events = went(rule(cooldown_s=30), (1, BUSY_VALUE), (5, CALM), (10, BUSY_VALUE), (20, CALM), until_s=100)

    assert told(events) == [(FIRED, 1), (RESOLVED, 5)]
    assert [one.change for one in events] == [FIRED, RESOLVED, FIRED, RESOLVED]


def test_what_is_worse_than_before_is_told_within_the_cooldown_also_where_worse_was_told_long_ago() -> None:
    """What was told before the last cooldown is forgotten: it is no measure of what is worse."""
    events = went(
        rule(cooldown_s=10), (1, WORST), (2, CALM), (20, BUSY_VALUE), (22, CALM), (24, WORST), until_s=26
    )  # fmt: skip

    assert told(events) == [(FIRED, 1), (RESOLVED, 2), (FIRED, 20), (RESOLVED, 22), (FIRED, 24)]


def test_what_becomes_worse_while_the_cooldown_keeps_it_quiet_is_told_then() -> None:
    events = went(rule(cooldown_s=30), (1, BUSY_VALUE), (5, CALM), (10, BUSY_VALUE), (12, WORST), until_s=60)

    assert told(events) == [(FIRED, 1), (RESOLVED, 5), (WORSENED, 12)]


def test_the_cooldown_of_a_process_is_not_forgotten_while_it_is_calm() -> None:
    asked = replace(rule(cooldown_s=30), subject=Subject.PROCESS, metric_id="cpu_ratio")
    at_s = {1: BUSY_VALUE, 2: CALM, 10: BUSY_VALUE, 11: CALM, 50: BUSY_VALUE}
    now, beats = CALM, []
    for second in range(52):
        now = at_s.get(second, now)
        beats.append(people(second, [named("hog", 1, cpu_ratio=now)]))

    assert told(play(Judge([asked]), beats)) == [(FIRED, 1), (RESOLVED, 2), (FIRED, 50)]


def test_what_is_worse_than_before_is_told_as_soon_as_a_mute_is_over_though_the_cooldown_is_not() -> None:
    judge = Judge([rule(cooldown_s=30)])
    first = play(judge, [machine(1, BUSY_VALUE), machine(5, CALM)])
    judge.mute([Mute(rule_id="rule", until_ms=START_MS + 15_000, by="anna", made_ms=START_MS)])
    later = play(judge, [machine(second, WORST if second >= 10 else CALM) for second in range(6, 40)])

    assert told([*first, *later]) == [(FIRED, 1), (RESOLVED, 5), (REPEATED, 15)]


def test_what_flaps_around_critical_is_told_as_critical_once_also_where_it_is_repeated_as_a_warning() -> None:
    asked = rule(cooldown_s=60, repeat_s=5)
    events = went(asked, (1, WORST), (3, BUSY_VALUE), (8, WORST), until_s=10)

    assert [one.change for one in events] == [FIRED, Change.EASED, REPEATED, WORSENED]
    assert told(events) == [(FIRED, 1), (REPEATED, 6)]


# ---- repetition, and what was acknowledged


def test_it_is_told_again_each_time_that_is_over_and_no_sooner() -> None:
    assert told(went(rule(repeat_s=10), (1, BUSY_VALUE), until_s=32)) == [
        (FIRED, 1), (REPEATED, 11), (REPEATED, 21), (REPEATED, 31),
    ]  # fmt: skip


def test_what_was_acknowledged_and_is_over_is_told_again_when_it_fires_another_time() -> None:
    judge = Judge([rule(repeat_s=10, cooldown_s=0)])
    first = play(judge, [machine(0, BUSY_VALUE)])
    judge.acknowledge("rule", first[0].about)
    later = play(judge, [machine(1, CALM), *(machine(second, BUSY_VALUE) for second in range(2, 14))])

    assert told(later) == [(RESOLVED, 1), (FIRED, 2), (REPEATED, 12)]


def test_what_is_acknowledged_is_that_alert_and_no_other_of_the_rule() -> None:
    asked = replace(rule(repeat_s=10), metric_id="host.disk.busy_ratio", instance="*")
    host = {"host.disk.busy_ratio": {"sda": BUSY_VALUE, "sdb": BUSY_VALUE}}
    judge = Judge([asked])
    first = play(judge, [machine(0, host=host)])
    judge.acknowledge("rule", first[0].about)
    later = play(judge, [machine(second, host=host) for second in range(1, 12)])

    assert [one.about.name for one in first] == ["sda", "sdb"]
    assert [(one.about.name, one.change) for one in later] == [("sdb", REPEATED)]


def test_after_a_restart_it_is_told_again_when_it_would_have_been() -> None:
    judge = Judge([rule(repeat_s=10)])
    play(judge, [machine(0, BUSY_VALUE)])
    again = Judge([rule(repeat_s=10)], judge.firing())

    assert told(play(again, [machine(second, BUSY_VALUE) for second in range(6, 14)])) == [(REPEATED, 10)]


def test_after_a_restart_what_was_acknowledged_stays_so_and_what_was_worst_is_known() -> None:
    judge = Judge([rule(repeat_s=10, cooldown_s=60)])
    fired = play(judge, [machine(0, WORST)])
    judge.acknowledge("rule", fired[0].about)
    again = Judge([rule(repeat_s=10, cooldown_s=60)], judge.firing())
    later = play(again, [*(machine(second, WORST) for second in range(1, 15)), machine(15, CALM), machine(16, WORST)])

    # It was told as critical before: within the cooldown that is nothing worse.
    assert told(later) == [(RESOLVED, 15)]


def test_what_is_acknowledged_right_after_a_restart_stays_so_when_it_is_seen_again() -> None:
    """Nothing was seen yet when somebody says it: the judge knows the alert only from the desk."""
    judge = Judge([rule(repeat_s=10)])
    fired = play(judge, [machine(0, BUSY_VALUE)])
    again = Judge([rule(repeat_s=10)], judge.firing())
    again.acknowledge("rule", fired[0].about)

    assert [one.is_acknowledged for one in again.firing()] == [True]
    assert told(play(again, [machine(second, BUSY_VALUE) for second in range(1, 30)])) == []


def test_after_a_restart_what_nobody_was_told_is_told_when_it_may_be() -> None:
    muted = Mute(rule_id="rule", until_ms=START_MS + 5000, by="anna", made_ms=START_MS)
    judge = Judge([rule()])
    judge.mute([muted])
    play(judge, [machine(0, BUSY_VALUE)])
    again = Judge([rule()], judge.firing())
    again.mute([muted])

    assert told(play(again, [machine(second, BUSY_VALUE) for second in range(1, 10)])) == [(REPEATED, 5)]


def test_after_a_restart_it_is_known_when_it_fired() -> None:
    judge = Judge([replace(rule(), condition=replace(rule().condition, for_s=3))])
    play(judge, [machine(second, BUSY_VALUE) for second in range(5)])
    again = Judge([replace(rule(), condition=replace(rule().condition, for_s=3))], judge.firing())
    play(again, [machine(9, BUSY_VALUE)])

    assert [(one.since_ms - START_MS, one.fired_ms - START_MS) for one in again.firing()] == [(0, 3000)]


# ---- quiet hours and mutes


def test_in_quiet_hours_it_is_not_told_that_it_is_over() -> None:
    quiet = (QuietHours(MINUTE + 1, MINUTE + 3),)
    events = went(rule(quiet=quiet), (1, BUSY_VALUE), (60 - INTO_S + 10, CALM), until_s=80)

    assert [(one.change, one.is_told) for one in events] == [(FIRED, True), (RESOLVED, False)]


@pytest.mark.parametrize(
    ("begin", "end", "is_quiet"),
    [
        (MINUTE, MINUTE + 1, True),
        (MINUTE + 1, MINUTE + 2, False),
        (MINUTE - 1, MINUTE, False),
        # Over midnight.
        (MINUTE, MINUTE - 1, True),
        (MINUTE + 1, MINUTE, False),
        (MINUTE + 2, MINUTE + 1, True),
    ],
)
def test_quiet_hours_begin_and_end_with_their_minutes(begin: int, end: int, is_quiet: bool) -> None:
    events = went(rule(quiet=(QuietHours(begin, end),)), (0, BUSY_VALUE), until_s=1)

    assert [one.is_told for one in events] == [not is_quiet]


def test_one_of_several_quiet_hours_is_enough() -> None:
    quiet = (QuietHours(MINUTE + 5, MINUTE + 6), QuietHours(MINUTE, MINUTE + 1))

    assert told(went(rule(quiet=quiet), (0, BUSY_VALUE), until_s=1)) == []


def test_quiet_hours_go_by_the_clock_of_the_place() -> None:
    east = timezone(timedelta(hours=2))

    for begin, is_quiet in ((MINUTE + 120, True), (MINUTE, False), (MINUTE - 120, False)):
        quiet = (QuietHours(begin % 1440, (begin + 1) % 1440),)
        events = went(rule(quiet=quiet), (0, BUSY_VALUE), until_s=1, zone=east)
        assert [one.is_told for one in events] == [not is_quiet]


def test_what_is_critical_is_quiet_too_where_the_rule_says_so() -> None:
    quiet = (QuietHours(MINUTE, MINUTE + 1),)

    for is_loud in (True, False):
        events = went(rule(quiet=quiet, critical_is_loud=is_loud), (0, WORST), until_s=1)
        assert [one.is_told for one in events] == [is_loud]


def test_a_mute_forbids_also_what_is_critical_and_ends_at_its_moment() -> None:
    for until_ms, is_told in ((START_MS, True), (START_MS + 1, False)):
        judge = Judge([rule()])
        judge.mute([Mute(rule_id="rule", until_ms=until_ms, by="anna", made_ms=START_MS - 1)])

        assert [one.is_told for one in play(judge, [machine(0, WORST)])] == [is_told]


def test_a_mute_holds_for_a_rule_that_is_changed_meanwhile() -> None:
    judge = Judge([rule()])
    judge.mute([Mute(rule_id="rule", until_ms=START_MS + 60_000, by="anna", made_ms=START_MS)])
    judge.use([replace(rule(), condition=replace(rule().condition, warn=0.7))])

    assert [one.is_told for one in play(judge, [machine(0, BUSY_VALUE)])] == [False]


# ---- what is a warning


def test_what_passes_the_threshold_of_a_warning_is_a_warning_at_most() -> None:
    asked = host_rule(warn=0.8, severity=Severity.CRITICAL)

    assert [one.severity for one in play(Judge([asked]), [machine(0, WORST)])] == [Severity.WARNING]


def test_it_is_critical_no_longer_at_what_lies_as_far_below_as_the_clear_threshold_does() -> None:
    """Thresholds that halves can say exactly: what is just at it counts as below."""
    asked = host_rule(warn=0.5, critical=0.75, clear=0.25)
    events = play(Judge([asked]), [machine(second, value) for second, value in enumerate((0.9, 0.51, 0.5))])

    assert [(one.change, one.value) for one in events] == [(FIRED, 0.9), (Change.EASED, 0.5)]
