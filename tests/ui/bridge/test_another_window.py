"""A file opens in a window of its own, which is another process."""

import sys
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.ui.bridge.another_window import AnotherWindow


def test_a_file_opens_in_another_process(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    told = tmp_path / "told"
    say = f"import sys, pathlib; pathlib.Path({str(told)!r}).write_text(sys.argv[1])"
    another = AnotherWindow(lambda path: ([sys.executable, "-c", say, str(path)], tmp_path), window)
    failures: list[str] = []
    another.failed.connect(failures.append)

    another.open("/srv/web-7.procmon")

    qtbot.waitUntil(lambda: told.exists() and told.read_text() == "/srv/web-7.procmon")
    assert failures == []


def test_a_window_that_can_not_be_started_is_told_of(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    another = AnotherWindow(lambda path: ([str(tmp_path / "nothing"), str(path)], tmp_path), window)
    failures: list[str] = []
    another.failed.connect(failures.append)

    another.open("/srv/web-7.procmon")

    assert failures == ["No window could be started for /srv/web-7.procmon"]
