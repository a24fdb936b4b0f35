"""The overview: what it remembers, who leads, what it says, and how it fits."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.domain.reading import Refusal
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import language, text, theme
from procmon_gui.ui.pages import overview_devices as devices
from procmon_gui.ui.pages import overview_words as words
from procmon_gui.ui.pages.overview import OverviewPage
from procmon_gui.ui.pages.overview_history import CAPACITY, OverviewHistory, Programs
from procmon_gui.ui.widgets.chart_canvas import LEAST_HEIGHT_PX
from procmon_gui.ui.widgets.panel import PanelHead
from procmon_gui.ui.widgets.ranked_bars import RankedBars
from tests.ui.fakes import beat, host_of
from tests.ui.overview import show, shown_page
from tests.ui.population import Person, snapshot_of
from tests.ui.screen import show_active


def with_host(**changed: dict[str, float]) -> Snapshot:
    """Return a beat whose host differs: `cpu__limit_cores={"": 2}` stands for host.cpu.limit_cores."""
    figures = host_of() | {f"host.{key.replace('__', '.')}": value for key, value in changed.items()}
    return replace(beat(1), host=figures)


# ---- what it remembers


def test_ten_minutes_of_the_fastest_beat_are_kept_and_no_more() -> None:
    history = OverviewHistory()
    for sequence in range(1, CAPACITY + 500):
        history.remember(replace(beat(1), monotonic_ns=sequence * 500_000_000, sequence=sequence))

    times = history.table.times()
    assert times[-1] - times[0] >= 600
    assert len(times) == CAPACITY


def test_a_stretch_that_was_not_sampled_becomes_a_gap_and_one_late_beat_does_not() -> None:
    history = OverviewHistory()
    for second in (1, 2, 3):
        history.remember(beat(second))
    history.remember(replace(beat(5), missed_beats=1))
    assert len(history.table) == 4

    history.remember(replace(beat(35), missed_beats=30))

    assert np.isnan(history.table.values("cpu")).tolist() == [False, False, False, False, True, False]


def test_a_new_eye_after_a_hang_begins_behind_a_gap() -> None:
    history = OverviewHistory()
    history.remember(beat(1))
    history.remember(replace(beat(9), elapsed_s=0.0))

    assert np.isnan(history.table.values("cpu")).tolist() == [False, True, False]


def test_another_boot_begins_anew() -> None:
    history = OverviewHistory()
    history.remember(beat(50))
    history.remember(replace(beat(3), boot_id="another"))

    assert history.table.times().tolist() == [3.0]


def test_it_knows_who_led_at_each_moment() -> None:
    history = OverviewHistory()
    for second, name in enumerate(("first", "second", "third"), start=1):
        busy = Person(serial=second, pid=second, name=name, values={"cpu_ratio": 0.9})
        history.remember(beat(second, people=[busy]))

    leader = history.leader_at(history.now_s - 1.1, "cpu")
    assert leader is not None
    assert (leader.name, leader.value) == ("second", 0.9)
    assert history.leader_at(0.0, "disk") is None


# ---- who leads


def test_a_program_is_all_processes_of_one_name() -> None:
    programs = Programs()
    snapshot = beat(1)
    programs.update(snapshot)

    assert [tuple(share) for share in programs.top(snapshot, "cpu_ratio", 5)] == [
        ("postgres", 2, 1.5),
        ("systemd", 1, 0.1),
    ]


def test_a_slot_that_is_used_again_or_renamed_is_looked_at_again() -> None:
    programs = Programs()
    programs.update(snapshot_of([Person(serial=1, pid=1, name="old", values={"cpu_ratio": 1.0})]))
    reused = snapshot_of([Person(serial=2, pid=9, name="new", values={"cpu_ratio": 1.0})])
    programs.update(reused)
    assert programs.top(reused, "cpu_ratio", 5)[0].name == "new"

    renamed = replace(
        snapshot_of([Person(serial=2, pid=9, name="newer", values={"cpu_ratio": 1.0})]),
        text_revisions=np.array([77]),
    )
    programs.update(renamed)
    assert programs.top(renamed, "cpu_ratio", 5)[0].name == "newer"


def test_names_that_came_and_went_do_not_pile_up() -> None:
    programs = Programs()
    for number in range(3000):
        snapshot = snapshot_of([Person(serial=number, pid=1, name=f"x{number}", values={"cpu_ratio": 1.0})])
        programs.update(snapshot)

    assert len(programs._names) < 1100
    assert programs.top(snapshot, "cpu_ratio", 1)[0].name == "x2999"


def test_what_is_unknown_leads_nothing() -> None:
    programs = Programs()
    snapshot = snapshot_of([Person(serial=1, pid=1, values={"cpu_ratio": float("nan")})])
    programs.update(snapshot)

    assert programs.top(snapshot, "cpu_ratio", 5) == []


# ---- what it says


def test_inside_a_container_shares_are_of_its_limit() -> None:
    snapshot = with_host(cpu__limit_cores={"": 2.0})

    assert words.usable_cores(snapshot) == 2.0
    assert words.cpu_hint(snapshot) == "limit 2 of 4 threads, 3.1 GHz"


def test_the_parts_of_the_memory_make_the_whole() -> None:
    snapshot = beat(1)

    parts = words.memory_parts(snapshot)
    assert [name for name, _ in parts] == ["Programs", "Cache", "Buffers", "Free"]
    assert sum(size for _, size in parts) == snapshot.host_value("host.memory.size_bytes")


def test_cores_stand_in_the_order_of_their_numbers() -> None:
    cores = {"": 0.5} | {str(number): number / 100 for number in (10, 2, 0, 1, 11)}

    assert words.core_ratios(with_host(cpu__busy_ratio=cores)) == [0.0, 0.01, 0.02, 0.1, 0.11]


def test_a_machine_without_swap_says_so_and_one_that_swaps_says_how_fast() -> None:
    assert words.swap_fact(with_host(swap__total_bytes={"": 0.0})).value == "none"
    moving = with_host(swap__in_bytes_per_s={"": 1024.0}, swap__out_bytes_per_s={"": 1024.0})
    assert words.swap_fact(moving).value == "512.0 MiB of 2.0 GiB, swapping 2.0 KiB/s"
    assert words.swap_fact(beat(1)).value == "512.0 MiB of 2.0 GiB"


def test_loads_have_two_decimals_whatever_they_are() -> None:
    loads = with_host(load__1min={"": 18.0}, load__5min={"": 16.4}, load__15min={"": 0.0})

    assert words.load_facts(loads)[0].value == "18.00   16.40   0.00"


def test_threads_of_the_kernel_are_counted_among_the_threads_only() -> None:
    people = [Person(serial=n, pid=n, kernel_thread=n == 3) for n in (1, 2, 3)]

    assert words.load_facts(beat(1, people=people))[1].value == "2, 9 threads"


def test_pressure_names_what_work_waits_for() -> None:
    assert words.pressure(beat(1)) == ("1.9 %", "waiting for disk")
    assert words.pressure(replace(beat(1), host={}))[0] == "–"


def test_a_file_system_that_is_nearly_full_is_a_warning_and_comes_first() -> None:
    facts = devices.file_system_facts(beat(1))

    assert [(fact.label, fact.level) for fact in facts] == [("/", "warn"), ("/home", "fill")]
    assert devices.file_system_head(beat(1)) == ("91.0 %", "fullest: /")


def test_sensors_come_hottest_first_and_a_machine_without_has_none() -> None:
    hot = with_host(
        sensor__temperature_c={"Board": 40.0, "CPU package": 95.0},
        sensor__temperature_limit_c={"CPU package": 100.0},
        battery__charge_ratio={"BAT0": 0.04},
    )

    facts = devices.sensor_facts(hot)
    assert [(fact.label, fact.level) for fact in facts] == [
        ("CPU package", "warn"),
        ("Board", "fill"),
        ("BAT0", "crit"),
    ]
    assert facts[0].value == "95 °C of 100"
    assert devices.sensor_facts(beat(1)) == []


def test_processes_of_others_that_can_not_be_read_are_counted_beside_the_list() -> None:
    """A list of one's own programs only must not pass for the whole truth; kernel threads use no disk."""
    people = [
        Person(serial=1, pid=1, values={"disk_bytes_per_s": float("nan")}),
        Person(serial=2, pid=2, values={"disk_bytes_per_s": 5.0}),
        Person(serial=3, pid=3, kernel_thread=True),
    ]
    refused = np.array([int(Refusal.DISK), 0, int(Refusal.DISK)])
    snapshot = replace(snapshot_of(people), refused=refused)

    assert [fact.value for fact in words.hidden_facts(snapshot, "disk_bytes_per_s")] == ["of 1 process"]
    assert words.hidden_facts(snapshot, "tcp_bytes_per_s") == []


