"""Alerts of a desk that is opened as late as can be: see `store.desk.late`."""

import contextlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from procmon_gui.domain.alerts import Alert, AlertEvent, AlertKeeper, AlertNews, Evidence, Firing, Mute
from procmon_gui.store.desk.glance import holds_no_alert


class LateAlerts:
    """A `domain.alerts.AlertKeeper`. Any thread."""

    def __init__(self, path: Path, opener: Callable[[], AlertKeeper]) -> None:
        """Take where the file is and what opens it, which may be called twice where two threads come at once."""
        self._path = path
        self._opener = opener
        self._alerts: AlertKeeper | None = None

    # ---- for whoever looks

    def version(self) -> object:
        """Return what is another after every change by anybody; None where nothing was kept. Cheap."""
        if self._alerts is not None:
            return self._alerts.version()
        # Not its head: who closes a file ends the locks that this process has on it (`store.desk.database`).
        with contextlib.suppress(OSError):
            found = os.stat(self._path, follow_symlinks=False)
            return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size
        return None

    def firing(self) -> Sequence[Alert]:
        """Return those that fire, the worst first."""
        return self._open().firing() if self._is_there() else ()

    def past(self, *, before: int | None = None, limit: int = 500) -> Sequence[Alert]:
        """Return so many that are over, the newest first: the last ones, or those before an id."""
        return self._open().past(before=before, limit=limit) if self._is_there() else ()

    def between(self, from_ms: int, to_ms: int) -> Sequence[Alert]:
        """Return those that fired in a time, oldest first."""
        return self._open().between(from_ms, to_ms) if self._is_there() else ()

    def alert(self, id: int) -> Alert | None:
        """Return one."""
        return self._open().alert(id) if self._is_there() else None

    def evidence(self, id: int) -> Evidence | None:
        """Return what is kept of one; None while there is nothing."""
        return self._open().evidence(id) if self._is_there() else None

    def acknowledge(self, id: int, *, by: str, note: str = "") -> None:
        """Say that somebody has seen it; it is not told again."""
        if self._is_there():
            self._open().acknowledge(id, by=by, note=note)

    def mutes(self) -> Sequence[Mute]:
        """Return what is muted now."""
        return self._open().mutes() if self._is_there() else ()

    def mute(self, rule_id: str, until_ms: int, *, by: str) -> None:
        """Let a rule tell nobody until a time; one in the past unmutes it."""
        self._open().mute(rule_id, until_ms, by=by)

    # ---- for whoever judges

    def firings(self) -> Sequence[Firing]:
        """Return what a judge must know of what fires, to go on from it."""
        return self._open().firings() if self._is_there() else ()

    def keep(self, news: Sequence[AlertNews]) -> Sequence[int]:
        """Keep several events in their order, all or none; return the ids of their alerts."""
        return self._open().keep(news) if news else ()

    def fire(self, event: AlertEvent, alert: Alert) -> int:
        """Keep a new alert and return its id; `alert.id` is ignored. One that fires already is that one."""
        return self._open().fire(event, alert)

    def go_on(self, id: int, event: AlertEvent) -> None:
        """Keep that an alert became worse, or better, or was told again, or is over."""
        self._open().go_on(id, event)

    def keep_evidence(self, id: int, evidence: Evidence) -> None:
        """Keep what was found, in the place of what was kept of it before."""
        self._open().keep_evidence(id, evidence)

    def incomplete(self) -> Sequence[Alert]:
        """Return those whose evidence is not complete, the oldest first."""
        return self._open().incomplete() if self._is_there() else ()

    def suppress(self, id: int, notice_count: int) -> None:
        """Add to how many notices of an alert nobody was sent."""
        if self._is_there():
            self._open().suppress(id, notice_count)

    def forget(self, before_ms: int) -> int:
        """Drop what was over before a time; return how many."""
        return self._open().forget(before_ms) if self._is_there() else 0

    def _is_there(self) -> bool:
        # A desk that has no alert is left closed: it was made for something else, and every start asks.
        return self._alerts is not None or (os.path.lexists(self._path) and not holds_no_alert(self._path))

    def _open(self) -> AlertKeeper:
        if self._alerts is None:
            self._alerts = self._opener()
        return self._alerts
