"""What the status bar says: facts of the machine, the program's own cost, the health of its workers."""

import os
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.host_metrics import HOST_CATALOGUE
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.workers import Health, WorkerState
from procmon_gui.ui import spoken, text

translate = QCoreApplication.translate


class HealthWords(NamedTuple):
    """How sampling is doing: words, the whole story for the tooltip, and the sign before it."""

    text: str
    tooltip: str
    icon_name: str
    token: str


def cpu(snapshot: Snapshot) -> str:
    """Word the CPU of the machine."""
    value = text.value_text(HOST_CATALOGUE.by_id["host.cpu.busy_ratio"], snapshot.host_value("host.cpu.busy_ratio"))
    return translate("StatusBar", "CPU {value}").format(value=value)


def memory(snapshot: Snapshot) -> str:
    """Word the memory of the machine, with the unit once where both have the same."""
    used, size = (
        text.value_text(HOST_CATALOGUE.by_id[metric_id], snapshot.host_value(metric_id))
        for metric_id in ("host.memory.used_bytes", "host.memory.size_bytes")
    )
    number, _, unit = used.partition(" ")
    if unit and size.endswith(f" {unit}"):
        used = number
    return translate("StatusBar", "Memory {used} of {size}").format(used=used, size=size)


def processes(snapshot: Snapshot) -> tuple[str, str]:
    """Word the number of processes; threads of the kernel, which the list hides at first, are counted beside it."""
    kernel_threads = snapshot.kernel_thread_count
    words = translate("StatusBar", "%Ln processes", None, len(snapshot.rows) - kernel_threads)
    beside = translate("StatusBar", "%Ln kernel threads", None, kernel_threads) if kernel_threads else ""
    return words, beside


def own_cost(snapshot: Snapshot) -> tuple[str, str]:
    """Return what this program itself uses, window and eye together, and the same in detail."""
    cpu_ratio, rss_bytes = _of_process(snapshot, os.getpid())
    eye_cpu, eye_rss = snapshot.host_value("host.eye.cpu_ratio"), snapshot.host_value("host.eye.rss_bytes")
    both_cpu = cpu_ratio + (eye_cpu if eye_cpu == eye_cpu else 0.0)
    both_rss = rss_bytes + (eye_rss if eye_rss == eye_rss else 0.0)
    cores = snapshot.host_value("host.cpu.core_count")
    share = both_cpu / cores if cores > 0 else float("nan")
    words = translate("StatusBar", "This program: CPU {cpu}, {memory}").format(
        cpu=_ratio(share), memory=_bytes(both_rss)
    )
    detail = translate(
        "StatusBar",
        "Of the whole machine: CPU {machine}; of one core: {core}.\nWindow {window}, eye {eye}.",
    ).format(machine=_ratio(share), core=_ratio(both_cpu), window=_bytes(rss_bytes), eye=_bytes(eye_rss))
    return words, detail


def _of_process(snapshot: Snapshot, pid: int) -> tuple[float, float]:
    found = snapshot.rows[snapshot.columns["pid"][snapshot.rows] == pid]
    if not len(found):
        return float("nan"), float("nan")
    slot = int(found[0])
    return float(snapshot.columns["cpu_ratio"][slot]), float(snapshot.columns["rss_bytes"][slot])


def _ratio(value: float) -> str:
    return text.ratio_text(value) if np.isfinite(value) else text.UNKNOWN


def _bytes(value: float) -> str:
    return text.bytes_text(value) if np.isfinite(value) else text.UNKNOWN


def health(workers: Sequence[WorkerState], interval_s: float, missed_beats: int) -> HealthWords:
    """Return how sampling is doing; the worst worker speaks for all."""
    lines = [_line(worker) for worker in workers]
    if missed_beats:
        lines.append(translate("StatusBar", "Beats missed since the start: {count}").format(count=missed_beats))
    story = "\n".join(lines)
    worst = next(
        (worker for health in (Health.STALLED, Health.DEGRADED) for worker in workers if worker.health is health), None
    )
    if worst is None:
        words = translate("StatusBar", "Sampling every {seconds} s").format(seconds=f"{interval_s:g}")
        return HealthWords(words, story, "circle-check", "good")
    template = (
        translate("StatusBar", "{worker} is stalled")
        if worst.health is Health.STALLED
        else translate("StatusBar", "{worker} has trouble")
    )
    return HealthWords(template.format(worker=_capitalised(spoken.said(worst.name))), story, "triangle-alert", "warn")


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _line(worker: WorkerState) -> str:
    words = {
        Health.OK: translate("StatusBar", "{worker}: working"),
        Health.DEGRADED: translate("StatusBar", "{worker}: with trouble"),
        Health.STALLED: translate("StatusBar", "{worker}: stalled"),
        Health.OFF: translate("StatusBar", "{worker}: off"),
    }[worker.health].format(worker=spoken.said(worker.name))
    return f"{words} ({spoken.said(worker.detail)})" if worker.detail else words
