"""What judgement is made of: the shapes of its parts, which other rooms fill."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from procmon_gui.domain.alerts import About, Alert, AlertEvent, AlertKeeper, Firing, Mute
from procmon_gui.domain.attention import Attention
from procmon_gui.domain.judged import JudgedNow
from procmon_gui.domain.rules import Rule, RuleBook
from procmon_gui.domain.settings import SettingsStore
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.suspicion import Scores
from procmon_gui.engine.learning import Learning


class BeatJudge(Protocol):
    """Knows rules and what fires; one thread at a time. See `alerts.judge`."""

    def beat(
        self, snapshot: Snapshot, scores: Scores | None = None, *, at_ms: int | None = None, unkept_s: float = 0.0
    ) -> Sequence[AlertEvent]:
        """Judge a beat and return what changed; `unkept_s` is for how long beats could not be kept."""

    def no_beat(self, at_ms: int, silent_s: float) -> Sequence[AlertEvent]:
        """Judge that no beat came for so long."""

    def use(self, rules: Iterable[Rule], firing: Iterable[Firing] = ()) -> None:
        """Go by these rules from now on, the new ones with what fires of them; what fired of one that is gone is over
        with the next beat.
        """

    def firing(self) -> Sequence[Firing]:
        """Return what fires."""

    def mute(self, mutes: Iterable[Mute]) -> None:
        """Know what is muted, and that nothing else is."""

    def acknowledge(self, rule_id: str, about: About) -> None:
        """Know that somebody has seen it."""

    def now(self) -> JudgedNow:
        """Return how the rules are doing."""

    def attention(self) -> Attention:
        """Return what has to be read for the rules beside what is read always."""


class JudgeMaker(Protocol):
    """Makes a judge who goes on from what fires."""

    def __call__(self, rules: Sequence[Rule], firing: Sequence[Firing]) -> BeatJudge:
        """Make one."""


class Suspicious(Protocol):
    """Learns what is usual, and says how unusual a beat is; on the sampler's thread. See `engine.learning`."""

    def beat(self, snapshot: Snapshot) -> Scores:
        """Take a beat and return it."""


class Teller(Protocol):
    """Tells people; see `engine.dispatch`."""

    def offer(self, event: AlertEvent, alert: Alert, channels: tuple[str, ...] = ()) -> None:
        """Let somebody be told of a change, over these channels, or over all that take its severity. At once."""

    def start(self) -> None:
        """Take up what waits from before; only who judges may. At once."""

    def rest(self, timeout_s: float = 5.0) -> bool:
        """Keep what was offered, and leave the rest to who judges next; return whether that was done in time."""

    def heard_of(self, alert_ids: Sequence[int]) -> Collection[int]:
        """Return of which alerts somebody was told, or is to be told. Raises Unavailable."""

    def close(self, timeout_s: float = 5.0) -> bool:
        """Rest for good; return whether that was done in time."""


class Held(Protocol):
    """The right to judge in a data folder."""

    def close(self) -> None:
        """Give it back."""


class JudgeLock(Protocol):
    """Asks for that right."""

    def __call__(self) -> Held | None:
        """Return it, None while another program has it. Raises Unavailable where there can be none."""


class Words(Protocol):
    """Says a condition in words."""

    def __call__(self, rule: Rule) -> str:
        """Return one line: "CPU above 80 % for 5 min"."""


class Findings(Protocol):
    """Finds out about alerts, on a thread of its own; see `engine.evidence_worker`."""

    def start(self) -> None:
        """Begin, also with what an earlier program left unfinished."""

    def look_into(self, alert: Alert) -> None:
        """Find out about one that has just fired."""

    def wait_for(self, ids: Sequence[int], limit_s: float) -> None:
        """Wait until what can be known at once of these is kept, but not for longer."""

    def rest(self) -> None:
        """Leave what is not finished to another program, until `start`."""

    def stop(self, limit_s: float = 2.0) -> bool:
        """End; what is not finished is by whoever judges next."""


class WallClock(Protocol):
    """Tells the time of the wall, as far as it may be believed where something is deleted for its age."""

    def utc_ms(self) -> int:
        """Return it; ask now and then."""


class CarefulClock(Protocol):
    """Makes such a clock."""

    def __call__(self, newest_ms: int | None) -> WallClock:
        """Make one that knows of a time that surely was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgingParts:
    """What judgement is made of.

    Attributes:
        learning: what is usual; it learns also while another program judges, and is kept by the one that does.
        look_also: is told what has to be read for the rules, beside what others look at.
        may_judge: False while another program is listened to, which judges.
        say: tells who started the program what goes wrong, once for each; it is in the log as well.
    """

    keeper: AlertKeeper
    rules: RuleBook
    make_judge: JudgeMaker
    lock: JudgeLock
    settings: SettingsStore
    findings: Findings
    words: Words
    careful_clock: CarefulClock
    teller: Teller | None = None
    learning: Learning | None = None
    look_also: Callable[[Attention], None] = lambda _: None
    may_judge: Callable[[], bool] = lambda: True
    say: Callable[[str], None] = lambda _: None
    host: str = ""
