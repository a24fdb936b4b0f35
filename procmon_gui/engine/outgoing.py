"""What goes out over which channel, and when: chooses, limits, keeps, tries again, gives up. One thread; no waiting.

`dispatch` gives it a thread and time, `voices` do what takes long. It asks the clock, so a test plays days.
"""

import logging
import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from procmon_gui.domain.alerts import Alert, AlertEvent
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.notices import DESKTOP, DeliveryQueue, DeliveryState, HeldBack, Notice, Outcome, Parcel
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.rules import Severity
from procmon_gui.engine.limits import FOLLOW_UPS, Throttle
from procmon_gui.engine.notice_words import ENGLISH, Tongue, digest_of, notice_of
from procmon_gui.engine.queue_in_memory import QueueInMemory
from procmon_gui.engine.ways import BACK_OFF_S, Way, Ways

log = logging.getLogger(__name__)

LOG_KEPT_MS: Final = 30 * 24 * 3600 * 1000
LOG_MOST: Final = 2000
_PRUNE_EVERY_MS: Final = 3600 * 1000
_LONGEST_WAIT_MS: Final = int(max(BACK_OFF_S) * 1000)
# What was told only to be told again when it is over: so many alerts are remembered beside the desk.
_MOST_REMEMBERED: Final = 4096
_GONE: Final = "the channel was taken away or is switched off"


@dataclass(frozen=True, slots=True)
class Offer:
    """A change of an alert that somebody is to be told; `channels` of the rule, empty for all that take it."""

    event: AlertEvent
    alert: Alert
    channels: tuple[str, ...] = ()


@dataclass(slots=True)
class _Round:
    """What comes of some offers, before it is kept."""

    parcels: list[Parcel]
    changed: set[str]
    suppressed: dict[int, int]


