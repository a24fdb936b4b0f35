"""Which cells in view look different from how they were last seen, so that a beat repaints those and no others."""

from dataclasses import dataclass

import numpy as np

from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import theme
from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.widgets.process_header import SPARK_WIDTH
from procmon_gui.ui.widgets.process_painter import Frame
from procmon_gui.ui.widgets.sparklines import WINDOW_S


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Look:
    """What was seen: `place` tells where, `rows` what holds for whole rows, `cells` the content column by column.

    Figures are arrays whose last axis are the rows, texts are lists.
    """

    place: tuple[object, ...]
    rows: FloatArray
    cells: list[FloatArray | list[str | None]]


class ProcessChanges:
    """Remembers how the cells of one view looked when they were compared last. Window thread only."""

    def __init__(self, model: ProcessModel) -> None:
        self._model = model
        self._seen: _Look | None = None
        self._serials: IntArray = np.empty(0, dtype=np.int64)
        self._snapshot: Snapshot | None = None
        self._looks = 0

    def forget(self) -> None:
        """Take everything for changed at the next look."""
        self._seen = None

    def note_paint(self) -> None:
        """Say that rows are drawn for another reason; values that were not compared yet must not be missed."""
        if self._model.arrangement.snapshot is not self._snapshot:
            self.forget()

    def look(self, frame: Frame, *, has_sparklines: bool) -> BoolArray:
        """Return which cells of a frame changed since the last look, shape (columns, rows)."""
        if self._is_mostly_others(frame):
            self.forget()
            return np.ones((len(frame.columns), len(frame.rows)), dtype=np.bool_)
        before, now = self._seen, self._look_of(frame, has_sparklines=has_sparklines)
        self._seen, self._snapshot = now, self._model.arrangement.snapshot
        changed = np.ones((len(frame.columns), len(frame.rows)), dtype=np.bool_)
        # When others ended since, a row of the past says so; that is not compared.
        if before is None or before.place != now.place or self._model.arrangement.ended_ms is not None:
            return changed
        changed[:] = (before.rows != now.rows).any(axis=0)
        for column, (old, new) in enumerate(zip(before.cells, now.cells, strict=True)):
            changed[column] |= _differ(old, new)
        return changed

    def _is_mostly_others(self, frame: Frame) -> bool:
        """Say whether most rows show other processes than before: then comparing costs more than drawing spares."""
        before, serials = self._serials, self._model.rows.serials[frame.rows]
        self._serials = serials
        return len(before) == len(serials) and bool(2 * np.count_nonzero(before != serials) > len(serials))

    def _look_of(self, frame: Frame, *, has_sparklines: bool) -> _Look:
        model, rows = self._model, self._model.rows
        facts = [
            rows.serials, rows.depth, rows.children, rows.size, rows.is_foldable, rows.is_open, rows.is_faint,
            rows.slots < 0,
        ]  # fmt: skip
        marks = [
            model.cells.is_new(frame.rows),
            model.tags.among(rows.serials[frame.rows]),
            np.fromiter((row in frame.selected for row in frame.rows.tolist()), np.bool_, len(frame.rows)),
            np.where(frame.rows == frame.current[0], frame.current[1], -1),
        ]
        metrics = [model.metric_at(column) for column, _, _ in frame.columns]
        return _Look(
            place=(
                tuple(frame.tops), frame.height, frame.width, tuple(frame.columns),
                *map(model.cells.cell_scale, metrics),
            ),
            rows=np.array([*(fact[frame.rows] for fact in facts), *marks], dtype=np.float64),
            cells=[self._cells(metric, frame, has_sparklines=has_sparklines) for metric in metrics],
        )  # fmt: skip

    def _cells(self, metric: Metric, frame: Frame, *, has_sparklines: bool) -> FloatArray | list[str | None]:
        if metric.id == "name":
            return [said for _, said in self._model.words.names(frame.rows)]
        if metric.is_text:
            return self._model.cells.texts(metric, frame.rows)
        numbers = self._model.cells.numbers(metric, frame.rows)
        if metric.id == "cpu_ratio" and has_sparklines:
            return np.array([numbers, *self._curves(frame)])
        return numbers

    def _curves(self, frame: Frame) -> list[FloatArray]:
        """Return figures that differ where a small curve moved: a level one only grows, until it is a minute long."""
        self._looks += 1
        ages, values = self._model.cells.cpu_history(frame.rows)
        if len(ages) == 0:
            return []
        least, most = np.fmin.reduce(values, axis=0), np.fmax.reduce(values, axis=0)
        is_level = ~(least < most)
        known_s = np.where(np.isnan(values), 0.0, ages[:, None]).max(axis=0)
        columns = round(theme.scaled(SPARK_WIDTH) * frame.pixel_ratio) - 1
        return [
            np.where(is_level, -1.0, float(self._looks)),
            most.astype(np.float64),
            np.floor((WINDOW_S - known_s) / WINDOW_S * columns),
        ]


def _differ(old: FloatArray | list[str | None], new: FloatArray | list[str | None]) -> BoolArray:
    """Return which rows of a column differ; unknown is as unknown as before."""
    if isinstance(old, list) or isinstance(new, list):
        return np.fromiter((a != b for a, b in zip(old, new, strict=True)), np.bool_, len(new))
    differ = np.atleast_2d((old != new) & ~(np.isnan(old) & np.isnan(new)))
    return np.asarray(differ.any(axis=0))
