"""A button that opens a menu: words, and behind them a chevron."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from procmon_gui.ui import theme

_ICON_PX: Final = 14
_ALONE_PX: Final = 16
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
        self._icon_name = ""
        self._tint()
        theme.theme_changed.connect(self._tint)

    def sizeHint(self) -> QSize:
        """Return the size without the two blanks that Qt adds to a text, but with the gap of the look."""
        hint = super().sizeHint()
        if self._icon_name:
            return hint
        blanks_px = 2 * self.fontMetrics().horizontalAdvance(" ")
        return QSize(hint.width() - blanks_px + _MORE_GAP_PX, hint.height())

    def setMenu(self, menu: QMenu) -> None:
        """Open this menu, in the direction of all others: else it takes that of the button, with ticks at the right."""
        menu.setLayoutDirection(QGuiApplication.layoutDirection())
        super().setMenu(menu)

    def wear(self, icon_name: str) -> None:
        """Show this icon in the place of the chevron, where there is no room for words; "" for the chevron."""
        self._icon_name = icon_name
        self._tint()

    @Slot()
    def _tint(self) -> None:
        size = _ALONE_PX if self._icon_name else _ICON_PX
        self.setIconSize(theme.icon_size(size))
        self.setIcon(theme.icon(self._icon_name or "chevron-down", "t2", size))
