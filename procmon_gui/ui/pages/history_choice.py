"""What the reader chose on the History page, kept in the settings of the window."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSettings

from procmon_gui.domain.heat import HeatKind
from procmon_gui.domain.ranges import HostSeries, Resource
from procmon_gui.ui.widgets.history.series_dialog import MOST_SERIES
from procmon_gui.ui.widgets.history.series_words import FIRST_SERIES
from procmon_gui.ui.widgets.history.time_view import SPANS_MS

# A number in the key, so that a later form can tell an older one.
_KEY: Final = "history/1/"
_BETWEEN: Final = "\n"
_INSTANCE: Final = "\t"
_UNUSUAL: Final = "unusual"


class HistoryChoice:
    """Curves, how much time, against when, who is ranked by what, and what the heat map shows."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "procmon_gui", "window"
        )
        self.series = self._kept_series()
        self.span_ms = self._kept_number("span_ms", SPANS_MS[0])
        self.offset_ms = self._kept_number("offset_ms", 0)
        by = self._kept("by")
        self.by = next((one for one in Resource if one.value == by), Resource.CPU)
        self.are_processes = self._kept("ranked") == "processes"
        heat = self._kept("heat")
        self.heat_kind = next((one for one in HeatKind if one.value == heat), HeatKind.PROGRAMS)
        self.is_heat_unusual = self._kept("heat_colour") == _UNUSUAL

    def keep_series(self, series: Sequence[HostSeries]) -> None:
        """Show these from now on."""
        self.series = tuple(series)
        lines = [f"{one.metric_id}{_INSTANCE}{one.instance}" for one in self.series]
        self._settings.setValue(_KEY + "series", _BETWEEN.join(lines))

    def keep_span(self, span_ms: int) -> None:
        """Show so much time from now on."""
        self.span_ms = span_ms
        self._settings.setValue(_KEY + "span_ms", span_ms)

    def keep_offset(self, offset_ms: int) -> None:
        """Compare with the time so long before from now on; 0 with none."""
        self.offset_ms = offset_ms
        self._settings.setValue(_KEY + "offset_ms", offset_ms)

    def keep_ranking(self, by: Resource, *, are_processes: bool) -> None:
        """Rank these by this from now on."""
        self.by, self.are_processes = by, are_processes
        self._settings.setValue(_KEY + "by", by.value)
        self._settings.setValue(_KEY + "ranked", "processes" if are_processes else "programs")

    def keep_heat(self, kind: HeatKind, *, is_unusual: bool) -> None:
        """Show such a heat map from now on."""
        self.heat_kind, self.is_heat_unusual = kind, is_unusual
        self._settings.setValue(_KEY + "heat", kind.value)
        self._settings.setValue(_KEY + "heat_colour", _UNUSUAL if is_unusual else "")

    def _kept(self, name: str) -> str:
        return str(self._settings.value(_KEY + name, ""))

    def _kept_number(self, name: str, default: int) -> int:
        kept = self._kept(name)
        return int(kept) if kept.isdecimal() else default

    def _kept_series(self) -> tuple[HostSeries, ...]:
        parts = (line.partition(_INSTANCE) for line in self._kept("series").split(_BETWEEN))
        kept = [HostSeries(metric_id=metric_id, instance=instance) for metric_id, _, instance in parts if metric_id]
        return tuple(dict.fromkeys(kept))[:MOST_SERIES] or FIRST_SERIES
