"""The words of a rule as people write them: names, titles, choices, lists; read, and capped. Pure.

All raise WrongInput with what was wrong and what was expected.
"""

import difflib
import re
from enum import Enum
from typing import Final, TypeVar

from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.rules import QuietHours, Severity
from procmon_gui.domain.text import one_line
from procmon_gui.query.errors import shown
from procmon_gui.query.rule_values import read_quiet, wrong

LONGEST_TITLE: Final = 120
LONGEST_WHY: Final = 1000
LONGEST_INSTANCE: Final = 256
LONGEST_ID: Final = 64
MOST_IN_A_LIST: Final = 20
_ID: Final = re.compile(r"[A-Za-z0-9_-]+")
_EXPECTED_ID: Final = f"1 to {LONGEST_ID} letters (a to z), digits, - and _"
_EXPECTED_FLAG: Final = "true or false"

Word = TypeVar("Word", bound=Enum)


def read_id(written: object) -> str:
    """Return what a rule, or a channel, is called in files."""
    if not isinstance(written, str) or len(written) > LONGEST_ID or not _ID.fullmatch(written):
        raise wrong(written, _EXPECTED_ID)
    return written


def read_title(written: object) -> str:
    """Return one line."""
    text = one_line(_text(written, LONGEST_TITLE), LONGEST_TITLE)
    if not text:
        raise WrongInput("expected one line that says what the rule is about")
    return text


def read_why(written: object) -> str:
    """Return a sentence or two, as one line."""
    return one_line(_text(written, LONGEST_WHY), LONGEST_WHY)


def read_instance(written: object) -> str:
    """Return the name of a device."""
    return one_line(_text(written, LONGEST_INSTANCE), LONGEST_INSTANCE)


def read_where(written: object) -> str:
    """Return an expression of the query language, compiled once to be sure. The error says in which column."""
    if not isinstance(written, str):
        raise wrong(written, "an expression in quotes, such as 'name ~ \"python\"'")
    text = " ".join(written.split())
    if text:
        # Here and not above: the language takes a tenth of a second to load.
        from procmon_gui.query.compiled import compile

        compile(text)
    return text


def read_flag(written: object) -> bool:
    """Return whether it is so."""
    if not isinstance(written, bool):
        raise wrong(written, _EXPECTED_FLAG)
    return written


def read_choice(kind: type[Word], written: object) -> Word:
    """Return one of the words of an enumeration."""
    words = [str(one.value) for one in kind]
    if not isinstance(written, str):
        raise wrong(written, f"one of {', '.join(words)}")
    plain = written.strip().casefold()
    if plain not in words:
        raise _no_choice(written, words)
    return kind(plain)


def read_severity(written: object) -> Severity:
    """Return how bad it is."""
    words = [one.name.lower() for one in Severity]
    if not isinstance(written, str):
        raise wrong(written, f"one of {', '.join(words)}")
    plain = written.strip().upper()
    if plain not in Severity.__members__:
        raise _no_choice(written, words)
    return Severity[plain]


def _no_choice(written: str, words: list[str]) -> WrongInput:
    near = difflib.get_close_matches(written.strip().casefold()[:40], words, n=1, cutoff=0.6)
    if near:
        return WrongInput(f"{shown(written)} is not known; “{near[0]}” is close to it")
    return wrong(written, f"one of {', '.join(words)}")


def read_quiet_hours(written: object) -> tuple[QuietHours, ...]:
    """Return times of each day: a list, or a single one."""
    return tuple(read_quiet(one) for one in _listed(written, 'a list such as ["22:00-07:00"]'))


def read_channels(written: object) -> tuple[str, ...]:
    """Return ids of channels: a list, or a single one."""
    return tuple(read_id(one) for one in _listed(written, 'a list of channels, such as ["desktop", "ops-mail"]'))


def _listed(written: object, expected: str) -> list[object]:
    if isinstance(written, str):
        return [part for part in (piece.strip() for piece in written.split(",")) if part]
    if not isinstance(written, list | tuple):
        raise wrong(written, expected)
    if len(written) > MOST_IN_A_LIST:
        raise WrongInput(f"there are {len(written)} of them; expected no more than {MOST_IN_A_LIST}")
    return list(written)


def _text(written: object, longest: int) -> str:
    if not isinstance(written, str):
        raise wrong(written, "a text in quotes")
    if len(written) > longest:
        raise WrongInput(f"the text is too long; expected no more than {longest} letters")
    return written