def test_a_network_without_traffic_names_no_card() -> None:
    host = host_of()
    within = {
        **host,
        "host.network.received_bytes_per_s": {"": 0.0, "eth0": 0.0, "lo": 9.0},
        "host.network.sent_bytes_per_s": {"": 0.0, "eth0": 0.0, "lo": 9.0},
    }
    idle = {**within, "host.network.received_bytes_per_s": {"eth0": 0.0}, "host.network.sent_bytes_per_s": {}}

    assert words.network_hint(replace(beat(1), host=within)) == "only within this machine"
    assert words.network_hint(replace(beat(1), host=idle)) == "idle"


@pytest.mark.parametrize(("height", "rows"), [(700, 3), (1000, 5)])
def test_lists_of_programs_are_shorter_on_a_low_page(page: OverviewPage, qtbot: QtBot, height: int, rows: int) -> None:
    page.resize(1100, height)
    lists = {one.accessibleName(): one for one in page.findChildren(RankedBars)}

    one = lists["Programs by disk use"]

    assert one.sizeHint().height() == rows * lists["Programs by CPU"].sizeHint().height() // 5


def test_unknown_is_a_dash_and_never_a_zero(qtbot: QtBot) -> None:
    nothing = replace(beat(1), host={})

    assert words.host(nothing, "host.cpu.busy_ratio") == "–"
    assert words.rate_sum(nothing, "host.disk.read_bytes_per_s", "host.disk.write_bytes_per_s") == "–"
    assert words.disk_hint(nothing) == ""
    assert [fact.value for fact in words.load_facts(nothing)].count("–") >= 3


