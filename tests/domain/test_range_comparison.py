"""Two ranges side by side: lengths do not lie, noise is not "more", and nobody is counted twice."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.domain.range_comparison import (
    LEAST_DIFFERENCE,
    LEAST_FACTOR,
    Change,
    ComparedProgram,
    RangeUse,
    compare,
    level_of,
)
from procmon_gui.domain.ranges import ProgramInRange, Resource, Use

MINUTE = 60_000
HOUR = 60 * MINUTE
MIB = 1024.0**2
NOTHING = Use(
    ran_ms=None, cpu_s=None, cpu_ratio_most=None, rss_mean_bytes=None, rss_most_bytes=None, read_bytes=None,
    write_bytes=None, received_bytes=None, sent_bytes=None,
)  # fmt: skip
OPPOSITE = {
    Change.NEW: Change.GONE, Change.GONE: Change.NEW, Change.MORE: Change.LESS, Change.LESS: Change.MORE,
    Change.SAME: Change.SAME, Change.UNKNOWN: Change.UNKNOWN,
}  # fmt: skip


def program(name: str = "backup", executable: str = "", **used: float) -> ProgramInRange:
    return ProgramInRange(name=name, executable=executable, process_count=1, use=replace(NOTHING, **used))  # type: ignore[arg-type]


def within(covered_ms: int, *programs: ProgramInRange) -> RangeUse:
    return RangeUse(programs=programs, covered_ms=covered_ms)


def only(this: RangeUse, that: RangeUse, by: Resource = Resource.CPU) -> ComparedProgram:
    (found,) = compare(this, that, by)
    return found


# ---- by example


def test_a_program_that_is_there_in_one_range_only_is_new_or_gone() -> None:
    found = compare(within(HOUR, program("new", cpu_s=60.0)), within(HOUR, program("gone", cpu_s=30.0)), Resource.CPU)

    assert [(one.name, one.change) for one in found] == [("new", Change.NEW), ("gone", Change.GONE)]
    assert [one.difference for one in found] == [pytest.approx(60 / 3600), pytest.approx(-30 / 3600)]


def test_ten_hours_are_not_more_than_one_because_they_are_longer() -> None:
    found = only(within(10 * HOUR, program(cpu_s=3600.0)), within(HOUR, program(cpu_s=360.0)))

    assert found.change is Change.SAME
    assert found.difference == pytest.approx(0.0)


def test_what_was_not_recorded_does_not_count_as_time_without_use() -> None:
    """Of an hour in which the machine slept for half, the half that is known is compared."""
    found = only(within(HOUR // 2, program(cpu_s=360.0)), within(HOUR, program(cpu_s=720.0)))

    assert found.change is Change.SAME


def test_twice_the_use_is_more_and_half_of_it_is_less() -> None:
    busy, calm = within(HOUR, program(cpu_s=720.0)), within(HOUR, program(cpu_s=360.0))

    assert only(busy, calm).change is Change.MORE
    assert only(busy, calm).factor == pytest.approx(2.0)
    assert only(calm, busy).change is Change.LESS


def test_ten_times_next_to_nothing_is_noise() -> None:
    assert only(within(HOUR, program(cpu_s=10.0)), within(HOUR, program(cpu_s=1.0))).change is Change.SAME


def test_a_few_ticks_of_a_short_range_are_noise() -> None:
    """In a second, three ticks of the clock look like three percent of a core."""
    assert only(within(1000, program(cpu_s=0.04)), within(1000, program(cpu_s=0.01))).change is Change.SAME
    assert only(within(1000, program(cpu_s=0.4)), within(1000, program(cpu_s=0.01))).change is Change.MORE


def test_a_tenth_more_of_much_is_noise_too() -> None:
    assert only(within(HOUR, program(cpu_s=3960.0)), within(HOUR, program(cpu_s=3600.0))).change is Change.SAME


def test_memory_is_compared_as_it_was_held_however_long() -> None:
    this = within(10 * HOUR, program(rss_mean_bytes=300 * MIB))
    that = within(MINUTE, program(rss_mean_bytes=100 * MIB))

    found = only(this, that, Resource.MEMORY)

    assert (found.level, found.other_level, found.change) == (300 * MIB, 100 * MIB, Change.MORE)


def test_a_mean_is_never_compared_with_a_peak() -> None:
    """Of long ago only the peaks of minutes were kept: then peaks are compared."""
    this = within(HOUR, program(rss_mean_bytes=100 * MIB, rss_most_bytes=400 * MIB))
    that = within(HOUR, program(rss_most_bytes=400 * MIB))

    found = only(this, that, Resource.MEMORY)

    assert (found.level, found.other_level, found.change) == (400 * MIB, 400 * MIB, Change.SAME)


def test_reads_and_writes_are_one_use_of_the_disk() -> None:
    this = within(1000, program(read_bytes=MIB, write_bytes=2 * MIB))
    that = within(1000, program(read_bytes=MIB))

    assert only(this, that, Resource.DISK).level == 3 * MIB
    assert only(this, that, Resource.DISK).change is Change.MORE


def test_what_one_range_does_not_tell_is_neither_more_nor_less() -> None:
    found = compare(
        within(HOUR, program(received_bytes=5 * MIB), program("known", sent_bytes=1e9)),
        within(HOUR, program(), program("known", sent_bytes=1e3)),
        Resource.NETWORK,
    )

    assert [(one.name, one.change) for one in found] == [("known", Change.MORE), ("backup", Change.UNKNOWN)]


def test_of_a_range_that_was_not_recorded_nothing_is_said() -> None:
    """Else everything would be new."""
    assert compare(within(HOUR, program(cpu_s=1.0)), within(0), Resource.CPU) == ()


def test_a_program_whose_file_was_not_told_is_the_same_where_its_name_leaves_no_doubt() -> None:
    """As root the recorder is told the file of every program; as somebody else it is not."""
    this, that = program(executable="/usr/bin/backup", cpu_s=9.0), program(cpu_s=9.0)

    found = only(within(MINUTE, this), within(MINUTE, that))

    assert (found.executable, found.change) == ("/usr/bin/backup", Change.SAME)
    assert only(within(MINUTE, that), within(MINUTE, this)).executable == "/usr/bin/backup"


def test_two_files_of_one_name_are_two_programs() -> None:
    this, that = program(executable="/usr/bin/backup", cpu_s=9.0), program(executable="/opt/backup", cpu_s=9.0)

    assert {one.change for one in compare(within(HOUR, this), within(HOUR, that), Resource.CPU)} == {
        Change.NEW, Change.GONE,
    }  # fmt: skip


def test_workers_of_the_kernel_are_one_program_whatever_they_do_just_now() -> None:
    this = within(HOUR, program("kworker/0:1-events", cpu_s=200.0), program("kworker/1:0", cpu_s=160.0))
    that = within(HOUR, program("kworker/u8:2-writeback", cpu_s=180.0))

    found = only(this, that)

    assert (found.name, found.process_count, found.change) == ("kworker", 2, Change.MORE)
    assert found.level == pytest.approx(0.1)


# ---- of any two ranges

amounts = st.none() | st.floats(0, 1e12, allow_nan=False)
uses = st.builds(
    lambda cpu_s, rss, read, write, received, sent: replace(
        NOTHING, cpu_s=cpu_s, rss_mean_bytes=rss, read_bytes=read, write_bytes=write, received_bytes=received,
        sent_bytes=sent,
    ),
    amounts, amounts, amounts, amounts, amounts, amounts,
)  # fmt: skip
programs = st.builds(
    lambda name, executable, count, use: ProgramInRange(
        name=name, executable=executable, process_count=count, use=use
    ),
    st.sampled_from("abcdef"), st.sampled_from(["", "/x", "/y"]), st.integers(0, 99), uses,
)  # fmt: skip
ranges = st.builds(
    lambda found, covered_ms: RangeUse(programs=found, covered_ms=covered_ms),
    st.lists(programs, max_size=12, unique_by=lambda one: (one.name, one.executable)),
    st.integers(1, 365 * 24 * HOUR),
)
resources = st.sampled_from(Resource)


@given(ranges, ranges, resources)
def test_every_program_of_both_ranges_is_there_once(this: RangeUse, that: RangeUse, by: Resource) -> None:
    found = compare(this, that, by)

    assert sum(bool(one.process_count) for one in found) == len(this.programs)
    assert sum(bool(one.other_count) for one in found) == len(that.programs)
    identities = {(one.name, one.executable) for one in (*this.programs, *that.programs)}
    assert {one.name for one in found} == {name for name, _ in identities}
    assert {(one.name, one.executable) for one in found} <= identities
    assert len({(one.name, one.executable, one.change) for one in found}) == len(found)


@given(ranges, ranges, resources)
def test_seen_from_the_other_side_more_is_less_and_new_is_gone(this: RangeUse, that: RangeUse, by: Resource) -> None:
    there = {(one.name, one.executable, one.change) for one in compare(this, that, by)}
    back = {(one.name, one.executable, OPPOSITE[one.change]) for one in compare(that, this, by)}

    assert there == back


@given(ranges, resources)
def test_a_range_is_the_same_as_itself(one: RangeUse, by: Resource) -> None:
    assert {found.change for found in compare(one, one, by)} <= {Change.SAME, Change.UNKNOWN}


@given(ranges, ranges, resources, st.integers(2, 50))
def test_a_range_that_is_longer_and_used_as_much_more_says_the_same(
    this: RangeUse, that: RangeUse, by: Resource, factor: int
) -> None:
    """Ranges from ten seconds on: below that, ticks of the clock decide."""
    this, that = replace(this, covered_ms=10_000 + this.covered_ms), replace(that, covered_ms=10_000 + that.covered_ms)
    longer = RangeUse(
        programs=[replace(one, use=grown(one.use, factor)) for one in this.programs],
        covered_ms=this.covered_ms * factor,
    )

    assert changes(longer, that, by, nearly=lambda found: not on_the_edge(found, by)) == changes(
        this, that, by, nearly=lambda found: not on_the_edge(found, by)
    )


def grown(use: Use, factor: int) -> Use:
    names = ("cpu_s", "read_bytes", "write_bytes", "received_bytes", "sent_bytes")
    amounts = {name: getattr(use, name) for name in names}
    return replace(use, **{name: None if value is None else value * factor for name, value in amounts.items()})


def changes(
    this: RangeUse, that: RangeUse, by: Resource, nearly: Callable[[ComparedProgram], bool]
) -> set[tuple[str, str, Change]]:
    return {(one.name, one.executable, one.change) for one in compare(this, that, by) if nearly(one)}


def on_the_edge(found: ComparedProgram, by: Resource) -> bool:
    """Say whether rounding may decide."""
    if found.level is None or found.other_level is None:
        return False
    difference, most = abs(found.level - found.other_level), max(found.level, found.other_level)
    is_near_noise = difference == pytest.approx(LEAST_DIFFERENCE[by], rel=1e-6)
    least = min(found.level, found.other_level)
    return is_near_noise or most == pytest.approx(LEAST_FACTOR * least, rel=1e-6)


@given(ranges, ranges, resources)
def test_what_is_more_is_more_by_what_can_be_noticed(this: RangeUse, that: RangeUse, by: Resource) -> None:
    for one in compare(this, that, by):
        if one.change in (Change.MORE, Change.LESS):
            assert one.difference is not None
            assert abs(one.difference) >= LEAST_DIFFERENCE[by]
            assert (one.difference > 0) == (one.change is Change.MORE)


@given(ranges, ranges, resources)
def test_the_greatest_difference_comes_first_and_what_is_unknown_last(
    this: RangeUse, that: RangeUse, by: Resource
) -> None:
    differences = [one.difference for one in compare(this, that, by)]
    known = [abs(difference) for difference in differences if difference is not None]

    assert differences[: len(known)].count(None) == 0
    assert known == sorted(known, reverse=True)


@given(uses, st.integers(1, 10**9), resources)
def test_a_level_is_never_negative(use: Use, covered_ms: int, by: Resource) -> None:
    level = level_of(use, covered_ms, by)

    assert level is None or level >= 0
