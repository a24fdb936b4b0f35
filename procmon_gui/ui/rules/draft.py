"""What is typed in the editor, field by field, and what it comes to. Knows no Qt.

A draft holds texts as the file has them, so that both are read by the same words (`query.rule_keys`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from procmon_gui.domain.reading import FloatArray
from procmon_gui.domain.rules import Condition, Over, Rule, Side, Subject
from procmon_gui.query.rule_checks import (
    OF_PROCESSES,
    TIME_LEFT,
    WITH_METRIC,
    Fault,
    judged_metric,
    known_metric,
    metrics_for,
    usual_instance,
    usual_side,
)
from procmon_gui.query.rule_keys import SIDE_KEYS, read_rule, whole_entry
from procmon_gui.ui.rules.first_threshold import first_side, first_threshold

# In the order in which they stand in the editor.
FIELDS: Final = (
    "title", "id", "enabled", "subject", "metric", "instance", "where", "side", "warn", "critical", "clear", "for",
    "over", "window", "severity", "cooldown", "repeat", "quiet", "critical_is_loud", "channels", "why",
)  # fmt: skip
_NONE: Final = "none"
_USUAL_METRICS: Final = ("host.cpu.busy_ratio", "cpu_ratio")
_ID_LETTERS: Final = 40


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a draft comes to: a rule, or what is wrong, by field."""

    rule: Rule | None
    faults: Mapping[str, str]


def draft_of(rule: Rule) -> dict[str, object]:
    """Return the fields of a rule: texts, flags, and the words of choices."""
    entry = whole_entry(rule)
    side = rule.condition.side.value
    warn = entry.pop(side, "")
    entry |= {"side": side, "warn": warn if warn != side else ""}
    for key in ("warn", "critical", "clear"):
        entry[key] = "" if entry[key] == _NONE else str(entry[key])
    for key in ("for", "window", "cooldown", "repeat"):
        entry[key] = "" if str(entry[key]) == "0 s" else str(entry[key])
    entry["quiet"] = ", ".join(map(str, entry["quiet"] if isinstance(entry["quiet"], list) else []))
    entry["channels"] = ", ".join(map(str, entry["channels"] if isinstance(entry["channels"], list) else []))
    return entry


def read_draft(
    fields: Mapping[str, object], taken: frozenset[str] = frozenset(), channels: Sequence[str] = ()
) -> Drafted:
    """Return what the fields come to; `taken` are the ids that a new rule may not have, `channels` those it may name
    (any, where none are known).
    """
    entry = {key: value for key, value in fields.items() if key in shown_fields(fields) or key in ("id", "enabled")}
    for key in ("for", "window", "cooldown", "repeat"):
        if key in entry:
            entry[key] = str(entry[key]).strip() or _NONE
    if "over" in entry and entry["over"] == Over.LAST.value:
        entry.pop("window", None)
    read = read_rule(entry)
    faults = {_field_of(fault): fault.words for fault in reversed(read.faults)}
    if str(fields.get("id", "")) in taken:
        faults["id"] = "there is a rule of this name already; expected another one"
    if not str(fields.get("title", "")).strip():
        faults["title"] = "expected one line that says what the rule is about"
    lost = [name for name in read.rule.behaviour.channels if name not in channels] if read.rule and channels else []
    if lost:
        faults["channels"] = f"there is no channel {lost[0]}; expected one of {', '.join(channels)}"
    return Drafted(None if faults else read.rule, faults)


def _field_of(fault: Fault) -> str:
    if fault.key in SIDE_KEYS and fault.key != "side":
        return "warn"
    return fault.key


def subject_in(fields: Mapping[str, object]) -> Subject:
    """Return what the rule is about."""
    return Subject(str(fields["subject"]))


