"""The head of a heat map: what its rows are and what its colours, where there is a choice; a note; and the ramp."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.fitting_label import FittingLabel
from procmon_gui.ui.widgets.heat_map.content import HeatContent
from procmon_gui.ui.widgets.heat_map.legend import HeatLegend
from procmon_gui.ui.widgets.history.range_chart import SIDE_PX

_CONTROL_PX: Final = 28
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
        self, parent: QWidget | None = None, *, kinds: Sequence[str] = (), colours: Sequence[str] = ()
    ) -> None:
        """Make it with these choices; without any it has a title."""
        super().__init__(parent)
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setFont(theme.sized_font(self.font(), 0, QFont.Weight.DemiBold))
        self.title.setVisible(not kinds)
        self.kinds = self._joined(kinds)
        self.colours = self._joined(colours)
        self.note = FittingLabel(self)
        self.note.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.legend = HeatLegend(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE_PX if kinds else 0, 0, SIDE_PX if kinds else 0, 0)
        row.setSpacing(0)
        row.addWidget(self.title)
        for group in (self.kinds, self.colours):
            for button in group.buttons():
                row.addWidget(button)
            row.addSpacing(_GAP_PX if group.buttons() else 0)
        row.addSpacing(0 if kinds else 8)
        row.addWidget(self.note, 1)
        row.addSpacing(_GAP_PX)
        row.addWidget(self.legend)
        self.kinds.idClicked.connect(self.kind_chosen)
        self.colours.idClicked.connect(self.colour_chosen)

    def _joined(self, words: Sequence[str]) -> QButtonGroup:
        """Return buttons of which one is chosen."""
        group = QButtonGroup(self)
        for number, said in enumerate(words):
            button = QToolButton(self)
            button.setText(said)
            button.setAccessibleName(self.tr("{choice}, heat map").format(choice=said))
            button.setCheckable(True)
            button.setMinimumHeight(_CONTROL_PX)
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
        self.legend.setVisible(bool(content.high))
        self.legend.say(content.low, content.high)

    def say_title(self, words: str) -> None:
        """Say what is below."""
        self.title.setText(words)
