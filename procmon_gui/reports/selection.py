"""Which processes are written down, and in which order."""

from dataclasses import dataclass

import numpy as np

from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.metrics import Look, Metric
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.reading import IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.text import display_text
from procmon_gui.domain.units import Unit
from procmon_gui.query import Query
from procmon_gui.query.compiled import nearest

# What people read from the top down; every other number is wanted largest first.
_SMALLEST_FIRST = frozenset({Unit.TEXT, Unit.NONE, Unit.CHOICE, Unit.TIME_UTC_S, Unit.EXIT})


def sort_metric(name: str) -> Metric:
    """Return the field of that id or alias; raises WrongInput with the nearest names."""
    metric = PROCESS_CATALOGUE.by_name.get(name.casefold())
    if metric is not None:
        return metric
    near = nearest(name, PROCESS_CATALOGUE) or ("cpu", "mem", "name")
    raise WrongInput(f"There is no field “{display_text(name, 40)}” to sort by; the nearest: {', '.join(near)}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A filter, an order and a limit.

    Attributes:
        query: which processes; None means all.
        sort: by which field: texts, ids and start times smallest first, all else largest first; unknown last.
        limit: how many rows at most; None means all.
    """

    query: Query | None = None
    sort: Metric = PROCESS_CATALOGUE.by_id["cpu_ratio"]
    limit: int | None = None

    @property
    def looks(self) -> frozenset[Look]:
        """Return the costly groups of fields without which the selection can not be made."""
        asked = self.query.looks if self.query else frozenset[Look]()
        return (asked | {self.sort.look}) - {Look.CHEAP}

    def rows(self, snapshot: Snapshot) -> IntArray:
        """Return the slots to write, in order."""
        rows = snapshot.rows
        if self.query is not None:
            rows = rows[self.query.match(snapshot)[rows]]
        return rows[self._order(snapshot, rows)][: self.limit]

    def wanted_slots(self, snapshot: Snapshot) -> frozenset[int] | None:
        """Return the slots whose costly fields are worth reading at the next beat; None means all."""
        if self.query is None:
            return None
        return frozenset(np.flatnonzero(self.query.candidates(snapshot)).tolist())

    def _order(self, snapshot: Snapshot, rows: IntArray) -> IntArray:
        pids = snapshot.columns["pid"][rows]
        if self.sort.is_text:
            texts = snapshot.texts.get(self.sort.id)
            keys = [(text is None, (text or "").casefold()) for text in ([texts[row] for row in rows] if texts else [])]
            keys = keys or [(True, "")] * len(rows)
            order = sorted(range(len(rows)), key=lambda place: (keys[place], pids[place]))
            return np.array(order, dtype=np.int64)
        column = snapshot.columns.get(self.sort.id)
        values = np.full(len(rows), np.nan) if column is None else column[rows]
        # NaN sorts last, also when it is negated.
        return np.lexsort((pids, values if self.sort.unit in _SMALLEST_FIRST else -values)).astype(np.int64)
