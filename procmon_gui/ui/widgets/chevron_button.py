"""A button that opens a menu: words, and behind them a chevron."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from procmon_gui.ui import theme

_ICON_PX: Final = 14
# Qt leaves 4 pixels between icon and text, the look asks for 8.
_MORE_GAP_PX: Final = 4


class ChevronButton(QToolButton):
    """Its menu comes from the caller, by `setMenu`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # What would stand before the words stands behind them.
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setIconSize(theme.icon_size(_ICON_PX))
        self._tint()
        theme.theme_changed.connect(self._tint)

    def sizeHint(self) -> QSize:
        """Return the size without the two blanks that Qt adds to a text, but with the gap of the look."""
        hint = super().sizeHint()
        blanks_px = 2 * self.fontMetrics().horizontalAdvance(" ")
        return QSize(hint.width() - blanks_px + _MORE_GAP_PX, hint.height())

    def setMenu(self, menu: QMenu) -> None:
        """Open this menu, in the direction of all others: else it takes that of the button, with ticks at the right."""
        menu.setLayoutDirection(QGuiApplication.layoutDirection())
        super().setMenu(menu)

    @Slot()
    def _tint(self) -> None:
        self.setIcon(theme.icon("chevron-down", "t2", _ICON_PX))
