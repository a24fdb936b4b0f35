"""What rules cost: run `python tests/bench/bench_rules.py [--week FOLDER]`; figures are milliseconds of CPU a beat.

Fifty rules of all kinds are judged on a machine where a tenth of the processes work and another one comes every ten
seconds; no beat of the first minutes is counted, in which everything is new. `calm` are rules whose thresholds nobody
passes, as on most days; of `busy` every fifth rule has things beyond its threshold all the time. With the folder of
`history_store.py`, rules of the machine are played over its week too.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from procmon_gui.alerts.dry_run import DryRuns
from procmon_gui.alerts.judge import Judge
from procmon_gui.alerts.shipped import SHIPPED
from procmon_gui.domain.derive import derive
from procmon_gui.domain.history import Span
from procmon_gui.domain.patience import Patient
from procmon_gui.domain.rules import EACH_INSTANCE, Condition, Over, Rule, Side, Subject
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.suspicion import SCORE, TELLING, instance_of
from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.played import PlayedHistory
from procmon_gui.store.history.recent import RecentMemory
from tests.bench.history_store import DAY_MS, END_MS, Machine

WARM_UP, COUNTED = 150, 150
_FOR_S: Final = 30.0


def _rule(number: int, subject: Subject, metric_id: str = "", *, where: str = "", instance: str = "",
          condition: Condition) -> Rule:  # fmt: skip
    return Rule(id=f"bench-{number}", title="", subject=subject, metric_id=metric_id, where=where, instance=instance,
                condition=condition)  # fmt: skip


def fifty_rules(*, is_busy: bool) -> list[Rule]:
    """Return the shipped ones, and more of each kind."""
    high = Condition(warn=1e15, critical=2e15, for_s=_FOR_S)
    mean = replace(high, over=Over.MEAN, window_s=60)
    low = Condition(warn=0.05, clear=0.0, for_s=_FOR_S) if is_busy else high
    soon = Condition(side=Side.BELOW, warn=600, for_s=_FOR_S, window_s=300)
    kinds: list[tuple[Subject, str, str, str, Condition]] = [
        (Subject.PROCESS, "cpu_ratio", "", "", low),
        (Subject.PROCESS, "rss_bytes", "name ~ program-1", "", high),
        (Subject.PROCESS, "cpu_ratio", "user = anna", "", mean),
        (Subject.PROCESS, "disk_bytes_per_s", "cpu > 1% or name ~ /^job-[0-9]+$/", "", high),
        (Subject.PROGRAM, "cpu_ratio", "", "", low),
        (Subject.PROGRAM, "rss_bytes", "user = root", "", high),
        (Subject.USER, "rss_bytes", "", "", high),
        (Subject.UNIT, "cpu_ratio", "", "", mean),
        (Subject.TOGETHER, "threads", "name ~ program", "", high),
        (Subject.NOT_RUNNING, "", "name = program-7", "", Condition(for_s=_FOR_S)),
        (Subject.RESTARTS, "", "name ~ job", "", replace(high, window_s=600)),
        (Subject.GROWTH, "", "", "", soon),
        (Subject.HOST, "host.cpu.busy_ratio", "", "", mean),
        (Subject.HOST, "host.load.1min", "", "", low),
        (Subject.HOST, "host.disk.busy_ratio", "", EACH_INSTANCE, high),
    ]
    more = [kinds[place % len(kinds)] for place in range(50 - len(SHIPPED))]
    return [
        *SHIPPED,
        *(
            _rule(number, subject, metric_id, where=where, instance=instance, condition=condition)
            for number, (subject, metric_id, where, instance, condition) in enumerate(more)
        ),
    ]


def beats(processes: int, *, warm_up: int = WARM_UP, counted: int = COUNTED) -> list[Snapshot]:
    """Return what was shown of some minutes."""
    found, previous = [], None
    scores = {instance_of(metric_id): 0.0 for metric_id in TELLING}
    for reading in Machine(processes, END_MS).beats(warm_up + counted):
        snapshot = derive(previous, reading)
        found.append(replace(snapshot, host={**snapshot.host, SCORE: scores}))
        previous = reading
    return found


def cost_ms(rules: Sequence[Rule], snapshots: Sequence[Snapshot], *, warm_up: int = WARM_UP) -> list[float]:
    """Return the CPU time of each beat that is counted."""
    judge, taken = Judge(rules), []
    for snapshot in snapshots:
        start = time.thread_time_ns()
        judge.beat(snapshot)
        taken.append((time.thread_time_ns() - start) / 1e6)
    assert not judge.problems, judge.problems
    return taken[warm_up:]


def by_kind(snapshots: Sequence[Snapshot]) -> None:
    """Print what a rule of each kind costs."""
    rules = fifty_rules(is_busy=True)
    for rule in rules[len(SHIPPED) : len(SHIPPED) + 15]:
        taken = cost_ms([rule], snapshots)
        print(f"         {statistics.median(taken) * 1000:7.1f} µs  {rule.subject.value} {rule.metric_id} {rule.where}")


def play_week(folder: Path) -> None:
    """Print how long it takes to play rules of the machine over a week."""
    history = LongHistory(RecentMemory(), folder / FILE_NAME)
    history.refresh()
    tester, week = DryRuns(PlayedHistory(history)), Span(from_ms=END_MS - 7 * DAY_MS, to_ms=END_MS)
    for rule in SHIPPED:
        if rule.subject in (Subject.HOST, Subject.FULL_IN):
            began, began_cpu = time.perf_counter(), time.process_time()
            found = tester.test(rule, week, Patient())
            wall, cpu = time.perf_counter() - began, time.process_time() - began_cpu
            print(
                f"{wall:6.1f} s ({cpu:.1f} s of CPU)  {rule.id}: {found.beat_count} beats, {len(found.events)} events"
            )
    history.close()


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--week", type=Path, help="the folder of a history that history_store.py made")
    options = parser.parse_args()
    print(f"{'processes':>9} {'rules':>6} {'median':>8} {'p95':>8} {'most':>8}")
    for processes in (1_000, 5_000, 10_000):
        snapshots = beats(processes)
        for name in ("calm", "busy"):
            rules = fifty_rules(is_busy=name == "busy")
            taken = sorted(cost_ms(rules, snapshots))
            print(f"{processes:>9} {name:>6} {statistics.median(taken):8.2f} {taken[int(len(taken) * 0.95)]:8.2f} "
                  f"{taken[-1]:8.2f}")  # fmt: skip
        if processes == 1_000:
            by_kind(snapshots)
    if options.week is not None:
        play_week(options.week)


if __name__ == "__main__":
    main()
