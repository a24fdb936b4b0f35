"""NVIDIA's figures beside those of the eye."""

import math

import pytest

from procmon_gui.collectors.nvidia import NvidiaReader, NvidiaReading
from procmon_gui.collectors.with_nvidia import WithNvidia
from procmon_gui.domain.derive import derive
from tests.domain.readings import reading
from tests.engine.test_pulse import FakeSource


class FakeCards(NvidiaReader):
    """Cards that say what was written down."""

    def __init__(self, said: NvidiaReading) -> None:
        super().__init__()
        self._said = said

    def read(self) -> NvidiaReading:
        return self._said


def test_the_share_of_a_process_becomes_a_ratio_again() -> None:
    said = NvidiaReading(host={"gpu.busy_ratio": {"H200": 0.5}}, by_pid={101: (0.25, 1024.0), 102: (math.nan, 2048.0)})
    source = WithNvidia(
        FakeSource(
            [
                reading(at_s=1, host={"gpu.busy_ratio": {"Intel": 0.1}}, unsupported={"gpu.busy_ratio": "no card"}),
                reading(at_s=2),
            ]
        ),
        FakeCards(said),
    )

    first, second = source.read(1), source.read(1)

    assert first is not None
    assert second is not None
    assert first.host["gpu.busy_ratio"] == {"Intel": 0.1, "H200": 0.5}
    assert "gpu.busy_ratio" not in first.unsupported
    snapshot = derive(first, second)
    assert snapshot.columns["gpu_ratio"][0] == pytest.approx(0.25)
    assert math.isnan(snapshot.columns["gpu_ratio"][1])
    assert snapshot.columns["gpu_memory_bytes"].tolist() == [1024.0, 2048.0]


def test_without_a_driver_the_reading_is_left_alone() -> None:
    only = reading(at_s=1)
    source = WithNvidia(FakeSource([only]), FakeCards(NvidiaReading(reason="no driver")))

    assert source.read(1) is only
