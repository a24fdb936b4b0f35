"""Numbers into words of the reader's language. The only place that formats a value for the window.

`cell_text` runs for every visible cell at every beat, so what depends on the language is looked up once and kept.
Window thread only.
"""

import math
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache, lru_cache, partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from procmon_gui.domain.exit_status import signal_name, status_word
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP, Metric
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.units import Unit
from procmon_gui.domain.unknown import Reason, why_unknown
from procmon_gui.ui import spoken

# The name under which pyside6-lupdate finds texts outside of widgets.
translate = QCoreApplication.translate

UNKNOWN: Final = "–"
# A table cell and a tooltip show this much of a text; the collector has escaped and capped it before.
CELL_CAP: Final = 256
TOOLTIP_CAP: Final = 1024

_IEC: Final = ("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB")
_SI: Final = ("", "k", "M", "G", "T", "P")
_MINUTE_S, _HOUR_S, _DAY_S = 60, 3600, 86400


class _Language:
    """What one locale says about numbers."""

    def __init__(self, locale: QLocale) -> None:
        self.locale = locale
        self.point = locale.decimalPoint()
        zero = ord(locale.zeroDigit()[0]) if len(locale.zeroDigit()) == 1 else ord("0")
        self.digits = {ord("0") + digit: zero + digit for digit in range(10)} if zero != ord("0") else None
        self.has_plain_numbers = self.point == "." and self.digits is None
        self.zero = self.localised("0")
        self.zero_ratio = self.one_decimal(0.0) + " %"
        self.yes, self.no = translate("Text", "yes"), translate("Text", "no")

    def one_decimal(self, value: float) -> str:
        text = f"{value:.1f}"
        return text if self.has_plain_numbers else self.localised(text)

    def localised(self, text: str) -> str:
        text = text.replace(".", self.point)
        return text.translate(self.digits) if self.digits else text

    def whole(self, value: float) -> str:
        return self.locale.toString(round(value))


@cache
def _language() -> _Language:
    return _Language(QLocale())


def forget_language() -> None:
    """Ask the default locale and the translators again from now on."""
    _language.cache_clear()
    _choice_labels.cache_clear()
    _moment.cache_clear()
    spoken.forget_language()


def metric_title(metric: Metric) -> str:
    """Return the title of a metric in the reader's language."""
    return QCoreApplication.translate("Metric", metric.title)


def metric_description(metric: Metric) -> str:
    """Return the description of a metric in the reader's language."""
    return QCoreApplication.translate("Metric", metric.description)


def value_text(metric: Metric, value: float | str | None) -> str:
    """Word one value with its unit; a dash where it is unknown."""
    if value is None:
        return UNKNOWN
    if isinstance(value, str):
        return value
    if value != value:
        return UNKNOWN
    if metric.unit is Unit.CHOICE:
        return _choice(metric, value)
    return _WORDED[metric.unit](value)


def choice_texts(metric: Metric) -> tuple[str, ...]:
    """Return all words that a choice can say."""
    return _choice_labels(metric)


def cell_text(metric: Metric, value: float) -> str:
    """Word one number for a column whose title carries the "/s" of a rate."""
    return cell_texts(metric, (value,))[0]


def cell_texts(metric: Metric, values: Iterable[float]) -> list[str]:
    """Word the numbers of such a column."""
    worded = _IN_CELL.get(metric.unit) or partial(value_text, metric)
    return [UNKNOWN if value != value else worded(value) for value in values]


def faint_texts() -> tuple[str, str, str]:
    """Return what recedes in a cell: the dash and both zeros."""
    language = _language()
    return UNKNOWN, language.zero, language.zero_ratio


def is_faint(text: str) -> bool:
    """Say whether a cell recedes."""
    return text in faint_texts()


