"""Builds what keeps alerts, and knows who may judge: whoever holds the lock of the data folder."""

import os
from typing import TYPE_CHECKING, Final

from procmon_gui.services.desk import DESK_FILE, desk_at, open_audit
from procmon_gui.services.places import Options, data_folder

if TYPE_CHECKING:
    from procmon_gui.auth.guarded_alerts import GuardedAlerts
    from procmon_gui.domain.accounts import Access
    from procmon_gui.domain.alerts import AlertKeeper
    from procmon_gui.domain.ports import Clock
    from procmon_gui.store.desk.late_alerts import LateAlerts as LateAlerts
    from procmon_gui.store.place import Lock

LOCK_FILE: Final = "judge.lock"


def open_alerts(options: Options, clock: "Clock | None" = None) -> "LateAlerts":
    """Return what keeps alerts, in the desk; nothing is opened before there is something to do."""
    from procmon_gui.store.desk.late_alerts import LateAlerts

    path = data_folder(options) / DESK_FILE

    def open_desk() -> "AlertKeeper":
        from procmon_gui.engine.clock import SystemClock
        from procmon_gui.store.desk.alerts import DeskAlerts

        return DeskAlerts(desk_at(path), clock=clock or SystemClock())

    return LateAlerts(path, open_desk)


def open_guarded_alerts(options: Options, access: "Access", clock: "Clock | None" = None) -> "GuardedAlerts":
    """Return the same behind the gate: what `access` may not do is refused, and the audit trail has all of it."""
    from procmon_gui.auth.guarded_alerts import GuardedAlerts
    from procmon_gui.engine.clock import SystemClock

    clock = clock or SystemClock()
    return GuardedAlerts(open_alerts(options, clock), access, open_audit(options, clock), clock)


class JudgeLock:
    """Asks for the right to judge in a data folder."""

    def __init__(self, options: Options) -> None:
        self._folder = data_folder(options)

    def __call__(self) -> "Lock | None":
        """Return it, None while another program has it. Raises Unavailable where there can be none."""
        from procmon_gui.store.place import Occupied, lock_folder, prepare_folder

        prepare_folder(self._folder, "alert")
        try:
            return lock_folder(self._folder, LOCK_FILE, "judges what happens in")
        except Occupied:
            return None


def is_judged_now(options: Options) -> bool | None:
    """Say whether some program judges in a data folder now; None where that can not be found out."""
    from procmon_gui.store.place import is_locked

    return is_locked(data_folder(options), LOCK_FILE)


def end_what_nobody_judges(options: Options) -> None:
    """Let what fires be over, where nobody is to judge any more: it fired when somebody did.

    What another program judges is left alone. Where nothing fires the desk is glanced at, and not opened. Raises
    Unavailable where that can not be kept now.
    """
    path = data_folder(options) / DESK_FILE
    if not os.path.lexists(path):
        return
    from procmon_gui.store.desk.glance import nothing_fires

    if nothing_fires(path):
        return
    lock = JudgeLock(options)()
    if lock is None:
        return
    try:
        _end_all(open_alerts(options))
    finally:
        lock.close()


def _end_all(alerts: "AlertKeeper") -> None:
    from procmon_gui.domain.alerts import AlertNews, Change, unseen_event
    from procmon_gui.engine.clock import SystemClock

    now_ms = SystemClock().utc_ms()
    alerts.keep([AlertNews(event=unseen_event(one, Change.RESOLVED, now_ms)) for one in alerts.firings()])
