"""How much one channel tells: room, the pause of a rule, digests, and a count that is exact whatever happens."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.domain.alerts import Change
from procmon_gui.domain.notices import HeldBack, Notice
from procmon_gui.domain.rules import Severity
from procmon_gui.engine.limits import MOST_TITLES, Throttle
from procmon_gui.engine.ways import Limit

NOW_MS = 1_800_000_000_000
MINUTE_MS, HOUR_MS = 60_000, 3_600_000
WARNING, CRITICAL = Severity.WARNING, Severity.CRITICAL


def notice(rule: str = "cpu", severity: Severity = WARNING, *, change: Change = Change.FIRED, count: int = 0) -> Notice:
    return Notice(alert_id=1, rule_id=rule, host="here", change=change, severity=severity, at_ms=NOW_MS,
                  title=f"{rule} is high", suppressed_count=count)  # fmt: skip


def throttle(**limit: float) -> Throttle:
    return Throttle(Limit(**limit), HeldBack(channel_id="mail"))  # type: ignore[arg-type]


def told(one: Throttle, times_ms: Sequence[int], **what: Severity) -> list[bool]:
    """Return which of the notices of one rule are let through."""
    return [one.admit(notice(**what), NOW_MS + at_ms) is not None for at_ms in times_ms]  # type: ignore[arg-type]


# ---- room


def test_there_is_room_for_so_many_and_again_for_one_once_the_first_is_long_ago() -> None:
    one = throttle(most=3, within_s=3600, reserved=0)

    assert told(one, [0, 1, 2, 3, HOUR_MS - 1, HOUR_MS, HOUR_MS]) == [True, True, True, False, False, True, False]


def test_what_is_critical_may_take_what_is_kept_for_it_and_no_more() -> None:
    one = throttle(most=3, within_s=3600, reserved=2)

    assert told(one, [0, 1]) == [True, False]
    assert told(one, [2, 3, 4], severity=CRITICAL) == [True, True, False]


def test_a_rule_pauses_between_two_notices_and_other_rules_do_not_wait_for_it() -> None:
    one = throttle(most=10, rule_gap_s=60, reserved=0)
    gap_ms = 60_000

    assert told(one, [0, gap_ms - 1, gap_ms]) == [True, False, True]
    assert one.admit(notice("memory"), NOW_MS + gap_ms + 1) is not None


def test_the_pause_of_a_rule_may_be_longer_than_the_time_that_is_counted() -> None:
    one = throttle(most=10, within_s=10, rule_gap_s=60, reserved=0)

    assert told(one, [0, 30_000, 60_000]) == [True, False, True]


@pytest.mark.parametrize(
    ("change", "is_told"), [(Change.RESOLVED, True), (Change.EASED, True), (Change.WORSENED, False)]
)
def test_that_it_is_over_does_not_wait_for_the_pause_of_its_rule(change: Change, is_told: bool) -> None:
    one = throttle(most=10, rule_gap_s=60, reserved=0)
    assert one.admit(notice(), NOW_MS) is not None

    assert (one.admit(notice(change=change), NOW_MS + 1) is not None) is is_told


# ---- digests


def test_a_digest_comes_a_minute_after_what_was_told_last() -> None:
    one = throttle(most=10, rule_gap_s=3600, reserved=0)
    told(one, [0])
    assert one.digest_ms(NOW_MS) is None
    one.admit(notice("memory"), NOW_MS + 20_000)
    told(one, [30_000])

    assert one.digest_ms(NOW_MS + 30_000) == NOW_MS + 20_000 + MINUTE_MS


def test_where_there_is_no_room_a_digest_waits_until_there_is() -> None:
    one = throttle(most=2, within_s=3600, reserved=0)
    told(one, [0, 1000, 2000])
    assert one.digest_ms(NOW_MS + 2000) == NOW_MS + HOUR_MS

    digest = one.digest(notice("digest"), NOW_MS + HOUR_MS)

    assert digest.suppressed_count == 1
    assert one.digest_ms(NOW_MS + HOUR_MS) is None


def test_a_digest_leaves_the_room_that_is_kept_for_what_is_critical() -> None:
    one = throttle(most=3, within_s=3600, reserved=2)
    told(one, [0, 1000])

    assert one.digest_ms(NOW_MS + 1000) == NOW_MS + HOUR_MS


def test_a_channel_that_is_broken_is_asked_for_no_digest() -> None:
    one = throttle(most=1, within_s=3600, reserved=0)
    told(one, [0, 1])
    one.is_broken = True

    assert one.digest_ms(NOW_MS + 2 * HOUR_MS) is None


def test_a_digest_is_as_bad_as_the_worst_of_what_it_stands_for_and_names_what_came_most() -> None:
    one = throttle(most=1, within_s=3600, reserved=0)
    told(one, [0])
    for rule, severity in (("disk", CRITICAL), ("cpu", WARNING), ("cpu", WARNING)):
        one.admit(notice(rule, severity), NOW_MS + 1)

    assert (one.held.waiting_count, one.held.waiting_severity) == (3, CRITICAL)
    assert one.worst_titles() == [("cpu is high", 2), ("disk is high", 1)]
    one.digest(notice("digest"), NOW_MS + HOUR_MS)
    assert (one.held.waiting_count, one.held.waiting_severity, one.worst_titles()) == (0, None, [])


def test_a_digest_names_only_so_many() -> None:
    one = throttle(most=1, within_s=3600, reserved=0)
    told(one, [0])
    for number in range(3 * MOST_TITLES):
        one.admit(notice(f"rule {number}"), NOW_MS + 1)

    assert len(one.worst_titles()) == MOST_TITLES


# ---- the count


def test_what_never_arrived_is_held_back_again_beside_what_was_meanwhile() -> None:
    one = throttle(most=1, within_s=3600, reserved=0)
    told(one, [0, 1])
    digest = one.digest(notice("digest", CRITICAL), NOW_MS + HOUR_MS)
    told(one, [HOUR_MS + 1, HOUR_MS + 2])
    one.give_back(digest)

    assert (digest.suppressed_count, one.held.waiting_count) == (1, 3)
    assert (one.held.waiting_severity, one.held.total_count) == (CRITICAL, 3)


def test_what_stood_for_nothing_gives_nothing_back() -> None:
    one = throttle(most=10)
    first = one.admit(notice(severity=CRITICAL), NOW_MS)
    assert first is not None

    one.give_back(first)

    assert (one.held.waiting_count, one.held.waiting_severity) == (0, None)


def test_a_clock_that_is_set_back_makes_what_was_told_no_newer_than_now() -> None:
    one = throttle(most=1, within_s=3600, reserved=0)
    told(one, [0])

    assert told(one, [-10 * HOUR_MS, -9 * HOUR_MS - 1, -9 * HOUR_MS]) == [False, False, True]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 20 * MINUTE_MS), st.sampled_from(["cpu", "disk"]), st.sampled_from([WARNING, CRITICAL])
        ),
        max_size=60,
    ),
    st.integers(1, 4),
    st.integers(0, 4),
    st.sampled_from([0.0, 300.0]),
)
def test_every_notice_is_told_or_stood_for_or_waits_and_there_are_never_more_than_the_limit(
    steps: list[tuple[int, str, Severity]], most: int, reserved: int, rule_gap_s: float
) -> None:
    one = throttle(most=most, within_s=3600, rule_gap_s=rule_gap_s, reserved=min(reserved, most))
    now_ms, through, stood_for = NOW_MS, list[int](), 0
    for wait_ms, rule, severity in steps:
        now_ms += wait_ms
        admitted = one.admit(notice(rule, severity), now_ms)
        if admitted is not None:
            through.append(now_ms)
            stood_for += admitted.suppressed_count

    assert len(through) + stood_for + one.held.waiting_count == len(steps)
    assert one.held.total_count == len(steps) - len(through)
    for at_ms in through:
        assert sum(at_ms - HOUR_MS < other_ms <= at_ms for other_ms in through) <= most
