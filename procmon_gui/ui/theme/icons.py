"""Lucide icons, tinted when they are loaded. Window thread only."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from procmon_gui.ui.resource_files import resource_path
from procmon_gui.ui.theme import mode
from procmon_gui.ui.theme.sizes import scaled

_STROKE = "1.75"
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


def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    source = _source(name).replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{_STROKE}"')
    renderer = QSvgRenderer(QByteArray(source.encode()))
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, drawn.width(), drawn.height()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


@cache
def _source(name: str) -> str:
    return resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")
