"""Snapshots as CSV (RFC 4180): one header, then one row for each process of each beat."""

import csv
import io

from procmon_gui.domain.process_metrics import PROCESS_METRICS
from procmon_gui.domain.reading import IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.text import csv_field
from procmon_gui.reports.values import Value, column_values, iso_utc

_TIME = "at_utc"


def csv_header() -> str:
    """Return the header line, with its line break."""
    return _written([[_TIME, *(metric.id for metric in PROCESS_METRICS)]])


def csv_rows(snapshot: Snapshot, rows: IntArray) -> str:
    """Return the lines of one snapshot, each with its line break; unknown is an empty field.

    Texts that a spreadsheet would take for a formula are led by an apostrophe; numbers never are.
    """
    at_utc = iso_utc(snapshot.at_ms / 1000)
    columns: list[list[Value]] = []
    for metric in PROCESS_METRICS:
        values = column_values(snapshot, metric, rows)
        columns.append([csv_field(value) if isinstance(value, str) else _plain(value) for value in values])
    return _written([[at_utc, *values] for values in zip(*columns, strict=True)])


def _plain(value: Value) -> Value:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value


def _written(lines: list[list[Value]]) -> str:
    stream = io.StringIO()
    csv.writer(stream).writerows(lines)
    return stream.getvalue()
