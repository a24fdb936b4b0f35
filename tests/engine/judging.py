"""What judgement is made of, for its tests: a judge that says what it is told to, and a desk that may be broken."""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from procmon_gui.domain.alerts import About, Alert, AlertEvent, AlertNews, Change, Firing, Mute
from procmon_gui.domain.attention import Attention
from procmon_gui.domain.derive import derive
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.judged import JudgedNow
from procmon_gui.domain.rules import Condition, Rule, Rules, Subject
from procmon_gui.domain.settings import Value
from procmon_gui.domain.settings_in_memory import SettingsInMemory
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.suspicion import Scores
from procmon_gui.engine.judgement import Judgement
from procmon_gui.engine.judgement_worker import JudgementWorker
from procmon_gui.engine.judging import JudgingParts
from procmon_gui.store.desk.alerts import DeskAlerts
from procmon_gui.store.desk.database import FILE_NAME, Desk
from procmon_gui.store.history.cautious_clock import CautiousClock
from procmon_gui.store.place import Lock, Occupied, lock_folder
from tests.auth.logins import HandClock
from tests.domain.readings import reading

RULE = Rule(
    id="cpu", title="CPU is busy", subject=Subject.HOST, condition=Condition(warn=0.9), metric_id="host.cpu.busy_ratio"
)
HOST = About(subject=Subject.HOST)


class ToldJudge:
    """Says of each beat what a test has told it to say."""

    def __init__(self, rules: Iterable[Rule], firing: Sequence[Firing]) -> None:
        self.rules = tuple(rules)
        self.fires = {(one.rule_id, one.about.identity): one for one in firing}
        self.began_with = tuple(firing)
        self.muted: tuple[Mute, ...] = ()
        self.acknowledged: list[tuple[str, About]] = []
        self.to_say: list[AlertEvent] = []
        self.silences: list[float] = []
        self.unkept: list[float] = []
        self.scores: Scores | None = None
        self.wish = Attention()
        self.to_tell = JudgedNow()

    def beat(
        self, snapshot: Snapshot, scores: Scores | None = None, *, at_ms: int | None = None, unkept_s: float = 0.0
    ) -> Sequence[AlertEvent]:
        said, self.to_say = self.to_say, []
        self.scores = scores
        self.unkept.append(unkept_s)
        for event in said:
            which = (event.rule_id, event.about.identity)
            if event.change is Change.RESOLVED:
                self.fires.pop(which, None)
            else:
                self.fires[which] = Firing(
                    rule_id=event.rule_id, about=event.about, severity=event.severity, since_ms=event.since_ms,
                    fired_ms=event.at_ms,
                )  # fmt: skip
        return said

    def no_beat(self, at_ms: int, silent_s: float) -> Sequence[AlertEvent]:
        self.silences.append(silent_s)
        return ()

    def use(self, rules: Iterable[Rule], firing: Iterable[Firing] = ()) -> None:
        self.rules = tuple(rules)
        self.fires |= {(one.rule_id, one.about.identity): one for one in firing}

    def firing(self) -> Sequence[Firing]:
        return tuple(self.fires.values())

    def mute(self, mutes: Iterable[Mute]) -> None:
        self.muted = tuple(mutes)

    def acknowledge(self, rule_id: str, about: About) -> None:
        self.acknowledged.append((rule_id, about))

    def now(self) -> JudgedNow:
        return self.to_tell

    def attention(self) -> Attention:
        return self.wish


class Book:
    """Rules that a test changes."""

    def __init__(self) -> None:
        self.kept: tuple[Rule, ...] = (RULE,)

    def rules(self) -> Rules:
        return Rules(rules=self.kept)

    def version(self) -> object:
        return self.kept

    def put(self, rule: Rule) -> None:
        self.kept = (rule,)

    def remove(self, id: str) -> None:
        self.kept = ()


class ShakyAlerts(DeskAlerts):
    """A desk of which reading or writing fails while a test says so."""

    trouble = ""
    unreadable = ""

    def keep(self, news: Sequence[AlertNews]) -> Sequence[int]:
        if self.trouble:
            raise Unavailable(self.trouble)
        return super().keep(news)

    def firings(self) -> Sequence[Firing]:
        if self.unreadable:
            raise Unavailable(self.unreadable)
        return super().firings()


