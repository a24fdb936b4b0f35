"""Adds what NVIDIA's driver says of cards and processes to the readings of another source.

The driver tells a share of time; readings hold counters, so the shares are added up to nanoseconds of work, by
process, and `derive` makes a ratio of them as of any other counter.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from procmon_gui.collectors.nvidia import NvidiaReader, NvidiaReading
from procmon_gui.domain.attention import Attention
from procmon_gui.domain.reading import FloatArray, Reading
from procmon_gui.domain.rights import Rights
from procmon_gui.domain.workers import WorkerState
from procmon_gui.engine.pulse import WatchedSource


class WithNvidia:
    """A source over another one."""

    def __init__(self, source: WatchedSource, cards: NvidiaReader) -> None:
        self._source = source
        self._cards = cards
        self._busy_ns: dict[int, float] = {}  # by serial
        self._last_ns = 0

    def read(self, timeout_s: float) -> Reading | None:
        """Wait for the next reading of the source and add the newest of the cards."""
        reading = self._source.read(timeout_s)
        if reading is None:
            return None
        said = self._cards.read()
        elapsed_ns = reading.monotonic_ns - self._last_ns if self._last_ns else 0
        self._last_ns = reading.monotonic_ns
        if said.reason is not None or not said.host:
            return reading
        host = {**reading.host, **_joined(reading.host, said.host)}
        return replace(
            reading,
            host=MappingProxyType(host),
            numbers=MappingProxyType({**reading.numbers, **self._columns(reading, said, elapsed_ns)}),
            unsupported=MappingProxyType(
                {raw: reason for raw, reason in reading.unsupported.items() if raw not in said.host}
            ),
        )

    def _columns(self, reading: Reading, said: NvidiaReading, elapsed_ns: int) -> dict[str, FloatArray]:
        busy_ns, memory_bytes = (reading.numbers[field].copy() for field in ("gpu_busy_ns", "gpu_memory_bytes"))
        slots = (reading.serials >= 0).nonzero()[0]
        alive: dict[int, float] = {}
        for slot, pid in zip(slots.tolist(), reading.numbers["pid"][slots].tolist(), strict=True):
            used = said.by_pid.get(int(pid))
            if used is None:
                continue
            share, used_bytes = used
            serial = int(reading.serials[slot])
            if not math.isnan(share):
                alive[serial] = self._busy_ns.get(serial, 0.0) + share * elapsed_ns
                busy_ns[slot] = alive[serial]
            if not math.isnan(used_bytes):
                memory_bytes[slot] = used_bytes
        self._busy_ns = alive
        busy_ns.setflags(write=False)
        memory_bytes.setflags(write=False)
        return {"gpu_busy_ns": busy_ns, "gpu_memory_bytes": memory_bytes}

    def look_at(self, attention: Attention) -> None:
        """Hand the wish list on."""
        self._source.look_at(attention)

    def refresh(self) -> None:
        """Hand the wish on."""
        self._source.refresh()

    def rights(self) -> Rights:
        """Tell what the source may see."""
        return self._source.rights()

    def ask_for_everything(self) -> None:
        """Hand the wish on."""
        self._source.ask_for_everything()

    def workers(self) -> tuple[WorkerState, ...]:
        """Tell how the source and the reader of the cards are doing."""
        return (*self._source.workers(), self._cards.state())

    def close(self) -> None:
        """Stop both."""
        self._source.close()
        self._cards.close()


def _joined(
    host: Mapping[str, Mapping[str, float]], more: Mapping[str, Mapping[str, float]]
) -> dict[str, Mapping[str, float]]:
    return {raw: {**host.get(raw, {}), **values} for raw, values in more.items()}
