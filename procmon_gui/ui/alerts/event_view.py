"""The list of alerts: two lines a row, an icon by severity, headings between. Paints what is in sight; no widgets."""

from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from procmon_gui.domain.alerts import Alert
from procmon_gui.ui import text, theme
from procmon_gui.ui.condition_words import kept_condition_text
from procmon_gui.ui.models import alert_words as words
from procmon_gui.ui.models.alert_model import AlertModel, Heading
from procmon_gui.ui.widgets.glyphs import one_line
from procmon_gui.ui.widgets.plain import plain_tooltip
from procmon_gui.ui.widgets.row_table import set_up_rows

ROW_PX: Final = 56
HEADING_PX: Final = 28
_SIDE_PX: Final = 16
_GAP_PX: Final = 12
_BAR_PX: Final = 2
_ICON_PX: Final = 16
# So near to the end the next part of the past is asked for.
_NEAR_END_ROWS: Final = 20
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Rows(QStyledItemDelegate):
    """Paints one row; the view says which is hovered."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view = self.parent()
        if not isinstance(view, EventView):
            return
        painter.save()
        row = view.alerts.rows[index.row()]
        if isinstance(row, Heading):
            view.paint_heading(painter, option.rect, row, is_first=index.row() == 0)
        else:
            view.paint_alert(painter, option.rect, row, index.row())
        painter.restore()


class EventView(QTableView):
    """Shows an `AlertModel`.

    Signals:
        chosen: the alert of this id is the one that is looked at; 0 for none.
        opened: Enter was pressed on it, or it was clicked twice.
        acknowledge_asked: A was pressed on it.
        more_asked: the end of what is known is near.
    """

    chosen = Signal(object)
    opened = Signal(object)
    acknowledge_asked = Signal(object)
    more_asked = Signal()

    def __init__(self, model: AlertModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.alerts = model
        self._hovered = -1
        self._wanted = 0
        self._moment_ms: int | None = None
        self._is_settling = False
        self.setObjectName("alert_list")
        self.setAccessibleName(self.tr("Alerts"))
        self.setModel(model)
        self.setItemDelegate(_Rows(self))
        set_up_rows(self, ROW_PX)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self._restyle()
        model.about_to_change.connect(self._on_about_to_change)
        model.rowsInserted.connect(self._on_inserted)
        model.arranged.connect(self._on_arranged)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        theme.theme_changed.connect(self._on_theme_changed)

    def _restyle(self) -> None:
        self._title_font = theme.number_font(self.font())
        self._firing_font = theme.sized_font(self.font(), 0, QFont.Weight.Medium)
        self._small_font = theme.sized_font(self.font(), -0.75)
        lines = QFontMetrics(self._title_font).height() + QFontMetrics(self._small_font).height()
        self._row_px = max(ROW_PX, lines + 16)
        self._heading_px = max(HEADING_PX, QFontMetrics(self._small_font).height() + 10)
        self.verticalHeader().setDefaultSectionSize(self._row_px)
        self._fit_headings(0, len(self.alerts.rows) - 1)

    def _fit_headings(self, first: int, last: int) -> None:
        for row in range(first, last + 1):
            if isinstance(self.alerts.rows[row], Heading):
                self.setRowHeight(row, self._heading_px)

    # ---- which one is looked at

    @property
    def chosen_id(self) -> int:
        """Return which alert is looked at; 0 for none."""
        return self._wanted

    def choose(self, id: int) -> bool:
        """Look at an alert; False where it is not shown."""
        self._wanted = id
        row = self.alerts.row_of(id)
        if row < 0:
            return False
        self._go_to(row)
        return True

    def choose_first(self) -> None:
        """Look at the first one that there is."""
        self._go_to(self.alerts.next_alert(0, 1))

    def _go_to(self, row: int) -> None:
        if row < 0:
            return
        index = self.alerts.index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        # With the heading above it, where it is the first below one.
        above = self.alerts.index(row - 1, 0) if row and isinstance(self.alerts.rows[row - 1], Heading) else index
        self.scrollTo(above)
        self.scrollTo(index)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Tell which alert is looked at."""
        super().currentChanged(current, previous)
        alert = self.alerts.alert_at(current.row()) if current.isValid() else None
        if self._is_settling or alert is None:
            return
        self._wanted = alert.id
        self.chosen.emit(alert.id)

    @Slot()
    def _on_about_to_change(self) -> None:
        # What Qt makes the current row while rows go is no choice of the reader.
        self._is_settling = True

    @Slot()
    def _on_arranged(self) -> None:
        self._is_settling = False
        row = self.alerts.row_of(self._wanted) if self._wanted else -1
        if row >= 0 and self.currentIndex().row() != row:
            self.selectionModel().setCurrentIndex(
                self.alerts.index(row, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        elif row < 0:
            self.selectionModel().clear()
        self._ask_for_more()

    @Slot(QModelIndex, int, int)
    def _on_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._fit_headings(first, last)

    @Slot(int)
    def _on_scrolled(self, _value: int) -> None:
        self._ask_for_more()

    def _ask_for_more(self) -> None:
        # The bar hears of new rows later than their heights.
        left_px = self.verticalHeader().length() - self.verticalOffset() - self.viewport().height()
        if left_px < _NEAR_END_ROWS * self._row_px and self.isVisible():
            self.more_asked.emit()

    def show_moment(self, at_ms: int | None) -> None:
        """Mark what fired at the past moment that the window shows; None where it shows none."""
        if at_ms != self._moment_ms:
            self._moment_ms = at_ms
            self.viewport().update()

    def fired_then(self, alert: Alert) -> bool:
        """Say whether an alert fired at the past moment that the window shows."""
        at_ms = self._moment_ms
        return (
            at_ms is not None and alert.fired_ms <= at_ms and (alert.resolved_ms is None or at_ms <= alert.resolved_ms)
        )

    # ---- painting

    def paint_heading(self, painter: QPainter, box: QRect, heading: Heading, *, is_first: bool) -> None:
        """Paint the name of a group and how many are in it."""
        if not is_first:
            painter.fillRect(box.left(), box.top(), box.width(), 1, theme.colour("line"))
        painter.setFont(self._small_font)
        painter.setPen(theme.colour("t3"))
        room = box.adjusted(_SIDE_PX, 0, -_SIDE_PX, 0)
        painter.drawText(room, _LEFT, self.alerts.heading_text(heading))
        painter.drawText(room, _RIGHT, text.count_text(heading.count))

    def paint_alert(self, painter: QPainter, box: QRect, alert: Alert, row: int) -> None:
        """Paint the two lines of an alert."""
        is_chosen = self.currentIndex().row() == row and alert.id == self._wanted
        if is_chosen or row == self._hovered:
            painter.fillRect(box, theme.colour("sel" if is_chosen else "hover"))
        if is_chosen:
            painter.fillRect(box.left(), box.top(), _BAR_PX, box.height(), theme.colour("accent"))
        icon_px, firing = theme.scaled(_ICON_PX), alert.resolved_ms is None
        first, second = QFontMetrics(self._title_font).height(), QFontMetrics(self._small_font).height()
        top = box.top() + (box.height() - first - second - 2) // 2
        name, token = words.ICONS[alert.severity]
        icon = theme.pixmap(name, _on_selection(token, is_chosen=is_chosen), _ICON_PX)
        painter.drawPixmap(box.left() + _SIDE_PX, top + (first - icon_px) // 2, icon)
        room = QRect(box.left() + _SIDE_PX + icon_px + _GAP_PX, top, 0, first)
        room.setRight(box.right() - _SIDE_PX)
        state = words.state_text(alert, self.alerts.now_ms)
        painter.setFont(self._small_font)
        painter.setPen(theme.colour("past" if self.fired_then(alert) else "t2" if is_chosen else "t3"))
        painter.drawText(room, _RIGHT, state)
        title = room.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(state) - _GAP_PX, 0)
        painter.setFont(self._firing_font if firing else self._title_font)
        painter.setPen(theme.colour("t1"))
        _draw(painter, title, words.title_text(alert))
        painter.setFont(self._small_font)
        painter.setPen(theme.colour("t2"))
        line = room.translated(0, first + 2)
        if alert.acknowledged_ms is not None:
            line.adjust(0, 0, -icon_px - 4, 0)
            painter.drawPixmap(line.right() + 4, line.top() + (second - icon_px) // 2, theme.pixmap("check", "t2", 14))
        line.setHeight(second)
        _draw(painter, line, words.second_text(alert))
        if is_chosen and self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.drawRect(box.adjusted(0, 0, -1, -1))

    # ---- input

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move over headings, open, acknowledge; the rest is Qt's."""
        steps = {
            Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -self._page_rows(),
            Qt.Key.Key_PageDown: self._page_rows(), Qt.Key.Key_Home: -(10**9), Qt.Key.Key_End: 10**9,
        }  # fmt: skip
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if modifiers == Qt.KeyboardModifier.NoModifier and key in steps:
            self._step(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current_id():
            self.opened.emit(self._current_id())
        elif key == Qt.Key.Key_A and modifiers == Qt.KeyboardModifier.NoModifier and self._current_id():
            self.acknowledge_asked.emit(self._current_id())
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _page_rows(self) -> int:
        return max(1, self.viewport().height() // self._row_px - 1)

    def _current_id(self) -> int:
        alert = self.alerts.alert_at(self.currentIndex().row())
        return alert.id if alert is not None else 0

    def _step(self, by: int) -> None:
        last, here = len(self.alerts.rows) - 1, self.currentIndex().row()
        wanted = min(max(here + by, 0), last)
        direction = 1 if by > 0 else -1
        row = self.alerts.next_alert(wanted, direction)
        # Above the first one there is only its heading.
        self._go_to(row if row >= 0 else self.alerts.next_alert(wanted, -direction))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the row under the pointer."""
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Tint nothing."""
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            before, self._hovered = self._hovered, row
            for one in (before, row):
                if 0 <= one < len(self.alerts.rows):
                    self.viewport().update(self.visualRect(self.alerts.index(one, 0)))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the alert under the pointer."""
        super().mouseDoubleClickEvent(event)
        alert = self.alerts.alert_at(self.rowAt(event.position().toPoint().y()))
        if alert is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(alert.id)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell all of a row where it may be cut, as plain text."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            alert = self.alerts.alert_at(self.rowAt(event.pos().y()))
            if alert is not None:
                lines = (
                    words.title_text(alert),
                    words.second_text(alert),
                    kept_condition_text(alert),
                    words.seen_text(alert),
                )
                said = "\n".join(dict.fromkeys(line for line in lines if line))
                QToolTip.showText(event.globalPos(), plain_tooltip(said), self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the one column all there is."""
        super().resizeEvent(event)
        self.setColumnWidth(0, self.viewport().width())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the desktop."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_title_font"):
            self._restyle()

    @Slot()
    def _on_theme_changed(self) -> None:
        self._restyle()
        self.viewport().update()


def _on_selection(token: str, *, is_chosen: bool) -> str:
    # Red on the blue of a selection has too little contrast.
    return "t1" if is_chosen and token == "crit" else token


def _draw(painter: QPainter, room: QRect, said: str) -> None:
    shown = painter.fontMetrics().elidedText(one_line(said[:512]), Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _LEFT, shown)
