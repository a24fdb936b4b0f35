"""What can be asked of the audit trail in the query language: its fields, and deeds as a table of them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.audit_entries import AuditEntry
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP, Catalogue, Metric
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.units import Unit

_T = QT_TRANSLATE_NOOP


def _m(
    id: str,
    title: str,
    unit: Unit,
    description: str,
    *,
    aliases: tuple[str, ...] = (),
    labels: tuple[str, ...] = (),
) -> Metric:
    return Metric(
        id=id, title=title, unit=unit, description=description, source="audit", aliases=aliases, labels=labels
    )


AUDIT_METRICS: Final[tuple[Metric, ...]] = (
    _m("action", _T("Metric", "Action"), Unit.TEXT,
       "What was done, or asked for: end, kill, stop, cont, nice …", aliases=("verb",)),
    _m("target", _T("Metric", "Target"), Unit.TEXT,
       "On whom or what: the name of a process, a unit or an account.", aliases=("name",)),
    _m("actor", _T("Metric", "Account"), Unit.TEXT,
       "The account that was logged in; unknown where the user of the system acted.", aliases=("account", "who")),
    _m("outcome", _T("Metric", "Outcome"), Unit.CHOICE,
       "How it ended; begun where no outcome is known.", labels=tuple(outcome.value for outcome in Outcome)),
    _m("at_utc", _T("Metric", "Time"), Unit.TIME_UTC_S, "When it was done.", aliases=("at", "time")),
    _m("age_s", _T("Metric", "Age"), Unit.SECONDS, "How long ago it was done.", aliases=("age",)),
    _m("os_user", _T("Metric", "User"), Unit.TEXT, "As whom the program ran.", aliases=("user",)),
    _m("pid", _T("Metric", "PID"), Unit.NONE, "Which process it was done to; unknown where it was none.",
       aliases=("target_pid",)),
    _m("executable", _T("Metric", "Executable"), Unit.TEXT,
       "The program file of the process.", aliases=("exe",)),
    _m("reason", _T("Metric", "Reason"), Unit.TEXT, "What the actor gave as one; unknown where none was given."),
    _m("detail", _T("Metric", "Detail"), Unit.TEXT,
       "What else is kept: the signal, the new priority, why it was refused, what became of it."),
    _m("number", _T("Metric", "Number"), Unit.NONE, "The number of the record that begins it."),
)  # fmt: skip
AUDIT_CATALOGUE: Final = Catalogue(AUDIT_METRICS, searched=("target", "actor", "action", "reason"))
_OUTCOMES: Final = tuple(Outcome)


@dataclass(frozen=True, slots=True)
class AuditTable:
    """Deeds as a query reads them. What is empty is unknown."""

    columns: Mapping[str, FloatArray]
    texts: Mapping[str, Sequence[str | None]]
    serials: IntArray
    text_revisions: IntArray
    boot_id: str = ""


def audit_table(entries: Sequence[AuditEntry], now_ms: int) -> AuditTable:
    """Return deeds as a table, in their order."""
    at_s = np.array([entry.at_ms for entry in entries], np.float64) / 1000
    pids = [entry.deed.target_key.pid if entry.deed.target_key is not None else np.nan for entry in entries]
    columns = {
        "outcome": np.array([_OUTCOMES.index(entry.outcome) for entry in entries], np.float64),
        "at_utc": at_s,
        "age_s": now_ms / 1000 - at_s,
        "pid": np.array(pids, np.float64),
        "number": np.array([entry.number for entry in entries], np.float64),
    }
    names = ("action", "target", "actor", "os_user", "executable", "reason")
    texts = {name: [getattr(entry.deed, name) or None for entry in entries] for name in names}
    texts["detail"] = [entry.detail or None for entry in entries]
    return AuditTable(
        columns=columns,
        texts=texts,
        serials=np.arange(len(entries), dtype=np.int64),
        text_revisions=np.zeros(len(entries), np.int64),
    )
