"""A program that does what a start does with a history: brings it up to date, and its roll-ups, bit by bit."""

import os
import time
from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, select

from procmon_gui.engine.clock import SystemClock
from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.schema import RUNS
from procmon_gui.store.history.writer import HistoryWriter
from procmon_gui.store.sqlite import reading_engine
from tests.faults.recorder import KEEPING, say
from tests.faults.rigs import PATIENCE_S

KEEPING_ALL = replace(KEEPING, commit_s=0.001, minutes_days=36_500, hours_days=36_500)
# What an upgrade loads takes much longer than the upgrade: it is loaded once, before anybody forks.
STARTER = (
    "import alembic.command, alembic.config; from tests.faults.recorder import serve; "
    "from tests.faults.starter import catch_up; serve(catch_up)"
)


def catch_up(folder: Path, _: int) -> None:
    """Start, and end when there is nothing left to do; say how far it is."""
    writer = HistoryWriter(RecentMemory(), folder, clock=SystemClock(), keeping=KEEPING_ALL, ballast_bytes=4096)
    say("starts")
    writer.start()
    while not (figures := writer.figures()).is_open:
        if figures.trouble:
            say(f"trouble {figures.trouble}")
        time.sleep(0.001)
    say("open")
    engine = reading_engine(folder / FILE_NAME)
    with engine.connect() as connection:
        own = connection.scalar(select(func.max(RUNS.c.id)))
    waiting = select(func.count()).where(RUNS.c.next_digest.is_not(None), RUNS.c.id != own)
    left = 1
    while left:
        with engine.connect() as connection:
            left = connection.scalar(waiting) or 0
        time.sleep(0.001)
    engine.dispose()
    assert writer.stop(PATIENCE_S)
    say("caught up")
    os._exit(0)
