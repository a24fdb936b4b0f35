"""The columns of two ranges side by side: programs, and figures of the machine. Window thread only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.host_metrics import HOST_CATALOGUE
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.range_comparison import Change, ComparedProgram
from procmon_gui.domain.ranges import Resource, Statistics
from procmon_gui.ui import text
from procmon_gui.ui.models.detail_table import Column
from procmon_gui.ui.models.process_kinds import icon_of
from procmon_gui.ui.told_apart import parts_of_paths

translate = QCoreApplication.translate
_T = QT_TRANSLATE_NOOP

_TAGS: Final = {
    Change.NEW: _T("Detail", "New"),
    Change.GONE: _T("Detail", "Gone"),
    Change.MORE: _T("Detail", "More"),
    Change.LESS: _T("Detail", "Less"),
}
_TOKENS: Final = {Change.NEW: "accent", Change.MORE: "warn", Change.LESS: "good"}
_ICONS: Final = {Change.MORE: "arrow-up", Change.LESS: "arrow-down"}
_PLACES: Final = (Change.NEW, Change.MORE, Change.LESS, Change.GONE, Change.SAME, Change.UNKNOWN)
# From so many times on, the factor says less than "much".
_MOST_FACTOR: Final = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """One program, compared by one resource; `apart` tells it from others of its name, "" where nothing has to."""

    program: ComparedProgram
    by: Resource
    apart: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One metric of the machine in two ranges."""

    metric_id: str
    this: Statistics
    that: Statistics


def compared_rows(programs: Sequence[ComparedProgram], by: Resource) -> list[ComparedRow]:
    """Return programs as rows."""
    apart = parts_of_paths([(one.name, one.executable) for one in programs])
    return [ComparedRow(program=one, by=by, apart=part) for one, part in zip(programs, apart, strict=True)]


def level_text(value: float | None, by: Resource) -> str:
    """Word how much was used at a time: a share of one core, bytes, or bytes a second."""
    if value is None:
        return text.UNKNOWN
    if by is Resource.CPU:
        return text.ratio_text(value)
    words = text.bytes_text(value)
    is_rate = by is not Resource.MEMORY and not text.is_faint(words)
    return f"{words}/s" if is_rate else words


def tag_of(change: Change) -> str:
    """Return the word for a change; none for what stayed."""
    return translate("Detail", _TAGS[change]) if change in _TAGS else ""


def change_text(row: ComparedRow) -> str:
    """Word the difference with its sign, and how many times it is where that says something."""
    difference = row.program.difference
    if difference is None:
        return text.UNKNOWN
    words = level_text(abs(difference), row.by)
    if text.is_faint(words):
        return words
    signed = f"{'+' if difference > 0 else '−'}{words}"
    factor = row.program.factor
    if row.program.change is not Change.MORE or factor is None or factor > _MOST_FACTOR:
        return signed
    return f"{signed}  {text.factor_text(factor)}"


def _program(row: ComparedRow) -> str:
    name = row.program.name or text.UNKNOWN
    return f"{name} ({row.apart[: text.CELL_CAP]})" if row.apart else name


def _level(row: ComparedRow) -> str:
    return level_text(row.program.level, row.by) if row.program.process_count else ""


def _other_level(row: ComparedRow) -> str:
    return level_text(row.program.other_level, row.by) if row.program.other_count else ""


def _counts(row: ComparedRow) -> str:
    count, other = row.program.process_count, row.program.other_count
    if count == other:
        return text.count_text(count)
    words = translate("Detail", "{count}, was {other}")
    return words.format(count=text.count_text(count), other=text.count_text(other))


