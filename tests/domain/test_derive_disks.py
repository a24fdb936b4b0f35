"""Queue and latency of disks out of two readings."""

import pytest

from procmon_gui.domain.derive import derive
from procmon_gui.domain.snapshot import Snapshot
from tests.domain.readings import reading


def disk(
    reads: float, writes: float, read_ms: float, write_ms: float, waiting_ms: float
) -> dict[str, dict[str, float]]:
    return {
        "disk.read_count": {"sda": reads},
        "disk.write_count": {"sda": writes},
        "disk.read_ms": {"sda": read_ms},
        "disk.write_ms": {"sda": write_ms},
        "disk.waiting_ms": {"sda": waiting_ms},
    }


def between(*figures: dict[str, dict[str, float]]) -> Snapshot:
    before, after = figures
    return derive(reading(at_s=1, host=before), reading(at_s=3, host=after))


def test_latency_is_the_time_of_the_requests_that_ended_and_queue_their_number_at_a_time() -> None:
    snapshot = between(disk(10, 10, 100, 100, 500), disk(14, 16, 120, 130, 4500))

    assert snapshot.host_value("host.disk.latency_s", "sda") == pytest.approx((20 + 30) / 10 / 1000)
    assert snapshot.host_value("host.disk.queue_count", "sda") == pytest.approx(2.0)


@pytest.mark.parametrize("after", [disk(10, 10, 100, 100, 500), disk(3, 16, 120, 130, 10), disk(14, 16, 20, 130, 10)])
def test_where_nothing_ended_or_a_counter_was_reset_latency_is_unknown(after: dict[str, dict[str, float]]) -> None:
    latency = between(disk(10, 10, 100, 100, 500), after).host_value("host.disk.latency_s", "sda")

    assert latency != latency


def test_a_device_that_has_just_come_has_no_latency_yet() -> None:
    snapshot = between({}, disk(14, 16, 120, 130, 10))

    assert snapshot.host_value("host.disk.latency_s", "sda") != snapshot.host_value("host.disk.latency_s", "sda")
