"""A pulse that does what a test says, a machine for its beats, and the way of a beat into a window."""

import threading
from collections.abc import Sequence
from dataclasses import replace

from pytestqt.qtbot import QtBot

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.reading import Note
from procmon_gui.domain.rights import Rights
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.workers import Health, WorkerState
from procmon_gui.ui.main_window.window import MainWindow
from tests.ui.population import Person, snapshot_of


class FakePulse:
    """Hands out what `give` was told, in order; then answers nothing until closed.

    Its `beat` waits on an event and never on a clock. A hanging one waits until `let_go`, whatever is closed.
    """

    def __init__(self, *, hangs: bool = False, fails: str = "") -> None:
        self.given: list[Snapshot] = []
        self.attention = Attention()
        self.refreshes = 0
        self.is_closed = False
        self.beat_thread: int | None = None
        self.current_rights = Rights(sees_everything=True)
        self.rights_after_asking = Rights(sees_everything=True)
        self.asked_count = 0
        self._hangs = hangs
        self._fails = fails
        self._changed = threading.Condition()

    def give(self, *snapshots: Snapshot) -> None:
        """Let the next beats return these."""
        with self._changed:
            self.given.extend(snapshots)
            self._changed.notify_all()

    def let_go(self) -> None:
        """End the hang."""
        with self._changed:
            self._hangs = False
            self._changed.notify_all()

    def beat(self, timeout_s: float) -> Snapshot | None:
        self.beat_thread = threading.get_ident()
        if self._fails:
            raise RuntimeError(self._fails)
        with self._changed:
            if self._hangs:
                self._changed.wait_for(lambda: not self._hangs)
            self._changed.wait_for(lambda: bool(self.given) or self.is_closed, timeout_s)
            return self.given.pop(0) if self.given else None

    def look_at(self, attention: Attention) -> None:
        self.attention = attention

    def refresh(self) -> None:
        self.refreshes += 1

    def close(self) -> None:
        with self._changed:
            self.is_closed = True
            self._changed.notify_all()

    def workers(self) -> Sequence[WorkerState]:
        return (WorkerState("sampler", Health.OK), WorkerState("eye", Health.OK))

    def rights(self) -> Rights:
        return self.current_rights

    def ask_for_everything(self) -> None:
        self.asked_count += 1
        self.current_rights = self.rights_after_asking


def host_of(busy: float = 0.124) -> dict[str, dict[str, float]]:
    """Return the figures of a machine with 4 cores, 16 GiB, one disk and one card."""
    gib = 1024.0**3
    return {
        "host.cpu.busy_ratio": {"": busy, "0": 0.5, "1": 0.25, "2": 0.0, "3": 1.0},
        "host.cpu.core_count": {"": 4.0},
        "host.cpu.frequency_hz": {"": 3.1e9},
        "host.memory.used_ratio": {"": 0.5},
        "host.memory.used_bytes": {"": 8 * gib},
        "host.memory.size_bytes": {"": 16 * gib},
        "host.memory.free_bytes": {"": 4 * gib},
        "host.memory.cached_bytes": {"": 3 * gib},
        "host.memory.buffers_bytes": {"": 1 * gib},
        "host.swap.total_bytes": {"": 2 * gib},
        "host.swap.used_bytes": {"": 0.5 * gib},
        "host.pressure.cpu.some_ratio": {"": 0.008},
        "host.pressure.io.some_ratio": {"": 0.019},
        "host.load.1min": {"": 1.92},
        "host.processes.count": {"": 3.0},
        "host.processes.threads": {"": 9.0},
        "host.disk.read_bytes_per_s": {"": 1024.0**2, "nvme0n1": 1024.0**2},
        "host.disk.write_bytes_per_s": {"": 3 * 1024.0**2, "nvme0n1": 3 * 1024.0**2},
        "host.disk.busy_ratio": {"": 0.09, "nvme0n1": 0.09},
        "host.network.received_bytes_per_s": {"": 2048.0, "enp5s0": 2048.0, "lo": 10.0},
        "host.network.sent_bytes_per_s": {"": 1024.0, "enp5s0": 1024.0, "lo": 10.0},
        "host.network.speed_bits_per_s": {"enp5s0": 1e9},
        "host.filesystem.size_bytes": {"/": 100 * gib, "/home": 50 * gib},
        "host.filesystem.used_bytes": {"/": 91 * gib, "/home": 5 * gib},
        "host.boot_at_utc": {"": 1_700_000_000.0 - 90_061},
        "host.eye.cpu_ratio": {"": 0.004},
        "host.eye.rss_bytes": {"": 10 * 1024.0**2},
    }


def beat(sequence: int, *, people: Sequence[Person] = (), busy: float = 0.124, notes: Sequence[Note] = ()) -> Snapshot:
    """Return one beat of that machine, a second after the one before it."""
    people = people or (
        Person(serial=1, pid=1, name="systemd", values={"cpu_ratio": 0.1, "rss_bytes": 2e6}),
        Person(serial=2, pid=20, ppid=1, name="postgres", values={"cpu_ratio": 1.0, "rss_bytes": 9e8}),
        Person(serial=3, pid=30, ppid=1, name="postgres", values={"cpu_ratio": 0.5, "rss_bytes": 1e8}),
    )
    return replace(snapshot_of(people, sequence=sequence), host=host_of(busy), notes=tuple(notes))


def feed(window: MainWindow, qtbot: QtBot, sequence: int, **machine: object) -> None:
    """Hand over one beat and wait for its frame."""
    window.show_snapshot(beat(sequence, **machine))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: not window.drawing.frame.isActive())
