"""Why a value is unknown: decided here once, worded by each face in its own language."""

from enum import Enum
from typing import Final

import numpy as np

from procmon_gui.domain.metrics import Look, Metric
from procmon_gui.domain.process_metrics import STATE_LABELS
from procmon_gui.domain.reading import ENDS, Refusal
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.units import Unit

ZOMBIE: Final = STATE_LABELS.index("zombie")

_LOOK_REFUSALS: Final = {
    Look.STATUS: Refusal.STATUS,
    Look.SMAPS: Refusal.SMAPS,
    Look.DESCRIPTORS: Refusal.DESCRIPTORS,
    Look.SCORES: Refusal.SCORES,
    Look.GPU: Refusal.GPU,
    Look.SOCKETS: Refusal.SOCKETS,
}
_FIELD_REFUSALS: Final = {"executable": Refusal.EXECUTABLE, "command_line": Refusal.COMMAND_LINE}
_PROGRAM_ONLY: Final = frozenset({"executable", "command_line", "pss_bytes", "swap_bytes", "peak_rss_bytes", "tty"})


class Reason(Enum):
    """Why a field of a process has no value."""

    REFUSED = "refused"
    UNSUPPORTED = "unsupported"
    KERNEL_THREAD = "kernel-thread"
    ZOMBIE = "zombie"
    FIRST_SIGHT = "first-sight"
    NOT_READ_YET = "not-read-yet"
    NOT_TOLD = "not-told"
    NOT_KEPT = "not-kept"
    NO_END = "no-end"


def why_unknown(snapshot: Snapshot, slot: int, metric: Metric) -> Reason:
    """Return why `metric` has no value for the process in `slot`; asked only where it has none."""
    if snapshot.average_of_ms:
        return Reason.NOT_KEPT
    if metric.id in snapshot.unsupported:
        return Reason.UNSUPPORTED
    if metric.id in ENDS and np.isnan(_number(snapshot, "ended_at_utc", slot)):
        return Reason.NO_END
    if snapshot.refusals(slot) & refusal_of(metric):
        return Reason.REFUSED
    if metric.id in _PROGRAM_ONLY and _number(snapshot, "kernel_thread", slot) == 1:
        return Reason.KERNEL_THREAD
    if _number(snapshot, "state", slot) == ZOMBIE:
        return Reason.ZOMBIE
    if metric.unit is Unit.RATIO or metric.unit.value.endswith("/s"):
        # A rate needs two looks. Where what it is made of was not read either, that comes first.
        return Reason.FIRST_SIGHT
    if metric.look is not Look.CHEAP:
        return Reason.NOT_READ_YET
    return Reason.NOT_TOLD


def refusal_of(metric: Metric) -> Refusal:
    """Return the reads without which the metric stays unknown."""
    if metric.id.startswith("disk_"):
        return Refusal.DISK
    return _FIELD_REFUSALS.get(metric.id, _LOOK_REFUSALS.get(metric.look, Refusal.NONE))


def _number(snapshot: Snapshot, metric_id: str, slot: int) -> float:
    column = snapshot.columns.get(metric_id)
    return float("nan") if column is None else float(np.asarray(column)[slot])
