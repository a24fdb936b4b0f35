"""No pattern can hold the program, and a beat asks only about texts that moved. Measured in CPU time, as ratios."""

import time
import tracemalloc
from collections.abc import Callable

import pytest

from procmon_gui import query
from procmon_gui.domain.snapshot import Snapshot
from tests.query.tables import Row, snapshot_of

ROWS = 10_000


def _cpu_s(work: Callable[[], object]) -> float:
    """Return the least CPU time of three runs."""
    taken = []
    for _ in range(3):
        start = time.thread_time()
        work()
        taken.append(time.thread_time() - start)
    return min(taken)


@pytest.fixture(scope="module")
def many() -> Snapshot:
    rows: list[Row | None] = [
        {"pid": i, "name": f"n{i}", "command_line": f"{i:05} " + "a" * 60 + "!", "cpu_ratio": 0.5} for i in range(ROWS)
    ]
    return snapshot_of(rows)


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"(a|aa)+$", r"(.*a){12}$", r"^(([a-z])+.)+[A-Z]([a-z])+$"])
def test_a_pattern_that_holds_other_engines_costs_about_as_much_as_a_plain_one(pattern: str, many: Snapshot) -> None:
    plain = _cpu_s(lambda: query.compile("command_line ~ /a!b$/").match(many))
    evil = _cpu_s(lambda: query.compile(f"command_line ~ /{pattern}/").match(many))

    assert evil < 15 * plain


def test_many_wildcards_cost_about_as_much_as_one(many: Snapshot) -> None:
    plain = _cpu_s(lambda: query.compile("command_line ~ *a?!x").match(many))
    evil = _cpu_s(lambda: query.compile("command_line ~ *" + "a*" * 25 + "b").match(many))

    assert evil < 15 * plain


def test_a_beat_in_which_no_text_moved_costs_a_small_part_of_a_new_query(many: Snapshot) -> None:
    text = "cpu > 10% and name ~ n1 and not wanted"
    asked = query.compile(text)
    asked.match(many)

    steady = _cpu_s(lambda: asked.match(many))

    assert steady < _cpu_s(lambda: query.compile(text).match(many)) / 10


def test_a_pasted_page_costs_little_more_than_its_first_words(many: Snapshot) -> None:
    words = "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore " * 6
    one = _cpu_s(lambda: query.compile("lorem").match(many))

    assert _cpu_s(lambda: query.compile(words).match(many)) < 10 * one


def test_the_memory_of_a_query_is_bounded_by_its_rows() -> None:
    asked = query.compile("name ~ x")
    row: Row = {"name": "x" * 100, "command_line": "y" * 100}

    def beats(first: int) -> None:
        for beat in range(first, first + 100):
            asked.match(snapshot_of([row] * 50, serials=range(50 * beat, 50 * beat + 50)))

    beats(0)
    tracemalloc.start()
    beats(100)
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    # Four arrays of 50 rows have less than 2 KB; the answers to 5,000 processes would have more than 40.
    assert grown < 20_000
