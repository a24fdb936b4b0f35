"""The machines of a server over time: how busy each of them was, a cell for each step, from the sums that it keeps."""

from collections.abc import Sequence
from typing import Final

from procmon_gui.domain.heat import Heat, HeatWish, steps_of, unusual_of
from procmon_gui.domain.recorded_hosts import RecordedHost
from procmon_gui.store.history.digest import MINUTE_MS
from procmon_gui.store.history.heat_cells import Cells
from procmon_gui.store.history.stored import StoredHistory

_BUSY: Final = "cpu_busy_ratio"
_LEAST_DEVIATION: Final = 0.01


def host_heat(stored: StoredHistory | None, hosts: Sequence[RecordedHost], wish: HeatWish) -> Heat:
    """Return the CPU of each machine, in the order in which they are given; raises Unavailable."""
    steps = steps_of(wish.span, max(MINUTE_MS, -(-wish.step_ms // MINUTE_MS) * MINUTE_MS))
    cells = Cells(len(hosts), steps)
    row_of = {host.machine_id: row for row, host in enumerate(hosts)}
    if stored is not None:
        found = stored.minutes.of_all_hosts(_BUSY, wish.span.from_ms, wish.span.to_ms + 1, steps.step_ms)
        for machine_id, (at_ms, sums) in found.items():
            if machine_id in row_of:
                cells.add(row_of[machine_id], at_ms, sums)
    mean = cells.mean
    return Heat(
        subjects=tuple(hosts),
        from_ms=steps.from_ms,
        step_ms=steps.step_ms,
        mean=mean,
        most=cells.most,
        is_recorded=cells.is_recorded,
        unusual=unusual_of(mean, _LEAST_DEVIATION) if wish.is_unusual else None,
    )
