"""NVIDIA cards over a recorded NVML: the answers are those of the package's own types, for cards that are not here."""

import importlib
import math
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from procmon_gui.collectors.nvidia import Cards, NvidiaReader, NvidiaReading
from procmon_gui.domain.workers import Health

GIB = 1024**3
WAIT_S = 60.0
NOT_SUPPORTED, NOT_FOUND, LIBRARY_NOT_FOUND, FUNCTION_NOT_FOUND, GPU_IS_LOST = 3, 6, 12, 13, 15


class NVMLError(Exception):
    """As in pynvml: the number of the error is `value`."""

    def __init__(self, value: int) -> None:
        super().__init__({12: "NVML Shared Library Not Found", 15: "GPU is lost"}.get(value, "Not Supported"))
        self.value = value


@dataclass
class Card:
    """One recorded card; an int in the place of an answer is the error that the driver gives."""

    name: Any = "NVIDIA GeForce RTX 3080"
    bus: bytes = b"00000000:3B:00.0"
    use: Any = 42
    memory: Any = (10 * GIB, 3 * GIB)
    reserved: int = GIB // 2
    celsius: Any = 61
    compute: Any = ()
    graphics: Any = ()
    samples: Any = ()


class RecordedNvml:
    """The functions of pynvml that are called, over recorded cards."""

    NVMLError = NVMLError
    NVML_TEMPERATURE_GPU = 0
    NVML_ERROR_NOT_FOUND = NOT_FOUND
    nvmlMemory_v2 = 0x02000028  # noqa: N815

    def __init__(self, *cards: Card) -> None:
        self.cards = cards
        self.init_error = 0
        self.count_error = 0
        self.is_open = False
        self.is_old = False
        self.shutdowns = 0

    def nvmlInit(self) -> None:  # noqa: N802
        if self.init_error:
            raise NVMLError(self.init_error)
        self.is_open = True

    def nvmlShutdown(self) -> None:  # noqa: N802
        self.is_open = False
        self.shutdowns += 1

    def nvmlDeviceGetCount(self) -> int:  # noqa: N802
        if self.count_error:
            raise NVMLError(self.count_error)
        return len(self.cards)

    def nvmlDeviceGetHandleByIndex(self, index: int) -> Card:  # noqa: N802
        if self.cards[index].name == GPU_IS_LOST:
            raise NVMLError(GPU_IS_LOST)
        return self.cards[index]

    def nvmlDeviceGetName(self, card: Card) -> Any:  # noqa: N802
        return _told(card.name)

    def nvmlDeviceGetPciInfo(self, card: Card) -> Any:  # noqa: N802
        return SimpleNamespace(busId=card.bus)

    def nvmlDeviceGetUtilizationRates(self, card: Card) -> Any:  # noqa: N802
        return SimpleNamespace(gpu=_told(card.use, NOT_SUPPORTED), memory=10)

    def nvmlDeviceGetMemoryInfo(self, card: Card, version: int | None = None) -> Any:  # noqa: N802
        total, used = _told(card.memory)
        if version is None:
            return SimpleNamespace(total=total, used=used + card.reserved, free=total - used - card.reserved)
        if self.is_old:
            raise NVMLError(FUNCTION_NOT_FOUND)
        return SimpleNamespace(total=total, used=used, reserved=card.reserved, free=total - used - card.reserved)

    def nvmlDeviceGetTemperature(self, card: Card, sensor: int) -> Any:  # noqa: N802
        assert sensor == 0
        return card.celsius

    def nvmlDeviceGetComputeRunningProcesses(self, card: Card) -> Any:  # noqa: N802
        return [SimpleNamespace(pid=pid, usedGpuMemory=used) for pid, used in _told(card.compute)]

    def nvmlDeviceGetGraphicsRunningProcesses(self, card: Card) -> Any:  # noqa: N802
        return [SimpleNamespace(pid=pid, usedGpuMemory=used) for pid, used in _told(card.graphics)]

    def nvmlDeviceGetProcessUtilization(self, card: Card, seen_us: int) -> Any:  # noqa: N802
        fresh = [sample for sample in _told(card.samples) if sample[1] > seen_us]
        if not fresh:
            raise NVMLError(NOT_FOUND)
        return [SimpleNamespace(pid=pid, timeStamp=at_us, smUtil=share) for pid, at_us, share in fresh]


