"""The file of channels: by hand and by the form, mistakes named with their line, and the others work."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui.channels.kinds import KINDS
from procmon_gui.domain.errors import Unavailable, WrongInput
from procmon_gui.domain.notices import DESKTOP, ChannelSpec
from procmon_gui.domain.rules import Severity
from procmon_gui.settings.channels_file import ChannelsFile

BY_HAND = """\
# who is told
version = 1

[ops]            # the people who are on duty
kind = "mail"
from_severity = "critical"
server = "mail.example.org"  # the new one
port = 2525
from = "procmon@example.org"
to = ["ops@example.org", "boss@example.org"]
secrets = ["password"]
"""


def in_folder(folder: Path, text: str | None = None) -> ChannelsFile:
    path = folder / "channels.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    return ChannelsFile(path, KINDS)


def test_without_a_file_there_is_the_desktop(tmp_path: Path) -> None:
    assert in_folder(tmp_path).channels() == (ChannelSpec(id=DESKTOP, kind=DESKTOP),)


def test_what_is_written_by_hand_is_understood(tmp_path: Path) -> None:
    desktop, ops = in_folder(tmp_path, BY_HAND).channels()
    assert desktop.id == DESKTOP
    assert ops == ChannelSpec(
        id="ops", kind="mail", from_severity=Severity.CRITICAL, secrets=("password",),
        settings={"server": "mail.example.org", "port": "2525", "from": "procmon@example.org",
                  "to": "ops@example.org\nboss@example.org"},
    )  # fmt: skip


def test_the_form_changes_its_lines_and_leaves_the_others(tmp_path: Path) -> None:
    file = in_folder(tmp_path, BY_HAND)
    ops = file.channels()[1]
    file.put(ChannelSpec(id="ops", kind="mail", from_severity=Severity.WARNING, is_enabled=False, secrets=("password",),
                         settings={**ops.settings, "port": ""}))  # fmt: skip
    text = (tmp_path / "channels.toml").read_text(encoding="utf-8")

    assert "# who is told" in text
    assert 'server = "mail.example.org"  # the new one' in text
    assert "port" not in text
    assert "enabled = false" in text
    assert not file.channels()[1].is_enabled


def test_what_is_put_comes_back_and_what_is_removed_is_gone(tmp_path: Path) -> None:
    file = in_folder(tmp_path)
    spec = ChannelSpec(id="pager", kind="command", settings={"command": "/usr/bin/page\n--to\nme"})
    file.put(spec)
    file.put(ChannelSpec(id=DESKTOP, kind=DESKTOP, is_enabled=False))
    assert in_folder(tmp_path).channels()[1] == spec
    assert not in_folder(tmp_path).channels()[0].is_enabled
    file.remove("pager")
    assert [one.id for one in file.channels()] == [DESKTOP]
    assert (tmp_path / "channels.toml").stat().st_mode & 0o077 == 0


def test_of_another_kind_nothing_is_left_behind(tmp_path: Path) -> None:
    file = in_folder(tmp_path, BY_HAND)
    file.put(ChannelSpec(id="ops", kind="command", settings={"command": "/bin/true"}))
    assert "server" not in (tmp_path / "channels.toml").read_text()
    assert file.channels()[1].settings == {"command": "/bin/true"}


def test_each_mistake_is_named_with_its_line_and_the_others_work(tmp_path: Path) -> None:
    file = in_folder(tmp_path, BY_HAND + """
[pigeon]
kind = "pigeon"

[two]
kind = "mail"
server = "x"
from = "nobody"
to = ["a@example.org"]

[three]
kind = "webhook"
url = "https://example.org/secret"

[four]
kind = "command"
command = "/bin/true"
enabled = "maybe"

["bad name"]
kind = "mail"

[desktop]
from_severity = "loud"

five = 5
this is no TOML
""")  # fmt: skip
    said = {(one.channel, one.where): one for one in file.problems()}

    assert [spec.id for spec in file.channels()] == [DESKTOP, "ops"]
    assert said["pigeon", "kind"].line == 14
    assert "“pigeon” is no kind of channel" in said["pigeon", "kind"].words
    assert said["two", "from"].line == 19
    assert said["three", "url"].line == 24  # a secret does not belong into the file
    assert said["four", "enabled"].line == 29
    assert "none of info, warning, critical" in said["desktop", "from_severity"].words
    assert "no name of a channel" in said["bad name", ""].words
    assert any("is no TOML" in one.words for one in file.problems())


def test_a_channel_by_the_name_of_what_else_stands_in_the_file_is_named_as_a_mistake(tmp_path: Path) -> None:
    file = in_folder(tmp_path, '[version]\nkind = "command"\ncommand = ["/bin/true"]\n')
    assert [spec.id for spec in file.channels()] == [DESKTOP]
    assert [(one.channel, one.line) for one in file.problems()] == [("version", 1)]
    assert "can not be the name of a channel" in file.problems()[0].words


def test_a_broken_file_is_kept_aside_before_the_form_changes_it(tmp_path: Path) -> None:
    file = in_folder(tmp_path, BY_HAND + "this is no TOML\n")
    file.put(ChannelSpec(id="pager", kind="command", settings={"command": "/bin/true"}))
    assert "this is no TOML" in (tmp_path / "channels.toml.broken").read_text()
    assert [spec.id for spec in in_folder(tmp_path).channels()] == [DESKTOP, "ops", "pager"]


def test_an_edit_by_hand_is_seen_at_once(tmp_path: Path) -> None:
    file = in_folder(tmp_path)
    before = file.version()
    (tmp_path / "channels.toml").write_text(BY_HAND)
    assert file.version() != before
    assert [spec.id for spec in file.channels()] == [DESKTOP, "ops"]


def test_what_can_not_be_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    file = in_folder(tmp_path)
    for spec in (
        ChannelSpec(id="a b", kind="mail"),
        ChannelSpec(id="version", kind="command", settings={"command": "/bin/true"}),
        ChannelSpec(id="x", kind="mail"),
        ChannelSpec(id="x", kind=DESKTOP),
        ChannelSpec(id=DESKTOP, kind="command", settings={"command": "/bin/true"}),
        ChannelSpec(id="x", kind="command", settings={"command": "/bin/true", "shell": "yes"}),
    ):
        with pytest.raises(WrongInput):
            file.put(spec)
    with pytest.raises(WrongInput, match="switched off"):
        file.remove(DESKTOP)
    assert not (tmp_path / "channels.toml").exists()


def test_a_file_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "channels.toml").mkdir()
    with pytest.raises(Unavailable, match="can not be read"):
        in_folder(tmp_path).channels()


_LINES = st.lists(st.sampled_from(BY_HAND.splitlines(keepends=True)), max_size=20).map("".join)


@given(raw=st.one_of(st.binary(max_size=300), st.one_of(st.text(max_size=300), _LINES).map(str.encode)))
@settings(max_examples=60, deadline=None)
def test_whatever_stands_in_the_file_the_desktop_is_there_and_the_form_can_write(
    raw: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("channels")
    (folder / "channels.toml").write_bytes(raw)
    file = ChannelsFile(folder / "channels.toml", KINDS)
    assert file.channels()[0].id == DESKTOP
    file.put(ChannelSpec(id="pager", kind="command", settings={"command": "/bin/true"}))
    assert "pager" in [spec.id for spec in file.channels()]