def shown_fields(fields: Mapping[str, object]) -> frozenset[str]:
    """Return which fields mean something for what the rule is about."""
    subject = subject_in(fields)
    metric = known_metric(str(fields.get("metric", "")))
    shown = set(FIELDS)
    if subject not in WITH_METRIC:
        shown.discard("metric")
    if subject not in (Subject.HOST, Subject.FULL_IN, Subject.ANOMALY) or metric is None or not metric.per_instance:
        shown.discard("instance")
    of_programs = subject is Subject.ANOMALY and metric is not None and not metric.id.startswith("host.")
    if subject not in OF_PROCESSES and not of_programs:
        shown.discard("where")
    if subject is Subject.NOT_RUNNING:
        shown -= {"side", "warn", "critical", "clear", "over", "window"}
    if subject in TIME_LEFT or subject is Subject.RESTARTS:
        shown -= {"side", "over"}
    if subject is Subject.HEARTBEAT:
        shown -= {"side", "over", "window"}
    return frozenset(shown)


def with_subject(fields: Mapping[str, object], subject: Subject) -> dict[str, object]:
    """Return the fields for another subject: what does not fit goes, what is usual for it comes."""
    changed = dict(fields) | {"subject": subject.value, "side": usual_side(subject).value}
    known = metrics_for(subject)
    before = known_metric(str(fields.get("metric", "")))
    if before not in known:
        usual = next((metric for metric in known if metric.id in _USUAL_METRICS), known[0] if known else None)
        changed["metric"] = "" if usual is None else usual.id
        changed |= dict.fromkeys(("warn", "critical", "clear"), "")
    elif judged_metric(subject, before) is not judged_metric(subject_in(fields), before):
        changed |= dict.fromkeys(("warn", "critical", "clear"), "")
    changed["instance"] = usual_instance(known_metric(str(changed["metric"])))
    if subject is Subject.RESTARTS and not changed.get("window"):
        changed["window"] = "1 h"
    return changed


def with_metric(fields: Mapping[str, object], metric_id: str) -> dict[str, object]:
    """Return the fields for another metric: thresholds in another unit go."""
    changed = dict(fields) | {"metric": metric_id}
    before, after = known_metric(str(fields.get("metric", ""))), known_metric(metric_id)
    if after is not None:
        changed["instance"] = usual_instance(after)
        if before is None or (before.unit is not after.unit and subject_in(fields) is not Subject.ANOMALY):
            changed |= dict.fromkeys(("warn", "critical", "clear"), "")
    return changed


def new_rule(subject: Subject = Subject.HOST, metric_id: str = "host.cpu.busy_ratio") -> Rule:
    """Return the rule with which a new one begins."""
    return Rule(
        id="",
        title="",
        subject=subject,
        metric_id=metric_id,
        instance=usual_instance(known_metric(metric_id)),
        condition=Condition(side=Side.ABOVE, for_s=300.0),
    )


def rule_about_program(name: str, metric_id: str) -> Rule:
    """Return the rule with which one about a program begins, seen in a column."""
    known = {metric.id for metric in metrics_for(Subject.PROGRAM)}
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return replace(
        new_rule(Subject.PROGRAM, metric_id if metric_id in known else "cpu_ratio"),
        title=name,
        where=f'name = "{quoted}"' if name else "",
    )


def rule_about_curve(metric_id: str, instance: str, title: str, seen: FloatArray) -> Rule:
    """Return the rule with which one about a figure of the machine begins; `seen` is what its curve shows."""
    rule = replace(new_rule(Subject.HOST, metric_id), instance=instance, title=title)
    metric = known_metric(metric_id)
    if metric is None:
        return rule
    condition = replace(rule.condition, side=first_side(metric), warn=first_threshold(metric, seen))
    return replace(rule, condition=condition)


def copy_of(rule: Rule, title: str, taken: frozenset[str]) -> Rule:
    """Return a rule like another, with a title and an id of its own."""
    return replace(rule, id=free_id(rule.id, taken), title=title, is_shipped=False)


def id_from(title: str, taken: frozenset[str]) -> str:
    """Return an id that reads like a title."""
    letters = [letter if letter.isascii() and letter.isalnum() else "-" for letter in title.casefold()]
    return free_id("-".join(filter(None, "".join(letters).split("-")))[:_ID_LETTERS] or "rule", taken)


def free_id(wanted: str, taken: frozenset[str]) -> str:
    """Return an id that no other rule has."""
    if wanted not in taken:
        return wanted
    return next(f"{wanted}-{number}" for number in range(2, len(taken) + 3) if f"{wanted}-{number}" not in taken)
