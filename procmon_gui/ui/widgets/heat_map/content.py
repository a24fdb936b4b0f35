"""What a heat map shows, worded already. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from procmon_gui.domain.reading import BoolArray, FloatArray

# What is said of a cell, by row and column: what it is worth first.
CellWords = Callable[[int, int], tuple[str, ...]]


def _say_nothing(_row: int, _column: int) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """One row.

    Attributes:
        title: what stands beside it; it is cut where there is no room.
        about: all that is known of what it is, for who points at it.
        code: what it is called in a file, and `unit` what its numbers are there.
        scale: what the end of the ramp is in this row, where rows differ: "32 GiB"; "" where it is that of all.
    """

    title: str
    about: str
    code: str
    unit: str
    scale: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HeatContent:
    """Rows of cells; matrices have the shape (rows, steps).

    Attributes:
        name: what is shown, in words: "Programs, CPU".
        subject: what a row is: "Program".
        from_ms, step_ms: when the first step begins, and how long each is.
        levels: where on the ramp a cell is, 0 to 1; NaN is unknown.
        values, most: the numbers behind them, for a file.
        is_recorded: of which steps anything is known.
        words: what is said of a cell.
        low, high: what the ends of the ramp are.
        note: what else there is to say of all cells, the longest form first.
        is_stale: it could not be read anew, and may be out of date.
    """

    name: str = ""
    subject: str = ""
    rows: tuple[HeatRow, ...] = ()
    from_ms: int = 0
    step_ms: int = 1
    levels: FloatArray = field(default_factory=lambda: np.zeros((0, 0)))
    values: FloatArray = field(default_factory=lambda: np.zeros((0, 0)))
    most: FloatArray = field(default_factory=lambda: np.zeros((0, 0)))
    is_recorded: BoolArray = field(default_factory=lambda: np.zeros(0, np.bool_))
    words: CellWords = _say_nothing
    low: str = ""
    high: str = ""
    note: tuple[str, ...] = ()
    is_stale: bool = False

    @property
    def step_count(self) -> int:
        """Return how many steps there are."""
        return len(self.is_recorded)

    def column_at(self, at_ms: float) -> int | None:
        """Return the step that holds a moment; None where there is none."""
        column = int((at_ms - self.from_ms) // self.step_ms)
        return column if 0 <= column < self.step_count else None

    def middle_ms(self, column: int) -> int:
        """Return the moment in the middle of a step."""
        return self.from_ms + column * self.step_ms + self.step_ms // 2

    def begin_ms(self, column: int) -> int:
        """Return when a step begins."""
        return self.from_ms + column * self.step_ms


NOTHING: Final = HeatContent()
