"""The eye's one loop: wait for the deadline or a wish, look, write a beat.

The deadline is on the monotonic clock. A beat that could not be taken in time is counted as missed and never caught
up. When stdin closes, the reader is gone and the eye ends.
"""

import os
import resource
import select
import time
from array import array
from collections.abc import Iterator
from typing import Any, Final

from procmon_gui.collectors.eye import wire
from procmon_gui.collectors.eye.exits import Exits
from procmon_gui.collectors.eye.host import HostReader
from procmon_gui.collectors.eye.kept_file import KeptFile
from procmon_gui.collectors.eye.row_files import KEEP_MAX, KEPT_BYTES
from procmon_gui.collectors.eye.shortcomings import (
    DELAYS_NOT_COUNTED,
    DELAYS_SWITCH,
    LIMITED_VIEW,
    delays_are_counted,
)
from procmon_gui.collectors.eye.sockets import TcpCounters
from procmon_gui.collectors.eye.table import ProcessTable

SOCKETS_EVERY_S: Final = 10.0
SOCKETS_COST_SHARE: Final = 100
OWNERS_BUDGET_S: Final = 0.005  # of CPU time, at a beat
RESERVED_DESCRIPTORS: Final = 256  # what everything but kept files may need at once
KEPT_SHARE_OF_RAM: Final = 256
REQUEST_MAX_BYTES: Final = 1_048_576
_OF_SOCKETS: Final = (
    "tcp_received_bytes", "tcp_sent_bytes",
    "network.tcp_sockets", "network.tcp_unattributed", "network.tcp_unattributed_bytes",
)  # fmt: skip
_PAGE_BYTES: Final = os.sysconf("SC_PAGE_SIZE")


