"""The facts below the evidence, in words."""

import numpy as np
import pytest

from procmon_gui.domain.alerts import Evidence
from procmon_gui.ui.alerts.fact_words import kept_text

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
