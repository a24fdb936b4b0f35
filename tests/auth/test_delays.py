"""How long one waits after wrong passwords, whatever is done to the clocks meanwhile."""

import math
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.auth.delays import FREE_TRIES, LONGEST_WAIT_S, MOST_TRIES, Now, Tries, counted, delay_s, wait_s

S_NS = 10**9
counts = st.integers(FREE_TRIES, MOST_TRIES - 1)
moments = st.integers(0, 10**7 * S_NS)
walls = st.integers(-(10**15), 10**15)


def after(wrong_count: int, now: Now) -> Tries:
    """Return what is kept when so many wrong ones were typed, the last of them now."""
    return counted(Tries(wrong_count=wrong_count - 1), now)


def test_the_first_five_come_at_once_then_waiting_doubles_up_to_five_minutes_and_a_hundred_are_the_end() -> None:
    assert [delay_s(count) for count in range(8)] == [0, 0, 0, 0, 0, 2, 4, 8]
    assert [delay_s(count) for count in (11, 12, 13, 99)] == [128, 256, 300, 300]
    assert [delay_s(count) for count in (100, 101, 10**9)] == [math.inf] * 3


@given(st.integers(0, 10**6))
def test_waiting_never_becomes_shorter_with_more_wrong_ones(count: int) -> None:
    assert 0 <= delay_s(count) <= delay_s(count + 1)
    assert delay_s(count) <= LONGEST_WAIT_S or count >= MOST_TRIES


@given(counts, moments, walls, st.floats(0, 400))
def test_only_time_that_went_by_shortens_it_wherever_the_wall_clock_was_set_to(
    count: int, began_ns: int, wall_ms: int, passed_s: float
) -> None:
    tries = after(count, Now(utc_ms=0, boot_id="a", monotonic_ns=began_ns))
    later = Now(utc_ms=wall_ms, boot_id="a", monotonic_ns=began_ns + int(passed_s * S_NS))

    assert math.isclose(wait_s(tries, later), max(0.0, delay_s(count) - passed_s), abs_tol=1e-3)


@given(counts, moments, walls, st.floats(0, 400), st.sampled_from(["b", ""]))
def test_a_new_boot_owes_all_that_is_not_gone_by_since_it_began(
    count: int, began_ns: int, wall_ms: int, up_s: float, boot_id: str
) -> None:
    """The machine was off for an unknown time: that it is up for so long is certain."""
    tries = after(count, Now(utc_ms=0, boot_id="a", monotonic_ns=began_ns))
    later = Now(utc_ms=wall_ms, boot_id=boot_id, monotonic_ns=int(up_s * S_NS))

    assert math.isclose(wait_s(tries, later), max(0.0, delay_s(count) - up_s), abs_tol=1e-3)


@given(counts, moments, moments)
def test_where_the_system_does_not_name_its_boots_waiting_is_at_least_what_it_would_be(
    count: int, began_ns: int, up_ns: int
) -> None:
    """It may be another boot: then at most its uptime went by."""
    tries = after(count, Now(utc_ms=0, boot_id="", monotonic_ns=began_ns))
    left_s = wait_s(tries, Now(utc_ms=0, boot_id="", monotonic_ns=up_ns))

    assert left_s >= delay_s(count) - up_ns / S_NS - 1e-3
    assert left_s <= delay_s(count)


@given(st.integers(0, MOST_TRIES + 5), moments)
def test_each_try_counts_and_a_block_stays(count: int, now_ns: int) -> None:
    now = Now(utc_ms=5, boot_id="a", monotonic_ns=now_ns)
    tries = counted(Tries(wrong_count=count), now)

    assert tries.wrong_count == min(count + 1, MOST_TRIES)
    assert tries.is_blocked is (count + 1 >= MOST_TRIES)
    if tries.is_blocked:
        assert wait_s(tries, replace(now, boot_id="b", monotonic_ns=10**18)) == math.inf
