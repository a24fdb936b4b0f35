"""The marks as the window knows them. They are kept by somebody else, who is asked in a worker, some time after the
start; what other programs mark is found soon after. Window thread only.
"""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject

from procmon_gui.domain.marks import Mark, Marks
from procmon_gui.ui.bridge.late_list import LateList

# Later than the recording begins, which loads what this needs too.
START_MS: Final = 3_000
# How often it is looked whether another program has made one.
LOOK_MS: Final = 5_000


class MarkList(LateList[Marks, Sequence[Mark]]):
    """All marks, oldest moment first; and the wishes of the reader."""

    def __init__(self, opener: Callable[[], Marks], parent: QObject | None = None) -> None:
        super().__init__(opener, parent, name="desk", look_ms=LOOK_MS, start_ms=START_MS)
        self._marks: tuple[Mark, ...] = ()

    # ---- what there is

    @property
    def all(self) -> Sequence[Mark]:
        """Return all of them, oldest moment first."""
        return self._marks

    # ---- what is wished

    def add(self, at_ms: int, text: str) -> None:
        """Mark a moment."""
        self._do(lambda marks: marks.add(at_ms, text))

    def rename(self, mark: Mark, text: str) -> None:
        """Give a mark other words."""
        self._do(lambda marks: marks.rename(mark.id, text))

    def remove(self, mark: Mark) -> None:
        """Take a mark away."""
        self._do(lambda marks: marks.remove(mark.id))

    def restore(self, mark: Mark) -> None:
        """Put a mark back."""
        self._do(lambda marks: marks.restore(mark))

    # ---- what comes of it

    def _how_to_read(self) -> Callable[[Marks], Sequence[Mark]]:
        return _all

    def _take(self, news: Sequence[Mark], *, is_first: bool) -> None:
        if tuple(news) != self._marks:
            self._marks = tuple(news)
            self.changed.emit()


def _all(marks: Marks) -> Sequence[Mark]:
    return marks.all()
