"""What is replayed is what was shown, in every field, whichever way a beat of this machine has gone.

The beats are real, taken once; what a machine does seldom (a gap, a clock set back, another boot) is said of them
afterwards, as an eye would say it.
"""

import dataclasses
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procmon_gui.domain.reading import Reading
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.engine.clock import SystemClock
from procmon_gui.remote.beat_wire import Listener, changed, whole
from procmon_gui.remote.steady_serials import SteadySerials
from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.recent import BEATS_PER_CHUNK, RecentMemory
from procmon_gui.store.history.server import open_server
from procmon_gui.store.history.stored import StoredHistory
from procmon_gui.store.history.writer import HistoryWriter
from tests.store.conftest import Team
from tests.store.history.forwarded import forwarding, until
from tests.store.history.machines import difference, live
from tests.store.history.real_beats import real_beats
from tests.store.history.recording import record, recover, rows, start_again, stored

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(sys.platform != "linux", reason="needs the eye"),
]

BEATS = 130
_EVERY = 7


class Past(Protocol):
    """What is asked for moments here."""

    def snapshot_at(self, at_ms: int) -> Snapshot | None:
        """Return the beat nearest to a time."""


@pytest.fixture(scope="module")
def beats() -> list[Reading]:
    """Return beats of one eye."""
    return real_beats(BEATS)


@pytest.fixture(scope="module")
def later_beats(beats: list[Reading]) -> list[Reading]:
    """Return beats of another eye, which counts anew, and who was not looked at between the two."""
    return real_beats(80)


def disagreements(
    shown: Sequence[Snapshot], past: Past, *, times: Sequence[int] | None = None, around: int = 0
) -> list[object]:
    """Return, for each beat that is not as it was shown, when it was and what differs.

    Asked are those around borders of chunks, at both ends and `around` a place, and some of all others; `times` are
    those of the axis, where the labels are not.
    """
    asked_at = times or [one.at_ms for one in shown]
    corners = {0, len(shown), around, *range(0, len(shown), BEATS_PER_CHUNK)}
    found: list[object] = []
    for place, (one, at_ms) in enumerate(zip(shown, asked_at, strict=True)):
        if place % _EVERY and not corners & {place - 1, place, place + 1, place + 2}:
            continue
        other = past.snapshot_at(at_ms)
        differing = ["nothing is remembered"] if other is None else difference(one, other)
        if differing:
            found.append((place, differing))
    return found


def as_one(memory: RecentMemory, folder: Path) -> LongHistory:
    """Return memory and disk as the window asks them."""
    history = LongHistory(memory, folder / FILE_NAME)
    history.refresh()
    return history


def after_a_gap(readings: Sequence[Reading], place: int, missed: int) -> list[Reading]:
    """Return beats of which some after a place were due and not taken."""
    late = [dataclasses.replace(one, missed_beats=one.missed_beats + missed) for one in readings[place + missed :]]
    return [*readings[:place], *late]


def clock_set(readings: Sequence[Reading], place: int, by_ms: int) -> list[Reading]:
    """Return beats of a machine whose wall clock was set at a place."""
    return [*readings[:place], *(dataclasses.replace(one, at_ms=one.at_ms + by_ms) for one in readings[place:])]


def after_a_reboot(readings: Sequence[Reading], away_ms: int) -> list[Reading]:
    """Return the beats as they would be of the next boot: another name, a clock that began anew, and later."""
    began_ns = readings[0].monotonic_ns - 10_000_000_000
    return [
        dataclasses.replace(
            one,
            boot_id="the next boot",
            at_ms=one.at_ms + away_ms,
            monotonic_ns=one.monotonic_ns - began_ns,
            sockets_ns=max(0, one.sockets_ns - began_ns),
            boot_at_utc_s=one.boot_at_utc_s + away_ms / 1000,
        )
        for one in readings
    ]


def test_the_beats_are_worth_looking_at(beats: list[Reading]) -> None:
    """Processes came, went, worked, talked and became another program; costly figures came and went."""
    shown = live(beats)
    lives = [set(one.serials[one.rows].tolist()) for one in shown]
    born, ended = lives[-1] - lives[0], lives[0] - lives[-1]
    everybody = set().union(*lives)

    assert len(everybody) > len(lives[0]) + 50
    assert born
    assert ended
    assert len(everybody - lives[0] - lives[-1]) > 20
    assert any((one.columns["cpu_ratio"][one.rows] > 0).any() for one in shown)
    assert any((one.columns["tcp_sent_bytes_per_s"][one.rows] > 0).any() for one in shown)
    pss = [bool((~np.isnan(one.columns["pss_bytes"][one.rows])).any()) for one in shown]
    assert set(pss) == {True, False}
    assert max(int(one.text_revisions.max()) for one in shown) > 1


