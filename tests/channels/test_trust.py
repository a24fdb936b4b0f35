"""A command that somebody else wrote into the file is never run, whatever is saved, closed or switched afterwards: only
what somebody who may has seen, word for word, is.
"""

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from procmon_gui.channels.book import Book
from procmon_gui.channels.desktop import Desktop
from procmon_gui.domain.errors import Unavailable, WrongInput
from procmon_gui.domain.notices import DESKTOP, ChannelSpec, DeliveryState
from procmon_gui.services.channels import open_channels, open_dispatcher
from procmon_gui.settings.channels_file import ChannelsFile
from tests.channels.places import options_in, without_keyring
from tests.engine.channels import alert, event
from tests.engine.test_dispatch import wait_for

STRANGER = 12345
PLANTED = '\n[pager]\nkind = "command"\ncommand = ["/usr/bin/touch", "{mark}"]\n'
QUIET = ChannelSpec(id=DESKTOP, kind=DESKTOP, is_enabled=False)


class Scene:
    """A file of channels with nothing but the desktop in it."""

    def __init__(self, folder: Path) -> None:
        self.options = options_in(folder)
        assert self.options.config is not None
        self.file = self.options.config.parent / "channels.toml"
        self.mark = folder / "it-was-run"
        self.book: Book = open_channels(self.options)
        self.book.put(QUIET, {})

    def planted(self) -> ChannelSpec:
        return next(spec for spec in open_channels(self.options).channels() if spec.id == "pager")

    def is_refused(self, words: str) -> None:
        """Say that it is run neither for a test nor for an alert, and why."""
        assert words in self.planted().doubt
        with pytest.raises(WrongInput, match=words):
            open_channels(self.options).test("pager")
        said: list[str] = []
        dispatcher = open_dispatcher(self.options, Desktop(), say=said.append)
        before = len(self.book.deliveries())
        dispatcher.offer(event(), alert(1), channels=("pager",))
        wait_for(lambda: len(self.book.deliveries()) > before)
        wait_for(lambda: self.book.deliveries()[0].state is DeliveryState.FAILED)
        assert dispatcher.close()
        assert words in self.book.deliveries()[0].words
        assert [one for one in said if one.startswith("pager: The command is not run")]
        assert not self.mark.exists()


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with without_keyring():
        yield Scene(tmp_path)


@pytest.fixture
def open_scene() -> Iterator[Scene]:
    """Yield one in a folder through which everybody may go; those that pytest makes are closed again by others."""
    with tempfile.TemporaryDirectory() as folder, without_keyring():
        scene = Scene(Path(folder))
        for place in (Path(folder), scene.file.parent):
            place.chmod(0o711)
        yield scene


def write_as(user: int, file: Path, text: str) -> None:
    """Let another user add to a file, really."""
    command = ["/bin/sh", "-c", 'printf %s "$2" >> "$1"', "sh", str(file), text]
    subprocess.run(command, user=user, group=user, extra_groups=[], check=True)


def test_a_save_makes_the_file_ours_and_not_the_command_that_stood_in_it(scene: Scene) -> None:
    scene.file.chmod(0o666)
    with scene.file.open("a") as file:
        file.write(PLANTED.format(mark=scene.mark))
    scene.is_refused("can be written by others")
    assert "Others can change who is told" in scene.book.warnings()[0]

    scene.book.put(replace(QUIET, is_enabled=True), {})
    assert scene.file.stat().st_mode & 0o777 == 0o600
    assert list(scene.book.warnings()) == []
    scene.is_refused("nobody has confirmed it")
    # Who switches it has not seen its words.
    for is_enabled in (False, True):
        scene.book.put(replace(scene.planted(), is_enabled=is_enabled), {})
    scene.is_refused("nobody has confirmed it")

    scene.book.put(replace(scene.planted(), doubt=""), {})
    assert scene.book.test("pager") == "touch ended with 0"
    assert scene.mark.exists()


