"""Channels behind the gate: who may edit rules may set up who is told; a command is for administrators. Pure.

Each change and each test is asked for, refused where it may not be, and kept in the audit trail. No secret gets there.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

from procmon_gui.auth.gate import Denied, demand
from procmon_gui.auth.guarded import Trail
from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.accounts import Access, Actor
from procmon_gui.domain.audit import Deed, Outcome
from procmon_gui.domain.channel_kinds import ChannelKind
from procmon_gui.domain.errors import ProcmonError, Unavailable
from procmon_gui.domain.notices import ChannelBook, ChannelProblem, ChannelSpec, Delivery
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.text import display_text

log = logging.getLogger(__name__)

# Words of the audit trail.
SET_UP: Final = "channel-set-up"
REMOVE: Final = "channel-remove"
TEST: Final = "channel-test"
_LETTERS: Final = 64

Result = TypeVar("Result")


class GuardedChannels:
    """A `ChannelBook` that asks who acts; reading is for everybody. Belongs in a worker."""

    def __init__(self, book: ChannelBook, access: Access, trail: Trail, clock: Clock) -> None:
        self._book = book
        self._access = access
        self._trail = trail
        self._clock = clock

    def put(self, spec: ChannelSpec, secrets: Mapping[str, str]) -> None:
        """Keep a channel. Raises Denied."""
        self._done(SET_UP, spec.id, spec.kind, lambda: self._book.put(spec, secrets))

    def remove(self, id: str) -> None:
        """Take a channel and its secrets away. Raises Denied."""
        self._done(REMOVE, id, "", lambda: self._book.remove(id))

    def test(self, id: str) -> str:
        """Tell a test notice over it now; return how it went. Raises Denied and Undelivered."""
        return self._done(TEST, id, "", lambda: self._book.test(id))

    def _done(self, word: str, id: str, kind: str, change: Callable[[], Result]) -> Result:
        self._access.refresh()
        actor = self._access.actor()
        target = display_text(id, _LETTERS)
        try:
            demand(actor, self._needed(id, kind), self._clock.monotonic_ns())
        except Denied as error:
            self._access.keep_refusal(word, str(error), target)
            raise
        # What can not be kept is not done.
        begun = self._trail.append(_deed(actor, word, Outcome.BEGUN, target, display_text(kind, _LETTERS)))
        try:
            made = change()
        except ProcmonError as error:
            self._end(_deed(actor, word, Outcome.FAILED, target, str(error), begun.number))
            raise
        self._end(_deed(actor, word, Outcome.DONE, target, display_text(kind, _LETTERS), begun.number))
        return made

    def _needed(self, id: str, kind: str) -> Permission:
        """Return what it takes: a command is not put in the place of another channel by others, nor the other way."""
        managed = {one.id for one in self._book.kinds() if one.is_managed}
        kinds = {kind, *(spec.kind for spec in self._book.channels() if spec.id == id)}
        return Permission.MANAGE if kinds & managed else Permission.JUDGE

    def _end(self, deed: Deed) -> None:
        try:
            self._trail.append(deed)
        except Unavailable as error:
            log.warning("the audit trail does not have how %s ended: %s", deed.action, error)

    # ---- as it is kept

    def kinds(self) -> Sequence[ChannelKind]:
        """Return every kind of channel there is; at once."""
        return self._book.kinds()

    def channels(self) -> Sequence[ChannelSpec]:
        """Return those that can be used, the desktop first."""
        return self._book.channels()

    def problems(self) -> Sequence[ChannelProblem]:
        """Return what of the file can not be used."""
        return self._book.problems()

    def version(self) -> object:
        """Return what is another after every change by anybody; cheap."""
        return self._book.version()

    def deliveries(self, *, limit: int = 200) -> Sequence[Delivery]:
        """Return the last ones, the newest first."""
        return self._book.deliveries(limit=limit)

    def warnings(self) -> Sequence[str]:
        """Return what a person should know."""
        return self._book.warnings()


def _deed(actor: Actor, word: str, outcome: Outcome, target: str, detail: str, begun: int | None = None) -> Deed:
    return Deed(
        actor=actor.account, os_user=actor.os_user, os_uid=actor.os_uid, action=word, outcome=outcome, target=target,
        detail=actor.detail(detail), begun=begun,
    )  # fmt: skip
