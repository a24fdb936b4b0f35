"""The panels of the overview: which widgets each one has. What they say is in `overview_words`."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import text, theme
from procmon_gui.ui.pages import overview_words as words
from procmon_gui.ui.pages.overview_history import Programs, ProgramShare
from procmon_gui.ui.widgets.chart import AXIS_PX, Chart, Line
from procmon_gui.ui.widgets.core_cells import CoreCells
from procmon_gui.ui.widgets.meters import BreakdownBar, FactList, Segment
from procmon_gui.ui.widgets.panel import Legend, LegendItem, PanelHead
from procmon_gui.ui.widgets.ranked_bars import RankedBars, RankedRow
from procmon_gui.ui.widgets.scale import DoublingScale, StepScale

TOP_COUNT: Final = 5
# On a low page the charts need the room more.
SHORT_TOP_COUNT: Final = 3
_SERIES: Final = theme.SERIES


def _percent_axis(value: float) -> str:
    return f"{round(value * 100)} %"


def _rate_axis(value: float) -> str:
    return text.bytes_text(value).replace(".0 ", " ") + "/s"


class OverviewPanel:
    """Head, chart and foot of one panel; the page places them in its grid so that charts of a row align.

    `show` is told a snapshot and the leading programs; `say_at` words the values under the cursor.
    """

    led_by = ""

    def __init__(self, title: str, parent: QWidget) -> None:
        self.head = PanelHead(title, parent)
        self.chart: Chart | None = None
        self.foot = QWidget(parent)
        self.rows = QVBoxLayout(self.foot)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(6)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets under the chart."""
        for widget in widgets:
            self.rows.addWidget(widget)

    def finish(self) -> None:
        """Keep what was added at the top of its room."""
        self.rows.addStretch(1)

    def show(self, snapshot: Snapshot, programs: Programs) -> None:
        """Show one snapshot."""
        raise NotImplementedError

    def number_at(self, values: Sequence[float]) -> str:
        """Word what the chart shows under the cursor, as the head would."""
        return text.UNKNOWN if not values or values[0] != values[0] else text.ratio_text(values[0])

    def leader_value(self, value: float) -> str:
        """Word the value of the process that led."""
        return text.ratio_text(value)


def _ranked(shares: Sequence[ProgramShare], worded: Callable[[float], str]) -> list[RankedRow]:
    first = shares[0].value if shares else 1.0
    return [
        RankedRow(
            share.name,
            share.name,
            words.program_words(share.name, share.process_count),
            worded(share.value),
            share.value / first,
        )
        for share in shares
    ]


class CpuPanel(OverviewPanel):
    """CPU of the machine, its cores, and the programs that use it."""

    led_by = "cpu"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(words.translate("Overview", "CPU"), parent)
        line = Line("cpu", words.translate("Overview", "CPU"), _SERIES[0], is_filled=True)
        self.chart = Chart([line], StepScale(1.0), _percent_axis, parent)
        self.chart.setAccessibleName(words.translate("Overview", "CPU, last 10 minutes"))
        self.cells = CoreCells(words.translate("Overview", "Cores"), AXIS_PX, self.foot)
        self.top = RankedBars(
            words.translate("Overview", "Programs by CPU"),
            TOP_COUNT,
            words.translate("Overview", "Programs that use CPU are listed here."),
            self.foot,
        )
        self._cores = 1.0
        self.add(self.cells, self.top)
        self.finish()

    def show(self, snapshot: Snapshot, programs: Programs) -> None:
        """Show one snapshot."""
        self._cores = words.usable_cores(snapshot)
        self.head.say(words.host(snapshot, "host.cpu.busy_ratio"), words.cpu_hint(snapshot))
        self.cells.say(words.core_ratios(snapshot))
        # What would read "0.0 %" leads nothing.
        shares = [
            share for share in programs.top(snapshot, "cpu_ratio", TOP_COUNT) if share.value / self._cores >= 0.0005
        ]
        self.top.say(_ranked(shares, self.leader_value))

    def leader_value(self, value: float) -> str:
        """Word the value of the process that led, as a share of the machine."""
        return text.ratio_text(value / self._cores)


