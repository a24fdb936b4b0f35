"""What 100 % of CPU is in the detail, and how high its charts begin: as the list beside it has it."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.models.process_columns import core_count
from procmon_gui.ui.widgets.scale import DoublingScale, StepScale

_KIB: Final = 1024.0
_LEAST_MEMORY: Final = 1024.0 * _KIB
_LEAST_RATE: Final = 16 * _KIB


class Basis:
    """One choice for all tabs: per core, or the whole machine."""

    def __init__(self) -> None:
        self.is_per_core = False

    def factor(self, snapshot: Snapshot) -> float:
        """Return by what a ratio of one core is multiplied."""
        return 1.0 if self.is_per_core else 1.0 / core_count(snapshot)

    def title(self) -> str:
        """Return the title of a chart of CPU."""
        if self.is_per_core:
            return QCoreApplication.translate("Detail", "CPU, per core")
        return QCoreApplication.translate("Detail", "CPU, machine")


def cpu_scale() -> StepScale:
    """Return the axis of a process's CPU: smaller than 100 % where little is used; past it for many threads."""
    steps = [0.05, 0.10, 0.25, 0.50, 1.0]
    return StepScale(*steps, *(2.0**power for power in range(1, 12)))


def memory_scale() -> DoublingScale:
    """Return the axis of a process's memory."""
    return DoublingScale(_LEAST_MEMORY)


def rate_scale() -> DoublingScale:
    """Return the axis of a process's rates of bytes."""
    return DoublingScale(_LEAST_RATE)
