"""Windows of tests on a screen, which may be one of a window manager that takes its time."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.ui.main_window.window import MainWindow


def show_active(window: QWidget, qtbot: QtBot) -> None:
    """Show a window and wait until it has the keyboard: in any other, keys of actions and `hasFocus` do nothing."""
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    if isinstance(window, MainWindow):
        # It builds its page with its first frame; a test may speak to the page before.
        assert window.page.isVisibleTo(window) or window.cover.panel is not None


@contextmanager
def assistive_technology(*, listens: bool) -> Iterator[None]:
    """Let Qt believe that somebody has the window read out, or nobody, whatever the desktop and other tests say."""
    was_active = QAccessible.isActive()
    QAccessible.setActive(listens)
    yield
    QAccessible.setActive(was_active)
