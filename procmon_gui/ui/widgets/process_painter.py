"""Draws the rows in view of the process table: one pass over the columns, no delegate, no call of `data`.

All that depends on the font and the colours is made once; a beat formats and draws only what is in view.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from PySide6.QtCore import QLine, QObject, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPen, QPixmap

from procmon_gui.domain.metrics import Aggregate, Metric
from procmon_gui.domain.reading import BoolArray, IntArray
from procmon_gui.ui import text, theme
from procmon_gui.ui.models.process_columns import LETTERS, is_heated, is_number
from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.widgets.glyphs import Glyphs
from procmon_gui.ui.widgets.process_header import SPARK_HEIGHT, SPARK_WIDTH
from procmon_gui.ui.widgets.process_indent import CHEVRON, CHEVRON_GAP, ICON, ICON_GAP, PADDING, indent, is_beyond
from procmon_gui.ui.widgets.sparklines import Sparklines

_BAR: Final = 2
_TOKENS: Final = ("t1", "t2", "t3", "zero", "line", "accent", "past")
# On these backgrounds the faint tokens have too little contrast.
_STRONGER: Final = {"zero": "t2", "t3": "t2"}
_SPARK_FLOOR: Final = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the view knows about one repaint: geometry in viewport pixels, and who is marked.

    `columns` are logical columns with x and width, only those in view; row `rows[i]` stands at `tops[i]`, and there
    may be others between two of them. `current` is the row and the column that have the keyboard while the table has.
    """

    rows: IntArray
    tops: Sequence[int]
    height: int
    width: int
    columns: Sequence[tuple[int, int, int]]
    selected: frozenset[int]
    hovered: int
    pixel_ratio: float
    current: tuple[int, int]
    has_focus: bool

    def part(self, places: IntArray) -> "Frame":
        """Return the same repaint for some of its rows."""
        return replace(self, rows=self.rows[places], tops=[self.tops[place] for place in places.tolist()])


