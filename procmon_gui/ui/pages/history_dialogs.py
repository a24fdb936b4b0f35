"""The boxes in which the reader of the History page chooses curves, a range, and another time to compare with."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QInputDialog, QWidget

from procmon_gui.domain.history import Span
from procmon_gui.domain.ranges import HostSeries
from procmon_gui.ui import spoken
from procmon_gui.ui.widgets.history.range_dialog import RangeDialog
from procmon_gui.ui.widgets.history.series_dialog import SeriesDialog


class HistoryDialogs(QObject):
    """Opens them over one page.

    Signals:
        series_chosen: these curves are to be shown.
        range_chosen: this `Span`.
        offset_chosen: compare with the time so many ms before.
        offset_refused: what was typed is no time; the sentence says why, "" that it is one now.
    """

    series_chosen = Signal(object)
    range_chosen = Signal(object)
    offset_chosen = Signal(object)
    offset_refused = Signal(str)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._range_dialog: RangeDialog | None = None

    def ask_for_series(self, known: Sequence[HostSeries], shown: Sequence[HostSeries]) -> None:
        """Offer all curves that there are."""
        dialog = SeriesDialog(known, shown, self._page)
        dialog.chosen.connect(self.series_chosen)
        dialog.open()

    def ask_for_range(self, recorded: Span) -> None:
        """Let the reader type from when to when."""
        if self._range_dialog is None:
            self._range_dialog = RangeDialog(self._page)
            self._range_dialog.range_chosen.connect(self.range_chosen)
        self._range_dialog.open_here(recorded)

    @Slot()
    def ask_for_offset(self) -> None:
        """Let the reader type how long before."""
        dialog = QInputDialog(self._page)
        dialog.setWindowTitle(self.tr("Compare with another time"))
        dialog.setLabelText(self.tr("How long before? For example 2 days, 36 h or 90 min"))
        dialog.setOkButtonText(self.tr("Compare"))
        dialog.setCancelButtonText(self.tr("Cancel"))
        dialog.textValueSelected.connect(self.take_offset)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def take_offset(self, typed: str) -> None:
        """Take how long before, as people say it."""
        # Here and not above: the language of durations is loaded by who types one.
        from procmon_gui.query.errors import QueryError
        from procmon_gui.query.times import parse_duration

        try:
            offset_ms = round(parse_duration(typed) * 1000)
        except QueryError as error:
            self.offset_refused.emit(spoken.said(str(error)))
            return
        self.offset_refused.emit("")
        self.offset_chosen.emit(max(0, offset_ms))
