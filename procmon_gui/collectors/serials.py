"""Numbers for processes that no two of them ever share while the program runs, whichever source sees them."""

import itertools

_numbers = itertools.count(1)


def next_serial() -> int:
    """Return a number that was never given out. Sources follow one another, and the window remembers rows by it."""
    return next(_numbers)
