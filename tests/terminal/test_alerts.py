"""`procmon-gui alerts`: what is printed for whom, and what may be said about it."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from procmon_gui.domain.accounts import Role
from procmon_gui.domain.alerts import Change
from procmon_gui.domain.rules import Severity
from procmon_gui.services.alerts import JudgeLock, open_alerts
from procmon_gui.services.desk import open_audit
from procmon_gui.services.places import Options
from procmon_gui.store.desk.alerts import DeskAlerts
from procmon_gui.terminal import identity
from procmon_gui.terminal.alerts import run_alerts
from procmon_gui.terminal.arguments import parse
from tests.auth.logins import RIGHT, Hall
from tests.store.desk.alert_samples import HOST, PROCESS, alerts_in, event, evidence, news
from tests.store.desk.desks import NOW_MS


@pytest.fixture
def kept(unjudged: DeskAlerts, tmp_path: Path) -> Iterator[DeskAlerts]:
    """The same, while a program judges."""
    lock = JudgeLock(Options(data_dir=tmp_path))()
    assert lock is not None
    yield unjudged
    lock.close()


@pytest.fixture
def unjudged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DeskAlerts:
    """A desk with one alert that fires, about a process, and one that is over and found out about."""
    monkeypatch.setenv("COLUMNS", "140")
    alerts = alerts_in(tmp_path)
    alerts.keep([
        news(event(about=HOST)), news(event(Change.RESOLVED, at_ms=NOW_MS + 65_000)),
        news(event(about=PROCESS, severity=Severity.CRITICAL, at_ms=NOW_MS + 70_000)),
    ])  # fmt: skip
    alerts.keep_evidence(1, evidence(is_complete=True))
    return alerts


def told(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str, status: int = 0) -> tuple[str, str]:
    where = ["--data-dir", str(folder), "--config", str(folder / "settings.toml")]
    assert run_alerts(parse(["alerts", *arguments, *where])) == status
    captured = capsys.readouterr()
    return captured.out, captured.err


def test_what_fires_comes_first_with_who_made_it(
    kept: DeskAlerts, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err = told(capsys, tmp_path)

    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert lines[0] == "ID SEVERITY FIRED (UTC) LASTED ALERT"
    assert lines[1].startswith("2 critical 2023-11-14 22:14:30Z")
    assert lines[1].endswith("firing: CPU is busy: zstd (4711)")
    assert lines[2] == "1 warning 2023-11-14 22:13:20Z 65 s CPU is busy, zstd (4711) made 62.0 % of the rise"
    assert err == ""
    assert len(told(capsys, tmp_path, "--firing")[0].splitlines()) == 2
    assert told(capsys, tmp_path, "--past")[0].splitlines()[1].startswith("1 ")
    assert len(told(capsys, tmp_path, "list", "--since", "2023-11-14 22:14 UTC")[0].splitlines()) == 2
    assert len(told(capsys, tmp_path, "--limit", "1", "--past")[0].splitlines()) == 2


def test_who_an_alert_is_about_and_who_made_it_is_named_once(
    kept: DeskAlerts, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept.keep_evidence(2, evidence(is_complete=True))

    first = told(capsys, tmp_path)[0].splitlines()[1]
    assert first.endswith("firing: CPU is busy, zstd (4711) made 62.0 % of the rise")


def test_programs_get_all_of_it_as_json_and_csv(
    kept: DeskAlerts, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = [json.loads(line) for line in told(capsys, tmp_path, "--format", "json")[0].splitlines()]
    rows = list(csv.DictReader(io.StringIO(told(capsys, tmp_path, "--format", "csv")[0])))

    assert [one["id"] for one in found] == [2, 1]
    assert found[1]["culprit_share"] == 0.62
    assert [row["process"] for row in rows] == ["4711", ""]
    assert list(rows[0]) == list(found[0])
    assert rows[1]["resolved_utc"] == found[1]["resolved_utc"] == "2023-11-14T22:14:25.000Z"


def test_what_nobody_judges_does_not_look_as_if_it_fired(
    unjudged: DeskAlerts, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It fired when a program judged last, and nobody knows what became of it."""
    out, err = told(capsys, tmp_path)
    assert "not judged: CPU is busy: zstd (4711)" in out
    assert "firing" not in out
    assert "nobody judges now" in err
    assert "nobody judges now" in told(capsys, tmp_path, "show", "2")[0]

    out, err = told(capsys, tmp_path, "--firing")
    assert out == "Nothing is known to fire: nobody judges.\n"
    assert "nobody judges now" in err
    assert told(capsys, tmp_path, "--firing", "--format", "json")[0] == ""
    found = [json.loads(line) for line in told(capsys, tmp_path, "--format", "json")[0].splitlines()]
    rows = list(csv.DictReader(io.StringIO(told(capsys, tmp_path, "--format", "csv")[0])))
    assert [one["state"] for one in found] == [row["state"] for row in rows] == ["not judged", "over"]
    assert told(capsys, tmp_path, "--past")[1] == ""

    lock = JudgeLock(Options(data_dir=tmp_path))()
    assert lock is not None
    states = [json.loads(line)["state"] for line in told(capsys, tmp_path, "--format", "json")[0].splitlines()]
    assert states == ["firing", "over"]
    unjudged.keep([news(event(Change.RESOLVED, about=PROCESS, at_ms=NOW_MS + 80_000))])
    assert told(capsys, tmp_path, "--firing")[0] == "Nothing fires.\n"
    lock.close()


