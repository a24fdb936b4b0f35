"""Lucide icons, tinted when they are loaded, and the icon of the program. Window thread only."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from procmon_gui.domain.version import DESKTOP_ID
from procmon_gui.ui.resource_files import resource_path
from procmon_gui.ui.theme import mode
from procmon_gui.ui.theme.sizes import scaled

_STROKE = "1.75"
# Those that window managers and task bars ask for.
_PROGRAM_SIDES_PX = (16, 32, 48, 64, 128)
_icons: dict[tuple[str, str, str, int], QIcon] = {}
_pixmaps: dict[tuple[str, str, str, int, float], QPixmap] = {}


def icon(name: str, token: str = "t2", size: int = 16) -> QIcon:
    """Return the icon `name` of resources/icons in the colour of a token, paler when disabled.

    Ask again on `theme_changed`: an icon keeps the colours it was made with.
    """
    key = (mode.current().name, name, token, scaled(size))
    found = _icons.get(key)
    if found is None:
        found = QIcon(pixmap(name, token, size))
        found.addPixmap(pixmap(name, "zero", size), QIcon.Mode.Disabled)
        _icons[key] = found
    return found


def pixmap(name: str, token: str = "t2", size: int = 16) -> QPixmap:
    """Return the same as a pixmap for painting by hand, `scaled(size)` logical pixels large."""
    app = QGuiApplication.instance()
    side = scaled(size)
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    key = (mode.current().name, name, token, side, ratio)
    found = _pixmaps.get(key)
    if found is None:
        found = _pixmaps[key] = _drawn(name, mode.colour(token).name(), side, ratio)
    return found


def program_icon() -> QIcon:
    """Return the icon of the program, in its own colours on every theme."""
    renderer = QSvgRenderer(str(resource_path("icons", "program", f"{DESKTOP_ID}.svg")))
    drawn = QIcon()
    for side in _PROGRAM_SIDES_PX:
        drawn.addPixmap(_painted(renderer, side))
    return drawn


def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    source = _source(name).replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{_STROKE}"')
    drawn = _painted(QSvgRenderer(QByteArray(source.encode())), round(size * ratio))
    drawn.setDevicePixelRatio(ratio)
    return drawn


def _painted(renderer: QSvgRenderer, side: int) -> QPixmap:
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return drawn


@cache
def _source(name: str) -> str:
    return resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")