def keep_limit() -> int:
    """Raise the soft limit of open files to the hard one; return how many descriptors may be kept.

    So many that their kernel memory stays below one part in KEPT_SHARE_OF_RAM of the machine's: 8,192 need some 8 GiB.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        soft = hard
    except (OSError, ValueError):
        pass
    affordable = os.sysconf("SC_PHYS_PAGES") * _PAGE_BYTES // KEPT_SHARE_OF_RAM // KEPT_BYTES
    most = min(KEEP_MAX, affordable)
    return most if soft == resource.RLIM_INFINITY else max(0, min(most, soft - RESERVED_DESCRIPTORS))


class Eye:
    """All that is read at one beat, put together into a frame."""

    def __init__(self, proc: str = "/proc", keep_max: int = KEEP_MAX, exits: Exits | None = None) -> None:
        self._exits = exits or Exits()
        self._table = ProcessTable(proc, keep_max)
        self._host = HostReader()
        self._tcp = TcpCounters(proc)
        self._tcp_sent: dict[int, tuple[float, float]] = {}
        self._ran_since_tcp: set[int] = set()
        self._tcp_unsearched: list[int] = []
        self._sockets_ns = 0
        self._sockets_cost_s = 0.0
        self._sequence = 0
        self._told: dict[str, Any] = {}
        self._cpu_ns = time.process_time_ns()
        self._statm_fd = os.open(f"{proc}/self/statm", os.O_RDONLY | os.O_CLOEXEC)
        self._last_ns = time.monotonic_ns()
        self._boot_id = _boot_id(proc)
        self._delays_switch = KeptFile(DELAYS_SWITCH)

    def beat(self, request: wire.Request, missed: int) -> bytes:
        """Take one beat and return it as a frame."""
        # One moment: rates follow the first clock, what is written beside them the second.
        begun_ns, at_ms = time.monotonic_ns(), time.time_ns() // 1_000_000
        slept_ns = time.clock_gettime_ns(time.CLOCK_BOOTTIME) - begun_ns
        table = self._table
        looks = frozenset(request.looks)
        table.look(None if request.slots is None else frozenset(request.slots), looks - {"sockets", "cheap"})
        exits = self._read_exits(begun_ns, at_ms)
        tcp = self._read_sockets("sockets" in looks, begun_ns)
        host: dict[str, dict[str, float]] = self._host.read()
        host["processes.count"] = {"": len(table)}
        host |= self._sockets_figures()
        host |= self._exits.figures()
        host |= self._own_cost(begun_ns)
        news = {
            "sequence": self._sequence,
            "monotonic_ns": begun_ns,
            "suspended_ns": max(0, slept_ns),
            "sockets_ns": self._sockets_ns,
            "at_ms": at_ms,
            "missed_beats": missed,
            "ended": table.ended,
            "exits": exits,
            "born": table.born,
            "changed": table.changed,
            "host": host,
            **self._facts(),
        }
        self._sequence += 1
        return wire.pack(news, table.rows, table.costly, tcp)

    def _facts(self) -> dict[str, Any]:
        """Return what seldom changes, only where it changed since it was told last."""
        facts = {
            "boot_id": self._boot_id,
            "ticks_per_s": os.sysconf("SC_CLK_TCK"),
            "page_bytes": _PAGE_BYTES,
            "uid": os.geteuid(),
            "notes": [*self._host.notes(), *self._own_notes()],
            "unsupported": self._host.unsupported() | self._own_unsupported(),
            "tcp_unsearched": self._tcp_unsearched,
        }
        fresh = {key: value for key, value in facts.items() if self._told.get(key) != value}
        self._told.update(fresh)
        return fresh

    def _own_notes(self) -> list[tuple[str, str]]:
        notes = [
            ("unread", f"{count} processes could not be read in this beat: {os.strerror(number)}")
            for number, count in self._table.failed_reads.items()
        ]
        if self._is_view_limited():
            notes.append(LIMITED_VIEW)
        return notes + self._exits.notes()

    def _is_view_limited(self) -> bool:
        return self._table.slot_of(1) is None

    def _own_unsupported(self) -> dict[str, str]:
        reasons: dict[str, str] = {}
        if self._tcp.unavailable:
            reasons = dict.fromkeys(_OF_SOCKETS, self._tcp.unavailable)
        if not delays_are_counted(self._delays_switch.read().decode("ascii", "replace")):
            reasons["block_io_delay_s"] = DELAYS_NOT_COUNTED
        return reasons | self._exits.unsupported(is_view_limited=self._is_view_limited())

    def _read_exits(self, begun_ns: int, at_ms: int) -> list[tuple[int, int, int]]:
        """Return slot, status and time (UTC in ms) of the ends that are known of those that this beat misses."""
        table = self._table
        ends = self._exits.of(table.ended_pids, lambda pid: table.slot_of(pid) is not None, table.threads_of, begun_ns)
        return [
            (slot, ends[pid].status, at_ms - (begun_ns - ends[pid].at_ns) // 1_000_000)
            for slot, pid in zip(table.ended, table.ended_pids, strict=True)
            if pid in ends
        ]

    def _read_sockets(self, every_beat: bool, now_ns: int) -> "array[float]":
        """Read TCP counters when they are due, and look for owners; return slot and both counts where they moved."""
        self._ran_since_tcp.update(self._table.ran)
        for pid in self._table.ended_pids:
            self._tcp.forget(pid)
            self._tcp_sent.pop(pid, None)
        moved: array[float] = array("d")
        first = self._sockets_ns == 0
        # A server with very many sockets: the reads get at most one part in a hundred of a core.
        wait_s = max(0.0 if every_beat else SOCKETS_EVERY_S, SOCKETS_COST_SHARE * self._sockets_cost_s)
        before_s = time.thread_time()
        if not first and now_ns - self._sockets_ns < wait_s * 1e9:
            if not self._tcp.is_searching:
                return moved
            self._tcp.search(self._table.pids, self._ran_since_tcp, budget_s=OWNERS_BUDGET_S)
        else:
            self._tcp.read(self._table.pids, self._ran_since_tcp, budget_s=OWNERS_BUDGET_S)
            if self._tcp.unavailable:
                return moved
            self._ran_since_tcp.clear()
            self._sockets_ns = now_ns
            self._sockets_cost_s = time.thread_time() - before_s
        for pid, total in self._tcp.totals.items():
            slot = self._table.slot_of(pid)
            if slot is not None and (first or self._tcp_sent.get(pid) != total):
                self._tcp_sent[pid] = total
                moved.extend((slot, *total))
        slots = (self._table.slot_of(pid) for pid in self._tcp.unsearched(self._table.pids))
        self._tcp_unsearched = [slot for slot in slots if slot is not None]
        return moved

    def _sockets_figures(self) -> dict[str, dict[str, float]]:
        """Return what is known of all TCP sockets together; nothing where the system does not tell of them."""
        if self._tcp.unavailable:
            return {}
        return {
            "network.tcp_sockets": {"": self._tcp.socket_count},
            "network.tcp_unattributed": {"": self._tcp.unattributed_count},
            "network.tcp_unattributed_bytes": {"": sum(self._tcp.unattributed_bytes)},
        }

    def _own_cost(self, now_ns: int) -> dict[str, dict[str, float]]:
        """Return the eye's own CPU, from one beat to the next, and its memory."""
        cpu_ns = time.process_time_ns()
        elapsed_ns = max(1, now_ns - self._last_ns)
        ratio = (cpu_ns - self._cpu_ns) / elapsed_ns
        self._cpu_ns, self._last_ns = cpu_ns, now_ns
        rss_pages = int(os.pread(self._statm_fd, 128, 0).split()[1])
        cost: dict[str, dict[str, float]] = {"eye.rss_bytes": {"": rss_pages * _PAGE_BYTES}}
        if self._sequence:
            cost["eye.cpu_ratio"] = {"": ratio}
        return cost


