"""Is this a value of that setting? From a file, from an environment variable, or from a form. Pure.

Letters and numbers are read as in the file, whatever the locale of the desktop: "1.5" and never "1,5".
"""

import math
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.settings import Kind, Problem, Setting, Value
from procmon_gui.domain.text import display_text

_T = QT_TRANSLATE_NOOP
MOST_NAMES: Final = 200
LONGEST_NAME: Final = 60
_SHOWN: Final = 40
_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,15})(?:\.\d{1,15})?", re.ASCII)
_FLAGS: Final = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}

_NOT_A_FLAG: Final = _T("Setting", "{value} is neither true nor false.")
_NOT_A_CHOICE: Final = _T("Setting", "{value} is none of {choices}.")
_NOT_A_NUMBER: Final = _T("Setting", "{value} is no number.")
_NOT_WHOLE: Final = _T("Setting", "{value} is no whole number.")
_OUT_OF_BOUNDS: Final = _T("Setting", "{value} is not within {least} to {most}.")
_TOO_LONG: Final = _T("Setting", "The text is longer than {most} characters.")
_NOT_NAMED: Final = _T("Setting", "A table of names is expected here.")
_BAD_NAME: Final = _T("Setting", "{value} is no name: one line of 1 to {most} characters is.")
_NO_LIST: Final = _T("Setting", "“{name}” is no list of texts.")
_NOT_TEXT: Final = _T("Setting", "A text is expected here.")
_NO_TEXT: Final = _T("Setting", "“{name}” is no text.")
_TOO_MANY: Final = _T("Setting", "There are more than {most}; the others are left out.")


class WrongSetting(WrongInput):
    """A value that can not be used. `problem` has the sentence in parts, so that it can be translated."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.sentence)
        self.problem = problem


def checked(setting: Setting, value: object) -> Value:
    """Return the value as the program uses it.

    Raises:
        WrongSetting: it is none of this setting.
    """
    usable, problems = usable_part(setting, value)
    if problems:
        raise WrongSetting(problems[0])
    assert usable is not None
    return usable


def usable_part(setting: Setting, value: object) -> tuple[Value | None, list[Problem]]:
    """Return what of a value can be used, None for nothing, and what is wrong with the rest."""
    if setting.kind in (Kind.NAMED_TEXTS, Kind.NAMED_LISTS):
        return _named(setting, value)
    try:
        return _single(setting, value), []
    except WrongSetting as error:
        return None, [error.problem]


def from_text(setting: Setting, written: str) -> Value:
    """Return the value that an environment variable means.

    Raises:
        WrongSetting: it means none.
    """
    stripped = written.strip()
    if setting.kind is Kind.FLAG:
        return checked(setting, _FLAGS.get(stripped.lower(), written))
    if setting.kind in (Kind.WHOLE, Kind.NUMBER):
        if not _NUMBER.fullmatch(stripped):
            raise _wrong(setting, _NOT_A_NUMBER, value=shown(written))
        return checked(setting, float(stripped) if "." in stripped else int(stripped))
    return checked(setting, stripped if setting.kind is Kind.TEXT else stripped.lower())


def shown(value: object) -> str:
    """Return a value for a sentence: in quotes when it is a text, short, one line, harmless."""
    if isinstance(value, str):
        return f"“{display_text(value, _SHOWN)}”"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) >= 10**_SHOWN:
        # A longer one may be refused by `str`.
        return "…"
    if isinstance(value, Mapping | list | tuple):
        return "[…]"
    return display_text(str(value), _SHOWN)


def _single(setting: Setting, value: object) -> Value:
    if setting.kind is Kind.FLAG:
        if not isinstance(value, bool):
            raise _wrong(setting, _NOT_A_FLAG, value=shown(value))
        return value
    if setting.kind is Kind.CHOICE:
        if not isinstance(value, str) or value not in setting.values:
            raise _wrong(setting, _NOT_A_CHOICE, value=shown(value), choices=", ".join(setting.values))
        return value
    if setting.kind is Kind.TEXT:
        # What it says is not repeated: an address may hold a password.
        if not isinstance(value, str):
            raise _wrong(setting, _NOT_TEXT)
        if len(value) > setting.most:
            raise _wrong(setting, _TOO_LONG, most=f"{setting.most:g}")
        return value
    return _number(setting, value)


def _number(setting: Setting, value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(setting, _NOT_A_NUMBER, value=shown(value))
    if isinstance(value, float) and not math.isfinite(value):
        raise _wrong(setting, _NOT_A_NUMBER, value=shown(value))
    if setting.kind is Kind.WHOLE and value != int(value):
        raise _wrong(setting, _NOT_WHOLE, value=shown(value))
    if not setting.least <= value <= setting.most:
        bounds = {"least": f"{setting.least:g}", "most": f"{setting.most:g} {setting.unit}".strip()}
        raise _wrong(setting, _OUT_OF_BOUNDS, value=shown(value), **bounds)
    return int(value) if setting.kind is Kind.WHOLE else float(value)


def _named(setting: Setting, value: object) -> tuple[Value | None, list[Problem]]:
    if not isinstance(value, Mapping):
        return None, [_wrong(setting, _NOT_NAMED).problem]
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    for name, entry in value.items():
        fault = _fault_of_entry(setting, name, entry)
        if fault is not None:
            problems.append(fault)
        elif len(texts) + len(lists) >= MOST_NAMES:
            problems.append(_wrong(setting, _TOO_MANY, most=str(MOST_NAMES)).problem)
            break
        elif isinstance(entry, str):
            texts[name] = entry
        else:
            lists[name] = tuple(entry)
    if setting.kind is Kind.NAMED_TEXTS:
        return MappingProxyType(texts), problems
    return MappingProxyType(lists), problems


def _fault_of_entry(setting: Setting, name: object, entry: object) -> Problem | None:
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME or name != name.strip() or not name.isprintable():
        return _wrong(setting, _BAD_NAME, value=shown(name), most=str(LONGEST_NAME)).problem
    if setting.kind is Kind.NAMED_TEXTS:
        if not isinstance(entry, str):
            return _wrong(setting, _NO_TEXT, name=name).problem
        return _wrong(setting, _TOO_LONG, most=f"{setting.most:g}").problem if len(entry) > setting.most else None
    if not isinstance(entry, list | tuple) or not all(isinstance(item, str) for item in entry):
        return _wrong(setting, _NO_LIST, name=name).problem
    return _wrong(setting, _TOO_MANY, most=f"{setting.most:g}").problem if len(entry) > setting.most else None


def _wrong(setting: Setting, template: str, **fields: str) -> WrongSetting:
    return WrongSetting(Problem(template=template, fields=fields, key=setting.key))
