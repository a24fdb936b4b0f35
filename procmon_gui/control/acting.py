"""One order, from the decision to the last record. Belongs in a worker.

The order of things: each target is looked at and decided upon anew, all of that is kept in the audit trail, then it is
done target by target, and how it went is kept too, also where it was interrupted. Nothing is done that was not kept.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from procmon_gui.control.body import Body, Done, Grip, said
from procmon_gui.control.held import Acted, HeldProcesses
from procmon_gui.control.privileged import Lost, Privileged
from procmon_gui.control.trace import Trace
from procmon_gui.domain.actions import ActionKind, ActionResult, Answer, Grade, Order, Target, Verdict
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.errors import Cancelled, Ended, Refused, Unavailable
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.sentences import Sentence

_T = QT_TRANSLATE_NOOP

HAD_ENDED: Final = Sentence(_T("Action", "It had ended before."))
WAS_DONE: Final = Sentence(_T("Action", "This was done already."))
IS_BEING_DONE: Final = Sentence(_T("Action", "This is being done already."))
WAS_LET_GO: Final = Sentence(_T("Action", "It is not held any more."))
NOT_TYPED: Final = Sentence(_T("Action", "Its name was not typed, as it has to be for what others live by."))
HAS_CHANGED: Final = Sentence(_T("Action", "It has other rights than when it was shown: look again."))
WAS_CANCELLED: Final = Sentence(_T("Action", "It was not done: nobody waited for it any more."))
MAYBE_DONE: Final = Sentence(_T("Action", "It was interrupted, so it is not known whether it was done."))
NOT_KEPT: Final = Sentence(_T("Action", "It was done, but the audit trail could not keep how it went."))
NO_RIGHT: Final = Sentence(_T("Action", "The system does not allow it."))
NEWCOMERS: Final = _T("Action", "Started below it since it was shown, and left alone: {count}.")
# From the mildest to the strictest.
_STRICTER: Final = (Grade.OWN, Grade.OTHERS, Grade.CRITICAL, Grade.UNTOUCHABLE)


@dataclass(slots=True)
class _Plan:
    """What is to become of one target."""

    index: int
    grip: Grip
    target: Target
    outcome: Outcome
    why: Sentence | None = None
    record: int = 0
    is_to_do: bool = False


class Acting:
    """Does one order to what is held."""

    def __init__(
        self,
        held: HeldProcesses,
        order: Order,
        trace: Trace,
        *,
        body: Body,
        privileged: Privileged,
        judge: Callable[[Target], Verdict],
    ) -> None:
        self._held = held
        self._order = order
        self._trace = trace
        self._body = body
        self._privileged = privileged
        self._judge = judge
        self._doer = body.doer()
        self._plans: list[_Plan] = []

    def decide(self, grips: Sequence[Grip]) -> list[Target]:
        """Decide, keep that it is begun, and return to whom something will be done. Raises NoTrail."""
        self._plans = self._planned(grips)
        fresh = [plan for plan in self._plans if not self._is_repeated(plan)]
        to_do = [plan.target for plan in fresh if plan.is_to_do]
        if fresh:
            asked = [(plan.target, plan.outcome, plan.why) for plan in fresh]
            numbers = self._trace.begin(asked, is_to_do=bool(to_do))
            for plan, number in zip(fresh, numbers, strict=True):
                plan.record = number
        return to_do

    def run(self, errand: Errand) -> list[ActionResult]:
        """Do what was decided, and return what came of each."""
        to_do = [plan for plan in self._plans if plan.is_to_do]
        try:
            self._do_all(to_do, errand)
        finally:
            # Also where the program is being ended: what is done is kept.
            self._keep(to_do)
        return [self._result(plan) for plan in self._plans]

    def _planned(self, grips: Sequence[Grip]) -> list[_Plan]:
        now = self._body.describe(grips)
        shown = self._held.targets
        plans = [
            _Plan(index, grip, target if isinstance(target, Target) else before, Outcome.BEGUN)
            for index, (grip, target, before) in enumerate(zip(grips, now, shown, strict=True))
        ]
        for plan, target, before in zip(plans, now, shown, strict=True):
            self._decide(plan, target, before)
        return plans

    def _decide(self, plan: _Plan, now: Target | Sentence, shown: Target) -> None:
        if self._is_repeated(plan):
            return
        if isinstance(now, Sentence):
            plan.outcome, plan.why = Outcome.FAILED, now
            return
        verdict = self._judge(now)
        if verdict.answer is not Answer.ALLOWED:
            plan.outcome, plan.why = Outcome.REFUSED, verdict.why
        elif now.uid != shown.uid or _STRICTER.index(now.grade) > _STRICTER.index(shown.grade):
            plan.outcome, plan.why = Outcome.REFUSED, HAS_CHANGED
        elif now.grade is Grade.CRITICAL and now.seen not in self._order.typed:
            plan.outcome, plan.why = Outcome.REFUSED, NOT_TYPED
        else:
            plan.is_to_do = True

    def _is_repeated(self, plan: _Plan) -> bool:
        """Say whether this very thing was done to it already."""
        acted = self._held.acted.get(plan.index)
        return (
            acted is not None
            and acted.action == self._order.action
            and acted.result.outcome in (Outcome.DONE, Outcome.UNSURE)
            and acted.trace is not self._trace
        )

    def _do_all(self, plans: Sequence[_Plan], errand: Errand) -> None:
        for plan in plans:
            plan.outcome, plan.why = Outcome.FAILED, WAS_CANCELLED
        # Looked for before, because who has lost his parent is found below nobody, and after.
        others = self._newcomers(plans)
        for number, plan in enumerate(plans):
            if errand.is_cancelled():
                return
            errand.tell_progress(number, len(plans))
            # So it stays where the program is ended in the middle of it.
            plan.outcome, plan.why = Outcome.UNSURE, MAYBE_DONE
            try:
                done = self._done(plan, errand)
            except Cancelled:
                plan.outcome, plan.why = Outcome.FAILED, WAS_CANCELLED
                return
            plan.outcome, plan.why = done.outcome, done.why
        others |= self._newcomers(plans)
        if others and plans[-1].why is None:
            # The last one is the root of the tree.
            plans[-1].why = Sentence(NEWCOMERS, {"count": str(len(others))})

    def _done(self, plan: _Plan, errand: Errand) -> Done:
        try:
            try:
                return self._doer.do(plan.grip, self._order.action, errand)
            except PermissionError:
                return self._done_with_more_rights(plan, errand)
        except Ended:
            return Done(Outcome.FAILED, HAD_ENDED)

    def _done_with_more_rights(self, plan: _Plan, errand: Errand) -> Done:
        pidfd = plan.grip.pidfd
        if pidfd is None or self._order.action.kind is ActionKind.RESTART_UNIT:
            return Done(Outcome.REFUSED, NO_RIGHT)
        why_not = self._privileged.why_not()
        if why_not is not None:
            return Done(Outcome.REFUSED, NO_RIGHT if plan.target.grade is Grade.OWN else why_not)
        is_critical = plan.target.grade is Grade.CRITICAL
        try:
            return Done(self._privileged.do(pidfd, self._order.action, errand, may_be_critical=is_critical))
        except Refused as error:
            return Done(Outcome.REFUSED, said(error))
        except Lost as error:
            return Done(Outcome.UNSURE, said(error))
        except Unavailable as error:
            return Done(Outcome.FAILED, said(error))

    def _newcomers(self, plans: Sequence[_Plan]) -> frozenset[ProcessKey]:
        """Return who was started in a tree since it was shown."""
        if not self._order.action.is_tree or not plans:
            return frozenset()
        shown = {target.seen for target in self._held.targets}
        return self._body.newcomers([plan.grip for plan in plans]) - shown

    def _keep(self, plans: Sequence[_Plan]) -> None:
        if not plans:
            return
        is_kept = self._trace.end([(plan.target, plan.outcome, plan.why, plan.record) for plan in plans])
        for plan in plans:
            if not is_kept and plan.outcome is Outcome.DONE and plan.why is None:
                plan.why = NOT_KEPT
            self._held.acted[plan.index] = Acted(self._order.action, self._result(plan), self._trace)

    def _result(self, plan: _Plan) -> ActionResult:
        if self._is_repeated(plan):
            before = self._held.acted[plan.index].result
            return ActionResult(target=before.target, outcome=before.outcome, why=WAS_DONE, record=before.record)
        return ActionResult(target=plan.target, outcome=plan.outcome, why=plan.why, record=plan.record)


def refused_all(held: HeldProcesses, why: Sentence) -> list[ActionResult]:
    """Return that nothing was done."""
    return [ActionResult(target=target, outcome=Outcome.FAILED, why=why) for target in held.targets]
