"""Which theme is in force, and how it is put on the application. Window thread only."""

from typing import Final, Literal

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from procmon_gui.ui.resource_files import resource_path
from procmon_gui.ui.theme.tokens import DARK, LIGHT, Theme

Mode = Literal["system", "dark", "light"]
MODES: Final[tuple[Mode, ...]] = ("system", "dark", "light")

_ROLES: Final = (
    (QPalette.ColorRole.Window, "bg0"),
    (QPalette.ColorRole.Base, "bg1"),
    (QPalette.ColorRole.Button, "bg2"),
    (QPalette.ColorRole.AlternateBase, "bg2"),
    (QPalette.ColorRole.Light, "line2"),
    (QPalette.ColorRole.Midlight, "line"),
    (QPalette.ColorRole.Mid, "line2"),
    (QPalette.ColorRole.Dark, "ctl"),
    (QPalette.ColorRole.Shadow, "line2"),
    (QPalette.ColorRole.WindowText, "t1"),
    (QPalette.ColorRole.Text, "t1"),
    (QPalette.ColorRole.ButtonText, "t1"),
    (QPalette.ColorRole.BrightText, "t1"),
    (QPalette.ColorRole.HighlightedText, "t1"),
    (QPalette.ColorRole.PlaceholderText, "t3"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.LinkVisited, "past"),
    (QPalette.ColorRole.Highlight, "sel"),
    (QPalette.ColorRole.ToolTipBase, "bg1"),
    (QPalette.ColorRole.ToolTipText, "t1"),
)
_TEXT_ROLES: Final = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


class _Changes(QObject):
    """Says that the colours, or the heights of rows, are others now, and hears it from the desktop.

    Signals:
        theme_changed: after the new theme is in force; read `current` again.
    """

    theme_changed = Signal()

    @Slot()
    def on_desktop_changed(self) -> None:
        """Follow the desktop, if that is what was chosen."""
        if _state.mode == "system":
            _put_on(_state.mode)

    @Slot()
    def on_font_changed(self) -> None:
        """Follow the letters of the desktop: under a style sheet, Qt hands them on only when it is put on anew."""
        _put_on(_state.mode)


class _State:
    theme: Theme = LIGHT
    mode: Mode = "system"
    follows_desktop: bool = False
    has_taller_rows: bool = False


_state = _State()
_colours: dict[str, QColor] = {}
changes = _Changes()


def current() -> Theme:
    """Return the theme in force."""
    return _state.theme


def mode() -> Mode:
    """Return what was chosen, which may be to follow the desktop."""
    return _state.mode


def colour(token: str) -> QColor:
    """Return the colour of a token of `Theme`, for instance "t2". Do not change the object: it is shared."""
    found = _colours.get(token)
    if found is None:
        found = _colours[token] = QColor(getattr(_state.theme, token))
    return found


def sized_font(base: QFont, points: float = 0.0, weight: QFont.Weight | None = None) -> QFont:
    """Return `base`, larger by so many points, in figures of equal width."""
    font = QFont(base)
    if font.pointSizeF() > 0:
        font.setPointSizeF(max(6.0, font.pointSizeF() + points))
    else:
        font.setPixelSize(max(8, round(font.pixelSize() + points * 96 / 72)))
    if weight is not None:
        font.setWeight(weight)
    return number_font(font)


def number_font(base: QFont) -> QFont:
    """Return `base` with figures of equal width, where the font has them."""
    font = QFont(base)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def apply(app: QApplication, mode: Mode = "system") -> None:
    """Put a theme on the whole application and keep to the desktop's when that is what was chosen."""
    hints = app.styleHints()
    if not _state.follows_desktop:
        _state.follows_desktop = True
        hints.colorSchemeChanged.connect(changes.on_desktop_changed)
        app.fontChanged.connect(changes.on_font_changed)
    app.setStyle(QStyleFactory.create("Fusion"))
    _put_on(mode)


def choose(mode: Mode) -> None:
    """Change to another theme while the program runs."""
    _put_on(mode)


def choose_rows(*, are_taller: bool) -> None:
    """Give the rows of all lists more room, or not."""
    if are_taller != _state.has_taller_rows:
        _state.has_taller_rows = are_taller
        changes.theme_changed.emit()


def row_height(letters_px: int) -> int:
    """Return the height of every row of a list whose letters have this height."""
    return max(28, letters_px + 10) if _state.has_taller_rows else max(24, letters_px + 6)


def _put_on(mode: Mode) -> None:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    theme = _theme_for(app, mode)
    _state.mode = mode
    _state.theme = theme
    _colours.clear()
    app.setPalette(palette_of(theme))
    app.setStyleSheet(style_sheet(theme))
    changes.theme_changed.emit()


def _theme_for(app: QApplication, mode: Mode) -> Theme:
    if mode == "dark":
        return DARK
    if mode == "light":
        return LIGHT
    # Plain X11 and the offscreen platform answer Unknown, for ever; setColorScheme does nothing there.
    return DARK if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def palette_of(theme: Theme) -> QPalette:
    """Return the palette of a theme."""
    palette = QPalette()
    for role, token in _ROLES:
        palette.setColor(role, QColor(getattr(theme, token)))
    for role in _TEXT_ROLES:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.zero))
    return palette


def style_sheet(theme: Theme) -> str:
    """Return the one style sheet, its tokens replaced by the colours of a theme."""
    text = resource_path("styles", "window.qss").read_text(encoding="utf-8")
    tokens = [name for name in Theme.__slots__ if isinstance(getattr(theme, name), str) and name != "name"]
    for token in sorted(tokens, key=len, reverse=True):
        text = text.replace(f"@{token}", getattr(theme, token))
    return text
