"""The toolbar over the list of rules: it shows and asks; the part decides."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QToolButton, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.beside_icon import beside_icon
from procmon_gui.ui.widgets.chevron_button import ChevronButton
from procmon_gui.ui.widgets.fitting_label import FittingLabel
from procmon_gui.ui.widgets.plain import plain_tooltip

HEIGHT_PX: Final = 44
_CONTROL_PX: Final = 28
_SIDE_PX: Final = 12
_SEARCH_PX: Final = 180


class RulesToolbar(QWidget):
    """Buttons for the chosen rule, and a field that looks for one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search rules"))
        self.search.setAccessibleName(self.tr("Search rules"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(_CONTROL_PX)
        self.search.setMaximumWidth(theme.scaled(_SEARCH_PX))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE_PX, 0, _SIDE_PX, 0)
        row.setSpacing(8)
        for widget in self.tab_order()[:-1]:
            row.addWidget(widget)
        row.addWidget(self.count, 1)
        row.addWidget(self.search, 1)
        self.setFixedHeight(max(HEIGHT_PX, self.fontMetrics().height() + 26))
        self._tint()
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

    def say_switch(self, *, is_on: bool) -> None:
        """Say what the switch would do."""
        self._say(self.switch_button, self.tr("Switch off") if is_on else self.tr("Switch on"),
                  "pause" if is_on else "play")  # fmt: skip

    def say_remove(self, *, is_own: bool) -> None:
        """Say what would become of it: what came with the program is as it came again."""
        self._say(self.remove_button, self.tr("Remove") if is_own else self.tr("As shipped"),
                  "x" if is_own else "package")  # fmt: skip

    def _say(self, button: QToolButton, words: str, icon_name: str) -> None:
        button.setText(beside_icon(words))
        button.setAccessibleName(words)
        button.setProperty("icon_name", icon_name)
        self._tint()

    def fit(self, width: int) -> None:
        """Show icons alone where there is no room for words."""
        has_room = width >= theme.scaled(980)
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if has_room else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in (self.edit_button, self.switch_button, self.test_button, self.copy_button, self.remove_button):
            button.setToolButtonStyle(style)

    @Slot()
    def _tint(self) -> None:
        for widget in self.tab_order():
            name = widget.property("icon_name")
            if isinstance(widget, QToolButton) and name:
                token = "on_fill" if widget is self.new_button else "t1"
                widget.setIcon(theme.icon(str(name), token))
