"""The tables of what is kept for longer than beats; people read them with SQL, so the manual describes each column.

Times are whole milliseconds UTC, NULL is unknown. Sums, counts and largest values are kept, so that what two chunks say
of one minute can be put together. The views are for people: they divide, and they say who is who.
"""

from typing import Final

from sqlalchemy import DDL, Column, Double, ForeignKey, Index, LargeBinary, Table, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column

from procmon_gui.store.history.schema import Base, whole_number

# ---- who there was


class Boot(Base):
    """One start of the operating system of a host: process numbers begin anew with each."""

    __tablename__ = "boots"
    __table_args__ = (UniqueConstraint("host_id", "boot_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("hosts.id"))
    boot_id: Mapped[str]


class Program(Base):
    """A name and the file behind it, "" where that is not known."""

    __tablename__ = "programs"
    __table_args__ = (UniqueConstraint("name", "executable"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    executable: Mapped[str]


class Command(Base):
    """A program as somebody ran it. Processes that come soon after one another share it; later it may stand here anew.

    A key over the texts would be as large as the texts, and each new row would touch another page of it.
    """

    __tablename__ = "commands"

    id: Mapped[int] = mapped_column(primary_key=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("programs.id"))
    user: Mapped[str | None]
    command_line: Mapped[str | None]


class Process(Base):
    """A process that was seen at a beat.

    `last_ms` is NULL while it is not known to have ended; `gone_after_ms` is how much later a beat did not see it any
    more, NULL where no beat followed. `exit_status` and `ended_ms` are NULL where the system did not tell them:
    0 to 255 is what it returned, minus a number is the signal that killed it. `run_id` is the last recorder that saw
    it.
    """

    __tablename__ = "processes"
    __table_args__ = (
        # In the order in which processes come, so that this index grows at its end.
        UniqueConstraint("boot_id", "start_ticks", "pid"),
        Index("processes_by_end", "last_ms"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    boot_id: Mapped[int] = mapped_column(ForeignKey("boots.id"))
    start_ticks: Mapped[int]
    pid: Mapped[int]
    parent_pid: Mapped[int | None]
    command_id: Mapped[int] = mapped_column(ForeignKey("commands.id"))
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    first_ms: Mapped[int]
    last_ms: Mapped[int | None]
    gone_after_ms: Mapped[int | None]
    exit_status: Mapped[int | None]
    ended_ms: Mapped[int | None]


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
    Base.metadata,
    # Time first: questions and retention go by it, and there are few hosts.
    Column("minute_ms", whole_number(), primary_key=True),
    Column("host_id", whole_number(), ForeignKey("hosts.id"), primary_key=True),
    Column("beat_count", whole_number(), nullable=False),
    # Processes and threads that were started, also those that no beat saw.
    Column("started_count", whole_number()),
    *_system_columns(),
    sqlite_with_rowid=False,
    postgresql_partition_by="RANGE (minute_ms)",
)


# ---- programs, a minute or an hour a row


class _ProgramFigures:
    """What all processes of one program did together.

    `process_count`, `cpu_ratio_max` and `rss_bytes_max` are the most at one beat.
    """

    process_count: Mapped[int]
    cpu_ms: Mapped[int | None]
    cpu_ratio_max: Mapped[float | None]
    rss_bytes_max: Mapped[int | None]
    read_bytes: Mapped[int | None]
    write_bytes: Mapped[int | None]
    tcp_received_bytes: Mapped[int | None]
    tcp_sent_bytes: Mapped[int | None]


PROGRAM_SUMS: Final = ("cpu_ms", "read_bytes", "write_bytes", "tcp_received_bytes", "tcp_sent_bytes")
PROGRAM_MOST: Final = ("process_count", "cpu_ratio_max", "rss_bytes_max")


class ProgramMinute(_ProgramFigures, Base):
    """A program that did something in a minute: the busiest of each kind; all others are in `process_minutes`."""

    __tablename__ = "program_minutes"
    __table_args__ = ({"sqlite_with_rowid": False, "postgresql_partition_by": "RANGE (minute_ms)"},)

    minute_ms: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("hosts.id"), primary_key=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("programs.id"), primary_key=True)


class ProgramHour(_ProgramFigures, Base):
    """Every program of an hour; written when the hour is over."""

    __tablename__ = "program_hours"
    __table_args__ = ({"sqlite_with_rowid": False, "postgresql_partition_by": "RANGE (hour_ms)"},)

    hour_ms: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("hosts.id"), primary_key=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("programs.id"), primary_key=True)


# ---- everything, in minutes, packed


class _Minutes:
    """Minutes of one hour of one run: a part for each chunk while the hour lasts, then one row with all of them."""

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    hour_ms: Mapped[int]
    is_whole: Mapped[bool]
    data: Mapped[bytes] = mapped_column(LargeBinary)


def _parts(name: str) -> Index:
    return Index(name, "run_id", "hour_ms", sqlite_where=text("is_whole = 0"), postgresql_where=text("NOT is_whole"))


class ProcessMinutes(_Minutes, Base):
    """Each process in each minute, see `minutes`."""

    __tablename__ = "process_minutes"
    __table_args__ = (Index("process_minutes_by_hour", "hour_ms"), _parts("process_minutes_parts"))


class HostMinutes(_Minutes, Base):
    """Each figure of the machine in each minute, see `minutes`."""

    __tablename__ = "host_minutes"
    __table_args__ = (Index("host_minutes_by_hour", "hour_ms"), _parts("host_minutes_parts"))


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
        event.listen(Base.metadata, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]

# Of every table and view of the history: who makes them takes this one, so that none is forgotten.
METADATA: Final = Base.metadata
