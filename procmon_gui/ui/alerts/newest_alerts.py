"""A short list of alerts: what fires, then what was over last. Painted; two lines a row."""

import time
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from procmon_gui.domain.alerts import Alert
from procmon_gui.ui import moment_words, theme
from procmon_gui.ui.models import alert_words as words
from procmon_gui.ui.widgets.glyphs import one_line
from procmon_gui.ui.widgets.plain import plain_tooltip

_ICON_PX: Final = 16
_GAP_PX: Final = 12
_PADDING_PX: Final = 8
_OVER: Final = ("circle-check", "good")
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class NewestAlerts(QWidget):
    """Shows at most so many and keeps their room also when there are fewer.

    Signals:
        alert_chosen: the alert of this id was clicked, or Return was pressed on it.
    """

    alert_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alerts: tuple[Alert, ...] = ()
        self._known: Sequence[Alert] = ()
        self._states: list[str] = []
        self._count = 2
        self._is_read = False
        self._hovered, self._focused = -1, 0
        self._small_font = theme.sized_font(self.font(), -0.75)
        self.setAccessibleName(self.tr("Newest alerts"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def alerts(self) -> Sequence[Alert]:
        """Return those that are shown."""
        return self._alerts

    def set_count(self, count: int) -> None:
        """Have room for so many from now on."""
        if count != self._count:
            self._count = count
            self.show_alerts(self._known, is_read=self._is_read)
            self.updateGeometry()

    def show_alerts(self, alerts: Sequence[Alert], *, is_read: bool) -> None:
        """Show the first of these; before it was looked, nothing is said."""
        self._known, self._is_read = alerts, is_read
        self._alerts = tuple(alerts[: self._count])
        self._focused = min(self._focused, max(0, len(self._alerts) - 1))
        self._hovered = -1
        self._states = []
        self.come_to_now()
        if not self._alerts:
            self.setAccessibleDescription(self._empty_words())
            self.update()

    def come_to_now(self) -> None:
        """Let ages be of now; what reads the same is not painted again."""
        now_ms = _now_ms()
        states = [self._state(alert, now_ms) for alert in self._alerts]
        if states != self._states:
            self._states = states
            self.setAccessibleDescription("; ".join(words.spoken_text(alert, now_ms) for alert in self._alerts))
            self.update()

    def _state(self, alert: Alert, now_ms: int) -> str:
        if alert.resolved_ms is None:
            return self.tr("firing, {span}").format(span=words.state_text(alert, now_ms))
        return moment_words.moment_text(alert.fired_ms, has_seconds=False)

    def _second(self, alert: Alert) -> str:
        said = words.second_text(alert)
        if alert.resolved_ms is None:
            return said
        ended = self.tr("ended {time}").format(time=moment_words.clock_text(alert.resolved_ms, has_seconds=False))
        return "; ".join(part for part in (said, ended) if part)

    def _empty_words(self) -> str:
        return self.tr("No alerts yet. Rules that fire are listed here.") if self._is_read else ""

    # ---- painting

    def _row_px(self) -> int:
        small_px = QFontMetrics(self._small_font).height()
        return self.fontMetrics().height() + small_px + 2 * _PADDING_PX + 1

    def sizeHint(self) -> QSize:
        """Return the height of all rows."""
        return QSize(160, self._count * self._row_px())

    def minimumSizeHint(self) -> QSize:
        """Rows are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint every row."""
        painter = QPainter(self)
        if not self._alerts:
            painter.setPen(theme.colour("t3"))
            room = self.rect().adjusted(0, _PADDING_PX, 0, 0)
            flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self._empty_words())
            return
        for place, alert in enumerate(self._alerts):
            self._paint_row(painter, QRect(0, place * self._row_px(), self.width(), self._row_px()), place, alert)

    def _paint_row(self, painter: QPainter, box: QRect, place: int, alert: Alert) -> None:
        if place == self._hovered:
            painter.fillRect(box.adjusted(0, 1, 0, 0), theme.colour("hover"))
        painter.fillRect(box.left(), box.top(), box.width(), 1, theme.colour("line"))
        firing, icon_px = alert.resolved_ms is None, theme.scaled(_ICON_PX)
        name, token = words.ICONS[alert.severity] if firing else _OVER
        first, second = self.fontMetrics().height(), QFontMetrics(self._small_font).height()
        room = QRect(box.left() + icon_px + _GAP_PX, box.top() + _PADDING_PX, 0, first)
        room.setRight(box.right())
        painter.drawPixmap(box.left(), room.top() + (first - icon_px) // 2, theme.pixmap(name, token, _ICON_PX))
        painter.setFont(self._small_font)
        painter.setPen(theme.colour("t2"))
        state = self._states[place]
        painter.drawText(room, _RIGHT, state)
        _draw(painter, room.translated(0, first).adjusted(0, 0, 0, second - first), self._second(alert))
        title = room.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(state) - _GAP_PX, 0)
        painter.setFont(self.font())
        painter.setPen(theme.colour("t1"))
        _draw(painter, title, words.title_text(alert))
        if self.hasFocus() and place == self._focused:
            painter.setPen(theme.colour("accent"))
            painter.drawRect(box.adjusted(0, 1, -1, -1))

    # ---- input

    def _row_at(self, point: QPoint) -> int:
        row = point.y() // self._row_px()
        return row if 0 <= row < len(self._alerts) else -1

    def event(self, event: QEvent) -> bool:
        """Tell all of a row where it may be cut."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self._row_at(event.pos())
            if row >= 0:
                alert = self._alerts[row]
                said = "\n".join((words.title_text(alert), self._second(alert)))
                QToolTip.showText(event.globalPos(), plain_tooltip(said), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the row under the pointer."""
        self._hover(self._row_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Tint nothing."""
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.setCursor(Qt.CursorShape.PointingHandCursor if row >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the row under the pointer."""
        row = self._row_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self.alert_chosen.emit(self._alerts[row].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move through the rows with the arrow keys, choose with Return or Space."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._alerts:
            step = 1 if key == Qt.Key.Key_Down else -1
            self._focused = min(max(self._focused + step, 0), len(self._alerts) - 1)
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._alerts:
            self.alert_chosen.emit(self._alerts[self._focused].id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the desktop."""
        if event.type() == QEvent.Type.FontChange:
            self._small_font = theme.sized_font(self.font(), -0.75)
            self.updateGeometry()
        super().changeEvent(event)


def _draw(painter: QPainter, room: QRect, said: str) -> None:
    shown = painter.fontMetrics().elidedText(one_line(said[:512]), Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _LEFT, shown)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
