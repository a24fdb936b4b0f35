"""The command line of the detail: as high as its lines, and at rest at any width."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.detail.command_line import CommandLine

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TWO_WORDS = "/usr/libexec/at-spi2-registryd --use-gnome-session"
# More than it takes a layout to settle.
TOO_MANY = 12


class Restlessness(QObject):
    """Counts how often a text is resized, and hides it when that does not end by itself."""

    def __init__(self, line: CommandLine) -> None:
        super().__init__(line)
        self._lines = line.lines
        self.count = 0
        self._lines.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count."""
        self.count += event.type() == QEvent.Type.Resize
        if self.count > TOO_MANY:
            self._lines.hide()
        return False


@pytest.fixture
def line(qtbot: QtBot, qapp: QApplication) -> Iterator[CommandLine]:
    """Return a command line in a tab of the detail."""
    theme.apply(qapp, "dark")
    area = QScrollArea()
    area.setWidgetResizable(True)
    content = QWidget()
    line = CommandLine(content)
    column = QVBoxLayout(content)
    column.addWidget(line)
    column.addStretch(1)
    area.setWidget(content)
    qtbot.addWidget(area)
    area.show()
    yield line
    area.hide()


def give_width(line: CommandLine, pixels: int, height: int = 400) -> None:
    line.window().resize(pixels, height)
    QApplication.processEvents()


def test_it_is_at_rest_at_every_width_also_where_just_the_blank_between_two_words_sticks_out(line: CommandLine) -> None:
    """The horizontal scroll bar hid a line, so the vertical one came, so lines were shorter, so the first one left."""
    line.say(TWO_WORDS)
    restless = Restlessness(line)

    for width in (*range(360, 180, -1), *range(180, 360)):
        restless.count = 0
        give_width(line, width)
        assert restless.count < TOO_MANY, f"{width} pixels wide"


def test_it_is_at_rest_where_one_line_more_makes_the_tab_scroll(line: CommandLine) -> None:
    line.say(TWO_WORDS)
    restless = Restlessness(line)

    for height in range(40, 140, 3):
        for width in range(280, 320, 2):
            restless.count = 0
            give_width(line, width, height)
            assert restless.count < TOO_MANY, f"{width} × {height} pixels"


@pytest.mark.parametrize("repeats", [1, 3, 40])
def test_it_is_as_high_as_its_lines_and_scrolls_beyond_twelve(line: CommandLine, repeats: int) -> None:
    line.say(" ".join([TWO_WORDS] * repeats))

    for width in (300, 700, 300):
        give_width(line, width)
        shown = line.lines.height() // line.lines.fontMetrics().lineSpacing()
        there = int(line.lines.document().size().height())
        assert shown == min(there, 12)
        assert line.lines.verticalScrollBar().isVisible() == (there > 12)
