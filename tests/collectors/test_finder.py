"""Find is right about what this process and its children really hold."""

import contextlib
import mmap
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from procmon_gui.collectors.finder import LinuxFinder
from procmon_gui.collectors.finder_match import DeletedMatch, path_match, text_test
from procmon_gui.collectors.finder_sockets import port_number
from procmon_gui.domain.errors import Cancelled, WrongInput
from procmon_gui.domain.finding import Found, HeldAs, SearchEnd, Wanted
from procmon_gui.query import QueryError
from tests.collectors.errands import GaveUp, Patient

if not sys.platform.startswith("linux"):
    pytest.skip("/proc is Linux's", allow_module_level=True)


def search(wanted: Wanted, text: str, *, most_hits: int = 5000) -> tuple[list[Found], SearchEnd]:
    """Return what this process holds, and how the search went."""
    hits: list[Found] = []

    def tell(some: Sequence[Found]) -> None:
        assert some, "an empty group says nothing"
        hits.extend(some)

    end = LinuxFinder(most_hits=most_hits).find(wanted, text, tell, Patient())
    return [hit for hit in hits if hit.process is None or hit.process.pid == os.getpid()], end


@pytest.fixture
def open_file(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "held-by-a-test.log"
    path.write_bytes(b"x" * 10_000)
    with path.open("rb"):
        yield path


def held(hits: Sequence[Found]) -> set[tuple[str, HeldAs]]:
    return {(hit.thing, hit.held_as) for hit in hits}


def test_an_open_file_is_found_by_its_path(open_file: Path) -> None:
    hits, end = search(Wanted.FILE, str(open_file))

    assert held(hits) == {(str(open_file), HeldAs.DESCRIPTOR)}
    assert hits[0].descriptor is not None
    assert os.readlink(f"/proc/self/fd/{hits[0].descriptor}") == str(open_file)
    assert end.process_count >= 1
    assert not end.is_cut


def test_it_is_found_through_a_link_and_another_name(open_file: Path, tmp_path: Path) -> None:
    """The file counts, not what it is called."""
    (tmp_path / "link").symlink_to(open_file)
    os.link(open_file, tmp_path / "twin")

    for name in ("link", "twin"):
        hits, _ = search(Wanted.FILE, str(tmp_path / name))
        assert held(hits) == {(str(open_file), HeldAs.DESCRIPTOR)}


def test_another_file_of_the_same_text_is_not_found(open_file: Path) -> None:
    (open_file.parent / "held-by-a-test.lo").write_text("")

    hits, _ = search(Wanted.FILE, str(open_file)[:-1])

    assert hits == []


@pytest.mark.parametrize("text", ["held-by-a-TEST", "*held-by-?-test.log", "*/held-by*"])
def test_it_is_found_by_a_part_of_its_path_or_a_pattern(open_file: Path, text: str) -> None:
    hits, _ = search(Wanted.FILE, text)

    assert (str(open_file), HeldAs.DESCRIPTOR) in held(hits)


def test_everything_below_a_directory_is_found_and_the_directory_itself(open_file: Path) -> None:
    before = Path.cwd()
    os.chdir(open_file.parent)
    try:
        hits, _ = search(Wanted.FILE, str(open_file.parent))
    finally:
        os.chdir(before)

    assert held(hits) == {
        (str(open_file), HeldAs.DESCRIPTOR),
        (str(open_file.parent), HeldAs.WORKING_DIRECTORY),
    }


def test_a_mapped_file_is_found_when_it_is_open_no_longer(tmp_path: Path) -> None:
    path = tmp_path / "mapped"
    path.write_bytes(b"m" * 8192)
    with path.open("rb") as file:
        view = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
    with view:
        # Python's mmap keeps a descriptor of its own: the file is found once, as that.
        hits, _ = search(Wanted.FILE, str(path))

    assert held(hits) <= {(str(path), HeldAs.DESCRIPTOR), (str(path), HeldAs.MAPPED)}
    assert len(hits) == 1


def test_the_program_and_what_it_has_mapped_are_found() -> None:
    program = os.path.realpath(sys.executable)
    hits, _ = search(Wanted.FILE, program)
    assert (program, HeldAs.EXECUTABLE) in held(hits)

    library = next(line.split()[-1] for line in Path("/proc/self/maps").read_text().splitlines() if ".so" in line)
    hits, _ = search(Wanted.FILE, library)
    assert held(hits) == {(library, HeldAs.MAPPED)}


def test_a_file_that_is_open_twice_is_one_hit_that_says_so(open_file: Path) -> None:
    with open_file.open("rb"), open_file.open("rb"):
        hits, _ = search(Wanted.FILE, str(open_file))

    assert [hit.more for hit in hits] == [2]


def test_a_deleted_file_is_found_with_what_it_takes(tmp_path: Path) -> None:
    path = tmp_path / "gone.bin"
    with path.open("wb") as file:
        file.write(b"x" * 1_000_000)
        file.flush()
        os.fsync(file.fileno())
        path.unlink()
        blocks = os.fstat(file.fileno()).st_blocks

        hits, _ = search(Wanted.DELETED, "gone.bin")

    assert [(hit.thing, hit.is_deleted, hit.size_bytes) for hit in hits] == [(str(path), True, blocks * 512)]


def test_a_name_that_ends_like_a_deleted_one_is_not_deleted(tmp_path: Path) -> None:
    path = tmp_path / "trick (deleted)"
    with path.open("wb"):
        deleted, _ = search(Wanted.DELETED, "trick")
        found, _ = search(Wanted.FILE, str(path))

    assert deleted == []
    assert [(hit.thing, hit.is_deleted) for hit in found] == [(str(path), False)]


def test_memory_that_never_was_a_file_is_no_deleted_file() -> None:
    with os.fdopen(os.memfd_create("procmon-test-memory"), "wb") as file:
        file.write(b"x" * 10_000)
        hits, _ = search(Wanted.DELETED, "procmon-test-memory")

    assert hits == []


def test_hostile_names_are_escaped(tmp_path: Path) -> None:
    path = tmp_path / "<img src=x>\n\x1b[2J"
    with path.open("wb"):
        hits, _ = search(Wanted.FILE, "<img src=x>")

    assert [hit.thing.isprintable() for hit in hits] == [True]


def test_a_port_is_found_at_either_end_with_its_holders() -> None:
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        client = stack.enter_context(socket.create_connection(listener.getsockname()))
        stack.enter_context(listener.accept()[0])
        port = listener.getsockname()[1]

        hits, _ = search(Wanted.PORT, f":{port}")
        ours = [hit for hit in hits if hit.process is not None]
        near, _ = search(Wanted.PORT, str(client.getsockname()[1]))

    assert [hit.held_as for hit in ours] == [HeldAs.SOCKET] * 3
    assert len([hit for hit in near if hit.process is not None]) == 2


def test_a_unix_socket_is_found_by_its_path_and_any_socket_by_its_inode(tmp_path: Path) -> None:
    path = str(tmp_path / "found.sock")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        number = os.fstat(listener.fileno()).st_ino

        by_path, _ = search(Wanted.SOCKET, "found.sock")
        by_inode, _ = search(Wanted.SOCKET, f"socket:[{number}]")

    assert [hit.thing for hit in by_path] == [hit.thing for hit in by_inode] == [path]
    assert by_inode[0].socket is not None
    assert by_inode[0].socket.inode == number


def test_more_hits_than_are_wanted_are_cut_and_that_is_told(open_file: Path) -> None:
    hits: list[Found] = []

    end = LinuxFinder(most_hits=1).find(Wanted.FILE, "*", hits.extend, Patient())

    assert len(hits) == 1
    assert end.is_cut


@pytest.mark.parametrize("wanted", list(Wanted))
def test_a_search_that_was_given_up_ends(wanted: Wanted) -> None:
    with pytest.raises(Cancelled):
        LinuxFinder().find(wanted, "1", lambda _hits: None, GaveUp())


def test_the_search_says_how_far_it_is() -> None:
    errand = Patient()

    LinuxFinder().find(Wanted.FILE, "/nowhere/at/all", lambda _hits: None, errand)

    dones = [done for done, _ in errand.progress]
    assert dones == sorted(dones)
    assert errand.progress[-1][0] == errand.progress[-1][1]


@pytest.mark.parametrize("wanted", [Wanted.FILE, Wanted.PORT, Wanted.SOCKET])
def test_nothing_typed_is_said_to_be_nothing(wanted: Wanted) -> None:
    with pytest.raises(WrongInput):
        LinuxFinder().find(wanted, "  ", lambda _hits: None, Patient())


@pytest.mark.parametrize("text", ["65536", "-1", "no-such-service", "1e3", "٣", "9" * 400])
def test_what_is_no_port_is_refused(text: str) -> None:
    with pytest.raises(WrongInput):
        port_number(text)


def test_a_port_is_a_number_or_a_service() -> None:
    assert (port_number(" 443 "), port_number(":8080"), port_number("0")) == (443, 8080, 0)
    with contextlib.suppress(OSError):  # a bare system knows no services
        known = socket.getservbyname("ssh")
        assert port_number("ssh") == known


def test_a_pattern_that_is_too_large_is_refused_in_words() -> None:
    with pytest.raises(QueryError):
        path_match("*" + "?*" * 5000)


def test_odd_texts_are_texts() -> None:
    """A NUL is no part of any path; a lone surrogate comes from a paste."""
    for text in ("/a\0b", "\udcff", "~nobody-knows-this-user/x"):
        assert not path_match(text).by_text(b"/etc/passwd")


def test_only_what_is_marked_can_be_deleted() -> None:
    match = DeletedMatch(text_test(""))

    assert match.by_text(b"/var/log/x (deleted)")
    assert not match.by_text(b"/var/log/x")
    assert not match.by_text(b"/memfd:x (deleted)")


@pytest.mark.needs_root
def test_an_ordinary_user_is_told_how_many_did_not_show_what_they_hold(open_file: Path) -> None:
    script = (
        "import encodings.ascii, encodings.idna, os, sys, re2; sys.path.insert(0, sys.argv[1])\n"
        "from procmon_gui.collectors.finder import LinuxFinder\n"
        "from procmon_gui.domain.finding import Wanted\n"
        "from tests.collectors.errands import Patient\n"
        "os.setgroups([]); os.setresgid(65534, 65534, 65534); os.setresuid(65534, 65534, 65534)\n"
        "hits = []\n"
        "end = LinuxFinder().find(Wanted.FILE, 'held-by-a-test', hits.extend, Patient())\n"
        "print(len(hits), end.refused_count > 0)\n"
    )
    root = str(Path(__file__).parents[2])

    done = subprocess.run([sys.executable, "-c", script, root], capture_output=True, text=True, timeout=60, check=False)

    assert done.stdout.split() == ["0", "True"], done.stderr
