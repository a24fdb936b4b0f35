"""What a server has of one machine, as `LongHistory` has what lies on the own disk. Any thread, see there."""

from pathlib import Path

from sqlalchemy import Engine

from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.stored import StoredHistory


class ServerHistory(LongHistory):
    """A `HistoryReader` over what was copied: beats, and where these are gone, sums by minute and hour."""

    def __init__(self, engine: Engine, machine_id: str) -> None:
        """Know which machine; what is there of it is known from the first `refresh` on."""
        # Nothing is remembered here: beats come when they are copied.
        super().__init__(RecentMemory(), Path())
        self._on_server = self._stored = StoredHistory(engine, machine_id=machine_id)

    def _refresh(self) -> None:
        self._on_server.refresh()

    @property
    def host_name(self) -> str:
        """Return the name of the machine; raises Unavailable."""
        return self._on_server.host_name
