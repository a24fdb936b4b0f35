"""Judges rules, beat by beat, and tells what became of every alert. Pure; lives on the thread that calls `beat`.

What is wrong with one rule, also what nobody foresaw, takes that rule out and says so; the others go on. What fires of
such a rule is withheld: nobody knows whether it is over.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import tzinfo
from functools import partial
from typing import Final

import numpy as np

from procmon_gui.alerts.beat import Beat, Memory
from procmon_gui.alerts.checking import cautions_of, limits_for, problem_in, problems_of
from procmon_gui.alerts.moment import SECOND_NS, Moment, Rhythm
from procmon_gui.alerts.subjects.base import Judged
from procmon_gui.alerts.subjects.building import subject_of
from procmon_gui.alerts.subjects.heartbeat import OfHeartbeat
from procmon_gui.alerts.thing import Case, Things
from procmon_gui.domain.alerts import About, AlertEvent, Firing, Mute
from procmon_gui.domain.attention import Attention
from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.judged import JudgedNow
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.rules import Condition, Rule, RuleProblem, Subject
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.suspicion import Scores
from procmon_gui.domain.text import one_line

log = logging.getLogger(__name__)
_NOTHING_UNUSUAL: Final = Scores()
_AVERAGES: Final = "averages"
_FAILED: Final = "The rule %s failed and is not judged any more"
# Of a rule that nobody has any more, what fired is over.
_NO_CONDITION: Final = Condition(warn=0.0)


class _Ruling:
    """A rule, and what judges it."""

    def __init__(self, case: Case, subject: Judged) -> None:
        self.case = case
        self.subject = subject
        # As it is called now, and as loud; what is judged is what it was.
        self.rule = case.rule


class Judge:
    """Hears beats and says which alerts fire, become worse or better, and are over."""

    def __init__(self, rules: Iterable[Rule], firing: Iterable[Firing] = (), *, timezone: tzinfo | None = None) -> None:
        """Begin with what fires already, as if there had been no restart; `timezone` is that of quiet hours."""
        self._timezone = timezone
        self._memory = Memory()
        self._rhythm = Rhythm()
        self._rulings: dict[str, _Ruling] = {}
        self._problems: dict[str, Sequence[RuleProblem]] = {}
        # Of rules that can not be judged: as they are, and what fires of them until somebody can judge it.
        self._withheld: dict[str, tuple[Rule, Sequence[Firing]]] = {}
        self._muted: dict[str, int] = {}
        # Of rules that nobody judges any more: what fires of them is over with the next beat.
        self._left: list[tuple[Case, Things]] = []
        self._moment: Moment | None = None
        self._last: Snapshot | None = None
        self._take(rules, firing)

    # ---- rules

    def use(self, rules: Iterable[Rule], firing: Iterable[Firing] = ()) -> None:
        """Judge these from now on; those that are as they were keep their state. New ones go on with what fires."""
        self._take(rules, firing)

    def _take(self, rules: Iterable[Rule], firing: Iterable[Firing]) -> None:
        waiting: dict[str, list[Firing]] = {}
        for one in firing:
            waiting.setdefault(one.rule_id, []).append(one)
        before, self._rulings = self._rulings, {}
        failed, self._withheld = self._withheld, {}
        problems, self._problems = self._problems, {}
        for rule in rules:
            old = before.get(rule.id)
            if old is not None and _is_same(old.rule, rule) and rule.is_enabled:
                ruling = self._rulings[rule.id] = before.pop(rule.id)
                ruling.rule = rule
                ruling.case.voice.behaviour = rule.behaviour
            elif rule.id in failed and _is_same(failed[rule.id][0], rule) and rule.is_enabled:
                # It would fail again.
                self._withheld[rule.id], self._problems[rule.id] = failed.pop(rule.id), problems[rule.id]
            elif rule.is_enabled and rule.id not in self._rulings:
                _, withheld = failed.pop(rule.id, (rule, ()))
                self._add(rule, [*withheld, *waiting.pop(rule.id, ())])
        self._left += [(ruling.case, ruling.subject.things) for ruling in before.values()]
        for rule_id, ones in (*waiting.items(), *((id, ones) for id, (_, ones) in failed.items())):
            self._leave(rule_id, ones)

    def _add(self, rule: Rule, firing: Sequence[Firing]) -> None:
        problems = problems_of(rule)
        if not problems:
            case = Case.of(rule, limits_for(rule), self._timezone, muted_until_ms=self._muted.get(rule.id, 0))
            try:
                self._rulings[rule.id] = _Ruling(case, subject_of(case, firing, self._memory.texts))
            except WrongInput as error:
                problems = (problem_in(rule, error),)
        if problems:
            self._problems[rule.id], self._withheld[rule.id] = problems, (rule, firing)

    def _leave(self, rule_id: str, firing: Sequence[Firing]) -> None:
        if firing:
            rule = Rule(id=rule_id, title="", subject=Subject.HOST, condition=_NO_CONDITION)
            case = Case.of(rule, limits_for(rule), self._timezone, muted_until_ms=self._muted.get(rule_id, 0))
            self._left.append((case, Things(case, firing)))

    @property
    def problems(self) -> Sequence[RuleProblem]:
        """Return why rules are not judged."""
        return [problem for problems in self._problems.values() for problem in problems]

    @property
    def cautions(self) -> Sequence[RuleProblem]:
        """Return what to know of rules that are judged all the same."""
        unsupported = self._last.unsupported if self._last is not None else {}
        found = (cautions_of(one.rule, one.subject.looks, unsupported) for one in self._rulings.values())
        return [caution for cautions in found for caution in cautions]

    @property
    def looks(self) -> frozenset[Look]:
        """Return the costly fields that rules ask for."""
        return frozenset().union(*(one.subject.looks for one in self._rulings.values()))

    def attention(self) -> Attention:
        """Return what has to be read for the next beat: of those who may be meant, as of the last one."""
        slots: set[int] = set()
        for one in tuple(self._rulings.values()):
            if not one.subject.looks or self._last is None:
                continue
            query = one.subject.query
            try:
                rows = self._last.serials >= 0 if query is None else query.candidates(self._last)
            except Exception as error:
                log.exception(_FAILED, one.rule.id)
                self._withhold(one, error)
            else:
                slots.update(np.flatnonzero(rows).tolist())
        return Attention(slots=frozenset(slots), looks=self.looks)

    # ---- what people say

    def mute(self, mutes: Iterable[Mute]) -> None:
        """Know which rules tell nobody, and until when; of all others it is forgotten."""
        self._muted = {one.rule_id: one.until_ms for one in mutes}
        for rule_id, ruling in self._rulings.items():
            ruling.case.voice.muted_until_ms = self._muted.get(rule_id, 0)

    def acknowledge(self, rule_id: str, about: About) -> None:
        """Know that somebody has seen an alert: it is not told again."""
        ruling = self._rulings.get(rule_id)
        if ruling is not None:
            ruling.subject.things.acknowledge(about)
        elif rule_id in self._withheld:
            rule, ones = self._withheld[rule_id]
            seen = [replace(one, is_acknowledged=True) if one.about.identity == about.identity else one for one in ones]
            self._withheld[rule_id] = (rule, seen)

    # ---- beats

    def beat(
        self, snapshot: Snapshot, scores: Scores | None = None, *, at_ms: int | None = None, unkept_s: float = 0.0
    ) -> Sequence[AlertEvent]:
        """Take a beat and return what changed, in the order of the rules.

        `at_ms` is the beat on the axis of the memory, where that is not its label; `unkept_s` for how long what was
        seen could not be kept.
        """
        label_ms = snapshot.at_ms if at_ms is None else at_ms
        boot_id, since_boot_ns = snapshot.boot_id, snapshot.since_boot_ns
        if snapshot.average_of_ms:
            # Minutes have no clock of their own; nothing that waits goes on from them to beats.
            boot_id, since_boot_ns = _AVERAGES, label_ms * 1_000_000
        moment = self._rhythm.beat(boot_id, since_boot_ns, label_ms)
        is_first = self._last is None or snapshot.elapsed_s == 0.0 or self._last.boot_id != snapshot.boot_id
        beat = Beat(snapshot, scores or _NOTHING_UNUSUAL, moment, self._memory, is_first, unkept_s)
        self._moment, self._last = moment, snapshot
        events = list(self._end_left(moment))
        for ruling in tuple(self._rulings.values()):
            events += self._judged(ruling, partial(ruling.subject.beat, beat))
        return events

    def no_beat(self, at_ms: int, silent_s: float) -> Sequence[AlertEvent]:
        """Say that nothing was seen for so long; called by a timer. Only the rules of the heartbeat hear of it."""
        moment = self._rhythm.silence(round(silent_s * SECOND_NS), at_ms)
        events: list[AlertEvent] = []
        for ruling in tuple(self._rulings.values()):
            if isinstance(ruling.subject, OfHeartbeat):
                events += self._judged(ruling, partial(ruling.subject.silence, moment, silent_s))
        return events

    def firing(self) -> Sequence[Firing]:
        """Return what fires, with all that must be known to go on after a restart."""
        left = [one for _, things in self._left for one in things.firing()]
        withheld = [one for _, ones in self._withheld.values() for one in ones]
        return [*(one for ruling in self._rulings.values() for one in ruling.subject.things.firing()), *withheld, *left]

    def now(self) -> JudgedNow:
        """Return how the rules are doing."""
        moment = self._moment
        if moment is None:
            return JudgedNow(problems=tuple(self.problems))
        found = (ruling.subject.things.pending(rule_id, moment) for rule_id, ruling in self._rulings.items())
        return JudgedNow(pending=tuple(one for one in found if one is not None), problems=tuple(self.problems))

    def _judged(self, ruling: _Ruling, judge: Callable[[], Iterable[AlertEvent]]) -> Sequence[AlertEvent]:
        events: list[AlertEvent] = []
        try:
            # What came before somebody stumbled has happened: it is told.
            events.extend(judge())
        except Exception as error:
            log.exception(_FAILED, ruling.rule.id)
            self._withhold(ruling, error)
        return events

    def _withhold(self, ruling: _Ruling, error: Exception) -> None:
        """Judge a rule no more that fails by a mistake of ours, until it is another."""
        rule = ruling.rule
        words = f"failed, which is a fault of the program: {type(error).__name__}: {error}"
        self._problems[rule.id] = (RuleProblem(rule=rule.id, where="", words=one_line(words)),)
        self._withheld[rule.id] = (rule, tuple(ruling.subject.things.firing()))
        del self._rulings[rule.id]

    def _end_left(self, moment: Moment) -> Iterator[AlertEvent]:
        left, self._left = self._left, []
        for _, things in left:
            yield from things.end_all(moment)


def _is_same(one: Rule, other: Rule) -> bool:
    """Say whether a rule is judged as before: what it is called changes nothing, nor who is told."""
    same = {name: getattr(other, name) for name in ("title", "why", "is_shipped", "behaviour")}
    return replace(one, **same) == other
