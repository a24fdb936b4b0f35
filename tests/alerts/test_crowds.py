"""Many things at once are judged as each would be alone, whoever comes and goes; and fifty rules cost what they may."""

import statistics
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui.alerts import groups
from procmon_gui.alerts.judge import Judge
from procmon_gui.alerts.moment import Moment
from procmon_gui.alerts.place_windows import PlaceWindows
from procmon_gui.alerts.window import Window
from procmon_gui.domain.alerts import Change
from procmon_gui.domain.rules import Over, Subject
from tests.alerts.beats import people, play, rule
from tests.bench.bench_rules import beats, cost_ms, fifty_rules
from tests.query.tables import Row

NAMES = ("a", "b", "c", "d", None)
# Who is in each slot in a beat: a process by number with a name and a value, or nobody.
_SLOT = st.one_of(
    st.none(),
    st.tuples(st.integers(1, 12), st.sampled_from(NAMES), st.sampled_from([0.0, 3.0, 6.0, 20.0, float("nan")])),
)
_BEATS = st.lists(st.tuples(st.lists(_SLOT, min_size=6, max_size=6), st.booleans()), min_size=1, max_size=12)
LIMIT = 5.0


Seat = tuple[int, str | None, float] | None


def seated(slots: Sequence[Seat], before: Sequence[Seat]) -> list[Seat]:
    """Return each process in one slot only: that which it had in the beat before, where it was there."""
    slot_of = {one[0]: slot for slot, one in enumerate(before) if one is not None}
    found: list[Seat] = []
    seen: set[int] = set()
    for slot, one in enumerate(slots):
        is_right = one is not None and one[0] not in seen and slot_of.get(one[0], slot) == slot
        found.append(one if is_right else None)
        if one is not None and is_right:
            seen.add(one[0])
    return found


def added(one: float, other: float) -> float:
    """Return a sum of what is known."""
    if one != one or other != other:
        return other if one != one else one
    return one + other


def told_simply(values: Sequence[Mapping[object, float]]) -> list[set[tuple[Change, object]]]:
    """Return what changes in each beat, by the plain meaning of a threshold: unknown values change nothing."""
    firing: set[object] = set()
    found = []
    for known in values:
        over = {one for one in firing if one not in known or known[one] <= LIMIT}
        new = {one for one, value in known.items() if value > LIMIT and one not in firing}
        firing = (firing - over) | new
        found.append({(Change.RESOLVED, one) for one in over} | {(Change.FIRED, one) for one in new})
    return found


@pytest.mark.parametrize("subject", [Subject.PROCESS, Subject.PROGRAM, Subject.USER])
@settings(max_examples=120, deadline=None)
@given(_BEATS)
def test_each_is_judged_as_if_it_were_alone(subject: Subject, course: list[tuple[list[Seat], bool]]) -> None:
    """Slots that are given to others, names that change, another eye with other slots, groups that come and go."""
    judge = Judge([rule(subject, metric_id="rss_bytes", warn=LIMIT)])
    stale, groups._STALE = groups._STALE, 0  # type: ignore[misc]
    found, values = [], []
    names: dict[int, tuple[str | None, int]] = {}
    serials: dict[int, int] = {}
    chosen: list[Seat] = []
    for at_s, (slots, is_other_eye) in enumerate(course):
        chosen = seated(slots, () if is_other_eye else chosen)
        if is_other_eye:
            serials.clear()
        gone = set(serials) - {one[0] for one in chosen if one is not None}
        for who in gone:
            del serials[who]
        rows: list[Row | None] = []
        own, revisions = [], []
        known: dict[object, float] = {}
        for one in chosen:
            if one is None:
                rows.append(None)
                own.append(-1)
                revisions.append(0)
                continue
            who, name, value = one
            serials.setdefault(who, 1 + max(serials.values(), default=0) if is_other_eye else 1000 * at_s + who)
            before = names.get(who, (name, 0))
            names[who] = (name, before[1] + (before[0] != name))
            rows.append({"pid": float(who), "name": name, "executable": name, "user": name, "rss_bytes": value})
            own.append(serials[who])
            revisions.append(names[who][1])
            key: object = who if subject is Subject.PROCESS else name
            if key is not None:
                known[key] = added(known.get(key, float("nan")), value)
        snapshot = people(at_s, rows, serials=own, revisions=revisions, elapsed_s=0.0 if is_other_eye else 1.0)
        values.append(known)
        found.append(
            {
                (one.change, one.about.key.pid if subject is Subject.PROCESS and one.about.key else one.about.name)
                for one in judge.beat(snapshot)
            }
        )
    groups._STALE = stale  # type: ignore[misc]

    assert found == told_simply(values)


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from([Over.MEAN, Over.LEAST, Over.MOST]),
    st.lists(st.lists(st.sampled_from([0.0, 1.0, 5.0, float("nan")]), min_size=3, max_size=3), max_size=80),
    st.integers(5, 19),
)
def test_windows_of_many_are_those_of_each(over: Over, rows: list[list[float]], length_s: int) -> None:
    """Where a window has no more beats than parts, to the last bit of what can be seen."""
    many, each = PlaceWindows(over, length_s * 10**9), [Window(over, length_s * 10**9) for _ in range(3)]
    serials = np.arange(3)
    for at_s, row in enumerate(rows):
        moment = Moment(0, at_s * 10**9, 5 * 10**9)
        found = many.step(moment, np.array(row), serials, is_first=False)
        expected = [one.step(moment, value) for one, value in zip(each, row, strict=True)]
        assert found.tolist() == pytest.approx(expected, nan_ok=True), at_s


def test_ten_thousand_breaches_ring_once_each() -> None:
    """A storm: whoever sends it is told each once, however long it flaps, and nothing is lost."""
    judge = Judge([rule(Subject.PROCESS, metric_id="cpu_ratio", warn=0.5)])
    rows: list[Row] = [{"pid": float(pid), "name": f"p{pid}", "cpu_ratio": 0.9} for pid in range(10_000)]
    calm: list[Row] = [{**row, "cpu_ratio": 0.1} for row in rows]

    events = play(judge, [people(0, rows), people(1, calm), people(2, rows), people(3, calm)])

    assert sum(one.change is Change.FIRED for one in events) == 20_000
    assert sum(one.change is Change.FIRED and one.is_told for one in events) == 10_000


def test_fifty_rules_cost_less_than_three_milliseconds_of_cpu() -> None:
    """On a thousand processes, with things that fire all the time; the median of the beats, in CPU time."""
    snapshots = beats(1_000, warm_up=15, counted=25)

    assert statistics.median(cost_ms(fifty_rules(is_busy=True), snapshots, warm_up=15)) < 3.0
