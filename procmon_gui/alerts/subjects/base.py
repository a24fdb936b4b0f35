"""What every subject can do. Pure."""

from collections.abc import Collection, Iterable
from typing import Protocol

from procmon_gui.alerts.beat import Beat
from procmon_gui.alerts.thing import Case, Things
from procmon_gui.domain.alerts import AlertEvent, Firing
from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.metrics import Aggregate, Look, Metric
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.query import Query, QueryError, TextMemory, compile

Events = Iterable[AlertEvent]


class Judged(Protocol):
    """One rule as it is judged."""

    things: Things

    @property
    def looks(self) -> frozenset[Look]:
        """Return the costly fields without which it knows nothing."""

    @property
    def query(self) -> Query | None:
        """Return whom it is about; None for all, and where that is no question."""

    def beat(self, beat: Beat) -> Events:
        """Take a beat and tell what came of it."""


class Builder(Protocol):
    """Makes a subject of a rule; raises WrongInput for one that makes no sense."""

    def __call__(self, case: Case, firing: Collection[Firing], texts: TextMemory) -> Judged:
        """Make it."""


def query_of(where: str, texts: TextMemory) -> Query | None:
    """Return whom a rule is about; raises WrongInput, which says what is wrong with the words."""
    if not where.strip():
        return None
    try:
        return compile(where, memory=texts)
    except QueryError as error:
        raise WrongInput(f"where: {error}") from error


def process_metric(metric_id: str) -> Metric:
    """Return a metric of processes that is a number; raises WrongInput."""
    metric = PROCESS_CATALOGUE.by_id.get(metric_id)
    if metric is None:
        raise WrongInput(f"metric: there is no metric of processes called {metric_id or '(nothing)'}")
    if metric.is_text:
        raise WrongInput(f"metric: {metric_id} is a text, and no text is above or below anything")
    return metric


def sum_metric(metric_id: str) -> Metric:
    """Return one that can be put together over several processes; raises WrongInput."""
    metric = process_metric(metric_id)
    if metric.aggregate is Aggregate.NONE:
        raise WrongInput(f"metric: {metric_id} of several processes is nothing that could be put together")
    return metric


def looks_of(query: Query | None, *metrics: Metric) -> frozenset[Look]:
    """Return the costly fields that a query and some metrics read."""
    own = frozenset(metric.look for metric in metrics) - {Look.CHEAP}
    return own | (query.looks if query is not None else frozenset())
