"""The listener's end of a recorder's socket, as a source.

`read` belongs to one thread (the sampler's); all else may be called from any.
"""

import contextlib
import select
import socket
from collections import deque
from pathlib import Path
from typing import Final

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.rights import Rights
from procmon_gui.domain.workers import Health, WorkerState
from procmon_gui.engine.first_instance import is_same_user
from procmon_gui.engine.pulse import STALLED_AFTER_BEATS
from procmon_gui.remote.beat_wire import Listener
from procmon_gui.remote.door import NAME, RecorderGone
from procmon_gui.remote.frames import BEAT, STATE, WISH, FrameReader, frame
from procmon_gui.remote.recorder_state import State, Wish, as_bytes, state_of

_CONNECT_S: Final = 0.5
_STALLED_S: Final = 3.0


class RecorderSource:
    """Hears the beats of a recorder."""

    def __init__(self, folder: Path, *, clock: Clock) -> None:
        """Connect; raises RecorderGone where nobody listens."""
        self._clock = clock
        self._socket = _connected(folder / NAME)
        self._frames = FrameReader()
        self._listener = Listener()
        self._heard: deque[Reading] = deque()
        self._state: State | None = None
        self._is_closed = False
        self._last_ns = clock.monotonic_ns()
        self._wake_in, self._wake_out = socket.socketpair()

    def read(self, timeout_s: float) -> Reading | None:
        """Wait for the next beat; raises RecorderGone when there will be none."""
        end_ns = self._clock.monotonic_ns() + int(timeout_s * 1e9)
        while not self._heard and not self._is_closed:
            left_s = (end_ns - self._clock.monotonic_ns()) / 1e9
            if left_s <= 0:
                return None
            ready, _, _ = select.select([self._socket, self._wake_out], [], [], left_s)
            if self._socket in ready:
                self._receive()
        if not self._heard:
            return None
        self._last_ns = self._clock.monotonic_ns()
        return self._heard.popleft()

    def _receive(self) -> None:
        try:
            data = self._socket.recv(1 << 20)
            for kind, content in self._frames.feed(data):
                if kind == BEAT:
                    self._heard.append(self._listener.hear(content))
                elif kind == STATE:
                    self._state = state_of(content)
        except BlockingIOError:
            return
        except (OSError, ValueError) as error:
            raise RecorderGone(str(error)) from error
        if not data:
            raise RecorderGone("it has ended")

    def look_at(self, attention: Attention) -> None:
        """Say what is being looked at from now on; the interval stays the recorder's."""
        slots = None if attention.slots is None else tuple(sorted(attention.slots))
        self._say(Wish(looks=tuple(sorted(attention.looks, key=lambda look: look.value)), slots=slots))

    def refresh(self) -> None:
        """Ask for one beat now."""
        self._say(Wish(is_refresh=True))

    def _say(self, wish: Wish) -> None:
        # Who can not be told hears nothing either, and `read` finds out.
        with contextlib.suppress(OSError):
            self._socket.sendall(frame(WISH, as_bytes(wish)))

    def close(self) -> None:
        """Stop: a waiting `read` returns."""
        self._is_closed = True
        with contextlib.suppress(OSError):
            self._wake_in.send(b"\0")

    def end(self) -> None:
        """Give the sockets back: on the thread that reads, or when nobody reads any more."""
        for one in (self._socket, self._wake_in, self._wake_out):
            one.close()

    def workers(self) -> tuple[WorkerState, ...]:
        """Tell how the recorder is doing."""
        state = self._state
        if state is None:
            return (WorkerState("recorder", Health.OK, "Starting"),)
        silent_s = (self._clock.monotonic_ns() - self._last_ns) / 1e9
        if silent_s > max(_STALLED_S, STALLED_AFTER_BEATS * state.interval_s):
            return (WorkerState("recorder", Health.STALLED, f"No beat for {silent_s:.0f} s"), *state.workers)
        return (WorkerState("recorder", Health.OK), *state.workers)

    def rights(self) -> Rights:
        """Tell what the recorder may see."""
        told = self._state.rights if self._state is not None else Rights()
        return Rights(
            sees_everything=told.sees_everything, why_not="The recorder that is listened to has rights of its own."
        )

    def ask_for_everything(self) -> None:
        """Ask for nothing: its rights are the recorder's."""


def _connected(path: Path) -> socket.socket:
    ours = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    ours.settimeout(_CONNECT_S)
    try:
        ours.connect(str(path))
        trouble = "" if is_same_user(ours) else f"{path} belongs to somebody else"
    except OSError as error:
        trouble = str(error)
    if trouble:
        ours.close()
        raise RecorderGone(trouble)
    return ours
