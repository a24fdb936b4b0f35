"""The tables of what is kept for longer than beats; people read them with SQL, so the manual describes each column.

Times are whole milliseconds UTC, NULL is unknown. Sums, counts and largest values are kept, so that what two chunks say
of one minute can be put together. The views are for people: they divide, and they say who is who.
"""

from typing import Final

from sqlalchemy import (
    DDL,
    Column,
    Connection,
    Double,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    Named,
    Table,
    TypedColumns,
    UniqueConstraint,
    event,
    text,
)

from procmon_gui.store.history.schema import CHUNKS, TABLES, whole_number

# Of every table and view of the history: who makes them takes this one, so that none is forgotten.
METADATA: Final = TABLES

# ---- who there was


class BootColumns(TypedColumns):
    """One start of the operating system of a host: process numbers begin anew with each."""

    id: Named[int] = Column(whole_number(), primary_key=True)
    host_id: Named[int] = Column(whole_number(), ForeignKey("hosts.id"))
    boot_id: Named[str]


BOOTS: Final = Table("boots", METADATA, BootColumns, UniqueConstraint("host_id", "boot_id"))


class ProgramColumns(TypedColumns):
    """A name and the file behind it, "" where that is not known."""

    id: Named[int] = Column(whole_number(), primary_key=True)
    name: Named[str]
    executable: Named[str]


PROGRAMS: Final = Table("programs", METADATA, ProgramColumns, UniqueConstraint("name", "executable"))


class CommandColumns(TypedColumns):
    """A program as somebody ran it. Processes that come soon after one another share it; later it may stand here anew.

    A key over the texts would be as large as the texts, and each new row would touch another page of it.
    """

    id: Named[int] = Column(whole_number(), primary_key=True)
    program_id: Named[int] = Column(whole_number(), ForeignKey("programs.id"))
    user: Named[str | None]
    command_line: Named[str | None]


COMMANDS: Final = Table("commands", METADATA, CommandColumns)


class ProcessColumns(TypedColumns):
    """A process that was seen at a beat.

    `last_ms` is NULL while it is not known to have ended; `gone_after_ms` is how much later a beat did not see it any
    more, NULL where no beat followed. `exit_status` and `ended_ms` are NULL where the system did not tell them:
    0 to 255 is what it returned, minus a number is the signal that killed it. `run_id` is the last recorder that saw
    it.
    """

    id: Named[int] = Column(whole_number(), primary_key=True)
    boot_id: Named[int] = Column(whole_number(), ForeignKey("boots.id"))
    start_ticks: Named[int] = Column(whole_number())
    pid: Named[int] = Column(whole_number())
    parent_pid: Named[int | None] = Column(whole_number())
    command_id: Named[int] = Column(whole_number(), ForeignKey("commands.id"))
    run_id: Named[int] = Column(whole_number(), ForeignKey("runs.id"))
    first_ms: Named[int] = Column(whole_number())
    last_ms: Named[int | None] = Column(whole_number())
    gone_after_ms: Named[int | None] = Column(whole_number())
    exit_status: Named[int | None] = Column(whole_number())
    ended_ms: Named[int | None] = Column(whole_number())


PROCESSES: Final = Table(
    "processes",
    METADATA,
    ProcessColumns,
    # In the order in which processes come, so that this index grows at its end.
    UniqueConstraint("boot_id", "start_ticks", "pid"),
    Index("processes_by_end", "last_ms"),
)


# ---- the machine, a minute a row

# Column, metric, and whether its largest value is kept beside sum and count.
SYSTEM_FIGURES: Final = (
    ("cpu_busy_ratio", "host.cpu.busy_ratio", True),
    ("cpu_iowait_ratio", "host.cpu.iowait_ratio", False),
    ("memory_used_bytes", "host.memory.used_bytes", True),
    ("swap_used_bytes", "host.swap.used_bytes", False),
    ("load_1min", "host.load.1min", False),
    ("disk_read_bytes_per_s", "host.disk.read_bytes_per_s", True),
    ("disk_write_bytes_per_s", "host.disk.write_bytes_per_s", True),
    ("network_received_bytes_per_s", "host.network.received_bytes_per_s", True),
    ("network_sent_bytes_per_s", "host.network.sent_bytes_per_s", True),
    ("pressure_cpu_ratio", "host.pressure.cpu.some_ratio", False),
    ("pressure_memory_ratio", "host.pressure.memory.some_ratio", False),
    ("pressure_io_ratio", "host.pressure.io.some_ratio", False),
    ("process_count", "host.processes.count", False),
)


