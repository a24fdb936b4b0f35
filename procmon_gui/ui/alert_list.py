"""The alerts as the window knows them: what fires, the newest of the past, and what is muted. They are read in a worker
some time after the start; what judges, and other windows, change them at any time, which is found soon after.

Window thread only.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from procmon_gui.domain.alerts import Alert, Alerts, Mute
from procmon_gui.domain.rules import Severity
from procmon_gui.ui.bridge.late_list import LateList

# Later than marks and audit, which load what this needs too.
START_MS: Final = 5_000
# How often it is looked whether something has changed; that alone costs next to nothing.
LOOK_MS: Final = 3_000
PART: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class _News:
    """What was read. `others` are alerts of which one more was asked for by name."""

    firing: Sequence[Alert]
    past: Sequence[Alert]
    mutes: Sequence[Mute]
    others: Sequence[Alert] = ()


def _read(alerts: Alerts, ids: Sequence[int] = ()) -> _News:
    firing = tuple(alerts.firing())
    past = tuple(alerts.past(limit=PART))
    over = {alert.id for alert in past}
    others = tuple(alert for alert in map(alerts.alert, ids) if alert is not None and alert.resolved_ms is not None)
    # One that ended in between is in both.
    firing = tuple(alert for alert in firing if alert.id not in over)
    return _News(firing=firing, past=past, mutes=tuple(alerts.mutes()), others=others)


def _older(before: int, alerts: Alerts) -> Sequence[Alert]:
    return alerts.past(before=before, limit=PART)


def _acknowledge(ids: Sequence[int], note: str, alerts: Alerts) -> None:
    for id in ids:
        alerts.acknowledge(id, by="", note=note)


class AlertList(LateList[Alerts, _News]):
    """What fires and what is past; and the wishes of the reader, which are done one after another.

    Signals:
        rang: these alerts fire now and did not before, or are worse than they were; of those that fire when it is
            looked for the first time, none.
    """

    rang = Signal(object)

    def __init__(self, opener: Callable[[], Alerts], parent: QObject | None = None) -> None:
        """Take what opens the alerts; it knows in whose name something is done."""
        super().__init__(opener, parent, name="alerts", look_ms=LOOK_MS, start_ms=START_MS)
        self._firing: dict[int, Alert] = {}
        self._past: dict[int, Alert] = {}
        self._mutes: tuple[Mute, ...] = ()
        self._reach_ms: int | None = None

    # ---- what there is

    @property
    def firing(self) -> Sequence[Alert]:
        """Return those that fire, the worst first."""
        return tuple(self._firing.values())

    @property
    def past(self) -> Sequence[Alert]:
        """Return those that are over, as far as they were read, the newest first."""
        return tuple(self._past.values())

    @property
    def known(self) -> Sequence[Alert]:
        """Return all that were read, in the order in which they fired."""
        return sorted((*self._past.values(), *self._firing.values()), key=_fired)

    def alert(self, id: int) -> Alert | None:
        """Return one, as far as it was read."""
        return self._past.get(id) or self._firing.get(id)

    def mute_of(self, rule_id: str) -> Mute | None:
        """Return until when a rule tells nobody; None where it tells."""
        now_ms = _now_ms()
        return next((mute for mute in self._mutes if mute.rule_id == rule_id and mute.until_ms > now_ms), None)

    @property
    def worst(self) -> Alert | None:
        """Return the worst of those that fire."""
        return max(self._firing.values(), key=_badness, default=None)

    # ---- what is wished

    def acknowledge(self, ids: Sequence[int], note: str = "") -> None:
        """Say that somebody has seen them. Who may do that is asked before."""
        self._do(partial(_acknowledge, ids, note), partial(_read, ids=ids))

    def mute(self, rule_id: str, until_ms: int) -> None:
        """Let a rule tell nobody until a time; one in the past lets it tell again. Who may do that is asked before."""
        self._do(lambda alerts: alerts.mute(rule_id, until_ms, by=""))

    def load_more(self) -> None:
        """Read the next part of the past, if there is more and it is not being read."""
        oldest = next(reversed(self._past), None)
        if self._is_whole or oldest is None or self.is_loading:
            return
        self._reading = self._begin("older", partial(_older, oldest), self._on_older)

    def reach_back(self, from_ms: float) -> None:
        """Read so much of the past that all which fired since a time are known."""
        self._reach_ms = round(from_ms)
        self._reach_on()

    def seek(self, id: int) -> None:
        """Read so much of the past that an alert is known, if there is such a one."""
        if self.alert(id) is None:
            self._begin("seek", lambda alerts: alerts.alert(id), self._on_sought)

    def _on_sought(self, alert: Alert | None) -> None:
        if alert is not None and alert.resolved_ms is not None:
            self.reach_back(alert.fired_ms - 1)
        elif alert is not None:
            self.look()

    def _reach_on(self) -> None:
        oldest = next(reversed(self._past.values()), None)
        if self._reach_ms is not None and oldest is not None and oldest.fired_ms > self._reach_ms:
            self.load_more()

    # ---- what comes of it

    def _how_to_read(self) -> Callable[[Alerts], _News]:
        return _read

    def _take(self, news: _News, *, is_first: bool) -> None:
        before = {alert.id: alert.severity for alert in self._firing.values()}
        self._firing, self._mutes = {alert.id: alert for alert in news.firing}, tuple(news.mutes)
        self._take_newest(news)
        self.changed.emit()
        rang = [alert for alert in news.firing if alert.severity > before.get(alert.id, 0)]
        if rang and not is_first:
            self.rang.emit(rang)
        self._reach_on()

    def _take_newest(self, news: _News) -> None:
        """Let what was read take the place of what was known of the same time; older ones stay."""
        found = {alert.id: alert for alert in news.past}
        if len(news.past) < PART:
            self._past, self._is_whole = found, True
            return
        oldest = news.past[-1].id
        self._is_whole = self._is_whole and oldest in self._past
        older = {id: alert for id, alert in self._past.items() if id < oldest}
        older.update({alert.id: alert for alert in news.others if alert.id in older})
        self._past = found | older

    def _on_older(self, alerts: Sequence[Alert]) -> None:
        self._is_whole = len(alerts) < PART
        self._past = {**self._past, **{alert.id: alert for alert in alerts}}
        self.changed.emit()
        self._reach_on()


def _fired(alert: Alert) -> tuple[int, int]:
    return alert.fired_ms, alert.id


def _badness(alert: Alert) -> tuple[Severity, int]:
    return alert.severity, alert.fired_ms


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
