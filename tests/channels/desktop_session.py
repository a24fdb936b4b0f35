"""A session of a desktop for tests: a bus of its own, and on it dunst, a daemon that never answers, or nobody."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

# A bus of a session that starts nobody by itself: whoever is asked is there, or is not.
_BUS = """<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""
# Owns the name of the notices and answers nothing; with "answers", all but Notify; with "clicks", that too, and a
# moment later it says what a desktop says when somebody clicks, right and wrong.
_SILENT = """
import sys, time
from jeepney import DBusAddress, MessageType, HeaderFields, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection, Proxy
connection = open_dbus_connection("SESSION")
Proxy(message_bus, connection).RequestName("org.freedesktop.Notifications")
print("ready", flush=True)
while True:
    message = connection.receive()
    if message.header.message_type is not MessageType.method_call or "answers" not in sys.argv:
        continue
    member = message.header.fields.get(HeaderFields.member)
    if member == "GetServerInformation":
        connection.send(new_method_return(message, "ssss", ("silent", "us", "1", "1.2")))
    elif member == "GetCapabilities":
        connection.send(new_method_return(message, "as", (["body", "actions"],)))
    elif member == "Notify" and "clicks" in sys.argv:
        connection.send(new_method_return(message, "u", (5,)))
        time.sleep(0.5)
        address = DBusAddress("/org/freedesktop/Notifications", interface="org.freedesktop.Notifications")
        for member, signature, body in (
            ("ActionInvoked", "ss", ("abc", "mute")), ("ActionInvoked", "aus", ([1], "mute")),
            ("ActionInvoked", "uu", (5, 1)), ("ActionInvoked", "us", (5, "mute")),
            ("ActionInvoked", "us", (999, "mute")), ("ActivationToken", "us", (5, "token-1")),
            ("ActionInvoked", "us", (5, "acknowledge")), ("ActionInvoked", "us", (5, "rm")),
            ("ActionInvoked", "us", (5, "default")),
        ):
            connection.send(new_signal(address, member, signature, body))
"""


class Session:
    """One bus, and the environment of whoever belongs to it."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment

    def dunst(self, *words: str) -> str:
        """Ask dunst for something."""
        done = subprocess.run(
            ["dunstctl", *words], env=self.environment, capture_output=True, text=True, check=True, timeout=20
        )
        return done.stdout

    def history(self) -> list[dict[str, Any]]:
        """Return what dunst showed, the newest first: its own words."""
        self.dunst("close-all")
        found: list[dict[str, Any]] = json.loads(self.dunst("history"))["data"][0]
        return [{name: value["data"] for name, value in one.items()} for one in found]


@contextmanager
def process(command: list[str], environment: dict[str, str], **more: Any) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, **more
    ) as one:
        try:
            yield one
        finally:
            one.kill()
            one.wait()


@contextmanager
def session(monkeypatch: pytest.MonkeyPatch, kind: str, *, settings: str = "") -> Iterator[Session]:
    """Let this process belong to a session with "dunst", "silent", "mute" (silent to Notify), "clicks", "nobody"."""
    with contextlib.ExitStack() as stack:
        environment = dict(os.environ)
        config = stack.enter_context(tempfile.NamedTemporaryFile("w", suffix=".conf"))
        config.write(_BUS)
        config.flush()
        command = ["dbus-daemon", f"--config-file={config.name}", "--nofork", "--print-address=1", "--nopidfile"]
        bus = stack.enter_context(process(command, environment))
        assert bus.stdout is not None
        environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        if kind == "dunst":
            environment["DISPLAY"] = stack.enter_context(_display(environment))
            stack.enter_context(process(["dunst", "-conf", settings or os.devnull], environment))
            _wait_for(lambda: _is_owned(environment))
        elif kind in ("silent", "mute", "clicks"):
            words = {"silent": [], "mute": ["answers"], "clicks": ["answers", "clicks"]}[kind]
            silent = stack.enter_context(process([sys.executable, "-c", _SILENT, *words], environment))
            assert silent.stdout is not None
            assert silent.stdout.readline() == "ready\n"
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", environment["DBUS_SESSION_BUS_ADDRESS"])
        yield Session(environment)


@contextmanager
def _display(environment: dict[str, str]) -> Iterator[str]:
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "800x600x24", "-nolisten", "tcp"]
    with process(command, environment, pass_fds=(writing,)):
        os.close(writing)
        with os.fdopen(reading) as said:
            yield f":{said.readline().strip()}"


def _is_owned(environment: dict[str, str]) -> bool:
    done = subprocess.run(["dunstctl", "count"], env=environment, capture_output=True, check=False, timeout=20)
    return done.returncode == 0


def _wait_for(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.05)  # another program begins, in real time
