"""A button that is only an icon, with a name for those who do not see it."""

from PySide6.QtCore import QMargins, Slot
from PySide6.QtWidgets import QToolButton, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.plain import plain_tooltip


class IconButton(QToolButton):
    """Follows the theme by itself: a slot that a subclass inherits would outlive the widget (PySide)."""

    def __init__(self, icon_name: str, name: str, parent: QWidget | None = None, *, tooltip: str = "") -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.setProperty("plain", True)
        self.setAccessibleName(name)
        self.setToolTip(plain_tooltip(tooltip or name))
        self.setIconSize(theme.icon_size(16))
        self.setFixedSize(theme.icon_size(16).grownBy(QMargins(6, 6, 6, 6)))
        self._tint()
        self.toggled.connect(self._tint)
        theme.theme_changed.connect(self._tint)

    @Slot()
    def _tint(self) -> None:
        self.setIcon(theme.icon(self._icon_name, "accent" if self.isChecked() else "t2"))
