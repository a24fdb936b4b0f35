"""What two ranges of recorded time have in common and what not: programs that are new, gone, use more or less. Pure.

Ranges may be of different length, so amounts are compared per second that was recorded, and memory as it was held.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from procmon_gui.domain.ranges import ProgramInRange, Resource, Use

_KIB: Final = 1024.0
# What changes by less is noise: a program that does nothing still wakes, and a cache breathes.
LEAST_DIFFERENCE: Final = {
    Resource.CPU: 0.005,
    Resource.MEMORY: 8 * _KIB**2,
    Resource.DISK: 4 * _KIB,
    Resource.NETWORK: _KIB,
}
LEAST_FACTOR: Final = 1.25
# The system counts CPU in ticks of 10 ms: in a short range a few of them look like a lot.
LEAST_CPU_S: Final = 0.05
# Linux names its workers by what they do just now, so each would be new and gone all the time.
KERNEL_WORKERS: Final = "kworker"


class Change(Enum):
    """What became of a program from that range to this one; unknown where either does not say how much it used."""

    NEW = "new"
    GONE = "gone"
    MORE = "more"
    LESS = "less"
    SAME = "same"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeUse:
    """All programs of one range; `covered_ms` is how much of it was recorded."""

    programs: Sequence[ProgramInRange]
    covered_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedProgram:
    """One program in two ranges.

    Attributes:
        executable: in this range, or else in that one.
        level, other_level: CPU as a ratio of one core, bytes of memory, bytes a second: in this range and in that one.
            None is unknown, or not there. Memory is the mean, or the most where a mean was not kept of both.
        process_count, other_count: how many processes at most; 0 where it is not there.
    """

    name: str
    executable: str
    level: float | None
    other_level: float | None
    process_count: int
    other_count: int
    change: Change

    @property
    def difference(self) -> float | None:
        """Return by how much more this range has; who is not there used nothing. None is unknown."""
        level = self.level if self.process_count else 0.0
        other_level = self.other_level if self.other_count else 0.0
        return None if level is None or other_level is None else level - other_level

    @property
    def factor(self) -> float | None:
        """Return how many times as much this range has; None where nothing can be said."""
        return self.level / self.other_level if self.level is not None and self.other_level else None


def compare(this: RangeUse, that: RangeUse, by: Resource) -> tuple[ComparedProgram, ...]:
    """Return every program of two ranges, the greatest difference first, what is unknown last.

    Of a range of which nothing was recorded nothing can be said: then there is nothing to compare.
    """
    if not this.covered_ms or not that.covered_ms:
        return ()
    noise = _noise(by, min(this.covered_ms, that.covered_ms))
    compared = [
        _compared(one, other, this.covered_ms, that.covered_ms, by, noise)
        for one, other in _pairs(this.programs, that.programs)
    ]
    return tuple(sorted(compared, key=_place))


def level_of(use: Use, covered_ms: int, by: Resource, *, has_means: bool = True) -> float | None:
    """Return how much was used at a time, on average over what was recorded; memory while it was held, or its most."""
    match by:
        case Resource.CPU:
            amount = use.cpu_s
        case Resource.MEMORY:
            return use.rss_mean_bytes if has_means else use.rss_most_bytes
        case Resource.DISK:
            amount = _sum(use.read_bytes, use.write_bytes)
        case Resource.NETWORK:
            amount = _sum(use.received_bytes, use.sent_bytes)
    return None if amount is None or covered_ms <= 0 else amount * 1000 / covered_ms


def _sum(one: float | None, other: float | None) -> float | None:
    known = [value for value in (one, other) if value is not None]
    return sum(known) if known else None


def _noise(by: Resource, covered_ms: int) -> float:
    least = LEAST_DIFFERENCE[by]
    return max(least, LEAST_CPU_S * 1000 / covered_ms) if by is Resource.CPU else least


# ---- who is who


def _pairs(
    these: Iterable[ProgramInRange], those: Iterable[ProgramInRange]
) -> list[tuple[ProgramInRange | None, ProgramInRange | None]]:
    """Return each program of two ranges once, with itself in the other range.

    With other rights the file of a program is not told: it is the same where its name leaves no doubt.
    """
    here, there = _by_identity(these), _by_identity(those)
    pairs: list[tuple[ProgramInRange | None, ProgramInRange | None]] = [
        (here.pop(identity), there.pop(identity)) for identity in [one for one in here if one in there]
    ]
    alone_here, alone_there = _by_name(here.values()), _by_name(there.values())
    for name in [name for name in alone_here if name in alone_there]:
        ones, others = alone_here[name], alone_there[name]
        if len(ones) == len(others) == 1 and not (ones[0].executable and others[0].executable):
            pairs.append((ones[0], others[0]))
            del alone_here[name], alone_there[name]
    pairs += [(one, None) for ones in alone_here.values() for one in ones]
    pairs += [(None, other) for others in alone_there.values() for other in others]
    return pairs


def _by_identity(programs: Iterable[ProgramInRange]) -> dict[tuple[str, str], ProgramInRange]:
    found: dict[tuple[str, str], ProgramInRange] = {}
    for one in programs:
        if not one.executable and one.name.startswith(f"{KERNEL_WORKERS}/"):
            one = replace(one, name=KERNEL_WORKERS)
        identity = one.name, one.executable
        found[identity] = _together(found[identity], one) if identity in found else one
    return found


def _together(one: ProgramInRange, other: ProgramInRange) -> ProgramInRange:
    """Return two workers of the kernel as one; they hold no memory and no peak is asked of them."""
    mine, its = one.use, other.use
    use = replace(
        mine,
        cpu_s=_sum(mine.cpu_s, its.cpu_s),
        rss_mean_bytes=_sum(mine.rss_mean_bytes, its.rss_mean_bytes),
        rss_most_bytes=_sum(mine.rss_most_bytes, its.rss_most_bytes),
        read_bytes=_sum(mine.read_bytes, its.read_bytes),
        write_bytes=_sum(mine.write_bytes, its.write_bytes),
        received_bytes=_sum(mine.received_bytes, its.received_bytes),
        sent_bytes=_sum(mine.sent_bytes, its.sent_bytes),
    )
    return replace(one, process_count=one.process_count + other.process_count, use=use)


def _by_name(programs: Iterable[ProgramInRange]) -> dict[str, list[ProgramInRange]]:
    named: defaultdict[str, list[ProgramInRange]] = defaultdict(list)
    for one in programs:
        named[one.name].append(one)
    return dict(named)


# ---- what became of it


def _compared(
    one: ProgramInRange | None,
    other: ProgramInRange | None,
    covered_ms: int,
    other_covered_ms: int,
    by: Resource,
    noise: float,
) -> ComparedProgram:
    # A mean is less than a peak: the two say nothing of each other.
    has_means = all(program.use.rss_mean_bytes is not None for program in (one, other) if program is not None)
    level = level_of(one.use, covered_ms, by, has_means=has_means) if one is not None else None
    other_level = level_of(other.use, other_covered_ms, by, has_means=has_means) if other is not None else None
    if other is None:
        change = Change.NEW
    elif one is None:
        change = Change.GONE
    else:
        change = _change(level, other_level, noise)
    some = one or other
    assert some is not None
    return ComparedProgram(
        name=some.name,
        executable=some.executable or (other.executable if other is not None else ""),
        level=level,
        other_level=other_level,
        process_count=max(1, one.process_count) if one is not None else 0,
        other_count=max(1, other.process_count) if other is not None else 0,
        change=change,
    )


def _change(level: float | None, other_level: float | None, noise: float) -> Change:
    if level is None or other_level is None:
        return Change.UNKNOWN
    most, least = max(level, other_level), min(level, other_level)
    if most - least < noise or most < LEAST_FACTOR * least:
        return Change.SAME
    return Change.MORE if level > other_level else Change.LESS


def _place(compared: ComparedProgram) -> tuple[bool, float, str, str]:
    difference = compared.difference
    return difference is None, -abs(difference or 0.0), compared.name, compared.executable
