"""Recorders that judge: killed while something fires, two on one folder, hogs among sleepers, a full disk."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from procmon_gui.domain.alerts import Alert, Alerts, Evidence
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.settings_in_memory import SettingsInMemory
from procmon_gui.domain.workers import Health
from procmon_gui.engine.bench import Bench
from procmon_gui.services.alerts import open_alerts
from procmon_gui.services.channels import open_deliveries
from procmon_gui.services.history import open_history, open_memory
from procmon_gui.services.judgement import open_judgement
from procmon_gui.services.live import open_pulse
from procmon_gui.services.places import Options
from procmon_gui.store.history.crowd_counting import MOST_PASSERS
from tests.faults.rigs import ROOT, child_script, wait_until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and locks of Unix")

SLEEPERS = 40
MEMORY_HOG = """
import time
taken = bytearray(700 * 1024**2)
for place in range(0, len(taken), 4096):
    taken[place] = 1
time.sleep(600)
"""
# They go by names of their own, so that rules can be about them alone.
HOG, REST = "procmonhog", "procmonrest"
RULES = f"""
[[rule]]
id = "hog-there"
subject = "process"
metric = "rss_bytes"
where = 'name = {HOG}'
above = 1
for = "1 s"
[[rule]]
id = "hogs-together"
subject = "program"
metric = "cpu_ratio"
where = 'name = {HOG}'
above = 0.03
for = "1 s"
[[rule]]
id = "seen-for-a-while"
subject = "together"
metric = "rss_bytes"
where = 'name = {REST}'
above = 1
for = "2 s"
"""
MEMORY_RULE = """
[[rule]]
id = "memory-used"
metric = "host.memory.used_bytes"
above = {used_bytes}
"""


class Rig:
    """A data folder, and what runs around it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        (folder / "rules.toml").write_text(RULES)
        self.running: list[subprocess.Popen[bytes]] = []
        self.alerts: Alerts = open_alerts(Options(data_dir=self.data))

    def watch_memory(self) -> None:
        """Let a rule fire from now on when more memory is used than now; who judges notices that."""
        with open("/proc/meminfo") as lines:
            figures = {line.split(":")[0]: 1024 * int(line.split()[1]) for line in lines}
        above = figures["MemTotal"] - figures["MemAvailable"] + 150 * 1024**2
        (self.folder / "rules.toml").write_text(RULES + MEMORY_RULE.format(used_bytes=above))

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        self.running.append(subprocess.Popen(command, cwd=ROOT))
        return self.running[-1]

    def record(self) -> subprocess.Popen[bytes]:
        return self.start(
            sys.executable, "-m", "procmon_gui", "record", "--quiet", "--interval", "0.25",
            "--data-dir", str(self.data), "--config", str(self.folder / "settings.toml"),
        )  # fmt: skip

    def hog(self) -> subprocess.Popen[bytes]:
        return self.start(self._called(HOG, "sh"), "-c", "while :; do :; done")

    def sleeper(self) -> subprocess.Popen[bytes]:
        return self.start(self._called(REST, "sleep"), "600")

    def _called(self, name: str, program: str) -> str:
        link = self.folder / name
        if not link.is_symlink():
            link.symlink_to(shutil.which(program) or program)
        return str(link)

    def of(self, rule_id: str) -> list[Alert]:
        """Return the alerts of a rule."""
        try:
            found = [*self.alerts.firing(), *self.alerts.past()]
        except Unavailable:
            return []  # the desk is being made
        return [alert for alert in found if alert.rule_id == rule_id]

    def evidence_of(self, rule_id: str) -> Evidence:
        wait_until(lambda: any(self.alerts.evidence(alert.id) for alert in self.of(rule_id)), "evidence is kept")
        evidence = self.alerts.evidence(self.of(rule_id)[0].id)
        assert evidence is not None
        return evidence

    def told_of(self, alert: Alert) -> list[str]:
        """Return the titles of notices, on their way or not, that say that an alert fires."""
        try:
            found = open_deliveries(Options(data_dir=self.data)).of_alert(alert.id)
        except Unavailable:
            return []
        return [delivery.title for delivery in found if not delivery.title.startswith("Over: ")]

    def end(self) -> None:
        for one in self.running:
            with contextlib.suppress(ProcessLookupError):
                one.send_signal(signal.SIGKILL)
            one.wait()


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    rig = Rig(tmp_path)
    yield rig
    rig.end()


def has_beats(rig: Rig) -> bool:
    return (rig.data / "judge.lock").exists() and (rig.data / "history.sqlite").exists()


def test_whoever_is_killed_while_something_fires_is_followed_by_one_who_goes_on_with_the_same_alert(rig: Rig) -> None:
    first = rig.record()
    wait_until(lambda: has_beats(rig), "it records")
    hog = rig.hog()
    wait_until(lambda: any(alert.resolved_ms is None for alert in rig.of("hog-there")), "it fires")
    (before,) = rig.of("hog-there")
    wait_until(lambda: bool(rig.told_of(before)), "somebody is told")
    first.kill()
    first.wait()
    second = rig.record()
    wait_until(lambda: _holds(second.pid, rig.data / "judge.lock"), "another one judges")
    # What fires anew does so after a second: these begin after it, and fire after that.
    rig.sleeper()
    wait_until(lambda: bool(rig.of("seen-for-a-while")), "the other one judges")
    assert [(alert.id, alert.resolved_ms) for alert in rig.of("hog-there")] == [(before.id, None)]
    hog.kill()
    wait_until(lambda: all(alert.resolved_ms is not None for alert in rig.of("hog-there")), "it is over")

    (after,) = rig.of("hog-there")
    assert len(rig.told_of(after)) == 1
    assert (after.id, after.since_ms, after.fired_ms) == (before.id, before.since_ms, before.fired_ms)


