"""Readings of machines whose processes come, go and change as a test says, and what was shown of them live."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from procmon_gui.domain.derive import derive
from procmon_gui.domain.reading import NUMBER_FIELDS, TEXT_FIELDS, Reading
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.recent import RecentMemory
from tests.domain.readings import reading

START_MS = 1_700_000_000_000


def equal_readings(one: Reading, other: Reading) -> bool:
    """Say whether two readings are the same to the last value; NaN is NaN."""
    return (
        [getattr(one, name) for name in _PLAIN] == [getattr(other, name) for name in _PLAIN]
        and np.array_equal(one.boot_at_utc_s, other.boot_at_utc_s, equal_nan=True)
        and all(np.array_equal(one.numbers[f], other.numbers[f], equal_nan=True) for f in NUMBER_FIELDS)
        and all(list(one.texts[f]) == list(other.texts[f]) for f in TEXT_FIELDS)
        and all(np.array_equal(getattr(one, name), getattr(other, name)) for name in _ARRAYS)
        and _plain(one.host) == _plain(other.host)
        and dict(one.unsupported) == dict(other.unsupported)
    )


_PLAIN = (
    "boot_id", "at_ms", "monotonic_ns", "sockets_ns", "suspended_ns", "sequence", "missed_beats", "ticks_per_s",
    "notes",
)  # fmt: skip
_ARRAYS = ("serials", "text_revisions", "refused")


def _plain(host: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, str]]:
    return {raw: {instance: repr(float(value)) for instance, value in values.items()} for raw, values in host.items()}


def difference(live: Snapshot, past: Snapshot) -> list[str]:
    """Return what differs between two snapshots, field by field: empty when one can not be told from the other."""
    differing = [
        name
        for name in (
            "boot_id",
            "at_ms",
            "monotonic_ns",
            "sequence",
            "missed_beats",
            "elapsed_s",
            "ticks_per_s",
            "notes",
        )
        if getattr(live, name) != getattr(past, name)
    ]
    differing += [
        name
        for name in ("rows", "serials", "text_revisions", "refused")
        if not np.array_equal(getattr(live, name), getattr(past, name))
    ]
    differing += [
        metric_id
        for metric_id in {*live.columns, *past.columns}
        if not np.array_equal(live.columns[metric_id], past.columns[metric_id], equal_nan=True)
    ]
    differing += [field for field in live.texts if list(live.texts[field]) != list(past.texts[field])]
    differing += ["host"] if _plain(live.host) != _plain(past.host) else []
    differing += ["unsupported"] if dict(live.unsupported) != dict(past.unsupported) else []
    return differing


def live(readings: Iterable[Reading], memory: RecentMemory | None = None) -> list[Snapshot]:
    """Return what a pulse would have shown of readings, and let a memory hear of them as a pulse would."""
    return list(beating(readings, memory))


def beating(readings: Iterable[Reading], memory: RecentMemory | None = None) -> Iterator[Snapshot]:
    """Do the same beat by beat, so that something else can happen in between."""
    previous = before_sockets = None
    for one in readings:
        if previous is not None and previous.sockets_ns != one.sockets_ns:
            before_sockets = previous
        snapshot = derive(previous, one, before_sockets=before_sockets)
        previous = one
        if memory is not None:
            memory.offer(one, snapshot)
        yield snapshot


def day(beats: int, *, first: int = 1, every_s: float = 1.0) -> list[Reading]:
    """Return beats of a machine on which one process works, one now and then, and others come and go."""
    found = []
    for beat in range(first, first + beats):
        serials = (1, 2, 3 + beat // 10, -1 if beat % 7 else 5000 + beat)
        count = len(serials)
        one = reading(
            at_s=beat * every_s,
            serials=serials,
            sockets_s=beat // 3,
            host={
                "cpu.user_s": {"": beat * 0.75, "0": beat * 0.5},
                "cpu.idle_s": {"": beat * 1.25, "0": beat * 0.5},
                "memory.total_bytes": {"": 16e9},
                "memory.available_bytes": {"": 8e9 + 4096 * beat},
                "load.1min": {"": (beat % 90) / 100},
            },
            cpu_user_s=[beat * 0.25, beat // 5 * 0.01, 0.01 * (beat % 10), np.nan],
            cpu_system_s=[beat * 0.01, 0.0, 0.0, np.nan],
            rss_bytes=[4096.0 * (100 + beat % 3), 8192.0, 4096.0 * beat, np.nan],
            state=[0.0, 1.0, 1.0, np.nan],
            tcp_received_bytes=[beat // 3 * 100.0, 0.0, np.nan, np.nan],
            tcp_sent_bytes=[0.0, 0.0, np.nan, np.nan],
            threads=[4.0, 1.0, 1.0, np.nan],
        )
        texts = {
            field: [f"{field} {beat // 20}", field, None, None if serials[3] < 0 else f"{field} of {serials[3]}"]
            for field in one.texts
        }
        revisions = np.array([beat // 20, 0, 0, 0], np.int64)
        found.append(
            dataclasses.replace(one, texts=texts, text_revisions=revisions, refused=np.arange(count), sequence=beat)
        )
    return found


def with_ends(readings: Sequence[Reading]) -> list[Reading]:
    """Return readings that tell how each process ended that is missed, 300 ms before: with `status_of` its serial."""
    found: list[Reading] = []
    for one in readings:
        status, ended_s = (np.full(len(one.serials), np.nan) for _ in range(2))
        before = found[-1].serials[: len(one.serials)].tolist() if found else []
        for slot, serial in enumerate(before):
            if serial >= 0 and serial not in one.serials:
                status[slot], ended_s[slot] = status_of(serial), (one.at_ms - 300) / 1000
        numbers = {**one.numbers, "exit_status": status, "ended_at_utc": ended_s}
        found.append(dataclasses.replace(one, numbers=numbers))
    return found


def status_of(serial: int) -> int:
    """Return how a process ends on such a machine: every third is killed."""
    return -9 if serial % 3 == 0 else serial % 256


def without(readings: Sequence[Reading], gone: range) -> list[Reading]:
    """Return the readings of which some never came; their numbers say that they were missed."""
    kept = [one for place, one in enumerate(readings) if place not in gone]
    until_ns = readings[gone.start].monotonic_ns
    return [dataclasses.replace(one, missed_beats=len(gone)) if one.monotonic_ns > until_ns else one for one in kept]
