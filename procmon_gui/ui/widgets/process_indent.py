"""How far a level of the tree stands to the right: wide steps first, narrow ones for deep trees. No Qt."""

from typing import Final

INDENT: Final = 16
CHEVRON: Final = 14
ICON: Final = 14
ICON_GAP: Final = 6
CHEVRON_GAP: Final = 4
PADDING: Final = 8
# However deep a process stands, this much of the column is left for its name: 12 letters.
NAME_ROOM: Final = 100
_WIDE_LEVELS: Final = 4
_NARROW: Final = 6
_LEAST_LIMIT: Final = 3 * INDENT


def _wanted(depth: int) -> int:
    return INDENT * min(depth, _WIDE_LEVELS) + _NARROW * max(0, depth - _WIDE_LEVELS)


def _limit(width: int) -> int:
    return max(_LEAST_LIMIT, width - 2 * PADDING - CHEVRON - CHEVRON_GAP - ICON - ICON_GAP - NAME_ROOM)


def indent(depth: int, width: int, scale: float = 1.0) -> int:
    """Return how many pixels a process of this depth stands to the right, in a column of this width.

    With letters that are `scale` times as large all is as much larger.
    """
    return round(scale * min(_wanted(depth), _limit(round(width / scale))))


def is_beyond(depth: int, width: int, scale: float = 1.0) -> bool:
    """Say whether a process stands deeper than can be drawn, so that its level has to be written."""
    return _wanted(depth) > _limit(round(width / scale))
