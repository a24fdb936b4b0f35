"""What the cells of the process table say: on the screen, read out, in tooltips and on the clipboard."""

from collections.abc import Sequence
from typing import Any, Final, Protocol

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt

from procmon_gui.domain.history import UNKNOWN_END
from procmon_gui.domain.metrics import Aggregate, Metric
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.reading import IntArray
from procmon_gui.ui import moment_words, text
from procmon_gui.ui.models.process_arrangement import Arrangement
from procmon_gui.ui.models.process_cells import ProcessCells
from procmon_gui.ui.models.process_columns import CPU_METRICS
from procmon_gui.ui.models.process_groups import Group, GroupKind
from procmon_gui.ui.models.process_kinds import group_icon, icon_of
from procmon_gui.ui.models.process_rows import Rows
from procmon_gui.ui.models.process_shape import Shape
from procmon_gui.ui.models.process_tags import ProcessTags

translate = QCoreApplication.translate

_NAME: Final = PROCESS_CATALOGUE.by_id["name"]
_EXIT_STATUS: Final = PROCESS_CATALOGUE.by_id["exit_status"]
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
    cells: ProcessCells
    tags: ProcessTags

    @property
    def rows(self) -> Rows:
        """Return the rows that are shown."""

    def metric_at(self, column: int) -> Metric:
        """Return the metric of a column."""

    def headerData(self, section: int, orientation: Qt.Orientation) -> Any:
        """Return the title of a column."""


def group_title(group: Group, shape: Shape) -> str:
    """Return what a group is called."""
    if group.kind is GroupKind.CONTAINER:
        return translate("ProcessModel", "Container {name}").format(name=group.name)
    if group.name:
        return group.name
    if group.kind is GroupKind.NONE:
        is_of_units = shape is Shape.UNIT
        return translate("ProcessModel", "No unit") if is_of_units else translate("ProcessModel", "No container")
    unknown = {
        Shape.PROGRAM: translate("ProcessModel", "Unknown program"),
        Shape.USER: translate("ProcessModel", "Unknown user"),
        Shape.UNIT: translate("ProcessModel", "Unknown unit"),
    }
    return unknown.get(shape, translate("ProcessModel", "Unknown container"))


