"""Small snapshots for tests: a row is a mapping from metric id to a number, a text or None."""

from collections.abc import Mapping, Sequence

import numpy as np

from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.snapshot import Snapshot

Value = float | str | None
Row = Mapping[str, Value]


def snapshot_of(
    rows: Sequence[Row | None],
    *,
    serials: Sequence[int] | None = None,
    revisions: Sequence[int] | None = None,
    boot_id: str = "boot",
) -> Snapshot:
    """Return a snapshot with one slot for each row; None is a free slot, and what a row does not say is unknown."""
    who = np.array(serials if serials is not None else [i if row is not None else -1 for i, row in enumerate(rows)])
    columns, texts = {}, {}
    for metric in PROCESS_CATALOGUE.metrics:
        cells = [None if row is None else row.get(metric.id) for row in rows]
        if metric.is_text:
            texts[metric.id] = [None if cell is None else str(cell) for cell in cells]
        else:
            columns[metric.id] = np.array([np.nan if cell is None else float(cell) for cell in cells])
    return Snapshot(
        boot_id=boot_id,
        at_ms=1_790_000_000_000,
        monotonic_ns=1,
        sequence=1,
        missed_beats=0,
        elapsed_s=1.0,
        ticks_per_s=100,
        rows=np.flatnonzero(who >= 0),
        serials=who.astype(np.int64),
        columns=columns,
        texts=texts,
        text_revisions=np.array(revisions if revisions is not None else [0] * len(rows), np.int64),
        refused=np.zeros(len(rows), np.int64),
        host={},
        unsupported={},
    )
