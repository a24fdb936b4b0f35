"""The portable eye: fills a `Reading` through psutil, on systems that have no eye of their own.

It lives in whichever thread calls `read`; the other methods may be called from any thread. On Linux it is the referee
in tests and the last resort: a beat costs some twenty times what the eye of `collectors.eye` needs.
"""

import contextlib
import math
import os
import subprocess
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import psutil

from procmon_gui.collectors import portable_process as words
from procmon_gui.collectors.eye.redact import COMMAND_SENT_BYTES
from procmon_gui.collectors.eye.shortcomings import LIMITED_VIEW
from procmon_gui.collectors.portable_columns import SlotColumns
from procmon_gui.collectors.portable_host import PortableHost
from procmon_gui.collectors.portable_process import Questions
from procmon_gui.collectors.users import UserNames
from procmon_gui.domain.attention import Attention
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.reading import Note, Reading, Refusal
from procmon_gui.domain.rights import Rights
from procmon_gui.domain.text import cell_text, display_text
from procmon_gui.domain.workers import Health, WorkerState
from procmon_gui.engine.clock import SystemClock
from procmon_gui.engine.pulse import STALLED_AFTER_BEATS

# A process that was just born may still be between fork and exec: its texts are read again.
YOUNG_BEATS: Final = 3
TEXTS_EVERY: Final = 32
_COSTLY_FIELDS: Final = (
    "voluntary_switches", "involuntary_switches", "peak_rss_bytes", "pss_bytes", "swap_bytes", "open_descriptors",
)  # fmt: skip
# Windows lists the idle time of the cores as process 0.
_NO_PROCESS: Final = frozenset({0}) if words.WINDOWS else frozenset()


@dataclass(slots=True, kw_only=True)
class _Known:
    """What is remembered of a living process."""

    process: psutil.Process
    slot: int
    born_sequence: int
    kernel_thread: float
    name: bytes = b""
    user_is_known: bool = False


