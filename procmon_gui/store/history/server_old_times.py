"""What a server knows of the time before the oldest beat of a machine: its sums by minute, and programs by hour.

Rows of processes stay on the machine, so a moment there is the machine alone: who it was is asked of a range. Belongs
in a worker.
"""

from collections.abc import Callable, Mapping

from sqlalchemy import Engine

from procmon_gui.domain.history import Series
from procmon_gui.domain.host_over_time import SeriesKey
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.digest import MINUTE_MS
from procmon_gui.store.history.minute_snapshot import snapshot_of_machine
from procmon_gui.store.history.minutes import PackedColumns
from procmon_gui.store.history.old_times import OldTimes
from procmon_gui.store.history.rollup_schema import PROGRAM_HOURS, SYSTEM_SUMS
from procmon_gui.store.history.sealed import LAST_MS
from procmon_gui.store.history.stored_minutes import StoredMinutes
from procmon_gui.store.history.stored_processes import StoredProcesses
from procmon_gui.store.history.whose import Whose


class ServerOldTimes(OldTimes):
    """The same of one machine of a server."""

    def __init__(
        self,
        engine: Engine,
        minutes: StoredMinutes,
        processes: StoredProcesses,
        whose: Whose,
        *,
        newest_beat: Callable[[], Snapshot | None],
    ) -> None:
        super().__init__(engine, minutes, processes, whose)
        self._newest_beat = newest_beat
        # Whoever records can write any number there: the strip must not reach over centuries.
        self._my_minutes &= SYSTEM_SUMS.columns.minute_ms.between(0, LAST_MS)
        self._my_hours &= PROGRAM_HOURS.c.hour_ms.between(0, LAST_MS)

    def minute_means(self, key: ProcessKey, from_ms: int, to_ms: int, errand: Errand) -> Mapping[str, Series]:
        """Return nothing: minutes of processes stay on the machine."""
        return {}

    def _moment(self, minute_ms: int) -> Snapshot | None:
        return snapshot_of_machine(minute_ms, self._machine(minute_ms, {}))

    def _machine(self, minute_ms: int, hours: dict[int, list[PackedColumns]]) -> Mapping[SeriesKey, float]:
        means = self._minutes.system_means(minute_ms, minute_ms + MINUTE_MS)
        return {(metric_id, ""): mean for metric_id, mean in means.items()}

    def _core_count(self) -> float:
        """Return how many cores the machine had in its newest beat, or might use; 0 where none tells."""
        newest = self._newest_beat()
        if newest is None:
            return 0.0
        host = newest.host
        found = host.get("host.cpu.limit_cores", {}).get("") or host.get("host.cpu.core_count", {}).get("")
        return found if found is not None and found == found else 0.0
