"""What a list shows, as CSV (RFC 4180) or JSON: its columns, its rows, in its order."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.reading import FloatArray
from procmon_gui.domain.text import csv_field, display_text
from procmon_gui.reports.values import Value, iso_utc, number_values

LEVEL: Final = "level"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A list at one moment; everything in it may be read on another thread.

    Attributes:
        at_utc_s: when.
        metrics: what the columns are, from left to right.
        columns: their values, top to bottom: numbers as in the catalogue, or texts; NaN and None are unknown.
        levels: how deep each row stands, from 1; None for a list without levels.
    """

    at_utc_s: float
    metrics: tuple[Metric, ...]
    columns: tuple[FloatArray | Sequence[str | None], ...]
    levels: Sequence[int] | None = None


def sheet_csv(sheet: Sheet, check: Callable[[], None] | None = None) -> str:
    """Return a header with the ids of the fields and a line for each row; unknown is an empty field.

    Texts that a spreadsheet would take for a formula are led by an apostrophe. `check` is called between columns.
    """
    names, columns = _filled(sheet, csv_field, check)
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(names)
    writer.writerows([_plain(value) for value in row] for row in zip(*columns, strict=True))
    return stream.getvalue()


def sheet_json(sheet: Sheet, check: Callable[[], None] | None = None) -> str:
    """Return `{"at_utc", "rows": [{field: value}]}`, indented; unknown is null."""
    names, columns = _filled(sheet, display_text, check)
    rows = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
    # Here and not above: the window has a list from the start, and seldom a file of it.
    import msgspec

    written = msgspec.json.encode({"at_utc": iso_utc(sheet.at_utc_s), "rows": rows})
    return msgspec.json.format(written, indent=1).decode() + "\n"


def _filled(
    sheet: Sheet, worded: Callable[[str], str], check: Callable[[], None] | None
) -> tuple[list[str], list[list[Value]]]:
    names = [metric.id for metric in sheet.metrics]
    columns: list[list[Value]] = []
    for metric, values in zip(sheet.metrics, sheet.columns, strict=True):
        if check is not None:
            check()
        if isinstance(values, Sequence):
            columns.append([None if said is None else worded(said) for said in values])
        else:
            columns.append(number_values(metric, values))
    if sheet.levels is not None:
        names.insert(0, LEVEL)
        columns.insert(0, list(sheet.levels))
    return names, columns


def _plain(value: Value) -> Value:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value
