"""What somebody is looking at: the eye reads costly fields for nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass

from procmon_gui.domain.metrics import Look

INTERVALS_S = (0.5, 1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """The wish list that is handed to the eye.

    `slots` are the rows that are seen or selected (None: all of them); `looks` the costly groups of fields that are
    shown for these rows. `Look.SOCKETS` asks for TCP counters at every beat, for all rows at once.
    """

    interval_s: float = 1.0
    slots: frozenset[int] | None = frozenset()
    looks: frozenset[Look] = frozenset()


def together(own: Attention, others: Iterable[Attention]) -> Attention:
    """Return what all look at. The interval stays one's own: what is kept must not depend on who looks."""
    looks, slots = own.looks, own.slots
    for other in others:
        looks |= other.looks
        slots = None if slots is None or other.slots is None else slots | other.slots
    return Attention(interval_s=own.interval_s, slots=slots, looks=looks)
