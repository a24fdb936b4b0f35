"""`incident`: what is asked for, what is said, and what is left when it goes wrong."""

from pathlib import Path

import pytest

from procmon_gui.domain.errors import Unavailable, WrongInput
from procmon_gui.domain.history import Span
from procmon_gui.domain.ports import Errand
from procmon_gui.store.history.incident import MadeIncident
from procmon_gui.terminal.incident import run_incident
from procmon_gui.terminal.request import Request

BEGIN_MS = 1_764_000_000_000
MADE = MadeIncident(
    span=Span(from_ms=BEGIN_MS, to_ms=BEGIN_MS + 60_000), beat_count=61, size_bytes=4096, damaged_count=0
)


def request(out: Path, **wanted: object) -> Request:
    return Request(verb="incident", from_="2025-11-24 16:00 UTC", out=out, **wanted)  # type: ignore[arg-type]


def test_it_says_what_is_in_the_file_and_that_command_lines_are_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []

    def make(_request: Request, target: Path, span: Span, errand: Errand) -> MadeIncident:
        asked.append((target, span.from_ms, span.to_ms))
        errand.tell_progress(1, 2)
        return MADE

    assert run_incident(request(tmp_path / "web.procmon", to="2025-11-24 16:01 UTC"), maker=make) == 0
    assert asked == [(tmp_path / "web.procmon", BEGIN_MS, BEGIN_MS + 60_000)]
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "procmon-gui: 61 moments from 2025-11-24 16:00:00 UTC to 2025-11-24 16:01:00 UTC, without command lines, "
        f"are in {tmp_path}/web.procmon (4.0 KiB)\n"
    )


def test_damaged_parts_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = MadeIncident(span=MADE.span, beat_count=1, size_bytes=1, damaged_count=2)

    assert run_incident(request(tmp_path / "x.procmon"), maker=lambda *_: made) == 0
    assert "2 parts of that time are damaged and were left out" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["x", "x.sqlite", "x.procmon.zip", "procmon"])
def test_another_ending_is_refused_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    def never(*_: object) -> MadeIncident:
        raise AssertionError

    assert run_incident(request(tmp_path / name), maker=never) == 2
    assert ".procmon" in capsys.readouterr().err


@pytest.mark.parametrize(("error", "status"), [(Unavailable("no room"), 1), (WrongInput("is there already"), 2)])
def test_what_goes_wrong_is_said_and_ends_with_its_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], error: Exception, status: int
) -> None:
    def fail(*_: object) -> MadeIncident:
        raise error

    assert run_incident(request(tmp_path / "x.procmon"), maker=fail) == status
    assert str(error) in capsys.readouterr().err


def test_a_time_that_can_not_be_understood_is_shown_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = Request(verb="incident", from_="soonish", out=tmp_path / "x.procmon")

    assert run_incident(wrong, maker=lambda *_: MADE) == 2
    assert "soonish" in capsys.readouterr().err


def test_from_a_folder_in_which_nothing_was_recorded_there_is_nothing_to_cut(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_incident(request(tmp_path / "x.procmon", data_dir=tmp_path / "data")) == 1
    assert "Nothing was recorded into" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
