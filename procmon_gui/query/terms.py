"""The parts of a compiled query: functions from the columns of a table to truth by row.

Truth has three values (Kleene): a row is in `yes`, in `no`, or in neither, which means that it is not known. Unknown
stays unknown under `not`; only `yes` matches.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from procmon_gui.domain.metrics import Look, Metric
from procmon_gui.domain.reading import BoolArray, FloatArray
from procmon_gui.query.patterns import TextTest
from procmon_gui.query.texts import UNKNOWN, Table, TextColumn, TextMemory


@dataclass(frozen=True, slots=True)
class Truth:
    """Two masks by row; a row in neither is unknown. Nobody writes into them: a term may hand out its memory.

    When a query is asked which rows could match, costly fields are left open: their rows are in both masks, which
    then read "could be so" and "could be not so". The arithmetic is the same.
    """

    yes: BoolArray
    no: BoolArray

    def negated(self) -> "Truth":
        """Return the opposite; unknown stays unknown."""
        return Truth(self.no, self.yes)


class Term(Protocol):
    """A part of a query."""

    @property
    def metrics(self) -> frozenset[Metric]:
        """Return the fields that are read."""

    @property
    def asks_texts(self) -> bool:
        """Say whether texts are looked at, which costs more than numbers and is left for the last."""

    def truth(self, table: Table, wanted: BoolArray, *, open_costly: bool) -> Truth:
        """Return the truth by row, which may be anything outside of `wanted`: there it is decided already.

        `open_costly` leaves terms with costly fields open.
        """


def _open(table: Table) -> Truth:
    rows = len(table.serials)
    return Truth(np.ones(rows, np.bool_), np.ones(rows, np.bool_))


def _unknown(table: Table) -> Truth:
    rows = len(table.serials)
    return Truth(np.zeros(rows, np.bool_), np.zeros(rows, np.bool_))


@dataclass(frozen=True, slots=True)
class ColumnTerm:
    """Asks one column of numbers; `holds` may say anything about NaN."""

    metric: Metric
    holds: Callable[[FloatArray], BoolArray]
    asks_texts: bool = field(default=False, init=False)

    @property
    def metrics(self) -> frozenset[Metric]:
        """Return the fields that are read."""
        return frozenset({self.metric})

    def truth(self, table: Table, wanted: BoolArray, *, open_costly: bool) -> Truth:
        """Return the truth by row."""
        if open_costly and self.metric.look is not Look.CHEAP:
            return _open(table)
        column = table.columns.get(self.metric.id)
        if column is None:
            return _unknown(table)
        known = ~np.isnan(column)
        yes = self.holds(column) & known
        return Truth(yes, known & ~yes)


class TextTerm:
    """Asks one or more texts of a row: true if one of them passes, unknown if none of them is known.

    Remembers its answer by text: many processes share a name, and a beat brings few new texts. Belongs to one thread,
    as its query does.
    """

    asks_texts = True

    def __init__(self, fields: tuple[Metric, ...], test: TextTest, memory: TextMemory) -> None:
        self._fields = fields
        self._test = test
        self._memory = memory
        self._answers: dict[str, _Answers] = {}

    @property
    def metrics(self) -> frozenset[Metric]:
        """Return the fields that are read."""
        return frozenset(self._fields)

    def truth(self, table: Table, wanted: BoolArray, *, open_costly: bool) -> Truth:
        """Return the truth by row."""
        if open_costly and any(metric.look is not Look.CHEAP for metric in self._fields):
            return _open(table)
        yes = known = np.zeros(len(table.serials), np.bool_)
        for metric in self._fields:
            column = self._memory.column(table, metric.id)
            if column is not None:
                known = known | (column.codes != UNKNOWN)
                yes = yes | self._answers_about(metric.id, column).passes(wanted & ~yes)
        return Truth(yes, known & ~yes)

    def _answers_about(self, metric_id: str, column: TextColumn) -> "_Answers":
        answers = self._answers.get(metric_id)
        if answers is None or answers.column is not column:
            answers = self._answers[metric_id] = _Answers(column, self._test)
        return answers


class _Answers:
    """What a test says of the texts of a column; each is asked about once, when a row that has it is wanted."""

    def __init__(self, column: TextColumn, test: TextTest) -> None:
        self.column = column
        self._test = test
        # By code. There is nothing to ask of who has no text.
        self._is_asked = np.ones(1, np.bool_)
        self._yes = np.zeros(1, np.bool_)

    def passes(self, wanted: BoolArray) -> BoolArray:
        """Return by row whether its text passes; anything outside of `wanted`."""
        codes = self.column.codes
        fresh = np.zeros(len(self.column.texts) - len(self._yes), np.bool_)
        if len(fresh):
            self._is_asked, self._yes = np.append(self._is_asked, fresh), np.append(self._yes, fresh)
        is_pending = np.zeros(len(self._yes), np.bool_)
        is_pending[codes[wanted]] = True
        pending = np.flatnonzero(is_pending & ~self._is_asked)
        if len(pending):
            texts = self.column.folded if self._test.ignores_case else self.column.texts
            self._yes[pending] = self._test.passes([texts[code] for code in pending.tolist()])
            self._is_asked[pending] = True
        return self._yes[codes]


@dataclass(frozen=True, slots=True)
class KnownTerm:
    """Asks whether a field is known; is never unknown itself. `texts` passes every text, for a field of texts."""

    metric: Metric
    texts: TextTerm | None

    @property
    def metrics(self) -> frozenset[Metric]:
        """Return the fields that are read."""
        return frozenset({self.metric})

    @property
    def asks_texts(self) -> bool:
        """Say whether texts are looked at."""
        return self.texts is not None

    def truth(self, table: Table, wanted: BoolArray, *, open_costly: bool) -> Truth:
        """Return the truth by row."""
        if open_costly and self.metric.look is not Look.CHEAP:
            return _open(table)
        if self.texts is not None:
            known = self.texts.truth(table, wanted, open_costly=False).yes
        else:
            column = table.columns.get(self.metric.id)
            known = np.zeros(len(table.serials), np.bool_) if column is None else ~np.isnan(column)
        return Truth(known, ~known)


@dataclass(frozen=True, slots=True)
class NotTerm:
    """The opposite of a term."""

    term: Term

    @property
    def metrics(self) -> frozenset[Metric]:
        """Return the fields that are read."""
        return self.term.metrics

    @property
    def asks_texts(self) -> bool:
        """Say whether texts are looked at."""
        return self.term.asks_texts

    def truth(self, table: Table, wanted: BoolArray, *, open_costly: bool) -> Truth:
        """Return the truth by row."""
        return self.term.truth(table, wanted, open_costly=open_costly).negated()


class AllTerm:
    """True where all terms are, false where one is false.

    Numbers are asked first, and each term only about the rows that those before it have not decided: a pasted page of
    500 words costs little more than its first.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = sorted(terms, key=lambda term: term.asks_texts)
        self.metrics = frozenset[Metric]().union(*(term.metrics for term in self._terms))
        self.asks_texts = self._terms[-1].asks_texts

    def truth(self, table: Table, wanted: BoolArray, *, open_costly: bool) -> Truth:
        """Return the truth by row."""
        whole = self._terms[0].truth(table, wanted, open_costly=open_costly)
        for term in self._terms[1:]:
            # False and nothing else: whatever the others say, it stays so.
            wanted = wanted & (whole.yes | ~whole.no)
            if not wanted.any():
                break
            part = term.truth(table, wanted, open_costly=open_costly)
            whole = Truth(whole.yes & part.yes, whole.no | part.no)
        return whole


class AnyTerm:
    """True where one term is, false where all are false: the opposite of all their opposites."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._opposite = NotTerm(AllTerm(NotTerm(term) for term in terms))
        self.metrics = self._opposite.metrics
        self.asks_texts = self._opposite.asks_texts

    def truth(self, table: Table, wanted: BoolArray, *, open_costly: bool) -> Truth:
        """Return the truth by row."""
        return self._opposite.truth(table, wanted, open_costly=open_costly)
