"""Each parser of the host's files, alone: what it makes of odd kernels, and that garbage is absent, never an error."""

import math
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui.collectors.eye import cpu, filesystems, gpu, limits, memory
from procmon_gui.collectors.eye.batteries import read_batteries
from procmon_gui.collectors.eye.disks import Disks
from procmon_gui.collectors.eye.figures import Figures, counter, fraction, plain_text, signed
from procmon_gui.collectors.eye.kept_file import KeptFile
from procmon_gui.collectors.eye.network import Interfaces, read_speeds
from procmon_gui.collectors.eye.sensors import Sensors

RECORDED = Path(__file__).parents[2] / "recorded"


def _parse_disks(text: bytes) -> Figures:
    return Disks("/nowhere").parse(text)


def _parse_network(text: bytes) -> Figures:
    return Interfaces("/nowhere").parse(text)


PARSERS: dict[str, Callable[[bytes], Figures]] = {
    "stat": lambda text: cpu.parse_stat(text, 100),
    "loadavg": cpu.parse_loadavg,
    "pressure/io": lambda text: cpu.parse_pressure(text, "io"),
    "cpuinfo": lambda text: {"cpu.frequency_hz": cpu.parse_cpuinfo(text)},
    "meminfo": lambda text: memory.Meminfo().parse(text),
    "vmstat": memory.parse_vmstat,
    "diskstats": _parse_disks,
    "net/dev": _parse_network,
}
REAL_TEXTS = {
    name: [
        (tree / "proc" / name).read_bytes() for tree in sorted(RECORDED.iterdir()) if (tree / "proc" / name).exists()
    ]
    for name in PARSERS
}
MOST = {"load.1min": 2**22, "load.5min": 2**22, "load.15min": 2**22, "cpu.frequency_hz": 1e11}
ODD_NUMBERS = st.sampled_from(
    [b"-1", b"18446744073709551615", b"18446744073709551616", b"9" * 30, b"1_0", b"+7", b"nan", b"inf", b"1e400", b"",
     b"\xc2\xb2", b"\x00", b" ", b"0x10", b"1.5.5"]
)  # fmt: skip


@st.composite
def spoiled(draw: st.DrawFn, name: str) -> bytes:
    """Take a real file and cut it, or put something odd in the place of some of its words."""
    text = draw(st.sampled_from(REAL_TEXTS[name]))
    words = text.split(b" ")
    for _ in range(draw(st.integers(0, 6))):
        words[draw(st.integers(0, len(words) - 1))] = draw(ODD_NUMBERS | st.binary(max_size=12))
    text = b" ".join(words)
    begin, end = draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))
    return text[min(begin, end) :] if draw(st.booleans()) else text[: max(begin, end)]


@pytest.mark.parametrize("name", PARSERS)
@settings(max_examples=150)
@given(data=st.data())
def test_no_file_however_spoiled_raises_or_gives_a_figure_that_can_not_be(name: str, data: st.DataObject) -> None:
    figures = PARSERS[name](data.draw(spoiled(name) | st.binary(max_size=400)))

    for raw_id, values in figures.items():
        for instance, value in values.items():
            assert math.isfinite(value), (raw_id, instance)
            # Sums over devices and modes may pass the 64 bits of a counter, but not by much.
            assert 0 <= value <= MOST.get(raw_id, 2**70), (raw_id, instance)
            assert instance.isprintable(), raw_id


@settings(max_examples=150)
@given(text=st.binary(max_size=300) | spoiled("stat"))
def test_the_small_parsers_take_anything(text: bytes) -> None:
    assert (limits.parse_cpu_max(text) or 1) > 0
    count = limits.parse_cpu_list(text)
    assert count is None or count >= 1
    limits.parse_own_groups(text)
    filesystems.wanted_mounts(filesystems.parse_mountinfo(text))
    limits.parse_group_cpu(text)
    limits.parse_group_memory(text, text)
    keys = gpu.parse_fdinfo(text)
    gpu.busy_ns(b"card", keys, gpu.EngineClock())
    gpu.memory_bytes(keys)


