"""The one language over the deeds of the audit trail; its page of the manual names every field, as it is."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from procmon_gui import query
from procmon_gui.domain.audit import AuditRecord, Deed, Outcome
from procmon_gui.domain.audit_entries import AuditEntry
from procmon_gui.domain.audit_fields import AUDIT_CATALOGUE, audit_table
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.units import Unit

NOW_MS = 1_790_000_000_000
PAGE = (Path(__file__).parents[2] / "resources" / "docs" / "manual" / "audit.md").read_text(encoding="utf-8")
ANNA = Deed(
    actor="anna", os_user="root", os_uid=0, action="kill", outcome=Outcome.DONE, target="postgres",
    target_key=ProcessKey("boot", 2114, 7), executable="/usr/bin/postgres", reason="it hangs", detail="SIGKILL",
)  # fmt: skip
ROOT = replace(ANNA, actor="", action="users add", outcome=Outcome.REFUSED, target="bob", target_key=None, reason="")


def entry(number: int, deed: Deed, at_ms: int = NOW_MS) -> AuditEntry:
    return AuditEntry(
        record=AuditRecord(number=number, at_ms=at_ms, monotonic_ns=0, boot_id="boot", deed=deed, hash=b"")
    )


ENTRIES = (entry(1, ANNA, NOW_MS - 86_400_000), entry(2, ROOT))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [1, 2]), ("postgres", [1]), ("ANNA", [1]), ("users", [2]), ("hangs", [1]), ("sigkill", []), ("2114", [1]),
        ("usr/bin", []), ("action = kill", [1]), ("verb ~ add", [2]), ("outcome = refused", [2]),
        ("not outcome = done", [2]), ("who is unknown", [2]), ("pid is unknown", [2]), ("pid != 2114", []),
        ("target_pid = 2114", [1]),
        ("age > 1h", [1]), ("at < 2026-09-22T00:00Z", [1, 2]), ("exe ~ *bin*", [1, 2]), ("reason ~ /^it/", [1]),
        ("number >= 2 or who = anna", [1, 2]), ("user = root and name = bob", [2]),
    ],
)  # fmt: skip
def test_it_is_understood_as_in_the_list_of_processes(text: str, found: list[int]) -> None:
    passes = query.compile(text, AUDIT_CATALOGUE).match(audit_table(ENTRIES, NOW_MS)).tolist()

    assert [entry.number for entry, does in zip(ENTRIES, passes, strict=True) if does] == found


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("cpu > 1", "Column 1: there is no field 'cpu'; expected a field, such as action or target or actor"),
        ("actr = x", "Column 1: there is no field 'actr'; expected a field, such as actor"),
        ("outcome = well", "Column 11: 'well' is not an outcome; expected one of begun, done, refused, failed, unsure"),
        ("pid ~ 1", "Column 5: '~' does not work with pid; expected >, <, >=, <=, = or !="),
        ("at > noon", "Column 6: 'noon' is not a time"),
    ],
)
def test_an_error_names_the_column_and_what_was_expected(text: str, sentence: str) -> None:
    with pytest.raises(query.QueryError) as caught:
        query.compile(text, AUDIT_CATALOGUE)

    assert str(caught.value).startswith(sentence)


def test_what_is_typed_is_completed_with_the_fields_of_a_deed() -> None:
    offered = [offer.text for offer in query.complete("outc", 4, AUDIT_CATALOGUE)]

    assert offered[0] == "outcome"
    assert query.complete("outcome = re", 12, AUDIT_CATALOGUE)[0].text == "refused"
    assert not any("cpu" in offer.text for offer in query.complete("c", 1, AUDIT_CATALOGUE))


_KINDS = {
    Unit.NONE: "number", Unit.TEXT: "text", Unit.CHOICE: "choice", Unit.SECONDS: "duration", Unit.TIME_UTC_S: "time",
}  # fmt: skip


def line_of(metric: Metric) -> str:
    names = ", ".join(f"`{name}`" for name in (*metric.aliases, metric.id))
    return f"| {names} | {_KINDS[metric.unit]} | {metric.description} |"


def test_the_manual_lists_every_field_and_no_other() -> None:
    table = PAGE.partition("| Names |")[2].partition("\n\n")[0]

    assert table.splitlines()[2:] == [line_of(metric) for metric in AUDIT_CATALOGUE.metrics]


@pytest.mark.parametrize("example", re.findall(r"^\| `([^`]+)` \|", PAGE.partition("## What can")[2], re.MULTILINE)[:5])
def test_every_example_of_the_manual_is_understood(example: str) -> None:
    assert query.compile(example, AUDIT_CATALOGUE).fields


def test_the_manual_says_what_every_outcome_means() -> None:
    assert all(f"| `{outcome.value}` |" in PAGE for outcome in Outcome)
