"""Where the window stands on the screens there are."""

from typing import Final

from PySide6.QtCore import QObject, QRect, QSettings, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

FIRST_SIZE: Final = (1280, 800)
# What a title bar takes, which is not known before the window is shown.
FRAME_ROOM_PX: Final = 48
LEAST_SIZE: Final = QSize(720, 480)
# How the window looked; a number in the key, so that a later form can tell an older one.
KEY: Final = "window/1/"
# Window managers bring windows back by themselves when a screen goes, and know best where to.
SETTLE_MS: Final = 500


def least_size() -> QSize:
    """Return how small the window may be: smaller than looks well on a screen that has not even that."""
    room = primary_room()
    return LEAST_SIZE if room is None else LEAST_SIZE.boundedTo(QSize(room.width(), room.height() - FRAME_ROOM_PX))


def primary_room() -> QRect | None:
    """Return what the desktop leaves of the first screen; None without a screen."""
    return QGuiApplication.primaryScreen().availableGeometry() if QGuiApplication.screens() else None


def restore_place(window: QWidget, settings: QSettings) -> None:
    """Put the window where it was, or where a new one belongs; one that is seen already stands where it is."""
    if window.isVisible():
        return
    geometry = settings.value(KEY + "geometry")
    if geometry is not None and window.restoreGeometry(geometry):
        keep_on_screen(window)
    else:
        take_first_size(window)


def keep_place(window: QWidget, settings: QSettings) -> None:
    """Write where the window stands."""
    settings.setValue(KEY + "geometry", window.saveGeometry())
    settings.sync()


def take_first_size(window: QWidget) -> None:
    """Fill a screen that has hardly more room than the window wants; else leave the desktop in sight.

    Where it stands is left to the window manager: it alone knows how high its title bar is, and where panels are.
    """
    room = primary_room()
    first = QSize(*FIRST_SIZE)
    window.resize(first if room is None else first.boundedTo(room.size()))
    if room is not None and room.height() < FIRST_SIZE[1] + FRAME_ROOM_PX:
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


class StaysOnScreen(QObject):
    """Brings one window back when the screen that it was on goes, or went while it was hidden."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLE_MS)
        self._settled.timeout.connect(self.look)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenRemoved.connect(self._on_screen_removed)

    @Slot()
    def look(self) -> None:
        """Bring the window back if it is nowhere; what fills a screen is left to the window manager."""
        window = self._window
        if window.isVisible() and not (window.isMinimized() or window.isMaximized() or window.isFullScreen()):
            keep_on_screen(window)

    @Slot()
    def _on_screen_removed(self) -> None:
        self._settled.start()
