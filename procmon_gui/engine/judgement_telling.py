"""Lets people be told of what happened: once it is kept, or from memory while it can not be. On the worker's thread."""

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from procmon_gui.domain.alerts import Alert, AlertEvent, Change
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.ports import Clock
from procmon_gui.engine.judgement_rules import JudgementRules
from procmon_gui.engine.judging import JudgingParts

# Of so many at once who did it is waited for, so that the notice can say it.
_WAITED_FOR: Final = 5
_WAIT_S: Final = 2.0
_MOST_READ: Final = 50
# What fired longer ago was told, or nobody was to be told.
_FRESH_MS: Final = 600_000


class JudgementTelling:
    """Knows what was told, and by which number."""

    def __init__(self, parts: JudgingParts, rules: JudgementRules, clock: Clock) -> None:
        self._parts = parts
        self._rules = rules
        self._clock = clock
        # Of what is not kept yet, how many were told from memory already.
        self._told_count = 0
        # What was told while the desk could not be written goes by a number of its own until it is over.
        self._unnumbered: dict[object, int] = {}
        self._last_number = 0

    def tell_kept(self, events: Sequence[AlertEvent], ids: Sequence[int]) -> None:
        """Tell of what was kept now, by the numbers of its alerts; what was told from memory is not told again."""
        told_count = min(self._told_count, len(events))
        self._told_count -= told_count
        if self._parts.teller is None:
            return
        loud = [place for place, event in enumerate(events) if event.is_told and place >= told_count]
        awaited = [ids[place] for place in loud if events[place].change is Change.FIRED][:_WAITED_FOR]
        if awaited:
            self._parts.findings.wait_for(awaited, _WAIT_S)
        for number, place in enumerate(loud):
            self._tell(events[place], ids[place], is_read=number < _MOST_READ)

    def tell_from_memory(self, unkept: Sequence[AlertEvent]) -> None:
        """Tell of what can not be kept now: that the disk is full is just what people want to know."""
        news = unkept[self._told_count :]
        self._told_count = len(unkept)
        for event in news:
            if event.is_told and self._parts.teller is not None:
                which = (event.rule_id, event.about.identity)
                if event.change is Change.FIRED:
                    self._last_number -= 1
                    self._unnumbered[which] = self._last_number
                self._tell(event, self._unnumbered.get(which, 0), is_read=False)

    def tell_what_was_not_told(self) -> None:
        """Tell of what fired right before a program was killed: it is kept, and nobody heard of it.

        Raises Unavailable.
        """
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
            rule = self._rules.rule(alert.rule_id)
            if alert.id not in known and rule is not None:
                teller.offer(_fired(alert), alert, rule.behaviour.channels)

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
        alert = alert or self._rules.alert_of(event)
        rule = self._rules.rule(event.rule_id)
        if alert is not None:
            channels = rule.behaviour.channels if rule is not None else ()
            self._parts.teller.offer(event, replace(alert, id=number), channels)


def _fired(alert: Alert) -> AlertEvent:
    """Return the event with which an alert began."""
    return AlertEvent(
        change=Change.FIRED, rule_id=alert.rule_id, about=alert.about, severity=alert.severity, at_ms=alert.fired_ms,
        since_ms=alert.since_ms, value=alert.value, threshold=alert.threshold,
    )  # fmt: skip
