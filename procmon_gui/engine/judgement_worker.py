"""The thread behind judgement: keeps what happened, finds out about it, and lets people be told.

One program of each data folder judges: whoever holds its lock. What fires is read from the desk when it takes over, so
that a restart is no news. While the desk can not be written, what happened waits in its order, and people are told from
memory. `start`, `stop`, `state` and `look_around` may be called from any thread.
"""

import contextlib
import logging
import platform
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from procmon_gui.domain.alerts import Alert, AlertEvent, AlertKeeper, AlertNews, Change, Firing, Mute
from procmon_gui.domain.attention import Attention
from procmon_gui.domain.errors import ProcmonError, Unavailable
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.rules import EACH_INSTANCE, Rule, RuleBook, Rules, Subject
from procmon_gui.domain.settings import SettingsStore, flag, whole
from procmon_gui.domain.text import display_text
from procmon_gui.domain.workers import Health, WorkerState
from procmon_gui.engine.judgement import Judgement
from procmon_gui.engine.judging import (
    BeatJudge,
    CarefulClock,
    Findings,
    Held,
    JudgeLock,
    JudgeMaker,
    Teller,
    WallClock,
    Words,
)
from procmon_gui.engine.learning import Learning
from procmon_gui.engine.rules_in_force import still_in_force, waits_for_its_rule, words_of

log = logging.getLogger(__name__)

NAME: Final = "alerts"
TURN_S: Final = 1.0
LOOK_S: Final = 2.0
BACK_OFF_S: Final = (1.0, 2.0, 5.0)
# So long a desk that can not be read keeps judgement waiting: better told twice than not at all.
UNREADABLE_S: Final = 10.0
# A beat that is late is no silence.
SILENT_S: Final = 5.0
_FORGET_EVERY_S: Final = 3600.0
_BATCH: Final = 500
# Of so many at once who did it is waited for, so that the notice can say it.
_WAITED_FOR: Final = 5
_WAIT_S: Final = 2.0
_MOST_READ: Final = 50
_STOP_S: Final = 2.0
# Within that, for those who are telling.
_REST_S: Final = 1.5
# What fired longer ago was told, or nobody was to be told.
_FRESH_MS: Final = 600_000
_DAY_MS: Final = 24 * 3600 * 1000
_HOST_LETTERS: Final = 256
_NAN: Final = float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgingParts:
    """What judgement is made of.

    Attributes:
        learning: what is usual; it learns also while another program judges, and is kept by the one that does.
        look_also: is told what has to be read for the rules, beside what others look at.
        may_judge: False while another program is listened to, which judges.
        say: tells who started the program what goes wrong, once for each; it is in the log as well.
    """

    keeper: AlertKeeper
    rules: RuleBook
    make_judge: JudgeMaker
    lock: JudgeLock
    settings: SettingsStore
    findings: Findings
    words: Words
    careful_clock: CarefulClock
    teller: Teller | None = None
    learning: Learning | None = None
    look_also: Callable[[Attention], None] = lambda _: None
    may_judge: Callable[[], bool] = lambda: True
    say: Callable[[str], None] = lambda _: None
    host: str = ""


