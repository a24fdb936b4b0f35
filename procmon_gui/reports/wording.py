"""Numbers with their units as short English text for terminals. The window words them in the reader's language."""

import math
from typing import Final

from procmon_gui.domain.exit_status import status_word
from procmon_gui.domain.units import Unit
from procmon_gui.reports.values import iso_utc

UNKNOWN: Final = "–"
_IEC: Final = ("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB")
_METRIC: Final = ("", "k", "M", "G", "T")


def worded(number: float, unit: Unit) -> str:
    """Return a number in its unit; a dash when it is unknown. Choices and flags are worded by who knows the labels."""
    if not math.isfinite(number):
        return UNKNOWN
    match unit:
        case Unit.RATIO:
            return f"{number * 100:.1f} %"
        case Unit.BYTES:
            return bytes_text(number)
        case Unit.BYTES_PER_S:
            return bytes_text(number) + "/s"
        case Unit.SECONDS:
            return duration_text(number)
        case Unit.TIME_UTC_S:
            return (iso_utc(number) or UNKNOWN)[:19].replace("T", " ")
        case Unit.HERTZ | Unit.BITS_PER_S:
            return _metric_text(number, unit.value)
        case Unit.COUNT | Unit.NONE:
            return f"{number:.0f}" if number == math.floor(number) else f"{number:.2f}"
        case Unit.COUNT_PER_S:
            return f"{number:.1f}/s"
        case Unit.EXIT:
            return status_word(number)
        case _:
            return f"{number:.1f} {unit.value}"


def bytes_text(number: float) -> str:
    """Return bytes with one decimal and an IEC unit: 0 B, 12.0 KiB, 1.5 GiB."""
    size = abs(number)
    power = 0
    # 1023.95 would be written as 1024.0, which is one of the next unit.
    while size >= 1023.95 and power < len(_IEC) - 1:
        size /= 1024
        power += 1
    sign = "-" if number < 0 else ""
    return f"{sign}{size:.0f} B" if power == 0 else f"{sign}{size:.1f} {_IEC[power]}"


def duration_text(seconds: float) -> str:
    """Return a duration as top writes CPU time: 0:01.50, 12:05.10, 3:00:07, 2d 03:15:00."""
    sign = "-" if seconds < 0 else ""
    hundredths = round(abs(seconds) * 100)
    minutes, rest = divmod(hundredths, 6000)
    if minutes < 60:
        return f"{sign}{minutes}:{rest // 100:02d}.{rest % 100:02d}"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{sign}{hours}:{minutes:02d}:{rest // 100:02d}"
    return f"{sign}{hours // 24}d {hours % 24:02d}:{minutes:02d}:{rest // 100:02d}"


def span_text(seconds: float) -> str:
    """Return a time in words: 40 s, 12 min, 3 h, 2 days."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.0f} h" if seconds < 48 * 3600 else f"{seconds / 86400:.0f} days"


def _metric_text(number: float, unit: str) -> str:
    power = 0
    while abs(number) >= 999.95 and power < len(_METRIC) - 1:
        number /= 1000
        power += 1
    return f"{number:.1f} {_METRIC[power]}{unit}"
