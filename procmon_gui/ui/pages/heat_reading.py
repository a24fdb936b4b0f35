"""How a heat map is read: beside the window. Works hold the reader and values, no widget."""

from dataclasses import dataclass

from procmon_gui.domain.heat import Heat, HeatReader, HeatWish
from procmon_gui.ui.bridge.operation import OperationErrand


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HeatRead:
    """What was wished, and what is known of it."""

    wish: HeatWish
    heat: Heat


@dataclass(frozen=True, slots=True)
class ReadHeat:
    """Reads one."""

    reader: HeatReader
    wish: HeatWish

    def __call__(self, errand: OperationErrand) -> HeatRead:
        """Return it."""
        return HeatRead(wish=self.wish, heat=self.reader.heat(self.wish, errand))
