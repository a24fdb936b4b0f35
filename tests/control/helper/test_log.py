"""The helper's own log: root's own file and no other, one line for each thing, and never more than two halves of it."""

import os
import resource
import socket
import stat
import sys
from pathlib import Path

import pytest

if not sys.platform.startswith("linux"):
    pytest.skip("the helper is for Linux", allow_module_level=True)

from procmon_gui.control.helper.log import Log, quoted


def test_the_file_is_made_for_its_owner_alone_whatever_it_was_before(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.touch(0o666)
    path.chmod(0o666)

    Log(str(path)).write("one")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text().endswith("Z one\n")


@pytest.mark.parametrize("kind", ["link", "second name", "folder", "pipe", "device"])
def test_what_is_no_file_of_its_own_is_not_written(tmp_path: Path, kind: str) -> None:
    path, other = tmp_path / "log", tmp_path / "other"
    other.write_text("theirs")
    if kind == "link":
        path.symlink_to(other)
    elif kind == "second name":
        path.hardlink_to(other)
    elif kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/null")

    with pytest.raises(OSError, match=r"."):
        Log(str(path)).write("one")

    assert other.read_text() == "theirs"


@pytest.mark.needs_root
def test_a_file_of_somebody_else_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.touch()
    os.chown(path, 65_534, 65_534)

    with pytest.raises(PermissionError):
        Log(str(path)).write("one")

    assert path.read_text() == ""


def test_it_never_grows_beyond_its_two_halves(tmp_path: Path) -> None:
    path = tmp_path / "log"
    log = Log(str(path), most_bytes=1000)

    for number in range(200):
        log.write(f"line {number}")

    halves = [tmp_path / "log.1", path]
    assert sorted(tmp_path.iterdir()) == sorted(halves)
    assert all(half.stat().st_size <= 1000 for half in halves)
    numbers = [int(line.rpartition(" ")[2]) for half in halves for line in half.read_text().splitlines()]
    assert numbers == list(range(numbers[0], 200))


@pytest.mark.parametrize("room_bytes", [0, 10])
def test_a_line_that_does_not_fit_on_the_disk_is_an_error(tmp_path: Path, room_bytes: int) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room_bytes, before[1]))
    try:
        with pytest.raises(OSError, match=r"too large|full"):
            Log(str(tmp_path / "log")).write("one")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_the_journal_is_told_too(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as journal:
        journal.bind(str(tmp_path / "journal"))
        journal.settimeout(10)
        Log(str(tmp_path / "log"), syslog=str(tmp_path / "journal")).write("one")

        assert journal.recv(1000).decode() == f"<85>procmon-gui-helper[{os.getpid()}]: one"


def test_a_name_of_strangers_stays_on_its_line_and_between_its_quotes() -> None:
    assert quoted('a"\\\n\x1b[31m\u202e\udcff,') == '"a\\u{22}\\u{5c}\\u{a}\\u{1b}[31m\\u{202e}\\u{dcff},"'
    assert len(quoted("x" * 10_000)) == 514
