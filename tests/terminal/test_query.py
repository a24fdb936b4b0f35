"""`query`: which moments are printed, and what is said of those that are not there."""

import json

import pytest

from procmon_gui.terminal.arguments import Request
from procmon_gui.terminal.query import run_query
from tests.terminal.moments import EVERY_SECOND, PreparedMoments


def printed(capsys: pytest.CaptureFixture[str], moments: PreparedMoments, **wanted: object) -> list[str]:
    """Return the times of the moments that are printed."""
    request = Request(verb="query", format="json", **wanted)  # type: ignore[arg-type]
    assert run_query(request, opener=lambda _: moments) == 0
    assert moments.is_closed
    return [json.loads(line)["at_utc"] for line in capsys.readouterr().out.splitlines()]


def test_without_a_time_the_newest_moment_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, PreparedMoments(EVERY_SECOND)) == ["2025-11-24T16:00:09.000Z"]


def test_a_time_gives_the_moment_nearest_to_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, PreparedMoments(EVERY_SECOND), at="2025-11-24 16:00:03.4 UTC") == [
        "2025-11-24T16:00:03.000Z"
    ]


def test_a_range_gives_every_moment_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    found = printed(
        capsys, PreparedMoments(EVERY_SECOND), from_="2025-11-24 16:00:02 UTC", to="2025-11-24 16:00:04 UTC"
    )

    assert found == [f"2025-11-24T16:00:0{second}.000Z" for second in (2, 3, 4)]


def test_every_leaves_moments_out(capsys: pytest.CaptureFixture[str]) -> None:
    found = printed(capsys, PreparedMoments(EVERY_SECOND), from_="2025-11-24 16:00 UTC", every_s=4.0)

    assert found == [f"2025-11-24T16:00:0{second}.000Z" for second in (0, 4, 8)]


def test_only_processes_that_match_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    request = Request(verb="query", filter="cpu > 100%", format="json")
    run_query(request, opener=lambda _: PreparedMoments(EVERY_SECOND))

    assert [one["name"] for one in json.loads(capsys.readouterr().out)["processes"]] == ["busy"]


def test_a_moment_that_is_far_from_the_time_is_said_to_be(capsys: pytest.CaptureFixture[str]) -> None:
    request = Request(verb="query", at="2025-11-24 12:00 UTC")
    assert run_query(request, opener=lambda _: PreparedMoments(EVERY_SECOND)) == 0

    told = capsys.readouterr()
    assert told.err == (
        "procmon-gui: Nothing was recorded at 2025-11-24 12:00:00 UTC; the nearest moment is 2025-11-24 16:00:00 UTC\n"
    )
    assert "16:00:00.000Z" in told.out


def test_damaged_moments_of_a_range_are_left_out_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    moments = PreparedMoments(EVERY_SECOND, damaged=frozenset(EVERY_SECOND[3:5]))
    request = Request(verb="query", format="json", from_="2025-11-24 16:00 UTC")
    assert run_query(request, opener=lambda _: moments) == 0

    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 8
    assert told.err == "procmon-gui: 2 moments are damaged and were left out\n"


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"at": "now", "to": "now"}, "--at is one moment"),
        ({"to": "now"}, "--to and --every need --from"),
        ({"every_s": 1.0}, "--to and --every need --from"),
        ({"from_": "now", "to": "2 hours ago"}, "--to lies before --from"),
        ({"at": "yestrday"}, "'yestrday' can not stand here"),
        ({"filter": "cpu >"}, "The filter can not be understood"),
        ({"sort": "colour"}, "colour"),
    ],
)
def test_what_makes_no_sense_is_said(
    capsys: pytest.CaptureFixture[str], wanted: dict[str, object], sentence: str
) -> None:
    request = Request(verb="query", **wanted)  # type: ignore[arg-type]

    assert run_query(request, opener=lambda _: PreparedMoments(EVERY_SECOND)) == 2
    assert sentence in capsys.readouterr().err


def test_an_empty_history_is_said_to_be_empty(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_query(Request(verb="query"), opener=lambda _: PreparedMoments([])) == 1
    assert capsys.readouterr().err == "procmon-gui: Nothing was recorded yet.\n"
