"""Gives a parsed query its meaning: looks up fields, reads values with their units, and builds the terms."""

import difflib
import operator
from collections.abc import Callable
from datetime import tzinfo
from typing import Final

import numpy as np

from procmon_gui.domain.metrics import Catalogue, Look, Metric
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.reading import BoolArray, FloatArray
from procmon_gui.domain.units import Unit
from procmon_gui.query import grammar, patterns, values
from procmon_gui.query.errors import QueryError, shown
from procmon_gui.query.grammar import Form, Piece
from procmon_gui.query.terms import AllTerm, AnyTerm, ColumnTerm, KnownTerm, NotTerm, Term, TextTerm
from procmon_gui.query.texts import Table, TextMemory

_EQUALITY = ("=", "!=")
_MATCHING = ("~", "!~")
_COMPARE: Final[dict[str, Callable[[FloatArray, float], BoolArray]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}
# What people type out of habit from other languages, and how it is said here.
_FOREIGN: Final = {"&&": "and", "&": "and", "||": "or", "|": "or"}


class Query:
    """A compiled query. Remembers the texts that it has seen, so it belongs to one thread.

    Attributes:
        text: as it was typed.
        fields: ids of the metrics that are read, with those that a bare word looks at.
        looks: the costly groups of fields that have to be read for it; empty when all are cheap.
    """

    def __init__(self, text: str, term: Term | None) -> None:
        self.text = text
        self._term = term
        metrics = term.metrics if term else frozenset[Metric]()
        self.fields = frozenset(metric.id for metric in metrics)
        self.looks = frozenset(metric.look for metric in metrics) - {Look.CHEAP}

    def match(self, table: Table) -> BoolArray:
        """Return, by row, whether the query is known to be true; a row that holds nobody never matches."""
        return self._rows(table, open_costly=False)

    def rules_out(self, table: Table) -> BoolArray:
        """Return, by row, whether the query is known not to be true; where it is not known either way, it is not."""
        occupied = table.serials >= 0
        if self._term is None:
            return ~occupied
        return self._term.truth(table, occupied, open_costly=False).no & occupied

    def candidates(self, table: Table) -> BoolArray:
        """Return, by row, whether the query could be true if its costly fields said the right thing.

        These are the rows whose costly fields are worth reading; what is already known of these is not asked.
        """
        return self._rows(table, open_costly=True)

    def _rows(self, table: Table, *, open_costly: bool) -> BoolArray:
        occupied = table.serials >= 0
        if self._term is None:
            return occupied
        return self._term.truth(table, occupied, open_costly=open_costly).yes & occupied

    def __repr__(self) -> str:
        return f"Query({self.text!r})"


def compile(
    text: str,
    catalogue: Catalogue = PROCESS_CATALOGUE,
    *,
    timezone: tzinfo | None = None,
    memory: TextMemory | None = None,
) -> Query:
    """Return the query that a text means; an empty text matches every row.

    Times without an offset are of `timezone`, or of this machine when that is None. Queries that are asked of the same
    table one after the other may share a `memory` of its texts. Raises QueryError, and nothing else, whatever the text.
    """
    compiler = _Compiler(catalogue, timezone, memory or TextMemory())
    syntax = grammar.parse(text, compiler.value_wording)
    return Query(text, compiler.term(syntax) if syntax else None)


class _Compiler:
    """Turns syntax into terms for one catalogue."""

    def __init__(self, catalogue: Catalogue, timezone: tzinfo | None, memory: TextMemory) -> None:
        self._catalogue = catalogue
        self._timezone = timezone
        self._memory = memory

    def term(self, syntax: grammar.Syntax) -> Term:
        match syntax:
            case grammar.Every(operands):
                return AllTerm(self.term(operand) for operand in operands)
            case grammar.Some(operands):
                return AnyTerm(self.term(operand) for operand in operands)
            case grammar.Negation(operand):
                return NotTerm(self.term(operand))
            case grammar.Comparison(field, sign, value):
                return self._comparison(self._metric(field), sign, value)
            case grammar.UnknownTest(field, negated):
                return self._unknown_test(self._metric(field), negated=negated)
            case grammar.Search(what):
                return self._search(what)

    def value_wording(self, name: str) -> str:
        """Say what a value of a field looks like, for a message; the name may be wrong."""
        metric = self._catalogue.by_name.get(name.casefold())
        return values.expectation(metric) if metric else "a value"

    def _metric(self, field: Piece) -> Metric:
        metric = self._catalogue.by_name.get(field.text.casefold())
        if metric is not None:
            return metric
        near = nearest(field.text, self._catalogue)
        expected = f"a field, such as {' or '.join(near or self._first_names())}"
        raise QueryError(f"there is no field {shown(field.text)}", column=field.column, expected=expected,
                         suggestions=near)  # fmt: skip

    def _first_names(self) -> tuple[str, ...]:
        known = [name for name in ("cpu", "mem", "name") if name in self._catalogue.by_name]
        return tuple(known if len(known) > 1 else [metric.id for metric in self._catalogue.metrics[:3]])

    def _comparison(self, metric: Metric, sign: Piece, value: Piece) -> Term:
        written = sign.text.replace("==", "=")
        if written not in operators(metric):
            allowed = operators(metric)
            problem = f"{shown(sign.text)} does not work with {metric.id}"
            expected = f"{', '.join(allowed[:-1])} or {allowed[-1]}"
            raise QueryError(problem, column=sign.column, expected=expected)
        if value.form is Form.REGEX and written not in _MATCHING:
            raise _regex_in_comparison(metric, sign, value)
        positive = self._positive(metric, written.removeprefix("!"), value)
        return NotTerm(positive) if written.startswith("!") else positive

    def _positive(self, metric: Metric, sign: str, value: Piece) -> Term:
        """Compile `=`, `~` and the order; the negated operators are their opposites, unknown staying unknown."""
        if metric.is_text:
            return self._text_term((metric,), patterns.equals(value.text) if sign == "=" else _matcher(value))
        if metric.unit is Unit.CHOICE:
            return ColumnTerm(metric, _is_one_of(_codes(metric, sign, value)))
        if metric.unit is Unit.FLAG:
            return ColumnTerm(metric, _flag_is(values.flag(metric, value.text, value.column)))
        if metric.unit is Unit.TIME_UTC_S:
            span = values.time_span(metric, value.text, value.column, self._timezone)
            if sign == "=":
                return ColumnTerm(metric, _lies_in(span))
            return ColumnTerm(metric, _compares(sign, span.start_s))
        return ColumnTerm(metric, _compares(sign, values.number(metric, value.text, value.column)))

    def _unknown_test(self, metric: Metric, *, negated: bool) -> Term:
        known = KnownTerm(metric, self._text_term((metric,), patterns.anything()) if metric.is_text else None)
        return known if negated else NotTerm(known)

    def _text_term(self, fields: tuple[Metric, ...], test: patterns.TextTest) -> TextTerm:
        return TextTerm(fields, test, self._memory)

    def _search(self, what: Piece) -> Term:
        named = self._catalogue.by_name.get(what.text.casefold()) if what.form is Form.WORD else None
        if named is not None and named.unit is Unit.FLAG:
            return ColumnTerm(named, _flag_is(1.0))
        if what.form is Form.WORD and what.text in _FOREIGN:
            said = _FOREIGN[what.text]
            raise QueryError(f"{shown(what.text)} is not a word of this language", column=what.column, expected=said,
                             suggestions=(said,))  # fmt: skip
        by_id = self._catalogue.by_id
        fields = tuple(by_id[name] for name in self._catalogue.searched if name in by_id)
        if not fields:
            expected = f"a comparison, such as {self._catalogue.metrics[0].id} > 0"
            raise QueryError(f"there is no text in which to look for {shown(what.text)}", column=what.column,
                             expected=expected)  # fmt: skip
        texts = self._text_term(fields, _matcher(what))
        numbered = by_id.get(self._catalogue.searched_number)
        if numbered is None or what.form is Form.REGEX or not (what.text.isascii() and what.text.isdecimal()):
            return texts
        return AnyTerm((texts, ColumnTerm(numbered, _compares("=", float(what.text)))))


def operators(metric: Metric) -> tuple[str, ...]:
    """Return the operators that work with a field, in the order in which they are offered."""
    if metric.is_text:
        return (*_MATCHING[:1], *_EQUALITY, *_MATCHING[1:])
    if metric.unit is Unit.CHOICE:
        return (*_EQUALITY, *_MATCHING)
    if metric.unit is Unit.FLAG:
        return _EQUALITY
    return (">", "<", ">=", "<=", *_EQUALITY)


def nearest(name: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return up to three names of fields that come close to a wrong one, best first."""
    # Names are short: whoever typed more than this did not mean a field, and the comparison is quadratic.
    plain = name.casefold()[:40]
    close = difflib.get_close_matches(plain, catalogue.by_name, n=3, cutoff=0.6)
    begun = [known for known in catalogue.by_name if plain and known.startswith(plain) and known not in close]
    return tuple((close + begun)[:3])


def _regex_in_comparison(metric: Metric, sign: Piece, value: Piece) -> QueryError:
    if "~" in operators(metric):
        return QueryError("a regular expression can only be matched", column=sign.column, expected="~ or !~")
    problem = f"{metric.id} is not a text, in which a regular expression could be found"
    return QueryError(problem, column=value.column, expected=values.expectation(metric))


def _matcher(value: Piece) -> patterns.TextTest:
    if value.form is not Form.REGEX:
        return patterns.contains_or_glob(value.text, column=value.column)
    body, _, flags = value.text[1:].rpartition("/")
    return patterns.regex(body, ignore_case=flags == "i", column=value.column)


def _codes(metric: Metric, sign: str, value: Piece) -> FloatArray:
    """Return the numbers of the labels that are meant."""
    if sign == "=":
        return np.array([values.choice(metric, value.text, value.column)], np.float64)
    return np.flatnonzero(_matcher(value).passes(metric.labels)).astype(np.float64)


def _is_one_of(codes: FloatArray) -> Callable[[FloatArray], BoolArray]:
    return lambda column: np.isin(column, codes)


def _flag_is(wanted: float) -> Callable[[FloatArray], BoolArray]:
    return lambda column: (column != 0.0) == (wanted != 0.0)


def _lies_in(span: values.Span) -> Callable[[FloatArray], BoolArray]:
    return lambda column: (column >= span.start_s) & (column < span.end_s)


def _compares(sign: str, limit: float) -> Callable[[FloatArray], BoolArray]:
    compare = _COMPARE[sign]
    return lambda column: compare(column, limit)
