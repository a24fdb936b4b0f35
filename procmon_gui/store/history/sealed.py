"""A file that `incident` made, perhaps on another machine, perhaps by somebody who means harm: looked at, then read.

Checksums tell what was damaged on the way, not who wrote it. So each piece is held against what a recorder can have
seen before anything is made of it (`sealed_history`). Belongs in a worker.
"""

import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, func, or_, select, text
from sqlalchemy.exc import DatabaseError

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.exit_status import LEAST, MOST
from procmon_gui.domain.marks import MOST_LETTERS, Mark
from procmon_gui.domain.text import display_text
from procmon_gui.store.history.database import FORM
from procmon_gui.store.history.digest import HOUR_MS
from procmon_gui.store.history.incident import INCIDENT, INCIDENT_FORM, MARKS
from procmon_gui.store.history.rollup_schema import METADATA, PROCESSES, PROGRAM_HOURS, PROGRAM_MINUTES, SYSTEM_SUMS
from procmon_gui.store.history.schema import CHUNKS, HOSTS, REVISION
from procmon_gui.store.sqlite import drafting_engine, is_damage, sealed_engine
from procmon_gui.store.upgrading import upgrade_connection

# https://www.sqlite.org/fileformat2.html#the_database_header
_MAGIC: Final = b"SQLite format 3\0"
_HEAD_BYTES: Final = 100
# The first format of which there are files.
_FIRST: Final = "0003"
# A year of minutes; whoever counts more wants to fill the memory.
_MOST_CHUNKS: Final = 600_000
# The last day of the year 9999.
LAST_MS: Final = 253_402_214_400_000
_HOST_NAME: Final = 64
_MOST_MARKS: Final = 10_000
_VERSION: Final = 20
_OURS: Final = "A recording is made with `procmon-gui incident`."
_AGAIN: Final = "Copy it again, or let it be made anew."


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What a file says of itself; texts may be shown.

    Attributes:
        from_ms, to_ms: the first and the last beat in it.
        marks: oldest moment first.
    """

    path: Path
    host_name: str
    from_ms: int
    to_ms: int
    made_ms: int
    program_version: str
    has_command_lines: bool
    marks: tuple[Mark, ...] = ()


class Sealed:
    """A file that was looked at: what reads it, and what it says of itself. One of an older version is read as a copy
    that was brought up to date."""

    def __init__(self, engine: Engine, incident: Incident, copy: "tempfile.TemporaryDirectory[str] | None") -> None:
        self.engine = engine
        self.incident = incident
        self._copy = copy

    def close(self) -> None:
        """Give back what is open."""
        self.engine.dispose()
        if self._copy is not None:
            self._copy.cleanup()


def open_sealed(path: Path) -> Sealed:
    """Look at a file; raises Unavailable, which says what to do."""
    shown = display_text(str(path))
    _check_head(path, shown)
    copy = None
    engine = sealed_engine(path)
    try:
        with engine.connect() as connection:
            revision = _revision_in(connection, shown)
            _check_kinds(connection, shown)
        if revision < int(REVISION):
            engine.dispose()
            copy = tempfile.TemporaryDirectory(prefix="procmon_gui-")
            engine = _brought_up_to_date(path, Path(copy.name) / "copy.procmon")
        with engine.connect() as connection:
            return Sealed(engine, _look_at(connection, path, shown), copy)
    except BaseException as error:
        engine.dispose()
        if copy is not None:
            copy.cleanup()
        if isinstance(error, DatabaseError):
            words = "is damaged" if is_damage(error) else f"can not be read ({error.orig})"
            raise Unavailable(f"{shown} {words}. {_AGAIN}") from error
        raise


def _brought_up_to_date(path: Path, copy: Path) -> Engine:
    """Return what reads a copy in the form of today."""
    try:
        shutil.copyfile(path, copy)
    except OSError as error:
        raise Unavailable(f"{display_text(str(path))} can not be copied to {copy.parent}: {error.strerror}.") from error
    engine = drafting_engine(copy)
    try:
        with engine.begin() as connection:
            upgrade_connection(connection, INCIDENT_FORM)
    finally:
        engine.dispose()
    return sealed_engine(copy)


def _check_head(path: Path, shown: str) -> None:
    """Look at the first bytes ourselves, so that nothing else ever gets to read what is no file of ours."""
    try:
        # Whoever opens a pipe waits for its writer, unless he says otherwise.
        fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except PermissionError:
        raise Unavailable(
            f"{shown} can not be read: permission denied. Let its owner give you a copy, or the right to read it."
        ) from None
    except OSError as error:
        raise Unavailable(f"{shown} can not be opened: {error.strerror}.") from error
    try:
        found = os.fstat(fd)
        if stat.S_ISDIR(found.st_mode):
            raise Unavailable(f"{shown} is a folder; name a file in it. {_OURS}")
        if not stat.S_ISREG(found.st_mode):
            raise Unavailable(f"{shown} is no file. {_OURS}")
        head = os.read(fd, _HEAD_BYTES)
    except OSError as error:
        raise Unavailable(f"{shown} can not be read: {error.strerror}.") from error
    finally:
        os.close(fd)
    if not head:
        raise Unavailable(f"{shown} is empty. {_AGAIN}")
    if len(head) < _HEAD_BYTES or not head.startswith(_MAGIC):
        raise Unavailable(f"{shown} is no recording. {_OURS}")
    own_id = int.from_bytes(head[68:72], "big")
    if own_id == FORM.application_id:
        raise Unavailable(f"{shown} is the history of a whole machine, which is opened with --data-dir and its folder.")
    if own_id != INCIDENT_FORM.application_id:
        raise Unavailable(f"{shown} is a database of another program. {_OURS}")
    # A page size of 65536 does not fit into two bytes and stands there as 1.
    page_bytes = int.from_bytes(head[16:18], "big")
    whole_bytes = int.from_bytes(head[28:32], "big") * (65_536 if page_bytes == 1 else page_bytes)
    if found.st_size < whole_bytes:
        raise Unavailable(f"{shown} is cut off: {found.st_size} of {whole_bytes} bytes are there. {_AGAIN}")


def _look_at(connection: Connection, path: Path, shown: str) -> Incident:
    has_marks = _check_tables(connection, shown)
    row = connection.execute(select(INCIDENT)).first()
    host_name = connection.scalar(select(HOSTS.c.name).order_by(HOSTS.c.id.desc()))
    count = connection.scalar(select(func.count()).select_from(CHUNKS)) or 0
    if row is None or host_name is None or not 0 < count <= _MOST_CHUNKS:
        raise Unavailable(f"{shown} does not say what it holds. {_AGAIN}")
    numbers = (row.from_ms, row.to_ms, row.made_ms, row.has_command_lines)
    if not all(isinstance(number, int) for number in numbers) or not 0 <= row.from_ms <= row.to_ms <= LAST_MS:
        raise Unavailable(f"{shown} does not say when it was recorded. {_AGAIN}")
    _check_sums(connection, shown, row.from_ms, row.to_ms)
    _check_processes(connection, shown, row.to_ms)
    return Incident(
        path=path,
        host_name=display_text(str(host_name), _HOST_NAME),
        from_ms=row.from_ms,
        to_ms=row.to_ms,
        made_ms=row.made_ms,
        program_version=display_text(str(row.program_version), _VERSION),
        has_command_lines=bool(row.has_command_lines),
        marks=_marks_in(connection, shown, row.from_ms, row.to_ms) if has_marks else (),
    )


def _marks_in(connection: Connection, shown: str, from_ms: int, to_ms: int) -> tuple[Mark, ...]:
    """Return the marks; refuse those of another time, and so many that nobody can have made them."""
    rows = connection.execute(select(MARKS).order_by(MARKS.columns.at_ms).limit(_MOST_MARKS + 1)).all()
    if len(rows) > _MOST_MARKS or not all(isinstance(row.at_ms, int) and from_ms <= row.at_ms <= to_ms for row in rows):
        raise Unavailable(f"{shown} has marks of another time than it says. {_AGAIN}")
    return tuple(
        Mark(id=place, at_ms=row.at_ms, text=display_text(str(row.text), MOST_LETTERS), author="", made_ms=row.at_ms)
        for place, row in enumerate(rows)
    )


def _check_sums(connection: Connection, shown: str, from_ms: int, to_ms: int) -> None:
    """Refuse minutes and hours of another time: whoever asks how far they reach would go to the end of time."""
    for time in (SYSTEM_SUMS.columns.minute_ms, PROGRAM_MINUTES.c.minute_ms, PROGRAM_HOURS.c.hour_ms):
        first, last = connection.execute(select(func.min(time), func.max(time))).one()
        ends = [end for end in (first, last) if end is not None]
        if not all(isinstance(end, int) and from_ms - HOUR_MS < end <= to_ms for end in ends):
            raise Unavailable(f"{shown} has sums of another time than it says. {_AGAIN}")


def _check_processes(connection: Connection, shown: str, to_ms: int) -> None:
    """Refuse processes of another time, and ends that no kernel tells: nobody could say when that was."""
    whole = (
        (PROCESSES.c.first_ms, 0, to_ms),
        (PROCESSES.c.last_ms, 0, to_ms),
        # Who was never seen to end is not missed either.
        (PROCESSES.c.gone_after_ms, 0, to_ms - func.coalesce(PROCESSES.c.last_ms, to_ms + 1)),
        (PROCESSES.c.exit_status, LEAST, MOST),
        (PROCESSES.c.ended_ms, 0, LAST_MS),
    )
    is_wrong = [~(func.typeof(column).in_(("integer", "null")) & column.between(*ends)) for column, *ends in whole]
    if connection.scalar(select(func.count()).select_from(PROCESSES).where(or_(*is_wrong))):
        raise Unavailable(f"{shown} has processes of another time than it says. {_AGAIN}")


def _revision_in(connection: Connection, shown: str) -> int:
    """Return the number of the format, which this program knows."""
    revision = str(connection.scalar(text("SELECT version_num FROM alembic_version")))
    number = int(revision) if revision.isdecimal() and len(revision) < _VERSION else 0
    if int(_FIRST) <= number <= int(REVISION):
        return number
    is_newer = number > int(REVISION)
    age = "a newer version of this program: bring this one up to date" if is_newer else "an unknown version"
    raise Unavailable(f"{shown} was made by {age} (its format is {display_text(revision, _VERSION)}).")


def _check_kinds(connection: Connection, shown: str) -> None:
    """Refuse what does more than hold rows: triggers, and tables that are programs.

    Views for people are never asked by this program.
    """
    entries = connection.execute(text("SELECT type, sql FROM sqlite_master")).all()
    if any(
        entry.type not in ("table", "index", "view") or "virtual" in str(entry.sql or "").casefold()[:20]
        for entry in entries
    ):
        raise Unavailable(f"{shown} has other tables than a recording. {_OURS}")


def _check_tables(connection: Connection, shown: str) -> bool:
    """Refuse a view or a made-up column in place of what is stored; return whether there is room for marks."""
    found = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
    has_marks = MARKS.name in found
    tables = [*METADATA.sorted_tables, INCIDENT, *([MARKS] if has_marks else [])]
    if set(found) != {*(table.name for table in tables), "alembic_version"}:
        raise Unavailable(f"{shown} has other tables than a recording. {_OURS}")
    for table in tables:
        columns = connection.execute(text("SELECT name, hidden FROM pragma_table_xinfo(:name)"), {"name": table.name})
        hidden = {row.name: row.hidden for row in columns}
        if set(hidden) != set(table.columns.keys()) or any(hidden.values()):
            raise Unavailable(f"{shown} has other columns than a recording. {_OURS}")
    return has_marks
