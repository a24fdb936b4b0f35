"""Ends a conversation over a socket when its time is over, however slowly the other side drips."""

import contextlib
import socket
import threading
import time
from typing import Final

_SLACK_S: Final = 0.1


class Deadline:
    """A time that begins now. As a context it cuts the sockets it is told of when it is over; one thread uses it."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._guard = threading.Lock()
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> "Deadline":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._guard:
            self._socket = None

    @property
    def is_over(self) -> bool:
        """Return whether it is over, or as good as: what waits on a socket with that limit wakes a little early."""
        return time.monotonic() > self._until - _SLACK_S

    def left_s(self) -> float:
        """Return how much is left. Raises TimeoutError where that is nothing."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def watch(self, connection: socket.socket) -> None:
        """Cut this socket, in the place of the one before, when the time is over."""
        with self._guard:
            self._socket = connection
            if time.monotonic() >= self._until:
                _shut(connection)

    def _cut(self) -> None:
        with self._guard:
            if self._socket is not None:
                _shut(self._socket)


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        # Of a TLS socket, this is the one below it: what waits on it wakes at once.
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
