"""The desk in bad days: many programs at once, killed ones, full disks, and whatever lies in its place."""

import contextlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from procmon_gui.domain.errors import Unavailable
from procmon_gui.store import place, sqlite
from procmon_gui.store.desk.database import FILE_NAME, Damaged
from procmon_gui.store.desk.schema import REVISION
from procmon_gui.store.upgrading import COPY
from tests.faults.recorder import recorders, say
from tests.faults.rigs import as_nobody, child_script, lives, wait_until
from tests.store.desk.desks import marks_in, texts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights, links and signals of Unix")

MARKS = 12
WRITERS = "from tests.faults.recorder import serve; from tests.faults.test_desk import write; serve(write)"
# What is loaded already is not waited for by each of them.
_UPGRADERS = f"import alembic.command, alembic.context; {WRITERS}"
OLD = Path(__file__).parents[1] / "store" / "desk" / "migrations" / "0001.sqlite"
OLD_MARKS = ["deployed 2.4", "fan noise"]


def write(folder: Path, number: int) -> None:
    """Be a program that makes marks, and says each as soon as it is kept: some with a small number, else for ever."""
    marks = marks_in(folder)
    for count in range(MARKS if number < 100 else 1_000_000):
        say(f"kept {number}/{marks.add(count, f'{number}/{count}').at_ms}")


def assert_whole(folder: Path) -> None:
    with contextlib.closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_programs_that_write_at_once_from_the_first_moment_on_all_keep_what_they_write(tmp_path: Path) -> None:
    """The file is not there yet: they also make it at once."""
    with recorders(WRITERS) as programs:
        pids = [programs.start(tmp_path, number) for number in range(4)]
        reader = marks_in(tmp_path)
        while any(map(lives, pids)):
            reader.all()
            programs.listen(0.0)

    assert sorted(texts(reader.all())) == sorted(f"{number}/{count}" for number in range(4) for count in range(MARKS))
    assert_whole(tmp_path)


@pytest.mark.parametrize(
    "rounds",
    [
        pytest.param(24, marks=pytest.mark.slow),
        pytest.param(200, marks=[pytest.mark.nightly, pytest.mark.timeout(1500)]),
    ],
)
def test_whenever_a_writer_is_killed_all_that_it_said_is_kept_and_the_others_go_on(tmp_path: Path, rounds: int) -> None:
    chance = random.Random(5)
    said: list[str] = []
    with recorders(WRITERS) as programs:
        for number in range(100, 100 + rounds):
            pid = programs.start(tmp_path, number)
            if number % 3:
                programs.wait_for("kept ")
            programs.listen(chance.random() * 0.05)
            programs.kill(pid)
            said += [line.removeprefix("kept ") for line in programs.lines if line.startswith("kept ")]
            said.append(marks_in(tmp_path).add(number, f"after {number}").text)

    found = set(texts(marks_in(tmp_path).all()))
    assert set(said) <= found
    # Of each that was killed, one may be kept that it could not say any more.
    assert len(found) - len(set(said)) <= rounds
    assert len(said) >= rounds + rounds // 2
    assert_whole(tmp_path)


def test_programs_that_find_an_older_desk_at_once_bring_it_up_to_date_once(tmp_path: Path) -> None:
    shutil.copy(OLD, tmp_path / FILE_NAME)
    with recorders(_UPGRADERS) as programs:
        pids = [programs.start(tmp_path, number) for number in range(4)]
        wait_until(lambda: not any(map(lives, pids)), "all have written")

    new = [f"{number}/{count}" for number in range(4) for count in range(MARKS)]
    assert sorted(texts(marks_in(tmp_path).all())) == sorted([*OLD_MARKS, *new])
    assert texts(marks_in(copy_in(tmp_path)).all()) == OLD_MARKS
    assert_whole(tmp_path)


def copy_in(folder: Path) -> Path:
    """Return a folder with the copy from before the upgrade as its desk."""
    inner = folder / "copy"
    inner.mkdir()
    shutil.copy(folder / f"{FILE_NAME}{COPY}", inner / FILE_NAME)
    return inner


