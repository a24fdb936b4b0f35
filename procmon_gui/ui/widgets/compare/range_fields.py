"""Two fields, from and to, for one of two ranges; it says what it understood."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from procmon_gui.domain.history import Span
from procmon_gui.ui import theme
from procmon_gui.ui.widgets.compare.typed_ranges import TypedRange, typed, understood

_LONGEST: Final = 200
_FIELD_PX: Final = 170
_CONTROL_PX: Final = 28


class RangeFields(QWidget):
    """One line: the letter of the range, from, to, and what that means.

    Signals:
        changed: another range is meant, or none.
    """

    changed = Signal()

    def __init__(self, letter: str, parent: QWidget | None = None, *, now_ms: Callable[[], int] | None = None) -> None:
        super().__init__(parent)
        self._now_ms = now_ms or _now_ms
        self._meant = TypedRange(span=None, words="")
        self._letter = QLabel(letter, self)
        self._letter.setTextFormat(Qt.TextFormat.PlainText)
        self._letter.setMinimumWidth(2 * self.fontMetrics().averageCharWidth())
        self._letter.setFont(theme.sized_font(self.font(), 0, QFont.Weight.DemiBold))
        self.from_field, self.to_field = QLineEdit(self), QLineEdit(self)
        names = (self.tr("{letter}, from"), self.tr("{letter}, to"))
        for field, name in zip((self.from_field, self.to_field), names, strict=True):
            field.setAccessibleName(name.format(letter=letter))
            field.setMaxLength(_LONGEST)
            field.setMinimumHeight(_CONTROL_PX)
            field.setMinimumWidth(theme.scaled(_FIELD_PX))
            field.textChanged.connect(self._on_text)
        self.from_field.setPlaceholderText(self.tr("from"))
        self.to_field.setPlaceholderText(self.tr("now"))
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        to = QLabel(self.tr("to"), self)
        to.setObjectName("detail_label")
        for widget in (self._letter, self.from_field, to, self.to_field):
            row.addWidget(widget)
        row.addWidget(self.words, 1)
        self._on_text()
        theme.theme_changed.connect(self._tint)

    @property
    def span(self) -> Span | None:
        """Return the range that is meant; None while there is none."""
        return self._meant.span

    def set_span(self, span: Span) -> None:
        """Write a range into the fields."""
        for field, at_ms in ((self.from_field, span.from_ms), (self.to_field, span.to_ms)):
            was_blocked = field.blockSignals(True)
            field.setText(typed(at_ms))
            field.blockSignals(was_blocked)
        self._on_text()

    def look_again(self) -> None:
        """Understand what is typed as of now: a time such as now goes on."""
        self._on_text()

    @Slot()
    def _on_text(self) -> None:
        self._meant = understood(self.from_field.text(), self.to_field.text(), self._now_ms())
        self.words.setText(self._meant.words)
        # Read out with the fields: where the keyboard is, nobody goes to the sentence beside them.
        for field in (self.from_field, self.to_field):
            field.setAccessibleDescription(self._meant.words)
        self._tint()
        self.changed.emit()

    @Slot()
    def _tint(self) -> None:
        palette = self.words.palette()
        palette.setColor(self.words.foregroundRole(), theme.colour("crit" if self._meant.is_wrong else "t2"))
        self.words.setPalette(palette)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
