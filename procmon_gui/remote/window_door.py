"""The door of a window: others listen to it for as long as it records, as they do to `record`.

A window may begin to beat anew and may stop to record and begin again, so this stands before whatever beats now, and
each opening has a socket of its own. What is behind the socket is loaded when it is opened first. `offer` and
`stand_before` are called on the sampler's thread, `set_open` on that of the history writer, the rest on the socket's.
"""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.rights import Rights
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.workers import WorkerState

if TYPE_CHECKING:
    from procmon_gui.remote.recorder_socket import Host, RecorderSocket


class WindowDoor:
    """Open while this program holds the history."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._host: Host | None = None
        self._socket: RecorderSocket | None = None
        self._others: Sequence[Attention] = ()
        self._guard = threading.Lock()  # a new host learns the newest wishes

    @property
    def is_open(self) -> bool:
        """Say whether the socket in the folder is our own."""
        return self._socket is not None

    def stand_before(self, host: "Host") -> None:
        """Let others hear this one from now on."""
        with self._guard:
            self._host = host
            host.look_for(self._others)

    def offer(self, reading: Reading, snapshot: Snapshot) -> None:
        """Tell a beat to all who listen: a `SnapshotSink`."""
        socket = self._socket
        if socket is not None:
            socket.offer(reading, snapshot)

    def set_open(self, is_open: bool) -> None:
        """Let others in, or send them away; where no socket can be made, they look for themselves."""
        socket, self._socket = self._socket, None
        if socket is not None:
            socket.close()
        if is_open:
            from procmon_gui.remote.recorder_socket import RecorderSocket

            socket = RecorderSocket(self._folder)
            # First: whoever beats here must not find the door of another in it.
            self._socket = socket
            if not socket.open(self):
                self._socket = None
                socket.close()
        else:
            self.look_for(())

    # ---- what the socket asks of whatever beats

    @property
    def interval_s(self) -> float:
        """Return the time between two beats."""
        return self._host.interval_s if self._host is not None else Attention().interval_s

    def look_for(self, others: Sequence[Attention]) -> None:
        """Say what listeners look at from now on."""
        with self._guard:
            self._others = others
            if self._host is not None:
                self._host.look_for(others)

    def refresh(self) -> None:
        """Ask for one beat now."""
        if self._host is not None:
            self._host.refresh()

    def workers(self) -> Sequence[WorkerState]:
        """Tell how its parts do."""
        return self._host.workers() if self._host is not None else ()

    def rights(self) -> Rights:
        """Tell how much it sees."""
        return self._host.rights() if self._host is not None else Rights()
