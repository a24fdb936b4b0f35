"""The toolbar of the rules in little room: words give way to icons before the search does, the least wanted first."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.ui import theme
from procmon_gui.ui.rules.rules_toolbar import RulesToolbar

Fit = Callable[[int], RulesToolbar]
ICON_ONLY = Qt.ToolButtonStyle.ToolButtonIconOnly


@pytest.fixture
def fit(qtbot: QtBot, qapp: QApplication) -> Iterator[Fit]:
    """Return what gives a toolbar with long words a width; it stands in a window that keeps its own."""
    theme.apply(qapp, "dark")
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(1800, 100)
    bar = RulesToolbar(holder)
    for button in (bar.edit_button, bar.test_button, bar.mute_button):
        button.setText("Sehr viele Wörter…")
    holder.show()

    def fit(width: int) -> RulesToolbar:
        bar.fit(width)
        bar.resize(width, bar.height())
        QApplication.processEvents()
        return bar

    yield fit
    holder.hide()


@pytest.mark.parametrize("width", [1600, 1130, 900, 700])
def test_the_search_keeps_its_room_and_every_button_its_name(fit: Fit, width: int) -> None:
    bar = fit(width)

    assert bar.search.width() >= 140
    assert bar.search.geometry().right() <= width
    assert all(widget.accessibleName() for widget in bar.tab_order())


def test_what_is_least_wanted_is_an_icon_first_and_has_its_words_again_where_there_is_room(fit: Fit) -> None:
    narrow = [button.toolButtonStyle() == ICON_ONLY for button in _buttons(fit(900))]
    wide = [button.toolButtonStyle() == ICON_ONLY for button in _buttons(fit(1700))]

    assert narrow == sorted(narrow)
    assert any(narrow)
    assert not any(wide)


def test_why_nobody_knows_how_rules_are_doing_stands_before_words_beside_icons(fit: Fit) -> None:
    for width in (1130, 820):
        bar = fit(width)
        bar.say_count("11 on, another program judges", "11 on")
        QApplication.processEvents()
        assert bar.count.text() == "11 on, another program judges"


def _buttons(bar: RulesToolbar) -> tuple[QToolButton, ...]:
    """Return them, the most wanted first."""
    return (
        bar.new_button, bar.mute_button, bar.edit_button, bar.switch_button, bar.test_button, bar.copy_button,
        bar.remove_button,
    )  # fmt: skip
