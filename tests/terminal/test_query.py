"""`query`: which moments are printed, and what is said of those that are not there."""

import json
from pathlib import Path

import pytest

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.reports.values import iso_utc
from procmon_gui.store.history.digest import MINUTE_MS
from procmon_gui.terminal.query import run_query
from procmon_gui.terminal.request import Request
from tests.store.history.machines import day, status_of, with_ends
from tests.store.history.recording import record_and_end
from tests.store.history.test_old_times import forget
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


def test_a_range_in_which_nothing_was_recorded_is_said_to_be_empty(capsys: pytest.CaptureFixture[str]) -> None:
    request = Request(verb="query", format="json", from_="2025-11-24 12:00 UTC", to="2025-11-24 13:00 UTC")

    assert run_query(request, opener=lambda _: PreparedMoments(EVERY_SECOND)) == 1
    assert capsys.readouterr() == (
        "",
        "procmon-gui: Nothing was recorded between 2025-11-24 12:00:00 UTC and 2025-11-24 13:00:00 UTC.\n",
    )


def test_a_range_that_is_damaged_as_a_whole_is_said_to_be(capsys: pytest.CaptureFixture[str]) -> None:
    moments = PreparedMoments(EVERY_SECOND, damaged=frozenset(EVERY_SECOND))
    request = Request(verb="query", format="json", from_="2025-11-24 16:00 UTC")

    assert run_query(request, opener=lambda _: moments) == 1
    assert "All that was recorded is damaged" in capsys.readouterr().err


@pytest.fixture
def old(tmp_path: Path) -> list[Snapshot]:
    """Return what was shown while a history was recorded of whose first part only minutes are left."""
    shown = record_and_end(tmp_path, day(400, every_s=10))
    forget(tmp_path, shown[200].at_ms)
    return shown


def utc(at_ms: int) -> str:
    return iso_utc(at_ms / 1000) or ""


def test_a_time_of_which_only_minutes_are_left_gives_the_averages_of_its_minute_and_says_so(
    tmp_path: Path, old: list[Snapshot], capsys: pytest.CaptureFixture[str]
) -> None:
    at_ms = old[50].at_ms
    request = Request(verb="query", data_dir=tmp_path, at=utc(at_ms), format="json")

    assert run_query(request) == 0

    told = capsys.readouterr()
    minute = utc(at_ms // MINUTE_MS * MINUTE_MS)
    assert json.loads(told.out)["at_utc"] == minute
    assert json.loads(told.out)["processes"]
    assert "Only averages of the minute from" in told.err
    assert "Nothing was recorded" not in told.err


def test_a_range_that_begins_where_only_minutes_are_left_gives_those_too_and_says_so_once(
    tmp_path: Path, old: list[Snapshot], capsys: pytest.CaptureFixture[str]
) -> None:
    request = Request(verb="query", data_dir=tmp_path, from_=utc(old[50].at_ms), format="json")

    assert run_query(request) == 0

    told = capsys.readouterr()
    times = [json.loads(line)["at_utc"] for line in told.out.splitlines()]
    assert times[0] == utc(old[50].at_ms // MINUTE_MS * MINUTE_MS)
    assert times[-1] == utc(old[-1].at_ms)
    assert times == sorted(times)
    assert told.err.count("are averages of a minute") == 1


def test_a_moment_of_the_past_says_how_those_ended_who_were_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = record_and_end(tmp_path, with_ends(day(100)))
    request = Request(verb="query", data_dir=tmp_path, at=utc(shown[5].at_ms), filter="exit = -9", format="json")

    assert run_query(request) == 0

    (one,) = json.loads(capsys.readouterr().out)["processes"]
    assert (one["pid"], one["exit_status"], status_of(3)) == (103, -9, -9)
    assert one["ended_at_utc"] == utc(shown[9].at_ms - 300)


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
