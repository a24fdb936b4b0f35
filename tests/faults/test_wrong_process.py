"""Never the wrong process: numbers are handed out again while a process is seen, asked about, and acted upon.

The same games are played with psutil, to see that they are hard enough. The full number of rounds is played nightly.
"""

import pytest

from tests.faults.reuse import played

pytestmark = pytest.mark.needs_root


def report(what: str, came: dict[str, int]) -> int:
    """Print what came of a game, and return how often the wrong one was hit."""
    print(f"{what}: {came.get('wrong', 0)} wrong of {sum(came.values())}; {came}")
    return came.get("wrong", 0)


@pytest.mark.parametrize("count", [pytest.param(100, id="short"), pytest.param(5000, marks=pytest.mark.nightly)])
def test_who_has_number_and_start_of_another_one_is_not_hit(count: int) -> None:
    """Both begin within one tick of the clock, of which a start is told: only psutil takes one for the other."""
    assert report("same tick, hands", played("same-tick", "signal", count)) == 0
    assert report("same tick, psutil", played("same-tick", "psutil", count)) > 0.8 * count


@pytest.mark.parametrize(
    ("tool", "count"),
    [
        pytest.param("signal", 200, id="short-signal"),
        pytest.param("nice", 200, id="short-nice"),
        pytest.param("signal", 100_000, id="signal", marks=[pytest.mark.nightly, pytest.mark.timeout(7200)]),
        pytest.param("nice", 20_000, id="nice", marks=[pytest.mark.nightly, pytest.mark.timeout(3600)]),
    ],
)
def test_who_gets_the_number_at_any_moment_is_not_hit(tool: str, count: int) -> None:
    came = played("race", tool, count, seed=count)

    assert report(f"race, {tool}", came) == 0
    # Of those that were not gone before, some were hit, so that the game is about something.
    assert came["done"] > count / 20


@pytest.mark.nightly
def test_psutil_hits_the_wrong_one_now_and_then_in_the_same_race() -> None:
    assert report("race, psutil", played("race", "psutil", 20_000, seed=1)) > 0


@pytest.mark.parametrize("count", [pytest.param(30, id="short"), pytest.param(1000, marks=pytest.mark.nightly)])
def test_who_gets_the_number_between_check_and_act_is_noticed_every_time(count: int) -> None:
    """There is no descriptor for priorities. Who was there long enough to be told for certain gets back what he had."""
    at_once, later = played("forced", "at once", count), played("forced", "later", count)

    print(f"reuse between check and act: {at_once}; after a tick: {later}")
    assert at_once.keys() <= {"unsure, and changed", "unsure, and given back"}
    # It began in the tick in which it was turned, most of the time: then it is not certain what it had before.
    assert at_once.get("unsure, and changed", 0) > 0
    assert later == {"unsure, and given back": count}


@pytest.mark.parametrize("count", [pytest.param(30, id="short"), pytest.param(200, marks=pytest.mark.nightly)])
def test_who_gets_the_number_while_a_password_is_typed_is_not_hit(count: int) -> None:
    came = played("prompt", "helper", count, seed=7)

    assert report("reuse during the prompt", came) == 0
    assert came == {"failed": count}
