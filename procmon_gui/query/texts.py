"""The texts of a table as numbers: which of the distinct texts each row has.

Whoever types a filter makes a new query with every key. With a memory that they share, a key asks each distinct text
once, folded already, instead of walking over all rows: 5 ms instead of 20 for a word among 10,000 processes.
"""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

import numpy as np

from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray

UNKNOWN: Final = 0
"""The code of a row whose text is not known."""

# Texts that nobody has any more stay known until there are so many of them.
_STALE: Final = 1000


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


class TextColumn:
    """One field. What a code means never changes; texts are read again only where serial or revision moved.

    Attributes:
        codes: by row the place of its text among `texts`; UNKNOWN where it has none, anything where nobody is.
        texts: every text that was seen.
        folded: the same without regard to case.
    """

    def __init__(self) -> None:
        self.codes: IntArray = np.empty(0, np.int64)
        self.texts = [""]
        self.folded = [""]
        self._code_of: dict[str, int] = {}
        self._boot_id = ""
        self._serials: IntArray = np.empty(0, np.int64)
        self._revisions: IntArray = np.empty(0, np.int64)

    def follow(self, table: Table, texts: Sequence[str | None]) -> None:
        """Read what changed since the last table."""
        serials, revisions = table.serials, table.text_revisions
        is_same_boot = table.boot_id == self._boot_id
        if is_same_boot and serials is self._serials and revisions is self._revisions:
            return
        kept = min(len(serials), len(self._serials)) if is_same_boot else 0
        is_stale: BoolArray = serials >= 0
        is_stale[:kept] &= (serials[:kept] != self._serials[:kept]) | (revisions[:kept] != self._revisions[:kept])
        self.codes = np.concatenate((self.codes[:kept], np.full(len(serials) - kept, UNKNOWN)))
        stale = np.flatnonzero(is_stale)
        self.codes[stale] = self._codes_of([texts[row] for row in stale.tolist()])
        self._boot_id, self._serials, self._revisions = table.boot_id, serials, revisions

    def _codes_of(self, texts: list[str | None]) -> list[int]:
        code_of = self._code_of
        for text in {text for text in texts if text is not None} - code_of.keys():
            folded = text.casefold()
            code_of[text] = len(self.texts)
            self.texts.append(text)
            # One string for both where they are the same, as most are.
            self.folded.append(text if folded == text else folded)
        return [UNKNOWN if text is None else code_of[text] for text in texts]


class TextMemory:
    """The texts of the newest table that was asked about. Belongs to one thread, as do the queries that share it."""

    def __init__(self) -> None:
        self._columns: dict[str, TextColumn] = {}

    def column(self, table: Table, metric_id: str) -> TextColumn | None:
        """Return the texts of a field, None where the table has no such field."""
        texts = table.texts.get(metric_id)
        if texts is None:
            return None
        column = self._columns.get(metric_id)
        if column is None or len(column.texts) > 2 * len(table.serials) + _STALE:
            column = self._columns[metric_id] = TextColumn()
        column.follow(table, texts)
        return column
