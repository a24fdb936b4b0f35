"""The real window under test: its own display, bus, home and screen reader; driven by keys, seen as it is read out.

A display of its own also where there is one already: keys that a test presses must never reach somebody's editor.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import pytest

from tests.e2e import assistive
from tests.e2e.assistive import PATIENCE_S, Assistant, Node, assistant, wait_for
from tests.e2e.desktop import Desktop, desktop, program
from tests.stopwatch import Stopwatch

COMMANDS: Final = ("Xvfb", "openbox", "xdotool", "dbus-daemon")
MISSING: Final = [name for name in (*COMMANDS, assistive.LAUNCHER) if not shutil.which(name)]
needs_a_desktop = pytest.mark.skipif(bool(MISSING), reason=f"needs {', '.join(MISSING)}: see packaging/test")

# Qt's answers to a reader that asks for a row of a moment ago.
_TOO_LATE: Final = ("Invalid index for tableInterface", "Could not find accessible on path")
_CLIPBOARD: Final = """
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
import sys
sys.stdout.buffer.write(app.clipboard().text().encode("utf-8", "surrogatepass"))
"""


@dataclass(frozen=True)
class Stage(Desktop):
    """A desktop on which programs can be read out."""

    reader: Assistant | None = None
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of a user with an empty home, whose language is that of the program."""
        seen = self.reader.environment if self.reader is not None else {}
        places = {
            name: str(self.home / place)
            for name, place in (("XDG_DATA_HOME", "data"), ("XDG_CACHE_HOME", "cache"), ("XDG_STATE_HOME", "state"))
        }
        return {**super().environment, **places, "LC_ALL": "C.UTF-8", **seen, **self.more}

    def at_home(self, home: Path, **more: str) -> "Stage":
        """Return the same desktop for a user who never started the program."""
        return replace(self, home=home, more={**self.more, **more})

    def type(self, text: str) -> None:
        """Type a text."""
        subprocess.run(["xdotool", "type", "--delay", "15", text], env=self.environment, check=True)

    def clipboard(self) -> str:
        """Return the text on the clipboard, as another program gets it."""
        command = [sys.executable, "-c", _CLIPBOARD]
        done = subprocess.run(command, env=self.environment, capture_output=True, check=True, timeout=PATIENCE_S)
        return done.stdout.decode("utf-8", "surrogatepass")


@contextmanager
def stage(home: Path, *, size: str = "1280x800") -> Iterator[Stage]:
    """Run a display, a window manager and what reads windows out, while the block runs."""
    # A place of its own for sockets, so that no bus of somebody who works here is disturbed.
    sockets = home / "run"
    sockets.mkdir(mode=0o700)
    own = {"XDG_RUNTIME_DIR": str(sockets)}
    with desktop(home, size=size) as bare, assistant({**bare.environment, **own}) as reader:
        yield Stage(bare.display, home, reader, own)


class Window:
    """The program's window on a stage."""

    def __init__(self, on: Stage, process: "subprocess.Popen[bytes]") -> None:
        assert on.reader is not None
        self.stage = on
        self.process = process
        self.root = on.reader.program("procmon_gui")

    def find(self, role: str, name: str = "", *, holds: str = "") -> Node:
        """Return the first thing of this role, name, or part of a name; waits until it is there."""
        return wait_for(lambda: self.root.find(role, name, holds=holds), f"{role} {name!r} {holds!r}")

    def table(self) -> Node:
        """Return the table of processes; waits until it is on the screen and holds something."""

        def filled() -> Node | None:
            table = self.root.find("table", "Processes")
            return table if table.has("showing") and table.row_count else None

        return wait_for(filled, "the process table")

    def read_rows(self, columns: int) -> list[list[str]]:
        """Return the first columns of all rows, as they are read out; read again if rows move meanwhile."""

        return wait_for(lambda: self.table().rows(columns), "a table that stands still")

    def press(self, *keys: str) -> None:
        """Press keys, as xdotool names them."""
        self.stage.press(*keys)

    def wait_for_end(self) -> tuple[int, float]:
        """Return the exit status, and how long it took from now; see `Stopwatch`."""
        watch = Stopwatch()
        status = self.process.wait(PATIENCE_S)
        return status, watch.took_s

    def eyes(self) -> list[int]:
        """Return the pids of its children: the eye, and nobody else."""
        found: list[int] = []
        for listing in Path(f"/proc/{self.process.pid}/task").glob("*/children"):
            try:
                found += map(int, listing.read_text().split())
            except OSError:
                continue
        return found

    def survivors(self) -> list[int]:
        """Return the pids of all that live with this home, whoever is their parent now."""
        mark = f"HOME={self.stage.home}".encode()
        return [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if mark in _environment(pid)]

    @property
    def words(self) -> str:
        """Return what the program wrote to its standard output and error."""
        said = (self.stage.home / "log").read_text(errors="replace")
        lines = said.splitlines()
        return "\n".join(line for line in lines if not line.startswith(_TOO_LATE))


def _environment(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return []


@contextmanager
def window(on: Stage, *, through: Sequence[str] = ()) -> Iterator[Window]:
    """Run the real program, and wait until it can be seen and read out; it is ended with the block."""
    with program(on, through=through) as process:
        yield Window(on, process)