@pytest.mark.slow
def test_whenever_an_upgrade_is_killed_the_desk_is_old_or_new_and_whole(tmp_path: Path) -> None:
    chance = random.Random(7)
    revisions = set()
    with recorders(_UPGRADERS) as programs:
        for number in range(24):
            folder = tmp_path / str(number)
            folder.mkdir()
            shutil.copy(OLD, folder / FILE_NAME)
            pid = programs.start(folder, 100)
            programs.listen(chance.random() * 0.2)
            # Among them are some of whom it is known that the upgrade was over, however slow the machine is.
            if number % 8 == 7:
                programs.wait_for("kept ")
            programs.kill(pid)
            with contextlib.closing(sqlite3.connect(folder / FILE_NAME)) as connection:
                revisions |= set(connection.execute("SELECT version_num FROM alembic_version"))
            assert_whole(folder)
            assert set(OLD_MARKS) <= set(texts(marks_in(folder).all()))

    assert revisions == {("0001",), (REVISION,)}


def test_what_was_cut_off_in_the_middle_of_a_commit_is_taken_back(tmp_path: Path) -> None:
    """The file is half written, and its journal says how it was."""
    marks_in(tmp_path).add(1, "kept")
    cut = tmp_path / "cut"
    cut.mkdir()
    with contextlib.closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE marks SET text = 'half'")
        for number in range(2000):
            connection.execute("INSERT INTO marks VALUES (NULL, ?, 'lost', '', 0)", (number,))
        for name in (FILE_NAME, f"{FILE_NAME}-journal"):
            shutil.copy(tmp_path / name, cut)
        connection.execute("ROLLBACK")
    assert b"lost" in (cut / FILE_NAME).read_bytes()

    assert texts(marks_in(cut).all()) == ["kept"]
    assert_whole(cut)


# ---- full disks


_FULL = """
import json, os, resource
from pathlib import Path
from procmon_gui.domain.errors import Unavailable
from tests.store.desk.desks import marks_in, texts
folder = Path({folder!r})
marks = marks_in(folder)
told = {{"kept": []}}
def add_until_full():
    for number in range(20_000):
        try:
            told["kept"].append(marks.add(number, "x" * 190 + " %d" % number).text)
        except Unavailable as error:
            return str(error)
add = marks.add(0, "before")
{fault}
marks.add(1, "after")
found = texts(marks_in(folder).all())
told["is_whole"] = sorted(found) == sorted(["before", "after", *told.pop("kept")])
print(json.dumps(told))
"""
_LIMIT = """
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (32 * 1024, hard))
told["trouble"] = add_until_full()
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
"""
_DISK = """
told["trouble"] = add_until_full()
(folder / "other").unlink()
"""


def _told(command: list[str]) -> dict[str, object]:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_a_file_that_may_not_grow_keeps_what_it_has_and_says_so(tmp_path: Path) -> None:
    told = _told(child_script(_FULL.format(folder=str(tmp_path), fault=_LIMIT)))

    trouble = f"{tmp_path / FILE_NAME}: a quota or a limit of this program (ulimit -f) is reached, so nothing was kept"
    assert told == {"trouble": trouble, "is_whole": True}


@pytest.mark.needs_root
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mounts a tmpfs")
def test_a_full_disk_keeps_what_it_has_and_is_written_again_when_there_is_room(tmp_path: Path) -> None:
    body = _FULL.format(folder=str(tmp_path), fault=_DISK)
    mount = 'mount -t tmpfs -o size=256k none "$0" && head -c 64k /dev/zero > "$0/other" && exec "$@"'
    told = _told(["unshare", "--mount", "sh", "-c", mount, str(tmp_path), *child_script(body)])

    assert told == {"trouble": f"{tmp_path / FILE_NAME}: the disk is full, so nothing was kept", "is_whole": True}


_RESERVE = """
import json, os, sys
from pathlib import Path
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.patience import Patient
from procmon_gui.store.desk.reserve import RESERVE_BYTES
from tests.store.desk.desks import marks_in
from tests.store.desk.test_audit import DEED, trail_in
folder, is_greedy = Path(sys.argv[1]), sys.argv[2] == "greedy"
trail, marks = trail_in(folder), marks_in(folder)
trail.append(DEED)
reserve = folder / "desk.ballast"
told = {"is_laid": reserve.stat().st_size == RESERVE_BYTES and reserve.stat().st_blocks * 512 >= RESERVE_BYTES}
def fill():
    with open(folder / "other", "ab", buffering=0) as other:
        try:
            while True:
                other.write(bytes(4096))
        except OSError:
            pass
fill()
# What was full is so for everybody: a mark is no deed.
for number in range(100):
    try:
        marks.add(number, "x" * 190)
    except Unavailable:
        break
told["marks"] = number < 99
count = 1
while count < 501:
    try:
        trail.append(DEED)
    except Unavailable as error:
        told["trouble"] = str(error)
        break
    count += 1
    if is_greedy:
        fill()
told["count"], told["left"] = count, reserve.stat().st_size if reserve.exists() else 0
os.unlink(folder / "other")
trail.append(DEED)
told["is_laid_again"] = reserve.stat().st_size == RESERVE_BYTES
told["kept"] = trail.verify(Patient()).count - count
print(json.dumps(told))
"""


