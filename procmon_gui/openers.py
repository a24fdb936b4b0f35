"""What the window opens when it needs it: most of it in a worker, and none of it before."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from procmon_gui.auth.gate import Denied, demand, readable_deeds
from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.accounts import Access, Accounts
from procmon_gui.domain.history import Pace, Recording, Span
from procmon_gui.domain.ports import Errand, SnapshotSink
from procmon_gui.domain.settings import SettingsStore
from procmon_gui.engine.clock import SystemClock
from procmon_gui.engine.discretion import DiscreetInspector, DiscreetPulse, Discretion
from procmon_gui.services.access import open_accounts
from procmon_gui.services.desk import open_audit, open_marks
from procmon_gui.services.history import keep_history, look_up_history, make_incident, open_history_writer
from procmon_gui.services.live import open_inspector, open_pulse, open_socket_lister
from procmon_gui.services.places import Options
from procmon_gui.ui.audit_list import AuditList

if TYPE_CHECKING:
    from procmon_gui.auth.access import LocalAccess
    from procmon_gui.auth.guarded_channels import GuardedChannels
    from procmon_gui.auth.guarded_rules import GuardedRules
    from procmon_gui.domain.alerts import Alerts
    from procmon_gui.domain.dry_run import RuleTester
    from procmon_gui.domain.notices import Delivery
    from procmon_gui.domain.suspicion import Usual
    from procmon_gui.engine.bench import Bench
    from procmon_gui.engine.dispatch import Dispatcher
    from procmon_gui.services.channels import Desktop
    from procmon_gui.services.control import Hands
    from procmon_gui.services.desk import LateAudit, LateMarks
    from procmon_gui.services.history import HistoryWriter, LongHistory, MadeIncident, RecentMemory
    from procmon_gui.services.live import EyeProcess, WindowDoor
    from procmon_gui.services.seat import Seat
    from procmon_gui.ui.told_here import ToldHere
    from procmon_gui.ui.widgets.detail.sources import DetailSources


class SourcesOpener:
    """Opens what the detail of a process is read from."""

    def __init__(self, discretion: Discretion | None, audit: AuditList, usual: "Usual | None" = None) -> None:
        self._discretion = discretion
        self._audit = audit
        self._usual = usual

    def __call__(self) -> "DetailSources":
        """Open them."""
        from procmon_gui.ui.widgets.detail.sources import DetailSources

        inspector = open_inspector()
        if self._discretion is not None:
            inspector = DiscreetInspector(inspector, self._discretion)
        return DetailSources(inspector=inspector, sockets=open_socket_lister(), deeds=self._audit, usual=self._usual)


class PulseOpener:
    """Opens the heartbeat of this machine, on the thread that beats it."""

    def __init__(
        self,
        options: Options,
        interval_s: float,
        memory: SnapshotSink,
        door: "WindowDoor",
        discretion: Discretion,
        eye: "EyeProcess | None" = None,
        bench: "Bench | None" = None,
    ) -> None:
        self._options = options
        self._discretion = discretion
        self._door = door
        self._bench = bench
        self._interval_s = interval_s
        self._memory = memory
        self._eye = eye

    def __call__(self) -> DiscreetPulse:
        """Open it."""
        eye, self._eye = self._eye, None  # only the first pulse has it
        pulse = open_pulse(
            self._options, interval_s=self._interval_s, memory=self._memory, eye=eye, listens=True, door=self._door,
            bench=self._bench,
        )  # fmt: skip
        return DiscreetPulse(pulse, self._discretion)


class AccountsOpener:
    """Opens what keeps accounts, in a worker."""

    def __init__(self, options: Options, access: Access) -> None:
        self._options = options
        self._access = access

    def __call__(self) -> Accounts:
        """Open it."""
        return open_accounts(self._options, self._access)


class MarksOpener:
    """Opens what keeps marks, in a worker."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def __call__(self) -> "LateMarks":
        """Open it."""
        return open_marks(self._options)


class AlertsOpener:
    """Opens what fired and what was found about it, in a worker: behind the gate, and as it may be seen."""

    def __init__(self, options: Options, access: Access, discretion: Discretion) -> None:
        self._options = options
        self._access = access
        self._discretion = discretion

    def __call__(self) -> "Alerts":
        """Open it; nothing that speaks SQL is loaded before there is something."""
        from procmon_gui.engine.discreet_alerts import DiscreetAlerts
        from procmon_gui.services.alerts import open_guarded_alerts

        return DiscreetAlerts(open_guarded_alerts(self._options, self._access), self._discretion)


class RulesOpener:
    """Opens the rules of alerts, in a worker: behind the gate."""

    def __init__(self, options: Options, access: Access) -> None:
        self._options = options
        self._access = access

    def __call__(self) -> "GuardedRules":
        """Open them."""
        from procmon_gui.services.rules import open_guarded_rules

        return open_guarded_rules(self._options, self._access)


