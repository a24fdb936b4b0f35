"""What can be done to processes, to whom, and what comes of it. Pure.

The order of things: `hold` the processes when the question is asked, show what is held, `act` on exactly these, `watch`
what becomes of them, and let go. What is held is never looked up again by its number.
"""

import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, Protocol

from procmon_gui.domain.accounts import Actor
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.errors import Refused
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.sentences import Sentence

LEAST_NICE: Final = -20
MOST_NICE: Final = 19


class ActionKind(Enum):
    """What is done; the value is the word of the audit trail and of the command line."""

    END = "end"
    KILL = "kill"
    SUSPEND = "stop"
    RESUME = "cont"
    SIGNAL = "signal"
    NICE = "nice"
    IO_PRIORITY = "ionice"
    AFFINITY = "affinity"
    RESTART_UNIT = "restart-unit"


class IoClass(Enum):
    """Classes of ioprio_set(2)."""

    REALTIME = 1
    BEST_EFFORT = 2
    IDLE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What is to be done, with all that it takes.

    Attributes:
        signal: for SIGNAL alone; `signal_number` tells it for the others that send one.
        nice: -20 to 19, for NICE.
        io_class, io_level: for IO_PRIORITY; the level is 0 (first) to 7, and means nothing for IDLE.
        cpus: for AFFINITY: on which it may run.
        is_tree: all below the held ones were held with them; children come first.
    """

    kind: ActionKind
    signal: int = 0
    nice: int = 0
    io_class: IoClass = IoClass.BEST_EFFORT
    io_level: int = 4
    cpus: frozenset[int] = frozenset()
    is_tree: bool = False

    @property
    def signal_number(self) -> int | None:
        """Return the signal that is sent; None where none is."""
        sent = {
            ActionKind.END: "SIGTERM", ActionKind.KILL: "SIGKILL", ActionKind.SUSPEND: "SIGSTOP",
            ActionKind.RESUME: "SIGCONT",
        }  # fmt: skip
        if self.kind is ActionKind.SIGNAL:
            return self.signal
        name = sent.get(self.kind)
        # Windows has none of SIGKILL, SIGSTOP and SIGCONT.
        return None if name is None else int(getattr(signal, name, 0))


class Grade(Enum):
    """How careful one has to be with a target."""

    OWN = "own"
    OTHERS = "others"
    # Asked for with a typed name: the session, the display server, what others live in.
    CRITICAL = "critical"
    # Refused to everybody: init, threads of the kernel, this program.
    UNTOUCHABLE = "untouchable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A process that is held, as it is now. Texts are escaped.

    Attributes:
        seen: what the reader had before him when he asked.
        started_ms: UTC, a label.
        executable, command_line, unit: empty where there is none, None where the system did not say. The command line
            is empty too for whom may not read it.
        nice, io, cpus: what they are now, of the main thread; None where unknown. `io` is (class, level).
        nicest: the highest nice value among all threads: less than that prefers one of them. None where unknown.
        why: why the grade is what it is, where it is no ordinary one.
        is_user_unit: the unit belongs to the systemd of a user.
    """

    seen: ProcessKey
    name: str
    user: str
    uid: int
    started_ms: int
    executable: str | None
    command_line: str | None
    unit: str | None
    is_user_unit: bool = False
    child_count: int
    thread_count: int
    state: str
    nice: int | None
    nicest: int | None = None
    io: tuple[IoClass, int] | None
    cpus: frozenset[int] | None
    grade: Grade
    why: Sentence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A process that can not be held: it is gone, its number belongs to another one now, or the system said no."""

    seen: ProcessKey
    why: Sentence


class Held(Protocol):
    """Processes that are held from the question to the end. Closing is harmless at any time, and wakes nobody."""

    @property
    def targets(self) -> Sequence[Target]:
        """Return who is held, in the order in which they are acted upon."""

    @property
    def lost(self) -> Sequence[Lost]:
        """Return who could not be held."""

    def close(self) -> None:
        """Let go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What was asked and confirmed.

    Attributes:
        reason: what the reader gave as one, optional.
        typed: the critical ones whose name was typed.
        goes_without_trail: it was confirmed by typing that only the journal keeps what is done: the disk is full.
    """

    action: Action
    reason: str = ""
    typed: frozenset[ProcessKey] = frozenset()
    goes_without_trail: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionResult:
    """What came of it for one target, so far: that a signal was sent says nothing about its effect.

    Attributes:
        outcome: DONE, REFUSED, FAILED, or UNSURE where another process may have been hit.
        why: what is to be said about it; None where it was simply done.
        record: the number of the record that says it was begun; 0 where the trail was full.
    """

    target: Target
    outcome: Outcome
    why: Sentence | None = None
    record: int = 0


class Fate(Enum):
    """What was seen of a target afterwards."""

    ENDED = "ended"
    # It has ended, and its parent has not yet asked how.
    ZOMBIE = "zombie"
    RUNNING = "running"
    # In an uninterruptible wait: no signal reaches it before that is over.
    UNINTERRUPTIBLE = "uninterruptible"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was seen of one target, so long after the action."""

    target: Target
    fate: Fate
    after_s: float


