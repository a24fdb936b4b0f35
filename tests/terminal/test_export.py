"""`export`: a recorded time in a file, whole or not at all."""

import csv
import json
from pathlib import Path

import pytest

from procmon_gui.terminal.export import run_export
from procmon_gui.terminal.request import Request
from tests.terminal.moments import EVERY_SECOND, PreparedMoments

FROM = "2025-11-24 16:00 UTC"


def run(out: Path, **wanted: object) -> int:
    request = Request(verb="export", from_=FROM, out=out, **wanted)  # type: ignore[arg-type]
    return run_export(request, opener=lambda _: PreparedMoments(EVERY_SECOND))


def test_csv_has_a_row_for_each_process_of_each_moment(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "out.csv") == 0

    with (tmp_path / "out.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 2 * len(EVERY_SECOND)
    assert [row["name"] for row in rows[:2]] == ["busy", "init"]
    assert rows[0]["at_utc"] == "2025-11-24T16:00:00.000Z"
    assert "10 moments were written to" in capsys.readouterr().err


def test_json_lines_have_a_line_for_each_moment(tmp_path: Path) -> None:
    assert run(tmp_path / "out.jsonl", filter="busy", every_s=5.0) == 0

    moments = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert {one["host"] for one in moments} == {"web-7"}
    assert [one["at_utc"][-11:] for one in moments] == [":00:00.000Z", ":00:05.000Z"]
    assert [[process["name"] for process in one["processes"]] for one in moments] == [["busy"], ["busy"]]


@pytest.mark.parametrize("name", ["out", "out.xml", "out.csv.gz"])
def test_a_name_that_says_no_format_is_refused_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run(tmp_path / name) == 2
    assert ".csv, .jsonl, .parquet" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "nowhere" / "out.csv") == 1
    assert "No such file or directory" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl"])
def test_what_was_there_before_stays_when_nothing_was_recorded_in_that_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    out = tmp_path / name
    out.write_text("before")

    request = Request(verb="export", from_="2025-11-24 12:00 UTC", to="2025-11-24 13:00 UTC", out=out)
    assert run_export(request, opener=lambda _: PreparedMoments(EVERY_SECOND)) == 1

    assert "Nothing was recorded between" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert out.read_text() == "before"


def test_what_was_there_before_stays_when_the_export_is_interrupted(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("before")

    class Interrupted(PreparedMoments):
        def snapshot_at(self, at_ms: int) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_export(Request(verb="export", from_=FROM, out=out), opener=lambda _: Interrupted(EVERY_SECOND))

    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    assert out.read_text() == "before"