class ProcessWords:
    """Words the rows of a model; holds nothing but the model."""

    def __init__(self, model: Table) -> None:
        self._model = model

    def names(self, rows: IntArray) -> list[tuple[str, str | None]]:
        """Return the icon of some rows, and the name that is shown for each."""
        cells = self._model.cells
        programs = cells.texts(_NAME, rows)
        command_lines = cells.texts(_COMMAND_LINE, rows)
        found = [(icon_of(name), own_title(name, said)) for name, said in zip(programs, command_lines, strict=True)]
        for at in np.flatnonzero(cells.is_group(rows)).tolist():
            group = cells.group(int(rows[at]))
            if group is not None:
                found[at] = (group_icon(group), group_title(group, self._model.arrangement.shape))
        return found

    def size_hint(self, row: int) -> str:
        """Return how many stand below a row; empty for one that stands for itself."""
        rows = self._model.rows
        size, children = int(rows.size[row]), int(rows.children[row])
        if size < 2:
            return ""
        if self._model.cells.group(row) is not None:
            return translate("ProcessModel", "%Ln processes", None, children)
        if rows.depth[row] == 0 and size > children + 1:
            return translate("ProcessModel", "subtree of {number}").format(number=text.count_text(size))
        return translate("ProcessModel", "%Ln children", None, children)

    def ended_hint(self, row: int) -> str:
        """Return when a process of the past ended since, as far as that is known; empty while it lives."""
        ended_ms = (self._model.arrangement.ended_ms or {}).get(int(self._model.rows.serials[row]))
        if ended_ms is None:
            return ""
        if ended_ms == UNKNOWN_END:
            return translate("ProcessModel", "ended since")
        clock = moment_words.clock_text(ended_ms, has_seconds=False)
        return translate("ProcessModel", "ended {time}").format(time=clock)

    def ended_hints(self, row: int) -> tuple[str, ...]:
        """Return the same, the longest form first, for where there is little room; nothing while it lives."""
        whole = self.ended_hint(row)
        return (whole, translate("ProcessModel", "ended")) if whole else ()

    def cell_text(self, row: int, column: int) -> str:
        """Return one cell in words."""
        metric, cells = self._model.metric_at(column), self._model.cells
        if metric.is_text:
            found = self._text(metric, row)
            return text.UNKNOWN if found is None else found[: text.CELL_CAP]
        if cells.is_blank(metric, row):
            return ""
        value = float(cells.numbers(metric, np.array([row]))[0])
        return text.cell_text(metric, value * cells.cell_scale(metric))

    def whole_text(self, row: int, column: int) -> str:
        """Return one cell in words, a text in full."""
        metric = self._model.metric_at(column)
        found = self._text(metric, row) if metric.is_text else None
        return self.cell_text(row, column) if found is None else found

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
        is_per_core = self._model.cells.is_per_core
        basis = translate("ProcessModel", "per core") if is_per_core else translate("ProcessModel", "machine")
        return translate("ProcessModel", "{metric}, {basis}").format(metric=title, basis=basis)

    def value(self, row: int, column: int) -> float | str | None:
        """Return the raw value of a cell, None where it is unknown."""
        metric, cells = self._model.metric_at(column), self._model.cells
        if metric.is_text:
            return self._text(metric, row) if cells.group(row) else cells.texts(metric, np.array([row]))[0]
        value = float(cells.numbers(metric, np.array([row]))[0])
        return None if value != value else value

    def tooltip(self, row: int, column: int) -> str | None:
        """Return the whole of a text, the total beside the own share, or why a value is unknown."""
        model, metric = self._model, self._model.metric_at(column)
        if model.cells.is_blank(metric, row):
            return None
        value = self.value(row, column)
        if value is None:
            return self._reason(metric, row)
        if isinstance(value, str):
            said = self._text(metric, row) or value
            return said[: text.TOOLTIP_CAP]
        scale = model.cells.cell_scale(metric)
        total = text.value_text(metric, value * scale)
        if metric is _EXIT_STATUS:
            return text.end_text(value)
        if metric.aggregate is Aggregate.NONE:
            return total
        if model.cells.group(row) is not None:
            words = translate("ProcessModel", "{total} in all: {count}, whether the filter shows them or not.")
            return words.format(total=total, count=self.size_hint(row))
        if model.arrangement.shape is Shape.TREE and model.rows.size[row] > 1:
            snapshot, slot = model.cells.snapshot_at(row)
            own = text.value_text(metric, float(snapshot.columns[metric.id][slot]) * scale)
            words = translate("ProcessModel", "With its subtree: {total}. This process alone: {own}.")
            return words.format(total=total, own=own)
        return total

    def accessible_text(self, row: int, column: int) -> str:
        """Return what is read out for a cell: also why it is unknown, and the place in the tree."""
        metric, said = self._model.metric_at(column), self.cell_text(row, column)
        if not self._model.cells.is_blank(metric, row) and self.value(row, column) is None:
            return translate("ProcessModel", "unknown: {reason}").format(reason=self._reason(metric, row))
        if column == 0 and (hint := self.ended_hint(row)):
            said = f"{said}, {hint}"
        if column == 0 and self._model.tags.has(int(self._model.rows.serials[row])):
            said = translate("ProcessModel", "{name}, tagged").format(name=said)
        if column != 0 or not self._model.arrangement.shape.has_levels:
            return said
        rows = self._model.rows
        words = [said, translate("ProcessModel", "level {number}").format(number=int(rows.depth[row]) + 1)]
        if rows.is_foldable[row]:
            is_open = bool(rows.is_open[row])
            words.append(translate("ProcessModel", "expanded") if is_open else translate("ProcessModel", "collapsed"))
        if self._model.cells.group(row) is not None:
            words.append(self.size_hint(row))
        return ", ".join(words)

    def _reason(self, metric: Metric, row: int) -> str:
        if self._model.cells.group(row) is not None:
            return translate("ProcessModel", "It is known of none of these processes.")
        return text.reason_text(*self._model.cells.snapshot_at(row), metric)

    def _text(self, metric: Metric, row: int) -> str | None:
        if metric is _NAME:
            return self.names(np.array([row]))[0][1]
        return self._model.cells.texts(metric, np.array([row]))[0]

    def _pasted(self, row: int, column: int) -> str:
        said = self.cell_text(row, column)
        if not self._model.metric_at(column).is_text:
            return said
        said = "".join(letter if letter.isprintable() else " " for letter in said)
        # A spreadsheet runs a cell that begins like this.
        return f"'{said}" if said[:1] in ("=", "+", "-", "@") else said
