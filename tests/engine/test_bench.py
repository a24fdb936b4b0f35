"""The bench at the pulse says how the rules are doing, or why nobody here knows."""

from typing import cast

from procmon_gui.domain.judged import JudgedNow, Pending
from procmon_gui.domain.rules import RuleProblem
from procmon_gui.domain.workers import Health, WorkerState
from procmon_gui.engine.bench import Bench
from procmon_gui.engine.judgement import Judgement
from procmon_gui.engine.pulse import Pulse
from tests.auth.logins import HandClock
from tests.engine.judging import ToldJudge


class Ailing:
    """A pulse of which one worker says how it is."""

    def __init__(self, state: WorkerState) -> None:
        self._state = state

    def workers(self) -> tuple[WorkerState, ...]:
        """Tell it."""
        return (WorkerState("sampler", Health.OK), self._state)


def test_who_judges_here_is_asked_and_where_nobody_does_it_is_said_why() -> None:
    bench, judgement, judge = Bench(), Judgement(HandClock()), ToldJudge([], [])
    judge.to_tell = JudgedNow(pending=[Pending(rule_id="cpu", since_ms=1, left_s=2.0)])
    assert bench.judged() == JudgedNow(why_unknown="nobody judges yet")

    bench.sit(judgement, lambda: WorkerState("alerts", Health.OFF, "another program judges"), judgement.now)
    assert bench.judged() == JudgedNow(why_unknown="another program judges")

    judgement.begin(judge)
    assert bench.judged() == judge.to_tell

    judgement.end()
    left_out = (("mem", "failed, which is a fault of the program"),)
    elsewhere = WorkerState("alerts", Health.DEGRADED, "The rule mem can not be judged", left_out)
    bench.stand_before(cast("Pulse", Ailing(elsewhere)), lambda: True)
    problem = RuleProblem(rule="mem", where="", words="failed, which is a fault of the program")
    assert bench.judged() == JudgedNow(problems=(problem,), why_unknown="another program judges")
    bench.stand_before(cast("Pulse", Ailing(elsewhere)), lambda: False)
    assert bench.judged() == JudgedNow(why_unknown="another program judges")

    bench.explain(lambda: WorkerState("alerts", Health.OFF, "switched off in the settings"))
    bench.rise()
    assert bench.judged() == JudgedNow(why_unknown="switched off in the settings")
