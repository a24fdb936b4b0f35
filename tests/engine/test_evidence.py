"""What is found out about an alert: who made the rise comes first, not who always takes most."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from procmon_gui.domain import missing_evidence as evidence
from procmon_gui.domain.alerts import About, Alert, culprit_of
from procmon_gui.domain.crowds import Crowd, Group, Who
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.history import Series, Span
from procmon_gui.domain.host_metrics import HOST_METRICS
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.rules import Severity, Subject
from procmon_gui.domain.suspicion import SCORE
from procmon_gui.engine.evidence import (
    AFTER_MS,
    AROUND_MS,
    MOST_CULPRITS,
    MOST_CURVES,
    build_evidence,
    ranked_by,
)
from tests.store.desk.alert_samples import evidence as sample

NOW_MS = 1_700_000_000_000
ALERT = Alert(
    id=1, host="here", rule_id="cpu", title="CPU is busy", condition="", about=About(subject=Subject.HOST),
    metric_id="host.cpu.busy_ratio", instance="", severity=Severity.WARNING, since_ms=NOW_MS - 20_000,
    fired_ms=NOW_MS, resolved_ms=None, value=0.99, peak=0.99, threshold=0.9,
)  # fmt: skip


class Memory:
    """Processes by pid: what each took before and during, None where it was not there."""

    def __init__(self, took: dict[int, tuple[float | None, float | None]]) -> None:
        self.took = took
        self.covered_ms = (AROUND_MS, 20_000)
        self.reaches = Span(from_ms=NOW_MS - 10**7, to_ms=NOW_MS + 10**7)
        self.asked: list[tuple[str, tuple[Span, ...], Span, Group | None]] = []
        self.broken: set[str] = set()
        self.refreshed = 0
        # Of the machine, by metric: before and during.
        self.host: dict[str, tuple[float, float]] = {}

    def refresh(self) -> None:
        self.refreshed += 1
        self._check("refresh")

    def span(self) -> Span | None:
        return self.reaches

    def crowd(
        self, metric_id: str, windows: Sequence[Span], around: Span, near_ms: int, group: Group | None = None
    ) -> Crowd | None:
        self._check("crowd")
        self.asked.append((metric_id, tuple(windows), around, group))
        pairs = list(self.took.values())
        there = [[one is not None for one in column] for column in zip(*pairs, strict=True)]
        return Crowd(
            keys=[key(pid) for pid in self.took],
            means=np.array([[one or 0.0 for one in column] for column in zip(*pairs, strict=True)]).reshape(2, -1),
            was_there=np.array(there).reshape(2, -1),
            last_ms=np.full(len(pairs), NOW_MS),
            covered_ms=self.covered_ms,
            curve=Series(at_ms=np.arange(3) * 1000 + NOW_MS, values=np.ones(3)),
            came=sample().started,
            went=sample().ended,
        )

    def who(self, asked: ProcessKey, at_ms: int) -> Who | None:
        self._check("who")
        return Who(
            name=f"p{asked.pid}", executable=None, user="anna", unit=None, command_line=f"p{asked.pid} -x",
            parents=("sh",),
        )  # fmt: skip

    def host_series(self, metric_id: str, instance: str, from_ms: int, to_ms: int) -> Series:
        self._check("series")
        if metric_id in self.host:
            at_ms = np.arange(from_ms, to_ms, 1000)
            before, during = self.host[metric_id]
            return Series(at_ms=at_ms, values=np.where(at_ms < ALERT.since_ms, before, during))
        return Series(at_ms=np.arange(from_ms, to_ms, 1000), values=np.full(len(range(from_ms, to_ms, 1000)), 0.5))

    def series_of(self, asked: ProcessKey, metric_id: str, from_ms: int, to_ms: int) -> Series:
        return Series(at_ms=np.array([NOW_MS - 5000]), values=np.array([7.0]))

    def _check(self, name: str) -> None:
        if name in self.broken:
            raise Unavailable("damaged")


def key(pid: int) -> ProcessKey:
    return ProcessKey("boot", pid, 100)


def pids(found: object) -> list[int]:
    return [culprit.key.pid for culprit in found.culprits]  # type: ignore[attr-defined]


def test_who_made_the_rise_comes_first_and_not_who_always_takes_most() -> None:
    found = build_evidence(Memory({1: (3.0, 3.0), 2: (0.1, 1.1), 3: (0.0, 0.25), 4: (0.5, 0.1)}), ALERT, NOW_MS)

    assert pids(found) == [2, 3]
    assert [culprit.share for culprit in found.culprits] == [pytest.approx(0.8), pytest.approx(0.2)]
    assert culprit_of(found) == ("p2 (2)", pytest.approx(0.8))
    first = found.culprits[0]
    assert (first.before, first.during, first.command_line, first.user, first.parents) == (
        0.1, 1.1, "p2 -x", "anna", ("sh",),
    )  # fmt: skip
    assert (found.missing, found.culprit_metric_id) == ("", "cpu_ratio")
    assert (len(found.started), len(found.ended)) == (1, 1)


def test_who_is_seen_does_not_stand_in_for_those_who_lived_too_short_to_be_seen() -> None:
    """A storm of forks: of two cores of work processes that were seen did a quarter."""
    memory = Memory({1: (0.0, 0.4), 2: (0.0, 0.1)})
    memory.host = {"host.cpu.busy_ratio": (0.05, 0.55), "host.cpu.core_count": (4, 4), "host.cpu.limit_cores": (8, 8)}
    found = build_evidence(memory, ALERT, NOW_MS)
    assert [culprit.share for culprit in found.culprits] == [pytest.approx(0.2), pytest.approx(0.05)]
    assert found.missing == evidence.UNSEEN

    memory.host["host.cpu.busy_ratio"] = (0.05, 0.2)
    found = build_evidence(memory, ALERT, NOW_MS)
    assert [culprit.share for culprit in found.culprits] == [pytest.approx(0.8), pytest.approx(0.2)]
    assert found.missing == ""
    # A container that may use one core only is as busy as that core.
    memory.host |= {"host.cpu.busy_ratio": (0.0, 1.0), "host.cpu.limit_cores": (1, 1)}
    assert build_evidence(memory, ALERT, NOW_MS).culprits[0].share == pytest.approx(0.4)


def test_who_came_with_the_rise_and_who_is_gone_already_count() -> None:
    found = build_evidence(Memory({1: (0.0, 0.0), 2: (None, 0.9), 3: (0.2, None)}), ALERT, NOW_MS)

    assert pids(found) == [2]
    assert (found.culprits[0].before, found.culprits[0].during) == (None, 0.9)


def test_the_quiet_time_is_before_the_threshold_was_passed_and_not_before_it_fired() -> None:
    memory = Memory({2: (0.0, 1.0)})
    late = replace(ALERT, since_ms=NOW_MS - 600_000)
    found = build_evidence(memory, late, NOW_MS)

    _, (before, during), around, _ = memory.asked[0]
    assert before == Span(from_ms=NOW_MS - 900_000, to_ms=NOW_MS - 600_001)
    assert during == Span(from_ms=NOW_MS - 600_000, to_ms=NOW_MS - 300_000)
    assert around == Span(from_ms=NOW_MS - AROUND_MS, to_ms=NOW_MS)
    assert (found.before_from_ms, found.before_to_ms) == (before.from_ms, before.to_ms)


def test_where_nothing_rose_those_that_take_most_are_shown_and_nobody_is_accused() -> None:
    found = build_evidence(Memory({1: (1.0, 1.0), 2: (2.0, 2.01)}), ALERT, NOW_MS)

    assert pids(found) == [2, 1]
    assert [culprit.share for culprit in found.culprits] == [None, None]
    assert found.missing == evidence.NO_RISE
    assert culprit_of(found) == ("", None)


def test_what_grows_slowly_is_compared_with_a_time_that_lies_further_back() -> None:
    class Leak(Memory):
        def crowd(
            self, metric_id: str, windows: Sequence[Span], around: Span, near_ms: int, group: Group | None = None
        ) -> Crowd | None:
            hours_ago = (ALERT.since_ms - windows[0].to_ms) / 3_600_000
            self.took = {1: (3.0, 3.0), 2: (1.0 - hours_ago * 0.1, 1.0)}
            return super().crowd(metric_id, windows, around, near_ms, group)

    memory = Leak({})
    found = build_evidence(memory, ALERT, NOW_MS)

    assert pids(found) == [2]
    assert found.missing == ""
    assert [round((ALERT.since_ms - asked[1][0].to_ms) / 60_000) for asked in memory.asked] == [0, 15, 60]
    assert found.before_to_ms == ALERT.since_ms - 3_600_001
    memory.reaches = Span(from_ms=NOW_MS - 600_000, to_ms=NOW_MS)
    assert build_evidence(memory, ALERT, NOW_MS).missing == evidence.NO_RISE


def test_a_rise_that_is_spread_over_many_is_nobodys() -> None:
    found = build_evidence(Memory(dict.fromkeys(range(20), (0.0, 0.1))), ALERT, NOW_MS)

    assert len(found.culprits) == MOST_CULPRITS
    assert culprit_of(found) == ("", None)


def test_an_alert_about_a_process_names_it_first_also_where_another_one_rose_more() -> None:
    about = About(subject=Subject.PROCESS, name="p1", key=key(1))
    found = build_evidence(
        Memory({1: (0.9, 1.0), 2: (0.0, 3.0)}), replace(ALERT, about=about, metric_id="cpu_ratio"), NOW_MS
    )

    assert pids(found) == [1, 2]
    assert found.values.tolist() == [7.0]


def test_a_group_is_asked_for_alone_and_its_curve_is_that_of_all_in_it() -> None:
    memory = Memory({1: (0.0, 1.0)})
    about = About(subject=Subject.PROGRAM, name="p1")
    found = build_evidence(memory, replace(ALERT, about=about, metric_id="cpu_ratio"), NOW_MS)

    assert memory.asked[0][3] == Group(about=about)
    assert len(found.at_ms) == 1  # as far as it has come
    build_evidence(memory, replace(ALERT, about=about, metric_id="major_faults_per_s"), NOW_MS)
    assert [asked[0] for asked in memory.asked[1:]] == ["cpu_ratio", "major_faults_per_s"]


def test_those_that_a_filter_selects_are_asked_for_together() -> None:
    memory = Memory({1: (0.0, 1.0)})
    about = About(subject=Subject.TOGETHER)
    found = build_evidence(memory, replace(ALERT, about=about, metric_id="cpu_ratio"), NOW_MS, "name = p1")

    assert memory.asked[0][3] == Group(about=about, where="name = p1")
    assert (len(found.at_ms), found.missing) == (1, "")


def test_a_program_that_is_unusual_is_asked_for_alone() -> None:
    memory = Memory({1: (0.0, 1.0)})
    about = About(subject=Subject.ANOMALY, name="p1", executable="/bin/p1")
    build_evidence(memory, replace(ALERT, about=about, metric_id="cpu_ratio"), NOW_MS)
    build_evidence(memory, replace(ALERT, about=replace(about, name="")), NOW_MS)

    assert [asked[3] for asked in memory.asked] == [Group(about=replace(about, subject=Subject.PROGRAM)), None]


def test_what_is_not_running_is_nobodys_fault_and_who_ended_is_shown() -> None:
    about = About(subject=Subject.NOT_RUNNING, name="nginx")
    found = build_evidence(Memory({1: (0.0, 1.0)}), replace(ALERT, about=about, metric_id=""), NOW_MS)

    assert (list(found.culprits), len(found.ended), len(found.at_ms)) == ([], 1, 0)


def test_it_is_complete_when_the_five_minutes_after_are_over_and_says_what_is_missing() -> None:
    memory = Memory({1: (0.0, 1.0)})
    assert not build_evidence(memory, ALERT, NOW_MS + AFTER_MS).is_complete
    assert build_evidence(memory, ALERT, NOW_MS + AFTER_MS + 1).missing == ""
    memory.reaches = Span(from_ms=NOW_MS - 60_000, to_ms=NOW_MS + 100_000)
    found = build_evidence(memory, ALERT, NOW_MS + AFTER_MS + 1)

    assert found.is_complete
    assert found.missing == f"{evidence.NOT_ALL_BEFORE} {evidence.NOT_ALL_AFTER}"


def test_of_a_time_that_nobody_recorded_nothing_is_told() -> None:
    memory = Memory({})
    memory.reaches = Span(from_ms=0, to_ms=NOW_MS - 10**6)
    found = build_evidence(memory, ALERT, NOW_MS + 10**6)

    assert (found.missing, found.is_complete, list(found.culprits)) == (evidence.NOTHING, True, [])


def test_without_the_time_before_nobody_is_accused() -> None:
    memory = Memory({1: (None, 1.0)})
    memory.covered_ms = (0, 20_000)
    found = build_evidence(memory, ALERT, NOW_MS)

    assert (pids(found), found.culprits[0].share, found.missing) == ([1], None, evidence.NOT_BEFORE)


@pytest.mark.parametrize("broken", ["refresh", "crowd", "series", "who"])
def test_what_can_not_be_read_is_told_and_all_else_is_kept(broken: str) -> None:
    memory = Memory({1: (0.0, 1.0)})
    memory.broken = {broken}
    found = build_evidence(memory, ALERT, NOW_MS)

    assert evidence.NOT_READ in found.missing
    assert found.missing.count(evidence.NOT_READ) == 1
    assert (len(found.at_ms) > 0) == (broken != "series")
    assert (len(found.culprits) > 0) == (broken not in ("crowd", "who"))


def test_of_the_first_ones_the_curve_is_kept_at_the_times_of_what_was_watched() -> None:
    found = build_evidence(Memory({pid: (0.0, 1.0 + pid) for pid in range(6)}), ALERT, NOW_MS)

    with_curve = [culprit.values for culprit in found.culprits if culprit.values is not None]
    assert len(with_curve) == MOST_CURVES
    assert len(with_curve[0]) == len(found.at_ms)
    assert with_curve[0][found.at_ms == NOW_MS - 5000].tolist() == [7.0]
    assert np.isnan(with_curve[0]).sum() == len(found.at_ms) - 1


@pytest.mark.parametrize(
    ("metric_id", "by"),
    [
        ("host.memory.available_bytes", "rss_bytes"), ("host.swap.used_bytes", "rss_bytes"),
        ("host.pressure.memory.some_ratio", "rss_bytes"), ("host.pressure.io.full_ratio", "disk_bytes_per_s"),
        ("host.disk.busy_ratio", "disk_bytes_per_s"), ("host.filesystem.available_bytes", "disk_write_bytes_per_s"),
        ("host.network.sent_bytes_per_s", "tcp_bytes_per_s"), ("host.pressure.cpu.some_ratio", "cpu_ratio"),
        ("host.load.1min", "cpu_ratio"),
        ("host.memory.dirty_bytes", "disk_write_bytes_per_s"),
        ("swap_bytes", "rss_bytes"), ("disk_read_bytes_per_s", "disk_bytes_per_s"),
    ],
)  # fmt: skip
def test_processes_are_ranked_by_what_the_metric_is_about(metric_id: str, by: str) -> None:
    assert ranked_by(replace(ALERT, metric_id=metric_id)) == by
    unusual = replace(ALERT, metric_id=SCORE, instance=metric_id.removeprefix("host."))
    assert ranked_by(unusual) == by or not metric_id.startswith("host.")


@pytest.mark.parametrize("subject", [Subject.HOST, Subject.ANOMALY])
@pytest.mark.parametrize(("load", "is_accused"), [((0.5, 8.0), True), ((8.0, 0.5), False)])
def test_of_what_is_unusually_little_nobody_is_said_to_have_made_the_rise(
    subject: Subject, load: tuple[float, float], is_accused: bool
) -> None:
    """What is less than usual is as unusual as what is more; that somebody took more meanwhile is beside the point."""
    memory = Memory({1: (3.0, 0.1), 2: (0.1, 0.4)})
    memory.host = {"host.load.1min": load}
    alert = replace(ALERT, metric_id=SCORE, instance="load.1min")
    if subject is Subject.ANOMALY:
        alert = replace(ALERT, metric_id="host.load.1min", about=About(subject=subject))
    found = build_evidence(memory, alert, NOW_MS)

    assert culprit_of(found) == (("p2 (2)", pytest.approx(1.0)) if is_accused else ("", None))
    assert found.missing == ("" if is_accused else evidence.FELL)
    assert pids(found) == ([2] if is_accused else [2, 1])


def test_there_is_a_way_to_rank_for_every_metric_there_is() -> None:
    for metric in (*HOST_METRICS, *PROCESS_CATALOGUE.metrics):
        assert ranked_by(replace(ALERT, metric_id=metric.id)) in PROCESS_CATALOGUE.by_id
    assert ranked_by(replace(ALERT, metric_id="", about=About(subject=Subject.GROWTH))) == "rss_bytes"


def test_what_is_missing_is_told_in_sentences_that_can_be_told_apart_again() -> None:
    said = evidence.joined((evidence.NOT_READ, evidence.NOTHING, evidence.NOT_READ))

    assert evidence.parted(said) == [evidence.NOT_READ, evidence.NOTHING]
    assert evidence.parted(f"{evidence.NOTHING} Something else. And more.") == [
        evidence.NOTHING, "Something else. And more.",
    ]  # fmt: skip
    assert evidence.parted("") == []
    assert len(set(evidence.SENTENCES)) == len(evidence.SENTENCES)
