"""Numbers for processes that no two of them ever share, whichever source sees them, in this start or another one."""

import itertools
import time
from typing import Final

# What is kept on disk remembers processes by number too, so each start begins where none before can have come: it would
# have had to see a million processes in every second since. The numbers stay whole in a float64 for 200 years.
_PER_SECOND: Final = 1 << 20

_numbers = itertools.count(int(time.time()) * _PER_SECOND)


def next_serial() -> int:
    """Return a number that was never given out. Sources follow one another, and the window remembers rows by it."""
    return next(_numbers)
