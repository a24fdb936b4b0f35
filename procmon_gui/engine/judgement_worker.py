"""The thread behind judgement: says who judges, and lets rules be read, what happened be kept and people be told.

One program of each data folder judges: whoever holds its lock. What fires is read from the desk when it takes over, so
that a restart is no news. While the desk can not be written, what happened waits in its order, and people are told from
memory. `start`, `stop`, `state` and `look_around` may be called from any thread.

Which rules are judged is in `judgement_rules`, what is kept in `judgement_record`, who is told in `judgement_telling`.
"""

import contextlib
import logging
import threading
from typing import Final

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.settings import flag
from procmon_gui.domain.workers import Health, WorkerState
from procmon_gui.engine.judgement import Judgement
from procmon_gui.engine.judgement_record import JudgementRecord
from procmon_gui.engine.judgement_rules import JudgementRules
from procmon_gui.engine.judgement_telling import JudgementTelling
from procmon_gui.engine.judgement_troubles import Troubles
from procmon_gui.engine.judging import Held, JudgingParts

log = logging.getLogger(__name__)

NAME: Final = "alerts"
TURN_S: Final = 1.0
LOOK_S: Final = 2.0
# A beat that is late is no silence.
SILENT_S: Final = 5.0
_STOP_S: Final = 2.0
# Within that, for those who are telling.
_REST_S: Final = 1.5


