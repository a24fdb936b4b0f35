"""Prints how often the right process is named first, among many that sleep and some that work, over real recordings.

    python tests/bench/bench_evidence.py --size 500 --rounds 20

Each round starts a hog, waits until a rule about the whole machine fires, and looks who is named first. A recorder
judges, as a user would have it; nothing is told to it about hogs. Whatever else the machine does meanwhile may rise
too: run it on one that has nothing else to do.
"""

import argparse
import contextlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from procmon_gui.domain.alerts import Alert
from procmon_gui.domain.errors import Unavailable
from procmon_gui.services.alerts import open_alerts
from procmon_gui.services.history import open_memory
from procmon_gui.services.live import open_pulse
from procmon_gui.services.places import Options
from tests.load import Load

PATIENCE_S = 60.0
CPU_HOG = "while True: pass"
MEMORY_HOG = """
import time
taken = bytearray(700 * 1024**2)
for place in range(0, len(taken), 4096):
    taken[place] = 1
time.sleep(600)
"""
RULES = """
[[rule]]
id = "cpu"
metric = "host.cpu.busy_ratio"
instance = ""
above = {busy:.3f}
for = "2 s"
cooldown = "never"
[[rule]]
id = "memory"
metric = "host.memory.used_bytes"
above = {used:.0f}
for = "1 s"
cooldown = "never"
"""


def usual(seconds: float) -> tuple[float, float]:
    """Return how busy the machine is, and how much memory is used, without a hog."""
    pulse = open_pulse(Options(), interval_s=0.5, memory=open_memory(4))
    busy, used = [], []
    ends_s = time.monotonic() + seconds
    while time.monotonic() < ends_s:
        snapshot = pulse.beat(2.0)
        if snapshot is not None:
            busy.append(snapshot.host_value("host.cpu.busy_ratio"))
            used.append(snapshot.host_value("host.memory.used_bytes"))
    pulse.close()
    known = sorted(value for value in busy if value == value)
    return known[len(known) // 2], max(used)


@contextlib.contextmanager
def recording(folder: Path) -> Iterator[None]:
    """Record and judge there."""
    command = [sys.executable, "-m", "procmon_gui", "record", "--quiet", "--interval", "0.5"]
    places = ["--data-dir", str(folder / "data"), "--config", str(folder / "settings.toml")]
    recorder = subprocess.Popen([*command, *places], cwd=Path(__file__).resolve().parents[2])
    try:
        yield
    finally:
        recorder.terminate()
        recorder.wait()


def found(folder: Path, rule_id: str, after_id: int) -> Alert | None:
    """Return an alert of a rule that is newer than one, once somebody is named."""
    alerts = open_alerts(Options(data_dir=folder / "data"))
    with contextlib.suppress(Unavailable):
        for alert in (*alerts.firing(), *alerts.past()):
            if alert.rule_id == rule_id and alert.id > after_id and alerts.evidence(alert.id) is not None:
                return alert
    return None


def play(folder: Path, rule_id: str, program: str, rest_s: float) -> tuple[bool, str]:
    """Start a hog and say whether it was named first, and who was."""
    known = open_alerts(Options(data_dir=folder / "data"))
    newest = max((alert.id for alert in (*known.firing(), *known.past())), default=0)
    with subprocess.Popen([sys.executable, "-c", program]) as hog:
        try:
            ends_s = time.monotonic() + PATIENCE_S
            alert = None
            while alert is None and time.monotonic() < ends_s:
                time.sleep(0.2)
                alert = found(folder, rule_id, newest)
        finally:
            hog.kill()
    time.sleep(rest_s)
    if alert is None:
        return False, "nothing fired"
    evidence = known.evidence(alert.id)
    first = evidence.culprits[0] if evidence is not None and evidence.culprits else None
    if first is None:
        return False, "nobody"
    share = "-" if first.share is None else f"{first.share:.0%}"
    return first.key.pid == hog.pid, f"{first.name} {share}"


def main() -> None:
    """Play all rounds and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--rest", type=float, default=4.0, help="seconds between two hogs")
    parser.add_argument("--only", choices=("cpu", "memory"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, Load(options.size, awake_ratio=0.05):
        folder = Path(name)
        busy, used = usual(5.0)
        print(f"{options.size} processes; {busy:.0%} busy and {used / 2**20:.0f} MiB used without a hog", flush=True)
        rules = RULES.format(busy=busy + 0.15, used=used + 350 * 2**20)
        (folder / "rules.toml").write_text(rules)
        with recording(folder):
            time.sleep(10)
            for rule_id, program in (("cpu", CPU_HOG), ("memory", MEMORY_HOG)):
                if options.only in (None, rule_id):
                    hits = 0
                    for number in range(1, options.rounds + 1):
                        is_hit, words = play(folder, rule_id, program, options.rest)
                        hits += is_hit
                        print(f"{rule_id}: named first {hits} of {number}; now {words}", flush=True)


if __name__ == "__main__":
    main()
