"""What every panel of the overview is, and how its axes are worded."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import text
from procmon_gui.ui.pages import overview_words as words
from procmon_gui.ui.pages.overview_history import Leader, Programs, ProgramShare
from procmon_gui.ui.widgets.chart import Chart
from procmon_gui.ui.widgets.panel import PanelHead
from procmon_gui.ui.widgets.ranked_bars import RankedBars, RankedRow

TOP_COUNT = 5


def percent_axis(value: float) -> str:
    """Word a share at the top of an axis."""
    return f"{round(value * 100)} %"


def rate_axis(value: float) -> str:
    """Word bytes a second at the top of an axis."""
    return text.axis_text(text.bytes_text(value)) + "/s"


def rate_text(value: float) -> str:
    """Word bytes a second."""
    return f"{text.bytes_text(value)}/s" if value >= 0.5 else text.bytes_text(value)


class OverviewPanel:
    """Head, chart and foot of one panel; the page places them in its grid so that charts of a row align.

    `show` is told a snapshot and the leading programs; `number_at` words the values under the cursor.

    Attributes:
        led_by: the column of `OverviewHistory.leader_at` that says who led; "" where nobody does.
        detail: the bigger view that belongs to it, a name of `overview_detail_specs.SPECS`; "" for none.
        across: how many columns wide it is, where there are so many.
    """

    led_by: ClassVar[str] = ""
    detail: ClassVar[str] = ""
    across: ClassVar[int] = 1

    def __init__(self, title: str, parent: QWidget, head: PanelHead | None = None) -> None:
        self.head = head or PanelHead(title, parent)
        self.chart: Chart | None = None
        self.top: RankedBars | None = None
        self.foot = QWidget(parent)
        self.rows = QVBoxLayout(self.foot)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(4)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets under the chart."""
        for widget in widgets:
            self.rows.addWidget(widget)

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """Return its widgets, from top to bottom."""
        return tuple(part for part in (self.head, self.chart, self.foot) if part is not None)

    def tab_order(self) -> Sequence[QWidget]:
        """Return what the Tab key goes through, from top to bottom."""
        return [part for part in (self.head.more_button, self.chart, self.top) if part is not None]

    def hide(self) -> None:
        """Take all of it off the page."""
        for part in self.parts:
            part.hide()

    def finish(self) -> None:
        """Keep what was added at the top of its room."""
        self.rows.addStretch(1)

    def show(self, snapshot: Snapshot, programs: Programs) -> None:
        """Show one snapshot."""
        raise NotImplementedError

    def set_room(self, rows: int) -> None:
        """Have room for so many rows of devices; panels without devices have no use for it."""

    def set_top_count(self, count: int) -> None:
        """List so many programs."""
        if self.top is not None:
            self.top.set_count(count)

    def _rank(self, shares: Sequence[ProgramShare]) -> None:
        if self.top is not None:
            self.top.say(ranked(shares, self.leader_value))

    def number_at(self, values: Sequence[float]) -> str:
        """Word what the chart shows under the cursor, as the head would."""
        return text.UNKNOWN if not values or values[0] != values[0] else text.ratio_text(values[0])

    def leader_value(self, value: float) -> str:
        """Word the value of the process that led."""
        return text.ratio_text(value)


def ranked(shares: Sequence[ProgramShare], worded: Callable[[float], str]) -> list[RankedRow]:
    """Return the rows of a list of programs."""
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


class LeaderWords:
    """Words who led at a moment of one chart."""

    def __init__(self, leader_at: Callable[[float, str], Leader | None], panel: OverviewPanel) -> None:
        self._leader_at = leader_at
        self._panel = panel

    def __call__(self, at_s: float) -> str:
        """Return "postgres led with 5.8 %", or nothing."""
        leader = self._leader_at(at_s, self._panel.led_by)
        if leader is None:
            return ""
        led = words.translate("Overview", "{program} led with {value}")
        return led.format(program=leader.name, value=self._panel.leader_value(leader.value))
