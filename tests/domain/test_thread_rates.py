"""The share of a core that each thread of a process uses, from two looks at its threads."""

from procmon_gui.domain.inspection import Listing, ThreadFacts
from procmon_gui.domain.thread_rates import ThreadRates


def look(at_s: float, *threads: tuple[int, int, float]) -> Listing[ThreadFacts]:
    """Return threads of (tid, start, CPU time in seconds) as they are read at this time."""
    rows = tuple(
        ThreadFacts(tid=tid, start_ticks=start, cpu_user_s=cpu_s * 0.75, cpu_system_s=cpu_s * 0.25)
        for tid, start, cpu_s in threads
    )
    return Listing(rows=rows, total_count=len(rows), read_ns=round(at_s * 1e9))


def test_at_first_sight_nothing_is_known() -> None:
    assert dict(ThreadRates().after(look(5.0, (1, 0, 3.0))).ratios) == {}


def test_two_looks_give_the_share_of_a_core_with_user_and_system_time() -> None:
    rates = ThreadRates().after(look(5.0, (1, 0, 3.0), (2, 0, 1.0))).after(look(7.0, (1, 0, 4.0), (2, 0, 1.0)))

    assert dict(rates.ratios) == {1: 0.5, 2: 0.0}


def test_a_new_thread_is_unknown_until_the_next_look() -> None:
    rates = ThreadRates().after(look(5.0, (1, 0, 3.0))).after(look(6.0, (1, 0, 3.5), (9, 0, 0.2)))
    assert dict(rates.ratios) == {1: 0.5}

    rates = rates.after(look(7.0, (1, 0, 3.5), (9, 0, 0.45)))
    assert dict(rates.ratios) == {1: 0.0, 9: 0.25}


def test_a_tid_that_was_handed_out_again_is_another_thread() -> None:
    rates = ThreadRates().after(look(5.0, (1, 100, 3.0))).after(look(6.0, (1, 200, 3.5)))

    assert dict(rates.ratios) == {}


def test_a_time_that_went_back_says_nothing() -> None:
    rates = ThreadRates().after(look(5.0, (1, 0, 3.0))).after(look(6.0, (1, 0, 2.0)))

    assert dict(rates.ratios) == {}


def test_a_thread_that_ended_is_forgotten() -> None:
    rates = ThreadRates().after(look(5.0, (1, 0, 3.0), (2, 0, 1.0))).after(look(6.0, (1, 0, 3.0)))

    assert dict(rates.ratios) == {1: 0.0}
    assert dict(rates.after(look(7.0, (1, 0, 3.0), (2, 0, 9.0))).ratios) == {1: 0.0}


def test_two_looks_in_a_hurry_change_nothing() -> None:
    """CPU time comes in steps of 10 ms: over 20 ms it would show nothing, a half or a whole core."""
    before = ThreadRates().after(look(5.0, (1, 0, 3.0))).after(look(6.0, (1, 0, 3.5)))

    hasty = before.after(look(6.02, (1, 0, 3.51)))

    assert hasty is before
    assert dict(hasty.after(look(7.0, (1, 0, 3.75))).ratios) == {1: 0.25}


def test_a_clock_that_went_back_begins_anew() -> None:
    rates = ThreadRates().after(look(5.0, (1, 0, 3.0))).after(look(4.0, (1, 0, 3.5)))

    assert dict(rates.ratios) == {}
    assert dict(rates.after(look(5.0, (1, 0, 3.75))).ratios) == {1: 0.25}
