"""Precision and recall of each method: `python -m tests.bench.anomaly.compare`, a quarter of an hour.

Each method is tuned on the tuning half by the same rule, the best F1 of events; what is held out is then judged once
with that choice. Of ours what is tuned is `Tuning`, whose values in the program are those that were found. False alarms
are those on what was recorded, without an event.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt

from procmon_gui.anomaly.baselines import Baselines
from procmon_gui.anomaly.features import to_scale
from procmon_gui.anomaly.tuning import Tuning
from procmon_gui.anomaly.watched import PROGRAM_FLOORS, PROGRAM_METRICS, floor_of
from tests.bench.anomaly.curves import load
from tests.bench.anomaly.labelled import BEAT_S, KINDS, STARTS_AT_MS, Stream, resampled, streams
from tests.bench.anomaly.rivals import MEANS, SIGMAS, Means, Sigma, distances, k_means, three_sigma
from tests.bench.anomaly.score import Tally, alarms, count

Bool = npt.NDArray[np.bool_]
Float32 = npt.NDArray[np.float32]
Choice = TypeVar("Choice")
# What is tried of ours, one after the other, the best kept before the next is tried.
STEPS: Final[dict[str, tuple[Any, ...]]] = {
    "quick_s": (30.0, 60.0), "spread_s": (60.0, 180.0, 300.0), "memory_min": (90.0, 150.0, 240.0),
    "limits": ((3.0, 2.0, 3.0), (3.5, 2.0, 3.5), (3.5, 2.5, 3.5), (4.0, 2.5, 4.0)),
    "hour_limits": ((2.5, 2.0, 2.5), (3.0, 2.5, 3.0), (3.5, 3.0, 3.5)), "margin": (1.1, 1.15, 1.3),
    "getting_used": (0.01, 0.02, 0.05), "forgetting_min": (1440.0, 2880.0),
}  # fmt: skip


def floors_of(names: Sequence[tuple[str, str]]) -> npt.NDArray[np.float64]:
    """Return the floors of curves: those of a program stand under its own metric."""
    own = dict(zip(PROGRAM_METRICS, PROGRAM_FLOORS, strict=True))
    return np.array([own[metric_id] if metric_id in own else floor_of(metric_id) for metric_id, _ in names])


def ours(values: Float32, names: Sequence[tuple[str, str]], tuning: Tuning, beat_s: int = BEAT_S) -> Bool:
    """Return which beats ours calls unusual, played one after the other as live."""
    copies = len(values) // len(names)
    baselines = Baselines(len(values), tuning)
    scaled = np.ascontiguousarray(to_scale(values.T.astype(np.float64), np.tile(floors_of(names), copies)))
    found = np.zeros(values.shape, bool)
    with np.errstate(invalid="ignore"):
        for beat, row in enumerate(scaled):
            baselines.beat(row, beat_s, STARTS_AT_MS + beat * beat_s * 1000)
            found[:, beat] = baselines.scores >= 0.5
    return found


def ours_on(made: Sequence[Stream], tuning: Tuning) -> Tally:
    """Return what ours does on streams, all of them at once."""
    together = ours(np.concatenate([stream.values for stream in made]), made[0].names, tuning)
    return tally(made, np.split(together, len(made)))


def tally(made: Sequence[Stream], judged: Sequence[Bool]) -> Tally:
    """Return what a method did on some streams."""
    found = Tally()
    for stream, is_unusual in zip(made, judged, strict=True):
        count(stream, is_unusual, found)
    return found


def best(choices: Sequence[Choice], judge: Callable[[Choice], Tally]) -> tuple[Choice, Tally]:
    """Return the choice with the best F1, and what it does."""
    tallies = [judge(choice) for choice in choices]
    place = max(range(len(choices)), key=[found.f1 for found in tallies].__getitem__)
    return choices[place], tallies[place]


def tune_ours(made: Sequence[Stream], first: Tuning) -> tuple[Tuning, Tally]:
    """Return the best tuning that is found one value after the other."""
    tuning, found = first, ours_on(made, first)
    for name, values in STEPS.items():
        for value in values:
            if value == getattr(tuning, name):
                continue
            tried = Tuning(**{**asdict(tuning), name: value})
            what = ours_on(made, tried)
            if what.f1 > found.f1:
                tuning, found = tried, what
    return tuning, found


def row(name: str, found: Tally) -> str:
    """Return a row of the table."""
    kinds = " | ".join(f"{found.found[kind]}/{found.all[kind]}" for kind in KINDS)
    return f"| {name} | {found.precision:.2f} | {found.recall:.2f} | {found.f1:.2f} | {kinds} |"


def head(title: str) -> str:
    """Return the head of a table."""
    return f"\n{title}\n\n| method | precision | recall | F1 | {' | '.join(KINDS)} |\n|---|---|---|---|" + "---|" * len(
        KINDS
    )


def false_alarms(learned: Float32, lived: Float32, judge: Callable[[Float32], Bool], beat_s: int) -> str:
    """Return the alarms on what had no event, after something else was learned: of all series, as moments, in days."""
    is_unusual = judge(np.concatenate((learned, lived), axis=1))[:, learned.shape[1] :]
    together = 600 // beat_s
    moments = alarms(np.asarray(is_unusual.any(axis=0)), together)
    of_series = sum(len(alarms(series, together)) for series in is_unusual)
    hours = lived.shape[1] * beat_s / 3600
    return f"{len(moments)} moments | {of_series} alarms | {len(lived)} series | {hours:.1f} h"


def quiet_times(judge: Callable[[Float32, int], Bool]) -> Iterator[tuple[str, str]]:
    """Yield what a method calls unusual of what was recorded as it was, and of a day resampled from that."""
    learned, lived = load("tuning"), load("held out")
    before = resampled(learned, 7, 1, 1)
    yield "recorded, held out", false_alarms(before, lived.values, lambda values: judge(values, 1), 1)
    everything = np.concatenate((learned.values, lived.values), axis=1)
    yield "recorded, all of it", false_alarms(before, everything, lambda values: judge(values, 1), 1)
    day = resampled(lived, 8, 1, BEAT_S)
    yield (
        "a day resampled from it",
        false_alarms(resampled(learned, 7, 1, BEAT_S), day, lambda values: judge(values, BEAT_S), BEAT_S),
    )


def tune_rivals(made: Sequence[Stream]) -> tuple[Sigma, Tally, Means, Tally]:
    """Return the best choice of each of the others, and what it does."""
    sigma, by_sigma = best(SIGMAS, lambda choice: tally(made, [three_sigma(one.values, choice) for one in made]))
    far = [distances(one.values) for one in made]
    means, by_means = best(MEANS, lambda choice: tally(made, [k_means(one, choice) for one in far]))
    return sigma, by_sigma, means, by_means


def main() -> None:
    """Tune, judge, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tune", action="store_true", help="seek the values of Tuning anew; prints what was found")
    arguments = parser.parse_args()
    made = streams(load("tuning"), "tuning")
    tuning = tune_ours(made, Tuning())[0] if arguments.tune else Tuning()
    sigma, by_sigma, means, by_means = tune_rivals(made)
    print(f"{sigma}\n{means}\n{tuning}")
    print(head("Tuning half"))
    print(row("ours", ours_on(made, tuning)))
    print(row("three sigma", by_sigma))
    print(row("k-means voting", by_means))
    held_out = streams(load("held out"), "held out")
    print(head("Held out"))
    print(row("ours", ours_on(held_out, tuning)))
    print(row("three sigma", tally(held_out, [three_sigma(one.values, sigma) for one in held_out])))
    print(row("k-means voting", tally(held_out, [k_means(distances(one.values), means) for one in held_out])))
    names = load("tuning").names
    for name, judge in (
        ("ours", lambda values, beat_s: ours(values, names, tuning, beat_s)),
        ("three sigma", lambda values, beat_s: three_sigma(values, sigma)),
        ("k-means voting", lambda values, beat_s: k_means(distances(values), means)),
    ):
        for what, found in quiet_times(judge):
            print(f"| {name} | {what} | {found} |")


if __name__ == "__main__":
    main()
