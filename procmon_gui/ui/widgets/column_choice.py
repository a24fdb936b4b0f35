"""Which columns the process table has, in which order and how wide: read and put on as one piece."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from procmon_gui.ui.models.process_column_sets import Columns
from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.widgets.process_view import ProcessView


class ColumnChoice(QObject):
    """Changes the columns of one table.

    Signals:
        changed: there are other columns now, or they stand elsewhere or are as wide as another time.
    """

    changed = Signal()

    def __init__(self, model: ProcessModel, view: ProcessView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view
        self._header = view.horizontalHeader()
        # Dragging an edge moves it pixel by pixel; what listens need not.
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(0)
        self._settled.timeout.connect(self.changed)
        self._header.sectionMoved.connect(self._on_header_changed)
        self._header.sectionResized.connect(self._on_header_changed)

    @property
    def ids(self) -> list[str]:
        """Return the metrics from left to right, folded ones too."""
        ids = self._model.column_ids
        return [ids[column] for column in sorted(range(len(ids)), key=self._header.visualIndex)]

    def columns(self) -> Columns:
        """Return the metrics from left to right with their widths, 0 for one that has none of its own."""
        fit = self._view.column_fit
        return tuple((one, fit.kept_width(one, self._model.column_of(one))) for one in self.ids)

    def put_on(self, columns: Columns) -> None:
        """Have these columns from now on; a sorted one that goes takes the sort with it."""
        wanted = [metric_id for metric_id, _ in columns]
        for metric_id in self._model.column_ids:
            if metric_id not in wanted:
                self._unsort(metric_id)
                self._model.hide_column(metric_id)
        for metric_id in wanted:
            self._model.show_column(metric_id)
        for place, (metric_id, width) in enumerate(columns):
            column = self._model.column_of(metric_id)
            self._header.moveSection(self._header.visualIndex(column), place)
            if width:
                self._view.setColumnWidth(column, width)
        self._view.column_fit.fit(self._view.viewport().width())
        self._tell()

    def put_in_order(self, ids: list[str]) -> None:
        """Have these metrics in this order; those that stay keep their widths."""
        widths = dict(self.columns())
        self.put_on(tuple((metric_id, widths.get(metric_id, 0)) for metric_id in ids))

    def show(self, metric_id: str, *, is_shown: bool) -> None:
        """Append a column, or take it away."""
        if is_shown:
            self._model.show_column(metric_id)
        else:
            self._unsort(metric_id)
            self._model.hide_column(metric_id)
        self._tell()

    def _tell(self) -> None:
        self._settled.stop()
        self.changed.emit()

    def _unsort(self, metric_id: str) -> None:
        """Return to the order of the tree when the sorted column goes."""
        if self._model.arrangement.sort_metric_id == metric_id and self._model.column_of(metric_id) > 0:
            self._header.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)

    @Slot()
    def _on_header_changed(self) -> None:
        self._settled.start()
