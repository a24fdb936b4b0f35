"""F17: the power fails: a real ext4 on a loop device, shut down without anything that waits to be written."""

import contextlib
import fcntl
import os
import random
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.recorder import opened_after, past_of, recorders, shown_until
from tests.faults.test_desk import WRITERS, assert_whole
from tests.store.desk.desks import marks_in, texts
from tests.store.history.machines import difference

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.needs_root,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs ext4 on a loop device"),
]
CUTS = 50
APART = 100_000
# linux/ext4.h: EXT4_IOC_SHUTDOWN, _IOR('X', 125, __u32), and the flag that leaves the journal unwritten too.
_SHUTDOWN = 0x8004587D
_NO_LOG_FLUSH = struct.pack("I", 2)
_BUSY_S = 10.0


class Disk:
    """A file system that can lose its power."""

    def __init__(self, image: Path, point: Path) -> None:
        self._image, self.point = image, point

    def mount(self) -> None:
        subprocess.run(["mount", "-o", "loop", self._image, self.point], check=True)

    def unmount(self) -> None:
        """Take it away; others on the machine who look at every file system may hold it for a moment."""
        give_up_s = time.monotonic() + _BUSY_S
        while subprocess.run(["umount", self.point], check=False, capture_output=True).returncode:
            assert time.monotonic() < give_up_s, f"{self.point} stays busy"
            time.sleep(0.1)

    def cut_power(self) -> None:
        """Let nothing more reach the disk, from this moment on."""
        fd = os.open(self.point, os.O_RDONLY)
        try:
            fcntl.ioctl(fd, _SHUTDOWN, _NO_LOG_FLUSH)
        finally:
            os.close(fd)


@contextlib.contextmanager
def disk(folder: Path) -> Iterator[Disk]:
    image, point = folder / "image", folder / "point"
    point.mkdir()
    with open(image, "wb") as file:
        file.truncate(64 * 1024**2)
    subprocess.run(["mkfs.ext4", "-q", "-F", image], check=True)
    one = Disk(image, point)
    try:
        one.mount()
    except subprocess.CalledProcessError:
        pytest.skip("this machine lets nobody mount a loop device")
    try:
        yield one
    finally:
        subprocess.run(["umount", "-l", point], check=False)


def test_the_rig_loses_what_nobody_has_synced(tmp_path: Path) -> None:
    """Without this the test below would prove nothing."""
    with disk(tmp_path) as one:
        synced, left = one.point / "synced", one.point / "left"
        synced.write_bytes(b"x" * 5000)
        fd = os.open(synced, os.O_RDONLY)
        os.fsync(fd)
        os.close(fd)
        left.write_bytes(b"x" * 5000)
        one.cut_power()
        one.unmount()
        one.mount()

        assert synced.read_bytes() == b"x" * 5000
        assert not left.exists() or left.read_bytes() != b"x" * 5000


def test_after_a_power_cut_all_that_was_committed_is_there(tmp_path: Path) -> None:
    chance = random.Random(17)
    kept: list[tuple[int, int]] = []
    with disk(tmp_path) as one, recorders() as program:
        folder = one.point / "data"
        for number in range(1, CUTS + 1):
            first = number * APART
            pid = program.start(folder, first)
            program.wait_for("kept ")
            program.listen(chance.random() * 0.5)
            one.cut_power()
            # What is said after the cut was committed to nothing.
            kept_ms = program.kept_ms
            program.kill(pid)
            time.sleep(0.05)
            one.unmount()
            one.mount()
            kept.append((first, kept_ms))
            opened_after(folder)
            wanted = [*shown_until(first, kept_ms)[::11], shown_until(first, kept_ms)[-1]]
            past = past_of(folder, [shown.at_ms for shown in wanted])
            assert [difference(was, now) if now else "gone" for was, now in zip(wanted, past, strict=True)] == [
                [] for _ in wanted
            ]
        shown = [shown_until(first, kept_ms)[-1] for first, kept_ms in kept]
        past = past_of(folder, [one_shown.at_ms for one_shown in shown])

    assert [difference(was, now) if now else "gone" for was, now in zip(shown, past, strict=True)] == [
        [] for _ in shown
    ]


def test_after_a_power_cut_all_that_was_laid_on_the_desk_is_there(tmp_path: Path) -> None:
    chance = random.Random(18)
    said: set[str] = set()
    with disk(tmp_path) as one, recorders(WRITERS) as programs:
        for number in range(100, 100 + CUTS):
            # A new desk now and then, so that a first write is cut off too.
            folder = one.point / f"data{number // 10}"
            said = said if number % 10 else set()
            pid = programs.start(folder, number)
            programs.wait_for("kept ")
            programs.listen(chance.random() * 0.2)
            one.cut_power()
            said |= {line.removeprefix("kept ") for line in programs.lines if line.startswith("kept ")}
            programs.kill(pid)
            time.sleep(0.05)
            one.unmount()
            one.mount()
            found = texts(marks_in(folder).all())

            assert said <= set(found)
            assert_whole(folder)
