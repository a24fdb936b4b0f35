"""What all processes did in a time, as one: who took how much, who came and who went. Data only. Pure.

Times are milliseconds on the axis of the memory (`domain.history`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from procmon_gui.domain.alerts import About, Passer
from procmon_gui.domain.history import Series, Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Crowd:
    """Every process that was seen in some windows of time, also those that ended in them.

    Attributes:
        keys: who they are.
        means: by window and process, how much it took on average over the whole window: it took nothing while it was
            not there. NaN where it was there, and how much it took is not known.
        was_there: by window and process, whether it was seen in it.
        last_ms: by process, the last beat that saw it.
        covered_ms: by window, how much of it was seen at all.
        curve: what a group took together in each beat; nothing where all were asked for.
        came, went: who did in the time around, the nearest first.
    """

    keys: Sequence[ProcessKey]
    means: FloatArray
    was_there: BoolArray
    last_ms: IntArray
    covered_ms: tuple[int, ...]
    curve: Series
    came: Sequence[Passer] = ()
    went: Sequence[Passer] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Some of all processes.

    Attributes:
        about: of a program, a user or a unit; of all where its subject is TOGETHER.
        where: in the query language, which of them; empty for each.
    """

    about: About
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who a process was in one beat; texts as they were read."""

    name: str
    executable: str | None
    user: str | None
    unit: str | None
    command_line: str | None
    parents: tuple[str, ...]


class CrowdReader(Protocol):
    """Remembers what all processes did. In a worker: each may take a tenth of a second. All raise Unavailable."""

    def refresh(self) -> None:
        """Learn what is on disk now."""

    def span(self) -> Span | None:
        """Return from when to when beats are remembered; None before the first."""

    def crowd(
        self, metric_id: str, windows: Sequence[Span], around: Span, near_ms: int, group: Group | None = None
    ) -> Crowd | None:
        """Return who took how much of a metric of processes; of a group where that is asked for.

        None where nothing is remembered of that time, or how much a process takes of it can not be told.
        """

    def who(self, key: ProcessKey, at_ms: int) -> Who | None:
        """Return who a process was at a time; None when it was not there."""

    def host_series(self, metric_id: str, instance: str, from_ms: int, to_ms: int) -> Series:
        """Return a metric of the machine, or of one device, one value a beat."""

    def series_of(self, key: ProcessKey, metric_id: str, from_ms: int, to_ms: int) -> Series:
        """Return a metric of one process for every beat in which it lived."""
