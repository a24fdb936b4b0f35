"""NVIDIA cards through NVML (the package nvidia-ml-py): load and memory of each card and each process.

Lives in a thread of its own, because the driver may take its time, and leaves the newest reading in a one-slot mailbox.
Imported and started at the first `read`. Reference: the NVML API guide (docs.nvidia.com/deploy/nvml-api).
"""

import ctypes
import importlib
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from procmon_gui.collectors.eye.figures import Figures, plain_text
from procmon_gui.domain.workers import Health, WorkerState

EVERY_S: Final = 2.0
RETRY_S: Final = 60.0
STALE_S: Final = 15.0
# A sample of a process that is older than this, beside the newest, tells of the past.
SAMPLE_LIFE_US: Final = 2_000_000
_NAN: Final = float("nan")
_SILENT: Final = "The NVIDIA driver does not answer."


@dataclass(frozen=True, slots=True, kw_only=True)
class NvidiaReading:
    """What the cards said last.

    Attributes:
        host: `{raw id: {card: number}}`, as in domain.host_metrics.
        by_pid: pid to (share of the time in which its work ran, 1.0 is one whole card; bytes of card memory); NaN is
            unknown. Pids are those of the machine, not of a container.
        reason: why there is nothing, for people; None when there is something or it is still to come.
    """

    host: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    by_pid: Mapping[int, tuple[float, float]] = field(default_factory=lambda: MappingProxyType({}))
    reason: str | None = None


def _load_nvml() -> Any:
    """Return the module; where there is no driver it would be megabytes for nothing, and OSError is raised."""
    if sys.platform == "linux":
        ctypes.CDLL("libnvidia-ml.so.1")
    return importlib.import_module("pynvml")


