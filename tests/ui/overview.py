"""The page Overview in a window, for its tests."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.suspicion import Usual
from procmon_gui.ui import theme
from procmon_gui.ui.pages.overview import OverviewPage
from tests.ui.screen import show_active


@contextmanager
def shown_page(qtbot: QtBot, qapp: QApplication, usual: Usual | None = None) -> Iterator[OverviewPage]:
    """Show an empty page as large as it is in a window of 1280 by 800."""
    theme.apply(qapp, "light")
    # Inside a window without a layout: a page has no size of its own, and offscreen windows can not tell theirs.
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(1900, 1400)
    page = OverviewPage(holder, usual=usual)
    page.resize(1140, 728)
    show_active(holder, qtbot)
    yield page
    holder.hide()


def show(page: OverviewPage, *snapshots: Snapshot) -> None:
    """Let beats be remembered, and the last of them be seen."""
    for snapshot in snapshots:
        page.remember(snapshot)
    page.show_snapshot(snapshots[-1])
    page.draw()
