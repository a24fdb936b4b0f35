"""Cuts command lines down to the name of the program before anything that shows them hears of them.

Who may see them is decided anew at every look, by whoever acts then; where there are no accounts that is all it costs.
Wrappers stand between what reads and what shows: beats, the past, ranges of it, what is asked about one process, and
the questions before something is done to it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

from procmon_gui.auth.gate import Denied, authorize, hides_command_lines
from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.accounts import Access
from procmon_gui.domain.attention import Attention
from procmon_gui.domain.concealing import without_command_lines
from procmon_gui.domain.history import Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Clock, Errand, HistoryReader, Inspector
from procmon_gui.domain.rights import Rights
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.workers import WorkerState

if TYPE_CHECKING:
    # Loaded by who asks about one process, or about the past: every start would pay for it.
    from procmon_gui.domain.heat import HeatReader
    from procmon_gui.domain.inspection import EnvironmentVariable, General, Listing
    from procmon_gui.domain.ranges import ProcessFacts, ProcessInRange, ProcessLife, ProgramLife, Resource

# No text changes that often.
_APART: Final = 1 << 40


class Discretion:
    """Says whether command lines must be cut now. Any thread."""

    def __init__(self, access: Access, clock: Clock) -> None:
        self._access = access
        self._clock = clock

    @property
    def is_needed(self) -> bool:
        """Say whether who acts now may not see whole command lines."""
        actor = self._access.actor()
        return actor.has_accounts and hides_command_lines(actor, self._clock.monotonic_ns())

    def check(self) -> None:
        """Raise Denied where it is needed."""
        actor = self._access.actor()
        if actor.has_accounts and self.is_needed:
            raise Denied(authorize(actor, Permission.FULL_COMMAND_LINES, self._clock.monotonic_ns()))

    def seen(self, snapshot: Snapshot) -> Snapshot:
        """Return a beat as it may be seen now."""
        return cut(snapshot) if self.is_needed else snapshot


def cut(snapshot: Snapshot) -> Snapshot:
    """Return a beat without command lines; what compares texts by their revisions is told that these are others."""
    return replace(without_command_lines(snapshot), text_revisions=snapshot.text_revisions - _APART)


def facts_without(facts: "ProcessFacts") -> "ProcessFacts":
    """Return who a process was, with no more than the name of its program."""
    return facts if facts.command_line is None else replace(facts, command_line=facts.name)


class Beating(Protocol):
    """A heartbeat, as the window listens to one."""

    def beat(self, timeout_s: float) -> Snapshot | None:
        """Wait for the next snapshot; None when none came in time."""

    def look_at(self, attention: Attention) -> None:
        """Say what is looked at from now on."""

    def refresh(self) -> None:
        """Ask for one beat out of turn."""

    def close(self) -> None:
        """Stop."""

    def workers(self) -> Sequence[WorkerState]:
        """Return the state of everything that works for it."""

    def rights(self) -> Rights:
        """Return how much of the machine is seen."""

    def ask_for_everything(self) -> None:
        """Ask for more rights for the eye."""


class DiscreetPulse:
    """A heartbeat whose beats are seen as they may be; what else hears the same pulse hears all of it."""

    def __init__(self, pulse: Beating, discretion: Discretion) -> None:
        self._pulse = pulse
        self._discretion = discretion
        self.look_at = pulse.look_at
        self.refresh = pulse.refresh
        self.close = pulse.close
        self.workers = pulse.workers
        self.rights = pulse.rights
        self.ask_for_everything = pulse.ask_for_everything

    def beat(self, timeout_s: float) -> Snapshot | None:
        """Wait for the next snapshot."""
        snapshot = self._pulse.beat(timeout_s)
        return None if snapshot is None else self._discretion.seen(snapshot)


class DiscreetHistory:
    """A `HistoryReader` that is seen as it may be."""

    def __init__(self, history: HistoryReader, discretion: Discretion) -> None:
        self._history = history
        self._discretion = discretion
        self.span = history.span
        self.beat_near = history.beat_near
        self.ended_since = history.ended_since
        self.newest = history.newest
        self.curve = history.curve
        self.peak = history.peak
        self.leader_at = history.leader_at
        self.series = history.series
        self.series_of = history.series_of
        self.minute_means = history.minute_means
        self.cpu_beats = history.cpu_beats
        self.host_beats = history.host_beats
        self.gaps = history.gaps

    def snapshot_at(self, at_ms: int) -> Snapshot | None:
        """Return the beat nearest to a time."""
        snapshot = self._history.snapshot_at(at_ms)
        return None if snapshot is None else self._discretion.seen(snapshot)


class DiscreetInspector:
    """An `Inspector` that tells what may be told."""

    def __init__(self, inspector: Inspector, discretion: Discretion) -> None:
        self._inspector = inspector
        self._discretion = discretion
        self.threads = inspector.threads
        self.open_files = inspector.open_files
        self.memory = inspector.memory
        self.limits = inspector.limits

    def general(self, key: ProcessKey, errand: Errand) -> "General":
        """Return what there is to say in general."""
        general = self._inspector.general(key, errand)
        if not self._discretion.is_needed or general.arguments is None:
            return general
        return replace(general, arguments=(general.name,), argument_count=None, argument_bytes=None)

    def environment(self, key: ProcessKey, errand: Errand) -> "Listing[EnvironmentVariable]":
        """Return the environment; raises Denied where command lines are cut: it tells more than they do."""
        self._discretion.check()
        return self._inspector.environment(key, errand)


class DiscreetRanges:
    """A `HeatReader` that is seen as it may be."""

    def __init__(self, ranges: "HeatReader", discretion: Discretion) -> None:
        self._ranges = ranges
        self._discretion = discretion
        self.span = ranges.span
        self.host_series = ranges.host_series
        self.host_curve = ranges.host_curve
        self.host_statistics = ranges.host_statistics
        self.gaps = ranges.gaps
        self.top_programs = ranges.top_programs
        self.heat = ranges.heat
        self.hosts = ranges.hosts

    def top_processes(self, span: Span, by: "Resource", count: int, errand: Errand) -> "Sequence[ProcessInRange]":
        """Return the processes that used most."""
        found = self._ranges.top_processes(span, by, count, errand)
        return [_in_range(one) for one in found] if self._discretion.is_needed else found

    def process_life(self, key: ProcessKey, points: int, errand: Errand) -> "ProcessLife | None":
        """Return the whole of a process."""
        life = self._ranges.process_life(key, points, errand)
        if life is None or not self._discretion.is_needed:
            return life
        return replace(
            life,
            facts=facts_without(life.facts),
            parent=None if life.parent is None else facts_without(life.parent),
            children=[facts_without(child) for child in life.children],
        )

    def program_life(self, name: str, executable: str, span: Span, points: int, errand: Errand) -> "ProgramLife":
        """Return a program over its runs."""
        life = self._ranges.program_life(name, executable, span, points, errand)
        return replace(life, runs=[_in_range(run) for run in life.runs]) if self._discretion.is_needed else life


def _in_range(process: "ProcessInRange") -> "ProcessInRange":
    return replace(process, facts=facts_without(process.facts))


class DiscreetOpener:
    """Opens ranges that are seen as they may be."""

    def __init__(self, open_ranges: "Callable[[], HeatReader]", discretion: Discretion) -> None:
        self._open_ranges = open_ranges
        self._discretion = discretion

    def __call__(self) -> "HeatReader":
        """Open them."""
        return DiscreetRanges(self._open_ranges(), self._discretion)
