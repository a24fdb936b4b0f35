"""The table for people in a terminal."""

import math

import pytest

from procmon_gui.domain.text import shown_width
from procmon_gui.domain.units import Unit
from procmon_gui.reports.selection import sort_metric
from procmon_gui.reports.table import table_lines
from procmon_gui.reports.wording import bytes_text, duration_text, worded
from tests.reports.snapshots import Row, snapshot_of

ROWS: list[Row] = [
    {"pid": 7, "name": "日本語のとても長い名前です", "user": "anna", "state": 1, "cpu_ratio": 1.5,
     "rss_bytes": 3 * 2**20, "cpu_time_s": 61.5, "command_line": "x" * 300},
    {"pid": 8, "name": "kthreadd", "user": "root", "state": 6, "cpu_ratio": 0.0},
]  # fmt: skip
HOST: dict[str, dict[str, float]] = {
    "host.cpu.busy_ratio": {"": 0.125},
    "host.cpu.core_count": {"": 8.0},
    "host.memory.used_bytes": {"": 6 * 2**30},
    "host.memory.size_bytes": {"": 16 * 2**30},
    "host.load.1min": {"": 0.5},
}


def _lines(width: int, sort: str = "cpu") -> list[str]:
    snapshot = snapshot_of(ROWS, HOST)
    return table_lines(snapshot, snapshot.rows, host="here", sort=sort_metric(sort), width=width)


@pytest.mark.parametrize("width", [1, 10, 20, 40, 60, 80, 100, 132, 160, 400])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = _lines(width)

    assert len(lines) == 2 + len(ROWS)
    assert max(map(shown_width, lines)) <= width


def test_the_first_line_tells_about_the_machine_and_unknown_is_a_dash() -> None:
    assert _lines(200)[0] == (
        "here, 2026-01-01 00:00:00.123Z, CPU 12.5 % of 8 cores, memory 6.0 GiB of 16.0 GiB, swap –, load 0.50, "
        "2 processes, – running"
    )


def test_missed_beats_are_told() -> None:
    snapshot = snapshot_of([], missed_beats=3)

    assert "3 beats missed" in table_lines(snapshot, snapshot.rows, host="", sort=sort_metric("cpu"), width=200)[0]


def test_numbers_stand_on_the_right_under_their_heading() -> None:
    _, heading, first, second = _lines(132)

    for title, cells in (("PID", ("7", "8")), ("CPU %", ("150.0", "0.0")), ("MEMORY", ("3.0 MiB", "–"))):
        end = heading.index(title) + len(title)
        # Nothing wide stands left of these columns, so characters are columns.
        assert first[:end].endswith(cells[0])
        assert second[:end].endswith(cells[1])


def test_a_narrow_terminal_keeps_pid_cpu_and_name() -> None:
    heading = _lines(50)[1].split("  ")

    assert [title.strip() for title in heading if title.strip()] == ["PID", "CPU %", "NAME", "COMMAND LINE"]


def test_the_field_it_is_sorted_by_is_always_shown() -> None:
    assert "OPEN DESCRIPTORS" in _lines(60, "fds")[1]


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (1048524, "1023.9 KiB"), (1048575, "1.0 MiB"),
     (2**40, "1.0 TiB"), (-2048, "-2.0 KiB"), (2**80, "1048576.0 EiB")],
)  # fmt: skip
def test_bytes_have_one_decimal_and_an_iec_unit(number: float, text: str) -> None:
    assert bytes_text(number) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00.00"), (59.999, "1:00.00"), (61.5, "1:01.50"), (3600, "1:00:00"), (90061, "1d 01:01:01")],
)
def test_durations_read_as_in_top(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text


@pytest.mark.parametrize("unit", list(Unit))
def test_unknown_is_a_dash_in_every_unit(unit: Unit) -> None:
    assert worded(math.nan, unit) == "–"


def test_rates_and_other_units_carry_their_unit() -> None:
    assert worded(2048, Unit.BYTES_PER_S) == "2.0 KiB/s"
    assert worded(2.6e9, Unit.HERTZ) == "2.6 GHz"
    assert worded(41.25, Unit.CELSIUS) == "41.2 °C"
    assert worded(3, Unit.COUNT) == "3"
    assert worded(1_767_225_600.0, Unit.TIME_UTC_S) == "2026-01-01 00:00:00"
