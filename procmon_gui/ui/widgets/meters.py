"""Rows of facts: label, a meter where there is a limit, and the value at the right. Painted, so all plain text."""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from procmon_gui.ui import theme

METER_PX: Final = 6
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Level = Literal["fill", "warn", "crit"]


class Fact(NamedTuple):
    """One row. `share`, 0 to 1, draws a meter; None draws none. A level other than "fill" also shows a sign."""

    label: str
    value: str
    share: float | None = None
    level: Level = "fill"


class FactList(QWidget):
    """Shows rows of facts, as many as it is told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: tuple[Fact, ...] = ()
        self._room = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_room(self, rows: int) -> None:
        """Have room for so many rows at least, so that nothing jumps when devices come and go."""
        if rows != self._room:
            self._room = rows
            self.updateGeometry()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Return the rows as they stand."""
        return self._facts

    def say(self, facts: Sequence[Fact]) -> None:
        """Show other rows."""
        facts = tuple(facts)
        if facts == self._facts:
            return
        height_before = self.sizeHint().height()
        self._facts = facts
        if self.sizeHint().height() != height_before:
            self.updateGeometry()
        self.setAccessibleName("; ".join(f"{fact.label} {fact.value}" for fact in facts))
        self.update()

    def _step_px(self) -> int:
        return self.fontMetrics().height() + 5

    def sizeHint(self) -> QSize:
        """Return the height of all rows."""
        return QSize(160, max(len(self._facts), self._room) * self._step_px())

    def minimumSizeHint(self) -> QSize:
        """Rows are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint label, meter and value of every row."""
        painter = QPainter(self)
        metrics, step = painter.fontMetrics(), self._step_px()
        value_px = max((metrics.horizontalAdvance(fact.value) for fact in self._facts), default=0)
        has_meters = any(fact.share is not None for fact in self._facts)
        label_px = round(self.width() * 0.3) if has_meters else self.width() - value_px - 12
        for place, fact in enumerate(self._facts):
            row = QRect(0, place * step, self.width(), step)
            painter.setPen(theme.colour("t2"))
            # Only a meter needs all labels to be of one width.
            room_px = label_px if fact.share is not None else row.width() - metrics.horizontalAdvance(fact.value) - 12
            label = metrics.elidedText(fact.label, Qt.TextElideMode.ElideMiddle, room_px)
            painter.drawText(row, _LEFT, label)
            painter.setPen(theme.colour("t1"))
            painter.drawText(row, _RIGHT, fact.value)
            if fact.share is not None:
                room = QRect(label_px + 12, row.center().y() - METER_PX // 2 + 1, 0, METER_PX)
                room.setRight(self.width() - value_px - 12)
                self._paint_meter(painter, room, fact)

    def _paint_meter(self, painter: QPainter, room: QRect, fact: Fact) -> None:
        if fact.level != "fill":
            sign = theme.pixmap("triangle-alert", fact.level, 14)
            painter.drawPixmap(room.right() - 13, room.center().y() - 7, sign)
            room.adjust(0, 0, -18, 0)
        if room.width() < 12:
            return
        painter.fillRect(room, theme.colour("line"))
        share = min(max(fact.share or 0.0, 0.0), 1.0) if fact.share == fact.share else 0.0
        painter.fillRect(
            QRect(room.x(), room.y(), round(share * room.width()), room.height()), theme.colour(fact.level)
        )


class Segment(NamedTuple):
    """One part of a breakdown: colour "#RRGGBB" and size in any unit."""

    colour: str
    size: float


class BreakdownBar(QWidget):
    """One whole divided into its parts, in order."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._segments: tuple[Segment, ...] = ()
        self.setFixedHeight(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, segments: Sequence[Segment]) -> None:
        """Show other parts; sizes that are unknown or negative take no room."""
        segments = tuple(segment for segment in segments if segment.size > 0)
        if segments != self._segments:
            self._segments = segments
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the parts with a gap of one pixel, so that neighbours differ by more than colour."""
        painter = QPainter(self)
        whole = sum(segment.size for segment in self._segments)
        if whole <= 0:
            painter.fillRect(self.rect(), theme.colour("line"))
            return
        before = 0.0
        for segment in self._segments:
            left = round(before / whole * self.width())
            before += segment.size
            right = round(before / whole * self.width())
            if right - left > 1:
                painter.fillRect(QRect(left, 0, right - left - 1, self.height()), QColor(segment.colour))
