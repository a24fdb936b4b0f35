"""Who may be told over what was set up: who could have written it, and what breaks in the file."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from procmon_gui.channels.bound_secrets import BoundSecrets
from procmon_gui.channels.desktop import Desktop
from procmon_gui.channels.kinds import KINDS
from procmon_gui.channels.opening import Opening
from procmon_gui.channels.trust import Trust
from procmon_gui.domain.errors import WrongInput
from procmon_gui.engine.root_owned import fault_for_us
from procmon_gui.services.channels import open_channels
from procmon_gui.settings.channels_file import ChannelsFile
from procmon_gui.settings.confirmed_commands import ConfirmedCommands
from tests.channels.places import options_in, without_keyring

FILE = '[pager]\nkind = "command"\ncommand = ["/usr/bin/touch", "{mark}"]\n'


def test_a_command_is_run_only_where_nobody_else_could_have_written_the_file(tmp_path: Path) -> None:
    options, mark = options_in(tmp_path), tmp_path / "it-was-run"
    assert options.config is not None
    folder = options.config.parent
    folder.mkdir(mode=0o700)
    file = folder / "channels.toml"
    file.write_text(FILE.format(mark=mark))
    with without_keyring():
        book = open_channels(options)
        book.put(replace(book.channels()[1], doubt=""), {})
        for place, mode in ((file, 0o666), (file, 0o620), (folder, 0o777), (folder, 0o730)):
            before = place.stat().st_mode & 0o7777
            place.chmod(mode)
            with pytest.raises(WrongInput, match=f"{place} can be written by others"):
                book.test("pager")
            assert not mark.exists()
            place.chmod(before & 0o755)
        assert book.test("pager") == "touch ended with 0"
    assert mark.exists()


@pytest.mark.needs_root
def test_what_somebody_else_owns_is_not_obeyed_also_through_a_link(tmp_path: Path) -> None:
    own, others = tmp_path / "own", tmp_path / "others"
    others.write_text("")
    os.chown(others, 12345, 12345)
    own.symlink_to(others)
    assert fault_for_us(own) == f"{others} belongs to somebody else"
    assert fault_for_us(tmp_path / "not there") == ""


def test_a_link_in_a_folder_that_others_can_write_may_lead_to_what_they_choose(tmp_path: Path) -> None:
    """The file is ours and nobody else can write it, but another one of ours may be in its place in a moment."""
    safe, shared = tmp_path / "safe", tmp_path / "shared"
    for folder in (safe, shared):
        folder.mkdir(mode=0o700)
    (safe / "real").write_text("")
    (shared / "link").symlink_to("../safe/real")
    (safe / "first").symlink_to(shared / "link")
    assert fault_for_us(safe / "first") == ""
    shared.chmod(0o777)
    for name in (safe / "first", shared / "link"):
        assert fault_for_us(name) == f"{shared} can be written by others"
    assert fault_for_us(safe / "real") == ""
    # A folder that is a link, too.
    (shared / "folder").symlink_to(safe)
    assert fault_for_us(shared / "folder" / "real") == f"{shared} can be written by others"
    # One that leads to itself leads nowhere, and ends.
    (safe / "circle").symlink_to("circle")
    assert fault_for_us(safe / "circle") == ""


@pytest.mark.needs_root
def test_a_link_of_somebody_else_is_not_followed_in_a_folder_where_everybody_may_have_one(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    (tmp_path / "real").write_text("")
    link = tmp_path / "link"
    link.symlink_to("real")
    assert fault_for_us(link) == ""
    os.chown(link, 12345, 12345, follow_symlinks=False)
    assert fault_for_us(link) == f"{link} belongs to somebody else"


def test_a_channel_that_breaks_in_the_file_is_used_as_it_was_and_what_is_wrong_is_said_once(tmp_path: Path) -> None:
    path = tmp_path / "channels.toml"
    good = '[hook]\nkind = "webhook"\nsecrets = ["url"]\n[pager]\nkind = "command"\ncommand = ["/bin/true"]\n'
    path.write_text(good)
    said: list[str] = []
    opening = Opening(
        ChannelsFile(path, KINDS), BoundSecrets(NoSecrets()), Desktop(), Trust(str, Everything()), say=said.append
    )
    ids = [way.spec.id for way in opening.ways()]
    assert sorted(ids) == ["desktop", "hook", "pager"]

    for broken in (good.replace('"/bin/true"', '"true\\n"'), good.replace('"webhook"', "webhook"), "\x00[["):
        path.write_text(broken)
        for _ in range(2):
            assert sorted(way.spec.id for way in opening.ways()) == ["desktop", "hook", "pager"]
        assert len(said) == len(set(said))
        assert said[-1].startswith("channels.toml")
    path.write_text(good.partition("[pager]")[0])
    assert sorted(way.spec.id for way in opening.ways()) == ["desktop", "hook"]


class Everything(ConfirmedCommands):
    """Whatever it is, it was confirmed."""

    def __init__(self) -> None:
        super().__init__(Path(os.devnull))

    def holds(self, channel_id: str, command: Sequence[str]) -> bool:
        return True


class NoSecrets:
    def get(self, channel_id: str, name: str) -> str | None:
        return None

    def put(self, channel_id: str, name: str, value: str) -> None:
        raise AssertionError("there is nothing to keep")

    def remove(self, channel_id: str, name: str) -> None:
        raise AssertionError("there is nothing to forget")

    def warning(self) -> str:
        return ""
