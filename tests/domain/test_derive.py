"""What two readings mean together."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.domain.derive import derive
from procmon_gui.domain.derive_processes import rate
from procmon_gui.domain.process_metrics import PROCESS_METRICS
from tests.domain.readings import SECOND_NS, reading


def values(column: Sequence[float] | np.ndarray) -> list[float | None]:
    """Return a column with None for unknown, so that lists can be compared."""
    return [None if math.isnan(value) else float(value) for value in column]


def test_a_snapshot_tells_when_it_was_taken_as_starts_of_processes_are_counted() -> None:
    """The monotonic clock stands still while the machine sleeps; start times go on."""
    taken = derive(None, replace(reading(at_s=5.0), suspended_ns=7 * SECOND_NS))

    assert taken.since_boot_ns == 12 * SECOND_NS


def test_first_sight_has_no_rates_but_has_its_counters() -> None:
    snapshot = derive(None, reading(cpu_user_s=[5, 0], cpu_system_s=[1, 0]))

    assert values(snapshot.columns["cpu_ratio"]) == [None, None]
    assert values(snapshot.columns["cpu_time_s"]) == [6, 0]
    assert snapshot.elapsed_s == 0


def test_cpu_is_one_for_one_full_core_and_more_for_several() -> None:
    before = reading(cpu_user_s=[10, 0], cpu_system_s=[0, 0])
    after = reading(at_s=2, cpu_user_s=[11, 6], cpu_system_s=[1, 2])

    assert values(derive(before, after).columns["cpu_ratio"]) == [1.0, 4.0]


def test_a_counter_that_went_backwards_is_unknown_and_not_negative() -> None:
    before = reading(disk_read_bytes=[5000, 5000])
    after = reading(at_s=1, disk_read_bytes=[10, 6000])

    assert values(derive(before, after).columns["disk_read_bytes_per_s"]) == [None, 1000]


def test_a_slot_that_was_handed_to_another_process_starts_unknown() -> None:
    before = reading(serials=[1, 2], cpu_user_s=[1, 1], cpu_system_s=[0, 0])
    after = reading(at_s=1, serials=[1, 3], cpu_user_s=[2, 2], cpu_system_s=[0, 0])

    assert values(derive(before, after).columns["cpu_ratio"]) == [1.0, None]


def test_what_the_system_refused_stays_unknown() -> None:
    before = reading(disk_read_bytes=[math.nan, 0], disk_write_bytes=[math.nan, 0])
    after = reading(at_s=1, disk_read_bytes=[math.nan, 0], disk_write_bytes=[math.nan, 0])

    assert values(derive(before, after).columns["disk_bytes_per_s"]) == [None, 0]


def test_columns_that_grew_keep_what_was_known() -> None:
    before = reading(serials=[1], cpu_user_s=[0], cpu_system_s=[0])
    after = reading(at_s=1, serials=[1, 2, -1], cpu_user_s=[1, 1, 1], cpu_system_s=[0, 0, 0])

    snapshot = derive(before, after)

    assert values(snapshot.columns["cpu_ratio"]) == [1.0, None, None]
    assert snapshot.rows.tolist() == [0, 1]


def test_readings_of_two_boots_have_nothing_to_do_with_each_other() -> None:
    before = reading(cpu_user_s=[0, 0], cpu_system_s=[0, 0], boot_id="yesterday")
    after = reading(at_s=1, cpu_user_s=[1, 1], cpu_system_s=[0, 0])

    assert values(derive(before, after).columns["cpu_ratio"]) == [None, None]


def test_two_readings_at_the_same_moment_yield_no_rates() -> None:
    same = reading(cpu_user_s=[1, 1], cpu_system_s=[0, 0])

    assert values(derive(same, same).columns["cpu_ratio"]) == [None, None]


def test_tcp_rates_are_taken_over_the_time_between_two_reads_of_the_sockets() -> None:
    before = reading(sockets_s=10, tcp_received_bytes=[1000, 0], tcp_sent_bytes=[0, 0])
    after = reading(at_s=21, sockets_s=20, tcp_received_bytes=[11000, 0], tcp_sent_bytes=[500, 0])

    snapshot = derive(reading(at_s=20, sockets_s=20), after, before_sockets=before)

    assert values(snapshot.columns["tcp_received_bytes_per_s"]) == [1000, 0]
    assert values(snapshot.columns["tcp_bytes_per_s"]) == [1050, 0]


def test_tcp_rates_are_unknown_until_the_sockets_were_read_twice() -> None:
    after = reading(at_s=1, sockets_s=1, tcp_received_bytes=[9, 9], tcp_sent_bytes=[9, 9])

    assert values(derive(None, after, before_sockets=None).columns["tcp_bytes_per_s"]) == [None, None]
    never_read = reading(tcp_received_bytes=[0, 0], tcp_sent_bytes=[0, 0])
    assert values(derive(never_read, after, before_sockets=never_read).columns["tcp_bytes_per_s"]) == [None, None]


def test_cpu_shares_add_up_and_waiting_for_a_disk_is_not_busy() -> None:
    before = reading(host={f"cpu.{mode}_s": {"": 0.0} for mode in ("user", "system", "idle", "iowait")})
    after = reading(
        at_s=1,
        host={"cpu.user_s": {"": 1.0}, "cpu.system_s": {"": 0.5}, "cpu.idle_s": {"": 2.0}, "cpu.iowait_s": {"": 0.5}},
    )

    host = derive(before, after).host

    assert host["host.cpu.busy_ratio"][""] == pytest.approx(1.5 / 4)
    assert host["host.cpu.iowait_ratio"][""] == pytest.approx(0.5 / 4)


def test_a_core_that_was_plugged_in_is_unknown_for_one_beat_and_disturbs_nothing() -> None:
    before = reading(host={"cpu.user_s": {"0": 1.0}, "cpu.idle_s": {"0": 1.0}})
    after = reading(at_s=1, host={"cpu.user_s": {"0": 2.0, "1": 9.0}, "cpu.idle_s": {"0": 2.0, "1": 9.0}})

    assert derive(before, after).host["host.cpu.busy_ratio"] == {"0": 0.5}


def test_inside_a_container_the_whole_is_its_limit() -> None:
    host = {"cpu.user_s": {"": 0.0, "0": 0.0}, "cpu.idle_s": {"": 0.0, "0": 0.0}, "cpu.limit_cores": {"": 0.5}}
    before = reading(host={**host, "cpu.group_used_s": {"": 10.0}})
    after = reading(
        at_s=1,
        host={
            "cpu.user_s": {"": 0.1, "0": 0.1},
            "cpu.idle_s": {"": 7.9, "0": 0.9},
            "cpu.limit_cores": {"": 0.5},
            "cpu.group_used_s": {"": 10.4},
            "memory.total_bytes": {"": 1000.0},
            "memory.available_bytes": {"": 900.0},
            "memory.limit_bytes": {"": 200.0},
            "memory.group_bytes": {"": 150.0},
        },
    )

    snapshot = derive(before, after)

    assert snapshot.host_value("host.cpu.busy_ratio") == pytest.approx(0.8)
    assert snapshot.host_value("host.cpu.busy_ratio", "0") == pytest.approx(0.1)
    assert snapshot.host_value("host.memory.used_ratio") == pytest.approx(0.75)


def test_a_device_that_was_plugged_in_again_leaves_a_gap_and_no_spike() -> None:
    before = reading(host={"network.received_bytes": {"eth0": 5_000_000.0, "eth1": 10.0}})
    after = reading(at_s=1, host={"network.received_bytes": {"eth0": 7.0, "eth1": 20.0, "eth2": 9.0}})

    assert derive(before, after).host["host.network.received_bytes_per_s"] == {"eth1": 10.0}


def test_a_share_of_the_time_does_not_pass_one() -> None:
    before = reading(host={"pressure.cpu.some_us": {"": 0.0}, "disk.busy_ms": {"sda": 0.0}})
    after = reading(at_s=1, host={"pressure.cpu.some_us": {"": 1_060_000.0}, "disk.busy_ms": {"sda": 400.0}})

    snapshot = derive(before, after)

    assert snapshot.host_value("host.pressure.cpu.some_ratio") == 1.0
    assert snapshot.host_value("host.disk.busy_ratio", "sda") == pytest.approx(0.4)


def test_processes_are_counted_by_state() -> None:
    snapshot = derive(None, reading(serials=[1, 2, 3, -1], state=[0, 1, 1, math.nan], threads=[1, 2, 3, math.nan]))

    assert snapshot.host_value("host.processes.sleeping") == 2
    assert snapshot.host_value("host.processes.zombie") == 0
    assert snapshot.host_value("host.processes.threads") == 6


def test_what_is_unsupported_below_is_unsupported_above() -> None:
    snapshot = derive(None, reading(unsupported={"block_io_delay_s": "not counted", "tcp_sent_bytes": "no netlink"}))

    assert snapshot.unsupported["block_io_delay_ratio"] == "not counted"
    assert snapshot.unsupported["tcp_bytes_per_s"] == "no netlink"
    assert "cpu_ratio" not in snapshot.unsupported


def test_every_metric_of_a_snapshot_is_worked_out_once() -> None:
    snapshot = derive(None, reading())

    assert set(snapshot.columns) == {metric.id for metric in PROCESS_METRICS if not metric.is_text} | {"start_ticks"}
    assert all(snapshot.columns[metric_id] is snapshot.columns[metric_id] for metric_id in snapshot.columns)


def test_a_snapshot_can_not_be_changed() -> None:
    snapshot = derive(None, reading(rss_bytes=[1, 2]))

    with pytest.raises(ValueError, match="read-only"):
        snapshot.columns["age_s"][0] = 1.0


counters = st.lists(st.floats(0, 2**60) | st.just(math.nan), min_size=1, max_size=20)


@given(counters, counters, st.floats(0.001, 1e6))
def test_a_rate_is_never_negative_and_never_made_up(before: list[float], after: list[float], elapsed_s: float) -> None:
    count = min(len(before), len(after))
    first, second = np.array(before[:count]), np.array(after[:count])

    rates = rate(first, second, np.ones(count, bool), elapsed_s)

    for old, new, grown in zip(first, second, rates, strict=True):
        if math.isnan(old) or math.isnan(new) or new < old:
            assert math.isnan(grown)
        else:
            assert grown == pytest.approx((new - old) / elapsed_s)
