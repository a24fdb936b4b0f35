"""Beats made by hand: a machine that goes on evenly, and what a test changes of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from procmon_gui.domain.derive import derive
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.snapshot import Snapshot
from tests.domain.readings import reading

# A Monday, midnight.
MIDNIGHT_S = 1_800_230_400 - 1_700_000_000
BEAT_S = 10.0


@dataclass(frozen=True, slots=True)
class Process:
    """One process: of which program, and what it uses now."""

    name: str
    cpu_ratio: float = 0.1
    rss_bytes: float = 64e6
    serial: int = 0
    executable: str | None = None


class Machine:
    """Makes one beat after the other."""

    def __init__(self, at_s: float = MIDNIGHT_S, beat_s: float = BEAT_S, seed: int = 1) -> None:
        self.at_s = at_s
        self.beat_s = beat_s
        self._chance = np.random.default_rng(seed)
        self._used_s: dict[int, float] = {}
        self._before: Reading | None = None

    def wavering(self, value: float) -> float:
        """Return about this value."""
        return float(value * self._chance.uniform(0.9, 1.1))

    def beat(
        self, host: Mapping[str, Mapping[str, float]] | None = None, processes: Sequence[Process] = ()
    ) -> Snapshot:
        """Return the next beat; gauges of the host stand under their raw ids."""
        self.at_s += self.beat_s
        serials = [process.serial or place + 1 for place, process in enumerate(processes)]
        used_s = []
        for serial, process in zip(serials, processes, strict=True):
            self._used_s[serial] = self._used_s.get(serial, 0.0) + process.cpu_ratio * self.beat_s
            used_s.append(self._used_s[serial])
        now = reading(
            at_s=self.at_s,
            serials=serials,
            host=host,
            cpu_user_s=used_s,
            cpu_system_s=[0.0] * len(serials),
            rss_bytes=[process.rss_bytes for process in processes],
            kernel_thread=[0.0] * len(serials),
            state=[1.0] * len(serials),
            threads=[1.0] * len(serials),
        )
        texts = {
            **now.texts,
            "name": [process.name for process in processes],
            "executable": [process.executable for process in processes],
        }
        object.__setattr__(now, "texts", texts)
        snapshot = derive(self._before, now)
        self._before = now
        return snapshot

    def sleep(self, seconds: float) -> None:
        """Let time pass in which nothing is seen."""
        self.at_s += seconds

    def restart(self) -> None:
        """Begin anew: the next beat is the first one."""
        self._before = None

    def even(self, minutes: float, load: float = 1.0, processes: Sequence[Process] = ()) -> Iterator[Snapshot]:
        """Yield beats in which nothing much happens."""
        for _ in range(int(minutes * 60 / self.beat_s)):
            wavering = [
                Process(process.name, self.wavering(process.cpu_ratio), process.rss_bytes, process.serial)
                for process in processes
            ]
            yield self.beat({"load.1min": {"": self.wavering(load)}, "swap.total_bytes": {"": 0.0}}, wavering)
