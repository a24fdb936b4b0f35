"""Whether somebody judges is what the settings say: while they do not want it, nothing of it is made, or loaded."""

import gc
import subprocess
import sys
import threading
import time
import weakref
from pathlib import Path

import pytest

from procmon_gui.domain.alerts import Change
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.settings_in_memory import SettingsInMemory
from procmon_gui.domain.workers import Health, WorkerState
from procmon_gui.engine import seat as seats
from procmon_gui.engine.bench import Bench
from procmon_gui.engine.seat import KEY, Seat
from procmon_gui.services.alerts import JudgeLock, end_what_nobody_judges, open_alerts
from procmon_gui.services.history import open_history, open_memory
from procmon_gui.services.judgement import open_judgement
from procmon_gui.services.places import Options
from procmon_gui.store.baselines import BaselinesFile
from tests.anomaly.beats import Machine, Process
from tests.domain.readings import reading
from tests.engine.judging import wait_until
from tests.store.desk.alert_samples import event, news

OFF = WorkerState("alerts", Health.OFF, "switched off in the settings")


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seats, "LOOK_S", 0.05)


class Sitting:
    """Somebody who judges, or fails at it."""

    def __init__(self, notes: list[str]) -> None:
        self._notes = notes

    def start(self) -> None:
        self._notes.append("start")

    def stop(self) -> bool:
        self._notes.append("stop")
        return True

    def look_around(self) -> None:
        self._notes.append("look")


def settings_off() -> SettingsInMemory:
    settings = SettingsInMemory({})
    settings.set(KEY, False)
    return settings


def test_it_comes_and_goes_with_the_setting_and_each_time_it_is_another() -> None:
    settings, bench = settings_off(), Bench()
    notes: list[str] = []
    made: list[Sitting] = []

    def sit_down() -> Sitting:
        made.append(Sitting(notes))
        return made[-1]

    seat = Seat(settings, bench, sit_down)
    seat.start()
    assert bench.state() == OFF
    for _ in range(2):
        settings.set(KEY, True)
        wait_until(lambda: notes[-1:] == ["start"])
        settings.set(KEY, False)
        wait_until(lambda: notes[-1:] == ["stop"])
    assert seat.stop()
    assert notes == ["start", "stop"] * 2
    assert len(set(map(id, made))) == 2
    assert bench.state() == OFF


def test_whoever_can_not_sit_down_is_asked_again_and_what_is_wrong_is_said_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tries: list[int] = []
    bench = Bench()
    notes: list[str] = []

    def sit_down() -> Sitting:
        tries.append(1)
        if len(tries) < 3:
            raise RuntimeError("no room")
        return Sitting(notes)

    seat = Seat(SettingsInMemory({}), bench, sit_down)
    seat.start()
    wait_until(lambda: bench.state() == WorkerState("alerts", Health.DEGRADED, "RuntimeError: no room"))
    wait_until(lambda: notes == ["start"])
    assert seat.stop()
    assert caplog.text.count("Nobody can judge") == 1
    caplog.clear()


def test_who_has_not_sat_down_when_the_program_ends_does_not_begin() -> None:
    notes: list[str] = []
    begun, may_end = threading.Event(), threading.Event()

    def sit_down() -> Sitting:
        begun.set()
        may_end.wait(10)
        return Sitting(notes)

    seat = Seat(SettingsInMemory({}), Bench(), sit_down)
    seat.start()
    assert begun.wait(10)
    threading.Timer(0.2, may_end.set).start()
    assert seat.stop()
    assert notes == []


LOADED = """
import sys, time
from pathlib import Path
from procmon_gui.engine.bench import Bench
from procmon_gui.services.channels import recorder_tellers
from procmon_gui.services.places import Options, open_settings
from procmon_gui.services.seat import open_seat
folder = Path(sys.argv[1])
options = Options(data_dir=folder / "data", config=folder / "settings.toml")
settings = open_settings(options)
bench = Bench()
bench.scores()
seat = open_seat(options, settings, bench, lambda: 1 / 0, recorder_tellers(options, settings))
seat.start()
while not seat._has_ended:
    time.sleep(0.05)  # the thread looks at the settings and at the desk in real time
rooms = ["alerts", "anomaly", "channels", "engine.dispatch", "engine.judgement", "engine.evidence", "auth"]
rooms += [] if (folder / "data").exists() else ["store"]
print([name for name in sys.modules if name.startswith(tuple(f"procmon_gui.{room}" for room in rooms))],
      "sqlalchemy" in sys.modules, "numpy.random" in sys.modules, bench.state().detail, (folder / "data").exists())
assert seat.stop()
settings.close()
"""


