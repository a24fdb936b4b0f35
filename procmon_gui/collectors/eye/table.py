"""The table of all processes: what is read at each beat, and what is not.

A process that did not run can not have changed, so most of a beat is one short read per process: of a process with
one thread `schedstat` (run time in ns), of others `stat` and `io`; only where these moved is the rest read. What
others can change about a sleeping process (its nice value, its parent, its memory) is caught by reading `stat` of
every row once in WHOLE_EVERY beats, of orphans at once, and of those that somebody looks at always.
"""

import errno
import os
from array import array
from collections.abc import Iterable
from typing import Any, Final

from procmon_gui.collectors.eye.process_files import (
    KERNEL_THREAD_FLAG,
    parse_io,
    parse_stat,
    parse_statm,
    stat_numbers,
)
from procmon_gui.collectors.eye.row_details import REFUSED_DISK, REFUSED_SOCKETS, read_costly, read_texts
from procmon_gui.collectors.eye.row_files import KEEP_MAX, Gone, Row, RowFiles

WHOLE_EVERY: Final = 32
TEXTS_EVERY_TURNS: Final = 8
YOUNG_BEATS: Final = 3  # a process that was just born may still be between fork and exec: its texts are read again
ASK_SHARE: Final = 8  # asking for one pid costs as much as listing so many
HOT_BEATS: Final = 4  # who ran so lately is likely to run again: its descriptors are kept

_pread = os.pread


