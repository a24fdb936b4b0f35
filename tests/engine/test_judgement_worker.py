"""Who judges: one program does, and the next one goes on where it was; when nobody is to judge, nothing fires."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from procmon_gui.domain.alerts import Change
from procmon_gui.domain.workers import Health, WorkerState
from tests.engine.judging import HOST, Court, changes, firing, wait_until
from tests.store.desk.alert_samples import PROCESS, event
from tests.store.desk.desks import NOW_MS


def test_a_restart_while_it_fires_is_no_news(tmp_path: Path) -> None:
    court = Court(tmp_path)
    court.turn()
    court.beat(event(), event(about=PROCESS))
    court.turn()
    court.worker._give_back()  # as the kernel does when a program is killed

    heir = Court(tmp_path)
    heir.turn()
    heir.turn()

    assert [one.about for one in heir.judge.began_with] == [HOST, PROCESS]
    assert [one.told_ms for one in heir.judge.began_with] == [NOW_MS, NOW_MS]
    assert heir.told.offers == []
    heir.beat(event(Change.RESOLVED, at_ms=NOW_MS + 1))
    heir.turn()
    assert [alert.about for alert in heir.keeper.firing()] == [PROCESS]
    assert changes(heir) == [("cpu", Change.RESOLVED, 1)]


def test_one_program_judges_and_another_takes_over_when_it_is_gone(tmp_path: Path) -> None:
    first, second = Court(tmp_path), Court(tmp_path)
    first.turn()
    second.turn()
    assert (first.judgement.is_judging, second.judgement.is_judging) == (True, False)
    assert second.worker.state() == WorkerState("alerts", Health.OFF, "another program judges")
    second.beat()

    first.worker.stop()
    first.worker.turn(is_last=True)
    first.worker._give_back()
    second.turn()

    assert second.judgement.is_judging
    assert (tmp_path / "judge.lock").stat().st_mode & 0o777 == 0o600


def test_who_listens_to_another_program_lets_it_judge_and_keeps_what_happened_before(tmp_path: Path) -> None:
    window, recorder = Court(tmp_path), Court(tmp_path)
    window.turn()
    window.beat(event())
    window.is_listening = True
    window.turn()
    recorder.turn()

    assert not window.judgement.is_judging
    assert window.looked.state == "resting"
    # What waits to be told is told by who judges, and by nobody else.
    assert (window.told.is_resting, recorder.told.is_resting) == (True, False)
    assert [one.rule_id for one in recorder.judge.began_with] == ["cpu"]
    recorder.worker._give_back()
    window.is_listening = False
    window.turn()
    assert window.judgement.is_judging


@pytest.mark.skipif(sys.platform == "win32", reason="another kind of lock")
def test_a_link_in_the_place_of_the_lock_is_not_followed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "judge.lock").symlink_to(tmp_path / "elsewhere")
    court = Court(tmp_path)
    court.turn()

    assert not court.judgement.is_judging
    assert not (tmp_path / "elsewhere").exists()
    assert court.worker.state().health is Health.DEGRADED
    assert "judge.lock" in caplog.text


def test_switched_off_nothing_fires_any_more_and_nobody_is_told_so(tmp_path: Path) -> None:
    court = Court(tmp_path)
    court.turn()
    court.beat(event())
    court.turn()
    court.set("alerts.enabled", False)
    court.turn()

    assert firing(court) == []
    assert [alert.resolved_ms is not None for alert in court.keeper.past()] == [True]
    assert changes(court) == [("cpu", Change.FIRED, 1)]
    assert court.worker.state() == WorkerState("alerts", Health.OFF, "switched off in the settings")
    court.set("alerts.enabled", True)
    court.turn()
    assert court.judgement.is_judging


def test_when_no_beat_comes_the_judge_hears_of_it(tmp_path: Path) -> None:
    court = Court(tmp_path)
    court.turn()
    court.turn(60)
    assert court.judge.silences == []  # nobody beats yet
    court.beat()
    court.turn(4)
    assert court.judge.silences == []
    court.turn(4)

    assert court.judge.silences == [pytest.approx(8.0)]


def test_what_fails_in_the_worker_is_shown_and_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    court = Court(tmp_path)
    court.worker.start()
    wait_until(lambda: court.judgement.is_judging)

    def fail(news: object) -> None:
        raise ValueError("a mistake of ours")

    with monkeypatch.context() as patch:
        patch.setattr(court.keeper, "keep", fail)
        court.beat(event())
        wait_until(lambda: court.worker.state().health is Health.DEGRADED)
        assert court.worker.state().detail == "ValueError: a mistake of ours"
    court.worker.look_around()
    wait_until(lambda: len(firing(court)) == 1)
    assert court.worker.stop()
    assert "a mistake of ours" in caplog.text
    assert court._lock() is not None


def test_the_worker_keeps_what_happened_before_it_ends(tmp_path: Path) -> None:
    court = Court(tmp_path)
    court.worker.start()
    wait_until(lambda: court.judgement.is_judging)
    for number in range(700):
        court.beat(event(rule_id="cpu", about=replace(HOST, name=f"cpu{number}")))

    assert court.worker.stop(10)
    assert len(Court(tmp_path).keeper.firing()) == 700


def test_a_program_that_only_shows_a_start_loads_nothing_of_it() -> None:
    look = "import sys, procmon_gui.engine.bench\nprint([m for m in sys.modules if 'alert' in m or 'rules' in m])"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout == "[]\n"
