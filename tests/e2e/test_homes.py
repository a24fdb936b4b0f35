"""A user without a home, or with one that can not be written to: all works but what is kept, and that is said."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.assistive import Node, wait_for
from tests.e2e.window import Stage, Window, needs_a_desktop, window
from tests.faults.rigs import PATIENCE_S, ROOT, hidden_from_nobody

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="needs the eye")]

# All that could take the place of a home.
PLACES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
WITHOUT_PLACES = ("env", *(word for name in PLACES for word in ("-u", name)))
# Where root can not make a folder either.
NOWHERE = Path("/proc/nonexistent")


@dataclass(frozen=True, slots=True)
class Home:
    """A home in which nothing can be kept, how a program is brought to live there, and what the system says of it."""

    path: Path
    through: tuple[str, ...]
    reason: str


@pytest.fixture
def missing() -> Home:
    """Return a home that is not there."""
    return Home(NOWHERE, (*WITHOUT_PLACES, f"HOME={NOWHERE}"), "No such file or directory")


@pytest.fixture
def read_only(tmp_path: Path) -> Home:
    """Return a home that only the list of users tells, on a disk that can only be read."""
    home, users = tmp_path / "home", tmp_path / "passwd"
    home.mkdir()
    users.write_text(f"root:x:0:0:root:{home}:/bin/sh\n")
    mounts = f"mount --bind {users} /etc/passwd && mount -t tmpfs -o ro none {home} || exit 1"
    through = ("unshare", "--mount", "sh", "-c", f'{mounts}\nexec "$@"', "sh", *WITHOUT_PLACES)
    if subprocess.run([*through, "true"], capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    return Home(home, through, "Read-only file system")


@pytest.fixture(params=["missing", pytest.param("read_only", marks=pytest.mark.needs_root)])
def home(request: pytest.FixtureRequest) -> Home:
    built = request.getfixturevalue(request.param)
    assert isinstance(built, Home)
    return built


def on_screen(shown: Window, role: str, *, holds: str) -> Node:
    """Return the first thing of this role on the screen whose name holds a text; waits until it is there."""

    def look() -> Node | None:
        found = (node for node in shown.root.walk() if node.role == role and holds in node.name)
        return next((node for node in found if node.has("showing")), None)

    return wait_for(look, f"{role} {holds!r} on the screen")


@needs_a_desktop
def test_the_window_shows_what_lives_and_says_what_can_not_be_kept_and_where(at_home: Stage, home: Home) -> None:
    data = home.path / ".local" / "share" / "procmon_gui"
    settings = home.path / ".config" / "procmon_gui" / "settings.toml"
    log = home.path / ".local" / "state" / "procmon_gui" / "log" / "procmon_gui.log"
    no_history = f"{data}: no history can be kept there: {home.reason}"
    with window(at_home, through=home.through) as shown:
        shown.press("ctrl+2")
        assert shown.table().row_count
        on_screen(shown, "label", holds=f"Nothing is recorded now: {no_history}.")

        shown.press("ctrl+7")
        box = on_screen(shown, "check box", holds="Taller rows")
        was_checked = box.has("checked")
        box.press()
        on_screen(shown, "label", holds=f"Settings: {settings} can not be written ({home.reason}).")
        assert box.has("checked") != was_checked, "a choice holds until the program ends"

        shown.process.send_signal(signal.SIGTERM)
        status, _ = shown.wait_for_end()

    assert status == 0
    no_log = f"There is no log file: {log}: {home.reason}"
    no_report = f"No report could be kept of a failure: {log.parents[1] / 'crashes'}: {home.reason}"
    assert sorted(shown.words.splitlines()) == sorted([no_log, no_report, no_history])


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the program without a display, as an ordinary user whose home is not there."""
    command = [*WITHOUT_PLACES, "HOME=/nonexistent", sys.executable, "-m", "procmon_gui", *arguments]
    whole = hidden_from_nobody(command) if os.geteuid() == 0 else command
    kept = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(whole, env=kept, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE_S)


def test_without_a_window_a_user_without_a_home_gets_samples_and_is_told_what_can_not_be_kept() -> None:
    sample = run("sample", "--count", "1", "--format", "csv", "--limit", "3")
    record = run("record", "--for", "1s")
    doctor = run("doctor")

    assert "Traceback" not in sample.stderr + record.stderr + doctor.stderr
    assert (sample.returncode, record.returncode, doctor.returncode) == (0, 1, 0)
    assert len(sample.stdout.splitlines()) > 1
    assert "/nonexistent/.local/share/procmon_gui: no history can be kept there: Permission denied" in record.stderr
    places = [line for line in doctor.stdout.splitlines() if "/nonexistent/." in line]
    assert len(places) == 4
    assert all(line.startswith("! ") and "and / can not be written" in line for line in places), places
