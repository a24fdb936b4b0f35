"""The heartbeat: look, understand, tell."""

import logging
from collections.abc import Sequence

import pytest

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.rights import Rights
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.workers import Health, WorkerState
from procmon_gui.engine.pulse import Pulse
from tests.domain.readings import reading


class FakeClock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now_ns = 0

    def monotonic_ns(self) -> int:
        return self.now_ns

    def utc_ms(self) -> int:
        return 0


class FakeSource:
    """Hands out readings that were written down before."""

    def __init__(self, readings: Sequence[Reading | None]) -> None:
        self._readings = list(readings)
        self.attention: Attention | None = None
        self.refreshed = 0
        self.closed = False
        self.asked = False

    def read(self, timeout_s: float) -> Reading | None:
        return self._readings.pop(0) if self._readings else None

    def look_at(self, attention: Attention) -> None:
        self.attention = attention

    def refresh(self) -> None:
        self.refreshed += 1

    def close(self) -> None:
        self.closed = True

    def workers(self) -> tuple[WorkerState, ...]:
        return (WorkerState("eye", Health.OK),)

    def rights(self) -> Rights:
        return Rights()

    def ask_for_everything(self) -> None:
        self.asked = True


class Collecting:
    """A sink that keeps what it is offered."""

    def __init__(self) -> None:
        self.seen: list[Snapshot] = []

    def offer(self, reading: Reading, snapshot: Snapshot) -> None:
        self.seen.append(snapshot)


class Failing:
    """A sink that always raises."""

    def offer(self, reading: Reading, snapshot: Snapshot) -> None:
        raise RuntimeError("no room left")


def test_each_beat_is_understood_against_the_one_before() -> None:
    source = FakeSource(
        [
            reading(cpu_user_s=[0, 0], cpu_system_s=[0, 0]),
            reading(at_s=1, cpu_user_s=[1, 0], cpu_system_s=[0, 0]),
        ]
    )
    pulse = Pulse(source, clock=FakeClock())

    first, second = pulse.beat(1), pulse.beat(1)

    assert first is not None
    assert first.elapsed_s == 0
    assert second is not None
    assert second.columns["cpu_ratio"][0] == 1.0


def test_no_reading_is_no_snapshot_and_the_next_beat_reaches_over_the_gap() -> None:
    source = FakeSource(
        [
            reading(cpu_user_s=[0, 0], cpu_system_s=[0, 0]),
            None,
            reading(at_s=4, cpu_user_s=[2, 0], cpu_system_s=[0, 0]),
        ]
    )
    pulse = Pulse(source, clock=FakeClock())

    pulse.beat(1)
    assert pulse.beat(1) is None
    late = pulse.beat(1)

    assert late is not None
    assert late.elapsed_s == 4
    assert late.columns["cpu_ratio"][0] == 0.5


def test_a_listener_that_raises_is_counted_and_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    listener = Collecting()
    pulse = Pulse(
        FakeSource([reading(), reading(at_s=1), reading(at_s=2)]),
        clock=FakeClock(),
        listeners=[("broken", Failing()), ("good", listener)],
    )

    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            pulse.beat(1)

    assert len(listener.seen) == 3
    states = {state.name: state for state in pulse.workers()}
    assert states["broken"].health is Health.DEGRADED
    assert "3 times" in states["broken"].detail
    assert states["good"].health is Health.OK
    assert len(caplog.records) == 1, "the same failure is logged once"
    caplog.clear()


def test_sockets_that_are_read_seldom_keep_their_rate_in_between() -> None:
    source = FakeSource(
        [
            reading(at_s=1, sockets_s=1, tcp_received_bytes=[0, 0], tcp_sent_bytes=[0, 0]),
            reading(at_s=2, sockets_s=1, tcp_received_bytes=[0, 0], tcp_sent_bytes=[0, 0]),
            reading(at_s=11, sockets_s=11, tcp_received_bytes=[1000, 0], tcp_sent_bytes=[0, 0]),
            reading(at_s=12, sockets_s=11, tcp_received_bytes=[1000, 0], tcp_sent_bytes=[0, 0]),
        ]
    )
    pulse = Pulse(source, clock=FakeClock())

    rates = [snapshot.columns["tcp_bytes_per_s"][0] for _ in range(4) if (snapshot := pulse.beat(1))]

    assert rates[2:] == [100.0, 100.0]
    assert all(rate != rate for rate in rates[:2])


def test_a_sampler_that_stopped_calling_is_shown_as_stalled() -> None:
    clock = FakeClock()
    pulse = Pulse(FakeSource([reading()]), clock=clock)
    assert pulse.workers()[0].health is Health.OFF

    pulse.beat(1)
    assert pulse.workers()[0].health is Health.OK
    clock.now_ns += 60 * 10**9

    assert pulse.workers()[0].health is Health.STALLED


def test_what_others_look_at_is_read_beside_what_its_owner_looks_at_and_at_his_interval() -> None:
    source = FakeSource([])
    pulse = Pulse(source, clock=FakeClock())
    others = [Attention(interval_s=0.1, slots=frozenset({3}), looks=frozenset({Look.STATUS})), Attention(slots=None)]

    pulse.look_for(others[:1])
    pulse.look_at(Attention(interval_s=5.0, slots=frozenset({1}), looks=frozenset({Look.SOCKETS})))
    one = source.attention
    pulse.look_for(others)
    two = source.attention
    pulse.look_for([])

    looks = frozenset({Look.STATUS, Look.SOCKETS})
    assert one == Attention(interval_s=5.0, slots=frozenset({1, 3}), looks=looks)
    assert two == Attention(interval_s=5.0, slots=None, looks=looks)
    assert source.attention == Attention(interval_s=5.0, slots=frozenset({1}), looks=frozenset({Look.SOCKETS}))


def test_wishes_reach_the_source() -> None:
    source = FakeSource([])
    pulse = Pulse(source, clock=FakeClock())

    pulse.look_at(Attention(interval_s=5.0))
    pulse.refresh()
    pulse.ask_for_everything()
    pulse.close()

    assert source.attention == Attention(interval_s=5.0)
    assert pulse.interval_s == 5.0
    assert (source.refreshed, source.closed, source.asked) == (1, True, True)
    assert not pulse.rights().sees_everything
