"""Beats made by hand for tests of rules: the machine and its processes a second apart, or as a test says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from procmon_gui.alerts.judge import Judge
from procmon_gui.domain.alerts import AlertEvent, Change
from procmon_gui.domain.rules import Condition, Rule, Subject
from procmon_gui.domain.snapshot import Snapshot
from tests.query.tables import Row, snapshot_of

START_MS = 1_700_000_000_000
NAN = float("nan")
BUSY = "host.cpu.busy_ratio"


def host_rule(**condition: Any) -> Rule:
    """Return a rule about the CPU of the machine."""
    return rule(Subject.HOST, metric_id=BUSY, **condition)


def rule(subject: Subject, *, metric_id: str = "", where: str = "", instance: str = "", **condition: Any) -> Rule:
    """Return a rule whose condition is given."""
    made = Condition(**condition)
    return Rule(id="rule", title="", subject=subject, condition=made, metric_id=metric_id, where=where,
                instance=instance)  # fmt: skip


def machine(
    at_s: float, busy: float = NAN, *, host: Mapping[str, Mapping[str, float]] | None = None, boot_id: str = "boot"
) -> Snapshot:
    """Return a beat in which only the machine is known."""
    return people(at_s, [], host=host if host is not None else {BUSY: {"": busy}}, boot_id=boot_id)


def named(name: str, pid: int, **numbers: float | str | None) -> Row:
    """Return a process."""
    return {"name": name, "executable": f"/bin/{name}", "pid": float(pid), "user": "anna", "unit": "x.service",
            **numbers}  # fmt: skip


def people(
    at_s: float,
    rows: Sequence[Row | None],
    *,
    serials: Sequence[int] | None = None,
    revisions: Sequence[int] | None = None,
    host: Mapping[str, Mapping[str, float]] | None = None,
    boot_id: str = "boot",
    elapsed_s: float = 1.0,
) -> Snapshot:
    """Return a beat with some processes."""
    made = snapshot_of([None if row is None else {"kernel_thread": 0.0, **row} for row in rows], serials=serials,
                       revisions=revisions, boot_id=boot_id)  # fmt: skip
    starts = np.array([np.nan if row is None else float(row.get("pid") or 0) for row in rows])
    return replace(
        made,
        at_ms=START_MS + round(at_s * 1000),
        monotonic_ns=round(at_s * 1e9),
        host=host or {},
        elapsed_s=elapsed_s,
        columns={**made.columns, "start_ticks": starts},
    )


def play(judge: Judge, snapshots: Iterable[Snapshot]) -> list[AlertEvent]:
    """Return all that a judge says of some beats."""
    return [event for snapshot in snapshots for event in judge.beat(snapshot)]


def changes(events: Iterable[AlertEvent]) -> list[Change]:
    """Return what changed."""
    return [event.change for event in events]


def busy(rule: Rule, values: Iterable[float], *, every_s: float = 1.0) -> list[AlertEvent]:
    """Return what a judge says of a CPU that goes like this."""
    return play(Judge([rule]), (machine(place * every_s, value) for place, value in enumerate(values)))
