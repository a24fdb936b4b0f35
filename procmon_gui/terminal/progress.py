"""How far a long piece of work is, said on a terminal in one line that stays one."""

import sys
import time
from collections.abc import Callable
from typing import Final, Self

from procmon_gui.terminal.request import complain_in_full

# Not more often than somebody can read.
_PAUSE_S: Final = 0.1


class Progress:
    """An errand of somebody who looks at a terminal, and ends it with Ctrl+C. The line goes at the end of the block."""

    def __init__(self, words: Callable[[int, int], str]) -> None:
        """Take what words (done, total) the line has."""
        self._words = words
        self._is_seen = sys.stderr is not None and sys.stderr.isatty()
        self._told_s = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._told_s:
            complain_in_full("\r\x1b[K")

    def is_cancelled(self) -> bool:
        """Return False: a signal ends it."""
        return False

    def tell_progress(self, done: int, total: int) -> None:
        """Say how far it is."""
        now_s = time.monotonic()
        if self._is_seen and now_s - self._told_s > _PAUSE_S:
            self._told_s = now_s
            complain_in_full(f"\r\x1b[K{self._words(done, max(1, total))}")
