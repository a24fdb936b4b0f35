"""How curves are called, and how high their charts are."""

import pytest

from procmon_gui.domain.ranges import HostSeries
from procmon_gui.ui.widgets.history.series_words import CPU, DISK_READ, MEMORY, axis_words, title_of, top_of, words_of

GIB = 1024.0**3


def test_curves_are_called_as_people_say() -> None:
    assert [title_of(one) for one in (CPU, MEMORY, DISK_READ)] == ["CPU, machine", "Memory", "Disk read"]
    assert title_of(HostSeries(metric_id="host.cpu.busy_ratio", instance="3")) == "CPU, core 3"
    assert title_of(HostSeries(metric_id="host.disk.read_bytes_per_s", instance="sda")) == "Disk read, sda"
    assert title_of(HostSeries(metric_id="host.not.known.yet")) == "host.not.known.yet"


@pytest.mark.parametrize(
    ("series", "most", "size_bytes", "top", "words"),
    [
        (CPU, 0.2, float("nan"), 1.0, ("100 %", "50")),
        (CPU, float("nan"), float("nan"), 1.0, ("100 %", "50")),
        (MEMORY, 5 * GIB, 31.2 * GIB, 32 * GIB, ("32 GiB", "16")),
        (DISK_READ, 0.0, float("nan"), 1024.0**2, ("1 MiB/s", "512 KiB/s")),
        (DISK_READ, 212e6, float("nan"), 256 * 1024.0**2, ("256 MiB/s", "128")),
        (HostSeries(metric_id="host.processes.count"), 436.0, float("nan"), 500.0, ("500", "250")),
    ],
)
def test_a_chart_is_as_high_as_what_it_shows(
    series: HostSeries, most: float, size_bytes: float, top: float, words: tuple[str, str]
) -> None:
    assert top_of(series, most, size_bytes) == top
    assert axis_words(series, top) == words


def test_values_are_worded_with_their_unit() -> None:
    assert words_of(CPU)(0.872) == "87.2 %"
    assert words_of(DISK_READ)(2.6 * 1024**2) == "2.6 MiB/s"
