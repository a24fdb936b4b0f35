"""What the cells of the process table say: on the screen, read out, in tooltips and on the clipboard."""

from collections.abc import Sequence
from typing import Any, Final, Protocol

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt

from procmon_gui.domain.metrics import Aggregate, Metric
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import text
from procmon_gui.ui.models.process_arrangement import Arrangement
from procmon_gui.ui.models.process_columns import CPU_METRICS
from procmon_gui.ui.models.process_rows import Rows

translate = QCoreApplication.translate

_NAME: Final = PROCESS_CATALOGUE.by_id["name"]
_COMMAND_LINE: Final = PROCESS_CATALOGUE.by_id["command_line"]
# What a program calls itself may be of any length.
_TITLE_CAP: Final = 256


def own_title(name: str | None, command_line: str | None) -> str | None:
    """Return what a process calls itself, as "postgres: checkpointer" does, else the name of its program."""
    if not name or not command_line or not command_line.startswith(f"{name}: "):
        return name
    return command_line[:_TITLE_CAP].rstrip()


class Table(Protocol):
    """What is asked of a model of processes to word it."""

    arrangement: Arrangement

    @property
    def rows(self) -> Rows:
        """Return the rows that are shown."""

    @property
    def is_per_core(self) -> bool:
        """Say whether 100 % is one full core."""

    def metric_at(self, column: int) -> Metric:
        """Return the metric of a column."""

    def texts(self, metric: Metric, rows: IntArray) -> list[str | None]:
        """Return the texts of some rows."""

    def numbers(self, metric: Metric, rows: IntArray) -> FloatArray:
        """Return what the cells of some rows say, as in the catalogue."""

    def cell_scale(self, metric: Metric) -> float:
        """Return by what a number is multiplied before it is worded."""

    def snapshot_at(self, row: int) -> tuple[Snapshot, int]:
        """Return the snapshot and the slot in which the values of a row stand."""

    def headerData(self, section: int, orientation: Qt.Orientation) -> Any:
        """Return the title of a column."""


class ProcessWords:
    """Words the rows of a model; holds nothing but the model."""

    def __init__(self, model: Table) -> None:
        self._model = model

    def names(self, rows: IntArray) -> list[tuple[str | None, str | None]]:
        """Return the program of some rows, and the name that is shown for each."""
        names = self._model.texts(_NAME, rows)
        command_lines = self._model.texts(_COMMAND_LINE, rows)
        return [(name, own_title(name, said)) for name, said in zip(names, command_lines, strict=True)]

    def cell_text(self, row: int, column: int) -> str:
        """Return one cell in words."""
        metric = self._model.metric_at(column)
        if metric.is_text:
            found = self._text(metric, row)
            return text.UNKNOWN if found is None else found[: text.CELL_CAP]
        value = float(self._model.numbers(metric, np.array([row]))[0])
        return text.cell_text(metric, value * self._model.cell_scale(metric))

    def rows_text(self, rows: Sequence[int], columns: Sequence[int]) -> str:
        """Return rows as tab-separated lines under their titles, safe to paste into a spreadsheet."""
        titles = [str(self._model.headerData(column, Qt.Orientation.Horizontal)) for column in columns]
        lines = [[self._pasted(row, column) for column in columns] for row in rows]
        return "\n".join("\t".join(line) for line in [titles, *lines]) + "\n"

    def title(self, metric: Metric) -> str:
        """Return the title of a column; CPU says what 100 % is."""
        title = text.metric_title(metric)
        if metric.id not in CPU_METRICS:
            return title
        is_per_core = self._model.is_per_core
        basis = translate("ProcessModel", "per core") if is_per_core else translate("ProcessModel", "machine")
        return translate("ProcessModel", "{metric}, {basis}").format(metric=title, basis=basis)

    def value(self, row: int, column: int) -> float | str | None:
        """Return the raw value of a cell, None where it is unknown."""
        metric = self._model.metric_at(column)
        if metric.is_text:
            return self._model.texts(metric, np.array([row]))[0]
        value = float(self._model.numbers(metric, np.array([row]))[0])
        return None if value != value else value

    def tooltip(self, row: int, column: int) -> str | None:
        """Return the whole of a text, the total beside the own share, or why a value is unknown."""
        model, metric = self._model, self._model.metric_at(column)
        snapshot, slot = model.snapshot_at(row)
        value = self.value(row, column)
        if value is None:
            return text.reason_text(snapshot, slot, metric)
        if isinstance(value, str):
            said = self._text(metric, row) or value
            return said[: text.TOOLTIP_CAP]
        is_parent = model.arrangement.is_tree and bool(model.rows.is_foldable[row])
        if is_parent and metric.aggregate is not Aggregate.NONE:
            own = text.value_text(metric, float(model.arrangement.own(metric.id)[slot]) * model.cell_scale(metric))
            words = translate("ProcessModel", "With its subtree: {total}. This process alone: {own}.")
            return words.format(total=text.value_text(metric, value * model.cell_scale(metric)), own=own)
        return text.value_text(metric, value * model.cell_scale(metric))

    def accessible_text(self, row: int, column: int) -> str:
        """Return what is read out for a cell: also why it is unknown, and the place in the tree."""
        said = self.cell_text(row, column)
        if self.value(row, column) is None:
            snapshot, slot = self._model.snapshot_at(row)
            reason = text.reason_text(snapshot, slot, self._model.metric_at(column))
            return translate("ProcessModel", "unknown: {reason}").format(reason=reason)
        if column != 0 or not self._model.arrangement.is_tree:
            return said
        rows = self._model.rows
        words = [said, translate("ProcessModel", "level {number}").format(number=int(rows.depth[row]) + 1)]
        if rows.is_foldable[row]:
            is_open = bool(rows.is_open[row])
            words.append(translate("ProcessModel", "expanded") if is_open else translate("ProcessModel", "collapsed"))
        return ", ".join(words)

    def _text(self, metric: Metric, row: int) -> str | None:
        if metric is _NAME:
            return self.names(np.array([row]))[0][1]
        return self._model.texts(metric, np.array([row]))[0]

    def _pasted(self, row: int, column: int) -> str:
        said = self.cell_text(row, column)
        if not self._model.metric_at(column).is_text:
            return said
        said = "".join(letter if letter.isprintable() else " " for letter in said)
        # A spreadsheet runs a cell that begins like this.
        return f"'{said}" if said[:1] in ("=", "+", "-", "@") else said