def _in_a_small_disk(tmp_path: Path, neighbour: str) -> dict[str, object]:
    mount = 'mount -t tmpfs -o size=8m none "$0" && exec "$@"'
    script = [*child_script(_RESERVE), str(tmp_path), neighbour]
    return _told(["unshare", "--mount", "sh", "-c", mount, str(tmp_path), *script])


@pytest.mark.needs_root
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mounts a tmpfs")
def test_on_a_full_disk_deeds_are_kept_in_the_room_of_the_reserve_which_is_laid_again(tmp_path: Path) -> None:
    told = _in_a_small_disk(tmp_path, "modest")

    assert told.pop("left") != 0
    assert told == {"is_laid": True, "marks": True, "count": 501, "is_laid_again": True, "kept": 1}


@pytest.mark.needs_root
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mounts a tmpfs")
def test_who_takes_what_is_released_can_not_take_all_of_it_at_once(tmp_path: Path) -> None:
    """The history is written every ten seconds: it would be there before the second deed."""
    told = _in_a_small_disk(tmp_path, "greedy")

    assert int(str(told.pop("count"))) >= 15
    trouble = f"{tmp_path / FILE_NAME}: the disk is full, so nothing was kept"
    assert told == {
        "is_laid": True, "marks": True, "trouble": trouble, "left": 0, "is_laid_again": True, "kept": 1,
    }  # fmt: skip


_FIRST = """
import json, sys
from pathlib import Path
from procmon_gui.domain.patience import Patient
from procmon_gui.services.desk import open_audit
from procmon_gui.services.places import Options
from tests.store.desk.test_audit import DEED
folder = Path(sys.argv[1])
trail = open_audit(Options(data_dir=folder))
trail.prepare()
with open(folder / "other", "ab", buffering=0) as other:
    try:
        while True:
            other.write(bytes(4096))
    except OSError:
        pass
kept = trail.append_all([DEED] * 100)
print(json.dumps({"kept": len(kept), "whole": trail.verify(Patient()).first_broken is None}))
"""


@pytest.mark.needs_root
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mounts a tmpfs")
def test_the_very_first_deed_and_a_hundred_at_once_are_kept_on_a_full_disk(tmp_path: Path) -> None:
    """The reserve is laid when the window begins, long before there is a desk."""
    mount = 'mount -t tmpfs -o size=8m none "$0" && exec "$@"'
    script = [*child_script(_FIRST), str(tmp_path)]

    assert _told(["unshare", "--mount", "sh", "-c", mount, str(tmp_path), *script]) == {"kept": 100, "whole": True}


# ---- places where it can not be


def test_where_nothing_can_be_written_what_is_there_is_read_and_the_reason_told() -> None:
    with as_nobody() as folder:
        folder.chmod(0o500)
        empty = marks_in(folder)
        assert list(empty.all()) == []
        with pytest.raises(Unavailable, match=f"{folder}: no desk can be kept there: the folder can not be written to"):
            empty.add(1, "one")
        with pytest.raises(Unavailable, match="no desk can be kept there: Permission denied"):
            marks_in(folder / "data").add(1, "one")
        folder.chmod(0o700)
        marks_in(folder).add(1, "one")
        folder.chmod(0o500)

        assert texts(marks_in(folder).all()) == ["one"]
        with pytest.raises(Unavailable, match="can not be written to"):
            marks_in(folder).add(1, "two")


def test_a_file_without_rights_is_read_and_its_reason_told() -> None:
    with as_nobody() as folder:
        marks_in(folder).add(1, "one")
        for file in folder.iterdir():
            file.chmod(0o400)

        assert texts(marks_in(folder).all()) == ["one"]
        with pytest.raises(Unavailable, match="the desk can not be used: attempt to write a readonly database"):
            marks_in(folder).add(1, "two")


