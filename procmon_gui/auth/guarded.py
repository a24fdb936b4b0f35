"""Accounts behind the gate: each change is asked for, and kept in the audit trail before it is made. Pure.

A change that can not be kept is not made. Two things the user of the system may always do: make the first account, and
take all away; the file is his, and he could do both without this program.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol, TypeVar

from procmon_gui.auth.gate import Denied, authorize
from procmon_gui.auth.passwords import NotUsable, fold
from procmon_gui.auth.permissions import RECENT_S, ROLES, Permission
from procmon_gui.domain.accounts import Access, Account, AccountDeed, Accounts, Actor, LoginRefused, Role
from procmon_gui.domain.actions import Answer
from procmon_gui.domain.audit import AuditRecord, Deed, Outcome
from procmon_gui.domain.errors import ProcmonError, Unavailable
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.sentences import Sentence
from procmon_gui.domain.text import display_text

log = logging.getLogger(__name__)

Result = TypeVar("Result")
_NAME_LETTERS = 64
_NONE = QT_TRANSLATE_NOOP("Action", "There are no accounts, so there is nothing to change.")


class Trail(Protocol):
    """The part of `domain.audit.AuditTrail` that is needed here."""

    def append(self, deed: Deed) -> AuditRecord:
        """Keep a deed. Raises Unavailable."""


class Book(Accounts, Protocol):
    """What keeps accounts, and can be told whether one is meant to be the first."""

    def add(self, name: str, password: str, role: Role, *, is_first: bool | None = None) -> str:
        """Make an account only where it is the first, or is not."""


class GuardedAccounts:
    """A `domain.accounts.Accounts` that asks who acts. Belongs in a worker."""

    def __init__(self, accounts: Book, access: Access, trail: Trail, clock: Clock) -> None:
        self._accounts = accounts
        self._access = access
        self._trail = trail
        self._clock = clock

    def all(self) -> Sequence[Account]:
        """Return all of them by name. Raises Denied for who does not look after them."""
        actor = self._actor()
        if actor.has_accounts and (actor.role is None or Permission.MANAGE not in ROLES[actor.role]):
            self._deny(actor, AccountDeed.LIST, "")
        return self._accounts.all()

    def add(self, name: str, password: str, role: Role) -> str:
        """Make an account, and return the recovery code where it is the first."""

        def add(has_accounts: bool) -> str:
            # Nobody is asked about the first one: it must be the first when it is made, too.
            return self._accounts.add(name, password, role, is_first=not has_accounts)

        return self._changed(AccountDeed.ADD, name, add, role.value)

    def set_role(self, name: str, role: Role) -> None:
        """Give an account another role."""
        self._changed(AccountDeed.SET_ROLE, name, lambda _: self._accounts.set_role(name, role), role.value)

    def set_password(self, name: str, password: str) -> None:
        """Give an account another password; everybody may do so for his own, having typed the one before."""
        actor = self._actor()
        is_own = bool(actor.account) and fold(actor.account) == fold(name)
        self._changed(
            AccountDeed.SET_PASSWORD, name, lambda _: self._accounts.set_password(name, password), is_own=is_own
        )
        if is_own:
            # Who logged in before is not let act any more, and that is himself.
            self._access.log_in(name, password)

    def unblock(self, name: str) -> None:
        """Forget the wrong passwords that were typed for an account."""
        self._changed(AccountDeed.UNBLOCK, name, lambda _: self._accounts.unblock(name))

    def renew_code(self) -> str:
        """Return a new recovery code, once."""
        return self._changed(AccountDeed.RENEW_CODE, "", lambda _: self._accounts.renew_code())

    def remove(self, name: str) -> None:
        """Take an account away."""
        self._changed(AccountDeed.REMOVE, name, lambda _: self._accounts.remove(name))
        self._access.refresh()

    def recover(self, code: str, name: str, password: str) -> str:
        """Set the password of an administrator with the recovery code, which is what lets him do so."""
        actor = self._actor()
        # The name is kept only where the code was right: else it may be anything.
        with self._kept(actor, AccountDeed.RECOVER, "") as done:
            following = self._accounts.recover(code, name, password)
            done.target = display_text(name, _NAME_LETTERS)
        return following

    def reset(self) -> None:
        """Take all accounts away. A trail that can not be written is no reason to keep somebody locked out."""
        actor = self._actor_of_reset()
        self._accounts.reset()
        try:
            self._trail.append(_deed(actor, AccountDeed.RESET, Outcome.DONE, ""))
        except Unavailable as error:
            log.warning("the audit trail does not have that all accounts were taken away: %s", error)
        self._access.refresh()

    # ---- asking and keeping

    def _changed(
        self, deed: AccountDeed, name: str, change: Callable[[bool], Result], detail: str = "", *, is_own: bool = False
    ) -> Result:
        actor = self._actor()
        target = self._known(name)
        if not actor.has_accounts and deed is not AccountDeed.ADD:
            raise NotUsable(Sentence(_NONE))
        if actor.has_accounts:
            verdict = authorize(actor, Permission.MANAGE, self._clock.monotonic_ns())
            if verdict.answer is not Answer.ALLOWED and not (is_own and self._is_recent(actor)):
                self._deny(actor, deed, target)
        with self._kept(actor, deed, target, detail) as done:
            made = change(actor.has_accounts)
            done.target = display_text(name, _NAME_LETTERS)
        return made

    def _known(self, name: str) -> str:
        """Return the name of an account; nothing for a name that is none: somebody may have typed a password there."""
        folded = fold(name[: 4 * _NAME_LETTERS])
        return next((account.name for account in self._accounts.all() if fold(account.name) == folded), "")

    def _is_recent(self, actor: Actor) -> bool:
        confirmed_ns = actor.confirmed_ns
        return confirmed_ns is not None and self._clock.monotonic_ns() - confirmed_ns <= RECENT_S * 1e9

    def _deny(self, actor: Actor, deed: AccountDeed, target: str) -> None:
        verdict = authorize(actor, Permission.MANAGE, self._clock.monotonic_ns())
        denied = Denied(verdict)
        try:
            self._trail.append(_deed(actor, deed, Outcome.REFUSED, target, str(denied)))
        except Unavailable as error:
            log.warning("the audit trail does not have that %s was refused: %s", deed.value, error)
        raise denied

    @contextmanager
    def _kept(self, actor: Actor, deed: AccountDeed, target: str, detail: str = "") -> "Iterator[_Done]":
        """Keep that it is begun, and then how it ended. Raises Unavailable, with nothing done."""
        begun = self._trail.append(_deed(actor, deed, Outcome.BEGUN, target, detail))
        done = _Done(target)
        try:
            yield done
        except ProcmonError as error:
            outcome = Outcome.REFUSED if isinstance(error, LoginRefused) else Outcome.FAILED
            self._end(_deed(actor, deed, outcome, target, detail, begun.number))
            raise
        self._end(_deed(actor, deed, Outcome.DONE, done.target, detail, begun.number))

    def _end(self, deed: Deed) -> None:
        try:
            self._trail.append(deed)
        except Unavailable as error:
            log.warning("the audit trail does not have how %s ended: %s", deed.action, error)

    def _actor(self) -> Actor:
        self._access.refresh()
        return self._access.actor()

    def _actor_of_reset(self) -> Actor:
        try:
            return self._actor()
        except Unavailable:
            return self._access.actor()


@dataclass(slots=True)
class _Done:
    """On whom it was done, as far as that is known when it is over."""

    target: str


def _deed(
    actor: Actor, deed: AccountDeed, outcome: Outcome, target: str, detail: str = "", begun: int | None = None
) -> Deed:
    return Deed(
        actor=actor.account, os_user=actor.os_user, os_uid=actor.os_uid, action=deed.value, outcome=outcome,
        target=target, detail=actor.detail(detail), begun=begun,
    )  # fmt: skip
