"""Keeps what `procmon-gui act` was asked and did not do, where the hands never came to it. Main thread."""

import logging

from procmon_gui.domain.accounts import Actor
from procmon_gui.domain.actions import Action
from procmon_gui.domain.audit import AuditTrail, Deed, Outcome
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.terminal.request import Request

log = logging.getLogger(__name__)


class ActTrace:
    """Writes of those who were asked for by number, of whom more is not known."""

    def __init__(self, request: Request, action: Action, trail: AuditTrail) -> None:
        self._request = request
        self._action = action
        self._trail = trail

    def refuse_all(self, actor: Actor, why: str) -> None:
        """Keep that it was refused before anybody was looked for."""
        deeds = [self._deed(actor, pid, Outcome.REFUSED, why) for pid in dict.fromkeys(self._request.pids)]
        self._append(deeds)

    def fail(self, actor: Actor, pid: int, why: str, key: ProcessKey | None = None) -> None:
        """Keep that the one who was meant is not there; `key` is who that is, where it was said."""
        self._append([self._deed(actor, pid, Outcome.FAILED, why, key)])

    def _deed(self, actor: Actor, pid: int, outcome: Outcome, why: str, key: ProcessKey | None = None) -> Deed:
        started = f", started {self._request.started}" if self._request.started and key is None else ""
        return Deed(
            actor=actor.account, os_user=actor.os_user, os_uid=actor.os_uid, action=self._action.kind.value,
            outcome=outcome, target="" if key is not None else f"PID {pid}{started}", target_key=key,
            reason=self._request.reason, detail=why,
        )  # fmt: skip

    def _append(self, deeds: list[Deed]) -> None:
        """Nothing was done, so a trail that can not be written is no trouble."""
        try:
            self._trail.append_all(deeds)
        except Unavailable as error:
            log.warning("What was asked could not be added to the audit trail: %s", error)