def test_recent_memory(beats: list[Reading]) -> None:
    """Packed, being packed, and still being gathered; asked after all of them, and while they come."""
    memory = RecentMemory()
    shown = live(beats, memory)

    assert disagreements(shown, memory) == []


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commit_every=st.sampled_from([7, 10, 60]), count=st.integers(BEATS_PER_CHUNK + 1, BEATS))
def test_sealed_chunks_and_a_journal_that_was_cut_off(
    beats: list[Reading], tmp_path_factory: pytest.TempPathFactory, commit_every: int, count: int
) -> None:
    """Whole chunks, and what a killed recorder left; over the border of two chunks too."""
    folder = tmp_path_factory.mktemp("history")
    shown = record(folder, beats[:count], commit_every=commit_every)
    recover(folder)
    history = stored(folder)

    assert disagreements(shown[: count // commit_every * commit_every], history) == []
    history.close()


def test_while_one_part_is_on_the_disk_and_the_other_in_memory(beats: list[Reading], tmp_path: Path) -> None:
    memory = RecentMemory()
    shown = record(tmp_path, beats, memory=memory)
    history = as_one(memory, tmp_path)

    assert disagreements(shown, history) == []
    history.close()


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(1, 75), missed=st.integers(1, 50))
def test_the_first_beat_after_a_gap(
    beats: list[Reading], tmp_path_factory: pytest.TempPathFactory, place: int, missed: int
) -> None:
    folder = tmp_path_factory.mktemp("history")
    memory = RecentMemory()
    shown = record(folder, after_a_gap(beats, place, missed), commit_every=5, memory=memory)
    recover(folder)
    history = stored(folder)

    assert disagreements(shown, memory, around=place) == []
    assert disagreements(shown[: len(shown) // 5 * 5], history, around=place) == []
    history.close()


def test_a_recorder_that_was_started_again(beats: list[Reading], later_beats: list[Reading], tmp_path: Path) -> None:
    """The same boot, another eye, another run: what it shows first is taken against nothing."""
    first = record(tmp_path, beats[:100])
    memory = RecentMemory()
    second = record(tmp_path, later_beats, memory=memory)
    recover(tmp_path)

    for history in (stored(tmp_path), as_one(memory, tmp_path)):
        assert disagreements(first, history) == []
        assert disagreements(second, history) == []
        history.close()


def test_the_next_boot(beats: list[Reading], later_beats: list[Reading], tmp_path: Path) -> None:
    """Pids and start times come again, and mean others."""
    first = record(tmp_path, beats[:100])
    second = record(tmp_path, after_a_reboot(beats[:70], away_ms=3_600_000))
    recover(tmp_path)
    history = stored(tmp_path)

    assert disagreements([*first, *second], history) == []
    history.close()


@pytest.mark.parametrize("by_ms", [-3_600_000, -500, 3_600_000])
def test_a_clock_that_was_set(beats: list[Reading], tmp_path: Path, by_ms: int) -> None:
    memory = RecentMemory()
    shown = record(tmp_path, clock_set(beats, 70, by_ms), memory=memory)
    recover(tmp_path)
    history = stored(tmp_path)
    times = memory.newest(0).at_ms.tolist()

    assert disagreements(shown, memory, times=times, around=70) == []
    assert disagreements(shown, history, times=times, around=70) == []
    history.close()


def test_after_another_program_took_over(beats: list[Reading], later_beats: list[Reading], tmp_path: Path) -> None:
    """A window listens to a recorder that is killed, looks for itself from then on, and records."""
    shown_there = record(tmp_path, beats[:100])
    heard, memory = heard_from_another(beats[:100], later_beats), RecentMemory()
    shown_here = live(heard, memory)
    writer = HistoryWriter(memory, tmp_path, clock=SystemClock(), ballast_bytes=0)
    writer.start()
    assert writer.stop(30.0)
    history = stored(tmp_path)

    assert disagreements(shown_there, history) == []
    assert disagreements(shown_here, memory, around=100) == []
    assert disagreements(shown_here, history, around=100) == []
    history.close()


def test_of_two_runs_that_overlap_every_beat_is_told_once(
    beats: list[Reading], later_beats: list[Reading], tmp_path: Path
) -> None:
    """Who takes over has heard what the one before has written; beats, series, curves and minutes tell of it once."""
    record(tmp_path, beats[:90])
    memory = RecentMemory()
    shown = live(heard_from_another(beats[:100], later_beats), memory)
    writer = HistoryWriter(memory, tmp_path, clock=SystemClock(), ballast_bytes=0)
    writer.start()
    assert writer.stop(30.0)
    history, both = stored(tmp_path), as_one(RecentMemory(), tmp_path)
    times, span = [one.at_ms for one in shown], (0, 2**53)

    assert list(history.beat_times(*span)) == times
    assert both.series("host.cpu.busy_ratio", *span).at_ms.tolist() == times
    assert [beat.at_s for beat in both.cpu_beats(*span)] == [one.monotonic_ns / 1e9 for one in shown]
    assert [beat.at_s for beat in both.host_beats(*span)] == [one.monotonic_ns / 1e9 for one in shown]
    curve = history.curve(times[0], times[-1], 10_000)
    assert curve.at_ms[~np.isnan(curve.values)].tolist() == times[1:]
    history.close()
    both.close()
    start_again(tmp_path)
    (minutes,) = rows(tmp_path, "SELECT sum(beat_count) AS beats FROM system_sums")
    assert minutes["beats"] == len(times)


def heard_from_another(told: Sequence[Reading], own: Sequence[Reading]) -> list[Reading]:
    """Return beats that were heard from a recorder, and after them those of an eye of one's own."""
    listener, steady = Listener(), SteadySerials()
    heard = [listener.hear(whole(told[0]))]
    heard += [listener.hear(changed(before, now)) for before, now in pairwise(told)]
    steady.begin(heard[-1])
    return [*heard, *map(steady.steady, own)]


def test_on_a_server(beats: list[Reading], later_beats: list[Reading], tmp_path: Path, team: Team) -> None:
    shown = record(tmp_path, beats[:100])
    shown += record(tmp_path, later_beats)
    recover(tmp_path)
    with forwarding(tmp_path, team.recorder) as forwarder:
        assert until(lambda: forwarder.figures().is_connected and not forwarder.figures().waiting_count)
    history = StoredHistory(open_server(team.recorder), machine_id="machine")
    history.refresh()

    assert disagreements(shown, history) == []
    history.close()
