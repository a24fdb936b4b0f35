"""`procmon-gui audit`: what is printed of the trail, and what is said when it is not as it was written."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from procmon_gui.domain.accounts import Role
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.errors import Unavailable
from procmon_gui.store.desk.accounts import DeskAccounts
from procmon_gui.store.desk.audit import DeskAudit
from procmon_gui.store.desk.database import FILE_NAME, Desk
from procmon_gui.terminal.arguments import parse
from procmon_gui.terminal.audit import run_audit
from procmon_gui.terminal.request import Request
from tests.store.desk.desks import StandingClock
from tests.store.desk.test_audit import DEED, forge, trail_in

PASSWORD = "a horse of a different colour"


def filled(folder: Path) -> DeskAudit:
    """Return a trail: a deed with its outcome, one without, and one that was refused."""
    trail = trail_in(folder)
    begun = trail.append(replace(DEED, outcome=Outcome.BEGUN))
    trail.append(replace(DEED, begun=begun.number, detail="ended after 0.3 s"))
    trail.append(replace(DEED, outcome=Outcome.BEGUN, target="=cmd()", action="kill", reason=""))
    trail.append(replace(DEED, outcome=Outcome.REFUSED, actor="", target_key=None, target="nginx", detail="no"))
    return trail


def told(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str, status: int = 0) -> tuple[str, str]:
    request = parse(["audit", "--data-dir", str(folder), "--config", str(folder / "settings.toml"), *arguments])
    assert run_audit(request, opener=lambda _: trail_in(folder)) == status
    captured = capsys.readouterr()
    return captured.out, captured.err


def test_deeds_are_printed_the_oldest_first_and_a_deed_and_its_outcome_are_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    filled(tmp_path)
    out, _ = told(capsys, tmp_path)

    assert out.splitlines() == [
        "NUMBER  TIME (UTC)           WHO   ACTION  TARGET           OUTCOME    REASON, DETAIL",
        "     1  2023-11-14 22:13:20  anna  end     postgres (2114)  done       it hangs; SIGTERM; ended after 0.3 s",
        "     3  2023-11-14 22:13:20  anna  kill    =cmd() (2114)    begun      SIGTERM",
        "     4  2023-11-14 22:13:20  root  end     nginx            refused    it hangs; no",
    ]


def test_the_language_of_filters_chooses_and_the_limit_takes_the_newest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled(tmp_path)

    def numbers(*arguments: str) -> list[int]:
        out, _ = told(capsys, tmp_path, "--format", "json", *arguments)
        return [json.loads(line)["number"] for line in out.splitlines()]

    assert numbers() == [1, 3, 4]
    assert numbers("--limit", "2") == [3, 4]
    assert numbers("outcome = begun") == [3]
    assert numbers("postgres or 2114") == [1, 3]
    assert numbers("actor is unknown") == [4]
    assert numbers("detail ~ 0.3") == [1]
    assert numbers("--from", "2023-11-14 22:13 UTC", "--to", "2023-11-14 22:14 UTC") == [1, 3, 4]
    assert numbers("--at", "2023-11-14 22:14 UTC") == [1, 3, 4]
    assert numbers("--to", "2023-11-14 22:13 UTC") == []
    assert numbers("age < 1h") == []


def test_everything_that_is_kept_is_written_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trail = filled(tmp_path)
    records = trail.records()[::-1]
    out, _ = told(capsys, tmp_path, "--format", "json")
    first, second, third = (json.loads(line) for line in out.splitlines())

    assert first == {
        "number": 1, "at_utc": "2023-11-14T22:13:20.000Z", "actor": "anna", "os_user": "root", "os_uid": 0,
        "action": "end", "target": "postgres", "target_pid": 2114, "target_start_ticks": 77, "target_boot_id": "boot",
        "executable": "/usr/bin/postgres", "reason": "it hangs", "outcome": "done",
        "outcome_at_utc": "2023-11-14T22:13:20.000Z", "outcome_number": 2, "detail": "SIGTERM; ended after 0.3 s",
        "hash": records[0].hash.hex(), "outcome_hash": records[1].hash.hex(),
    }  # fmt: skip
    assert (second["outcome"], second["outcome_number"], second["reason"]) == ("begun", None, None)
    assert (third["actor"], third["target_pid"], third["outcome_number"]) == (None, None, 4)

    out, _ = told(capsys, tmp_path, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    assert [row["target"] for row in rows] == ["postgres", "'=cmd()", "nginx"]
    assert list(rows[0]) == list(first)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["acton = end"], "Column 1: there is no field 'acton'; expected a field, such as action"),
        (["outcome = killed"], "Column 11: 'killed' is not an outcome; expected one of begun, done, refused, failed"),
        (["x = 1"], "expected a field, such as action or target or actor"),
        (["--from", "yestrday"], "'yestrday' can not stand here"),
        (["--from", "2023-11-15", "--to", "2023-11-14"], "--to lies before --from"),
        (["--at", "2023-11-14 12:00", "--to", "2023-11-14 13:00"], "--at is one moment"),
        (["--anchor", "1:ab"], "--anchor goes with --verify"),
        (["--verify", "--anchor", "1:ab"], "An anchor is written as number:hash"),
        (["--verify", "root"], "--verify reads all of the trail"),
        (["--verify", "--limit", "1"], "--verify reads all of the trail"),
    ],
)
def test_what_can_not_be_used_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    out, err = told(capsys, tmp_path, *arguments, status=2)

    assert sentence in err
    assert out == ""


def test_a_trail_without_deeds_says_so_and_makes_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, tmp_path) == ("No deed is kept, or none that matches.\n", "")
    assert told(capsys, tmp_path, "--verify") == ("Nothing was kept yet.\n", "")
    assert told(capsys, tmp_path, "--format", "json") == ("", "")
    assert list(tmp_path.iterdir()) == []


def test_a_whole_trail_is_verified_and_its_newest_anchor_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    anchor = f"4:{filled(tmp_path).records(limit=1)[0].hash.hex()}"
    out, err = told(capsys, tmp_path, "--verify")

    assert out.splitlines()[:2] == ["4 records, each as it was written", anchor]
    assert "compared with no anchor" in out
    assert err == ""
    out, _ = told(capsys, tmp_path, "--verify", "--anchor", anchor)
    assert out.splitlines() == ["4 records, each as it was written", anchor]
    out, _ = told(capsys, tmp_path, "--verify", "--format", "json")
    assert json.loads(out) == {
        "records": 4, "is_whole": True, "first_broken": None, "fault": None, "anchor": anchor, "anchors_given": 0,
        "anchors_of_journal": 0,
    }  # fmt: skip


def test_a_broken_trail_names_its_first_broken_record_and_is_printed_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    anchor = f"4:{filled(tmp_path).records(limit=1)[0].hash.hex()}"
    forge(tmp_path, "UPDATE audit SET target = 'x' WHERE number = 3")
    out, err = told(capsys, tmp_path, "--verify", status=1)

    assert err == (
        "procmon-gui: the audit trail is broken: record 3 is not as it was written, or one before it is not\n"
    )
    assert out == "2 records before it are as they were written.\n"
    assert "\n     3 " in told(capsys, tmp_path)[0]
    (tmp_path / "desk.sqlite").unlink()
    _, err = told(capsys, tmp_path, "--verify", "--anchor", anchor, status=1)
    assert "record 1 is missing: there were 4 when the newest anchor was taken" in err


@pytest.fixture
def accounts(tmp_path: Path) -> Path:
    """Return a folder with an account of each role, and deeds of two of them."""
    kept = DeskAccounts(Desk(tmp_path / FILE_NAME), clock=StandingClock(), boot_id="boot")
    for name, role in (("anna", Role.ADMINISTRATOR), ("bob", Role.OPERATOR), ("eve", Role.VIEWER)):
        kept.add(name, PASSWORD, role)
    filled(tmp_path)
    trail_in(tmp_path).append(replace(DEED, actor="bob", target="sleep"))
    return tmp_path


@pytest.mark.parametrize(("account", "status", "numbers"), [("anna", 0, [1, 3, 4, 5]), ("bob", 0, [5]), ("eve", 3, [])])
def test_an_administrator_reads_all_an_operator_the_own_deeds_and_a_viewer_none(
    accounts: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, account: str, status: int,
    numbers: list[int],
) -> None:  # fmt: skip
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    login = ("--account", account, "--password-stdin")
    out, err = told(capsys, accounts, "--format", "json", "target != x", *login, status=status)

    # What the login itself left in the trail is no deed of these.
    found = [json.loads(line) for line in out.splitlines()]
    assert [one["number"] for one in found if one["action"] in ("end", "kill")] == numbers
    assert ("only what bob did" in err) == (account == "bob")
    assert ("This needs the role of an operator or more; eve is viewer." in err) == (account == "eve")


@pytest.mark.parametrize(("account", "status"), [("anna", 0), ("bob", 3)])
def test_only_an_administrator_verifies(
    accounts: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, account: str, status: int
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    out, err = told(capsys, accounts, "--verify", "--account", account, "--password-stdin", status=status)

    assert ("each as it was written" in out) == (account == "anna")
    assert ("This needs the role of an administrator; bob is operator." in err) == (account == "bob")


def test_who_does_not_say_who_he_is_reads_nothing(
    accounts: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("wrong\n"))
    out, err = told(capsys, accounts, "--account", "anna", "--password-stdin", status=3)

    assert out == ""
    assert "The name or the password is wrong." in err


def test_a_desk_that_can_not_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    class Away:
        def records(self, *, before: int | None = None, limit: int = 1000) -> None:
            raise Unavailable("/data/desk.sqlite: the desk can not be used")

    assert run_audit(Request(verb="audit", data_dir=tmp_path), opener=lambda _: Away()) == 1  # type: ignore[arg-type,return-value]
    assert capsys.readouterr().err == "procmon-gui: /data/desk.sqlite: the desk can not be used\n"
