"""Every beat is judged on the sampler's thread, which waits for nobody."""

import time
from pathlib import Path

import pytest

from procmon_gui.domain.suspicion import Scores
from tests.engine.judging import Court, firing
from tests.store.desk.alert_samples import event


def test_a_dead_desk_never_delays_a_beat(tmp_path: Path) -> None:
    court = Court(tmp_path)
    court.turn()
    court.keeper.trouble = "the disk hangs"

    began_s = time.perf_counter()
    for number in range(1000):
        court.beat(event(rule_id=f"r{number}"))
    assert (time.perf_counter() - began_s) / 1000 < 0.01


def test_a_judge_is_told_for_how_long_beats_could_not_be_kept_and_how_unusual_they_are(tmp_path: Path) -> None:
    class Odd:
        def beat(self, snapshot: object) -> Scores:
            return Scores(rate=0.5)

    court = Court(tmp_path)
    court.judgement.suspect(Odd())
    court.turn()
    court.lost_s = 70.0
    court.beat()

    assert court.judge.unkept == [70.0]
    assert court.judge.scores == Scores(rate=0.5)


def test_a_mistake_in_what_is_unusual_keeps_no_rule_from_being_judged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Failing:
        def beat(self, snapshot: object) -> Scores:
            raise ValueError("a mistake of ours")

    court = Court(tmp_path)
    court.judgement.suspect(Failing())
    court.turn()
    court.beat(event())
    court.beat()
    court.turn()

    assert len(firing(court)) == 1
    assert caplog.text.count("is not learned any more") == 1