COMPARED_COLUMNS: Final[tuple[Column[ComparedRow], ...]] = (
    Column(id="program", title=_T("Detail", "Program"), words=_program,
           value=lambda row: row.program.name, stretch=1, least_px=140, icon=lambda row: icon_of(row.program.name),
           explained=lambda row: row.program.executable),
    Column(id="tag", title=_T("Detail", "Change"), words=lambda row: tag_of(row.program.change),
           value=lambda row: _PLACES.index(row.program.change), least_px=88,
           token=lambda row: _TOKENS.get(row.program.change, "t2"),
           icon=lambda row: _ICONS.get(row.program.change, "")),
    Column(id="this", title=_T("Detail", "A"), words=_level, value=lambda row: row.program.level, is_number=True,
           widest="1023.9 MiB/s"),
    Column(id="that", title=_T("Detail", "B"), words=_other_level, value=lambda row: row.program.other_level,
           is_number=True, widest="1023.9 MiB/s"),
    Column(id="difference", title=_T("Detail", "A against B"), words=change_text,
           value=lambda row: row.program.difference, is_number=True, widest="+1023.9 MiB/s  ×999.9"),
    Column(id="counts", title=_T("Detail", "Processes"), words=_counts, value=lambda row: row.program.process_count,
           is_number=True, widest="9,999, was 9,999", fold=1, token=lambda _row: "t2"),
)  # fmt: skip


# ---- the machine


def _figure(value: float | None, metric_id: str) -> str:
    return text.value_text(HOST_CATALOGUE.by_id[metric_id], value)


def _title(row: FigureRow) -> str:
    return text.metric_title(HOST_CATALOGUE.by_id[row.metric_id])


def _explained(statistics: Statistics) -> str:
    if not statistics.step_ms:
        return translate("Detail", "95 of 100 samples were below it.")
    step = text.duration_text(statistics.step_ms / 1000)
    return translate("Detail", "95 of 100 means of {step} were below it.").format(step=step)


def _most(statistics: Statistics, metric_id: str) -> str:
    words = _figure(statistics.most, metric_id)
    return translate("Detail", "of minutes {value}").format(value=words) if statistics.most_is_mean else words


def _most_explained(statistics: Statistics) -> str:
    if not statistics.most_is_mean:
        return ""
    step = text.duration_text(statistics.step_ms / 1000)
    return translate("Detail", "The greatest mean of {step}: that of the samples was not kept.").format(step=step)


_WIDEST: Final = "1023.9 MiB/s"
_WIDEST_MOST: Final = _T("Detail", "of minutes 1023.9 MiB/s")
FIGURE_COLUMNS: Final[tuple[Column[FigureRow], ...]] = (
    Column(id="figure", title=_T("Detail", "The machine"), words=_title, value=_title, stretch=1, least_px=120),
    Column(id="this_mean", title=_T("Detail", "A, mean"), words=lambda row: _figure(row.this.mean, row.metric_id),
           value=lambda row: row.this.mean, is_number=True, widest=_WIDEST),
    Column(id="that_mean", title=_T("Detail", "B, mean"), words=lambda row: _figure(row.that.mean, row.metric_id),
           value=lambda row: row.that.mean, is_number=True, widest=_WIDEST),
    Column(id="this_p95", title=_T("Detail", "A, p95"), words=lambda row: _figure(row.this.p95, row.metric_id),
           value=lambda row: row.this.p95, is_number=True, widest=_WIDEST, fold=1,
           explained=lambda row: _explained(row.this)),
    Column(id="that_p95", title=_T("Detail", "B, p95"), words=lambda row: _figure(row.that.p95, row.metric_id),
           value=lambda row: row.that.p95, is_number=True, widest=_WIDEST, fold=1,
           explained=lambda row: _explained(row.that)),
    Column(id="this_most", title=_T("Detail", "A, most"), words=lambda row: _most(row.this, row.metric_id),
           value=lambda row: row.this.most, is_number=True, widest=_WIDEST, widest_word=_WIDEST_MOST,
           explained=lambda row: _most_explained(row.this)),
    Column(id="that_most", title=_T("Detail", "B, most"), words=lambda row: _most(row.that, row.metric_id),
           value=lambda row: row.that.most, is_number=True, widest=_WIDEST, widest_word=_WIDEST_MOST,
           explained=lambda row: _most_explained(row.that)),
)  # fmt: skip


def changed(rows: Sequence[ComparedRow]) -> list[ComparedRow]:
    """Return the rows of what did not stay as it was."""
    return [row for row in rows if row.program.change not in (Change.SAME, Change.UNKNOWN)]
