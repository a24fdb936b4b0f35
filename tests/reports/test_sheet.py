"""A list as CSV and as JSON."""

import csv
import io
import json

import numpy as np

from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.reports.sheet import Sheet, sheet_csv, sheet_json

NAME, PID, STATE, CPU, KERNEL = (
    PROCESS_CATALOGUE.by_id[one] for one in ("name", "pid", "state", "cpu_ratio", "kernel_thread")
)
SHEET = Sheet(
    at_utc_s=1_700_000_000.0,
    metrics=(NAME, PID, STATE, CPU, KERNEL),
    columns=(
        ["=1+1", "two\nlines", None],
        np.array([1.0, 2.0, np.nan]),
        np.array([1.0, 0.0, np.nan]),
        np.array([0.25, np.nan, 0.0]),
        np.array([1.0, 0.0, np.nan]),
    ),
    levels=[1, 2, 2],
)


def test_csv_has_a_line_for_each_row_and_unknown_is_empty() -> None:
    rows = list(csv.reader(io.StringIO(sheet_csv(SHEET))))

    assert rows == [
        ["level", "name", "pid", "state", "cpu_ratio", "kernel_thread"],
        ["1", "'=1+1", "1", "sleeping", "0.25", "true"],
        ["2", "two\\nlines", "2", "running", "", "false"],
        ["2", "", "", "", "0.0", ""],
    ]


def test_json_has_numbers_as_numbers_and_unknown_is_null() -> None:
    found = json.loads(sheet_json(SHEET))

    assert found["at_utc"] == "2023-11-14T22:13:20.000Z"
    assert found["rows"][0] == {
        "level": 1, "name": "=1+1", "pid": 1, "state": "sleeping", "cpu_ratio": 0.25, "kernel_thread": True
    }  # fmt: skip
    assert found["rows"][2] == {
        "level": 2, "name": None, "pid": None, "state": None, "cpu_ratio": 0.0, "kernel_thread": None
    }  # fmt: skip


def test_an_empty_list_is_a_header() -> None:
    empty = Sheet(at_utc_s=0.0, metrics=(NAME,), columns=([],))

    assert sheet_csv(empty) == "name\r\n"
    assert json.loads(sheet_json(empty))["rows"] == []


def test_whoever_waits_no_more_is_asked_between_columns() -> None:
    asked: list[bool] = []

    sheet_csv(SHEET, lambda: asked.append(True))

    assert len(asked) == 5
