"""Tells over channels beside the dispatcher: a thread for each try, a few at a time, none for longer than its limit.

A channel keeps its time itself. One that does not (something below it hangs) is left behind when its time is over, and
what comes of it later still counts. After two that were left behind a channel is let alone until one comes back.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from procmon_gui.domain.errors import ProcmonError, WrongInput
from procmon_gui.domain.notices import DeliveryState, Parcel, Undelivered
from procmon_gui.engine.ways import Way, Ways

log = logging.getLogger(__name__)

MOST_VOICES: Final = 4
MOST_ABANDONED: Final = 2
# What a channel takes beyond its limit to notice that it is over.
GRACE_S: Final = 5.0
THREAD_NAME: Final = "voice"

Ended = Callable[[Parcel, DeliveryState, str], None]


@dataclass(slots=True, eq=False)
class _Voice:
    """One try."""

    parcel: Parcel
    until: float
    timeout_s: float
    is_abandoned: bool = False


class Voices:
    """Belongs to one thread; `ended` is called on threads of its own, too."""

    def __init__(self, ways: Ways, ended: Ended, *, grace_s: float = GRACE_S) -> None:
        self._ways = ways
        self._ended = ended
        self._grace_s = grace_s
        self._guard = threading.Condition()
        self._running: list[_Voice] = []

    def free_count(self) -> int:
        """Return how many may begin now."""
        with self._guard:
            return max(0, MOST_VOICES - sum(not one.is_abandoned for one in self._running))

    def hanging(self) -> frozenset[str]:
        """Return the channels that are let alone."""
        with self._guard:
            left = Counter(one.parcel.channel_id for one in self._running if one.is_abandoned)
        return frozenset(channel_id for channel_id, count in left.items() if count >= MOST_ABANDONED)

    def begin(self, way: Way, parcel: Parcel) -> None:
        """Tell it; `ended` hears how it went."""
        voice = _Voice(parcel, time.monotonic() + way.timeout_s + self._grace_s, way.timeout_s)
        with self._guard:
            self._running.append(voice)
        # A daemon: what hangs in the kernel must not keep the program from ending.
        threading.Thread(target=self._run, args=(way, voice), name=THREAD_NAME, daemon=True).start()

    def abandon_late(self) -> None:
        """Leave those behind whose time is over."""
        now = time.monotonic()
        with self._guard:
            late = [one for one in self._running if not one.is_abandoned and one.until <= now]
            for voice in late:
                voice.is_abandoned = True
        for voice in late:
            log.warning("Channel %s does not answer and is left behind", voice.parcel.channel_id)
            self._ended(voice.parcel, DeliveryState.WAITING, f"no answer within {voice.timeout_s:.0f} s")

    def wake_s(self) -> float | None:
        """Return in how many seconds one may have to be left behind; None where none is at work."""
        with self._guard:
            times = [one.until for one in self._running if not one.is_abandoned]
        return max(0.0, min(times) - time.monotonic()) if times else None

    def join(self, timeout_s: float) -> bool:
        """Wait until all are over that were not left behind; return whether they are."""
        with self._guard:
            return self._guard.wait_for(self._is_idle, timeout_s)

    def _is_idle(self) -> bool:
        return all(one.is_abandoned for one in self._running)

    def _run(self, way: Way, voice: _Voice) -> None:
        state, words = _told(self._ways, way, voice.parcel)
        with self._guard:
            was_abandoned = voice.is_abandoned
        # One that was left behind counts still where it arrived after all.
        if not was_abandoned or state is not DeliveryState.WAITING:
            self._ended(voice.parcel, state, words)
        with self._guard:
            self._running.remove(voice)
            self._guard.notify_all()


def _told(ways: Ways, way: Way, parcel: Parcel) -> tuple[DeliveryState, str]:
    try:
        return DeliveryState.DELIVERED, ways.open(way.spec).deliver(parcel.notice, way.timeout_s)
    except Undelivered as error:
        return (DeliveryState.FAILED if error.is_final else DeliveryState.WAITING), str(error)
    except WrongInput as error:
        return DeliveryState.FAILED, str(error)
    except ProcmonError as error:
        return DeliveryState.WAITING, str(error)
    except Exception:  # the root of this thread
        log.exception("Channel %s failed because of a mistake of this program", way.spec.id)
        return DeliveryState.WAITING, "a mistake of this program; its log has more"
