"""Words of what is usual at this hour, beside a live value."""

import math
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.suspicion import Normal

translate = QCoreApplication.translate
_HOUR_S: Final = 3600.0
_UNUSUAL: Final = 0.5


def usual_forms(normal: Normal | None, value_text: Callable[[float], str], program: str = "") -> tuple[str, ...]:
    """Return what is usual at this hour, or how long that is learned yet, the longest form first.

    "" where nobody knows. With a `program` it speaks of all processes of that.
    """
    if normal is None:
        return ("",)
    if normal.learning_left_s > 0:
        left = _left_text(normal.learning_left_s)
        return (translate("Usual", "Learning what is usual, {time} left").format(time=left),)
    if normal.least is None or normal.most is None:
        return (translate("Usual", "What is usual at this hour is not known yet"),)
    least, most = value_text(normal.least), value_text(normal.most)
    values = most if least == most else translate("Usual", "{least} to {most}").format(least=least, most=most)
    is_unusual = normal.score >= _UNUSUAL
    forms = _of_program(is_unusual) if program else _at_this_hour(is_unusual)
    return tuple(form.format(program=program, values=values) for form in forms)


def _of_program(is_unusual: bool) -> tuple[str, ...]:
    """Return templates that all say that it is not one process that is spoken of."""
    if is_unusual:
        return (
            translate("Usual", "Unusual for all of {program}; usual at this hour: {values}"),
            translate("Usual", "Unusual; all of {program}, usual: {values}"),
            translate("Usual", "Unusual; its program: {values}"),
        )
    return (
        translate("Usual", "Usual for all of {program} at this hour: {values}"),
        translate("Usual", "All of {program}, usual: {values}"),
        translate("Usual", "Usual for its program: {values}"),
    )


def _at_this_hour(is_unusual: bool) -> tuple[str, ...]:
    if is_unusual:
        return (
            translate("Usual", "Unusual; usual at this hour: {values}"),
            translate("Usual", "Unusual; usual: {values}"),
        )
    return translate("Usual", "Usual at this hour: {values}"), translate("Usual", "Usual: {values}")


def _left_text(seconds: float) -> str:
    if seconds > _HOUR_S:
        return translate("Usual", "{count} h").format(count=math.ceil(seconds / _HOUR_S))
    return translate("Usual", "{count} min").format(count=max(1, math.ceil(seconds / 60)))
