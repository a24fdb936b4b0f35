"""How a curve of the machine is called, how its values are worded, and how high its chart is."""

import math
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.host_metrics import HOST_CATALOGUE
from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.ranges import HostSeries
from procmon_gui.domain.units import Unit
from procmon_gui.ui import text

translate = QCoreApplication.translate

CPU: Final = HostSeries(metric_id="host.cpu.busy_ratio")
MEMORY: Final = HostSeries(metric_id="host.memory.used_bytes")
DISK_READ: Final = HostSeries(metric_id="host.disk.read_bytes_per_s")
FIRST_SERIES: Final = (CPU, MEMORY, DISK_READ)

_FLOOR_BYTES: Final = 1024.0**2
_PER_SECOND: Final = "/s"
_IN_BYTES: Final = (Unit.BYTES, Unit.BYTES_PER_S)


def metric_of(series: HostSeries) -> Metric | None:
    """Return the field of the catalogue; None where a later version has recorded it."""
    return HOST_CATALOGUE.by_id.get(series.metric_id)


def title_of(series: HostSeries) -> str:
    """Return what a curve is called: "CPU, machine", "Disk read, sda"."""
    if series == CPU:
        return translate("Series", "CPU, machine")
    if series == MEMORY:
        return translate("Series", "Memory")
    title = _title(series)
    if not series.instance:
        return title
    instance = series.instance[: text.CELL_CAP]
    if instance.isdigit() and series.metric_id.startswith("host.cpu."):
        instance = translate("Series", "core {number}").format(number=instance)
    return f"{title}, {instance}"


def _title(series: HostSeries) -> str:
    # In the catalogue these are called as they are in a table of disks.
    if series.metric_id == DISK_READ.metric_id:
        return translate("Series", "Disk read")
    if series.metric_id == "host.disk.write_bytes_per_s":
        return translate("Series", "Disk write")
    metric = metric_of(series)
    return series.metric_id if metric is None else text.metric_title(metric).removesuffix(_PER_SECOND)


def words_of(series: HostSeries) -> Callable[[float], str]:
    """Return what words a value of a curve."""
    metric = metric_of(series)
    return partial(text.value_text, metric) if metric is not None else text.count_text


def top_of(series: HostSeries, most: float, size_bytes: float = math.nan) -> float:
    """Return the value at the top of a chart in which `most` has to fit.

    `size_bytes` is how much memory the machine has: memory is seen against that.
    """
    metric = metric_of(series)
    unit = metric.unit if metric is not None else Unit.NONE
    most = most if math.isfinite(most) else 0.0
    if unit is Unit.RATIO:
        return float(max(1, math.ceil(most - 1e-6)))
    if unit in _IN_BYTES:
        if series.metric_id.startswith("host.memory.") and math.isfinite(size_bytes):
            most = max(most, size_bytes)
        return bytes_top(most)
    return round_up(max(most, 1.0))


def bytes_top(most: float) -> float:
    """Return the value at the top of a scale in which so many bytes have to fit: a power of two."""
    return _FLOOR_BYTES * 2.0 ** max(0, math.ceil(math.log2(max(most, 1.0) / _FLOOR_BYTES)))


def round_up(value: float) -> float:
    """Return the next of 1, 2, 5, 10, 20, 50…"""
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= value * (1 - 1e-9))


def axis_words(series: HostSeries, top: float) -> tuple[str, str]:
    """Return what stands beside the top of an axis, with the unit, and beside its middle, without."""
    words = words_of(series)
    return text.axis_text(words(top)), _number(words(top), words(top / 2))


def _number(top: str, middle: str) -> str:
    """Return the number of the middle of an axis, where it has the unit of the top; else nothing stands there."""
    number, _, unit = text.axis_text(middle).rpartition(" ")
    if not number:
        return unit
    return number if unit == top.rpartition(" ")[2] else text.axis_text(middle)
