"""Rules behind the gate: to change or remove one is asked for, refused where it may not be, and kept. Pure."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Protocol

from procmon_gui.auth.gate import Denied, demand
from procmon_gui.auth.guarded import Trail
from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.accounts import Access, Actor
from procmon_gui.domain.audit import Deed, Outcome
from procmon_gui.domain.errors import ProcmonError, Unavailable
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.rules import Rule, RuleBook, Rules
from procmon_gui.domain.text import display_text

log = logging.getLogger(__name__)

# Words of the audit trail.
CHANGE: Final = "rule-change"
REMOVE: Final = "rule-remove"
_LETTERS: Final = 256


class FiledRules(RuleBook, Protocol):
    """A book that is a file, which a person may open."""

    def channel_ids(self) -> Sequence[str]:
        """Return which channels a rule may name; none where they are not known."""

    def prepare_file(self) -> Path:
        """Return the file, made if there is none. Raises Unavailable."""


class GuardedRules:
    """A `RuleBook` that asks who acts; reading is for everybody. Belongs in a worker."""

    def __init__(self, rules: FiledRules, access: Access, trail: Trail, clock: Clock) -> None:
        self._rules = rules
        self._access = access
        self._trail = trail
        self._clock = clock

    def put(self, rule: Rule) -> None:
        """Keep a rule. Raises Denied, which the trail keeps as it keeps the change, and what the book raises."""
        self._done(CHANGE, rule.id, lambda: self._rules.put(rule), "" if rule.is_enabled else "switched off")

    def remove(self, id: str) -> None:
        """Take a rule away. Raises as `put` does."""
        self._done(REMOVE, id, lambda: self._rules.remove(id))

    def _done(self, word: str, target: str, change: Callable[[], None], detail: str = "") -> None:
        self._access.refresh()
        actor = self._access.actor()
        target = display_text(target, _LETTERS)
        try:
            demand(actor, Permission.JUDGE, self._clock.monotonic_ns())
        except Denied as error:
            self._access.keep_refusal(word, str(error), target)
            raise
        # What can not be kept is not done.
        begun = self._trail.append(_deed(actor, word, Outcome.BEGUN, target, detail))
        try:
            change()
        except ProcmonError as error:
            self._end(_deed(actor, word, Outcome.FAILED, target, str(error), begun.number))
            raise
        self._end(_deed(actor, word, Outcome.DONE, target, detail, begun.number))

    def _end(self, deed: Deed) -> None:
        try:
            self._trail.append(deed)
        except Unavailable as error:
            log.warning("the audit trail does not have how %s ended: %s", deed.action, error)

    # ---- as it is kept

    def rules(self) -> Rules:
        """Return the rules as they are now."""
        return self._rules.rules()

    def version(self) -> object:
        """Return what is another after every change by anybody; cheap."""
        return self._rules.version()

    def channel_ids(self) -> Sequence[str]:
        """Return which channels a rule may name; none where they are not known."""
        return self._rules.channel_ids()

    def prepare_file(self) -> Path:
        """Return the file for an editor, made if there is none. Raises Unavailable."""
        return self._rules.prepare_file()


def _deed(actor: Actor, word: str, outcome: Outcome, target: str, detail: str, begun: int | None = None) -> Deed:
    return Deed(
        actor=actor.account, os_user=actor.os_user, os_uid=actor.os_uid, action=word, outcome=outcome, target=target,
        detail=actor.detail(display_text(detail, _LETTERS)), begun=begun,
    )  # fmt: skip
