"""What `Hands` needs of an operating system: to hold processes, to tell of them, and to do one thing to one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from procmon_gui.domain.actions import Action, Fate, Lost, Target
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.sentences import Sentence
from procmon_gui.domain.text import one_line


class Grip(Protocol):
    """One process that is held. It stays this very process, whatever becomes of its number."""

    @property
    def key(self) -> ProcessKey:
        """Return who it is."""

    @property
    def pidfd(self) -> int | None:
        """Return its descriptor, where the system has such."""

    def has_ended(self) -> bool:
        """Say whether it has ended."""

    def fate(self) -> Fate:
        """Return what is with it now."""

    def close(self) -> None:
        """Let go."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one thing that was done with the rights of this program: DONE, FAILED, REFUSED or UNSURE."""

    outcome: Outcome
    why: Sentence | None = None


class Doer(Protocol):
    """Does what one order asks, target after target."""

    def do(self, grip: Grip, action: Action, errand: Errand) -> Done:
        """Do it. Raises Ended where it came too late, and PermissionError where more rights are needed."""


class Body(Protocol):
    """An operating system."""

    def hold(self, keys: Sequence[ProcessKey], seen_ns: int, has_tree: bool) -> tuple[Sequence[Grip], Sequence[Lost]]:
        """Hold processes, and with `has_tree` all below them, children first; and tell who could not be held."""

    def see(self, pid: int) -> ProcessKey:
        """Return who has a number, once the tick of his start is over. Raises Ended where nobody has."""

    def since_boot_ns(self) -> int:
        """Return the time since the start of the machine, as starts of processes are counted."""

    def started_ms(self, key: ProcessKey) -> int:
        """Return the start of a process in wall time, UTC."""

    def describe(self, grips: Sequence[Grip]) -> Sequence[Target | Sentence]:
        """Return what each of them is now, or why that is not known: it has ended."""

    def newcomers(self, grips: Sequence[Grip]) -> frozenset[ProcessKey]:
        """Return who is below them now and is not among them."""

    def doer(self) -> Doer:
        """Return what does the things of one order."""

    def wait(self, grips: Sequence[Grip], limit_s: float) -> None:
        """Wait until one of them ends, at most so long."""


def said(error: Exception) -> Sentence:
    """Return what an error says for people, as the sentence that it was raised with, or its words as one."""
    if error.args and isinstance(error.args[0], Sentence):
        return error.args[0]
    return Sentence("{reason}", {"reason": one_line(str(error))})
