"""The parts of a compiled query: functions from the columns of a table to truth by row.

Truth has three values (Kleene): a row is in `yes`, in `no`, or in neither, which means that it is not known. Unknown
stays unknown under `not`; only `yes` matches.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from procmon_gui.domain.metrics import Look, Metric
from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray
from procmon_gui.query.patterns import TextTest


class Table(Protocol):
    """What a query reads: columns of one length. A `Snapshot` is one; so is a table of hosts or of history.

    `serials` says who is in a row (-1: nobody) and `text_revisions` grows when one of the row's texts changes; with
    `boot_id` they tell which text has to be looked at again. NaN, None and a column that is not there are unknown.
    """

    @property
    def boot_id(self) -> str:
        """Return whose serials these are."""

    @property
    def columns(self) -> Mapping[str, FloatArray]:
        """Return numbers by metric id."""

    @property
    def texts(self) -> Mapping[str, Sequence[str | None]]:
        """Return texts by metric id."""

    @property
    def serials(self) -> IntArray:
        """Return who is in each row, -1 for nobody."""

    @property
    def text_revisions(self) -> IntArray:
        """Return how often the texts of each row have changed."""


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

    Remembers its answer by row, and asks again only where the serial or the revision of the texts moved: a beat of
    10,000 rows costs two comparisons of arrays. Belongs to one thread, as its query does.
    """

    asks_texts = True

    def __init__(self, fields: tuple[Metric, ...], test: TextTest) -> None:
        self._fields = fields
        self._test = test
        self._boot_id = ""
        self._serials = np.empty(0, np.int64)
        self._revisions = np.empty(0, np.int64)
        self._yes = np.empty(0, np.bool_)
        self._known = np.empty(0, np.bool_)

    @property
    def metrics(self) -> frozenset[Metric]:
        """Return the fields that are read."""
        return frozenset(self._fields)

    def truth(self, table: Table, wanted: BoolArray, *, open_costly: bool) -> Truth:
        """Return the truth by row."""
        if open_costly and any(metric.look is not Look.CHEAP for metric in self._fields):
            return _open(table)
        columns = [table.texts[metric.id] for metric in self._fields if metric.id in table.texts]
        if not columns:
            return _unknown(table)
        self._fit(table)
        moved = (self._serials != table.serials) | (self._revisions != table.text_revisions)
        stale = np.flatnonzero(moved & wanted)
        if len(stale):
            self._ask(columns, stale)
            self._serials[stale] = table.serials[stale]
            self._revisions[stale] = table.text_revisions[stale]
        return Truth(self._yes, self._known & ~self._yes)

    def _fit(self, table: Table) -> None:
        """Have as many places as the table has rows; forget everything when the serials are somebody else's."""
        rows = len(table.serials)
        kept = 0 if table.boot_id != self._boot_id else min(rows, len(self._serials))
        if kept == rows == len(self._serials):
            return
        self._boot_id = table.boot_id
        fresh = rows - kept
        # No row has serial -2, so all the new places are stale.
        self._serials = np.concatenate((self._serials[:kept], np.full(fresh, -2, np.int64)))
        self._revisions = np.concatenate((self._revisions[:kept], np.zeros(fresh, np.int64)))
        self._yes = np.concatenate((self._yes[:kept], np.zeros(fresh, np.bool_)))
        self._known = np.concatenate((self._known[:kept], np.zeros(fresh, np.bool_)))

    def _ask(self, columns: list[Sequence[str | None]], stale: IntArray) -> None:
        self._yes[stale] = False
        self._known[stale] = False
        pending = stale
        for column in columns:
            pairs = [(row, text) for row in pending.tolist() if (text := column[row]) is not None]
            if not pairs:
                continue
            rows = np.array([row for row, _ in pairs], np.int64)
            # Many processes share a name: each text is asked about once.
            answers = self._answers({text for _, text in pairs})
            self._known[rows] = True
            self._yes[rows] = [answers[text] for _, text in pairs]
            pending = pending[~self._yes[pending]]

    def _answers(self, texts: set[str]) -> dict[str, bool]:
        each = list(texts)
        return dict(zip(each, self._test(each), strict=True))


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
