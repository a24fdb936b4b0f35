"""Judgement as the program builds it: what was left unfinished is finished from what lies on disk, and outlasts it."""

from pathlib import Path

import numpy as np
import pytest

from procmon_gui.domain.alerts import About, AlertKeeper
from procmon_gui.domain.derive import derive
from procmon_gui.domain.history import Recording
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.rules import Subject
from procmon_gui.domain.settings_in_memory import SettingsInMemory
from procmon_gui.domain.workers import Health
from procmon_gui.engine.bench import Bench
from procmon_gui.services.alerts import open_alerts
from procmon_gui.services.history import HISTORY_FILE, open_history, open_memory
from procmon_gui.services.judgement import open_judgement
from procmon_gui.services.places import Options
from tests.domain.readings import reading
from tests.engine.judging import wait_until
from tests.store.desk.alert_samples import event, news
from tests.store.history.recording import record_and_end

START_MS = 1_700_000_000_000
FIRED_MS = START_MS + 310_000


def beat(second: int) -> Reading:
    """Return a beat of a machine on which one process begins to work after five minutes."""
    used = 0.9 * max(0, second - 300)
    return reading(
        at_s=float(second), serials=[1, 2], cpu_user_s=[0.3 * second, used], cpu_system_s=[0.0, 0.0], ppid=[0.0, 101.0],
        host={"load.1min": {"": float(second > 300)}},
    )  # fmt: skip


@pytest.fixture
def options(tmp_path: Path) -> Options:
    return Options(data_dir=tmp_path / "data", config=tmp_path / "settings.toml")


def left_unfinished(options: Options, seconds: int) -> AlertKeeper:
    """Leave what a program leaves that was killed: beats, and an alert of which nothing is known yet."""
    assert options.data_dir is not None
    options.data_dir.mkdir()
    record_and_end(options.data_dir, [beat(second) for second in range(seconds)])
    keeper = open_alerts(options)
    fired = event(about=About(subject=Subject.HOST), at_ms=FIRED_MS)
    keeper.keep([news(fired)])
    return keeper


def test_the_next_program_completes_evidence_and_it_stays_when_the_history_is_gone(options: Options) -> None:
    keeper = left_unfinished(options, 700)
    worker = open_judgement(options, SettingsInMemory({}), open_history(options, open_memory(4)), Bench())
    worker.start()
    wait_until(lambda: keeper.incomplete() == (), 30)
    assert worker.stop()

    for path in (options.data_dir or Path()).glob(f"{HISTORY_FILE}*"):
        path.unlink()
    (alert,) = open_alerts(options).firing()
    evidence = open_alerts(options).evidence(alert.id)
    assert evidence is not None
    assert alert.culprit == "name-2 (102)"
    assert alert.culprit_share == pytest.approx(1.0, abs=0.05)
    assert evidence.is_complete
    assert evidence.missing == ""
    first = evidence.culprits[0]
    assert (first.before, first.command_line, first.parents) == (
        pytest.approx(0, abs=0.05), "command_line-2", ("name-1",),
    )  # fmt: skip
    assert first.during == pytest.approx(0.9, abs=0.05)
    assert first.values is not None
    assert np.nanmax(first.values) == pytest.approx(0.9, abs=0.01)


def test_what_was_not_recorded_meanwhile_is_said(options: Options) -> None:
    keeper = left_unfinished(options, 330)
    worker = open_judgement(options, SettingsInMemory({}), open_history(options, open_memory(4)), Bench())
    worker.start()
    wait_until(lambda: keeper.incomplete() == (), 30)
    assert worker.stop()

    evidence = keeper.evidence(1)
    assert evidence is not None
    assert evidence.missing == "Not all of the five minutes after was recorded."


def test_beats_on_the_bench_are_judged_by_the_rules_that_came_with_the_program(options: Options) -> None:
    bench = Bench()
    figures: list[Recording | None] = [None]
    worker = open_judgement(
        options, SettingsInMemory({}), open_history(options, open_memory(4)), bench, figures=lambda: figures[0]
    )
    assert bench.state().health is Health.OFF
    worker.start()
    wait_until(lambda: bench.state().health is Health.OK)
    before = None
    for second in range(5):
        found = beat(second)
        bench.offer(found, derive(before, found))
        before = found
    assert worker.stop()

    assert list(open_alerts(options).firing()) == []
    assert {path.name for path in (options.data_dir or Path()).iterdir()} == {"judge.lock", "baselines.procmon"}
    assert bench.state().health is Health.OFF
    bench.rise()
    bench.offer(beat(5), derive(None, beat(5)))
