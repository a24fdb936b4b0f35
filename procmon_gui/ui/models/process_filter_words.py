"""Says in the language of filters what a cell holds: "Filter by this value". No Qt."""

import math
from datetime import UTC, datetime
from typing import Final

from procmon_gui.domain.metrics import Metric
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.units import Unit
from procmon_gui.ui.models.process_groups import Group, GroupKind
from procmon_gui.ui.models.process_shape import Shape

_FIELD_OF: Final = {
    Shape.PROGRAM: "executable",
    Shape.USER: "user",
    Shape.UNIT: "unit",
    Shape.CONTAINER: "container",
}
_EXACT: Final = (Unit.NONE, Unit.COUNT, Unit.EXIT)


# The calendar ends with the year 9999, also east of Greenwich; a broken clock may say more.
_LAST_YEAR_UTC_S: Final = 253_370_764_800


def value_filter(metric: Metric, value: float | str | None) -> str:
    """Return a filter that this value passes: the same text or number; of amounts, at least as much."""
    field = metric.aliases[0] if metric.aliases else metric.id
    if value is None or value != value:
        return f"{field} is unknown"
    if isinstance(value, str):
        return f"{field} = {_quoted(value)}"
    if metric.unit is Unit.FLAG:
        return f"{field} = {'yes' if value else 'no'}"
    if metric.unit is Unit.CHOICE:
        return f"{field} = {metric.labels[int(value)]}" if 0 <= value < len(metric.labels) else f"{field} is unknown"
    sign = "=" if metric.unit in _EXACT or value == 0 else ">="
    return f"{field} {sign} {_number(metric, value)}"


def group_filter(shape: Shape, group: Group) -> str:
    """Return a filter that the members of a group pass."""
    field = PROCESS_CATALOGUE.by_id[_FIELD_OF[shape]].id
    if group.kind is GroupKind.PROGRAM:
        name = _quoted(group.name)
        return f"executable ~ {_quoted('*/' + group.name)} or executable is unknown and name = {name}"
    if group.kind is GroupKind.CONTAINER:
        return f"container = {_quoted(group.name)}"
    is_unknown = group.kind is GroupKind.UNKNOWN
    words = f"{field} is unknown" if is_unknown else f"{field} = {_quoted(group.name)}"
    if shape is Shape.PROGRAM:
        return f"{words} and name is unknown"
    # What runs in a container stands there and not under its unit.
    return f'{words} and (container = "" or container is unknown)' if shape is Shape.UNIT else words


def both(first: str, second: str) -> str:
    """Return a filter for what passes two filters."""
    parts = [f"({part})" if " or " in part.casefold() else part for part in (first.strip(), second) if part]
    return " and ".join(parts)


def _quoted(said: str) -> str:
    escaped = said.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _number(metric: Metric, value: float) -> str:
    if metric.unit is Unit.RATIO:
        # Rounded down, so that the value itself passes.
        return f"{math.floor(value * 1000) / 10:.1f}".removesuffix(".0") + "%"
    if metric.unit is Unit.SECONDS:
        return f"{math.floor(value)}s"
    if metric.unit is Unit.COUNT_PER_S:
        return f"{math.floor(value * 10) / 10:.1f}".removesuffix(".0")
    if metric.unit is Unit.TIME_UTC_S:
        return (
            datetime.fromtimestamp(min(math.floor(value), _LAST_YEAR_UTC_S), UTC)
            .astimezone()
            .strftime("%Y-%m-%dT%H:%M:%S")
        )
    return str(math.floor(value))
