"""Opens the program with a window: first the window, empty, then all that is loaded to fill it."""

import logging
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

# Before numpy is loaded anywhere: its pool of threads costs start-up time and is of no use to short columns.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication

import procmon_gui.ui  # noqa: F401 - first, so that PySide does not read the source of all that follows
from procmon_gui.domain.version import DESKTOP_ID
from procmon_gui.engine.heap import keep_one_heap
from procmon_gui.services.places import Options, log_path, open_log, open_settings
from procmon_gui.ui.bridge.system_signals import go_at_once
from procmon_gui.ui.preferences_migration import take_over
from procmon_gui.ui.window_frame import WindowFrame, dress, look_of_this_machine

if TYPE_CHECKING:
    from procmon_gui.domain.settings import SettingsStore
    from procmon_gui.engine.first_instance import Claim
    from procmon_gui.services.live import EyeProcess


def run_window(
    options: Options,
    *,
    arguments: Sequence[str] = (),
    claim: "Claim | None" = None,
    eye: "EyeProcess | None" = None,
    alert_id: int = 0,
    is_hidden: bool = False,
) -> int:
    """Open the window and return the exit status when it is closed. The caller made sure that there is a display.

    With a claim it is the first instance: whoever starts the program again gets this window. An `eye` that was started
    already is looked through. An alert is shown as soon as it can be. One that is hidden waits for a tray.
    """
    # Not for every window: a dialog over an idle Qt loop would never hear them.
    go_at_once()
    app, store = open_app(options, arguments)
    frame = open_frame(app, store, is_hidden=is_hidden)
    if not frame.isVisible() and not is_hidden:
        # It was closed at once.
        _put_away(claim, eye)
        return 0
    watch_over(options)
    # Here and not above: it takes longer to load than the frame took to be seen.
    from procmon_gui.program import Program

    program = Program(app, options, store, frame, eye)
    if is_hidden:
        program.stay_hidden()
    if claim is not None:
        program.answer_later_starts(claim)
    if alert_id:
        program.called.show(alert_id)
    status = app.exec()
    return end(status, has_stopped=program.close())


def _put_away(claim: "Claim | None", eye: "EyeProcess | None") -> None:
    if claim is not None:
        claim.close()
    if eye is not None:
        eye.end()


def open_app(options: Options, arguments: Sequence[str] = ()) -> "tuple[QApplication, SettingsStore]":
    """Begin what every window needs: the log, Qt, what was chosen."""
    keep_one_heap()
    open_log(options)
    app = QApplication([sys.argv[0], *arguments])
    app.setApplicationName("procmon_gui")
    app.setApplicationDisplayName("procmon_gui")
    app.setDesktopFileName(DESKTOP_ID)
    app.setQuitOnLastWindowClosed(False)
    return app, open_settings(options)


def watch_over(options: Options) -> None:
    """Keep what is known of failures from here on, when something is on the screen."""
    from procmon_gui.services.crashes import watch_for_crashes

    watch_for_crashes(options, program="window", qt=qVersion(), log=log_path(options))


def open_frame(app: QApplication, store: "SettingsStore", *, is_hidden: bool = False) -> WindowFrame:
    """Put the window on the screen, with nothing in it yet; one that is hidden is made and not shown."""
    settings = look_of_this_machine()
    take_over(settings, store)
    dress(app, store)
    frame = WindowFrame(settings)
    if not is_hidden:
        frame.show_now()
    return frame


def end(status: int, *, has_stopped: bool) -> int:
    """Return the exit status, or end here where a thread would keep the interpreter from it."""
    if not has_stopped:
        # A thread that hangs in the kernel would keep the interpreter from ending.
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    return status
