"""A rule that is played over what was recorded has the events that it had live. Beats and store are real."""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procmon_gui.alerts.dry_run import DryRuns
from procmon_gui.alerts.judge import Judge
from procmon_gui.domain.alerts import AlertEvent, Change
from procmon_gui.domain.errors import Cancelled, WrongInput
from procmon_gui.domain.history import Span
from procmon_gui.domain.patience import Patient
from procmon_gui.domain.rules import EACH_INSTANCE, Behaviour, Condition, Over, Rule, Severity, Side, Subject
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.suspicion import SCORE
from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.played import PlayedHistory
from procmon_gui.store.history.recent import RecentMemory
from tests.alerts.beats import BUSY, NAN, host_rule, rule
from tests.bench.history_store import DAY_MS, END_MS, make
from tests.store.history.machines import day, live
from tests.store.history.real_beats import real_beats
from tests.store.history.recording import record, record_and_end, recover
from tests.store.history.test_live_and_replay import after_a_reboot, clock_set
from tests.store.history.test_old_times import border_of, forget

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="needs the eye")]

EVERYTHING = Span(from_ms=0, to_ms=2**53)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Recorded:
    """Beats as they were shown, when they were on the axis, and two histories that hold them."""

    shown: list[Snapshot]
    times: list[int]
    on_disk: LongHistory
    half_in_memory: LongHistory


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorded]:
    """Record real beats: then the clock is set back, and then the machine is started anew."""
    folder = tmp_path_factory.mktemp("recorded")
    beats = real_beats(100, interval_s=0.05)
    one, other = clock_set(beats[:70], 45, -60_000), after_a_reboot(beats[60:], away_ms=600_000)
    axis = RecentMemory()
    shown = record(folder, one, memory=axis)
    memory = RecentMemory()
    shown += record(folder, other, memory=memory)
    recover(folder)
    times = [*axis.newest(0).at_ms.tolist(), *memory.newest(0).at_ms.tolist()]
    on_disk, half = (LongHistory(one, folder / FILE_NAME) for one in (RecentMemory(), memory))
    on_disk.refresh()
    half.refresh()
    yield Recorded(shown, times, on_disk, half)
    on_disk.close()
    half.close()


def told_live(asked: Rule, shown: list[Snapshot], times: list[int]) -> list[AlertEvent]:
    """Return what a judge said when the beats were live."""
    judge = Judge([asked])
    return [event for at_ms, one in zip(times, shown, strict=True) for event in judge.beat(one, at_ms=at_ms)]


def plain(events: list[AlertEvent]) -> list[list[str]]:
    """Return events so that unknown values are equal; those of one beat in any order."""
    return sorted([str(getattr(one, name)) for name in AlertEvent.__slots__] for one in events)


# Values that real beats of a machine with a load are on both sides of.
_HOST = {
    (BUSY, ""): (0.05, 1.0), (BUSY, EACH_INSTANCE): (0.05, 1.0), ("host.cpu.system_ratio", ""): (0.01, 0.5),
    ("host.memory.used_ratio", ""): (0.005, 0.2), ("host.load.1min", ""): (0.1, 6.0),
    ("host.context_switches_per_s", ""): (100.0, 20_000.0), ("host.processes.threads", ""): (50.0, 1500.0),
    ("host.processes.count", ""): (30.0, 500.0), ("host.processes.running", ""): (0.5, 12.0),
    ("host.swap.both_bytes_per_s", ""): (-1.0, 1.0), ("host.filesystem.used_ratio", EACH_INSTANCE): (0.01, 0.9),
    ("host.disk.write_bytes_per_s", EACH_INSTANCE): (1.0, 1e6),
    ("host.network.sent_bytes_per_s", EACH_INSTANCE): (1.0, 1e6),
}  # fmt: skip
_PROCESS = {"cpu_ratio": (0.01, 1.0), "rss_bytes": (1e6, 1e8), "threads": (0.5, 12.0), "pss_bytes": (1e6, 1e8),
            "tcp_sent_bytes_per_s": (10.0, 1e6), "age_s": (0.1, 10.0)}  # fmt: skip
