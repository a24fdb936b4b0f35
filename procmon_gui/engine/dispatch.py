"""Tells people what happened: one thread takes what judgement offers, and voices carry it out. No file, no socket.

What is offered is on disk a moment later, and from then on it is told at least once: after a crash too, and after a
restart. Who may be told how much is in `limits`, what is chosen in `outgoing`.
"""

import logging
import threading
from collections import deque
from collections.abc import Collection, Sequence
from typing import Final

from procmon_gui.domain.alerts import Alert, AlertEvent
from procmon_gui.domain.notices import DeliveryQueue, DeliveryState, Parcel
from procmon_gui.domain.ports import Clock
from procmon_gui.engine.notice_words import ENGLISH, Tongue
from procmon_gui.engine.outgoing import Offer, Outgoing
from procmon_gui.engine.voices import GRACE_S, Voices
from procmon_gui.engine.ways import Ways

log = logging.getLogger(__name__)

THREAD_NAME: Final = "dispatch"
# Offers that nobody took yet; judgement makes a thousand a second at worst, and the desk takes them all at once.
_MOST_OFFERS: Final = 20_000
_LONGEST_WAIT_S: Final = 30.0
# At the end, for those who are telling.
_JOIN_S: Final = 1.0


class Dispatcher:
    """Any thread may offer; `start`, `rest` and `close` belong to one."""

    def __init__(
        self,
        queue: DeliveryQueue,
        ways: Ways,
        clock: Clock,
        *,
        host: str = "",
        grace_s: float = GRACE_S,
        desktop_tongue: Tongue = ENGLISH,
    ) -> None:
        self._tongue = desktop_tongue
        self._queue = queue
        self._ways = ways
        self._clock = clock
        self._host = host
        self._grace_s = grace_s
        self._changed = threading.Condition()
        self._offers: deque[Offer] = deque()
        self._ended: deque[tuple[Parcel, DeliveryState, str]] = deque()
        self._lost_count = 0
        self._said_lost_count = 0
        self._is_ending = False
        self._is_closed = False
        self._thread: threading.Thread | None = None
        self._begin_anew()

    def _begin_anew(self) -> None:
        # What somebody else did meanwhile is read again.
        self._outgoing = Outgoing(self._queue, self._ways, self._clock, host=self._host, desktop_tongue=self._tongue)
        self._voices = Voices(self._ways, self._on_ended, grace_s=self._grace_s)
        self._ended.clear()

    @property
    def lost_count(self) -> int:
        """Return how many offers were dropped because nobody took them; not one, in all that was ever measured."""
        return self._lost_count

    def start(self) -> None:
        """Take up what waits from before, and tell from now on; returns at once. Only who judges may."""
        with self._changed:
            if self._is_closed or (self._thread is not None and self._thread.is_alive()):
                return
            self._is_ending = False
            self._begin_anew()
            # A daemon: a disk that hangs in the kernel must not keep the program from ending.
            self._thread = threading.Thread(target=self._run, name=THREAD_NAME, daemon=True)
            self._thread.start()

    def offer(self, event: AlertEvent, alert: Alert, channels: tuple[str, ...] = ()) -> None:
        """Let somebody be told of a change, over these channels, or over all that take its severity.

        Returns at once. What is not to be told (`AlertEvent.is_told`) is not.
        """
        with self._changed:
            if len(self._offers) >= _MOST_OFFERS:
                self._lost_count += 1
                return
            self._offers.append(Offer(event, alert, channels))
            self._changed.notify_all()
        self.start()

    def heard_of(self, alert_ids: Sequence[int]) -> Collection[int]:
        """Return of which alerts somebody was told, or is to be told, as the disk has it. Raises Unavailable."""
        return self._queue.told_over(alert_ids).keys()

    def rest(self, timeout_s: float = 5.0) -> bool:
        """Keep what was offered, let those who are telling end, and stop; return whether that was done in time.

        What is still on its way is told by whoever starts next, which may be this one.
        """
        with self._changed:
            self._is_ending = True
            self._changed.notify_all()
            thread = self._thread
        if thread is None:
            return True
        thread.join(timeout_s)
        return not thread.is_alive()

    def close(self, timeout_s: float = 5.0) -> bool:
        """Rest for good."""
        self._is_closed = True
        return self.rest(timeout_s)

    # ---- on the thread

    def _run(self) -> None:
        while True:
            try:
                if self._turn():
                    return
            except Exception:  # the root of this thread
                log.exception("Something about notices failed")
                if self._is_ending:
                    return
            self._wait()

    def _turn(self) -> bool:
        """Do what there is to do; return whether it was the last time."""
        with self._changed:
            is_ending = self._is_ending
            offers, self._offers = list(self._offers), deque()
            lost, self._said_lost_count = self._lost_count - self._said_lost_count, self._lost_count
        if lost:
            log.error("%d changes of alerts came faster than they can be told of, and are told nowhere", lost)
        if is_ending:
            self._voices.join(_JOIN_S)
        self._take_ended()
        if offers:
            self._outgoing.take(offers)
        if not is_ending:
            self._voices.abandon_late()
            self._outgoing.digest()
            self._tell()
        self._take_ended()
        self._outgoing.settle()
        return is_ending

    def _take_ended(self) -> None:
        with self._changed:
            ended, self._ended = list(self._ended), deque()
        for parcel, state, words in ended:
            self._outgoing.ended(parcel, state, words)

    def _tell(self) -> None:
        for way, parcel in self._outgoing.due(self._voices.free_count(), self._voices.hanging()):
            self._voices.begin(way, parcel)

    def _wait(self) -> None:
        next_ms = self._outgoing.next_ms()
        wait_s = _LONGEST_WAIT_S
        if next_ms is not None:
            least_s = 0.05 if self._voices.free_count() else 1.0
            wait_s = min(wait_s, max(least_s, (next_ms - self._clock.utc_ms()) / 1000))
        late_s = self._voices.wake_s()
        if late_s is not None:
            wait_s = min(wait_s, late_s + 0.05)
        with self._changed:
            if not (self._offers or self._ended or self._is_ending):
                self._changed.wait(wait_s)

    def _on_ended(self, parcel: Parcel, state: DeliveryState, words: str) -> None:
        with self._changed:
            self._ended.append((parcel, state, words))
            self._changed.notify_all()
