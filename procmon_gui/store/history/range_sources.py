"""Of what an answer about a range is made: whole minutes from the roll-ups, and beats for what these do not tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from procmon_gui.domain.ends import End
from procmon_gui.domain.errors import Cancelled
from procmon_gui.domain.history import Span
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.beats_part import Followed, followed
from procmon_gui.store.history.digest import HOUR_MS, MINUTE_MS
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.replay import TextSource
from procmon_gui.store.history.stored import StoredHistory
from procmon_gui.store.history.stretch import Stretch
from procmon_gui.store.history.timeline import TAIL_FIELDS

# About a chunk a minute: so much work is told as progress.
_CHUNK_MS: Final = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A range in two: the minutes from `minutes_from_ms` to before `minutes_end_ms`, and beats around them."""

    minutes_from_ms: int = 0
    minutes_end_ms: int = 0
    beats: Sequence[Span] = ()

    @property
    def has_minutes(self) -> bool:
        """Say whether minutes are a part of it."""
        return self.minutes_end_ms > self.minutes_from_ms


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Some beats in a row, what the texts in them are, and the boot that they belong to."""

    followed: Followed
    texts: TextSource
    boot_id: str


class RangeSources:
    """What there is of a range."""

    def __init__(self, history: LongHistory) -> None:
        self._history = history

    @property
    def stored(self) -> StoredHistory | None:
        """Return what lies on disk, None where nothing does."""
        return self._history.stored

    def snapshot_at(self, at_ms: int) -> Snapshot | None:
        """Return the beat nearest to a time; raises Unavailable."""
        return self._history.snapshot_at(at_ms)

    def end_of(self, at_ms: int, serial: int) -> End | None:
        """Return how somebody ended who was there in the beat nearest to a time; None where that is not known."""
        return self._history.ended_since(at_ms).get(serial)

    def beat_after(self, at_ms: int) -> int | None:
        """Return the time of the beat after one, None where there is none."""
        found = self._history.beat_near(at_ms, 1)
        return found if found is not None and found > at_ms else None

    def newest_ms(self) -> int:
        """Return the time of the newest beat that is known, 0 where there is none."""
        span = self._history.beats_span()
        return span.to_ms if span is not None else 0

    @property
    def has_process_minutes(self) -> bool:
        """Say whether minutes of processes are kept; on a server only beats tell of these."""
        return self.stored is None or not self.stored.is_on_server

    def split(self, span: Span, beats_up_to_ms: int, *, has_minutes: bool = True) -> Split:
        """Return of what an answer is made: of beats alone where a range is no longer than that and they are there.

        Of what there are no minutes, beats tell as far as they reach.
        """
        beats = self._history.beats_span()
        if not has_minutes:
            return Split(beats=(span,) if beats is not None and span.to_ms >= beats.from_ms else ())
        if beats is None or span.to_ms < beats.from_ms:
            return Split(minutes_from_ms=_minute(span.from_ms), minutes_end_ms=span.to_ms + 1)
        has_first = span.from_ms >= beats.from_ms
        begin_ms = _minute(span.from_ms + MINUTE_MS - 1) if has_first else _minute(span.from_ms)
        end_ms = _minute(min(span.to_ms, self.rolled_up_to_ms()) + 1)
        if has_first and (span.to_ms - span.from_ms <= beats_up_to_ms or end_ms <= begin_ms):
            return Split(beats=(span,))
        around = [Span(from_ms=max(begin_ms, end_ms), to_ms=span.to_ms)]
        if has_first:
            around.insert(0, Span(from_ms=span.from_ms, to_ms=begin_ms - 1))
        return Split(
            minutes_from_ms=begin_ms,
            minutes_end_ms=end_ms,
            beats=[one for one in around if one.from_ms <= one.to_ms],
        )

    def rolled_up_to_ms(self) -> int:
        """Return up to when the roll-ups know all beats, -1 where there are none; raises Unavailable."""
        stored = self._history.stored
        known = stored.rolled_up_to_ms() if stored is not None else -1
        if known is not None:
            return known
        # The beats of all that was recorded are gone from the disk.
        newest = self._history.beats_span()
        return newest.from_ms - 1 if newest is not None else -1

    def only_in_beats(self, boot_id: str) -> Span:
        """Return when a process of a boot may have lived of whom only beats can tell; raises Unavailable."""
        newest_ms = self.newest_ms()
        if self.stored is None or self.has_process_minutes:
            return Span(from_ms=self.rolled_up_to_ms() + 1, to_ms=newest_ms)
        return self.stored.span_of_boot(boot_id) or Span(from_ms=newest_ms + 1, to_ms=newest_ms)

    def stretches(self, spans: Sequence[Span]) -> Iterator[tuple[Stretch, int, int]]:
        """Yield the stretches of some times, each with the part of the time that it is to tell of."""
        for span in spans:
            yield from self._history.parts(span.from_ms, span.to_ms)

    def parts(self, spans: Sequence[Span], errand: Errand, *, fields: Sequence[str] = TAIL_FIELDS) -> Iterator[Part]:
        """Yield the beats of some times, oldest first, a chunk at a time; raises Unavailable and Cancelled."""
        total = sum(span.to_ms - span.from_ms for span in spans) // _CHUNK_MS + 1
        done = 0
        for stretch, from_ms, to_ms in self.stretches(spans):
            boot_id: str | None = None
            for one in followed(stretch, from_ms, to_ms, fields=fields):
                if errand.is_cancelled():
                    raise Cancelled
                errand.tell_progress(min(done, total), total)
                done += 1
                if boot_id is None:
                    boot_id = stretch.boot_id()
                yield Part(one, stretch.texts, boot_id)


def _minute(at_ms: int) -> int:
    return at_ms // MINUTE_MS * MINUTE_MS


def whole_steps(from_ms: int, end_ms: int, points: int, least_ms: int) -> int:
    """Return how long the steps of a curve are that has about so many: whole minutes or hours where these are least."""
    width_ms = max(1, -(-(end_ms - from_ms) // max(1, points)))
    unit_ms = HOUR_MS if least_ms >= HOUR_MS else least_ms
    return max(least_ms, -(-width_ms // unit_ms) * unit_ms)
