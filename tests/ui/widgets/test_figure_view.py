"""How the columns of a table of figures share its width."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.ui.widgets.figure_table import FigureTable
from procmon_gui.ui.widgets.figure_view import FigureView

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_names_have_what_the_figures_leave_and_give_it_back_in_a_narrower_window(qtbot: QtBot) -> None:
    view, model = FigureView(), FigureTable()
    qtbot.addWidget(view)
    model.show_devices("CPU", "Core", "All cores", ("host.cpu.busy_ratio", "host.cpu.frequency_hz"))
    view.setModel(model)
    for column in (1, 2):
        view.setColumnWidth(column, 200)
    view.give_rest_to_names()
    widths = []

    for width in (1000, 1600, 500):
        view.resize(width, 300)
        view.show()
        QApplication.processEvents()
        widths.append((view.columnWidth(0), view.viewport().width()))

    assert [name + 400 for name, _ in widths[:2]] == [room for _, room in widths[:2]]
    assert 100 <= widths[2][0] <= 160
    view.setModel(None)
    model.deleteLater()
