"""The environment in the detail: hidden until it is asked for, and let go."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from procmon_gui.ui.widgets.detail.environment_tab import HIDDEN, EnvironmentTab
from procmon_gui.ui.widgets.detail.panel import DetailPanel
from tests.ui.widgets.detail.opening import open_on
from tests.ui.widgets.detail.sources import (
    VARIABLES,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def values(tab: EnvironmentTab) -> list[str]:
    return [str(tab.list.model.index(row, 1).data()) for row in range(3)]


def test_values_are_hidden_and_secrets_stay_so_until_each_is_asked_for(panel: DetailPanel, qtbot: QtBot) -> None:
    tab = open_on(panel, qtbot, "environment")
    assert isinstance(tab, EnvironmentTab)
    at_first = values(tab)

    tab.all_button.click()
    all_shown = values(tab)
    tab.list.view.setCurrentIndex(tab.list.model.index(1, 0))
    QTest.keyClick(tab.list.view, Qt.Key.Key_Return)

    assert at_first == [HIDDEN] * 3
    assert all_shown == ["/home/user", HIDDEN, "C"]
    assert values(tab)[1] == "tops3cret"


def test_a_hidden_value_is_neither_found_nor_copied(panel: DetailPanel, qtbot: QtBot) -> None:
    tab = open_on(panel, qtbot, "environment")
    assert isinstance(tab, EnvironmentTab)
    tab.list.view.selectAll()
    QTest.keyClick(tab.list.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    tab.list.filter.setText("tops3")

    copied = QGuiApplication.clipboard().text()
    assert "API_TOKEN" in copied
    assert "tops3cret" not in copied
    assert not tab.copy_button.isEnabled()
    assert list(tab.list.model.rows) == []


@pytest.mark.parametrize("leave", [lambda panel: panel.choose_tab("general"), lambda panel: panel.hide()])
def test_the_environment_is_let_go_when_its_tab_is_left(
    panel: DetailPanel, qtbot: QtBot, leave: Callable[[DetailPanel], None]
) -> None:
    tab = open_on(panel, qtbot, "environment")
    assert isinstance(tab, EnvironmentTab)
    assert tab.list.model.total_count == len(VARIABLES)

    leave(panel)

    assert tab.list.model.total_count == 0
    assert not tab.has_content
