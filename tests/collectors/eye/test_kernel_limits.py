"""Limits of the kernel, interrupts, queue and latency of disks, sensors that say nothing."""

import errno
from pathlib import Path

import pytest

from procmon_gui.collectors.eye.cpu import parse_stat
from procmon_gui.collectors.eye.disks import Disks
from procmon_gui.collectors.eye.kernel_limits import read_kernel_limits
from procmon_gui.collectors.eye.sensors import Sensors

RECORDED = Path(__file__).parents[2] / "recorded"


def test_open_files_are_those_in_use_and_limits_are_as_told() -> None:
    figures = read_kernel_limits(str(RECORDED / "server-64"))

    assert figures == {
        "limits.open_files": {"": 61344 - 128},
        "limits.max_files": {"": 1612344},
        "limits.max_pids": {"": 4194304},
        "limits.max_threads": {"": 1028912},
    }


@pytest.mark.parametrize("words", ["", "1 2", "-1 0 5", "9 x 7\n", "\0\0\0", "9" * 40 + " 0 1"])
def test_what_is_no_number_is_absent_and_never_a_zero(tmp_path: Path, words: str) -> None:
    folder = tmp_path / "proc/sys/fs"
    folder.mkdir(parents=True)
    (folder / "file-nr").write_text(words)

    assert "limits.open_files" not in read_kernel_limits(str(tmp_path))


@pytest.mark.parametrize(("line", "told"), [(b"intr 90 1 2\n", 90), (b"intr x 1\n", None), (b"intr\n", None)])
def test_interrupts_are_the_first_number_of_a_long_line(line: bytes, told: int | None) -> None:
    figures = parse_stat(b"cpu  1 0 1 9 0 0 0 0\ncpu0 1 0 1 9 0 0 0 0\n" + line + b"ctxt 5\n", 100)

    assert figures.get("interrupts", {}).get("") == told


def test_a_disk_tells_the_time_of_its_requests_and_the_machine_has_no_sum_of_it() -> None:
    figures = Disks("/nowhere").parse(b"   8  0 sda 100 0 800 250 50 0 400 150 3 60 410\n")

    assert figures["disk.read_ms"] == {"sda": 250}
    assert figures["disk.write_ms"] == {"sda": 150}
    assert figures["disk.waiting_ms"] == {"sda": 410}
    assert figures["disk.read_count"] == {"sda": 100, "": 100}


def test_a_sensor_that_does_not_answer_is_named_with_its_error(tmp_path: Path) -> None:
    """ENXIO, EIO and ENODATA are what drivers say; a folder in the place of the file answers EISDIR."""
    chip = tmp_path / "sys/class/hwmon/hwmon0"
    chip.mkdir(parents=True)
    (chip / "name").write_text("nct6798\n")
    (chip / "temp1_input").mkdir()
    (chip / "temp2_input").write_text("40000\n")
    (chip / "temp2_fault").write_text("1\n")
    (chip / "temp3_input").write_text("65261850\n")
    (chip / "temp4_input").write_text("40000\n")
    (chip / "temp4_max").write_text("80000\n")
    (chip / "temp4_crit").write_text("90000\n")
    (chip / "temp5_input").write_text("40000\n")
    (chip / "temp5_max").write_text("127000\n")
    (chip / "temp5_crit").write_text("90000\n")

    figures = Sensors(str(tmp_path)).read()

    assert figures["sensor.error_number"] == {
        "nct6798 temp1": errno.EISDIR,
        "nct6798 temp2": 0,
        "nct6798 temp3": errno.ERANGE,
    }
    assert figures["sensor.temperature_c"] == {"nct6798 temp4": 40.0, "nct6798 temp5": 40.0}
    # A warning above what is critical is a chip that was never set up.
    assert figures["sensor.temperature_warning_c"] == {"nct6798 temp4": 80.0}
