"""What was confirmed may be run, word for word; a file that others can write proves nothing, nor does a save of it."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui.domain.errors import Unavailable
from procmon_gui.settings.confirmed_commands import ConfirmedCommands

PAGE = ("/usr/local/bin/page-me", "--to", "me")
PLANTED = 'evil = ["/bin/sh", "-c", "true"]\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "commands.toml"


def test_only_the_very_words_count_for_the_very_channel_and_only_we_can_read_them(path: Path) -> None:
    kept = ConfirmedCommands(path)
    assert not kept.holds("pager", PAGE)
    assert not path.parent.exists()
    kept.put("pager", PAGE)

    again = ConfirmedCommands(path)
    assert again.holds("pager", PAGE)
    assert not again.holds("other", PAGE)
    for other in ((), PAGE[:2], (*PAGE, ""), PAGE[::-1], ("/usr/local/bin/page-me --to me",)):
        assert not again.holds("pager", other)
    assert path.stat().st_mode & 0o777 == 0o600
    kept.put("pager", PAGE[:1])
    assert not again.holds("pager", PAGE)
    kept.remove("pager")
    assert not again.holds("pager", PAGE[:1])


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_what_somebody_put_into_a_file_that_others_can_write_is_not_there_after_the_next_save(
    path: Path, mode: int
) -> None:
    kept = ConfirmedCommands(path)
    kept.put("pager", PAGE)
    with path.open("a") as file:
        file.write(PLANTED)
    path.chmod(mode)
    assert not kept.holds("pager", PAGE)
    assert not kept.holds("evil", ("/bin/sh", "-c", "true"))

    kept.put("other", PAGE)
    assert path.stat().st_mode & 0o777 == 0o600
    assert kept.holds("other", PAGE)
    assert not kept.holds("evil", ("/bin/sh", "-c", "true"))


@pytest.mark.parametrize("mode", [0o730, 0o777])
def test_a_folder_that_others_can_write_makes_it_worth_nothing(path: Path, mode: int) -> None:
    kept = ConfirmedCommands(path)
    kept.put("pager", PAGE)
    path.parent.chmod(mode)
    assert not kept.holds("pager", PAGE)


@pytest.mark.needs_root
def test_a_file_of_somebody_else_counts_for_nothing_also_in_the_place_of_ours(path: Path) -> None:
    kept = ConfirmedCommands(path)
    kept.put("pager", PAGE)
    os.chown(path, 12345, 12345)
    assert not kept.holds("pager", PAGE)
    kept.remove("pager")
    assert path.stat().st_uid == 12345, "there was nothing of ours to forget"
    kept.put("pager", PAGE)
    assert kept.holds("pager", PAGE)
    assert path.stat().st_uid == os.geteuid()


def test_what_can_not_be_read_is_said_and_nonsense_confirms_nothing(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(Unavailable, match="can not be read"):
        ConfirmedCommands(path).holds("pager", PAGE)
    path.rmdir()
    for text in ('pager = "/bin/true"', "pager = [1, 2]", "pager = [", "\x00", "[pager]\ncommand = []"):
        path.write_text(text)
        assert not ConfirmedCommands(path).holds("pager", ("/bin/true",))


@given(command=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1, max_size=5))
@settings(max_examples=50, deadline=None)
def test_whatever_is_confirmed_is_what_is_known(command: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    kept = ConfirmedCommands(tmp_path_factory.mktemp("c") / "commands.toml")
    kept.put("pager", command)
    assert kept.holds("pager", command)
