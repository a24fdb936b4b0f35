"""A short list of alerts: what fires, then what was over last. Painted; two lines a row."""

import time
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from procmon_gui.domain.alerts import Alert
from procmon_gui.ui import moment_words, theme
from procmon_gui.ui.models import alert_words as words
from procmon_gui.ui.widgets.glyphs import one_line
from procmon_gui.ui.widgets.painted_rows import PaintedRows

_ICON_PX: Final = 16
_GAP_PX: Final = 12
_PADDING_PX: Final = 8
_OVER: Final = ("circle-check", "good")
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class NewestAlerts(PaintedRows):
    """Each row has a line above it, its state at the right of its head, and what is known of it below.

    Signals:
        alert_chosen: the alert of this id was clicked, or Return was pressed on it.
    """

    alert_chosen = Signal(object)
    above_px = 1

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", 2, parent)
        self.setAccessibleName(self.tr("Newest alerts"))
        self._alerts: tuple[Alert, ...] = ()
        self._known: Sequence[Alert] = ()
        self._states: list[str] = []
        self._is_read = False
        self._small_font = theme.sized_font(self.font(), -0.75)

    @property
    def alerts(self) -> Sequence[Alert]:
        """Return those that are shown."""
        return self._alerts

    def show_alerts(self, alerts: Sequence[Alert], *, is_read: bool) -> None:
        """Show the first of these; before it was looked, nothing is said."""
        self._known, self._is_read = alerts, is_read
        self._alerts = tuple(alerts[: self._count])
        self._keep_focus()
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

    # ---- rows

    def _cut(self) -> None:
        self.show_alerts(self._known, is_read=self._is_read)

    def _row_count(self) -> int:
        return len(self._alerts)

    def _row_px(self) -> int:
        small_px = QFontMetrics(self._small_font).height()
        return self.fontMetrics().height() + small_px + 2 * _PADDING_PX + self.above_px

    def _tip(self, place: int) -> str:
        return "\n".join((words.title_text(self._alerts[place]), self._second(self._alerts[place])))

    def _choose(self, place: int) -> None:
        self.alert_chosen.emit(self._alerts[place].id)

    def _paint_empty(self, painter: QPainter) -> None:
        room = self.rect().adjusted(0, _PADDING_PX, 0, 0)
        flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(room, flags, self._empty_words())

    def _paint_row(self, painter: QPainter, box: QRect, place: int) -> None:
        alert, line_y = self._alerts[place], box.top() - self.above_px
        painter.fillRect(box.left(), line_y, box.width(), self.above_px, theme.colour("line"))
        firing, icon_px = alert.resolved_ms is None, theme.scaled(_ICON_PX)
        name, token = words.ICONS[alert.severity] if firing else _OVER
        first, second = self.fontMetrics().height(), QFontMetrics(self._small_font).height()
        room = QRect(box.left() + icon_px + _GAP_PX, line_y + _PADDING_PX, 0, first)
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
