"""Facts in pairs: a label, and a value that can be copied, may be a link, and has its whole text as tooltip."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFormLayout, QLabel, QMenu, QSizePolicy, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.glyphs import one_line
from procmon_gui.ui.widgets.plain import plain_tooltip

LABEL_PX: Final = 88
_GAP_PX: Final = 8
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One value.

    Attributes:
        words: what is shown, on one line, cut in the middle where it is a path and else at the right.
        explained: the tooltip, "" for the words themselves.
        link: the serial of a process to which the value leads, -1 for none.
        token: the colour.
    """

    words: str
    explained: str = ""
    link: int = -1
    is_path: bool = False
    token: str = "t1"


class Value(QWidget):
    """One value beside its label. Painted, so plain text; Ctrl+C copies it, Enter follows a link.

    Signals:
        link_followed: the reader wants to see the process of this serial.
        step_asked: the keyboard goes to the next value (1) or the one before (-1).
    """

    # Serials are longer than an int of Qt.
    link_followed = Signal(object)
    step_asked = Signal(int)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self._fact = Fact(words="")
        self._is_stale = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._copy = QAction(self.tr("Copy"), self)
        self._copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        self._copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._copy.triggered.connect(self._on_copy)

    @property
    def fact(self) -> Fact:
        """Return what is shown."""
        return self._fact

    def say(self, fact: Fact) -> None:
        """Show another value; what did not change costs nothing."""
        if fact == self._fact and self.accessibleName():
            return
        self._fact = fact
        said = one_line(fact.words)
        self.setAccessibleName(f"{self._label}: {said}")
        self.setToolTip(plain_tooltip(fact.explained or fact.words))
        self.setCursor(Qt.CursorShape.PointingHandCursor if fact.link >= 0 else Qt.CursorShape.ArrowCursor)
        self.update()

    def set_stale(self, is_stale: bool) -> None:
        """Show the value paler."""
        if is_stale != self._is_stale:
            self._is_stale = is_stale
            self.update()

    def sizeHint(self) -> QSize:
        """Return the height of a line."""
        return QSize(120, max(24, self.fontMetrics().height() + 6))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the value in the room there is."""
        painter = QPainter(self)
        painter.setFont(theme.number_font(self.font()))
        fact = self._fact
        token = "accent" if fact.link >= 0 else fact.token
        painter.setPen(theme.colour("t2" if self._is_stale and token == "t1" else token))
        mode = Qt.TextElideMode.ElideMiddle if fact.is_path else Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(one_line(fact.words[:512]), mode, self.width() - 4)
        painter.drawText(self.rect().adjusted(2, 0, -2, 0), _LEFT, shown)
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 1, -1, -2))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a link."""
        is_inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._fact.link >= 0 and is_inside:
            self.link_followed.emit(self._fact.link)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, or follow a link."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._on_copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._fact.link >= 0:
            self.link_followed.emit(self._fact.link)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_asked.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def contextMenuEvent(self, event: QEvent) -> None:
        """Offer to copy."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._copy)
        menu.popup(self.mapToGlobal(QPoint(8, self.height())))

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._fact.words)


class Pairs(QWidget):
    """Rows of label and value, in a fixed order; a row that is not told is not there.

    Tab comes to one of them, the arrow keys go through all.

    Signals:
        link_followed: the reader wants to see the process of this serial.
    """

    # Serials are longer than an int of Qt.
    link_followed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: dict[str, Value] = {}
        self._labels: list[QLabel] = []
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(0)
        self._form.setVerticalSpacing(0)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setLabelAlignment(_LEFT)

    def add(self, id: str, label: str) -> None:
        """Make room for a value; it appears when it is told."""
        value = Value(label, self)
        value.link_followed.connect(self.link_followed)
        value.step_asked.connect(self._on_step)
        if not self._values:
            value.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        words = QLabel(label, self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setObjectName("detail_label")
        words.setContentsMargins(0, 0, _GAP_PX, 0)
        words.setMinimumWidth(theme.scaled(LABEL_PX))
        words.setMinimumHeight(value.sizeHint().height())
        self._form.addRow(words, value)
        self._form.setRowVisible(value, False)
        self._values[id] = value

    def say(self, id: str, fact: Fact | None) -> None:
        """Show a value; None takes its row away."""
        value = self._values[id]
        if value.isHidden() is (fact is not None):
            self._form.setRowVisible(value, fact is not None)
        if fact is not None:
            value.say(fact)

    def value(self, id: str) -> Value:
        """Return one value's widget."""
        return self._values[id]

    def words(self, id: str) -> str:
        """Return what is said now, "" for a row that is not there."""
        value = self._values[id]
        return "" if value.isHidden() else value.fact.words

    def set_stale(self, is_stale: bool) -> None:
        """Show all values paler."""
        for value in self._values.values():
            value.set_stale(is_stale)

    def forget(self) -> None:
        """Take all rows away."""
        for id in self._values:
            self.say(id, None)

    @Slot(int)
    def _on_step(self, step: int) -> None:
        shown = [value for value in self._values.values() if not value.isHidden()]
        here = next((place for place, value in enumerate(shown) if value.hasFocus()), None)
        if here is None or not 0 <= here + step < len(shown):
            return
        for value in self._values.values():
            value.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        shown[here + step].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        shown[here + step].setFocus(Qt.FocusReason.TabFocusReason)