@settings(max_examples=200)
@given(data=st.data())
def test_a_spoiled_mountinfo_gives_only_mounts_with_a_path(data: st.DataObject) -> None:
    text = (RECORDED / "laptop-intel/proc/self/mountinfo").read_bytes()
    cut = data.draw(st.integers(0, len(text)))
    text = text[:cut] + data.draw(st.binary(max_size=20)) + text[cut:]

    mounts = filesystems.parse_mountinfo(text)

    assert all(mount.point.startswith("/") and "\0" not in mount.point for mount in mounts)
    assert len(mounts) >= 8


@settings(max_examples=200)
@given(raw=st.binary(max_size=300))
def test_a_name_is_shown_without_controls_and_two_names_never_look_alike(raw: bytes) -> None:
    shown = plain_text(raw)

    assert all(character.isprintable() for character in shown)
    assert len(shown) <= 256
    shown.encode("utf-8")
    if len(shown) < 255:
        assert plain_text(raw + b"!") != shown


@pytest.mark.parametrize(
    ("field", "number"),
    [(b"0", 0), (b"18446744073709551615", 2**64 - 1), (b"18446744073709551616", None), (b"-1", None), (b"1_000", None),
     (b" 1", None), (b"", None), ("²".encode(), None), (b"0" * 21, None)],
)  # fmt: skip
def test_a_counter_is_64_plain_bits(field: bytes, number: int | None) -> None:
    assert counter(field) == number


def test_signed_numbers_and_fractions_are_plain_too() -> None:
    assert (signed(b"-273150"), signed(b"--1"), signed(b"-")) == (-273150, None, None)
    assert (fraction(b"0.84"), fraction(b"nan"), fraction(b"-1.0"), fraction(b"1e3")) == (0.84, None, None, None)


def test_a_load_that_no_kernel_can_have_is_absent() -> None:
    figures = cpu.parse_loadavg(b"0.84 4194305.00 1e30 1/200 300\n")

    assert figures == {"load.1min": {"": 0.84}}


def test_modes_that_a_kernel_does_not_count_are_absent_not_zero() -> None:
    figures = cpu.parse_stat(b"cpu  1 2 3 4\ncpu0 1 2 3 4\n", 100)

    assert figures["cpu.idle_s"] == {"": 0.04, "0": 0.04}
    assert "cpu.iowait_s" not in figures


def test_a_core_that_is_switched_off_is_gone_from_the_next_reading() -> None:
    both = cpu.parse_stat(b"cpu  2 2 2 2\ncpu0 1 1 1 1\ncpu3 1 1 1 1\nintr 5 5\nctxt 9\n", 100)
    one = cpu.parse_stat(b"cpu  2 2 2 2\ncpu3 1 1 1 1\nintr 5 5\nctxt 9\n", 100)

    assert both["cpu.core_count"] == {"": 2}
    assert one["cpu.user_s"].keys() == {"", "3"}
    assert one["context_switches"] == {"": 9}


def test_memory_that_the_kernel_reorders_is_found_again() -> None:
    """The places of the fields are remembered, and must be looked for anew when they moved."""
    parser = memory.Meminfo()
    parser.parse(b"MemTotal: 100 kB\nMemFree: 50 kB\nMemAvailable: 60 kB\n")

    figures = parser.parse(b"MemFree: 40 kB\nDirty: 3 kB\nMemTotal: 100 kB\nMemAvailable: 55 kB\n")

    assert figures["memory.free_bytes"] == {"": 40 * 1024}
    assert figures["memory.total_bytes"] == {"": 100 * 1024}
    assert figures["memory.available_bytes"] == {"": 55 * 1024}


