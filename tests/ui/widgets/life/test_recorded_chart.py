"""A chart of a whole life: means and peaks, a click that goes to its moment, and the chart as table, text and file."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.ui import moment_words, text, theme
from procmon_gui.ui.widgets.chart_table import ChartTable
from procmon_gui.ui.widgets.chart_twins import png_of
from procmon_gui.ui.widgets.detail.basis import cpu_scale
from procmon_gui.ui.widgets.detail.life_chart import Curve, Window
from procmon_gui.ui.widgets.file_saver import FileContent, FileSaver, file_name
from procmon_gui.ui.widgets.life.recorded_chart import RecordedChart
from procmon_gui.ui.widgets.life.recorded_curves import RecordedCurves
from tests.ui.ranges import START_MS, curve
from tests.ui.screen import show_active

WINDOW = Window(START_MS / 1000, START_MS / 1000 + 10, "from", "to")

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def chart(qtbot: QtBot, qapp: QApplication) -> Iterator[RecordedChart]:
    theme.apply(qapp, "light")
    chart = RecordedChart("CPU", [Curve("cpu_ratio", "", 0)], cpu_scale(), text.ratio_text)
    qtbot.addWidget(chart)
    chart.resize(400, 120)
    show_active(chart, qtbot)
    chart.show_curves(RecordedCurves({"cpu_ratio": curve([0.1, 0.5, float("nan"), 0.2])}), WINDOW, "=cmd|x/y")
    yield chart
    chart.close()


# ---- the curves


def test_curves_of_different_times_stand_over_all_times() -> None:
    curves = RecordedCurves({
        "cpu_ratio": curve([1.0, 2.0]), "threads": curve([3.0, 4.0], from_ms=START_MS + 1000),
    })  # fmt: skip

    assert (curves.at_ms - START_MS).tolist() == [0, 1000, 2000]
    np.testing.assert_array_equal(curves.values("cpu_ratio"), [1.0, 2.0, np.nan])
    np.testing.assert_array_equal(curves.values("threads"), [np.nan, 3.0, 4.0])
    np.testing.assert_array_equal(curves.values("rss_bytes"), [np.nan] * 3)


def test_a_point_of_a_step_stands_in_its_middle_and_has_a_peak() -> None:
    curves = RecordedCurves({"cpu_ratio": curve([1.0, 2.0], step_ms=60_000)})

    assert (curves.at_ms - START_MS).tolist() == [30_000, 90_000]
    assert list(curves.columns("cpu_ratio")) == ["cpu_ratio", "cpu_ratio_most"]
    np.testing.assert_array_equal(curves.columns("cpu_ratio")["cpu_ratio_most"], [2.0, 4.0])


def test_no_curves_are_no_points() -> None:
    assert len(RecordedCurves({})) == 0


# ---- the hands


def test_a_click_asks_for_the_nearest_sample(chart: RecordedChart) -> None:
    asked: list[float] = []
    chart.moment_asked.connect(asked.append)

    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(44, 60))

    assert asked == [START_MS / 1000 + 1]


def test_return_goes_to_the_moment_of_the_cursor(chart: RecordedChart) -> None:
    asked: list[float] = []
    chart.moment_asked.connect(asked.append)
    chart.cursor_moved.connect(chart.point_at)
    chart.setFocus()

    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert asked == []
    QTest.keyClick(chart, Qt.Key.Key_Home)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Return)

    assert asked == [START_MS / 1000 + 1]


def test_an_empty_chart_asks_for_nothing(chart: RecordedChart) -> None:
    chart.forget()
    asked: list[object] = []
    chart.moment_asked.connect(asked.append)

    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(44, 60))
    chart.twins.show_as_table()
    chart.twins.copy_values()

    assert asked == []
    assert chart.findChild(ChartTable) is None


def test_the_axis_reaches_up_to_the_peaks(chart: RecordedChart) -> None:
    chart.show_curves(RecordedCurves({"cpu_ratio": curve([0.2, 0.4], step_ms=5_000)}), WINDOW, "x")
    chart.grab()

    assert chart.scale.top == 1.0


# ---- as table, text, file


def test_the_key_t_opens_the_table_with_the_newest_first(chart: RecordedChart, qtbot: QtBot) -> None:
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_T)

    (table,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, ChartTable) and one.isVisible()]
    model = table.table.model()
    assert [model.index(row, 1).data() for row in range(model.rowCount())] == ["20.0 %", "–", "50.0 %", "10.0 %"]
    table.close()


def test_values_are_copied_with_their_titles(chart: RecordedChart) -> None:
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Time\tCPU"
    assert [line.split("\t")[1] for line in lines[1:]] == ["20.0 %", "–", "50.0 %", "10.0 %"]


def test_csv_has_exact_numbers_over_utc_and_nothing_for_the_unknown(chart: RecordedChart) -> None:
    rows = list(csv.reader(io.StringIO(chart.csv_text())))

    assert rows[0] == ["at_utc", "cpu_ratio", "step_s"]
    assert [row[1:] for row in rows[1:]] == [["0.1", "0"], ["0.5", "0"], ["", "0"], ["0.2", "0"]]
    began = datetime.fromtimestamp(START_MS / 1000, UTC)
    assert rows[1][0] == f"{began:%Y-%m-%dT%H:%M:%S}.000Z"


def test_table_and_csv_say_of_each_row_when_its_step_began_and_how_long_it_was(chart: RecordedChart) -> None:
    minutes = RecordedCurves({"cpu_ratio": curve([0.1, 0.2], step_ms=60_000)})
    chart.show_curves(minutes, Window(START_MS / 1000, START_MS / 1000 + 120, "from", "to"), "x")

    titles, rows = chart.table_titles(), chart.table_rows()
    written = list(csv.DictReader(io.StringIO(chart.csv_text())))

    assert titles == ["Time", "Mean of", "CPU", "CPU, at most"]
    assert rows[-1] == [moment_words.moment_text(START_MS), "60 s", "10.0 %", "20.0 %"]
    assert [(row["cpu_ratio"], row["cpu_ratio_most"], row["step_s"]) for row in written] == [
        ("0.1", "0.2", "60"), ("0.2", "0.4", "60"),
    ]  # fmt: skip
    began = [datetime.fromtimestamp(START_MS / 1000 + 60 * number, UTC) for number in range(2)]
    assert [row["at_utc"] for row in written] == [f"{at:%Y-%m-%dT%H:%M:%S}.000Z" for at in began]


def test_of_curves_that_are_not_of_the_same_steps_a_row_has_the_longest_of_its_own() -> None:
    curves = RecordedCurves({
        "cpu_ratio": curve([1.0], step_ms=60_000), "threads": curve([3.0, 4.0], from_ms=START_MS + 30_000),
    })  # fmt: skip

    assert curves.steps_ms.tolist() == [60_000, 0]
    assert (curves.began_ms - START_MS).tolist() == [0, 31_000]


def test_the_picture_is_a_png_of_what_is_seen(chart: RecordedChart) -> None:
    picture = QImage.fromData(png_of(chart.picture()))

    assert picture.width() >= chart.width()
    assert len({picture.pixel(x, picture.height() // 2) for x in range(picture.width())}) > 1


def test_a_chart_asks_to_be_saved_under_a_harmless_name(chart: RecordedChart) -> None:
    asked: list[FileContent] = []
    chart.saving_asked.connect(asked.append)

    chart.twins.save_csv()
    chart.twins.save_picture()

    began = datetime.fromtimestamp(START_MS / 1000, UTC).astimezone()
    assert [content.name for content in asked] == [
        f"-cmd-x-y-cpu-{began:%Y-%m-%d-%H%M%S}.csv".removeprefix("-"),
        f"cmd-x-y-cpu-{began:%Y-%m-%d-%H%M%S}.png",
    ]


# ---- saving


def test_a_file_is_written_beside_the_window_and_told(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    saver = FileSaver(window)
    told: list[tuple[object, ...]] = []
    saver.told.connect(lambda *values: told.append(values))
    content = FileContent(name="a.csv", kind="CSV (*.csv)", data="1,2\n")

    for path in (tmp_path / "a.csv", tmp_path / "no" / "such" / "folder.csv"):
        saver._content = content
        saver.save_to(str(path))
        wanted = len(told) + 1
        qtbot.waitUntil(lambda wanted=wanted: len(told) == wanted)  # type: ignore[misc]

    assert (tmp_path / "a.csv").read_text() == "1,2\n"
    assert [is_saved for is_saved, _ in told] == [True, False]
    assert "Nothing was changed" in str(told[1][1])


def test_names_of_files_hold_nothing_that_strangers_can_use() -> None:
    assert file_name("../../etc/passwd", "csv") == "etc-passwd.csv"
    assert file_name("a" * 300, "png", "cpu") == "a" * 60 + "-cpu.png"
    assert file_name("\n", "csv", "runs") == "runs.csv"