# ---- the page


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> Iterator[OverviewPage]:
    with shown_page(qtbot, qapp) as page:
        yield page


def test_it_fits_1280_by_800_without_scrolling(page: OverviewPage, qtbot: QtBot) -> None:
    """What header, time strip, status bar and the frame of the desktop leave."""
    page.resize(1140, 634)
    show(page, beat(1))
    qtbot.wait(50)

    bar = page._scroll.verticalScrollBar()
    assert bar.maximum() == 0


@pytest.mark.parametrize(("width", "columns"), [(1800, 3), (1140, 3), (900, 2), (760, 1)])
def test_the_columns_follow_the_width(page: OverviewPage, qtbot: QtBot, width: int, columns: int) -> None:
    page.resize(width, 728)
    show(page, beat(1))
    qtbot.waitUntil(lambda: page._grid.columns == columns)

    lefts = {panel.head.x() for panel in page._shown}
    assert len(lefts) == columns
    assert page._grid.width() <= width


def test_large_letters_get_fewer_columns_and_higher_charts_than_small_ones(
    page: OverviewPage, qapp: QApplication, qtbot: QtBot
) -> None:
    before = qapp.font()
    larger = qapp.font()
    larger.setPointSizeF(2 * before.pointSizeF())
    try:
        qapp.setFont(larger)
        theme.theme_changed.emit()
        page.resize(1140, 728)
        show(page, beat(1))
        qtbot.waitUntil(lambda: page._grid.columns == 1)

        charts = [panel.chart for panel in page._shown if panel.chart is not None]
        assert all(chart.height() >= theme.scaled(LEAST_HEIGHT_PX) for chart in charts)
    finally:
        qapp.setFont(before)


