"""The values of a snapshot as plain Python: what JSON and CSV write, whole columns at a time."""

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final

import numpy as np

from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.text import display_text
from procmon_gui.domain.units import Unit

Value = str | float | int | bool | None

_WHOLE: Final = frozenset({Unit.NONE, Unit.COUNT, Unit.BYTES, Unit.EXIT})
# The largest whole number that every JSON reader keeps exactly.
_EXACT_LIMIT: Final = 2.0**53
# A millionth of a core, second or byte is far below what any source measures.
_DECIMALS: Final = 6
_LAST_SECOND: Final = datetime(9999, 12, 31, tzinfo=UTC).timestamp()


def column_values(snapshot: Snapshot, metric: Metric, rows: IntArray) -> list[Value]:
    """Return one metric of the processes in `rows`, in that order; unknown is None.

    Choices are labels, flags True or False, times ISO 8601 in UTC with milliseconds, all else numbers in the unit of
    the catalogue.
    """
    if metric.is_text:
        texts = snapshot.texts.get(metric.id)
        return [_safe(texts[row]) for row in rows.tolist()] if texts else [None] * len(rows)
    column = snapshot.columns.get(metric.id)
    if column is None:
        return [None] * len(rows)
    return number_values(metric, column[rows])


def _safe(text: str | None) -> str | None:
    # Every source escapes at its own border; the pen does not depend on it (0.2 µs for plain text).
    return None if text is None else display_text(text)


def number_values(metric: Metric, numbers: FloatArray) -> list[Value]:
    """Return numbers of one metric as they are written down; unknown is None."""
    known = np.isfinite(numbers)
    match metric.unit:
        case Unit.FLAG:
            made: list[Value] = [number != 0 for number in numbers.tolist()]
        case Unit.CHOICE:
            made = [_label(metric.labels, number) for number in numbers.tolist()]
        case Unit.TIME_UTC_S:
            made = [iso_utc(number) for number in numbers.tolist()]
        case unit if unit in _WHOLE and _are_whole(numbers[known]):
            made = np.where(known, numbers, 0.0).astype(np.int64).tolist()
        case _:
            made = np.round(numbers, _DECIMALS).tolist()
    return [value if is_known else None for value, is_known in zip(made, known.tolist(), strict=True)]


def _are_whole(numbers: FloatArray) -> bool:
    return bool(np.all((numbers == np.floor(numbers)) & (np.abs(numbers) < _EXACT_LIMIT)))


def _label(labels: Sequence[str], number: float) -> str | None:
    return labels[int(number)] if 0 <= number < len(labels) else None


def iso_utc(seconds: float) -> str | None:
    """Return a UTC time in seconds as ISO 8601 with milliseconds and Z; None when it is no time."""
    if not 0 <= seconds < _LAST_SECOND:
        return None
    return datetime.fromtimestamp(round(seconds, 3), UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def host_value(metric: Metric, number: float) -> Value:
    """Return one value of the host as plain Python; unknown is None."""
    if not math.isfinite(number):
        return None
    return number_values(metric, np.array([number]))[0]


def host_values(snapshot: Snapshot, metrics: Iterable[Metric]) -> dict[str, Value | dict[str, Value]]:
    """Return the host by metric id: a value, or for metrics of each device `{device: value}` ("" is the whole)."""
    made: dict[str, Value | dict[str, Value]] = {}
    for metric in metrics:
        numbers = snapshot.host.get(metric.id, {})
        if metric.per_instance:
            each = {display_text(instance): host_value(metric, number) for instance, number in numbers.items()}
            made[metric.id] = each or None
        else:
            made[metric.id] = host_value(metric, numbers.get("", math.nan))
    return made
