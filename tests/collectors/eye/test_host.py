"""The host reader as a whole, over recorded machines. Measures of file systems are given: a recording has no disk."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from procmon_gui.collectors.eye.figures import Figures
from procmon_gui.collectors.eye.host import HostReader
from procmon_gui.domain.host_metrics import HOST_METRICS
from procmon_gui.domain.metrics import How

RECORDED = Path(__file__).parents[2] / "recorded"
GIB = 1024**3
FOR_DERIVE = {
    *(f"cpu.{mode}_s" for mode in ("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal")),
    "cpu.group_used_s", "swap.free_bytes", "disk.read_ms", "disk.write_ms",
}  # fmt: skip
MACHINES = sorted(path.name for path in RECORDED.iterdir() if path.is_dir())

Opener = Callable[[str], HostReader]


@pytest.fixture
def opened() -> Iterator[Opener]:
    readers: list[HostReader] = []

    def open_machine(name: str) -> HostReader:
        reader = HostReader(
            str(RECORDED / name), ticks_per_s=100, first_wait_s=20, measure=lambda _point, _root: (3e9, 2e9, 5e8)
        )
        readers.append(reader)
        return reader

    yield open_machine
    for reader in readers:
        reader.close()


@pytest.mark.parametrize("machine", MACHINES)
def test_every_figure_has_a_name_of_the_catalogue_and_a_number(opened: Opener, machine: str) -> None:
    known = {metric.raw for metric in HOST_METRICS if metric.how is not How.MADE} | FOR_DERIVE

    figures = opened(machine).read()

    assert figures.keys() <= known
    assert all(value == value and abs(value) < 1e21 for values in figures.values() for value in values.values())
    assert all(values for values in figures.values())


@pytest.mark.parametrize("machine", MACHINES)
def test_what_is_missing_has_a_reason_and_what_is_there_has_none(opened: Opener, machine: str) -> None:
    reader = opened(machine)

    figures = reader.read()
    reasons = reader.unsupported()

    assert not figures.keys() & reasons.keys()
    assert all(reason.endswith(".") for reason in reasons.values())
    of_others = ("eye.", "processes.", "network.tcp_", "anomaly.")
    gauges = {metric.raw for metric in HOST_METRICS if metric.raw and not metric.raw.startswith(of_others)}
    basic = {"cpu.core_count", "load.1min", "memory.total_bytes"}  # every Linux has them; an empty recording may not
    if basic <= figures.keys():
        silent = gauges - figures.keys() - reasons.keys()
        assert silent == set()


def test_a_second_read_does_not_share_its_dict_with_the_first(opened: Opener) -> None:
    """The caller adds figures of its own to what it gets."""
    reader = opened("laptop-intel")
    first = reader.read()
    first["processes.count"] = {"": 12}

    assert "processes.count" not in reader.read()


def test_a_laptop_shows_its_battery_its_disk_once_and_its_wireless_card(opened: Opener) -> None:
    figures = opened("laptop-intel").read()

    assert figures["battery.charge_ratio"] == {"BAT0": 0.63}
    assert figures["battery.power_w"] == {"BAT0": pytest.approx(7.42)}
    assert figures["battery.time_left_s"] == {"BAT0": pytest.approx(31.81 / 7.42 * 3600)}
    assert figures["disk.read_bytes"].keys() == {"", "nvme0n1", "dm-0", "loop0", "zram0"}
    assert figures["disk.read_bytes"][""] == figures["disk.read_bytes"]["nvme0n1"] == 9120334 * 512
    assert "" not in figures["disk.busy_ms"], "two disks that are half busy are no machine that is busy"
    assert figures["network.received_bytes"][""] == 4120334411
    assert figures["network.drops"]["wlp0s20f3"] == 16
    assert figures["cpu.frequency_hz"]["0"] == 3412004e3
    assert figures["cpu.frequency_hz"][""] == pytest.approx((3412004 + 800021 + 1200450 + 2900110) / 4 * 1e3)
    assert "cpu.limit_cores" not in figures


def test_a_laptop_lists_file_systems_that_hold_files_once_each(opened: Opener) -> None:
    figures = opened("laptop-intel").read()

    assert figures["filesystem.size_bytes"] == {
        "/": 3e9, "/boot": 3e9, "/boot/efi": 3e9, "/tmp": 3e9, "/mnt/photo disk\\x09\\\\": 3e9,
        "/media/ann/\\x1b[31mRED": 3e9,
    }  # fmt: skip
    assert figures["filesystem.used_bytes"]["/"] == 2e9
    assert figures["filesystem.available_bytes"]["/"] == 5e8


def test_a_server_counts_every_byte_once(opened: Opener) -> None:
    """Arrays, volumes, NVMe paths, bonds, bridges and veths repeat what the devices under them did."""
    figures = opened("server-64").read()

    assert figures["disk.read_bytes"][""] == (8000 + 8000 + 40000 + 80) * 512
    assert figures["disk.read_bytes"].keys() == {"", "sda", "sdb", "md127", "dm-0", "dm-1", "nvme0n1", "cciss/c0d0"}
    assert figures["network.received_bytes"][""] == 1000 + 3000 + 50
    assert figures["network.errors"][""] == 1 + 3
    assert figures["network.speed_bits_per_s"] == {
        "eth0": 25e9, "eth1": 25e9, "eth2": 50e9, "enP1s1": 50e9, "bond0": 50e9,
    }  # fmt: skip
    assert figures["cpu.core_count"] == {"": 64}
    assert "pressure.cpu.full_us" not in figures
    assert figures["pressure.cpu.some_us"] == {"": 812345678}


def test_a_server_asks_eight_cores_a_beat_for_their_clock(opened: Opener) -> None:
    reader = opened("server-64")

    counts = [len(reader.read()["cpu.frequency_hz"]) - 1 for _ in range(9)]

    assert counts == [8, 16, 24, 32, 40, 48, 56, 64, 64]


def test_a_desktop_shows_its_graphics_card_and_lets_the_other_sleep(opened: Opener) -> None:
    figures = opened("desktop-amd").read()

    assert figures["gpu.busy_ratio"] == {"amdgpu 0000:0b:00.0": 0.37}
    assert figures["gpu.memory_used_bytes"] == {"amdgpu 0000:0b:00.0": 2 * GIB}
    assert figures["gpu.memory_size_bytes"] == {"amdgpu 0000:0b:00.0": 17163091968}
    assert figures["gpu.temperature_c"] == {"amdgpu 0000:0b:00.0": 46.0}


def test_a_container_of_version_2_is_measured_against_the_limit_above_it(opened: Opener) -> None:
    reader = opened("container-v2")
    reader.read()
    figures = reader.read()

    assert figures["cpu.limit_cores"] == {"": 1.5}
    assert figures["cpu.group_used_s"] == {"": pytest.approx(912.033441)}
    assert figures["memory.limit_bytes"] == {"": 2 * GIB}
    assert figures["memory.group_bytes"] == {"": 912033792 - 268435456}
    assert reader.notes() == [
        ("container", "Inside a container: the bars are measured against its limits: 1.5 cores, 2 GiB")
    ]
    assert figures["cpu.frequency_hz"]["7"] == 2457.5e6
    assert figures["network.received_bytes"] == {"": 1200, "lo": 70, "eth0": 1200}


def test_a_container_of_version_1_is_measured_against_its_limit(opened: Opener) -> None:
    reader = opened("container-v1")

    figures = reader.read()

    assert figures["cpu.limit_cores"] == {"": 0.5}
    assert figures["cpu.group_used_s"] == {"": pytest.approx(91.2033441)}
    assert figures["memory.limit_bytes"] == {"": GIB / 2}
    assert figures["memory.group_bytes"] == {"": 301989888 - 67108864}
    assert reader.notes()[0][1].endswith("0.5 cores, 512 MiB")


def test_an_ancient_kernel_gives_what_it_has_and_says_what_it_lacks(opened: Opener) -> None:
    reader = opened("ancient-2.6.9")

    figures = reader.read()
    reasons = reader.unsupported()

    assert figures["cpu.user_s"][""] == pytest.approx((120000 + 120731) / 100)
    assert "cpu.steal_s" not in figures
    assert "/proc/pressure" in reasons["pressure.io.some_us"]
    assert figures["memory.available_bytes"] == {"": (120000 + 90000 + 512000) * 1024}
    assert figures["network.received_bytes"][""] == 123456789
    assert figures["disk.read_bytes"] == {"": 91220 * 512, "hda": 91220 * 512}


def test_an_empty_machine_gives_nothing_and_reasons_for_it(tmp_path: Path) -> None:
    reader = HostReader(str(tmp_path), first_wait_s=20)

    figures: Figures = reader.read()
    reader.close()

    assert figures == {}
    assert "sensor.temperature_c" in reader.unsupported()


def test_a_limit_that_is_changed_while_the_container_runs_is_seen(tmp_path: Path) -> None:
    for name in ("proc", "sys"):
        subprocess.run(["cp", "-r", str(RECORDED / "container-v2" / name), str(tmp_path)], check=True)
    (tmp_path / ".dockerenv").touch()
    reader = HostReader(str(tmp_path), first_wait_s=20, measure=lambda _point, _root: None)
    reader.read()
    (tmp_path / "sys/fs/cgroup/cpu.max").write_text("300000 100000\n", "ascii")

    reader.follow_limits()
    figures = reader.read()
    reader.close()

    assert figures["cpu.limit_cores"] == {"": 3.0}


def test_the_reader_needs_nothing_but_the_standard_library_and_its_own_folder() -> None:
    """As the eye is started: isolated, without site packages; and it leaves numpy and all else alone."""
    code = (
        "import sys; sys.path.append(sys.argv[1]);"
        "from procmon_gui.collectors.eye.host import HostReader;"
        "reader = HostReader(); reader.read(); reader.close();"
        "print(sorted(m for m in sys.modules if m.startswith('procmon_gui') and '.eye' not in m))"
    )
    root = str(Path(__file__).parents[3])

    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, root], capture_output=True, text=True, check=True, timeout=30
    )

    assert done.stdout.strip() == "['procmon_gui', 'procmon_gui.collectors']"