@pytest.mark.needs_root
def test_another_user_plants_a_command_and_nothing_that_is_done_to_the_file_makes_it_run(open_scene: Scene) -> None:
    """By his own hands: he gets as far as the file."""
    scene = open_scene
    scene.file.chmod(0o666)
    write_as(STRANGER, scene.file, PLANTED.format(mark=scene.mark))
    scene.is_refused("can be written by others")
    scene.file.chmod(0o600)
    scene.is_refused("nobody has confirmed it")
    scene.book.put(ChannelSpec(id="mine", kind="command", settings={"command": "/bin/true"}), {})
    assert scene.book.test("mine") == "true ended with 0"
    scene.is_refused("nobody has confirmed it")
    scene.book.remove("mine")
    scene.is_refused("nobody has confirmed it")
    # In a file of his own, in a folder where he may put one, he gets no further.
    scene.file.parent.chmod(0o777)
    scene.file.unlink()
    write_as(STRANGER, scene.file, PLANTED.format(mark=scene.mark))
    commands = scene.file.with_name("commands.toml")
    commands.unlink()
    write_as(STRANGER, commands, f'pager = ["/usr/bin/touch", "{scene.mark}"]\n')
    scene.is_refused("config can be written by others")
    scene.book.put(replace(QUIET, is_enabled=True), {})
    scene.is_refused("can be written by others")
    scene.file.parent.chmod(0o700)
    scene.is_refused("nobody has confirmed it")


def test_what_was_confirmed_is_run_and_another_word_is_not(scene: Scene) -> None:
    spec = ChannelSpec(id="pager", kind="command", settings={"command": f"/usr/bin/touch\n{scene.mark}"})
    scene.book.put(spec, {})
    assert scene.planted().doubt == ""
    text = scene.file.read_text()
    scene.file.write_text(text.replace("/usr/bin/touch", "/usr/bin/truncate"))
    scene.is_refused("nobody has confirmed it")
    scene.file.write_text(text)
    assert scene.book.test("pager") == "touch ended with 0"
    # What is taken away, or is another kind of channel now, is to be confirmed again.
    scene.mark.unlink()
    scene.book.remove("pager")
    scene.file.write_text(text)
    scene.is_refused("nobody has confirmed it")
    scene.book.put(spec, {})
    scene.book.put(ChannelSpec(id="pager", kind="webhook"), {"url": "http://127.0.0.1:1/"})
    scene.file.write_text(text)
    scene.is_refused("nobody has confirmed it")


def test_a_save_that_fails_leaves_what_was_confirmed_as_it_was(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody protects the file, or the disk is full: the command that stands in it is run still, and no other is."""
    spec = ChannelSpec(id="pager", kind="command", settings={"command": f"/usr/bin/touch\n{scene.mark}"})
    scene.book.put(spec, {})

    def refuse(self: ChannelsFile, spec: ChannelSpec) -> None:
        raise Unavailable("it can not be written")

    with monkeypatch.context() as patch:
        patch.setattr(ChannelsFile, "put", refuse)
        for other in (replace(spec, settings={"command": "/bin/true"}), replace(spec, id="new")):
            with pytest.raises(Unavailable):
                scene.book.put(other, {})

    assert scene.planted().doubt == ""
    assert scene.book.test("pager") == "touch ended with 0"
    assert "new" not in scene.file.with_name("commands.toml").read_text()


def test_what_is_seen_is_what_is_confirmed_whatever_stands_in_the_file_meanwhile(scene: Scene) -> None:
    """Somebody changes the file between the look at a command and the word that it is meant."""
    with scene.file.open("a") as file:
        file.write(PLANTED.format(mark="/nowhere/seen"))
    seen = scene.planted()
    scene.file.write_text(scene.file.read_text().replace("/nowhere/seen", str(scene.mark)))
    scene.book.put(replace(seen, doubt=""), {})
    assert scene.planted() == replace(seen, doubt="")
    assert not scene.mark.exists()
