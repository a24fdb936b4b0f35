"""What programs read: JSON lines and CSV."""

import csv
import io
import json
import math
from typing import Any

import pytest

from procmon_gui.domain.host_metrics import HOST_METRICS
from procmon_gui.domain.process_metrics import PROCESS_METRICS, STATE_LABELS
from procmon_gui.reports.csv_rows import csv_header, csv_rows
from procmon_gui.reports.json_lines import json_line
from procmon_gui.reports.values import iso_utc
from tests.reports.snapshots import Row, snapshot_of

ONE: Row = {
    "pid": 42,
    "ppid": 1,
    "name": "worker",
    "user": "anna",
    "state": STATE_LABELS.index("disk-sleep"),
    "cpu_ratio": 0.25,
    "cpu_time_s": 0.1 + 0.2,
    "rss_bytes": 3 * 2**40,
    "started_at_utc": 1_767_225_600.5,
    "kernel_thread": 0,
    "nice": -5,
}


def _read_json(rows: list[Row], host: dict[str, dict[str, float]] | None = None) -> dict[str, Any]:
    snapshot = snapshot_of(rows, host)
    made: dict[str, Any] = json.loads(json_line(snapshot, snapshot.rows, "here"))
    return made


def test_a_beat_is_one_line_with_its_time_host_system_and_processes() -> None:
    snapshot = snapshot_of([ONE])
    line = json_line(snapshot, snapshot.rows, "here")

    assert "\n" not in line
    beat = json.loads(line)
    assert list(beat) == ["at_utc", "host", "system", "processes"]
    assert beat["at_utc"] == "2026-01-01T00:00:00.123Z"
    assert beat["host"] == "here"


def test_every_field_of_the_catalogue_is_there_and_unknown_is_null() -> None:
    beat = _read_json([ONE])

    (process,) = beat["processes"]
    assert list(process) == [metric.id for metric in PROCESS_METRICS]
    assert process["oom_score"] is None
    assert process["command_line"] is None
    assert list(beat["system"]) == [metric.id for metric in HOST_METRICS]
    assert set(beat["system"].values()) == {None}


def test_choices_are_labels_times_are_iso_flags_are_true_or_false_and_counts_are_whole() -> None:
    (process,) = _read_json([ONE])["processes"]

    assert process["state"] == "disk-sleep"
    assert process["started_at_utc"] == "2026-01-01T00:00:00.500Z"
    assert process["kernel_thread"] is False
    assert process["cpu_ratio"] == 0.25
    assert process["cpu_time_s"] == 0.3
    for id, value in (("pid", 42), ("rss_bytes", 3 * 2**40), ("nice", -5)):
        assert process[id] == value
        assert isinstance(process[id], int)


def test_a_metric_of_each_device_is_an_object_and_others_are_plain() -> None:
    system = _read_json(
        [],
        {
            "host.cpu.busy_ratio": {"": 0.5, "0": 1.0, "1": math.nan},
            "host.load.1min": {"": 0.25},
            "host.filesystem.size_bytes": {"/a\nb": 10.0},
        },
    )["system"]

    assert system["host.cpu.busy_ratio"] == {"": 0.5, "0": 1.0, "1": None}
    assert system["host.load.1min"] == 0.25
    assert system["host.filesystem.size_bytes"] == {r"/a\nb": 10}


@pytest.mark.parametrize("seconds", [math.nan, math.inf, -1.0, 1e18])
def test_what_is_no_time_is_unknown(seconds: float) -> None:
    assert iso_utc(seconds) is None


def test_a_text_that_slipped_through_is_still_made_safe() -> None:
    """A source that forgot its border makes no invalid JSON and no second line."""
    (process,) = _read_json([{"pid": 1, "name": "a\udcffb\nc"}])["processes"]

    assert process["name"] == r"a\xffb\nc"


def test_csv_has_the_fields_of_the_catalogue_and_empty_is_unknown() -> None:
    snapshot = snapshot_of([ONE, {"pid": 43}])
    (first, second) = csv.DictReader(io.StringIO(csv_header() + csv_rows(snapshot, snapshot.rows), newline=""))

    assert list(first) == ["at_utc", *(metric.id for metric in PROCESS_METRICS)]
    assert first["at_utc"] == "2026-01-01T00:00:00.123Z"
    assert (first["pid"], first["state"], first["kernel_thread"]) == ("42", "disk-sleep", "false")
    assert (second["pid"], second["name"], second["cpu_ratio"]) == ("43", "", "")


def test_csv_disarms_formulas_in_texts_and_leaves_numbers_alone() -> None:
    snapshot = snapshot_of([{"pid": 1, "nice": -5, "name": "=1+1", "command_line": '-c "a,b"'}])
    (row,) = csv.DictReader(io.StringIO(csv_header() + csv_rows(snapshot, snapshot.rows), newline=""))

    assert (row["name"], row["command_line"], row["nice"]) == ("'=1+1", '\'-c "a,b"', "-5")
