"""The columns of the lists about recorded lives: runs of a program, children of a process. Window thread only."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.ranges import ProcessFacts, ProcessInRange
from procmon_gui.reports.rows import Cell
from procmon_gui.reports.values import iso_utc
from procmon_gui.ui import moment_words, text
from procmon_gui.ui.models.detail_columns import (
    WIDEST_BYTES,
    WIDEST_PID,
    WIDEST_RATIO,
    optional_bytes,
    optional_ratio,
)
from procmon_gui.ui.models.detail_table import Column
from procmon_gui.ui.models.process_kinds import icon_of
from procmon_gui.ui.models.process_words import own_title

translate = QCoreApplication.translate
_T = QT_TRANSLATE_NOOP

_WIDEST_MOMENT: Final = "30. Nov. 2026 23:59:59"
_WIDEST_DURATION: Final = "59 min 59 s"


def name_of(facts: ProcessFacts) -> str:
    """Return what a process is called: as it calls itself, or as its program is."""
    return own_title(facts.name, facts.command_line) or text.UNKNOWN


def lasted_s(facts: ProcessFacts) -> float | None:
    """Return for how long a process was seen; None where it was not seen to begin or to end."""
    if facts.first_ms is None or facts.last_ms is None:
        return None
    return (facts.last_ms - facts.first_ms) / 1000


def _moment(at_ms: int | None) -> str:
    return text.UNKNOWN if at_ms is None else moment_words.moment_text(at_ms)


def _duration(seconds: float | None) -> str:
    return text.UNKNOWN if seconds is None else text.duration_text(seconds)


def _what(facts: ProcessFacts) -> str:
    return facts.command_line or facts.name or text.UNKNOWN


RUN_COLUMNS: Final[tuple[Column[ProcessInRange], ...]] = (
    Column(id="what", title=_T("Detail", "Command line"), words=lambda row: _what(row.facts),
           value=lambda row: _what(row.facts), stretch=1, least_px=140),
    Column(id="pid", title=_T("Detail", "PID"), words=lambda row: str(row.facts.key.pid),
           value=lambda row: row.facts.key.pid, is_number=True, widest=WIDEST_PID, token=lambda _row: "t2"),
    Column(id="started", title=_T("Detail", "First seen"), words=lambda row: _moment(row.facts.first_ms),
           value=lambda row: row.facts.first_ms, is_number=True, widest=_WIDEST_MOMENT),
    Column(id="ended", title=_T("Detail", "Ended"), words=lambda row: _moment(row.facts.last_ms),
           value=lambda row: row.facts.last_ms, is_number=True, widest=_WIDEST_MOMENT,
           explained=lambda row: "" if row.facts.last_ms else translate("Detail", "Not that anybody saw.")),
    Column(id="lasted", title=_T("Detail", "Lasted"), words=lambda row: _duration(lasted_s(row.facts)),
           value=lambda row: lasted_s(row.facts), is_number=True, widest=_WIDEST_DURATION),
    Column(id="cpu", title=_T("Detail", "CPU time"), words=lambda row: _duration(row.use.cpu_s),
           value=lambda row: row.use.cpu_s, is_number=True, widest=_WIDEST_DURATION),
    Column(id="cpu_most", title=_T("Detail", "Most CPU"), words=lambda row: optional_ratio(row.use.cpu_ratio_most),
           value=lambda row: row.use.cpu_ratio_most, is_number=True, widest=WIDEST_RATIO, fold=2),
    Column(id="memory", title=_T("Detail", "Most memory"), words=lambda row: optional_bytes(row.use.rss_most_bytes),
           value=lambda row: row.use.rss_most_bytes, is_number=True, widest=WIDEST_BYTES),
    Column(id="user", title=_T("Detail", "User"), words=lambda row: row.facts.user or text.UNKNOWN,
           value=lambda row: row.facts.user, least_px=72, fold=1, token=lambda _row: "t2"),
)  # fmt: skip

CHILD_COLUMNS: Final[tuple[Column[ProcessFacts], ...]] = (
    Column(id="name", title=_T("Detail", "Name"), words=name_of, value=name_of, stretch=1, least_px=88,
           icon=lambda row: icon_of(row.name), explained=lambda row: _what(row)[: text.TOOLTIP_CAP]),
    Column(id="pid", title=_T("Detail", "PID"), words=lambda row: str(row.key.pid), value=lambda row: row.key.pid,
           is_number=True, widest=WIDEST_PID, token=lambda _row: "t2"),
    Column(id="started", title=_T("Detail", "First seen"), words=lambda row: _moment(row.first_ms),
           value=lambda row: row.first_ms, is_number=True, widest=_WIDEST_MOMENT, fold=2),
    Column(id="lasted", title=_T("Detail", "Lasted"), words=lambda row: _duration(lasted_s(row)),
           value=lasted_s, is_number=True, widest=_WIDEST_DURATION, fold=1),
)  # fmt: skip

RUN_FIELDS: Final = (
    "pid", "first_seen_utc", "last_seen_utc", "cpu_s", "cpu_ratio_most", "rss_bytes_most", "rss_bytes_mean",
    "disk_read_bytes", "disk_write_bytes", "user", "command_line",
)  # fmt: skip


def run_cells(run: ProcessInRange) -> tuple[Cell, ...]:
    """Return a run as a line of a file has it, in the order of `RUN_FIELDS`."""
    facts, use = run.facts, run.use
    return (
        facts.key.pid, _iso(facts.first_ms), _iso(facts.last_ms), use.cpu_s, use.cpu_ratio_most, use.rss_most_bytes,
        use.rss_mean_bytes, use.read_bytes, use.write_bytes, facts.user, facts.command_line,
    )  # fmt: skip


def _iso(at_ms: int | None) -> str | None:
    return None if at_ms is None else iso_utc(at_ms / 1000)
