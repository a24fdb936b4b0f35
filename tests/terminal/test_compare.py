"""`compare`: which ranges are meant, and how the comparison is printed."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from procmon_gui.domain.history import Span
from procmon_gui.domain.ranges import RangeReader
from procmon_gui.domain.text import shown_width
from procmon_gui.terminal.arguments import parse
from procmon_gui.terminal.compare import run_compare
from procmon_gui.terminal.request import Request
from tests.ui.ranges import HOUR_MS, START_MS, FakeRanges, program

A = START_MS + HOUR_MS
PROGRAMS = {
    A: [program("backup", 1800, "/usr/bin/backup"), program("postgres", 720), program("sshd", 9)],
    START_MS: [program("postgres", 360), program("sshd", 9), program("cron", 36)],
}


def utc(at_ms: int) -> str:
    return f"{datetime.fromtimestamp(at_ms / 1000, UTC):%Y-%m-%d %H:%M:%S} UTC"


def printed(capsys: pytest.CaptureFixture[str], ranges: FakeRanges | None = None, **wanted: object) -> str:
    values = {"from_": utc(A), "to": utc(A + HOUR_MS), **wanted}
    request = Request(verb="compare", **values)  # type: ignore[arg-type]
    assert run_compare(request, opener=lambda _: opened(ranges or FakeRanges(programs=PROGRAMS))) == 0
    return capsys.readouterr().out


@contextmanager
def opened(ranges: FakeRanges) -> Iterator[RangeReader]:
    yield ranges


def spans_asked(ranges: FakeRanges) -> list[Span]:
    return [asked for asked in ranges.asked if isinstance(asked, Span)]


def test_a_range_is_compared_with_the_time_before_it(capsys: pytest.CaptureFixture[str]) -> None:
    ranges = FakeRanges(programs=PROGRAMS)
    lines = printed(capsys, ranges).splitlines()

    assert spans_asked(ranges) == [Span(from_ms=A, to_ms=A + HOUR_MS), Span(from_ms=START_MS, to_ms=A)]
    assert lines[0] == "A  2023-11-14 23:13:20 to 2023-11-15 00:13:20 UTC, recorded 1:00:00"
    assert [line.split() for line in lines[-3:]] == [
        ["new", "50.0", "%", "+50.0", "%", "1,", "was", "0", "backup", "/usr/bin/backup"],
        ["more", "20.0", "%", "10.0", "%", "+10.0", "%", "1", "postgres"],
        ["gone", "1.0", "%", "-1.0", "%", "0,", "was", "1", "cron"],
    ]


def test_another_range_is_as_long_where_no_end_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    ranges = FakeRanges(programs=PROGRAMS)
    printed(capsys, ranges, with_from=utc(START_MS - HOUR_MS))
    printed(capsys, ranges, with_from=utc(START_MS), with_to=utc(START_MS + 60_000))

    assert spans_asked(ranges)[1] == Span(from_ms=START_MS - HOUR_MS, to_ms=START_MS)
    assert spans_asked(ranges)[3] == Span(from_ms=START_MS, to_ms=START_MS + 60_000)


def test_what_did_not_change_is_printed_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(printed(capsys, format="csv", has_all=True))))

    assert [(row["program"], row["change"]) for row in rows] == [
        ("backup", "new"), ("postgres", "more"), ("cron", "gone"), ("sshd", "same"),
    ]  # fmt: skip
    assert rows[0]["a_cpu_ratio"] == "0.5"
    assert rows[0]["b_cpu_ratio"] == ""


def test_json_has_both_ranges_the_machine_and_the_programs(capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(printed(capsys, format="json", by="memory", limit=1))

    assert told["by"] == "memory"
    assert told["a"]["from_utc"] == "2023-11-14T23:13:20.000Z"
    assert told["b"]["system"]["host.cpu.busy_ratio"] == {
        "mean": 0.25, "p95": 0.5, "p95_step_s": 0, "max": 0.75, "max_step_s": 0,
    }  # fmt: skip
    assert [list(one)[:4] for one in told["programs"]] == [["program", "executable", "change", "a_rss_bytes"]]


def test_p95_and_most_of_minutes_are_marked_and_the_mark_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    of_samples = printed(capsys).splitlines()
    lines = printed(capsys, FakeRanges(programs=PROGRAMS, step_ms=60_000)).splitlines()
    told = json.loads(printed(capsys, FakeRanges(programs=PROGRAMS, step_ms=60_000), format="json"))

    assert not any("*" in line for line in of_samples)
    assert lines[4].split() == ["CPU", *["25.0", "%"] * 2, *["50.0", "%*"] * 2, *["75.0", "%*"] * 2]
    assert "* of the means of minutes, not of the samples" in lines
    assert told["a"]["system"]["host.cpu.busy_ratio"] == {
        "mean": 0.25, "p95": 0.5, "p95_step_s": 60, "max": 0.75, "max_step_s": 60,
    }  # fmt: skip


def test_no_line_is_wider_than_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")

    assert max(shown_width(line) for line in printed(capsys).splitlines()) <= 60


@pytest.mark.parametrize(
    ("wanted", "status", "sentence"),
    [
        ({"to": utc(A - 1000)}, 2, "--to lies before --from"),
        ({"with_to": utc(A)}, 2, "--with-to needs --with-from"),
        ({"with_from": utc(A), "with_to": utc(A)}, 2, "--with-to lies before --with-from"),
        ({"with_from": "yestrday"}, 2, "'yestrday' can not stand here"),
    ],
)
def test_what_makes_no_sense_is_said(
    capsys: pytest.CaptureFixture[str], wanted: dict[str, str], status: int, sentence: str
) -> None:
    request = Request(verb="compare", **{"from_": utc(A), "to": utc(A + HOUR_MS), **wanted})  # type: ignore[arg-type]

    assert run_compare(request, opener=lambda _: opened(FakeRanges())) == status
    assert sentence in capsys.readouterr().err


def test_a_range_of_which_nothing_was_recorded_is_not_compared(capsys: pytest.CaptureFixture[str]) -> None:
    request = Request(verb="compare", from_=utc(A))

    assert run_compare(request, opener=lambda _: opened(FakeRanges(covered_ms=0))) == 1
    assert "Nothing was recorded in A" in capsys.readouterr().err


def test_the_command_line_needs_a_beginning(capsys: pytest.CaptureFixture[str]) -> None:
    request = parse(["compare", "--from", "3am", "--with-from", "yesterday 3am", "--by", "disk", "--all"])
    assert (request.from_, request.with_from, request.by, request.has_all) == ("3am", "yesterday 3am", "disk", True)

    with pytest.raises(SystemExit):
        parse(["compare"])
    assert "--from" in capsys.readouterr().err
