"""Makes a large history: a week of beats at 1 s of a machine with 400 processes, and roll-ups of a year before it.

    python tests/bench/history_store.py FOLDER --days 7 --processes 400 --hours 4

Some hours are recorded as the product does it, from readings of a made-up machine; their chunks and roll-ups are then
written again and again, stamped anew: the same numbers at other times, a day in some seconds.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection, Table, func, insert, literal, select, update

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from procmon_gui.domain.derive import derive
from procmon_gui.domain.reading import NUMBER_FIELDS, TEXT_FIELDS, FloatArray, Reading
from procmon_gui.store.history.beats import FACTS
from procmon_gui.store.history.codec import VERSION
from procmon_gui.store.history.database import FILE_NAME, open_for_writing
from procmon_gui.store.history.digest import HOUR_MS
from procmon_gui.store.history.framing import body_of, framed, moved
from procmon_gui.store.history.hours import finish_hours
from procmon_gui.store.history.index import pack_rows, unpack_rows
from procmon_gui.store.history.keeper import Keeper
from procmon_gui.store.history.news import Mark
from procmon_gui.store.history.packing import differences, pack, pack_bytes, unpack, unpack_bytes
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.rollup_schema import METADATA
from procmon_gui.store.history.room import checkpoint
from procmon_gui.store.history.schema import CHUNKS, RUNS

DAY_MS: Final = 24 * HOUR_MS
# The last beat, so that every run makes the same history: a Sunday at midnight.
END_MS: Final = 1_764_547_200_000
# In this place stands a process that is said to have begun a day before the end, all others long before.
LIVED_A_DAY: Final = 20
_GIB: Final = 1 << 30
_AT_ONCE: Final = 50
_STAMPS: Final = {"time": 1, "at_ms": 1, "monotonic_ns": 1_000_000, "sockets_ns": 1_000_000}


# ---- a machine


class Machine:
    """A made-up machine: a tenth of its processes works, another one comes every ten seconds and stays for some."""

    def __init__(self, processes: int, begin_ms: int, seed: int = 1) -> None:
        self._rng = np.random.default_rng(seed)
        self._begin_ms = begin_ms
        self._lasting = processes - 12
        self._numbers = {field: np.full(processes, np.nan) for field in NUMBER_FIELDS}
        slots = np.arange(processes)
        for field, values in {
            "pid": slots + 300.0, "ppid": np.where(slots % 7, 1.0, 300.0), "uid": slots % 5 * 1000.0,
            "state": np.ones(processes), "start_ticks": slots * 10.0, "threads": 1.0 + slots % 17,
            "rss_bytes": 4096.0 * self._rng.integers(500, 60_000, processes), "nice": np.zeros(processes),
            "cpu_user_s": np.zeros(processes), "cpu_system_s": np.zeros(processes),
            "disk_read_bytes": np.zeros(processes), "disk_write_bytes": np.zeros(processes),
            "tcp_received_bytes": np.zeros(processes), "tcp_sent_bytes": np.zeros(processes),
            "virtual_bytes": 4096.0 * self._rng.integers(90_000, 900_000, processes),
            "shared_bytes": 4096.0 * self._rng.integers(100, 9_000, processes),
            "last_cpu": slots % 4.0, "kernel_thread": np.zeros(processes), "major_faults": np.zeros(processes),
            "scheduling_class": np.zeros(processes), "tty_number": np.zeros(processes),
            "block_io_delay_s": np.zeros(processes),
        }.items():  # fmt: skip
            self._numbers[field] = values.astype(np.float64)
        self._serials = slots + 1
        self._next_serial = processes + 1
        self._texts: dict[str, list[str | None]] = {field: [None] * processes for field in TEXT_FIELDS}
        for slot in slots.tolist():
            self._name(slot)
        # A few work much, most hardly ever, and many never.
        self._works = self._rng.pareto(1.2, processes) * 0.01
        self._awake = np.where(slots % 10 == 0, 0.4, np.where(slots % 10 < 4, 0.02, 0.0005))
        self._uses_disk = np.where(slots % 20 == 0, 0.1, 0.0005)
        self._host = dict.fromkeys(_HOST_RATES, 0.0)
        self._revisions = np.zeros(processes, np.int64)

    def _name(self, slot: int) -> None:
        serial = int(self._serials[slot])
        program = f"program-{serial % 90}" if slot < self._lasting else f"job-{serial % 30}"
        self._texts["name"][slot] = program
        self._texts["executable"][slot] = f"/usr/bin/{program}"
        self._texts["user"][slot] = ("root", "www-data", "postgres", "anna", "daemon")[serial % 5]
        self._texts["command_line"][slot] = f"/usr/bin/{program} --config /etc/{program}/{slot}.conf --worker {slot}"
        self._texts["unit"][slot] = f"{program}.service"

    def beats(self, count: int) -> Iterator[Reading]:
        """Yield readings, one a second."""
        before = self._texts
        for beat in range(count):
            self._work()
            if beat % 10 == 0:
                before = {field: list(texts) for field, texts in before.items()}
                self._texts = before
                self._replace(beat)
            yield Reading(
                boot_id="boot",
                at_ms=self._begin_ms + 1000 * beat + 500,
                monotonic_ns=(1000 + beat) * 1_000_000_000,
                sockets_ns=(1000 + beat // 2 * 2) * 1_000_000_000,
                suspended_ns=0,
                sequence=beat,
                missed_beats=0,
                ticks_per_s=100,
                boot_at_utc_s=self._begin_ms / 1000 - 1000,
                numbers=MappingProxyType(dict(self._numbers)),
                texts=MappingProxyType(dict(self._texts)),
                text_revisions=self._revisions,
                serials=self._serials,
                refused=np.zeros(len(self._serials), np.int64),
                host=self._host_figures(beat),
                unsupported={},
            )

    def _work(self) -> None:
        rng, count = self._rng, len(self._serials)
        awake = rng.random(count) < self._awake
        cpu_s = np.where(awake, np.minimum(np.rint(100 * self._works * rng.exponential(10, count)), 90) / 100, 0.0)
        self._grow("cpu_user_s", np.rint(cpu_s * 80) / 100)
        self._grow("cpu_system_s", np.rint(cpu_s * 20) / 100)
        for field in ("disk_read_bytes", "disk_write_bytes", "tcp_received_bytes", "tcp_sent_bytes"):
            does = rng.random(count) < self._uses_disk
            self._grow(field, np.where(does, 4096.0 * rng.integers(1, 400, count), 0.0))
        moves = np.where(awake & (rng.random(count) < 0.3), 4096.0 * rng.integers(-40, 41, count), 0.0)
        self._numbers["rss_bytes"] = np.maximum(self._numbers["rss_bytes"] + moves, 4096.0 * 100)
        self._numbers["state"] = np.where(awake & (rng.random(count) < 0.2), 0.0, 1.0)
        self._used_s = float(cpu_s.sum())

    def _grow(self, field: str, by: FloatArray) -> None:
        self._numbers[field] = self._numbers[field] + by

    def _replace(self, beat: int) -> None:
        """Let another process come in the place of one that stays for two minutes."""
        slot = self._lasting + beat // 10 % 12
        self._serials, self._revisions = self._serials.copy(), self._revisions.copy()
        self._serials[slot] = self._next_serial
        self._revisions[slot] += 1
        self._next_serial += 1
        for field in ("pid", "start_ticks"):
            self._numbers[field] = self._numbers[field].copy()
        self._numbers["pid"][slot] = 1000 + self._next_serial % 30_000
        self._numbers["start_ticks"][slot] = 100_000 + beat * 100
        for field in ("cpu_user_s", "cpu_system_s", "disk_read_bytes", "disk_write_bytes"):
            self._numbers[field] = self._numbers[field].copy()
            self._numbers[field][slot] = 0.0
        self._name(slot)

    def _host_figures(self, beat: int) -> dict[str, dict[str, float]]:
        rng, busy_s = self._rng, min(self._used_s, 3.9)
        for name, most in _HOST_RATES.items():
            self._host[name] += float(np.rint(rng.exponential(most)))
        self._host["busy_s"] = self._host.get("busy_s", 0.0) + busy_s
        cpus = {"": 4.0, **{str(core): 1.0 for core in range(4)}}
        user, idle = self._host["busy_s"], 4.0 * (beat + 1) - self._host["busy_s"]
        figures: dict[str, dict[str, float]] = {
            "cpu.user_s": {core: round(user * share / 4, 2) for core, share in cpus.items()},
            "cpu.system_s": {core: round(user * share / 16, 2) for core, share in cpus.items()},
            "cpu.idle_s": {core: round(idle * share / 4, 2) for core, share in cpus.items()},
            "cpu.iowait_s": {core: round(beat * share / 80, 2) for core, share in cpus.items()},
            "cpu.core_count": {"": 4.0},
            "load.1min": {"": round(float(rng.uniform(0.5, 3)), 2)},
            "load.5min": {"": round(float(rng.uniform(0.5, 2)), 2)},
            "memory.total_bytes": {"": 16.0 * _GIB},
            "memory.available_bytes": {"": 4096.0 * float(rng.integers(1_900_000, 2_100_000))},
            "memory.cached_bytes": {"": 4096.0 * float(rng.integers(900_000, 1_000_000))},
            "swap.total_bytes": {"": 2.0 * _GIB},
            "swap.free_bytes": {"": 1.5 * _GIB},
        }
        for name in _HOST_RATES:
            raw, _, instance = name.partition(" ")
            figures.setdefault(raw, {})[instance] = self._host[name]
        return figures


_HOST_RATES: Final = {
    **{f"pressure.{kind}.some_us ": 900.0 for kind in ("cpu", "memory", "io")},
    **{f"disk.{name} {disk}": most for disk in ("", "nvme0n1", "sda")
       for name, most in (("read_bytes", 3e5), ("write_bytes", 9e5), ("read_count", 9.0), ("write_count", 40.0),
                          ("busy_ms", 30.0), ("waiting_ms", 60.0), ("read_ms", 9.0), ("write_ms", 40.0))},
    **{f"network.{name} {card}": most for card in ("", "eth0", "lo")
       for name, most in (("received_bytes", 2e5), ("sent_bytes", 9e4), ("received_packets", 200.0),
                          ("sent_packets", 90.0))},
    "forks ": 3.0,
}  # fmt: skip


# ---- the hours that are recorded


def record(folder: Path, *, processes: int, hours: int, begin_ms: int) -> int:
    """Record some hours as the product does it; return the run."""
    engine = open_for_writing(folder / FILE_NAME).engine
    keeper, memory, mark = Keeper(engine), RecentMemory(), Mark()
    run_id = keeper.begin_run(machine_id="bench", host_name="bench", began_ms=begin_ms, program_version="1")
    previous = before_sockets = None
    beats = hours * 3600
    # What comes after the hours only pushes their last chunk out of the memory.
    for beat, one in enumerate(Machine(processes, begin_ms).beats(beats + 180)):
        if previous is not None and previous.sockets_ns != one.sockets_ns:
            before_sockets = previous
        memory.offer(one, derive(previous, one, before_sockets=before_sockets))
        previous = one
        if (beat % 60 == 59 and beat < beats) or beat == beats + 179:
            news = memory.news(mark)
            kept = [whole for whole in news.whole if whole.rows["time_ms"][-1] < begin_ms + hours * HOUR_MS]
            keeper.save(type(news)(
                texts=news.texts, whole=kept, pieces=[], lost_beats=0, mark=news.mark, is_all=news.is_all))  # fmt: skip
            mark = news.mark
    with engine.begin() as connection:
        finish_hours(connection, run_id, is_over=True)
    engine.dispose()
    return run_id


# ---- the same hours again


def copy_beats(connection: Connection, run_id: int, shifts_ms: Sequence[int]) -> None:
    """Write the chunks of a run again, later."""
    table = CHUNKS
    base = connection.execute(select(table).where(table.c.run_id == run_id).order_by(table.c.number)).mappings()
    chunks = [dict(row) for row in base]
    for turn, shift_ms in enumerate(shifts_ms, 1):
        rows = []
        for chunk in chunks:
            number = chunk["number"] + turn * len(chunks)
            from_ms, to_ms = chunk["from_ms"] + shift_ms, chunk["to_ms"] + shift_ms
            beside = (run_id, chunk["number"], chunk["from_ms"], chunk["to_ms"], chunk["beat_count"])
            index = unpack_rows(chunk["rows"], beside)
            index["time_ms"] += shift_ms
            index["sockets_ns"] += shift_ms * 1_000_000
            rows.append(
                {
                    "run_id": run_id,
                    "number": number,
                    "from_ms": from_ms,
                    "to_ms": to_ms,
                    "beat_count": chunk["beat_count"],
                    "text_numbers": chunk["text_numbers"],
                    "rows": pack_rows(index, (run_id, number, from_ms, to_ms, chunk["beat_count"])),
                    "data": stamped(chunk["data"], shift_ms),
                }
            )
        connection.execute(insert(CHUNKS), rows)
    connection.execute(update(RUNS).where(RUNS.c.id == run_id).values(next_digest=(len(shifts_ms) + 1) * len(chunks)))


def stamped(data: bytes, shift_ms: int) -> bytes:
    """Return a chunk that is the same at another time: only its facts are packed anew."""
    body = memoryview(body_of(data, data[:3], VERSION))
    directory, at = unpack_bytes(body, 0)
    told: dict[str, Any] = json.loads(directory)
    names, facts_bytes = told["facts"]
    rows = np.cumsum(np.cumsum(unpack(body, at)[0].reshape(len(FACTS), -1), axis=1), axis=1)
    for name, unit in _STAMPS.items():
        rows[names.index(name)] += shift_ms * unit
    facts = pack(np.concatenate([differences(differences(row)) for row in rows]))
    told["facts"] = [names, len(facts)]
    head = pack_bytes(json.dumps(told, separators=(",", ":")).encode())
    return framed(data[:3], VERSION, b"".join((head, facts, body[at + facts_bytes :])))


def copy_rows(connection: Connection, table: Table, at_ms: str, base: tuple[int, int], shift_ms: int) -> None:
    """Write the rows of a table of some hours again."""
    columns = [column + shift_ms if column.name == at_ms else column for column in table.columns]
    inside = (table.c[at_ms] >= base[0], table.c[at_ms] < base[1])
    connection.execute(insert(table).from_select(list(table.columns.keys()), select(*columns).where(*inside)))


def copy_packed(connection: Connection, table: Table, base: tuple[int, int], shift_ms: int) -> None:
    """Write packed hours again."""
    rows = connection.execute(
        select(table.c.run_id, table.c.hour_ms, table.c.data)
        .where(table.c.hour_ms >= base[0], table.c.hour_ms < base[1])
        .order_by(table.c.hour_ms)
    ).all()
    connection.execute(
        insert(table),
        [
            {
                "run_id": run_id,
                "hour_ms": hour_ms + shift_ms,
                "is_whole": True,
                "data": moved(data, (run_id, hour_ms), (run_id, hour_ms + shift_ms)),
            }
            for run_id, hour_ms, data in rows
        ],
    )


def add_the_dead(connection: Connection, shifts_ms: Sequence[int]) -> None:
    """Let those who ended in the hours have lived again, as others, in each of the others."""
    table = METADATA.tables["processes"]
    keys = ("id", "start_ticks", "first_ms", "last_ms")
    newest = connection.scalar(select(func.max(table.c.id))) or 0
    for turn, shift_ms in enumerate(shifts_ms, 1):
        changed = {
            "id": table.c.id + turn * newest,
            "start_ticks": table.c.start_ticks + literal(shift_ms // 10),
            "first_ms": table.c.first_ms + shift_ms,
            "last_ms": table.c.last_ms + shift_ms,
        }
        columns = [changed[column.name] if column.name in keys else column for column in table.columns]
        ended = (table.c.id <= newest, table.c.last_ms.is_not(None))
        connection.execute(insert(table).from_select(list(table.columns.keys()), select(*columns).where(*ended)))


def make(folder: Path, *, days: int, processes: int, hours: int, minutes_days: int = 90, hours_days: int = 365) -> None:
    """Make a history in a folder."""
    began_s = time.monotonic()
    begin_ms, span_ms = END_MS - days * DAY_MS, hours * HOUR_MS
    base = (begin_ms, begin_ms + span_ms)
    folder.mkdir(parents=True, exist_ok=True)
    run_id = record(folder, processes=processes, hours=hours, begin_ms=begin_ms)
    print(f"{hours} hours recorded in {time.monotonic() - began_s:.0f} s", flush=True)
    later = range(span_ms, days * DAY_MS, span_ms)
    tables = METADATA.tables
    engine = open_for_writing(folder / FILE_NAME).engine
    with engine.begin() as connection:
        copy_beats(connection, run_id, later)
        add_the_dead(connection, later)
        lived = METADATA.tables["processes"]
        began = {"first_ms": END_MS - DAY_MS}
        connection.execute(
            update(lived).where(lived.c.pid == LIVED_A_DAY + 300, lived.c.last_ms.is_(None)).values(began)
        )
    checkpoint(engine)
    print(f"all beats after {time.monotonic() - began_s:.0f} s", flush=True)
    shifts_ms = [*range((days - hours_days) * DAY_MS, 0, span_ms), *later]
    for place in range(0, len(shifts_ms), _AT_ONCE):
        with engine.begin() as connection:
            for shift_ms in shifts_ms[place : place + _AT_ONCE]:
                copy_rows(connection, tables["program_hours"], "hour_ms", base, shift_ms)
                if shift_ms >= (days - minutes_days) * DAY_MS:
                    copy_rows(connection, tables["program_minutes"], "minute_ms", base, shift_ms)
                    copy_rows(connection, tables["system_sums"], "minute_ms", base, shift_ms)
                    copy_packed(connection, tables["process_minutes"], base, shift_ms)
                    copy_packed(connection, tables["host_minutes"], base, shift_ms)
        checkpoint(engine)
    engine.dispose()
    size = sum(path.stat().st_size for path in folder.glob(f"{FILE_NAME}*")) / 1e6
    print(f"{days} days of beats and a year of roll-ups, {size:.0f} MB, in {time.monotonic() - began_s:.0f} s")


def main() -> None:
    """Make one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--processes", type=int, default=400)
    parser.add_argument("--hours", type=int, default=4, help="so many are recorded; the rest are copies")
    options = parser.parse_args()
    make(options.folder, days=options.days, processes=options.processes, hours=options.hours)


if __name__ == "__main__":
    main()
