"""The texts of one run, read when they are asked for. Any thread."""

import contextlib
import threading
from collections.abc import Collection, Iterable

import numpy as np
from sqlalchemy import Connection, Engine, select

from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.schema import TEXTS
from procmon_gui.store.history.texts import NOTHING, unpack_texts
from procmon_gui.store.sqlite import told


class StoredTexts:
    """Tells the texts behind numbers; one whose batch is damaged is unknown."""

    def __init__(self, engine: Engine, run: int) -> None:
        self._engine = engine
        self._run = run
        self._lock = threading.Lock()
        self._known: dict[int, str | None] = {NOTHING: None}

    def text(self, number: int) -> str | None:
        """Return the text of a number, None for `NOTHING`; raises Unavailable."""
        return self.many((number,))[0]

    def many(self, numbers: Iterable[int]) -> list[str | None]:
        """Return several texts; raises Unavailable."""
        wanted = list(numbers)
        with self._lock:
            missing = {number for number in wanted if number not in self._known}
            if missing:
                self._load(missing)
            return [self._known.get(number) for number in wanted]

    def known(self, number: int) -> str | None:
        """Return a text that was read before; None for any other. Never waits for whoever reads."""
        return self._known.get(number)

    def _load(self, missing: set[int]) -> None:
        with told(), self._engine.connect() as connection:
            self._known |= load_texts(connection, self._run, missing)
        for number in missing:
            self._known.setdefault(number, None)


def load_texts(connection: Connection, run: int, missing: Collection[int]) -> dict[int, str]:
    """Return the texts of the batches that hold these; who asks for one text of a batch often asks for the others."""
    numbers = np.array(sorted(missing))
    query = select(TEXTS.c.first_number, TEXTS.c.last_number, TEXTS.c.id).where(
        TEXTS.c.run_id == run,
        TEXTS.c.first_number <= int(numbers[-1]),
        TEXTS.c.last_number >= int(numbers[0]),
    )
    found: dict[int, str] = {}
    for first, last, key in connection.execute(query).all():
        if np.searchsorted(numbers, first) == np.searchsorted(numbers, last, side="right"):
            continue
        data = connection.scalar(select(TEXTS.c.data).where(TEXTS.c.id == key))
        with contextlib.suppress(DamagedChunk):
            found |= unpack_texts(data or b"", run)
    return found
