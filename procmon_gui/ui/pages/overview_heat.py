"""The panel of the overview with the heat map of the last hours. What it is made of is loaded after the first beats."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import theme
from procmon_gui.ui.pages.base import Page
from procmon_gui.ui.pages.overview_history import Programs
from procmon_gui.ui.pages.overview_panel import OverviewPanel
from procmon_gui.ui.pages.overview_words import translate
from procmon_gui.ui.widgets.panel import PanelHead

if TYPE_CHECKING:
    from procmon_gui.domain.heat import HeatReader
    from procmon_gui.ui.pages.overview_hours import OverviewHours
    from procmon_gui.ui.widgets.heat_map.heat_map import HeatMap
    from procmon_gui.ui.widgets.heat_map.legend import HeatLegend

_ROW_PX: Final = 19
_FOOT_PX: Final = 20
# So many rows of devices, and so many programs, are about as high.
_MORE: Final = 2
_LEAST: Final = 5
_MOST: Final = 16


class HeatPanelHead(PanelHead):
    """In the place of the big number stands the ramp."""

    def __init__(self, title: str, parent: QWidget) -> None:
        self._legend: HeatLegend | None = None
        super().__init__(title, parent)
        self.say("", "")

    def hold(self, legend: "HeatLegend") -> None:
        """Have a ramp at the right."""
        self._legend = legend
        legend.setParent(self)
        legend.show()
        self.place_legend()

    def place_legend(self) -> None:
        """Let the ramp have as much room as its words want."""
        if self._legend is not None:
            size = self._legend.sizeHint()
            self._legend.setGeometry(
                self.width() - size.width(), (self.height() - size.height()) // 2, size.width(), size.height()
            )
            self._fit_hint()
            self.update()

    def _number_px(self) -> int:
        return self._legend.sizeHint().width() if self._legend is not None else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the ramp at the right."""
        super().resizeEvent(event)
        self.place_legend()


class HeatPanel(OverviewPanel):
    """Programs over the last hours; empty until somebody has read them."""

    across: ClassVar[int] = 2

    def __init__(
        self, parent: QWidget, open_reader: "Callable[[], HeatReader]", is_recorded: Callable[[], bool]
    ) -> None:
        """Make it empty, with room for what will come; without a recording there is what the window remembers."""
        self._own_head = HeatPanelHead(translate("Overview", "Programs over the last hours"), parent)
        super().__init__("", parent, self._own_head)
        self._open_reader = open_reader
        self._is_recorded = is_recorded
        self._hours: OverviewHours | None = None
        self._has_first_frame = False
        self.map: HeatMap | None = None
        self.room = _LEAST
        self._keep_room()

    def hold(self, heat: "HeatMap", legend: "HeatLegend") -> None:
        """Show a heat map in the room that was kept for it."""
        self.map = heat
        self.foot.setMinimumHeight(0)
        self.add(heat)
        self._own_head.hold(legend)

    def place_legend(self) -> None:
        """Let the ramp have as much room as its words want."""
        self._own_head.place_legend()

    def follow(self, page: Page) -> None:
        """Read what is not known yet, or is not up to date; called with every frame: cheap unless there is something.

        With the second frame the rest of it is loaded: the first one waits for nothing.
        """
        if not self._has_first_frame:
            self._has_first_frame = True
            return
        if self._hours is None:
            from procmon_gui.ui.pages.overview_hours import OverviewHours

            self._hours = OverviewHours(self, self._open_reader, page, is_recorded=self._is_recorded)
        self._hours.follow(page)

    def tab_order(self) -> Sequence[QWidget]:
        """Return the map, once it is there."""
        return [self.map] if self.map is not None else []

    def show(self, snapshot: Snapshot, programs: Programs) -> None:
        """Do nothing: a beat is no cell."""

    def set_room(self, rows: int) -> None:
        """Have room for so many rows of devices."""
        room = min(_MOST, max(_LEAST, rows + _MORE))
        if room != self.room:
            self.room = room
            self._keep_room()
            if self._hours is not None:
                self._hours.show_again()

    def _keep_room(self) -> None:
        if self.map is None:
            self.foot.setMinimumHeight(theme.scaled(_ROW_PX) * self.room + _FOOT_PX)
