"""The list as it is shown, taken out of the model for a file or the clipboard."""

from collections.abc import Sequence

import numpy as np

from procmon_gui.reports.sheet import Sheet
from procmon_gui.ui.models.process_model import ProcessModel


def sheet_of(model: ProcessModel, rows: Sequence[int], columns: Sequence[int]) -> Sheet:
    """Return some rows and columns of a model, as they are shown: a parent and a group with their totals.

    Cheap: values are looked up, and worded by whoever writes the sheet.
    """
    at = np.array(rows, dtype=np.int64)
    snapshot = model.arrangement.snapshot
    metrics = tuple(model.metric_at(column) for column in columns)
    values: list[object] = []
    for metric in metrics:
        if not metric.is_text:
            values.append(model.cells.numbers(metric, at))
        elif metric.id == "name":
            values.append(_names(model, at.tolist()))
        else:
            values.append(model.cells.texts(metric, at))
    return Sheet(
        at_utc_s=0.0 if snapshot is None else snapshot.at_ms / 1000,
        metrics=metrics,
        columns=tuple(values),  # type: ignore[arg-type]
        levels=(model.rows.depth[at] + 1).tolist() if model.arrangement.shape.has_levels else None,
    )


def _names(model: ProcessModel, rows: list[int]) -> list[str | None]:
    """Return the name of the program, as filters mean it, or that of the group."""
    names = model.cells.texts(model.metric_at(0), np.array(rows, dtype=np.int64))
    for place in np.flatnonzero(model.cells.is_group(np.array(rows, dtype=np.int64))).tolist():
        names[place] = model.cell_text(rows[place], 0)
    return names