def test_switched_off_nothing_of_judgement_is_loaded_and_no_file_is_made(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("[alerts]\nenabled = false\n")
    found = subprocess.run(
        [sys.executable, "-c", LOADED, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )

    assert found.stdout.split() == ["[]", "False", "False", "switched", "off", "in", "the", "settings", "False"]


@pytest.mark.parametrize("fires", [True, False])
def test_what_fired_before_judging_was_switched_off_while_no_program_ran_is_over_with_the_next_start(
    fires: bool, tmp_path: Path
) -> None:
    """For that, nothing of judgement is loaded; where nothing fires, nothing that speaks SQL at length either."""
    keeper = open_alerts(Options(data_dir=tmp_path / "data"))
    keeper.keep([news(event())] if fires else [news(event()), news(event(Change.RESOLVED))])
    (tmp_path / "settings.toml").write_text("[alerts]\nenabled = false\n")
    found = subprocess.run(
        [sys.executable, "-c", LOADED, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )

    loaded, has_sql, *_ = found.stdout.split()
    assert (loaded, has_sql) == ("[]", str(fires))
    assert keeper.firing() == ()
    (alert,) = keeper.past()
    assert alert.resolved_ms is not None
    assert alert.resolved_ms >= alert.fired_ms


def test_what_another_program_judges_is_left_alone_by_who_is_switched_off(tmp_path: Path) -> None:
    options = Options(data_dir=tmp_path, config=tmp_path / "settings.toml")
    keeper = open_alerts(options)
    keeper.keep([news(event())])
    judge = JudgeLock(options)()
    assert judge is not None
    end_what_nobody_judges(options)
    assert len(keeper.firing()) == 1
    judge.close()

    end_what_nobody_judges(options)
    assert keeper.firing() == ()


def test_where_the_desk_can_not_be_written_it_is_tried_again_until_nothing_fires_any_more() -> None:
    tries: list[int] = []

    def end_what_fires() -> None:
        tries.append(1)
        if len(tries) < 3:
            raise Unavailable("the disk is full")

    settings = settings_off()
    seat = Seat(settings, Bench(), lambda: Sitting([]), end_what_fires)
    seat.start()
    wait_until(lambda: len(tries) == 3)
    time.sleep(0.2)  # its thread looks again in real time, and has nothing to do
    assert len(tries) == 3
    settings.set(KEY, True)
    time.sleep(0.2)  # and so here, until it has seen that
    settings.set(KEY, False)
    wait_until(lambda: len(tries) == 4)
    assert seat.stop()


def test_switched_off_nobody_knows_what_is_usual_any_more_and_what_fired_is_over_and_what_was_learned_is_kept(
    tmp_path: Path,
) -> None:
    options, bench, settings = (
        Options(data_dir=tmp_path, config=tmp_path / "settings.toml"),
        Bench(),
        SettingsInMemory({}),
    )
    keeper = open_alerts(options)
    keeper.keep([news(event(rule_id="memory-nearly-exhausted"))])
    history = open_history(options, open_memory(1))
    seat = Seat(settings, bench, lambda: open_judgement(options, settings, history, bench))
    seat.start()
    wait_until(lambda: bench.state().health is Health.OK, 30)
    scores = bench.scores()
    for snapshot in Machine().even(125, 1.0, [Process("postgres")]):
        bench.offer(reading(), snapshot)
    assert bench.usual.normal("host.load.1min") is not None
    known = weakref.ref(bench.usual._known)  # nobody else tells whether it is gone
    assert scores.newest().rate == scores.newest().rate

    settings.set(KEY, False)
    wait_until(lambda: bench.usual.normal("host.load.1min") is None, 30)
    wait_until(lambda: gc.collect() >= 0 and known() is None)
    assert bench.state() == OFF
    assert bench.usual.normal("host.load.1min") is None
    assert scores.newest().rate != scores.newest().rate
    assert keeper.firing() == ()
    assert BaselinesFile(tmp_path).load().learned is not None
    assert {thread.name for thread in threading.enumerate()}.isdisjoint({"judgement", "evidence", "dispatch"})
    bench.offer(reading(), snapshot)

    settings.set(KEY, True)
    wait_until(lambda: bench.state().health is Health.OK, 30)
    normal = bench.usual.normal("host.load.1min")
    assert normal is not None
    assert normal.learning_left_s == 0.0
    assert seat.stop()
    history.close()
