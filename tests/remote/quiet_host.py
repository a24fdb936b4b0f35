"""What beats behind a door, for tests of who listens at it."""

from procmon_gui.domain.rights import Rights
from procmon_gui.domain.workers import Health, WorkerState


class QuietHost:
    """A host whose beats come when a test says so; it counts how often somebody wanted one at once."""

    def __init__(self) -> None:
        self.refresh_count = 0

    @property
    def interval_s(self) -> float:
        return 2.0

    def refresh(self) -> None:
        self.refresh_count += 1

    def workers(self) -> tuple[WorkerState, ...]:
        return (WorkerState("eye", Health.OK),)

    def rights(self) -> Rights:
        return Rights(sees_everything=True)
