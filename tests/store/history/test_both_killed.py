"""Who records and the server are both killed, again and again: all that was committed is there in the end, and once."""

import os
import random
import sys
import time
from pathlib import Path

import pytest

from procmon_gui.engine.clock import SystemClock
from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.forwarding import Forwarder
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.writer import HistoryWriter
from procmon_gui.store.postgresql import address_of
from tests.faults.recorder import recorders, say
from tests.faults.starter import KEEPING_ALL
from tests.store.conftest import Team
from tests.store.history.forwarded import forwarding, until
from tests.store.history.machines import beating, day
from tests.store.history.recording import rows, start_again
from tests.store.history.test_server_sums import on_disk, on_server

_URL = "PROCMON_GUI_TEST_SERVER"
_RECORDER = (
    "from tests.faults.recorder import serve; from tests.store.history.test_both_killed import record_and_copy; "
    "serve(record_and_copy)"
)
BEATS = 200


def record_and_copy(folder: Path, first: int) -> None:
    """Record some minutes and copy them; say when all of it is on disk, and wait to be killed."""
    forwarder = Forwarder(folder / FILE_NAME, address_of(os.environ[_URL]), pause_s=0.02, back_off=lambda *_: 0.05)
    memory = RecentMemory()
    writer = HistoryWriter(
        memory, folder, clock=SystemClock(), keeping=KEEPING_ALL, ballast_bytes=4096, forwarder=forwarder
    )
    writer.start()
    shown = list(beating(day(BEATS, first=first), memory))
    has_said = False
    while True:
        if not has_said and writer.figures().kept_ms >= shown[-1].at_ms:
            has_said = True
            say("kept")
        forwarder.wake()
        time.sleep(0.005)  # the writer and the forwarder have their turns, until this process is killed


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
@pytest.mark.parametrize(
    "rounds",
    [
        pytest.param(6, marks=pytest.mark.slow),
        pytest.param(200, marks=[pytest.mark.nightly, pytest.mark.timeout(3000)]),
    ],
)
def test_whatever_of_both_is_killed_the_server_has_all_of_it_and_nothing_twice(
    tmp_path: Path, team: Team, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, rounds: int
) -> None:
    chance = random.Random(61)
    monkeypatch.setenv(_URL, team.recorder)
    kept = 0
    with recorders(_RECORDER) as program:
        for number in range(1, rounds + 1):
            pid = program.start(tmp_path, 10_000 * number)
            if number % 3:
                program.wait_for("kept", patience_s=60.0)
                kept += 1
            program.listen(chance.random() * 0.5)
            if number % 2:
                team.server.kill()
                program.listen(chance.random() * 0.2)
            program.kill(pid)
            if number % 2:
                team.server.start()
    start_again(tmp_path)
    with forwarding(tmp_path, team.recorder):
        assert until(lambda: len(team.chunks()) >= len(_chunks(tmp_path)) and on_server(team) == on_disk(tmp_path))

    there = [(uuid, number) for uuid, number, _ in team.chunks()]
    assert sorted(there) == sorted(_chunks(tmp_path))
    assert len(set(there)) == len(there)
    (counted,) = rows(tmp_path, "SELECT sum(beat_count) AS beats FROM system_sums")
    assert counted["beats"] >= kept * BEATS


def _chunks(folder: Path) -> list[tuple[str, int]]:
    found = rows(folder, "SELECT r.uuid, c.number FROM chunks c JOIN runs r ON r.id = c.run_id")
    return [(row["uuid"], row["number"]) for row in found]
