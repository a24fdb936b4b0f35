"""What the audit trail is told of what was asked, done and seen. Belongs in a worker: it waits for the disk."""

import logging
from collections.abc import Sequence
from typing import Final

from procmon_gui.domain.accounts import Actor
from procmon_gui.domain.actions import Action, ActionKind, Fate, Lost, NoTrail, Order, Seen, Target
from procmon_gui.domain.audit import AuditTrail, Deed, Outcome
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.exit_status import signal_name
from procmon_gui.domain.sentences import Sentence

log = logging.getLogger(__name__)

_FATES: Final = {
    Fate.ENDED: "ended after {after} s",
    Fate.ZOMBIE: "ended after {after} s, and its parent has not asked how",
    Fate.RUNNING: "still running after {after} s",
    Fate.UNINTERRUPTIBLE: "still in an uninterruptible wait after {after} s",
    Fate.STOPPED: "stopped after {after} s",
}


class Trace:
    """The records of one order."""

    def __init__(self, trail: AuditTrail, actor: Actor, order: Order) -> None:
        self._trail = trail
        self._actor = actor
        self._order = order
        self.has_trail = True

    def begin(self, asked: Sequence[tuple[Target, Outcome, Sentence | None]], *, is_to_do: bool) -> list[int]:
        """Keep what is asked before any of it is done; return the numbers of the records, 0 without the trail.

        Raises NoTrail where something is to be done, and then nothing may be.
        """
        deeds = [
            self._deed(target, outcome, _detail(self._order.action, target, why)) for target, outcome, why in asked
        ]
        try:
            return [record.number for record in self._trail.append_all(deeds)]
        except Unavailable as error:
            if is_to_do and not self._order.goes_without_trail:
                raise NoTrail(str(error), has_journal=self._trail.has_journal()) from error
            if not self._trail.tell_journal(deeds) and is_to_do:
                raise NoTrail(str(error), has_journal=False) from error
            log.warning("What was asked could not be added to the audit trail: %s", error)
        self.has_trail = False
        return [0] * len(deeds)

    def miss(self, lost: Sequence[Lost]) -> None:
        """Keep that this was asked of some who can not be held: gone, or another one by now."""
        if not lost:
            return
        actor, action = self._actor, self._order.action.kind.value
        self._keep([
            Deed(
                actor=actor.account, os_user=actor.os_user, os_uid=actor.os_uid, action=action, outcome=Outcome.FAILED,
                target_key=one.seen, reason=self._order.reason, detail=str(one.why),
            )
            for one in lost
        ])  # fmt: skip

    def end(self, done: Sequence[tuple[Target, Outcome, Sentence | None, int]]) -> bool:
        """Keep how it went; False where that could not be kept, though it was done."""
        action = self._order.action
        return self._keep([
            # What it was about stands in the record that it was begun.
            self._deed(target, outcome, _what(action, target) if why is None else str(why), begun or None)
            for target, outcome, why, begun in done
        ])  # fmt: skip

    def tell(self, seen: Sequence[tuple[Seen, int]]) -> bool:
        """Keep what was seen of it afterwards."""
        return self._keep([
            self._deed(one.target, outcome_of(self._order.action, one.fate), told(one), begun or None)
            for one, begun in seen
        ])  # fmt: skip

    def _keep(self, deeds: Sequence[Deed]) -> bool:
        if self.has_trail:
            try:
                self._trail.append_all(deeds)
            except Unavailable as error:
                log.warning("What was done could not be added to the audit trail: %s", error)
            else:
                return True
        return self._trail.tell_journal(deeds)

    def _deed(self, target: Target, outcome: Outcome, detail: str, begun: int | None = None) -> Deed:
        return Deed(
            actor=self._actor.account,
            os_user=self._actor.os_user,
            os_uid=self._actor.os_uid,
            action=self._order.action.kind.value,
            outcome=outcome,
            target=target.name,
            target_key=target.seen,
            executable=target.executable or "",
            reason=self._order.reason,
            detail=self._actor.detail(detail),
            begun=begun,
        )


def outcome_of(action: Action, fate: Fate) -> Outcome:
    """Return whether what is seen is what was wanted."""
    if fate in (Fate.ENDED, Fate.ZOMBIE):
        return Outcome.DONE
    if action.kind is ActionKind.SUSPEND:
        return Outcome.DONE if fate is Fate.STOPPED else Outcome.FAILED
    return Outcome.FAILED if action.kind in (ActionKind.END, ActionKind.KILL) else Outcome.DONE


def told(seen: Seen) -> str:
    """Return what was seen, in English."""
    return _FATES[seen.fate].format(after=f"{seen.after_s:.1f}")


def _detail(action: Action, target: Target, why: Sentence | None) -> str:
    return f"{_what(action, target)}: {why}" if why is not None else _what(action, target)


def _what(action: Action, target: Target) -> str:
    """Return what an action does, with what was there before."""
    number = action.signal_number
    if number is not None:
        return signal_name(number) + (", with all below it" if action.is_tree else "")
    match action.kind:
        case ActionKind.NICE:
            before = "?" if target.nice is None else str(target.nice)
            return f"nice {before} → {action.nice}"
        case ActionKind.IO_PRIORITY:
            level = "" if action.io_class.name == "IDLE" else f" {action.io_level}"
            return f"{action.io_class.name.lower().replace('_', ' ')}{level}"
        case ActionKind.AFFINITY:
            return "CPUs " + ", ".join(map(str, sorted(action.cpus)))
    return target.unit or ""
