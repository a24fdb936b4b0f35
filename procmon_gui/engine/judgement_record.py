"""What happened, on its way into the desk; and what people say there, on its way to the judge.

It is kept in its order. While the desk can not be written it waits. Where something was lost, or the desk could not be
read, the desk is brought up to date with what fires as soon as that can be done. The worker's thread only.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from procmon_gui.domain.alerts import AlertEvent, AlertNews, Change, Firing, Mute, unseen_event
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.settings import whole
from procmon_gui.engine.judgement import Judgement
from procmon_gui.engine.judgement_rules import JudgementRules
from procmon_gui.engine.judgement_telling import JudgementTelling
from procmon_gui.engine.judgement_troubles import Troubles
from procmon_gui.engine.judging import BeatJudge, JudgingParts, WallClock

log = logging.getLogger(__name__)

BACK_OFF_S: Final = (1.0, 2.0, 5.0)
# So long a desk that can not be read keeps judgement waiting: better told twice than not at all.
UNREADABLE_S: Final = 10.0
_FORGET_EVERY_S: Final = 3600.0
_BATCH: Final = 500
_DAY_MS: Final = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the desk says: what fires, what is muted. `version` is None where it could not be read."""

    firing: Sequence[Firing] = ()
    mutes: Sequence[Mute] = ()
    version: object = None
    is_known: bool = True


class JudgementRecord:
    """Keeps what happened, hears what people say, and forgets what is old."""

    def __init__(
        self,
        judgement: Judgement,
        parts: JudgingParts,
        rules: JudgementRules,
        telling: JudgementTelling,
        troubles: Troubles,
        clock: Clock,
    ) -> None:
        self._judgement = judgement
        self._parts = parts
        self._rules = rules
        self._telling = telling
        self._troubles = troubles
        self._clock = clock
        self._version: object = None
        self._is_reconciled = True
        self._lost_count = 0
        self._unkept: list[AlertEvent] = []
        self._wall: WallClock | None = None
        self._waiting_since_ns: int | None = None
        self._next_forget_ns = self._keep_again_ns = 0
        self._failure_count = 0

    @property
    def waiting_count(self) -> int:
        """Return how many events wait to be kept."""
        return len(self._unkept)

    @property
    def is_reconciled(self) -> bool:
        """Say whether the desk says what the judge says."""
        return self._is_reconciled

    def try_soon(self) -> None:
        """Do not wait any longer before what could not be kept is tried again."""
        self._keep_again_ns = 0

    # ---- what the desk says

    def read(self) -> Desk:
        """Return what a judge has to begin with. Raises Unavailable while it can not be read, for some seconds."""
        version = self._parts.keeper.version()
        try:
            return Desk(firing=self._parts.keeper.firings(), mutes=self._parts.keeper.mutes(), version=version)
        except Unavailable:
            now_ns = self._clock.monotonic_ns()
            self._waiting_since_ns = self._waiting_since_ns or now_ns
            if now_ns - self._waiting_since_ns < UNREADABLE_S * 1e9:
                raise
            return Desk(is_known=False)

    def begin(self, desk: Desk) -> None:
        """Know that somebody judges from there."""
        self._version, self._is_reconciled = desk.version, desk.is_known
        self._waiting_since_ns = None

    def look(self) -> None:
        """Let the judge hear what people said meanwhile, and set right what was lost. Raises Unavailable."""
        version = self._parts.keeper.version()
        if version == self._version and self._is_reconciled:
            return
        firings, mutes = self._parts.keeper.firings(), self._parts.keeper.mutes()
        self._judgement.ask(lambda judge: _learn(judge, firings, mutes))
        self._version = version
        if self._judgement.lost_count != self._lost_count:
            self._is_reconciled = False
        if not self._is_reconciled and not self._unkept:
            self._reconcile(firings)

    def _reconcile(self, kept: Sequence[Firing]) -> None:
        """Let the desk say what the judge says, where events were lost or what fired could not be read."""
        lost_count, now_ms = self._judgement.lost_count, self._now_ms()

        def set_right(judge: BeatJudge) -> Iterable[AlertEvent]:
            fires = {(one.rule_id, one.about.identity): one for one in judge.firing()}
            known = {(one.rule_id, one.about.identity): one for one in kept if one not in self._rules.withheld}
            yield from (unseen_event(known[which], Change.RESOLVED, now_ms) for which in known.keys() - fires.keys())
            yield from (unseen_event(fires[which], Change.FIRED, now_ms) for which in fires.keys() - known.keys())

        self._judgement.ask(set_right)
        self._lost_count = lost_count
        self._is_reconciled = True
        self._parts.findings.start()

    # ---- what happened

    def end_all(self) -> None:
        """Let all that fires be over: nothing is judged any more, and nothing may go on as if it fired."""
        now_ms, withheld = self._now_ms(), self._rules.withheld
        self._judgement.ask(
            lambda judge: [unseen_event(one, Change.RESOLVED, now_ms) for one in (*judge.firing(), *withheld)]
        )

    def keep(self, *, is_last: bool = False) -> None:
        """Keep what happened, in its order, and let people be told of it."""
        self._unkept += self._judgement.take()
        now_ns = self._clock.monotonic_ns()
        if self._failure_count and now_ns < self._keep_again_ns and not is_last:
            self._telling.tell_from_memory(self._unkept)
            return
        while self._unkept:
            batch = self._unkept[:_BATCH]
            try:
                ids = self._parts.keeper.keep(
                    [AlertNews(event=event, alert=self._rules.alert_of(event)) for event in batch]
                )
            except Unavailable as error:
                self._failure_count += 1
                pause_s = BACK_OFF_S[min(self._failure_count, len(BACK_OFF_S)) - 1]
                self._keep_again_ns = now_ns + int(pause_s * 1e9)
                self._troubles.begin("keep", error)
                self._telling.tell_from_memory(self._unkept)
                return
            del self._unkept[: len(batch)]
            self._look_into(batch, ids)
            self._telling.tell_kept(batch, ids)
        self._failure_count = 0
        self._troubles.end("keep")

    def _look_into(self, events: Sequence[AlertEvent], ids: Sequence[int]) -> None:
        for event, id in zip(events, ids, strict=True):
            alert = self._rules.alert_of(event) if event.change is Change.FIRED and id else None
            if alert is not None:
                self._parts.findings.look_into(replace(alert, id=id))

    # ---- now and then

    def forget(self) -> None:
        """Forget what has been over for long, if it is time."""
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

    def _now_ms(self) -> int:
        return self._judgement.last_ms or self._clock.utc_ms()


def _learn(judge: BeatJudge, firings: Sequence[Firing], mutes: Sequence[Mute]) -> Sequence[AlertEvent]:
    """Tell a judge what people said meanwhile."""
    judge.mute(mutes)
    for one in firings:
        if one.is_acknowledged:
            judge.acknowledge(one.rule_id, one.about)
    return ()
