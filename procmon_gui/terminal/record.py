"""`procmon-gui record`: keeps every beat on disk, without a window. Lives on the main thread."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Final, Protocol

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.errors import ProcmonError, Unavailable
from procmon_gui.domain.history import Forwarding, Pace, Recording
from procmon_gui.domain.settings import Problem, SettingsStore, number
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.text import display_text
from procmon_gui.engine.bench import Bench
from procmon_gui.engine.heap import give_back_what_is_free, give_large_blocks_back, keep_one_heap
from procmon_gui.reports.values import iso_utc
from procmon_gui.reports.wording import bytes_text
from procmon_gui.services.channels import recorder_tellers
from procmon_gui.services.crashes import CrashFolder, watch_for_crashes
from procmon_gui.services.history import open_history, open_history_writer, open_memory
from procmon_gui.services.live import open_pulse, open_recorder_socket
from procmon_gui.services.places import Options, open_settings
from procmon_gui.services.seat import open_seat
from procmon_gui.terminal.heartbeat import AILING, BeatWatch, Heartbeat
from procmon_gui.terminal.output import Output, ReaderGone
from procmon_gui.terminal.request import Request, complain

# What waits for the disk: some minutes of a thousand processes.
MEMORY_MIB: Final = 8
OPEN_S: Final = 10.0
SETTINGS_S: Final = 5.0
_WAIT_S: Final = 1.0
_LOOK_S: Final = 0.05
# About as often as is written: what a chunk takes for a moment is given back soon, at a millisecond each time.
_TRIM_EVERY_BEATS: Final = 10


class Writer(Protocol):
    """What is needed of `store.history.writer.HistoryWriter`."""

    def start(self) -> None:
        """Begin."""

    def stop(self) -> bool:
        """Write what is left; False when that took too long."""

    def figures(self) -> Recording:
        """Return how it is doing."""

    def forwarding(self) -> Forwarding | None:
        """Return how the copying to a server is doing; None where there is none."""


class SharedHeartbeat(Heartbeat, Protocol):
    """One that others may hear too."""

    @property
    def interval_s(self) -> float:
        """Return the time between two beats."""

    def look_for(self, others: Sequence[Attention]) -> None:
        """Say what others look at."""


class Door(Protocol):
    """What is needed of `remote.recorder_socket.RecorderSocket`."""

    def open(self, host: SharedHeartbeat) -> bool:
        """Let others listen."""

    def close(self) -> None:
        """Send them away."""


class Judging(Protocol):
    """What is needed of `engine.seat.Seat`."""

    def start(self) -> None:
        """Begin, on a thread of its own."""

    def stop(self) -> bool:
        """Keep what happened, and end; False when that took too long."""


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What a recording is made of, and how often it looks."""

    heartbeat: SharedHeartbeat
    writer: Writer
    door: Door
    interval_s: float = 1.0
    judging: Judging | None = None
    settings: SettingsStore | None = None


def run_record(request: Request, *, opener: Callable[[Request], Parts] | None = None) -> int:
    """Record until the time is over or somebody stops it; return the exit status."""
    keep_one_heap()
    give_large_blocks_back()
    try:
        output = Output(is_utf8=False)
        recorder = _Recorder(request, (opener or _open)(request), output)
        try:
            recorder.begin()
            recorder.go_on()
        finally:
            # Raises where nothing came of it, also when it was stopped: whoever started it must not think otherwise.
            recorder.end()
    except ReaderGone:
        return 0
    except ProcmonError as error:
        complain(str(error))
        return 1
    return 0


def _open(request: Request) -> Parts:
    options = Options(data_dir=request.data_dir, config=request.config)
    # Where no window ever looks, those that were restarted would leave a notebook each.
    CrashFolder(options).collect()
    watch_for_crashes(options, program="record")
    settings = open_settings(options)
    interval_s = request.interval_s or number(settings, "sampling.interval_s")
    memory, bench = open_memory(MEMORY_MIB), Bench()
    door = open_recorder_socket(options)
    writer = open_history_writer(options, memory, settings=settings)
    return Parts(
        heartbeat=open_pulse(
            options, interval_s=interval_s, memory=memory, listeners=[("listeners", door)], bench=bench
        ),
        writer=writer,
        door=door,
        interval_s=interval_s,
        judging=open_seat(
            options,
            settings,
            bench,
            cache(partial(open_history, options, memory)),
            recorder_tellers(options, settings, complain),
            figures=writer.figures,
            say=complain,
        ),
        settings=settings,
    )


