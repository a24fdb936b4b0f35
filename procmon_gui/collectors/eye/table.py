"""The table of all processes: what is read at each beat, and what is not.

A process that did not run can not have changed, so most of a beat is one short read per process: of a process with
one thread `schedstat` (run time in ns), of others `stat` and `io`; only where these moved is the rest read. What
others can change about a sleeping process (its nice value, its parent, its memory) is caught by reading every row
whole once in WHOLE_EVERY beats, those of ended parents at once, and those that somebody looks at always.

Descriptors are kept, because opening costs more than reading; a kept one of a dead process answers ESRCH and so also
guards against a pid that was handed out again. Each costs 4.3 KiB of kernel memory, hence KEEP_MAX.
"""

import errno
import os
import stat as stat_modes
from array import array
from collections.abc import Iterable
from typing import Any, Final

from procmon_gui.collectors.eye import gpu
from procmon_gui.collectors.eye.cgroup_names import names_of
from procmon_gui.collectors.eye.process_files import (
    KERNEL_THREAD_FLAG,
    NAN,
    full_name,
    parse_arguments,
    parse_io,
    parse_pss,
    parse_stat,
    parse_statm,
    parse_status,
    stat_numbers,
)
from procmon_gui.collectors.eye.redact import redact

KEEP_MAX: Final = 8192
WHOLE_EVERY: Final = 32
YOUNG_BEATS: Final = 3  # a process that was just born may still be between fork and exec: its texts are read again
TEXTS_EVERY_TURNS: Final = 8
COMMAND_READ_BYTES: Final = 65536
COMMAND_SENT_BYTES: Final = 8192

# domain.reading.Refusal; the eye knows nothing of domain, a test holds the two together.
REFUSED_EXECUTABLE: Final = 1
REFUSED_DISK: Final = 2
REFUSED_SMAPS: Final = 4
REFUSED_DESCRIPTORS: Final = 8
REFUSED_STATUS: Final = 16
REFUSED_SCORES: Final = 32
REFUSED_GPU: Final = 64
REFUSED_COMMAND_LINE: Final = 128
REFUSED_SOCKETS: Final = 256

_pread = os.pread


class Row:
    """What the eye remembers of one process."""

    __slots__ = (
        "born_beat", "has_run", "io_fd", "io_text", "kernel_thread", "name", "pid", "ppid", "quiet_beats", "refused",
        "single", "slot", "start_ticks", "stat_fd", "stat_line", "statm_fd", "texts", "uid", "watch_fd", "watch_text",
        "wchan",
    )  # fmt: skip

    def __init__(self, pid: int, slot: int) -> None:
        self.pid = pid
        self.slot = slot
        self.start_ticks = -1
        self.ppid = -1
        self.uid = -1
        self.name = b""
        self.kernel_thread = False
        self.single = True
        self.born_beat = 0
        self.has_run = False  # since its texts were read
        self.quiet_beats = 0
        self.refused = 0
        self.watch_fd = self.stat_fd = self.statm_fd = self.io_fd = -1
        self.watch_text = self.stat_line = self.io_text = b""
        self.texts: tuple[str | None, ...] = ()
        self.wchan: str | None = None


class Gone(Exception):
    """The process ended while it was being read."""