def _system_columns() -> list[Column[float]]:
    columns: list[Column[float]] = []
    for name, _, has_most in SYSTEM_FIGURES:
        columns += [
            Column(f"{name}_sum", Double, nullable=False),
            Column(f"{name}_count", whole_number(), nullable=False),
        ]
        if has_most:
            columns.append(Column(f"{name}_max", Double))
    return columns


SYSTEM_SUMS: Final = Table(
    "system_sums",
    METADATA,
    # Time first: questions and retention go by it, and there are few hosts.
    Column("minute_ms", whole_number(), primary_key=True),
    Column("host_id", whole_number(), ForeignKey("hosts.id"), primary_key=True),
    Column("beat_count", whole_number(), nullable=False),
    # Processes and threads that were started, also those that no beat saw.
    Column("started_count", whole_number()),
    *_system_columns(),
    sqlite_with_rowid=False,
)


# ---- programs, a minute or an hour a row


class ProgramFigures(TypedColumns):
    """What all processes of one program did together; stands after a key, which is a class of its own for that.

    `process_count`, `cpu_ratio_max` and `rss_bytes_max` are the most at one beat.
    """

    process_count: Named[int] = Column(whole_number())
    cpu_ms: Named[int | None] = Column(whole_number())
    cpu_ratio_max: Named[float | None]
    rss_bytes_max: Named[int | None] = Column(whole_number())
    read_bytes: Named[int | None] = Column(whole_number())
    write_bytes: Named[int | None] = Column(whole_number())
    tcp_received_bytes: Named[int | None] = Column(whole_number())
    tcp_sent_bytes: Named[int | None] = Column(whole_number())


PROGRAM_SUMS: Final = ("cpu_ms", "read_bytes", "write_bytes", "tcp_received_bytes", "tcp_sent_bytes")
PROGRAM_MOST: Final = ("process_count", "cpu_ratio_max", "rss_bytes_max")


class _MinuteKey(TypedColumns):
    minute_ms: Named[int] = Column(whole_number(), primary_key=True)
    host_id: Named[int] = Column(whole_number(), ForeignKey("hosts.id"), primary_key=True)
    program_id: Named[int] = Column(whole_number(), ForeignKey("programs.id"), primary_key=True)


class ProgramMinuteColumns(ProgramFigures, _MinuteKey):
    """A program that did something in a minute: the busiest of each kind; all others are in `process_minutes`."""


PROGRAM_MINUTES: Final = Table("program_minutes", METADATA, ProgramMinuteColumns, sqlite_with_rowid=False)


class _HourKey(TypedColumns):
    hour_ms: Named[int] = Column(whole_number(), primary_key=True)
    host_id: Named[int] = Column(whole_number(), ForeignKey("hosts.id"), primary_key=True)
    program_id: Named[int] = Column(whole_number(), ForeignKey("programs.id"), primary_key=True)


class ProgramHourColumns(ProgramFigures, _HourKey):
    """Every program of an hour; written when the hour is over."""


PROGRAM_HOURS: Final = Table("program_hours", METADATA, ProgramHourColumns, sqlite_with_rowid=False)


# ---- everything, in minutes, packed


class MinutesColumns(TypedColumns):
    """Minutes of one hour of one run: a part for each chunk while the hour lasts, then one row with all of them."""

    id: Named[int] = Column(whole_number(), primary_key=True)
    run_id: Named[int] = Column(whole_number(), ForeignKey("runs.id"))
    hour_ms: Named[int] = Column(whole_number())
    is_whole: Named[bool]
    data: Named[bytes] = Column(LargeBinary)


