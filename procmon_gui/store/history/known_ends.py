"""How processes ended, as far as it was read before: who drags through the past asks for the same at every moment.

An end stays what it is; who is not known to have ended is asked for again when there is news. Any thread.
"""

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from procmon_gui.domain.ends import End
from procmon_gui.domain.identity import ProcessKey

# Start in ticks and pid: who a process is within its boot.
Who = tuple[int, int]
_MOST: Final = 50_000


class KnownEnds:
    """Remembers ends."""

    def __init__(self, read: Callable[[str, Sequence[Who]], Mapping[ProcessKey, End]]) -> None:
        """`read` looks the ends of some processes of a boot up."""
        self._read = read
        self._lock = threading.Lock()
        self._ends: dict[tuple[str, Who], End | None] = {}

    def of(self, boot_id: str, asked: Collection[Who]) -> dict[Who, End]:
        """Return how those of some processes ended that were seen to."""
        with self._lock:
            missing = [who for who in asked if (boot_id, who) not in self._ends]
        if missing:
            found = self._read(boot_id, missing)
            ends = {(key.start_ticks, key.pid): end for key, end in found.items()}
            with self._lock:
                if len(self._ends) > _MOST:
                    self._ends.clear()
                self._ends |= {(boot_id, who): ends.get(who) for who in missing}
        with self._lock:
            known = {who: self._ends.get((boot_id, who)) for who in asked}
        return {who: end for who, end in known.items() if end is not None}

    def forget_living(self) -> None:
        """There is news: ask again for those who were not known to have ended."""
        with self._lock:
            self._ends = {who: end for who, end in self._ends.items() if end is not None}
