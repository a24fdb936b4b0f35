"""One beat as rules look at it: what several of them need is worked out once. Pure."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from procmon_gui.alerts.groups import Groups
from procmon_gui.alerts.growth import Growth
from procmon_gui.alerts.moment import Moment
from procmon_gui.domain.reading import BoolArray, IntArray
from procmon_gui.domain.rules import Subject
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.suspicion import Scores
from procmon_gui.query import Query, TextMemory

_FIELDS_OF: Final = {Subject.PROGRAM: ("name", "executable"), Subject.USER: ("user",), Subject.UNIT: ("unit",)}


class Memory:
    """What the rules of one judge remember together of the texts of the last beat."""

    def __init__(self) -> None:
        self.texts = TextMemory()
        self.growth: dict[int, Growth] = {}
        self.groups = {subject: Groups(fields) for subject, fields in _FIELDS_OF.items()}


@dataclass(eq=False)
class Beat:
    """A snapshot, when it was, and what is unusual in it.

    Attributes:
        is_first: the first of an eye: nobody has the slot that he had before.
        unkept_s: for how long what was seen could not be kept.
    """

    snapshot: Snapshot
    scores: Scores
    moment: Moment
    memory: Memory
    is_first: bool
    unkept_s: float = 0.0

    def __post_init__(self) -> None:
        self._codes: dict[Subject, IntArray] = {}

    @cached_property
    def programs(self) -> BoolArray:
        """Say by slot who is a process, and no thread of the kernel."""
        snapshot = self.snapshot
        rows: BoolArray = (snapshot.serials >= 0) & ~(snapshot.columns["kernel_thread"] == 1)
        return rows

    def matched(self, query: Query | None) -> BoolArray:
        """Return by slot whom a rule is about; None stands for every process."""
        return self.programs if query is None else query.match(self.snapshot)

    def may_match(self, query: Query | None) -> BoolArray:
        """Return by slot whom it could be about: all of whom it is not known that they are not meant."""
        if query is None:
            return self.programs
        return (self.snapshot.serials >= 0) & ~query.rules_out(self.snapshot)

    def groups(self, subject: Subject) -> tuple[Groups, IntArray]:
        """Return the programs, users or units, and by slot which of them it is; -1 for none."""
        groups = self.memory.groups[subject]
        codes = self._codes.get(subject)
        if codes is None:
            codes = self._codes[subject] = groups.follow(self.snapshot, is_first=self.is_first)
        return groups, codes
