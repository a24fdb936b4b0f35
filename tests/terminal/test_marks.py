"""`mark` and `marks`: what is kept, what is printed, and what is said where neither can be."""

import csv
import json
import time
from pathlib import Path

import pytest

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.marks import Mark
from procmon_gui.terminal.marks import run_mark, run_marks
from procmon_gui.terminal.request import Request
from tests.store.desk.desks import NOW_MS, marks_in, texts

AT_MS = 1_764_000_003_400


class Full:
    """Keeps nothing."""

    def add(self, at_ms: int, text: str) -> Mark:
        raise Unavailable("/data/desk.sqlite: the disk is full, so nothing was kept")


def printed(capsys: pytest.CaptureFixture[str], folder: Path, format: str) -> str:
    assert run_marks(Request(verb="marks", format=format), opener=lambda _: marks_in(folder)) == 0
    return capsys.readouterr().out


def test_a_moment_is_marked_now_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before_ms = time.time_ns() // 1_000_000
    assert run_mark(Request(verb="mark", text="deployed  2.4"), opener=lambda _: marks_in(tmp_path)) == 0

    (mark,) = marks_in(tmp_path).all()
    told = capsys.readouterr()
    assert before_ms <= mark.at_ms <= time.time_ns() // 1_000_000
    assert told.out == ""
    assert told.err.startswith("procmon-gui: marked 20")
    assert told.err.endswith("Z: deployed 2.4\n")


def test_a_moment_of_the_past_is_marked_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    request = Request(verb="mark", text="fan noise", at="2025-11-24 16:00:03.4 UTC")
    assert run_mark(request, opener=lambda _: marks_in(tmp_path)) == 0

    assert [mark.at_ms for mark in marks_in(tmp_path).all()] == [AT_MS]


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"text": " "}, "A mark needs a few words"),
        ({"text": "x" * 201}, "A mark has at most 200 letters, these are 201"),
        ({"text": "x", "at": "2999-01-01"}, "is still to come"),
        ({"text": "x", "at": "yestrday"}, "'yestrday' can not stand here"),
    ],
)
def test_what_can_be_no_mark_is_said_and_nothing_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], wanted: dict[str, str], sentence: str
) -> None:
    assert run_mark(Request(verb="mark", **wanted), opener=lambda _: marks_in(tmp_path)) == 2  # type: ignore[arg-type]

    assert sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_can_not_be_kept_is_said_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_mark(Request(verb="mark", text="x"), opener=lambda _: Full()) == 1  # type: ignore[arg-type,return-value]

    assert capsys.readouterr().err == "procmon-gui: /data/desk.sqlite: the disk is full, so nothing was kept\n"


def test_marks_are_printed_for_people_and_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    marks = marks_in(tmp_path)
    marks.add(AT_MS, "=1+1, “fan” \x1b[31m")

    assert printed(capsys, tmp_path, "table").splitlines() == [
        "TIME (UTC)                BY            MARK",
        r"2025-11-24 16:00:03.400Z  anna          =1+1, “fan” \x1b[31m",
    ]
    assert [json.loads(line) for line in printed(capsys, tmp_path, "json").splitlines()] == [
        {
            "at_utc": "2025-11-24T16:00:03.400Z",
            "text": r"=1+1, “fan” \x1b[31m",
            "author": "anna",
            "made_at_utc": "2023-11-14T22:13:20.000Z",
        }
    ]
    assert list(csv.reader(printed(capsys, tmp_path, "csv").splitlines())) == [
        ["at_utc", "text", "author", "made_at_utc"],
        ["2025-11-24T16:00:03.400Z", r"'=1+1, “fan” \x1b[31m", "anna", "2023-11-14T22:13:20.000Z"],
    ]
    assert NOW_MS == 1_700_000_000_000


def test_where_nothing_is_marked_people_are_told_how_and_programs_get_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "procmon-gui mark" in printed(capsys, tmp_path, "table")
    assert printed(capsys, tmp_path, "json") == ""
    assert printed(capsys, tmp_path, "csv") == "at_utc,text,author,made_at_utc\r\n"
    assert texts(marks_in(tmp_path).all()) == []
