"""Starts hogs among five hundred processes and counts whom the alerts name: `python tests/e2e/hogs.py --rounds 20`.

The real window of a user who never started the program judges, with two rules of his own and three channels: the
desktop (dunst), mail (a server that keeps what it gets) and a web hook (another one). In each round a hog is started,
its alert is waited for, the hog is ended, and the end of the alert is waited for. In the end the button of a notice
is pressed, and the window must show that moment. What was counted is printed; pictures lie in tests/e2e/shots/hogs/.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from procmon_gui.domain.alerts import Alert, Evidence
from procmon_gui.domain.notices import ChannelSpec
from procmon_gui.services.alerts import open_alerts
from procmon_gui.services.channels import open_channels, open_deliveries
from procmon_gui.services.places import Options
from tests.channels.http_sink import Sink as HttpSink
from tests.channels.http_sink import http_sink
from tests.channels.smtp_sink import Sink as MailSink
from tests.channels.smtp_sink import smtp_sink
from tests.e2e.assistive import wait_for
from tests.e2e.window import Stage, Window, stage, window
from tests.load import Load

SHOTS: Final = Path(__file__).resolve().parent / "shots" / "hogs"
CPU, MEMORY = "cpu-hog", "memory-hog"
_MIB: Final = 1024**2
_HOG_MIB: Final = 1500
_FOUND_S: Final = 60.0
_NAME: Final = "import ctypes, sys; ctypes.CDLL(None).prctl(15, sys.argv[1].encode())\n"
_CODE: Final = {
    CPU: "while True: pass",
    # Written page by page, or the kernel gives it none.
    MEMORY: f"held = b'x' * ({_HOG_MIB} << 20)\nimport signal\nsignal.pause()",
}
_RULES: Final = """version = 1
[[rule]]
id = "cpu-hog"
title = "A core is taken"
subject = "host"
metric = "host.cpu.busy_ratio"
critical = "{busy:.0f} %"
clear = "{calm:.0f} %"
over = "mean"
window = "3 s"
for = "2 s"
cooldown = "1 s"
[[rule]]
id = "memory-hog"
title = "Memory is taken"
subject = "host"
metric = "host.memory.used_bytes"
warn = "{much:.0f} MiB"
clear = "{little:.0f} MiB"
for = "2 s"
cooldown = "1 s"
"""
_CHANNELS: Final = """version = 1
[ops-mail]
kind = "mail"
server = "127.0.0.1"
port = {mail}
security = "none"
from = "procmon@example.org"
to = ["ops@example.org"]
"""


@dataclass
class Count:
    """What came of the rounds of one kind of hog."""

    rounds: int = 0
    named_first: int = 0
    took_s: list[float] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)


@dataclass
class Hunt:
    """A window that judges, and whoever is told."""

    shown: Window
    mail: MailSink
    hook: HttpSink
    folder: Path
    counts: dict[str, Count] = field(default_factory=lambda: {CPU: Count(), MEMORY: Count()})

    @property
    def options(self) -> Options:
        """Return where the data of the window lies."""
        return Options(data_dir=self.shown.stage.home / "data" / "procmon_gui")

    def round(self, kind: str) -> Alert:
        """Let a hog feed until the alert has its evidence, end it, and wait until the alert is over."""
        count = self.counts[kind]
        count.rounds += 1
        alerts = open_alerts(self.options)
        with hog(kind) as pid:
            began = time.monotonic()
            alert, evidence = wait_for(lambda: self._found(kind), f"an alert about {kind}", _FOUND_S)
            count.took_s.append(time.monotonic() - began)
            first = evidence.culprits[0] if evidence.culprits else None
            if first is not None and first.key.pid == pid:
                count.named_first += 1
            else:
                shares = ", ".join(f"{one.name} ({one.key.pid}) {one.share}" for one in evidence.culprits[:4])
                count.misses.append(f"{shares or 'nobody'}, and not PID {pid}")
        wait_for(lambda: (not self._firing(kind)) or None, f"the end of {kind}", _FOUND_S)
        found = alerts.alert(alert.id)
        assert found is not None
        return found

    def _firing(self, kind: str) -> list[Alert]:
        return [alert for alert in open_alerts(self.options).firing() if alert.rule_id == kind]

    def _found(self, kind: str) -> tuple[Alert, Evidence] | None:
        alerts = open_alerts(self.options)
        for alert in self._firing(kind):
            evidence = alerts.evidence(alert.id)
            if evidence is not None:
                return alert, evidence
        return None

    def told_on_the_desktop(self) -> list[dict[str, str]]:
        """Return the notices that dunst has shown, the newest first; none is on the screen any more."""
        subprocess.run(["dunstctl", "close-all"], env=self.shown.stage.environment, check=True)
        said = subprocess.run(
            ["dunstctl", "history"], env=self.shown.stage.environment, capture_output=True, text=True, check=True
        )
        return [
            {name: str(value["data"]) for name, value in one.items() if name in ("appname", "summary", "body")}
            for one in json.loads(said.stdout)["data"][0]
        ]

    def shoot(self, what: str) -> None:
        """Save a picture of the screen."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.shown.stage.shoot(self.folder / f"{what}.png")


