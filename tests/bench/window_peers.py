"""The monitors that have a window, ours among them, on a bare desktop of their own."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.bench.peers import ROOT, Peer, family
from tests.e2e.desktop import desktop

SIZE = "1280x900"
_NEEDED = ("Xvfb", "openbox", "xdotool", "dbus-daemon")
# Each shows all processes, once a second where it lets one choose.
_SETTINGS = {
    "glib-2.0/settings/keyfile": (
        "[org/gnome/gnome-system-monitor]\ncurrent-tab='processes'\nupdate-interval=1000\nshow-whose-processes='all'\n"
    ),
    "xfce4/xfconf/xfce-perchannel-xml/xfce4-taskmanager.xml": (
        '<?xml version="1.0" encoding="UTF-8"?>\n<channel name="xfce4-taskmanager" version="1.0">\n'
        '  <property name="interface" type="empty">\n'
        '    <property name="show-all-processes" type="bool" value="true"/>\n'
        '    <property name="refresh-rate" type="uint" value="1000"/>\n'
        "  </property>\n</channel>\n"
    ),
}
_LOOK = "procmon_gui/window.ini"
# The same program that keeps nothing on disk: the difference is what recording costs.
_UNRECORDED = {"procmon_gui/settings.toml": "[history]\nrecorded = false\n"}


def missing() -> list[str]:
    """Return what a desktop of our own needs and this machine lacks."""
    return [name for name in _NEEDED if shutil.which(name) is None]


@contextlib.contextmanager
def stage(page: str = "processes") -> Iterator[Mapping[str, str]]:
    """Run a display, a window manager and a session bus; the environment for programs on it is handed over.

    Our window opens the page of that name.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, desktop(Path(folder), size=SIZE) as screen:
        home = Path(folder)
        for folder_name, texts in (("config", _SETTINGS), ("unrecorded", _UNRECORDED)):
            for name, text in {**texts, _LOOK: f"[window]\n1\\page={page}\n"}.items():
                path = home / folder_name / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        (home / "run").mkdir(mode=0o700)
        around = {
            **screen.environment,
            "XDG_RUNTIME_DIR": str(home / "run"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_DATA_HOME": str(home / "data"),
            "GSETTINGS_BACKEND": "keyfile",
            "NO_AT_BRIDGE": "1",
        }
        with _bus(around) as address:
            yield {**around, "DBUS_SESSION_BUS_ADDRESS": address}


@contextlib.contextmanager
def _bus(around: Mapping[str, str]) -> Iterator[str]:
    read_fd, write_fd = os.pipe()
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--print-address={write_fd}"]
    null = subprocess.DEVNULL
    bus = subprocess.Popen(command, pass_fds=(write_fd,), env=dict(around), stdin=null, stdout=null, stderr=null)
    os.close(write_fd)
    try:
        with os.fdopen(read_fd) as answer:
            yield answer.readline().strip()
    finally:
        # What the bus started for the programs outlives them, and would hold on to our output.
        for pid in family(bus.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        bus.wait(10)


def window_peers(around: Mapping[str, str]) -> list[Peer]:
    """Return our window, recording or not, seen and minimised, and the windows that people use today.

    Each is on its list of processes.
    """
    environment = dict(around)
    ours = [sys.executable, "-m", "procmon_gui"]
    # As on a machine of a reader, where Python keeps what it compiled.
    kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(Path(around["XDG_CACHE_HOME"]) / "pyc")}
    mine = {**environment, "PYTHONPATH": str(ROOT), **kept}

    def peer(name: str, command: list[str], window: str, *, is_minimised: bool = False, is_kept: bool = True) -> Peer:
        known = mine if command is ours else environment
        if not is_kept:
            home = Path(mine["XDG_CONFIG_HOME"]).parent
            known = {**mine, "XDG_CONFIG_HOME": str(home / "unrecorded"), "XDG_DATA_HOME": str(home / "empty")}
        return Peer(
            name=name, command=command, in_terminal=False, window=window, is_minimised=is_minimised, environment=known
        )

    return [
        peer("window", ours, "procmon_gui"),
        peer("window, minimised", ours, "procmon_gui", is_minimised=True),
        peer("window, unrecorded", ours, "procmon_gui", is_kept=False),
        peer("unrecorded, minimised", ours, "procmon_gui", is_minimised=True, is_kept=False),
        peer("gnome-system-monitor", ["gnome-system-monitor", "-p"], "gnome-system-monitor"),
        peer("xfce4-taskmanager", ["xfce4-taskmanager"], "xfce4-taskmanager"),
        peer("plasma (2 s)", ["plasma-systemmonitor", "--page-id", "processes.page"], "plasma-systemmonitor"),
    ]
