"""Marks: moments to which a person gave a few words, to find them again. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.text import one_line

MOST_LETTERS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One moment and its words.

    Attributes:
        at_ms: the moment, UTC.
        text: one line that may be shown anywhere.
        author: the user of the system who made it.
        made_ms: when it was made, UTC; a moment may be marked long after it.
    """

    id: int
    at_ms: int
    text: str
    author: str
    made_ms: int


def mark_text(typed: str) -> str:
    """Return the words of a mark as they are kept; raises WrongInput where there are none, or too many."""
    words = " ".join(typed.split())
    if not words:
        raise WrongInput("A mark needs a few words, such as deployed 2.4")
    if len(words) > MOST_LETTERS:
        raise WrongInput(f"A mark has at most {MOST_LETTERS} letters, these are {len(words)}")
    return one_line(words, MOST_LETTERS)


class Marks(Protocol):
    """Keeps marks. Any thread but the window's; every method may wait for a disk, or for another program.

    All raise Unavailable where that fails, saying why; nothing has changed then.
    """

    def all(self) -> Sequence[Mark]:
        """Return all of them, oldest moment first."""

    def version(self) -> object:
        """Return something that is another when there may be others than before; costs next to nothing."""

    def add(self, at_ms: int, text: str) -> Mark:
        """Mark a moment; raises WrongInput for words that can be none."""

    def rename(self, id: int, text: str) -> None:
        """Give a mark other words; nothing happens where it was removed meanwhile. Raises WrongInput."""

    def remove(self, id: int) -> None:
        """Take a mark away."""

    def restore(self, mark: Mark) -> None:
        """Put back a mark that was taken away."""