class JudgementOpener:
    """Opens what lets somebody judge every beat while the settings want it, in a worker."""

    def __init__(
        self,
        options: Options,
        store: SettingsStore,
        history: "LongHistory",
        bench: "Bench",
        figures: "Callable[[], Recording | None]",
        voice: "VoiceOpener | None" = None,
    ) -> None:
        """`figures` tell at once, on any thread, how the recording is doing; None while nothing is recorded here."""
        self._options = options
        self._store = store
        self._history = history
        self._bench = bench
        self._figures = figures
        self._voice = voice

    def __call__(self) -> "Seat":
        """Open it."""
        from procmon_gui.services.seat import open_seat

        open_teller = self._voice.open_teller if self._voice is not None else None
        return open_seat(
            self._options, self._store, self._bench, lambda: self._history, open_teller, figures=self._figures
        )


class DeliveriesReader:
    """Reads over which channels an alert was told, in a worker."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def __call__(self, alert_id: int) -> "Sequence[Delivery]":
        """Return it."""
        from procmon_gui.services.channels import open_deliveries

        return open_deliveries(self._options).of_alert(alert_id)


class VoiceOpener:
    """Opens what tells people, and how that is set up, in a worker; the desktop is one for both."""

    def __init__(self, options: Options, access: Access, told: "ToldHere") -> None:
        self._options = options
        self._access = access
        self._told = told
        self._guard = threading.Lock()
        self._desktop: Desktop | None = None
        self._channels: GuardedChannels | None = None

    def open_teller(self) -> "Dispatcher":
        """Open what tells."""
        from procmon_gui.services.channels import open_dispatcher

        return open_dispatcher(self._options, self._open_desktop())

    def open_channels(self) -> "GuardedChannels":
        """Open how channels are set up: behind the gate."""
        from procmon_gui.services.channels import open_guarded_channels

        desktop = self._open_desktop()
        with self._guard:
            if self._channels is None:
                self._channels = open_guarded_channels(self._options, self._access, desktop)
            return self._channels

    def close(self) -> None:
        """Let go of the desktop, if it was ever asked for anything."""
        with self._guard:
            if self._desktop is not None:
                self._desktop.close()

    def _open_desktop(self) -> "Desktop":
        from procmon_gui.services.channels import open_clicks, open_desktop
        from procmon_gui.ui.notice_tongue import NoticeTongue

        with self._guard:
            if self._desktop is None:
                clicks = open_clicks(self._options, self._access, self._told.ask_to_show)
                self._desktop = open_desktop(self._told, clicks, NoticeTongue())
            return self._desktop


class TesterOpener:
    """Opens what plays rules over the past of this program, in a worker."""

    def __init__(self, options: Options, history: "LongHistory") -> None:
        self._options = options
        self._history = history

    def __call__(self) -> "RuleTester":
        """Open it."""
        from procmon_gui.services.alerts_testing import open_rule_tester

        return open_rule_tester(self._options, self._history)


class AuditOpener:
    """Opens the audit trail, in a worker."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def __call__(self) -> "LateAudit":
        """Open it."""
        return open_audit(self._options)


class HandsOpener:
    """Opens what acts on processes, in a worker when somebody acts for the first time; and lets go of it in the end."""

    def __init__(self, options: Options, access: "LocalAccess") -> None:
        self._options = options
        self._access = access
        self._control: Hands | None = None

    def __call__(self) -> "Hands":
        """Open it. Raises Unavailable where it is not known who may act."""
        from procmon_gui.services.control import open_control

        # Before that it is not known who may act.
        self._access.refresh()
        self._control = open_control(self._options, self._access)
        return self._control

    def close(self) -> None:
        """Let go of it, if it was ever opened."""
        if self._control is not None:
            self._control.close()


class AuditReader:
    """Says whose deeds alone may be seen by who acts now."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._clock = SystemClock()

    def __call__(self) -> str | None:
        """Return the account; None for all, as `auth.gate.readable_deeds` does."""
        return readable_deeds(self._access.actor(), self._clock.monotonic_ns())


class RecordingMaker:
    """Writes a range into a file of its own, in a worker."""

    def __init__(self, options: Options, access: Access) -> None:
        self._options = options
        self._access = access

    def __call__(self, path: Path, span: Span, has_command_lines: bool, errand: Errand) -> "MadeIncident":
        """Write it. Raises Denied, which the trail keeps, and what `make_incident` raises."""
        try:
            demand(self._access.actor(), Permission.EXPORT, SystemClock().monotonic_ns())
        except Denied as error:
            self._access.keep_refusal(Permission.EXPORT.value, str(error), path.name)
            raise
        return make_incident(self._options, path, span, errand, has_command_lines=has_command_lines, replaces=True)


class Disk:
    """What keeps the beats of this program on disk."""

    def __init__(
        self,
        options: Options,
        store: SettingsStore,
        memory: "RecentMemory",
        history: "LongHistory",
        door: "WindowDoor",
    ) -> None:
        self._options = options
        self._door = door
        self._store = store
        self._memory = memory
        self._history = history

    def open_writer(self, since_ms: int) -> "HistoryWriter":
        """Open what writes, from a moment on."""
        return open_history_writer(
            self._options,
            self._memory,
            history=self._history,
            settings=self._store,
            since_ms=since_ms,
            door=self._door,
        )

    def obey(self, writer: "HistoryWriter") -> None:
        """Let it keep as long as the settings say."""
        keep_history(writer, self._store)

    def look_up(self) -> Pace:
        """Return how much is written."""
        return look_up_history(self._options, self._history)
