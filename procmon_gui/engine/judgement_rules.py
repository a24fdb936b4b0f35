"""The rules that are judged by: read when somebody begins to judge, and again whenever their file has changed.

While the file can not be read, what it said before counts (`rules_in_force`). What fired of a rule that nobody can read
is withheld: it waits for its rule, and is not over. The worker's thread only.
"""

import logging
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from procmon_gui.domain.alerts import Alert, AlertEvent, Change, Firing
from procmon_gui.domain.attention import Attention
from procmon_gui.domain.rules import EACH_INSTANCE, Rule, RuleProblem, Rules, Subject
from procmon_gui.domain.text import display_text, one_line
from procmon_gui.engine.judgement import Judgement
from procmon_gui.engine.judging import BeatJudge, JudgingParts
from procmon_gui.engine.rules_in_force import still_in_force, waits_for_its_rule, words_of

log = logging.getLogger(__name__)

_HOST_LETTERS: Final = 256
# Of rules that can not be judged so many are told to other programs, with every beat.
_MOST_NAMED: Final = 20
_OF_DEVICES: Final = (Subject.HOST, Subject.FULL_IN, Subject.ANOMALY)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRules:
    """What was read: `rules` are to be judged by, and `version` is that of the file."""

    found: Rules
    rules: Sequence[Rule]
    version: object


class JudgementRules:
    """Which rules are judged, and what of them is known of alerts."""

    def __init__(self, judgement: Judgement, parts: JudgingParts) -> None:
        self._judgement = judgement
        self._parts = parts
        self._host = display_text(parts.host or platform.node() or "localhost", _HOST_LETTERS)
        # All that were ever judged, as they were last; and those that are.
        self._rules: Mapping[str, Rule] = {}
        self._in_force: Mapping[str, Rule] = {}
        self._withheld: Sequence[Firing] = ()
        self._said: frozenset[str] = frozenset()
        self._unjudged: Sequence[RuleProblem] = ()
        self._version: object = None
        self._has_wished = False

    @property
    def withheld(self) -> Sequence[Firing]:
        """Return what fired before this program began, of rules that can not be read now."""
        return self._withheld

    @property
    def unjudged(self) -> Sequence[str]:
        """Return which rule can not be judged, and how many more there are; nothing where all are."""
        sentences = [_unjudged_words(one) for one in self._unjudged]
        return [f"{sentences[0]} (and {len(sentences) - 1} more)"] if len(sentences) > 1 else sentences

    @property
    def left_out(self) -> tuple[tuple[str, str], ...]:
        """Return the first of them, and why."""
        return tuple((one.rule, _why(one)) for one in self._unjudged[:_MOST_NAMED])

    def rule(self, id: str) -> Rule | None:
        """Return a rule that is judged, or was: what is over with its rule is still told by its name."""
        return self._rules.get(id)

    def read(self) -> FoundRules:
        """Read what to judge by; nothing is changed. Raises Unavailable."""
        version = self._parts.rules.version()
        found = self._parts.rules.rules()
        return FoundRules(found=found, rules=still_in_force(self._in_force, found), version=version)

    def begin(self, read: FoundRules, firing: Sequence[Firing]) -> Sequence[Firing]:
        """Go by these, and return of what fires that which can be judged."""
        waiting = waits_for_its_rule(read.found)
        self._withheld = [one for one in firing if waiting(one)]
        self._rules = self._in_force = {rule.id: rule for rule in read.rules}
        self._version = read.version
        self._say_problems(read.found)
        return [one for one in firing if not waiting(one)]

    def look(self) -> None:
        """Go by others where the file has changed. Raises Unavailable."""
        if self._parts.rules.version() == self._version:
            return
        read = self.read()
        rules, waiting, withheld = read.rules, waits_for_its_rule(read.found), self._withheld
        self._withheld = [one for one in withheld if waiting(one)]
        again = [one for one in withheld if not waiting(one)]
        self._in_force = {rule.id: rule for rule in rules}
        self._rules = {**self._rules, **self._in_force}
        self._judgement.ask(lambda judge: _use(judge, rules, again))
        self._version = read.version
        self._say_problems(read.found)

    def hear_judge(self) -> None:
        """Let the costly fields be read that rules ask for, and say which rules can not be judged."""
        found: list[tuple[Attention, Sequence[RuleProblem]]] = []

        def hear(judge: BeatJudge) -> Iterable[AlertEvent]:
            # What is asked for may fail, which is a problem then.
            attention = judge.attention()
            found.append((attention, judge.now().problems))
            return ()

        self._judgement.ask(hear)
        for attention, problems in found:
            if attention.looks or self._has_wished:
                self._has_wished = bool(attention.looks)
                self._parts.look_also(attention)
            self._say_unjudged(problems)

    def _say_unjudged(self, problems: Sequence[RuleProblem]) -> None:
        before, self._unjudged = self._unjudged, tuple(problems)
        for problem in self._unjudged:
            if problem not in before:
                sentence = _unjudged_words(problem)
                log.warning("Alerts: %s", sentence)
                self._parts.say(f"Alerts: {sentence}")

    def alert_of(self, event: AlertEvent) -> Alert | None:
        """Return the alert that an event is about, without a number; None where its rule is not known."""
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

    def _say_problems(self, found: Rules) -> None:
        """Say what of the rules can not be used, once: where there is no window nobody would see it."""
        sentences = [words_of(problem) for problem in found.problems]
        for sentence in sentences:
            if sentence not in self._said:
                log.info("%s", sentence)
                self._parts.say(sentence)
        self._said = frozenset(sentences)


def _use(judge: BeatJudge, rules: Sequence[Rule], firing: Sequence[Firing]) -> Sequence[AlertEvent]:
    judge.use(rules, firing)
    return ()


def _unjudged_words(problem: RuleProblem) -> str:
    return f"The rule {one_line(problem.rule)} can not be judged: {_why(problem)}"


def _why(problem: RuleProblem) -> str:
    """Return why a rule can not be judged, though it can be read, as one line."""
    return one_line(": ".join(part for part in (problem.where, problem.words) if part))
