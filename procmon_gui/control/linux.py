"""The processes of Linux: held by pidfd, told of by /proc, acted upon by pidfd, or by number with a look behind."""

import select
import signal
from collections.abc import Callable, Mapping, Sequence
from typing import Final, cast

from procmon_gui.control import proc, units
from procmon_gui.control.body import Done, Grip, said
from procmon_gui.control.facts import UserNames, count_children, describe, started_ms
from procmon_gui.control.grading import Grading
from procmon_gui.control.holding import (
    CanNotHold,
    HeldProcess,
    below,
    hold_below,
    hold_process,
    see_number,
    since_boot_ns,
    why_not,
)
from procmon_gui.control.knobs import Turned, turn_to
from procmon_gui.control.reasons import HAS_ENDED, MAYBE_ANOTHER
from procmon_gui.domain.actions import Action, ActionKind, Fate, Lost, Target
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.errors import Cancelled, Ended, Refused, Unavailable
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.sentences import Sentence

_T = QT_TRANSLATE_NOOP
_KNOBS: Final = (ActionKind.NICE, ActionKind.IO_PRIORITY, ActionKind.AFFINITY)
_DONE: Final = Done(Outcome.DONE)

NO_SIGNAL: Final = _T("Action", "There is no signal {number} here.")
NOT_WAITED_FOR: Final = Sentence(_T("Action", "systemd was told to restart it; nobody waited until that was done."))
NOT_TAKEN: Final = _T("Action", "The system did not take it: {reason}.")
HIT_ANOTHER: Final = _T(
    "Action", "It ended meanwhile, and process {pid}, which has its number now, may have been changed instead."
)
GAVE_BACK: Final = _T(
    "Action", "It ended meanwhile. Process {pid}, which has its number now, was changed, and has got back what it had."
)


class LinuxGrip(HeldProcess):
    """A held process, with what was around it when it was held."""

    def __init__(self, held: HeldProcess, grading: Grading) -> None:
        super().__init__(held.pidfd, held.key)
        self.grading = grading

    def fate(self) -> Fate:
        """Return what is with it now."""
        try:
            state = self.ask(proc.stat_of).state
        except (OSError, ValueError):
            return Fate.RUNNING
        except Ended:
            return Fate.ZOMBIE if self.keeps_number() else Fate.ENDED
        return {"D": Fate.UNINTERRUPTIBLE, "T": Fate.STOPPED, "t": Fate.STOPPED}.get(state, Fate.RUNNING)


class LinuxBody:
    """This machine."""

    def __init__(self, redact: proc.Redact, grading: Callable[[UserNames], Grading]) -> None:
        """`redact` takes secrets out of arguments; `grading` looks at what is around this program."""
        self._redact = redact
        self._make_grading = grading
        self._user_of = UserNames()

    def hold(self, keys: Sequence[ProcessKey], seen_ns: int, has_tree: bool) -> tuple[Sequence[Grip], Sequence[Lost]]:
        """Hold processes, and tell who could not be held."""
        held: list[HeldProcess] = []
        lost: list[Lost] = []
        for key in dict.fromkeys(keys):
            try:
                held.append(hold_process(key, seen_ns))
            except CanNotHold as error:
                lost.append(Lost(seen=key, why=error.why))
        grading = self._make_grading(self._user_of)
        return [LinuxGrip(one, grading) for one in (hold_below(held) if has_tree else held)], lost

    def see(self, pid: int) -> ProcessKey:
        """Return who has a number, once the tick of his start is over. Raises Ended where nobody has."""
        return see_number(pid)

    def since_boot_ns(self) -> int:
        """Return the time since the start of the machine, as starts of processes are counted."""
        return since_boot_ns()

    def started_ms(self, key: ProcessKey) -> int:
        """Return the start of a process in wall time, UTC."""
        return started_ms(key.start_ticks)

    def describe(self, grips: Sequence[Grip]) -> Sequence[Target | Sentence]:
        """Return what each of them is now, or why that is not known."""
        children = count_children([grip.key.pid for grip in grips])
        return [self._described(cast(LinuxGrip, grip), children) for grip in grips]

    def newcomers(self, grips: Sequence[Grip]) -> frozenset[ProcessKey]:
        """Return who is below them now and is not among them."""
        known = {grip.key for grip in grips}
        return frozenset(below([cast(LinuxGrip, grip) for grip in grips]) - known)

    def doer(self) -> "LinuxDoer":
        """Return what does the things of one order."""
        return LinuxDoer()

    def wait(self, grips: Sequence[Grip], limit_s: float) -> None:
        """Wait until one of them ends, at most so long."""
        poll = select.poll()
        for grip in grips:
            poll.register(cast(LinuxGrip, grip).pidfd, select.POLLIN)
        poll.poll(max(0.0, limit_s) * 1000)

    def _described(self, grip: LinuxGrip, children: Mapping[int, int]) -> Target | Sentence:
        try:
            return describe(grip, grip.grading, self._redact, children, self._user_of)
        except Ended:
            return HAS_ENDED
        except (OSError, ValueError) as error:
            return why_not(error)


class LinuxDoer:
    """Does what one order asks. A unit is restarted once, however many of its processes are meant."""

    def __init__(self) -> None:
        self._restarted: set[proc.UnitOf] = set()

    def do(self, grip: Grip, action: Action, errand: Errand) -> Done:
        """Do it. Raises Ended where it came too late, and PermissionError where more rights are needed."""
        held = cast(LinuxGrip, grip)
        if held.has_ended():
            raise Ended("It has ended.")
        if action.kind is ActionKind.RESTART_UNIT:
            return self._restart(held, errand)
        try:
            if action.kind in _KNOBS:
                return _told(turn_to(held, action))
            return _send(held, action.signal_number or 0)
        except ProcessLookupError as error:
            raise Ended("It has ended.") from error
        except PermissionError:
            raise
        except OSError as error:
            return Done(Outcome.FAILED, Sentence(NOT_TAKEN, {"reason": error.strerror or str(error)}))

    def _restart(self, held: LinuxGrip, errand: Errand) -> Done:
        try:
            unit = units.unit_to_restart(held)
            if unit not in self._restarted:
                units.restart(unit, errand)
                self._restarted.add(unit)
        except units.NoUnit as error:
            return Done(Outcome.FAILED, error.why)
        except Cancelled:
            return Done(Outcome.FAILED, NOT_WAITED_FOR)
        except Refused as error:
            return Done(Outcome.REFUSED, said(error))
        except Unavailable as error:
            return Done(Outcome.FAILED, said(error))
        return _DONE


def _send(held: LinuxGrip, number: int) -> Done:
    if not 0 < number < signal.NSIG:
        return Done(Outcome.FAILED, Sentence(NO_SIGNAL, {"number": str(number)}))
    signal.pidfd_send_signal(held.pidfd, number)
    return _DONE


def _told(turned: Turned) -> Done:
    if turned.outcome is not Outcome.UNSURE:
        return Done(turned.outcome)
    if turned.hit is None:
        return Done(Outcome.UNSURE, MAYBE_ANOTHER)
    return Done(Outcome.UNSURE, Sentence(GAVE_BACK if turned.is_undone else HIT_ANOTHER, {"pid": str(turned.hit)}))
