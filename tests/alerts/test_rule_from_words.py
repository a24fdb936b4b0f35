"""A condition that was kept as a sentence is understood again, so that it can be said in another language."""

import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.alerts.rule_from_words import rule_from_words
from procmon_gui.alerts.shipped import SHIPPED
from procmon_gui.alerts.words import ENGLISH, condition_words
from procmon_gui.domain.rules import EACH_INSTANCE, Condition, Over, Rule, Side, Subject
from procmon_gui.domain.units import Unit
from procmon_gui.query.rule_checks import GROUPS, OF_PROCESSES, TIME_LEFT, WITH_METRIC, metrics_for

_WHERE = ("name = postgres", 'name ~ "a (b)"', "cpu > 5% and user = anna")
_WINDOWED = (Subject.HOST, Subject.PROCESS, *GROUPS)


class _Marked:
    """A language in which every text is another, and shows what it was."""

    def translated(self, context: str, text: str) -> str:
        return f"<{context}:{text}>"

    def value(self, number: float, unit: Unit) -> str:
        return f"<{ENGLISH.value(number, unit)}>"

    def duration(self, seconds: float) -> str:
        return f"<{ENGLISH.duration(seconds)}>"


MARKED = _Marked()


def _numbers(subject: Subject) -> st.SearchStrategy[float]:
    """Return thresholds as people write them: of few digits."""
    whole = st.integers(1, 999).map(float)
    if subject in TIME_LEFT or subject is Subject.HEARTBEAT:
        return whole.map(lambda number: number * 60)
    return whole | whole.map(lambda number: number / 100)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Return a rule of any kind whose condition can be said."""
    subject = draw(st.sampled_from(Subject))
    metrics: Sequence[str] = [metric.id for metric in metrics_for(subject)] if subject in WITH_METRIC else [""]
    is_missing = subject is Subject.NOT_RUNNING
    warn, critical = (draw(st.none() | _numbers(subject)) for _ in range(2))
    if warn is None and critical is None:
        warn = 3.0
    over = draw(st.sampled_from(Over)) if subject in _WINDOWED else Over.LAST
    window_s = 60.0 * draw(st.integers(1, 90)) if over is not Over.LAST else 0.0
    side = Side.ABOVE
    if subject in TIME_LEFT:
        side = Side.BELOW
    elif subject in _WINDOWED:
        side = draw(st.sampled_from(Side))
    return Rule(
        id="x", title="", subject=subject, metric_id=draw(st.sampled_from(metrics)),
        instance=draw(st.sampled_from(["", EACH_INSTANCE, "sda", "/home"])) if subject is Subject.HOST else "",
        where=draw(st.sampled_from(_WHERE if is_missing else ("", *_WHERE))) if subject in OF_PROCESSES else "",
        condition=Condition(
            side=side, warn=None if is_missing else warn, critical=None if is_missing else critical, over=over,
            window_s=3600.0 if subject is Subject.RESTARTS else window_s,
            for_s=float(draw(st.sampled_from([0, 30, 90, 300, 5400, 86400]))),
        ),
    )  # fmt: skip


@given(rules())
def test_any_condition_is_understood_and_says_the_same_in_every_language(rule: Rule) -> None:
    found = rule_from_words(condition_words(rule), rule.subject, rule.metric_id, rule.instance)

    assert found is not None
    assert condition_words(found) == condition_words(rule)
    assert condition_words(found, tongue=MARKED) == condition_words(rule, tongue=MARKED)


@pytest.mark.parametrize("rule", SHIPPED, ids=lambda rule: rule.id)
def test_rules_that_came_with_the_program_are_understood_also_by_the_device_that_fired(rule: Rule) -> None:
    for instance in dict.fromkeys((rule.instance, "sda" if rule.instance == EACH_INSTANCE else rule.instance)):
        found = rule_from_words(condition_words(rule), rule.subject, rule.metric_id, instance)
        assert found is not None
        assert condition_words(found, tongue=MARKED) == condition_words(rule, tongue=MARKED)


@given(st.text(max_size=400) | st.text(alphabet="() forabeciltw59.%e,:", max_size=80), st.sampled_from(Subject))
def test_what_is_no_condition_is_not_understood_and_does_no_harm(words: str, subject: Subject) -> None:
    found = rule_from_words(words, subject, "host.cpu.busy_ratio", "")

    assert found is None or condition_words(found) == words


@pytest.mark.parametrize("piece", [" for", " more than 1 within 1", " (critical: 5", " above 1 for 1", "), mean of 1"])
def test_words_that_begin_again_and_again_are_given_up_soon(piece: str) -> None:
    begun_s = time.process_time()
    rule_from_words((piece * 200)[:320], Subject.HOST, "host.cpu.busy_ratio", "")

    assert time.process_time() - begun_s < 1


def test_another_metric_than_was_watched_is_never_claimed() -> None:
    rule = replace(SHIPPED[0], metric_id="host.cpu.busy_ratio")

    assert rule_from_words(condition_words(SHIPPED[0]), rule.subject, rule.metric_id, "") is None
