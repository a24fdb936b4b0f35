"""`procmon-gui rules`: what is listed, shown and checked, and what is said when something is wrong."""

import csv
import io
import json
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from procmon_gui.domain.alerts import About, Change
from procmon_gui.domain.dry_run import DryRun
from procmon_gui.domain.errors import Refused
from procmon_gui.domain.history import Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.rules import Rule, Severity, Subject
from procmon_gui.settings.rules_reading import rules_of
from procmon_gui.store.desk.alerts import DeskAlerts
from procmon_gui.store.desk.database import FILE_NAME, Desk
from procmon_gui.terminal.arguments import parse
from procmon_gui.terminal.request import Request
from procmon_gui.terminal.rules import run_rules
from procmon_gui.terminal.rules_play import play_rules
from tests.store.desk.alert_samples import event, news
from tests.store.desk.desks import StandingClock

FILE = """\
[[rule]]
id = "cpu"
title = "Der Prozessor glüht"
metric = "host.cpu.busy_ratio"
above = "80 %"
critical = "95 %"
for = "5 min"

[[rule]]
id = "postgres-gone"
subject = "not-running"
where = 'name = postgres'
enabled = false
"""


def told(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str, status: int = 0) -> tuple[str, str]:
    where = ["--data-dir", str(folder), "--config", str(folder / "settings.toml")]
    assert run_rules(parse(["rules", *arguments, *where])) == status
    captured = capsys.readouterr()
    return captured.out, captured.err


