"""Nice values with a name, as the desktops have them. Loaded with the list of processes, so it loads nothing."""

from typing import Final

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP

_T = QT_TRANSLATE_NOOP

NICE_STEPS: Final = (
    (-20, _T("Acting", "Very high")),
    (-5, _T("Acting", "High")),
    (0, _T("Acting", "Normal")),
    (5, _T("Acting", "Low")),
    (19, _T("Acting", "Very low")),
)


def signed(number: int) -> str:
    """Return a number with the minus sign of print."""
    return str(number).replace("-", "\N{MINUS SIGN}")