_WHERE = ("", "name ~ python", "state = running", "cpu > 5%", "kthread", "user = root and not kthread", "pss > 5MiB")


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Return a rule of any kind about this machine."""
    subject = draw(st.sampled_from([one for one in Subject if one not in (Subject.ANOMALY, Subject.HEARTBEAT)]))
    metric_id, instance, where, low, high = "", "", "", 0.5, 4.0
    if subject is Subject.HOST:
        (metric_id, instance), (low, high) = draw(st.sampled_from(sorted(_HOST.items())))
    elif subject is Subject.FULL_IN:
        metric_id, low, high = "host.memory.available_bytes", 10.0, 1e5
    else:
        where = draw(st.sampled_from(_WHERE if subject is not Subject.NOT_RUNNING else _WHERE[1:]))
    if subject in (Subject.PROCESS, Subject.PROGRAM, Subject.USER, Subject.UNIT, Subject.TOGETHER):
        metric_id, (low, high) = draw(st.sampled_from(sorted(_PROCESS.items())))
    side = draw(st.sampled_from(Side))
    levels = sorted(draw(st.tuples(*[st.floats(low, high)] * 3)), reverse=side is Side.BELOW)
    over = draw(st.sampled_from(Over)) if subject is not Subject.RESTARTS else Over.LAST
    return Rule(
        id="rule",
        title="",
        subject=subject,
        metric_id=metric_id,
        instance=instance,
        where=where,
        condition=Condition(
            side=side,
            warn=levels[1],
            critical=draw(st.sampled_from([None, levels[2]])),
            clear=draw(st.sampled_from([None, levels[0]])),
            for_s=draw(st.sampled_from([0.0, 0.0, 0.3, 1.5])),
            over=over,
            window_s=draw(st.sampled_from([0.4, 2.0])),
            severity=draw(st.sampled_from(Severity)),
        ),
        behaviour=draw(
            st.builds(Behaviour, cooldown_s=st.sampled_from([0.0, 1.0, 300.0]), repeat_s=st.sampled_from([0.0, 1.0]))
        ),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rules())
def test_any_rule_has_the_events_that_it_had_live(recorded: Recorded, asked: Rule) -> None:
    """Over a clock that was set back, another eye and another boot; from the disk, and half of it from memory."""
    expected = plain(told_live(asked, recorded.shown, recorded.times))

    for history in (recorded.on_disk, recorded.half_in_memory):
        found = DryRuns(PlayedHistory(history)).test(asked, EVERYTHING, Patient())
        assert plain(list(found.events)) == expected
        assert found.beat_count == len(recorded.shown)
        assert found.averages_to_ms == 0


def test_the_generated_rules_are_worth_playing(recorded: Recorded) -> None:
    """Of each kind, an easy threshold fires on these beats; so the comparison above is one of something."""
    asked = [
        host_rule(warn=0.01),
        rule(Subject.PROCESS, metric_id="cpu_ratio", warn=0.01),
        rule(Subject.PROGRAM, metric_id="rss_bytes", warn=1e6),
        rule(Subject.USER, metric_id="threads", warn=1),
        rule(Subject.TOGETHER, metric_id="tcp_sent_bytes_per_s", warn=1),
        rule(Subject.RESTARTS, warn=0.5, window_s=60),
        rule(Subject.NOT_RUNNING, where="name = nobody"),
    ]
    for one in asked:
        assert told_live(one, recorded.shown, recorded.times), one.subject


def test_a_part_of_the_time_is_played_from_where_it_begins(recorded: Recorded) -> None:
    times = recorded.times[20:40]
    asked = host_rule(warn=0.0001)
    judge = Judge([asked])
    expected = [
        e for at_ms, one in zip(times, recorded.shown[20:40], strict=True) for e in judge.beat(one, at_ms=at_ms)
    ]

    found = DryRuns(PlayedHistory(recorded.on_disk)).test(asked, Span(from_ms=times[0], to_ms=times[-1]), Patient())

    assert plain(list(found.events)) == plain(expected)
    assert found.beat_count == 20
    assert found.curve is not None
    assert len(found.curve.at_ms)
    assert found.gap_ms == 0


def test_what_is_not_known_of_a_time_is_said(recorded: Recorded) -> None:
    """Between the two boots lie ten minutes; before and after them there is nothing."""
    first, last = recorded.times[0], recorded.times[-1]
    span = Span(from_ms=first - 100_000, to_ms=last + 50_000)
    between = max(after - before for before, after in zip(recorded.times, recorded.times[1:], strict=False))

    for asked in (host_rule(warn=0.5), rule(Subject.PROCESS, metric_id="cpu_ratio", warn=0.9)):
        found = DryRuns(PlayedHistory(recorded.on_disk)).test(asked, span, Patient())
        assert found.gap_ms == pytest.approx(150_000 + between, abs=2000)


class Impatient:
    """Cancels after some progress."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int]] = []

    def is_cancelled(self) -> bool:
        return len(self.told) > 5

    def tell_progress(self, done: int, total: int) -> None:
        self.told.append((done, total))


