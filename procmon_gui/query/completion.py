"""What could be typed next: names of fields, operators, labels, units and known values, at any place of any text.

Reads only what stands left of the cursor, with a scanner of its own that never fails, because a text that is being
typed is wrong most of the time.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from procmon_gui.domain.metrics import Catalogue, Metric
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.units import Unit
from procmon_gui.query.compiled import operators
from procmon_gui.query.grammar import KEYWORDS, LONGEST_BYTES, WORD_LETTER, unquoted
from procmon_gui.query.values import COMMON_UNITS

KnownValues = Callable[[str], Iterable[str]] | Mapping[str, Iterable[str]]
"""Texts that are known for a metric id: users, names, units … of the rows on the screen."""

MOST_OFFERED: Final = 100

_TOKEN = re.compile(
    rf"""(?P<space>\s+)
    | (?P<regex>/(?:[^/\\\n]|\\.)+/i?(?=[\s)]|\Z))
    | (?P<string>"(?:[^"\\]|\\.)*(?:"|\\?\Z) | '(?:[^'\\]|\\.)*(?:'|\\?\Z))
    | (?P<operator>!=|!~|==|<=|>=|=|<|>|~)
    | (?P<bang>!)
    | (?P<open>\() | (?P<close>\))
    | (?P<word>{WORD_LETTER}+)""",
    re.VERBOSE | re.DOTALL,
)
_PLAIN_WORD = re.compile(rf"{WORD_LETTER}+\Z")
_DIGITS = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?=[^0-9.]*\Z)")


class Kind(Enum):
    """What is being offered."""

    FIELD = "field"
    OPERATOR = "operator"
    KEYWORD = "keyword"
    LABEL = "label"
    VALUE = "value"
    UNIT = "unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """One way to go on: put `text` in place of the characters from `start` to `end`.

    `title` says more about a field, and is the metric's title as the catalogue has it; it is empty for the others.
    """

    text: str
    start: int
    end: int
    kind: Kind
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int


def complete(
    text: str, cursor: int, catalogue: Catalogue = PROCESS_CATALOGUE, values: KnownValues | None = None
) -> list[Completion]:
    """Return what could stand at the cursor (counted in characters from 0), the likeliest first, at most 100.

    The part that is replaced begins where the word or quoted text at the cursor begins, and ends where it ends.
    """
    cursor = max(0, min(cursor, len(text), LONGEST_BYTES))
    before = _tokens(text[:cursor])
    typed = before.pop() if before and _is_unfinished(before[-1], cursor) else None
    start = typed.start if typed else cursor
    end = _end_of_part(text, cursor, typed)
    offers = _Offers(catalogue, values or {}, start, end)
    found = offers.after(before, typed.text if typed else "")
    already = text[start:end]
    others = [one for one in found if one.text != already]
    # A field that is typed in full stays among others, or its absence would look as if there were none of that name.
    kept = [one for one in found if one.text != already or one.kind is Kind.FIELD] if others else []
    return kept[:MOST_OFFERED]


def _tokens(text: str) -> list[_Token]:
    """Return the tokens of a text without its spaces; whatever can not be read is a word."""
    found = (_Token(match.lastgroup or "word", match[0], match.start()) for match in _TOKEN.finditer(text))
    return [token for token in found if token.kind != "space"]


def _is_unfinished(token: _Token, cursor: int) -> bool:
    """Say whether more letters at the cursor would belong to a token."""
    return token.kind in ("word", "string", "regex") and token.start + len(token.text) == cursor


def _end_of_part(text: str, cursor: int, typed: _Token | None) -> int:
    """Return where the word or quoted text around the cursor ends."""
    if typed is None:
        return cursor
    whole = _TOKEN.match(text, typed.start)
    if whole is None or whole.lastgroup not in ("word", "string"):
        return cursor
    closed = whole.lastgroup == "word" or (len(whole[0]) > 1 and whole[0][-1] == whole[0][0])
    # A quote that is not closed runs to the end of the text, over everything that was meant to stay.
    return whole.end() if closed else cursor


class _Offers:
    """Finds what fits at one place."""

    def __init__(self, catalogue: Catalogue, values: KnownValues, start: int, end: int) -> None:
        self._catalogue = catalogue
        self._values = values
        self._start = start
        self._end = end

    def after(self, before: list[_Token], typed: str) -> list[Completion]:
        """Return what fits after some tokens, given what stands of the next one."""
        last = before[-1] if before else None
        if last is not None and last.kind == "operator":
            metric = self._field(before[-2]) if len(before) > 1 else None
            return self._values_of(metric, typed) if metric else []
        if typed[:1] in ('"', "'", "/"):
            return []
        if _opens_term(last):
            return self._fields(typed) + self._keywords(("not",), typed)
        joining = self._keywords(("and", "or"), typed)
        metric = self._field(last) if last and not _is_value(before) else None
        if metric is None:
            return joining + self._fields(typed) if typed else joining
        if typed:
            return self._keywords(("is unknown", "is not unknown"), typed) + joining + self._fields(typed)
        signs = [self._offer(sign, Kind.OPERATOR) for sign in operators(metric)]
        return signs + self._keywords(("is unknown", "is not unknown"), "") + joining

    def _field(self, token: _Token) -> Metric | None:
        return self._catalogue.by_name.get(token.text.casefold()) if token.kind == "word" else None

    def _offer(self, text: str, kind: Kind, title: str = "") -> Completion:
        return Completion(text=text, start=self._start, end=self._end, kind=kind, title=title)

    def _keywords(self, words: tuple[str, ...], typed: str) -> list[Completion]:
        return [self._offer(word, Kind.KEYWORD) for word in words if word.startswith(typed.casefold())]

    def _fields(self, typed: str) -> list[Completion]:
        """Return one offer for each field of which a name or the title fits, under its best name."""
        plain = typed.casefold()
        ranked = []
        for order, metric in enumerate(self._catalogue.metrics):
            names = (*metric.aliases, metric.id)
            begun = [name for name in names if name.startswith(plain)]
            inside = [name for name in names if plain in name]
            if begun:
                ranked.append((0 if plain in begun else 1, order, begun[0], metric))
            elif inside or plain in metric.title.casefold():
                ranked.append((2, order, (inside or names)[0], metric))
        ranked.sort(key=lambda offer: offer[:2])
        return [self._offer(name, Kind.FIELD, metric.title) for _, _, name, metric in ranked]

    def _values_of(self, metric: Metric, typed: str) -> list[Completion]:
        if metric.unit is Unit.CHOICE:
            return self._fitting(metric.labels, typed, Kind.LABEL)
        if metric.unit is Unit.FLAG:
            return self._fitting(("yes", "no"), typed, Kind.LABEL)
        if metric.is_text:
            known = self._values(metric.id) if callable(self._values) else self._values.get(metric.id, ())
            return self._fitting(known, typed, Kind.VALUE)
        digits = _DIGITS.match(typed)
        if digits is None:
            return []
        unit_typed = typed[digits.end() :].casefold()
        units = COMMON_UNITS.get(metric.unit, ())
        fitting = [unit for unit in units if unit.casefold().startswith(unit_typed)]
        return [self._offer(digits[0] + unit, Kind.UNIT) for unit in fitting]

    def _fitting(self, known: Iterable[str], typed: str, kind: Kind) -> list[Completion]:
        """Return the texts that begin with what is typed, then those that contain it."""
        quote = typed[0] if typed[:1] in ('"', "'") else ""
        inner = unquoted(typed[1:].removesuffix(quote) if quote else typed).casefold()
        distinct = list(dict.fromkeys(text for text in known if text))
        begun = [text for text in distinct if text.casefold().startswith(inner)]
        inside = [text for text in distinct if inner in text.casefold() and not text.casefold().startswith(inner)]
        return [self._offer(_written(text, quote), kind) for text in begun + inside]


def _opens_term(last: _Token | None) -> bool:
    """Say whether a new term has to follow."""
    return last is None or last.kind in ("open", "bang") or (last.kind == "word" and last.text.casefold() in KEYWORDS)


def _is_value(before: list[_Token]) -> bool:
    return len(before) > 1 and before[-2].kind == "operator"


def _written(text: str, quote: str) -> str:
    """Return a text as it has to be typed: in quotes when it would be read as something else."""
    is_plain = _PLAIN_WORD.match(text) and text[0] != "/" and text.casefold() not in KEYWORDS
    if is_plain and not quote:
        return text
    quote = quote or '"'
    return quote + text.replace("\\", "\\\\").replace(quote, "\\" + quote) + quote