class ProcessTable:
    """All processes, by slot.

    After each `look` the outcome of the beat stands in `ended` (slots), `born` and `changed` (descriptions for the
    wire's JSON), `rows` and `costly` (numbers for the wire), `ran` (pids that moved), `failed_reads` (errno to how
    many rows could not be read).
    """

    def __init__(self, proc: str = "/proc", keep_max: int = KEEP_MAX) -> None:
        self._files = RowFiles(proc, keep_max)
        self._loadavg_fd = os.open("loadavg", os.O_RDONLY | os.O_CLOEXEC, dir_fd=self._files.proc_fd)
        self._by_pid: dict[int, Row] = {}
        self._free: list[int] = []
        self._top_slot = 0
        self._beat = 0
        self._last_pid = 0
        self._fresh = range(0)
        self._list_again = True
        self._listed: list[str] = []
        self._has_schedstat = self._files.exists("self/schedstat")
        self._young: list[Row] = []
        self._begin()

    def _begin(self) -> None:
        self.ended: list[int] = []
        self.ended_pids: list[int] = []
        self.born: list[Any] = []
        self.changed: list[Any] = []
        self.rows: array[float] = array("d")
        self.costly: array[float] = array("d")
        self.ran: list[int] = []
        self.failed_reads: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._by_pid)

    @property
    def pids(self) -> Iterable[int]:
        """Return all living pids."""
        return self._by_pid.keys()

    def slot_of(self, pid: int) -> int | None:
        """Return the slot of a pid."""
        row = self._by_pid.get(pid)
        return None if row is None else row.slot

    def threads_of(self, pid: int) -> int:
        """Return how many threads a pid had when its stat was read last, 0 for one that is not there."""
        row = self._by_pid.get(pid)
        return 0 if row is None else int(parse_stat(row.stat_line)[1][17])

    # ---- one beat

    def look(self, slots: frozenset[int] | None, looks: frozenset[str]) -> None:
        """Read what moved since the last beat; of `slots` (None: all) stat is always read, and the costly `looks`."""
        self._begin()
        self._beat += 1
        self._take_in_newcomers()
        chosen = self._choose(slots)
        hot_beat = self._beat - HOT_BEATS
        gone: list[Row] = []
        for row in self._by_pid.values():
            try:
                if row.slot in chosen:
                    self._read_chosen(row, looks, is_seen=slots is None or row.slot in slots)
                elif row.single:
                    # The lines that nearly every process takes at every beat: written out, not called.
                    fd = row.watch_fd
                    text = _pread(fd, 128, 0) if fd >= 0 else self._read_watch(row)
                    if text != row.watch_text:
                        row.watch_text = text
                        self._read_moved(row)
                    elif row.stat_fd >= 0 and row.ran_beat < hot_beat:
                        self._files.cool(row)
                else:
                    self._read_threaded(row)
            except (Gone, ProcessLookupError, ValueError):
                # One that ended in the beat of its birth is told as born now and as ended at the next beat.
                if row.born_beat != self._beat:
                    gone.append(row)
            except OSError as error:
                # No descriptor is left, or the system changed its mind: the row keeps its last values for this beat.
                self._count_failure(error)
        for row in gone:
            self._end(row)
        if gone:
            self._listed = []  # a pid that ended may be in the next listing again, as another process
            self._list_again = self._list_again or any(row.pid in self._fresh for row in gone)
            self._adopt({row.pid for row in gone})

    def _choose(self, slots: frozenset[int] | None) -> set[int] | range:
        """Return the slots of which stat is read anyway: the seen, the young, and one in WHOLE_EVERY."""
        if slots is None:
            return range(self._top_slot)
        chosen = set(slots)
        chosen.update(range(self._beat % WHOLE_EVERY, self._top_slot, WHOLE_EVERY))
        self._young = [row for row in self._young if self._is_young(row)]
        chosen.update(row.slot for row in self._young)
        return chosen

    def _is_young(self, row: Row) -> bool:
        return row.born_beat > 1 and row.born_beat + YOUNG_BEATS >= self._beat

    def _take_in_newcomers(self) -> None:
        """Look for pids that are new.

        The kernel hands pids out in ascending order and tells the last one in /proc/loadavg (proc(5)), so the new
        ones lie between the last beat's and this one's: asking for these is cheaper than listing all. The whole list
        is read when there are too many of them, when the numbers began anew, and once in WHOLE_EVERY beats, because
        a few programs choose their pids themselves (clone3(2), set_tid).
        """
        last_pid = int(os.pread(self._loadavg_fd, 128, 0).rpartition(b" ")[2])
        self._fresh = range(self._last_pid + 1, last_pid + 1)
        self._last_pid = last_pid
        if self._list_again or not 0 <= len(self._fresh) <= len(self._by_pid) // ASK_SHARE or self._is_list_turn():
            self._list_again = False
            self._fresh = range(last_pid + 1)
            self._take_in_listed()
            return
        for pid in self._fresh:
            if pid not in self._by_pid:
                self._take_in(pid)

    def _is_list_turn(self) -> bool:
        return self._beat % WHOLE_EVERY == 0 or self._fresh.stop < self._fresh.start

    def _take_in_listed(self) -> None:
        listed = os.listdir(self._files.proc_fd)
        if listed == self._listed:
            return
        self._listed = listed
        known = self._by_pid
        for text in listed:
            if text[0] in "123456789" and (pid := int(text)) not in known:
                self._take_in(pid)

    def _take_in(self, pid: int) -> None:
        row = Row(pid, self._free.pop() if self._free else self._top_slot, self._beat)
        try:
            self._read_newcomer(row)
        except (Gone, OSError, ValueError) as error:
            self._files.close(row)
            if row.slot != self._top_slot:
                self._free.append(row.slot)
            if isinstance(error, OSError):
                self._count_failure(error)
                self._list_again = self._list_again or error.errno in (errno.EMFILE, errno.ENFILE)
                self._listed = []
            return
        if row.slot == self._top_slot:
            self._top_slot += 1
        self._by_pid[pid] = row
        if self._beat > 1:
            self._young.append(row)
        self.born.append([row.slot, pid, row.start_ticks, int(row.kernel_thread), row.uid, row.refused, *row.texts])

    def _read_newcomer(self, row: Row) -> None:
        line = self._files.read_once(row, "stat", 1024)
        row.name, fields = parse_stat(line)
        row.start_ticks = int(fields[19])
        row.kernel_thread = bool(int(fields[6]) & KERNEL_THREAD_FLAG)
        read_texts(self._files, row)
        if row.thread_group not in (row.pid, -1):
            raise Gone  # a thread: /proc answers for its number, though it does not list it
        if self._has_schedstat:
            row.watch_text = self._read_watch(row)
        self._take_stat(row, line, self._read_io(row, keep=False), keep=False)
        row.has_run = False

    def _end(self, row: Row) -> None:
        self._files.close(row)
        del self._by_pid[row.pid]
        self._free.append(row.slot)
        self.ended.append(row.slot)
        self.ended_pids.append(row.pid)

    def _adopt(self, gone: set[int]) -> None:
        """Read the children of ended processes again: they have another parent now, though they did not run."""
        for row in [row for row in self._by_pid.values() if row.ppid in gone]:
            try:
                self._read_chosen(row, frozenset(), is_seen=False)
            except (Gone, OSError, ValueError):
                self._list_again = True

    def _count_failure(self, error: OSError) -> None:
        number = error.errno or 0
        self.failed_reads[number] = self.failed_reads.get(number, 0) + 1

    # ---- one process

    def _read_watch(self, row: Row) -> bytes:
        return self._files.read(row, "watch_fd", "schedstat", 128)

    def _read_chosen(self, row: Row, looks: frozenset[str], *, is_seen: bool) -> None:
        """Read stat whatever schedstat says; the rest only if either moved."""
        if row.born_beat != self._beat:
            ran = True
            if row.single:
                text = self._read_watch(row)
                ran = text != row.watch_text
                row.watch_text = text
            line = self._files.read(row, "stat_fd", "stat", 1024, keep=is_seen or not row.single)
            io_text = self._read_io(row, keep=is_seen or not row.single) if ran else row.io_text
            if line != row.stat_line or io_text != row.io_text:
                self._take_stat(row, line, io_text, keep=is_seen, is_seen=is_seen)
            if self._texts_are_due(row):
                self._check_texts(row)
        if is_seen and looks:
            numbers, has_changed = read_costly(self._files, row, looks)
            self.costly.extend(numbers)
            if has_changed:
                self._describe(row)

    def _texts_are_due(self, row: Row) -> bool:
        if self._is_young(row):
            return True
        if row.slot % WHOLE_EVERY != self._beat % WHOLE_EVERY:
            return False
        # What sleeps can not rename itself, but another may move it to another control group.
        return row.has_run or self._beat // WHOLE_EVERY % TEXTS_EVERY_TURNS == TEXTS_EVERY_TURNS - 1

    def _read_threaded(self, row: Row) -> None:
        """Read a process with several threads: its stat moves in ticks of 10 ms, its io with every call."""
        line = self._files.read(row, "stat_fd", "stat", 1024)
        io_text = self._read_io(row, keep=True)
        if line != row.stat_line or io_text != row.io_text:
            self._take_stat(row, line, io_text, keep=True)

    def _read_moved(self, row: Row) -> None:
        """Read a process that has run; descriptors are kept for one that runs often.

        Stat counts in ticks of 10 ms: who ran for less, and did no I/O, has nothing new to tell.
        """
        keep = row.ran_beat >= self._beat - HOT_BEATS
        stat_fd, io_fd = row.stat_fd, row.io_fd
        line = _pread(stat_fd, 1024, 0) if stat_fd >= 0 else self._files.read(row, "stat_fd", "stat", 1024, keep=keep)
        io_text = _pread(io_fd, 512, 0) if io_fd >= 0 and not row.refused else self._read_io(row, keep=keep)
        if line != row.stat_line or io_text != row.io_text:
            self._take_stat(row, line, io_text, keep=keep)
            return
        row.ran_beat = self._beat
        row.has_run = True
        self.ran.append(row.pid)

    def _take_stat(self, row: Row, line: bytes, io_text: bytes, *, keep: bool, is_seen: bool = False) -> None:
        name, fields = parse_stat(line)
        if int(fields[19]) != row.start_ticks:
            self._list_again = True
            raise Gone  # the pid was handed out again
        row.ran_beat = self._beat
        row.has_run = True
        row.stat_line = line
        row.io_text = io_text
        numbers = stat_numbers(fields)
        row.ppid = int(numbers[1])
        row.single = fields[17] == b"1" and self._has_schedstat
        if name != row.name:
            row.name = name
            self._check_texts(row)
        # Without a page fault, and with the same address space, what is resident can hardly have changed.
        memory_mark = (fields[7], fields[9], fields[20], fields[21])
        if memory_mark != row.memory_mark or is_seen:
            row.memory_mark = memory_mark
            row.memory = parse_statm(self._files.read(row, "statm_fd", "statm", 128, keep=keep))
        self.rows.extend((row.slot, *numbers, *row.memory, *parse_io(io_text)))
        self.ran.append(row.pid)

    def _read_io(self, row: Row, *, keep: bool) -> bytes:
        if row.refused & REFUSED_DISK:
            return b""
        try:
            return self._files.read(row, "io_fd", "io", 512, keep=keep)
        except PermissionError:
            # Whose io is refused, his descriptors are too (ptrace access, proc(5)), so his sockets are not known.
            row.refused |= REFUSED_DISK | REFUSED_SOCKETS
            if row.born_beat != self._beat:
                self._describe(row)
            return b""

    # ---- texts

    def _check_texts(self, row: Row) -> None:
        row.has_run = False
        before = (row.texts, row.uid, row.refused)
        read_texts(self._files, row)
        if before != (row.texts, row.uid, row.refused):
            self._describe(row)

    def _describe(self, row: Row) -> None:
        self.changed.append([row.slot, row.uid, row.refused, row.wchan, *row.texts])
