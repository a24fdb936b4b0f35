"""Builds what keeps alerts, and what judges."""

from typing import TYPE_CHECKING

from procmon_gui.services.desk import DESK_FILE, desk_at, open_audit
from procmon_gui.services.places import Options, data_folder

if TYPE_CHECKING:
    from procmon_gui.auth.guarded_alerts import GuardedAlerts
    from procmon_gui.domain.accounts import Access
    from procmon_gui.domain.alerts import AlertKeeper
    from procmon_gui.domain.ports import Clock
    from procmon_gui.store.desk.late_alerts import LateAlerts as LateAlerts


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
