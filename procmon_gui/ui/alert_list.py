"""The alerts as the window knows them: what fires, the newest of the past, and what is muted. They are read in a worker
some time after the start; what judges, and other windows, change them at any time, which is found soon after.

Window thread only.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from procmon_gui.domain.alerts import Alert, Alerts, Mute
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.rules import Severity
from procmon_gui.ui.bridge.operation import Operation, Pool

# Later than marks and audit, which load what this needs too.
START_MS: Final = 5_000
# How often it is looked whether something has changed; that alone costs next to nothing.
LOOK_MS: Final = 3_000
PART: Final = 500


class AlertsKeeper:
    """Opens what keeps alerts when it is first asked. Any thread."""

    def __init__(self, opener: Callable[[], Alerts]) -> None:
        self._opener = opener
        self._alerts: Alerts | None = None

    def alerts(self) -> Alerts:
        """Return it."""
        if self._alerts is None:
            self._alerts = self._opener()
        return self._alerts


@dataclass(frozen=True, slots=True, kw_only=True)
class _News:
    """What a look found. `others` are alerts of which one more was asked for by name."""

    version: object
    firing: Sequence[Alert]
    past: Sequence[Alert]
    mutes: Sequence[Mute]
    others: Sequence[Alert] = ()


class _Look:
    """Reads what there is, if that is not what is known; None where nothing has changed."""

    def __init__(self, keeper: AlertsKeeper, version: object, *, is_first: bool) -> None:
        self._keeper = keeper
        self._version = version
        self._is_first = is_first

    def __call__(self, _errand: Errand) -> _News | None:
        alerts = self._keeper.alerts()
        # First: what changes while the rest is read is found by the next look.
        version = alerts.version()
        if version == self._version and not self._is_first:
            return None
        return _read(alerts, version)


class _Deed:
    """Changes something, and returns what there is then."""

    def __init__(self, keeper: AlertsKeeper, change: Callable[[Alerts], object], ids: Sequence[int] = ()) -> None:
        self._keeper = keeper
        self._change = change
        self._ids = ids

    def __call__(self, _errand: Errand) -> _News:
        alerts = self._keeper.alerts()
        self._change(alerts)
        return _read(alerts, alerts.version(), self._ids)


class _One:
    """Reads one alert."""

    def __init__(self, keeper: AlertsKeeper, id: int) -> None:
        self._keeper = keeper
        self._id = id

    def __call__(self, _errand: Errand) -> Alert | None:
        return self._keeper.alerts().alert(self._id)


class _Older:
    """Reads the part before an alert."""

    def __init__(self, keeper: AlertsKeeper, before: int) -> None:
        self._keeper = keeper
        self._before = before

    def __call__(self, _errand: Errand) -> Sequence[Alert]:
        return self._keeper.alerts().past(before=self._before, limit=PART)


def _read(alerts: Alerts, version: object, ids: Sequence[int] = ()) -> _News:
    firing = tuple(alerts.firing())
    past = tuple(alerts.past(limit=PART))
    over = {alert.id for alert in past}
    others = tuple(alert for alert in map(alerts.alert, ids) if alert is not None and alert.resolved_ms is not None)
    # One that ended in between is in both.
    firing = tuple(alert for alert in firing if alert.id not in over)
    return _News(version=version, firing=firing, past=past, mutes=tuple(alerts.mutes()), others=others)


class AlertList(QObject):
    """What fires and what is past; and the wishes of the reader, which are done one after another.

    Signals:
        changed: there are others than before, or more of the past.
        rang: these alerts fire now and did not before, or are worse than they were; of those that fire when it is
            looked for the first time, none.
        failed: alerts can not be read; the sentence says why. Empty when that is over.
        not_done: what was wished could not be done; the sentence says why.
    """

    changed = Signal()
    rang = Signal(object)
    failed = Signal(str)
    not_done = Signal(str)

    def __init__(self, opener: Callable[[], Alerts], parent: QObject | None = None) -> None:
        """Take what opens the alerts; it knows in whose name something is done."""
        super().__init__(parent)
        self.keeper = AlertsKeeper(opener)
        self._firing: dict[int, Alert] = {}
        self._past: dict[int, Alert] = {}
        self._mutes: tuple[Mute, ...] = ()
        self._version: object = None
        self._is_read = self._is_whole = self._is_failing = False
        self._reach_ms: int | None = None
        # Its one thread does everything in the order in which it was wished.
        self._pool = Pool(self, name="alerts", size=1)
        self._numbers = count()
        self._looking: Operation[_News | None] | None = None
        self._reading: Operation[Sequence[Alert]] | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)

    def start_soon(self) -> None:
        """Begin to look what there is, when the window is up."""
        self._timer.start(START_MS)

    def close(self) -> bool:
        """Look no more; False when something hangs and was left behind."""
        self._timer.stop()
        return self._pool.close()

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

    @property
    def is_read(self) -> bool:
        """Say whether it was looked at all."""
        return self._is_read

    @property
    def is_whole(self) -> bool:
        """Say whether there is nothing older than what was read."""
        return self._is_whole

    @property
    def is_loading(self) -> bool:
        """Say whether older ones are being read."""
        return self._reading is not None and self._reading.is_running

    # ---- what is wished

    def acknowledge(self, ids: Sequence[int], note: str = "") -> None:
        """Say that somebody has seen them. Who may do that is asked before."""

        def change(alerts: Alerts) -> None:
            for id in ids:
                alerts.acknowledge(id, by="", note=note)

        self._do(change, ids)

    def mute(self, rule_id: str, until_ms: int) -> None:
        """Let a rule tell nobody until a time; one in the past lets it tell again. Who may do that is asked before."""
        self._do(lambda alerts: alerts.mute(rule_id, until_ms, by=""))

    @Slot()
    def look(self) -> None:
        """Find out what has changed since."""
        self._timer.start(LOOK_MS)
        if self._looking is None or not self._looking.is_running:
            work = _Look(self.keeper, self._version, is_first=not self._is_read)
            self._looking = Operation(work, owner=self, channel="look", pool=self._pool)
            self._looking.success(self._on_looked).failure(self._on_failed).start()

    def load_more(self) -> None:
        """Read the next part of the past, if there is more and it is not being read."""
        oldest = next(reversed(self._past), None)
        if self._is_whole or oldest is None or self.is_loading:
            return
        self._reading = Operation(_Older(self.keeper, oldest), owner=self, channel="older", pool=self._pool)
        self._reading.success(self._on_older).failure(self._on_failed).start()

    def reach_back(self, from_ms: float) -> None:
        """Read so much of the past that all which fired since a time are known."""
        self._reach_ms = round(from_ms)
        self._reach_on()

    def seek(self, id: int) -> None:
        """Read so much of the past that an alert is known, if there is such a one."""
        if self.alert(id) is None:
            work = Operation(_One(self.keeper, id), owner=self, channel="seek", pool=self._pool)
            work.success(self._on_sought).failure(self._on_failed).start()

    def _on_sought(self, alert: Alert | None) -> None:
        if alert is not None and alert.resolved_ms is not None:
            self.reach_back(alert.fired_ms - 1)
        elif alert is not None:
            self.look()

    def _reach_on(self) -> None:
        oldest = next(reversed(self._past.values()), None)
        if self._reach_ms is not None and oldest is not None and oldest.fired_ms > self._reach_ms:
            self.load_more()

    def _do(self, change: Callable[[Alerts], object], ids: Sequence[int] = ()) -> None:
        # Each is a channel of its own: a later wish must not take the place of one that waits.
        work = _Deed(self.keeper, change, ids)
        operation = Operation(work, owner=self, channel=f"deed {next(self._numbers)}", pool=self._pool)
        operation.success(self._on_looked).failure(self._on_not_done).start()

    # ---- what comes of it

    def _on_looked(self, news: _News | None) -> None:
        if self._is_failing:
            self._is_failing = False
            self.failed.emit("")
        if news is None:
            return
        is_first, self._is_read = not self._is_read, True
        before = {alert.id: alert.severity for alert in self._firing.values()}
        self._version = news.version
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

    def _on_failed(self, error: ProcmonError) -> None:
        self._is_failing = True
        self.failed.emit(str(error))

    def _on_not_done(self, error: ProcmonError) -> None:
        self.not_done.emit(str(error))


def _fired(alert: Alert) -> tuple[int, int]:
    return alert.fired_ms, alert.id


def _badness(alert: Alert) -> tuple[Severity, int]:
    return alert.severity, alert.fired_ms


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