def _told(answer: Any, *errors: int) -> Any:
    if isinstance(answer, int) and (not errors or answer in errors):
        raise NVMLError(answer)
    return answer


def test_a_card_tells_load_memory_and_temperature_under_its_name_and_slot() -> None:
    reading = Cards(RecordedNvml(Card())).read()

    label = "NVIDIA GeForce RTX 3080 0000:3b:00.0"
    assert reading.host == {
        "gpu.busy_ratio": {label: 0.42},
        "gpu.memory_used_bytes": {label: 3 * GIB},
        "gpu.memory_size_bytes": {label: 10 * GIB},
        "gpu.temperature_c": {label: 61.0},
    }
    assert reading.reason is None


def test_a_driver_that_is_too_old_to_leave_out_what_it_keeps_for_itself_counts_it_as_used() -> None:
    nvml = RecordedNvml(Card())
    nvml.is_old = True

    (used_bytes,) = Cards(nvml).read().host["gpu.memory_used_bytes"].values()

    assert used_bytes == 3.5 * GIB


def test_what_a_card_does_not_know_is_absent() -> None:
    """A card that is cut into parts (MIG) tells no load; a virtual one no memory."""
    reading = Cards(RecordedNvml(Card(use=NOT_SUPPORTED, memory=NOT_SUPPORTED, celsius=9_999))).read()

    assert reading.host == {}


def test_a_process_in_both_lists_counts_once_and_two_cards_are_summed() -> None:
    first = Card(compute=[(100, 2 * GIB)], graphics=[(100, 2 * GIB), (200, GIB)], samples=[(100, 5_000_000, 30)])
    second = Card(bus=b"00000000:5E:00.0", compute=[(100, GIB)], samples=[(100, 5_000_000, 90)])

    reading = Cards(RecordedNvml(first, second)).read()

    busy, memory = reading.by_pid[100]
    assert busy == pytest.approx(1.2)
    assert memory == 3 * GIB
    assert reading.by_pid[200] == (0.0, GIB)


def test_memory_that_the_driver_keeps_to_itself_is_unknown() -> None:
    busy, memory = Cards(RecordedNvml(Card(graphics=[(7, None)], samples=NOT_SUPPORTED))).read().by_pid[7]

    assert math.isnan(busy)
    assert math.isnan(memory)


def test_old_samples_and_noise_are_not_shares() -> None:
    card = Card(
        compute=[(1, GIB), (2, GIB), (3, GIB)],
        samples=[(1, 9_000_000, 55), (1, 9_500_000, 65), (2, 1_000_000, 80), (3, 9_000_000, 4_294_967_295)],
    )

    by_pid = Cards(RecordedNvml(card)).read().by_pid

    assert {pid: busy for pid, (busy, _) in by_pid.items()} == {1: 0.65, 2: 0.0, 3: 0.0}


def test_a_process_that_rests_goes_back_to_zero_at_the_next_reading() -> None:
    cards = Cards(RecordedNvml(Card(compute=[(1, GIB)], samples=[(1, 9_000_000, 55)])))

    assert cards.read().by_pid[1] == (0.55, GIB)
    assert cards.read().by_pid[1] == (0.0, GIB)


def test_a_card_that_is_lost_does_not_hide_the_other() -> None:
    reading = Cards(RecordedNvml(Card(name=GPU_IS_LOST), Card(name=b"Tesla \x1b[31mT4"))).read()

    assert list(reading.host["gpu.busy_ratio"]) == ["Tesla \\x1b[31mT4 0000:3b:00.0"]


class Clock:
    """Monotonic seconds that the test moves."""

    def __init__(self) -> None:
        self.now_s = 50.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def closing() -> Iterator[list[NvidiaReader]]:
    readers: list[NvidiaReader] = []
    yield readers
    for reader in readers:
        reader.close()


def _until_told(reader: NvidiaReader) -> NvidiaReading:
    for _ in range(int(WAIT_S / 0.005)):
        reading = reader.read()
        if reading.host or reading.reason:
            return reading
        time.sleep(0.005)
    pytest.fail("the thread told nothing")