class PortableSource:
    """A `Source` over psutil, with a cadence of its own."""

    def __init__(self, *, clock: Clock | None = None, users: UserNames | None = None) -> None:
        self._clock = clock or SystemClock()
        self._users = users or UserNames()
        self._columns = SlotColumns()
        self._known: dict[int, _Known] = {}
        self._host = PortableHost(clock=self._clock)
        self._unsupported = MappingProxyType({**words.unsupported_fields(), **self._host.unsupported()})
        self._boot_id = name_of_boot()
        self._ticks_per_s = os.sysconf("SC_CLK_TCK") if words.LINUX else 100
        self._sequence = 0
        self._missed = 0
        self._failed_in_a_row = 0
        self._last_ns: int | None = None
        # Guards what other threads write: the wishes, the deadline, the end.
        self._wake = threading.Condition()
        self._attention = Attention()
        self._refresh_wanted = False
        self._is_closed = False
        self._deadline_ns = self._clock.monotonic_ns()

    # ---- the cadence

    def read(self, timeout_s: float) -> Reading | None:
        """Wait for the next beat and take it; None when it was not due in time, could not be taken, or after `close`.

        A beat for which the program had no file descriptor left counts as missed; `workers` tells.
        """
        attention = self._wait_for_beat(timeout_s)
        if attention is None:
            return None
        try:
            reading = self._take_beat(attention)
        except OSError as error:
            if error.errno not in words.EXHAUSTED:
                raise
            self._missed += 1
            self._failed_in_a_row += 1
            return None
        finally:
            self._plan_next(attention)
        self._failed_in_a_row = 0
        return reading

    def look_at(self, attention: Attention) -> None:
        """Take over a wish list; it counts from the next beat on."""
        with self._wake:
            self._attention = attention
            self._wake.notify_all()

    def refresh(self) -> None:
        """Make the waiting (or the next) `read` take a beat at once; the cadence goes on from there."""
        with self._wake:
            self._refresh_wanted = True
            self._wake.notify_all()

    def close(self) -> None:
        """End: a waiting `read` returns None, and so do all later ones."""
        with self._wake:
            self._is_closed = True
            self._wake.notify_all()
        self._host.close()

    def workers(self) -> tuple[WorkerState, ...]:
        """Tell how the eye is doing."""
        if self._is_closed:
            return (WorkerState("eye", Health.OFF),)
        if not self._failed_in_a_row:
            return (WorkerState("eye", Health.OK),)
        health = Health.STALLED if self._failed_in_a_row >= STALLED_AFTER_BEATS else Health.DEGRADED
        return (WorkerState("eye", health, "No file descriptor is left, so the processes could not be read"),)

    def rights(self) -> Rights:
        """Tell what may be seen: what this user may, because nothing of its own runs that could be given more."""
        return Rights(why_not="On this system the program sees what its user may see; start it as an administrator.")

    def ask_for_everything(self) -> None:
        """Do nothing: `rights` says why."""

    def _wait_for_beat(self, timeout_s: float) -> Attention | None:
        """Return what is wanted once a beat is due; None when the time is over or the source closed."""
        give_up_ns = self._clock.monotonic_ns() + round(timeout_s * 1e9)
        with self._wake:
            while not self._is_closed:
                now_ns = self._clock.monotonic_ns()
                # A shorter interval counts at once, not after the long one that was planned.
                self._deadline_ns = min(self._deadline_ns, now_ns + _interval_ns(self._attention))
                if self._refresh_wanted:
                    self._deadline_ns = now_ns
                if now_ns >= self._deadline_ns:
                    self._refresh_wanted = False
                    return self._attention
                if now_ns >= give_up_ns:
                    return None
                self._wake.wait((min(self._deadline_ns, give_up_ns) - now_ns) / 1e9)
        return None

    def _plan_next(self, attention: Attention) -> None:
        """Set the next deadline on the grid; those that passed meanwhile are counted and never caught up."""
        interval_ns = _interval_ns(attention)
        with self._wake:
            self._deadline_ns += interval_ns
            late_ns = self._clock.monotonic_ns() - self._deadline_ns
            if late_ns > 0:
                skipped = late_ns // interval_ns + 1
                self._missed += skipped
                self._deadline_ns += skipped * interval_ns

    # ---- one beat

    def _take_beat(self, attention: Attention) -> Reading:
        begun_ns = self._clock.monotonic_ns()
        at_ms = self._clock.utc_ms()
        begun_cpu_ns = time.thread_time_ns()
        boot_s = psutil.boot_time()
        pids = self._look_at_processes(attention, boot_s)
        host = self._host.read()
        host["processes.count"] = {"": float(len(self._known))}
        host["boot_at_utc"] = {"": boot_s}
        if self._last_ns is not None and begun_ns > self._last_ns:
            used_ns = time.thread_time_ns() - begun_cpu_ns
            host["eye.cpu_ratio"] = {"": used_ns / (begun_ns - self._last_ns)}
        self._last_ns = begun_ns
        revisions, serials, refused = self._columns.identities()
        reading = Reading(
            boot_id=self._boot_id,
            at_ms=at_ms,
            monotonic_ns=begun_ns,
            sockets_ns=0,
            suspended_ns=_suspended_ns(),
            sequence=self._sequence,
            missed_beats=self._missed,
            ticks_per_s=self._ticks_per_s,
            boot_at_utc_s=boot_s,
            numbers=self._columns.numbers(),
            texts=self._columns.texts(),
            text_revisions=revisions,
            serials=serials,
            refused=refused,
            host=MappingProxyType(host),
            unsupported=self._unsupported,
            notes=(*self._host.notes(), *self._own_notes(pids)),
        )
        self._sequence += 1
        return reading

    def _look_at_processes(self, attention: Attention, boot_s: float) -> frozenset[int]:
        pids = frozenset(psutil.pids()) - _NO_PROCESS
        words.forget_terminals()
        self._columns.forget(_COSTLY_FIELDS)
        for pid in self._known.keys() - pids:
            self._end(pid)
        newcomers = []
        for pid in sorted(pids):
            if pid not in self._known or not self._read_known(self._known[pid], attention):
                newcomers.append(pid)
        for pid in newcomers:
            with contextlib.suppress(psutil.NoSuchProcess):
                self._take_in(pid, attention, boot_s)
        if newcomers and psutil.boot_time() != boot_s:
            # The clock was set during this pass, and psutil counts starts from it: these are taken in again next time.
            for pid in newcomers:
                self._end(pid)
        return pids

    def _read_known(self, known: _Known, attention: Attention) -> bool:
        """Read a process again; return whether it still lives."""
        young = self._sequence - known.born_sequence <= YOUNG_BEATS
        questions = Questions(known.process)
        try:
            with known.process.oneshot():
                numbers = words.cheap_numbers(questions)
                numbers |= self._costly(questions, known.slot, attention)
                name = words.name_of(questions)
                if young or name != known.name or known.slot % TEXTS_EVERY == self._sequence % TEXTS_EVERY:
                    self._write_texts(known, questions, name)
                else:
                    questions.refused |= self._lasting_refusals(known.slot)
        except psutil.NoSuchProcess:
            self._end(known.process.pid)
            return False
        self._write_user(known, numbers)
        self._columns.write_numbers(known.slot, self._supported(numbers), int(questions.refused))
        return True

    def _take_in(self, pid: int, attention: Attention, boot_s: float) -> None:
        """Give a newcomer a slot. Raises psutil.NoSuchProcess when it is gone already."""
        process = psutil.Process(pid)
        questions = Questions(process)
        with process.oneshot():
            numbers = words.cheap_numbers(questions)
            numbers["start_ticks"] = float(round((process.create_time() - boot_s) * self._ticks_per_s))
            command = words.command_of(questions)
            numbers["kernel_thread"] = words.is_kernel_thread(numbers, command)
            known = _Known(
                process=process,
                slot=self._columns.take(),
                born_sequence=self._sequence,
                kernel_thread=numbers["kernel_thread"],
            )
            self._known[pid] = known
            try:
                numbers |= self._costly(questions, known.slot, attention)
                self._write_texts(known, questions, words.name_of(questions))
            except (psutil.NoSuchProcess, OSError):
                self._end(pid)
                raise
        self._write_user(known, numbers)
        self._columns.write_numbers(known.slot, self._supported(numbers), int(questions.refused))

    def _end(self, pid: int) -> None:
        known = self._known.pop(pid, None)
        if known is not None:
            self._columns.give_back(known.slot)

    # ---- parts of a process

    def _costly(self, questions: Questions, slot: int, attention: Attention) -> dict[str, float]:
        if not attention.looks or (attention.slots is not None and slot not in attention.slots):
            return {}
        return words.costly_numbers(questions, attention.looks)

    def _supported(self, numbers: dict[str, float]) -> dict[str, float]:
        """Leave out what psutil reports as 0 where the system does not count."""
        return {name: value for name, value in numbers.items() if name not in self._unsupported}

    def _lasting_refusals(self, slot: int) -> Refusal:
        """Return the refusals of texts, which are not read at every beat."""
        return self._columns.refused_of(slot) & (Refusal.EXECUTABLE | Refusal.COMMAND_LINE)

    def _write_texts(self, known: _Known, questions: Questions, name: bytes | None) -> None:
        """Read the texts of a process and bring them over the border: redacted, escaped, capped, one line each."""
        command = words.command_of(questions)
        line = None if command is None else b" ".join(command)[:COMMAND_SENT_BYTES]
        known.name = name or b""
        executable = None if known.kernel_thread else words.executable_of(questions)
        self._columns.write_texts(
            known.slot,
            {
                "name": None if name is None else cell_text(name),
                "executable": None if executable is None else display_text(executable),
                "command_line": None if line is None else display_text(line),
                "tty": words.terminal_of(questions),
            },
        )

    def _write_user(self, known: _Known, numbers: dict[str, float]) -> None:
        """Write the name of the user; a directory may answer beats later, so it is asked for at each."""
        uid = numbers["uid"]
        if not math.isnan(uid):
            user: str | None = self._users.name(int(uid))
        elif words.WINDOWS and not known.user_is_known:
            user = Questions(known.process).ask("username", Refusal.NONE)
            known.user_is_known = True
        else:
            return
        shown = None if user is None else cell_text(user)
        self._columns.write_texts(known.slot, {"user": shown})

    def _own_notes(self, pids: Iterable[int]) -> Iterable[Note]:
        if words.LINUX and 1 not in pids:
            yield Note(*LIMITED_VIEW)
        if words.WINDOWS:
            yield Note("all-io", "Windows counts all input and output of a process, not only that of disks.")


def _interval_ns(attention: Attention) -> int:
    return max(1, round(attention.interval_s * 1e9))


def _suspended_ns() -> int:
    """Return for how long the machine has slept since boot, 0 where the monotonic clock counts sleep as well."""
    # Linux and macOS each have one clock that goes on in sleep and one that stands still; others have one only.
    for sleepless, waking in (("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"), ("CLOCK_MONOTONIC", "CLOCK_UPTIME_RAW")):
        if hasattr(time, sleepless) and hasattr(time, waking):
            return max(
                0, time.clock_gettime_ns(getattr(time, sleepless)) - time.clock_gettime_ns(getattr(time, waking))
            )
    return 0


def name_of_boot() -> str:
    """Return a name for this boot: the kernel's own where it has one, else the time of the boot."""
    if words.LINUX:
        with contextlib.suppress(OSError), open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
            return file.read().strip()
    if words.MACOS:
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            command = ["/usr/sbin/sysctl", "-n", "kern.bootsessionuuid"]
            done = subprocess.run(command, capture_output=True, check=True, timeout=2.0, text=True)
            return done.stdout.strip()
    return f"boot-{psutil.boot_time():.0f}"
