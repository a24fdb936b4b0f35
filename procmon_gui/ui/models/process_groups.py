"""Which group a process belongs to: its program, its user, its unit or container. Numpy only, no Qt.

A group has a seat as a process has a slot: a place in columns that it keeps while it has members. A beat costs what
changed: a process is asked for its group when it comes, and again when one of its texts changes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

import numpy as np

from procmon_gui.domain.reading import IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.models.process_shape import Shape

# A group of seat n stands in `Rows.slots` as GROUPS + n; no machine has so many slots.
GROUPS: Final = 1 << 40
NOBODY: Final = -1


class GroupKind(Enum):
    """What its members have in common."""

    PROGRAM = "program"
    USER = "user"
    UNIT = "unit"
    CONTAINER = "container"
    # They have none, or it is not known which.
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Group:
    """One group; `name` is empty for the last two kinds."""

    kind: GroupKind
    name: str = ""

    @property
    def place(self) -> tuple[bool, str, str]:
        """Return what groups are sorted by where nothing else says more: those with a name first."""
        return not self.name, self.name.casefold(), self.name


_NONE: Final = Group(GroupKind.NONE)
_UNKNOWN: Final = Group(GroupKind.UNKNOWN)


def _by_program(snapshot: Snapshot, slot: int) -> Group:
    """All processes of one executable; where that is not shown, those of one name."""
    path = snapshot.texts["executable"][slot]
    name = path.removesuffix(" (deleted)").rpartition("/")[2] if path else snapshot.texts["name"][slot]
    if not name:
        return _UNKNOWN
    if snapshot.columns["kernel_thread"][slot] == 1:
        # kworker/0:1-events and kworker/3:2 are workers of one kind.
        name = name.partition("/")[0] or name
    return Group(GroupKind.PROGRAM, name)


def _by_user(snapshot: Snapshot, slot: int) -> Group:
    user = snapshot.texts["user"][slot]
    return Group(GroupKind.USER, user) if user else _UNKNOWN


def _by_unit(snapshot: Snapshot, slot: int) -> Group:
    """A container says more than the unit that runs it."""
    if snapshot.texts["container"][slot]:
        return _by_container(snapshot, slot)
    unit = snapshot.texts["unit"][slot]
    if unit:
        return Group(GroupKind.UNIT, unit)
    return _UNKNOWN if unit is None else _NONE


def _by_container(snapshot: Snapshot, slot: int) -> Group:
    container = snapshot.texts["container"][slot]
    if container:
        return Group(GroupKind.CONTAINER, container)
    return _UNKNOWN if container is None else _NONE


_GROUP_OF: Final[dict[Shape, Callable[[Snapshot, int], Group]]] = {
    Shape.PROGRAM: _by_program,
    Shape.USER: _by_user,
    Shape.UNIT: _by_unit,
    Shape.CONTAINER: _by_container,
}


class Grouping:
    """The groups of one shape.

    Attributes:
        groups: by seat, None for a free one.
        serials: by seat who it is, below -1 and never used again; -1 for a free one.
        seats: by slot of the newest snapshot; -1 for a free slot.
        born: seats that have another group since they were asked for last.
    """

    def __init__(self, shape: Shape, numbers: Iterator[int]) -> None:
        """Begin without groups; `numbers` yields 2, 3, … and is shared by all groupings of one list."""
        self._group_of = _GROUP_OF[shape]
        self._numbers = numbers
        self._seat_of: dict[Group, int] = {}
        self._free: list[int] = []
        self._known_serials: IntArray = np.empty(0, dtype=np.int64)
        self._known_revisions: IntArray = np.empty(0, dtype=np.int64)
        self.groups: list[Group | None] = []
        self.serials: IntArray = np.empty(0, dtype=np.int64)
        self.seats: IntArray = np.empty(0, dtype=np.int64)
        self.born: set[int] = set()

    def follow(self, snapshot: Snapshot) -> None:
        """Give everybody of a snapshot a seat, and take it from groups that have nobody left."""
        count = len(snapshot.serials)
        both = min(count, len(self.seats))
        seats = np.full(count, NOBODY, dtype=np.int64)
        seats[:both] = self.seats[:both]
        is_changed = np.ones(count, dtype=np.bool_)
        is_changed[:both] = (self._known_serials[:both] != snapshot.serials[:both]) | (
            self._known_revisions[:both] != snapshot.text_revisions[:both]
        )
        changed = np.flatnonzero(is_changed)
        if len(changed):
            living = snapshot.serials[changed] >= 0
            seats[changed[~living]] = NOBODY
            for slot in changed[living].tolist():
                seats[slot] = self._seat(self._group_of(snapshot, slot))
        is_less = count < len(self.seats)
        self.seats = seats
        self._known_serials, self._known_revisions = snapshot.serials, snapshot.text_revisions
        if len(changed) or is_less:
            self._let_go()

    def label_ranks(self) -> IntArray:
        """Return by seat where the group stands among all by its name; free seats have any place."""
        ranks = np.zeros(len(self.groups), dtype=np.int64)
        taken = sorted(self._seat_of, key=lambda group: group.place)
        ranks[[self._seat_of[group] for group in taken]] = np.arange(len(taken))
        return ranks

    def _seat(self, group: Group) -> int:
        found = self._seat_of.get(group)
        if found is not None:
            return found
        if self._free:
            seat = self._free.pop()
        else:
            seat = len(self.groups)
            self.groups.append(None)
            self.serials = np.append(self.serials, NOBODY)
        self.groups[seat] = group
        self.serials[seat] = -next(self._numbers)
        self._seat_of[group] = seat
        self.born.add(seat)
        return seat

    def _let_go(self) -> None:
        members = np.bincount(self.seats[self.seats >= 0], minlength=len(self.groups))
        for seat in np.flatnonzero((members == 0) & (self.serials != NOBODY)).tolist():
            group = self.groups[seat]
            assert group is not None
            del self._seat_of[group]
            self.groups[seat] = None
            self.serials[seat] = NOBODY
            self._free.append(seat)
