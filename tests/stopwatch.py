"""A stopwatch that is fair on a busy machine: time in which processors or disks were short does not count."""

import time
from pathlib import Path
from typing import Final

# A machine on which they are always short is given so many times as long, so that what hangs is noticed there too.
_MOST_TIMES: Final = 10


class Stopwatch:
    """Tells how long something took since it was made.

    The kernel counts how long anybody waited for a processor or a disk (/proc/pressure). On a machine that has nothing
    else to do that is next to nothing, so there it is a plain stopwatch, as it is where nobody counts.
    """

    def __init__(self) -> None:
        self._began_s, self._pressed_s = time.monotonic(), _pressed_s()

    @property
    def took_s(self) -> float:
        """Return the seconds that passed, less those in which this machine was short of something."""
        passed_s = time.monotonic() - self._began_s
        return max(passed_s - self.short_s, passed_s / _MOST_TIMES)

    @property
    def short_s(self) -> float:
        """Return the seconds in which this machine was short of something."""
        return max(now_s - then_s for now_s, then_s in zip(_pressed_s(), self._pressed_s, strict=True))


def _pressed_s() -> tuple[float, ...]:
    """Return for how long somebody waited since the machine was started: for a processor, for a disk."""
    try:
        told = [Path(f"/proc/pressure/{what}").read_text() for what in ("cpu", "io")]
    except OSError:
        return (0.0,)
    return tuple(int(words.split()[4].removeprefix("total=")) / 1e6 for words in told)
