"""The bigger views of the overview, as data: which figures the table has, which curves the chart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from procmon_gui.domain.host_metrics import CPU_MODES, HOST_METRICS
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.ui import text, theme
from procmon_gui.ui.pages.overview_panel import percent_axis, rate_axis, rate_text
from procmon_gui.ui.widgets.scale import DoublingScale, Scale, StepScale

_T = QT_TRANSLATE_NOOP
_SERIES: Final = theme.SERIES


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveSpec:
    """One curve: the metric of the chosen device, or a column of the history of the machine."""

    column: str
    title: str
    colour: str
    is_filled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailSpec:
    """One bigger view.

    `columns` are metrics with one value for each device: the table has a row for each device, and `each` is the title
    of its first column. Without `columns`, the table has a row for each metric of `figures`. A view `of_device` draws
    the curves of the device that is chosen in the table, others draw those of the machine.
    """

    title: str
    each: str = ""
    columns: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    curves: tuple[CurveSpec, ...] = ()
    scale: Callable[[], Scale] = lambda: StepScale(1.0)
    axis_text: Callable[[float], str] = percent_axis
    value_text: Callable[[float], str] = text.ratio_text
    of_device: bool = False
    whole: str = ""


def _figures(*prefixes: str) -> tuple[str, ...]:
    starts = tuple(f"host.{prefix}" for prefix in prefixes)
    found = (metric.id for metric in HOST_METRICS if metric.id.startswith(starts) and not metric.per_instance)
    # The size is the total or the limit, and both have rows of their own.
    return tuple(metric_id for metric_id in found if metric_id != "host.memory.size_bytes")


def _celsius(value: float) -> str:
    return f"{round(value)} °C"


def _disk_or_net(first: tuple[str, str, str], second: tuple[str, str, str]) -> tuple[CurveSpec, ...]:
    return (
        CurveSpec(column=first[0], title=first[1], colour=first[2], is_filled=True),
        CurveSpec(column=second[0], title=second[1], colour=second[2]),
    )


SPECS: Final[Mapping[str, DetailSpec]] = MappingProxyType(
    {
        "cpu": DetailSpec(
            title=_T("Overview", "CPU"), each=_T("Overview", "Core"), whole=_T("Overview", "All cores"),
            columns=("host.cpu.busy_ratio", *(f"host.cpu.{mode}_ratio" for mode in CPU_MODES if mode != "idle"),
                     "host.cpu.frequency_hz"),
            curves=(CurveSpec(column="host.cpu.busy_ratio", title=_T("Overview", "CPU"), colour=_SERIES[0],
                              is_filled=True),),
            of_device=True,
        ),
        "memory": DetailSpec(
            title=_T("Overview", "Memory"), figures=_figures("memory", "swap"),
            curves=(CurveSpec(column="memory", title=_T("Overview", "Memory"), colour=_SERIES[1], is_filled=True),),
        ),
        "pressure": DetailSpec(
            title=_T("Overview", "Pressure"), figures=_figures("pressure", "load", "processes"),
            curves=(
                CurveSpec(column="pressure_cpu", title=_T("Overview", "CPU"), colour=_SERIES[0], is_filled=True),
                CurveSpec(column="pressure_memory", title=_T("Overview", "Memory"), colour=_SERIES[1]),
                CurveSpec(column="pressure_disk", title=_T("Overview", "Disk"), colour=_SERIES[2]),
            ),
            scale=lambda: StepScale(0.2, 0.5, 1.0),
        ),
        "disk": DetailSpec(
            title=_T("Overview", "Disk"), each=_T("Overview", "Device"), whole=_T("Overview", "All disks"),
            columns=("host.disk.busy_ratio", "host.disk.read_bytes_per_s", "host.disk.write_bytes_per_s",
                     "host.disk.reads_per_s", "host.disk.writes_per_s", "host.disk.queue_count",
                     "host.disk.latency_s"),
            curves=_disk_or_net(("host.disk.write_bytes_per_s", _T("Overview", "Write"), _SERIES[2]),
                                ("host.disk.read_bytes_per_s", _T("Overview", "Read"), _SERIES[5])),
            scale=DoublingScale, axis_text=rate_axis, value_text=rate_text, of_device=True,
        ),
        "network": DetailSpec(
            title=_T("Overview", "Network"), each=_T("Overview", "Interface"),
            whole=_T("Overview", "All interfaces"),
            columns=("host.network.received_bytes_per_s", "host.network.sent_bytes_per_s",
                     "host.network.received_packets_per_s", "host.network.sent_packets_per_s",
                     "host.network.errors_per_s", "host.network.drops_per_s", "host.network.speed_bits_per_s"),
            curves=_disk_or_net(("host.network.received_bytes_per_s", _T("Overview", "Received"), _SERIES[3]),
                                ("host.network.sent_bytes_per_s", _T("Overview", "Sent"), _SERIES[4])),
            scale=DoublingScale, axis_text=rate_axis, value_text=rate_text, of_device=True,
        ),
        "file systems": DetailSpec(
            title=_T("Overview", "File systems"), each=_T("Overview", "File system"),
            columns=("host.filesystem.size_bytes", "host.filesystem.used_bytes", "host.filesystem.available_bytes"),
        ),
        "sensors": DetailSpec(
            title=_T("Overview", "Sensors"), each=_T("Overview", "Sensor"),
            columns=("host.sensor.temperature_c|host.sensor.fan_rpm|host.battery.charge_ratio",
                     "host.sensor.temperature_warning_c", "host.sensor.temperature_limit_c", "host.battery.power_w",
                     "host.battery.time_left_s", "host.sensor.error_number"),
            curves=(CurveSpec(column="host.sensor.temperature_c", title=_T("Overview", "Temperature"),
                              colour=_SERIES[0], is_filled=True),),
            scale=lambda: StepScale(100.0, 150.0, 250.0), axis_text=_celsius, value_text=_celsius, of_device=True,
        ),
        "gpu": DetailSpec(
            title=_T("Overview", "GPU"), each=_T("Overview", "Card"),
            columns=("host.gpu.busy_ratio", "host.gpu.memory_used_bytes", "host.gpu.memory_size_bytes",
                     "host.gpu.temperature_c"),
            curves=(CurveSpec(column="host.gpu.busy_ratio", title=_T("Overview", "GPU"), colour=_SERIES[0],
                              is_filled=True),),
            of_device=True,
        ),
        "kernel": DetailSpec(
            title=_T("Overview", "Kernel"),
            figures=_figures("context", "interrupts", "forks", "limits", "processes", "network.tcp", "boot", "eye",
                             "anomaly"),
        ),
    }
)  # fmt: skip
