"""GPU use of processes out of recorded descriptors of four drivers. Formats: the kernel's page of each driver."""

import math
import os
from pathlib import Path

import pytest

from procmon_gui.collectors.eye import gpu
from procmon_gui.collectors.eye.gpu import EngineClock, read_fdinfo

RECORDED = Path(__file__).parents[2] / "recorded"
KIB = 1024


class Clock:
    """Monotonic nanoseconds that the test moves."""

    def __init__(self) -> None:
        self.now_ns = 10**12

    def __call__(self) -> int:
        return self.now_ns


def test_two_descriptors_of_one_client_count_once_and_only_those_of_dri_count() -> None:
    """Descriptors 7 and 8 are one client, 9 is another; 3 is a socket that pretends."""
    used = read_fdinfo(4242, str(RECORDED / "desktop-amd"))

    assert used == (8123004455 + 120000 + 1000, 2 * (288 * KIB + 12424) * KIB)


def test_i915_sums_its_engines_and_takes_what_is_resident() -> None:
    assert read_fdinfo(101, str(RECORDED / "graphics-intel")) == (25662044495 + 1000, 109 * KIB * KIB)


def test_panfrost_has_no_slot_and_one_kind_of_memory() -> None:
    assert read_fdinfo(531, str(RECORDED / "graphics-mali")) == (1846584880 + 71932239, 36496 * KIB)


def test_xe_counts_cycles_which_become_time_once_the_clock_of_the_engine_is_known(tmp_path: Path) -> None:
    """The engine makes 19.2 million cycles a second, which two looks a second apart tell."""
    recorded = (RECORDED / "graphics-intel/proc/102/fdinfo/11").read_text("ascii")
    (tmp_path / "proc/102/fd").mkdir(parents=True)
    (tmp_path / "proc/102/fdinfo").mkdir()
    os.symlink("/dev/dri/renderD129", tmp_path / "proc/102/fd/11")
    info = tmp_path / "proc/102/fdinfo/11"
    info.write_text(recorded, "ascii")
    now = Clock()
    clock = EngineClock(now)
    first = read_fdinfo(102, str(tmp_path), clock)
    now.now_ns += 1_000_000_000
    info.write_text(recorded.replace("7655183225", str(7655183225 + 19_200_000)), "ascii")

    second = read_fdinfo(102, str(tmp_path), clock)

    assert first is not None
    assert second is not None
    assert math.isnan(first[0])
    assert first[1] == second[1] == (192 + 23992) * KIB
    assert second[0] == pytest.approx(28257900 / 19.2e6 * 1e9)


def test_a_clock_starts_anew_when_the_device_was_reset() -> None:
    now = Clock()
    clock = EngineClock(now)
    assert math.isnan(clock.busy_ns(b"card", b"rcs", 50, 1_000_000))
    now.now_ns += 1_000_000_000
    assert math.isnan(clock.busy_ns(b"card", b"rcs", 5, 100))
    now.now_ns += 500_000_000

    assert clock.busy_ns(b"card", b"rcs", 200, 600) == pytest.approx(200 * 1e6)


def test_a_process_without_a_gpu_and_one_that_is_gone_are_none(tmp_path: Path) -> None:
    (tmp_path / "proc/7/fd").mkdir(parents=True)
    os.symlink("/dev/null", tmp_path / "proc/7/fd/0")

    assert read_fdinfo(7, str(tmp_path)) is None
    assert read_fdinfo(8, str(tmp_path)) is None


def test_a_process_of_somebody_else_is_refused_and_not_without_a_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> list[str]:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "listdir", refuse)

    with pytest.raises(PermissionError):
        read_fdinfo(1)


def test_a_driver_that_tells_nothing_of_its_use_gives_unknown_not_zero() -> None:
    keys = gpu.parse_fdinfo(b"drm-driver:\tvirtio_gpu\ndrm-client-id:\t2\n")

    assert math.isnan(gpu.busy_ns(b"card", keys))
    assert math.isnan(gpu.memory_bytes(keys))


def test_memory_of_old_drivers_is_what_they_call_memory() -> None:
    keys = gpu.parse_fdinfo(b"drm-driver:\tamdgpu\ndrm-memory-vram:\t2048 KiB\ndrm-memory-gtt: \t1 MiB\n")

    assert gpu.memory_bytes(keys) == 3 * KIB * KIB


def test_units_that_do_not_exist_and_numbers_that_are_none_are_left_out() -> None:
    keys = gpu.parse_fdinfo(
        b"drm-engine-gfx:\t-5 ns\ndrm-engine-dec:\t7 fortnights\ndrm-engine-enc:\t9 ns\ndrm-memory-vram:\t1 XiB\n"
    )

    assert gpu.busy_ns(b"card", keys) == 9
    assert math.isnan(gpu.memory_bytes(keys))


def test_a_card_of_xe_tells_its_temperature_and_no_load() -> None:
    assert gpu.read_cards(str(RECORDED / "graphics-intel")) == {
        "gpu.card_count": {"": 1},
        "gpu.temperature_c": {"xe 0000:03:00.0": 49.0},
    }


def test_cards_that_draw_nothing_are_counted_and_those_that_do_both_once(tmp_path: Path) -> None:
    """A computing server: NVIDIA's driver lists its cards by slot, and only one of them is a DRM device."""
    for slot in ("0000:00:06.0", "0000:00:07.0"):
        (tmp_path / "proc/driver/nvidia/gpus" / slot).mkdir(parents=True)
    device = tmp_path / "sys/class/drm/card0/device"
    device.mkdir(parents=True)
    (device / "uevent").write_text("DRIVER=nvidia\nPCI_SLOT_NAME=0000:00:06.0\n")

    assert gpu.read_cards(str(tmp_path)) == {"gpu.card_count": {"": 2}}


def test_this_process_holds_no_card_open() -> None:
    """On the real /proc: nothing raises, whatever the machine has."""
    assert read_fdinfo(os.getpid()) is None
