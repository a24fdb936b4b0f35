"""Stands where there is nothing that reaches processes of other users."""

from typing import Final

from procmon_gui.domain.actions import Action
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.sentences import Sentence

NO_WAY: Final = Sentence("Processes of other users can not be reached from here: only your own ones.")


class Unprivileged:
    """A `Privileged` that there is not."""

    def __init__(self, why: Sentence = NO_WAY) -> None:
        self._why = why

    def why_not(self) -> Sentence | None:
        """Return why there is none here."""
        return self._why

    def do(self, pidfd: int, action: Action, errand: Errand, *, may_be_critical: bool = False) -> Outcome:
        """Raise Unavailable."""
        raise Unavailable(str(self._why))

    def close(self) -> None:
        """Do nothing."""
