"""Desks for tests."""

from collections.abc import Sequence
from pathlib import Path

from procmon_gui.domain.marks import Mark
from procmon_gui.store.desk.database import FILE_NAME, Desk
from procmon_gui.store.desk.marks import DeskMarks

NOW_MS = 1_700_000_000_000


class StandingClock:
    """A clock that stands still."""

    def monotonic_ns(self) -> int:
        return 0

    def utc_ms(self) -> int:
        return NOW_MS


def marks_in(folder: Path, author: str = "anna") -> DeskMarks:
    """Return what keeps marks there, as a program that has just begun does."""
    return DeskMarks(Desk(folder / FILE_NAME), author=author, clock=StandingClock())


def texts(marks: Sequence[Mark] | None) -> list[str]:
    """Return the words of marks."""
    return [mark.text for mark in marks or ()]
