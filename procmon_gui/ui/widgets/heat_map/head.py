"""The head of a heat map: the choice of what its rows are and what its colours; a note; and the ramp."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from procmon_gui.ui.widgets.fitting_label import FittingLabel
from procmon_gui.ui.widgets.heat_map.content import HeatContent
from procmon_gui.ui.widgets.heat_map.legend import HeatLegend
from procmon_gui.ui.widgets.history.axis_picture import SIDE_PX

_CONTROL_PX: Final = 28
# Above and below the words.
_AIR_PX: Final = 14
_GAP_PX: Final = 12


class HeatHead(QWidget):
    """Shows choices and asks for them.

    Signals:
        kind_chosen: other rows are wanted: the place of the choice.
        colour_chosen: other colours are: the place of the choice.
    """

    kind_chosen = Signal(int)
    colour_chosen = Signal(int)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        kinds: Sequence[tuple[str, str]] = (),
        colours: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Make it with these choices, each with its words and its name."""
        super().__init__(parent)
        self.kinds = self._joined(kinds)
        self.colours = self._joined(colours)
        self.note = FittingLabel(self)
        self.note.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.legend = HeatLegend(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE_PX, 0, SIDE_PX, 0)
        row.setSpacing(0)
        for group in (self.kinds, self.colours):
            for button in group.buttons():
                row.addWidget(button)
            row.addSpacing(_GAP_PX)
        row.addWidget(self.note, 1)
        row.addSpacing(_GAP_PX)
        row.addWidget(self.legend)
        self._fit_letters()
        self.kinds.idClicked.connect(self.kind_chosen)
        self.colours.idClicked.connect(self.colour_chosen)

    def _fit_letters(self) -> None:
        """Be as high as the words of the buttons need: what the style says of that comes when all is laid out."""
        height = max(_CONTROL_PX, self.fontMetrics().height() + _AIR_PX)
        for group in (self.kinds, self.colours):
            for button in group.buttons():
                button.setMinimumHeight(height)
        self.setFixedHeight(height)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the letters of the desktop."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.layout() is not None:
            self._fit_letters()

    def _joined(self, words: Sequence[tuple[str, str]]) -> QButtonGroup:
        """Return buttons of which one is chosen."""
        group = QButtonGroup(self)
        for number, (said, name) in enumerate(words):
            button = QToolButton(self)
            button.setText(said)
            button.setAccessibleName(name)
            button.setCheckable(True)
            side = "first" if number == 0 else "last" if number == len(words) - 1 else "middle"
            button.setProperty("segment", side)
            group.addButton(button, number)
        return group

    def show_choice(self, kind: int, colour: int) -> None:
        """Press the buttons of what is shown."""
        for group, number in ((self.kinds, kind), (self.colours, colour)):
            button = group.button(number)
            if button is not None:
                button.setChecked(True)

    def offer_kind(self, kind: int, *, is_offered: bool) -> None:
        """Offer rows that there are not always; the last of those that are stands at the end."""
        buttons = self.kinds.buttons()
        buttons[kind].setVisible(is_offered)
        shown = [button for button in buttons if not button.isHidden()]
        for number, button in enumerate(shown):
            side = "first" if number == 0 else "last" if number == len(shown) - 1 else "middle"
            button.setProperty("segment", side)
            button.style().unpolish(button)
            button.style().polish(button)

    def tab_order(self) -> Sequence[QWidget]:
        """Return the buttons from left to right."""
        return [button for group in (self.kinds, self.colours) for button in group.buttons() if not button.isHidden()]

    @Slot(object)
    def show_content(self, content: HeatContent) -> None:
        """Say what the cells of a content are."""
        self.note.say(*(content.note or ("",)))
        self.legend.say(content.low, content.high)
        self.updateGeometry()
        self._fit_legend()

    # ---- the ramp goes first where there is no room

    def minimumSizeHint(self) -> QSize:
        """Return the room of the buttons."""
        hint = super().minimumSizeHint()
        return QSize(hint.width() - (0 if self.legend.isHidden() else self._legend_px), hint.height())

    @property
    def _legend_px(self) -> int:
        return self.legend.minimumSizeHint().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the ramp where there is room for it."""
        super().resizeEvent(event)
        self._fit_legend()

    def _fit_legend(self) -> None:
        has_room = self.width() >= self.minimumSizeHint().width() + self._legend_px
        self.legend.setVisible(bool(self.legend.high) and has_room)
