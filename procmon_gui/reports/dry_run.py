"""What a dry run found as it is written down: as a table, as JSON, as CSV."""

import csv
import io
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from procmon_gui.domain.dry_run import DryRun
from procmon_gui.domain.firings import Found, found_in
from procmon_gui.domain.rules import Rule
from procmon_gui.domain.text import csv_field, fit, shown_width
from procmon_gui.query.rule_values import duration_text
from procmon_gui.reports.values import Value, iso_utc

_COLUMNS: Final = ("rule", "fired_utc", "ended_utc", "lasted_s", "severity", "about", "pid", "value", "is_told")
_TIME_WIDTH: Final = len("2026-11-20 14:00:00")
_SEVERITY_WIDTH: Final = 8
_LASTED_WIDTH: Final = 22
_VALUE_WIDTH: Final = 12
_TOLD_WIDTH: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A rule and what came of playing it; `value_words` words what was judged."""

    rule: Rule
    condition: str
    run: DryRun
    value_words: Callable[[float], str]

    @property
    def found(self) -> Sequence[Found]:
        """Return every time at which it fired, the oldest first."""
        return found_in(self.run)


def dry_run_lines(played: Played, width: int) -> list[str]:
    """Return it for people: what was played, each time it fired, and how often that was."""
    run, found = played.run, played.found
    lines = [f"{played.rule.title} ({played.rule.id}): {played.condition}", _coverage(run)]
    if found:
        lines.append("  ".join(_cells("FIRED (UTC)", "SEVERITY", "LASTED", "VALUE", "TOLD")) + "  ABOUT")
    for one in found:
        lasted = _lasting(one.lasted_ms) + (", still" if one.to_ms is None else "")
        value = "–" if math.isnan(one.value) else played.value_words(one.value) or "–"
        told = "yes" if one.is_told else "no"
        cells = _cells(_time(one.from_ms), one.severity.name.lower(), lasted, value, told)
        lines.append("  ".join(cells) + f"  {_about(one)}")
    lines.append(_summary(found, run))
    return [fit(line, width).rstrip() if shown_width(line) > width else line.rstrip() for line in lines]


def _about(found: Found) -> str:
    return found.name if found.pid is None else f"{found.name} (PID {found.pid})"


def _cells(time: str, severity: str, lasted: str, value: str, told: str) -> list[str]:
    return [fit(time, _TIME_WIDTH), fit(severity, _SEVERITY_WIDTH), fit(lasted, _LASTED_WIDTH),
            fit(value, _VALUE_WIDTH, right=True), fit(told, _TOLD_WIDTH)]  # fmt: skip


def _coverage(run: DryRun) -> str:
    parts = [f"played from {_time(run.span.from_ms)} to {_time(run.span.to_ms)} UTC, {run.beat_count:,} samples"]
    if run.averages_to_ms > run.span.from_ms:
        parts.append(f"up to {_time(run.averages_to_ms)} only averages are left, so a short rise is not seen there")
    if run.gap_ms:
        parts.append(f"nothing was recorded of {_lasting(run.gap_ms)}")
    return "; ".join(parts)


def _summary(found: Sequence[Found], run: DryRun) -> str:
    if not run.beat_count:
        return "Nothing was recorded of this time."
    if not run.is_known:
        return "What it watches was never known in this time."
    if not found:
        return "It would not have fired."
    total, longest = sum(one.lasted_ms for one in found), max(one.lasted_ms for one in found)
    times = "once" if len(found) == 1 else f"{len(found):,} times"
    return f"It would have fired {times}: {_lasting(total)} in all, {_lasting(longest)} at most."


def _lasting(ms: int) -> str:
    return duration_text(max(0, round(ms / 1000)))


def _time(at_ms: int) -> str:
    return (iso_utc(at_ms / 1000) or "?")[:19].replace("T", " ")


def dry_run_json(played: Played) -> str:
    """Return one object."""
    run, found = played.run, played.found
    fields = {
        "rule": played.rule.id,
        "condition": played.condition,
        "from_utc": iso_utc(run.span.from_ms / 1000),
        "to_utc": iso_utc(run.span.to_ms / 1000),
        "samples": run.beat_count,
        "averages_to_utc": iso_utc(run.averages_to_ms / 1000) if run.averages_to_ms else None,
        "gap_s": run.gap_ms / 1000,
        "count": len(found),
        "total_s": sum(one.lasted_ms for one in found) / 1000,
        "longest_s": max((one.lasted_ms for one in found), default=0) / 1000,
        "fired": [_fields(played.rule, one) for one in found],
    }
    return json.dumps(fields) + "\n"


def _fields(rule: Rule, found: Found) -> dict[str, Value]:
    return {
        "rule": rule.id,
        "fired_utc": iso_utc(found.from_ms / 1000),
        "ended_utc": None if found.to_ms is None else iso_utc(found.to_ms / 1000),
        "lasted_s": found.lasted_ms / 1000,
        "severity": found.severity.name.lower(),
        "about": found.name or None,
        "pid": found.pid,
        "value": None if math.isnan(found.value) else found.value,
        "is_told": found.is_told,
    }


def dry_run_csv(all_played: Sequence[Played]) -> str:
    """Return a row for each time that one of them fired."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for played in all_played:
        for one in played.found:
            writer.writerow([_cell(value) for value in _fields(played.rule, one).values()])
    return out.getvalue()


def _cell(value: Value) -> Value:
    if isinstance(value, bool):
        return "true" if value else "false"
    return csv_field(value) if isinstance(value, str) else value
