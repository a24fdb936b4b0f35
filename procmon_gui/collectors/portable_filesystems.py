"""Asks file systems how full they are, on a thread that may hang.

A dead network mount can hold the one who asks for minutes or for ever. So the answers come through a mailbox, the
newest wins; a thread that hangs is left behind, and the next one leaves that mount out. After two, nobody asks.
"""

import threading
from typing import Final

import psutil

from procmon_gui.collectors.eye.figures import Figures, plain_text
from procmon_gui.domain.ports import Clock

ASK_EVERY_S: Final = 10.0
STUCK_AFTER_NS: Final = 10_000_000_000
ABANDONED_MAX: Final = 2


class _Asker:
    """One thread with its mailbox."""

    def __init__(self, clock: Clock, left_out: frozenset[str]) -> None:
        self._clock = clock
        self._left_out = left_out
        self._stop = threading.Event()
        # Each is replaced as a whole, never changed: the reader sees the old one or the new one.
        self.answers: Figures = {}
        self.asking: tuple[str, int] | None = None
        self._thread = threading.Thread(target=self._run, name="procmon-filesystems", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let the thread end once it is free."""
        self._stop.set()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._ask_all()
            self._stop.wait(ASK_EVERY_S)

    def _ask_all(self) -> None:
        sizes: dict[str, float] = {}
        used: dict[str, float] = {}
        available: dict[str, float] = {}
        self.asking = ("the list of mounts", self._clock.monotonic_ns())
        try:
            mounts = [partition.mountpoint for partition in psutil.disk_partitions(all=False)]
        except (OSError, RuntimeError):
            mounts = []
        for mount in mounts:
            if mount in self._left_out or self._stop.is_set():
                continue
            self.asking = (mount, self._clock.monotonic_ns())
            try:
                usage = psutil.disk_usage(mount)
            except (OSError, ValueError):
                continue  # a drive without a medium, a mount that is not permitted or gone
            name = plain_text(mount)
            sizes[name], used[name], available[name] = float(usage.total), float(usage.used), float(usage.free)
        self.asking = None
        self.answers = {
            "filesystem.size_bytes": sizes,
            "filesystem.used_bytes": used,
            "filesystem.available_bytes": available,
        }


class FileSystems:
    """Gives the newest sizes of all mounted file systems, at once."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._asker: _Asker | None = None
        self._stuck: tuple[str, ...] = ()
        self._last: Figures = {}

    def newest(self) -> Figures:
        """Return the newest answers; empty until the first, and without the mounts that do not answer."""
        asker = self._asker
        if asker is None:
            asker = self._asker = _Asker(self._clock, frozenset())
        if asker.answers:
            self._last = asker.answers
        asking = asker.asking
        may_replace = len(self._stuck) < ABANDONED_MAX
        if may_replace and asking is not None and self._clock.monotonic_ns() - asking[1] > STUCK_AFTER_NS:
            self._stuck = (*self._stuck, asking[0])
            asker.stop()
            if len(self._stuck) < ABANDONED_MAX:
                self._asker = _Asker(self._clock, frozenset(self._stuck))
        hung = {plain_text(mount) for mount in self._stuck}
        return {
            raw_id: {instance: value for instance, value in values.items() if instance not in hung}
            for raw_id, values in self._last.items()
        }

    def stuck(self) -> tuple[str, ...]:
        """Return the mounts that did not answer."""
        return tuple(plain_text(mount) for mount in self._stuck)

    def close(self) -> None:
        """Let the thread end; one that hangs is a daemon and does not hold the program."""
        if self._asker is not None:
            self._asker.stop()