class JudgementWorker:
    """Whoever judges here, while this program may; see above."""

    def __init__(self, judgement: Judgement, parts: JudgingParts, clock: Clock) -> None:
        self._judgement = judgement
        self._parts = parts
        self._clock = clock
        self._troubles = Troubles(parts.say)
        self._rules = JudgementRules(judgement, parts)
        self._telling = JudgementTelling(parts, self._rules, clock)
        self._record = JudgementRecord(judgement, parts, self._rules, self._telling, self._troubles, clock)
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._held: Held | None = None
        # Only who holds the right to judge keeps what is usual.
        self._keeps_learned = False
        self._next_look_ns = self._next_try_ns = 0
        self._state = WorkerState(NAME, Health.OFF)

    # ---- from any thread

    def start(self) -> None:
        """Begin, on a thread of its own."""
        if self._thread is None and not self._stopping.is_set():
            self._thread = threading.Thread(target=self._run, name="judgement", daemon=True)
            self._thread.start()

    def stop(self, limit_s: float = _STOP_S) -> bool:
        """Keep what happened, and end; False when that took too long. What fires goes on with whoever judges next."""
        self._stopping.set()
        self._judgement.wake()
        thread = self._thread
        if thread is not None:
            thread.join(limit_s)
        is_done = thread is None or not thread.is_alive()
        is_done = self._parts.findings.stop() and is_done
        if self._parts.teller is not None:
            is_done = self._parts.teller.close() and is_done
        return is_done

    def state(self) -> WorkerState:
        """Tell how it is doing."""
        return self._state

    def look_around(self) -> None:
        """Look at once for what may have changed."""
        self._next_look_ns = self._next_try_ns = 0
        self._record.try_soon()
        self._judgement.wake()

    # ---- on the thread

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._one_turn()
            self._judgement.wait(TURN_S)
        self._one_turn(is_last=True)
        self._give_back()
        self._judgement.suspect(None)

    def _one_turn(self, *, is_last: bool = False) -> None:
        try:
            self.turn(is_last=is_last)
        except Exception as error:
            # The root of the thread.
            log.exception("Judgement failed")
            self._state = WorkerState(NAME, Health.DEGRADED, f"{type(error).__name__}: {error}")

    def turn(self, *, is_last: bool = False) -> None:
        """Do what there is to do now."""
        if is_last:
            self._end_judging()
        elif not self._is_wanted():
            self._step_back()
        elif self._judgement.is_judging or self._has_taken_over():
            self._look()
            self._listen_for_silence()
        self._record.keep(is_last=is_last)
        if self._judgement.is_judging:
            self._record.forget()
            if self._parts.learning is not None:
                self._parts.learning.look_around()
        self._tell_state()

    # ---- who judges

    def _is_wanted(self) -> bool:
        return flag(self._parts.settings, "alerts.enabled") and self._parts.may_judge()

    def _has_taken_over(self) -> bool:
        """Become the one who judges, if nobody else is; say whether this one is now."""
        now_ns = self._clock.monotonic_ns()
        if now_ns < self._next_try_ns:
            return False
        self._next_try_ns = now_ns + int(LOOK_S * 1e9)
        try:
            if self._held is None:
                self._held = self._parts.lock()
            if self._held is None:
                return False
            self._begin()
        except Unavailable as error:
            self._troubles.begin("begin", error)
            return False
        self._troubles.end("begin")
        return True

    def _begin(self) -> None:
        """Judge from what the desk says fires. Raises Unavailable while it can not be read, for some seconds."""
        parts = self._parts
        read, desk = self._rules.read(), self._record.read()
        judge = parts.make_judge(read.rules, self._rules.begin(read, desk.firing))
        judge.mute(desk.mutes)
        self._record.begin(desk)
        self._judgement.begin(judge)
        self._learn_on()
        if parts.teller is not None:
            parts.teller.start()
        if desk.is_known:
            parts.findings.start()
            with contextlib.suppress(Unavailable):
                self._telling.tell_what_was_not_told()

    def _step_back(self) -> None:
        """Let another one judge, or nobody. What happened is kept before."""
        self._end_judging()
        if self._held is not None:
            self._record.keep()
            if not self._record.waiting_count:
                self._parts.findings.rest()
                self._give_back()

    def _end_judging(self) -> None:
        """Judge no more; what fires goes on with whoever judges next, and is over where nobody is to judge."""
        if self._judgement.is_judging and not flag(self._parts.settings, "alerts.enabled"):
            self._record.end_all()
        self._judgement.end()

    def _give_back(self) -> None:
        if self._held is None:
            return
        if self._parts.teller is not None:
            # Before another one may tell what still waits.
            self._parts.teller.rest(_REST_S)
        self._keep_learned()
        held, self._held = self._held, None
        held.close()

    def _learn_on(self) -> None:
        """Go on from what is usual for who judged until now. A mistake in that keeps nobody from judging."""
        self._keeps_learned = self._parts.learning is not None
        try:
            if self._parts.learning is not None:
                self._parts.learning.begin()
        except Exception:
            log.exception("What is usual can not be taken over")

    def _keep_learned(self) -> None:
        learning, keeps = self._parts.learning, self._keeps_learned
        self._keeps_learned = False
        try:
            if keeps and learning is not None:
                learning.keep(self._judgement.between_beats(learning.copy))
        except Exception:
            log.exception("What is usual can not be kept")

    # ---- meanwhile

    def _look(self) -> None:
        now_ns = self._clock.monotonic_ns()
        if now_ns < self._next_look_ns:
            return
        self._next_look_ns = now_ns + int(LOOK_S * 1e9)
        self._rules.hear_judge()
        for name, look in (("rules", self._rules.look), ("desk", self._record.look)):
            try:
                look()
            except Unavailable as error:
                self._troubles.begin(name, error)
            else:
                self._troubles.end(name)

    def _listen_for_silence(self) -> None:
        silent_s = self._judgement.silent_s
        if silent_s is not None and silent_s > SILENT_S:
            self._judgement.ask(lambda judge: judge.no_beat(self._clock.utc_ms(), silent_s))

    def _tell_state(self) -> None:
        sentences = (*self._troubles.sentences, *(self._rules.unjudged if self._judgement.is_judging else ()))
        if sentences:
            detail = "; ".join(dict.fromkeys((*sentences, *_waiting_words(self._record.waiting_count))))
            left_out = self._rules.left_out if self._judgement.is_judging else ()
            self._state = WorkerState(NAME, Health.DEGRADED, detail, left_out)
        elif not flag(self._parts.settings, "alerts.enabled"):
            self._state = WorkerState(NAME, Health.OFF, "switched off in the settings")
        elif not self._judgement.is_judging:
            self._state = WorkerState(NAME, Health.OFF, "" if self._stopping.is_set() else "another program judges")
        elif not self._record.is_reconciled:
            words = "events were lost; the desk is brought up to date with what fires"
            self._state = WorkerState(NAME, Health.DEGRADED, words)
        else:
            self._state = WorkerState(NAME, Health.OK)


def _waiting_words(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    return ("1 event waits to be kept" if count == 1 else f"{count} events wait to be kept",)
