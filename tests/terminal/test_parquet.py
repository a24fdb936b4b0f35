"""`export --format parquet`: the same figures as CSV, each with its type, unknown as null."""

import builtins
import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from procmon_gui.domain.process_metrics import PROCESS_METRICS
from procmon_gui.domain.units import Unit
from procmon_gui.reports import parquet
from procmon_gui.terminal.export import run_export
from procmon_gui.terminal.request import Request
from tests.terminal.moments import BEGIN_MS, EVERY_SECOND, PreparedMoments

FROM = "2025-11-24 16:00 UTC"


def run(out: Path) -> int:
    request = Request(verb="export", from_=FROM, out=out)
    return run_export(request, opener=lambda _: PreparedMoments(EVERY_SECOND))


def test_without_pyarrow_it_is_said_how_to_get_it_and_no_file_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load = builtins.__import__

    def refuse(name: str, *more: Any) -> Any:
        if name.partition(".")[0] == "pyarrow":
            raise ModuleNotFoundError(name)
        return load(name, *more)

    monkeypatch.setattr(builtins, "__import__", refuse)

    assert run(tmp_path / "out.parquet") == 1
    assert "pip install 'procmon-gui[parquet]'" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


class TestWithPyarrow:
    """Against the real package, which is an extra of the program and one of the test tools."""

    @pytest.fixture
    def table(self, tmp_path: Path) -> Any:
        import pyarrow.parquet

        assert run(tmp_path / "out.parquet") == 0
        return pyarrow.parquet.read_table(tmp_path / "out.parquet")

    def test_every_field_is_what_csv_says_of_it(self, table: Any, tmp_path: Path) -> None:
        assert run(tmp_path / "out.csv") == 0
        with (tmp_path / "out.csv").open(newline="") as stream:
            expected = list(csv.DictReader(stream))

        assert table.column_names == list(expected[0])
        for metric in PROCESS_METRICS:
            own = table.column(metric.id).to_pylist()
            for value, said in zip(own, [row[metric.id] for row in expected], strict=True):
                assert as_csv(metric.unit, value) == said, metric.id

    def test_times_are_times_and_numbers_have_their_kinds(self, table: Any) -> None:
        kinds = {field.name: str(field.type) for field in table.schema}

        assert kinds["at_utc"] == kinds["started_at_utc"] == "timestamp[ms, tz=UTC]"
        assert (kinds["pid"], kinds["rss_bytes"], kinds["cpu_ratio"]) == ("int64", "int64", "double")
        assert (kinds["kernel_thread"], kinds["state"], kinds["name"]) == ("bool", "string", "string")
        assert table.column("at_utc").to_pylist()[0] == datetime.fromtimestamp(BEGIN_MS / 1000, UTC)
        assert table.schema.metadata[b"host"] == b"web-7"

    def test_it_is_written_in_groups_of_rows(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        import pyarrow.parquet

        monkeypatch.setattr(parquet, "ROWS_AT_ONCE", 6)
        assert run(tmp_path / "out.parquet") == 0

        file = pyarrow.parquet.ParquetFile(tmp_path / "out.parquet")
        assert [file.metadata.row_group(place).num_rows for place in range(file.num_row_groups)] == [6, 6, 6, 2]


def as_csv(unit: Unit, value: Any) -> str:
    """Return a value of a table as CSV has it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(float(np.round(value, 6)))
    return str(value)
