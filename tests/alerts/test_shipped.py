"""The rules that came with the program: quiet on a machine that people work at, and loud on one that is in trouble."""

from collections.abc import Callable, Mapping

import numpy as np
import pytest

from procmon_gui.alerts.checking import problems_of
from procmon_gui.alerts.judge import Judge
from procmon_gui.alerts.shipped import SHIPPED
from procmon_gui.domain.alerts import AlertEvent, Change
from procmon_gui.domain.rules import Rule, Severity
from procmon_gui.domain.suspicion import SCORE
from tests.alerts.beats import people
from tests.query.tables import Row

GIB = 1024.0**3
SIZE = 16 * GIB
EVERY_S = 10

Machine = Callable[[float, np.random.Generator], Mapping[str, float]]
_QUIET: Mapping[str, float] = {"busy": 0.05, "used": 5 * GIB, "free": 60 * GIB, "memory": 0.0, "io": 0.01, "swap": 0.0}


def hours(course: Machine, count: float = 3.0) -> list[AlertEvent]:
    """Return what the shipped rules say of some hours of a machine with one program that works."""
    judge, chance = Judge(SHIPPED), np.random.default_rng(1)
    found: list[AlertEvent] = []
    for at_s in range(0, round(count * 3600), EVERY_S):
        now = {**_QUIET, **course(float(at_s), chance)}
        used = now["used"]
        host = {
            "host.cpu.busy_ratio": {"": now["busy"]},
            "host.memory.used_ratio": {"": used / SIZE},
            "host.memory.used_bytes": {"": used},
            "host.memory.size_bytes": {"": SIZE},
            "host.memory.available_bytes": {"": SIZE - used},
            "host.pressure.memory.full_ratio": {"": now["memory"]},
            "host.pressure.io.full_ratio": {"": now["io"]},
            "host.swap.both_bytes_per_s": {"": now["swap"]},
            "host.filesystem.available_bytes": {"/": now["free"]},
            "host.filesystem.used_ratio": {"/": 1 - now["free"] / (200 * GIB)},
        }
        one: Row = {"name": "it", "pid": 1.0, "cpu_ratio": now.get("core", 0.1), "shared_bytes": 0.0,
                    "rss_bytes": now.get("rss", 0.2 * GIB)}  # fmt: skip
        found += judge.beat(people(at_s, [one], host=host))
    return found


def compiles(at_s: float, chance: np.random.Generator) -> Mapping[str, float]:
    """Return a machine that compiles for three minutes in every half hour: cores, memory, disk, all of it."""
    phase = at_s % 1800
    if phase > 180:
        return {"used": 5 * GIB + chance.normal(0, 0.1 * GIB)}
    rises = min(phase, 120) / 120
    return {"busy": 1.0, "used": 5 * GIB + 7 * GIB * rises + chance.normal(0, 0.5 * GIB), "io": 0.5, "core": 0.99,
            "free": 60 * GIB - rises * 3 * GIB, "rss": 0.2 * GIB + 3 * GIB * rises}  # fmt: skip


def browses(at_s: float, chance: np.random.Generator) -> Mapping[str, float]:
    """Return a browser: memory that goes up for a while and falls back, cores that work now and then."""
    wave = np.sin(at_s / 600)
    used = 7 * GIB + 2 * GIB * wave + chance.normal(0, 0.2 * GIB)
    return {"busy": float(chance.beta(0.5, 3)), "used": used, "rss": 2 * GIB + 0.8 * GIB * wave}


def downloads(at_s: float, chance: np.random.Generator) -> Mapping[str, float]:
    """Return a download of 30 GB within an hour, to a disk with room for two of these."""
    return {"free": 60 * GIB - min(at_s / 3600, 1.0) * 30e9, "io": 0.3}


def opens_a_large_program(at_s: float, chance: np.random.Generator) -> Mapping[str, float]:
    """Return a program that takes half of the memory within a minute and a half, each hour anew."""
    grown = min(1.0, (at_s % 3600) / 90)
    return {"used": 5 * GIB + 7 * GIB * grown, "rss": 7 * GIB * grown, "busy": 0.6 if grown < 1 else 0.1}


@pytest.mark.parametrize("course", [compiles, browses, downloads, opens_a_large_program, lambda at_s, chance: {}])
def test_a_machine_that_people_work_at_is_no_alert(course: Machine) -> None:
    """Nothing is told; what only informs may be kept."""
    loud = [one for one in hours(course) if one.is_told and one.severity > Severity.INFO]

    assert [(one.rule_id, one.change) for one in loud] == []


@pytest.mark.parametrize(
    ("rule_id", "course"),
    [
        ("memory-nearly-exhausted", lambda at_s, chance: {"used": 15.2 * GIB}),
        ("memory-full-soon", lambda at_s, chance: {"used": min(SIZE, 5 * GIB + at_s * 12e6)}),
        ("process-grows", lambda at_s, chance: {"used": min(SIZE, 5 * GIB + at_s * 4e6), "rss": GIB + at_s * 4e6}),
        ("memory-pressure", lambda at_s, chance: {"memory": 0.3}),
        ("swap-thrash", lambda at_s, chance: {"swap": 2e7}),
        ("disk-nearly-full", lambda at_s, chance: {"free": 3 * GIB}),
        ("disk-full-soon", lambda at_s, chance: {"free": max(0.0, 60 * GIB - at_s * 12e6)}),
        ("disk-pressure", lambda at_s, chance: {"io": 0.9}),
        ("cpu-busy", lambda at_s, chance: {"busy": 1.0}),
        ("process-busy", lambda at_s, chance: {"core": 0.999}),
    ],
)  # fmt: skip
def test_a_machine_in_trouble_is_told(rule_id: str, course: Machine) -> None:
    fired = [one.rule_id for one in hours(course, 1.5) if one.change is Change.FIRED and one.is_told]

    assert rule_id in fired
    assert fired.count(rule_id) == 1


@pytest.mark.parametrize(
    ("score", "minutes", "told"),
    [
        (0.45, 60, []),  # nearly unusual
        (0.5, 14, []),
        (0.5, 60, ["unusual-for-long"]),
        (0.8, 2, []),
        (0.8, 4, ["very-unusual"]),
        (1.0, 60, ["very-unusual", "unusual-for-long"]),
    ],
)
def test_what_is_unusual_is_told_if_it_is_so_very_much_or_for_long(score: float, minutes: int, told: list[str]) -> None:
    judge = Judge(SHIPPED)
    events: list[AlertEvent] = []
    for at_s in range(0, 3600, EVERY_S):
        scores = {"memory.used_ratio": score if at_s < minutes * 60 else 0.0, "cpu.busy_ratio": 0.3}
        events += judge.beat(people(at_s, [], host={SCORE: scores}))

    fired = [one for one in events if one.change is Change.FIRED and one.is_told]
    assert [one.rule_id for one in fired] == told
    assert {(one.about.name, one.severity) for one in fired} <= {("memory.used_ratio", Severity.INFO)}


@pytest.mark.parametrize("rule", SHIPPED, ids=lambda rule: rule.id)
def test_a_shipped_rule_makes_sense(rule: Rule) -> None:
    assert problems_of(rule) == []
    assert rule.title
    assert rule.why
    assert rule.is_shipped
    assert rule.is_enabled
