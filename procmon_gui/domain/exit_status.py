"""How a process ended: 0 to 255 is what it returned itself, minus a number is the signal that killed it. Pure."""

import signal
from typing import Final

# What wait(2) has room for.
LEAST: Final = -127
MOST: Final = 255
_FIRST_REAL_TIME: Final = int(getattr(signal, "SIGRTMIN", 34))
_LAST_REAL_TIME: Final = int(getattr(signal, "SIGRTMAX", 64))


def signal_name(number: int) -> str:
    """Return what a signal is called here, such as SIGKILL."""
    if _FIRST_REAL_TIME < number < _LAST_REAL_TIME:
        return f"SIGRTMIN+{number - _FIRST_REAL_TIME}"
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def status_word(status: float) -> str:
    """Return a status in one word: the number that was returned, or the name of the signal."""
    return str(int(status)) if status >= 0 else signal_name(int(-status))