def test_a_device_that_comes_and_goes_is_followed(tmp_path: Path) -> None:
    (tmp_path / "sys/block/sda").mkdir(parents=True)
    disks = Disks(str(tmp_path))
    line = b" 8 0 sda 1 0 2 0 3 0 4 0 0 5 6\n"
    with_stick = disks.parse(line)
    (tmp_path / "sys/block/sdb").mkdir()

    later = disks.parse(line + line.replace(b"sda", b"sdb"))
    gone = disks.parse(line)

    assert with_stick["disk.read_bytes"] == {"": 1024, "sda": 1024}
    assert later["disk.read_bytes"] == {"": 2048, "sda": 1024, "sdb": 1024}
    assert gone["disk.read_bytes"] == {"": 1024, "sda": 1024}


def test_a_volume_that_is_put_together_late_leaves_the_sum_when_looked_at_again(tmp_path: Path) -> None:
    for name in ("sda", "bcache0"):
        (tmp_path / "sys/block" / name).mkdir(parents=True)
    disks = Disks(str(tmp_path))
    text = b"8 0 sda 1 0 2 0 3 0 4 0 0 5 6\n252 0 bcache0 1 0 2 0 3 0 4 0 0 5 6\n"
    assert disks.parse(text)["disk.read_bytes"][""] == 2048
    (tmp_path / "sys/block/bcache0/slaves/sda").mkdir(parents=True)

    disks.look_again()

    assert disks.parse(text)["disk.read_bytes"][""] == 1024


def test_without_sysfs_partitions_are_told_by_their_names() -> None:
    line = b"8 0 %s 1 0 2 0 3 0 4 0 0 5 6\n"
    names = [b"sda", b"sda1", b"nvme0n1", b"nvme0n1p2", b"mmcblk0", b"mmcblk0p1", b"md0", b"dm-0", b"vdb", b"vdb15"]

    figures = _parse_disks(b"".join(line % name for name in names))

    assert figures["disk.read_bytes"].keys() == {"", "sda", "nvme0n1", "mmcblk0", "md0", "dm-0", "vdb"}
    assert figures["disk.read_bytes"][""] == 4 * 1024


def test_a_machine_with_tunnels_only_sums_them() -> None:
    line = b" %s: 10 1 0 0 0 0 0 0 20 2 0 0 0 0 0 0\n"

    figures = _parse_network(line % b"lo" + line % b"tun0" + line % b"wg0")

    assert figures["network.received_bytes"] == {"": 20, "lo": 10, "tun0": 10, "wg0": 10}


def test_a_machine_with_a_loopback_only_has_no_sum() -> None:
    figures = _parse_network(b" lo: 10 1 0 0 0 0 0 0 20 2 0 0 0 0 0 0\n")

    assert figures["network.received_bytes"] == {"lo": 10}


@pytest.mark.parametrize(
    ("text", "cores"),
    [(b"max 100000\n", None), (b"150000 100000\n", 1.5), (b"50000", 0.5), (b"0 100000", None), (b"5 0", None)],
)
def test_a_quota_is_cores(text: bytes, cores: float | None) -> None:
    assert limits.parse_cpu_max(text) == cores


def test_a_list_of_cores_is_counted() -> None:
    assert limits.parse_cpu_list(b"0-3,8,8,10-11\n") == 7
    assert limits.parse_cpu_list(b"0-99999999999") is None
    assert limits.parse_cpu_list(b"3-1") is None


def test_a_core_list_binds_where_no_quota_does(tmp_path: Path) -> None:
    _unified_group(tmp_path, {"cpu.max": "max 100000", "cpuset.cpus.effective": "0-1", "cpu.stat": "usage_usec 5"})

    found = limits.read_limits(str(tmp_path), 8, None)

    assert found.cores == 2
    assert found.cpu_usage.endswith("cgroup/cpu.stat")


def test_a_limit_that_the_machine_does_not_reach_is_none(tmp_path: Path) -> None:
    _unified_group(tmp_path, {"cpu.max": "800000 100000", "memory.max": "999999999"})

    found = limits.read_limits(str(tmp_path), 8, 1_000_000)

    assert found == limits.Limits()


