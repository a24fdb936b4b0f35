"""SMS and chat through apprise: a process of its own that can be ended, true words, and no secret to be seen."""

import json
import logging
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from procmon_gui.channels.through_apprise import Service, ServiceSettings, shown_address
from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.notices import Undelivered
from procmon_gui.domain.text import display_text
from procmon_gui.engine.notice_words import TITLE_LETTERS
from tests.channels.http_sink import Sink, http_sink
from tests.channels.notices import HOSTILE, notice_about

SECRET = "pl4nted-s3cret-of-the-chat"


def service(sink: Sink, *, is_short: bool = False) -> Service:
    return Service(
        ServiceSettings.of({}, {"url": f"json://procmon:{SECRET}@127.0.0.1:{sink.port}/{SECRET}-p"}, is_short=is_short)
    )


@pytest.mark.parametrize("kind", ["header", "template", "markup", "surrogate", "long"])
def test_what_a_process_is_called_arrives_escaped_once(kind: str) -> None:
    notice = notice_about(HOSTILE[kind])
    with http_sink() as sink:
        assert service(sink).deliver(notice, 20) == "JSON took it"
    (posted,) = sink.posted
    found = json.loads(posted.body)

    assert found["title"] == "[Warning] " + display_text(f"CPU: {HOSTILE[kind]}", TITLE_LETTERS)
    assert found["message"] == "\n".join(notice.lines)


def test_an_sms_is_short() -> None:
    with http_sink() as sink:
        service(sink, is_short=True).deliver(notice_about("A" * 4096), 20)
    found = json.loads(sink.posted[0].body)
    assert len(found["message"]) <= 300
    assert "\n" not in found["message"]


def test_a_service_that_refuses_is_said_and_the_secret_is_not(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with http_sink(status=403) as sink:
        chosen = service(sink)
        with pytest.raises(Undelivered, match=r"JSON did not take it: .*403") as caught:
            chosen.deliver(notice_about("a"), 20)
    assert SECRET not in f"{caught.value!r} {caplog.text} {chosen._settings!r}"


def test_a_service_that_hangs_is_left_its_process_is_gone_and_no_argument_held_a_secret() -> None:
    errors: list[Undelivered] = []

    def deliver() -> None:
        with pytest.raises(Undelivered, match="no answer within 2 s") as caught:
            service(sink).deliver(notice_about("a"), 2)
        errors.append(caught.value)

    with http_sink(deed="hang") as sink:
        thread = threading.Thread(target=deliver)
        thread.start()
        while not sink.posted and thread.is_alive():
            time.sleep(0.02)  # another process begins, in real time
        lines = command_lines()
        thread.join(10)
        own = [line for line in lines if b"apprise_child" in line]
        assert own
        assert not any(SECRET.encode() in line for line in lines)
        assert not any(pid in own_pids(own) for pid in own_pids(command_lines()))
    assert errors


def command_lines() -> list[bytes]:
    """Return the arguments of every process of this test, with its number in front."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            stat = (path / "stat").read_text().rpartition(")")[2].split()
            if stat[1] == str(os.getpid()) and stat[0] != "Z":
                found.append(path.name.encode() + b" " + (path / "cmdline").read_bytes())
        except OSError:
            continue
    return found


def own_pids(lines: list[bytes]) -> set[bytes]:
    return {line.partition(b" ")[0] for line in lines if b"apprise_child" in line}


@pytest.mark.parametrize("url", ["nosuch://x", "twilio://short", "", "just words"])
def test_what_is_no_address_of_a_service_is_said(url: str) -> None:
    with pytest.raises(WrongInput, match="address of"):
        shown_address(ServiceSettings.of({}, {"url": url}).url)


def test_an_address_is_shown_without_its_keys() -> None:
    shown = shown_address("twilio://AC123456789012345678901234567890ab:5ecret1234567890@15551234567/15557654321")
    assert shown.startswith("Twilio: twilio://")
    assert "5ecret1234567890" not in shown
    assert shown_address(f"json://u:{SECRET}@example.org/{SECRET}") == "JSON: json://u:****@example.org/…"


def test_apprise_is_loaded_by_nobody_but_its_own_process() -> None:
    code = (
        "import sys, procmon_gui.channels.kinds, procmon_gui.channels.opening;"
        "late = {'apprise', 'jeepney', 'plyer', 'requests', 'keyring'};"
        "sys.exit(bool(late & {name.split('.')[0] for name in sys.modules}))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False).returncode == 0