class Outgoing:
    """All channels of one data folder."""

    def __init__(
        self, queue: DeliveryQueue, ways: Ways, clock: Clock, *, host: str = "", desktop_tongue: Tongue = ENGLISH
    ) -> None:
        """`desktop_tongue` is the language of who sits here; what leaves the machine is English."""
        self._desktop_tongue = desktop_tongue
        self._queue = queue
        self._beside = QueueInMemory()
        self._ways = ways
        self._clock = clock
        self._host = host
        self._known: dict[str, Way] = {}
        self._version: object = self  # what no version is
        self._held: dict[str, HeldBack] = {}
        self._throttles: dict[str, Throttle] = {}
        self._waiting: dict[int, Parcel] = {}
        self._busy: set[str] = set()
        # Tries that are over and could not be kept yet: they are not made again.
        self._unkept: list[Outcome] = []
        # What is held back, of channels and of alerts, and could not be kept yet.
        self._unkept_held: set[str] = set()
        self._unkept_suppressed: Counter[int] = Counter()
        self._told: dict[int, set[str]] = {}
        self._is_begun = False
        self._is_away = False
        self._pruned_ms = 0

    # ---- what the thread asks

    def begin(self) -> None:
        """Take up what was on its way when a program ended. Does nothing where that is done."""
        if self._is_begun:
            return
        try:
            self._held |= {one.channel_id: one for one in self._queue.held_back()}
            self._waiting |= {parcel.id: parcel for parcel in self._queue.waiting()}
        except Unavailable as error:
            self._tell_away(error)
            return
        self._is_begun = True
        for channel_id, throttle in self._throttles.items():
            if channel_id in self._held:
                throttle.remember(self._held[channel_id])

    def take(self, offers: Sequence[Offer]) -> None:
        """Take what happened: what is let through is on disk when this returns, and the rest is counted."""
        self.begin()
        self._look_at_ways()
        now_ms = self._clock.utc_ms()
        done = _Round([], set(), {})
        over = self._told_over(offers)
        for offer in offers:
            for way in self._chosen(offer, over):
                self._offer(way, offer, now_ms, done)
        self._keep_round(done)

    def digest(self) -> None:
        """Tell of what is held back where there is room again."""
        self._look_at_ways()
        now_ms = self._clock.utc_ms()
        done = _Round([], set(), {})
        for channel_id, way in self._known.items():
            throttle = self._throttle(way)
            due_ms = throttle.digest_ms(now_ms)
            if due_ms is None or due_ms > now_ms:
                continue
            held = throttle.held
            notice = digest_of(
                held.waiting_count, throttle.worst_titles(), host=self._host,
                severity=held.waiting_severity or Severity.WARNING, at_ms=now_ms, key=new_key(),
                tongue=self._tongue(way),
            )  # fmt: skip
            done.parcels.append(_parcel(way, throttle.digest(notice, now_ms), now_ms))
            done.changed.add(channel_id)
        self._keep_round(done)

    def due(self, most: int = 1000, hanging: Collection[str] = ()) -> list[tuple[Way, Parcel]]:
        """Return what is to be tried now, one of a channel at most; each is to be given back to `ended`."""
        self.begin()
        self._look_at_ways()
        now_ms = self._clock.utc_ms()
        self._sort_out(now_ms)
        found: list[tuple[Way, Parcel]] = []
        for parcel in sorted(self._waiting.values(), key=_turn):
            if len(found) >= most or parcel.next_ms > now_ms:
                break
            if parcel.channel_id not in self._busy and parcel.channel_id not in hanging:
                self._busy.add(parcel.channel_id)
                found.append((self._known[parcel.channel_id], parcel))
        return found

    def next_ms(self) -> int | None:
        """Return when there is something to do again, by the clock of the wall; None for when something is offered."""
        now_ms = self._clock.utc_ms()
        times = [parcel.next_ms for parcel in self._waiting.values() if parcel.channel_id not in self._busy]
        times += [due for way in self._known.values() if (due := self._throttle(way).digest_ms(now_ms)) is not None]
        if self._unkept or self._unkept_held or self._beside.is_ahead or not self._is_begun:
            times.append(now_ms + 10_000)
        return min(times, default=None)

    def ended(self, parcel: Parcel, state: DeliveryState, words: str) -> None:
        """Say how a try ended: DELIVERED, FAILED for good, or WAITING for another one."""
        self._busy.discard(parcel.channel_id)
        known = self._waiting.get(parcel.id)
        if known is None:
            return  # it was given up meanwhile
        now_ms = self._clock.utc_ms()
        way = self._known.get(parcel.channel_id)
        tries = known.try_count + 1
        if state is not DeliveryState.WAITING or way is None:
            self._end(known, state if state is not DeliveryState.WAITING else DeliveryState.FAILED, words, tries)
            return
        delay_s = way.back_off_s[min(tries, len(way.back_off_s)) - 1]
        next_ms = now_ms + int(delay_s * 1000)
        self._waiting[parcel.id] = replace(known, try_count=tries, next_ms=next_ms)
        self._keep(Outcome(id=parcel.id, state=state, try_count=tries, at_ms=now_ms, words=words, next_ms=next_ms))

    def settle(self) -> None:
        """Keep what could not be kept before, and forget what is long over."""
        now_ms = self._clock.utc_ms()
        try:
            self._unkept += self._beside.hand_over(self._queue)
            if self._unkept:
                self._queue.keep(self._unkept)
                self._unkept = []
            if self._unkept_held and self._is_begun:
                self._queue.take_in((), self._held_of(self._unkept_held), self._unkept_suppressed)
                self._unkept_held.clear()
                self._unkept_suppressed.clear()
            if abs(now_ms - self._pruned_ms) >= _PRUNE_EVERY_MS:
                self._pruned_ms = now_ms
                self._queue.prune(now_ms - LOG_KEPT_MS, LOG_MOST)
        except Unavailable as error:
            self._tell_away(error)

    # ---- choosing

    def _look_at_ways(self) -> None:
        """Learn of channels that were changed meanwhile; where they can not be read, those that are known stay."""
        version = self._ways.version()
        if version == self._version:
            return
        try:
            ways = self._ways.ways()
        except Unavailable as error:
            self._tell_away(error)
            return
        self._version = version
        self._known = {way.spec.id: way for way in ways}
        for channel_id, throttle in self._throttles.items():
            if channel_id in self._known:
                throttle.limit = self._known[channel_id].limit
                throttle.is_broken = False

    def _told_over(self, offers: Sequence[Offer]) -> Mapping[int, frozenset[str]]:
        """Return where those were told that are told to be over, or less bad."""
        asked = {offer.alert.id for offer in offers if offer.event.change in FOLLOW_UPS}
        if not asked:
            return {}
        try:
            kept = self._queue.told_over(asked)
        except Unavailable as error:
            self._tell_away(error)
            kept = {}
        return {one: kept.get(one, frozenset()) | self._told.get(one, set()) for one in asked}

    def _chosen(self, offer: Offer, over: Mapping[int, frozenset[str]]) -> Iterable[Way]:
        event = offer.event
        if not event.is_told:
            return
        is_follow_up = event.change in FOLLOW_UPS
        told = over.get(offer.alert.id, frozenset()) | self._told.get(offer.alert.id, set())
        for way in tuple(self._known.values()):
            spec = way.spec
            if is_follow_up:
                # Who was not told that it began is not told that it is over.
                if spec.id in told:
                    yield way
            elif offer.channels:
                if spec.id in offer.channels:
                    yield way
            elif event.severity >= spec.from_severity:
                yield way

    def _offer(self, way: Way, offer: Offer, now_ms: int, done: _Round) -> None:
        notice = notice_of(offer.event, offer.alert, new_key(), self._tongue(way))
        admitted = self._throttle(way).admit(notice, now_ms)
        done.changed.add(way.spec.id)
        if admitted is None:
            done.suppressed[offer.alert.id] = done.suppressed.get(offer.alert.id, 0) + 1
            return
        done.parcels.append(_parcel(way, admitted, now_ms))
        self._remember(offer.alert.id, way.spec.id)

    def _tongue(self, way: Way) -> Tongue:
        return self._desktop_tongue if way.spec.kind == DESKTOP else ENGLISH

    def _remember(self, alert_id: int, channel_id: str) -> None:
        self._told.setdefault(alert_id, set()).add(channel_id)
        while len(self._told) > _MOST_REMEMBERED:
            del self._told[next(iter(self._told))]

    def _throttle(self, way: Way) -> Throttle:
        channel_id = way.spec.id
        if channel_id not in self._throttles:
            held = self._held.get(channel_id) or HeldBack(channel_id=channel_id)
            self._throttles[channel_id] = Throttle(way.limit, held)
        return self._throttles[channel_id]

    # ---- keeping

    def _keep_round(self, done: _Round) -> None:
        if not done.parcels and not done.changed:
            return
        self._unkept_held |= done.changed
        self._unkept_suppressed.update(done.suppressed)
        try:
            # What was held back before and is not known yet must not be written over.
            held = self._unkept_held if self._is_begun else set()
            kept = self._queue.take_in(done.parcels, self._held_of(held), self._unkept_suppressed)
            held.clear()
            self._unkept_suppressed.clear()
            self._is_away = False
        except Unavailable as error:
            self._tell_away(error)
            kept = self._beside.take_in(done.parcels, (), {})
        self._waiting |= {parcel.id: parcel for parcel in kept}

    def _held_of(self, channel_ids: Iterable[str]) -> list[HeldBack]:
        return [self._throttles[one].held for one in sorted(channel_ids) if one in self._throttles]

    def _end(self, parcel: Parcel, state: DeliveryState, words: str, tries: int) -> None:
        del self._waiting[parcel.id]
        throttle = self._throttles.get(parcel.channel_id)
        if throttle is not None:
            throttle.is_broken = state is not DeliveryState.DELIVERED
            if throttle.is_broken and parcel.notice.suppressed_count:
                throttle.give_back(parcel.notice)
                self._unkept_held.add(parcel.channel_id)
        self._keep(Outcome(id=parcel.id, state=state, try_count=tries, at_ms=self._clock.utc_ms(), words=words))

    def _keep(self, outcome: Outcome) -> None:
        self._beside.keep((outcome,))
        if outcome.id <= 0:
            return
        # Only the last one of a notice counts.
        self._unkept = [one for one in self._unkept if one.id != outcome.id] + [outcome]
        self.settle()

    def _sort_out(self, now_ms: int) -> None:
        """Give up what is too old or has no channel any more."""
        for parcel in tuple(self._waiting.values()):
            if parcel.channel_id in self._busy:
                continue
            if parcel.channel_id not in self._known:
                self._end(parcel, DeliveryState.FAILED, _GONE, parcel.try_count)
            elif parcel.expires_ms <= now_ms:
                self._end(parcel, DeliveryState.EXPIRED, "it was too old to be told", parcel.try_count)
            elif parcel.next_ms > now_ms + _LONGEST_WAIT_MS:
                # The clock was set back.
                self._waiting[parcel.id] = replace(parcel, next_ms=now_ms)

    def _tell_away(self, error: Unavailable) -> None:
        if not self._is_away:
            log.warning("Notices can not be kept on disk and are told from memory: %s", error)
        self._is_away = True


def _parcel(way: Way, notice: Notice, now_ms: int) -> Parcel:
    return Parcel(
        channel_id=way.spec.id,
        notice=notice,
        made_ms=now_ms,
        expires_ms=now_ms + int(way.expires_s * 1000),
        next_ms=now_ms,
    )


def _turn(parcel: Parcel) -> tuple[int, int]:
    return parcel.next_ms, parcel.made_ms


def new_key() -> str:
    """Return what no other notice has."""
    return secrets.token_hex(8)
