"""Words for figures of the machine that their unit alone does not word well."""

import os

from PySide6.QtCore import QCoreApplication, QLocale

from procmon_gui.ui import text

translate = QCoreApplication.translate


def latency_text(seconds: float) -> str:
    """Word the time that a device takes: "0.4 ms"."""
    if seconds != seconds:
        return text.UNKNOWN
    if seconds >= 1:
        return text.duration_text(seconds)
    return f"{QLocale().toString(seconds * 1000, 'f', 1)} ms"


def count_rate(value: float) -> str:
    """Word how often something happens: "18,400/s"."""
    return f"{text.count_text(value)}/s" if value == value else text.UNKNOWN


def sensor_error(number: float) -> str:
    """Say why a sensor tells nothing; nothing to say where it does."""
    if number != number:
        return ""
    if not number:
        return translate("Overview", "its chip calls it broken")
    return os.strerror(int(number))
