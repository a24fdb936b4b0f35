"""A window that really hangs or fails, in a program of its own: where it did is written down."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from procmon_gui.domain.crashes import CrashKind
from procmon_gui.services.crashes import CrashFolder
from procmon_gui.services.places import Options
from tests.architecture.tree import ROOT

pytestmark = [
    pytest.mark.slow, pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs the timer of Unix"),
]  # fmt: skip
_PROGRAM = """
import os, signal, sys, threading, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QGuiApplication
from procmon_gui.services.crashes import watch_for_crashes
from procmon_gui.services.places import Options
from procmon_gui.ui.bridge import watchdog
from procmon_gui.ui.bridge.operation import close_readers

app = QGuiApplication([])
watch_for_crashes(Options(data_dir=Path(sys.argv[1])), program="window")
watchdog.BEAT_MS = 100
dog = watchdog.Watchdog(freeze_s=0.3)
dog._timer.setInterval(100)
dog.start()

def work():
    while True:
        sum(range(1000))

# Threads that go on meanwhile.
for _ in range(3):
    threading.Thread(target=work, daemon=True).start()

def hangs_here():
    until = time.monotonic() + 1.5
    while time.monotonic() < until:
        {hang}

def end():
    dog.stop()
    close_readers()
    os._exit(0)

QTimer.singleShot(300, hangs_here)
dog.freeze_ended.connect(lambda _: QTimer.singleShot(500, end))
app.exec()
"""


_FAULTY = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from procmon_gui.services.crashes import watch_for_crashes
from procmon_gui.services.places import Options
from procmon_gui.ui.bridge.faults import Faults

app = QGuiApplication([])
watch_for_crashes(Options(data_dir=Path(sys.argv[1])), program="window")
faults = Faults()
faults.install()

def fails_here():
    raise KeyError("x")

QTimer.singleShot(0, fails_here)
QTimer.singleShot(50, lambda: os._exit(0))
app.exec()
"""


def hung(folder: Path, hang: str) -> int:
    return run(_PROGRAM.replace("{hang}", hang), folder)


def run(program: str, folder: Path) -> int:
    command = [sys.executable, "-c", program, str(folder)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(command, cwd=ROOT, env=environment, timeout=120, check=False).returncode


@pytest.mark.parametrize("hang", ["time.sleep(0.1)", "sorted(range(3_000_000))"])
def test_where_a_window_hung_is_kept_whether_it_waits_or_holds_the_interpreter(tmp_path: Path, hang: str) -> None:
    assert hung(tmp_path, hang) == 0

    (report,) = CrashFolder(Options(data_dir=tmp_path)).listed()
    assert report.kind is CrashKind.HUNG
    assert "in hangs_here" in report.text
    assert "did not answer for" in report.what


def test_a_window_that_is_ended_while_it_hangs_leaves_where(tmp_path: Path) -> None:
    assert hung(tmp_path, "time.sleep(1.0); os.kill(os.getpid(), signal.SIGKILL)") == -signal.SIGKILL

    (report,) = CrashFolder(Options(data_dir=tmp_path)).listed()
    assert report.kind is CrashKind.HUNG_AND_ENDED
    assert "in hangs_here" in report.text


def test_an_exception_in_a_slot_is_kept_once_and_the_window_goes_on(tmp_path: Path) -> None:
    assert run(_FAULTY, tmp_path) == 0

    (report,) = CrashFolder(Options(data_dir=tmp_path)).listed()
    assert (report.kind, report.what) == (CrashKind.WENT_ON, "KeyError: 'x'")
    assert "in fails_here" in report.text