def _boot_id(proc: str) -> str:
    try:
        with open(f"{proc}/sys/kernel/random/boot_id", encoding="ascii") as file:
            return file.read().strip()
    except OSError:
        return ""


class Wishes:
    """The newest request from stdin; `closed` once the reader is gone."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._poll = select.poll()
        self._poll.register(fd, select.POLLIN)
        self._rest = b""
        self.request = wire.Request()
        self.closed = False

    def wait(self, timeout_s: float) -> bool:
        """Wait for a wish, at most so long; return whether one came that wants a beat now."""
        if not self._poll.poll(max(0.0, timeout_s) * 1000):
            return False
        block = os.read(self._fd, 65536)
        if not block:
            self.closed = True
            return False
        *lines, self._rest = (self._rest + block).split(b"\n")
        if len(self._rest) > REQUEST_MAX_BYTES:
            self._rest = b""
        refresh = False
        for line in lines:
            try:
                self.request = wire.Request.of_line(line)
            except (ValueError, TypeError, OverflowError, RecursionError):
                continue
            refresh = refresh or self.request.refresh
        return refresh


def beats(wishes: Wishes, eye: Eye) -> Iterator[bytes]:
    """Yield a frame at each deadline, or at once when asked, until the reader is gone."""
    missed = 0
    deadline_s = time.monotonic()
    while True:
        now_wanted = wishes.wait(deadline_s - time.monotonic())
        if wishes.closed:
            return
        now_s = time.monotonic()
        interval_s = wishes.request.interval_s
        if now_wanted:
            deadline_s = now_s
        elif now_s < deadline_s:
            deadline_s = min(deadline_s, now_s + interval_s)
            continue
        yield eye.beat(wishes.request, missed)
        deadline_s += interval_s
        late_s = time.monotonic() - deadline_s
        if late_s > 0:
            skipped = int(late_s // interval_s) + 1
            missed += skipped
            deadline_s += skipped * interval_s


def write_all(fd: int, frame: bytes) -> None:
    """Write a whole frame; raises BrokenPipeError when the reader is gone."""
    view = memoryview(frame)
    while view:
        view = view[os.write(fd, view) :]
