"""How the process table looked: its columns, their widths and order, and by what it was sorted."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSettings

from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.ui.models.process_column_sets import read_columns, write_columns
from procmon_gui.ui.models.process_columns import FIRST_COLUMNS

# The number is the form of what follows; a later form reads this one or begins anew.
KEY: Final = "processes/1/"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessLook:
    """What is kept between two starts. `columns` are metric ids from left to right with their widths, 0 for unset."""

    columns: tuple[tuple[str, int], ...] = tuple((metric_id, 0) for metric_id in FIRST_COLUMNS)
    sort_metric_id: str | None = "cpu_ratio"
    is_descending: bool = True


def read_look(settings: QSettings) -> ProcessLook:
    """Return what was kept; whatever can not be used is as at the first start."""
    first = ProcessLook()
    kept = str(settings.value(KEY + "sort", first.sort_metric_id or ""))
    return ProcessLook(
        columns=read_columns(str(settings.value(KEY + "columns", "")).split()) or first.columns,
        sort_metric_id=kept if kept in PROCESS_CATALOGUE.by_id else None,
        is_descending=_flag(settings, "descending", first.is_descending),
    )


def write_look(settings: QSettings, look: ProcessLook) -> None:
    """Keep a look."""
    settings.setValue(KEY + "columns", " ".join(write_columns(look.columns)))
    settings.setValue(KEY + "sort", look.sort_metric_id or "")
    settings.setValue(KEY + "descending", look.is_descending)


def _flag(settings: QSettings, name: str, default: bool) -> bool:
    return str(settings.value(KEY + name, default)).casefold() == "true"
