"""The toolbar over the list of rules: it shows and asks; the part decides."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.beside_icon import beside_icon
from procmon_gui.ui.widgets.chevron_button import ChevronButton
from procmon_gui.ui.widgets.fitting_label import FittingLabel
from procmon_gui.ui.widgets.plain import plain_tooltip
from procmon_gui.ui.widgets.search_field import SearchField

HEIGHT_PX: Final = 44
_CONTROL_PX: Final = 28
_SIDE_PX: Final = 12
_GAP_PX: Final = 8
_SEARCH_PX: Final = 180
_LEAST_SEARCH_PX: Final = 140


class RulesToolbar(QWidget):
    """Buttons for the chosen rule, and a field that looks for one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width_px = self._least_px = self._count_px = 0
        self.new_button = self._button(self.tr("New rule…"), "bell-ring", self.tr("Make a rule of your own"))
        self.new_button.setProperty("primary", True)
        self.edit_button = self._button(self.tr("Edit…"), "sliders-horizontal", self.tr("Edit the chosen rule (Enter)"))
        self.switch_button = self._button(self.tr("Switch off"), "pause", self.tr("Judge it, or not (Space)"))
        self.copy_button = self._button(self.tr("Copy…"), "copy", self.tr("Begin a new rule with the chosen one"))
        self.remove_button = self._button(self.tr("Remove"), "x", self.tr("Remove the chosen rule (Delete)"))
        self.test_button = self._button(self.tr("Dry run…"), "rotate-ccw", self.tr("Play it over the past"))
        self.mute_menu = QMenu(self)
        self.mute_button = ChevronButton(self)
        self.mute_button.setText(self.tr("Mute"))
        self.mute_button.setAccessibleName(self.tr("Mute the chosen rule"))
        self.mute_button.setToolTip(plain_tooltip(self.tr("Let it tell nobody for a while; it is judged and kept")))
        self.mute_button.setMenu(self.mute_menu)
        self.mute_button.setMinimumHeight(_CONTROL_PX)
        self.count = FittingLabel(self)
        self.search = SearchField(self)
        self.search.setPlaceholderText(self.tr("Search rules"))
        self.search.setAccessibleName(self.tr("Search rules"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(_CONTROL_PX)
        self.search.setMinimumWidth(theme.scaled(_LEAST_SEARCH_PX))
        self.search.setMaximumWidth(theme.scaled(_SEARCH_PX))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE_PX, 0, _SIDE_PX, 0)
        row.setSpacing(_GAP_PX)
        for widget in self.tab_order()[:-1]:
            row.addWidget(widget)
        row.addWidget(self.count, 1)
        row.addWidget(self.search)
        self.setFixedHeight(max(HEIGHT_PX, self.fontMetrics().height() + 26))
        self._tint()
        self._fold()
        theme.theme_changed.connect(self._tint)

    def _button(self, words: str, icon_name: str, hint: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(beside_icon(words))
        button.setAccessibleName(words)
        button.setToolTip(plain_tooltip(hint))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(theme.icon_size(16))
        button.setMinimumHeight(_CONTROL_PX)
        button.setProperty("icon_name", icon_name)
        return button

    def tab_order(self) -> Sequence[QWidget]:
        """Return what the Tab key goes through, from left to right."""
        return (
            self.new_button, self.edit_button, self.switch_button, self.mute_button, self.test_button,
            self.copy_button, self.remove_button, self.search,
        )  # fmt: skip

    def say_count(self, *forms: str) -> None:
        """Say how many there are, the longest form first."""
        self.count.say(*forms)
        # Why nobody here knows how they are doing is worth more than words beside icons.
        count_px = self.fontMetrics().horizontalAdvance(forms[0])
        if count_px != self._count_px:
            self._count_px = count_px
            self._fold()

    def say_switch(self, *, is_on: bool) -> None:
        """Say what the switch would do."""
        self._say(self.switch_button, self.tr("Switch off") if is_on else self.tr("Switch on"),
                  "pause" if is_on else "play")  # fmt: skip

    def say_remove(self, *, is_own: bool) -> None:
        """Say what would become of it: what came with the program is as it came again."""
        self._say(self.remove_button, self.tr("Remove") if is_own else self.tr("As shipped"),
                  "x" if is_own else "package")  # fmt: skip

    def _say(self, button: QToolButton, words: str, icon_name: str) -> None:
        if button.accessibleName() == words:
            return
        button.setText(beside_icon(words))
        button.setAccessibleName(words)
        button.setProperty("icon_name", icon_name)
        self._tint()
        self._fold()

    def fit(self, width: int) -> None:
        """Leave the search its room: where there is too little, words give way to icons, the least wanted first."""
        if width != self._width_px:
            self._width_px = width
            self._fold()

    def minimumSizeHint(self) -> QSize:
        """Return the size in which there are icons only: the window may become as narrow as that."""
        return QSize(self._least_px, super().minimumSizeHint().height())

    def _fold(self) -> None:
        folds = (
            self.remove_button, self.copy_button, self.test_button, self.switch_button, self.edit_button,
            self.mute_button, self.new_button,
        )  # fmt: skip
        bare_px = [self._show(button, has_words=False) for button in folds]
        words_px = [self._show(button, has_words=True) for button in folds]
        gaps_px = 2 * _SIDE_PX + (len(folds) + 1) * _GAP_PX
        self._least_px = gaps_px + theme.scaled(_LEAST_SEARCH_PX) + sum(bare_px)
        wanted_px = self._least_px - sum(bare_px) + sum(words_px) + self._count_px + _GAP_PX
        for button, bare, words in zip(folds, bare_px, words_px, strict=True):
            if wanted_px <= self._width_px:
                break
            self._show(button, has_words=False)
            wanted_px -= words - bare
        self.updateGeometry()

    def _show(self, button: QToolButton, *, has_words: bool) -> int:
        """Show a button with words or without, and return how wide it is then."""
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if has_words else Qt.ToolButtonStyle.ToolButtonIconOnly
        button.setToolButtonStyle(style)
        if isinstance(button, ChevronButton):
            button.wear("" if has_words else "bell-off")
        return button.sizeHint().width()

    @Slot()
    def _tint(self) -> None:
        for widget in self.tab_order():
            name = widget.property("icon_name")
            if isinstance(widget, QToolButton) and name:
                token = "on_fill" if widget is self.new_button else "t1"
                widget.setIcon(theme.icon(str(name), token))
