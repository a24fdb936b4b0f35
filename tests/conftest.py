"""What every test gets: a platform for Qt, and the duty to leave nothing behind.

A test that logs a warning it does not look at, or leaves a thread, a child process or a window, fails here.
"""

import faulthandler
import gc
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from procmon_gui.store.desk import journal

# How long an example takes says more of the machine than of the code, so no time limit: speed is measured in bench/.
settings.register_profile("procmon", deadline=None)
settings.load_profile("procmon")

if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Numbers are expected as English writes them, whoever runs the tests: before Qt asks, and for all that they start.
for variable in [name for name in os.environ if name == "LANGUAGE" or name.startswith("LC_")]:
    del os.environ[variable]
os.environ["LANG"] = "C.UTF-8"

# A shell starts what runs beside (`&`) with Ctrl+C ignored, which goes on to all that it starts: tests press it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
# So does nohup with the end of a terminal.
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

# How long what a test started may take to end after it, on a very busy machine.
GRACE_S = 20.0


class _Ear(logging.Handler):
    """Keeps every warning and error that the program logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line in the form that the failure shows."""
        self.heard.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(scope="session", autouse=True)
def a_home_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let no test read or write what the person who runs it has recorded."""
    before = os.environ.get("XDG_DATA_HOME")
    os.environ["XDG_DATA_HOME"] = str(tmp_path_factory.mktemp("data"))
    yield
    if before is None:
        del os.environ["XDG_DATA_HOME"]
    else:
        os.environ["XDG_DATA_HOME"] = before


@pytest.fixture(scope="session", autouse=True)
def no_word_to_the_journal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let no test write into the journal of the machine; those of one write into one of their own."""
    before, journal.ADDRESS = journal.ADDRESS, tmp_path_factory.mktemp("journal") / "socket"  # type: ignore[misc]
    yield
    journal.ADDRESS = before  # type: ignore[misc]


@pytest.fixture(autouse=True)
def no_unexpected_warning(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test during which procmon_gui logs a warning, unless it takes `caplog` and so looks itself."""
    if "caplog" in request.fixturenames:
        yield
        return
    ear = _Ear()
    logger = logging.getLogger("procmon_gui")
    logger.addHandler(ear)
    yield
    logger.removeHandler(ear)
    if ear.heard:
        pytest.fail("logged without being expected (take `caplog` and assert it):\n" + "\n".join(ear.heard))


@pytest.fixture
def in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the clock on the wall be that of UTC: for who knows a moment and expects it in words."""
    if sys.platform == "win32":
        pytest.skip("the zone of this process can not be changed here")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def _threads() -> set[threading.Thread]:
    # Qt's threads show up as dummies once they have logged; these can not be joined and never count as ended.
    dummy = threading._DummyThread
    return {thread for thread in threading.enumerate() if thread.is_alive() and not isinstance(thread, dummy)}


def _child_pids() -> set[int]:
    """Return the children of this process that live and are no zombies; empty where the system can not tell."""
    pids: set[int] = set()
    for listing in Path("/proc/self/task").glob("*/children"):
        try:
            pids.update(int(pid) for pid in listing.read_text().split())
        except OSError:
            continue
    return {pid for pid in pids if _state(pid) not in ("Z", "X", "")}


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[0]
    except OSError:
        return ""


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()[:200].replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return "(gone)"


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fail a test after which a thread, child process or visible window of its own still lives."""
    threads_before, children_before = _threads(), _child_pids()
    yield
    patience_ends = time.monotonic() + GRACE_S
    while time.monotonic() < patience_ends:
        left_threads, left_children = _threads() - threads_before, _child_pids() - children_before
        if not left_threads and not left_children:
            break
        for thread in left_threads:
            thread.join(timeout=0.05)
        if left_children:
            threading.Event().wait(0.02)
    assert not left_threads, f"threads left running: {[thread.name for thread in left_threads]}; stop and join them"
    assert not left_children, f"processes left running: {[_command(pid) for pid in left_children]}; end and reap them"
    _assert_no_window_left()


def _assert_no_window_left() -> None:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return
    left = [widget for widget in widgets.QApplication.topLevelWidgets() if widget.isVisible()]
    for widget in left:
        widget.hide()
    assert not left, f"windows left open: {left}; give them to qtbot.addWidget or close them"


def pytest_configure() -> None:
    """Print all stacks when a test dies inside C++."""
    if not faulthandler.is_enabled():
        faulthandler.enable()


@pytest.fixture(autouse=True, scope="module")
def garbage_speaks_up() -> Iterator[None]:
    """Collect after each module, so that a forgotten file or socket is blamed on the module that opened it.

    What lives on is not looked at again: syntax trees of the whole project and the like would cost each module seconds.
    """
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def garbage_stays_here() -> Iterator[None]:
    """Collect on this thread and on no other: a widget that is destroyed on another thread crashes Qt.

    In the program `ui.bridge.collector` sees to it.
    """
    gc.disable()
    yield
    gc.collect(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, with the reason, what only root may do when somebody else runs the tests."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return
    skip = pytest.mark.skip(reason="needs root")
    for item in items:
        if item.get_closest_marker("needs_root"):
            item.add_marker(skip)
