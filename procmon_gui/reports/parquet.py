"""Snapshots as Apache Parquet: one row for each process of each moment, each field with its type, unknown as null.

pyarrow is an extra of its own, because it is larger than all the rest: it is loaded by whoever asks for such a file.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.process_metrics import PROCESS_METRICS
from procmon_gui.domain.reading import IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.units import Unit
from procmon_gui.reports.values import column_values

if TYPE_CHECKING:
    from types import ModuleType

# Rows that are gathered before they are written: some 30 MiB of memory, and what readers skip or take at once.
ROWS_AT_ONCE: Final = 50_000
NO_PYARROW: Final = (
    "For .parquet the package pyarrow is needed, an extra of this program with pip: "
    "pip install 'procmon-gui[parquet]'. Without it, .csv and .jsonl can be written."
)
_TIME: Final = "at_utc"
_WORDS: Final = frozenset({Unit.TEXT, Unit.CHOICE})
_WHOLE: Final = frozenset({Unit.NONE, Unit.COUNT, Unit.BYTES, Unit.EXIT})


class ParquetSheet:
    """Takes moments one by one and writes them to a file, a group of rows at a time."""

    def __init__(self, path: Path, *, host_name: str) -> None:
        """Begin the file, which says whose it is; raises Unavailable without pyarrow, and OSError."""
        arrow, parquet = _pyarrow()
        self._arrow = arrow
        fields = [(_TIME, _utc(arrow)), *((metric.id, _kind(arrow, metric)) for metric in PROCESS_METRICS)]
        self._schema = schema = arrow.schema(fields, metadata={"host": host_name})
        self._batches: list[Any] = []
        self._row_count = 0
        self._writer = parquet.ParquetWriter(path, schema, compression="zstd")

    def add(self, snapshot: Snapshot, rows: IntArray) -> None:
        """Write the processes of a moment."""
        times = self._arrow.array(np.full(len(rows), snapshot.at_ms), type=_utc(self._arrow))
        columns = [times, *(self._column(snapshot, metric, rows) for metric in PROCESS_METRICS)]
        self._batches.append(self._arrow.record_batch(columns, schema=self._schema))
        self._row_count += len(rows)
        if self._row_count >= ROWS_AT_ONCE:
            self._write()

    def close(self) -> None:
        """Write what is left."""
        self._write()
        self._writer.close()

    def _write(self) -> None:
        if self._row_count:
            table = self._arrow.Table.from_batches(self._batches, schema=self._schema)
            self._writer.write_table(table, row_group_size=ROWS_AT_ONCE)
        self._batches, self._row_count = [], 0

    def _column(self, snapshot: Snapshot, metric: Metric, rows: IntArray) -> Any:
        kind = _kind(self._arrow, metric)
        if metric.unit in _WORDS or metric.id not in snapshot.columns:
            return self._arrow.array(column_values(snapshot, metric, rows), type=kind)
        numbers = snapshot.columns[metric.id][rows]
        is_unknown = ~np.isfinite(numbers)
        known = np.where(is_unknown, 0.0, numbers)
        if metric.unit is Unit.FLAG:
            return self._arrow.array(known != 0, mask=is_unknown, type=kind)
        if metric.unit is Unit.TIME_UTC_S:
            return self._arrow.array(np.rint(known * 1000).astype(np.int64), mask=is_unknown, type=kind)
        values = np.rint(known).astype(np.int64) if metric.unit in _WHOLE else known
        return self._arrow.array(values, mask=is_unknown, type=kind)


def _pyarrow() -> "tuple[ModuleType, ModuleType]":
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise Unavailable(NO_PYARROW) from error
    return pyarrow, pyarrow.parquet


def _utc(arrow: "ModuleType") -> Any:
    return arrow.timestamp("ms", tz="UTC")


def _kind(arrow: "ModuleType", metric: Metric) -> Any:
    if metric.unit in _WORDS:
        return arrow.string()
    if metric.unit is Unit.FLAG:
        return arrow.bool_()
    if metric.unit is Unit.TIME_UTC_S:
        return _utc(arrow)
    return arrow.int64() if metric.unit in _WHOLE else arrow.float64()
