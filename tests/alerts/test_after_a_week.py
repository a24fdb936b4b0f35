"""No program ran for a week, and the machine was started anew: what fired then is judged by what is now."""

from typing import Any, Final

import pytest

from procmon_gui.alerts.judge import Judge
from procmon_gui.domain.alerts import About, Change, Firing
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.rules import EACH_INSTANCE, Over, Rule, Severity, Side, Subject
from procmon_gui.domain.snapshot import Snapshot
from tests.alerts.beats import BUSY, START_MS, host_rule, named, people, play, rule

WEEK_S: Final = 7 * 86400
DISK: Final = "host.disk.busy_ratio"
MEMORY: Final = "host.memory.available_bytes"
# A device that is away is gone after ten minutes.
LASTS_S: Final = 700
PROGRAM: Final[dict[str, Any]] = {"metric_id": "cpu_ratio", "warn": 0.8}
WINDOW: Final[dict[str, Any]] = {"warn": 0.8, "over": Over.MEAN, "window_s": 60}


def about(subject: Subject, name: str = "", **which: Any) -> About:
    """Return what fired a week ago."""
    return About(subject=subject, name=name, **which)


def now(at_s: float, *, busy: float, running: bool) -> Snapshot:
    """Return a beat of today: one program, perhaps, and one of two disks."""
    rows = [named("hog", 7, cpu_ratio=busy, rss_bytes=1e6)] if running else [None]
    host = {BUSY: {"": busy}, DISK: {"": 0.1, "sda": 0.1}, MEMORY: {"": 4e9}, "host.memory.size_bytes": {"": 8e9}}
    return people(WEEK_S + at_s, rows, host=host, boot_id="another boot", elapsed_s=1.0 if at_s else 0.0)


def _name(one: Rule | About) -> str:
    return one.name if isinstance(one, About) else one.subject.value


HOG: Final[dict[str, Any]] = {"executable": "/bin/hog"}
OLD: Final = ProcessKey(boot_id="boot", pid=7, start_ticks=7)
GONE: Final = [
    (host_rule(warn=0.8), about(Subject.HOST)),
    (host_rule(warn=0.8, for_s=300), about(Subject.HOST)),
    (host_rule(**WINDOW), about(Subject.HOST)),
    (rule(Subject.HOST, metric_id=DISK, instance="sdb", warn=0.9), about(Subject.HOST, "sdb")),
    (rule(Subject.HOST, metric_id=DISK, instance=EACH_INSTANCE, warn=0.9), about(Subject.HOST, "sdb")),
    (rule(Subject.HOST, metric_id=DISK, instance=EACH_INSTANCE, warn=0.9), about(Subject.HOST, "sda")),
    (rule(Subject.PROCESS, metric_id="cpu_ratio", warn=0.8), about(Subject.PROCESS, "hog", key=OLD, **HOG)),
    (rule(Subject.PROGRAM, **PROGRAM), about(Subject.PROGRAM, "hog", **HOG)),
    (rule(Subject.PROGRAM, **PROGRAM), about(Subject.PROGRAM, "gone", executable="/bin/gone")),
    (rule(Subject.PROGRAM, metric_id="cpu_ratio", **WINDOW), about(Subject.PROGRAM, "hog", **HOG)),
    (rule(Subject.USER, **PROGRAM), about(Subject.USER, "anna")),
    (rule(Subject.TOGETHER, **PROGRAM), about(Subject.TOGETHER)),
    (rule(Subject.NOT_RUNNING, where="name = hog"), about(Subject.NOT_RUNNING)),
    (rule(Subject.RESTARTS, warn=3, window_s=600), about(Subject.RESTARTS, "hog", **HOG)),
    (
        rule(Subject.GROWTH, metric_id="rss_bytes", side=Side.BELOW, warn=600),
        about(Subject.GROWTH, "hog", key=OLD, **HOG),
    ),
    (rule(Subject.HEARTBEAT, warn=30), about(Subject.HEARTBEAT)),
]


def judge_of(asked: Rule, what: About) -> Judge:
    """Return one who begins with what fired a week ago, told then."""
    fired = Firing(
        rule_id=asked.id, about=what, severity=Severity.WARNING, since_ms=START_MS, fired_ms=START_MS, told_ms=START_MS
    )
    return Judge([asked], [fired])


@pytest.mark.parametrize(("asked", "what"), GONE, ids=_name)
def test_what_is_not_so_any_more_is_over_and_that_is_told(asked: Rule, what: About) -> None:
    judge = judge_of(asked, what)
    assert judge.looks <= {Look.SMAPS}
    events = play(judge, (now(at_s, busy=0.1, running=True) for at_s in range(0, LASTS_S, 5)))

    assert [(one.change, one.about.identity, one.is_told) for one in events] == [(Change.RESOLVED, what.identity, True)]
    assert judge.firing() == []


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        (host_rule(warn=0.8), about(Subject.HOST)),
        (host_rule(**WINDOW), about(Subject.HOST)),
        (rule(Subject.PROGRAM, **PROGRAM), about(Subject.PROGRAM, "hog", **HOG)),
        (rule(Subject.TOGETHER, **PROGRAM), about(Subject.TOGETHER)),
    ],
    ids=_name,
)
def test_what_is_so_again_or_still_fires_on_and_nobody_is_told_twice(asked: Rule, what: About) -> None:
    judge = judge_of(asked, what)

    assert play(judge, (now(at_s, busy=0.9, running=True) for at_s in range(0, LASTS_S, 5))) == []
    assert [(one.about.identity, one.fired_ms) for one in judge.firing()] == [(what.identity, START_MS)]


def test_what_should_run_and_still_does_not_fires_on() -> None:
    asked = rule(Subject.NOT_RUNNING, where="name = hog")
    judge = judge_of(asked, about(Subject.NOT_RUNNING))

    assert play(judge, (now(at_s, busy=0.1, running=False) for at_s in range(10))) == []
    assert len(judge.firing()) == 1
