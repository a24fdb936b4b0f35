"""A condition as it is compared: every threshold turned so that trouble lies above it. Pure."""

from dataclasses import dataclass
from typing import Final

from procmon_gui.alerts.moment import SECOND_NS
from procmon_gui.domain.rules import Condition, Over, Severity, Side

_NEVER: Final = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a value is held against, once it is multiplied by `sign`.

    Attributes:
        warn, critical: above them it fires; infinite where there is no such severity.
        clear: not above it, it is over. eased: not above it, it is critical no longer.
        severity: of what is above `warn`.
        shown_warn, shown_critical: thresholds as they were given, NaN where there is none.
    """

    sign: float
    warn: float
    critical: float
    clear: float
    eased: float
    for_ns: int
    severity: Severity
    over: Over
    window_ns: int
    shown_warn: float
    shown_critical: float

    @property
    def least(self) -> float:
        """Return above what a value has to be to matter at all."""
        return min(self.warn, self.critical)

    def shown(self, severity: Severity) -> float:
        """Return the threshold that belongs to a severity, as it was given."""
        return self.shown_critical if severity is Severity.CRITICAL else self.shown_warn


def limits_of(condition: Condition) -> Limits:
    """Return a condition with thresholds as it is compared."""
    sign = 1.0 if condition.side is Side.ABOVE else -1.0
    warn = _NEVER if condition.warn is None else sign * condition.warn
    critical = _NEVER if condition.critical is None else sign * condition.critical
    least = min(warn, critical)
    clear = least if condition.clear is None else sign * condition.clear
    has_window = condition.over is not Over.LAST and condition.window_s > 0
    return Limits(
        sign=sign,
        warn=warn,
        critical=critical,
        clear=clear,
        # As far below critical as `clear` is below the least: a value that flickers there must not ring either.
        eased=critical - (least - clear) if warn < critical else clear,
        for_ns=round(condition.for_s * SECOND_NS),
        severity=min(condition.severity, Severity.WARNING),
        over=condition.over if has_window else Over.LAST,
        window_ns=round(condition.window_s * SECOND_NS) if has_window else 0,
        shown_warn=float("nan") if condition.warn is None else condition.warn,
        shown_critical=float("nan") if condition.critical is None else condition.critical,
    )


def absence(condition: Condition) -> Limits:
    """Return how a count is held against one: it fires where there is none."""
    return Limits(
        sign=-1.0,
        warn=-0.5 if condition.severity is not Severity.CRITICAL else _NEVER,
        critical=-0.5 if condition.severity is Severity.CRITICAL else _NEVER,
        clear=-0.5,
        eased=-0.5,
        for_ns=round(condition.for_s * SECOND_NS),
        severity=condition.severity,
        over=Over.LAST,
        window_ns=0,
        shown_warn=float("nan"),
        shown_critical=float("nan"),
    )
