"""`procmon-gui channels`: lists, tries, tells how it went, and what is wrong is named with its line."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from procmon_gui.cli import main
from procmon_gui.domain.notices import ChannelSpec
from procmon_gui.engine.outgoing import Offer, Outgoing
from procmon_gui.services.channels import open_channels, open_deliveries
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


def test_nothing_is_made_by_asking(tmp_path: Path) -> None:
    for words in ((), ("list",), ("log",)):
        assert run(tmp_path, *words) == 0
    assert list(tmp_path.iterdir()) == []
