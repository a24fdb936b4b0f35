"""What a server has of one machine, as `LongHistory` has what lies on the own disk. Any thread, see there."""

from pathlib import Path
from typing import Final

import numpy as np
from sqlalchemy import Engine

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.history import Series
from procmon_gui.domain.recorded_hosts import RecordedHost, choose_host
from procmon_gui.store.history.digest import MINUTE_MS
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.schema import CHUNKS
from procmon_gui.store.history.sealed import LAST_MS
from procmon_gui.store.history.sealed_chunks import SealedChunks
from procmon_gui.store.history.server_hosts import known_hosts
from procmon_gui.store.history.server_sums import SCHEMA
from procmon_gui.store.history.stored import StoredHistory
from procmon_gui.store.history.strange_history import StrangeHistory, sane
from procmon_gui.store.postgresql import address_of, server_reading_engine

_END_POINTS: Final = 20_000


class ServerHistory(StrangeHistory):
    """A `HistoryReader` over what was copied: beats, and where these are gone, sums by minute and hour."""

    def __init__(
        self, engine: Engine, host: RecordedHost, hosts: tuple[RecordedHost, ...] = (), label: str = ""
    ) -> None:
        """Know which machine, and which others are there; what is there of it is known from the first `refresh` on."""
        # Nothing is remembered here: beats come when they are copied.
        super().__init__(RecentMemory(), Path())
        self.host = host
        self.hosts = hosts or (host,)
        self.engine = engine
        self.label = label
        self._on_server = self._stored = _OneMachine(engine, host.machine_id)
        self._end = Series(at_ms=np.zeros(0, np.int64), values=np.zeros(0))
        self._end_from_ms: int | None = None

    def _refresh(self) -> None:
        with sane():
            self._on_server.refresh()
            span = self.span()
            if span is not None:
                # What has come since is wanted at once, as what a memory holds is elsewhere.
                self._end_from_ms = span.to_ms - MINUTE_MS if self._end_from_ms is None else self._end_from_ms
                self._end = self._on_server.curve(self._end_from_ms, span.to_ms, _END_POINTS)

    def newest(self, after_ms: int) -> Series:
        """Return the CPU of the machine in what came last, as far as it is after a time."""
        end = self._end
        later = end.at_ms > after_ms
        return Series(at_ms=end.at_ms[later], values=end.values[later])

    @property
    def host_name(self) -> str:
        """Return the name of the machine."""
        return self.host.name


def open_server_history(url: str, wanted: str = "") -> ServerHistory:
    """Open what a server has of the machine of that name, or of the only one, to be read.

    Raises WrongInput, WhichHost among them, and Unavailable, which says what is wrong and what to do.
    """
    address = address_of(url)
    engine = server_reading_engine(address, SCHEMA)
    try:
        hosts = known_hosts(engine, address.label)
        history = ServerHistory(engine, choose_host(hosts, wanted, address.label), tuple(hosts), address.label)
        history.refresh()
    except BaseException:
        engine.dispose()
        raise
    if history.span() is None:
        history.close()
        raise Unavailable(f"{address.label} has nothing of {history.host_name} that can be shown yet.")
    return history


class _OneMachine(StoredHistory):
    """Reads what there is of it; a piece that no recorder wrote is damaged."""

    def __init__(self, engine: Engine, machine_id: str) -> None:
        super().__init__(engine, machine_id=machine_id, chunks=SealedChunks(engine, has_earlier=True))
        # Whoever records can write any number there: the strip must not reach over centuries.
        self._chosen &= (CHUNKS.c.from_ms >= 0) & (CHUNKS.c.to_ms <= LAST_MS)