@contextmanager
def hog(kind: str) -> Iterator[int]:
    """Run one that takes a core, or much memory; yield its pid."""
    process = subprocess.Popen([sys.executable, "-I", "-S", "-c", _NAME + _CODE[kind], kind])
    try:
        yield process.pid
    finally:
        process.kill()
        process.wait()


@contextmanager
def hunt(on: Stage, folder: Path = SHOTS) -> Iterator[Hunt]:
    """Start the window among five hundred, and all who are told."""
    with Load(500, awake_ratio=0.1, work_ms=0.2), smtp_sink() as mail, http_sink() as hook:
        _set_up(on, mail.port, hook.port)
        notices = subprocess.Popen(["dunst"], env=on.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            with window(on) as shown:
                yield Hunt(shown, mail, hook, folder)
        finally:
            notices.terminate()
            notices.wait()


def _set_up(on: Stage, mail_port: int, hook_port: int) -> None:
    """Write rules and channels as a person would, for a machine that is as busy as this one is."""
    place = on.home / "config" / "procmon_gui"
    place.mkdir(parents=True, exist_ok=True)
    # What others do now and then is not what this machine is busy with.
    busy = min(psutil.cpu_percent(2.0) for _ in range(5))
    core = 100.0 / (psutil.cpu_count() or 1)
    used_mib = psutil.virtual_memory().total / _MIB - psutil.virtual_memory().available / _MIB
    (place / "rules.toml").write_text(
        _RULES.format(
            busy=busy + 0.75 * core, calm=busy + 0.5 * core,
            much=used_mib + 0.75 * _HOG_MIB, little=used_mib + 0.5 * _HOG_MIB,
        ),
        encoding="utf-8",
    )  # fmt: skip
    (place / "channels.toml").write_text(_CHANNELS.format(mail=mail_port), encoding="utf-8")
    # An address may hold a key, so it is a secret, and stands in no file that is written by hand.
    hook = ChannelSpec(id="hook", kind="webhook", secrets=("url",))
    options = Options(config=place / "settings.toml", data_dir=on.home / "data" / "procmon_gui")
    open_channels(options).put(hook, {"url": f"http://127.0.0.1:{hook_port}/alert"})


def show_from_the_notice(hunted: Hunt, alert: Alert) -> None:
    """Click on the notice of an alert that is on the screen; return when the window shows when it fired."""
    subprocess.run(["dunstctl", "action"], env=hunted.shown.stage.environment, check=True)
    fired = datetime.fromtimestamp(alert.fired_ms / 1000)  # noqa: DTZ006 - as the window says it
    hunted.shown.find("label", f"At {fired:%H:%M:%S}")


def main() -> int:
    """Hunt, and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="of each kind of hog")
    rounds: int = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as home, stage(Path(home)) as on, hunt(on) as hunted:
        for number in range(rounds):
            for kind in (CPU, MEMORY):
                alert = hunted.round(kind)
                print(f"{number + 1:3} {alert.title}: {alert.culprit}", flush=True)
            if number == 0:
                show_from_the_notice(hunted, alert)
                hunted.shoot("shown")
        for kind, count in hunted.counts.items():
            longest_s = max(count.took_s, default=0.0)
            print(f"{kind}: {count.named_first} of {count.rounds} named first, after {longest_s:.1f} s at most")
            print("".join(f"  missed: {words}\n" for words in count.misses), end="")
        deliveries = open_deliveries(hunted.options)
        print(f"on the desktop {len(hunted.told_on_the_desktop())}, mails {len(hunted.mail.raw)}, "
              f"posted {len(hunted.hook.posted)}, kept {len(deliveries.deliveries(limit=1000))}")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