def own(out: str) -> list[str]:
    """Return the lines about rules that did not come with the program."""
    return [line for line in out.splitlines() if line.startswith(("RULE", "cpu ", "postgres-gone"))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rules.toml").write_text(FILE)
    return tmp_path


def test_rules_are_listed_with_what_they_watch_and_how_they_do(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    kept = DeskAlerts(Desk(folder / FILE_NAME), clock=StandingClock())
    kept.keep([news(event())])

    out, err = told(capsys, folder)

    assert any(line.startswith("cpu-busy ") for line in out.splitlines()), "what came with the program is there too"
    assert [" ".join(line.split()) for line in own(out)] == [
        "RULE STATE CONDITION TITLE",
        "cpu firing CPU above 80 % (critical: 95 %) for 5 min Der Prozessor glüht",
        "postgres-gone off Not running: name = postgres postgres-gone",
    ]
    assert err == ""


def test_for_programs_there_is_everything_that_a_rule_says(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = told(capsys, folder, "list", "--format", "json")
    rows, _ = told(capsys, folder, "--format", "csv")

    cpu = next(one for one in map(json.loads, out.splitlines()) if one["id"] == "cpu")
    assert (cpu["warn"], cpu["critical"], cpu["clear"], cpu["for"]) == ("80 %", "95 %", None, "5 min")
    assert (cpu["state"], cpu["is_shipped"], cpu["muted_until_utc"]) == ("on", False, None)
    row = next(one for one in csv.DictReader(io.StringIO(rows)) if one["id"] == "cpu")
    assert (row["warn"], row["title"], row["enabled"]) == ("80 %", "Der Prozessor glüht", "true")


def test_a_rule_is_shown_as_it_would_stand_in_the_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = told(capsys, folder, "show", "cpu")

    assert tomllib.loads(out)["rule"][0]["title"] == "Der Prozessor glüht"
    again = rules_of(out.encode(), ())
    assert (again.rules, again.problems) == (rules_of(FILE.encode(), ()).rules[:1], ())


def test_a_rule_that_is_not_there_and_one_that_can_not_be_used_are_told_apart(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "rules.toml").write_text(FILE.replace('"80 %"', '"80 GB"'))

    assert "There is no rule “nobody”" in told(capsys, folder, "show", "nobody", status=2)[1]
    assert (
        "The rule cpu can not be used: above: the unit of '80 GB'" in told(capsys, folder, "show", "cpu", status=2)[1]
    )
    assert "something is wrong with rules.toml" in told(capsys, folder)[1]


def test_check_names_everything_that_is_wrong_with_its_line_and_ends_with_1(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "rules.toml"
    path.write_text(FILE.replace("above", "abov").replace("= false", "= fals"))

    out, _ = told(capsys, folder, "check", status=1)
    said, _ = told(capsys, folder, "check", str(path), "--format", "json", status=1)
    rows, _ = told(capsys, folder, "check", "--format", "csv", status=1)

    assert out.splitlines() == [
        f"{path}:5: cpu: abov: there is no such key; “above” is one",
        f"{path}:13: postgres-gone: this line is no TOML, so the rule is not used; texts stand in quotes, such as "
        'above = "80 %"',
    ]
    assert json.loads(said.splitlines()[0]) == {
        "file": str(path), "line": 5, "rule": "cpu", "key": "abov", "problem": "there is no such key; “above” is one",
    }  # fmt: skip
    assert len(list(csv.DictReader(io.StringIO(rows)))) == 2


def test_check_says_that_nothing_is_wrong_and_that_there_is_no_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "nothing is wrong" in told(capsys, folder, "check")[0]
    (folder / "rules.toml").unlink()
    assert told(capsys, folder, "check")[0].startswith("There is no ")
    assert "There is no file" in told(capsys, folder, "check", str(folder / "other.toml"), status=2)[1]


def test_who_may_not_watch_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def gate(_: Request) -> None:
        raise Refused("no")

    assert run_rules(parse(["rules", "--config", str(folder / "settings.toml")]), gate=gate) == 1
    assert capsys.readouterr().err == "procmon-gui: no\n"


# ---- test


class Player:
    """Finds in every rule that it was critical for a while, and that it fires still."""

    def __init__(self) -> None:
        self.asked: list[tuple[Rule, Span]] = []

    def test(self, rule: Rule, span: Span, errand: Errand) -> DryRun:
        self.asked.append((rule, span))
        errand.tell_progress(1, 2)
        about = About(subject=Subject.PROCESS, name="zstd", key=ProcessKey("boot", 4711, 1))
        first = event(rule_id=rule.id, about=about, at_ms=span.from_ms + 60_000)
        events = [
            first,
            replace(first, change=Change.WORSENED, severity=Severity.CRITICAL, at_ms=span.from_ms + 90_000),
            replace(first, change=Change.RESOLVED, severity=Severity.CRITICAL, at_ms=span.from_ms + 120_000),
            replace(first, at_ms=span.to_ms - 5_000, about=About(subject=Subject.HOST), is_told=False),
        ]
        return DryRun(
            span=span, events=events, beat_count=3600, gap_ms=90_000, averages_to_ms=span.from_ms + 30_000
        )  # fmt: skip


def played(capsys: pytest.CaptureFixture[str], folder: Path, player: Player, *arguments: str) -> str:
    where = ["--data-dir", str(folder), "--config", str(folder / "settings.toml")]
    request = parse(["rules", "test", *arguments, *where])
    assert play_rules(request, opener=lambda _: player) == 0
    return capsys.readouterr().out


def test_a_rule_is_played_over_the_range_that_is_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    player = Player()

    out = played(capsys, folder, player, "cpu", "--from", "2026-11-20T12:00Z", "--to", "2026-11-20T13:00Z")

    assert out.splitlines() == [
        "Der Prozessor glüht (cpu): CPU above 80 % (critical: 95 %) for 5 min",
        "played from 2026-11-20 12:00:00 to 2026-11-20 13:00:00 UTC, 3,600 samples; up to 2026-11-20 12:00:30 only "
        "averages are left, so a short rise is not seen there; nothing was recorded of 1 min 30 s",
        "FIRED (UTC)          SEVERITY  LASTED                         VALUE  TOLD  ABOUT",
        "2026-11-20 12:01:00  critical  1 min                           95 %  yes   zstd (PID 4711)",
        "2026-11-20 12:59:55  warning   5 s, still                      95 %  no",
        "It would have fired 2 times: 1 min 5 s in all, 1 min at most.",
    ]


def test_for_programs_a_dry_run_is_json_or_csv_and_without_a_range_it_is_the_last_day(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    player = Player()

    found = json.loads(played(capsys, folder, player, "cpu", "--format", "json"))
    rows = list(csv.DictReader(io.StringIO(played(capsys, folder, player, "cpu", "--format", "csv"))))

    assert player.asked[0][1].to_ms - player.asked[0][1].from_ms == 86_400_000
    assert (found["count"], found["total_s"], found["longest_s"], found["samples"]) == (2, 65, 60, 3600)
    assert [(one["severity"], one["pid"], one["is_told"]) for one in found["fired"]] == [
        ("critical", 4711, True), ("warning", None, False),
    ]  # fmt: skip
    assert [row["ended_utc"] == "" for row in rows] == [False, True]


def test_the_rules_of_a_file_are_played_one_after_the_other(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = folder / "mine.toml"
    other.write_text(FILE + '[[rule]]\nid = "broken"\nabove = 1\n')
    player = Player()

    out = played(capsys, folder, player, str(other))

    assert [rule.id for rule, _ in player.asked] == ["cpu", "postgres-gone"]
    assert "Not running: name = postgres" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nobody",), "There is no rule “nobody”"),
        (("/no/such.toml",), "There is no file /no/such.toml."),
        (("cpu", "--from", "2026-11-20 12:00", "--to", "2026-11-20 11:00"), "--to lies before --from."),
        (("cpu",), "Nothing was recorded into"),
    ],
)
def test_what_can_not_be_played_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    status = 1 if said.startswith("Nothing") else 2

    assert said in told(capsys, folder, "test", *words, status=status)[1]
