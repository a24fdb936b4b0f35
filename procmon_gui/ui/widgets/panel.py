"""The head of a part of a page with its one big number, and the legend of its chart."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.panel_more import SIDE_PX, MoreButton
from procmon_gui.ui.widgets.plain import plain_tooltip

_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
# Before the number, and between the title and the hint.
_GAP_PX: Final = 12
_HINT_GAP_PX: Final = 8


class PanelHead(QWidget):
    """Title, a hint beside it, and the number that the eye meets first. All painted, so all plain text.

    Where there is no room for the whole hint, what stands behind its last commas goes; the tooltip has all of it.

    Signals:
        more_asked: the reader wants the bigger view of the panel.
    """

    more_asked = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._hint = ""
        self._shown_hint = ""
        self._number = "–"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.more_button: MoreButton | None = None
        self._make_fonts()
        self.say("–", "")

    def offer_more(self, words: str) -> None:
        """Show the button that opens the bigger view; its name is `words`."""
        self.more_button = MoreButton(words, self)
        self.more_button.clicked.connect(self.more_asked)
        self._place_button()
        self._fit_hint()

    def _title_px(self) -> int:
        return QFontMetrics(self._title_font).horizontalAdvance(self._title)

    def _place_button(self) -> None:
        if self.more_button is not None:
            self.more_button.move(self._title_px() + 2, (self.height() - theme.scaled(SIDE_PX)) // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button beside the title, and say as much as fits."""
        self._place_button()
        self._fit_hint()

    def _title_end_px(self) -> int:
        return self._title_px() + (theme.scaled(SIDE_PX) if self.more_button is not None else 0)

    def _number_px(self) -> int:
        return QFontMetrics(self._number_font).horizontalAdvance(self._number)

    def _hint_px(self) -> int:
        return max(0, self.width() - self._number_px() - _GAP_PX - self._title_end_px() - _HINT_GAP_PX)

    def _fit_hint(self) -> None:
        metrics, room_px = QFontMetrics(self._hint_font), self._hint_px()
        hint = self._hint
        while metrics.horizontalAdvance(hint) > room_px and ", " in hint:
            hint = hint.rpartition(", ")[0]
        self._shown_hint = metrics.elidedText(hint, Qt.TextElideMode.ElideRight, room_px)
        self.setToolTip(plain_tooltip("" if self._shown_hint == self._hint else self._hint))

    @property
    def hint(self) -> str:
        """Return as much of the hint as is shown."""
        return self._shown_hint

    @property
    def number(self) -> str:
        """Return the big number as it stands."""
        return self._number

    def _make_fonts(self) -> None:
        self._title_font = theme.sized_font(self.font(), 0, QFont.Weight.DemiBold)
        self._hint_font = theme.sized_font(self.font(), -0.75)
        self._number_font = theme.sized_font(self.font(), 5, QFont.Weight.Medium)

    def rename(self, title: str) -> None:
        """Show another title."""
        if title != self._title:
            self._title = title
            self.setAccessibleName("")
            self._place_button()
            self._fit_hint()
            self.update()

    def say(self, number: str, hint: str) -> None:
        """Show the number and the hint; what did not change costs nothing."""
        if (number, hint) == (self._number, self._hint) and self.accessibleName():
            return
        self._number, self._hint = number, hint
        self.setAccessibleName(f"{self._title} {number}, {hint}" if hint else f"{self._title} {number}")
        self._fit_hint()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a height that fits the big number."""
        return QSize(160, QFontMetrics(self._number_font).height() + 2)

    def minimumSizeHint(self) -> QSize:
        """Let the hint be cut, never the number."""
        width = QFontMetrics(self._number_font).horizontalAdvance("1023.9 MiB/s") + 48
        return QSize(width, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the desktop."""
        if event.type() == QEvent.Type.FontChange:
            self._make_fonts()
            self._place_button()
            self._fit_hint()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint from the right: the number whole, then the title, then as much of the hint as fits."""
        painter = QPainter(self)
        box = self.rect()
        painter.setFont(self._number_font)
        painter.setPen(theme.colour("t1"))
        painter.drawText(box, _RIGHT, self._number)
        free = box.width() - self._number_px() - _GAP_PX
        painter.setFont(self._title_font)
        painter.drawText(QRect(0, 0, max(0, free), box.height()), _LEFT, self._title)
        painter.setFont(self._hint_font)
        painter.setPen(theme.colour("t3"))
        room = QRect(self._title_end_px() + _HINT_GAP_PX, 0, self._hint_px(), box.height())
        painter.drawText(room, _LEFT, self._shown_hint)


class LegendItem(NamedTuple):
    """One entry: colour "#RRGGBB" and words."""

    colour: str
    text: str


class Legend(QWidget):
    """Says which colour is what, with the newest value; breaks into lines where the width does not suffice."""

    def __init__(self, parent: QWidget | None = None, *, indent_px: int = 0, is_square: bool = False) -> None:
        """Make an empty legend; a square mark stands for an area, a short line for a curve."""
        super().__init__(parent)
        self._items: tuple[LegendItem, ...] = ()
        self._indent_px = indent_px
        self._is_square = is_square
        self._font = theme.sized_font(self.font(), -0.75)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, items: Sequence[LegendItem]) -> None:
        """Show other entries."""
        if tuple(items) == self._items:
            return
        lines_before = self.heightForWidth(self.width())
        self._items = tuple(items)
        self.setAccessibleName(", ".join(item.text for item in items))
        if self.heightForWidth(self.width()) != lines_before:
            self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the desktop."""
        if event.type() == QEvent.Type.FontChange:
            self._font = theme.sized_font(self.font(), -0.75)
            self.updateGeometry()
        super().changeEvent(event)

    def hasHeightForWidth(self) -> bool:
        """Say that entries may break into lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        places = self._places(width)
        return (places[-1].bottom() + 1) if places else self._line_px()

    def sizeHint(self) -> QSize:
        """Return the height at the present width."""
        return QSize(160, self.heightForWidth(max(self.width(), 160)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the lines that another width takes: the layout goes by the hint of the one before."""
        super().resizeEvent(event)
        if self.heightForWidth(event.size().width()) != self.heightForWidth(event.oldSize().width()):
            self.updateGeometry()

    def _line_px(self) -> int:
        return QFontMetrics(self._font).height() + 3

    def _places(self, width: int) -> list[QRect]:
        metrics, line_px = QFontMetrics(self._font), self._line_px()
        places: list[QRect] = []
        x, y = self._indent_px, 0
        for item in self._items:
            item_px = 16 + metrics.horizontalAdvance(item.text)
            if x > self._indent_px and x + item_px > width:
                x, y = self._indent_px, y + line_px
            places.append(QRect(x, y, item_px, line_px))
            x += item_px + 8
        return places

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint mark and words of every entry."""
        painter = QPainter(self)
        painter.setFont(self._font)
        for item, place in zip(self._items, self._places(self.width()), strict=True):
            middle = place.center().y()
            mark = QRect(place.x(), middle - 3, 8, 8) if self._is_square else QRect(place.x(), middle, 11, 2)
            painter.fillRect(mark, QColor(item.colour))
            painter.setPen(theme.colour("t2"))
            painter.drawText(place.adjusted(16 if not self._is_square else 13, 0, 4, 0), _LEFT, item.text)