def test_a_group_outside_of_what_is_mounted_is_looked_for_at_the_mount(tmp_path: Path) -> None:
    _unified_group(tmp_path, {"memory.max": "4096", "memory.current": "1"}, own="/../../other")

    assert limits.read_limits(str(tmp_path), 8, 1_000_000).memory_bytes == 4096


def _unified_group(root: Path, files: dict[str, str], own: str = "/") -> None:
    group = root / "sys/fs/cgroup"
    group.mkdir(parents=True)
    for name, text in files.items():
        (group / name).write_text(text, "ascii")
    (root / "proc/self").mkdir(parents=True)
    (root / "proc/self/cgroup").write_text(f"0::{own}\n", "ascii")
    mount = "30 22 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup rw\n"
    (root / "proc/self/mountinfo").write_text(mount, "ascii")


def test_in_version_1_the_tightest_group_above_binds_and_its_own_use_counts(tmp_path: Path) -> None:
    """Without a namespace of its own the whole path is visible: the pod has the limit, the container has none."""
    (tmp_path / "proc/self").mkdir(parents=True)
    (tmp_path / "proc/self/cgroup").write_text("4:memory:/pod/box\n2:cpu,cpuacct:/pod/box\n0::/\n", "ascii")
    (tmp_path / "proc/self/mountinfo").write_text(
        "33 31 0:30 / /cg/cpu rw - cgroup cgroup rw,cpu,cpuacct\n35 31 0:32 / /cg/memory rw - cgroup cgroup rw,memory\n"
        "41 31 0:38 / /cg/unified rw - cgroup2 cgroup2 rw\n",
        "ascii",
    )
    for group, quota, limit, used in (("", -1, 2**63 - 4096, 9), ("pod", 250_000, 4096, 7), ("pod/box", -1, 8192, 5)):
        for controller, name, number in (
            ("cpu", "cpu.cfs_quota_us", quota), ("cpu", "cpu.cfs_period_us", 100_000), ("cpu", "cpuacct.usage", used),
            ("memory", "memory.limit_in_bytes", limit), ("memory", "memory.usage_in_bytes", used),
        ):  # fmt: skip
            folder = tmp_path / "cg" / controller / group
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(f"{number}\n", "ascii")

    found = limits.read_limits(str(tmp_path), 8, 2**40)

    assert (found.cores, found.memory_bytes) == (2.5, 4096)
    assert found.cpu_usage == str(tmp_path / "cg/cpu/pod/cpuacct.usage")
    assert found.memory_usage == str(tmp_path / "cg/memory/pod/memory.usage_in_bytes")


def test_a_marker_or_a_namespace_of_its_own_makes_a_container(tmp_path: Path) -> None:
    namespaces = tmp_path / "proc/self/ns"
    namespaces.mkdir(parents=True)
    (namespaces / "pid").symlink_to("pid:[4026531836]")
    assert not limits.is_container(str(tmp_path))

    (namespaces / "cgroup").symlink_to("cgroup:[4026532777]")

    assert limits.is_container(str(tmp_path))


def test_the_clock_of_a_core_that_is_switched_off_is_gone(tmp_path: Path) -> None:
    for core in ("0", "1"):
        folder = tmp_path / f"sys/devices/system/cpu/cpu{core}/cpufreq"
        folder.mkdir(parents=True)
        (folder / "scaling_cur_freq").write_text(f"{core}000000\n", "ascii")
    clocks = cpu.Frequencies(str(tmp_path))
    assert clocks.read(["0", "1"]) == {"1": 1e9}  # a core that says 0 Hz does not know

    assert clocks.read(["0"]) == {}
    assert clocks.read(["0", "1"]) == {"1": 1e9}
    assert clocks.read([]) == {}
    clocks.close()


