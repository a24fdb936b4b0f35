"""`procmon-gui channels`: lists, tries, tells how it went, and what is wrong is named with its line."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from procmon_gui.cli import main
from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.notices import ChannelSpec
from procmon_gui.engine.outgoing import Offer, Outgoing
from procmon_gui.services.channels import open_channels, open_deliveries
from procmon_gui.terminal.asking import TerminalAsker
from tests.channels.http_sink import http_sink
from tests.channels.places import options_in, without_keyring
from tests.engine.channels import MovedClock, Several, alert, event, way


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    with without_keyring():
        yield


def run(folder: Path, *words: str) -> int:
    options = options_in(folder)
    return main(["channels", *words, "--data-dir", str(options.data_dir), "--config", str(options.config)])


def test_it_lists_channels_without_their_secrets_and_names_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_channels(options_in(tmp_path)).put(ChannelSpec(id="hook", kind="webhook"), {"url": "http://x.example/pl4nted"})
    with (tmp_path / "config" / "channels.toml").open("a") as file:
        file.write('[pigeon]\nkind = "pigeon"\n')
    assert run(tmp_path) == 0
    said = capsys.readouterr()
    assert run(tmp_path, "--format", "json") == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert run(tmp_path, "list", "--format", "csv") == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))

    assert [line.split()[0] for line in said.out.splitlines()] == ["CHANNEL", "desktop", "hook"]
    assert "http://x.example/…" in said.out
    assert "channels.toml, line " in said.err
    assert "“pigeon” is no kind of channel" in said.err
    assert "unencrypted" in said.err
    assert "pl4nted" not in said.out + said.err + str(found)
    assert found[1]["secrets"] == ["url"]
    assert rows[2] == ["hook", "webhook", "True", "warning", "http://x.example/…"]


def test_a_test_says_how_it_went(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with http_sink() as sink:
        open_channels(options_in(tmp_path)).put(
            ChannelSpec(id="hook", kind="webhook"), {"url": f"http://127.0.0.1:{sink.port}/"}
        )
        assert run(tmp_path, "test", "hook") == 0
        assert capsys.readouterr().out == "127.0.0.1 answered 200\n"
        sink.status = 503
        assert run(tmp_path, "test", "hook") == 1
        assert "answered 503" in capsys.readouterr().err
    assert json.loads(sink.posted[0].body)["title"] == "This is a test"
    assert run(tmp_path, "test", "desktop") == 1
    assert capsys.readouterr().err == "procmon-gui: there is no session of a desktop\n"
    assert run(tmp_path, "test", "nobody") == 2


def test_the_log_tells_what_was_told_and_what_waits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "=cmd|'/c calc'!A0\r\n"
    outgoing = Outgoing(open_deliveries(options_in(tmp_path)), Several(way("mail")), MovedClock())
    outgoing.take([Offer(event(name=name), alert(3, title="-1"))])
    assert run(tmp_path, "log") == 0
    table = capsys.readouterr().out.splitlines()
    assert run(tmp_path, "log", "--format", "csv", "--limit", "1") == 0
    (_, row) = csv.reader(io.StringIO(capsys.readouterr().out))
    assert run(tmp_path, "log", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)

    assert table[1].startswith("2023-11-14 22:13:20Z  mail              waiting        0  -1: =cmd")
    assert row[3].startswith("'-1: =cmd")
    assert (found["alert"], found["state"], found["done_at_utc"]) == (3, "waiting", None)


PLANTED = '[pager]\nkind = "command"\ncommand = ["/bin/echo", "{word}"]\n'


def plant(folder: Path, word: str) -> None:
    (folder / "config").mkdir(mode=0o700, exist_ok=True)
    (folder / "config" / "channels.toml").write_text(PLANTED.format(word=word))


def test_a_command_in_the_file_is_shown_word_by_word_and_run_once_it_is_confirmed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path, "rm -rf \u00e9")
    assert run(tmp_path) == 0
    said = capsys.readouterr()
    assert "pager             command   not used" in said.out
    assert "pager: The command is not run: nobody has confirmed it" in said.err
    assert run(tmp_path, "test", "pager") == 2
    assert "`procmon-gui channels confirm pager`" in capsys.readouterr().err

    answers = ["no", "y"]
    monkeypatch.setattr(TerminalAsker, "line", lambda _self, _prompt: answers.pop(0))
    assert run(tmp_path, "confirm", "pager") == 2
    said = capsys.readouterr()
    assert said.out == "/bin/echo\nrm -rf \u00e9\n"
    assert "Nothing was confirmed." in said.err
    assert run(tmp_path, "test", "pager") == 2
    assert run(tmp_path, "confirm", "pager") == 0
    capsys.readouterr()
    assert run(tmp_path, "test", "pager") == 0
    assert capsys.readouterr().out == "echo ended with 0: rm -rf \u00e9\n"

    plant(tmp_path, "another")
    assert run(tmp_path, "test", "pager") == 2
    assert run(tmp_path, "confirm", "pager", "--yes") == 0
    assert run(tmp_path, "test", "pager") == 0


def test_what_can_not_be_confirmed_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(_self: object, _prompt: str) -> str:
        raise WrongInput("There is no terminal.")

    plant(tmp_path, "x")
    monkeypatch.setattr(TerminalAsker, "line", nobody)
    assert run(tmp_path, "confirm", "pager") == 2
    assert "--yes says so" in capsys.readouterr().err
    for name in ("desktop", "nobody"):
        assert run(tmp_path, "confirm", name, "--yes") == 2
        assert f"There is no command “{name}”." in capsys.readouterr().err
    (tmp_path / "config").chmod(0o777)
    assert run(tmp_path, "confirm", "pager", "--yes") == 2
    assert "config can be written by others" in capsys.readouterr().err
    assert run(tmp_path, "test", "pager") == 2


def test_nothing_is_made_by_asking(tmp_path: Path) -> None:
    for words in ((), ("list",), ("log",)):
        assert run(tmp_path, *words) == 0
    assert list(tmp_path.iterdir()) == []
