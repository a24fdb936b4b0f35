"""How much is told over one channel, so that a storm drowns nobody, and how much was held back, exactly. Pure.

Whatever is not let through is counted; the next notice that goes out stands for those before it, and where none
comes, one of their own does (a digest) as soon as there is room.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Final

from procmon_gui.domain.alerts import Change
from procmon_gui.domain.notices import HeldBack, Notice
from procmon_gui.domain.rules import Severity
from procmon_gui.engine.ways import Limit

# A digest names so many titles, and no more are remembered.
MOST_TITLES: Final = 5
_MOST_REMEMBERED: Final = 100
# Nobody is told of what was held back sooner than this after something was told.
DIGEST_GAP_S: Final = 60.0
# Told only to who was told that it began.
FOLLOW_UPS: Final = (Change.RESOLVED, Change.EASED)


@dataclass(slots=True)
class Throttle:
    """What one channel told lately, and what it holds back. One thread."""

    limit: Limit
    held: HeldBack
    # Which titles wait, as far as that is remembered: not after a restart.
    titles: Counter[str] = field(default_factory=Counter)
    # A channel that can not be used is not asked to tell of what it holds back.
    is_broken: bool = False

    def admit(self, notice: Notice, now_ms: int) -> Notice | None:
        """Return a notice as it may be told: it stands for those that were held back before. None to hold it back."""
        told = self._recent(now_ms)
        room = self.limit.most - (0 if notice.severity is Severity.CRITICAL else self.limit.reserved)
        gap_ms = self.limit.rule_gap_s * 1000
        # What takes the place of a notice that was told is no further one: it is told at once that it is over.
        is_soon = notice.change not in FOLLOW_UPS and any(
            rule_id == notice.rule_id and now_ms - at_ms < gap_ms for at_ms, rule_id in told
        )
        if len(told) >= room or is_soon:
            self._hold_back(notice)
            return None
        return self._let_through(notice, told, now_ms)

    def digest_ms(self, now_ms: int) -> int | None:
        """Return when what is held back may be told of by itself; None where there is nothing."""
        if not self.held.waiting_count or self.is_broken:
            return None
        told = self._recent(now_ms)
        if not told:
            return now_ms
        due_ms = told[-1][0] + int(DIGEST_GAP_S * 1000)
        room = self.limit.most - self.limit.reserved
        if len(told) >= room:
            due_ms = max(due_ms, told[len(told) - room][0] + int(self.limit.within_s * 1000))
        return due_ms

    def digest(self, notice: Notice, now_ms: int) -> Notice:
        """Return a notice that stands for all that are held back."""
        return self._let_through(notice, self._recent(now_ms), now_ms)

    def worst_titles(self) -> list[tuple[str, int]]:
        """Return what is held back most, and how often."""
        return self.titles.most_common(MOST_TITLES)

    def give_back(self, notice: Notice) -> None:
        """Hold back again what a notice stood for that never arrived."""
        if notice.suppressed_count:
            self.held = replace(
                self.held,
                waiting_count=self.held.waiting_count + notice.suppressed_count,
                waiting_severity=_worse(self.held.waiting_severity, notice.severity),
            )

    def remember(self, before: HeldBack) -> None:
        """Add what is known of the time before this program began, and could not be read until now."""
        self.held = replace(
            self.held,
            waiting_count=self.held.waiting_count + before.waiting_count,
            waiting_severity=max(
                (one for one in (self.held.waiting_severity, before.waiting_severity) if one is not None), default=None
            ),
            total_count=self.held.total_count + before.total_count,
            told=(*before.told, *self.held.told),
        )

    def _hold_back(self, notice: Notice) -> None:
        if notice.title in self.titles or len(self.titles) < _MOST_REMEMBERED:
            self.titles[notice.title] += 1
        self.held = replace(
            self.held,
            waiting_count=self.held.waiting_count + 1,
            waiting_severity=_worse(self.held.waiting_severity, notice.severity),
            total_count=self.held.total_count + 1,
        )

    def _let_through(self, notice: Notice, told: list[tuple[int, str]], now_ms: int) -> Notice:
        stands_for = self.held.waiting_count
        self.titles.clear()
        self.held = replace(self.held, waiting_count=0, waiting_severity=None, told=(*told, (now_ms, notice.rule_id)))
        return replace(notice, suppressed_count=stands_for)

    def _recent(self, now_ms: int) -> list[tuple[int, str]]:
        since_ms = now_ms - max(self.limit.within_s, self.limit.rule_gap_s) * 1000
        if any(at_ms > now_ms for at_ms, _ in self.held.told):
            # A clock that was set back must not make what was told stay new until it has come there again.
            told = tuple((min(at_ms, now_ms), rule_id) for at_ms, rule_id in self.held.told)
            self.held = replace(self.held, told=told)
        return [(at_ms, rule_id) for at_ms, rule_id in self.held.told if at_ms > since_ms]


def _worse(one: Severity | None, other: Severity) -> Severity:
    return other if one is None else max(one, other)
