"""Histories that wait to be copied to a server, and who copies them, for tests."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.forwarding import Forwarder
from procmon_gui.store.postgresql import address_of
from tests.store.history.machines import START_MS, day
from tests.store.history.recording import record, recover

PATIENCE_S = 60.0
_MINUTE_MS = 60_000
_LATER = 1000


@contextmanager
def forwarding(folder: Path, url: str, *, hurry: float = 20.0) -> Iterator[Forwarder]:
    """Copy a history to a server; what waits between two tries waits so many times less long than in the program."""

    def back_off(failures: int, rest: float) -> float:
        return min(60.0, 2.0 ** min(failures - 1, 6)) * (1 - rest / 2) / hurry

    forwarder = Forwarder(folder / FILE_NAME, address_of(url), pause_s=0.05, back_off=back_off)
    forwarder.start()
    try:
        yield forwarder
    finally:
        # Whatever it waits for, its deadline comes before.
        assert forwarder.stop(10.0)


def until(condition: Callable[[], bool], patience_s: float = PATIENCE_S) -> bool:
    """Wait for something that another thread or program does."""
    ends_s = time.monotonic() + patience_s
    while not condition():
        if time.monotonic() > ends_s:
            return False
        time.sleep(0.01)  # what is waited for is another program
    return True


def recorded(folder: Path, beats: int = 150) -> None:
    """Record some chunks, all of them whole."""
    record(folder, day(beats))
    recover(folder)


class MadeUp:
    """Commits minutes to a history that look like its newest, and remembers nothing: the file tells."""

    def __init__(self, folder: Path) -> None:
        recorded(folder)
        self._path = folder / FILE_NAME
        self._next = max(number for _, number, _ in self.chunks()) + 1

    def commit(self, count: int = 1) -> None:
        """Commit so many minutes more, each its own data."""
        with self._connected() as connection:
            run, data = connection.execute("SELECT run_id, data FROM chunks ORDER BY id LIMIT 1").fetchone()
            for number in range(self._next, self._next + count):
                at_ms = START_MS + (_LATER + number) * _MINUTE_MS
                own = data + number.to_bytes(8, "big")
                connection.execute(
                    "INSERT INTO chunks (run_id, number, from_ms, to_ms, beat_count, text_numbers, rows, data) "
                    "SELECT run_id, ?, ?, ?, beat_count, text_numbers, rows, ? FROM chunks WHERE run_id = ? LIMIT 1",
                    (number, at_ms, at_ms + _MINUTE_MS - 1000, own, run),
                )
        self._next += count

    def chunks(self) -> list[tuple[str, int, bytes]]:
        """Return run, number and data of every chunk, as `Team.chunks` does."""
        with self._connected() as connection:
            return connection.execute(
                "SELECT r.uuid, c.number, c.data FROM chunks c JOIN runs r ON r.id = c.run_id "
                "ORDER BY r.began_ms, r.uuid, c.number"
            ).fetchall()

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._path, timeout=10.0)
        try:
            with connection:
                yield connection
        finally:
            connection.close()
