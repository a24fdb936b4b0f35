"""Builds who judges: rules, what is usual, evidence, and who is told. Loaded some time after the first beats."""

import contextlib
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from procmon_gui.alerts.judge import Judge
from procmon_gui.alerts.words import condition_words
from procmon_gui.domain.alerts import Alert, Evidence, Firing
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.rules import Rule
from procmon_gui.engine.clock import SystemClock
from procmon_gui.engine.evidence import build_evidence
from procmon_gui.engine.evidence_worker import EvidenceWorker
from procmon_gui.engine.judgement import Judgement
from procmon_gui.engine.judgement_worker import JudgementWorker
from procmon_gui.engine.judging import JudgingParts
from procmon_gui.services.alerts import JudgeLock, open_alerts
from procmon_gui.services.places import Options
from procmon_gui.services.rules import open_rules
from procmon_gui.services.usual import open_learning
from procmon_gui.store.history.cautious_clock import CautiousClock
from procmon_gui.store.history.crowds import Crowds

if TYPE_CHECKING:
    from procmon_gui.domain.history import Recording
    from procmon_gui.domain.ports import Clock
    from procmon_gui.domain.settings import SettingsStore
    from procmon_gui.engine.bench import Bench
    from procmon_gui.engine.judging import Teller
    from procmon_gui.store.history.long_history import LongHistory


def open_judgement(
    options: Options,
    settings: "SettingsStore",
    history: "LongHistory",
    bench: "Bench",
    *,
    teller: "Teller | None" = None,
    figures: "Callable[[], Recording | None]" = lambda: None,
    clock: "Clock | None" = None,
    say: "Callable[[str], None]" = lambda _: None,
) -> JudgementWorker:
    """Return who judges what is heard on a bench, from its `start` on; what is found out comes from a history.

    `figures` tell at once how the recording is doing; None while nothing is to be recorded here. Waits for the disk:
    what is usual is read. `say` hears what goes wrong.
    """
    clock = clock or SystemClock()
    keeper, crowds, rules = open_alerts(options, clock), Crowds(history), open_rules(options)

    def build(alert: Alert, now_ms: int) -> Evidence:
        where = ""
        # Without the rule, all processes may have done it.
        with contextlib.suppress(Unavailable):
            where = next((rule.where for rule in rules.rules().rules if rule.id == alert.rule_id), "")
        return build_evidence(crowds, alert, now_ms, where)

    judgement = Judgement(clock, _Unkept(figures, clock))
    learning = open_learning(options, bench, clock)
    judgement.suspect(learning)
    worker = JudgementWorker(
        judgement,
        JudgingParts(
            keeper=keeper,
            rules=rules,
            make_judge=_make_judge,
            lock=JudgeLock(options),
            settings=settings,
            findings=EvidenceWorker(keeper, build, clock),
            words=_words,
            careful_clock=lambda newest_ms: CautiousClock(clock, newest_ms),
            teller=teller,
            learning=learning,
            look_also=bench.look_also,
            may_judge=lambda: not bench.is_listening,
            say=say,
        ),
        clock,
    )
    bench.sit(judgement, worker.state, judgement.now)
    return worker


def _make_judge(rules: Iterable[Rule], firing: Sequence[Firing]) -> Judge:
    return Judge(rules, firing)


class _Unkept:
    """Says for how long beats could not be kept on disk."""

    def __init__(self, figures: "Callable[[], Recording | None]", clock: "Clock") -> None:
        self._figures = figures
        self._clock = clock
        self._since_ns: int | None = None

    def __call__(self) -> float:
        """Return it; 0 while all is well, or nothing is to be kept here."""
        figures = self._figures()
        if figures is None or not figures.trouble or figures.is_elsewhere:
            self._since_ns = None
            return 0.0
        now_ns = self._clock.monotonic_ns()
        self._since_ns = now_ns if self._since_ns is None else self._since_ns
        return (now_ns - self._since_ns) / 1e9


def _words(rule: Rule) -> str:
    return condition_words(rule)
