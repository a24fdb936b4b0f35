"""A label that gives way before its window has to grow: it says less where there is no room, and never half a word."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from procmon_gui.ui import theme


class FittingLabel(QLabel):
    """Stands at the right of a toolbar. Plain text.

    Attributes:
        said: the longest form, whichever is shown.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = ""
        self._forms: tuple[str, ...] = ()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._tint()
        theme.theme_changed.connect(self._tint)

    def say(self, *forms: str) -> None:
        """Show the first of these that fits, the longest first; nothing when none does."""
        if forms != self._forms:
            self.said, self._forms = forms[0], forms
            self.setAccessibleName(self.said)
            self._fit()

    @property
    def least_px(self) -> int:
        """Return the width of the shortest form, where there is a choice: it says what matters."""
        return self.fontMetrics().horizontalAdvance(self._forms[-1]) if len(self._forms) > 1 else 0

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        shown = next((form for form in self._forms if metrics.horizontalAdvance(form) <= self.width()), "")
        if shown != self.text():
            self.setText(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as fits now."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _tint(self) -> None:
        palette = self.palette()
        palette.setColor(self.foregroundRole(), theme.colour("t3"))
        self.setPalette(palette)
