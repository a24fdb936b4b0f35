"""Esc closes the innermost thing first; the window, whose shortcut it is too, comes last."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent


def asks_for_escape(event: QEvent) -> bool:
    """Say whether Qt asks a widget if it has a use for Esc itself; if it accepts, no shortcut takes the key.

    The widget with the keyboard is asked first, and then those around it. For `event` of a widget.
    """
    is_asked = event.type() == QEvent.Type.ShortcutOverride
    return is_asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
