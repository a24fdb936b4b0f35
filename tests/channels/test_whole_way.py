"""From a process that takes memory to the desktop, a mail and a web hook: `procmon-gui record` as a person starts it,
with a real hog, dunst, a real mail server and a real web server.
"""

import json
import os
import platform
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from procmon_gui.domain.notices import DESKTOP, ChannelSpec, DeliveryState
from procmon_gui.services.channels import open_channels
from tests.channels.desktop_session import ROOT, session
from tests.channels.http_sink import http_sink
from tests.channels.places import options_in, without_keyring
from tests.channels.smtp_sink import smtp_sink

RULE = """\
version = 1
[[rule]]
id = "hog"
title = "A process takes memory"
subject = "process"
metric = "rss_bytes"
where = "name = voice-hog"
above = "100 MiB"
for = "2 s"
"""
HOG = "import ctypes; ctypes.CDLL(None).prctl(15, b'voice-hog', 0, 0, 0)\nheld = b'x' * (1 << 27)\ninput()"


def wait_for(is_so: Callable[[], object], what: str) -> None:
    until = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < until, f"{what} never came"
        time.sleep(0.1)  # another program records in real time


@pytest.mark.slow
def test_a_real_hog_is_told_on_the_desktop_by_mail_and_by_web_hook_and_its_end_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = options_in(tmp_path)
    assert options.config is not None
    with without_keyring(), session(monkeypatch, "dunst") as desktop, smtp_sink() as smtp, http_sink() as http:
        mail = {
            "server": "127.0.0.1",
            "port": str(smtp.port),
            "security": "none",
            "from": "a@example.org",
            "to": "b@example.org",
        }
        book = open_channels(options)
        book.put(ChannelSpec(id="ops", kind="mail", settings=mail), {})
        book.put(ChannelSpec(id="hook", kind="webhook"), {"url": f"http://127.0.0.1:{http.port}/x"})
        (tmp_path / "config" / "rules.toml").write_text(RULE)
        command = [sys.executable, "-m", "procmon_gui", "record", "--quiet", "--data-dir", str(options.data_dir),
                   "--config", str(options.config)]  # fmt: skip
        environment = desktop.environment | {"PYTHONPATH": str(ROOT)}
        hog = subprocess.Popen([sys.executable, "-c", HOG], stdin=subprocess.PIPE)
        recorder = subprocess.Popen(command, env=environment, cwd=tmp_path)
        try:
            wait_for(lambda: smtp.raw and http.posted, "what was to be told")
            wait_for(lambda: desktop.dunst("count", "displayed").strip() == "1", "the notice")
            hog.kill()
            hog.wait()
            wait_for(lambda: len(http.posted) == 2, "the end")
            wait_for(lambda: not [one for one in book.deliveries() if one.state is DeliveryState.WAITING], "the log")
            shown = desktop.history()
        finally:
            hog.kill()
            hog.communicate()
            recorder.send_signal(signal.SIGTERM)
            assert recorder.wait(20) == 0

    host = platform.node()
    found = [json.loads(posted.body) for posted in http.posted]
    assert [one["change"] for one in found] == ["fired", "resolved"]
    assert found[0]["title"] == "A process takes memory: voice-hog"
    assert f"PID: {hog.pid}" in found[0]["lines"]
    title = "A process takes memory: voice-hog"
    subjects = [message["Subject"] for message in smtp.messages()]
    assert subjects == [f"[Warning] {host}: {title}", f"[Warning] {host}: Over: {title}"]
    assert "Over: A process takes memory: voice-hog" in [one["summary"] for one in shown]
    assert {(one.channel_id, one.state) for one in book.deliveries()} == {
        (channel, DeliveryState.DELIVERED) for channel in (DESKTOP, "ops", "hook")
    }
    assert os.stat(tmp_path / "config" / "secrets.toml").st_mode & 0o077 == 0
