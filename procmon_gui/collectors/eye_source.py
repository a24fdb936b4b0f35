"""The source over the eye: starts it, watches over it, starts it anew, and turns its beats into readings.

`read` belongs to one thread (the sampler); `look_at`, `refresh`, `close` and `workers` may be called from any.
"""

import contextlib
import os
import threading
from collections.abc import Sequence
from typing import Final

from procmon_gui.collectors import elevation
from procmon_gui.collectors.columns import Columns
from procmon_gui.collectors.eye import wire
from procmon_gui.collectors.eye_process import Beat, EyeProcess, eye_command
from procmon_gui.collectors.users import UserNames
from procmon_gui.domain.attention import Attention
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.rights import Rights
from procmon_gui.domain.workers import Health, WorkerState
from procmon_gui.engine.pulse import STALLED_AFTER_BEATS

STALLED_AFTER_S: Final = 3.0  # at least: a machine under load delays beats without any fault of the eye
FIRST_BEAT_S: Final = 15.0  # the first pass over 10,000 processes reads everything once
BACK_OFF_S: Final = (0.0, 0.2, 1.0, 2.0, 5.0, 10.0)
ABANDONED_MAX: Final = 2
CLOSE_S: Final = 1.0
_LATE_S: Final = 0.01  # beyond its patience, so that it is over when `read` wakes
PASSWORD_S: Final = 0.5  # how often an eye that waits for a password is asked whether it was given


