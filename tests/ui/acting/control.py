"""Hands that do what a test says, and remember what they were asked for."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from procmon_gui.domain.accounts import Actor
from procmon_gui.domain.actions import (
    Action,
    ActionResult,
    Answer,
    Fate,
    Grade,
    Held,
    IoClass,
    Lost,
    NoTrail,
    Order,
    Seen,
    Target,
    Verdict,
)
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.sentences import Sentence

ME, ROOT = 1000, 0
GONE = Sentence("It has ended.")
PATIENCE_S = 60.0


def key(pid: int, start: int | None = None) -> ProcessKey:
    """Return the identity of a made-up process, as those of `population.family` have."""
    return ProcessKey("boot", pid, pid if start is None else start)


def target(pid: int, **values: object) -> Target:
    """Return an own ordinary process, but for what is said."""
    one = Target(
        seen=key(pid),
        name=f"name-{pid}",
        user="anna",
        uid=ME,
        started_ms=1_700_000_000_000,
        executable=f"/usr/bin/name-{pid}",
        command_line=f"name-{pid} --serve",
        unit="",
        child_count=0,
        thread_count=1,
        state="sleeping",
        nice=0,
        io=(IoClass.BEST_EFFORT, 4),
        cpus=frozenset({0, 1, 2, 3}),
        grade=Grade.OWN,
    )
    return replace(one, **values)  # type: ignore[arg-type]


@dataclass
class FakeHeld:
    """Whoever is held."""

    targets: Sequence[Target]
    lost: Sequence[Lost] = ()
    closed: int = 0

    def close(self) -> None:
        """Count."""
        self.closed += 1


@dataclass
class FakeControl:
    """Answers as its fields say.

    Attributes:
        people: who can be held, by PID; who is not there is lost.
        below: who is below whom, by PID.
        verdicts: the answers in turn, the last one again and again; one is taken for all targets.
        outcomes: what comes of it, by PID.
        fates: what becomes of them, by PID: one for each look, the last again and again.
        trouble: what `act` raises, once each.
        gate, hold_gate: what `act` waits for, as for a password; and what `hold` does, which says when it is there.
    """

    people: dict[int, Target]
    below: dict[int, Sequence[int]] = field(default_factory=dict)
    verdicts: list[Verdict] = field(default_factory=lambda: [Verdict(Answer.ALLOWED)])
    refused: dict[int, Sentence] = field(default_factory=dict)
    outcomes: dict[int, tuple[Outcome, Sentence | None]] = field(default_factory=dict)
    fates: dict[int, list[Fate]] = field(default_factory=dict)
    after_s: float = 0.3
    trouble: list[Exception] = field(default_factory=list)
    who: Actor = field(default_factory=lambda: Actor(os_user="anna", os_uid=ME))
    gate: threading.Event | None = None
    hold_gate: threading.Event | None = None
    is_holding: threading.Event = field(default_factory=threading.Event)
    held: list[FakeHeld] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    acted: list[list[int]] = field(default_factory=list)
    holds: list[tuple[tuple[int, ...], int, bool]] = field(default_factory=list)
    watches: list[float] = field(default_factory=list)
    kept_refusals: list[Action] = field(default_factory=list)

    def hold(self, keys: Sequence[ProcessKey], *, seen_ns: int, has_tree: bool = False) -> Held:
        """Hold those who are there, children first."""
        self.is_holding.set()
        if self.hold_gate is not None:
            self.hold_gate.wait(PATIENCE_S)
        self.holds.append((tuple(one.pid for one in keys), seen_ns, has_tree))
        pids = [one.pid for one in keys]
        if has_tree:
            pids = [child for pid in pids for child in (*self.below.get(pid, ()), pid)]
        targets = [self.people[pid] for pid in pids if pid in self.people]
        lost = [Lost(seen=key(pid), why=GONE) for pid in pids if pid not in self.people]
        self.held.append(FakeHeld(targets, lost))
        return self.held[-1]

    def judge(self, held: Held, action: Action) -> Sequence[Verdict]:
        """Answer the same about all, but for those who are refused."""
        answer = self.verdicts.pop(0) if len(self.verdicts) > 1 else self.verdicts[0]
        return [
            Verdict(Answer.REFUSED, self.refused[one.seen.pid]) if one.seen.pid in self.refused else answer
            for one in held.targets
        ]

    def refuse(self, held: Held, action: Action) -> None:
        """Remember it."""
        self.kept_refusals.append(action)

    def _seen(self, one: Target, after_s: float) -> Seen:
        fates = self.fates.get(one.seen.pid, [Fate.RUNNING])
        fate = fates.pop(0) if len(fates) > 1 else fates[0]
        return Seen(target=self.people.get(one.seen.pid, one), fate=fate, after_s=after_s)

    def look(self, held: Held) -> Sequence[Seen]:
        """Look."""
        return [self._seen(one, 0.0) for one in held.targets]

    def act(self, held: Held, order: Order, errand: Errand) -> Sequence[ActionResult]:
        """Act when the gate opens, or leave it when the errand was cancelled."""
        self.orders.append(order)
        waited_s = 0.0
        while self.gate is not None and not self.gate.wait(0.02) and waited_s < PATIENCE_S:
            waited_s += 0.02
            if errand.is_cancelled():
                undone = Sentence("It was cancelled.")
                return [ActionResult(target=one, outcome=Outcome.FAILED, why=undone) for one in held.targets]
        if self.trouble:
            raise self.trouble.pop(0)
        assert not getattr(held, "closed", 0), "who is not held is not acted upon"
        self.acted.append([one.seen.pid for one in held.targets])
        done: tuple[Outcome, Sentence | None] = (Outcome.DONE, None)
        results = []
        for one in held.targets:
            outcome, why = self.outcomes.get(one.seen.pid, done)
            if one.seen.pid in self.refused:
                outcome, why = Outcome.REFUSED, self.refused[one.seen.pid]
            results.append(ActionResult(target=one, outcome=outcome, why=why))
        return results

    def watch(self, held: Held, tell: Callable[[Seen], None], limit_s: float, errand: Errand) -> Sequence[Seen]:
        """Return at once what is with all of them."""
        self.watches.append(limit_s)
        seen = [self._seen(one, self.after_s) for one in held.targets]
        for one in seen:
            if one.fate is Fate.ENDED:
                tell(one)
        return seen

    def actor(self) -> Actor:
        """Return who acts."""
        return self.who

    def reach(self) -> Sentence | None:
        """Return that others can be reached."""
        return None


class FakeAsking:
    """Somebody who is asked to log in; `let_in` says that he did."""

    def __init__(self) -> None:
        self.asked: list[tuple[Sequence[Verdict], object]] = []
        self._then: Callable[[], None] | None = None

    def ask(self, verdicts: Sequence[Verdict], parent: object, then: Callable[[], None]) -> None:
        """Remember."""
        self.asked.append((verdicts, parent))
        self._then = then

    def let_in(self) -> None:
        """Log in."""
        assert self._then is not None
        self._then()


def full_disk(*, has_journal: bool) -> NoTrail:
    """Return what is said where the trail can not be written."""
    return NoTrail("desk.sqlite: the disk is full, so nothing was kept", has_journal=has_journal)
