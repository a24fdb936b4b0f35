"""Snapshots for tests of what is printed: rows of plain values in, a `Snapshot` out; what is not said is unknown."""

from collections.abc import Mapping, Sequence

import numpy as np

from procmon_gui.domain.process_metrics import PROCESS_METRICS
from procmon_gui.domain.snapshot import Snapshot

AT_MS = 1_767_225_600_123  # 2026-01-01T00:00:00.123Z
Row = Mapping[str, float | str | None]


def snapshot_of(rows: Sequence[Row], host: Mapping[str, Mapping[str, float]] | None = None, **more: int) -> Snapshot:
    """Return a snapshot that holds these processes in slots 1, 3, 5, …; the slots between them are free."""
    length = 2 * len(rows) + 1
    slots = np.arange(1, length, 2, dtype=np.int64)
    numbers = [metric.id for metric in PROCESS_METRICS if not metric.is_text] + ["start_ticks"]
    columns = {id: np.full(length, np.nan) for id in numbers}
    texts: dict[str, list[str | None]] = {metric.id: [None] * length for metric in PROCESS_METRICS if metric.is_text}
    for slot, row in zip(slots.tolist(), rows, strict=True):
        for id, value in row.items():
            if id in texts:
                texts[id][slot] = None if value is None else str(value)
            elif value is not None:
                columns[id][slot] = float(value)
    serials = np.full(length, -1, dtype=np.int64)
    serials[slots] = slots
    return Snapshot(
        boot_id="boot", at_ms=AT_MS, monotonic_ns=10**9, sequence=2, missed_beats=more.get("missed_beats", 0),
        elapsed_s=1.0, ticks_per_s=100, rows=slots, serials=serials, columns=columns, texts=texts,
        text_revisions=np.zeros(length, dtype=np.int64), refused=np.zeros(length, dtype=np.int64), host=host or {},
        unsupported={},
    )  # fmt: skip
