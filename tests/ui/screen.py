"""Windows of tests on a screen, which may be one of a window manager that takes its time."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def show_active(window: QWidget, qtbot: QtBot) -> None:
    """Show a window and wait until it has the keyboard: in any other, keys of actions and `hasFocus` do nothing."""
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
