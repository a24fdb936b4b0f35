"""The facts below the evidence, in words."""

import numpy as np
import pytest

from procmon_gui.domain.alerts import Evidence
from procmon_gui.ui.alerts.fact_words import kept_text, same_text

NOON_MS = 1_795_780_800_000


@pytest.mark.parametrize(("length_s", "seconds"), [(9, 2), (3000, 0)])
def test_samples_of_a_few_seconds_have_times_that_differ(qapp: object, length_s: int, seconds: int) -> None:
    at_ms = NOON_MS + 1000 * np.arange(length_s)
    evidence = Evidence(
        at_ms=at_ms, values=np.ones(length_s), culprit_metric_id="", before_from_ms=0, before_to_ms=0, culprits=()
    )

    words = kept_text(evidence)

    first, last = words.partition(", from ")[2].split(" to ")
    assert first != last
    assert first.count(":") + last.count(":") == 2 + seconds


@pytest.mark.parametrize(("days", "is_a_habit"), [((0, 1, 2), True), ((0, 0, 0), False), ((0, 0, 1), False)])
def test_only_what_fires_on_several_days_has_a_time_of_its_own(
    qapp: object, days: tuple[int, ...], is_a_habit: bool
) -> None:
    same_ms = [NOON_MS + day * 86_400_000 + number * 60_000 for number, day in enumerate(days)]

    words = same_text(same_ms)

    assert words.startswith("3 times in 14 days")
    assert ("always" in words) is is_a_habit
