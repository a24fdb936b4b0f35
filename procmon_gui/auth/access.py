"""Who is logged in, and for how long: a `domain.accounts.Access`. Pure: the clock, the trail and the register come in.

Idleness is measured by both clocks, whichever says more: that of the boot stands still while the machine sleeps, and
that of the wall can be set back.
"""

import logging
import math
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from procmon_gui.auth.permissions import EACH_S
from procmon_gui.auth.register import Admission, DeedKeeper, Register, Standing
from procmon_gui.domain.accounts import AccessState, AccountDeed, Actor, LoginRefused
from procmon_gui.domain.audit import Deed, Outcome
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.sentences import Sentence

log = logging.getLogger(__name__)

_T = QT_TRANSLATE_NOOP
# NIST SP 800-63B, 4.2.3: the password again after twelve hours, whatever was done meanwhile.
LONGEST_SESSION_S: Final = 12 * 3600.0
_WRONG: Final = _T("Action", "The name or the password is wrong.")
_WRONG_AND_WAIT: Final = _T("Action", "The name or the password is wrong. The next try can be made in {count} s.")
_EARLY: Final = _T("Action", "Too many wrong passwords: the next try can be made in {count} s.")
_BLOCKED: Final = _T(
    "Action", "Too many wrong passwords: only an administrator, or the recovery code, lets this account in again."
)
_NOBODY: Final = _T("Action", "Nobody is logged in, so there is no password to type once more.")


