"""The bench of starts takes the program apart by the names of its parts: when they change, it has to be told."""

import pytest

from tests.bench.bench_start import breakdown
from tests.bench.window_peers import missing, stage

pytestmark = pytest.mark.skipif(missing() != [], reason="needs a display server, a window manager and a bus")


def test_the_bench_of_starts_finds_each_step_of_a_start_in_turn() -> None:
    with stage() as around:
        steps = breakdown(around)

    assert list(steps) == [
        "python", "eye started", "imports of the frame", "Qt", "frame painted", "imports of the rest", "page built",
        "first beat",
    ]  # fmt: skip
    assert sorted(steps.values()) == list(steps.values())
