"""What doctor says of failures of this program that were kept."""

from collections.abc import Sequence

from procmon_gui.domain.crashes import CrashReport
from procmon_gui.reports.values import iso_utc
from procmon_gui.terminal.facts import Fact, Level


def crash_facts(reports: Sequence[CrashReport], folder: str) -> list[Fact]:
    """Tell how often it ended unexpectedly, when last, and where that can be read."""
    ended = [report for report in reports if report.kind.is_end]
    if not reports:
        return [Fact("unexpected_ends", "Unexpected ends", "none are kept", 0)]
    facts = [Fact("unexpected_ends", "Unexpected ends", "none are kept", 0)]
    if ended:
        newest = ended[0]
        text = f"{len(ended)}, the newest at {iso_utc(newest.at_s)}: {newest.what or newest.kind.value}"
        level = Level.LIMITED if any(report.is_new for report in ended) else Level.OK
        facts = [Fact("unexpected_ends", "Unexpected ends", text, len(ended), level)]
    others = len(reports) - len(ended)
    facts.append(Fact("failures_that_went_on", "Failures that went on", str(others), others))
    told = f"{folder} (they stay on this machine; what is deleted there is told no more)"
    return [*facts, Fact("crash_reports", "Reports", told, folder)]
