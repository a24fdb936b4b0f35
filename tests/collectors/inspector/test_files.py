"""Open files of real processes: every kind, deleted ones, on a network, very many."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from procmon_gui.collectors import inspect_files, inspect_memory, inspect_threads
from procmon_gui.collectors.inspect_process import OpenedProcess, opened
from procmon_gui.collectors.inspector import ProcInspector
from procmon_gui.domain.inspection import (
    Access,
    FileKind,
    OpenFile,
)
from procmon_gui.domain.text import display_text
from tests.collectors.inspected import HOSTILE_NAME, SIZE, THREAD_NAMES, Inspected
from tests.collectors.waiting import Patient, key_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

BOOT_ID = Path("/proc/sys/kernel/random/boot_id").read_text().strip()


@pytest.fixture(scope="module")
def files(subject: Inspected) -> dict[str, OpenFile]:
    """Return the open files by what the process calls them."""
    rows = {row.descriptor: row for row in ProcInspector().open_files(key_of(subject.pid), Patient()).rows}
    return {name: rows[number] for name, number in subject.holds.items() if number in rows and "bytes" not in name}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("file", FileKind.FILE), ("folder", FileKind.FOLDER), ("device", FileKind.DEVICE), ("fifo", FileKind.PIPE),
        ("pipe", FileKind.PIPE), ("memory", FileKind.MEMORY), ("event", FileKind.EVENT), ("timer", FileKind.TIMER),
        ("poll", FileKind.POLL), ("watch", FileKind.WATCH), ("process", FileKind.PROCESS),
        ("listening", FileKind.SOCKET), ("unix", FileKind.SOCKET),
    ],
)  # fmt: skip
def test_every_kind_of_descriptor_is_known(files: dict[str, OpenFile], name: str, kind: FileKind) -> None:
    assert files[name].kind is kind


@pytest.mark.parametrize(
    ("name", "access"),
    [
        ("file", Access.READ), ("writing", Access.WRITE), ("both", Access.READ_WRITE), ("path only", Access.PATH),
        ("pipe", Access.READ), ("pipe end", Access.WRITE),
    ],
)  # fmt: skip
def test_it_is_told_for_what_a_file_was_opened(files: dict[str, OpenFile], name: str, access: Access) -> None:
    assert files[name].access is access


def test_a_deleted_file_is_told_with_its_size_and_one_that_is_only_called_so_is_not(
    files: dict[str, OpenFile], subject: Inspected
) -> None:
    folder = subject.holds["folder path"]

    assert (files["deleted"].text, files["deleted"].is_deleted) == (f"{folder}/gone", True)
    assert files["deleted"].size_bytes == 77
    assert (files["named so"].text, files["named so"].is_deleted) == (f"{folder}/really (deleted)", False)


def test_a_socket_has_the_number_by_which_the_kernel_lists_it(files: dict[str, OpenFile], subject: Inspected) -> None:
    listed = {int(line.split()[9]) for line in Path("/proc/net/tcp").read_text().splitlines()[1:]}

    assert files["listening"].socket_inode in listed
    assert files["file"].socket_inode is None


def test_what_has_no_size_or_position_has_none_and_not_zero(files: dict[str, OpenFile]) -> None:
    assert (files["file"].size_bytes, files["memory"].size_bytes) == (SIZE, 4096)
    for name in ("folder", "device", "pipe", "event", "unix", "fifo"):
        assert (files[name].position_bytes, files[name].size_bytes) == (None, None), name
    assert files["hostile"].text.endswith("/" + display_text(HOSTILE_NAME))


def test_a_file_on_a_network_is_never_asked_for_its_size(
    inspector: ProcInspector, subject: Inspected, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It might hold the question for ever; so might one whose file system is not known."""
    lines = Path(f"/proc/{subject.pid}/mountinfo").read_bytes().split(b"\n")
    remote = b"\n".join(line.partition(b" - ")[0] + b" - nfs4 server:/x rw" for line in lines)
    for mounts in (remote, b""):
        with monkeypatch.context() as patch:
            patch.setattr(OpenedProcess, "read", _reads_instead("mountinfo", mounts))
            patch.setattr(os, "stat", _never)
            rows = inspector.open_files(key_of(subject.pid), Patient()).rows

        by_number = {row.descriptor: row for row in rows if row.kind is not FileKind.MEMORY}
        found = by_number[subject.holds["file"]]
        assert (found.kind, found.size_bytes, found.position_bytes) == (FileKind.FILE, None, 1234)


def test_five_thousand_open_files_are_all_told(inspector: ProcInspector) -> None:
    with Inspected(threads=0, descriptors=5_000) as crowded:
        errand = Patient()
        files = inspector.open_files(key_of(crowded.pid), errand)

    assert files.total_count == len(files.rows) > 5_000
    assert [row.descriptor for row in files.rows] == sorted(row.descriptor or 0 for row in files.rows)
    assert errand.told[-1][1] == len(files.rows)


def test_more_than_the_most_are_counted_and_left_out(subject: Inspected) -> None:
    with opened("/proc", BOOT_ID, key_of(subject.pid), Patient()) as process:
        files = inspect_files.read_open_files(process, 5)
        threads = inspect_threads.read_threads(process, 0.0, 2)
        memory = inspect_memory.read_memory(process, 3)

    assert (len(files.rows), files.total_count) == (5, len(os.listdir(f"/proc/{subject.pid}/fd")))
    assert (len(threads.rows), threads.total_count) == (2, 1 + len(THREAD_NAMES))
    assert (memory.region_count, memory.is_cut) == (3, True)
    assert memory.rollup.rss_bytes is not None
    assert memory.rollup.rss_bytes > sum(group.sizes.rss_bytes or 0 for group in memory.groups)


# ---- the tests' own tools


def _reads_instead(file: str, text: bytes) -> Callable[[Any, str, int], bytes]:
    read = OpenedProcess.read

    def instead(process: OpenedProcess, name: str, most_bytes: int) -> bytes:
        return text if name == file else read(process, name, most_bytes)

    return instead


def _never(path: bytes, *, dir_fd: int | None = None) -> os.stat_result:
    """Fail where a dead mount would hang; what is in memory may be asked."""
    link = os.readlink(path, dir_fd=dir_fd)
    assert link.startswith(b"/memfd:"), f"asked for {link!r}, which may hang"
    return os.lstat(path, dir_fd=dir_fd)
