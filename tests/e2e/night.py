"""A night of a machine that never was: a history of it, recorded by the program's own writer under a made-up clock.

Some hundred programs do what such programs do: services breathe, a few jobs have their hour, shells come and go. At one
moment that only the caller knows one program burns CPU for a few seconds.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np

from procmon_gui.domain.derive import derive
from procmon_gui.domain.reading import NUMBER_FIELDS, TEXT_FIELDS, FloatArray, Reading
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.writer import HistoryWriter

HOUR_S: Final = 3600.0
_MIB: Final = 1024.0**2
_MEMORY_MIB: Final = 512
_WRITE_S: Final = 600.0
_TICKS_PER_S: Final = 100
# Name, user, command line, how many of them, CPU as a share of a core while nothing happens, memory in MiB.
_PROGRAMS: Final = (
    ("systemd", "root", "/sbin/init", 1, 0.002, 12),
    ("kworker/u8:1", "root", "", 40, 0.0005, 0),
    ("postgres", "postgres", "postgres: writer process", 14, 0.004, 60),
    ("nginx", "www-data", "nginx: worker process", 8, 0.003, 18),
    ("php-fpm8.2", "www-data", "php-fpm: pool www", 12, 0.006, 45),
    ("redis-server", "redis", "/usr/bin/redis-server 127.0.0.1:6379", 1, 0.004, 30),
    ("node", "anna", "node /srv/app/server.js --port 3000", 4, 0.012, 140),
    ("java", "anna", "java -Xmx512m -jar /opt/app/service.jar", 2, 0.02, 420),
    ("firefox-esr", "anna", "/usr/lib/firefox-esr/firefox-esr -contentproc", 10, 0.008, 190),
    ("bash", "anna", "-bash", 16, 0.0, 5),
    ("sshd", "root", "sshd: /usr/sbin/sshd -D", 3, 0.0003, 8),
    ("cron", "root", "/usr/sbin/cron -f", 1, 0.0002, 3),
    ("dbus-daemon", "messagebus", "@dbus-daemon --system", 2, 0.0008, 5),
    ("Xorg", "root", "/usr/lib/xorg/Xorg :0", 1, 0.01, 110),
    ("gnome-shell", "anna", "/usr/bin/gnome-shell", 1, 0.015, 320),
    ("tracker-miner-fs-3", "anna", "/usr/libexec/tracker-miner-fs-3", 1, 0.001, 40),
    ("rsyslogd", "syslog", "/usr/sbin/rsyslogd -n", 1, 0.0006, 6),
    ("containerd", "root", "/usr/bin/containerd", 1, 0.004, 55),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something that runs for a while and is gone: after how many seconds of the night, and for how many."""

    name: str
    user: str
    command_line: str
    after_s: float
    for_s: float
    cores: float  # what it uses of all of them, 0 to 1
    rss_mib: float = 80.0


