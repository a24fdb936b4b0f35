"""A source that listens to a recorder while there is one, and looks for itself while there is none.

`read` belongs to one thread (the sampler's); all else may be called from any.
"""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.rights import Rights
from procmon_gui.domain.workers import WorkerState
from procmon_gui.engine.pulse import WatchedSource
from procmon_gui.remote.door import RecorderGone, is_recorder_there
from procmon_gui.remote.steady_serials import SteadySerials

if TYPE_CHECKING:
    from procmon_gui.remote.recorder_source import RecorderSource
    from procmon_gui.remote.window_door import WindowDoor

log = logging.getLogger(__name__)

LOOK_AGAIN_S: Final = 5.0
_CLOSE_S: Final = 1.0


class ListeningSource:
    """Reads through a recorder or through a source of its own; processes keep their numbers when that changes."""

    def __init__(
        self,
        folder: Path,
        open_own: Callable[[], WatchedSource],
        *,
        clock: Clock,
        own_door: "WindowDoor | None" = None,
    ) -> None:
        """Look for a recorder in a folder, unless its door is our own."""
        self._folder = folder
        self._own_door = own_door
        self._open_own = open_own
        self._clock = clock
        self._recorder: RecorderSource | None = None
        self._own: WatchedSource | None = None
        self._serials = SteadySerials()
        self._last: Reading | None = None
        self._attention = Attention()
        self._look_at_ns = 0
        self._is_closed = False
        self._reading = threading.Lock()  # held while `read` is under way

    @property
    def is_listening(self) -> bool:
        """Say whether a recorder is listened to."""
        return self._recorder is not None

    def read(self, timeout_s: float) -> Reading | None:
        """Wait for the next beat; None when none came in time."""
        with self._reading:
            return None if self._is_closed else self._read(timeout_s)

    def _read(self, timeout_s: float) -> Reading | None:
        if self._recorder is None and self._clock.monotonic_ns() >= self._look_at_ns:
            self._look_for_recorder()
        try:
            reading = self._source().read(timeout_s)
        except RecorderGone as error:
            log.info("The recorder is not listened to any more: %s", error)
            self._leave_recorder()
            return None
        if reading is None:
            return None
        self._last = self._serials.steady(reading)
        return self._last

    def _source(self) -> WatchedSource:
        if self._recorder is not None:
            return self._recorder
        if self._own is None:
            self._serials.begin(self._last)
            self._own = self._open_own()
            self._own.look_at(self._attention)
        return self._own

    def _look_for_recorder(self) -> None:
        self._look_at_ns = self._clock.monotonic_ns() + int(LOOK_AGAIN_S * 1e9)
        if (self._own_door is not None and self._own_door.is_open) or not is_recorder_there(self._folder):
            return
        # Here and not above: most starts find nobody.
        from procmon_gui.remote.recorder_source import RecorderSource

        try:
            recorder = RecorderSource(self._folder, clock=self._clock)
        except RecorderGone:
            return
        self._serials.begin(self._last)
        own, self._own, self._recorder = self._own, None, recorder
        recorder.look_at(self._attention)
        if own is not None:
            own.close()

    def _leave_recorder(self) -> None:
        recorder, self._recorder = self._recorder, None
        if recorder is not None:
            recorder.end()

    # ---- from any thread

    def look_at(self, attention: Attention) -> None:
        """Say what is being looked at from now on."""
        self._attention = attention
        source = self._recorder or self._own
        if source is not None:
            source.look_at(attention)

    def refresh(self) -> None:
        """Ask for one beat now."""
        source = self._recorder or self._own
        if source is not None:
            source.refresh()

    def close(self) -> None:
        """Stop: a waiting `read` returns."""
        self._is_closed = True
        for source in (self._recorder, self._own):
            if source is not None:
                source.close()
        if self._reading.acquire(timeout=_CLOSE_S):
            self._leave_recorder()
            self._reading.release()

    def workers(self) -> tuple[WorkerState, ...]:
        """Tell how whoever reads is doing."""
        source = self._recorder or self._own
        return source.workers() if source is not None else ()

    def rights(self) -> Rights:
        """Tell how much is seen."""
        source = self._recorder or self._own
        return source.rights() if source is not None else Rights()

    def ask_for_everything(self) -> None:
        """Ask for more rights, where it looks for itself."""
        if self._own is not None:
            self._own.ask_for_everything()
