"""What a beat of suspicion takes of the sampler's thread; tests/bench/bench_anomaly.py measures it in full."""

import numpy as np

from tests.bench.bench_anomaly import cost_ms


def test_a_beat_of_two_hundred_figures_and_three_hundred_programs_takes_a_fraction_of_what_judgement_may() -> None:
    """Judgement may take 3 ms a beat with rules and all. CPU of this process, so a busy machine does not count."""
    costs, suspicion = cost_ms(2000, 500)

    assert suspicion.series_count > 1000
    assert np.median(costs) < 1.2
    # A minute is learned and an hour is entered in it; the worst of a busy machine is left out.
    assert np.percentile(costs, 99.5) < 5.0
