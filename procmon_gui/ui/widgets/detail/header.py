"""The head of the detail: who it speaks of, in which state, pinned or not, and the way to close it."""

from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.detail.icon_button import IconButton
from procmon_gui.ui.widgets.glyphs import one_line
from procmon_gui.ui.widgets.plain import plain_tooltip

PADDING_PX: Final = 16
_ICON: Final = 18
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Title(NamedTuple):
    """What the head says: the name, the tag behind it with the token of its colour, and the line below."""

    icon_name: str = ""
    name: str = ""
    tag: str = ""
    tag_token: str = "t2"
    line: str = ""
    explained: str = ""


class TitleLine(QWidget):
    """Paints icon, name and tag, and a smaller line below. Painted, so plain text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Title()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._restyle()

    def _restyle(self) -> None:
        self._name_font = theme.sized_font(self.font(), 3, QFont.Weight.DemiBold)
        self._line_font = theme.sized_font(self.font(), -0.75)
        self._tag_font = theme.sized_font(self.font(), -1.5)

    @property
    def title(self) -> Title:
        """Return what is said."""
        return self._title

    def say(self, title: Title) -> None:
        """Say something else."""
        if title == self._title:
            return
        self._title = title
        self.setAccessibleName(", ".join(part for part in (one_line(title.name), title.tag, title.line) if part))
        self.setToolTip(plain_tooltip(title.explained or title.name))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of both lines."""
        height = QFontMetrics(self._name_font).height() + QFontMetrics(self._line_font).height() + 4
        return QSize(160, max(height, 40))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the desktop."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._restyle()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tag whole, and as much of the name as fits before it."""
        painter = QPainter(self)
        title = self._title
        top_px = QFontMetrics(self._name_font).height() + 2
        left = 0
        if title.icon_name:
            side = theme.scaled(_ICON)
            painter.drawPixmap(0, (top_px - side) // 2, theme.pixmap(title.icon_name, "t2", _ICON))
            left = side + 8
        tag_px = QFontMetrics(self._tag_font).horizontalAdvance(title.tag) + 12 if title.tag else 0
        painter.setFont(self._name_font)
        painter.setPen(theme.colour("t1"))
        room = max(0, self.width() - left - (tag_px + 8 if tag_px else 0))
        name = painter.fontMetrics().elidedText(one_line(title.name[:256]), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, 0, room + 4, top_px), _LEFT, name)
        if tag_px:
            self._paint_tag(painter, left + painter.fontMetrics().horizontalAdvance(name) + 8, top_px, tag_px)
        painter.setFont(self._line_font)
        painter.setPen(theme.colour("t2"))
        below = QRect(0, top_px + 2, self.width(), QFontMetrics(self._line_font).height())
        line = painter.fontMetrics().elidedText(one_line(title.line[:512]), Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, _LEFT, line)

    def _paint_tag(self, painter: QPainter, left: int, top_px: int, tag_px: int) -> None:
        colour = theme.colour(self._title.tag_token)
        painter.setFont(self._tag_font)
        height = painter.fontMetrics().height() + 2
        box = QRect(left, (top_px - height) // 2 + 1, tag_px, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour)
        painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 3, 3)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._title.tag)


class DetailHeader(QWidget):
    """Title, what can be done to the process, the way to its whole life, pin and close.

    Signals:
        pin_toggled: stay with this process whatever is selected, or follow the selection again.
        close_asked: the reader has seen enough.
        life_asked: the reader wants to see the whole life of the process.
    """

    pin_toggled = Signal(bool)
    life_asked = Signal()
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = TitleLine(self)
        # Whoever acts gives it a menu.
        self.act_button = IconButton("circle-stop", self.tr("Act on this process"), self)
        self.act_button.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        self.life_button = IconButton("history", self.tr("Whole life of this process (Shift+L in the list)"), self)
        self.life_button.clicked.connect(self._on_life)
        self.pin_button = IconButton("pin", self.tr("Stay with this process"), self)
        self.pin_button.setCheckable(True)
        self.pin_button.toggled.connect(self._on_pin)
        self.close_button = IconButton("x", self.tr("Close the detail (Esc)"), self)
        self.close_button.clicked.connect(self._on_close)
        row = QHBoxLayout(self)
        row.setContentsMargins(PADDING_PX, 12, 10, 4)
        row.setSpacing(2)
        row.addWidget(self.title, 1)
        row.addWidget(self.act_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.life_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.pin_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)

    @Slot()
    def _on_life(self) -> None:
        self.life_asked.emit()

    @Slot(bool)
    def _on_pin(self, is_pinned: bool) -> None:
        self.pin_toggled.emit(is_pinned)

    @Slot()
    def _on_close(self) -> None:
        self.close_asked.emit()
