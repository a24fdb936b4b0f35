"""What is injected into the recorded curves, and where: fixed by its seeds, before any method ran on what is held out.

Of each half, streams of three days are made at a beat of five seconds: pieces of one to four minutes, each taken whole
from all curves at once, from about the time of the pressed day that the hour of the stream stands for. Two days are as
they were, and are for learning; the third has three events on every curve, and is what is judged.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from tests.bench.anomaly.curves import Curves

BEAT_S: Final = 5
BEATS_A_DAY: Final = 24 * 3600 // BEAT_S
# A Monday.
STARTS_AT_MS: Final = 1_800_230_400_000
KINDS: Final = ("spike", "shift", "ramp", "vanishing", "spread", "rhythm")
SEEDS: Final = {"tuning": (11, 12, 13), "third": (301, 302, 303), "held out": (401, 402, 403)}
Float32 = npt.NDArray[np.float32]
FloatArray = npt.NDArray[np.float64]

# A change smaller than this is none, whatever the curve is like.
_SMALL: Final = {
    "_ratio": 0.05, "_bytes": 24 * 1024**2, "bytes_per_s": 256 * 1024, "_per_s": 100.0, "count": 5.0, "sockets": 5.0,
    "files": 200.0, "1min": 0.3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """One event on one series: what, and from which beat to which."""

    series: int
    kind: str
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Stream:
    """Three days of all series, and what was injected on the third."""

    names: tuple[tuple[str, str], ...]
    values: Float32
    labels: tuple[Label, ...]
    judged_from: int


def small_change_of(metric_id: str) -> float:
    """Return how large a change of a metric must be at least to be an event."""
    return next(small for ending, small in sorted(_SMALL.items(), key=_longest_first) if metric_id.endswith(ending))


def _longest_first(entry: tuple[str, float]) -> int:
    return -len(entry[0])


def averaged(curves: Curves, beat_s: int = BEAT_S) -> Float32:
    """Return the curves as they are, as a recorder with a longer beat would have them."""
    count = len(curves.hours) // beat_s
    steps = curves.values[:, : count * beat_s].reshape(len(curves.values), count, beat_s)
    is_known = ~np.isnan(steps)
    with np.errstate(invalid="ignore"):
        beats: Float32 = (np.where(is_known, steps, 0).sum(axis=2) / is_known.sum(axis=2)).astype(np.float32)
    return beats


def resampled(curves: Curves, seed: int, days: float, beat_s: int = BEAT_S) -> Float32:
    """Return so many days made of pieces of the curves, each from about the time of day that it stands for."""
    chance = np.random.default_rng(seed)
    beats = averaged(curves, beat_s)
    count = beats.shape[1]
    hours = curves.hours[: count * beat_s : beat_s]
    wanted = int(days * 24 * 3600 / beat_s)
    pieces: list[npt.NDArray[np.int64]] = []
    filled = 0
    while filled < wanted:
        length = min(int(chance.uniform(60, 240) / beat_s), wanted - filled)
        hour = filled * beat_s / 3600 % 24
        apart = np.abs(hours - hour)
        near = np.flatnonzero(np.minimum(apart, 24 - apart) <= 1.5)
        near = near[near + length <= count]
        if not len(near):
            near = np.arange(count - length)
        first = int(chance.choice(near))
        pieces.append(np.arange(first, first + length))
        filled += length
    return beats[:, np.concatenate(pieces)]


def streams(curves: Curves, half: str) -> list[Stream]:
    """Return the streams of a half, with their events."""
    return [_stream(curves, seed) for seed in SEEDS[half]]


def _stream(curves: Curves, seed: int) -> Stream:
    values = resampled(curves, seed, 3)
    chance = np.random.default_rng(seed + 1000)
    judged_from = 2 * BEATS_A_DAY
    labels: list[Label] = []
    for series, (metric_id, _) in enumerate(curves.names):
        kinds = [kind for kind in chance.permutation(KINDS) if _is_possible(str(kind), values[series], metric_id)]
        for slot, kind in enumerate(kinds[:3]):
            begins = judged_from + int((1.5 + 8 * slot + chance.uniform(0, 2.5)) * 3600 / BEAT_S)
            ends = _inject(str(kind), values[series], begins, metric_id, chance)
            labels.append(Label(series, str(kind), begins, ends))
    return Stream(curves.names, values, tuple(labels), judged_from)


def _is_possible(kind: str, values: Float32, metric_id: str) -> bool:
    """Say whether an event changes anything: what is always zero can not vanish."""
    small = small_change_of(metric_id)
    if kind == "vanishing":
        return bool(np.nanmedian(values) > 2 * small)
    if kind == "rhythm":
        by_hour = [np.nanmedian(part) for part in np.array_split(values[:BEATS_A_DAY], 24)]
        return bool(np.nanmax(by_hour) - np.nanmin(by_hour) > small)
    return True


def _inject(kind: str, values: Float32, begins: int, metric_id: str, chance: np.random.Generator) -> int:
    """Change a series from a beat on, and return where the event ends."""
    low, middle, high = np.nanpercentile(values[:BEATS_A_DAY], (1, 50, 99))
    reach = max(float(high - low), small_change_of(metric_id))
    lasts_s = {
        "spike": chance.uniform(60, 240), "shift": chance.uniform(2400, 7200), "ramp": chance.uniform(3600, 7200),
        "vanishing": chance.uniform(2400, 7200), "spread": chance.uniform(2400, 5400), "rhythm": 3 * 3600,
    }[kind]  # fmt: skip
    length = int(lasts_s / BEAT_S)
    ends = begins + length
    part = values[begins:ends]
    if kind == "spike":
        part += reach * chance.uniform(0.8, 2.5)
    elif kind == "shift":
        part += reach * chance.uniform(0.5, 1.5)
    elif kind == "ramp":
        part += np.linspace(0, reach * chance.uniform(1.0, 2.5), length, dtype=np.float32)
    elif kind == "vanishing":
        part *= 0.02
    elif kind == "spread":
        part += chance.normal(0, reach * chance.uniform(0.3, 0.8), length).astype(np.float32) + (middle - part) * 0.5
    else:
        # What happens now is what happens half a day away.
        part[:] = values[begins - BEATS_A_DAY // 2 : ends - BEATS_A_DAY // 2]
    np.clip(part, 0, 1 if metric_id.startswith("host.") and metric_id.endswith("_ratio") else None, out=part)
    return ends
