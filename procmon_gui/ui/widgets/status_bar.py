"""The bar at the foot of the window: short facts from the left, the program's own cost and health at the right."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from procmon_gui.ui import theme

HEIGHT_PX: Final = 28


class StatusBar(QWidget):
    """Shows worded facts by key; keys are told once, at the start, left ones first."""

    def __init__(self, left: Mapping[str, str], right: Mapping[str, str], parent: QWidget | None = None) -> None:
        """Make the bar; the values of the mappings are what assistive technology calls each fact."""
        super().__init__(parent)
        self.setObjectName("status_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(max(HEIGHT_PX, self.fontMetrics().height() + 8))
        self._facts: dict[str, QLabel] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(12)
        self._fill(row, left)
        row.addStretch(1)
        self._fill(row, right)

    def _fill(self, row: QHBoxLayout, names: Mapping[str, str]) -> None:
        for place, (key, name) in enumerate(names.items()):
            if place:
                row.addWidget(_line(self))
            label = QLabel("–", self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setFont(theme.sized_font(self.font(), -0.75))
            label.setAccessibleName(name)
            self._facts[key] = label
            row.addWidget(label)

    def say(self, key: str, text: str, tooltip: str = "") -> None:
        """Show a fact; a text that did not change costs nothing."""
        label = self._facts[key]
        if label.text() != text:
            label.setText(text)
        if label.toolTip() != tooltip:
            label.setToolTip(tooltip)

    def text(self, key: str) -> str:
        """Return what a fact says now."""
        return self._facts[key].text()


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setObjectName("separator")
    line.setFixedSize(1, 12)
    return line
