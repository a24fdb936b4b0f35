"""One snapshot as one line of JSON."""

import msgspec

from procmon_gui.domain.host_metrics import HOST_METRICS
from procmon_gui.domain.process_metrics import PROCESS_METRICS
from procmon_gui.domain.reading import IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.reports.values import column_values, host_values, iso_utc

_FIELDS = tuple(metric.id for metric in PROCESS_METRICS)


def json_line(snapshot: Snapshot, rows: IntArray, host: str) -> str:
    """Return `{"at_utc", "host", "system", "processes"}` without a line break; unknown is null.

    `system` holds every host metric by id: a value, or `{device: value}` where there is one for each device, with ""
    for the whole machine. `processes` holds every process metric by id, for the processes in `rows`.
    """
    columns = (column_values(snapshot, metric, rows) for metric in PROCESS_METRICS)
    beat = {
        "at_utc": iso_utc(snapshot.at_ms / 1000),
        "host": host,
        "system": host_values(snapshot, HOST_METRICS),
        "processes": [dict(zip(_FIELDS, values, strict=True)) for values in zip(*columns, strict=True)],
    }
    return msgspec.json.encode(beat).decode()
