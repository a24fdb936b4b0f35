"""How unusual a beat was, among the figures of the next one."""

from procmon_gui.domain.derive import derive
from procmon_gui.domain.suspicion import Scores
from procmon_gui.engine.with_suspicion import NewestScores, WithSuspicion
from tests.domain.readings import reading
from tests.engine.test_pulse import FakeSource


def test_a_reading_tells_how_unusual_the_beat_before_was() -> None:
    scores = NewestScores()
    scores.tell(
        Scores(
            host={
                ("host.disk.busy_ratio", "sda"): 0.1,
                ("host.disk.busy_ratio", "sdb"): 0.83,
                ("host.load.1min", ""): 0.2,
                # Nearly unusual.
                ("host.memory.used_ratio", ""): 0.49,
                ("host.zombies", ""): 1.0,
            },
            rate=0.01234,
        )
    )
    source = WithSuspicion(
        FakeSource([reading(at_s=1, host={"load.1min": {"": 2.0}}, unsupported={"anomaly.score": "no"})]), scores
    )

    found = source.read(1)

    assert found is not None
    assert found.host["load.1min"] == {"": 2.0}
    assert found.unsupported == {}
    snapshot = derive(None, found)
    assert snapshot.host_value("host.anomaly.rate_ratio") == 0.012
    assert snapshot.host["host.anomaly.score"] == {"disk.busy_ratio": 0.8, "load.1min": 0.0, "memory.used_ratio": 0.45}


def test_while_it_is_learned_what_is_usual_the_reading_is_left_alone() -> None:
    only = reading(at_s=1)

    assert WithSuspicion(FakeSource([only]), NewestScores()).read(1) is only


def test_a_recorder_has_judged_already() -> None:
    theirs = reading(at_s=1, host={"anomaly.rate_ratio": {"": 0.5}})
    scores = NewestScores()
    scores.tell(Scores(rate=0.0))

    assert WithSuspicion(FakeSource([theirs]), scores).read(1) is theirs


def test_what_is_asked_of_it_is_asked_of_the_source() -> None:
    source = FakeSource([])
    over = WithSuspicion(source, NewestScores())

    assert over.read(0) is None
    assert over.rights() == source.rights()
    assert over.workers() == source.workers()
