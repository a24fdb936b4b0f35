"""The curve of the time strip under pointer and keyboard: a slider over the time that is remembered.

To assistive technology it is a slider whose value is the number of seconds since the oldest beat.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip, QWidget

from procmon_gui.domain.history import Gap, Span
from procmon_gui.domain.marks import Mark
from procmon_gui.ui import moment_words, theme
from procmon_gui.ui.widgets.plain import plain_tooltip
from procmon_gui.ui.widgets.time_hands import DRAG_PX
from procmon_gui.ui.widgets.time_strip_face import CHART_PX, TOP_PX, StripFace
from procmon_gui.ui.widgets.time_strip_marks import (
    Flag,
    StripMarks,
    flag_at,
    flag_words,
    paint_flags,
    paint_lines,
)
from procmon_gui.ui.widgets.time_strip_past import StripCurve
from procmon_gui.ui.widgets.time_strip_peaks import Reach
from procmon_gui.ui.widgets.time_strip_picture import StripPicture
from procmon_gui.ui.widgets.time_strip_scale import (
    DAY_MS,
    LEAST_SPAN_MS,
    MOST_SPAN_MS,
    StripData,
    Window,
    growing_span,
    window_ending,
)
from procmon_gui.ui.widgets.time_strip_ticks import tick_step, tick_words, ticks, utc_offset_ms

_GRAB_PX: Final = 6
# So far around the pointer a peak is meant, as far as that stands for more time than a few beats.
_REACH_PX: Final = 2.5
_CLOSE_MS: Final = 3_000
_ZOOM: Final = 1.25
_WHEEL_STEP: Final = 120
# A span that stands for all that is remembered.
ALL_MS: Final = float("inf")


class TimeStripChart(QAbstractSlider):
    """Shows CPU over time; asks for moments, and never goes to one by itself.

    Signals:
        moment_asked: the time at which the reader pointed, ms.
        alert_asked: the alert of this id.
        peak_asked: where many beats stand in a pixel, the `Reach` of time around that at which he pointed.
        steps_asked: so many beats back or on.
        seconds_asked: so much time back or on.
        live_asked, oldest_asked: now, or as far back as possible.
        play_asked: play on from here, or stop.
        time_asked: the reader wants to type a time.
        mark_step_asked: to the mark before this moment (-1), or the one after it (1).
        menu_asked: the reader wants a menu for a time in ms, for the marks there, at a place of the screen.
        view_changed: more, less or another part of the time is in sight.
    """

    moment_asked = Signal(object)  # milliseconds do not fit into the int of a signal
    alert_asked = Signal(object)
    peak_asked = Signal(object)
    steps_asked = Signal(int)
    seconds_asked = Signal(int)
    live_asked = Signal()
    oldest_asked = Signal()
    play_asked = Signal()
    time_asked = Signal()
    mark_step_asked = Signal(int)
    menu_asked = Signal(object, object, QPoint)
    view_changed = Signal()

    def __init__(self, point: Callable[[int, Reach | None], tuple[int, str]], parent: QWidget | None = None) -> None:
        """Make an empty strip; `point` tells which time is meant, with or without a reach, and what is known of it."""
        super().__init__(parent)
        self._point = point
        self._curve = StripCurve(StripData(), None)
        self._data = self._curve.data
        self._gaps: tuple[Gap, ...] = ()
        self._remembered: Span | None = None
        self._cursor_ms: int | None = None
        self._is_past = False
        self._chosen_span_ms: float | None = None
        self._shows_all = False
        self._end_ms: float | None = None  # None: the right edge is now
        self._picture = StripPicture()
        self.marks = StripMarks()
        self._hover_x: float | None = None
        self._hovered: tuple[QPointF, QPoint] | None = None
        self._pressed_at: QPointF | None = None
        self._drags = ""
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Time strip: CPU of this machine"))
        self.valueChanged.connect(self._on_value)
        theme.theme_changed.connect(self._restyle)
        self._restyle()

    # ---- what it is told

    def show_data(self, curve: StripCurve, gaps: tuple[Gap, ...], remembered: Span | None) -> None:
        """Show what is known now; the strip keeps the curve, and looks again when it is told."""
        self._curve, self._data, self._gaps, self._remembered = curve, curve.data, gaps, remembered
        self._tell_value()
        self.update()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks, which are in the order of their time."""
        self.marks.show(marks)
        self.update()

    def show_cursor(self, cursor_ms: int | None, *, is_past: bool, words: str) -> None:
        """Put the cursor at a time, at the right edge for now; `words` say what is there."""
        self._cursor_ms, self._is_past = cursor_ms, is_past
        if cursor_ms is None:
            self._end_ms = None
        else:
            self._keep_in_sight(cursor_ms)
        if self.accessibleDescription() != words:
            self.setAccessibleDescription(words)
        self._tell_value()
        self.update()

    def show_span(self, span_ms: float | None) -> None:
        """Show so much time; None shows all since the start, up to an hour, and infinity all that is remembered."""
        self._shows_all = span_ms == ALL_MS
        self._chosen_span_ms = None if self._shows_all else span_ms
        if self._cursor_ms is not None:
            self._keep_in_sight(self._cursor_ms)
        self.view_changed.emit()
        self.update()

    @property
    def chosen_span_ms(self) -> float | None:
        """Return what `show_span` was told, or what the wheel made of it."""
        return ALL_MS if self._shows_all else self._chosen_span_ms

    @property
    def span_ms(self) -> float:
        """Return how much time is in sight."""
        if self._chosen_span_ms is not None:
            return self._chosen_span_ms
        if self._shows_all and self._remembered is not None:
            return min(max(self._data.newest_ms - self._remembered.from_ms, LEAST_SPAN_MS), MOST_SPAN_MS)
        return growing_span(self._data.newest_ms - self._data.oldest_ms)

    def window_in_sight(self) -> Window:
        """Return the part of the time that is in sight, in pixels of the device."""
        columns = round(self._plot().width() * self.devicePixelRatioF())
        end_ms = self._data.newest_ms if self._end_ms is None else self._end_ms
        return window_ending(end_ms, self.span_ms, columns)

    # ---- painting

    @Slot()
    def _restyle(self) -> None:
        around = self.parentWidget()
        self.setFont(theme.sized_font(theme.number_font(around.font() if around is not None else QFont()), -1.5))
        self._face = StripFace(self.font())
        self.setFixedHeight(self._face.height_px)
        self.update()

    def _plot(self) -> QRect:
        return self._face.plot(self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture of the curve, the words of both axes, and the cursor."""
        painter = QPainter(self)
        plot, ratio = self._plot(), self.devicePixelRatioF()
        window = self.window_in_sight()
        until_ms = self._cursor_ms if self._is_past else None
        gaps = [gap for gap in self._gaps if gap.from_ms < window.to_ms and gap.to_ms > window.from_ms]
        pixmap = self._picture.bring(self._curve, gaps, window, round(plot.height() * ratio), until_ms)
        painter.drawPixmap(plot, pixmap)
        painter.setFont(self.font())
        self._face.paint_axis(painter, plot)
        flags = self._flags(window)
        paint_lines(painter, flags, plot)
        cursor_x = self._cursor_x(window)
        label = self._cursor_label(cursor_x)
        if len(self._data):
            self._face.paint_ticks(painter, plot, self._ticks(window), label)
            if self._hover_x is not None:
                self._face.paint_hover(painter, plot, self._hover_x)
            if cursor_x >= plot.left() - 1:
                self._face.paint_cursor(painter, plot, cursor_x, label, self._shown_ms, is_past=self._is_past)
        paint_flags(painter, flags, self._face.glyphs)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(plot.adjusted(-2, -2, 2, 2))

    @property
    def _shown_ms(self) -> int:
        """Return the moment of the cursor."""
        return self._data.newest_ms if self._cursor_ms is None else self._cursor_ms

    def _cursor_label(self, cursor_x: float) -> QRect:
        return self._face.label(cursor_x, self._shown_ms, self.width())

    def _cursor_x(self, window: Window) -> float:
        return min(self._x_of(self._shown_ms, window), float(self._plot().right()))

    def _x_of(self, at_ms: float, window: Window) -> float:
        return self._face.axis_px + window.x_of(at_ms) / self.devicePixelRatioF()

    def _time_at(self, x: float) -> float:
        return self.window_in_sight().time_at((x - self._face.axis_px) * self.devicePixelRatioF())

    def _ticks(self, window: Window) -> Iterator[tuple[float, str]]:
        """Yield which times stand below the curve, and where."""
        has_day = window.to_ms - window.from_ms > DAY_MS
        widest = moment_words.with_weekday(self._data.newest_ms, "00:00") if has_day else "00:00:00"
        step_ms = tick_step(window, 1.6 * self._face.glyphs.whole(widest)[1] * self.devicePixelRatioF())
        for at_ms in ticks(window, step_ms, utc_offset_ms):
            yield self._x_of(at_ms, window), tick_words(at_ms, step_ms, has_day=has_day)

    # ---- the pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the cursor, or of the time."""
        if event.button() != Qt.MouseButton.LeftButton or not len(self._data):
            event.ignore()
            return
        self._pressed_at = event.position()
        is_cursor = abs(event.position().x() - self._cursor_x(self.window_in_sight())) <= _GRAB_PX
        self._drags = "cursor" if is_cursor and self._flag_at(event.position()) is None else ""
        QToolTip.hideText()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held; else say what was there."""
        x = event.position().x()
        if self._pressed_at is None:
            self._hover(event.position(), event.globalPosition().toPoint())
            return
        if not self._drags and abs(x - self._pressed_at.x()) >= DRAG_PX:
            self._drags = "time"
        if self._drags == "cursor":
            self._ask_moment(x)
        elif self._drags == "time":
            self._pan(self._time_at(self._pressed_at.x()) - self._time_at(x))
            self._pressed_at = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press that moved nothing chooses the moment."""
        if event.button() == Qt.MouseButton.LeftButton and self._pressed_at is not None:
            if not self._drags or self._drags == "cursor":
                self._end_press(event.position())
            self._pressed_at, self._drags = None, ""

    def _end_press(self, at: QPointF) -> None:
        flag = self._flag_at(at) if not self._drags else None
        label = self._cursor_label(self._cursor_x(self.window_in_sight()))
        if flag is not None and flag.alert is not None:
            self.alert_asked.emit(flag.alert.id)
        elif flag is not None:
            self.moment_asked.emit(flag.marks[0].at_ms)
        elif (
            label.contains(at.toPoint()) and self._pressed_at is not None and label.contains(self._pressed_at.toPoint())
        ):
            self.time_asked.emit()
        elif (reach := self._reach(at.x())) is not None and reach[1] < self._data.newest_ms:
            self.peak_asked.emit(reach)
        else:
            self._ask_moment(at.x())

    def _reach(self, x: float) -> Reach | None:
        """Return the time around a place in which a peak is meant; None where its beats can be told apart."""
        begin_ms, end_ms = round(self._time_at(x - _REACH_PX)), round(self._time_at(x + _REACH_PX))
        return (begin_ms, end_ms) if end_ms - begin_ms > _CLOSE_MS else None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu for what is under the pointer, or under the cursor when a key asked for it."""
        window = self.window_in_sight()
        is_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = QPointF(self._cursor_x(window), TOP_PX + CHART_PX // 2) if is_key else QPointF(event.pos())
        flag = self._flag_at(at) or flag_at(self._flags(window), at.x(), is_flag=False)
        at_ms = min(self._time_at(at.x()), self._data.newest_ms)
        if len(self._data):
            self.menu_asked.emit(round(at_ms), flag.marks if flag is not None else (), self.mapToGlobal(at.toPoint()))

    def _flags(self, window: Window) -> list[Flag]:
        return self.marks.flags(window.from_ms, window.to_ms, lambda at_ms: self._x_of(at_ms, window))

    def _flag_at(self, at: QPointF) -> Flag | None:
        """Return the flag at a place; below it, its line is no flag."""
        return flag_at(self._flags(self.window_in_sight()), at.x(), is_flag=True) if at.y() <= TOP_PX + 2 else None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Show more or less time; the time under the pointer stays there."""
        turns = event.angleDelta().y() / _WHEEL_STEP
        if turns and len(self._data):
            self.zoom(_ZOOM**-turns, about_x=event.position().x())
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget where the pointer was."""
        self._hover_x = self._hovered = None
        self.update()

    def zoom(self, factor: float, *, about_x: float | None = None) -> None:
        """Show so much more (above 1) or less time, about a place or the cursor."""
        x = self._cursor_x(self.window_in_sight()) if about_x is None else about_x
        at_ms = self._time_at(x)
        span_ms = min(max(self.span_ms * factor, LEAST_SPAN_MS), MOST_SPAN_MS)
        to_right_ms = (self.window_in_sight().to_ms - at_ms) * span_ms / self.span_ms
        self._chosen_span_ms, self._shows_all = span_ms, False
        self._end_at(at_ms + to_right_ms)
        self.view_changed.emit()

    def _pan(self, by_ms: float) -> None:
        end_ms = self._data.newest_ms if self._end_ms is None else self._end_ms
        self._end_at(end_ms + by_ms)
        self.view_changed.emit()

    def _end_at(self, end_ms: float) -> None:
        """Let the right edge be at a time, as far as there is anything to see; at now it stays with now."""
        oldest_ms = self._remembered.from_ms if self._remembered is not None else 0
        end_ms = max(end_ms, oldest_ms + self.span_ms / 2)
        self._end_ms = None if end_ms >= self._data.newest_ms else end_ms
        self.update()

    def _keep_in_sight(self, at_ms: int) -> None:
        window = self.window_in_sight()
        # The first moment of all that is shown lies a part of a column beside it.
        if not -1 <= window.x_of(at_ms) <= window.columns + 1:
            self._end_at(at_ms + self.span_ms / 2)

    def _ask_moment(self, x: float) -> None:
        at_ms = self._time_at(x)
        oldest_ms = self._remembered.from_ms if self._remembered is not None else 0
        if at_ms >= self._data.newest_ms:
            self.live_asked.emit()
        else:
            self.moment_asked.emit(round(max(at_ms, oldest_ms)))

    def _hover(self, at: QPointF, global_at: QPoint) -> None:
        at_ms, window, plot = self._time_at(at.x()), self.window_in_sight(), self._plot()
        on_flag = self._flag_at(at)
        flag = on_flag or flag_at(self._flags(window), at.x(), is_flag=False)
        self.setCursor(Qt.CursorShape.PointingHandCursor if on_flag is not None else Qt.CursorShape.ArrowCursor)
        words = [flag_words(flag.marks)] if flag is not None else []
        self._hovered, self._hover_x = (at, global_at), None
        is_known = self._remembered is not None and self._remembered.from_ms <= at_ms <= self._remembered.to_ms
        if is_known and plot.left() <= at.x() <= plot.right():
            reach = self._reach(at.x())
            meant_ms, point_words = self._point(round(at_ms), reach)
            self._hover_x = at.x() if reach is None else self._x_of(meant_ms, window)
            words += [point_words] if on_flag is None else []
        if words:
            QToolTip.showText(global_at + QPoint(12, -64), plain_tooltip("\n".join(words)), self)
        else:
            QToolTip.hideText()
        self.update()

    def hover_again(self) -> None:
        """More is known of what is under the pointer."""
        if self._hovered is not None and self._pressed_at is None and self.underMouse():
            self._hover(*self._hovered)

    # ---- the keyboard, and assistive technology

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back and on by beats or minutes, to the oldest and to now; show more or less time."""
        key = Qt.Key(event.key())
        direction = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        if direction and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.seconds_asked.emit(60 * direction)
        elif direction:
            self.steps_asked.emit(direction)
        elif key == Qt.Key.Key_Home:
            self.oldest_asked.emit()
        elif key == Qt.Key.Key_End:
            self.live_asked.emit()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.mark_step_asked.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_Space:
            self.play_asked.emit()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self.zoom(1 / _ZOOM if key == Qt.Key.Key_Plus else _ZOOM)
        else:
            # Not the slider's own: up, down and page keys would move a value that is only told.
            QWidget.keyPressEvent(self, event)

    def _tell_value(self) -> None:
        if self._remembered is None:
            return
        self.blockSignals(True)
        self.setRange(0, max(0, (self._remembered.to_ms - self._remembered.from_ms) // 1000))
        self.setValue(max(0, (self._shown_ms - self._remembered.from_ms) // 1000))
        self.blockSignals(False)

    @Slot(int)
    def _on_value(self, seconds: int) -> None:
        """Somebody else than this class set the value: assistive technology."""
        if self._remembered is not None:
            self.moment_asked.emit(self._remembered.from_ms + 1000 * seconds)
