"""How unusual is this beat: the door of the room.

Lives on the sampler's thread; `normal` and `normal_of_program` may be called from any, and answer from what was
published at the last minute.

How it is wired: a listener of the pulse calls `beat` with every snapshot and hands the scores on, and to
`engine.with_suspicion.NewestScores`, from where they come into the readings that follow. About once an hour and at the
end it calls `copy` there, which costs a millisecond or two, and lets a worker write `copy.to_bytes()` with
`store.baselines`; `restore` is called once, before the first beat.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from procmon_gui.anomaly.baselines import UNUSUAL, Baselines
from procmon_gui.anomaly.features import QUICK, from_scale, to_scale
from procmon_gui.anomaly.kept import Kept, kept_of, restore_kept
from procmon_gui.anomaly.programs import MOST_PROGRAMS, Programs
from procmon_gui.anomaly.tuning import Tuning
from procmon_gui.anomaly.watched import MOST_HOST_SERIES, PROGRAM_FLOORS, PROGRAM_METRICS, HostSeries
from procmon_gui.domain.history import Float32Array
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.suspicion import Normal, Scores

_SHORT_SLEEP_S: Final = 10.0
SERIES: Final = MOST_HOST_SERIES + len(PROGRAM_METRICS) * MOST_PROGRAMS


@dataclass(frozen=True, slots=True)
class _Published:
    """What others may ask about, as it was at one minute: arrays by place."""

    least: Float32Array
    middle: Float32Array
    most: Float32Array
    seen_min: Float32Array
    host: Mapping[tuple[str, str], int]
    programs: Mapping[tuple[str, str], int]


class Suspicion:
    """Learns what is usual on one machine, and says how far from it a beat is."""

    def __init__(self, tuning: Tuning | None = None) -> None:
        self._tuning = tuning or Tuning()
        self._baselines = Baselines(SERIES, self._tuning)
        self._host = HostSeries()
        self._programs = Programs()
        self._values: FloatArray = np.full(SERIES, np.nan)
        self._of_programs = self._values[MOST_HOST_SERIES:].reshape(len(PROGRAM_METRICS), MOST_PROGRAMS)
        self._program_floors: FloatArray = np.repeat(np.array(PROGRAM_FLOORS), MOST_PROGRAMS)
        self._suspended_ns = 0
        self._known: bytes = b""
        self._host_keys: list[tuple[str, str]] = []
        self._host_places: IntArray = np.empty(0, np.int64)
        self._program_keys: list[tuple[str, str, str]] = []
        self._program_places: IntArray = np.empty(0, np.int64)
        self._published: _Published | None = None
        self._newest = Scores(learning_left_s=self._tuning.learning_min * 60.0)

    def beat(self, snapshot: Snapshot) -> Scores:
        """Take one beat, learn from it, and return how unusual it is."""
        others = self._host.values(snapshot.host, self._values[:MOST_HOST_SERIES])
        if others:
            self._baselines.forget(np.array(others, np.int64))
        taken = self._programs.values(snapshot, self._of_programs)
        if taken:
            self._forget_programs(taken)
        floors = np.concatenate((self._host.floors, self._program_floors))
        slept_s = (snapshot.suspended_ns - self._suspended_ns) / 1e9
        self._suspended_ns = snapshot.suspended_ns
        # The clock of beats stands still while the machine sleeps, the world does not.
        elapsed_s = snapshot.elapsed_s if slept_s < _SHORT_SLEEP_S else 0.0
        if self._baselines.beat(to_scale(self._values, floors), elapsed_s, snapshot.at_ms):
            self._publish()
        self._newest = self._told()
        return self._newest

    def normal(self, metric_id: str, instance: str = "") -> Normal:
        """Return what is usual for a metric of the host at this hour; any thread."""
        published = self._published
        place = published.host.get((metric_id, instance)) if published is not None else None
        floor = float(self._host.floors[place]) if place is not None else 1.0
        return self._normal(published, place, floor, self._newest.host.get((metric_id, instance), 0.0))

    def normal_of_program(self, name: str, executable: str, metric_id: str) -> Normal:
        """Return what is usual for a program at this hour, all its processes together; any thread."""
        published = self._published
        place = published.programs.get((name, executable)) if published is not None else None
        if place is None or metric_id not in PROGRAM_METRICS:
            return self._normal(None, None, 1.0, 0.0)
        which = PROGRAM_METRICS.index(metric_id)
        score = self._newest.programs.get((name, executable, metric_id), 0.0)
        return self._normal(published, _place_of_program(which, place), PROGRAM_FLOORS[which], score)

    @property
    def series_count(self) -> int:
        """Return how many series were judged in the newest beat."""
        return len(self._host_places) + len(self._program_places)

    @property
    def known_counts(self) -> tuple[int, int]:
        """Return of how many figures of the host and of how many programs something was learned."""
        return len(self._host.keys), sum(key is not None for key in self._programs.keys)

    def copy(self) -> Kept:
        """Return what was learned; only on the sampler's thread. What is returned belongs to the caller."""
        host = list(self._host.keys)
        programs = list(self._programs.keys)
        return kept_of(self._baselines, host, programs, self._rows(len(host), programs))

    def state(self) -> bytes:
        """Return what was learned as bytes, which takes a tenth of a second: see `copy` for who may not wait."""
        return self.copy().to_bytes()

    def restore(self, data: bytes) -> None:
        """Go on from what was learned before; nothing between counts as seen. Raises ValueError and changes nothing."""
        kept = Kept.from_bytes(data)
        host, programs = kept.host, kept.programs
        if len(host) > MOST_HOST_SERIES or len(programs) != MOST_PROGRAMS:
            raise ValueError("it is of another size")
        restore_kept(self._baselines, kept, self._rows(len(host), programs))
        self._host.restore(host)
        self._programs.restore(programs)
        self._baselines.renew_all()
        self._publish()

    # ---- inside

    def _rows(self, host_count: int, programs: "list[tuple[str, str] | None]") -> IntArray:
        taken = np.array([place for place, key in enumerate(programs) if key is not None], np.int64)
        of_programs = [_place_of_program(which, 0) + taken for which in range(len(PROGRAM_METRICS))]
        return np.concatenate((np.arange(host_count, dtype=np.int64), *of_programs))

    def _forget_programs(self, taken: list[int]) -> None:
        places = np.array(taken, np.int64)
        for which in range(len(PROGRAM_METRICS)):
            self._baselines.forget(_place_of_program(which, 0) + places)

    def _told(self) -> Scores:
        scores = self._baselines.scores
        known = self._baselines.known()
        marks = np.packbits(known).tobytes()
        if marks != self._known:
            self._know(known)
            self._known = marks
        left_s = 0.0
        if not len(self._host_places):
            seen_min = float(self._baselines.seen_min[:MOST_HOST_SERIES].max())
            # A series that was judged before is judged again as soon as its features have looked at it.
            left_s = max(0.0, (self._tuning.learning_min - seen_min) * 60.0)
        of_host = scores[self._host_places]
        of_programs = scores[self._program_places]
        watched_count = len(of_host) + len(of_programs)
        unusual_count = int(np.count_nonzero(of_host >= UNUSUAL)) + int(np.count_nonzero(of_programs >= UNUSUAL))
        return Scores(
            host=dict(zip(self._host_keys, of_host.tolist(), strict=True)),
            programs=dict(zip(self._program_keys, of_programs.tolist(), strict=True)),
            rate=unusual_count / watched_count if watched_count else float("nan"),
            learning_left_s=left_s,
        )

    def _know(self, known: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]") -> None:
        """Remember the names of those that are judged."""
        self._host_places = np.flatnonzero(known[: len(self._host.keys)])
        self._host_keys = [self._host.keys[place] for place in self._host_places.tolist()]
        places, keys = [], []
        for place in (np.flatnonzero(known[MOST_HOST_SERIES:]) + MOST_HOST_SERIES).tolist():
            which, of_program = divmod(place - MOST_HOST_SERIES, MOST_PROGRAMS)
            key = self._programs.keys[of_program]
            if key is not None:
                places.append(place)
                keys.append((*key, PROGRAM_METRICS[which]))
        self._program_places, self._program_keys = np.array(places, np.int64), keys

    def _publish(self) -> None:
        least, middle, most = self._baselines.range_of(QUICK)
        self._published = _Published(
            least,
            middle,
            most,
            self._baselines.seen_min.copy(),
            {key: place for place, key in enumerate(self._host.keys)},
            {key: place for place, key in enumerate(self._programs.keys) if key is not None},
        )

    def _normal(self, published: _Published | None, place: int | None, floor: float, score: float) -> Normal:
        if published is None or place is None:
            return Normal(
                least=None, middle=None, most=None, score=0.0, learning_left_s=self._tuning.learning_min * 60.0
            )
        left_s = max(0.0, (self._tuning.learning_min - float(published.seen_min[place])) * 60.0)
        figures = [float(array[place]) for array in (published.least, published.middle, published.most)]
        if left_s > 0 or any(figure != figure for figure in figures):
            return Normal(least=None, middle=None, most=None, score=0.0, learning_left_s=left_s)
        least, middle, most = (from_scale(figure, floor) for figure in figures)
        return Normal(least=least, middle=middle, most=most, score=score)


def _place_of_program(which: int, place: int) -> int:
    return MOST_HOST_SERIES + which * MOST_PROGRAMS + place
