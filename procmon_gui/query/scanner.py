"""Goes through a short text from left to right, and knows the column of everything that it meets."""

import difflib
import re
from collections.abc import Collection
from typing import Final

from procmon_gui.query.errors import QueryError, shown

LONGEST: Final = 200

_SPACE = re.compile(r"\s*")
_WORD = re.compile(r"[^\W\d_]+")
_PIECE = re.compile(r"[^\W_]+|\S")


class Scanner:
    """A text and a place in it. Space between pieces has no meaning and is skipped; capitals do not matter.

    Every pattern looks at its place only and goes back over one run of digits at most, so a text is read in linear
    time.
    """

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise QueryError("the text is too long", column=LONGEST + 1, expected=f"no more than {LONGEST} characters")
        self._text = text
        self._at = 0
        # Where the last piece ended: what is missing, is missing there and not behind the space.
        self._end = 0
        self._move(0)

    @property
    def column(self) -> int:
        """Return the place, from 1; at the end, the one behind the last piece."""
        return 1 + (self._end if self.is_at_end else self._at)

    @property
    def is_at_end(self) -> bool:
        """Say whether nothing is left."""
        return self._at == len(self._text)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Go past what the pattern finds here."""
        found = pattern.match(self._text, self._at)
        if found is not None:
            self._move(found.end())
        return found

    def take_word(self, words: Collection[str]) -> str:
        """Go past one of these words; returns it in small letters, or nothing when another or none stands here."""
        found = _WORD.match(self._text, self._at)
        # Small letters and not folded ones: those would read a long s as an s.
        word = found[0].lower() if found else ""
        if found is None or word not in words:
            return ""
        self._move(found.end())
        return word

    def wrong(self, expected: str, *, known: Collection[str] = ()) -> QueryError:
        """Return the error that says what stands here, and which of the known words come close to it."""
        found = _PIECE.match(self._text, self._at)
        if found is None:
            return QueryError("the text ends here" if self._end else "", column=self.column, expected=expected)
        near = tuple(difflib.get_close_matches(found[0].lower(), known, n=3, cutoff=0.7))
        return QueryError(f"{shown(found[0])} can not stand here", column=self.column, expected=expected,
                          suggestions=near)  # fmt: skip

    def finish(self, expected: str) -> None:
        """Raise QueryError if anything is left."""
        if not self.is_at_end:
            raise self.wrong(expected)

    def _move(self, at: int) -> None:
        self._end = at
        space = _SPACE.match(self._text, at)
        self._at = space.end() if space else at
