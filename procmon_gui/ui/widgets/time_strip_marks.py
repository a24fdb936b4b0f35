"""Marks on the time strip and on charts: a small flag at the top edge and a dotted line down from it. What was done to
processes has a cross in place of the flag, an alert a triangle.

Flags that would stand nearer than 8 pixels to one another become one with a count; it is a cross where all are, and a
triangle where an alert is among them, in the colour of the worst.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from procmon_gui.domain.marks import Mark
from procmon_gui.ui import moment_words, theme
from procmon_gui.ui.alert_marks import AlertMark
from procmon_gui.ui.deed_marks import DeedMark
from procmon_gui.ui.models.alert_words import ICONS
from procmon_gui.ui.widgets.glyphs import Glyphs

translate = QCoreApplication.translate
TOGETHER_PX: Final = 8
# Which marks stand together must not change when one of them leaves the strip at the left.
_MARGIN_PX: Final = 200
_WIDTH_PX: Final = 9
_HEIGHT_PX: Final = 6
_CROSS_PX: Final = 6
_NOTCH_PX: Final = 3
# So near to the pole a pointer means the flag.
_NEAR_PX: Final = 5
_MOST_TOLD: Final = 8


@dataclass(frozen=True, slots=True)
class Flag:
    """What stands at one place: a mark, or several, the oldest moment first."""

    x: float
    marks: Sequence[Mark]

    @property
    def alert(self) -> AlertMark | None:
        """Return the worst alert among them; None for none."""
        alerts = [mark for mark in self.marks if isinstance(mark, AlertMark)]
        return max(alerts, key=lambda mark: mark.severity, default=None)


class StripMarks:
    """The marks of one strip, or of all charts of a page."""

    def __init__(self) -> None:
        self._marks: Sequence[Mark] = ()

    def show(self, marks: Sequence[Mark]) -> None:
        """Take all marks, the oldest moment first."""
        self._marks = marks

    def around(self, at_ms: float, count: int) -> Sequence[Mark]:
        """Return so many of the marks before a time, and so many from it on."""
        place = self._place_of(at_ms)
        return self._marks[max(0, place - count) : place + count]

    def before(self, at_ms: float) -> Sequence[Mark]:
        """Return the marks before a time, the nearest first."""
        return self._marks[: self._place_of(at_ms)][::-1]

    def since(self, at_ms: float) -> Sequence[Mark]:
        """Return the marks from a time on."""
        return self._marks[self._place_of(at_ms) :]

    def flags(self, from_ms: float, to_ms: float, x_of: Callable[[float], float]) -> list[Flag]:
        """Return what stands there while this time is shown; `x_of` says where a time is."""
        if not self._marks or to_ms <= from_ms:
            return []
        pixel_ms = (to_ms - from_ms) / max(1.0, x_of(to_ms) - x_of(from_ms))
        first = self._place_of(from_ms - _MARGIN_PX * pixel_ms)
        marks = self._marks[first : self._place_of(to_ms)]
        places = [x_of(mark.at_ms) for mark in marks]
        flags, begin = [], 0
        for end in range(1, len(marks) + 1):
            if end == len(marks) or places[end] - places[begin] >= TOGETHER_PX:
                flags.append(Flag(places[begin], marks[begin:end]))
                begin = end
        return [flag for flag in flags if flag.x >= x_of(from_ms)]

    def _place_of(self, at_ms: float) -> int:
        return bisect_left(self._marks, at_ms, key=_time_of)


def flag_at(flags: Sequence[Flag], x: float, *, is_flag: bool) -> Flag | None:
    """Return what a pointer at this place means: the flag, which stands at the right of its line, or the line."""
    right_px = _WIDTH_PX + 1 if is_flag else _NEAR_PX
    near = [flag for flag in flags if -_NEAR_PX <= x - flag.x <= right_px]
    return min(near, key=lambda flag: abs(flag.x - x), default=None)


def flag_words(marks: Sequence[Mark]) -> str:
    """Word marks, one a line, each with its time; those that are too many are counted."""
    told = [_mark_words(mark) for mark in marks[:_MOST_TOLD]]
    if len(marks) > _MOST_TOLD:
        told.append(translate("Marks", "and %n more mark(s)", None, len(marks) - _MOST_TOLD))
    return "\n".join(told)


def _mark_words(mark: Mark) -> str:
    if isinstance(mark, AlertMark):
        template = translate("Marks", "{moment} alert: {text}")
        return template.format(moment=moment_words.moment_text(mark.at_ms), text=mark.text)
    is_deed = isinstance(mark, DeedMark)
    template = translate("Marks", "{moment} {text}") if is_deed else translate("Marks", "{moment}: {text}")
    return template.format(moment=moment_words.moment_text(mark.at_ms), text=mark.text)


def spoken_mark(mark: Mark) -> str:
    """Word a mark for who does not see it."""
    if isinstance(mark, AlertMark):
        return translate("Marks", "alert: {text}").format(text=mark.text)
    template = translate("Marks", "done: {text}") if isinstance(mark, DeedMark) else translate("Marks", "mark: {text}")
    return template.format(text=mark.text)


def paint_lines(painter: QPainter, flags: Sequence[Flag], plot: QRect) -> None:
    """Paint the dotted lines; the cursor covers them."""
    for flag in flags:
        pen = QPen(theme.colour(ICONS[flag.alert.severity][1] if flag.alert is not None else "t2"), 1)
        pen.setDashPattern([2, 2])
        painter.setPen(pen)
        x = round(flag.x) + 0.5
        painter.drawLine(QPointF(x, _HEIGHT_PX), QPointF(x, plot.bottom()))
    # The words that follow are of no alert.
    painter.setPen(theme.colour("t2"))


def paint_flags(painter: QPainter, flags: Sequence[Flag], glyphs: Glyphs) -> None:
    """Paint the flags, and how many marks stand at one, above all else."""
    colour = theme.colour("t1")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for flag in flags:
        x = round(flag.x) + 0.5
        is_deed = all(isinstance(mark, DeedMark) for mark in flag.marks)
        alert = flag.alert
        if alert is not None:
            _paint_triangle(painter, x, ICONS[alert.severity][1])
        else:
            (_paint_cross if is_deed else _paint_flag)(painter, x)
        if len(flag.marks) > 1:
            painter.setPen(colour)
            right = x + (_WIDTH_PX / 2 if alert is not None else _CROSS_PX / 2 if is_deed else _WIDTH_PX)
            painter.drawStaticText(QPointF(right + 2, -3), glyphs.whole(str(len(flag.marks)))[0])


def _paint_flag(painter: QPainter, x: float) -> None:
    colour = theme.colour("t1")
    tail, notch = x + _WIDTH_PX, x + _WIDTH_PX - _NOTCH_PX
    painter.setPen(QPen(colour, 1))
    painter.drawLine(QPointF(x, 0), QPointF(x, _HEIGHT_PX + 3))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    # Cut out at its end: no triangle, which is an alert.
    corners = ((x, 0), (tail, 0), (notch, _HEIGHT_PX / 2), (tail, _HEIGHT_PX), (x, _HEIGHT_PX))
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def _paint_triangle(painter: QPainter, x: float, token: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(token))
    half, foot = _WIDTH_PX / 2, _HEIGHT_PX + 2
    painter.drawPolygon(QPolygonF([QPointF(x, 0), QPointF(x + half, foot), QPointF(x - half, foot)]))


def _paint_cross(painter: QPainter, x: float) -> None:
    painter.setPen(QPen(theme.colour("t1"), 1.5))
    half, middle = _CROSS_PX / 2, _HEIGHT_PX / 2 + 1
    painter.drawLine(QPointF(x - half, middle - half), QPointF(x + half, middle + half))
    painter.drawLine(QPointF(x - half, middle + half), QPointF(x + half, middle - half))


def _time_of(mark: Mark) -> int:
    return mark.at_ms
