"""Opens the detail of a process, as a reader does, for the tests of it."""

from pytestqt.qtbot import QtBot

from procmon_gui.ui.widgets.detail.panel import DetailPanel
from procmon_gui.ui.widgets.detail.reading_tab import ReadingTab
from procmon_gui.ui.widgets.detail.tab import DetailTab
from tests.ui.widgets.detail.sources import POSTGRES, beat


def shown(panel: DetailPanel) -> DetailTab:
    """Return the part that is open."""
    tab = panel._stack.currentWidget()
    assert isinstance(tab, DetailTab)
    return tab


def open_on(panel: DetailPanel, qtbot: QtBot, tab_id: str = "general", serial: int = POSTGRES) -> DetailTab:
    """Show a process in a tab, and wait until it has been read."""
    panel.choose_tab(tab_id)
    panel.remember(beat(1))
    panel.show_snapshot(beat(1))
    panel.follow([serial])
    tab = shown(panel)
    if isinstance(tab, ReadingTab):
        qtbot.waitUntil(lambda: tab.has_content)
    return tab


def settle(panel: DetailPanel, qtbot: QtBot) -> None:
    """Wait until every reading that was begun has been answered, so that one too many would have been counted."""
    tabs = panel.findChildren(ReadingTab)
    qtbot.waitUntil(lambda: not any(tab._operation is not None and tab._operation.is_running for tab in tabs))