class _Recorder:
    """One recording, from its first beat to the last that is written."""

    def __init__(self, request: Request, parts: Parts, output: Output) -> None:
        self._request = request
        self._heartbeat = parts.heartbeat
        self._writer = parts.writer
        self._door = parts.door
        self._interval_s = parts.interval_s
        self._judging = parts.judging
        self._settings = parts.settings
        self._look_s = 0.0
        self._output = output
        self._says_state = output.is_terminal and not request.is_quiet
        self._beat_count = 0
        self._has_begun = False
        self._began_s = time.monotonic()
        self._said_of_settings: list[str] = []
        # What was said last of each kind; the same is not said again.
        self._said = {"history": "", "server": "", "pace": ""}

    def begin(self) -> None:
        """Open the history. Raises Unavailable where there can be none."""
        self._writer.start()
        give_up_s = time.monotonic() + OPEN_S
        while not self._writer.figures().is_open:
            figures = self._writer.figures()
            if figures.trouble or time.monotonic() > give_up_s:
                raise Unavailable(figures.trouble or f"{figures.path} could not be opened within {OPEN_S:.0f} s")
            time.sleep(_LOOK_S)
        if cut_off_ms := self._writer.figures().cut_off_ms:
            complain(f"The last recording was cut off; it is whole up to {iso_utc(cut_off_ms / 1000)}.")
        # Now that nobody else records here, the door is ours.
        self._door.open(self._heartbeat)
        if self._judging is not None:
            self._judging.start()
        self._began_s = time.monotonic()
        self._has_begun = True

    def go_on(self) -> None:
        """Take beats until the time is over."""
        watch = BeatWatch(self._heartbeat, has_end=False)
        until_s = self._began_s + self._request.for_s if self._request.for_s is not None else float("inf")
        while time.monotonic() < until_s:
            snapshot = self._heartbeat.beat(min(_WAIT_S, until_s - time.monotonic()))
            watch.look(snapshot)
            self._complain_of(self._writer.figures(), self._writer.forwarding())
            self._look_at_settings()
            if snapshot is not None:
                self._beat_count += 1
                if self._beat_count % _TRIM_EVERY_BEATS == 0:
                    give_back_what_is_free()
                if self._says_state:
                    self._say_state(snapshot)

    def end(self) -> None:
        """Let the last beats be written, and say what was done. Raises Unavailable where nothing was recorded."""
        elapsed_s = time.monotonic() - self._began_s
        ailing = [state.detail for state in self._heartbeat.workers() if state.health in AILING and state.detail]
        self._door.close()
        self._heartbeat.close()
        if self._judging is not None and not self._judging.stop():
            complain("What the last samples mean could not be kept in time.")
        if self._settings is not None:
            self._settings.close()
        is_done = self._writer.stop()
        if self._says_state:
            self._output.write("\n")
        if not self._has_begun:
            return
        figures = self._writer.figures()
        if not figures.kept_ms:
            raise Unavailable(f"Nothing was recorded: {self._why_nothing(figures, is_done, ailing, elapsed_s)}")
        if not is_done:
            complain("The last beats could not be written in time.")
        elif figures.trouble:
            complain(f"The last beats could not be written: {figures.trouble}")
        elif not self._request.is_quiet:
            self._output.write(f"Recorded {self._beat_count} beats into {display_text(figures.path)}.\n")

    def _why_nothing(self, figures: Recording, is_done: bool, ailing: list[str], elapsed_s: float) -> str:
        if figures.trouble:
            return figures.trouble
        if self._beat_count:
            return f"{figures.path} could not be written{'' if is_done else ' in time'}."
        return f"no sample came in {elapsed_s:.2f} s.{' '.join(['', *ailing])}"

    def _complain_of(self, figures: Recording, forwarding: Forwarding | None) -> None:
        found = {"history": figures.trouble, "server": "", "pace": _thinned(figures.pace, self._interval_s)}
        if forwarding is not None:
            found["server"] = forwarding.trouble
        for kind, words in found.items():
            if words and words != self._said[kind]:
                complain(words)
        self._said = found

    def _look_at_settings(self) -> None:
        """Take in what was changed in another program."""
        now_s = time.monotonic()
        if self._settings is not None and now_s >= self._look_s:
            self._look_s = now_s + SETTINGS_S
            self._settings.deliver()
            self._settings.look_again()
            self._complain_of_settings(self._settings)

    def _complain_of_settings(self, settings: SettingsStore) -> None:
        """Say what of the settings can not be used, once: there is no window to say it."""
        found = [_setting_words(settings, problem) for problem in settings.problems()]
        for words in found:
            if words not in self._said_of_settings:
                complain(words)
        self._said_of_settings = found

    def _say_state(self, snapshot: Snapshot) -> None:
        """Overwrite the line of before."""
        figures = self._writer.figures()
        elapsed_s = time.monotonic() - self._began_s
        parts = [
            f"{_clock(elapsed_s)}  {self._beat_count} beats of {len(snapshot.rows)} processes",
            f"{bytes_text(figures.size_bytes)} on disk{_a_day(figures.pace, self._interval_s)}",
            *_copied(self._writer.forwarding()),
            f"own CPU {_own_cpu(snapshot):.1%}",
        ]
        line = display_text("  ".join(parts), max(20, self._output.size().columns - 1))
        self._output.write(f"\r\x1b[K{line}")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"


def _a_day(pace: Pace, interval_s: float) -> str:
    a_day = "" if pace.bytes_a_day is None else f", about {bytes_text(pace.bytes_a_day)} written a day"
    return a_day if pace.kept_every == 1 else f"{a_day}, kept every {pace.kept_every * interval_s:g} s"


def _setting_words(settings: SettingsStore, problem: Problem) -> str:
    place = str(settings.path) if settings.path is not None else "settings"
    line = f", line {problem.line}" if problem.line else ""
    return display_text(f"{place}{line}: {f'{problem.key}: ' if problem.key else ''}{problem.sentence}")


def _thinned(pace: Pace, interval_s: float) -> str:
    if pace.kept_every == 1:
        return ""
    kept = f"A sample is kept every {pace.kept_every * interval_s:g} s, and written less often"
    return f"{kept}, to stay below {bytes_text(pace.most_bytes_a_day)} a day."


def _copied(forwarding: Forwarding | None) -> tuple[str, ...]:
    if forwarding is None:
        return ()
    if forwarding.trouble or forwarding.waiting_count:
        return (f"{forwarding.waiting_count} minutes wait for the server",)
    return (f"{bytes_text(forwarding.sent_bytes)} copied to the server",)


def _own_cpu(snapshot: Snapshot) -> float:
    """Return the CPU of this process and of its eye, of one core; 0 while it is not known."""
    pids, parents = snapshot.columns["pid"], snapshot.columns["ppid"]
    used = snapshot.columns["cpu_ratio"][(pids == os.getpid()) | (parents == os.getpid())]
    return float(sum(ratio for ratio in used.tolist() if ratio == ratio))