def test_where_nothing_is_kept_that_is_said_and_no_file_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys, tmp_path / "none", "--firing")[0] == "Nothing is known to fire: nobody judges.\n"
    assert "No alert is kept" in told(capsys, tmp_path / "none")[0]
    assert told(capsys, tmp_path / "none", "--format", "json")[0] == ""
    assert not (tmp_path / "none").exists()


def test_one_is_told_with_all_that_was_found_out(
    kept: DeskAlerts, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept.acknowledge(1, by="anna", note="known")
    kept.suppress(1, 3)
    out, _ = told(capsys, tmp_path, "show", "1")

    for words in (
        "CPU is busy\n", "warning, over 2023-11-14 22:14:25Z, lasted 65 s", "Rule       cpu: CPU above 90 % for 1 min",
        "value 95.0 %, worst 95.0 %, threshold 90.0 %", "zstd (4711) made 62.0 % of the rise", "by anna: known",
        "zstd -19 /var/backup.tar", "started by sh, systemd", "STARTED (UTC)", "ENDED (UTC)", "SIGKILL",
        "Held back  3 notices",
    ):  # fmt: skip
        assert words in out
    assert "Nothing is known about it yet." in told(capsys, tmp_path, "show", "2")[0]
    whole = json.loads(told(capsys, tmp_path, "show", "1", "--format", "json")[0])
    assert len(whole["evidence"]["at_utc"]) == 600
    culprits = list(csv.DictReader(io.StringIO(told(capsys, tmp_path, "show", "1", "--format", "csv")[0])))
    assert [row["pid"] for row in culprits] == ["4711", "1"]
    assert len(told(capsys, tmp_path, "show", "2", "--format", "csv")[0].splitlines()) == 1


def test_names_of_strangers_harm_no_terminal(
    kept: DeskAlerts, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from dataclasses import replace

    evil = replace(evidence().culprits[0], name="\x1b]0;owned\x07", command_line="a\r\nBcc: x", parents=("\x9b2J",))
    kept.keep_evidence(1, replace(evidence(), culprits=(evil,)))
    for words in ((), ("show", "1"), ("show", "1", "--format", "json"), ("--format", "csv")):
        out, _ = told(capsys, tmp_path, *words)
        assert not set(out) & {"\x1b", "\x07", "\x9b"}
        assert "Bcc: x" not in out.splitlines()


def test_an_alert_is_acknowledged_and_a_rule_muted_for_a_while_and_the_audit_has_both(
    kept: DeskAlerts, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "acknowledged: CPU is busy" in told(capsys, tmp_path, "ack", "2", "--note", "we know")[1]
    assert "cpu-busy tells nobody until" in told(capsys, tmp_path, "mute", "cpu-busy", "--for", "2h")[1]
    now = open_alerts(Options(data_dir=tmp_path))
    (alert,), (mute,) = now.firing(), now.mutes()
    assert alert.note == "we know"
    assert mute.until_ms - mute.made_ms == pytest.approx(7_200_000, abs=5000)
    assert "tells again" in told(capsys, tmp_path, "unmute", "cpu-busy")[1]
    assert list(now.mutes()) == []
    actions = [record.deed.action for record in open_audit(Options(data_dir=tmp_path)).records()]
    assert actions[::-2] == ["alert-acknowledge", "rule-mute", "rule-unmute"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "99"), "There is no alert 99"), (("ack", "99"), "There is no alert 99"),
        (("mute", "nonsense"), "There is no rule “nonsense”"), (("--since", "yesterdai"), "can not be understood"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said(
    kept: DeskAlerts, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    assert words in told(capsys, tmp_path, *arguments, status=2)[1]


@pytest.mark.parametrize("arguments", [("show", "0"), ("show", "x"), ("ack",), ("--firing", "--past"), ("mute",)])
def test_a_command_line_that_makes_no_sense_is_refused(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["alerts", *arguments])
    assert ended.value.code == 2


def test_a_desk_that_can_not_be_read_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "desk.sqlite").write_text("nonsense " * 1000)

    assert "is damaged" in told(capsys, tmp_path, status=1)[1]


def test_who_only_watches_sees_alerts_without_command_lines_and_may_say_nothing(
    kept: DeskAlerts, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hall = Hall(tmp_path)
    hall.desk_accounts.add("anna", f"anna {RIGHT}", Role.ADMINISTRATOR)
    hall.desk_accounts.add("vera", f"vera {RIGHT}", Role.VIEWER)

    def open_hall(*_: object) -> object:
        return hall.again().access

    monkeypatch.setattr(identity, "_open", open_hall)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"vera {RIGHT}\n"))
    out, err = told(capsys, tmp_path, "show", "1")
    assert "zstd -19" not in out
    assert "only operators" in err
    monkeypatch.setattr("sys.stdin", io.StringIO(f"vera {RIGHT}\n"))
    assert "needs the role of an operator" in told(
        capsys, tmp_path, "ack", "2", "--account", "vera", "--password-stdin", status=3
    )[1]  # fmt: skip
    assert open_alerts(Options(data_dir=tmp_path)).firing()[0].acknowledged_ms is None
    assert any("alerts refused" in deed for deed in hall.deeds())
