"""What the hands are asked to do, beside the window. Made on the window thread, called on a thread of their pool."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from procmon_gui.domain.accounts import Actor
from procmon_gui.domain.actions import (
    Action,
    ActionResult,
    Answer,
    Held,
    Order,
    ProcessControl,
    Seen,
    Target,
    Verdict,
)
from procmon_gui.domain.errors import Cancelled
from procmon_gui.ui.acting.wishes import Wish
from procmon_gui.ui.bridge.pool import OperationErrand


class Hands:
    """Opens the control when somebody acts for the first time, once. Any thread."""

    def __init__(self, open_control: Callable[[], ProcessControl]) -> None:
        self._open = open_control
        self._lock = threading.Lock()
        self._control: ProcessControl | None = None

    def control(self) -> ProcessControl:
        """Return what acts."""
        with self._lock:
            if self._control is None:
                self._control = self._open()
            return self._control


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grip:
    """Who is held, what is answered about each of them now, and who acts."""

    held: Held
    targets: tuple[Target, ...]
    verdicts: tuple[Verdict, ...]
    actor: Actor

    def judged(self, verdicts: Sequence[Verdict]) -> "Grip":
        """Return it with other answers."""
        return replace(self, verdicts=tuple(verdicts))


class TakeHold:
    """Takes hold of processes; lets go again where nobody waits for it any more."""

    def __init__(self, hands: Hands, wish: Wish) -> None:
        self._hands = hands
        self._wish = wish
        self._lock = threading.Lock()
        self._held: Held | None = None
        self._is_unwanted = False

    def __call__(self, _errand: OperationErrand) -> Grip:
        """Hold, and ask what would be answered."""
        control = self._hands.control()
        wish = self._wish
        held = control.hold(wish.keys, seen_ns=wish.seen_ns, has_tree=wish.action.is_tree)
        with self._lock:
            self._held = held
            is_unwanted = self._is_unwanted
        if is_unwanted:
            held.close()
            raise Cancelled
        verdicts = judged(control, held, wish.action)
        return Grip(held=held, targets=tuple(held.targets), verdicts=verdicts, actor=control.actor())

    def let_go(self) -> None:
        """Let go of who is held, or will be. Window thread."""
        with self._lock:
            self._is_unwanted = True
            held = self._held
        if held is not None:
            held.close()


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """Asks what is answered now."""

    hands: Hands
    held: Held
    action: Action

    def __call__(self, _errand: OperationErrand) -> tuple[Verdict, ...]:
        """Return an answer for each target."""
        return judged(self.hands.control(), self.held, self.action)


def judged(control: ProcessControl, held: Held, action: Action) -> tuple[Verdict, ...]:
    """Return an answer for each target. Where it may be done to nobody, that is the end of it, and is kept."""
    verdicts = tuple(control.judge(held, action))
    if all(one.answer is Answer.REFUSED for one in verdicts):
        control.refuse(held, action)
    return verdicts


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """Looks what is with those who are held."""

    hands: Hands
    held: Held

    def __call__(self, _errand: OperationErrand) -> tuple[Seen, ...]:
        """Return what was seen of each target."""
        return tuple(self.hands.control().look(self.held))


class Act:
    """Acts. Who stops it still hears what was done by then."""

    def __init__(self, hands: Hands, held: Held, order: Order) -> None:
        self._hands = hands
        self._held = held
        self._order = order
        self._is_stopped = False

    def __call__(self, errand: OperationErrand) -> tuple[ActionResult, ...]:
        """Return what came of it for each target."""
        return tuple(self._hands.control().act(self._held, self._order, _Stoppable(self, errand)))

    @property
    def is_stopped(self) -> bool:
        """Say whether the rest is to be left undone."""
        return self._is_stopped

    def stop(self) -> None:
        """Leave the rest undone. Window thread."""
        self._is_stopped = True


class _Stoppable:
    """The errand of an action."""

    def __init__(self, act: Act, errand: OperationErrand) -> None:
        self._act = act
        self._errand = errand

    def is_cancelled(self) -> bool:
        return self._act.is_stopped or self._errand.is_cancelled()

    def tell_progress(self, done: int, total: int) -> None:
        self._errand.tell_progress(done, total)


@dataclass(frozen=True, slots=True, eq=False)
class Watch:
    """Watches what becomes of those who are held; each that ended is handed on at once."""

    hands: Hands
    held: Held
    limit_s: float

    def __call__(self, errand: OperationErrand) -> tuple[Seen, ...]:
        """Return what is with each of them in the end."""
        return tuple(self.hands.control().watch(self.held, errand.hand_on, self.limit_s, errand))
