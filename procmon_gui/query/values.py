"""Reads the values of a query with the unit of their field: `50%`, `2GiB/s`, `1h30m`, `zombie`, `2026-11-20T14:00`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Final

from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.process_metrics import STATE_LABELS, STATE_LETTERS
from procmon_gui.domain.units import Unit
from procmon_gui.query.errors import QueryError, shown


def _sizes() -> dict[str, Decimal]:
    # A lone K, M, G or T counts in 1024, as in htop, top and free; only KB, MB … count in 1000, as on a disk's box.
    sizes = {"": Decimal(1), "b": Decimal(1), "byte": Decimal(1), "bytes": Decimal(1)}
    for power, letter in enumerate("kmgtp", start=1):
        sizes[letter] = sizes[f"{letter}i"] = sizes[f"{letter}ib"] = Decimal(1024) ** power
        sizes[f"{letter}b"] = Decimal(1000) ** power
    return sizes


def _factors(text: str) -> dict[str, Decimal]:
    """Read `unit=factor` pairs; the plain number without a unit counts as 1."""
    return {"": Decimal(1)} | {name: Decimal(number) for name, number in (pair.split("=") for pair in text.split())}


_DURATIONS = _factors(
    "s=1 sec=1 second=1 seconds=1 ms=0.001 us=0.000001 m=60 min=60 minute=60 minutes=60 h=3600 hour=3600 hours=3600 "
    "d=86400 day=86400 days=86400 w=604800 week=604800 weeks=604800"
)
_COUNTS = _factors("k=1000 m=1000000")

# Written in lower case: which letters are capitals does not matter, the field decides what an M is.
FACTORS: Final[Mapping[Unit, Mapping[str, Decimal]]] = {
    Unit.NONE: _factors(""),
    Unit.COUNT: _COUNTS,
    Unit.COUNT_PER_S: _COUNTS,
    Unit.RATIO: _factors("%=0.01"),
    Unit.BYTES: _sizes(),
    Unit.BYTES_PER_S: _sizes(),
    Unit.BITS_PER_S: _factors("bit=1 kbit=1000 mbit=1000000 gbit=1000000000 k=1000 m=1000000 g=1000000000"),
    Unit.SECONDS: _DURATIONS,
    Unit.HERTZ: _factors("hz=1 khz=1000 mhz=1000000 ghz=1000000000"),
    Unit.CELSIUS: _factors("c=1 °c=1"),
    Unit.RPM: _factors("rpm=1"),
    Unit.EXIT: _factors(""),
    Unit.WATT: _factors("mw=0.001 w=1 kw=1000"),
}
_RATES = frozenset({Unit.COUNT_PER_S, Unit.BYTES_PER_S, Unit.BITS_PER_S})
# What is offered while a number is being typed, the likeliest first.
COMMON_UNITS: Final[Mapping[Unit, tuple[str, ...]]] = {
    Unit.RATIO: ("%",),
    Unit.BYTES: ("MiB", "GiB", "KiB", "TiB", "MB", "GB", "KB", "TB"),
    Unit.BYTES_PER_S: ("MiB/s", "GiB/s", "KiB/s", "MB/s", "GB/s", "KB/s"),
    Unit.BITS_PER_S: ("Mbit/s", "Gbit/s", "kbit/s"),
    Unit.SECONDS: ("s", "min", "h", "d", "ms"),
    Unit.COUNT_PER_S: ("/s",),
    Unit.HERTZ: ("GHz", "MHz"),
    Unit.CELSIUS: ("°C",),
    Unit.RPM: ("rpm",),
    Unit.WATT: ("W",),
}
# Units that may stand apart from their number; a single letter there is taken as a word to look for.
SPACED_UNITS: Final = tuple(
    sorted({name for names in FACTORS.values() for name in names if len(name) > 1 or name == "%"}, key=len)[::-1]
)

_WORDING: Final[Mapping[Unit, str]] = {
    Unit.NONE: "a number, such as 10",
    Unit.TEXT: 'a text, such as postgres, "two words" or *.service',
    Unit.FLAG: "yes or no",
    Unit.COUNT: "a number, such as 10",
    Unit.COUNT_PER_S: "a number, such as 100 or 100/s",
    Unit.RATIO: "a number with a unit, such as 50%, or a share, such as 0.5",
    Unit.BYTES: "a number with a unit, such as 300MB or 2GiB",
    Unit.BYTES_PER_S: "a number with a unit, such as 500KB/s or 2MiB/s",
    Unit.BITS_PER_S: "a number with a unit, such as 100Mbit/s",
    Unit.SECONDS: "a duration, such as 90s, 15min, 2h or 1h30m",
    Unit.TIME_UTC_S: "a time, such as 2026-11-20 or 2026-11-20T14:00",
    Unit.HERTZ: "a number with a unit, such as 2.4GHz",
    Unit.CELSIUS: "a temperature, such as 80 or 80°C",
    Unit.RPM: "a number, such as 1200",
    Unit.WATT: "a number with a unit, such as 15W",
    Unit.EXIT: "a number, such as 0, 1, or -9 for the signal 9 (SIGKILL)",
}
_FLAGS: Final = {"yes": 1.0, "true": 1.0, "on": 1.0, "1": 1.0, "no": 0.0, "false": 0.0, "off": 0.0, "0": 0.0}

_NUMBER = re.compile(r"([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))\s*([^\s0-9.,+-][^0-9.,]*)?\Z")
_DURATION = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?[a-z]+)+\Z")
_DURATION_PART = re.compile(r"([0-9]+(?:\.[0-9]+)?)([a-z]+)")
_WITH_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]")
_TIME = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ](?P<minute>[0-9]{2}:[0-9]{2})(?P<second>:[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r"(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2})?)?\Z",
    re.IGNORECASE,
)


def expectation(metric: Metric) -> str:
    """Say in words what a value of this field looks like."""
    if metric.unit is Unit.CHOICE:
        return f"one of {', '.join(metric.labels)}"
    return _WORDING[metric.unit]


def number(metric: Metric, text: str, column: int) -> float:
    """Return a number in the unit of the field; raises QueryError."""
    expected = expectation(metric)
    if _WITH_COMMA.match(text):
        problem = f"the comma in {shown(text)} is not understood, fractions have a point"
        raise QueryError(problem, column=column, expected=expected)
    factors = FACTORS[metric.unit]
    plain = text.casefold()
    if metric.unit in _RATES:
        plain = plain.removesuffix("/s").rstrip()
    if metric.unit is Unit.SECONDS and _DURATION.match(plain):
        parts = _DURATION_PART.findall(plain)
    else:
        found = _NUMBER.match(plain)
        if found is None:
            raise QueryError(f"{shown(text)} is not a number", column=column, expected=expected)
        parts = [(found[1], (found[2] or "").strip())]
    if any(unit not in factors for _, unit in parts):
        raise QueryError(f"the unit of {shown(text)} does not fit {metric.id}", column=column, expected=expected)
    return float(sum((Decimal(digits) * factors[unit] for digits, unit in parts), Decimal(0)))


def flag(metric: Metric, text: str, column: int) -> float:
    """Return 1.0 for yes and 0.0 for no; raises QueryError."""
    value = _FLAGS.get(text.casefold())
    if value is None:
        raise QueryError(f"{shown(text)} is not yes or no", column=column, expected=expectation(metric))
    return value


def choice(metric: Metric, text: str, column: int) -> int:
    """Return the index of a label: the whole label, the letter of ps(1), or an unambiguous beginning.

    Raises QueryError.
    """
    plain = text.casefold()
    if plain in metric.labels:
        return metric.labels.index(plain)
    if metric.labels == STATE_LABELS and len(text) == 1:
        for letter in (text, text.upper()):
            if letter in STATE_LETTERS:
                return STATE_LETTERS.index(letter)
    close = tuple(label for label in metric.labels if plain and label.startswith(plain))
    if len(close) == 1:
        return metric.labels.index(close[0])
    article = "an" if metric.id[0] in "aeiou" else "a"
    problem = f"{shown(text)} can mean {' or '.join(close)}" if close else f"{shown(text)} is not {article} {metric.id}"
    raise QueryError(problem, column=column, expected=expectation(metric), suggestions=close)


@dataclass(frozen=True, slots=True)
class Span:
    """A point in time as it was typed: it begins at `start_s` (UTC) and lasts as long as its last digit says."""

    start_s: float
    end_s: float


def time_span(metric: Metric, text: str, column: int, timezone: tzinfo | None) -> Span:
    """Return a day, minute or second; without an offset it is of `timezone`, or of this machine when that is None.

    Raises QueryError.
    """
    expected = expectation(metric)
    found = _TIME.match(text)
    if found is None:
        raise QueryError(f"{shown(text)} is not a time", column=column, expected=expected)
    day, minute, second, offset = found.group("day", "minute", "second", "offset")
    lasts = timedelta(seconds=1) if second else timedelta(minutes=1) if minute else timedelta(days=1)
    try:
        written = datetime.fromisoformat(f"{day}T{minute or '00:00'}{second or ''}{(offset or '').upper()}")
        start = _placed(written, timezone)
        # The end is placed on its own: a day on which the clocks change has 23 or 25 hours.
        end = _placed(written + lasts, timezone)
    except (ValueError, OverflowError, OSError) as wrong:
        raise QueryError(f"there is no such time as {shown(text)}", column=column, expected=expected) from wrong
    return Span(start, end)


def _placed(written: datetime, timezone: tzinfo | None) -> float:
    if written.tzinfo is None and timezone is not None:
        written = written.replace(tzinfo=timezone)
    # A naive time is of this machine: that is what `timestamp` takes it for.
    return written.timestamp()