@dataclass
class Told:
    """A teller that remembers."""

    offers: list[tuple[AlertEvent, Alert, tuple[str, ...]]] = field(default_factory=list)
    is_resting: bool = False
    unheard: set[int] = field(default_factory=set)

    def start(self) -> None:
        self.is_resting = False

    def rest(self, timeout_s: float = 5.0) -> bool:
        self.is_resting = True
        return True

    def offer(self, event: AlertEvent, alert: Alert, channels: tuple[str, ...] = ()) -> None:
        self.offers.append((event, alert, channels))

    def heard_of(self, alert_ids: Sequence[int]) -> Sequence[int]:
        return [one for one in alert_ids if one not in self.unheard]

    def close(self, timeout_s: float = 5.0) -> bool:
        return True


class Looked:
    """Findings that are there at once, or never."""

    def __init__(self) -> None:
        self.asked: list[Alert] = []
        self.state = "resting"

    def start(self) -> None:
        self.state = "working"

    def look_into(self, alert: Alert) -> None:
        self.asked.append(alert)

    def wait_for(self, ids: Sequence[int], limit_s: float) -> None:
        pass

    def rest(self) -> None:
        self.state = "resting"

    def stop(self, limit_s: float = 2.0) -> bool:
        return True


class Court:
    """A program that judges in a folder, with a clock that the test moves."""

    def __init__(self, folder: Path, *, settings: SettingsInMemory | None = None) -> None:
        self.folder = folder
        self.clock = HandClock()
        self.keeper = ShakyAlerts(Desk(folder / FILE_NAME), clock=self.clock)
        self.book, self.told, self.looked = Book(), Told(), Looked()
        self.settings = settings or SettingsInMemory({})
        self.judges: list[ToldJudge] = []
        self.wishes: list[Attention] = []
        self.is_listening = False
        self.lost_s = 0.0
        self.judgement = Judgement(self.clock, lambda: self.lost_s)
        self.parts = JudgingParts(
            keeper=self.keeper, rules=self.book, make_judge=self._make, lock=self._lock, settings=self.settings,
            findings=self.looked, words=lambda rule: f"in words: {rule.id}", careful_clock=self._careful,
            teller=self.told, look_also=self.wishes.append, may_judge=lambda: not self.is_listening, host="here",
        )  # fmt: skip
        self.worker = JudgementWorker(self.judgement, self.parts, self.clock)

    def _make(self, rules: Sequence[Rule], firing: Sequence[Firing]) -> ToldJudge:
        self.judges.append(ToldJudge(rules, firing))
        return self.judges[-1]

    def _careful(self, newest_ms: int | None) -> CautiousClock:
        return CautiousClock(self.clock, newest_ms)

    def _lock(self) -> Lock | None:
        try:
            return lock_folder(self.folder, "judge.lock", "judges")
        except Occupied:
            return None

    @property
    def judge(self) -> ToldJudge:
        return self.judges[-1]

    def turn(self, pass_by_s: float = 2.5) -> None:
        """Let the worker look around once, some time later."""
        self.clock.pass_by(pass_by_s)
        self.worker.turn()

    def beat(self, *events: AlertEvent) -> None:
        """Beat once; the judge, if there is one, says this."""
        if self.judges:
            self.judge.to_say = list(events)
        found = reading(at_s=self.clock.monotonic_s)
        self.judgement.offer(found, derive(None, found))

    def beat_busy(self, ratio: float) -> None:
        """Beat once on a machine that is as busy as this."""
        found = reading(at_s=self.clock.monotonic_s)
        snapshot = derive(None, found)
        host = {**snapshot.host, "host.cpu.busy_ratio": {"": ratio}}
        self.judgement.offer(found, replace(snapshot, host=host))

    def set(self, key: str, value: Value) -> None:
        self.settings.set(key, value)


def changes(court: Court) -> list[tuple[str, Change, int]]:
    """Return what was told: the rule, the change, and the number of the alert."""
    return [(found.rule_id, found.change, alert.id) for found, alert, _ in court.told.offers]


def firing(court: Court) -> list[tuple[int, str]]:
    """Return what the desk says fires: the number of the alert, and its rule."""
    return [(alert.id, alert.rule_id) for alert in court.keeper.firing()]


def wait_until(is_so: Callable[[], bool], limit_s: float = 10.0) -> None:
    """Wait for another thread."""
    give_up_s = time.monotonic() + limit_s
    while not is_so():
        assert time.monotonic() < give_up_s, "it did not come"
        threading.Event().wait(0.01)
