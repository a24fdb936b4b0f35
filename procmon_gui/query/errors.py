"""What is said when a typed text can not be understood: where, what was wrong, and what was expected there."""

from procmon_gui.domain.errors import WrongInput

_LONGEST_SHOWN = 24


class QueryError(WrongInput):
    """A query, a time or a duration that can not be used. The text is for the person who typed it.

    Attributes:
        column: where it went wrong, counted from 1; one past the end when something is missing there.
        expected: what would have been right there, in words.
        suggestions: names or values that come close to what was typed, best first.
    """

    def __init__(self, problem: str, *, column: int, expected: str, suggestions: tuple[str, ...] = ()) -> None:
        said = f"{problem}; expected {expected}" if problem else f"expected {expected}"
        super().__init__(f"Column {column}: {said}")
        self.column = column
        self.expected = expected
        self.suggestions = suggestions


def shown(text: str) -> str:
    """Return a piece of a query in quotes, short and without anything that does not print."""
    cut = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    return "'" + "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in cut) + "'"
