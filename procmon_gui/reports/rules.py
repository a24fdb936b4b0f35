"""Rules as they are written down: as JSON, as CSV, as a table, and as TOML; and what is wrong with their file."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from procmon_gui.domain.rules import Rule, RuleProblem
from procmon_gui.domain.text import csv_field, fit, shown_width
from procmon_gui.query.rule_keys import whole_entry
from procmon_gui.reports.values import Value, iso_utc

_LEAST_ID_WIDTH: Final = 8
_ID_WIDTH: Final = 28
_STATE_WIDTH: Final = 11
_CONDITION_WIDTH: Final = 66
_FIELDS: Final = ("id", "title", "state", "condition", "is_shipped", "enabled", "subject", "metric", "instance",
                  "where", "side", "warn", "critical", "clear", "for", "over", "window", "severity", "cooldown",
                  "repeat", "quiet", "critical_is_loud", "channels", "why", "firing_count",
                  "muted_until_utc")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """A rule and how it does.

    Attributes:
        condition: from when on it fires, in words.
        firing_count: of how many things it fires now.
        muted_until_ms: until when it tells nobody; None where it is not muted.
    """

    rule: Rule
    condition: str = ""
    firing_count: int = 0
    muted_until_ms: int | None = None

    @property
    def state(self) -> str:
        """Return it in a word or two."""
        if not self.rule.is_enabled:
            return "off"
        if self.firing_count:
            return "firing" if self.firing_count == 1 else f"firing ({self.firing_count})"
        return "muted" if self.muted_until_ms is not None else "on"


def rule_fields(line: RuleLine) -> dict[str, object]:
    """Return one rule with everything that it says; unknown is None."""
    entry = whole_entry(line.rule)
    side = line.rule.condition.side.value
    found: dict[str, object] = {
        **entry,
        "side": side,
        "warn": entry.get(side),
        "state": line.state,
        "condition": line.condition or None,
        "is_shipped": line.rule.is_shipped,
        "firing_count": line.firing_count,
        "muted_until_utc": None if line.muted_until_ms is None else iso_utc(line.muted_until_ms / 1000),
    }
    return {key: None if found.get(key) in (None, "none") else found[key] for key in _FIELDS}


def rules_json(lines: Sequence[RuleLine]) -> str:
    """Return an object a line."""
    return "".join(json.dumps(rule_fields(line)) + "\n" for line in lines)


def rules_csv(lines: Sequence[RuleLine]) -> str:
    """Return a row for each rule."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_FIELDS)
    for line in lines:
        writer.writerow([_cell(value) for value in rule_fields(line).values()])
    return out.getvalue()


def _cell(value: object) -> Value:
    if isinstance(value, list):
        return csv_field(" ".join(map(str, value)))
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, int | float):
        return value
    return csv_field(str(value))


def rules_lines(lines: Sequence[RuleLine], width: int) -> list[str]:
    """Return a table, its header first."""
    ids = max([_LEAST_ID_WIDTH, *(shown_width(line.rule.id) for line in lines)])
    widths = (min(ids, _ID_WIDTH), _STATE_WIDTH, _CONDITION_WIDTH)
    rows = [("RULE", "STATE", "CONDITION", "TITLE")]
    rows += [(line.rule.id, line.state, line.condition, line.rule.title) for line in lines]
    said = ["  ".join([*(fit(cell, size) for cell, size in zip(row, widths, strict=False)), row[-1]]) for row in rows]
    return [fit(row, width).rstrip() if shown_width(row) > width else row.rstrip() for row in said]


# ---- one rule


def rule_toml(rule: Rule) -> str:
    """Return a rule as it would stand in a file, with everything that it says."""
    lines = [f"{key} = {_toml(value)}" for key, value in whole_entry(rule).items() if value != ""]
    return "[[rule]]\n" + "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    # What is said here is texts, numbers, flags and lists of texts: of these JSON is TOML.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


# ---- what is wrong


def problem_lines(problems: Sequence[RuleProblem], file: str) -> list[str]:
    """Return a line for each, as compilers have it: file, line, rule, key, words."""
    return [": ".join(filter(None, [_place(one, file), one.rule, one.where, one.words])) for one in problems]


def _place(problem: RuleProblem, file: str) -> str:
    return f"{file}:{problem.line}" if problem.line else file


def problems_json(problems: Sequence[RuleProblem], file: str) -> str:
    """Return an object a line."""
    return "".join(json.dumps(_problem_fields(one, file)) + "\n" for one in problems)


def _problem_fields(problem: RuleProblem, file: str) -> Mapping[str, Value]:
    return {
        "file": file,
        "line": problem.line or None,
        "rule": problem.rule or None,
        "key": problem.where or None,
        "problem": problem.words,
    }


def problems_csv(problems: Sequence[RuleProblem], file: str) -> str:
    """Return a row for each."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("file", "line", "rule", "key", "problem"))
    for one in problems:
        writer.writerow([_cell(value) for value in _problem_fields(one, file).values()])
    return out.getvalue()
