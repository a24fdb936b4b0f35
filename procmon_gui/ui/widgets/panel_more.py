"""The small button beside the title of a panel that opens its bigger view."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QToolButton, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.plain import plain_tooltip

SIDE_PX = 22
_ICON_PX = 14


class MoreButton(QToolButton):
    """An arrow; its words are its name and its tooltip."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self.setAccessibleName(words)
        self.setToolTip(plain_tooltip(words))
        self.setFixedSize(theme.icon_size(SIDE_PX))
        self.setIconSize(theme.icon_size(_ICON_PX))
        self._tint()
        theme.theme_changed.connect(self._tint)

    @Slot()
    def _tint(self) -> None:
        self.setIcon(theme.icon("chevron-right", "t3", _ICON_PX))
