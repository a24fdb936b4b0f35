"""What is said of a heat map: rows, cells, scales; and what strangers wrote stays in one line."""

import numpy as np
import pytest

from procmon_gui.domain.heat import METRICS, Heat, HeatKind, HeatProgram, HeatWish
from procmon_gui.domain.history import Span
from procmon_gui.domain.ranges import HostSeries, Resource
from procmon_gui.domain.recorded_hosts import RecordedHost
from procmon_gui.ui.pages.heat_words import MachineFacts, content_of
from procmon_gui.ui.widgets.heat_map.content import HeatContent

SPAN = Span(from_ms=0, to_ms=600_000)
GIB = 1024.0**3
NAN = float("nan")
MACHINE = MachineFacts(core_count=4.0, size_bytes=16 * GIB)

pytestmark = pytest.mark.usefixtures("qapp")


def content(
    subjects: list[HeatProgram | HostSeries | RecordedHost],
    mean: list[list[float]],
    kind: HeatKind = HeatKind.PROGRAMS,
    by: Resource = Resource.CPU,
    *,
    unusual: list[list[float]] | None = None,
    rows: int = 20,
) -> HeatContent:
    values = np.array(mean, dtype=np.float64) if mean else np.zeros((0, 3))
    heat = Heat(
        subjects=subjects,
        from_ms=0,
        step_ms=60_000,
        mean=values,
        most=np.clip(values, -1e300, 1e300) * 2,
        is_recorded=~np.logical_and.reduce(np.isnan(values), axis=0),
        unusual=None if unusual is None else np.array(unusual),
    )
    wish = HeatWish(kind=kind, span=SPAN, step_ms=60_000, by=by, is_unusual=unusual is not None)
    return content_of(heat, wish, MACHINE, rows)


def program(name: str, executable: str = "/bin/x") -> HeatProgram:
    return HeatProgram(name=name, executable=executable)


def test_the_cpu_of_programs_is_a_share_of_the_machine_on_one_round_scale() -> None:
    found = content([program("zstd"), program("sh")], [[1.0, 0.4], [0.04, 0.0]])

    assert (found.low, found.high) == ("0", "50 %")
    assert found.levels.tolist() == [[0.5, 0.2], [0.02, 0.0]]
    assert found.words(0, 0) == ("25.0 %", "max 50.0 %")
    assert found.words(1, 1) == ("0.0 %",)
    assert found.note[0] == "CPU, whole machine, 60 s a cell; hatched: not recorded"


def test_a_machine_that_does_hardly_anything_does_not_glow() -> None:
    assert content([program("zstd")], [[0.01, 0.02]]).high == "10 %"
    assert content([program("zstd")], [[4.0, 0.02]]).high == "100 %"
    # Where it is not known how many cores there are, or there were more once.
    assert content([program("zstd")], [[9.0, 0.02]]).high == "300 %"


@pytest.mark.parametrize(
    ("by", "value", "high", "words"),
    [
        (Resource.MEMORY, 1.5 * GIB, "2 GiB", "1.5 GiB"),
        (Resource.DISK, 3 * 1024.0**2, "4 MiB/s", "3.0 MiB/s"),
        (Resource.NETWORK, 100.0, "1 MiB/s", "100 B/s"),
    ],
)
def test_memory_and_rates_have_a_scale_of_powers_of_two(by: Resource, value: float, high: str, words: str) -> None:
    found = content([program("zstd")], [[value, 0.0]], by=by)
    assert found.high == high
    assert found.words(0, 0)[0] == words
    assert 0 < found.levels[0, 0] <= 1


def test_each_metric_has_the_scale_of_its_chart_and_says_it() -> None:
    found = content(list(METRICS), [[0.5, 1.0]] * len(METRICS), HeatKind.METRICS)
    scales = {row.title: row.scale for row in found.rows}

    assert scales["CPU"] == "100 %"
    assert scales["Memory"] == "16 GiB"
    assert scales["Disk read"] == "1 MiB/s"
    assert found.high == "top of each row"
    assert found.levels[0].tolist() == [0.5, 1.0]


