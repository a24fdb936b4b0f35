"""Where the window stands on the screens there are."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

FIRST_SIZE: Final = (1280, 800)
# What a title bar takes, which is not known before the window is shown.
FRAME_ROOM_PX: Final = 48


def take_first_size(window: QWidget) -> None:
    """Fill a screen that has hardly more room than the window wants; else leave the desktop in sight."""
    window.resize(*FIRST_SIZE)
    screen = QGuiApplication.primaryScreen() if QGuiApplication.screens() else None
    if screen is not None and screen.availableGeometry().height() < FIRST_SIZE[1] + FRAME_ROOM_PX:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def keep_on_screen(window: QWidget) -> None:
    """Bring the window back to a screen that exists: the one it was on may be gone."""
    if not QGuiApplication.screens():
        return
    screen = QGuiApplication.screenAt(window.geometry().center()) or QGuiApplication.primaryScreen()
    room = screen.availableGeometry()
    box = window.geometry()
    box.setSize(box.size().boundedTo(room.size()))
    box.moveLeft(min(max(box.left(), room.left()), room.right() - box.width() + 1))
    box.moveTop(min(max(box.top(), room.top()), room.bottom() - box.height() + 1))
    if box != window.geometry():
        window.setGeometry(box)
