"""The panels of the overview that have a chart: which widgets each one has. What they say is in `overview_words`."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import text, theme
from procmon_gui.ui.figure_words import count_rate
from procmon_gui.ui.pages import overview_devices as devices
from procmon_gui.ui.pages import overview_words as words
from procmon_gui.ui.pages.overview_history import GPU_LINES, Programs
from procmon_gui.ui.pages.overview_panel import (
    TOP_COUNT,
    OverviewPanel,
    percent_axis,
    rate_axis,
    rate_text,
)
from procmon_gui.ui.widgets.chart import Chart, Line, axis_px
from procmon_gui.ui.widgets.core_cells import CoreCells
from procmon_gui.ui.widgets.meters import BreakdownBar, FactList, Segment
from procmon_gui.ui.widgets.panel import Legend, LegendItem
from procmon_gui.ui.widgets.ranked_bars import RankedBars
from procmon_gui.ui.widgets.scale import DoublingScale, StepScale

_SERIES: Final = theme.SERIES


class CpuPanel(OverviewPanel):
    """CPU of the machine, its cores, and the programs that use it."""

    led_by = "cpu"
    detail = "cpu"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(words.translate("Overview", "CPU"), parent)
        line = Line("cpu", words.translate("Overview", "CPU"), _SERIES[0], is_filled=True)
        self.chart = Chart([line], StepScale(1.0), percent_axis, parent, value_text=text.ratio_text)
        self.chart.setAccessibleName(words.translate("Overview", "CPU, last 10 minutes"))
        self.head.offer_more(words.translate("Overview", "Show all cores"))
        self.bar = BreakdownBar(words.translate("Overview", "CPU time by use"), self.foot)
        self.legend = Legend(self.foot, is_square=True)
        self.cells = CoreCells(words.translate("Overview", "Cores"), axis_px(parent.font()), self.foot)
        self.top = RankedBars(
            words.translate("Overview", "Programs by CPU"),
            TOP_COUNT,
            words.translate("Overview", "Programs that use CPU are listed here."),
            self.foot,
        )
        self._cores = 1.0
        self.add(self.bar, self.legend, self.cells, self.top)
        self.finish()

    def show(self, snapshot: Snapshot, programs: Programs) -> None:
        """Show one snapshot."""
        self._cores = words.usable_cores(snapshot)
        self.head.say(words.host(snapshot, "host.cpu.busy_ratio"), words.cpu_hint(snapshot))
        modes = words.cpu_modes(snapshot)
        colours = _shades(_SERIES[0], len(modes))
        self.bar.say([Segment(colour, share) for colour, (_, share) in zip(colours, modes, strict=True)])
        self.legend.say(
            [
                LegendItem(colour, f"{name} {text.ratio_text(share)}")
                for colour, (name, share) in list(zip(colours, modes, strict=True))[:-1]
            ]
        )
        self.cells.say(words.core_ratios(snapshot))
        # What would read "0.0 %" leads nothing.
        shares = [
            share for share in programs.top(snapshot, "cpu_ratio", TOP_COUNT) if share.value / self._cores >= 0.0005
        ]
        self._rank(shares)

    def leader_value(self, value: float) -> str:
        """Word the value of the process that led, as a share of the machine."""
        return text.ratio_text(value / self._cores)


class MemoryPanel(OverviewPanel):
    """Memory of the machine by use, swap, and the programs that hold it."""

    led_by = "memory"
    detail = "memory"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(words.translate("Overview", "Memory"), parent)
        line = Line("memory", words.translate("Overview", "Memory"), _SERIES[1], is_filled=True)
        self.chart = Chart([line], StepScale(1.0), percent_axis, parent, value_text=text.ratio_text)
        self.chart.setAccessibleName(words.translate("Overview", "Memory, last 10 minutes"))
        self.head.offer_more(words.translate("Overview", "Show all of memory"))
        self._size_bytes = float("nan")
        self.bar = BreakdownBar(words.translate("Overview", "Memory by use"), self.foot)
        self.legend = Legend(self.foot, is_square=True)
        self.swap = FactList(self.foot)
        self.top = RankedBars(
            words.translate("Overview", "Programs by memory"),
            TOP_COUNT,
            words.translate("Overview", "Programs are listed here."),
            self.foot,
        )
        self.add(self.bar, self.legend, self.swap, self.top)
        self.finish()

    def show(self, snapshot: Snapshot, programs: Programs) -> None:
        """Show one snapshot."""
        self._size_bytes = snapshot.host_value("host.memory.size_bytes")
        size = words.host(snapshot, "host.memory.size_bytes")
        hint = words.translate("Overview", "of {size}").format(size=size)
        self.head.say(words.host(snapshot, "host.memory.used_bytes"), hint)
        parts = words.memory_parts(snapshot)
        colours = _shades(_SERIES[1], len(parts))
        self.bar.say([Segment(colour, size) for colour, (_, size) in zip(colours, parts, strict=True)])
        self.legend.say(
            [
                LegendItem(colour, f"{name} {words.short_bytes(size, self._size_bytes)}")
                for colour, (name, size) in zip(colours, parts, strict=True)
            ]
        )
        self.swap.say([words.swap_fact(snapshot)])
        self._rank(programs.top(snapshot, "rss_bytes", TOP_COUNT))

    def number_at(self, values: Sequence[float]) -> str:
        """Word the ratio of the chart as bytes, as the head does."""
        used = values[0] * self._size_bytes if values else float("nan")
        return text.bytes_text(used) if used == used else text.UNKNOWN

    def leader_value(self, value: float) -> str:
        """Word the value of the process that led."""
        return text.bytes_text(value)


def _shades(series: str, count: int) -> list[str]:
    """Return colours for the parts of a whole: the series, paler shades of it, and the empty rest."""
    first, page = QColor(series), theme.colour("bg1")
    shades = [_mixed(first, page, share) for share in (1.0, 0.6, 0.4, 0.25)]
    return [*shades[: count - 1], theme.current().line2] if count else []


def _mixed(first: QColor, second: QColor, share: float) -> str:
    return QColor(
        round(first.red() * share + second.red() * (1 - share)),
        round(first.green() * share + second.green() * (1 - share)),
        round(first.blue() * share + second.blue() * (1 - share)),
    ).name()


class PressurePanel(OverviewPanel):
    """How long work had to wait, and the facts of the kernel."""

    detail = "pressure"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(words.translate("Overview", "Pressure"), parent)
        self._names = (
            words.translate("Overview", "CPU"),
            words.translate("Overview", "Memory"),
            words.translate("Overview", "Disk"),
        )
        lines = [
            Line("pressure_cpu", self._names[0], _SERIES[0], is_filled=True),
            Line("pressure_memory", self._names[1], _SERIES[1]),
            Line("pressure_disk", self._names[2], _SERIES[2]),
        ]
        self.chart = Chart(lines, StepScale(0.2, 0.5, 1.0), percent_axis, parent, value_text=text.ratio_text)
        self.chart.setAccessibleName(words.translate("Overview", "Pressure, last 10 minutes"))
        self.head.offer_more(words.translate("Overview", "Show all of pressure and load"))
        self.legend = Legend(self.foot, indent_px=axis_px(parent.font()))
        self.facts = FactList(self.foot)
        self.add(self.legend, self.facts)
        self.finish()

    def show(self, snapshot: Snapshot, programs: Programs) -> None:
        """Show one snapshot."""
        self.head.say(*words.pressure(snapshot))
        ids = ("host.pressure.cpu.some_ratio", "host.pressure.memory.some_ratio", "host.pressure.io.some_ratio")
        self.legend.say(
            [
                LegendItem(colour, f"{name} {words.host(snapshot, metric_id)}")
                for colour, name, metric_id in zip(_SERIES, self._names, ids, strict=False)
            ]
        )
        self.facts.say(words.load_facts(snapshot))

    def number_at(self, values: Sequence[float]) -> str:
        """Word the largest of the three."""
        known = [value for value in values if value == value]
        return text.ratio_text(max(known)) if known else text.UNKNOWN


class RatePanel(OverviewPanel):
    """Two rates over time, the devices, and the programs that cause them: disk, network."""

    ids: tuple[str, str]
    metric_id: str
    _room = 2

    def set_room(self, rows: int) -> None:
        """Have room for so many rows between chart and programs."""
        self._room = rows

    def _build(self, parent: QWidget, lines: Sequence[Line], chart_name: str, top: RankedBars) -> None:
        self._names = tuple(line.name for line in lines)
        self._colours = tuple(line.colour for line in lines)
        self.chart = Chart(lines, DoublingScale(), rate_axis, parent, value_text=rate_text)
        self.chart.setAccessibleName(chart_name)
        self.legend = Legend(self.foot, indent_px=axis_px(parent.font()))
        self.facts = FactList(self.foot)
        self.top = top
        self.add(self.legend, self.facts, self.top)
        self.finish()

    def show(self, snapshot: Snapshot, programs: Programs) -> None:
        """Show one snapshot."""
        self.legend.say(
            [
                LegendItem(colour, f"{name} {words.host(snapshot, metric_id)}")
                for colour, name, metric_id in zip(self._colours, self._names, self.ids, strict=True)
            ]
        )
        self._rank(programs.top(snapshot, self.metric_id, TOP_COUNT))

    def number_at(self, values: Sequence[float]) -> str:
        """Word the sum of both rates."""
        total = sum(values)
        return self.leader_value(total) if total == total else text.UNKNOWN

    def leader_value(self, value: float) -> str:
        """Word the value of the process that led."""
        return rate_text(value)


class DiskPanel(RatePanel):
    """Bytes to and from the disks."""

    led_by = "disk"
    detail = "disk"
    ids = ("host.disk.write_bytes_per_s", "host.disk.read_bytes_per_s")
    metric_id = "disk_bytes_per_s"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(words.translate("Overview", "Disk"), parent)
        lines = [
            Line("disk_write", words.translate("Overview", "Write"), _SERIES[2], is_filled=True),
            Line("disk_read", words.translate("Overview", "Read"), _SERIES[5]),
        ]
        empty = words.translate("Overview", "Programs that read or write are listed here.")
        top = RankedBars(words.translate("Overview", "Programs by disk use"), TOP_COUNT, empty, self.foot)
        self._build(parent, lines, words.translate("Overview", "Disk, last 10 minutes"), top)
        self.head.offer_more(words.translate("Overview", "Show all disks"))

    def show(self, snapshot: Snapshot, programs: Programs) -> None:
        """Show one snapshot."""
        super().show(snapshot, programs)
        self.head.say(words.rate_sum(snapshot, *self.ids), words.disk_hint(snapshot))
        hidden = words.hidden_facts(snapshot, self.metric_id)
        self.facts.set_room(self._room)
        self.facts.say([*devices.disk_facts(snapshot, self._room - len(hidden)), *hidden])


class NetworkPanel(RatePanel):
    """Bytes to and from the network."""

    led_by = "net"
    detail = "network"
    ids = ("host.network.received_bytes_per_s", "host.network.sent_bytes_per_s")
    metric_id = "tcp_bytes_per_s"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(words.translate("Overview", "Network"), parent)
        lines = [
            Line("net_received", words.translate("Overview", "Received"), _SERIES[3], is_filled=True),
            Line("net_sent", words.translate("Overview", "Sent"), _SERIES[4]),
        ]
        empty = words.translate("Overview", "Programs that use TCP are listed here.")
        top = RankedBars(words.translate("Overview", "Programs by network use"), TOP_COUNT, empty, self.foot)
        self._build(parent, lines, words.translate("Overview", "Network, last 10 minutes"), top)
        self.head.offer_more(words.translate("Overview", "Show all of the network"))

    def show(self, snapshot: Snapshot, programs: Programs) -> None:
        """Show one snapshot."""
        super().show(snapshot, programs)
        self.head.say(words.rate_sum(snapshot, *self.ids), words.network_hint(snapshot))
        self.facts.set_room(self._room)
        self.facts.say(words.network_facts(snapshot))


class GpuPanel(OverviewPanel):
    """How busy the graphics cards are, their memory, and the programs that use them."""

    led_by = "gpu"
    detail = "gpu"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(words.translate("Overview", "GPU"), parent)
        names = [words.translate("Overview", "Card {number}").format(number=n + 1) for n in range(len(GPU_LINES))]
        lines = [
            Line(column, name, _SERIES[place], is_filled=place == 0)
            for place, (column, name) in enumerate(zip(GPU_LINES, names, strict=True))
        ]
        self.chart = Chart(lines, StepScale(1.0), percent_axis, parent, value_text=text.ratio_text)
        self.chart.setAccessibleName(words.translate("Overview", "GPU, last 10 minutes"))
        self.head.offer_more(words.translate("Overview", "Show all graphics cards"))
        self._room = 3
        self.facts = FactList(self.foot)
        self.top = RankedBars(
            words.translate("Overview", "Programs by GPU"),
            TOP_COUNT,
            words.translate("Overview", "Programs that use the GPU are listed here."),
            self.foot,
        )
        self.add(self.facts, self.top)
        self.finish()

    def set_room(self, rows: int) -> None:
        """Have room for so many rows of cards."""
        self._room = rows

    def show(self, snapshot: Snapshot, programs: Programs) -> None:
        """Show one snapshot."""
        self.head.say(*devices.gpu_head(snapshot))
        self.facts.set_room(self._room)
        self.facts.say(devices.gpu_facts(snapshot, self._room))
        self._rank(programs.top(snapshot, "gpu_ratio", TOP_COUNT))

    def number_at(self, values: Sequence[float]) -> str:
        """Word the busiest card."""
        known = [value for value in values if value == value]
        return text.ratio_text(max(known)) if known else text.UNKNOWN


class KernelPanel(OverviewPanel):
    """What the kernel does, and how near the machine is to its limits."""

    detail = "kernel"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(words.translate("Overview", "Kernel"), parent)
        lines = [
            Line("switches", words.translate("Overview", "Context switches"), _SERIES[0], is_filled=True),
            Line("interrupts", words.translate("Overview", "Interrupts"), _SERIES[1]),
        ]
        self._legend_of = tuple((line.name, line.colour) for line in lines)
        scale = DoublingScale(1024.0)
        self.chart = Chart(lines, scale, devices.count_rate_axis, parent, value_text=count_rate)
        self.chart.setAccessibleName(words.translate("Overview", "Kernel, last 10 minutes"))
        self.head.offer_more(words.translate("Overview", "Show all figures of the kernel"))
        self._room = 4
        self.legend = Legend(self.foot, indent_px=axis_px(parent.font()))
        self.facts = FactList(self.foot)
        self.add(self.legend, self.facts)
        self.finish()

    def set_room(self, rows: int) -> None:
        """Have room for so many rows."""
        self._room = rows

    def show(self, snapshot: Snapshot, programs: Programs) -> None:
        """Show one snapshot."""
        self.head.say(*devices.kernel_head(snapshot))
        has_chart = self.chart is not None and not self.chart.isHidden()
        self.legend.setVisible(has_chart)
        if has_chart:
            ids = ("host.context_switches_per_s", "host.interrupts_per_s")
            self.legend.say(
                [
                    LegendItem(colour, f"{name} {count_rate(snapshot.host_value(metric_id))}")
                    for (name, colour), metric_id in zip(self._legend_of, ids, strict=True)
                ]
            )
        self.facts.set_room(self._room)
        self.facts.say(devices.kernel_facts(snapshot, with_rates=not has_chart)[: self._room])

    def number_at(self, values: Sequence[float]) -> str:
        """Word the context switches."""
        return count_rate(values[0]) if values else text.UNKNOWN
