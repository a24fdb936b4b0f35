"""The item model of alerts: what fires, then the past by days, each group under a heading that counts it.

Rows come and go one run after another and nothing is ever reset, so that who reads the list stays where he is. Ten
thousand rows are told apart by their names alone. Window thread only.
"""

import time
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from procmon_gui.domain.alerts import Alert
from procmon_gui.domain.rules import Severity
from procmon_gui.ui import text
from procmon_gui.ui.models import alert_words as words

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX: Final = QModelIndex()
FIRING: Final = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """The first row of a group: a day as a number, or FIRING, and how many follow."""

    day: int
    count: int


Row = Heading | Alert


class Kind(Enum):
    """Which alerts are shown."""

    ALL = "all"
    CRITICAL = "critical"
    WARNING = "warning"
    UNSEEN = "unacknowledged"
    RULE = "of one rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """What lets an alert through: its kind, its rule where that counts, and every one of these words."""

    kind: Kind = Kind.ALL
    rule_id: str = ""
    words: str = ""

    def passes(self, alert: Alert) -> bool:
        """Say whether an alert is shown."""
        is_kind = {
            Kind.ALL: True,
            Kind.CRITICAL: alert.severity is Severity.CRITICAL,
            Kind.WARNING: alert.severity is Severity.WARNING,
            Kind.UNSEEN: alert.acknowledged_ms is None,
            Kind.RULE: alert.rule_id == self.rule_id,
        }[self.kind]
        if not is_kind or not self.words:
            return is_kind
        said = " ".join((words.title_text(alert), words.second_text(alert), alert.condition, alert.note)).casefold()
        return all(word in said for word in self.words.casefold().split())


class AlertModel(QAbstractTableModel):
    """Rows of alerts under their headings.

    Signals:
        about_to_change: rows are going to come or go.
        arranged: they are where they belong.
    """

    about_to_change = Signal()
    arranged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._firing: Sequence[Alert] = ()
        self._past: Sequence[Alert] = ()
        self._filter = EventFilter()
        self._rows: list[Row] = []
        self._names: list[Hashable] = []
        self._now_ms = time.time_ns() // 1_000_000
        self._states: dict[int, str] = {}

    # ---- what happens

    def set_alerts(self, firing: Sequence[Alert], past: Sequence[Alert], now_ms: int) -> None:
        """Show these, each kind in the order in which it comes."""
        self._firing, self._past, self._now_ms = firing, past, now_ms
        self._arrange()

    def set_filter(self, chosen: EventFilter) -> None:
        """Show only what passes."""
        if chosen != self._filter:
            self._filter = chosen
            self._arrange()

    def come_to(self, now_ms: int) -> None:
        """Let the ages be those of a moment; only rows that read another way are told."""
        today = words.day_of(now_ms)
        has_new_day = today != words.day_of(self._now_ms)
        self._now_ms = now_ms
        if has_new_day:
            self._retell(range(len(self._rows)))
            return
        states = self._states_now()
        changed = [row for row, one in enumerate(self._rows[: len(states) + 1]) if self._is_other(one, states)]
        self._states = states
        self._retell(changed)

    def _is_other(self, row: Row, states: dict[int, str]) -> bool:
        return isinstance(row, Alert) and states.get(row.id) != self._states.get(row.id)

    # ---- what is asked

    @property
    def filter(self) -> EventFilter:
        """Return what is let through."""
        return self._filter

    @property
    def rows(self) -> Sequence[Row]:
        """Return headings and alerts, top to bottom."""
        return self._rows

    @property
    def alert_count(self) -> int:
        """Return how many alerts are shown."""
        return sum(isinstance(row, Alert) for row in self._rows)

    @property
    def now_ms(self) -> int:
        """Return the moment of which the ages are."""
        return self._now_ms

    def alert_at(self, row: int) -> Alert | None:
        """Return the alert in a row; None for a heading."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Alert) else None

    def row_of(self, id: int) -> int:
        """Return where an alert stands, -1 where it is not shown."""
        return next((row for row, one in enumerate(self._rows) if isinstance(one, Alert) and one.id == id), -1)

    def next_alert(self, row: int, direction: int) -> int:
        """Return the next row with an alert from a row on, that row included; -1 where there is none."""
        while 0 <= row < len(self._rows):
            if isinstance(self._rows[row], Alert):
                return row
            row += direction
        return -1

    def heading_text(self, heading: Heading) -> str:
        """Word a heading."""
        if heading.day == FIRING:
            return QCoreApplication.translate("Alerts", "Firing now")
        return words.day_text(heading.day, words.day_of(self._now_ms))

    # ---- what Qt asks

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many rows there are, headings among them."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Return that a row is one cell."""
        return 0 if parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let alerts be chosen, and headings not."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        is_alert = isinstance(self._rows[index.row()], Alert)
        return flags | Qt.ItemFlag.ItemIsSelectable if is_alert else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer for one row: for accessibility and tests; the view paints without it."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heading_text(row) if isinstance(row, Heading) else words.title_text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if isinstance(row, Heading):
                return f"{self.heading_text(row)}, {text.count_text(row.count)}"
            return words.spoken_text(row, self._now_ms)
        return None

    # ---- inside

    def _arrange(self) -> None:
        rows = self._wanted()
        names = [_name_of(row) for row in rows]
        if names != self._names:
            self.about_to_change.emit()
            self._take_away(names)
            self._put_in(rows, names)
        self._states = self._states_now()
        changed = [at for at, (old, new) in enumerate(zip(self._rows, rows, strict=True)) if old is not new]
        self._rows = rows
        self._retell(changed)
        self.arranged.emit()

    def _wanted(self) -> list[Row]:
        passes = self._filter.passes
        rows: list[Row] = []
        firing = [alert for alert in self._firing if passes(alert)]
        if firing:
            rows += [Heading(FIRING, len(firing)), *firing]
        # A clock that was set back must not open a day twice.
        past = sorted((alert for alert in self._past if passes(alert)), key=_fired, reverse=True)
        for day, alerts in groupby(past, key=_day):
            group = list(alerts)
            rows += [Heading(day, len(group)), *group]
        return rows

    def _states_now(self) -> dict[int, str]:
        return {alert.id: words.state_text(alert, self._now_ms) for alert in self._firing}

    def _take_away(self, names: list[Hashable]) -> None:
        wanted, have = set(names), set(self._names)
        kept = [name for name in names if name in have]
        staying = iter(kept)
        expected = next(staying, None)
        stays = []
        # Who changes places goes, and comes back where it belongs.
        for name in self._names:
            is_in_order = name in wanted and name == expected
            stays.append(is_in_order)
            if is_in_order:
                expected = next(staying, None)
        end = len(stays)
        while end:
            begin = end
            while begin and stays[begin - 1] == stays[end - 1]:
                begin -= 1
            if not stays[end - 1]:
                self.beginRemoveRows(_NO_INDEX, begin, end - 1)
                del self._rows[begin:end], self._names[begin:end]
                self.endRemoveRows()
            end = begin

    def _put_in(self, rows: list[Row], names: list[Hashable]) -> None:
        have = set(self._names)
        begin = 0
        while begin < len(names):
            end = begin
            while end < len(names) and names[end] not in have:
                end += 1
            if end > begin:
                self.beginInsertRows(_NO_INDEX, begin, end - 1)
                self._rows[begin:begin] = rows[begin:end]
                self._names[begin:begin] = names[begin:end]
                self.endInsertRows()
            begin = end + 1

    def _retell(self, changed: Sequence[int]) -> None:
        """Say which rows read another way, one run after another."""
        for _, run in groupby(enumerate(changed), key=_run_of):
            places = [row for _, row in run]
            self.dataChanged.emit(self.index(places[0], 0), self.index(places[-1], 0))


def _run_of(pair: tuple[int, int]) -> int:
    return pair[1] - pair[0]


def _fired(alert: Alert) -> tuple[int, int]:
    return alert.fired_ms, alert.id


def _day(alert: Alert) -> int:
    return words.day_of(alert.fired_ms)


def _name_of(row: Row) -> Hashable:
    if isinstance(row, Heading):
        return ("heading", row.day)
    # One that is over stands elsewhere.
    return (row.resolved_ms is None, row.id)
