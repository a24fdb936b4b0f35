"""The head of a heat map in little room."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.heat_map.head import HeatHead
from tests.ui.screen import show_active
from tests.ui.widgets.heat_map.test_heat_map import content


def test_where_there_is_no_room_the_ramp_goes_and_every_button_stays(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    page = QWidget()
    page.resize(900, 100)
    head = HeatHead(
        page, kinds=[("Metrics", "rows"), ("Programs", "rows")], colours=[("Value", "by"), ("Unusual", "by")]
    )
    qtbot.addWidget(page)
    head.resize(900, 40)
    head.show_content(content())
    show_active(page, qtbot)
    assert head.legend.isVisible()

    least_px = head.minimumSizeHint().width()
    head.resize(least_px, 40)
    qtbot.waitUntil(lambda: not head.legend.isVisible())
    assert head.width() == head.minimumSizeHint().width() == least_px
    assert all(button.geometry().right() < head.width() for button in head.tab_order())

    head.resize(900, 40)
    qtbot.waitUntil(head.legend.isVisible)
