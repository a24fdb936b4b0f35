"""What is typed in the editor: it becomes the rule that it was made of, and what is wrong is said at its field."""

from dataclasses import replace

import numpy as np
import pytest

from procmon_gui.alerts.shipped import SHIPPED
from procmon_gui.domain.rules import EACH_INSTANCE, Behaviour, Over, QuietHours, Rule, Severity, Side, Subject
from procmon_gui.ui.rules.draft import (
    copy_of,
    draft_of,
    free_id,
    id_from,
    new_rule,
    read_draft,
    rule_about_curve,
    rule_about_program,
    shown_fields,
    with_metric,
    with_subject,
)
from tests.ui.rules.books import BIG, CPU, MEAN


@pytest.mark.parametrize("rule", [*SHIPPED, CPU, BIG, MEAN], ids=lambda rule: rule.id)
def test_a_rule_that_nobody_touches_stays_as_it_is(rule: Rule) -> None:
    drafted = read_draft(draft_of(rule))

    assert drafted.faults == {}
    assert drafted.rule == replace(rule, is_shipped=False)


def test_a_rule_with_all_that_there_is_stays_too() -> None:
    behaviour = Behaviour(cooldown_s=0, repeat_s=3600, quiet=(QuietHours(0, 60), QuietHours(1320, 420)),
                          channels=("a", "b-2"), critical_is_loud=False)  # fmt: skip
    rule = replace(CPU, behaviour=behaviour, why="See who works.", is_enabled=False)

    assert read_draft(draft_of(rule)).rule == rule


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("warn", "80 GB", "the unit of '80 GB' does not fit"),
        ("warn", "", "a threshold is needed"),
        ("critical", "10 %", "critical has to be above the warning"),
        ("clear", "95 %", "what ends it has to be below every threshold"),
        ("for", "soon", "'soon' can not stand here"),
        ("quiet", "22-7", "'22-7' can not stand here"),
        ("channels", "a b", "'a b' can not stand here"),
        ("id", "cpu", "there is a rule of this name already"),
        ("id", "ä", "'ä' can not stand here"),
        ("title", " ", "expected one line"),
        ("metric", "cpu", "there is no metric 'cpu'"),
        ("repeat", "5 s", "that is too often"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(field: str, typed: str, said: str) -> None:
    fields = draft_of(replace(CPU, id="new")) | {field: typed}
    if field == "warn" and not typed:
        fields["critical"] = ""

    drafted = read_draft(fields, taken=frozenset({"cpu"}))

    assert drafted.rule is None
    assert drafted.faults[field].startswith(said), drafted.faults


def test_a_channel_that_is_not_there_is_said_where_it_is_known_which_there_are() -> None:
    fields = draft_of(CPU) | {"channels": "desktop, ops-mial"}

    assert read_draft(fields).faults == {}
    assert read_draft(fields, channels=("desktop", "ops-mail")).faults == {
        "channels": "there is no channel ops-mial; expected one of desktop, ops-mail"
    }


def test_only_fields_that_mean_something_are_shown() -> None:
    of_host, of_nobody = shown_fields(draft_of(CPU)), shown_fields(draft_of(BIG) | {"subject": "not-running"})

    assert "where" not in of_host
    assert "instance" in of_host
    assert {"where", "severity"} <= of_nobody
    assert not {"metric", "warn", "critical", "over", "window"} & of_nobody


def test_another_subject_takes_what_does_not_fit_away() -> None:
    changed = with_subject(draft_of(CPU), Subject.PROGRAM)

    assert (changed["metric"], changed["warn"], changed["for"]) == ("cpu_ratio", "", "1 min")
    filled = with_subject(draft_of(CPU), Subject.FULL_IN)
    assert (filled["metric"], filled["side"], filled["instance"]) == (
        "host.filesystem.available_bytes", "below", EACH_INSTANCE,
    )  # fmt: skip
    assert with_subject(draft_of(CPU), Subject.RESTARTS)["window"] == "1 h"


def test_another_metric_of_the_same_unit_keeps_the_thresholds() -> None:
    kept = with_metric(draft_of(CPU), "host.memory.used_ratio")
    other = with_metric(draft_of(CPU), "host.disk.read_bytes_per_s")

    assert (kept["warn"], kept["critical"]) == ("70 %", "90 %")
    assert (other["warn"], other["critical"], other["instance"]) == ("", "", EACH_INSTANCE)


@pytest.mark.parametrize("subject", list(Subject))
def test_every_subject_can_be_begun_with(subject: Subject) -> None:
    fields = with_subject(draft_of(new_rule()), subject) | {"title": "x", "id": "x"}
    shown = shown_fields(fields)
    if "where" in shown:
        fields["where"] = "name = x"
    if "warn" in shown:
        fields["warn"] = {Subject.FULL_IN: "2 h", Subject.GROWTH: "2 h", Subject.HEARTBEAT: "2 min"}.get(subject, "1")

    drafted = read_draft(fields)

    assert drafted.faults == {}
    assert drafted.rule is not None
    assert drafted.rule.subject is subject


def test_a_rule_may_begin_with_what_somebody_sees() -> None:
    program = rule_about_program('a "b"', "rss_bytes")
    curve = rule_about_curve("host.disk.busy_ratio", "sda", "Disk busy, sda", np.array([0.2]))

    assert (program.subject, program.metric_id, program.where) == (Subject.PROGRAM, "rss_bytes", 'name = "a \\"b\\""')
    assert rule_about_program("", "state").metric_id == "cpu_ratio"
    for rule in (program, curve):
        fields = draft_of(rule) | {"warn": "1", "id": "x"}
        assert read_draft(fields).faults == {}
    assert (curve.metric_id, curve.instance, curve.title) == ("host.disk.busy_ratio", "sda", "Disk busy, sda")
    assert curve.condition.warn == 0.25


def test_an_id_reads_like_the_title_and_is_nobody_elses() -> None:
    assert id_from("Postgres: zu groß!", frozenset()) == "postgres-zu-gross"
    assert id_from("???", frozenset({"rule"})) == "rule-2"
    assert free_id("a", frozenset({"a", "a-2"})) == "a-3"
    copy = copy_of(CPU, "Copy", frozenset({"cpu"}))
    assert (copy.id, copy.title, copy.is_shipped) == ("cpu-2", "Copy", False)
    assert (MEAN.condition.over, MEAN.condition.side) == (Over.MEAN, Side.BELOW)
    assert CPU.condition.severity is Severity.WARNING
