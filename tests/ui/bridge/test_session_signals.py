"""What the desktop says of the session, over a bus of the test's own in place of that of the system."""

import subprocess
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from procmon_gui.ui.bridge.session_signals import SessionSignals, session_path


@pytest.fixture
def bus() -> Iterator[tuple[str, QDBusConnection]]:
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, text=True
    )
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    yield address, QDBusConnection.connectToBus(address, "test")
    QDBusConnection.disconnectFromBus("test")
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


def emit(address: str, path: str, what: str, *values: str) -> None:
    subprocess.run(["dbus-send", f"--bus={address}", "--type=signal", path, what, *values], check=True)


def test_sleep_and_the_lock_of_the_own_session_are_heard(
    bus: tuple[str, QDBusConnection], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, connection = bus
    monkeypatch.setenv("XDG_SESSION_ID", "7")
    owner = QObject()
    signals = SessionSignals(owner, connection)
    assert signals.is_listening
    heard: list[str] = []
    signals.left.connect(lambda: heard.append("left"))
    manager = "org.freedesktop.login1.Manager.PrepareForSleep"

    # That it wakes up again, and what is said to another session, is nothing to us.
    emit(address, "/org/freedesktop/login1", manager, "boolean:false")
    emit(address, "/org/freedesktop/login1/session/_38", "org.freedesktop.login1.Session.Lock")
    emit(address, "/org/freedesktop/login1", manager, "boolean:true")
    qtbot.waitUntil(lambda: len(heard) == 1)
    emit(address, "/org/freedesktop/login1/session/_37", "org.freedesktop.login1.Session.Lock")
    qtbot.waitUntil(lambda: len(heard) == 2)


def test_without_a_bus_nothing_happens(qtbot: QtBot) -> None:
    owner = QObject()

    assert not SessionSignals(owner, QDBusConnection("there is none")).is_listening


@pytest.mark.parametrize(("name", "path"), [("", ""), ("2", "_32"), ("c12", "c12"), ("1a-b", "_31a_2db")])
def test_names_of_sessions_become_paths_as_systemd_writes_them(
    name: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_SESSION_ID", name)

    assert session_path() == (f"/org/freedesktop/login1/session/{path}" if path else "")