class JudgementWorker:
    """Whoever judges here, while this program may; see above."""

    def __init__(self, judgement: Judgement, parts: JudgingParts, clock: Clock) -> None:
        self._judgement = judgement
        self._parts = parts
        self._clock = clock
        self._host = display_text(parts.host or platform.node() or "localhost", _HOST_LETTERS)
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._held: Held | None = None
        # All that were ever judged, as they were last; and those that are.
        self._rules: Mapping[str, Rule] = {}
        self._in_force: Mapping[str, Rule] = {}
        # What fired before this program began, of rules that can not be read now.
        self._withheld: list[Firing] = []
        self._said: frozenset[str] = frozenset()
        self._rules_version: object = None
        self._desk_version: object = None
        self._is_reconciled = True
        self._lost_count = 0
        self._unkept: list[AlertEvent] = []
        # Of those, how many were told from memory already.
        self._told_count = 0
        # What was told while the desk could not be written goes by a number of its own until it is over.
        self._unnumbered: dict[object, int] = {}
        self._last_number = 0
        self._wall: WallClock | None = None
        self._waiting_since_ns: int | None = None
        self._next_look_ns = self._next_forget_ns = self._next_try_ns = self._keep_again_ns = 0
        self._failure_count = 0
        self._has_wished = False
        # Whoever judges keeps what is usual, also once it has stopped because nothing is to be judged.
        self._keeps_learned = False
        # What does not work, by what was wanted.
        self._troubles: dict[str, str] = {}
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
        self._next_look_ns = self._next_try_ns = self._keep_again_ns = 0
        self._judgement.wake()

    # ---- on the thread

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._one_turn()
            self._judgement.wait(TURN_S)
        self._one_turn(is_last=True)
        # No beat comes in between any more.
        self._judgement.suspect(None)
        try:
            if self._keeps_learned and self._parts.learning is not None:
                self._parts.learning.end()
        except Exception:
            log.exception("What is usual can not be kept")
        self._give_back()

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
            self._end_what_nobody_judges()
            self._judgement.end()
        elif not self._is_wanted():
            self._step_back()
        elif self._judgement.is_judging or self._has_taken_over():
            self._look()
            self._listen_for_silence()
        self._keep(is_last=is_last)
        if self._judgement.is_judging:
            self._forget()
            if self._parts.learning is not None:
                self._parts.learning.look_around()
        self._tell_state()

    # ---- who judges

    def _is_wanted(self) -> bool:
        return flag(self._parts.settings, "alerts.enabled") and self._parts.may_judge()

    def _step_back(self) -> None:
        """Let another one judge, or nobody. What happened is kept before."""
        self._end_what_nobody_judges()
        self._judgement.end()
        if not self._parts.may_judge():
            self._keeps_learned = False
        if self._held is not None:
            self._keep()
            if not self._unkept:
                self._parts.findings.rest()
                self._give_back()

    def _end_what_nobody_judges(self) -> None:
        """Where nothing is judged any more, nothing may go on as if it fired."""
        if self._judgement.is_judging and not flag(self._parts.settings, "alerts.enabled"):
            now_ms = self._judgement.last_ms or self._clock.utc_ms()
            self._judgement.ask(
                lambda judge: [_event(one, Change.RESOLVED, now_ms) for one in (*judge.firing(), *self._withheld)]
            )

    def _give_back(self) -> None:
        if self._held is not None and self._parts.teller is not None:
            # Before another one may tell what still waits.
            self._parts.teller.rest(_REST_S)
        held, self._held = self._held, None
        if held is not None:
            held.close()

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
            self._fail("begin", error)
            return False
        self._troubles.pop("begin", None)
        return True

    def _begin(self) -> None:
        """Judge from what the desk says fires. Raises Unavailable while it can not be read, for some seconds."""
        parts = self._parts
        rules_version, desk_version = parts.rules.version(), parts.keeper.version()
        found = parts.rules.rules()
        rules = still_in_force(self._in_force, found)
        firing: Sequence[Firing] = ()
        is_known = True
        try:
            firing, mutes = parts.keeper.firings(), parts.keeper.mutes()
        except Unavailable:
            now_ns = self._clock.monotonic_ns()
            self._waiting_since_ns = self._waiting_since_ns or now_ns
            if now_ns - self._waiting_since_ns < UNREADABLE_S * 1e9:
                raise
            is_known, mutes = False, ()
        waiting = waits_for_its_rule(found)
        self._withheld = [one for one in firing if waiting(one)]
        judge = parts.make_judge(rules, [one for one in firing if not waiting(one)])
        judge.mute(mutes)
        self._rules = self._in_force = {rule.id: rule for rule in rules}
        self._rules_version, self._desk_version = rules_version, desk_version if is_known else None
        self._say_problems(found)
        self._is_reconciled = is_known
        self._waiting_since_ns = None
        self._judgement.begin(judge)
        self._keeps_learned = True
        if parts.teller is not None:
            parts.teller.start()
        if is_known:
            parts.findings.start()
            with contextlib.suppress(Unavailable):
                self._tell_what_was_not_told()

    def _tell_what_was_not_told(self) -> None:
        """Let people be told of what fired right before a program was killed: it is kept, and nobody heard of it."""
        teller, now_ms = self._parts.teller, self._clock.utc_ms()
        if teller is None:
            return
        told = {(one.rule_id, one.about.identity) for one in self._parts.keeper.firings() if one.told_ms > 0}
        fresh = [
            alert
            for alert in self._parts.keeper.firing()
            if (alert.rule_id, alert.about.identity) in told
            and alert.acknowledged_ms is None
            and not alert.suppressed_count
            and abs(now_ms - alert.fired_ms) < _FRESH_MS
        ][:_MOST_READ]
        known = teller.heard_of([alert.id for alert in fresh]) if fresh else ()
        for alert in fresh:
            rule = self._rules.get(alert.rule_id)
            if alert.id not in known and rule is not None:
                teller.offer(_fired(alert), alert, rule.behaviour.channels)

    # ---- what changes meanwhile

    def _look(self) -> None:
        now_ns = self._clock.monotonic_ns()
        if now_ns < self._next_look_ns:
            return
        self._next_look_ns = now_ns + int(LOOK_S * 1e9)
        self._look_for_rules()
        for name, look in (("rules", self._look_at_rules), ("desk", self._look_at_desk)):
            try:
                look()
            except Unavailable as error:
                self._fail(name, error)
            else:
                self._troubles.pop(name, None)

    def _look_for_rules(self) -> None:
        """Let the costly fields be read that rules ask for."""
        found: list[Attention] = []

        def wished(judge: BeatJudge) -> Iterable[AlertEvent]:
            found.append(judge.attention())
            return ()

        self._judgement.ask(wished)
        if found and (found[0].looks or self._has_wished):
            self._has_wished = bool(found[0].looks)
            self._parts.look_also(found[0])

    def _look_at_rules(self) -> None:
        version = self._parts.rules.version()
        if version == self._rules_version:
            return
        found = self._parts.rules.rules()
        rules = still_in_force(self._in_force, found)
        waiting, withheld = waits_for_its_rule(found), self._withheld
        self._withheld = [one for one in withheld if waiting(one)]
        again = [one for one in withheld if not waiting(one)]
        # What is over with its rule is still told by its name.
        before = self._rules
        self._in_force = {rule.id: rule for rule in rules}
        self._rules = {**before, **{rule.id: rule for rule in rules}}
        self._judgement.ask(lambda judge: _use(judge, rules, again))
        self._rules_version = version
        self._say_problems(found)

    def _say_problems(self, found: Rules) -> None:
        """Say what of the rules can not be used, once: where there is no window nobody would see it."""
        sentences = [words_of(problem) for problem in found.problems]
        for sentence in sentences:
            if sentence not in self._said:
                log.info("%s", sentence)
                self._parts.say(sentence)
        self._said = frozenset(sentences)

    def _look_at_desk(self) -> None:
        version = self._parts.keeper.version()
        if version == self._desk_version and self._is_reconciled:
            return
        firings, mutes = self._parts.keeper.firings(), self._parts.keeper.mutes()
        self._judgement.ask(lambda judge: _learn(judge, firings, mutes))
        self._desk_version = version
        if self._judgement.lost_count != self._lost_count:
            self._is_reconciled = False
        if not self._is_reconciled and not self._unkept:
            self._reconcile(firings)

    def _reconcile(self, kept: Sequence[Firing]) -> None:
        """Let the desk say what the judge says, where events were lost or what fired could not be read."""
        lost_count = self._judgement.lost_count
        now_ms = self._judgement.last_ms or self._clock.utc_ms()

        def set_right(judge: BeatJudge) -> Iterable[AlertEvent]:
            fires = {(one.rule_id, one.about.identity): one for one in judge.firing()}
            known = {(one.rule_id, one.about.identity): one for one in kept if one not in self._withheld}
            yield from (_event(known[which], Change.RESOLVED, now_ms) for which in known.keys() - fires.keys())
            yield from (_event(fires[which], Change.FIRED, now_ms) for which in fires.keys() - known.keys())

        self._judgement.ask(set_right)
        self._lost_count = lost_count
        self._is_reconciled = True
        self._parts.findings.start()

    def _listen_for_silence(self) -> None:
        silent_s = self._judgement.silent_s
        if silent_s is not None and silent_s > SILENT_S:
            self._judgement.ask(lambda judge: judge.no_beat(self._clock.utc_ms(), silent_s))

    # ---- what happened

    def _keep(self, *, is_last: bool = False) -> None:
        """Keep what happened, in its order, and let people be told of it."""
        self._unkept += self._judgement.take()
        now_ns = self._clock.monotonic_ns()
        if self._failure_count and now_ns < self._keep_again_ns and not is_last:
            self._tell_from_memory()
            return
        while self._unkept:
            batch = self._unkept[:_BATCH]
            try:
                ids = self._parts.keeper.keep([AlertNews(event=event, alert=self._alert(event)) for event in batch])
            except Unavailable as error:
                self._failure_count += 1
                pause_s = BACK_OFF_S[min(self._failure_count, len(BACK_OFF_S)) - 1]
                self._keep_again_ns = now_ns + int(pause_s * 1e9)
                self._fail("keep", error)
                self._tell_from_memory()
                return
            del self._unkept[: len(batch)]
            told, self._told_count = min(self._told_count, len(batch)), max(0, self._told_count - len(batch))
            self._on_kept(batch, ids, told)
        self._failure_count = 0
        self._troubles.pop("keep", None)

    def _on_kept(self, events: Sequence[AlertEvent], ids: Sequence[int], told_count: int) -> None:
        fired = [(event, id) for event, id in zip(events, ids, strict=True) if event.change is Change.FIRED and id]
        for event, id in fired:
            alert = self._alert(event)
            if alert is not None:
                self._parts.findings.look_into(replace(alert, id=id))
        if self._parts.teller is None:
            return
        loud = [place for place, event in enumerate(events) if event.is_told and place >= told_count]
        awaited = [ids[place] for place in loud if events[place].change is Change.FIRED][:_WAITED_FOR]
        if awaited:
            self._parts.findings.wait_for(awaited, _WAIT_S)
        for number, place in enumerate(loud):
            self._tell(events[place], ids[place], is_read=number < _MOST_READ)

    def _tell(self, event: AlertEvent, id: int, *, is_read: bool) -> None:
        assert self._parts.teller is not None
        which = (event.rule_id, event.about.identity)
        # Who was told of it by another number is told by that one that it is over.
        number = self._unnumbered.get(which, id)
        if event.change is Change.RESOLVED:
            self._unnumbered.pop(which, None)
        alert = None
        if is_read and id:
            with contextlib.suppress(Unavailable):
                alert = self._parts.keeper.alert(id)
        alert = alert or self._alert(event)
        rule = self._rules.get(event.rule_id)
        if alert is not None:
            channels = rule.behaviour.channels if rule is not None else ()
            self._parts.teller.offer(event, replace(alert, id=number), channels)

    def _tell_from_memory(self) -> None:
        """Let people be told of what can not be kept now: that the disk is full is just what they want to know."""
        news = self._unkept[self._told_count :]
        self._told_count = len(self._unkept)
        for event in news:
            if event.is_told and self._parts.teller is not None:
                which = (event.rule_id, event.about.identity)
                if event.change is Change.FIRED:
                    self._last_number -= 1
                    self._unnumbered[which] = self._last_number
                self._tell(event, self._unnumbered.get(which, 0), is_read=False)

    def _alert(self, event: AlertEvent) -> Alert | None:
        rule = self._rules.get(event.rule_id)
        if rule is None:
            return None
        instance = rule.instance
        if instance == EACH_INSTANCE:
            instance = event.about.name if event.about.subject in _OF_DEVICES else ""
        is_new = event.change is Change.FIRED
        return Alert(
            id=0, host=self._host, rule_id=rule.id, title=rule.title, condition=self._parts.words(rule),
            about=event.about, metric_id=rule.metric_id, instance=instance, severity=event.severity,
            since_ms=event.since_ms, fired_ms=event.at_ms if is_new else event.since_ms,
            resolved_ms=event.at_ms if event.change is Change.RESOLVED else None, value=event.value, peak=event.value,
            threshold=event.threshold,
        )  # fmt: skip

    # ---- now and then

    def _forget(self) -> None:
        now_ns = self._clock.monotonic_ns()
        if now_ns < self._next_forget_ns or self._unkept:
            return
        self._next_forget_ns = now_ns + int(_FORGET_EVERY_S * 1e9)
        days = whole(self._parts.settings, "alerts.kept_days")
        try:
            if self._wall is None:
                newest = [*self._parts.keeper.firing(), *self._parts.keeper.past(limit=1)]
                newest_ms = max((alert.resolved_ms or alert.fired_ms for alert in newest), default=None)
                self._wall = self._parts.careful_clock(newest_ms)
            gone = self._parts.keeper.forget(self._wall.utc_ms() - days * _DAY_MS)
        except Unavailable as error:
            log.info("Nothing can be forgotten now: %s", error)
        else:
            if gone:
                log.info("%d alerts were over for %d days and are forgotten", gone, days)

    def _fail(self, name: str, error: ProcmonError) -> None:
        if self._troubles.get(name) != str(error):
            log.warning("Alerts: %s", error)
            self._parts.say(f"Alerts: {error}")
        self._troubles[name] = str(error)

    def _tell_state(self) -> None:
        if self._troubles:
            detail = "; ".join(dict.fromkeys((*self._troubles.values(), *_waiting_words(len(self._unkept)))))
            self._state = WorkerState(NAME, Health.DEGRADED, detail)
        elif not flag(self._parts.settings, "alerts.enabled"):
            self._state = WorkerState(NAME, Health.OFF, "switched off in the settings")
        elif not self._judgement.is_judging:
            self._state = WorkerState(NAME, Health.OFF, "" if self._stopping.is_set() else "another program judges")
        elif not self._is_reconciled:
            words = "events were lost; the desk is brought up to date with what fires"
            self._state = WorkerState(NAME, Health.DEGRADED, words)
        else:
            self._state = WorkerState(NAME, Health.OK)


