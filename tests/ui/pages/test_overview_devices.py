"""The overview over machines with much, little and strange hardware: recorded ones, made-up ones, hostile names."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.domain.metrics import Look
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.pages import overview_devices as devices
from procmon_gui.ui.pages.overview import OverviewPage
from procmon_gui.ui.pages.overview_detail_specs import SPECS
from tests.collectors.test_nvidia import Card
from tests.ui.fakes import beat, host_of
from tests.ui.overview import show, shown_page
from tests.ui.playback import Machine
from tests.ui.population import Person
from tests.ui.usuals import FakeUsual, learning, normal


@pytest.fixture
def usual() -> FakeUsual:
    """Return who knows what is usual: nothing, until a test writes something down."""
    return FakeUsual()


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, usual: FakeUsual) -> Iterator[OverviewPage]:
    with shown_page(qtbot, qapp, usual) as page:
        page.resize(1140, 634)
        yield page


def titles(page: OverviewPage) -> list[str]:
    return [panel.head.accessibleName().split(" ")[0] for panel in page._shown]


def newest(name: str, folder: Path, *cards: Card) -> Snapshot:
    return list(Machine(name, folder, cards).snapshots(2))[-1]


# ---- recorded machines, through the real readers


def test_a_laptop_shows_temperatures_against_the_limits_of_the_chip_battery_and_fan(tmp_path: Path) -> None:
    facts = {fact.label: fact for fact in devices.sensor_facts(newest("laptop-intel", tmp_path))}

    assert facts["nvme Composite"].value.endswith("°C of 85")
    assert "left" in facts["BAT0"].value
    assert facts["thinkpad fan1"].value == "2890 rpm"
    assert facts["thinkpad temp2"].value == "– (its chip calls it broken)"
    assert facts["thinkpad temp2"].share is None


def test_a_battery_that_charges_says_with_how_much(tmp_path: Path) -> None:
    machine = Machine("laptop-intel", tmp_path, discharges=False)
    (machine.root / "sys/class/power_supply/BAT0/status").write_text("Charging\n")
    facts = devices.sensor_facts(list(machine.snapshots(1))[-1])

    assert [fact.value for fact in facts if fact.label == "BAT0"] == ["63.0 %, charging with 7.4 W"]


@pytest.mark.parametrize(
    ("machine", "cards", "hint"),
    [
        ("desktop-amd", (), "amdgpu 0000:0b:00.0"),
        ("laptop-intel", (), "of its processes, the card tells none"),
        ("server-64", (Card(name="NVIDIA H200"),), "NVIDIA H200 0000:3b:00.0"),
    ],
)
def test_cards_of_three_makers_tell_their_load(
    tmp_path: Path, machine: str, cards: tuple[Card, ...], hint: str
) -> None:
    number, said = devices.gpu_head(newest(machine, tmp_path, *cards))

    assert said == hint
    assert number.endswith(" %")


def test_cards_and_sensors_get_a_panel_and_keep_it_when_they_go(
    page: OverviewPage, tmp_path: Path, qtbot: QtBot
) -> None:
    """Nothing jumps because a driver was reloaded; a machine without them shows the kernel and its disks."""
    show(page, beat(1))
    assert titles(page)[5:] == ["Kernel", "File", "Interfaces", "Disks"]

    show(page, newest("desktop-amd", tmp_path))
    assert titles(page)[5:] == ["GPU", "File", "Interfaces", "Sensors", "Kernel", "Disks"]
    show(page, beat(3))
    assert titles(page)[5:] == ["GPU", "File", "Interfaces", "Sensors", "Kernel", "Disks"]
    assert page._gpu.head.number == "–"


# ---- limits


@pytest.mark.parametrize(
    ("celsius", "limit", "warning", "level"),
    [
        (99.0, 100.0, 80.0, "warn"),
        (100.0, 100.0, 80.0, "crit"),
        (79.0, 100.0, 80.0, "fill"),
        (90.0, 100.0, 0.0, "warn"),
        (85.0, 0.0, 80.0, "warn"),
        (200.0, 0.0, 0.0, "fill"),
    ],
)
def test_a_chip_says_itself_what_is_too_warm(celsius: float, limit: float, warning: float, level: str) -> None:
    assert devices.temperature_level(celsius, limit, warning) == level


def test_with_little_room_one_of_each_kind_of_sensor_is_shown(tmp_path: Path) -> None:
    facts = devices.sensor_facts(newest("laptop-intel", tmp_path), 4)

    assert [fact.label.split(" ")[0] for fact in facts] == ["coretemp", "BAT0", "thinkpad", "and"]
    assert facts[-1].label == "and 8 more"


def test_a_limit_that_is_none_is_not_shown_as_one() -> None:
    host = {
        **host_of(),
        "host.limits.open_files": {"": 18816.0},
        "host.limits.max_files": {"": 2.0**63},
        "host.limits.max_pids": {"": 100.0},
        "host.processes.threads": {"": 95.0},
    }
    facts = {fact.label: fact for fact in devices.kernel_facts(replace(beat(1), host=host))}

    assert facts["Open files"].value == "18816"
    assert (facts["Process numbers"].value, facts["Process numbers"].level) == ("95 of 100", "warn")


# ---- much and strange


def crowded() -> Snapshot:
    disks = {f"sd{number}": number / 50 for number in range(40)}
    cards = {f"veth{number}": float(number) for number in range(100)}
    hostile = "<b>\u202eevil\n" * 20
    return replace(
        beat(1),
        host={
            **host_of(),
            "host.cpu.busy_ratio": {"": 0.5, **{str(core): core / 256 for core in range(256)}},
            "host.disk.busy_ratio": {**disks, hostile: 0.0},
            "host.network.received_bytes_per_s": {"": 1.0, **cards, hostile: 1e9},
            "host.network.sent_bytes_per_s": {"": 1.0, **cards, hostile: 1e9},
            "host.sensor.temperature_c": {hostile: 50.0},
            "host.gpu.busy_ratio": {hostile: 0.5, "card": 0.25},
            "host.filesystem.size_bytes": {f"/mnt/{number}": 10.0 for number in range(50)},
            "host.filesystem.used_bytes": {f"/mnt/{number}": number / 6 for number in range(50)},
        },
    )


def test_long_lists_end_with_how_many_more_there_are() -> None:
    facts = devices.interface_facts(crowded(), 4)

    assert [fact.label for fact in facts[1:]] == ["veth99", "veth98", "and 98 more"]
    assert devices.file_system_facts(crowded(), 3)[-1].label == "and 48 more"
    assert devices.disk_queue_facts(crowded(), 3)[0].label == "sd39"


def test_a_crowded_machine_is_drawn_in_the_same_room(page: OverviewPage, qtbot: QtBot) -> None:
    show(page, crowded())
    show(page, crowded())
    qtbot.wait(50)
    page.grab()

    before = page._grid.sizeHint().height()
    show(page, replace(crowded(), host={**host_of(), "host.sensor.temperature_c": {"one": 50.0}}))
    assert abs(page._grid.sizeHint().height() - before) <= 2 * 14 * 9, "only the cells of 256 cores may go"


@pytest.mark.parametrize("name", sorted(SPECS))
def test_every_bigger_view_opens_over_every_machine_and_over_none(page: OverviewPage, qtbot: QtBot, name: str) -> None:
    """Views are opened one after the other over the same widgets."""
    show(page, crowded())
    page.open_detail(name)
    assert page._detail is not None
    assert page._detail.table.model().rowCount() > 0
    show(page, replace(beat(2), host={}))
    show(page, crowded())
    page.grab()

    qtbot.keyClick(page._detail, Qt.Key.Key_Escape)
    assert page._stack.currentWidget() is page._scroll


def test_the_button_of_a_head_opens_its_view_and_gets_the_keyboard_back(page: OverviewPage, qtbot: QtBot) -> None:
    show(page, beat(1))
    button = page._cpu.head.more_button
    assert button is not None
    assert button.accessibleName() == "Show all cores"

    button.click()
    assert page._detail is not None
    assert page._detail.name == "cpu"
    model = page._detail.table.model()
    assert [model.data(model.index(row, 0)) for row in range(3)] == ["All cores", "0", "1"]

    page._detail.table.selectRow(4)
    assert page._detail.chart is not None
    assert page._detail.chart.accessibleName() == "CPU, 3"
    assert page._detail.chart.values_at(0.0)[1] == [1.0]
    page._detail._back.click()
    assert page.isAncestorOf(page._cpu.head)


# ---- who led


def test_a_double_click_on_a_point_asks_for_the_process_that_led_there(page: OverviewPage, qtbot: QtBot) -> None:
    for second, name in enumerate(("first", "second", "third"), start=1):
        person = Person(serial=second, pid=second, start_ticks=7.0, name=name, values={"cpu_ratio": 0.9})
        show(page, beat(second, people=[person]))
    asked: list[object] = []
    page.process_asked.connect(asked.append)
    chart = page._cpu.chart
    assert chart is not None

    chart.point_opened.emit(-1.0)

    assert asked == [beat(2, people=[Person(serial=2, pid=2, start_ticks=7.0)]).key(0)]


def test_the_menu_of_a_point_asks_for_the_life_of_who_led_there(page: OverviewPage, qtbot: QtBot) -> None:
    for second, name in enumerate(("first", "second", "third"), start=1):
        person = Person(serial=second, pid=second, start_ticks=7.0, name=name, values={"cpu_ratio": 0.9})
        show(page, beat(second, people=[person]))
    page.offer_lives()
    asked: list[object] = []
    page.life_asked.connect(asked.append)
    chart = page._cpu.chart
    assert chart is not None

    chart.life_asked.emit(-1.0)

    assert asked == [beat(2, people=[Person(serial=2, pid=2, start_ticks=7.0)]).key(0)]


def test_zooming_one_chart_zooms_all_and_the_newest_comes_back_when_the_page_is_reopened(page: OverviewPage) -> None:
    for second in range(1, 40):
        show(page, beat(second))
    chart = page._cpu.chart
    assert chart is not None
    chart._zoom(0.5, 20.0)

    windows = {panel.chart._window() for panel in page._shown if panel.chart is not None}
    assert len(windows) == 1
    assert page._view.is_moved
    page.hide()
    page.show()
    assert not page._view.is_moved


# ---- what is asked of the eye


def test_processes_are_asked_about_cards_a_few_at_a_time_and_only_where_there_is_one(page: OverviewPage) -> None:
    people = [Person(serial=n, pid=n, values={"gpu_memory_bytes": 5.0} if n == 77 else {}) for n in range(1, 101)]
    show(page, beat(1, people=people))
    assert page.attention() == (frozenset(), frozenset({Look.SOCKETS}))

    with_card = {**host_of(), "host.gpu.card_count": {"": 1.0}}
    asked: set[int] = set()
    for second in range(2, 8):
        show(page, replace(beat(second, people=people), host=with_card))
        slots, looks = page.attention()
        assert Look.GPU in looks
        assert 76 in slots
        assert len(slots) <= 25
        asked |= slots
    assert asked == set(range(100))


# ---- what is usual


def test_a_bigger_view_says_what_is_usual_at_this_hour_of_the_device_that_is_chosen(
    page: OverviewPage, usual: FakeUsual
) -> None:
    usual.host = {
        ("host.cpu.busy_ratio", ""): normal(0.02, 0.2),
        ("host.cpu.busy_ratio", "0"): normal(0.1, 0.3, score=1.0),
        ("host.pressure.cpu.some_ratio", ""): normal(0.0, 0.01),
    }
    show(page, beat(1))
    page.open_detail("cpu")
    page.draw()
    detail = page._detail
    assert detail is not None
    assert detail.usual.said == "Usual at this hour: 2.0 % to 20.0 %"

    detail.table.selectRow(1)
    assert detail.usual.said == "Unusual; usual at this hour: 10.0 % to 30.0 %"


def test_of_what_nobody_knows_and_of_the_past_nothing_is_said(page: OverviewPage, usual: FakeUsual) -> None:
    usual.host = {("host.memory.used_ratio", ""): learning(7000)}
    show(page, beat(1))
    page.open_detail("memory")
    page.draw()
    detail = page._detail
    assert detail is not None
    assert detail.usual.said == "Learning what is usual, 2 h left"
    assert detail.usual.isVisible()

    page.open_detail("pressure")
    page.draw()
    assert not detail.usual.isVisible()
