"""A sentence in which some words stand out. Painted, so that what strangers wrote is never taken for markup."""

from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.models.alert_words import STRONG

_LONGEST: Final = 2_000


class Sentence(QWidget):
    """Breaks into lines where it must. Words between the marks of `alert_words.strong` are in the first colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plain = ""
        self._ranges: list[tuple[int, int]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def said(self) -> str:
        """Return what is said, without marks."""
        return self._plain

    def say(self, words: str) -> None:
        """Say something else; the same costs nothing."""
        plain, ranges = _parts(words[:_LONGEST])
        if (plain, ranges) == (self._plain, self._ranges):
            return
        self._plain, self._ranges = plain, ranges
        self.setAccessibleName(plain)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Say that it may break into lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        return round(self._laid_out(max(1, width)).boundingRect().height()) + 2

    def sizeHint(self) -> QSize:
        """Return the height at the present width."""
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def _laid_out(self, width: int) -> QTextLayout:
        layout = QTextLayout(self._plain, theme.number_font(self.font()))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        form = QTextCharFormat()
        form.setForeground(theme.colour("t1"))
        formats = []
        for start, length in self._ranges:
            one = QTextLayout.FormatRange()
            one.start, one.length, one.format = start, length, form
            formats.append(one)
        layout.setFormats(formats)
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top))
            top += line.height()
        layout.endLayout()
        return layout

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all lines."""
        painter = QPainter(self)
        painter.setPen(theme.colour("t2"))
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._laid_out(self.width()).draw(painter, QPointF(0, 1))
        painter.end()


def _parts(words: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the words without marks, and where those between marks begin and how long they are."""
    opens, closes = STRONG
    plain, ranges, begin = "", [], -1
    for letter in words:
        if letter == opens:
            begin = len(plain)
        elif letter == closes:
            if begin >= 0:
                ranges.append((begin, len(plain) - begin))
            begin = -1
        else:
            plain += letter
    return plain, ranges