class NvidiaReader:
    """Hands out the newest reading; never waits but in `close`, half a second at most."""

    def __init__(
        self,
        *,
        every_s: float = EVERY_S,
        load: Callable[[], Any] = _load_nvml,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._every_s = every_s
        self._load = load
        self._monotonic_s = monotonic_s
        self._newest = NvidiaReading()
        self._newest_s = 0.0
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def read(self) -> NvidiaReading:
        """Return the newest reading; the first call starts the thread and finds nothing yet."""
        if self._thread is None:
            self._newest_s = self._monotonic_s()
            self._thread = threading.Thread(target=self._run, name="nvidia cards", daemon=True)
            self._thread.start()
        return NvidiaReading(reason=_SILENT) if self._is_silent() else self._newest

    def state(self) -> WorkerState:
        """Tell how the thread is doing; from any thread. No card, or no driver, is no trouble."""
        if self._is_silent():
            return WorkerState("nvidia", Health.STALLED, _SILENT)
        if self._thread is None or self._newest.reason is not None:
            return WorkerState("nvidia", Health.OFF, self._newest.reason or "")
        return WorkerState("nvidia", Health.OK)

    def _is_silent(self) -> bool:
        waited_s = self._monotonic_s() - self._newest_s
        return self._thread is not None and self._newest.reason is None and waited_s > STALE_S + self._every_s

    def close(self) -> None:
        """Stop the thread; one that hangs in the driver is left to the end of the process."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=0.5)

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                try:
                    nvml = self._load()
                except OSError:
                    self._put(NvidiaReading(reason="No NVIDIA driver is installed."))
                    self._stop.wait(RETRY_S)
                    continue
                self._read_to_the_end(nvml)
        except Exception as error:  # noqa: BLE001 - the root of the thread: told, not lost
            text = plain_text(f"{type(error).__name__}: {error}")
            self._put(NvidiaReading(reason=f"NVIDIA cards can not be read ({text})."))

    def _read_to_the_end(self, nvml: Any) -> None:
        while not self._stop.is_set():
            try:
                nvml.nvmlInit()
            except nvml.NVMLError as error:
                self._put(NvidiaReading(reason=f"No NVIDIA driver answers (NVML: {plain_text(str(error))})."))
                self._stop.wait(RETRY_S)
                continue
            self._read_until_it_fails(nvml)
            try:
                nvml.nvmlShutdown()
            except nvml.NVMLError:
                continue

    def _read_until_it_fails(self, nvml: Any) -> None:
        """Read the cards again and again; return at the end, or when the driver went away."""
        cards = Cards(nvml)
        while not self._stop.is_set():
            try:
                reading = cards.read()
            except nvml.NVMLError as error:
                self._put(NvidiaReading(reason=f"The NVIDIA driver went away (NVML: {plain_text(str(error))})."))
                self._stop.wait(RETRY_S)
                return
            self._put(reading)
            self._stop.wait(self._every_s)

    def _put(self, reading: NvidiaReading) -> None:
        self._newest_s = self._monotonic_s()
        self._newest = reading


class Cards:
    """Asks each card; belongs to one thread, between nvmlInit and nvmlShutdown."""

    def __init__(self, nvml: Any) -> None:
        self._nvml = nvml
        self._seen_us: dict[int, int] = {}

    def read(self) -> NvidiaReading:
        """Return what all cards say now. Raises NVMLError when the driver itself is gone."""
        count = self._nvml.nvmlDeviceGetCount()
        if count == 0:
            return NvidiaReading(reason="The NVIDIA driver sees no card.")
        host: Figures = {}
        by_pid: dict[int, tuple[float, float]] = {}
        for index in range(count):
            try:
                card = self._nvml.nvmlDeviceGetHandleByIndex(index)
            except self._nvml.NVMLError:
                continue  # one card that is lost or not ours does not hide the others
            self._read_card(card, index, host)
            for pid, (busy, memory) in self._processes(card, index).items():
                busy_before, memory_before = by_pid.get(pid, (_NAN, _NAN))
                by_pid[pid] = (_plus(busy_before, busy), _plus(memory_before, memory))
        return NvidiaReading(host=host, by_pid=MappingProxyType(by_pid))

    def _asked(self, question: str, *arguments: Any) -> Any:
        """Return the answer of NVML, or None: many cards do not know many things."""
        try:
            return getattr(self._nvml, question)(*arguments)
        except (self._nvml.NVMLError, AttributeError):  # AttributeError: a package older than the question
            return None

    def _read_card(self, card: Any, index: int, host: Figures) -> None:
        label = self._label(card, index)
        use = self._asked("nvmlDeviceGetUtilizationRates", card)
        memory = self._memory(card)
        celsius = self._asked("nvmlDeviceGetTemperature", card, self._nvml.NVML_TEMPERATURE_GPU)
        if use is not None and 0 <= use.gpu <= 100:
            host.setdefault("gpu.busy_ratio", {})[label] = use.gpu / 100
        if memory is not None and 0 <= memory.used <= memory.total:
            host.setdefault("gpu.memory_used_bytes", {})[label] = float(memory.used)
            host.setdefault("gpu.memory_size_bytes", {})[label] = float(memory.total)
        if celsius is not None and -100 <= celsius <= 250:
            host.setdefault("gpu.temperature_c", {})[label] = float(celsius)

    def _memory(self, card: Any) -> Any:
        """Return used and total bytes as nvidia-smi does: what the driver keeps for itself is not in use (version 2).

        Drivers before 510 know only the first version, which counts it.
        """
        version = getattr(self._nvml, "nvmlMemory_v2", None)
        memory = self._asked("nvmlDeviceGetMemoryInfo", card, version) if version is not None else None
        return self._asked("nvmlDeviceGetMemoryInfo", card) if memory is None else memory

    def _label(self, card: Any, index: int) -> str:
        name = self._asked("nvmlDeviceGetName", card) or "NVIDIA"
        place = self._asked("nvmlDeviceGetPciInfo", card)
        bus_id = getattr(place, "busId", None) or f"{index}"
        slot = plain_text(bus_id).lower()
        # NVML writes the domain with eight digits, the kernel and all else with four.
        return f"{plain_text(name)} {slot.removeprefix('0000') if slot.count(':') == 2 else slot}"

    def _processes(self, card: Any, index: int) -> dict[int, tuple[float, float]]:
        """Return (busy ratio, memory bytes) by pid for one card."""
        memory: dict[int, float] = {}
        for pid, used_bytes in self._running(card):
            # A process that draws and computes stands in both lists with the same figure.
            known = memory.get(pid, _NAN)
            memory[pid] = used_bytes if known != known else max(known, used_bytes)
        shares = self._shares(card, index)
        # Who runs and has no sample did nothing; if the card tells no samples at all, nobody knows.
        idle = _NAN if shares is None else 0.0
        shares = shares or {}
        return {pid: (shares.get(pid, idle), memory.get(pid, _NAN)) for pid in memory.keys() | shares.keys() if pid > 0}

    def _running(self, card: Any) -> Iterator[tuple[int, float]]:
        for question in ("nvmlDeviceGetComputeRunningProcesses", "nvmlDeviceGetGraphicsRunningProcesses"):
            for process in self._asked(question, card) or ():
                used_bytes = process.usedGpuMemory  # None where the driver of the desktop owns the memory
                yield int(process.pid), _NAN if used_bytes is None else float(used_bytes)

    def _shares(self, card: Any, index: int) -> dict[int, float] | None:
        """Return the newest share of each process since the last call; None when the card does not tell."""
        seen_us = self._seen_us.get(index, 0)
        try:
            samples = self._nvml.nvmlDeviceGetProcessUtilization(card, seen_us)
        except self._nvml.NVMLError as error:
            return {} if getattr(error, "value", None) == self._nvml.NVML_ERROR_NOT_FOUND else None
        # Some drivers fill unused places of the list with noise.
        good = [sample for sample in samples if sample.smUtil <= 100 and sample.timeStamp > seen_us and sample.pid]
        newest_us = max((sample.timeStamp for sample in good), default=seen_us)
        self._seen_us[index] = newest_us
        shares: dict[int, float] = {}
        for sample in sorted(good, key=lambda sample: int(sample.timeStamp)):
            if newest_us - sample.timeStamp <= SAMPLE_LIFE_US:
                shares[int(sample.pid)] = sample.smUtil / 100
        return shares


def _plus(first: float, second: float) -> float:
    """Add two figures of which either may be unknown."""
    if first != first:
        return second
    return first if second != second else first + second
