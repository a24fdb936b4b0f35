"""Every chart of a process has a twin: a table, text, CSV, and a picture."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from procmon_gui.domain.reading import FloatArray
from procmon_gui.ui import text, theme
from procmon_gui.ui.widgets.chart_table import ChartTable
from procmon_gui.ui.widgets.detail.basis import rate_scale
from procmon_gui.ui.widgets.detail.life_chart import Curve, LifeChart, Window
from procmon_gui.ui.widgets.file_saver import FileContent
from tests.ui.screen import show_active

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

START_S = 1_700_000_000.0
READ, WRITTEN = "disk_read_bytes_per_s", "disk_write_bytes_per_s"


class Life:
    """Four samples; of the second it is not known what was written."""

    def times(self) -> FloatArray:
        return START_S + np.arange(4.0)

    def values(self, metric_id: str) -> FloatArray:
        first = np.array([1024.0, 2048.0, 3072.0, 4096.0])
        return first if metric_id == READ else np.array([0.0, np.nan, 512.0, 1024.0])


@pytest.fixture
def chart(qtbot: QtBot, qapp: QApplication) -> Iterator[LifeChart]:
    theme.apply(qapp, "light")
    curves = [Curve(READ, "read", 2), Curve(WRITTEN, "written", 5)]
    chart = LifeChart("Disk/s", curves, rate_scale(), text.bytes_text)
    chart.subject = "postgres-2114"
    qtbot.addWidget(chart)
    chart.resize(300, 130)
    show_active(chart, qtbot)
    # The first sample is not in sight.
    chart.draw(Life(), Window(START_S + 0.5, START_S + 3, "from", "to"))
    chart.setFocus()
    yield chart
    chart.hide()


def test_the_key_t_opens_what_is_in_sight_as_a_table_the_newest_first(chart: LifeChart) -> None:
    QTest.keyClick(chart, Qt.Key.Key_T)

    table = chart.window().findChild(ChartTable)
    assert table is not None
    model = table.table.model()
    assert [model.headerData(place, Qt.Orientation.Horizontal) for place in range(3)] == [
        "Time", "Disk/s, read", "Disk/s, written",
    ]  # fmt: skip
    assert [[model.index(row, place).data() for place in (1, 2)] for row in range(model.rowCount())] == [
        ["4.0 KiB", "1.0 KiB"], ["3.0 KiB", "512 B"], ["2.0 KiB", "–"],
    ]  # fmt: skip
    table.close()


def test_a_file_says_which_rows_are_averages_of_a_minute(chart: LifeChart) -> None:
    chart.averages_to_s = START_S + 3

    rows = chart.csv_text().splitlines()[1:]

    assert [row.rpartition(",")[2] for row in rows] == ["60", "60", "0"]


def test_ctrl_c_copies_it(chart: LifeChart) -> None:
    QTest.keyClick(chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[1:] for line in lines] == [
        ["Disk/s, read", "Disk/s, written"], ["4.0 KiB", "1.0 KiB"], ["3.0 KiB", "512 B"], ["2.0 KiB", "–"],
    ]  # fmt: skip


def test_the_menu_of_the_keyboard_saves_it_as_csv_and_as_a_picture(chart: LifeChart) -> None:
    asked: list[FileContent] = []
    chart.saving_asked.connect(asked.append)
    middle = QPoint(150, 60)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, chart.mapToGlobal(middle))
    QApplication.sendEvent(chart, event)
    menu = chart.findChildren(QMenu)[-1]
    for action in menu.actions():
        if action.text().startswith("Save"):
            action.trigger()
    menu.close()

    csv, picture = asked
    assert csv.name.startswith("postgres-2114-disk-2023-11-1")
    assert str(csv.data).splitlines() == [
        f"at_utc,{READ},{WRITTEN},step_s",
        "2023-11-14T22:13:21.000Z,2048.0,,0",
        "2023-11-14T22:13:22.000Z,3072.0,512.0,0",
        "2023-11-14T22:13:23.000Z,4096.0,1024.0,0",
    ]
    assert isinstance(picture.data, bytes)
    assert QImage.fromData(picture.data).width() == 2 * chart.width()
