"""What reaches processes of other users: a small program with the rights of root, or nothing. Belongs in a worker."""

from typing import Protocol

from procmon_gui.domain.actions import Action
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.sentences import Sentence


class Lost(Unavailable):
    """It was lost after it was told, so it is not known whether it was done."""


class Privileged(Protocol):
    """Does one fixed thing to one process that is given to it as a descriptor, never by its number."""

    def why_not(self) -> Sentence | None:
        """Return why there is none here; None where there is one, which may still refuse."""

    def do(self, pidfd: int, action: Action, errand: Errand, *, may_be_critical: bool = False) -> Outcome:
        """Do it, asking for a password where that is needed, and return DONE or UNSURE.

        One password is for one order: the calls of one order bring the same errand, and `close` ends it. The errors
        are raised with a Sentence.

        Raises Refused (nobody may, the password was wrong, the question was closed), Ended (the process is gone),
        Unavailable (there is no helper, so nothing was done), Lost, Cancelled.
        """

    def close(self) -> None:
        """Let it go: the order is over. Harmless at any time."""
