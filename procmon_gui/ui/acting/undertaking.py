"""One wish on its way: who is meant is held, the question is put, it is done, and what becomes of them is watched.

Window thread; the hands work beside it. Whoever is held stays so from the question to the last offer of the notice, and
nobody is ever looked up again by his number.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from procmon_gui.domain.actions import (
    Action,
    ActionKind,
    ActionResult,
    Answer,
    Fate,
    NoTrail,
    Order,
    Seen,
    Verdict,
)
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.ui import spoken
from procmon_gui.ui.acting import outcome_words, signals, words
from procmon_gui.ui.acting.case import Case, refusal_text
from procmon_gui.ui.acting.dialog import ActionDialog
from procmon_gui.ui.acting.means import Asking
from procmon_gui.ui.acting.no_trail_dialog import NoTrailDialog
from procmon_gui.ui.acting.wishes import Notice, Offer, Tone, Wish
from procmon_gui.ui.acting.work import Act, Grip, Hands, Judge, Look, TakeHold, Watch
from procmon_gui.ui.bridge.operation import Operation
from procmon_gui.ui.bridge.pool import OperationErrand, Pool

translate = QCoreApplication.translate
LOOK_MS: Final = 1000
# So long the end of somebody is waited for before it is said that he still runs.
END_S: Final = 5.0
# So long a program takes to stand still, to go on, or to make something of a signal.
SETTLE_S: Final = 0.4
# Who still runs is looked at for so long: most programs that are slow to end do so within a minute.
LINGER_LOOKS: Final = 60
_HAS_ENDED: Final = (Fate.ENDED, Fate.ZOMBIE)
Result = TypeVar("Result")


class Undertaking(QObject):
    """One wish.

    Signals:
        told: there is something to say, a `Notice`.
        over: nobody is held any more.
    """

    told = Signal(object)
    over = Signal()

    def __init__(self, wish: Wish, hands: Hands, pool: Pool, window: QWidget, asking: Asking, parent: QObject) -> None:
        super().__init__(parent)
        self.wish = wish
        self._hands = hands
        self._pool = pool
        self._window = window
        self._asking = asking
        self._hold = TakeHold(hands, wish)
        self._grip: Grip | None = None
        self._order: Order | None = None
        self._act: Act | None = None
        self._results: Sequence[ActionResult] = ()
        self._is_over = False
        self._looks_left = 0
        self._has_offer = False
        self.dialog: ActionDialog | None = None
        self._look_timer = QTimer(self)
        self._look_timer.setInterval(LOOK_MS)
        self._look_timer.timeout.connect(self._on_look)
        self._looking: Operation[tuple[Seen, ...]] | None = None
        self._working: Operation[Any] | None = None

    # ---- who is meant

    def begin(self) -> None:
        """Take hold of those who are meant, and go on with the question, or with what needs none."""
        self._begin(self._hold, self._on_held, self._on_not_held)

    def _begin(
        self,
        work: Callable[[OperationErrand], Result],
        success: Callable[[Result], None],
        failure: Callable[[ProcmonError], None],
    ) -> None:
        """Let the hands work; one thing after the other."""
        self._working = Operation(work, owner=self, channel="act", pool=self._pool)
        self._working.success(success).failure(failure).start()

    def bring_up(self) -> None:
        """Show the question again that is put already."""
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()

    def _on_held(self, grip: Grip) -> None:
        self._grip = grip
        if not grip.targets:
            self._tell(Notice(tone=Tone.BAD, words=outcome_words.lost_text(self.wish, grip.held.lost)))
            self.finish()
            return
        self._put()

    def _on_not_held(self, error: ProcmonError) -> None:
        self._tell(Notice(tone=Tone.BAD, words=spoken.said(str(error))))
        self.finish()

    def _put(self) -> None:
        """Put the question, or do at once what is harmless."""
        assert self._grip is not None
        case = Case(self.wish, self._grip)
        if case.is_plain:
            self._on_confirmed(Order(action=self.wish.action))
            return
        before, self.dialog = self.dialog, ActionDialog(case, self._window)
        self.dialog.confirmed.connect(self._on_confirmed)
        self.dialog.kill_asked.connect(self._on_kill_asked)
        self.dialog.left.connect(self._on_left)
        if before is not None:
            self.dialog.reason.setText(before.reason.text())
        self.dialog.open_over(before if before is not None else self._window)
        self._throw_away(before)
        self._looks_left = -1
        self._look_timer.start()

    def _throw_away(self, dialog: ActionDialog | None) -> None:
        if dialog is not None and isValid(dialog):
            dialog.left.disconnect(self._on_left)
            dialog.close()
            dialog.deleteLater()

    def _close_dialog(self) -> None:
        dialog, self.dialog = self.dialog, None
        self._look_timer.stop()
        self._throw_away(dialog)

    @Slot()
    def _on_kill_asked(self) -> None:
        self._ask_anew(Action(kind=ActionKind.KILL, is_tree=self.wish.action.is_tree))

    def _ask_anew(self, action: Action) -> None:
        """Ask about something else with those who are held already."""
        if self._grip is None:
            return
        self.wish = replace(self.wish, action=action, chooses=False)
        self._begin(Judge(self._hands, self._grip.held, action), self._on_asked_anew, self._on_not_acted)

    def _on_asked_anew(self, verdicts: tuple[Verdict, ...]) -> None:
        if self._grip is not None:
            self._grip = self._grip.judged(verdicts)
            self._put()

    # ---- while the question stands

    @Slot()
    def _on_look(self) -> None:
        if self._grip is None or (self._looking is not None and self._looking.is_running):
            return
        self._looking = Operation(Look(self._hands, self._grip.held), owner=self, channel="look", pool=self._pool)
        self._looking.success(self._on_seen_now).start()

    def _on_seen_now(self, seen: tuple[Seen, ...]) -> None:
        if self.dialog is not None:
            if not self.dialog.is_busy:
                self.dialog.show_seen(seen)
        elif self._looks_left > 0:
            self._linger(seen)

    @Slot()
    def _on_left(self) -> None:
        """The reader let it be; what is being done already is asked to stop, and is told of all the same."""
        self._close_dialog()
        if self._act is not None:
            self._act.stop()
        else:
            self.finish()

    # ---- doing it

    @Slot(object)
    def _on_confirmed(self, order: Order) -> None:
        """Ask first whether somebody has to log in, in place, and then do it."""
        if self._grip is None or self._act is not None or self._is_over:
            return
        self._order = order
        self._begin(Judge(self._hands, self._grip.held, order.action), self._on_judged, self._on_not_acted)

    def _on_judged(self, verdicts: tuple[Verdict, ...]) -> None:
        asks = [one for one in verdicts if one.answer in (Answer.LOG_IN, Answer.CONFIRM)]
        if asks:
            if self.dialog is not None:
                self.dialog.show_ready()
            self._asking.ask(asks, self.dialog or self._window, self._on_let_in)
        elif all(one.answer is Answer.REFUSED for one in verdicts):
            if self.dialog is None or self._grip is None:
                self._fail(refusal_text(verdicts[0].why))
                return
            # It was asked when somebody else acted, or nobody.
            self._grip = self._grip.judged(verdicts)
            self._put()
        else:
            self._do()

    @Slot()
    def _on_let_in(self) -> None:
        if self._is_over or self._order is None or self._act is not None:
            return
        if self.dialog is not None:
            self.dialog.show_busy()
        self._on_confirmed(self._order)

    def _do(self) -> None:
        if self._grip is None or self._order is None or self._act is not None or self._is_over:
            return
        self._act = Act(self._hands, self._grip.held, self._order)
        self._begin(self._act, self._on_acted, self._on_not_acted)

    def _on_not_acted(self, error: ProcmonError) -> None:
        was_stopped = self._act is not None and self._act.is_stopped
        self._act = None
        if isinstance(error, NoTrail) and error.has_journal and not was_stopped:
            self._offer_without_trail(error)
            return
        self._fail(spoken.said(str(error)))

    def _fail(self, said: str) -> None:
        """Say why nothing was done, where the question stands, or below the list."""
        if self.dialog is not None:
            self.dialog.show_trouble(said)
            return
        self._tell(Notice(tone=Tone.BAD, words=said))
        self.finish()

    def _offer_without_trail(self, error: NoTrail) -> None:
        if self.dialog is not None:
            self.dialog.show_ready()
        dialog = NoTrailDialog(spoken.said(str(error)), self.dialog or self._window)
        dialog.confirmed.connect(self._on_without_trail)
        dialog.rejected.connect(self._on_rather_not)
        dialog.open()

    @Slot()
    def _on_without_trail(self) -> None:
        if self._order is None or self._is_over:
            return
        self._order = replace(self._order, goes_without_trail=True)
        if self.dialog is not None:
            self.dialog.show_busy()
        self._do()

    @Slot()
    def _on_rather_not(self) -> None:
        if self.dialog is None:
            self.finish()

    # ---- what came of it

    def _on_acted(self, results: tuple[ActionResult, ...]) -> None:
        self._act = None
        self._results = results
        assert self._order is not None
        action = self._order.action
        if not outcome_words.came_off(results):
            self._fail(outcome_words.refusals(results, is_known_who=self.dialog is not None))
            return
        self._close_dialog()
        limit_s = _watched_for(action)
        if limit_s is None or self._grip is None:
            self._end_with(outcome_words.done_notice(action, results))
            return
        done = [result.target for result in results if result.outcome is Outcome.DONE]
        if done and limit_s > SETTLE_S:
            self._tell(Notice(tone=Tone.INFO, words=outcome_words.sent_text(action, done)))
        self._begin(Watch(self._hands, self._grip.held, limit_s), self._on_watched, self._on_not_watched)

    def _on_watched(self, seen: tuple[Seen, ...]) -> None:
        assert self._order is not None
        meant = self._reached(seen)
        if not meant:
            self._end_with(outcome_words.done_notice(self._order.action, self._results))
            return
        notice = outcome_words.fate_notice(self._order.action, meant, self._results)
        if self._order.action.kind not in (ActionKind.END, ActionKind.KILL) or _are_gone(meant):
            self._end_with(notice)
            return
        self._has_offer = notice.offer is not None
        self._tell(notice)
        self._looks_left = LINGER_LOOKS
        self._look_timer.start()

    def _reached(self, seen: Sequence[Seen]) -> list[Seen]:
        """Return those to whom it was done, or may have been."""
        reached = {result.target.seen for result in self._results if result.outcome in (Outcome.DONE, Outcome.UNSURE)}
        return [one for one in seen if one.target.seen in reached]

    def _on_not_watched(self, error: ProcmonError) -> None:
        assert self._order is not None
        done = [result.target for result in self._results if result.outcome is Outcome.DONE]
        sent = outcome_words.sent_text(self._order.action, done) if done else ""
        self._end_with(Notice(tone=Tone.BAD, words=f"{sent} {spoken.said(str(error))}".strip()))

    def _linger(self, seen: Sequence[Seen]) -> None:
        """Say when those who were still there have ended after all."""
        self._looks_left -= 1
        meant = self._reached(seen)
        if _are_gone(meant):
            said = translate("Acting", "Now all have ended.")
            if len(meant) == 1:
                name = words.process_text(meant[0].target)
                said = translate("Acting", "{process} has ended now.").format(process=name)
            self._look_timer.stop()
            self._end_with(Notice(tone=Tone.GOOD, words=said))
        elif not self._looks_left:
            self._look_timer.stop()
            if not self._has_offer:
                self.finish()

    # ---- how it ends

    @property
    def is_put(self) -> bool:
        """Say whether its question stands."""
        return self.dialog is not None

    def take(self, offer: Offer) -> None:
        """Do what a notice offered."""
        self._look_timer.stop()
        self._looks_left = 0
        self._ask_anew(offer.action)

    def _tell(self, notice: Notice) -> None:
        self.told.emit(notice)

    def _end_with(self, notice: Notice) -> None:
        """Say the last word; who is held stays so while it offers something."""
        self._tell(notice)
        if notice.offer is None:
            self.finish()

    def finish(self) -> None:
        """Let go of everybody."""
        if self._is_over:
            return
        self._is_over = True
        for operation in (self._working, self._looking):
            if operation is not None:
                # Whoever lets it be does not want what was on its way to be done.
                operation.cancel()
        self._close_dialog()
        self._hold.let_go()
        self.over.emit()


def _watched_for(action: Action) -> float | None:
    """Return how long is watched what becomes of an action; None where it is verified as it is done."""
    number = action.signal_number
    if number is None:
        return None
    is_ending = action.kind in (ActionKind.END, ActionKind.KILL)
    return END_S if is_ending or (action.kind is ActionKind.SIGNAL and signals.does_end(number)) else SETTLE_S


def _are_gone(seen: Sequence[Seen]) -> bool:
    return all(one.fate in _HAS_ENDED for one in seen)
