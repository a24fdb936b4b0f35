"""Whether somebody is to be told of what became of an alert, and when it is told again. Pure.

A thing that was over rests for its cooldown: what fires meanwhile is kept and tells nobody, unless it is worse than
what was told. Whatever was held back (by the cooldown, by quiet hours, by a mute) is told once it fires longer than
that. Who has acknowledged an alert hears of it again only when it becomes worse, and when it is over.
"""

from datetime import datetime, tzinfo
from typing import Final

import numpy as np

from procmon_gui.alerts.moment import SECOND_NS
from procmon_gui.domain.alerts import Change
from procmon_gui.domain.reading import BoolArray, IntArray
from procmon_gui.domain.rules import Behaviour, QuietHours, Severity

NEVER_NS: Final = 2**62
_DAY_MIN: Final = 24 * 60
# No clock of any country is put forward or back within a quarter of an hour of it.
_QUARTER_MS: Final = 15 * 60_000


class Telling:
    """What was told of one thing."""

    __slots__ = ("_is_owed", "_rests_until_ns", "_told_severity", "_voice", "is_acknowledged", "told_ms", "told_ns")

    def __init__(self, voice: "Voice") -> None:
        self._voice = voice
        self._is_owed = False
        self._rests_until_ns = -NEVER_NS
        self._told_severity = 0
        self.is_acknowledged = False
        # When somebody was told last of what fires now; 0 and None for never.
        self.told_ms = 0
        self.told_ns: int | None = None

    def go_on(self, severity: Severity, *, told_ms: int, told_ns: int | None, is_acknowledged: bool) -> None:
        """Know what was told before a restart of what fires still."""
        self.told_ms, self.told_ns, self.is_acknowledged = told_ms, told_ns, is_acknowledged
        self._is_owed = told_ns is None
        self._told_severity = severity if told_ns is not None else 0

    def is_resting(self, now_ns: int) -> bool:
        """Say whether it would miss something if it were forgotten now."""
        return now_ns < self._rests_until_ns

    def hears(self, change: Change, severity: Severity, now_ns: int, at_ms: int, *, is_held: bool) -> bool:
        """Take a change and say whether it is told; `is_held` says that quiet hours or a mute forbid it."""
        if change is Change.RESOLVED:
            was_told, self.told_ns, self.told_ms, self._is_owed = self.told_ns is not None, None, 0, False
            self._rest(now_ns)
            self.is_acknowledged = False
            return was_told and not is_held
        if change is Change.EASED:
            self._rest(now_ns)
            return False
        if change is Change.FIRED and not self.is_resting(now_ns):
            self._told_severity = 0
        if is_held or self._is_cooling(severity, now_ns):
            self._is_owed = True
            return False
        self._tell(severity, now_ns, at_ms)
        return True

    def due_ns(self, severity: Severity) -> int:
        """Return from when on it is to be said that it fires still, if nothing else forbids it then."""
        if self.is_acknowledged:
            return NEVER_NS
        if self._is_owed:
            return self._rests_until_ns if severity <= self._told_severity else -NEVER_NS
        if self._voice.behaviour.repeat_s > 0 and self.told_ns is not None:
            return self.told_ns + round(self._voice.behaviour.repeat_s * SECOND_NS)
        return NEVER_NS

    def repeat(self, severity: Severity, now_ns: int, at_ms: int) -> None:
        """Know that it was said."""
        self._tell(severity, now_ns, at_ms)

    def _tell(self, severity: Severity, now_ns: int, at_ms: int) -> None:
        self.told_ns, self.told_ms, self._is_owed = now_ns, at_ms, False
        self._told_severity = max(self._told_severity, severity)

    def _rest(self, now_ns: int) -> None:
        self._rests_until_ns = now_ns + round(self._voice.behaviour.cooldown_s * SECOND_NS)

    def _is_cooling(self, severity: Severity, now_ns: int) -> bool:
        return self.is_resting(now_ns) and severity <= self._told_severity


class Voice:
    """How loud a rule is: what it says itself, by the clock on the wall, and what people say of it.

    Attributes:
        behaviour: may become another while things fire.
        muted_until_ms: nobody is told before; 0 where it is not muted.
    """

    def __init__(self, behaviour: Behaviour, timezone: tzinfo | None = None, *, muted_until_ms: int = 0) -> None:
        self.behaviour = behaviour
        self.muted_until_ms = muted_until_ms
        self._timezone = timezone

    def forbids(self, severity: Severity, at_ms: int) -> bool:
        """Say whether nobody is to be told of such a thing then: it is muted, or in quiet hours."""
        if at_ms < self.muted_until_ms:
            return True
        hours = self.behaviour.quiet
        if not hours or self.is_always_loud(severity):
            return False
        minute = (at_ms // 60_000 + _offset_min(at_ms, self._timezone)) % _DAY_MIN
        return any(_is_inside(one, minute) for one in hours)

    def is_always_loud(self, severity: Severity) -> bool:
        """Say whether quiet hours forbid nothing."""
        return severity is Severity.CRITICAL and self.behaviour.critical_is_loud

    def loud_from(self, at_ms: IntArray) -> IntArray | None:
        """Return for each beat the next, itself or later, that is in no quiet hours; None where all are in none."""
        if not self.behaviour.quiet or not len(at_ms):
            return None
        quarters, places = np.unique(at_ms // _QUARTER_MS, return_inverse=True)
        offsets = np.array([_offset_min(one * _QUARTER_MS, self._timezone) for one in quarters.tolist()])
        minutes = (at_ms // 60_000 + offsets[places]) % _DAY_MIN
        is_loud: BoolArray = np.ones(len(at_ms), np.bool_)
        for one in self.behaviour.quiet:
            over_midnight = one.from_min > one.to_min
            after, before = minutes >= one.from_min, minutes < one.to_min
            is_loud &= ~((after | before) if over_midnight else (after & before))
        nexts = np.where(is_loud, np.arange(len(at_ms)), len(at_ms))
        found: IntArray = np.minimum.accumulate(nexts[::-1])[::-1]
        return found


def _is_inside(hours: QuietHours, minute: int) -> bool:
    if hours.from_min > hours.to_min:
        return minute >= hours.from_min or minute < hours.to_min
    return hours.from_min <= minute < hours.to_min


def _offset_min(at_ms: int, timezone: tzinfo | None) -> int:
    """Return how far the wall clock is from UTC in the quarter of an hour that a time lies in."""
    at_s = at_ms // _QUARTER_MS * _QUARTER_MS / 1000
    try:
        there = datetime.fromtimestamp(at_s, timezone) if timezone else datetime.fromtimestamp(at_s).astimezone()
        away = there.utcoffset()
    except (ValueError, OverflowError, OSError):
        return 0  # no calendar reaches so far
    return 0 if away is None else int(away.total_seconds() // 60)
