"""A heartbeat for tests of the terminal: hands out prepared snapshots, remembers what it was asked for."""

from collections.abc import Sequence

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.rights import Rights
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.workers import Health, WorkerState


class PreparedBeats:
    """Answers each `beat` with the next of `snapshots`, the last one again and again; None stands for a time-out."""

    def __init__(self, snapshots: Sequence[Snapshot | None], *, health: Health = Health.OK, detail: str = "") -> None:
        self._snapshots = list(snapshots)
        self._state = WorkerState("eye", health, detail)
        self.beat_count = 0
        self.asked: list[Attention] = []
        self.is_closed = False
        self.interval_s = 1.0

    def beat(self, timeout_s: float) -> Snapshot | None:
        snapshot = self._snapshots[min(self.beat_count, len(self._snapshots) - 1)]
        self.beat_count += 1
        return snapshot

    def refresh(self) -> None:
        pass

    def look_at(self, attention: Attention) -> None:
        self.asked.append(attention)

    def look_for(self, others: Sequence[Attention]) -> None:
        pass

    def workers(self) -> tuple[WorkerState, ...]:
        return (self._state,)

    def rights(self) -> Rights:
        return Rights(why_not="it is a test")

    def close(self) -> None:
        self.is_closed = True
