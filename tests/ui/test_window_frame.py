"""The frame that is seen before all else, and what is put into it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.ui import theme
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.pages.makers import ProcessesMaker
from procmon_gui.ui.window_frame import WindowFrame
from tests.ui.fakes import FakePulse, beat

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def frame(qtbot: QtBot, qapp: QApplication, settings: QSettings) -> Iterator[WindowFrame]:
    theme.apply(qapp, "dark")
    frame = WindowFrame(settings)
    qtbot.addWidget(frame)
    frame.show_now()
    yield frame
    frame.hide()


@pytest.fixture
def window(frame: WindowFrame, settings: QSettings) -> MainWindow:
    """Return what fills the frame."""
    sampler = Sampler(FakePulse)
    window = MainWindow(sampler, [ProcessesMaker(settings=settings)], settings, frame=frame)
    sampler.setParent(window)
    frame.hold(window)
    return window


def test_nobody_else_looks_into_the_folder_of_how_the_window_looked(tmp_path: Path) -> None:
    code = (
        "from procmon_gui.ui.window_frame import look_of_this_machine as look\n"
        "s = look(); s.setValue('window/1/page', 'overview'); s.sync(); print(s.fileName())"
    )
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)

    assert Path(done.stdout.strip()).is_file()
    assert (tmp_path / "config/procmon_gui").stat().st_mode & 0o777 == 0o700


def test_the_frame_loads_neither_numpy_nor_what_will_fill_it() -> None:
    code = "import sys; import procmon_gui.app; print(*sys.modules)"
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.split()
    )

    assert "procmon_gui.ui.window_frame" in loaded
    assert (
        loaded & {"numpy", "procmon_gui.program", "procmon_gui.ui.main_window.window", "procmon_gui.domain.snapshot"}
        == set()
    )


def test_the_frame_is_on_the_screen_in_its_colour_when_it_has_been_shown(frame: WindowFrame) -> None:
    assert frame.windowHandle().isExposed()
    assert frame.grab().toImage().pixelColor(100, 100) == QColor(theme.DARK.bg0)
    assert frame.windowTitle() == "procmon_gui"


def test_what_fills_the_frame_leaves_it_where_it_stands(frame: WindowFrame, settings: QSettings, qtbot: QtBot) -> None:
    """The reader may have moved it already."""
    frame.resize(900, 600)
    sampler = Sampler(FakePulse)

    window = MainWindow(sampler, [ProcessesMaker(settings=settings)], settings, frame=frame)
    sampler.setParent(window)
    frame.hold(window)

    qtbot.waitUntil(lambda: window.size() == frame.size())
    assert (frame.width(), frame.height()) == (900, 600)


def test_the_window_is_drawn_while_its_frame_is_seen_only(frame: WindowFrame, window: MainWindow, qtbot: QtBot) -> None:
    window.show_snapshot(beat(1))
    qtbot.waitUntil(lambda: not window.page.is_dirty)

    frame.showMinimized()
    # Until the window manager has done it: what is asked of it meanwhile may come to nothing.
    qtbot.waitUntil(lambda: not frame.windowHandle().isExposed())
    assert not window.drawing.frame.is_seen
    window.show_snapshot(beat(2))
    assert window.page.is_dirty

    frame.showNormal()
    qtbot.waitUntil(lambda: not window.page.is_dirty)


def test_a_frame_that_may_not_close_stays_and_one_that_may_says_so_and_remembers_its_place(
    frame: WindowFrame, window: MainWindow, settings: QSettings, qtbot: QtBot
) -> None:
    answers = [True, False]
    window.ask_before_closing(answers.pop)
    closed: list[bool] = []
    window.closed.connect(lambda: closed.append(True))

    assert not frame.close()
    assert frame.isVisible()
    assert closed == []

    frame.resize(1000, 700)
    assert frame.close()
    assert closed == [True]
    again = WindowFrame(settings)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (1000, 700)


def test_who_closes_the_frame_before_it_is_filled_ends_the_program(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from procmon_gui import app\n"
        "from procmon_gui.services.live import start_eye\n"
        "from procmon_gui.services.places import Options\n"
        "from procmon_gui.ui.window_frame import WindowFrame\n"
        "show_now = WindowFrame.show_now\n"
        "def closed(frame): show_now(frame); frame.close()\n"
        "WindowFrame.show_now = closed\n"
        "options = Options(data_dir=Path(sys.argv[1]), config=Path(sys.argv[1]) / 'settings.toml')\n"
        "eye = start_eye(options)\n"
        "print(app.run_window(options, eye=eye), 'numpy' in sys.modules, eye is None or eye.has_ended())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, check=True, text=True, timeout=60
    )

    assert done.stdout.split() == ["0", "False", "True"]
