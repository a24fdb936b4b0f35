"""Nothing that stands is cut: walks through everything that the window can show and measures texts and their room."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, Qt, QTranslator
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from procmon_gui.ui import language, text, theme
from procmon_gui.ui.models.detail_columns import LIMIT_COLUMNS
from procmon_gui.ui.models.detail_table import DetailTable
from procmon_gui.ui.models.process_columns import LETTER_TITLES
from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.resource_files import resource_path
from procmon_gui.ui.widgets.chart_canvas import AXIS_GAP_PX, axis_px
from procmon_gui.ui.widgets.detail.pairs import Fact, Pairs
from procmon_gui.ui.widgets.detail.rows_view import RowsView
from procmon_gui.ui.widgets.rail import Rail
from tests.ui.whole_window import whole_window

# The platform without a screen knows no windows that can be raised or told their size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

SIZES = ((1280, 800), (900, 700), (720, 480))
# A title keeps as much to itself at both ends.
_TITLE_PADDING_PX = 8
# What of the width of the rail is not for the name: the icon, and air around both.
RAIL_FRAME_PX = 61


@contextmanager
def speaking(code: str, app: QApplication, cache: Path) -> Iterator[None]:
    """Let the window speak a language while the block runs."""
    ours, qts_own = QTranslator(app), QTranslator(app)
    source = resource_path("translations", f"procmon_gui_{code}.ts")
    assert ours.load(str(language.compiled(source, cache)))
    if qts_own.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(qts_own)
    app.installTranslator(ours)
    before = QLocale()
    QLocale.setDefault(QLocale(code))
    text.forget_language()
    try:
        yield
    finally:
        QLocale.setDefault(before)
        for translator in (ours, qts_own):
            app.removeTranslator(translator)
        text.forget_language()


def in_scroll_area(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def is_icon_only(button: QToolButton) -> bool:
    return not button.text() or button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly


def missing_px(widget: QWidget) -> int:
    """Return how many pixels a text is longer or higher than its room."""
    room = widget.contentsRect()
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width()) - widget.height()
    if isinstance(widget, QLabel):
        lines = widget.text().split("\n")
        return max(widget.fontMetrics().horizontalAdvance(line) for line in lines) - room.width()
    if isinstance(widget, QToolButton) and is_icon_only(widget):
        return 0
    if isinstance(widget, QAbstractButton | QComboBox):
        return max(widget.sizeHint().width() - widget.width(), widget.sizeHint().height() - widget.height())
    if isinstance(widget, QTabBar):
        return max((widget.tabRect(tab).right() for tab in range(widget.count())), default=0) - widget.width()
    if isinstance(widget, QLineEdit) and not widget.text():
        return widget.fontMetrics().height() - room.height()
    return 0


def clipped_px(widget: QWidget) -> int:
    """Return how far a widget reaches out of what it stands in, where that can not be scrolled."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or in_scroll_area(widget):
        return 0
    place = widget.geometry()
    return max(-place.x(), place.right() + 1 - parent.width())


def cut_titles(header: QHeaderView) -> Iterator[str]:
    """Yield the titles of columns that are wider than their column."""
    if header.orientation() != Qt.Orientation.Horizontal or header.isHidden():
        return
    model = header.model()
    for section in range(header.count()):
        if not header.isSectionHidden(section):
            title = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
            if isinstance(model, ProcessModel):
                title = LETTER_TITLES.get(model.metric_at(section).id, title)
            # Titles are smaller than text.
            metrics = QFontMetrics(theme.sized_font(header.font(), -0.75))
            wide = metrics.horizontalAdvance(title) + 2 * _TITLE_PADDING_PX
            if wide > header.sectionSize(section):
                yield f"{title!r} of a column: {wide - header.sectionSize(section)} px"


def cut_names(rail: Rail) -> Iterator[str]:
    """Yield the names of pages that are longer than the rail is wide."""
    if rail.shows_names:
        for row in range(rail.model().rowCount()):
            name = str(rail.model().index(row, 0).data())
            if rail.fontMetrics().horizontalAdvance(name) > rail.width() - RAIL_FRAME_PX:
                yield f"{name!r} in the rail"


