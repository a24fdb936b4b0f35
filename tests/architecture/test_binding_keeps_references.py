"""PySide6 must not lose references to None and True: 6.12.0 does on Python 3.11 and takes the process with it."""

import subprocess
import sys

import pytest

PROBE = """
import sys
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

class Speaker(QObject):
    said = Signal()

application = QApplication(["probe", "-platform", "offscreen"])
label, speaker = QLabel(), Speaker()
none_before, true_before = sys.getrefcount(None), sys.getrefcount(True)
for _ in range(2_000):
    label.setText("text")
for _ in range(5_000):
    speaker.said.emit()
print(none_before - sys.getrefcount(None), true_before - sys.getrefcount(True))
"""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal from Python 3.12 on")
def test_two_thousand_calls_and_five_thousand_signals_cost_no_reference() -> None:
    """A lost reference per call would show as thousands; a hundred leaves room for caches."""
    result = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, timeout=60, check=False)

    assert result.returncode == 0, result.stderr
    lost_nones, lost_trues = (int(word) for word in result.stdout.split())
    assert lost_nones < 100
    assert lost_trues < 100
