"""Precision and recall of each method: `python -m tests.bench.anomaly.compare`, some minutes.

Each method was tuned on the tuning half by the same rule, the best F1 of events (`--tune`); what is held out is judged
with that choice. Of ours what was tuned is `Tuning`, as it is in the program. False alarms are those on what was
recorded, without an event.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt

from procmon_gui.anomaly.baselines import Baselines
from procmon_gui.anomaly.features import to_scale
from procmon_gui.anomaly.tuning import Tuning
from procmon_gui.anomaly.watched import PROGRAM_FLOORS, PROGRAM_METRICS, floor_of
from tests.bench.anomaly.curves import Curves, halves, load
from tests.bench.anomaly.labelled import BEAT_S, BEATS_A_DAY, KINDS, STARTS_AT_MS, Stream, averaged, resampled, streams
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
Judged = Callable[[Float32], Bool]
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


def at_once(is_unusual: Bool) -> int:
    """Return how often something is unusual, several series at one time counted once."""
    return len(alarms(np.asarray(is_unusual.any(axis=0))))


def quiet(judge: Judged, before: Curves, now: Float32) -> Bool:
    """Return what is called unusual now, after two days resampled of what was before were learned."""
    days = resampled(before, 7, 2)
    return judge(np.concatenate((days, now), axis=1))[:, days.shape[1] :]


def false_alarms(judge: Judged, levels: Mapping[str, Callable[[Bool], Bool]]) -> Iterator[str]:
    """Yield what is called unusual of what had no event.

    Life goes on: two days resampled from a half are learned, then come that half as it was recorded, and three other
    days resampled from it, of which the first is told too. Life changes: two days of the tuning half are learned, then
    comes what is held out, as it was recorded, and a day resampled from it.
    """
    for before, after in [(half, half) for half in halves()] + [("tuning", "held out")] * ("held out" in halves()):
        learned, lived = load(before), load(after)
        name = f"{after}, goes on" if before == after else "changes, tuning to held out"
        recorded = quiet(judge, learned, averaged(lived))
        days = quiet(judge, learned, resampled(lived, 8, 3))
        for level, told in levels.items():
            for span, found in (("as recorded", told(recorded)), ("resampled", told(days)[:, :BEATS_A_DAY]),
                                ("resampled", told(days))):  # fmt: skip
                of_series = sum(len(alarms(series)) for series in found)
                hours = found.shape[1] * BEAT_S / 3600
                yield f"{level} | {name}, {span} | {hours:.1f} h | {at_once(found)} | {of_series} |"


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
    began = time.monotonic()
    names = load("tuning").names
    methods: dict[str, Judged] = {
        "ours": lambda values: ours(values, names, Tuning()),
        "three sigma": lambda values: three_sigma(values, CHOSEN_SIGMA),
        "k-means voting": lambda values: k_means(distances(values), CHOSEN_MEANS),
    }
    levels: dict[str, Callable[[Bool], Bool]] = {
        "at once": lambda found: found,
        "lasting 5 min": lambda found: lasting(found, 5),
    }
    for half in halves():
        made = streams(load(half), half)
        print(head(half))
        for name, judge in methods.items():
            found = [judge(one.values) for one in made]
            for level, told in levels.items():
                print(row(f"{name}, {level}", tally(made, [told(one) for one in found])))
    print("\n| method | level | life | time | moments | alarms of all series |\n|---|---|---|---|---|---|")
    for name, judge in methods.items():
        for line in false_alarms(judge, levels):
            print(f"| {name} | {line}")
    print(f"\nIt took {(time.monotonic() - began) / 60:.1f} minutes.")


if __name__ == "__main__":
    main()
