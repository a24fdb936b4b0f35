"""Which processes grow without bound: a leak, and not what starts up, settles, or takes and gives back."""

from collections.abc import Callable

import numpy as np
import pytest

from procmon_gui.alerts.growth import Growth
from procmon_gui.alerts.judge import Judge
from procmon_gui.alerts.moment import Moment
from procmon_gui.domain.alerts import AlertEvent, Change
from procmon_gui.domain.rules import Side, Subject
from tests.alerts.beats import START_MS, people, rule
from tests.query.tables import Row

MIB = 1024.0**2
GIB = 1024.0**3
Course = Callable[[float, np.random.Generator], float]


def leak(per_s: float) -> Course:
    """Return a process that leaks so much."""
    return lambda at_s, chance: 200 * MIB + per_s * at_s + chance.normal(0, 2 * MIB)


def events_of(course: Course, *, minutes: int = 40, left: float = 8 * GIB) -> list[AlertEvent]:
    """Return what the shipped kind of rule says of one process, a beat every five seconds."""
    asked = rule(Subject.GROWTH, side=Side.BELOW, warn=3600, critical=600, clear=7200, window_s=600, for_s=60)
    judge, chance = Judge([asked]), np.random.default_rng(1)
    found: list[AlertEvent] = []
    for at_s in range(0, minutes * 60, 5):
        used = max(0.0, course(float(at_s), chance))
        row: Row = {"name": "it", "pid": 1.0, "rss_bytes": used, "shared_bytes": 0.0}
        host = {"host.memory.size_bytes": {"": 16 * GIB}, "host.memory.used_bytes": {"": 16 * GIB - (left - used)}}
        found += judge.beat(people(at_s, [row], host=host))
    return found


@pytest.mark.parametrize("minutes_left", [20, 45])
def test_a_leak_is_told_long_before_the_memory_ends(minutes_left: float) -> None:
    """Told a minute after ten minutes were seen, or once an hour is left; and again as critical ten minutes before."""
    per_s = 8 * GIB / (60 * minutes_left)

    fired, *later = events_of(leak(per_s), minutes=round(minutes_left) - 2, left=8 * GIB)

    assert fired.change is Change.FIRED
    assert (fired.at_ms - START_MS) / 60_000 < 13
    assert fired.value == pytest.approx(60 * minutes_left - (fired.at_ms - START_MS) / 1000, rel=0.15)
    assert Change.WORSENED in [one.change for one in later] or fired.severity > 2


@pytest.mark.parametrize(
    "course",
    [
        pytest.param(lambda at_s, chance: 4 * GIB * (1 - np.exp(-at_s / 60)), id="starts up"),
        pytest.param(lambda at_s, chance: min(6 * GIB, at_s * 20 * MIB), id="loads for five minutes"),
        pytest.param(lambda at_s, chance: 6 * GIB * (1 - np.exp(-at_s / 400)), id="a cache that settles"),
        pytest.param(lambda at_s, chance: GIB + 3 * GIB * (at_s % 120) / 120, id="a sawtooth of two minutes"),
        pytest.param(lambda at_s, chance: GIB + 3 * GIB * (at_s % 500) / 500, id="a sawtooth of eight minutes"),
        pytest.param(lambda at_s, chance: 4 * GIB + chance.normal(0, 0.2 * GIB), id="noise"),
        pytest.param(lambda at_s, chance: GIB + 5 * GIB * (at_s > 700), id="a leap"),
        pytest.param(lambda at_s, chance: GIB + GIB * (at_s // 400), id="a leap now and then"),
        pytest.param(lambda at_s, chance: 200 * MIB + 1024 * at_s, id="a kilobyte a second"),
        pytest.param(lambda at_s, chance: 7 * GIB - at_s * MIB, id="becomes less"),
    ],
)  # fmt: skip
def test_what_does_not_grow_without_bound_is_no_alert(course: Course) -> None:
    assert events_of(course) == []


def test_a_process_that_took_the_slot_is_another_one() -> None:
    growth = Growth(24 * 10**9)
    unknown = growth.per_s(Moment(0, 0, 5 * 10**9), np.array([0.0]), np.array([1]), is_first=True)
    for at_s in range(1, 60):
        serial = 1 if at_s < 40 else 2
        found = growth.per_s(
            Moment(0, at_s * 10**9, 5 * 10**9), np.array([at_s * 100 * MIB]), np.array([serial]), is_first=False
        )
        assert np.isnan(found[0]) == (at_s < 24 or at_s >= 40), at_s
    assert np.isnan(unknown[0])


def test_a_gap_begins_anew() -> None:
    growth = Growth(24 * 10**9)
    times = [*range(30), *range(60, 80)]
    found = [
        growth.per_s(Moment(0, at_s * 10**9, 5 * 10**9), np.array([at_s * 100 * MIB]), np.array([1]), is_first=not at_s)
        for at_s in times
    ]

    assert found[29][0] > 0
    assert np.isnan(found[-1][0])