@pytest.fixture
def in_german(qapp: QApplication, tmp_path: Path) -> Iterator[None]:
    before, locale = set(qapp.findChildren(QTranslator)), QLocale()
    assert language.use(qapp, "de", cache_folder=tmp_path) == "de"
    yield
    for translator in set(qapp.findChildren(QTranslator)) - before:
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(locale)
    text.forget_language()


@pytest.mark.usefixtures("in_german")
@pytest.mark.parametrize("width", [1280 - 145, 900 - 48])
def test_in_german_too_the_heads_say_all_they_have_to(qapp: QApplication, qtbot: QtBot, width: int) -> None:
    theme.apply(qapp, "light")
    page = OverviewPage()
    qtbot.addWidget(page)
    page.resize(width, 728)
    show_active(page, qtbot)
    moved, busy = {"nvme0n1": 21.5 * 1024**2, "": 21.5 * 1024**2}, {"nvme0n1": 0.874}
    show(page, with_host(disk__read_bytes_per_s=moved, disk__busy_ratio=busy, cpu__steal_ratio={"": 0.005}))

    cut = [(head.accessibleName(), head.hint) for head in heads(page) if head.toolTip()]
    assert cut == []
    show(page, with_host(disk__read_bytes_per_s=moved, disk__busy_ratio=busy | {"sda": 0.1, "sdb": 0.0}))
    assert any(head.hint.startswith("nvme0n1, 87 % aktiv") for head in heads(page))


def heads(page: OverviewPage) -> list[PanelHead]:
    return [panel.head for panel in page._panels if panel.head.isVisible()]


def test_where_a_head_has_too_little_room_it_says_less_and_the_tooltip_all(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light")
    head = PanelHead("Disk")
    qtbot.addWidget(head)
    head.resize(500, 30)
    show_active(head, qtbot)
    head.say("2.6 MiB/s", "nvme0n1, busy 9 %, and 2 more")
    assert (head.hint, head.toolTip()) == ("nvme0n1, busy 9 %, and 2 more", "")

    said = []
    for width in range(500, 150, -10):
        head.resize(width, 30)
        said.append(head.hint)

    assert list(dict.fromkeys(said))[:3] == ["nvme0n1, busy 9 %, and 2 more", "nvme0n1, busy 9 %", "nvme0n1"]
    assert "and 2 more" in head.toolTip()


def test_a_machine_of_which_nothing_is_known_can_be_drawn(page: OverviewPage, qtbot: QtBot) -> None:
    show(page, replace(snapshot_of([]), host={}))
    page.grab()

    assert [panel.head.number for panel in page._panels[:5]] == ["–"] * 5


def test_pointing_at_one_chart_moves_the_cursor_of_all_and_tells_who_led(page: OverviewPage, qtbot: QtBot) -> None:
    for second in range(1, 12):
        show(page, beat(second, busy=second / 100))
    cpu = page._panels[0]

    page._pointing.point_at(-3.0)
    assert cpu.head.number == "8.0 %"
    assert "postgres led with 25.0 %" in cpu.head.accessibleName()
    assert page._panels[1].head.number == "8.0 GiB"

    page._pointing.point_at(None)
    assert cpu.head.number == "11.0 %"


def test_ranked_rows_work_from_the_keyboard(page: OverviewPage, qtbot: QtBot) -> None:
    show(page, beat(1))
    top = page.findChild(RankedBars)
    assert top is not None
    asked: list[str] = []
    page.query_asked.connect(asked.append)

    qtbot.keyClick(top, Qt.Key.Key_Down)
    qtbot.keyClick(top, Qt.Key.Key_Return)

    assert asked == ['name = "systemd"']
    assert top.accessibleDescription() == "postgres 37.5 %; systemd 2.5 %"


def test_nothing_heavy_is_loaded_before_the_first_paint() -> None:
    """A fresh process that imports the program has neither charts nor databases in memory."""
    code = (
        "import sys; import procmon_gui.program; "
        "print([name for name in ('pyqtgraph', 'psutil', 'sqlalchemy', 'lark', 'apprise') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
