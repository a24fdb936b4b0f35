"""Who holds which sockets, in a made-up /proc: what was found is kept, what changes is found again."""

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from procmon_gui.collectors.sockets_list_holders import Holders, read_identity
from procmon_gui.domain.errors import Cancelled
from tests.collectors.errands import GaveUp, Patient

BUDGET_NS = 50_000_000
MakeProcess = Callable[..., Path]


@pytest.fixture
def proc(tmp_path: Path) -> Path:
    (tmp_path / "sys" / "kernel" / "random").mkdir(parents=True)
    (tmp_path / "sys" / "kernel" / "random" / "boot_id").write_text("boot\n")
    return tmp_path


@pytest.fixture
def process(proc: Path) -> MakeProcess:
    def make(pid: int, *inodes: int, name: str = "daemon", start: int = 7, flags: int = 0) -> Path:
        place = proc / str(pid)
        (place / "fd").mkdir(parents=True, exist_ok=True)
        numbers = ["S", "1", *["0"] * 4, str(flags), *["0"] * 12, str(start), *["0"] * 30]
        (place / "stat").write_text(f"{pid} ({name}) {' '.join(numbers)}\n")
        (place / "cmdline").write_bytes(b"/usr/bin/daemon-with-a-long-name\0--secret\0")
        for old in (place / "fd").iterdir():
            old.unlink()
        for number, inode in enumerate(inodes, 3):
            os.symlink(f"socket:[{inode}]", place / "fd" / str(number))
        os.symlink("/dev/null", place / "fd" / "0")
        os.symlink("anon_inode:[eventpoll]", place / "fd" / "1")
        return place

    make(1)
    return make


def remove(place: Path) -> None:
    for part in sorted(place.rglob("*"), reverse=True):
        part.rmdir() if part.is_dir() and not part.is_symlink() else part.unlink()
    place.rmdir()


def pids(holders: Holders, inode: int) -> list[int]:
    return [key.pid for key in holders.owners(inode)]


def open_holders(proc: Path) -> Holders:
    """Return holders for whom a minute goes by whenever they look at the clock."""
    minutes = count(step=60_000_000_000)
    return Holders(str(proc), monotonic_ns=lambda: next(minutes))


def refresh(holders: Holders, *inodes: int) -> None:
    holders.refresh(set(inodes), Patient(), budget_ns=BUDGET_NS)


def test_every_holder_of_a_shared_socket_is_named_lowest_number_first(proc: Path, process: MakeProcess) -> None:
    process(30, 100, 200)
    process(4, 100)
    holders = open_holders(proc)

    refresh(holders, 100, 200)

    assert pids(holders, 100) == [4, 30]
    assert pids(holders, 200) == [30]
    assert holders.owners(100) is holders.owners(100)


def test_a_new_process_is_looked_at_at_once_and_one_that_ends_is_forgotten(proc: Path, process: MakeProcess) -> None:
    process(30, 100)
    holders = open_holders(proc)
    refresh(holders, 100)

    place = process(40, 100)
    refresh(holders, 100)
    assert pids(holders, 100) == [30, 40]

    remove(place)
    refresh(holders, 100)
    assert pids(holders, 100) == [30]


def test_a_number_that_was_given_to_another_process_takes_nothing_with_it(proc: Path, process: MakeProcess) -> None:
    process(30, 100, start=7)
    holders = open_holders(proc)
    refresh(holders, 100)

    process(30, 200, start=9)
    refresh(holders, 100, 200)

    assert pids(holders, 100) == []

    assert [key.start_ticks for key in holders.owners(200)] == [9]


def test_a_socket_that_was_handed_on_is_found_with_its_new_holder(proc: Path, process: MakeProcess) -> None:
    process(30, 100)
    process(40)
    holders = open_holders(proc)
    refresh(holders, 100)

    process(30)
    process(40, 100)
    refresh(holders, 100)
    refresh(holders, 100)

    assert pids(holders, 100) == [40]


def test_a_new_socket_is_not_called_ownerless_before_everybody_was_looked_at(proc: Path, process: MakeProcess) -> None:
    process(30)
    holders = open_holders(proc)
    refresh(holders)

    holders.refresh({500}, Patient(), budget_ns=0)
    assert not holders.all_looked_since(500)

    refresh(holders, 500)
    assert holders.all_looked_since(500)
    assert pids(holders, 500) == []


def test_who_does_not_show_his_descriptors_is_counted_and_threads_of_the_kernel_are_not(
    proc: Path, process: MakeProcess
) -> None:
    place = process(30, 100)
    kernel = process(2, flags=0x00200000)
    for one in (place, kernel):
        remove(one / "fd")
        # As root every folder can be read; one that is a file can not.
        (one / "fd").write_text("")
    holders = open_holders(proc)

    refresh(holders, 100)

    assert holders.refused_count == 1
    assert holders.process_count == 3
    assert holders.sees_first_process


def test_a_search_that_was_given_up_keeps_what_it_found(proc: Path, process: MakeProcess) -> None:
    process(30, 100)
    holders = open_holders(proc)

    with pytest.raises(Cancelled):
        holders.refresh({100}, GaveUp(), budget_ns=BUDGET_NS)
    refresh(holders, 100)

    assert pids(holders, 100) == [30]


def test_the_first_search_says_how_far_it_is(proc: Path, process: MakeProcess) -> None:
    for pid in range(10, 60):
        process(pid)
    errand = Patient()

    Holders(str(proc)).refresh(set(), errand, budget_ns=0)

    assert errand.progress[0] == (0, 51)
    assert len(errand.progress) > 1


def test_hidden_processes_are_noticed(proc: Path, process: MakeProcess) -> None:
    remove(process(1))
    process(30, 100)
    holders = open_holders(proc)

    refresh(holders, 100)

    assert not holders.sees_first_process


def test_a_name_that_the_kernel_cut_is_completed_and_escaped(proc: Path, process: MakeProcess) -> None:
    process(30, name="daemon-with-a-l")
    process(31, name="a\x1b)b")

    assert read_identity(str(proc), 30, "boot")[1] == "daemon-with-a-long-name"
    assert read_identity(str(proc), 31, "boot")[1] == "a\\x1b)b"


def test_a_process_with_very_many_descriptors_is_looked_at_the_less_often(proc: Path, process: MakeProcess) -> None:
    """What one look costs must go by a hundred times before the next one."""
    process(30, *range(1000, 3000))
    moments = [0]
    holders = Holders(str(proc), monotonic_ns=lambda: moments[0])
    refresh(holders, 1000)

    process(30)
    refresh(holders, 1000)
    assert pids(holders, 1000) == [30]

    moments[0] += 60_000_000_000
    refresh(holders, 1000)
    assert pids(holders, 1000) == []