def bytes_text(value: float) -> str:
    """Word a number of bytes in IEC units: "0", "512 B", "9.1 MiB"."""
    language = _language()
    if abs(value) < 0.5:
        return language.zero
    if round(abs(value)) < 1024:
        return f"{language.localised(str(round(value)))} B"
    value /= 1024
    power = 1
    # What would be rounded to 1024.0 is shown as 1.0 of the next unit.
    while abs(value) >= 1023.95 and power < len(_IEC) - 1:
        value /= 1024
        power += 1
    return f"{language.one_decimal(value)} {_IEC[power]}"


def axis_text(words: str) -> str:
    """Return an amount as the end of an axis is worded: "16 MiB" for "16.0 MiB"."""
    return words.replace(_language().one_decimal(0.0)[1:] + " ", " ")


def ratio_text(value: float) -> str:
    """Word a ratio as percent: 0.124 is "12.4 %"."""
    language = _language()
    return language.zero_ratio if -0.0005 < value < 0.0005 else language.one_decimal(value * 100) + " %"


def factor_text(value: float) -> str:
    """Word how many times as much: "×3.2"."""
    return f"×{_language().one_decimal(value)}"


def duration_text(seconds: float) -> str:
    """Word a duration with its two largest units: "0.4 s", "15 min 42 s", "3 d 4 h"."""
    if seconds < 0.05:
        return _language().zero
    if seconds < 9.95:
        return f"{_language().one_decimal(seconds)} s"
    whole = round(seconds)
    if whole < _MINUTE_S:
        return f"{_language().whole(whole)} s"
    number = _language().whole
    if whole < _HOUR_S:
        text = translate("Text", "{minutes} min {seconds} s")
        return text.format(minutes=number(whole // _MINUTE_S), seconds=number(whole % _MINUTE_S))
    if whole < _DAY_S:
        text = translate("Text", "{hours} h {minutes} min")
        return text.format(hours=number(whole // _HOUR_S), minutes=number(whole % _HOUR_S // _MINUTE_S))
    text = translate("Text", "{days} d {hours} h")
    return text.format(days=number(whole // _DAY_S), hours=number(whole % _DAY_S // _HOUR_S))


def moment_text(utc_s: float) -> str:
    """Word a moment in the reader's time: the clock today, with the day at any other day."""
    if not math.isfinite(utc_s):
        return UNKNOWN
    return _moment(int(utc_s), datetime.now(UTC).astimezone().toordinal())


@cache
def _choice_labels(metric: Metric) -> tuple[str, ...]:
    return tuple(QCoreApplication.translate("Metric", label) for label in metric.labels)


def _choice(metric: Metric, value: float) -> str:
    labels = _choice_labels(metric)
    place = int(value)
    return labels[place] if 0 <= place < len(labels) else UNKNOWN


def count_text(value: float) -> str:
    """Word a whole number with the separators of the locale."""
    return _language().whole(value)


def load_text(value: float) -> str:
    """Word a load average with its two decimals, as `uptime` does: "18.00"."""
    return UNKNOWN if value != value else _language().localised(f"{value:.2f}")


def end_text(status: float) -> str:
    """Word how a process ended: what it returned, or which signal killed it."""
    if status >= 0:
        return translate("Text", "exit status {number}").format(number=int(status))
    words = translate("Text", "killed by signal {number} ({name})")
    return words.format(number=int(-status), name=signal_name(int(-status)))


def reason_text(snapshot: Snapshot, slot: int, metric: Metric) -> str:
    """Say why the metric has no value for the process in `slot`, as a sentence for a tooltip."""
    reason = why_unknown(snapshot, slot, metric)
    if reason is Reason.REFUSED:
        user = snapshot.texts["user"][slot]
        if user is None:
            return translate("Text", "Not permitted: this belongs to another user.")
        return translate("Text", "Not permitted: this belongs to {user}.").format(user=user[:CELL_CAP])
    if reason is Reason.UNSUPPORTED:
        return translate("Text", "Not available here: {reason}").format(
            reason=spoken.said(snapshot.unsupported[metric.id][:TOOLTIP_CAP])
        )
    return translate("Text", _REASONS[reason])


@lru_cache(maxsize=4096)
def _moment(second: int, today: int) -> str:
    locale = _language().locale
    at = datetime.fromtimestamp(second, tz=UTC).astimezone()
    clock = f"{at:%H:%M:%S}"
    if at.toordinal() == today:
        return _language().localised(clock)
    if locale.language() == QLocale.Language.C:
        # Qt would write "25 11 2026", as nobody does.
        return f"{at:%Y-%m-%d %H:%M}"
    day = locale.toString(QDate(at.year, at.month, at.day), QLocale.FormatType.ShortFormat)
    return f"{day} {_language().localised(f'{at:%H:%M}')}"


def _plain(value: float) -> str:
    if value == int(value):
        return _language().localised(str(int(value)))
    return _language().localised(f"{value:.2f}")


def _scaled(value: float, unit: str) -> str:
    power = 0
    while abs(value) >= 999.95 and power < len(_SI) - 1:
        value /= 1000
        power += 1
    return f"{_language().one_decimal(value)} {_SI[power]}{unit}" if value else _language().zero


def _hertz(value: float) -> str:
    return _scaled(value, "Hz")


def _bits(value: float) -> str:
    return _scaled(value, "bit/s")


def _rate_of_bytes(value: float) -> str:
    text = bytes_text(value)
    return text if text == _language().zero else f"{text}/s"


def _rate_in_cell(value: float) -> str:
    return _language().zero if abs(value) < 0.05 else _language().one_decimal(value)


def _rate_of_count(value: float) -> str:
    text = _rate_in_cell(value)
    return text if text == _language().zero else f"{text}/s"


def _celsius(value: float) -> str:
    return f"{_language().whole(value)} °C"


def _rpm(value: float) -> str:
    return translate("Text", "{number} rpm").format(number=_language().whole(value))


def _watt(value: float) -> str:
    return f"{_language().one_decimal(value)} W"


def _flag(value: float) -> str:
    return _language().yes if value else _language().no


_WORDED: Final[dict[Unit, Callable[[float], str]]] = {
    Unit.NONE: _plain,
    Unit.TEXT: str,
    Unit.FLAG: _flag,
    Unit.CHOICE: _plain,
    Unit.COUNT: count_text,
    Unit.COUNT_PER_S: _rate_of_count,
    Unit.RATIO: ratio_text,
    Unit.BYTES: bytes_text,
    Unit.BYTES_PER_S: _rate_of_bytes,
    Unit.BITS_PER_S: _bits,
    Unit.SECONDS: duration_text,
    Unit.TIME_UTC_S: moment_text,
    Unit.HERTZ: _hertz,
    Unit.CELSIUS: _celsius,
    Unit.RPM: _rpm,
    Unit.WATT: _watt,
    Unit.EXIT: status_word,
}
_IN_CELL: Final[dict[Unit, Callable[[float], str]]] = {
    Unit.RATIO: ratio_text,
    Unit.BYTES: bytes_text,
    Unit.BYTES_PER_S: bytes_text,
    Unit.COUNT_PER_S: _rate_in_cell,
}
_REASONS: Final = {
    Reason.KERNEL_THREAD: QT_TRANSLATE_NOOP("Text", "A thread of the kernel has none."),
    Reason.ZOMBIE: QT_TRANSLATE_NOOP("Text", "The process has ended and waits for its parent to collect it."),
    Reason.FIRST_SIGHT: QT_TRANSLATE_NOOP("Text", "Needs two looks: known from the next beat on."),
    Reason.NOT_READ_YET: QT_TRANSLATE_NOOP("Text", "Read only for rows in view: known from the next beat on."),
    Reason.NOT_KEPT: QT_TRANSLATE_NOOP("Text", "Not kept: of this time only averages of minutes are left."),
    Reason.NO_END: QT_TRANSLATE_NOOP("Text", "Known once it has ended, if the kernel told it."),
    Reason.NOT_TOLD: QT_TRANSLATE_NOOP("Text", "The system does not say."),
}