def test_what_listens_to_a_recorder_leaves_judging_to_it_and_takes_over_when_it_is_killed(rig: Rig) -> None:
    """As a window does, but for its face."""
    options = Options(data_dir=rig.data, config=rig.folder / "settings.toml")
    settings, memory, bench = SettingsInMemory({}), open_memory(4), Bench()
    lock = rig.data / "judge.lock"
    recorder = rig.record()
    wait_until(lambda: has_beats(rig) and _holds(recorder.pid, lock), "the recorder judges")
    judging = open_judgement(options, settings, open_history(options, memory), bench)
    pulse = open_pulse(options, interval_s=0.25, memory=memory, listens=True, bench=bench)
    judging.start()

    def beats_until(is_so: Callable[[], bool]) -> None:
        def beat() -> bool:
            pulse.beat(0.5)
            return is_so()

        wait_until(beat, "it came to that")

    beats_until(lambda: bench.is_listening)
    hog = rig.hog()
    beats_until(lambda: bool(rig.of("hog-there")))
    assert bench.state().health is Health.OFF
    recorder.kill()
    recorder.wait()
    beats_until(lambda: bench.state().health is Health.OK)
    assert _holds(os.getpid(), lock)
    hog.kill()
    beats_until(lambda: all(alert.resolved_ms is not None for alert in rig.of("hog-there")))
    pulse.close()
    assert judging.stop()

    assert len(rig.of("hog-there")) == 1


def _holds(pid: int, path: Path) -> bool:
    """Say whether a process has the lock on a file, as the kernel tells it."""
    inode = os.stat(path).st_ino
    return any(
        fields[4] == str(pid) and fields[5].endswith(f":{inode}")
        for fields in (line.split() for line in Path("/proc/locks").read_text().splitlines())
        if len(fields) > 5
    )


def test_of_two_that_record_into_one_folder_one_judges(rig: Rig) -> None:
    first = rig.record()
    wait_until(lambda: has_beats(rig) and _holds(first.pid, rig.data / "judge.lock"), "one judges")
    second = rig.record()
    second.wait()

    assert second.returncode == 1  # it may not record there
    assert _holds(first.pid, rig.data / "judge.lock")
    assert (rig.data / "judge.lock").stat().st_mode & 0o777 == 0o600


def test_hogs_among_sleepers_are_named_first_with_who_started_them(rig: Rig) -> None:
    sleepers = [rig.sleeper() for _ in range(SLEEPERS)]
    rig.record()
    # There is a quiet time before.
    wait_until(lambda: bool(rig.of("seen-for-a-while")), "sleepers are seen for a while")
    rig.watch_memory()
    hog, memory_hog = rig.hog(), rig.start(sys.executable, "-c", MEMORY_HOG)
    ours = {one.pid for one in (*sleepers, hog, memory_hog)}

    for rule_id, pid in (("hogs-together", hog.pid), ("memory-used", memory_hog.pid)):
        evidence = rig.evidence_of(rule_id)
        # Whatever else the machine does while tests run may rise too.
        named = [one for one in evidence.culprits if one.key.pid in ours]
        assert named[0].key.pid == pid
        assert named[0].share is not None
        assert named[0].share > 0.05
        assert not {one.pid for one in sleepers} & {one.key.pid for one in named}
        assert named[0].command_line
        assert len(evidence.at_ms) > 3
    assert evidence.culprit_metric_id == "rss_bytes"
    # The nearest are kept: on a machine that starts many at once it may be none of them.
    assert len(evidence.started) == MOST_PASSERS or pid in {one.key.pid for one in evidence.started}


_FULL = """
import json, sys, time
from pathlib import Path
from procmon_gui.domain.alerts import Change
from procmon_gui.domain.workers import Health
from tests.engine.judging import Court, wait_until
from tests.store.desk.alert_samples import HOST, event
from dataclasses import replace
folder = Path(sys.argv[1])
court = Court(folder)
court.worker.start()
wait_until(lambda: court.judgement.is_judging)
court.beat(event(rule_id="cpu"))
wait_until(lambda: len(court.keeper.firing()) == 1)
with open(folder / "other", "ab", buffering=0) as other:
    try:
        while True:
            other.write(bytes(4096))
    except OSError:
        pass
for number in range(300):
    court.beat(event(about=replace(HOST, name=str(number))))
court.beat(event(Change.RESOLVED, about=replace(HOST, name="7")))
wait_until(lambda: court.worker.state().health is Health.DEGRADED)
told = {"state": court.worker.state().detail}
wait_until(lambda: len(court.told.offers) == 302)
(folder / "other").unlink()
court.worker.look_around()
wait_until(lambda: court.worker.state().health is Health.OK, 30)
told["firing"] = len(court.keeper.firing())
told["past"] = [alert.about.name for alert in court.keeper.past()]
told["ids"] = [alert.id for alert in sorted(court.keeper.firing(), key=lambda one: one.id)][-1]
told["told"] = len(court.told.offers)
court.worker.stop()
print(json.dumps(told))
"""


@pytest.mark.needs_root
def test_on_a_full_disk_nothing_is_lost_people_are_told_and_it_is_kept_when_there_is_room(tmp_path: Path) -> None:
    mount = 'mount -t tmpfs -o size=1m none "$0" && exec "$@"'
    command = ["unshare", "--mount", "sh", "-c", mount, str(tmp_path), *child_script(_FULL), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)

    assert "the disk is full" in told["state"]
    assert (told["firing"], told["past"], told["ids"]) == (300, ["7"], 301)
    assert told["told"] == 302
