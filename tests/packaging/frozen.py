"""The frozen program as somebody has it who never heard of Python: unprivileged, in a folder that means him harm."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.architecture.tree import ROOT

# A tree that packaging/freeze/freeze made; without one, the tests make it, which takes a minute or two. Others than its
# owner have to be able to read it.
TREE_VARIABLE = "PROCMON_FROZEN"
NOBODY = 65_534
LIMIT_S = 120.0


@dataclass(frozen=True)
class Frozen:
    """The program, and the home of its user."""

    tree: Path
    home: Path
    more: Mapping[str, str] = field(default_factory=dict)
    is_of_nobody: bool = True

    @property
    def program(self) -> str:
        """Return what is started: a link to it, as a package lays one."""
        return str(self.home / "bin/procmon-gui")

    @property
    def environment(self) -> dict[str, str]:
        """Return that of a login in which each variable of Python, and of the linker, leads astray."""
        astray = str(self.home / "astray")
        return {
            "HOME": str(self.home), "LC_ALL": "C.UTF-8", "PATH": str(self.home / "bin"), "TZ": "UTC",
            "PYTHONPATH": astray, "PYTHONHOME": astray, "PYTHONSTARTUP": f"{astray}/json.py", "PYTHONINSPECT": "1",
            "LD_LIBRARY_PATH": astray, **self.more,
        }  # fmt: skip

    @property
    def who(self) -> dict[str, Any]:
        """Return as whom it is started: a user who may nothing, where root tests."""
        return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 and self.is_of_nobody else {}

    def run(self, *words: str, typed: str = "", status: int = 0) -> str:
        """Run a verb to its end and return all that it says; it has to end so."""
        done = subprocess.run(
            [self.program, *words], cwd=self.home / "astray", env=self.environment, input=typed, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=LIMIT_S, **self.who,
        )  # fmt: skip
        assert done.returncode == status, f"{words} ended with {done.returncode}: {done.stdout}"
        said: str = done.stdout
        assert "Traceback" not in said, f"{words}: {said}"
        return said

    @contextlib.contextmanager
    def started(self, command: Sequence[str], **how: Any) -> Iterator["subprocess.Popen[bytes]"]:
        """Run something of that user while the block runs."""
        process = subprocess.Popen(
            list(command), cwd=self.home / "astray", env=self.environment, **{"stdin": subprocess.DEVNULL, **how},
            **self.who,
        )  # fmt: skip
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)

    def own(self, path: Path) -> Path:
        """Give a file or a folder, and all in it, to that user."""
        for one in [path, *path.rglob("*")]:
            if os.geteuid() == 0:
                os.chown(one, NOBODY, NOBODY, follow_symlinks=False)
        return path


@contextlib.contextmanager
def frozen_tree() -> Iterator[Path]:
    """Make the program, or take the one that is named; its folder can be read by all."""
    named = os.environ.get(TREE_VARIABLE)
    if named:
        yield Path(named)
        return
    with public_folder() as folder:
        subprocess.run([ROOT / "packaging/freeze/freeze", folder / "program"], check=True, stdin=subprocess.DEVNULL)
        yield folder / "program"


@contextlib.contextmanager
def public_folder() -> Iterator[Path]:
    """Make a folder that others may look into, which those of pytest are not."""
    folder = Path(tempfile.mkdtemp(prefix="procmon-frozen-", dir="/tmp"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def home_of(tree: Path, **more: str) -> Iterator[Frozen]:
    """Make a home of a user, with things in it that a program of Python may stumble over."""
    with public_folder() as home:
        (home / "bin").mkdir()
        (home / "bin/procmon-gui").symlink_to(tree / "procmon-gui")
        astray = home / "astray"
        (astray / "numpy").mkdir(parents=True)
        for name in ("json.py", "os.py", "struct.py", "procmon_gui.py", "sitecustomize.py", "numpy/__init__.py"):
            (astray / name).write_text("raise SystemExit('astray')\n")
        for name in ("libpython3.11.so.1.0", "libsqlite3.so.0", "libQt6Core.so.6", "libcrypto.so.3"):
            (astray / name).write_text("no library\n")
        found = Frozen(tree, home, more)
        found.own(home)
        yield found
