"""The grammar of the query language, and what a text looks like once it is parsed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from procmon_gui.query.errors import QueryError, shown
from procmon_gui.query.values import SPACED_UNITS

if TYPE_CHECKING:
    from lark import Lark, Token
    from lark.exceptions import UnexpectedInput

LONGEST_BYTES: Final = 4096
DEEPEST: Final = 50

# A word ends where a space, a bracket, an operator or a quote begins. What stands after an operator, or begins like an
# option, runs on over operators: `command ~ --type=gpu` and `--type=gpu` mean what whoever typed them thinks.
WORD_LETTER: Final = r"""[^\s()=!<>~"']"""
_LONG_LETTER: Final = r"""[^\s()"']"""
KEYWORDS: Final = ("and", "or", "not")
_WORD_ENDS = rf"(?!{WORD_LETTER})"
_NO_KEYWORD = rf"(?!({'|'.join(KEYWORDS)}){_WORD_ENDS})"
_SPACED_UNIT = "|".join(re.escape(unit) for unit in SPACED_UNITS).replace("/", r"\/")

GRAMMAR: Final = rf"""
start: _either
_either: either
?either: both (_OR both)*
?both: one (_AND? one)*
?one: NOT one             -> negation
    | LPAR either _RPAR   -> group
    | WORD OPERATOR value -> comparison
    | WORD IS_UNKNOWN     -> unknown_test
    | (WORD|ARGUMENT|STRING|REGEX) -> search
?value: VALUE | STRING | REGEX | QUANTITY

LPAR: "("
_RPAR: ")"
_OR.3: /or{_WORD_ENDS}/i
_AND.3: /and{_WORD_ENDS}/i
NOT.3: /not{_WORD_ENDS}|!(?![=~])/i
IS_UNKNOWN.3: /is(\s+not)?\s+unknown{_WORD_ENDS}/i
OPERATOR.2: /!=|!~|==|<=|>=|=|<|>|~/
REGEX.2: /\/(?:[^\/\\\n]|\\.)+\/i?(?=[\s)]|\Z)/
QUANTITY.2: /[+-]?[0-9]+(\.[0-9]+)?\s+({_SPACED_UNIT}|%+)(\/s)?(?=[\s)]|\Z)/i
STRING.2: /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/s
ARGUMENT.2: /-{_LONG_LETTER}+/
VALUE: /{_NO_KEYWORD}{WORD_LETTER}{_LONG_LETTER}*/i
WORD: /{_NO_KEYWORD}{WORD_LETTER}+/i
%ignore /\s+/
"""


class Form(Enum):
    """How a piece of text was written."""

    WORD = "WORD"
    STRING = "STRING"
    REGEX = "REGEX"
    QUANTITY = "QUANTITY"


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, a quoted text (its quotes taken off), a /regex/ or a number with its unit, and where it stands."""

    form: Form
    text: str
    column: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """`field operator value`."""

    field: Piece
    operator: Piece
    value: Piece


@dataclass(frozen=True, slots=True)
class UnknownTest:
    """`field is unknown`, `field is not unknown`."""

    field: Piece
    negated: bool


@dataclass(frozen=True, slots=True)
class Search:
    """Something to look for in the texts of a row, or the name of a flag."""

    what: Piece


@dataclass(frozen=True, slots=True)
class Negation:
    """`not operand`."""

    operand: "Syntax"


@dataclass(frozen=True, slots=True)
class Every:
    """Operands joined by `and`, or by nothing but a space."""

    operands: tuple["Syntax", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Operands joined by `or`."""

    operands: tuple["Syntax", ...]


Syntax = Comparison | UnknownTest | Search | Negation | Every | Some

_Deep = tuple[Syntax, int]
"""A node and how deep it reaches."""

_Wanted = Callable[[str], str]
"""Says, for the name of a field, what its values look like."""


def parse(text: str, wanted: _Wanted) -> Syntax | None:
    """Return the meaning of a text, None when it is empty; raises QueryError.

    `wanted` words what a value of a field looks like, for the message when one is missing.
    """
    _check_usable(text)
    if not text.strip():
        return None
    parser = _parser()
    from lark.exceptions import UnexpectedInput

    try:
        # The tree is built while parsing, by `Builder`: what comes back is our own.
        node, _ = _trusted(parser.parse(text))
    except UnexpectedInput as wrong:
        raise _explained(text, wrong, wanted) from wrong
    return node


def _trusted(built: Any) -> _Deep:
    return built  # type: ignore[no-any-return]


def _check_usable(text: str) -> None:
    surrogate = next((at for at, letter in enumerate(text) if "\ud800" <= letter <= "\udfff"), None)
    if surrogate is not None:
        raise QueryError("a character that is not valid Unicode", column=surrogate + 1, expected="text")
    room = LONGEST_BYTES
    if len(text) * 4 <= room:
        return
    for at, letter in enumerate(text):
        room -= len(letter.encode())
        if room < 0:
            raise QueryError("the query is too long", column=at + 1, expected=f"no more than {LONGEST_BYTES} bytes")


@cache
def _parser() -> "Lark":
    # Imported at the first query: lark costs 33 ms, which a start without a filter need not pay.
    from lark import Lark

    return Lark(GRAMMAR, parser="lalr", lexer="contextual", transformer=_builder())


def _builder() -> Any:
    from lark import Transformer, v_args

    @v_args(inline=True)
    class Builder(Transformer["Token", _Deep]):
        """Makes our nodes while lark parses: no tree in between and no recursion, however deep the text."""

        def start(self, whole: _Deep) -> _Deep:
            return whole

        def either(self, *parts: _Deep) -> _Deep:
            return Some(tuple(node for node, _ in parts)), max(depth for _, depth in parts)

        def both(self, *parts: _Deep) -> _Deep:
            return Every(tuple(node for node, _ in parts)), max(depth for _, depth in parts)

        def negation(self, sign: "Token", operand: _Deep) -> _Deep:
            return Negation(operand[0]), _deeper(operand[1], sign)

        def group(self, bracket: "Token", inside: _Deep) -> _Deep:
            return inside[0], _deeper(inside[1], bracket)

        def comparison(self, field: "Token", operator: "Token", value: "Token") -> _Deep:
            return Comparison(_piece(field), _piece(operator), _piece(value)), 0

        def unknown_test(self, field: "Token", test: "Token") -> _Deep:
            return UnknownTest(_piece(field), negated="not" in test.lower().split()), 0

        def search(self, what: "Token") -> _Deep:
            return Search(_piece(what)), 0

    return Builder()


def _deeper(depth: int, opening: "Token") -> int:
    if depth >= DEEPEST:
        raise QueryError("too many brackets or nots inside one another", column=_column(opening),
                         expected=f"no more than {DEEPEST}")  # fmt: skip
    return depth + 1


def _column(token: "Token") -> int:
    return (token.start_pos or 0) + 1


def _piece(token: "Token") -> Piece:
    text = str(token)
    if token.type == "STRING":
        return Piece(Form.STRING, unquoted(text[1:-1]), _column(token))
    form = token.type if token.type in ("REGEX", "QUANTITY") else "WORD"
    return Piece(Form(form), text, _column(token))


def unquoted(text: str) -> str:
    r"""Resolve `\"`, `\'` and `\\`; any other backslash stays, because escaped names are full of them."""
    return re.sub(r"""\\(["'\\])""", r"\1", text)


def _explained(text: str, wrong: "UnexpectedInput", wanted: _Wanted) -> QueryError:
    """Say in our words what lark found: at which column, and what could have stood there."""
    from lark.exceptions import UnexpectedToken

    if not isinstance(wrong, UnexpectedToken):
        # Every character can begin a word or an operator, except a quote without its partner.
        at = wrong.pos_in_stream or 0
        return QueryError(f"the quote {text[at]} is not closed", column=at + 1, expected=f"a second {text[at]}")
    ended = wrong.token.type == "$END"
    column = len(text.rstrip()) + 1 if ended else _column(wrong.token)
    problem = "the query ends here" if ended else f"{shown(str(wrong.token))} can not stand here"
    accepted = wrong.accepts or set()
    if "QUANTITY" in accepted:
        return QueryError(problem, column=column, expected=_value_wording(wrong, wanted))
    if "WORD" in accepted and "_OR" not in accepted:
        return QueryError(problem, column=column, expected="a field, a word to look for, not or (")
    if not ended and str(wrong.token) == ")":
        return QueryError("this ) has no (", column=column, expected="and, or, or another term")
    if "_RPAR" in accepted:
        return QueryError(problem, column=column, expected="and, or, or )")
    return QueryError(problem, column=column, expected="and, or, or another term")


def _value_wording(wrong: Any, wanted: _Wanted) -> str:
    stack = wrong.interactive_parser.parser_state.value_stack
    return wanted(str(stack[-2])) if len(stack) > 1 else "a value"
