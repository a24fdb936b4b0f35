"""The bar at the foot of the window: short facts from the left, the program's own cost and health at the right."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.plain import plain_tooltip

HEIGHT_PX: Final = 28
SIGN_PX: Final = 14


class StatusBar(QWidget):
    """Shows worded facts by key; keys are told once, at the start, left ones first."""

    def __init__(self, left: Mapping[str, str], right: Mapping[str, str], parent: QWidget | None = None) -> None:
        """Make the bar; the values of the mappings are what is read out for each fact while it is unknown."""
        super().__init__(parent)
        self.setObjectName("status_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(max(HEIGHT_PX, self.fontMetrics().height() + 8))
        self._facts: dict[str, QLabel] = {}
        self._tooltips: dict[str, str] = {}
        self._signs: dict[str, tuple[QLabel, str]] = {}
        self._lines: dict[str, QFrame] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(12)
        self._fill(row, left)
        row.addStretch(1)
        self._fill(row, right)

    def _fill(self, row: QHBoxLayout, names: Mapping[str, str]) -> None:
        for place, (key, name) in enumerate(names.items()):
            if place:
                before = list(names)[place - 1]
                self._lines[before] = _line(self)
                row.addWidget(self._lines[before])
            label = QLabel("–", self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setFont(theme.sized_font(self.font(), -0.75))
            label.setAccessibleName(name)
            label.setObjectName(f"status_{key}")
            self._facts[key] = label
            sign = QLabel(self)
            sign.hide()
            self._signs[key] = (sign, "")
            pair = QHBoxLayout()
            pair.setSpacing(6)
            pair.addWidget(sign)
            pair.addWidget(label)
            row.addLayout(pair)

    def say(self, key: str, text: str, tooltip: str = "") -> None:
        """Show a fact; a text that did not change costs nothing."""
        label = self._facts[key]
        if label.text() != text:
            label.setText(text)
            # A name would be read out in place of the text.
            label.setAccessibleName("")
        if self._tooltips.get(key, "") != tooltip:
            self._tooltips[key] = tooltip
            label.setToolTip(plain_tooltip(tooltip))

    def show_fact(self, key: str, *, is_shown: bool) -> None:
        """Let a fact, and the line behind it, come or go."""
        self._facts[key].setVisible(is_shown)
        if key in self._lines:
            self._lines[key].setVisible(is_shown)

    def sign(self, key: str, icon_name: str, token: str) -> None:
        """Put a small icon before a fact, so that its state can be seen from afar."""
        label, drawn = self._signs[key]
        wanted = f"{theme.current().name} {icon_name} {token}"
        if drawn != wanted:
            label.setPixmap(theme.pixmap(icon_name, token, SIGN_PX))
            label.show()
            self._signs[key] = (label, wanted)

    def text(self, key: str) -> str:
        """Return what a fact says now."""
        return self._facts[key].text()


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setObjectName("separator")
    line.setFixedSize(1, 12)
    return line
