"""`salvage` says what came back and what did not, and why nothing could be done."""

from pathlib import Path

import pytest

from procmon_gui.cli import main
from procmon_gui.store.history.database import FILE_NAME, put_aside
from procmon_gui.store.history.salvage import Salvaged
from procmon_gui.store.place import lock_folder
from procmon_gui.terminal.request import Request
from procmon_gui.terminal.salvage import run_salvage
from tests.store.history.machines import day
from tests.store.history.recording import record

_LONG_AGO = {"PROCMON_GUI_HISTORY_BEATS_DAYS": "3650"}


@pytest.fixture
def aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Path:
    """Return a history that was set aside; the settings keep beats for long."""
    for name, value in _LONG_AGO.items():
        monkeypatch.setenv(name, value)
    record(tmp_path, day(130), machine_id="0123456789abcdef" * 2)
    return put_aside(tmp_path / FILE_NAME)


def test_what_came_back_is_said_and_the_file_stays(
    tmp_path: Path, aside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["salvage", str(aside), "--data-dir", str(tmp_path), "--config", str(tmp_path / "none.toml")])

    out, err = capsys.readouterr()
    assert status == 0
    assert out.splitlines() == [
        "brought back   130 samples in 3 minutes, from 2023-11-14 22:13:21 to 2023-11-14 22:15:30 UTC",
        "not            sums by minute and hour: whoever records next makes them of these samples",
    ]
    assert f"{aside} stays as it is" in err
    assert aside.exists()


def test_while_somebody_records_it_says_so_and_ends_with_1(
    tmp_path: Path, aside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = lock_folder(tmp_path)
    status = main(["salvage", str(aside), "--data-dir", str(tmp_path)])
    lock.close()

    assert status == 1
    assert capsys.readouterr().err == f"procmon-gui: Another program records into {tmp_path} already\n"


def test_all_that_did_not_come_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = Salvaged(
        chunk_count=0, beat_count=0, span=None, there_count=3, left_count=4, damaged_count=5
    )  # fmt: skip

    assert run_salvage(Request(verb="salvage", file=tmp_path / "x"), work=lambda *_: found) == 0

    assert capsys.readouterr().out.splitlines() == [
        "brought back   0 samples in 0 minutes",
        "not            3 minutes that are in the history already",
        "not            4 minutes that are too old to be kept, or for which there is no room",
        "not            5 pieces that are damaged, or were deleted long before",
    ]
