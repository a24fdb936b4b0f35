"""Lets a recorded machine of tests/recorded run: its counters grow, the real readers read it, `derive` derives it.

For tests and pictures of hardware that a test machine does not have. What is made up is said: the processes, and how
fast the counters grow. The files and their formats are those of the recordings.
"""

import math
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from procmon_gui.collectors.eye.host import HostReader
from procmon_gui.collectors.nvidia import Cards
from procmon_gui.domain.derive import derive
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.snapshot import Snapshot
from tests.collectors.test_nvidia import Card, RecordedNvml
from tests.domain.readings import reading

RECORDED: Final = Path(__file__).parents[1] / "recorded"
GIB: Final = 1024**3
_NAMES: Final = (
    "firefox", "gnome-shell", "postgres", "code", "blender", "Xwayland", "pipewire", "steam", "sshd", "systemd",
)  # fmt: skip


@dataclass
class Machine:
    """One recorded machine in a folder of its own, so that its files can change.

    `cards` are NVIDIA cards, through recorded answers of NVML.
    """

    name: str
    folder: Path
    cards: tuple[Card, ...] = ()
    discharges: bool = True
    _step: int = 0
    _start: dict[Path, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root = self.folder / self.name
        shutil.copytree(RECORDED / self.name, self.root, symlinks=True)

    def snapshots(self, count: int) -> Iterator[Snapshot]:
        """Yield so many beats, a second apart."""
        before: Reading | None = None
        for _ in range(count + 1):
            self._advance()
            now = self._reading()
            if before is not None:
                yield derive(before, now, before_sockets=before)
            before = now

    def _reading(self) -> Reading:
        reader = HostReader(str(self.root), ticks_per_s=100, first_wait_s=20, measure=_measure)
        try:
            host = reader.read()
            unsupported = reader.unsupported()
        finally:
            reader.close()
        if self.cards:
            told = Cards(RecordedNvml(*self.cards)).read()
            host |= {raw_id: dict(values) for raw_id, values in told.host.items()}
            unsupported = {raw_id: why for raw_id, why in unsupported.items() if raw_id not in told.host}
        host["processes.count"] = {"": float(len(_NAMES))}
        return self._with_processes(host, unsupported)

    def _with_processes(self, host: dict[str, dict[str, float]], unsupported: dict[str, str]) -> Reading:
        step, count = self._step, len(_NAMES)
        share = [0.6 / (place + 1) for place in range(count)]
        uses_gpu = "gpu.card_count" in host or bool(self.cards)
        gpu = [part * 0.8 * 1e9 * step if place < 5 else math.nan for place, part in enumerate(share)]
        made = reading(
            at_s=float(step),
            serials=range(1, count + 1),
            host=host,
            unsupported=unsupported,
            sockets_s=float(step),
            state=[1.0] * count,
            kernel_thread=[0.0] * count,
            threads=[7.0] * count,
            cpu_user_s=[part * step * 0.7 for part in share],
            cpu_system_s=[part * step * 0.3 for part in share],
            rss_bytes=[part * 3 * GIB for part in share],
            disk_read_bytes=[part * step * 2e6 for part in share],
            disk_write_bytes=[part * step * 7e6 for part in share],
            tcp_received_bytes=[part * step * 9e5 for part in share],
            tcp_sent_bytes=[part * step * 3e5 for part in share],
            gpu_busy_ns=gpu if uses_gpu else [math.nan] * count,
            gpu_memory_bytes=[part * GIB if place < 5 and uses_gpu else math.nan for place, part in enumerate(share)],
        )
        booted_s = host.get("boot_at_utc", {}).get("", 0.0)
        at_ms = round(booted_s * 1000) + 792_000_000 + 1000 * step
        return replace(made, at_ms=at_ms, texts={**made.texts, "name": list(_NAMES)})

    # ---- what grows

    def _advance(self) -> None:
        self._step += 1
        self._grow("proc/stat", self._stat_line)
        self._grow("proc/diskstats", self._disk_line)
        self._grow("proc/net/dev", self._net_line)
        for name in ("cpu", "memory", "io"):
            self._grow(f"proc/pressure/{name}", self._pressure_line)
        for path in sorted(self.root.glob("sys/class/hwmon/hwmon*/temp*_input")):
            self._sway(path, 4000)
        for path in sorted(self.root.glob("sys/class/drm/card*/device/gpu_busy_percent")):
            self._sway(path, 25, least=0, most=100)
        if self.discharges:
            for path in sorted(self.root.glob("sys/class/power_supply/BAT*/energy_now")):
                self._write(path, f"{int(self._first(path)) - 2000 * self._step}\n")
        if self.cards:
            self.cards = tuple(replace(card, use=round(45 + 40 * self._wave(4))) for card in self.cards)

    def _wave(self, period: int) -> float:
        return math.sin(self._step / period) * math.cos(self._step / 11)

    def _first(self, path: Path) -> str:
        if path not in self._start:
            self._start[path] = path.read_text("utf-8", "surrogateescape")
        return self._start[path]

    def _write(self, path: Path, words: str) -> None:
        path.write_text(words, "utf-8", "surrogateescape")

    def _sway(self, path: Path, by: int, *, least: int = -(10**9), most: int = 10**9) -> None:
        first = self._first(path).strip()
        if first.lstrip("-").isdigit():
            self._write(path, f"{min(most, max(least, int(first) + round(by * self._wave(5))))}\n")

    def _grow(self, name: str, grown: Callable[[str], str]) -> None:
        path = self.root / name
        if path.exists():
            self._write(path, "".join(grown(line) for line in self._first(path).splitlines(keepends=True)))

    def _stat_line(self, line: str) -> str:
        words = line.split()
        if line.startswith("cpu") and len(words) >= 5:
            core = sum(map(ord, words[0])) % 17
            cores = 1 if words[0] != "cpu" else max(1, self._cores())
            # The integral of a load that goes up and down.
            busy = (18 + 2 * core) * (self._step + 6 * math.sin(self._step / 9 + core) * math.cos(self._step / 23))
            ticks = [busy * 0.7, busy * 0.01, busy * 0.25, 100 * self._step - busy, busy * 0.03, 0.0, busy * 0.01, 0.0]
            values = [int(word) + max(0, round(tick * cores)) for word, tick in zip(words[1:9], ticks, strict=False)]
            return " ".join([words[0], *map(str, values), *words[9:]]) + "\n"
        rates = {"ctxt": 18_400, "processes": 4, "intr": 9_200}
        if words and words[0] in rates:
            return " ".join([words[0], str(int(words[1]) + rates[words[0]] * self._step), *words[2:]]) + "\n"
        return line

    def _cores(self) -> int:
        return sum(
            line[:3] == "cpu" and line[3:4].isdigit() for line in self._first(self.root / "proc/stat").splitlines()
        )

    def _disk_line(self, line: str) -> str:
        words = line.split()
        if len(words) < 14:
            return line
        use = 1 + sum(map(ord, words[2])) % 5
        by = [12, 0, 4_000, 9, 40, 0, 21_000, 25, 0, 30, 60]
        wave = self._step + 3 * self._wave(6)
        values = [
            max(int(word), int(word) + round(use * step * wave)) for word, step in zip(words[3:14], by, strict=True)
        ]
        return " ".join([*words[:3], *map(str, values), *words[14:]]) + "\n"

    def _net_line(self, line: str) -> str:
        name, colon, rest = line.rpartition(":")
        words = rest.split()
        if not colon or len(words) < 12:
            return line
        wave = (self._step + 4 * self._wave(7)) / (1 + sum(map(ord, name)) % 7)
        words[0] = str(int(words[0]) + max(0, round(900_000 * wave)))
        words[8] = str(int(words[8]) + max(0, round(210_000 * wave)))
        return f"{name}:{' '.join(words)}\n"

    def _pressure_line(self, line: str) -> str:
        head, _, total = line.rstrip().rpartition("=")
        return f"{head}={int(total) + round(12_000 * (self._step + 5 * self._wave(8)))}\n" if total.isdigit() else line


def _measure(point: str, root: str) -> tuple[float, float, float]:
    size = (120 + 40 * (len(point) % 5)) * float(GIB)
    used = size * min(0.96, 0.31 + len(point) * 0.09)
    return size, used, size - used
