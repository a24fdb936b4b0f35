"""Does what was asked to exactly the processes that were seen, by the right person, with a trace. Belongs in a worker.

The one who decides is `auth.gate`; the one who knows processes is a `Body`; what needs more rights than this program
has goes to a `Privileged`, as a descriptor.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from procmon_gui.auth.gate import authorize_action, hides_command_lines, permission_for
from procmon_gui.auth.permissions import EACH_S, ROLES
from procmon_gui.control.acting import IS_BEING_DONE, WAS_LET_GO, Acting, refused_all
from procmon_gui.control.body import Body, Grip
from procmon_gui.control.held import HeldProcesses
from procmon_gui.control.privileged import Privileged
from procmon_gui.control.trace import Trace
from procmon_gui.control.watching import Watch
from procmon_gui.domain.accounts import Access, Actor
from procmon_gui.domain.actions import (
    Action,
    ActionResult,
    Answer,
    Fate,
    Held,
    Lost,
    Order,
    Seen,
    Target,
    Verdict,
)
from procmon_gui.domain.audit import AuditTrail, Outcome
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.sentences import Sentence


class Hands:
    """A `domain.actions.ProcessControl`."""

    def __init__(self, *, body: Body, access: Access, trail: AuditTrail, privileged: Privileged) -> None:
        self._body = body
        self._access = access
        self._trail = trail
        self._privileged = privileged
        # One order is decided at a time: else a second one would find the password of the first not spent yet.
        self._deciding = threading.Lock()

    def hold(self, keys: Sequence[ProcessKey], *, seen_ns: int, has_tree: bool = False) -> Held:
        """Take hold of processes; with `has_tree` of all below them too, children first."""
        grips, lost = self._body.hold(keys, seen_ns, has_tree)
        kept, targets, late = [], [], list(lost)
        for grip, target in zip(grips, self._body.describe(grips), strict=True):
            if isinstance(target, Sentence):
                late.append(Lost(seen=grip.key, why=target))
                grip.close()
            else:
                kept.append(grip)
                targets.append(target)
        return HeldProcesses(kept, self._as_may_be_seen(targets), late)

    def see(self, pid: int) -> ProcessKey:
        """Return who has a number, once the tick of his start is over; raises Ended where nobody has."""
        return self._body.see(pid)

    def since_boot_ns(self) -> int:
        """Return when somebody is seen who is seen now."""
        return self._body.since_boot_ns()

    def started_ms(self, key: ProcessKey) -> int:
        """Return the start of a process in wall time, UTC."""
        return self._body.started_ms(key)

    def judge(self, held: Held, action: Action) -> Sequence[Verdict]:
        """Return for each target what would be answered now; asks nobody, and keeps nothing."""
        judge = self._judge_for(self._access.actor(), action)
        return [judge(target) for target in held.targets]

    def refuse(self, held: Held, action: Action) -> None:
        """Keep that this was asked and is refused, for each target of which that is so now; and who is not there."""
        actor = self._access.actor()
        judge = self._judge_for(actor, action)
        verdicts = [(target, judge(target)) for target in held.targets]
        refused = [(one, Outcome.REFUSED, given.why) for one, given in verdicts if given.answer is Answer.REFUSED]
        trace = Trace(self._trail, actor, Order(action=action))
        trace.begin(refused, is_to_do=False)
        trace.miss(held.lost)

    def look(self, held: Held) -> Sequence[Seen]:
        """Return what is with each target now, in their order."""
        assert isinstance(held, HeldProcesses)
        with held.in_use() as grips:
            if not grips:
                return [Seen(target=target, fate=Fate.ENDED, after_s=0.0) for target in held.targets]
            now = self._body.describe(grips)
            pairs = zip(now, held.targets, strict=True)
            targets = [target if isinstance(target, Target) else before for target, before in pairs]
            return [
                Seen(target=target, fate=grip.fate(), after_s=0.0)
                for grip, target in zip(grips, self._as_may_be_seen(targets), strict=True)
            ]

    def act(self, held: Held, order: Order, errand: Errand) -> Sequence[ActionResult]:
        """Do it, target by target, and return what came of each in their order.

        Raises NoTrail, and Unavailable where it can not be known who acts, with nothing done.
        """
        assert isinstance(held, HeldProcesses)
        with held.in_use() as grips, held.acting() as is_first:
            if not held.targets:
                return []
            if not grips:
                return refused_all(held, WAS_LET_GO)
            if not is_first:
                return refused_all(held, IS_BEING_DONE)
            with self._deciding:
                acting = self._decided(held, grips, order)
            try:
                return acting.run(errand)
            finally:
                # One password is for one order.
                self._privileged.close()

    def watch(self, held: Held, tell: Callable[[Seen], None], limit_s: float, errand: Errand) -> Sequence[Seen]:
        """Tell of each target when it has ended, and return what is with all of them after `limit_s` at most."""
        assert isinstance(held, HeldProcesses)
        with held.in_use() as grips:
            return Watch(held, self._body, tell, limit_s).run(grips, errand)

    def actor(self) -> Actor:
        """Return who acts now."""
        return self._access.actor()

    def reach(self) -> Sentence | None:
        """Return why processes of others can not be reached from here at all; None where they can."""
        return None if self._access.actor().has_root else self._privileged.why_not()

    def close(self) -> None:
        """Let go of what has more rights."""
        self._privileged.close()

    def _decided(self, held: HeldProcesses, grips: Sequence[Grip], order: Order) -> Acting:
        """Decide upon an order, and use up the password that it takes, before the first target feels anything."""
        # Another program may have taken the account away.
        self._access.refresh()
        actor = self._access.actor()
        acting = Acting(
            held,
            order,
            Trace(self._trail, actor, order),
            body=self._body,
            privileged=self._privileged,
            judge=self._judge_for(actor, order.action),
        )
        self._spend(actor, order.action, acting.decide(grips))
        return acting

    def _as_may_be_seen(self, targets: Sequence[Target]) -> list[Target]:
        """Return who they are, without command lines for whom may not read them."""
        if hides_command_lines(self._access.actor(), time.monotonic_ns()):
            return [replace(target, command_line="") for target in targets]
        return list(targets)

    def _judge_for(self, actor: Actor, action: Action) -> Callable[[Target], Verdict]:
        now_ns = time.monotonic_ns()
        out_of_reach = self.reach()

        def judge(target: Target) -> Verdict:
            verdict = authorize_action(actor, action, target, now_ns, out_of_reach=out_of_reach)
            is_foreign = target.uid != actor.os_uid
            if verdict.answer is not Answer.REFUSED and is_foreign and out_of_reach is not None:
                # It would be for nothing to ask for a password.
                return Verdict(Answer.REFUSED, out_of_reach)
            return verdict

        return judge

    def _spend(self, actor: Actor, action: Action, to_do: Sequence[Target]) -> None:
        """Use up the password where it is asked for each time, and something is going to be done."""
        if actor.role is None:
            return
        most_s = ROLES[actor.role]
        if any(most_s.get(permission_for(actor, action, target)) == EACH_S for target in to_do):
            self._access.spend()
