"""The host reader on this machine, live, against psutil: each figure lies between two psutil reads around it."""

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from procmon_gui.collectors.eye.figures import Figures
from procmon_gui.collectors.eye.host import HostReader

pytestmark = pytest.mark.skipif(not psutil.LINUX, reason="reads /proc")
MIB = 1024**2


@pytest.fixture
def reader() -> Iterator[HostReader]:
    reader = HostReader(first_wait_s=20)
    reader.read()
    yield reader
    reader.close()


def _whole(figures: Figures, raw_id: str) -> float:
    return figures[raw_id][""]


def test_processor_time_of_the_machine_and_of_each_core(reader: HostReader) -> None:
    before, cores_before = psutil.cpu_times(), psutil.cpu_times(percpu=True)
    figures = reader.read()
    after, cores_after = psutil.cpu_times(), psutil.cpu_times(percpu=True)

    assert figures["cpu.core_count"] == {"": psutil.cpu_count()}
    for mode in ("user", "nice", "system", "irq", "softirq", "steal"):
        values = figures[f"cpu.{mode}_s"]
        assert getattr(before, mode) <= values[""] <= getattr(after, mode)
        for core, (low, high) in enumerate(zip(cores_before, cores_after, strict=True)):
            assert getattr(low, mode) <= values[str(core)] <= getattr(high, mode)
    # idle and iowait may step back by a tick (proc_stat(5))
    assert before.idle - 0.05 <= _whole(figures, "cpu.idle_s") <= after.idle + 0.05
    assert before.iowait - 0.05 <= _whole(figures, "cpu.iowait_s") <= after.iowait + 0.05


def test_memory_and_swap(reader: HostReader) -> None:
    """Others work on this machine, so what is used may move a little between two reads."""
    before = psutil.virtual_memory()
    figures = reader.read()
    after = psutil.virtual_memory()
    swap = psutil.swap_memory()

    assert _whole(figures, "memory.total_bytes") == before.total
    for name in ("available", "free", "buffers", "cached", "shared"):
        ours = _whole(figures, f"memory.{name}_bytes")
        if name == "cached":
            ours += _whole(figures, "memory.reclaimable_bytes")  # psutil adds what the kernel can reclaim
        low, high = sorted((getattr(before, name), getattr(after, name)))
        assert low - 64 * MIB <= ours <= high + 64 * MIB, name
    assert _whole(figures, "swap.total_bytes") == swap.total
    assert abs(_whole(figures, "swap.free_bytes") - swap.free) <= 64 * MIB
    assert _whole(figures, "swap.in_bytes") <= swap.sin
    assert _whole(figures, "swap.out_bytes") <= swap.sout


def test_disks_each_and_in_sum(reader: HostReader) -> None:
    before = psutil.disk_io_counters(perdisk=True)
    figures = reader.read()
    after = psutil.disk_io_counters(perdisk=True)
    names = {"read_bytes": "read_bytes", "write_bytes": "write_bytes", "read_count": "read_count",
             "write_count": "write_count", "busy_ms": "busy_time"}  # fmt: skip

    devices = figures.get("disk.read_bytes", {}).keys() - {""}
    assert devices <= before.keys()
    for ours, theirs in names.items():
        for device in devices:
            low, high = getattr(before[device], theirs), getattr(after[device], theirs)
            assert low <= figures[f"disk.{ours}"][device] <= high, (ours, device)
    physical = {path.name for path in Path("/sys/block").iterdir() if "/virtual/" not in str(path.resolve())}
    if physical and physical == devices & physical:
        low = sum(before[device].read_bytes for device in physical)
        high = sum(after[device].read_bytes for device in physical)
        assert low <= _whole(figures, "disk.read_bytes") <= high


def test_network_interfaces(reader: HostReader) -> None:
    before = psutil.net_io_counters(pernic=True, nowrap=False)
    figures = reader.read()
    after = psutil.net_io_counters(pernic=True, nowrap=False)

    interfaces = figures["network.received_bytes"].keys() - {""}
    assert interfaces == before.keys()
    for name in interfaces:
        low, high = before[name], after[name]
        assert low.bytes_recv <= figures["network.received_bytes"][name] <= high.bytes_recv
        assert low.bytes_sent <= figures["network.sent_bytes"][name] <= high.bytes_sent
        assert low.packets_recv <= figures["network.received_packets"][name] <= high.packets_recv
        assert low.packets_sent <= figures["network.sent_packets"][name] <= high.packets_sent
        assert low.errin + low.errout <= figures["network.errors"][name] <= high.errin + high.errout
        assert low.dropin + low.dropout <= figures["network.drops"][name] <= high.dropin + high.dropout


def test_file_systems(reader: HostReader) -> None:
    figures = reader.read()
    mounted = {partition.mountpoint for partition in psutil.disk_partitions(all=True)}

    points = figures["filesystem.size_bytes"].keys()
    assert "/" in points
    assert points <= mounted
    for point in points:
        usage = psutil.disk_usage(point)
        assert figures["filesystem.size_bytes"][point] == usage.total
        assert abs(figures["filesystem.used_bytes"][point] - usage.used) <= 256 * MIB
        assert abs(figures["filesystem.available_bytes"][point] - usage.free) <= 256 * MIB


def test_boot_time_load_and_switches(reader: HostReader) -> None:
    before = psutil.cpu_stats()
    figures = reader.read()
    after = psutil.cpu_stats()

    assert abs(_whole(figures, "boot_at_utc") - psutil.boot_time()) <= 1
    assert before.ctx_switches <= _whole(figures, "context_switches") <= after.ctx_switches
    assert abs(_whole(figures, "load.15min") - psutil.getloadavg()[2]) < 0.5


def test_sensors_batteries_and_clocks_where_this_machine_has_them(reader: HostReader) -> None:
    figures = reader.read()
    battery = psutil.sensors_battery()
    clock = psutil.cpu_freq()

    temperatures = sum(len(chip) for chip in psutil.sensors_temperatures().values())
    assert ("sensor.temperature_c" in figures) == (temperatures > 0)
    assert ("battery.charge_ratio" in figures) == (battery is not None)
    if clock is not None and clock.current:
        assert _whole(figures, "cpu.frequency_hz") == pytest.approx(clock.current * 1e6, rel=0.5)