@dataclass(frozen=True, slots=True)
class _Time:
    """A moment by both clocks."""

    monotonic_ns: int
    utc_ms: int

    def since_s(self, earlier: "_Time") -> float:
        """Return how long ago another moment was; what says more counts."""
        return max((self.monotonic_ns - earlier.monotonic_ns) / 1e9, (self.utc_ms - earlier.utc_ms) / 1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Session:
    """Who is logged in."""

    standing: Standing
    began: _Time
    seen: _Time
    confirmed_ns: int
    is_locked: bool = False
    is_trusted_by_system: bool = False


def at_once(work: Callable[[], None]) -> None:
    """Do what can wait now: for programs that have nothing else to do."""
    work()


class LocalAccess:
    """Lets accounts act. Any thread."""

    def __init__(
        self,
        register: Register,
        *,
        user: Actor,
        clock: Clock,
        trail: DeedKeeper,
        lock_after_s: Callable[[], float],
        is_known_empty: bool = False,
        beforehand: Callable[[], None] = lambda: None,
        later: Callable[[Callable[[], None]], None] = at_once,
    ) -> None:
        """Take who runs the program, and how long one may be away (0 for ever).

        `is_known_empty` says that nothing was ever kept, so that nobody has to look; `beforehand` is called whenever a
        password comes in; `later` does what waits for a disk on behalf of what may not.
        """
        self._register = register
        self._user = user
        self._clock = clock
        self._trail = trail
        self._lock_after_s = lock_after_s
        self._beforehand = beforehand
        self._later = later
        self._guard = threading.Lock()
        self._session: _Session | None = None
        # None: nobody has looked, or what was found makes no sense. Then nobody acts.
        self._has_accounts: bool | None = False if is_known_empty else None

    def actor(self) -> Actor:
        """Return who acts now; where it is locked, or not known, nobody does."""
        session = self._present()
        if self._has_accounts is False:
            return self._user
        nobody = replace(self._user, has_accounts=True)
        if session is None or session.is_locked or self._has_accounts is None:
            return nobody
        standing = session.standing
        return replace(
            nobody, account=standing.name, role=standing.role, confirmed_ns=session.confirmed_ns,
            is_trusted_by_system=session.is_trusted_by_system,
        )  # fmt: skip

    def state(self) -> AccessState:
        """Return what the reader sees; looks whether he was away for too long."""
        session = self._present()
        if self._has_accounts is False:
            return AccessState.SYSTEM
        if session is None:
            return AccessState.OUT
        return AccessState.LOCKED if session.is_locked else AccessState.IN

    def holder(self) -> str:
        """Return who is logged in, also where it is locked; empty for nobody."""
        session = self._session
        return "" if session is None else session.standing.name

    def now_ns(self) -> int:
        """Return the time by which it is decided how long ago the password was typed."""
        return self._clock.monotonic_ns()

    def touch(self) -> None:
        """Say that the reader is there; it wakes nothing that is locked already."""
        now = self._now()
        with self._guard:
            gone = self._lock_if_away(now)
            if self._session is not None and not self._session.is_locked:
                self._session = replace(self._session, seen=now)
        self._keep_lock(gone)

    def lock(self) -> None:
        """Let nobody act before the password is typed again."""
        with self._guard:
            session = self._session
            if session is None or session.is_locked:
                return
            self._session = replace(session, is_locked=True)
        self._keep_lock((session, "asked for"))

    def log_out(self) -> None:
        """Let nobody act before somebody logs in."""
        with self._guard:
            session, self._session = self._session, None
        if session is not None:
            self._later(lambda: self._keep_of(session, AccountDeed.LOG_OUT))

    def log_in(self, name: str, password: str) -> Actor:
        """Let an account act; also unlocks. Raises LoginRefused, and Unavailable where accounts can not be read."""
        return self._let_in(name, password, AccountDeed.LOG_IN)

    def confirm(self, password: str) -> Actor:
        """Type the password of who is logged in once more; also unlocks. Raises as `log_in` does."""
        name = self.holder()
        if not name:
            raise LoginRefused(Sentence(_NOBODY), 0.0)
        return self._let_in(name, password, AccountDeed.CONFIRM)

    def log_in_as(self, name: str) -> Actor | None:
        """Let the account of a name act without its password, where a setting says so; None where there is none.

        Raises Unavailable.
        """
        standing = self._register.standing_of(name)
        if standing is None:
            return None
        self._keep_of(self._begin(standing, is_new=True, is_trusted_by_system=True), AccountDeed.LOG_IN)
        return self.actor()

    def spend(self) -> None:
        """Use up what was confirmed: the next thing that needs the password each time asks for it again."""
        used_ns = self._clock.monotonic_ns() - math.ceil(EACH_S * 1e9) - 1
        with self._guard:
            if self._session is not None:
                confirmed_ns = min(self._session.confirmed_ns, used_ns)
                self._session = replace(self._session, confirmed_ns=confirmed_ns)

    def keep_refusal(self, action: str, why: str, target: str = "") -> None:
        """Keep that who acts now was not allowed to do something; never raises."""
        user, actor = self._user, self.actor()
        record = Deed(
            actor=actor.account, os_user=user.os_user, os_uid=user.os_uid, action=action, outcome=Outcome.REFUSED,
            target=target, detail=actor.detail(why),
        )  # fmt: skip
        self._later(lambda: self._append(record))

    def refresh(self) -> None:
        """Look whether accounts were made, changed or taken away by another program. Raises Unavailable."""
        try:
            standings = self._register.standings()
        except Unavailable:
            # Nobody acts before it is known again who may; who was logged in needs not type the password for that.
            self._has_accounts = None
            raise
        dropped = None
        with self._guard:
            self._has_accounts = bool(standings)
            session = self._session
            if session is not None and session.standing not in standings:
                self._session, dropped = None, session
        if dropped is not None:
            self._keep_of(dropped, AccountDeed.LOG_OUT, "the account was changed or taken away")

    # ---- in a worker

    def _let_in(self, name: str, password: str, deed: AccountDeed) -> Actor:
        self._beforehand()
        self.refresh()
        admission = self._register.admit(name, password)
        standing = admission.standing
        if standing is None:
            refusal, why = _refusal(admission)
            self._keep(deed, Outcome.REFUSED, account=admission.account, detail=why)
            raise refusal
        self._keep_of(self._begin(standing, is_new=deed is AccountDeed.LOG_IN), deed)
        return self.actor()

    def _begin(self, standing: Standing, *, is_new: bool, is_trusted_by_system: bool = False) -> _Session:
        now = self._now()
        with self._guard:
            self._has_accounts = True
            before = self._session
            is_same = before is not None and before.standing == standing and not is_new
            began = before.began if before is not None and is_same else now
            # What began without a password stays that, whatever is typed later.
            is_trusted = is_trusted_by_system or (before is not None and is_same and before.is_trusted_by_system)
            session = _Session(
                standing=standing, began=began, seen=now, confirmed_ns=now.monotonic_ns, is_trusted_by_system=is_trusted
            )
            self._session = session
        return session

    def _keep_of(self, session: _Session, deed: AccountDeed, detail: str = "") -> None:
        """Keep what was done by who is, or was, logged in."""
        name = session.standing.name
        who = replace(self._user, is_trusted_by_system=session.is_trusted_by_system)
        self._keep(deed, Outcome.DONE, account=name, actor=name, detail=who.detail(detail))

    def _keep(self, deed: AccountDeed, outcome: Outcome, *, account: str, actor: str = "", detail: str = "") -> None:
        """Keep what was done. Where that can not be, who only wants to watch is not kept out."""
        user = self._user
        record = Deed(
            actor=actor, os_user=user.os_user, os_uid=user.os_uid, action=deed.value, outcome=outcome, target=account,
            detail=detail,
        )  # fmt: skip
        self._append(record)

    def _append(self, record: Deed) -> None:
        try:
            self._trail.append(record)
        except Unavailable as error:
            log.warning("the audit trail does not have that there was a %s: %s", record.action, error)

    # ---- at once

    def _now(self) -> _Time:
        return _Time(self._clock.monotonic_ns(), self._clock.utc_ms())

    def _present(self) -> _Session | None:
        """Return who is logged in, locked if he was away for too long."""
        now = self._now()
        with self._guard:
            gone = self._lock_if_away(now)
            session = self._session
        self._keep_lock(gone)
        return session

    def _lock_if_away(self, now: _Time) -> tuple[_Session, str] | None:
        session = self._session
        if session is None or session.is_locked:
            return None
        limit_s = self._lock_after_s()
        if limit_s > 0 and now.since_s(session.seen) >= limit_s:
            why = "away for too long"
        elif now.since_s(session.began) >= LONGEST_SESSION_S:
            why = "logged in for too long"
        else:
            return None
        self._session = replace(session, is_locked=True)
        return session, why

    def _keep_lock(self, gone: tuple[_Session, str] | None) -> None:
        if gone is not None:
            session, why = gone
            self._later(lambda: self._keep_of(session, AccountDeed.LOCK, why))


def _refusal(admission: Admission) -> tuple[LoginRefused, str]:
    """Return what is said, the same whatever was wrong, and what the audit trail has of it."""
    wait_s = admission.wait_s
    if math.isinf(wait_s):
        return LoginRefused(Sentence(_BLOCKED), wait_s), "blocked"
    fields = {"count": str(math.ceil(wait_s))}
    if admission.is_early:
        return LoginRefused(Sentence(_EARLY, fields), wait_s), "too early"
    template = _WRONG_AND_WAIT if wait_s > 0 else _WRONG
    return LoginRefused(Sentence(template, fields), wait_s), "wrong name or password"