@settings(max_examples=60)
@given(data=st.data())
def test_no_sysfs_however_spoiled_raises_or_gives_a_figure_that_can_not_be(data: st.DataObject) -> None:
    junk = ODD_NUMBERS | st.binary(max_size=40) | st.integers(-(2**70), 2**70).map(lambda number: b"%d\n" % number)
    files = {
        "class/power_supply/B": ["capacity", "energy_now", "energy_full", "power_now", "current_now", "voltage_now",
                                 "charge_now", "time_to_empty_now", "present"],
        "class/hwmon/hwmon0": ["name", "temp1_input", "temp1_crit", "temp1_label", "fan1_input", "temp2_fault"],
        "class/thermal/thermal_zone0": ["type", "temp"],
        "class/drm/card0/device": ["uevent", "gpu_busy_percent", "mem_info_vram_used", "mem_info_vram_total"],
        "class/drm/card0/device/hwmon/hwmon0": ["temp1_input"],
        "class/net/eth0": ["speed"],
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as root:
        for folder, names in files.items():
            path = Path(root, "sys", folder)
            path.mkdir(parents=True)
            for name in names:
                (path / name).write_bytes(data.draw(junk, name))
        battery = Path(root, "sys/class/power_supply/B")
        (battery / "type").write_bytes(b"Battery\n")
        (battery / "status").write_bytes(data.draw(st.sampled_from([b"Charging", b"Discharging", b"Full", b"\xff"])))
        figures = read_batteries(root) | Sensors(root).read() | gpu.read_cards(root)
        speeds = read_speeds(root)

    bounds = {"battery.charge_ratio": (0, 1), "battery.power_w": (-1000, 1000), "gpu.busy_ratio": (0, 1),
              "sensor.temperature_c": (-100, 250), "gpu.temperature_c": (-100, 250)}  # fmt: skip
    for raw_id, values in figures.items():
        low, high = bounds.get(raw_id, (0, 2**64))
        for instance, value in values.items():
            assert low <= value <= high, (raw_id, value)
            assert instance.isprintable()
    assert all(0 < speed <= 1e13 for speed in speeds.values())


def _battery(root: Path, **files: str | int) -> Figures:
    folder = root / "sys/class/power_supply/BAT1"
    folder.mkdir(parents=True)
    for name, value in {"type": "Battery", **files}.items():
        (folder / name).write_text(f"{value}\n", "ascii")
    return read_batteries(str(root))


def test_a_battery_that_counts_in_charge_and_current(tmp_path: Path) -> None:
    """Negative current is discharging in the documentation, positive in many drivers: the status decides."""
    figures = _battery(
        tmp_path, status="Discharging", charge_now=2_000_000, charge_full=4_000_000, current_now=-1_000_000,
        voltage_now=12_000_000,
    )  # fmt: skip

    assert figures["battery.charge_ratio"] == {"BAT1": 0.5}
    assert figures["battery.power_w"] == {"BAT1": pytest.approx(12.0)}
    assert figures["battery.time_left_s"] == {"BAT1": pytest.approx(7200.0)}


def test_power_is_negative_while_a_battery_charges_and_no_time_is_left_to_count(tmp_path: Path) -> None:
    figures = _battery(tmp_path, status="Charging", capacity=101, power_now=30_000_000, energy_now=10_000_000)

    assert figures == {"battery.charge_ratio": {"BAT1": 1.0}, "battery.power_w": {"BAT1": -30.0}}


def test_a_power_of_zero_after_a_sleep_is_not_believed_when_a_current_flows(tmp_path: Path) -> None:
    figures = _battery(
        tmp_path, status="Discharging", capacity=50, power_now=0, current_now=500_000, voltage_now=10_000_000
    )

    assert figures["battery.power_w"] == {"BAT1": pytest.approx(5.0)}
    assert "battery.time_left_s" not in figures


def test_an_unknown_rate_gives_no_power_rather_than_65_kilowatts(tmp_path: Path) -> None:
    figures = _battery(tmp_path, status="Discharging", capacity=50, power_now=65_535_000_000, energy_now=1)

    assert figures == {"battery.charge_ratio": {"BAT1": 0.5}}


def test_a_direction_that_is_not_known_gives_no_power(tmp_path: Path) -> None:
    figures = _battery(tmp_path, status="Unknown", capacity=50, power_now=7_000_000)

    assert "battery.power_w" not in figures


def test_an_empty_bay_is_no_battery(tmp_path: Path) -> None:
    assert _battery(tmp_path, present=0, status="Unknown", capacity=0) == {}


def test_sensors_leave_out_what_is_broken_and_tell_equal_chips_apart() -> None:
    laptop = Sensors(str(RECORDED / "laptop-intel")).read()
    desktop = Sensors(str(RECORDED / "desktop-amd")).read()

    assert laptop["sensor.temperature_c"] == {
        "nvme Composite": 38.85, "nvme Sensor 1": 38.85, "coretemp Package id 0": 54.0, "coretemp Core 0": 52.0,
        "coretemp Core 1": 54.0, "thinkpad CPU": 54.0,
    }  # fmt: skip
    assert laptop["sensor.fan_rpm"] == {"thinkpad fan1": 2890}
    assert laptop["sensor.temperature_limit_c"]["nvme Composite"] == 84.85
    assert "nvme Sensor 1" not in laptop["sensor.temperature_limit_c"]
    assert desktop["sensor.temperature_c"]["nvme nvme0 Composite"] == 41.85
    assert desktop["sensor.temperature_c"]["nvme nvme1 Composite"] == 35.85
    assert "nct6798 temp2" not in desktop["sensor.temperature_c"]
    assert desktop["sensor.fan_rpm"] == {"nct6798 fan1": 0, "nct6798 CPU fan": 1103, "nct6798 fan7": 2760,
                                         "amdgpu fan1": 0}  # fmt: skip


def test_zones_are_read_where_no_chip_tells_a_temperature() -> None:
    figures = Sensors(str(RECORDED / "graphics-mali")).read()

    assert figures["sensor.temperature_c"] == {"cpu-thermal": 61.25, "gpu-thermal": 58.0}
    assert figures["sensor.temperature_limit_c"] == {"cpu-thermal": 95.0}


def test_a_disk_that_sleeps_is_not_asked_for_its_temperature(tmp_path: Path) -> None:
    chip = tmp_path / "sys/class/hwmon/hwmon0"
    disk = chip / "device/block/sda"
    disk.mkdir(parents=True)
    (chip / "name").write_text("drivetemp\n", "ascii")
    (chip / "temp1_input").write_text("30000\n", "ascii")
    (disk / "stat").write_text("1 2 3\n", "ascii")
    sensors = Sensors(str(tmp_path))
    sensors.read()
    (chip / "temp1_input").write_text("31000\n", "ascii")

    idle = sensors.read()
    (disk / "stat").write_text("2 2 3\n", "ascii")
    busy = sensors.read()

    assert idle["sensor.temperature_c"] == {"drivetemp temp1": 30.0}
    assert busy["sensor.temperature_c"] == {"drivetemp temp1": 31.0}


def test_a_kept_file_that_vanishes_and_returns_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "scaling_cur_freq"
    file = KeptFile(str(path))
    assert file.read() == b""
    path.write_bytes(b"1000\n")

    assert file.read() == b"1000\n"
    path.write_bytes(b"2000\n")
    assert file.read() == b"2000\n"
    file.close()


def test_a_long_file_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "stat"
    path.write_bytes(os.urandom(100_000))
    whole, pieces = KeptFile(str(path)), KeptFile(str(path), whole=False)

    assert whole.read() == pieces.read() == path.read_bytes()
    assert whole.read() == path.read_bytes()
    whole.close()
    pieces.close()
