"""Alerts behind the gate: to acknowledge and to mute is asked for, refused where it may not be, and kept. Pure."""

import logging
from collections.abc import Callable, Sequence
from typing import Final

from procmon_gui.auth.gate import Denied, demand
from procmon_gui.auth.guarded import Trail
from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.accounts import Access, Actor
from procmon_gui.domain.alerts import Alert, Alerts, Evidence, Mute
from procmon_gui.domain.audit import Deed, Outcome
from procmon_gui.domain.errors import ProcmonError, Unavailable
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.text import display_text

log = logging.getLogger(__name__)

# Words of the audit trail.
ACKNOWLEDGE: Final = "alert-acknowledge"
MUTE: Final = "rule-mute"
UNMUTE: Final = "rule-unmute"
_LETTERS: Final = 256


class GuardedAlerts:
    """An `Alerts` that asks who acts, and says in whose name; reading is for everybody. Belongs in a worker."""

    def __init__(self, alerts: Alerts, access: Access, trail: Trail, clock: Clock) -> None:
        self._alerts = alerts
        self._access = access
        self._trail = trail
        self._clock = clock

    def acknowledge(self, id: int, *, by: str = "", note: str = "") -> None:
        """Say that somebody has seen it, in the name of who acts. Raises Denied; the trail keeps both."""
        alert = self._alerts.alert(id)
        target = display_text(alert.title, _LETTERS) if alert is not None else f"#{id}"
        self._done(ACKNOWLEDGE, target, lambda name: self._alerts.acknowledge(id, by=name, note=note), note)

    def mute(self, rule_id: str, until_ms: int, *, by: str = "") -> None:
        """Let a rule tell nobody until a time, in the name of who acts. Raises Denied; the trail keeps both."""
        word = MUTE if until_ms > self._clock.utc_ms() else UNMUTE
        self._done(word, rule_id, lambda name: self._alerts.mute(rule_id, until_ms, by=name))

    def _done(self, word: str, target: str, change: Callable[[str], None], reason: str = "") -> None:
        self._access.refresh()
        actor = self._access.actor()
        target = display_text(target, _LETTERS)
        try:
            demand(actor, Permission.JUDGE, self._clock.monotonic_ns())
        except Denied as error:
            self._access.keep_refusal(word, str(error), target)
            raise
        # What can not be kept is not done.
        begun = self._trail.append(_deed(actor, word, Outcome.BEGUN, target, reason))
        outcome = Outcome.FAILED
        try:
            change(actor.account or actor.os_user)
            outcome = Outcome.DONE
        except ProcmonError as error:
            self._end(_deed(actor, word, outcome, target, reason, begun.number, str(error)))
            raise
        self._end(_deed(actor, word, outcome, target, reason, begun.number))

    def _end(self, deed: Deed) -> None:
        try:
            self._trail.append(deed)
        except Unavailable as error:
            log.warning("the audit trail does not have how %s ended: %s", deed.action, error)

    # ---- as it is kept

    def version(self) -> object:
        """Return what is another after every change by anybody; None where nothing was kept. Cheap."""
        return self._alerts.version()

    def firing(self) -> Sequence[Alert]:
        """Return those that fire, the worst first."""
        return self._alerts.firing()

    def past(self, *, before: int | None = None, limit: int = 500) -> Sequence[Alert]:
        """Return so many that are over, the newest first: the last ones, or those before an id."""
        return self._alerts.past(before=before, limit=limit)

    def between(self, from_ms: int, to_ms: int) -> Sequence[Alert]:
        """Return those that fired in a time, oldest first."""
        return self._alerts.between(from_ms, to_ms)

    def alert(self, id: int) -> Alert | None:
        """Return one."""
        return self._alerts.alert(id)

    def evidence(self, id: int) -> Evidence | None:
        """Return what is kept of one; None while there is nothing."""
        return self._alerts.evidence(id)

    def mutes(self) -> Sequence[Mute]:
        """Return what is muted now."""
        return self._alerts.mutes()


def _deed(
    actor: Actor, word: str, outcome: Outcome, target: str, reason: str, begun: int | None = None, detail: str = ""
) -> Deed:
    return Deed(
        actor=actor.account, os_user=actor.os_user, os_uid=actor.os_uid, action=word, outcome=outcome, target=target,
        reason=reason, detail=actor.detail(detail), begun=begun,
    )  # fmt: skip