class EyeSource:
    """Reads this machine through an eye of its own."""

    def __init__(
        self,
        *,
        clock: Clock,
        command: Sequence[str] | None = None,
        users: UserNames | None = None,
        started: EyeProcess | None = None,
    ) -> None:
        """Look through an eye that was `started` already; when there is none, or none any more, through a new one."""
        self._clock = clock
        self._started = started
        self._command = list(command or eye_command())
        self._elevated_command = elevation.elevated_command()
        self._columns = Columns(users or UserNames())
        self._eye: EyeProcess | None = None
        self._successor: EyeProcess | None = None  # an eye with more rights, while the password is being typed
        self._is_elevated = False
        self._refusal = ""
        self._reason: str | None = None
        self._wants_everything = False
        self._attention = Attention()
        self._told: Attention | None = None
        self._wants_refresh = False
        self._is_closed = False
        self._lock = threading.Lock()  # guards what other threads write, held for a moment only
        self._reading = threading.Lock()  # held while `read` is under way
        self._wake_out_fd, self._wake_in_fd = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        self._last_beat_ns = 0
        self._has_beaten = False
        self._failures = 0
        self._start_at_ns = 0
        self._abandoned: list[EyeProcess] = []
        self._trouble = ""
        self.eye_pid: int | None = None

    # ---- from any thread

    def look_at(self, attention: Attention) -> None:
        """Say what is being looked at from now on."""
        with self._lock:
            self._attention = attention
        self._wake()

    def refresh(self) -> None:
        """Ask for one beat now."""
        with self._lock:
            self._wants_refresh = True
        self._wake()

    def close(self) -> None:
        """Stop: a waiting `read` returns, the eye ends."""
        with self._lock:
            self._is_closed = True
        self._wake()
        if self._reading.acquire(timeout=CLOSE_S):
            self._put_away()
            if self._successor is not None:
                self._successor.end()
                self._successor = None
            self._reading.release()

    def workers(self) -> tuple[WorkerState, ...]:
        """Tell how the eye is doing."""
        if self._is_closed:
            return (WorkerState("eye", Health.OFF),)
        if self._eye is None or not self._has_beaten:
            health = Health.STALLED if self._trouble else Health.OK
            return (WorkerState("eye", health, self._trouble or "Starting"),)
        silent_s = self._silent_s()
        if silent_s > self._patience_s():
            return (WorkerState("eye", Health.STALLED, f"No beat for {silent_s:.0f} s"),)
        if self._abandoned or self._trouble:
            return (WorkerState("eye", Health.DEGRADED, self._trouble),)
        return (WorkerState("eye", Health.OK),)

    def rights(self) -> Rights:
        """Tell what the eye may see."""
        return Rights(
            sees_everything=self._is_elevated or os.geteuid() == 0,
            is_asking=self._successor is not None or self._wants_everything,
            why_not=self._why_not(),
            refusal=self._refusal,
        )

    def _why_not(self) -> str:
        """Return the reason found at first: it is looked for anew when somebody really asks."""
        if self._reason is None:
            self._reason = elevation.why_not()
        return self._reason

    def ask_for_everything(self) -> None:
        """Start an eye with more rights beside this one; it takes over once the password was given."""
        with self._lock:
            self._wants_everything = True
        self._wake()

    def _wake(self) -> None:
        with contextlib.suppress(BlockingIOError):  # full: it wakes anyway
            os.write(self._wake_in_fd, b"\0")

    # ---- on the sampler's thread

    def read(self, timeout_s: float) -> Reading | None:
        """Wait for the next beat; None when none came in time or the source was closed."""
        end_ns = self._clock.monotonic_ns() + int(timeout_s * 1e9)
        with self._reading:
            while not self._is_closed:
                reading = self._try_beat()
                if reading is not None:
                    return reading
                left_s = (end_ns - self._clock.monotonic_ns()) / 1e9
                if left_s <= 0:
                    break
                self._wait(left_s)
        return None

    def _wait(self, left_s: float) -> None:
        if self._eye is None:
            threading.Event().wait(min(left_s, 0.05))
            return
        # Not more often: while nobody looks, waking up is a good part of what a beat costs.
        longest_s = PASSWORD_S if self._successor is not None else self._patience_s() - self._silent_s() + _LATE_S
        self._eye.wait(min(left_s, longest_s), self._wake_out_fd)
        with contextlib.suppress(BlockingIOError):
            os.read(self._wake_out_fd, 4096)

    def _try_beat(self) -> Reading | None:
        if self._eye is None and not self._start():
            return None
        assert self._eye is not None
        first_beat = self._follow_successor()
        self._send_wishes(self._eye)
        try:
            beat = first_beat or self._eye.receive()
            if beat is None:
                self._check_patience()
                return None
            reading = self._columns.apply(beat.news, beat.rows, beat.costly, beat.tcp)
        except EOFError:
            self._lose("The eye ended; a new one was started")
            return None
        except (ValueError, KeyError, IndexError, TypeError) as error:
            self._lose(f"The eye sent nonsense ({error}); a new one was started")
            return None
        self._last_beat_ns = self._clock.monotonic_ns()
        if self._has_beaten:
            self._failures = 0
            self._trouble = ""
        self._has_beaten = True
        return reading

    def _start(self) -> bool:
        if self._clock.monotonic_ns() < self._start_at_ns:
            return False
        self._abandoned = [eye for eye in self._abandoned if not eye.has_ended()]
        if len(self._abandoned) >= ABANDONED_MAX:
            self._back_off("Two eyes hang in the kernel and can not be ended; a third is not started")
            return False
        try:
            self._eye = self._started or EyeProcess(self._command)
        except Unavailable as error:
            self._back_off(str(error))
            return False
        self._started = None
        self._is_elevated = False
        self._begin_with(self._eye)
        return True

    def _begin_with(self, eye: EyeProcess) -> None:
        self._eye = eye
        self.eye_pid = eye.pid
        self._columns.forget_slots()
        self._told = None
        self._has_beaten = False
        self._last_beat_ns = self._clock.monotonic_ns()

    def _follow_successor(self) -> Beat | None:
        """Hand over to the eye with more rights as soon as it beats, and return that beat.

        When the password was not given, it is forgotten and the old eye goes on.
        """
        if self._wants_everything:
            with self._lock:
                self._wants_everything = False
            self._refusal = elevation.why_not()
            if self._successor is None and not self._refusal:
                try:
                    self._successor = EyeProcess(self._elevated_command)
                except Unavailable as error:
                    self._refusal = str(error)
        if self._successor is None:
            return None
        try:
            beat = self._successor.receive()
        except (EOFError, ValueError):
            self._successor.end()
            self._successor = None
            self._refusal = "More rights were not given, so only what this user may see is shown."
            return None
        if beat is not None:
            successor, self._successor = self._successor, None
            self._put_away()
            self._begin_with(successor)
            self._is_elevated = True
        return beat

    def _send_wishes(self, eye: EyeProcess) -> None:
        with self._lock:
            attention, refresh = self._attention, self._wants_refresh
            self._wants_refresh = False
        if attention == self._told and not refresh:
            eye.send_rest()
            return
        self._told = attention
        slots = None if attention.slots is None else tuple(sorted(attention.slots))
        looks = tuple(sorted(look.value for look in attention.looks))
        eye.send(wire.Request(interval_s=attention.interval_s, slots=slots, looks=looks, refresh=refresh))

    def _patience_s(self) -> float:
        patience_s = max(STALLED_AFTER_S, STALLED_AFTER_BEATS * self._attention.interval_s)
        return patience_s if self._has_beaten else max(patience_s, FIRST_BEAT_S)

    def _silent_s(self) -> float:
        return (self._clock.monotonic_ns() - self._last_beat_ns) / 1e9

    def _check_patience(self) -> None:
        if self._silent_s() > self._patience_s():
            self._lose("The eye did not answer; a new one was started")

    def _lose(self, trouble: str) -> None:
        self._put_away()
        self._back_off(trouble)

    def _back_off(self, trouble: str) -> None:
        self._trouble = trouble
        wait_s = BACK_OFF_S[min(self._failures, len(BACK_OFF_S) - 1)]
        self._failures += 1
        self._start_at_ns = self._clock.monotonic_ns() + int(wait_s * 1e9)

    def _put_away(self) -> None:
        if self._eye is not None and not self._eye.end():
            self._abandoned.append(self._eye)
        self._eye = None
        self.eye_pid = None