def _waiting_words(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    return ("1 event waits to be kept" if count == 1 else f"{count} events wait to be kept",)


_OF_DEVICES: Final = (Subject.HOST, Subject.FULL_IN, Subject.ANOMALY)


def _use(judge: BeatJudge, rules: Sequence[Rule], firing: Sequence[Firing]) -> Sequence[AlertEvent]:
    judge.use(rules, firing)
    return ()


def _learn(judge: BeatJudge, firings: Sequence[Firing], mutes: Sequence[Mute]) -> Sequence[AlertEvent]:
    """Tell a judge what people said meanwhile."""
    judge.mute(mutes)
    for one in firings:
        if one.is_acknowledged:
            judge.acknowledge(one.rule_id, one.about)
    return ()


def _fired(alert: Alert) -> AlertEvent:
    """Return the event with which an alert began."""
    return AlertEvent(
        change=Change.FIRED, rule_id=alert.rule_id, about=alert.about, severity=alert.severity, at_ms=alert.fired_ms,
        since_ms=alert.since_ms, value=alert.value, threshold=alert.threshold,
    )  # fmt: skip


def _event(firing: Firing, change: Change, at_ms: int) -> AlertEvent:
    """Return an event that nobody saw happen, and nobody is told of."""
    return AlertEvent(
        change=change, rule_id=firing.rule_id, about=firing.about, severity=firing.severity,
        at_ms=at_ms if change is Change.RESOLVED else firing.fired_ms, since_ms=firing.since_ms, value=_NAN,
        threshold=_NAN, is_told=False,
    )  # fmt: skip
