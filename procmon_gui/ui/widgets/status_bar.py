"""The bar at the foot of the window: short facts from the left, the program's own cost and health at the right."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.plain import plain_tooltip

HEIGHT_PX: Final = 28
SIGN_PX: Final = 14
_SPACING_PX: Final = 12
# A line between two facts, with the air behind it.
_APART_PX: Final = 13


class StatusBar(QWidget):
    """Shows worded facts by key; keys are told once, at the start, left ones first."""

    def __init__(
        self,
        left: Mapping[str, str],
        right: Mapping[str, str],
        parent: QWidget | None = None,
        *,
        first_to_go: Sequence[str] = (),
    ) -> None:
        """Make the bar; the values of the mappings are what is read out for each fact while it is unknown.

        Where there is no room for all, those of `first_to_go` go in this order.
        """
        super().__init__(parent)
        self.setObjectName("status_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._first_to_go = first_to_go
        self._unwanted: frozenset[str] = frozenset()
        self._facts: dict[str, QLabel] = {}
        self._tooltips: dict[str, str] = {}
        self._signs: dict[str, tuple[QLabel, str]] = {}
        # Before a fact, where one of the same side is to its left.
        self._lines: dict[str, QFrame] = {}
        self._sides: list[tuple[str, ...]] = []
        self._end: QWidget | None = None
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(_SPACING_PX, 0, _SPACING_PX, 0)
        row.setSpacing(_SPACING_PX)
        self._fill(row, left)
        row.addStretch(1)
        self._fill(row, right)
        self._take_font()
        theme.theme_changed.connect(self._take_font)

    def _fill(self, row: QHBoxLayout, names: Mapping[str, str]) -> None:
        self._sides.append(tuple(names))
        for place, (key, name) in enumerate(names.items()):
            if place:
                self._lines[key] = _line(self)
                row.addWidget(self._lines[key])
            label = QLabel("–", self)
            label.setTextFormat(Qt.TextFormat.PlainText)
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

    @Slot()
    def _take_font(self) -> None:
        self.setFixedHeight(max(HEIGHT_PX, self.fontMetrics().height() + 8))
        for label in self._facts.values():
            label.setFont(theme.sized_font(self.font(), -0.75))

    def say(self, key: str, text: str, tooltip: str = "") -> None:
        """Show a fact; a text that did not change costs nothing."""
        label = self._facts[key]
        if label.text() != text:
            label.setText(text)
            self._fit()
            # A name would be read out in place of the text.
            label.setAccessibleName("")
        if self._tooltips.get(key, "") != tooltip:
            self._tooltips[key] = tooltip
            label.setToolTip(plain_tooltip(tooltip))

    def show_fact(self, key: str, *, is_shown: bool) -> None:
        """Let a fact, and the line before it, come or go."""
        if is_shown == (key not in self._unwanted):
            return
        self._unwanted ^= {key}
        self._fit()

    def put_at_the_end(self, widget: QWidget) -> None:
        """Let something stand at the right end, behind a line; `fit` is called when it changes."""
        self._end_line = _line(self)
        self._end = widget
        self._row.addWidget(self._end_line)
        self._row.addWidget(widget)
        self.fit()

    def fit(self) -> None:
        """Look anew which facts have room."""
        if self._end is not None:
            self._end_line.setVisible(not self._end.isHidden())
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less where there is less room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let whole facts go until the others have room: a fact is never cut."""
        wide = {
            key: label.sizeHint().width() + _SPACING_PX + (_APART_PX if key in self._lines else 0)
            for key, label in self._facts.items()
            if key not in self._unwanted
        }
        signs_px = sum(sign.sizeHint().width() + _SPACING_PX for sign, drawn in self._signs.values() if drawn)
        end_px = (
            0 if self._end is None or self._end.isHidden() else self._end.sizeHint().width() + _APART_PX + _SPACING_PX
        )
        room_px = self.width() - _SPACING_PX - signs_px - end_px
        for key in self._first_to_go:
            if sum(wide.values()) <= room_px:
                break
            wide.pop(key, None)
        for key, label in self._facts.items():
            label.setVisible(key in wide)
        for side in self._sides:
            shown = [key for key in side if key in wide]
            for key in side[1:]:
                self._lines[key].setVisible(key in shown[1:])

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
