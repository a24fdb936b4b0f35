"""The metric catalogue: every field of a process and of the host, declared once.

Columns, charts, the query language, the command line, the wire and the manual read this list; to add a metric, add
one entry to `process_metrics` or `host_metrics` (and, if it was never read before, the line that fills it).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from procmon_gui.domain.units import Unit


class Scope(Enum):
    """What a metric belongs to."""

    PROCESS = "process"
    HOST = "host"


class Aggregate(Enum):
    """How a value is put together over a subtree or a group of processes."""

    NONE = "none"
    SUM = "sum"
    MAX = "max"
    MIN = "min"


class Look(Enum):
    """What has to be read for a field. All but CHEAP are read only for rows that somebody looks at."""

    CHEAP = "cheap"
    STATUS = "status"
    SMAPS = "smaps"
    DESCRIPTORS = "descriptors"
    SCORES = "scores"
    GPU = "gpu"
    SOCKETS = "sockets"


class How(Enum):
    """How `derive` turns readings into the value."""

    GAUGE = "gauge"
    RATE = "rate"
    MADE = "made"


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name that lupdate looks for
    """Mark a text for translation where it is declared; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One field of the catalogue.

    `raw` names the field of the `Reading` that GAUGE copies and RATE differentiates, multiplied by `scale`.
    `per_instance` says that a host metric has one value for each device, with "" for the whole machine where that
    makes sense.
    """

    id: str
    title: str
    unit: Unit
    description: str
    source: str
    scope: Scope = Scope.PROCESS
    aggregate: Aggregate = Aggregate.NONE
    look: Look = Look.CHEAP
    how: How = How.MADE
    raw: str = ""
    scale: float = 1.0
    aliases: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    per_instance: bool = False

    @property
    def is_text(self) -> bool:
        """Say whether the values are texts; all others are numbers, choices as an index into `labels`."""
        return self.unit is Unit.TEXT


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All metrics by id, in the order in which they are shown, and the short names that people type.

    A word without a field is looked for in the texts that are `searched`, and a number also in `searched_number`, as
    far as the catalogue has them.
    """

    metrics: tuple[Metric, ...]
    searched: tuple[str, ...] = ("name", "command_line")
    searched_number: str = "pid"
    by_id: Mapping[str, Metric] = field(init=False, repr=False)
    by_name: Mapping[str, Metric] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_id = {metric.id: metric for metric in self.metrics}
        by_name = dict(by_id)
        for metric in self.metrics:
            for alias in metric.aliases:
                if alias in by_name:
                    raise ValueError(f"two metrics are called {alias!r}")
                by_name[alias] = metric
        if len(by_id) != len(self.metrics):
            raise ValueError("a metric id stands twice in the catalogue")
        object.__setattr__(self, "by_id", MappingProxyType(by_id))
        object.__setattr__(self, "by_name", MappingProxyType(by_name))

    def of(self, scope: Scope) -> tuple[Metric, ...]:
        """Return the metrics of one scope, in their order."""
        return tuple(metric for metric in self.metrics if metric.scope is scope)
