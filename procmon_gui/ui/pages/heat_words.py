"""Words a heat map: what its rows and its cells are called, and where on the ramp each of them is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.heat import UNUSUAL, Heat, HeatKind, HeatProgram, HeatWish
from procmon_gui.domain.ranges import HostSeries, Resource
from procmon_gui.domain.reading import FloatArray
from procmon_gui.domain.recorded_hosts import RecordedHost
from procmon_gui.domain.text import cell_text, display_text
from procmon_gui.domain.units import Unit
from procmon_gui.ui import moment_words, text
from procmon_gui.ui.told_apart import parts_of_paths
from procmon_gui.ui.widgets.heat_map.content import HeatContent, HeatRow
from procmon_gui.ui.widgets.history import series_words

translate = QCoreApplication.translate
# A share of the machine that is less than this is not worth the whole ramp.
_LEAST_TOP: Final = 0.1
# An exabyte: no machine has, or does, more.
_MOST: Final = 1e18
_UNITS: Final = {Resource.CPU: Unit.RATIO, Resource.MEMORY: Unit.BYTES, Resource.DISK: Unit.BYTES_PER_S,
                 Resource.NETWORK: Unit.BYTES_PER_S}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineFacts:
    """Against what is seen how much it was: how many cores there are, and how much memory; NaN is not known."""

    core_count: float = 1.0
    size_bytes: float = float("nan")


def kind_words() -> tuple[tuple[str, str], ...]:
    """Return what the choices of rows are called, and their names, in the order of `HeatKind`."""
    return (
        (translate("HeatMap", "Metrics"), translate("HeatMap", "Heat map of metrics")),
        (translate("HeatMap", "Programs"), translate("HeatMap", "Heat map of programs")),
        (translate("HeatMap", "Cores"), translate("HeatMap", "Heat map of cores")),
        (translate("HeatMap", "Machines"), translate("HeatMap", "Heat map of machines")),
    )


def colour_words() -> tuple[tuple[str, str], ...]:
    """Return what the choices of colours are called: how much, or how unusual; and their names."""
    return (
        (translate("HeatMap", "Value"), translate("HeatMap", "Colours say how much")),
        (translate("HeatMap", "Unusual"), translate("HeatMap", "Colours say how unusual")),
    )


def resource_words(by: Resource) -> str:
    """Return what programs are ranked by."""
    return {
        Resource.CPU: translate("HeatMap", "CPU"),
        Resource.MEMORY: translate("HeatMap", "memory"),
        Resource.DISK: translate("HeatMap", "disk"),
        Resource.NETWORK: translate("HeatMap", "network"),
    }[by]


def content_of(heat: Heat, wish: HeatWish, machine: MachineFacts, most_rows: int) -> HeatContent:
    """Return a heat map as it is shown, at most so many rows of it."""
    subjects = heat.subjects[:most_rows]
    measure = _measure(wish, machine)
    values, most = (measure.share(_finite(matrix[: len(subjects)])) for matrix in (heat.mean, heat.most))
    unusual = heat.unusual[: len(subjects)] if heat.unusual is not None and wish.is_unusual else None
    tops = measure.tops(subjects, values)
    titles = _titles(subjects)
    rows = tuple(
        HeatRow(
            title=title,
            about=about,
            code=_code(subject),
            unit=_unit(subject, wish),
            scale=measure.words(subject, top, is_axis=True) if wish.kind is HeatKind.METRICS else "",
        )
        for subject, (title, about), top in zip(subjects, titles, tops.tolist(), strict=True)
    )
    cells = _Cells(subjects, measure, values, most, unusual)
    levels = unusual if unusual is not None else values / tops[:, np.newaxis] if len(tops) else values
    low, high = _ends(wish, measure, subjects, tops)
    return HeatContent(
        name=_name(wish),
        subject=_subject(wish.kind),
        rows=rows,
        from_ms=heat.from_ms,
        step_ms=heat.step_ms,
        levels=levels,
        values=values,
        most=most,
        is_recorded=heat.is_recorded,
        words=cells,
        low=low,
        high=high,
        note=_note(heat, wish, is_judged=unusual is None or not np.isnan(unusual).all()),
    )


# ---- values


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measure:
    """What the numbers of a map are."""

    kind: HeatKind
    by: Resource
    machine: MachineFacts

    def share(self, matrix: FloatArray) -> FloatArray:
        """Return what is shown of what was read: the CPU of programs as a share of the machine."""
        if self.kind is HeatKind.PROGRAMS and self.by is Resource.CPU:
            shares: FloatArray = matrix / (self.machine.core_count or 1.0)
            return shares
        return matrix

    def tops(self, subjects: Sequence[object], values: FloatArray) -> FloatArray:
        """Return what the end of the ramp is in each row; of programs it is the same in all."""
        if self.kind in (HeatKind.CORES, HeatKind.HOSTS):
            return np.ones(len(subjects))
        greatest = [_greatest(row) for row in values]
        if self.kind is HeatKind.METRICS:
            size_bytes = self.machine.size_bytes
            return np.array(
                [
                    series_words.top_of(one, most, size_bytes)
                    for one, most in zip(subjects, greatest, strict=True)
                    if isinstance(one, HostSeries)
                ]
            )
        together = max(greatest, default=0.0)
        top = _share_top(together) if self.by is Resource.CPU else series_words.bytes_top(together)
        return np.full(len(subjects), top)

    def words(self, subject: object, value: float, *, is_axis: bool = False) -> str:
        """Word one value of a row."""
        if value != value:
            return text.UNKNOWN
        if isinstance(subject, HostSeries):
            words = series_words.words_of(subject)(value)
        elif self.kind is HeatKind.HOSTS or self.by is Resource.CPU:
            words = text.ratio_text(value)
        else:
            words = text.bytes_text(value)
            if self.by is not Resource.MEMORY:
                words = f"{words}/s"
        return text.axis_text(words) if is_axis else words


def _measure(wish: HeatWish, machine: MachineFacts) -> _Measure:
    return _Measure(kind=wish.kind, by=wish.by, machine=machine)


def _finite(matrix: FloatArray) -> FloatArray:
    """Return what can be known: whoever writes into a database of a team can write any number there."""
    return np.where(np.abs(matrix) < _MOST, matrix, np.nan)


def _greatest(row: FloatArray) -> float:
    known = row[np.isfinite(row)]
    return float(known.max()) if len(known) else 0.0


def _share_top(most: float) -> float:
    """Return the next round share of the machine, at most all of it unless there is more."""
    return series_words.round_up(max(most, _LEAST_TOP) * 100) / 100 if most <= 1 else math.ceil(most - 1e-6)


class _Cells:
    """Words cells."""

    def __init__(
        self,
        subjects: Sequence[object],
        measure: _Measure,
        values: FloatArray,
        most: FloatArray,
        unusual: FloatArray | None,
    ) -> None:
        self._subjects = subjects
        self._measure = measure
        self._values = values
        self._most = most
        self._unusual = unusual

    def __call__(self, row: int, column: int) -> tuple[str, ...]:
        """Return the value of a cell, and what else there is to say of it."""
        value, most = float(self._values[row, column]), float(self._most[row, column])
        if value != value:
            if np.isnan(self._values[:, column]).all():
                return (translate("HeatMap", "not recorded"),)
            return (translate("HeatMap", "not known"),)
        subject = self._subjects[row]
        words = self._measure.words(subject, value)
        most_words = self._measure.words(subject, most)
        more = (
            ()
            if most != most or most_words == words
            else (translate("HeatMap", "max {value}").format(value=most_words),)
        )
        if self._unusual is None:
            return (words, *more)
        return (_score_words(float(self._unusual[row, column])), words, *more)


def _score_words(score: float) -> str:
    if score != score:
        return translate("HeatMap", "not judged")
    words = translate("HeatMap", "{score}, unusual") if score >= UNUSUAL else translate("HeatMap", "{score}, usual")
    return words.format(score=text.load_text(score))


# ---- rows


def _titles(subjects: Sequence[object]) -> list[tuple[str, str]]:
    """Return what each row is called, in short and in full."""
    programs = [one for one in subjects if isinstance(one, HeatProgram)]
    apart = dict(zip(programs, parts_of_paths([(one.name, one.executable) for one in programs]), strict=True))
    return [_title(one, apart) for one in subjects]


def _title(subject: object, apart: dict[HeatProgram, str]) -> tuple[str, str]:
    if isinstance(subject, HeatProgram):
        name, part = cell_text(subject.name) or text.UNKNOWN, cell_text(apart.get(subject, ""))
        title = f"{name} ({part})" if part else name
        return title, f"{name}, {cell_text(subject.executable)}" if subject.executable else name
    if isinstance(subject, RecordedHost):
        return subject.name, f"{subject.name} ({subject.fingerprint})"
    assert isinstance(subject, HostSeries)
    if subject.instance:
        core = translate("HeatMap", "core {number}").format(number=subject.instance)
        return core, core
    return _short_titles().get(subject.metric_id, series_words.title_of(subject)), series_words.title_of(subject)


def _short_titles() -> dict[str, str]:
    """Return names of metrics that fit beside a row."""
    return {
        "host.cpu.busy_ratio": translate("HeatMap", "CPU"),
        "host.load.1min": translate("HeatMap", "Load"),
        "host.memory.used_bytes": translate("HeatMap", "Memory"),
        "host.swap.used_bytes": translate("HeatMap", "Swap"),
        "host.disk.read_bytes_per_s": translate("HeatMap", "Disk read"),
        "host.disk.write_bytes_per_s": translate("HeatMap", "Disk write"),
        "host.network.received_bytes_per_s": translate("HeatMap", "Received"),
        "host.network.sent_bytes_per_s": translate("HeatMap", "Sent"),
        "host.pressure.cpu.some_ratio": translate("HeatMap", "CPU wait"),
        "host.pressure.memory.some_ratio": translate("HeatMap", "Memory wait"),
        "host.pressure.io.some_ratio": translate("HeatMap", "Disk wait"),
        "host.processes.count": translate("HeatMap", "Processes"),
    }


def _code(subject: object) -> str:
    if isinstance(subject, HeatProgram):
        return display_text(f"{subject.name} {subject.executable}" if subject.executable else subject.name)
    if isinstance(subject, RecordedHost):
        return f"{subject.name} {subject.machine_id}"
    assert isinstance(subject, HostSeries)
    return f"{subject.metric_id} {subject.instance}" if subject.instance else subject.metric_id


def _unit(subject: object, wish: HeatWish) -> str:
    if isinstance(subject, HostSeries):
        metric = series_words.metric_of(subject)
        return metric.unit.value if metric is not None else ""
    return _UNITS[Resource.CPU if isinstance(subject, RecordedHost) else wish.by].value


# ---- around the cells


def _name(wish: HeatWish) -> str:
    kind, _ = kind_words()[list(HeatKind).index(wish.kind)]
    what = resource_words(wish.by) if wish.kind is HeatKind.PROGRAMS else resource_words(Resource.CPU)
    if wish.is_unusual:
        what, _ = colour_words()[1]
    elif wish.kind is HeatKind.METRICS:
        return kind
    return translate("HeatMap", "{rows}, {value}").format(rows=kind, value=what)


def _subject(kind: HeatKind) -> str:
    return {
        HeatKind.METRICS: translate("HeatMap", "Metric"),
        HeatKind.PROGRAMS: translate("HeatMap", "Program"),
        HeatKind.CORES: translate("HeatMap", "Core"),
        HeatKind.HOSTS: translate("HeatMap", "Machine"),
    }[kind]


def _ends(wish: HeatWish, measure: _Measure, subjects: Sequence[object], tops: FloatArray) -> tuple[str, str]:
    """Return what the ends of the ramp are."""
    if wish.is_unusual:
        return translate("HeatMap", "0, usual"), translate("HeatMap", "1, unusual")
    if not len(subjects):
        return "", ""
    if wish.kind is HeatKind.METRICS:
        return "0", translate("HeatMap", "top of each row")
    return "0", measure.words(subjects[0], float(tops[0]), is_axis=True)


def _note(heat: Heat, wish: HeatWish, *, is_judged: bool) -> tuple[str, ...]:
    """Return what there is to say of all cells, the longest form first."""
    if not len(heat.subjects):
        return (translate("HeatMap", "Nothing is known of this time."),)
    cell = translate("HeatMap", "{length} a cell").format(length=moment_words.span_text(heat.step_ms))
    hatched = translate("HeatMap", "{cell}; hatched: not recorded").format(cell=cell)
    if wish.is_unusual and not is_judged:
        return (translate("HeatMap", "How unusual this time was is not known."), translate("HeatMap", "not judged"))
    if wish.is_unusual and wish.kind is not HeatKind.METRICS:
        how = translate("HeatMap", "far from the median of its row")
    elif wish.is_unusual:
        how = translate("HeatMap", "as it was judged then")
    elif wish.kind is HeatKind.METRICS:
        how = translate("HeatMap", "each row to its own scale")
    elif wish.kind is HeatKind.PROGRAMS:
        how = {
            Resource.CPU: translate("HeatMap", "CPU, whole machine"),
            Resource.MEMORY: translate("HeatMap", "memory, the most"),
            Resource.DISK: translate("HeatMap", "disk, read and written"),
            Resource.NETWORK: translate("HeatMap", "network, TCP"),
        }[wish.by]
    else:
        how = translate("HeatMap", "busy time")
    template = translate("HeatMap", "{what}, {note}")
    is_odd = wish.is_unusual or wish.kind is HeatKind.METRICS
    # What the colours are matters more than how long a cell is, where they are no amounts of one scale.
    shortest = (how, cell) if is_odd else (cell,)
    return template.format(what=how, note=hatched), template.format(what=how, note=cell), *shortest