def test_the_thread_reads_and_shuts_nvml_down_at_the_end(closing: list[NvidiaReader]) -> None:
    nvml = RecordedNvml(Card())
    reader = NvidiaReader(load=lambda: nvml)
    closing.append(reader)
    first = reader.read()

    reading = _until_told(reader)
    reader.close()

    assert first.reason is None
    assert reading.host["gpu.busy_ratio"]
    assert nvml.shutdowns == 1
    assert not nvml.is_open


def test_where_no_driver_is_installed_the_reason_says_so_and_the_module_is_not_loaded(
    closing: list[NvidiaReader], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_library(name: str) -> Any:
        raise OSError(f"{name}: cannot open shared object file: No such file or directory")

    monkeypatch.setattr("ctypes.CDLL", no_library)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("importlib.import_module", lambda name: pytest.fail(f"{name} was loaded"))
    reader = NvidiaReader()
    closing.append(reader)

    assert _until_told(reader).reason == "No NVIDIA driver is installed."
    assert reader.state().health is Health.OFF


def test_a_driver_that_is_installed_later_is_found(
    closing: list[NvidiaReader], monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[str] = []

    def load() -> Any:
        tries.append("")
        if len(tries) < 3:
            raise OSError("libnvidia-ml.so.1: cannot open shared object file: No such file or directory")
        return RecordedNvml(Card())

    monkeypatch.setattr("procmon_gui.collectors.nvidia.RETRY_S", 0.01)
    reader = NvidiaReader(load=load)
    closing.append(reader)
    reader.read()

    for _ in range(int(WAIT_S / 0.005)):
        if reader.read().host:
            break
        time.sleep(0.005)  # another thread tries
    assert reader.read().host["gpu.busy_ratio"]


def test_the_module_is_part_of_the_program() -> None:
    assert importlib.import_module("pynvml").nvmlInit


@pytest.mark.parametrize("where", ["init_error", "count_error"])
def test_without_a_driver_the_reason_is_that_of_nvml(closing: list[NvidiaReader], where: str) -> None:
    nvml = RecordedNvml()
    setattr(nvml, where, LIBRARY_NOT_FOUND)
    reader = NvidiaReader(load=lambda: nvml)
    closing.append(reader)

    assert "NVML Shared Library Not Found" in str(_until_told(reader).reason)


def test_a_package_that_breaks_in_an_unforeseen_way_is_told_too(closing: list[NvidiaReader]) -> None:
    reader = NvidiaReader(load=lambda: None)
    closing.append(reader)

    assert "NoneType" in str(_until_told(reader).reason)


def test_a_machine_without_cards_says_so(closing: list[NvidiaReader]) -> None:
    reader = NvidiaReader(load=RecordedNvml)
    closing.append(reader)

    assert _until_told(reader).reason == "The NVIDIA driver sees no card."


def test_a_driver_that_hangs_is_told_and_never_waited_for(closing: list[NvidiaReader]) -> None:
    answer = threading.Event()
    clock = Clock()

    def load() -> Any:
        assert answer.wait(WAIT_S)
        return RecordedNvml(Card())

    reader = NvidiaReader(load=load, monotonic_s=clock)
    closing.append(reader)
    assert reader.read() == NvidiaReading()

    clock.now_s += 20

    assert reader.read().reason == "The NVIDIA driver does not answer."
    assert reader.state().health is Health.STALLED
    answer.set()


def test_without_a_driver_the_reader_is_off_and_says_why(closing: list[NvidiaReader]) -> None:
    def load() -> Any:
        raise OSError

    reader = NvidiaReader(load=load)
    closing.append(reader)
    before = reader.state().health
    _until_told(reader)

    assert (before, reader.state().health) == (Health.OFF, Health.OFF)
    assert reader.state().detail == "No NVIDIA driver is installed."


def test_the_real_package_ends_in_a_reason_or_a_reading(closing: list[NvidiaReader]) -> None:
    reader = NvidiaReader()
    closing.append(reader)

    reading = _until_told(reader)

    assert (reading.reason is None) == bool(reading.host)