def test_programs_of_one_name_are_told_apart_by_their_paths() -> None:
    found = content(
        [program("python3", "/usr/bin/python3"), program("python3", "/opt/3.12/bin/python3")], [[1.0], [1.0]]
    )
    assert [row.title for row in found.rows] == ["python3 (usr)", "python3 (3.12)"]
    assert found.rows[1].about == "python3, /opt/3.12/bin/python3"


def test_unknown_is_no_zero_and_not_recorded_is_not_unknown() -> None:
    found = content([program("a"), program("b")], [[NAN, 0.0, NAN], [NAN, 1.0, 0.0]])

    assert found.words(0, 0) == found.words(1, 0) == ("not recorded",)
    assert found.words(0, 2) == ("not known",)
    assert found.words(0, 1) == ("0.0 %",)
    assert np.isnan(found.levels[:, 0]).all()


def test_what_is_unusual_is_said_before_how_much_it_was() -> None:
    found = content([program("a")], [[1.0, 0.1, NAN]], unusual=[[0.81, 0.12, NAN]])

    assert found.words(0, 0) == ("0.81, unusual", "25.0 %", "max 50.0 %")
    assert found.words(0, 1)[0] == "0.12, usual"
    assert found.levels[0, 0] == 0.81
    assert (found.low, found.high) == ("0, usual", "1, unusual")
    assert "far from the median of its row" in found.note[0]
    unknown = content(list(METRICS), [[0.5]] * len(METRICS), HeatKind.METRICS, unusual=[[NAN]] * len(METRICS))
    assert unknown.note[0] == "How unusual this time was is not known."
    assert unknown.words(0, 0)[0] == "not judged"


def test_cores_and_machines_reach_from_nothing_to_all() -> None:
    core = content([HostSeries(metric_id="host.cpu.busy_ratio", instance="0")], [[0.25]], HeatKind.CORES)
    host = content([RecordedHost(machine_id="abcdef0123456789", name="web-1")], [[0.25]], HeatKind.HOSTS)
    for found in (core, host):
        assert found.high == "100 %"
        assert found.words(0, 0)[0] == "25.0 %"
    assert core.rows[0].title == "core 0"
    assert host.rows[0].about == "web-1 (abcdef01)"


@pytest.mark.parametrize(
    "name", ["a\nb", "<b>bold</b>", "\x1b[31m", "a" * 5000, "\u202eevil", "=1+1", "", "\ud800", "{0} {value} %n"]
)
def test_a_name_of_strangers_stays_one_line_that_can_be_shown(name: str) -> None:
    found = content([program(name, name)], [[1.0]])
    row = found.rows[0]
    for words in (row.title, row.about, row.code):
        assert words.isprintable()
        assert len(words) < 10_000
    assert row.title


@pytest.mark.parametrize("value", [float("inf"), 1e308, -1.0, -float("inf")])
@pytest.mark.parametrize("by", list(Resource))
def test_a_number_that_nobody_measured_breaks_nothing(value: float, by: Resource) -> None:
    found = content([program("a")], [[value, 1.0]], by=by)
    assert found.words(0, 0)
    assert found.high
    for series in METRICS:
        told = content([series], [[value, 1.0]], HeatKind.METRICS)
        assert told.words(0, 0)
        assert told.rows[0].scale


def test_of_nothing_it_is_said_that_nothing_is_known() -> None:
    found = content([], [])
    assert found.rows == ()
    assert found.note == ("Nothing is known of this time.",)
    assert found.high == ""


def test_no_more_rows_are_shown_than_there_is_room_for() -> None:
    found = content([program(str(number)) for number in range(20)], [[1.0]] * 20, rows=5)
    assert len(found.rows) == len(found.levels) == 5