def _parts(name: str) -> Index:
    return Index(name, "run_id", "hour_ms", sqlite_where=text("is_whole = 0"))


# Each process in each minute, see `minutes`.
PROCESS_MINUTES: Final = Table(
    "process_minutes",
    METADATA,
    MinutesColumns,
    Index("process_minutes_by_hour", "hour_ms"),
    _parts("process_minutes_parts"),
)
# Each figure of the machine in each minute, see `minutes`.
HOST_MINUTES: Final = Table(
    "host_minutes", METADATA, MinutesColumns, Index("host_minutes_by_hour", "hour_ms"), _parts("host_minutes_parts")
)


# ---- views


def _views(time: str) -> list[str]:
    """Return the views; `time` is how a database writes a time as text."""
    figures = [
        f"CASE WHEN s.{name}_count > 0 THEN s.{name}_sum / s.{name}_count END AS {name}"
        + (f", s.{name}_max" if has_most else "")
        for name, _, has_most in SYSTEM_FIGURES
    ]
    return [
        "CREATE VIEW system_minutes AS SELECT h.name AS host, "
        + time.format("s.minute_ms")
        + " AS minute, s.minute_ms, s.beat_count, s.started_count, "
        + ", ".join(figures)
        + " FROM system_sums s JOIN hosts h ON h.id = s.host_id",
        "CREATE VIEW cpu_by_program_and_hour AS SELECT h.name AS host, "
        + time.format("u.hour_ms")
        + " AS hour, u.hour_ms, p.name AS program, p.executable, u.cpu_ms / 1000.0 AS cpu_s"
        " FROM program_hours u JOIN hosts h ON h.id = u.host_id JOIN programs p ON p.id = u.program_id",
        "CREATE VIEW process_list AS SELECT h.name AS host, q.id, q.pid, q.parent_pid, "
        'g.name AS program, g.executable, c."user", c.command_line, '
        + time.format("q.first_ms")
        + " AS first_seen, "
        + time.format("q.last_ms")
        + " AS last_seen, q.first_ms, q.last_ms, q.last_ms + q.gone_after_ms AS gone_ms, b.boot_id, "
        "q.exit_status, q.ended_ms FROM processes q "
        "JOIN boots b ON b.id = q.boot_id JOIN hosts h ON h.id = b.host_id "
        "JOIN commands c ON c.id = q.command_id JOIN programs g ON g.id = c.program_id",
    ]


# A percent sign is doubled for DDL, which fills in names itself.
_SQLITE_VIEWS: Final = _views("strftime('%%Y-%%m-%%dT%%H:%%M:%%SZ', {} / 1000, 'unixepoch')")
_POSTGRESQL_VIEWS: Final = _views(
    "to_char(to_timestamp({} / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
)

for _dialect, _statements in (("sqlite", _SQLITE_VIEWS), ("postgresql", _POSTGRESQL_VIEWS)):
    for _statement in _statements:
        event.listen(METADATA, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]

# ---- what only PostgreSQL is told

_PARTITIONED_BY: Final = {
    CHUNKS: "from_ms",
    SYSTEM_SUMS: "minute_ms",
    PROGRAM_MINUTES: "minute_ms",
    PROGRAM_HOURS: "hour_ms",
}


def _tell_postgresql(_: MetaData, connection: Connection, **__: object) -> None:
    """Say how its tables differ, before they are made there: said at once, it loads what speaks to it everywhere."""
    if connection.dialect.name != "postgresql":
        return
    for table, at_ms in _PARTITIONED_BY.items():
        table.dialect_kwargs["postgresql_partition_by"] = f"RANGE ({at_ms})"
    for index in (index for table in METADATA.tables.values() for index in table.indexes):
        if index.name == "chunks_by_time":
            index.dialect_kwargs["postgresql_include"] = ["id"]
        elif index.name in ("process_minutes_parts", "host_minutes_parts"):
            index.dialect_kwargs["postgresql_where"] = text("NOT is_whole")


event.listen(METADATA, "before_create", _tell_postgresql)
