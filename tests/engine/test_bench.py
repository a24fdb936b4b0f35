"""The bench at the pulse says how the rules are doing, or why nobody here knows."""

from procmon_gui.domain.judged import JudgedNow, Pending
from procmon_gui.domain.workers import Health, WorkerState
from procmon_gui.engine.bench import Bench
from procmon_gui.engine.judgement import Judgement
from tests.auth.logins import HandClock
from tests.engine.judging import ToldJudge


def test_who_judges_here_is_asked_and_where_nobody_does_it_is_said_why() -> None:
    bench, judgement, judge = Bench(), Judgement(HandClock()), ToldJudge([], [])
    judge.to_tell = JudgedNow(pending=[Pending(rule_id="cpu", since_ms=1, left_s=2.0)])
    assert bench.judged() == JudgedNow(why_unknown="nobody judges yet")

    bench.sit(judgement, lambda: WorkerState("alerts", Health.OFF, "another program judges"), judgement.now)
    assert bench.judged() == JudgedNow(why_unknown="another program judges")

    judgement.begin(judge)
    assert bench.judged() == judge.to_tell

    bench.explain(lambda: WorkerState("alerts", Health.OFF, "switched off in the settings"))
    bench.rise()
    assert bench.judged() == JudgedNow(why_unknown="switched off in the settings")
