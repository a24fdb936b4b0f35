"""The file of what was learned: whole or set aside, and never half of it."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from procmon_gui.domain.errors import Unavailable
from procmon_gui.store.baselines import FILE_NAME, BaselinesFile

LEARNED = bytes(range(256)) * 40


@pytest.fixture
def file(tmp_path: Path) -> BaselinesFile:
    return BaselinesFile(tmp_path / "data")


@pytest.fixture
def warned(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Look that what is set aside is said in the log too."""
    yield caplog
    assert all("set aside" in record.getMessage() for record in caplog.get_records("call"))
    assert caplog.get_records("call")


def test_before_the_first_time_there_is_nothing_and_nothing_to_say(file: BaselinesFile) -> None:
    found = file.load()

    assert (found.learned, found.note) == (None, "")


def test_what_was_learned_comes_back_and_only_its_user_may_read_it(file: BaselinesFile) -> None:
    file.save(b"first")
    file.save(LEARNED)

    assert file.load().learned == LEARNED
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert [path.name for path in file.path.parent.iterdir()] == [FILE_NAME]


@pytest.mark.usefixtures("warned")
@pytest.mark.parametrize("place", [0, 10, 23, 30, 60, 5000, -1])
def test_a_flipped_bit_is_found_and_the_file_set_aside(file: BaselinesFile, place: int) -> None:
    file.save(LEARNED)
    wrong = bytearray(file.path.read_bytes())
    wrong[place] ^= 1
    file.path.write_bytes(wrong)

    found = file.load()

    assert found.learned is None
    assert "set aside" in found.note
    assert "learned anew" in found.note
    (aside,) = file.path.parent.iterdir()
    assert aside.read_bytes() == wrong
    assert file.load().note == ""


@pytest.mark.usefixtures("warned")
@pytest.mark.parametrize(
    "content", [b"", b"procmon_gui", b"#!/bin/sh\nexit 1\n", b"procmon_gui baselines 2\n" + LEARNED]
)
def test_what_is_none_of_ours_or_of_another_version_is_set_aside(file: BaselinesFile, content: bytes) -> None:
    file.path.parent.mkdir()
    file.path.write_bytes(content)

    assert "set aside" in file.load().note
    assert not file.path.exists()


@pytest.mark.usefixtures("warned")
@pytest.mark.parametrize("length", [0, 20, 24, 40, 56, 1000])
def test_a_file_that_was_cut_off_is_set_aside(file: BaselinesFile, length: int) -> None:
    file.save(LEARNED)
    os.truncate(file.path, length)

    assert file.load().learned is None


@pytest.mark.usefixtures("warned")
def test_a_disk_that_damages_it_again_and_again_is_not_filled_with_what_was_set_aside(file: BaselinesFile) -> None:
    for number in range(9):
        file.save(LEARNED)
        file.path.write_bytes(b"damaged %d" % number)
        file.load()

    assert len(list(file.path.parent.iterdir())) == 3


def test_a_link_is_neither_followed_nor_kept(file: BaselinesFile, tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_bytes(b"mine")
    file.path.parent.mkdir()
    file.path.symlink_to(target)

    assert "can not be read" in file.load().note
    file.save(LEARNED)
    assert target.read_bytes() == b"mine"
    assert file.load().learned == LEARNED


@pytest.mark.usefixtures("warned")
def test_a_pipe_in_its_place_does_not_make_anybody_wait(file: BaselinesFile) -> None:
    file.path.parent.mkdir()
    os.mkfifo(file.path)

    assert file.load().learned is None


def test_where_nothing_can_be_written_it_says_so_and_leaves_nothing_behind(file: BaselinesFile) -> None:
    file.path.mkdir(parents=True)
    (file.path / "in the way").touch()

    with pytest.raises(Unavailable, match="can not be kept"):
        file.save(LEARNED)
    assert [path.name for path in file.path.parent.iterdir()] == [FILE_NAME]
