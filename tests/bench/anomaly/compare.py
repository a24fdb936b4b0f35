"""Precision and recall of each method: `python -m tests.bench.anomaly.compare`, some minutes.

Each method was tuned on the tuning half by the same rule, the best F1 of events (`--tune`); what is held out is judged
with that choice. Of ours what was tuned is `Tuning`, as it is in the program. False alarms are those on what was
recorded, without an event.
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
from tests.bench.anomaly.curves import Curves, load
from tests.bench.anomaly.labelled import BEAT_S, KINDS, STARTS_AT_MS, Stream, averaged, resampled, streams
from tests.bench.anomaly.rivals import (
    CHOSEN_MEANS,
    CHOSEN_SIGMA,
    MEANS,
    SIGMAS,
    distances,
    k_means,
    mean_of_last,
    three_sigma,
)
from tests.bench.anomaly.score import Tally, alarms, count

Bool = npt.NDArray[np.bool_]
Float32 = npt.NDArray[np.float32]
Choice = TypeVar("Choice")
# What is tried of ours, one after the other, the best kept before the next is tried.
STEPS: Final[dict[str, tuple[Any, ...]]] = {
    "quick_s": (30.0, 60.0), "spread_s": (60.0, 180.0, 300.0), "memory_min": (90.0, 150.0, 240.0),
    "limits": ((3.0, 2.0, 3.0), (3.5, 2.0, 3.5), (3.5, 2.5, 3.5), (4.0, 2.5, 4.0)),
    "hour_limits": ((2.5, 2.0, 2.5), (3.0, 2.5, 3.0), (3.5, 3.0, 3.5)), "margin": (1.1, 1.15, 1.3),
    "getting_used": (0.01, 0.02, 0.05), "forgetting_min": (1440.0, 2880.0), "hold_s": (0.0, 30.0, 60.0),
}  # fmt: skip


def floors_of(names: Sequence[tuple[str, str]]) -> npt.NDArray[np.float64]:
    """Return the floors of curves: those of a program stand under its own metric."""
    own = dict(zip(PROGRAM_METRICS, PROGRAM_FLOORS, strict=True))
    return np.array([own[metric_id] if metric_id in own else floor_of(metric_id) for metric_id, _ in names])


def ours(values: Float32, names: Sequence[tuple[str, str]], tuning: Tuning, beat_s: int = BEAT_S) -> Bool:
    """Return which beats ours calls unusual, played one after the other as live; several streams stand one below
    the other.
    """
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


def lasting(is_unusual: Bool, minutes: int) -> Bool:
    """Return where something has been unusual without a break for so long, as a rule asks with `for`."""
    return mean_of_last(is_unusual.astype(np.float64), max(1, minutes * 60 // BEAT_S)) > 0.999


def quiet(judge: Callable[[Float32], Bool]) -> Iterator[str]:
    """Yield what is called unusual of what had no event.

    Life goes on: two days resampled from all that was recorded are learned, then come the recording as it was, and
    three other days resampled from it. Life changes: two days of the tuning half are learned, then comes a day of what
    is held out, in which the machine had three times as much to do.
    """
    learned, lived = load("tuning"), load("held out")
    both = Curves(
        learned.names, np.concatenate((learned.at_ms, lived.at_ms)), np.concatenate((learned.values, lived.values), 1)
    )
    times = {
        "goes on, as recorded": (both, averaged(both)),
        "goes on, resampled": (both, resampled(both, 8, 3)),
        "changes, resampled": (learned, resampled(lived, 8, 1)),
    }
    for name, (before, now) in times.items():
        days = resampled(before, 7, 2)
        found = judge(np.concatenate((days, now), axis=1))[:, days.shape[1] :]
        for minutes in (0, 5):
            lasts = lasting(found, minutes)
            moments = len(alarms(np.asarray(lasts.any(axis=0))))
            of_series = sum(len(alarms(series)) for series in lasts)
            yield f"{name} | {now.shape[1] * BEAT_S / 3600:.1f} h | {minutes} min | {moments} | {of_series} |"


def tune() -> None:
    """Seek the best choice of each method on the tuning half, and print it."""
    made = streams(load("tuning"), "tuning")
    print(*best(SIGMAS, lambda choice: tally(made, [three_sigma(one.values, choice) for one in made])))
    far = [distances(one.values) for one in made]
    print(*best(MEANS, lambda choice: tally(made, [k_means(one, choice) for one in far])))
    print(*tune_ours(made, Tuning()))


def main() -> None:
    """Judge with what was chosen, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tune", action="store_true", help="seek the best choice of each method anew, an hour")
    if parser.parse_args().tune:
        tune()
        return
    names = load("tuning").names
    for half in ("held out", "tuning"):
        made = streams(load(half), half)
        print(head(half))
        found = np.split(ours(np.concatenate([one.values for one in made]), names, Tuning()), len(made))
        print(row("ours", tally(made, found)))
        print(row("ours, lasting 5 min", tally(made, [lasting(one, 5) for one in found])))
        print(row("three sigma", tally(made, [three_sigma(one.values, CHOSEN_SIGMA) for one in made])))
        print(row("k-means voting", tally(made, [k_means(distances(one.values), CHOSEN_MEANS) for one in made])))
    print("\n| method | life | time | lasting | moments | alarms of all series |\n|---|---|---|---|---|---|")
    for name, judge in (
        ("ours", lambda values: ours(values, names, Tuning())),
        ("three sigma", lambda values: three_sigma(values, CHOSEN_SIGMA)),
        ("k-means voting", lambda values: k_means(distances(values), CHOSEN_MEANS)),
    ):
        for line in quiet(judge):
            print(f"| {name} | {line}")


if __name__ == "__main__":
    main()