def ordinary_jobs(length_s: float) -> tuple[Job, ...]:
    """Return what happens every night: a backup, indexes, updates, and mail every quarter of an hour."""
    hours = (
        Job(name="restic", user="root", command_line="restic backup /srv /home", after_s=4.1 * HOUR_S, for_s=540.0,
            cores=0.34, rss_mib=260.0),
        Job(name="updatedb.mlocat", user="root", command_line="updatedb.mlocate", after_s=6.0 * HOUR_S, for_s=95.0,
            cores=0.22),
        Job(name="apt-get", user="root", command_line="apt-get -qq update", after_s=9.7 * HOUR_S, for_s=70.0,
            cores=0.3, rss_mib=140.0),
        Job(name="logrotate", user="root", command_line="/usr/sbin/logrotate /etc/logrotate.conf", after_s=3.5 * HOUR_S,
            for_s=25.0, cores=0.15),
    )  # fmt: skip
    mails = (
        Job(name="fetchmail", user="anna", command_line="fetchmail --silent", after_s=at_s, for_s=10.0, cores=0.06)
        for at_s in np.arange(450.0, length_s, 900.0).tolist()
    )
    return tuple(job for job in (*hours, *mails) if job.after_s < length_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """When it was, what happened, and how often somebody looked."""

    from_ms: int
    length_s: float
    jobs: tuple[Job, ...]
    every_s: float = 5.0
    core_count: int = field(default_factory=lambda: os.cpu_count() or 1)


class MadeUpClock:
    """The wall clock of that night, which stands at its end."""

    def __init__(self, at_ms: int) -> None:
        self._at_ms = at_ms

    def monotonic_ns(self) -> int:
        """Return the time since the machine of that night was started."""
        return self._at_ms * 1_000_000

    def utc_ms(self) -> int:
        """Return the wall time."""
        return self._at_ms


def record_night(folder: Path, night: Night) -> None:
    """Let the program's own memory hear a night, and its own writer keep it in a folder."""
    memory = RecentMemory(_MEMORY_MIB)
    previous: Reading | None = None
    for reading in _Machine(night).readings():
        memory.offer(reading, derive(previous, reading))
        previous = reading
    writer = HistoryWriter(
        memory, folder, clock=MadeUpClock(night.from_ms + round(1000 * night.length_s)), ballast_bytes=0
    )
    writer.start()
    if not writer.stop(_WRITE_S):
        raise RuntimeError("the night could not be written in time")
    if writer.figures().trouble:
        raise RuntimeError(writer.figures().trouble)


class _Machine:
    """Its processes by slot: who stays first, then a slot for each job that may run beside others."""

    def __init__(self, night: Night) -> None:
        self._night = night
        self._noise = np.random.default_rng(20)
        who = [row for row in _PROGRAMS for _ in range(row[3])]
        self._stay_count = len(who)
        self._count = len(who) + 4
        self._names: list[str | None] = [row[0] for row in who] + [None] * 4
        self._users: list[str | None] = [row[1] for row in who] + [None] * 4
        self._lines: list[str | None] = [row[2] or None for row in who] + [None] * 4
        self._ease = np.array([row[4] / 3 for row in who] + [0.0] * 4)
        self._serials = np.array([*range(1, len(who) + 1), -1, -1, -1, -1], np.int64)
        self._pids = np.array([*range(1, len(who) + 1), *[np.nan] * 4], np.float64)
        self._starts = np.array([50.0 + 3 * place for place in range(len(who))] + [np.nan] * 4)
        self._rss = np.array([row[5] * _MIB for row in who] + [np.nan] * 4)
        self._used = np.where(np.isnan(self._starts), np.nan, 1.0)
        self._mood = np.ones(self._count)
        self._revisions = np.zeros(self._count, np.int64)
        self._next = len(who) + 1
        self._running: dict[int, Job] = {}
        self._waiting = sorted(night.jobs, key=lambda job: job.after_s)
        self._core_s = np.zeros(2)  # busy, idle
        self._constant = self._constants()

    def _constants(self) -> dict[str, FloatArray]:
        stays = np.arange(self._count) < self._stay_count
        return {
            "ppid": np.where(stays, 1.0, 1.0), "uid": np.where(stays, 1000.0, 1000.0),
            "kernel_thread": np.zeros(self._count), "threads": np.where(stays, 2.0, 4.0), "nice": np.zeros(self._count),
        }  # fmt: skip

    def readings(self) -> Iterator[Reading]:
        """Yield the beats of the night."""
        beats = int(self._night.length_s / self._night.every_s)
        for beat in range(beats):
            at_s = beat * self._night.every_s
            self._change_shift(at_s)
            yield self._beat(beat, at_s, self._work())

    def _change_shift(self, at_s: float) -> None:
        for slot, job in list(self._running.items()):
            if at_s >= job.after_s + job.for_s:
                del self._running[slot]
                self._fill(slot, None, at_s)
        while self._waiting and self._waiting[0].after_s <= at_s:
            job = self._waiting.pop(0)
            slot = next(place for place in range(self._stay_count, self._count) if place not in self._running)
            self._running[slot] = job
            self._fill(slot, job, at_s)

    def _fill(self, slot: int, job: Job | None, at_s: float) -> None:
        self._names, self._users, self._lines = list(self._names), list(self._users), list(self._lines)
        self._serials, self._revisions = self._serials.copy(), self._revisions.copy()
        self._revisions[slot] += 1
        self._names[slot] = job.name if job is not None else None
        self._users[slot] = job.user if job is not None else None
        self._lines[slot] = job.command_line if job is not None else None
        self._pids, self._starts, self._rss = self._pids.copy(), self._starts.copy(), self._rss.copy()
        self._serials[slot] = self._next if job is not None else -1
        self._pids[slot] = 2000.0 + self._next if job is not None else np.nan
        self._starts[slot] = round((at_s + HOUR_S) * _TICKS_PER_S) if job is not None else np.nan
        self._rss[slot] = job.rss_mib * _MIB if job is not None else np.nan
        self._used = self._used.copy()
        self._used[slot] = 0.0 if job is not None else np.nan
        self._next += job is not None

    def _work(self) -> FloatArray:
        """Return what each process uses in this beat, in seconds of CPU."""
        awake = self._noise.random(self._count) < 0.06
        self._mood[awake] = self._noise.gamma(1.2, 1.6, int(awake.sum()))
        shares = np.where(self._serials >= 0, self._ease * self._mood, 0.0)
        for slot, job in self._running.items():
            shares[slot] = job.cores * self._night.core_count * self._noise.uniform(0.9, 1.0)
        return np.round(np.minimum(shares, self._night.core_count) * self._night.every_s, 2)

    def _beat(self, beat: int, at_s: float, work: FloatArray) -> Reading:
        night = self._night
        self._used = self._used + work
        busy_s = min(float(work.sum()), night.core_count * night.every_s)
        self._core_s += np.array([busy_s, night.core_count * night.every_s - busy_s])
        blank = np.full(self._count, np.nan)
        numbers = {**dict.fromkeys(NUMBER_FIELDS, blank), **self._constant}
        numbers |= {
            "pid": self._pids, "start_ticks": self._starts, "rss_bytes": self._rss,
            "cpu_user_s": np.round(self._used * 0.9, 2), "cpu_system_s": np.round(self._used * 0.1, 2),
            "state": np.where(np.isnan(self._used), np.nan, np.where(work > 0.2, 0.0, 1.0)),
        }  # fmt: skip
        nothing: list[str | None] = [None] * self._count
        texts = dict.fromkeys(TEXT_FIELDS, nothing)
        texts |= {"name": self._names, "user": self._users, "executable": self._names, "command_line": self._lines}
        monotonic_ns = round((at_s + HOUR_S) * 1e9)
        return Reading(
            boot_id="the boot of that night",
            at_ms=night.from_ms + round(1000 * at_s),
            monotonic_ns=monotonic_ns,
            sockets_ns=0,
            suspended_ns=0,
            sequence=beat + 1,
            missed_beats=0,
            ticks_per_s=_TICKS_PER_S,
            boot_at_utc_s=night.from_ms / 1000 - HOUR_S,
            numbers=MappingProxyType(numbers),
            texts=MappingProxyType(texts),
            text_revisions=self._revisions,
            serials=self._serials,
            refused=np.zeros(self._count, np.int64),
            host=self._host(at_s, busy_s),
            unsupported={},
        )

    def _host(self, at_s: float, busy_s: float) -> dict[str, dict[str, float]]:
        busy, idle = self._core_s.tolist()
        count = self._night.core_count
        cores = {str(place): 1.0 / count for place in range(count)}
        load = busy_s / self._night.every_s
        return {
            "cpu.user_s": {"": busy, **{core: busy * share for core, share in cores.items()}},
            "cpu.idle_s": {"": idle, **{core: idle * share for core, share in cores.items()}},
            "cpu.core_count": {"": float(count)},
            "load.1min": {"": round(load, 2)},
            "load.5min": {"": round(0.8 * load, 2)},
            "memory.total_bytes": {"": 16 * 1024 * _MIB},
            "memory.available_bytes": {"": 9 * 1024 * _MIB - 4096 * round(at_s)},
        }
