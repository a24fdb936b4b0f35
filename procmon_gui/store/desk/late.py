"""Marks of a desk that is opened as late as can be: what speaks SQL takes 29 MiB, and most people never make a mark."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from procmon_gui.domain.marks import Mark, Marks


class LateMarks:
    """A `domain.marks.Marks`. Any thread, one at a time until it is open."""

    def __init__(self, path: Path, opener: Callable[[], Marks]) -> None:
        """Take where the file is and what opens it."""
        self._path = path
        self._opener = opener
        self._marks: Marks | None = None

    def all(self) -> Sequence[Mark]:
        """Return all of them, oldest moment first."""
        return self._open().all() if self._is_there() else ()

    def news(self) -> Sequence[Mark] | None:
        """Return all of them if there may be others than when somebody asked last; None if there are not."""
        return self._open().news() if self._is_there() else None

    def add(self, at_ms: int, text: str) -> Mark:
        """Mark a moment; raises WrongInput for words that can be none."""
        return self._open().add(at_ms, text)

    def rename(self, id: int, text: str) -> None:
        """Give a mark other words; nothing happens where it was removed meanwhile. Raises WrongInput."""
        self._open().rename(id, text)

    def remove(self, id: int) -> None:
        """Take a mark away."""
        self._open().remove(id)

    def restore(self, mark: Mark) -> None:
        """Put back a mark that was taken away."""
        self._open().restore(mark)

    def _is_there(self) -> bool:
        # Once it was opened it also knows what it means that the file is gone.
        return self._marks is not None or os.path.lexists(self._path)

    def _open(self) -> Marks:
        if self._marks is None:
            self._marks = self._opener()
        return self._marks
