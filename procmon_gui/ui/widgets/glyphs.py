"""Laid-out texts by content, so that a beat shapes only what it has not shown before. Window thread only."""

import math
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QStaticText

# Ten screens full. A text in view is a hundred times likelier than one that was, so a full cache is simply begun anew;
# a larger one would only lengthen the pauses of Python's garbage collector.
_CAPACITY: Final = 4096
# What is wider than any screen is not measured.
_LONGEST: Final = 512


class Glyphs:
    """Texts of one font, ready to draw with `QPainter.drawStaticText`. Every text is plain and one line."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetrics(font)
        self.height = self.metrics.height()
        self._whole: dict[str, tuple[QStaticText, int]] = {}
        self._fitted: dict[tuple[str, int], tuple[QStaticText, int, bool]] = {}

    def whole(self, text: str) -> tuple[QStaticText, int]:
        """Return a short text and its width; it is never shortened."""
        found = self._whole.get(text)
        if found is None:
            if len(self._whole) >= _CAPACITY:
                self._whole.clear()
            found = self._whole[text] = self._laid_out(text)
        return found

    def fitted(self, text: str, width: int) -> tuple[QStaticText, int, bool]:
        """Return a text elided at the right to `width`, its width, and whether it must be clipped to its row."""
        found = self._fitted.get((text, width))
        if found is None:
            if len(self._fitted) >= _CAPACITY:
                self._fitted.clear()
            # Programs that name themselves pad their command line with blanks.
            line = one_line(text[:_LONGEST]).rstrip()
            shown = self.metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)
            # Marks of other scripts may stand above and below a line without end.
            found = (*self._laid_out(shown), not shown.isascii())
            self._fitted[text, width] = found
        return found

    def _laid_out(self, text: str) -> tuple[QStaticText, int]:
        static = QStaticText(text)
        static.setTextFormat(Qt.TextFormat.PlainText)
        static.prepare(font=self.font)
        # Its size is that of the shaped text; measuring it again would shape it again.
        return static, math.ceil(static.size().width())


def one_line(text: str) -> str:
    """Return a text without anything that would break or reorder its line; the border has escaped it before."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
