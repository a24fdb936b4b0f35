"""The bench at the pulse where judgement sits down later: nothing of it is loaded before the first beats are shown.

A `SnapshotSink` that costs nothing while nobody sits there. `sit` and `rise` may be called from any thread.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.ports import SnapshotSink
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.suspicion import Scores
from procmon_gui.domain.workers import Health, WorkerState
from procmon_gui.engine.usual import LateUsual

if TYPE_CHECKING:
    from procmon_gui.domain.judged import JudgedNow
    from procmon_gui.engine.pulse import Pulse
    from procmon_gui.engine.with_suspicion import NewestScores

_NOBODY: Final = "nobody judges yet"


class Bench:
    """One for each program; pulses come and go before it.

    Attributes:
        usual: whom to ask what is usual; nobody knows it before who judges has sat down.
    """

    def __init__(self) -> None:
        self.usual = LateUsual()
        self._sink: SnapshotSink | None = None
        self._tell: Callable[[], WorkerState] | None = None
        self._tell_now: Callable[[], JudgedNow | None] | None = None
        self._tell_why_not: Callable[[], WorkerState] | None = None
        self._pulse: Pulse | None = None
        self._listens: Callable[[], bool] = bool
        self._also: Attention | None = None
        self._scores: NewestScores | None = None

    # ---- for who judges

    def sit(
        self, sink: SnapshotSink, state: Callable[[], WorkerState], now: "Callable[[], JudgedNow | None]" = lambda: None
    ) -> None:
        """Hear every beat from now on; `now` says how the rules are doing, None while somebody else judges."""
        self._sink, self._tell, self._tell_now = sink, state, now

    def rise(self) -> None:
        """Hear no beat any more; what was known and wished is forgotten."""
        self._sink = self._tell = self._tell_now = None
        self.usual.know(None)
        if self._scores is not None:
            self._scores.tell(Scores())
        if self._also is not None:
            self.look_also(Attention())

    def explain(self, state: Callable[[], WorkerState]) -> None:
        """Say how it is that nobody sits here, while nobody does."""
        self._tell_why_not = state

    def look_also(self, attention: Attention) -> None:
        """Say what has to be read beside what others look at."""
        if attention != self._also:
            self._also = attention
            if self._pulse is not None:
                self._pulse.look_also(attention)

    @property
    def is_listening(self) -> bool:
        """Say whether beats come from another program, which judges them itself."""
        return self._listens()

    # ---- for the pulse

    def stand_before(self, pulse: "Pulse", listens: Callable[[], bool]) -> None:
        """Know the pulse that beats now, and what says whether it listens to another program."""
        self._pulse, self._listens = pulse, listens
        if self._also is not None:
            pulse.look_also(self._also)

    def offer(self, reading: Reading, snapshot: Snapshot) -> None:
        """Hand a beat on."""
        sink = self._sink  # somebody may rise meanwhile
        if sink is not None:
            sink.offer(reading, snapshot)

    def scores(self) -> "NewestScores":
        """Return what holds how unusual the newest beat was: who judges tells it, and the next reading has it."""
        from procmon_gui.engine.with_suspicion import NewestScores

        if self._scores is None:
            self._scores = NewestScores()
        return self._scores

    def state(self) -> WorkerState:
        """Tell how who judges is doing."""
        tell = self._tell or self._tell_why_not
        return tell() if tell is not None else WorkerState("alerts", Health.OFF)

    def judged(self) -> "JudgedNow":
        """Tell how the rules are doing, as far as who sits here knows; any thread that may wait for a beat.

        Of a program that is listened to, it is known which rules it can not judge.
        """
        from procmon_gui.domain.judged import JudgedNow
        from procmon_gui.domain.rules import RuleProblem

        tell = self._tell_now
        now = tell() if tell is not None else None
        if now is not None:
            return now
        workers = self._pulse.workers() if self._pulse is not None and self.is_listening else ()
        left_out = tuple(RuleProblem(rule=rule, where="", words=why) for one in workers for rule, why in one.left_out)
        return JudgedNow(problems=left_out, why_unknown=self.state().detail or _NOBODY)
