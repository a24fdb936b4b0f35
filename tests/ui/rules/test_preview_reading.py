"""What the preview reads: the right curve, where it would fire, and who it is about now."""

from dataclasses import replace

import numpy as np
import pytest

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.firings import stretches_of
from procmon_gui.domain.patience import Patient
from procmon_gui.domain.ranges import Curve
from procmon_gui.domain.rules import EACH_INSTANCE, Condition, Rule, Severity, Subject
from procmon_gui.ui.rules.preview_reading import Preview, ReaderKeeper, ReadPreview, would_fire
from procmon_gui.ui.rules.rule_picture import is_beyond, limits_of, top_of
from tests.ui.ranges import process_life
from tests.ui.rules.books import BIG, CPU, EVENTS, LAST_HOUR, Past, host_curve, now


def read(rule: Rule, past: Past | None = None) -> Preview:
    keeper = ReaderKeeper(lambda: past) if past is not None else None
    return ReadPreview(keeper, rule, LAST_HOUR, 300, now())(Patient())


def test_the_curve_of_a_figure_is_read_and_where_it_would_fire_is_found_in_it() -> None:
    preview = read(CPU, Past())

    assert preview.curve is not None
    (fire,) = preview.fires
    # It is high from 20 to 30 minutes after the beginning, and fires a minute later.
    assert fire.from_ms - LAST_HOUR.from_ms == pytest.approx(21 * 60_000, abs=20_000)
    assert fire.to_ms is not None
    assert fire.to_ms - LAST_HOUR.from_ms == pytest.approx(30 * 60_000, abs=20_000)
    assert fire.severity is Severity.WARNING


def test_of_each_device_that_is_shown_where_it_is_worst() -> None:
    rule = replace(CPU, metric_id="host.disk.busy_ratio", instance=EACH_INSTANCE)

    preview = read(rule, Past())

    assert preview.instance == "sdb"
    assert preview.fires


def test_processes_that_match_now_are_listed_the_worst_first_with_the_curve_of_that_one() -> None:
    past = Past()
    life = process_life(1001)
    key = now().key(1)
    past.lives[key] = life

    preview = read(BIG, past)

    matching = preview.matching
    assert matching is not None
    assert (matching.process_count, matching.count, matching.beyond_count) == (2, 2, 1)
    assert [(one.pid, one.is_beyond) for one in matching.first] == [(1001, True), (1000, False)]
    assert preview.match == matching.first[0]
    assert preview.curve is not None


def test_without_a_filter_all_match_but_threads_of_the_kernel() -> None:
    matching = read(replace(BIG, where="")).matching

    assert matching is not None
    assert matching.process_count == 3


@pytest.mark.parametrize(
    ("subject", "first"),
    [(Subject.PROGRAM, ("postgres", 3300)), (Subject.USER, ("postgres", 3300)), (Subject.TOGETHER, ("", 3350))],
)
def test_what_is_judged_together_is_added_up(subject: Subject, first: tuple[str, int]) -> None:
    matching = read(replace(BIG, subject=subject, where="")).matching

    assert matching is not None
    assert (matching.first[0].name, round(matching.first[0].value / 2**20)) == first
    assert matching.first[0].pid is None


def test_what_is_missed_is_counted() -> None:
    rule = Rule(id="x", title="x", subject=Subject.NOT_RUNNING, where="name = restic", condition=Condition())

    preview = read(rule, Past())

    assert preview.matching is not None
    assert (preview.matching.process_count, preview.curve) == (0, None)


def test_a_past_that_can_not_be_read_is_said() -> None:
    with pytest.raises(Unavailable):
        read(CPU, Past(error=Unavailable("no")))


def test_unknown_values_neither_fire_nor_end_it() -> None:
    curve = host_curve()
    gone = np.where(np.arange(len(curve.mean)) < 150, curve.mean, np.nan)

    (fire,) = would_fire(CPU, Curve(at_ms=curve.at_ms, mean=gone, least=gone, most=gone))

    assert fire.to_ms is None
    assert would_fire(CPU, Curve(at_ms=curve.at_ms, mean=gone * np.nan, least=gone, most=gone)) == ()


def test_events_become_stretches_and_those_without_an_end_go_on() -> None:
    stretches = stretches_of(EVENTS)

    assert [(one.severity, one.to_ms is None, one.number) for one in stretches] == [
        (Severity.WARNING, False, 0), (Severity.CRITICAL, False, 1), (Severity.WARNING, True, 3),
    ]  # fmt: skip


def test_thresholds_have_room_below_the_top_of_the_chart() -> None:
    from procmon_gui.query.rule_checks import known_metric

    metric = known_metric("rss_bytes")
    limits = limits_of(BIG, str)

    assert top_of(metric, None, limits) == 4 * 2.0**30
    assert top_of(known_metric("host.cpu.busy_ratio"), host_curve(), limits_of(CPU, str)) == 1.0
    assert top_of(known_metric("cpu_ratio"), host_curve(), limits_of(replace(BIG, metric_id="cpu_ratio"), str)) > 1
    assert is_beyond(BIG, 3 * 2.0**30)
    assert not is_beyond(BIG, float("nan"))