@pytest.mark.parametrize(("kind", "is_kept"), [("nfs4", True), ("cifs", True), ("fuse.sshfs", False)])
def test_on_a_network_file_system_it_is_kept_where_that_has_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, *, is_kept: bool
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"22 1 254:0 / / rw - ext4 /dev/vda rw\n99 22 0:44 / {tmp_path} rw - {kind} server:/home rw\n")
    monkeypatch.setattr(place, "MOUNTS", mounts)

    if is_kept:
        marks_in(tmp_path / "data").add(1, "one")
        assert texts(marks_in(tmp_path / "data").all()) == ["one"]
    else:
        with pytest.raises(Unavailable, match=rf"network file system \({kind}\), where a desk would be damaged"):
            marks_in(tmp_path / "data").add(1, "one")


def _link(path: Path) -> None:
    target = path.with_name("precious")
    target.write_bytes(b"")
    path.symlink_to(target)


def _foreign(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (address TEXT)")


@pytest.mark.parametrize(
    ("lay", "words"),
    [(_link, "is a link"), (Path.mkdir, "is no file"), (os.mkfifo, "is no file"), (_foreign, "belongs to another")],
)
def test_what_is_not_ours_is_refused_and_left_alone(tmp_path: Path, lay: Callable[[Path], None], words: str) -> None:
    path = tmp_path / FILE_NAME
    lay(path)
    before = {file: file.read_bytes() if file.is_file() else None for file in tmp_path.iterdir()}
    marks = marks_in(tmp_path)

    for deed in (marks.all, lambda: marks.add(1, "one")):
        with pytest.raises(Unavailable, match=words):
            deed()

    assert {file: file.read_bytes() if file.is_file() else None for file in tmp_path.iterdir()} == before


# ---- damage


def _garbage(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(3 * 4096))


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 4096)


def _flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    # The head of the second page, a table's or an index's.
    data[4096] ^= 0xFF
    path.write_bytes(data)


@pytest.mark.parametrize("break_it", [_garbage, _cut, _flipped])
def test_a_damaged_desk_is_told_copied_once_and_never_replaced(
    tmp_path: Path, break_it: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    marks_in(tmp_path).add(1, "one")
    path = tmp_path / FILE_NAME
    break_it(path)
    before = path.read_bytes()

    for number in range(3):
        marks = marks_in(tmp_path)
        for deed in (marks.all, lambda: marks.add(number, "two")):  # noqa: B023 - called at once
            with pytest.raises(Damaged, match=r"is damaged \(.+\) and is left as it is; a copy is desk\.sqlite\.dam"):
                deed()

    (copy,) = tmp_path.glob(f"{FILE_NAME}.damaged-*")
    assert path.read_bytes() == before == copy.read_bytes()
    assert copy.stat().st_mode & 0o077 == 0
    assert len(caplog.records) == 1
    path.unlink()
    marks.add(3, "anew")
    assert texts(marks.all()) == ["anew"]


def test_damage_that_comes_while_it_is_open_is_told_too(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    marks = marks_in(tmp_path)
    for number in range(40):
        marks.add(number, "x" * 190)
    path = tmp_path / FILE_NAME
    data = bytearray(path.read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    with path.open("r+b") as file:
        file.write(data)

    with pytest.raises(Damaged):
        marks.all()


def test_a_damaged_desk_on_a_full_disk_says_that_no_copy_could_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / FILE_NAME).write_bytes(b"no desk at all, and longer than the head of one" * 4)
    monkeypatch.setattr("procmon_gui.store.desk.database._write_new", full)

    with pytest.raises(Damaged, match="no copy could be made"):
        marks_in(tmp_path).all()


# ---- others who hold it


def test_a_program_that_holds_the_desk_for_too_long_is_told_and_readers_are_not_disturbed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_BUSY_S", 0.05)
    marks = marks_in(tmp_path)
    marks.add(1, "one")
    with contextlib.closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="is held by another program, so nothing was kept"):
            marks.add(2, "two")
        assert texts(marks.all()) == ["one"]
        other.execute("ROLLBACK")

    marks.add(2, "two")
    assert texts(marks.all()) == ["one", "two"]