def cut_texts(root: QWidget) -> Iterator[str]:
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or not widget.isVisible():
            continue
        said = widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
        if isinstance(widget, QHeaderView):
            yield from cut_titles(widget)
        if isinstance(widget, Rail):
            yield from cut_names(widget)
        if (cut := max(missing_px(widget), clipped_px(widget))) > 0 and (said or isinstance(widget, QToolButton)):
            yield f"{said!r} of {type(widget).__name__} in {type(widget.parent()).__name__}: {cut} px"


def lastingly_cut(qtbot: QtBot, root: QWidget) -> list[str]:
    """Return what is cut when all have taken their places: a dialog on a busy display needs a moment for that."""
    for _ in range(100):
        found = list(cut_texts(root))
        if not found:
            break
        qtbot.wait(50)
    return found


def cut_anywhere(qtbot: QtBot, folder: Path, sizes: Sequence[tuple[int, int]]) -> dict[str, str]:
    """Return what is cut in any state and size, and where first."""
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    found: dict[str, str] = {}
    with whole_window(qtbot, settings) as whole:
        whole.window.setMinimumSize(0, 0)
        for state in whole.states():
            for width, height in sizes:
                whole.window.resize(width, height)
                qtbot.wait(1)
                for cut in lastingly_cut(qtbot, state.root):
                    found.setdefault(cut, f"{state.name} at {width}")
            whole.window.resize(*sizes[0])
    return found


@pytest.mark.parametrize("code", ["en", "de"])
def test_no_text_is_cut(qtbot: QtBot, qapp: QApplication, tmp_path: Path, code: str) -> None:
    theme.apply(qapp, "light")
    with speaking(code, qapp, tmp_path):
        assert cut_anywhere(qtbot, tmp_path, SIZES) == {}


def test_no_text_is_cut_on_the_smallest_of_screens(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    """One of 1280 x 800 pixels, on which everything is drawn twice as large."""
    theme.apply(qapp, "light")
    with speaking("en", qapp, tmp_path):
        assert cut_anywhere(qtbot, tmp_path, ((640, 352),)) == {}


def test_no_text_is_cut_where_the_desktop_has_text_twice_as_large(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    before = qapp.font()
    larger = qapp.font()
    larger.setPointSizeF(2 * before.pointSizeF())
    qapp.setFont(larger)
    theme.apply(qapp, "dark")
    try:
        with speaking("en", qapp, tmp_path):
            assert cut_anywhere(qtbot, tmp_path, ((1920, 1080), (1280, 800))) == {}
    finally:
        qapp.setFont(before)


def test_the_words_of_an_axis_have_room_in_any_font(qtbot: QtBot, qapp: QApplication) -> None:
    """They are painted, so no widget knows that they are cut."""
    for factor in (1, 1.25, 2, 3):
        font = qapp.font()
        font.setPointSizeF(factor * font.pointSizeF())
        metrics = QFontMetrics(theme.sized_font(font, -1.5))
        longest = max(metrics.horizontalAdvance(words) for words in ("100 %", "128 MiB/s", "512 GiB/s", "512 k/s"))
        assert axis_px(font) - AXIS_GAP_PX >= longest


def test_a_limit_that_is_none_has_room_for_its_word_in_german(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    theme.apply(qapp, "light")
    with speaking("de", qapp, tmp_path):
        view = RowsView(DetailTable(LIMIT_COLUMNS, lambda row: row.title), "Grenzen")
        qtbot.addWidget(view)
        view.resize(336, 300)

        for place in (2, 3):
            room = view.columnWidth(place) - 2 * _TITLE_PADDING_PX
            assert view.isColumnHidden(place) or room >= view.fontMetrics().horizontalAdvance("unbegrenzt")


def test_the_label_of_a_fact_does_not_touch_what_it_says(qtbot: QtBot) -> None:
    pairs = Pairs()
    qtbot.addWidget(pairs)
    pairs.add("disk", "A label that is longer than most")
    pairs.say("disk", Fact(words="0 read"))
    pairs.resize(400, 60)
    pairs.show()

    label = next(label for label in pairs.findChildren(QLabel) if label.text().startswith("A label"))
    ends = label.x() + label.fontMetrics().horizontalAdvance(label.text())
    assert pairs.value("disk").x() - ends >= 8
