"""What the window of the walks remembers: minutes on disk, then samples there, a gap, and samples in memory."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from procmon_gui.domain.host_metrics import HOST_METRICS
from procmon_gui.domain.metrics import How
from procmon_gui.domain.reading import TEXT_FIELDS, Reading
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.database import FILE_NAME, open_for_writing
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.recent import BEATS_PER_CHUNK, RecentMemory
from procmon_gui.store.history.schema import CHUNKS
from tests.domain.readings import reading
from tests.store.history.machines import live, without
from tests.store.history.recording import record, recover
from tests.ui.fakes import host_of
from tests.ui.population import Person
from tests.ui.widgets.detail.sources import WORKER, people

# Of the oldest samples only the minutes are left.
ON_DISK = 4 * BEATS_PER_CHUNK
CHUNKS_GONE = 2
FIRST_IN_MEMORY = ON_DISK + 100
MISSED = range(20, 30)
FIRST_LIVE = FIRST_IN_MEMORY + 60
# A run of the same program that the live window does not see any more.
GONE = Person(serial=WORKER + 100, pid=50, ppid=20, name="pg_dump", values={"cpu_ratio": 2.0, "rss_bytes": 3e6})


class Remembered:
    """A `HistoryReader` over all of that, and times to go to."""

    def __init__(self) -> None:
        self.memory = RecentMemory()
        self.beats = live(without(readings(FIRST_IN_MEMORY, FIRST_LIVE), MISSED), self.memory)
        self.history = LongHistory(self.memory, Path(_recorded().name) / FILE_NAME)
        self.history.refresh()
        self.moment_ms = self.beats[10].at_ms
        self.after_gap_ms = self.beats[MISSED.start].at_ms
        self.minute_ms = self.beats[0].at_ms - 1000 * (FIRST_IN_MEMORY - BEATS_PER_CHUNK)

    def hear(self, snapshot: Snapshot) -> None:
        """Remember a live sample too."""
        self.memory.offer(_reading(snapshot.sequence, people()), snapshot)


@cache
def _recorded() -> tempfile.TemporaryDirectory[str]:
    """Record once for all windows, which only read it."""
    folder = tempfile.TemporaryDirectory()
    record(Path(folder.name), readings(1, ON_DISK))
    recover(Path(folder.name))
    engine = open_for_writing(Path(folder.name) / FILE_NAME).engine
    with engine.begin() as connection:
        chunks = CHUNKS
        connection.execute(chunks.delete().where(chunks.c.number <= CHUNKS_GONE))
    engine.dispose()
    return folder


def readings(first: int, end: int) -> list[Reading]:
    """Return readings a second apart of everybody, and of who is gone."""
    return [_reading(sequence, (*people(), GONE)) for sequence in range(first, end)]


def _reading(sequence: int, who: Sequence[Person]) -> Reading:
    used_s = [sequence * person.values.get("cpu_ratio", 0.0) for person in who]
    one = reading(
        at_s=sequence,
        serials=[person.serial for person in who],
        sockets_s=sequence,
        host=_host(sequence),
        pid=[person.pid for person in who],
        ppid=[person.ppid for person in who],
        start_ticks=[person.start_ticks for person in who],
        kernel_thread=[0.0] * len(who),
        state=[1.0] * len(who),
        threads=[2.0] * len(who),
        cpu_user_s=used_s,
        cpu_system_s=[0.0] * len(who),
        rss_bytes=[person.values.get("rss_bytes", 1024.0) for person in who],
    )
    texts: dict[str, Sequence[str | None]] = dict.fromkeys(TEXT_FIELDS, [None] * len(who))
    texts |= {"name": [person.name for person in who], "user": ["anna"] * len(who)}
    texts |= {field: [person.texts.get(field) for person in who] for field in ("executable", "command_line")}
    return replace(one, texts=texts, text_revisions=np.zeros(len(who), np.int64))


def _host(sequence: int) -> dict[str, dict[str, float]]:
    """Return the raw figures behind `host_of`."""
    told = host_of()
    raw: dict[str, dict[str, float]] = {}
    for metric in HOST_METRICS:
        if metric.id in told and metric.how is not How.MADE:
            factor = sequence / metric.scale if metric.how is How.RATE else 1.0
            raw[metric.raw] = {instance: factor * value for instance, value in told[metric.id].items()}
    busy = told["host.cpu.busy_ratio"]
    raw["cpu.user_s"] = {core: sequence * ratio for core, ratio in busy.items()}
    raw["cpu.idle_s"] = {core: sequence * (1 - ratio) for core, ratio in busy.items()}
    size = told["host.memory.size_bytes"][""]
    raw["memory.total_bytes"] = {"": size}
    raw["memory.available_bytes"] = {"": size - told["host.memory.used_bytes"][""]}
    raw["swap.free_bytes"] = {"": told["host.swap.total_bytes"][""] - told["host.swap.used_bytes"][""]}
    return raw
