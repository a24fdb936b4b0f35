"""Precision and recall of each method: `python -m tests.bench.anomaly.compare`, some minutes.

Each method was tuned on the tuning half by the same rule, the best F1 of events (`--tune`); what is held out is judged
with that choice. Of ours what was tuned is `Tuning`, as it is in the program. False alarms are those on what was
recorded, without an event.

What may be told to somebody must be seldom wrong: each method has a second choice, the best F1 among those with at most
one false alarm a day on the tuning half, of the figures that the shipped rules look at. Ours are these rules.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from procmon_gui.anomaly.baselines import UNUSUAL, Baselines
from procmon_gui.anomaly.features import to_scale
from procmon_gui.anomaly.tuning import Tuning
from procmon_gui.anomaly.watched import PROGRAM_FLOORS, PROGRAM_METRICS, floor_of
from tests.bench.anomaly.curves import KNOWN_EVENTS_MIN, halves, load
from tests.bench.anomaly.heard import as_heard, heard, of_figures
from tests.bench.anomaly.labelled import BEAT_S, BEATS_A_DAY, KINDS, STARTS_AT_MS, Stream, averaged, resampled, streams
from tests.bench.anomaly.rivals import (
    CHOSEN_MEANS,
    CHOSEN_SIGMA,
    MEANS,
    SELDOM_MEANS,
    SELDOM_SIGMA,
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
Prepared: TypeAlias = npt.NDArray[Any]
# How what is told of figures alone is called.
TOLD, SELDOM = "ours, as the shipped rules tell", "told seldom"
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


def scores_of(values: Float32, names: Sequence[tuple[str, str]], tuning: Tuning, beat_s: int = BEAT_S) -> Float32:
    """Return how unusual ours calls each beat, played one after the other as live; several streams stand one below
    the other.
    """
    copies = len(values) // len(names)
    baselines = Baselines(len(values), tuning)
    scaled = np.ascontiguousarray(to_scale(values.T.astype(np.float64), np.tile(floors_of(names), copies)))
    found = np.zeros(values.shape, np.float32)
    with np.errstate(invalid="ignore"):
        for beat, row in enumerate(scaled):
            baselines.beat(row, beat_s, STARTS_AT_MS + beat * beat_s * 1000)
            found[:, beat] = baselines.scores
    return found


def is_unusual(scores: Float32) -> Bool:
    """Return where scores say so; what is not known is not."""
    return np.asarray(scores >= UNUSUAL)


def ours_on(made: Sequence[Stream], tuning: Tuning) -> Tally:
    """Return what ours does on streams, all of them at once."""
    together = scores_of(np.concatenate([stream.values for stream in made]), made[0].names, tuning)
    return tally(made, np.split(is_unusual(together), len(made)))


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


def moments(is_unusual: Bool) -> list[int]:
    """Return when something begins to be unusual, several series at one time counted once."""
    return alarms(np.asarray(is_unusual.reshape(-1, is_unusual.shape[-1]).any(axis=0)))


def at_once(is_unusual: Bool) -> int:
    """Return how often something is unusual, several series at one time counted once."""
    return len(moments(is_unusual))


def lives(chosen: Sequence[str]) -> Iterator[tuple[str, str, Float32, Float32]]:
    """Yield what had no event: its half, what it is, the days that are learned before, and what is judged.

    Life goes on: two days resampled from a half are learned, then come that half as it was recorded, and three other
    days resampled from it. Life changes: two days of the tuning half are learned, and what is held out comes then.
    """
    for before, after in [(half, half) for half in chosen] + [("tuning", "held out")] * ("held out" in chosen):
        learned, lived = resampled(load(before), 7, 2), load(after)
        name = f"{after}, goes on" if before == after else "changes, tuning to held out"
        yield after, f"{name}, as recorded", learned, averaged(lived)
        yield after, f"{name}, resampled", learned, resampled(lived, 8, 3)


def false_alarms(told: Bool) -> str:
    """Return the cells of what was told without an event; of several days the first is told by itself too."""
    cells = []
    for part in (told[..., :BEATS_A_DAY], told)[: 1 + (told.shape[-1] > BEATS_A_DAY)]:
        of_series = sum(len(alarms(series)) for series in part.reshape(-1, part.shape[-1]))
        cells.append(f"{at_once(part)} and {of_series} in {part.shape[-1] * BEAT_S / 3600:.1f} h")
    return " | ".join((*cells, "")[:2])


def when(told: Bool, half: str) -> str:
    """Return the minutes of a recording in which something was told, those of a known event in parentheses."""
    known = KNOWN_EVENTS_MIN.get(half, ())
    minutes = [beat * BEAT_S / 60 for beat in moments(told)]
    return " ".join(
        f"({at:.0f})" if any(begins <= at <= ends + 5 for begins, ends in known) else f"{at:.0f}" for at in minutes
    )


def judged(values: Float32) -> Iterator[tuple[str, Bool]]:
    """Yield what each method calls unusual, at once and where it lasts; and of figures what is told seldom."""
    names = load("tuning").names
    scores = scores_of(values, names, Tuning())
    far = distances(values)
    methods = {
        "ours": is_unusual(scores),
        "three sigma": three_sigma(values, CHOSEN_SIGMA),
        "k-means voting": k_means(far, CHOSEN_MEANS),
    }
    for name, found in methods.items():
        yield f"{name}, at once", found
        yield f"{name}, lasting 5 min", lasting(found, 5)
    yield TOLD, np.asarray(heard(scores, names).any(axis=0))
    yield f"three sigma, {SELDOM}", of_figures(three_sigma(values, SELDOM_SIGMA), names)
    yield f"k-means voting, {SELDOM}", of_figures(k_means(far, SELDOM_MEANS), names)


def print_found(half: str) -> None:
    """Print the table of a half."""
    tallies: dict[str, Tally] = {}
    for stream in streams(load(half), half):
        for name, found in judged(stream.values):
            if name != TOLD and SELDOM not in name:
                count(stream, found, tallies.setdefault(name, Tally()))
                continue
            told = as_heard(stream)
            for which, all_of in (("", told), (", of all events", stream)):
                tally = tallies.setdefault(f"{name}{which}", Tally())
                count(told, found, tally)
                tally.all += Counter(label.kind for label in all_of.labels) - Counter(
                    label.kind for label in told.labels
                )
    print(head(half))
    for name, tally in tallies.items():
        print(row(name, tally))


def quiet(made_of: Callable[[Float32], Prepared]) -> list[tuple[Prepared, int]]:
    """Return the tuning half without an event, as a method wants it, and how many beats at the end are judged.

    Three days are resampled. A recording lasts hours: it is played after other days each, until that makes days too.
    """
    found = []
    for _, name, learned, lived in lives(("tuning",)):
        before = [learned]
        if name.endswith("as recorded"):
            before += [resampled(load("tuning"), seed, 2) for seed in range(100, 107)]
        found += [(made_of(np.concatenate((days, lived), axis=1)), lived.shape[1]) for days in before]
    return found


def seldom(
    choices: Sequence[Choice], made_of: Callable[[Float32], Prepared], judge: Callable[[Prepared, Choice], Bool]
) -> str:
    """Return the choice with the best F1 among those that tell of nothing at most once a day, and what it does."""
    names, made = load("tuning").names, streams(load("tuning"), "tuning")
    with_events = [(as_heard(one), made_of(one.values)) for one in made]
    without = quiet(made_of)
    days = sum(beats for _, beats in without) / BEATS_A_DAY
    tallies = {
        choice: tally([one for one, _ in with_events], [of_figures(judge(of, choice), names) for _, of in with_events])
        for choice in choices
    }
    for choice, found in sorted(tallies.items(), key=lambda entry: -entry[1].f1):
        told = sum(at_once(of_figures(judge(of, choice), names)[:, -beats:]) for of, beats in without)
        if told <= days:
            return f"{choice}, F1 {found.f1:.3f}, {told / days:.2f} a day"
    return "none"


def tune() -> None:
    """Seek the best choice of each method on the tuning half, and print it."""
    made = streams(load("tuning"), "tuning")
    print(*best(SIGMAS, lambda choice: tally(made, [three_sigma(one.values, choice) for one in made])))
    far = [distances(one.values) for one in made]
    print(*best(MEANS, lambda choice: tally(made, [k_means(one, choice) for one in far])))
    print(*tune_ours(made, Tuning()))
    print(seldom(SIGMAS, np.asarray, three_sigma), seldom(MEANS, distances, k_means), sep="\n")


def main() -> None:
    """Judge with what was chosen, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tune", action="store_true", help="seek the best choice of each method anew, an hour")
    parser.add_argument("--half", choices=halves(), help="only this one")
    options = parser.parse_args()
    if options.tune:
        tune()
        return
    began = time.monotonic()
    chosen = (options.half,) if options.half else halves()
    for half in chosen:
        print_found(half)
    print("\nWithout an event, moments and alarms of all series:\n")
    print("| method | life | first day | in all | in the minutes |\n|---|---|---|---|---|")
    for half, name, learned, lived in lives(chosen):
        for method, found in judged(np.concatenate((learned, lived), axis=1)):
            told = found[..., learned.shape[1] :]
            minutes = when(told, half) if name.endswith("as recorded") else ""
            print(f"| {method} | {name} | {false_alarms(told)} | {minutes} |")
    print(f"\nIt took {(time.monotonic() - began) / 60:.1f} minutes.")


if __name__ == "__main__":
    main()