class MemoryPanel(OverviewPanel):
    """Memory of the machine by use, swap, and the programs that hold it."""

    led_by = "memory"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(words.translate("Overview", "Memory"), parent)
        line = Line("memory", words.translate("Overview", "Memory"), _SERIES[1], is_filled=True)
        self.chart = Chart([line], StepScale(1.0), _percent_axis, parent)
        self.chart.setAccessibleName(words.translate("Overview", "Memory, last 10 minutes"))
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
        colours = _shades(len(parts))
        self.bar.say([Segment(colour, size) for colour, (_, size) in zip(colours, parts, strict=True)])
        self.legend.say(
            [
                LegendItem(colour, f"{name} {text.bytes_text(size)}" if size == size else f"{name} {text.UNKNOWN}")
                for colour, (name, size) in zip(colours, parts, strict=True)
            ]
        )
        self.swap.say([words.swap_fact(snapshot)])
        self.top.say(_ranked(programs.top(snapshot, "rss_bytes", TOP_COUNT), text.bytes_text))

    def number_at(self, values: Sequence[float]) -> str:
        """Word the ratio of the chart as bytes, as the head does."""
        used = values[0] * self._size_bytes if values else float("nan")
        return text.bytes_text(used) if used == used else text.UNKNOWN

    def leader_value(self, value: float) -> str:
        """Word the value of the process that led."""
        return text.bytes_text(value)


def _shades(count: int) -> list[str]:
    """Return colours for the parts of the memory: the series, two paler shades of it, and the empty rest."""
    series, page = QColor(_SERIES[1]), theme.colour("bg1")
    shades = [_mixed(series, page, share) for share in (1.0, 0.6, 0.4)]
    return [*shades[: count - 1], theme.current().line2]


def _mixed(first: QColor, second: QColor, share: float) -> str:
    return QColor(
        round(first.red() * share + second.red() * (1 - share)),
        round(first.green() * share + second.green() * (1 - share)),
        round(first.blue() * share + second.blue() * (1 - share)),
    ).name()


class PressurePanel(OverviewPanel):
    """How long work had to wait, and the facts of the kernel."""

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
        self.chart = Chart(lines, StepScale(0.2, 0.5, 1.0), _percent_axis, parent)
        self.chart.setAccessibleName(words.translate("Overview", "Pressure, last 10 minutes"))
        self.legend = Legend(self.foot, indent_px=AXIS_PX)
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

    def _build(self, parent: QWidget, lines: Sequence[Line], chart_name: str, top: RankedBars) -> None:
        self._names = tuple(line.name for line in lines)
        self._colours = tuple(line.colour for line in lines)
        self.chart = Chart(lines, DoublingScale(), _rate_axis, parent)
        self.chart.setAccessibleName(chart_name)
        self.legend = Legend(self.foot, indent_px=AXIS_PX)
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
        self.top.say(_ranked(programs.top(snapshot, self.metric_id, TOP_COUNT), self.leader_value))

    def set_top_count(self, count: int) -> None:
        """List so many programs."""
        self.top.set_count(count)

    def number_at(self, values: Sequence[float]) -> str:
        """Word the sum of both rates."""
        total = sum(values)
        return self.leader_value(total) if total == total else text.UNKNOWN

    def leader_value(self, value: float) -> str:
        """Word the value of the process that led."""
        return f"{text.bytes_text(value)}/s" if value >= 0.5 else text.bytes_text(value)


class DiskPanel(RatePanel):
    """Bytes to and from the disks."""

    led_by = "disk"
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

    def show(self, snapshot: Snapshot, programs: Programs) -> None:
        """Show one snapshot."""
        super().show(snapshot, programs)
        self.head.say(words.rate_sum(snapshot, *self.ids), words.disk_hint(snapshot))
        self.facts.say([*words.device_facts(snapshot), *words.hidden_facts(snapshot, self.metric_id)])


class NetworkPanel(RatePanel):
    """Bytes to and from the network."""

    led_by = "net"
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

    def show(self, snapshot: Snapshot, programs: Programs) -> None:
        """Show one snapshot."""
        super().show(snapshot, programs)
        self.head.say(words.rate_sum(snapshot, *self.ids), words.network_hint(snapshot))
        self.facts.say(words.network_facts(snapshot))


class StoragePanel(OverviewPanel):
    """How full the file systems are; then temperatures, battery and GPUs, or the interfaces where there are none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(words.translate("Overview", "File systems"), parent)
        self.facts = FactList(self.foot)
        self._sensors_title, self._interfaces_title = (
            words.translate("Overview", "Sensors"),
            words.translate("Overview", "Interfaces"),
        )
        self.more_head = PanelHead(self._sensors_title, self.foot)
        self.more = FactList(self.foot)
        self.add(self.facts, self.more_head, self.more)
        self.finish()

    def show(self, snapshot: Snapshot, programs: Programs) -> None:
        """Show one snapshot."""
        self.head.say(*words.file_system_head(snapshot))
        self.facts.say(words.file_system_facts(snapshot))
        sensors = words.sensor_facts(snapshot)
        if sensors:
            self.more_head.rename(self._sensors_title)
            self.more_head.say(*words.sensor_head(snapshot))
            self.more.say(sensors)
        else:
            self.more_head.rename(self._interfaces_title)
            self.more_head.say(*words.interface_head(snapshot))
            self.more.say(words.interface_facts(snapshot))
