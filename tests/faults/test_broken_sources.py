"""F22, F23: a source that raises or hangs, behind the heartbeat."""

import logging
import threading
from collections.abc import Iterator

import pytest

from procmon_gui.collectors.portable import PortableSource
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.workers import Health
from procmon_gui.engine.clock import SystemClock
from procmon_gui.engine.pulse import Pulse


class MovedClock(SystemClock):
    """The real clock, set ahead by the test."""

    def __init__(self) -> None:
        self.ahead_ns = 0

    def monotonic_ns(self) -> int:
        """Return the time, with what the test added."""
        return super().monotonic_ns() + self.ahead_ns


class FaultySource(PortableSource):
    """Reads the real machine, except where the test injects a fault."""

    def __init__(self) -> None:
        super().__init__()
        self.fault: Exception | None = None
        self.hangs = False
        self.released = threading.Event()
        self.entered = threading.Event()

    def read(self, timeout_s: float) -> Reading | None:
        """Read, raise or hang."""
        if self.fault is not None:
            raise self.fault
        if self.hangs:
            self.entered.set()
            self.released.wait(30.0)
        self.refresh()
        return super().read(timeout_s)


@pytest.fixture
def source() -> Iterator[FaultySource]:
    source = FaultySource()
    yield source
    source.released.set()
    source.close()


@pytest.mark.parametrize("fault", [OSError(5, "Input/output error"), Unavailable("The server is away."), KeyError("x")])
def test_after_a_source_has_raised_the_next_beat_goes_on_where_the_last_one_ended(
    source: FaultySource, fault: Exception
) -> None:
    pulse = Pulse(source, clock=SystemClock())
    before = pulse.beat(1.0)
    source.fault = fault
    for _ in range(7):
        with pytest.raises(type(fault)):
            pulse.beat(1.0)
    source.fault = None
    after = pulse.beat(1.0)

    assert before is not None
    assert after is not None
    assert after.sequence == before.sequence + 1
    assert after.elapsed_s > 0, "rates are taken over the gap"


def test_a_source_that_hangs_is_shown_as_stalled_while_it_hangs_and_as_well_afterwards(source: FaultySource) -> None:
    clock = MovedClock()
    pulse = Pulse(source, clock=clock)
    pulse.beat(1.0)
    source.hangs = True
    hanging = threading.Thread(target=lambda: pulse.beat(1.0))
    hanging.start()
    assert source.entered.wait(5.0)
    clock.ahead_ns = 10_000_000_000

    assert pulse.workers()[0].health is Health.STALLED
    source.released.set()
    hanging.join(10.0)
    assert pulse.workers()[0].health is Health.OK


def test_a_listener_that_raises_stops_nobody_and_is_shown(
    source: FaultySource, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[Snapshot] = []

    class Broken:
        """Refuses every snapshot."""

        def offer(self, reading: Reading, snapshot: Snapshot) -> None:
            """Raise."""
            raise RuntimeError("disk full")

    class Ear:
        """Keeps every snapshot."""

        def offer(self, reading: Reading, snapshot: Snapshot) -> None:
            """Keep it."""
            heard.append(snapshot)

    pulse = Pulse(source, clock=SystemClock(), listeners=[("history", Broken()), ("window", Ear())])
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            pulse.beat(1.0)

    states = {state.name: state for state in pulse.workers()}
    assert len(heard) == 3
    assert states["history"].health is Health.DEGRADED
    assert "disk full" in states["history"].detail
    assert states["window"].health is Health.OK
    assert len(caplog.records) == 1, "the same failure is logged once"
