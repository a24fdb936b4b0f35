"""The recorder's end of its socket: whoever comes hears every beat from the next one on.

`offer` is called on the sampler's thread and never waits: a listener who is slow misses beats, and hears a whole one
when he has caught up. Sockets belong to a thread of their own.
"""

import contextlib
import logging
import os
import selectors
import socket
import threading
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.rights import Rights
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.workers import WorkerState
from procmon_gui.engine.first_instance import is_same_user
from procmon_gui.remote import beat_wire
from procmon_gui.remote.door import NAME
from procmon_gui.remote.frames import BEAT, STATE, WISH, FrameReader, frame
from procmon_gui.remote.recorder_state import State, Wish, as_bytes, attention_of, wish_of

log = logging.getLogger(__name__)

_MOST_LISTENERS: Final = 16
# Beats that wait for a listener; who is further behind begins anew.
_MOST_WAITING: Final = 4
_LONGEST_WISH: Final = 1 << 20
_JOIN_S: Final = 1.0


class _Guest:
    """One listener: what he waits for, and what he looks at. Guarded by the lock of the socket's owner."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.frames = FrameReader(_LONGEST_WISH)
        self.waiting: deque[bytes] = deque()
        self.begun = b""  # what is left of a frame of which a part was sent; the socket's thread alone
        self.needs_whole = True
        self.wish = Wish()


class Host(Protocol):
    """What is asked of the recorder, from any thread; `engine.Pulse` answers."""

    @property
    def interval_s(self) -> float:
        """Return the time between two beats."""

    def look_for(self, others: Sequence[Attention]) -> None:
        """Say what listeners look at from now on."""

    def refresh(self) -> None:
        """Ask for one beat now."""

    def workers(self) -> Sequence[WorkerState]:
        """Tell how its parts do."""

    def rights(self) -> Rights:
        """Tell how much it sees."""


class RecorderSocket:
    """Tells the beats of a recorder to whoever runs as the same user and knows the way."""

    def __init__(self, folder: Path) -> None:
        """Be ready to listen in a folder that nobody else may enter."""
        self._path = folder / NAME
        self._host: Host | None = None
        self._lock = threading.Lock()
        self._guests: list[_Guest] = []
        self._last: Reading | None = None
        self._state = b""
        self._is_closing = False
        self._thread: threading.Thread | None = None
        self._wake_in, self._wake_out = socket.socketpair()
        self._wake_in.setblocking(False)

    # ---- from any thread

    def open(self, host: Host) -> bool:
        """Begin to listen, for a host; where that is not possible (False), others look for themselves."""
        self._host = host
        if not hasattr(socket, "AF_UNIX"):
            return False  # Python has none on Windows
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._path.unlink(missing_ok=True)
            listener.bind(str(self._path))
            self._path.chmod(0o600)
            listener.listen(8)
        except OSError as error:
            log.info("Nobody can listen at %s: %s", self._path, error)
            listener.close()
            return False
        listener.setblocking(False)
        self._thread = threading.Thread(target=self._serve, args=(listener,), name="recorder-socket", daemon=True)
        self._thread.start()
        return True

    def close(self) -> None:
        """Send everybody away."""
        self._is_closing = True
        self._wake()
        if self._thread is not None:
            self._thread.join(_JOIN_S)
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)
        self._wake_in.close()
        self._wake_out.close()

    def offer(self, reading: Reading, snapshot: Snapshot) -> None:
        """Tell a beat to all who listen: a `SnapshotSink`."""
        with self._lock:
            before, self._last = self._last, reading
            if not self._guests or self._host is None:
                return
            change = whole = b""
            host = self._host
            state = as_bytes(State(os.getpid(), host.interval_s, tuple(host.workers()), host.rights()))
            is_news, self._state = state != self._state, state
            for guest in self._guests:
                if len(guest.waiting) >= _MOST_WAITING:
                    guest.waiting.clear()
                    guest.needs_whole = True
                if guest.needs_whole or is_news:
                    guest.waiting.append(frame(STATE, state))
                if guest.needs_whole or before is None:
                    whole = whole or frame(BEAT, beat_wire.whole(reading))
                    guest.waiting.append(whole)
                    guest.needs_whole = False
                else:
                    change = change or frame(BEAT, beat_wire.changed(before, reading))
                    guest.waiting.append(change)
        self._wake()

    def _wake(self) -> None:
        with contextlib.suppress(OSError):  # full: it wakes anyway
            self._wake_in.send(b"\0")

    # ---- on the socket's thread

    def _serve(self, listener: socket.socket) -> None:
        with selectors.DefaultSelector() as selector, listener:
            selector.register(listener, selectors.EVENT_READ)
            selector.register(self._wake_out, selectors.EVENT_READ)
            while not self._is_closing:
                for key, mask in selector.select():
                    if key.fileobj is listener:
                        self._welcome(listener, selector)
                    elif key.fileobj is self._wake_out:
                        self._wake_out.recv(4096)
                    elif mask & selectors.EVENT_READ:
                        self._hear(key.data, selector)
                self._speak(selector)
            for guest in list(self._guests):
                guest.connection.close()

    def _welcome(self, listener: socket.socket, selector: selectors.BaseSelector) -> None:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        if not is_same_user(connection) or len(self._guests) >= _MOST_LISTENERS:
            connection.close()
            return
        connection.setblocking(False)
        guest = _Guest(connection)
        selector.register(connection, selectors.EVENT_READ, guest)
        with self._lock:
            self._guests.append(guest)
        self._ask().refresh()

    def _hear(self, guest: _Guest, selector: selectors.BaseSelector) -> None:
        try:
            data = guest.connection.recv(65536)
            wishes = [wish_of(content) for kind, content in guest.frames.feed(data) if kind == WISH]
        except BlockingIOError:
            return
        except (OSError, ValueError) as error:
            data, wishes = b"", []
            log.info("A listener is sent away: %s", error)
        if not data:
            self._dismiss(guest, selector)
        for wish in wishes:
            if wish.is_refresh:
                self._ask().refresh()
            else:
                guest.wish = wish
        self._ask().look_for([attention_of(one.wish) for one in self._guests])

    def _speak(self, selector: selectors.BaseSelector) -> None:
        """Send what waits, as far as it goes without waiting."""
        for guest in list(self._guests):
            try:
                is_done = self._send(guest)
            except OSError:
                self._dismiss(guest, selector)
            else:
                events = selectors.EVENT_READ if is_done else selectors.EVENT_READ | selectors.EVENT_WRITE
                selector.modify(guest.connection, events, guest)

    def _send(self, guest: _Guest) -> bool:
        """Return whether everything was sent."""
        while True:
            if not guest.begun:
                with self._lock:
                    if not guest.waiting:
                        return True
                    guest.begun = guest.waiting.popleft()
            try:
                guest.begun = guest.begun[guest.connection.send(guest.begun) :]
            except BlockingIOError:
                return False

    def _ask(self) -> Host:
        assert self._host is not None, "the thread begins with it"
        return self._host

    def _dismiss(self, guest: _Guest, selector: selectors.BaseSelector) -> None:
        with self._lock:
            if guest in self._guests:
                self._guests.remove(guest)
        with contextlib.suppress(KeyError, ValueError):
            selector.unregister(guest.connection)
        guest.connection.close()