@pytest.fixture(scope="module")
def twenty_minutes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LongHistory]:
    """Return a history of so many beats of one second."""
    folder = tmp_path_factory.mktemp("minutes")
    record(folder, day(1200), commit_every=60)
    recover(folder)
    history = LongHistory(RecentMemory(), folder / FILE_NAME)
    history.refresh()
    yield history
    history.close()


@pytest.mark.parametrize("subject", [Subject.HOST, Subject.PROCESS])
def test_it_is_cancelled_at_once_and_tells_how_far_it_is(twenty_minutes: LongHistory, subject: Subject) -> None:
    asked = rule(subject, metric_id=BUSY if subject is Subject.HOST else "cpu_ratio", warn=0.5)
    errand = Impatient()
    span = twenty_minutes.beats_span()
    assert span is not None

    with pytest.raises(Cancelled):
        DryRuns(PlayedHistory(twenty_minutes)).test(asked, span, errand)

    assert len(errand.told) == 6
    assert all(done <= total for done, total in errand.told)


def test_a_figure_of_the_machine_is_played_ten_thousand_times_as_fast_as_it_came(twenty_minutes: LongHistory) -> None:
    """In CPU time, since this machine may be busy with others; the least of some turns."""
    span = twenty_minutes.beats_span()
    assert span is not None

    assert _least_cpu_s(twenty_minutes, span, turns=5) < (span.to_ms - span.from_ms) / 1000 / 10_000


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_a_week_of_a_machine_with_four_hundred_processes_is_played_within_ten_seconds(tmp_path: Path) -> None:
    make(tmp_path, days=7, processes=400, hours=1, minutes_days=7, hours_days=7)
    history = LongHistory(RecentMemory(), tmp_path / FILE_NAME)
    history.refresh()

    assert _least_cpu_s(history, Span(from_ms=END_MS - 7 * DAY_MS, to_ms=END_MS), turns=1) < 10
    history.close()


def _least_cpu_s(history: LongHistory, span: Span, *, turns: int) -> float:
    """Return the least CPU time that it took to play a rule that fires now and then."""
    taken = []
    for _ in range(turns):
        began = time.process_time()
        found = DryRuns(PlayedHistory(history)).test(host_rule(warn=0.3, for_s=5), span, Patient())
        taken.append(time.process_time() - began)
        assert found.beat_count >= (span.to_ms - span.from_ms) / 1000 - 1
    return min(taken)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (rule(Subject.HOST, metric_id=BUSY), "which value"),
        (rule(Subject.HEARTBEAT, warn=60), "not recorded"),
        (rule(Subject.ANOMALY, metric_id="cpu_ratio", warn=0.5), "not recorded"),
        (host_rule(warn=NAN), "number"),
        (rule(Subject.PROCESS, metric_id="cpu_ratio", where="cpu >>", warn=1), "where: Column 6"),
    ],
)  # fmt: skip
def test_what_can_not_be_played_is_refused(tmp_path: Path, asked: Rule, words: str) -> None:
    tester = DryRuns(PlayedHistory(LongHistory(RecentMemory(), tmp_path / FILE_NAME)))

    with pytest.raises(WrongInput, match=words):
        tester.test(asked, EVERYTHING, Patient())