class ProcessTable:
    """All processes, by slot.

    After each `look` the outcome of the beat stands in `ended` (slots), `born` and `changed` (descriptions for the
    wire's JSON), `rows` and `costly` (numbers for the wire), `ran` (pids that moved),
    `failed_reads` (errno to how many rows could not be read).
    """

    def __init__(self, proc: str = "/proc", keep_max: int = KEEP_MAX) -> None:
        self._proc_fd = os.open(proc, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        self._loadavg_fd = os.open("loadavg", os.O_RDONLY | os.O_CLOEXEC, dir_fd=self._proc_fd)
        self._by_pid: dict[int, Row] = {}
        self._free: list[int] = []
        self._top_slot = 0
        self._keep_left = keep_max
        self._beat = 0
        self._last_pid = b""
        self._list_again = True
        self._listed: list[str] = []
        self._has_schedstat = self._exists("self/schedstat")
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

    # ---- one beat

    def look(self, slots: frozenset[int] | None, looks: frozenset[str]) -> None:
        """Read what moved since the last beat; `slots` (None: all) are read whole, with the costly `looks`."""
        self._begin()
        self._beat += 1
        self._take_in_newcomers()
        whole = self._due_whole(slots)
        gone: list[Row] = []
        for row in self._by_pid.values():
            try:
                if row.slot not in whole and row.single:
                    # The one line that nearly every process takes at every beat: written out, not called.
                    fd = row.watch_fd
                    text = _pread(fd, 128, 0) if fd >= 0 else self._read(row, "watch_fd", "schedstat", 128)
                    if text == row.watch_text:
                        if row.stat_fd >= 0:
                            self._cool(row)
                        continue
                    row.watch_text = text
                    row.has_run = True
                    self._read_moved(row)
                elif row.slot not in whole:
                    self._read_threaded(row)
                else:
                    if row.born_beat != self._beat:
                        self._read_whole(row)
                    if looks and (slots is None or row.slot in slots):
                        self._read_costly(row, looks)
            except (Gone, ProcessLookupError, ValueError):
                gone.append(row)
            except OSError as error:
                # No descriptor is left, or the system changed its mind: the row keeps its last values for this beat.
                self.failed_reads[error.errno or 0] = self.failed_reads.get(error.errno or 0, 0) + 1
        for row in gone:
            self._end(row)
        if gone:
            self._list_again = True
            self._listed = []  # a pid that ended may be in the next listing again, as another process
            self._adopt({row.pid for row in gone})

    def _due_whole(self, slots: frozenset[int] | None) -> set[int] | range:
        """Return the slots that are read whole in this beat: the wanted, the young, and one in WHOLE_EVERY."""
        if slots is None:
            return range(self._top_slot)
        whole = set(slots)
        whole.update(range(self._beat % WHOLE_EVERY, self._top_slot, WHOLE_EVERY))
        self._young = [row for row in self._young if row.born_beat + YOUNG_BEATS >= self._beat]
        whole.update(row.slot for row in self._young)
        return whole

    def _take_in_newcomers(self) -> None:
        """Look for pids that are new. The last pid in /proc/loadavg moves with every fork, so none means none."""
        last_pid = os.pread(self._loadavg_fd, 128, 0).rpartition(b" ")[2]
        if last_pid == self._last_pid and not self._list_again and self._beat % WHOLE_EVERY:
            return
        self._last_pid = last_pid
        self._list_again = False
        listed = os.listdir(self._proc_fd)
        if listed == self._listed:
            return
        self._listed = listed
        known = self._by_pid
        for text in listed:
            if text[0] in "123456789" and (pid := int(text)) not in known:
                self._take_in(pid)

    def _take_in(self, pid: int) -> None:
        row = Row(pid, self._free.pop() if self._free else self._top_slot)
        row.born_beat = self._beat
        try:
            line = self._read(row, "stat_fd", "stat", 1024)
            row.name, fields = parse_stat(line)
            row.start_ticks = int(fields[19])
            row.kernel_thread = bool(int(fields[6]) & KERNEL_THREAD_FLAG)
            self._read_texts(row)
            self._take_stat(row, line, self._read_io(row))
            if row.single:
                row.watch_text = self._read(row, "watch_fd", "schedstat", 128)
        except (Gone, OSError, ValueError) as error:
            self._close(row)
            if row.slot != self._top_slot:
                self._free.append(row.slot)
            if isinstance(error, OSError):
                self.failed_reads[error.errno or 0] = self.failed_reads.get(error.errno or 0, 0) + 1
                self._list_again = self._list_again or error.errno in (errno.EMFILE, errno.ENFILE)
            return
        if row.slot == self._top_slot:
            self._top_slot += 1
        self._by_pid[pid] = row
        if self._beat > 1:
            self._young.append(row)
        self.born.append([row.slot, pid, row.start_ticks, int(row.kernel_thread), row.uid, row.refused, *row.texts])

    def _end(self, row: Row) -> None:
        self._close(row)
        del self._by_pid[row.pid]
        self._free.append(row.slot)
        self.ended.append(row.slot)
        self.ended_pids.append(row.pid)

    def _adopt(self, gone: set[int]) -> None:
        """Read the children of ended processes again: they have another parent now, though they did not run."""
        for row in [row for row in self._by_pid.values() if row.ppid in gone]:
            try:
                self._read_whole(row)
            except (Gone, ValueError):
                self._list_again = True

    # ---- one process

    def _read_whole(self, row: Row) -> None:
        if row.single:
            row.watch_text = self._read(row, "watch_fd", "schedstat", 128)
        young = row.born_beat > 1 and row.born_beat + YOUNG_BEATS >= self._beat
        turn = row.slot % WHOLE_EVERY == self._beat % WHOLE_EVERY
        # What sleeps can not rename itself, but another may move it to another control group.
        turn = turn and (row.has_run or self._beat // WHOLE_EVERY % TEXTS_EVERY_TURNS == 0)
        self._read_moved(row, check_texts=young or turn)

    def _read_threaded(self, row: Row) -> None:
        """Read a process with several threads: its stat moves in ticks of 10 ms, its io with every call."""
        line = self._read(row, "stat_fd", "stat", 1024)
        io_text = self._read_io(row)
        if line == row.stat_line and io_text == row.io_text:
            return
        self._take_stat(row, line, io_text)

    def _read_moved(self, row: Row, *, check_texts: bool = False) -> None:
        row.quiet_beats = 0
        self._take_stat(row, self._read(row, "stat_fd", "stat", 1024), self._read_io(row), check_texts=check_texts)

    def _take_stat(self, row: Row, line: bytes, io_text: bytes, *, check_texts: bool = False) -> None:
        name, fields = parse_stat(line)
        if int(fields[19]) != row.start_ticks:
            raise Gone  # the pid was handed out again
        if line != row.stat_line:
            row.has_run = True
        row.stat_line = line
        row.io_text = io_text
        numbers = stat_numbers(fields)
        row.ppid = int(numbers[1])
        row.single = fields[17] == b"1" and self._has_schedstat
        if name != row.name or check_texts:
            row.name = name
            self._check_texts(row)
        statm = self._read(row, "statm_fd", "statm", 128)
        self.rows.extend((row.slot, *numbers, *parse_statm(statm), *parse_io(io_text)))
        self.ran.append(row.pid)

    def _read_io(self, row: Row) -> bytes:
        if row.refused & REFUSED_DISK:
            return b""
        try:
            return self._read(row, "io_fd", "io", 512)
        except PermissionError:
            row.refused |= REFUSED_DISK
            if row.born_beat != self._beat:
                self._describe(row)
            return b""

    # ---- texts

    def _check_texts(self, row: Row) -> None:
        row.has_run = False
        before = (row.texts, row.uid, row.refused)
        self._read_texts(row)
        if before != (row.texts, row.uid, row.refused):
            self._describe(row)

    def _describe(self, row: Row) -> None:
        self.changed.append([row.slot, row.uid, row.refused, row.wchan, *row.texts])

    def _read_texts(self, row: Row) -> None:
        """Read name, executable, command line, control group: what seldom changes."""
        refused = row.refused & ~(REFUSED_EXECUTABLE | REFUSED_COMMAND_LINE | REFUSED_STATUS | REFUSED_DISK)
        try:
            row.uid = int(parse_status(self._read_once(row, "status", 4096))[0])
        except (PermissionError, ValueError):
            refused |= REFUSED_STATUS
        command: str | None = None
        arguments: list[bytes] = []
        try:
            arguments = parse_arguments(self._read_once(row, "cmdline", COMMAND_READ_BYTES))
            command = os.fsdecode(b" ".join(redact(arguments))[:COMMAND_SENT_BYTES])
        except PermissionError:
            refused |= REFUSED_COMMAND_LINE
        executable: str | None = None
        if not row.kernel_thread:
            try:
                executable = os.readlink(f"{row.pid}/exe", dir_fd=self._proc_fd)
            except PermissionError:
                refused |= REFUSED_EXECUTABLE
            except OSError:  # a zombie has no executable any more
                executable = None
        try:
            group, unit, container = names_of(self._read_once(row, "cgroup", 8192))
        except PermissionError:
            group, unit, container = "", "", ""
        name = os.fsdecode(full_name(row.name, arguments))
        row.refused = refused
        row.texts = (name, executable, command, group, unit, container)

    # ---- costly fields

    def _read_costly(self, row: Row, looks: frozenset[str]) -> None:
        swap = peak = voluntary = involuntary = pss = descriptors = score = gpu_ns = gpu_bytes = NAN
        refused = row.refused
        wchan = row.wchan
        if "status" in looks:
            _, swap, peak, voluntary, involuntary = parse_status(self._read_once(row, "status", 4096))
        if "smaps" in looks and not row.kernel_thread:
            try:
                pss = parse_pss(self._read_once(row, "smaps_rollup", 4096))
            except PermissionError:
                refused |= REFUSED_SMAPS
        if "descriptors" in looks:
            descriptors, denied = self._count_descriptors(row)
            refused |= denied
        if "scores" in looks:
            score, wchan, denied = self._read_scores(row)
            refused |= denied
        if "gpu" in looks and not row.kernel_thread:
            used = gpu.read_fdinfo(row.pid)
            gpu_ns, gpu_bytes = used if used is not None else (NAN, NAN)
        if refused != row.refused or wchan != row.wchan:
            row.refused, row.wchan = refused, wchan
            self._describe(row)
        self.costly.extend((row.slot, swap, peak, voluntary, involuntary, pss, descriptors, score, gpu_ns, gpu_bytes))

    def _count_descriptors(self, row: Row) -> tuple[float, int]:
        """Count open descriptors: from Linux 6.2 on the size of /proc/PID/fd tells, before it has to be listed."""
        try:
            info = os.stat(f"{row.pid}/fd", dir_fd=self._proc_fd)
            if (
                info.st_size > 0
                and stat_modes.S_ISDIR(info.st_mode)
                and os.access(f"{row.pid}/fd", os.R_OK | os.X_OK, dir_fd=self._proc_fd)
            ):
                return info.st_size, 0
            fd = os.open(f"{row.pid}/fd", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=self._proc_fd)
            try:
                return len(os.listdir(fd)), 0
            finally:
                os.close(fd)
        except PermissionError:
            return NAN, REFUSED_DESCRIPTORS
        except OSError:
            return NAN, 0

    def _read_scores(self, row: Row) -> tuple[float, str | None, int]:
        try:
            score = float(self._read_once(row, "oom_score", 32))
        except (PermissionError, ValueError):
            return NAN, None, REFUSED_SCORES
        try:
            text = os.fsdecode(self._read_once(row, "wchan", 256))
        except PermissionError:
            return score, None, REFUSED_SCORES
        # "0" is both "runs now" and "you may not know".
        return score, "" if text == "0" else text, 0

    # ---- descriptors

    def _read(self, row: Row, keeper: str, file: str, size_bytes: int) -> bytes:
        """Read a file through the descriptor that the row keeps for it, or open, read and close it."""
        fd: int = getattr(row, keeper)
        try:
            if fd >= 0:
                return os.pread(fd, size_bytes, 0)
            fd = self._open(row, file)
            if self._keep_left <= 0:
                try:
                    return os.read(fd, size_bytes)
                finally:
                    os.close(fd)
            setattr(row, keeper, fd)
            self._keep_left -= 1
            return os.pread(fd, size_bytes, 0)
        except (ProcessLookupError, FileNotFoundError) as error:
            raise Gone from error

    def _read_once(self, row: Row, file: str, size_bytes: int) -> bytes:
        try:
            fd = self._open(row, file)
            try:
                return os.read(fd, size_bytes)
            finally:
                os.close(fd)
        except (ProcessLookupError, FileNotFoundError) as error:
            raise Gone from error

    def _open(self, row: Row, file: str) -> int:
        return os.open(f"{row.pid}/{file}", os.O_RDONLY | os.O_CLOEXEC, dir_fd=self._proc_fd)

    def _cool(self, row: Row) -> None:
        """Give back the descriptors of a process that has been asleep for a while; one of them watches on."""
        row.quiet_beats += 1
        if row.quiet_beats > WHOLE_EVERY // 4:
            for keeper in ("stat_fd", "statm_fd", "io_fd"):
                self._drop(row, keeper)

    def _drop(self, row: Row, keeper: str) -> None:
        fd: int = getattr(row, keeper)
        if fd >= 0:
            os.close(fd)
            setattr(row, keeper, -1)
            self._keep_left += 1

    def _close(self, row: Row) -> None:
        for keeper in ("watch_fd", "stat_fd", "statm_fd", "io_fd"):
            self._drop(row, keeper)

    def _exists(self, path: str) -> bool:
        try:
            os.stat(path, dir_fd=self._proc_fd)
        except OSError:
            return False
        return True
