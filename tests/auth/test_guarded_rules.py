"""Rules behind the gate: who may change them, and what the audit trail has of it."""

from pathlib import Path

import pytest

from procmon_gui.auth.gate import Denied
from procmon_gui.auth.guarded_rules import GuardedRules
from procmon_gui.domain.errors import Unavailable, WrongInput
from procmon_gui.domain.rules import Condition, Rule, Subject
from procmon_gui.settings.rules_file import RulesFile
from tests.auth.logins import Hall
from tests.auth.test_access import Full

BUSY = Rule(
    id="busy", title="Busy", subject=Subject.PROCESS, metric_id="cpu_ratio", condition=Condition(warn=0.5, for_s=60)
)


def guarded(hall: Hall) -> tuple[GuardedRules, RulesFile]:
    book = RulesFile(hall.folder / "rules.toml", ())
    return GuardedRules(book, hall.access, hall.audit, hall.clock), book


@pytest.mark.parametrize("who", ["", "vera"])
def test_who_only_watches_reads_rules_and_changes_none_and_the_audit_has_it(tmp_path: Path, who: str) -> None:
    hall = Hall(tmp_path).fill()
    rules, book = guarded(hall)
    book.put(BUSY)
    if who:
        hall.log_in(who)
    before = len(hall.deeds())

    with pytest.raises(Denied):
        rules.put(BUSY)
    with pytest.raises(Denied):
        rules.remove("busy")

    assert [deed.split(" refused ")[0] for deed in hall.deeds()[before:]] == [
        f"{who or '-'} rule-change", f"{who or '-'} rule-remove",
    ]  # fmt: skip
    assert rules.rules().rules == (BUSY,)
    assert rules.version() == book.version()


def test_an_operator_changes_rules_and_the_audit_has_both_ends_of_it(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    rules, book = guarded(hall)
    hall.log_in("oskar")

    rules.put(BUSY)
    rules.remove("busy")

    assert book.rules().rules == ()
    assert hall.deeds()[-4:] == [
        "oskar rule-change begun busy", "oskar rule-change done busy",
        "oskar rule-remove begun busy", "oskar rule-remove done busy",
    ]  # fmt: skip


def test_what_the_trail_can_not_keep_is_not_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hall = Hall(tmp_path)
    rules, book = guarded(hall)
    monkeypatch.setattr(hall.audit, "append", Full().append)

    with pytest.raises(Unavailable):
        rules.put(BUSY)

    assert book.rules().rules == ()


def test_a_rule_that_makes_no_sense_is_kept_as_failed(tmp_path: Path) -> None:
    hall = Hall(tmp_path)
    rules, _ = guarded(hall)

    with pytest.raises(WrongInput):
        rules.put(Rule(id="x", title="x", subject=Subject.PROCESS, condition=Condition(warn=1.0)))

    assert hall.deeds()[-1].startswith("- rule-change failed x metric: ")
