"""pyqtgraph is loaded in steps: what comes of it is what Python's own import makes, and nobody waits for long."""

import compileall
import subprocess
import sys
from pathlib import Path

import pytest

from procmon_gui.ui.widgets import plot_loading
from procmon_gui.ui.widgets.plot_loading import _statements_of

_FRESH = "import os, sys; os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
_IN_STEPS = """
from procmon_gui.ui.widgets import plot_loading
pauses = 0
while not plot_loading.load_some():
    pauses += 1
assert pauses > 3, pauses
"""
_NAMES = "import pyqtgraph; print(*sorted(set(dir(pyqtgraph)) - {'__builtins__', '__cached__'}))"
_EARLY = """
from PySide6.QtWidgets import QApplication
app = QApplication([])
from procmon_gui.ui.widgets import plot_loading
assert not plot_loading.load_some()
while "pyqtgraph" not in sys.modules:
    plot_loading.load_some()
assert not hasattr(sys.modules["pyqtgraph"], "mkPen")
while not plot_loading.load_some():
    pass
print(plot_loading.large_plot().__name__)
"""


def said_by(code: str) -> str:
    """Return what a fresh process prints."""
    command = [sys.executable, "-c", _FRESH + code]
    return subprocess.run(command, capture_output=True, check=True, text=True, timeout=60).stdout


def test_what_was_loaded_in_steps_has_all_that_an_import_has() -> None:
    assert said_by(_IN_STEPS + _NAMES) == said_by(_NAMES)


def test_what_was_loaded_half_way_is_loaded_to_its_end() -> None:
    assert said_by(_EARLY).strip() == "LargePlot"


def test_a_program_that_ends_half_way_says_nothing() -> None:
    code = _FRESH + _EARLY.partition("assert not hasattr")[0]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where Python looks for packages too; a package that a test leaves there is forgotten."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "modules", sys.modules.copy())
    return tmp_path


def test_a_package_that_fails_on_its_way_is_not_left_half_loaded(folder: Path) -> None:
    (folder / "half_there.py").write_text("first = 1\nsecond = first / 0\n", encoding="utf-8")

    with pytest.raises(ZeroDivisionError):
        list(_statements_of("half_there"))

    assert "half_there" not in sys.modules


def test_a_package_without_its_source_is_left_to_python(folder: Path) -> None:
    (folder / "frozen_there.py").write_text("first = 1\n", encoding="utf-8")
    compileall.compile_dir(folder, quiet=2, legacy=True)
    (folder / "frozen_there.py").unlink()

    assert list(_statements_of("frozen_there")) == []
    assert "frozen_there" not in sys.modules


def test_when_everything_is_there_nothing_is_left_to_do() -> None:
    while not plot_loading.load_some():
        pass

    assert plot_loading.load_some()