class NoTrail(Refused):
    """The audit trail can not be written; with `Order.goes_without_trail` the journal alone keeps what is done.

    `has_journal` is False where there is none either: then nothing is done.
    """

    def __init__(self, sentence: str, *, has_journal: bool) -> None:
        super().__init__(sentence)
        self.has_journal = has_journal


class Answer(Enum):
    """May it be done?"""

    ALLOWED = "allowed"
    # Somebody has to log in first.
    LOG_IN = "log in"
    # Who is logged in has to type the password once more.
    CONFIRM = "confirm"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one actor, action and target; `why` is what is said where it is not simply allowed."""

    answer: Answer
    why: Sentence | None = None


class ProcessControl(Protocol):
    """Acts on processes of this machine. Belongs in a worker: any of it may wait for a password.

    `act` asks who acts at that very moment, decides anew whatever was decided before, checks that each target is the
    very process that was seen, and keeps what is done, and what is refused, in the audit trail.
    """

    def hold(self, keys: Sequence[ProcessKey], *, seen_ns: int, has_tree: bool = False) -> Held:
        """Take hold of processes; with `has_tree` of all below them too, children first.

        `seen_ns` is when they were seen (`Snapshot.since_boot_ns`). One that was seen within the very tick of the clock
        in which it was started is lost: another one may have got its number within the same tick.
        """

    def judge(self, held: Held, action: Action) -> Sequence[Verdict]:
        """Return for each target what would be answered now; asks nobody, and keeps nothing."""

    def refuse(self, held: Held, action: Action) -> None:
        """Keep in the audit trail that this was asked and is refused, for each target of which that is so now; and of
        those who could not be held, why.

        For a question that can not be answered; does nothing to anybody. A trail that can not be written is no trouble.
        """

    def look(self, held: Held) -> Sequence[Seen]:
        """Return what is with each target now, in their order; `Seen.target` is read anew where it still runs.

        For a question that is still open: asks nobody, and keeps nothing.
        """

    def act(self, held: Held, order: Order, errand: Errand) -> Sequence[ActionResult]:
        """Do it, target by target, and return what came of each in their order.

        Raises NoTrail, and Unavailable where it can not be known who acts, with nothing done. A cancelled errand leaves
        the rest undone, as FAILED.
        """

    def watch(self, held: Held, tell: Callable[[Seen], None], limit_s: float, errand: Errand) -> Sequence[Seen]:
        """Tell of each target when it has ended, return what is with all of them after `limit_s` at most, and keep it.

        Raises Cancelled.
        """

    def actor(self) -> Actor:
        """Return who acts now."""

    def reach(self) -> Sentence | None:
        """Return why processes of others can not be reached from here at all; None where they can."""
