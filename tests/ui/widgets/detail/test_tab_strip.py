"""The tabs of the detail: as many as fit, and what assistive technology sees of them."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.detail.tab_strip import TabStrip
from tests.ui.screen import assistive_technology

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TITLES = ("General", "Graphs", "Threads 1", "Files", "Sockets", "A title that takes the room of two")


def spoken(strip: TabStrip) -> list[str]:
    """Return what stands in the bar for assistive technology, with the two buttons that Qt keeps for scrolling."""
    bar = QAccessible.queryAccessibleInterface(strip.bar)
    children = (bar.child(place) for place in range(bar.childCount()))
    return [child.text(QAccessible.Text.Name) for child in children if child is not None and child.isValid()]


@pytest.fixture
def somebody_listens() -> Iterator[None]:
    with assistive_technology(listens=True):
        yield


@pytest.mark.usefixtures("somebody_listens")
def test_assistive_technology_sees_the_tabs_that_stand_there_when_fewer_do(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    strip = TabStrip(TITLES)
    qtbot.addWidget(strip)
    strip.show()
    strip.setFixedSize(sum(strip.fontMetrics().horizontalAdvance(title) + 16 for title in TITLES[:5]), 32)

    counts = set()
    for place in (0, 5, 0, 5):
        strip.choose(place)
        counts.add(len(strip.shown))
        names = spoken(strip)
        assert len(names) == len(strip.shown) + 2
        assert names[: len(strip.shown)] == [TITLES[tab] for tab in strip.shown]
        assert all(names)
    assert len(counts) > 1
