"""Rules about many things at once, restarts of the program, changed rules, and rules that are wrong."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest

from procmon_gui.alerts.judge import Judge
from procmon_gui.domain.alerts import About, AlertEvent, Change, Mute
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.rules import (
    EACH_INSTANCE,
    Behaviour,
    Condition,
    Over,
    QuietHours,
    Rule,
    Severity,
    Side,
    Subject,
)
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.suspicion import Scores
from tests.alerts.beats import BUSY, NAN, START_MS, busy, changes, host_rule, machine, named, people, play, rule


def who(events: Sequence[AlertEvent]) -> list[tuple[Change, str]]:
    """Return what changed, and about whom."""
    return [(one.change, one.about.name) for one in events]


# ---- processes


def test_only_who_is_meant_and_beyond_the_threshold_fires() -> None:
    asked = rule(Subject.PROCESS, metric_id="cpu_ratio", where="name = hog", warn=0.8)
    rows = [named("hog", 1, cpu_ratio=0.9), named("other", 2, cpu_ratio=0.9), named("hog", 3, cpu_ratio=0.1)]

    events = play(Judge([asked]), [people(0, rows)])

    assert who(events) == [(Change.FIRED, "hog")]
    assert events[0].about == About(
        subject=Subject.PROCESS, name="hog", executable="/bin/hog", key=ProcessKey("boot", 1, 1)
    )


def test_threads_of_the_kernel_are_meant_only_where_the_rule_says_so() -> None:
    rows = [named("kworker", 1, cpu_ratio=0.9, kernel_thread=1.0)]

    assert play(Judge([rule(Subject.PROCESS, metric_id="cpu_ratio", warn=0.8)]), [people(0, rows)]) == []
    said = rule(Subject.PROCESS, metric_id="cpu_ratio", where="kthread", warn=0.8)
    assert who(play(Judge([said]), [people(0, rows)])) == [(Change.FIRED, "kworker")]


def test_a_slot_that_was_given_to_somebody_else_is_somebody_else() -> None:
    """Who ended is over, and who came waits anew: time of another process is none of his."""
    asked = rule(Subject.PROCESS, metric_id="cpu_ratio", warn=0.8, for_s=2)
    one, other = [named("one", 1, cpu_ratio=0.9)], [named("other", 2, cpu_ratio=0.9)]
    beats = [people(at_s, one, serials=[7]) for at_s in range(3)]
    beats += [people(at_s, other, serials=[8]) for at_s in range(3, 6)]

    events = play(Judge([asked]), beats)

    assert who(events) == [(Change.FIRED, "one"), (Change.RESOLVED, "one"), (Change.FIRED, "other")]
    assert events[1].value != events[1].value
    assert events[2].since_ms == START_MS + 3000


@pytest.mark.parametrize(
    ("subject", "condition"),
    [
        (Subject.PROCESS, {"over": Over.MEAN, "window_s": 4, "warn": 0.5}),
        (Subject.PROCESS, {"for_s": 3, "warn": 0.5}),
        (Subject.PROGRAM, {"over": Over.LEAST, "window_s": 4, "warn": 0.5}),
        (Subject.GROWTH, {"side": Side.BELOW, "window_s": 8, "warn": 1e9}),
    ],
)
def test_another_eye_that_has_fewer_places_ends_nothing_that_fires(subject: Subject, condition: dict[str, Any]) -> None:
    """The eye was ended and started again: it numbers those who are there now."""
    growing = subject is Subject.GROWTH
    asked = rule(subject, metric_id="" if growing else "cpu_ratio", **condition)
    host = {"host.memory.size_bytes": {"": 1e10}, "host.memory.used_bytes": {"": 1e9}}

    def beat(at_s: int, others: int, *, elapsed_s: float = 1.0) -> Snapshot:
        rows = [named("calm", 100 + number, cpu_ratio=0.0, rss_bytes=1e6) for number in range(others)]
        hog = named("hog", 1, cpu_ratio=0.9, rss_bytes=1e6 * (100 + 10 * at_s))
        return people(at_s, [*rows, hog], host=host, elapsed_s=elapsed_s)

    judge = Judge([asked])
    before = play(judge, [beat(at_s, 10) for at_s in range(40)])
    after = play(judge, [beat(40, 1, elapsed_s=0.0), *(beat(at_s, 1) for at_s in range(41, 80))])

    assert who(before) == [(Change.FIRED, "hog")]
    assert who(after) == []
    assert judge.problems == []
    assert len(judge.firing()) == 1


def test_who_ended_is_over() -> None:
    asked = rule(Subject.PROCESS, metric_id="cpu_ratio", warn=0.8)
    beats = [people(0, [named("hog", 1, cpu_ratio=0.9)]), people(1, [None])]

    assert who(play(Judge([asked]), beats)) == [(Change.FIRED, "hog"), (Change.RESOLVED, "hog")]


def test_who_is_not_meant_any_more_is_over() -> None:
    asked = rule(Subject.PROCESS, metric_id="rss_bytes", where="state = running", warn=10)
    beats = [people(at_s, [named("hog", 1, rss_bytes=20, state=float(at_s))]) for at_s in range(2)]

    assert who(play(Judge([asked]), beats)) == [(Change.FIRED, "hog"), (Change.RESOLVED, "hog")]


def test_what_nobody_reads_is_unknown() -> None:
    """A rule that asks for costly fields says so, names them, and neither fires nor ends while they are not read."""
    asked = rule(Subject.PROCESS, metric_id="rss_bytes", where="pss > 5", warn=10)
    judge = Judge([asked])
    read, unread = named("hog", 1, rss_bytes=20, pss_bytes=9), named("hog", 1, rss_bytes=20)

    events = play(judge, [people(0, [unread]), people(1, [read]), people(2, [unread]), people(3, [read])])

    assert who(events) == [(Change.FIRED, "hog")]
    assert judge.looks == {Look.SMAPS}
    assert judge.attention().slots == {0}
    assert [one.rule for one in judge.cautions] == ["rule"]
    assert judge.problems == []


def test_a_window_of_processes_counts_once_it_was_seen_as_a_whole() -> None:
    asked = rule(Subject.PROCESS, metric_id="cpu_ratio", warn=0.5, over=Over.MEAN, window_s=4)
    beats = [
        people(at_s, [named("hog", 1, cpu_ratio=0.9 if at_s % 2 else 0.3), named("calm", 2, cpu_ratio=0.4)])
        for at_s in range(9)
    ]

    events = play(Judge([asked]), beats)

    assert [(one.change, one.about.name, one.at_ms - START_MS) for one in events] == [(Change.FIRED, "hog", 4000)]
    assert events[0].value == pytest.approx(0.54, abs=0.1)


# ---- several together


@pytest.mark.parametrize(
    ("subject", "name"), [(Subject.PROGRAM, "hog"), (Subject.USER, "anna"), (Subject.UNIT, "x.service")]
)
def test_processes_of_one_thing_are_added_up(subject: Subject, name: str) -> None:
    asked = rule(subject, metric_id="rss_bytes", warn=25)
    others = named("other", 4, rss_bytes=20, user="root", unit="y.service")

    events = play(Judge([asked]), [people(0, [named("hog", 1, rss_bytes=10), named("hog", 2, rss_bytes=20), others])])

    assert [(one.about.name, one.value) for one in events] == [(name, 30)]


def test_all_that_are_meant_together() -> None:
    asked = rule(Subject.TOGETHER, metric_id="rss_bytes", where="name = hog", warn=25)
    rows = [named("hog", 1, rss_bytes=10), named("hog", 2, rss_bytes=20), named("other", 3, rss_bytes=90)]

    events = play(Judge([asked]), [people(0, rows), people(1, [None, None, rows[2]])])

    assert [(one.change, one.value) for one in events] == [(Change.FIRED, 30), (Change.RESOLVED, 0)]


def test_a_program_that_is_gone_is_over() -> None:
    asked = rule(Subject.PROGRAM, metric_id="threads", warn=5)
    beats = [people(0, [named("hog", 1, threads=9)]), people(1, [named("calm", 2, threads=1)])]

    assert who(play(Judge([asked]), beats)) == [(Change.FIRED, "hog"), (Change.RESOLVED, "hog")]


def test_what_should_run_and_does_not_fires() -> None:
    asked = rule(Subject.NOT_RUNNING, where="name = server", for_s=2, severity=Severity.CRITICAL)
    there, away = [named("server", 1), None], [None, named("other", 2)]
    beats = [people(0, there), *(people(at_s, away) for at_s in range(1, 5)), people(5, there)]

    events = play(Judge([asked]), beats)

    assert [(one.change, one.severity, one.at_ms - START_MS) for one in events] == [
        (Change.FIRED, Severity.CRITICAL, 3000),
        (Change.RESOLVED, Severity.CRITICAL, 5000),
    ]


def test_a_program_that_is_started_again_and_again_fires() -> None:
    """Three restarts within ten seconds are more than two; later they are too long ago."""
    asked = rule(Subject.RESTARTS, where="name = server", warn=2, window_s=10)
    beats = [people(at_s, [named("server", 1 + min(at_s, 3))], serials=[1 + min(at_s, 3)]) for at_s in range(16)]

    events = play(Judge([asked]), beats)

    assert [(one.change, one.value, one.at_ms - START_MS) for one in events] == [
        (Change.FIRED, 3, 3000),
        (Change.RESOLVED, 2, 11_000),
    ]


def test_each_device_is_judged_on_its_own_and_one_that_went_is_over() -> None:
    asked = rule(Subject.HOST, metric_id="host.disk.busy_ratio", instance=EACH_INSTANCE, warn=0.8)
    host = {"host.disk.busy_ratio": {"": 0.9, "sda": 0.9, "sdb": 0.1}}
    gone = {"host.disk.busy_ratio": {"sdb": 0.1}}
    beats = [machine(0, host=host), *(machine(1 + at_s, host=gone) for at_s in range(605))]

    events = play(Judge([asked]), beats)

    assert [(one.change, one.about.name, one.at_ms - START_MS) for one in events] == [
        (Change.FIRED, "sda", 0),
        (Change.RESOLVED, "sda", 600_000),
    ]


def test_what_is_unusual_fires_of_the_machine_and_of_programs() -> None:
    of_host = rule(Subject.ANOMALY, metric_id=BUSY, warn=0.5)
    of_programs = replace(rule(Subject.ANOMALY, metric_id="cpu_ratio", warn=0.5), id="programs")
    judge = Judge([of_host, of_programs])
    scores = Scores(host={(BUSY, ""): 0.7}, programs={("hog", "/bin/hog", "cpu_ratio"): 0.9})

    events = judge.beat(people(0, [named("hog", 1)]), scores)

    assert [(one.rule_id, one.about.name, one.value) for one in events] == [("rule", "", 0.7), ("programs", "hog", 0.9)]


def test_the_heartbeat_is_told_by_a_timer_and_by_what_can_not_be_kept() -> None:
    judge = Judge([rule(Subject.HEARTBEAT, warn=60), replace(host_rule(warn=0.8), id="other")])
    judge.beat(machine(0, 0.9))

    assert judge.no_beat(START_MS + 30_000, 30) == []
    fired = judge.no_beat(START_MS + 61_000, 61)
    over = judge.beat(machine(70, 0.9))

    assert [(one.change, one.rule_id, one.value) for one in [*fired, *over]] == [
        (Change.FIRED, "rule", 61),
        (Change.RESOLVED, "rule", 0),
    ]
    assert changes(judge.beat(machine(71, 0.9), unkept_s=100)) == [Change.FIRED]


# ---- who is told


def test_quiet_hours_tell_nobody_until_they_are_over() -> None:
    """Kept all the same; and what fires still when they are over is told then. What is critical is loud."""
    minute = START_MS // 60_000 % 1440
    quiet = Behaviour(quiet=(QuietHours(minute, minute + 2),))
    asked = replace(host_rule(warn=0.8, critical=0.95), behaviour=quiet)
    beats = [machine(at_s, 0.9) for at_s in range(200)]

    events = play(Judge([asked], timezone=UTC), beats)

    assert [(one.change, one.is_told) for one in events] == [(Change.FIRED, False), (Change.REPEATED, True)]
    assert (events[1].at_ms // 60_000 - START_MS // 60_000) == 2
    loud = play(Judge([asked], timezone=UTC), [machine(0, 0.99)])
    assert [(one.change, one.is_told) for one in loud] == [(Change.FIRED, True)]


def test_who_acknowledged_an_alert_hears_of_it_when_it_becomes_worse_and_when_it_is_over() -> None:
    asked = replace(host_rule(warn=0.8, critical=0.95), behaviour=Behaviour(repeat_s=10, cooldown_s=0))
    judge = Judge([asked])
    first = play(judge, [machine(at_s, 0.9) for at_s in range(25)])
    judge.acknowledge("rule", first[0].about)
    later = play(judge, [*(machine(at_s, 0.9) for at_s in range(25, 60)), machine(60, 0.99), machine(61, 0.1)])

    assert changes(first) == [Change.FIRED, Change.REPEATED, Change.REPEATED]
    assert [(one.change, one.is_told) for one in later] == [(Change.WORSENED, True), (Change.RESOLVED, True)]


def test_a_muted_rule_is_kept_and_tells_nobody() -> None:
    judge = Judge([host_rule(warn=0.8)])
    judge.mute([Mute(rule_id="rule", until_ms=START_MS + 5000, by="anna", made_ms=START_MS)])

    events = play(judge, [machine(at_s, 0.9) for at_s in range(10)])

    assert [(one.change, one.is_told, one.at_ms - START_MS) for one in events] == [
        (Change.FIRED, False, 0),
        (Change.REPEATED, True, 5000),
    ]


def test_quiet_hours_and_mutes_go_by_the_clock_on_the_wall_also_after_it_was_set_back() -> None:
    """Labels go on from where they were, so that time does not come twice; a person looks at the clock."""
    half_a_day_ms = 43_200_000
    minute = START_MS // 60_000 % 1440
    quiet = Behaviour(quiet=(QuietHours(minute, minute + 2),))
    # A machine whose clock was twelve hours ahead until it heard of the time.
    ahead = [replace(machine(at_s, 0.5), at_ms=START_MS + half_a_day_ms + at_s * 1000) for at_s in range(3)]
    beats = [*ahead, *(replace(machine(at_s, 0.9), at_ms=START_MS + at_s * 1000) for at_s in range(3, 6))]

    told = play(Judge([replace(host_rule(warn=0.8), behaviour=quiet)], timezone=UTC), beats)
    assert [(one.change, one.is_told) for one in told] == [(Change.FIRED, False)]
    judge = Judge([host_rule(warn=0.8)])
    judge.mute([Mute(rule_id="rule", until_ms=START_MS + 3_600_000, by="anna", made_ms=START_MS)])
    assert [(one.change, one.is_told) for one in play(judge, beats)] == [(Change.FIRED, False)]


def test_every_kind_of_rule_can_be_muted() -> None:
    """Also those that are judged by other thresholds than they were given."""
    memory = "host.memory.available_bytes"
    asked = [
        replace(rule(Subject.FULL_IN, metric_id=memory, side=Side.BELOW, warn=1e6), id="full"),
        replace(rule(Subject.GROWTH, side=Side.BELOW, warn=1e9, window_s=60), id="growth"),
        replace(rule(Subject.PROCESS, metric_id="rss_bytes", warn=1, over=Over.MEAN, window_s=10), id="process"),
        replace(rule(Subject.PROGRAM, metric_id="rss_bytes", warn=1), id="program"),
        replace(rule(Subject.NOT_RUNNING, where="name = nobody"), id="absent"),
        replace(rule(Subject.HEARTBEAT, warn=1), id="heartbeat"),
        replace(host_rule(warn=0.5), id="host"),
    ]
    judge = Judge(asked)
    judge.mute([Mute(rule_id=one.id, until_ms=START_MS + 10**9, by="anna", made_ms=START_MS) for one in asked])
    found: list[AlertEvent] = []
    for at_s in range(200):
        used = at_s * 2e7
        host = {memory: {"": 5e9 - used}, BUSY: {"": 0.9}, "host.memory.size_bytes": {"": 5e9},
                "host.memory.used_bytes": {"": used}}  # fmt: skip
        found += judge.beat(people(at_s, [named("hog", 1, rss_bytes=used, shared_bytes=0)], host=host), unkept_s=at_s)

    assert {one.rule_id for one in found if one.change is Change.FIRED} == {one.id for one in asked}
    assert not any(one.is_told for one in found)


def test_who_is_told_may_be_changed_while_it_fires() -> None:
    judge = Judge([host_rule(warn=0.8)])
    first = play(judge, [machine(0, 0.9)])
    judge.use([replace(host_rule(warn=0.8), title="another", behaviour=Behaviour(repeat_s=10))])

    later = play(judge, (machine(at_s, 0.9) for at_s in range(1, 12)))

    assert changes(first) == [Change.FIRED]
    assert changes(later) == [Change.REPEATED]


def test_what_is_worse_than_what_was_told_is_told_while_it_rests() -> None:
    events = busy(host_rule(warn=0.8, critical=0.95), [0.9, 0.1, 0.9, 0.1, 0.99])

    assert [(one.change, one.is_told) for one in events] == [
        (Change.FIRED, True),
        (Change.RESOLVED, True),
        (Change.FIRED, False),
        (Change.RESOLVED, False),
        (Change.FIRED, True),
    ]


# ---- restarts of the program


def test_a_restart_while_it_fires_changes_nothing() -> None:
    """No second event, no second word; it is over when it is over, and says since when it was."""
    rules = [
        host_rule(warn=0.8, for_s=2),
        replace(rule(Subject.PROCESS, metric_id="cpu_ratio", warn=0.8), id="process"),
        replace(rule(Subject.PROGRAM, metric_id="cpu_ratio", warn=0.8), id="program"),
    ]

    def beat(at_s: float, value: float, serial: int, slot: int) -> Snapshot:
        rows = [*[None] * slot, named("hog", 1, cpu_ratio=value)]
        return people(at_s, rows, serials=[*[-1] * slot, serial], host={BUSY: {"": value}})

    before = Judge(rules)
    fired = play(before, (beat(at_s, 0.9, 5, 0) for at_s in range(4)))
    after = Judge(rules, before.firing())
    assert sorted(one.rule_id for one in after.firing()) == ["process", "program", "rule"]
    # Another eye: the slot and the serial are others.
    quiet = play(after, (beat(at_s, 0.9, 1, 3) for at_s in range(8, 12)))
    over = play(after, [beat(12, 0.1, 1, 3)])

    assert [one.change for one in fired] == [Change.FIRED] * 3
    assert quiet == []
    assert [(one.rule_id, one.change, one.is_told) for one in over] == [
        (one, Change.RESOLVED, True) for one in ("rule", "process", "program")
    ]
    assert {one.rule_id: one.since_ms for one in over} == {one.rule_id: one.since_ms for one in fired}


def test_who_is_meant_by_what_is_not_known_at_first_goes_on_after_a_restart() -> None:
    """Rates are unknown in the first beat of an eye: that is no end."""
    for subject in (Subject.PROCESS, Subject.PROGRAM, Subject.TOGETHER):
        asked = rule(subject, metric_id="rss_bytes", where="cpu > 5%", warn=10)
        before = Judge([asked])
        play(before, [people(0, [named("hog", 1, cpu_ratio=0.9, rss_bytes=20)])])
        after = Judge([asked], before.firing())

        first = play(after, [people(9, [named("hog", 1, rss_bytes=20)], elapsed_s=0.0)])
        later = play(after, [people(10, [named("hog", 1, cpu_ratio=0.9, rss_bytes=20)])])

        assert [*first, *later] == [], subject
        assert [one.is_told for one in play(after, [people(11, [named("hog", 1, cpu_ratio=0.9, rss_bytes=1)])])] == [
            True
        ]


def test_what_can_not_be_known_at_first_is_not_missing() -> None:
    asked = rule(Subject.NOT_RUNNING, where="name = server and cpu >= 0%")

    assert play(Judge([asked]), [people(0, [named("server", 1)]), people(1, [named("server", 1, cpu_ratio=0.1)])]) == []


def test_who_ended_while_the_program_did_not_run_is_over() -> None:
    asked = rule(Subject.PROCESS, metric_id="cpu_ratio", warn=0.8)
    before = Judge([asked])
    play(before, [people(0, [named("hog", 1, cpu_ratio=0.9)])])

    events = play(Judge([asked], before.firing()), [people(9, [named("other", 2, cpu_ratio=0.1)])])

    assert who(events) == [(Change.RESOLVED, "hog")]


def test_another_eye_that_gives_other_slots_changes_nobody() -> None:
    asked = rule(Subject.PROCESS, metric_id="cpu_ratio", warn=0.8)
    judge = Judge([asked])
    one, other = named("hog", 1, cpu_ratio=0.9), named("calm", 2, cpu_ratio=0.1)
    events = play(judge, [people(0, [one, other], serials=[1, 2])])
    events += play(judge, [people(1, [other, one], serials=[1, 2], elapsed_s=0.0)])
    events += play(judge, [people(2, [other, named("hog", 1, cpu_ratio=0.1)], serials=[1, 2])])

    assert who(events) == [(Change.FIRED, "hog"), (Change.RESOLVED, "hog")]


# ---- rules that change, and rules that are wrong


def test_rules_that_did_not_change_keep_their_state() -> None:
    kept, changed = host_rule(warn=0.8, for_s=5), replace(host_rule(warn=0.8, for_s=5), id="changed")
    removed = replace(host_rule(warn=0.8), id="removed")
    judge = Judge([kept, changed, removed])
    assert changes(play(judge, (machine(at_s, 0.9) for at_s in range(3)))) == [Change.FIRED]

    judge.use([replace(kept, title="called otherwise"), replace(changed, condition=Condition(warn=0.7, for_s=5))])
    events = play(judge, (machine(at_s, 0.9) for at_s in range(3, 7)))

    assert [(one.rule_id, one.change, one.at_ms - START_MS) for one in events] == [
        ("removed", Change.RESOLVED, 3000),
        ("rule", Change.FIRED, 5000),
    ]


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        (rule(Subject.HOST, metric_id="host.nonsense", warn=1), "metric"),
        (rule(Subject.HOST, metric_id=BUSY), "warn"),
        (rule(Subject.HOST, metric_id=BUSY, warn=NAN), "warn"),
        (rule(Subject.HOST, metric_id=BUSY, warn=0.9, critical=0.5), "critical"),
        (rule(Subject.HOST, metric_id=BUSY, warn=0.9, clear=0.95), "clear"),
        (rule(Subject.HOST, metric_id=BUSY, warn=0.9, for_s=-1), "for"),
        (rule(Subject.HOST, metric_id=BUSY, warn=0.9, over=Over.MEAN), "window"),
        (rule(Subject.HOST, metric_id="host.load.1min", instance="sda", warn=1), "instance"),
        (rule(Subject.PROCESS, metric_id="name", warn=1), "metric"),
        (rule(Subject.PROCESS, metric_id="cpu_ratio", where="cpu >> 1", warn=1), "where"),
        (rule(Subject.USER, metric_id="last_cpu", warn=1), "metric"),
        (rule(Subject.NOT_RUNNING), "where"),
        (rule(Subject.RESTARTS, warn=1), "window"),
        (rule(Subject.FULL_IN, metric_id=BUSY, warn=1), "metric"),
        (rule(Subject.ANOMALY, metric_id="nonsense", warn=1), "metric"),
    ],
)  # fmt: skip
def test_a_rule_that_makes_no_sense_is_named_and_the_others_go_on(wrong: Rule, where: str) -> None:
    judge = Judge([wrong, replace(host_rule(warn=0.8), id="good")])

    events = play(judge, [machine(0, 0.9)])

    assert [one.rule_id for one in events] == ["good"]
    assert [(one.rule, one.where) for one in judge.problems] == [("rule", where)]
    assert judge.problems[0].words


def test_a_rule_that_is_off_is_not_judged() -> None:
    assert play(Judge([replace(host_rule(warn=0.8), is_enabled=False)]), [machine(0, 0.9)]) == []