def test_what_is_unusual_is_played_from_what_was_recorded_of_it() -> None:
    memory = RecentMemory()
    beats = day(60)
    for place, one in enumerate(beats):
        one.host["anomaly.score"] = {"cpu.busy_ratio": 0.9 if 20 <= place < 40 else 0.1}  # type: ignore[index]
    live(beats, memory)
    history = LongHistory(memory, Path("/nowhere"))

    found = DryRuns(PlayedHistory(history)).test(rule(Subject.ANOMALY, metric_id=BUSY, warn=0.5), EVERYTHING, Patient())

    assert [one.at_ms - beats[0].at_ms for one in found.events] == [20_000, 40_000]
    assert found.curve is not None
    assert np.nanmax(found.curve.most) == pytest.approx(0.9)


@pytest.mark.parametrize("instance", ["*", "cpu.busy_ratio"])
def test_that_it_would_not_have_fired_is_told_apart_from_that_nobody_knows(instance: str) -> None:
    """In its first hours nothing is known of what is unusual: that says nothing of the rule."""
    asked = rule(Subject.HOST, metric_id=SCORE, instance=instance, warn=0.5)
    found = []
    for scores in ({}, {"cpu.busy_ratio": 0.0}):
        memory, beats = RecentMemory(), day(60)
        for one in beats:
            one.host.update({"anomaly.score": scores} if scores else {})  # type: ignore[attr-defined]
        live(beats, memory)
        player = DryRuns(PlayedHistory(LongHistory(memory, Path("/nowhere"))))
        found.append(player.test(asked, EVERYTHING, Patient()))

    assert [(one.is_known, one.beat_count, len(one.events)) for one in found] == [(False, 60, 0), (True, 60, 0)]


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LongHistory, list[Snapshot]]]:
    """Return three hours, of whose first two only minutes are left, and all that was shown."""
    folder = tmp_path_factory.mktemp("old")
    shown = record_and_end(folder, day(1100, every_s=10), commit_every=60)
    forget(folder, border_of(shown))
    history = LongHistory(RecentMemory(), folder / FILE_NAME)
    history.refresh()
    yield history, shown
    history.close()


@pytest.mark.parametrize(
    "asked",
    [
        rule(Subject.HOST, metric_id="host.load.1min", warn=0.5, for_s=120),
        rule(Subject.PROCESS, metric_id="rss_bytes", warn=1_000_000, for_s=120),
        rule(Subject.TOGETHER, metric_id="rss_bytes", warn=1_000_000, over=Over.MEAN, window_s=300),
    ],
    ids=lambda one: one.subject.value,
)
def test_where_only_minutes_are_left_their_averages_are_played(
    old: tuple[LongHistory, list[Snapshot]], asked: Rule
) -> None:
    """And the answer says up to when. What waits begins anew where beats begin."""
    history, shown = old
    beats = history.beats_span()
    assert beats is not None

    found = DryRuns(PlayedHistory(history)).test(asked, Span(from_ms=shown[0].at_ms, to_ms=shown[-1].at_ms), Patient())

    assert beats.from_ms - 120_000 < found.averages_to_ms <= beats.from_ms + 60_000
    minutes = (beats.from_ms - shown[0].at_ms) / 60_000
    assert found.beat_count == pytest.approx(minutes + sum(one.at_ms >= beats.from_ms for one in shown), abs=3)
    assert [one for one in found.events if one.at_ms < beats.from_ms]
    assert found.gap_ms < 180_000


def test_averages_follow_one_another_and_a_process_keeps_its_place(old: tuple[LongHistory, list[Snapshot]]) -> None:
    """A process of many minutes is one thing, though each minute has an order of its own."""
    history, shown = old
    beats = history.beats_span()
    assert beats is not None
    asked = rule(Subject.PROCESS, metric_id="rss_bytes", warn=8000, over=Over.MEAN, window_s=600)

    found = DryRuns(PlayedHistory(history)).test(
        asked, Span(from_ms=shown[0].at_ms, to_ms=beats.from_ms - 1), Patient()
    )

    lasting = [one for one in found.events if one.about.key is not None and one.about.key.pid in (101, 102)]
    assert sorted(one.about.key.pid for one in lasting if one.about.key is not None) == [101, 102]
    assert {one.change for one in lasting} == {Change.FIRED}
