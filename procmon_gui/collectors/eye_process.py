"""One eye as a process: starts it, reads its frames, sends its requests, ends it.

Lives on the sampler's thread; only `EyeSource` uses it, once it is started. numpy is not loaded before the first beat
is decoded: the eye of a window is started first of all and looks while the rest is being loaded.
"""

import contextlib
import json
import os
import select
import signal
import subprocess
from collections.abc import Sequence
from fcntl import F_SETPIPE_SZ, fcntl  # type: ignore[attr-defined,unused-ignore]
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from procmon_gui.collectors import eye as eye_room
from procmon_gui.collectors.eye import wire
from procmon_gui.domain.errors import Unavailable
from procmon_gui.engine.own_programs import part

if TYPE_CHECKING:
    from procmon_gui.domain.reading import FloatArray

EYE_PATH: Final = Path(eye_room.__file__).parent
PIPE_BYTES: Final = 1_048_576  # a beat of 10,000 processes fits, so the eye never waits for the reader
READ_BYTES: Final = 1_048_576


def eye_command() -> list[str]:
    """Return the command that starts the eye: isolated, without site packages. Its last word is the eye's own path."""
    return part("procmon-eye", EYE_PATH, takes_packages=False)


class Beat:
    """One frame, decoded: the JSON part and three arrays of shape (rows, fields) as in `wire`."""

    __slots__ = ("costly", "news", "rows", "tcp")

    def __init__(self, news: dict[str, Any], rows: "FloatArray", costly: "FloatArray", tcp: "FloatArray") -> None:
        self.news = news
        self.rows = rows
        self.costly = costly
        self.tcp = tcp


class EyeProcess:
    """A running eye. Raises Unavailable when it can not be started."""

    def __init__(self, command: Sequence[str]) -> None:
        try:
            # The eye's own messages go where ours go; its stdin is the leash: when it closes, the eye ends.
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, close_fds=True)
        except OSError as error:
            raise Unavailable(f"The eye could not be started: {error.strerror or error}") from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in_fd = self._process.stdin.fileno()
        self._out_fd = self._process.stdout.fileno()
        os.set_blocking(self._in_fd, False)
        os.set_blocking(self._out_fd, False)
        with contextlib.suppress(OSError):  # the user's share of pipe memory is used up: slower, not wrong
            fcntl(self._out_fd, F_SETPIPE_SZ, PIPE_BYTES)
        self._buffer = bytearray()
        self._unsent = b""
        self._is_inside_line = False

    @property
    def pid(self) -> int:
        """Return the pid of the eye."""
        return self._process.pid

    def send(self, request: wire.Request) -> None:
        """Send a request; the newest one wins while the eye does not listen. Never waits."""
        begun = self._unsent.partition(b"\n")[0] + b"\n" if self._is_inside_line else b""
        self._unsent = begun + request.line()
        self.send_rest()

    def send_rest(self) -> None:
        """Go on sending what the pipe did not take."""
        if not self._unsent:
            return
        try:
            written = os.write(self._in_fd, self._unsent)
        except BlockingIOError:
            return
        except BrokenPipeError:  # it has ended; `receive` will say so
            written = len(self._unsent)
        self._is_inside_line = not self._unsent[:written].endswith(b"\n")
        self._unsent = self._unsent[written:]

    def wait(self, timeout_s: float, also_fd: int) -> None:
        """Wait until there is something to read from the eye or from `also_fd`, at most so long."""
        poll = select.poll()
        poll.register(self._out_fd, select.POLLIN)
        poll.register(also_fd, select.POLLIN)
        poll.poll(max(0.0, timeout_s) * 1000)

    def receive(self) -> Beat | None:
        """Return the next whole beat that is here, else None.

        Raises EOFError when the eye has ended, ValueError when what it sent is not a beat.
        """
        try:
            while block := os.read(self._out_fd, READ_BYTES):
                self._buffer += block
                if len(block) < READ_BYTES:
                    break
            else:
                raise EOFError
        except BlockingIOError:
            pass
        head_bytes = wire.HEAD.size
        if len(self._buffer) < head_bytes:
            return None
        lengths = wire.lengths_of(self._buffer[:head_bytes])
        end = head_bytes + lengths.body_bytes
        if len(self._buffer) < end:
            return None
        body = bytes(memoryview(self._buffer)[head_bytes:end])
        del self._buffer[:end]
        return _decode(body, lengths)

    def has_ended(self) -> bool:
        """Say whether the process is gone."""
        return self._process.poll() is not None

    def end(self) -> bool:
        """End the eye; return False when it can not be ended now (it hangs in the kernel) and was abandoned."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        for wait_s, number in ((0.3, signal.SIGKILL), (0.5, None)):
            try:
                self._process.wait(wait_s)
            except subprocess.TimeoutExpired:
                if number is not None:
                    with contextlib.suppress(PermissionError):  # one with more rights than ours ends with its stdin
                        self._process.send_signal(number)
            else:
                return True
        return False


def _decode(body: bytes, lengths: wire.Lengths) -> Beat:
    import numpy as np

    # Not msgspec: names that are no UTF-8 travel as lone surrogates, which it refuses.
    news = json.loads(body[: lengths.json_bytes])
    if not isinstance(news, dict):
        raise ValueError("the JSON part of a beat is an object")  # noqa: TRY004 - what is wrong is the beat
    blocks: list[FloatArray] = []
    at = lengths.json_bytes
    for count, fields in (
        (lengths.rows, wire.ROW_FIELDS),
        (lengths.costly, wire.COSTLY_FIELDS),
        (lengths.tcp, wire.TCP_FIELDS),
    ):
        size = count * len(fields)
        block = np.frombuffer(body, "<f8", size, at).reshape(count, len(fields))
        blocks.append(block.astype(np.float64, copy=False))
        at += size * 8
    return Beat(news, *blocks)
