"""A bare desktop for tests: Xvfb with openbox, and the real program on it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# For what never comes: a busy machine takes its time.
PATIENCE_S = 60.0
_TRIES = 10


@dataclass(frozen=True, slots=True)
class Desktop:
    """An X display and what a program needs in its environment to use it."""

    display: str
    home: Path

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of a user with an empty home on this display."""
        kept = {key: value for key, value in os.environ.items() if key not in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
        return {
            **kept,
            "DISPLAY": self.display,
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "PYTHONPATH": str(ROOT),
            # Else Qt starts a session bus that outlives the test.
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
        }

    def choose(self, **values: str) -> None:
        """Write how the window should look before it is started, as a former run would have left it."""
        path = self.home / "config" / "procmon_gui" / "window.ini"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = "\n".join(f"1\\{key}={value}" for key, value in values.items())
        path.write_text(f"[window]\n{lines}\n", encoding="utf-8")

    def press(self, *keys: str) -> None:
        """Press keys, as xdotool names them."""
        subprocess.run(["xdotool", "key", *keys], env=self.environment, check=True)

    def point(self, x: int, y: int) -> None:
        """Move the pointer."""
        subprocess.run(["xdotool", "mousemove", str(x), str(y)], env=self.environment, check=True)

    def fill(self, width: int, height: int) -> None:
        """Let the window take the whole screen."""
        search = ["xdotool", "search", "--onlyvisible", "--name", "^procmon_gui$"]
        place = ["windowmove", "%@", "0", "0", "windowsize", "%@", str(width), str(height)]
        # It fails where a tooltip or a menu goes away while it looks for the window.
        tries = (subprocess.run([*search, *place], env=self.environment, check=False) for _ in range(_TRIES))
        if all(tried.returncode for tried in tries):
            raise RuntimeError("the window was not found")

    def shoot(self, path: Path, crop: str = "") -> None:
        """Save a picture of the whole screen, or of a part of it, written as WxH+x+y."""
        part = ["-crop", crop, "+repage"] if crop else []
        subprocess.run(["import", "-window", "root", *part, str(path)], env=self.environment, check=True)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def desktop(home: Path, *, size: str = "1280x800") -> Iterator[Desktop]:
    """Run a display of that size with a window manager while the block runs."""
    read_fd, write_fd = os.pipe()
    # Without -noreset it begins anew when the last client leaves, and throws out one that comes just then: the bus of
    # assistance leaves after a moment, and the window manager was gone.
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_fd), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(write_fd,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write_fd)
    with os.fdopen(read_fd) as answer:
        number = answer.readline().strip()
    found = Desktop(f":{number}", home)
    manager = subprocess.Popen(["openbox"], env=found.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield found
    finally:
        _end(manager)
        _end(server)


@contextmanager
def program(
    on: Desktop, arguments: Sequence[str] = (), *, through: Sequence[str] = ()
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run the real program on a desktop, through another one that starts it if that is wanted.

    It is ended with SIGTERM if the block has not ended it.
    """
    log = (on.home / "log").open("wb")
    process = subprocess.Popen(
        [*through, sys.executable, "-m", "procmon_gui", *arguments],
        env=on.environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        wait_for_window(on, process)
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        log.close()


def wait_for_window(on: Desktop, process: "subprocess.Popen[bytes]") -> None:
    """Wait until the window can be seen and has the keyboard: keys that come before that go nowhere.

    Raises:
        RuntimeError: the program ended, or showed nothing; with what it said.
    """
    ends_s = time.monotonic() + PATIENCE_S
    ask = ["xdotool", "getactivewindow", "getwindowname"]
    while time.monotonic() < ends_s and process.poll() is None:
        if subprocess.run(ask, env=on.environment, capture_output=True, check=False).stdout.strip() == b"procmon_gui":
            return
        # A window manager that has just started may leave a new window without the keyboard: then it is clicked on.
        click = ["xdotool", "search", "--onlyvisible", "--name", "^procmon_gui$", "windowactivate"]
        subprocess.run(click, env=on.environment, capture_output=True, check=False)
        time.sleep(0.25)
    words = (on.home / "log").read_text(errors="replace")[-2000:]
    raise RuntimeError(f"no window (exit {process.poll()}): {words}")
