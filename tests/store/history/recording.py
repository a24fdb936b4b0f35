"""Histories on disk for tests, recorded as the writer does it, without its thread."""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from procmon_gui.domain.reading import Reading
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.database import FILE_NAME, open_for_writing
from procmon_gui.store.history.keeper import Keeper
from procmon_gui.store.history.news import Mark
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.stored import StoredHistory
from procmon_gui.store.sqlite import reading_engine
from tests.store.history.machines import beating


def opened(folder: Path, machine_id: str = "machine") -> tuple[Engine, Keeper]:
    """Begin a run in a folder."""
    engine = open_for_writing(folder / FILE_NAME).engine
    keeper = Keeper(engine)
    keeper.begin_run(machine_id=machine_id, host_name="host", began_ms=1, program_version="1")
    return engine, keeper


def record(
    folder: Path,
    readings: Iterable[Reading],
    *,
    commit_every: int = 10,
    memory: RecentMemory | None = None,
    machine_id: str = "machine",
    catches_up: bool = False,
) -> list[Snapshot]:
    """Keep beats up to the last commit, with their roll-ups or not, and return what was shown of all; then cut off."""
    engine, keeper = opened(folder, machine_id)
    memory, mark, shown = memory or RecentMemory(), Mark(), []
    for number, snapshot in enumerate(beating(readings, memory), 1):
        shown.append(snapshot)
        if number % commit_every == 0:
            news = memory.news(mark)
            keeper.save(news)
            mark = news.mark
            if catches_up:
                keeper.catch_up()
    engine.dispose()
    return shown


def record_and_end(folder: Path, readings: Sequence[Reading], *, commit_every: int = 10) -> list[Snapshot]:
    """Record as the writer does, to the end."""
    engine, keeper = opened(folder)
    memory, mark, shown = RecentMemory(), Mark(), []
    for number, snapshot in enumerate(beating(readings, memory), 1):
        shown.append(snapshot)
        if number % commit_every == 0 or number == len(readings):
            news = memory.news(mark)
            keeper.save(news)
            mark = news.mark
            keeper.catch_up()
    keeper.end_run(shown[-1].at_ms)
    engine.dispose()
    return shown


def copied(folder: Path, to: Path) -> Path:
    """Copy a history that nobody writes, for who changes it; return where the copy is."""
    shutil.copytree(folder, to, dirs_exist_ok=True)
    return to


def start_again(folder: Path) -> None:
    """Do what a start does with all that earlier ones left; it is cut off then."""
    engine, keeper = opened(folder)
    keeper.recover()
    while keeper.catch_up():
        pass
    engine.dispose()


def rows(folder: Path, query: str) -> list[dict[str, Any]]:
    """Return what a query finds."""
    engine = open_for_writing(folder / FILE_NAME).engine
    with engine.connect() as connection:
        found = [dict(row) for row in connection.execute(text(query)).mappings()]
    engine.dispose()
    return found


def recover(folder: Path, machine_id: str = "machine") -> int:
    """Make chunks of what was left in the journal, as every start does; return how many pieces were damaged."""
    engine, keeper = opened(folder, machine_id)
    damaged_count = keeper.recover()
    engine.dispose()
    return damaged_count


def stored(folder: Path) -> StoredHistory:
    """Return a reader that knows what is there."""
    history = StoredHistory(reading_engine(folder / FILE_NAME))
    history.refresh()
    return history
