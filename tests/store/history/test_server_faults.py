"""Whatever happens to the server, nothing is lost, nothing is there twice, and the disk is written as ever.

Real faults on a real PostgreSQL: away, killed, frozen, full, and not allowed any more.
"""

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from procmon_gui.store.history.forwarding import Forwarder
from procmon_gui.store.history.server import prepare_server
from tests.stopwatch import Stopwatch
from tests.store.conftest import Team
from tests.store.history.forwarded import MadeUp, forwarding, until
from tests.store.postgres import Server

KILLS = 10


def all_is_there(team: Team, made_up: MadeUp) -> None:
    """Nothing lost, nothing twice, nothing changed."""
    assert until(lambda: len(team.chunks()) >= len(made_up.chunks()))
    assert team.chunks() == made_up.chunks()


class Busy:
    """Commits a minute every few hundredths of a second, and measures how late it is and how long each takes."""

    def __init__(self, made_up: MadeUp, every_s: float = 0.05) -> None:
        self._made_up, self._every_s = made_up, every_s
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.late_s: list[float] = []
        self.commit_s: list[float] = []

    def __enter__(self) -> "Busy":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def p99(self) -> float:
        """Return how late the worst beats were so far, in seconds, and forget them."""
        late, self.late_s = self.late_s, []
        return float(np.percentile(late, 99))

    def _run(self) -> None:
        due_s = time.monotonic() + self._every_s
        while not self._is_over.wait(max(0.0, due_s - time.monotonic())):
            began_s = time.monotonic()
            self.late_s.append(began_s - due_s)
            self._made_up.commit()
            self.commit_s.append(time.monotonic() - began_s)
            due_s = max(due_s + self._every_s, time.monotonic())


def test_a_server_that_is_down_at_the_start_gets_everything_when_it_comes(
    tmp_path: Path, team: Team, caplog: pytest.LogCaptureFixture
) -> None:
    made_up = MadeUp(tmp_path)
    team.server.stop()
    with forwarding(tmp_path, team.recorder) as forwarder:
        assert until(lambda: "Connection refused" in forwarder.figures().trouble)
        made_up.commit(5)
        assert until(lambda: forwarder.figures().waiting_count == len(made_up.chunks()))
        team.server.start()

        all_is_there(team, made_up)
        assert until(lambda: not forwarder.figures().trouble)
    # Said once, however often it was tried.
    assert len(caplog.records) == 1


@pytest.mark.slow
def test_a_server_that_is_killed_again_and_again_loses_nothing_and_has_nothing_twice(
    tmp_path: Path, team: Team, caplog: pytest.LogCaptureFixture
) -> None:
    made_up = MadeUp(tmp_path)
    with forwarding(tmp_path, team.recorder) as forwarder, Busy(made_up, 0.02) as busy:
        assert until(lambda: forwarder.figures().sent_count > 20)
        usual_s = busy.p99()
        for _ in range(KILLS):
            sent = forwarder.figures().sent_count
            # In the midst of it.
            assert until(lambda sent=sent: forwarder.figures().sent_count > sent)  # type: ignore[misc]
            team.server.kill()
            team.server.start()
        late_s = busy.p99()
    with forwarding(tmp_path, team.recorder):
        all_is_there(team, made_up)
    print(f"p99 late: usual {usual_s * 1000:.1f} ms, while it is killed {late_s * 1000:.1f} ms")
    assert caplog.records
    assert late_s < max(0.05, 3 * usual_s)


@pytest.mark.parametrize(
    "frozen_s", [pytest.param(8.0, marks=pytest.mark.slow), pytest.param(60.0, marks=pytest.mark.nightly)]
)
def test_a_frozen_server_is_given_up_in_time_and_nobody_here_waits_for_it(
    tmp_path: Path, team: Team, caplog: pytest.LogCaptureFixture, frozen_s: float
) -> None:
    made_up = MadeUp(tmp_path)
    with forwarding(tmp_path, team.recorder) as forwarder, Busy(made_up) as busy:
        assert until(lambda: forwarder.figures().sent_count > 20)
        usual_s = busy.p99()
        commits = len(busy.commit_s)
        with team.server.frozen():
            began_s, watch = time.monotonic(), Stopwatch()
            assert until(lambda: bool(forwarder.figures().trouble))
            noticed_s = watch.took_s
            time.sleep(max(0.0, frozen_s - (time.monotonic() - began_s)))  # frozen that long
            late_s = busy.p99()
            assert len(busy.commit_s) - commits > frozen_s / 0.05 / 20
    with forwarding(tmp_path, team.recorder):
        all_is_there(team, made_up)
    print(f"p99 late: usual {usual_s * 1000:.1f} ms, frozen {late_s * 1000:.1f} ms; noticed after {noticed_s:.1f} s")
    assert "did not answer for 5 s" in caplog.text
    assert noticed_s < 6.5
    # Who waited for the server would be late by the seconds of its deadline; a night has a quiet machine.
    assert late_s < max(0.05 if frozen_s > 30 else 1.0, 3 * usual_s)


