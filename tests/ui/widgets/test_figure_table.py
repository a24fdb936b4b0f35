"""The table of all devices: rows come and go in place, unknown has a reason, one column may hold several metrics."""

import math
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.pages.overview_detail_specs import SPECS
from procmon_gui.ui.widgets.figure_table import FigureTable
from tests.ui.fakes import beat

BUSY, LATENCY = "host.disk.busy_ratio", "host.disk.latency_s"


def disks(**busy: float) -> Snapshot:
    return replace(beat(1), host={BUSY: dict(busy), LATENCY: dict.fromkeys(busy, 0.0004)})


def words(table: FigureTable) -> list[list[str]]:
    return [
        [str(table.data(table.index(row, column))) for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


@pytest.fixture
def table(qtmodeltester: ModelTester) -> FigureTable:
    table = FigureTable()
    qtmodeltester.check(table)
    table.show_devices("Disk", "Device", "All disks", (BUSY, LATENCY))
    return table


def test_every_device_has_a_row_and_the_machine_the_first(table: FigureTable) -> None:
    table.take(disks(sda=0.25, nvme0n1=0.5))

    assert words(table) == [["All disks", "–", "–"], ["nvme0n1", "50.0 %", "0.4 ms"], ["sda", "25.0 %", "0.4 ms"]]
    assert table.headerData(1, Qt.Orientation.Horizontal) == "Disk busy"


def test_no_title_says_again_what_the_table_or_its_rows_are(table: FigureTable) -> None:
    table.show_devices("File systems", "File system", "", ("host.filesystem.size_bytes", "host.memory.used_bytes"))

    titles = [table.headerData(column, Qt.Orientation.Horizontal) for column in range(3)]
    assert titles == ["File system", "Size", "Memory, used"]


def test_the_memory_has_no_two_rows_of_one_figure(table: FigureTable) -> None:
    table.show_figures("Memory", SPECS["memory"].figures)

    titles = [row[0] for row in words(table)]
    assert "Total" in titles
    assert "Size" not in titles


def test_devices_come_and_go_in_place(table: FigureTable) -> None:
    """A chosen row stays with its device: nothing is reset."""
    resets: list[bool] = []
    table.modelReset.connect(lambda: resets.append(True))
    table.take(disks(sda=0.1, sdb=0.2))
    table.take(disks(sda=0.1, sdaa=0.3, sdb=0.2))
    table.take(disks(sdb=0.2))

    assert [row[0] for row in words(table)] == ["All disks", "sdb"]
    assert not resets


def test_cores_stand_in_the_order_of_their_numbers() -> None:
    table = FigureTable()
    table.show_devices("CPU", "Core", "", ("host.cpu.busy_ratio",))
    table.take(replace(beat(1), host={"host.cpu.busy_ratio": {"10": 0.1, "2": 0.2, "": 0.3, "1": 0.4}}))

    assert [row[0] for row in words(table)] == ["1", "2", "10"]


def test_a_column_may_hold_what_each_device_is_measured_in() -> None:
    table = FigureTable()
    table.show_devices(
        "Sensors", "Sensor", "", ("host.sensor.temperature_c|host.sensor.fan_rpm", "host.sensor.error_number")
    )
    figures = {
        "host.sensor.temperature_c": {"CPU": 58.0},
        "host.sensor.fan_rpm": {"fan1": 1200.0},
        "host.sensor.error_number": {"temp2": 0.0, "temp3": 5.0},
    }
    table.take(replace(beat(1), host=figures))

    assert words(table) == [
        ["CPU", "58 °C", ""],
        ["fan1", "1200 rpm", ""],
        ["temp2", "–", "its chip calls it broken"],
        ["temp3", "–", "Input/output error"],
    ]


def test_what_is_unknown_has_a_reason_and_names_are_no_markup(table: FigureTable) -> None:
    hostile = "<img src=x>"
    snapshot = replace(disks(**{hostile: math.nan}), unsupported={BUSY: "No disk is visible here."})
    table.take(snapshot)

    cell = table.index(1, 1)
    assert "No disk is visible here." in table.data(cell, Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in table.data(table.index(1, 0), Qt.ItemDataRole.ToolTipRole)


def test_figures_of_the_machine_are_rows_under_their_titles() -> None:
    table = FigureTable()
    table.show_figures("Memory", ("host.memory.used_bytes", "host.load.5min"))
    table.take(beat(1))

    assert words(table) == [["Used", "8.0 GiB"], ["Load, 5 min", "–"]]
    assert table.rowCount(table.index(0, 0)) == 0
    assert table.data(QModelIndex()) is None