class ProcessPainter(QObject):
    """Knows how a row looks. One for each view, because fonts and pens belong to it."""

    def __init__(self, model: ProcessModel, font: QFont, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.has_sparklines = True
        self.restyle(font)

    def restyle(self, font: QFont) -> None:
        """Take another font, or the colours of another theme."""
        self._plain = Glyphs(theme.number_font(font))
        self._hint = Glyphs(theme.sized_font(font, -1.5))
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(font.pointSizeF() if font.pointSizeF() > 0 else fixed.pointSizeF())
        self._fixed = Glyphs(theme.sized_font(fixed, -1.5))
        self._spark_width, self._spark_height = theme.scaled(SPARK_WIDTH), theme.scaled(SPARK_HEIGHT)
        self._least_with_spark = 3 * PADDING + self._spark_width + self._plain.metrics.horizontalAdvance("100.0 %")
        self._scale, self._chevron, self._icon = theme.scale(), theme.scaled(CHEVRON), theme.scaled(ICON)
        self._pens = {token: QPen(theme.colour(token)) for token in _TOKENS}
        self._heat = [QColor(step) for step in theme.current().heat]
        self._backgrounds = {token: theme.colour(token) for token in ("sel", "pastsel", "hover", "new", "ended", "bg1")}

    @property
    def row_height(self) -> int:
        """Return the height of every row, whatever its text holds."""
        return theme.row_height(self._plain.height)

    def says_letters(self, metric: Metric, width: int) -> bool:
        """Say whether a column of this width has letters because its words have no room."""
        if metric.id not in LETTERS:
            return False
        words_px = max(map(self._plain.metrics.horizontalAdvance, text.choice_texts(metric)))
        return words_px + 2 * PADDING > width

    def paint(self, painter: QPainter, frame: Frame, cells: BoolArray | None = None) -> None:
        """Draw the rows of a frame; of these only some cells, shape (columns, rows), where the rest is clipped away."""
        if len(frame.rows) == 0:
            return
        strong = self._paint_backgrounds(painter, frame)
        for place, (column, x, width) in enumerate(frame.columns):
            metric, part, firm = self._model.metric_at(column), frame, strong
            if cells is not None:
                places = np.flatnonzero(cells[place])
                if len(places) == 0:
                    continue
                part, firm = frame.part(places), [strong[at] for at in places.tolist()]
            if metric.id == "name":
                self._paint_names(painter, part, firm, x, width)
            elif metric.is_text:
                self._paint_texts(painter, part, firm, metric, x, width)
            else:
                self._paint_numbers(painter, part, firm, metric, x, width)
        if frame.has_focus:
            self._paint_focus(painter, frame)

    # ---- parts

    def _paint_backgrounds(self, painter: QPainter, frame: Frame) -> list[bool]:
        """Colour whole rows; return which of them need stronger text."""
        slots = self._model.rows.slots[frame.rows].tolist()
        is_new = self._model.cells.is_new(frame.rows).tolist()
        is_past = self._model.arrangement.ended_ms is not None
        strong = []
        for place, row in enumerate(frame.rows.tolist()):
            top = frame.tops[place]
            if row in frame.selected:
                token = "pastsel" if is_past else "sel"
            elif slots[place] < 0:
                token = "ended"
            elif is_new[place]:
                token = "new"
            else:
                token = "hover" if row == frame.hovered else ""
            strong.append(token not in ("", "hover"))
            if token:
                painter.fillRect(0, top, frame.width, frame.height, self._backgrounds[token])
            if row in frame.selected:
                painter.fillRect(0, top, _BAR, frame.height, self._pens["past" if is_past else "accent"].color())
        return strong

    def _paint_names(self, painter: QPainter, frame: Frame, strong: list[bool], x: int, width: int) -> None:
        rows = self._model.rows
        has_levels = self._model.arrangement.shape.has_levels
        depths = rows.depth[frame.rows].tolist()
        if has_levels:
            self._paint_guides(painter, frame, depths, x, width)
        painter.setFont(self._plain.font)
        open_icon, closed_icon = (theme.pixmap(name, "t2", CHEVRON) for name in ("chevron-down", "chevron-right"))
        names = self._model.words.names(frame.rows)
        icons = {icon_name: theme.pixmap(icon_name, "t2", ICON) for icon_name in {icon_name for icon_name, _ in names}}
        foldable, opened = rows.is_foldable[frame.rows].tolist(), rows.is_open[frame.rows].tolist()
        faint = rows.is_faint[frame.rows].tolist()
        tagged = self._model.tags.among(rows.serials[frame.rows]).tolist()
        for place, (icon_name, shown) in enumerate(names):
            top = frame.tops[place]
            left = x + PADDING
            if has_levels:
                left += indent(depths[place], width, self._scale)
                if foldable[place]:
                    chevron = open_icon if opened[place] else closed_icon
                    painter.drawPixmap(left, top + (frame.height - self._chevron) // 2, chevron)
                left += self._chevron + CHEVRON_GAP
            if left + self._icon <= x + width:
                self._paint_icon(painter, left, top + (frame.height - self._icon) // 2, icons[icon_name],
                                 is_tagged=tagged[place])  # fmt: skip
            left += self._icon + ICON_GAP
            if has_levels and is_beyond(depths[place], width, self._scale):
                left = self._paint_level(painter, depths[place], left, top, frame.height, strong=strong[place])
            token = "t3" if faint[place] else "t1"
            pen = self._pens[_STRONGER.get(token, token) if strong[place] else token]
            end = self._draw_fitted(
                painter, self._plain, shown, left, top, x + width - PADDING - left, pen, frame.height
            )
            if ended := self._model.words.ended_hints(int(frame.rows[place])):
                end = self._paint_ended(painter, frame, ended, end + PADDING, top, x + width - PADDING)
            if foldable[place]:
                self._paint_hint(painter, frame, int(frame.rows[place]), end + PADDING, top, x + width - PADDING,
                                 strong=strong[place])  # fmt: skip

    def _paint_icon(self, painter: QPainter, left: int, top: int, icon: QPixmap, *, is_tagged: bool) -> None:
        """Draw the kind of a process; where it is tagged a ticked box instead, which no kind looks like."""
        if is_tagged:
            painter.fillRect(left, top, self._icon, self._icon, self._pens["accent"].color())
            icon = theme.pixmap("check", "bg1", ICON)
        painter.drawPixmap(left, top, icon)

    def _paint_level(self, painter: QPainter, depth: int, left: int, top: int, height: int, *, strong: bool) -> int:
        """Write the level of a process where there is no room to show it; return where the name begins."""
        static, width = self._hint.whole(text.count_text(depth + 1))
        painter.setFont(self._hint.font)
        painter.setPen(self._pens["t2" if strong else "t3"])
        painter.drawStaticText(left, top + (height - self._hint.height) // 2 + 1, static)
        painter.setFont(self._plain.font)
        return left + width + ICON_GAP

    def _paint_guides(self, painter: QPainter, frame: Frame, depths: list[int], x: int, width: int) -> None:
        """Draw one line for each run of rows that share an ancestor's level."""
        lines = []
        follows = [True, *(np.diff(frame.rows) == 1).tolist(), True]
        for level in range(max(depths)):
            at = x + PADDING + indent(level, width, self._scale) + self._chevron // 2
            if at >= x + width or is_beyond(level, width, self._scale):
                break
            start = -1
            for place, depth in enumerate([*depths, 0]):
                if start >= 0 and (depth <= level or not follows[place]):
                    lines.append(QLine(at, frame.tops[start], at, frame.tops[place - 1] + frame.height - 1))
                    start = -1
                if depth > level and start < 0:
                    start = place
        if lines:
            painter.setPen(self._pens["line"])
            painter.drawLines(lines)

    def _paint_hint(
        self, painter: QPainter, frame: Frame, row: int, left: int, top: int, right: int, *, strong: bool
    ) -> None:  # fmt: skip
        static, width = self._hint.whole(self._model.words.size_hint(row))
        if left + width <= right:
            painter.setFont(self._hint.font)
            painter.setPen(self._pens["t2" if strong else "t3"])
            painter.drawStaticText(left, top + (frame.height - self._hint.height) // 2 + 1, static)
            painter.setFont(self._plain.font)

    def _paint_ended(
        self, painter: QPainter, frame: Frame, forms: Sequence[str], left: int, top: int, right: int
    ) -> int:  # fmt: skip
        """Write the first of these that there is room for; return where the text ends."""
        fitting = (found for form in forms if left + (found := self._hint.whole(form))[1] <= right)
        static, width = next(fitting, (None, 0))
        if static is None:
            return left - PADDING
        painter.setFont(self._hint.font)
        painter.setPen(self._pens["past"])
        painter.drawStaticText(left, top + (frame.height - self._hint.height) // 2 + 1, static)
        painter.setFont(self._plain.font)
        return left + width

    def _paint_texts(
        self, painter: QPainter, frame: Frame, strong: list[bool], metric: Metric, x: int, width: int
    ) -> None:  # fmt: skip
        glyphs = self._fixed if metric.id == "command_line" else self._plain
        painter.setFont(glyphs.font)
        faint = self._model.rows.is_faint[frame.rows].tolist()
        for place, said in enumerate(self._model.cells.texts(metric, frame.rows)):
            token = "zero" if said is None else "t3" if faint[place] else "t2"
            pen = self._pens[_STRONGER.get(token, token) if strong[place] else token]
            top = frame.tops[place]
            self._draw_fitted(painter, glyphs, said, x + PADDING, top, width - 2 * PADDING, pen, frame.height)

    def _paint_numbers(
        self, painter: QPainter, frame: Frame, strong: list[bool], metric: Metric, x: int, width: int
    ) -> None:  # fmt: skip
        model, cells = self._model, self._model.cells
        values = cells.numbers(metric, frame.rows)
        if is_heated(metric):
            self._paint_heat(painter, frame, cells.heat_steps(metric, frame.rows, values), strong, x, width)
        if metric.id == "cpu_ratio" and self.has_sparklines and width >= self._least_with_spark:
            self._paint_sparklines(painter, frame, x)
        totals = cells.is_total(metric, frame.rows).tolist()
        faint = model.rows.is_faint[frame.rows].tolist()
        is_second = metric.id in ("pid", "ppid", "uid") or not is_number(metric)
        right = x + width - PADDING if is_number(metric) else 0
        painter.setFont(self._plain.font)
        pens, whole = self._pens, self._plain.whole
        offset = (frame.height - self._plain.height) // 2
        last = ""
        blank, receding = self._blank_places(metric, frame), text.faint_texts()
        for place, said in enumerate(self._worded(metric, (values * cells.cell_scale(metric)).tolist(), width)):
            if place in blank:
                continue
            if said in receding:
                token = "t2" if strong[place] else "zero"
            elif faint[place]:
                token = "t2" if strong[place] else "t3"
            else:
                token = "t2" if is_second or totals[place] else "t1"
            if token != last:
                painter.setPen(pens[token])
                last = token
            static, wide = whole(said)
            painter.drawStaticText(right - wide if right else x + PADDING, frame.tops[place] + offset, static)

    def _worded(self, metric: Metric, values: list[float], width: int) -> list[str]:
        """Word the values of a column, all of them with letters where it is too narrow for the longest word."""
        letters = LETTERS.get(metric.id, "")
        if self.says_letters(metric, width):
            return [letters[int(value)] if 0 <= value < len(letters) else text.UNKNOWN for value in values]
        return text.cell_texts(metric, values)

    def _blank_places(self, metric: Metric, frame: Frame) -> frozenset[int]:
        """Return which rows of a frame have nothing to say in this column: groups, where it does not add up."""
        if not self._model.arrangement.shape.is_grouped or metric.aggregate is not Aggregate.NONE:
            return frozenset()
        return frozenset(np.flatnonzero(self._model.cells.is_group(frame.rows)).tolist())

    def _paint_heat(
        self, painter: QPainter, frame: Frame, steps: IntArray, strong: list[bool], x: int, width: int
    ) -> None:  # fmt: skip
        for place in np.flatnonzero(steps).tolist():
            if not strong[place]:
                colour = self._heat[int(steps[place]) - 1]
                painter.fillRect(x, frame.tops[place], width, frame.height, colour)

    def _paint_sparklines(self, painter: QPainter, frame: Frame, x: int) -> None:
        width, height = (round(side * frame.pixel_ratio) for side in (self._spark_width, self._spark_height))
        ages, values = self._model.cells.cpu_history(frame.rows)
        floor = _SPARK_FLOOR / self._model.cells.cell_scale(self._model.metric_at(self._model.column_of("cpu_ratio")))
        sparks = Sparklines(ages, values, width=width, height=height, floor=floor, line=self._pens["t2"].color())
        offset = (frame.height - self._spark_height) // 2
        for place, top in enumerate(frame.tops):
            target = QRect(x + PADDING, top + offset, self._spark_width, self._spark_height)
            painter.drawImage(target, sparks.image, QRect(0, place * height, width, height))

    def _paint_focus(self, painter: QPainter, frame: Frame) -> None:
        row, column = frame.current
        places = np.flatnonzero(frame.rows == row)
        for shown, x, width in frame.columns if len(places) else ():
            if shown == column:
                painter.setPen(self._pens["accent"])
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(x, frame.tops[int(places[0])], width - 1, frame.height - 1)

    def _draw_fitted(
        self,
        painter: QPainter,
        glyphs: Glyphs,
        said: str | None,
        left: int,
        top: int,
        room: int,
        pen: QPen,
        height: int,
    ) -> int:
        """Draw a text in the room there is; return where it ends."""
        if room <= 0:
            return left
        static, width, must_clip = glyphs.fitted(text.UNKNOWN if said is None else said, room)
        painter.setPen(pen)
        at = top + (height - glyphs.height) // 2
        if must_clip:
            painter.save()
            painter.setClipRect(left, top, room, height, Qt.ClipOperation.IntersectClip)
            painter.drawStaticText(left, at, static)
            painter.restore()
        else:
            painter.drawStaticText(left, at, static)
        return left + width
