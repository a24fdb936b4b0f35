"""Who had a part in an alert, and who came and went around it, as lists. Window thread only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject

from procmon_gui.domain.alerts import Culprit, Evidence, Passer
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.ui import moment_words, text
from procmon_gui.ui.models.alert_words import metric_of
from procmon_gui.ui.models.detail_columns import WIDEST_PID, WIDEST_RATIO, optional_ratio
from procmon_gui.ui.models.detail_table import Column, DetailTable
from procmon_gui.ui.models.process_kinds import icon_of

translate = QCoreApplication.translate
_T = QT_TRANSLATE_NOOP
# As wide as any amount, rate or share.
_WIDEST: Final = "1023.9 MiB/s"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CulpritRow:
    """One process; its values as they are shown. `is_first` has the greatest part in the rise.

    Not compared by what it holds: curves are among it.
    """

    culprit: Culprit
    is_first: bool
    before: str
    during: str


def culprit_rows(evidence: Evidence, factor: float) -> list[CulpritRow]:
    """Return who had a part; values are multiplied by the factor, as those of the curve."""
    metric = metric_of(evidence.culprit_metric_id)

    def worded(value: float | None) -> str:
        if value is None or value != value:
            return text.UNKNOWN
        return text.ratio_text(value * factor) if metric is None else text.value_text(metric, value * factor)

    return [
        CulpritRow(
            culprit=one, is_first=place == 0 and bool(one.share), before=worded(one.before), during=worded(one.during)
        )
        for place, one in enumerate(evidence.culprits)
    ]


class CulpritModel(DetailTable[CulpritRow]):
    """Processes, the greatest part first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_CULPRIT_COLUMNS, lambda row: row.culprit.key, parent)


@dataclass(frozen=True, slots=True, kw_only=True)
class PasserRow:
    """One process that came, or that went."""

    passer: Passer
    has_started: bool

    @property
    def key(self) -> ProcessKey:
        """Return who it is."""
        return self.passer.key


def passer_rows(evidence: Evidence) -> list[PasserRow]:
    """Return who came and went, in the order of time."""
    rows = [PasserRow(passer=one, has_started=True) for one in evidence.started]
    rows += [PasserRow(passer=one, has_started=False) for one in evidence.ended]
    return sorted(rows, key=lambda row: row.passer.at_ms)


class PasserModel(DetailTable[PasserRow]):
    """Processes that came and went."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_PASSER_COLUMNS, lambda row: (row.key, row.has_started), parent)


def unit_words(culprit: Culprit) -> str:
    """Return what a process belongs to, or by whom it was started."""
    parts = [*([culprit.unit] if culprit.unit else []), *culprit.parents[:1]]
    return ", ".join(dict.fromkeys(parts))


def _explained(row: CulpritRow) -> str:
    one = row.culprit
    lines = [one.command_line or one.executable or one.name]
    if one.parents:
        lines.append(translate("Alerts", "Started by {parents}").format(parents=" ← ".join(one.parents)))
    if one.unit:
        lines.append(one.unit)
    return "\n".join(lines)


def _share(row: CulpritRow) -> float | None:
    return row.culprit.share


def _status(row: PasserRow) -> str:
    if row.has_started:
        return translate("Alerts", "started")
    status = row.passer.exit_status
    if not status:
        return translate("Alerts", "ended")
    return translate("Alerts", "ended, {how}").format(how=text.end_text(status))


_CULPRIT_COLUMNS: Final[tuple[Column[CulpritRow], ...]] = (
    Column(id="name", title=_T("Detail", "Process"), words=lambda row: row.culprit.name, least_px=96, stretch=3,
           value=lambda row: row.culprit.name, icon=lambda row: icon_of(row.culprit.name), explained=_explained),
    Column(id="pid", title=_T("Detail", "PID"), words=lambda row: str(row.culprit.key.pid), is_number=True,
           value=lambda row: row.culprit.key.pid, widest=WIDEST_PID, token=lambda _row: "t2", fold=2),
    Column(id="user", title=_T("Detail", "User"), words=lambda row: row.culprit.user or text.UNKNOWN, least_px=72,
           value=lambda row: row.culprit.user, token=lambda _row: "t2", fold=3, stretch=1),
    Column(id="share", title=_T("Detail", "Share of the rise"), words=lambda row: optional_ratio(_share(row)),
           value=_share, is_number=True, widest=WIDEST_RATIO, meter=_share, is_first=lambda row: row.is_first,
           explained=lambda row: _share_explained(row)),
    Column(id="during", title=_T("Detail", "In alert"), words=lambda row: row.during, is_number=True, widest=_WIDEST,
           value=lambda row: row.culprit.during),
    Column(id="before", title=_T("Detail", "Before"), words=lambda row: row.before, is_number=True, widest=_WIDEST,
           value=lambda row: row.culprit.before, fold=4),
    Column(id="unit", title=_T("Detail", "Unit or container"), words=lambda row: unit_words(row.culprit), least_px=88,
           value=lambda row: row.culprit.unit, stretch=3, token=lambda _row: "t2", fold=1),
)  # fmt: skip


def _share_explained(row: CulpritRow) -> str:
    if row.culprit.share is None:
        return translate("Alerts", "Not known: nothing rose, or it was not there long enough.")
    return ""


_PASSER_COLUMNS: Final[tuple[Column[PasserRow], ...]] = (
    Column(id="when", title=_T("Detail", "When"), words=lambda row: moment_words.clock_text(row.passer.at_ms),
           value=lambda row: float(row.passer.at_ms), widest="00:00:00", token=lambda _row: "t2"),
    Column(id="what", title=_T("Detail", "What"), words=_status, value=_status, least_px=136, stretch=1,
           token=lambda _row: "t2"),
    Column(id="name", title=_T("Detail", "Process"), words=lambda row: row.passer.name, least_px=96, stretch=2,
           value=lambda row: row.passer.name, icon=lambda row: icon_of(row.passer.name)),
    Column(id="pid", title=_T("Detail", "PID"), words=lambda row: str(row.key.pid), value=lambda row: row.key.pid,
           is_number=True, widest=WIDEST_PID, token=lambda _row: "t2", fold=2),
    Column(id="user", title=_T("Detail", "User"), words=lambda row: row.passer.user or text.UNKNOWN, least_px=72,
           value=lambda row: row.passer.user, stretch=1, token=lambda _row: "t2", fold=3),
    Column(id="line", title=_T("Detail", "Command line"), words=lambda row: row.passer.command_line or text.UNKNOWN,
           value=lambda row: row.passer.command_line, is_code=True, least_px=120, stretch=4, fold=1,
           token=lambda _row: "t2"),
)  # fmt: skip


def first_key(evidence: Evidence | None) -> ProcessKey | None:
    """Return who did it; None where that is not known."""
    found: Sequence[Culprit] = evidence.culprits if evidence is not None else ()
    return found[0].key if found else None
