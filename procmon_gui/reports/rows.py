"""Rows of any kind as CSV (RFC 4180): names of the columns, then a line for each row."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.text import csv_field
from procmon_gui.reports.values import iso_utc

Cell = str | float | int | None
# A millionth of a core, second or byte is far below what any source measures.
_DECIMALS: Final = 6


def rows_csv(names: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return rows under their names; None and NaN are an empty field.

    Texts that a spreadsheet would take for a formula are led by an apostrophe; numbers never are.
    """
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(names)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return stream.getvalue()


def curves_csv(at_ms: IntArray, columns: Mapping[str, FloatArray | IntArray]) -> str:
    """Return a line for each moment: its time, UTC, and the value of every column."""
    times = [iso_utc(at / 1000) or "" for at in at_ms.tolist()]
    values = [column.tolist() for column in columns.values()]
    return rows_csv(("at_utc", *columns), zip(times, *values, strict=True))


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return csv_field(cell)
    if cell is None or cell != cell:
        return ""
    return round(cell, _DECIMALS) if isinstance(cell, float) else cell