def test_who_ends_does_not_wait_for_a_frozen_server(
    tmp_path: Path, team: Team, caplog: pytest.LogCaptureFixture
) -> None:
    made_up = MadeUp(tmp_path)
    with forwarding(tmp_path, team.recorder) as forwarder:
        assert until(lambda: forwarder.figures().sent_count > 0)
        with team.server.frozen():
            made_up.commit(3)
            watch = Stopwatch()
            assert not forwarder.stop(1.0)
            took_s = watch.took_s
    assert took_s < 1.5


@pytest.mark.slow
def test_a_frozen_connection_is_left_for_a_new_one_and_what_it_held_is_there_once(
    tmp_path: Path, team: Team, caplog: pytest.LogCaptureFixture
) -> None:
    made_up = MadeUp(tmp_path)
    with forwarding(tmp_path, team.recorder):
        all_is_there(team, made_up)
        with _frozen_at_rest(team):
            made_up.commit(5)
            all_is_there(team, made_up)
    all_is_there(team, made_up)
    assert "did not answer" in caplog.text


@contextmanager
def _frozen_at_rest(team: Team) -> Iterator[None]:
    """Freeze a connection outside of a transaction: what one holds that stands still, nobody else can add."""
    is_over = False
    while not is_over:
        assert until(lambda: len(_resting(team)) == 1)
        pids = _resting(team)
        with team.server.frozen(pids):
            if pids and _resting(team) == pids:
                yield
                is_over = True


def _resting(team: Team) -> list[int]:
    """Return the connections of recorders, none while one of them is at work."""
    mine = f"usename = 'recorder' AND datname = '{team.database}'"
    backends = team.sql(f"SELECT pid, state FROM pg_stat_activity WHERE {mine}")
    return [pid for pid, _ in backends] if all(state == "idle" for _, state in backends) else []


@pytest.mark.slow
def test_ten_hours_that_waited_are_replayed_in_order_and_much_faster_than_they_came(
    tmp_path: Path, team: Team, caplog: pytest.LogCaptureFixture
) -> None:
    made_up = MadeUp(tmp_path)
    team.server.stop()
    with forwarding(tmp_path, team.recorder, hurry=100) as forwarder:
        assert until(lambda: bool(forwarder.figures().trouble))
        made_up.commit(600)
        team.server.start()
        began_s = time.monotonic()
        all_is_there(team, made_up)
        took_s = time.monotonic() - began_s
    in_order = [number for (number,) in team.sql("SELECT number FROM procmon_gui.chunks ORDER BY id")]
    print(f"600 minutes in {took_s:.1f} s: {600 * 60 / took_s:.0f} times as fast as they came")
    assert in_order[-600:] == sorted(in_order[-600:])
    assert took_s < 600 * 60 / 50
    assert caplog.records


def test_a_right_that_is_taken_away_is_said_and_all_goes_on_when_it_is_given_back(
    tmp_path: Path, team: Team, caplog: pytest.LogCaptureFixture
) -> None:
    made_up = MadeUp(tmp_path)
    with forwarding(tmp_path, team.recorder) as forwarder:
        assert until(lambda: len(team.chunks()) == len(made_up.chunks()))
        team.sql("REVOKE INSERT ON procmon_gui.chunks FROM procmon_gui_recorders")
        made_up.commit(3)
        assert until(lambda: "permission denied for table chunks" in forwarder.figures().trouble)
        assert forwarder.figures().waiting_count == 3
        team.sql("GRANT INSERT ON procmon_gui.chunks TO procmon_gui_recorders")

        all_is_there(team, made_up)
        assert until(lambda: not forwarder.figures().trouble)
    assert len(caplog.records) == 1


@pytest.fixture
def small_disk(postgres: Server) -> Iterator[Path]:
    """A disk of 16 MB that can be made larger."""
    place = postgres.folder / "small"
    place.mkdir(mode=0o777)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16M,mode=0777", "none", str(place)], check=False)
    if done.returncode:
        pytest.skip("this machine lets nobody mount a tmpfs")
    inside = place / "data"
    inside.mkdir()
    shutil.chown(inside, 65_534, 65_534)
    inside.chmod(0o700)
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.mark.needs_root
@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
def test_a_server_out_of_space_is_said_and_all_goes_on_when_there_is_room(
    tmp_path: Path, postgres: Server, small_disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made_up = MadeUp(tmp_path)
    database = "crowded"
    postgres.sql(f"CREATE TABLESPACE small LOCATION '{small_disk / 'data'}'")
    postgres.sql(f"CREATE DATABASE {database} TABLESPACE small")
    prepare_server(postgres.url(database=database))
    team = Team(postgres, database)
    try:
        with forwarding(tmp_path, team.recorder) as forwarder:
            assert until(lambda: bool(_more(made_up, forwarder)))
            assert "No space left on device" in forwarder.figures().trouble
            subprocess.run(["mount", "-o", "remount,size=256M", str(small_disk)], check=True)

            all_is_there(team, made_up)
            assert until(lambda: not forwarder.figures().trouble)
    finally:
        postgres.sql(f"DROP DATABASE {database} WITH (FORCE)")
        postgres.sql("DROP TABLESPACE small")
    assert caplog.records


def _more(made_up: MadeUp, forwarder: Forwarder) -> str:
    """Record on until the server is in trouble."""
    if not forwarder.figures().waiting_count:
        made_up.commit(50)
    return forwarder.figures().trouble
