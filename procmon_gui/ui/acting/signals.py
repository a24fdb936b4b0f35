"""The signals of this system, with what each of them does to a program that does not say otherwise, signal(7)."""

import signal
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.exit_status import signal_name
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP

_T = QT_TRANSLATE_NOOP

_MEANINGS: Final = {
    "SIGHUP": _T("Signal", "Services read their settings anew; others end."),
    "SIGINT": _T("Signal", "Ends it as Ctrl+C does; it may finish first."),
    "SIGQUIT": _T("Signal", "Ends it as Ctrl+\\ does, and dumps core."),
    "SIGILL": _T("Signal", "Crash: illegal instruction; dumps core."),
    "SIGTRAP": _T("Signal", "Stops it for a debugger, or crashes it."),
    "SIGABRT": _T("Signal", "Crash, as if it had given up; dumps core."),
    "SIGBUS": _T("Signal", "Crash: memory that is not there; dumps core."),
    "SIGFPE": _T("Signal", "Crash: arithmetic error; dumps core."),
    "SIGKILL": _T("Signal", "Ends it at once; nothing can be finished."),
    "SIGUSR1": _T("Signal", "What the program makes of it, or it ends."),
    "SIGSEGV": _T("Signal", "Crash: forbidden memory; dumps core."),
    "SIGUSR2": _T("Signal", "What the program makes of it, or it ends."),
    "SIGPIPE": _T("Signal", "Nobody reads its output any more."),
    "SIGALRM": _T("Signal", "Its alarm clock rings, or it ends."),
    "SIGTERM": _T("Signal", "Asks it to stop; it may finish its work first."),
    "SIGSTKFLT": _T("Signal", "Of no use today; it ends."),
    "SIGCHLD": _T("Signal", "One of its children ended; most do nothing."),
    "SIGCONT": _T("Signal", "Lets it go on where it was suspended."),
    "SIGSTOP": _T("Signal", "Suspends it. It can not refuse."),
    "SIGTSTP": _T("Signal", "Suspends it as Ctrl+Z does; it may refuse."),
    "SIGTTIN": _T("Signal", "Suspends who reads the terminal from behind."),
    "SIGTTOU": _T("Signal", "Suspends who writes to it from behind."),
    "SIGURG": _T("Signal", "Urgent data at a socket; most do nothing."),
    "SIGXCPU": _T("Signal", "Too much CPU time: ends it; dumps core."),
    "SIGXFSZ": _T("Signal", "Too large a file: ends it; dumps core."),
    "SIGVTALRM": _T("Signal", "Its clock of CPU time rings, or it ends."),
    "SIGPROF": _T("Signal", "Its clock for profiling rings, or it ends."),
    "SIGWINCH": _T("Signal", "Its window has another size; most do nothing."),
    "SIGIO": _T("Signal", "A file or socket is ready, or it ends."),
    "SIGPWR": _T("Signal", "The power fails, or it ends."),
    "SIGSYS": _T("Signal", "Crash: forbidden system call; dumps core."),
}
_REAL_TIME: Final = _T("Signal", "What the program makes of it, or it ends.")
_OWN: Final = _T("Signal", "A signal of this system.")
# What ends a program that does not say otherwise, at once or soon.
_ENDING: Final = frozenset({
    "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGSEGV", "SIGTERM", "SIGSYS",
    "SIGXCPU", "SIGXFSZ",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal."""

    number: int
    name: str

    @property
    def meaning(self) -> str:
        """Return what it does, in the reader's language."""
        own = _REAL_TIME if self.name.startswith("SIGRT") else _OWN
        return QCoreApplication.translate("Signal", _MEANINGS.get(self.name, own))


def all_signals() -> Sequence[Signal]:
    """Return every signal that can be sent here, by number."""
    return tuple(Signal(int(number), signal_name(int(number))) for number in sorted(signal.valid_signals()))


def meaning(number: int) -> str:
    """Return what a signal does; empty for none."""
    return Signal(number, signal_name(number)).meaning if number else ""


def does_end(number: int) -> bool:
    """Say whether most programs end by this signal."""
    return signal_name(number) in _ENDING
