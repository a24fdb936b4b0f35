"""The values of a rule as people write them: `80 %`, `5 min`, `22:00-07:00`; read, and written so that they are read
as the same again. Pure.

All that read raise WrongInput with what was wrong and what was expected; whose value it was says who asked.
"""

import math
import re
from decimal import Decimal
from typing import Final

from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.rules import QuietHours
from procmon_gui.domain.units import Unit
from procmon_gui.query import values
from procmon_gui.query.durations import EXPECTED_DURATION, parse_duration
from procmon_gui.query.errors import QueryError, shown

DAY_MIN: Final = 24 * 60
_NOTHING: Final = frozenset({"", "none", "never", "off"})
_QUIET: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})\s*(?:-|–|to|bis)\s*([0-9]{1,2}):([0-9]{2})")
_EXPECTED_QUIET: Final = "a time of each day, such as 22:00-07:00"
_PARTS: Final = (("d", 86400), ("h", 3600), ("min", 60), ("s", 1))
_COLUMN: Final = re.compile(r"\AColumn [0-9]+: ")
# More digits than any threshold has; beyond, Python reads slowly.
LONGEST: Final = 40


def read_number(metric: Metric, written: object) -> float | None:
    """Return a threshold in the unit of its metric; None where it says that there is none."""
    if isinstance(written, int | float) and not isinstance(written, bool):
        return _finite(metric, written)
    if not isinstance(written, str):
        raise wrong(written, values.expectation(metric))
    text = written.strip()
    if text.casefold() in _NOTHING:
        return None
    if len(text) > LONGEST:
        raise wrong(text, values.expectation(metric))
    try:
        number = parse_duration(text) if metric.unit is Unit.SECONDS else values.number(metric, text, 1)
    except QueryError as error:
        raise WrongInput(without_column(error)) from error
    return _finite(metric, number)


def _finite(metric: Metric, number: float) -> float:
    try:
        value = float(number)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise WrongInput(f"that is no number; expected {values.expectation(metric)}")
    return value


def read_duration(written: object) -> float:
    """Return seconds; a number counts seconds, and nothing is 0."""
    if isinstance(written, int | float) and not isinstance(written, bool):
        if not 0 <= written <= 1e9:
            raise wrong(written, EXPECTED_DURATION)
        return float(written)
    if not isinstance(written, str):
        raise wrong(written, EXPECTED_DURATION)
    if written.strip().casefold() in _NOTHING:
        return 0.0
    try:
        return parse_duration(written)
    except QueryError as error:
        raise WrongInput(without_column(error)) from error


def read_quiet(written: object) -> QuietHours:
    """Return a time of each day."""
    found = _QUIET.fullmatch(written.strip()) if isinstance(written, str) and len(written) < LONGEST else None
    if found is None:
        raise wrong(written, _EXPECTED_QUIET)
    first_h, first_min, last_h, last_min = map(int, found.groups())
    from_min, to_min = first_h * 60 + first_min, last_h * 60 + last_min
    if first_min > 59 or last_min > 59 or from_min >= DAY_MIN or to_min > DAY_MIN:
        raise WrongInput(f"there is no such time as {shown(found[0])}; expected {_EXPECTED_QUIET}")
    if from_min == to_min:
        raise WrongInput(f"{shown(found[0])} ends when it begins; expected {_EXPECTED_QUIET}")
    return QuietHours(from_min, to_min)


def number_text(metric: Metric, value: float) -> str:
    """Return a threshold as it is written: in the unit that reads best, and exactly this value."""
    if metric.unit is Unit.SECONDS:
        return duration_text(value)
    return next((text for text in _candidates(metric.unit, value) if _reads_as(metric, text, value)), _plain(value))


def _reads_as(metric: Metric, text: str, value: float) -> bool:
    try:
        return read_number(metric, text) == value
    except WrongInput:
        return False


def _plain(value: float) -> str:
    return f"{Decimal(repr(value)):f}"


def _candidates(unit: Unit, value: float) -> list[str]:
    if unit is Unit.RATIO:
        return [f"{value * 100:.10g} %"]
    if unit in (Unit.BYTES, Unit.BYTES_PER_S):
        per = "/s" if unit is Unit.BYTES_PER_S else ""
        sizes = [("TiB", 2**40), ("GiB", 2**30), ("MiB", 2**20), ("KiB", 2**10)]
        fitting = [f"{value / size:.10g} {name}{per}" for name, size in sizes if abs(value) >= size]
        return [text for text in fitting if "e" not in text] + [f"{value:.15g} B{per}"]
    suffix = {Unit.CELSIUS: " °C", Unit.WATT: " W", Unit.RPM: " rpm", Unit.HERTZ: " Hz", Unit.COUNT_PER_S: "/s",
              Unit.BITS_PER_S: " bit/s"}.get(unit, "")  # fmt: skip
    return [f"{value:.15g}{suffix}"]


def duration_text(seconds: float) -> str:
    """Return a duration as it is written: 5 min, 1 h 30 min, 0.5 s; and exactly this value."""
    whole = round(seconds)
    if whole == seconds and 0 < whole < 1e9:
        parts = []
        for name, length in _PARTS:
            count, whole = divmod(whole, length)
            if count:
                parts.append(f"{count} {name}")
        return " ".join(parts)
    return f"{_plain(seconds)} s" if seconds else "0 s"


def quiet_text(quiet: QuietHours) -> str:
    """Return a time of each day as it is written."""
    first, last = divmod(quiet.from_min, 60), divmod(quiet.to_min, 60)
    return f"{first[0]:02d}:{first[1]:02d}-{last[0]:02d}:{last[1]:02d}"


def wrong(written: object, expected: str) -> WrongInput:
    """Return the error that says what was written, short and harmless, and what was expected."""
    if isinstance(written, str):
        return WrongInput(f"{shown(written)} can not stand here; expected {expected}")
    if isinstance(written, bool):
        return WrongInput(f"{'true' if written else 'false'} can not stand here; expected {expected}")
    if isinstance(written, int | float) and abs(written) < 1e15:
        return WrongInput(f"{written} can not stand here; expected {expected}")
    return WrongInput(f"expected {expected}")


def without_column(error: QueryError) -> str:
    """Return what is wrong with a text so short that nobody needs to be told where in it."""
    return _COLUMN.sub("", str(error))
