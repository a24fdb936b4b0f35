"""Somebody who keeps marks in memory, for windows of tests."""

from collections.abc import Sequence
from dataclasses import replace

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.marks import Mark, mark_text


class KeptMarks:
    """Keeps marks; as long as it has a `trouble`, it fails with it."""

    def __init__(self, *marks: Mark) -> None:
        self.kept = {mark.id: mark for mark in marks}
        self.trouble = ""

    def all(self) -> Sequence[Mark]:
        self._fail()
        return tuple(sorted(self.kept.values(), key=lambda mark: (mark.at_ms, mark.id)))

    def version(self) -> object:
        return dict(self.kept)

    def add(self, at_ms: int, text: str) -> Mark:
        self._fail()
        mark = mark_at(at_ms, mark_text(text), id=max(self.kept, default=0) + 1)
        self.kept[mark.id] = mark
        return mark

    def rename(self, id: int, text: str) -> None:
        self._fail()
        self.kept[id] = replace(self.kept[id], text=mark_text(text))

    def remove(self, id: int) -> None:
        self._fail()
        self.kept.pop(id, None)

    def restore(self, mark: Mark) -> None:
        self._fail()
        self.kept[mark.id] = mark

    def _fail(self) -> None:
        if self.trouble:
            raise Unavailable(self.trouble)


def mark_at(at_ms: int, text: str = "deployed 2.4", *, id: int = 1) -> Mark:
    """Return a mark."""
    return Mark(id=id, at_ms=at_ms, text=text, author="anna", made_ms=at_ms)
