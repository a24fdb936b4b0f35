"""Builds the program over a recording in a file: one window, and nothing that samples or writes."""

from typing import TYPE_CHECKING

from procmon_gui.app import end, open_app, program_version
from procmon_gui.domain.text import display_text
from procmon_gui.services.history import RangeOpener, viewer_command
from procmon_gui.services.places import Options
from procmon_gui.ui.bridge.another_window import AnotherWindow
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.recording_file import RecordingFile
from procmon_gui.ui.viewer import Viewer
from procmon_gui.ui.widgets.dialogs import FileTroubleDialog
from procmon_gui.ui.window_program import dress

if TYPE_CHECKING:
    from procmon_gui.services.history import IncidentHistory


def run_viewer(options: Options, history: "IncidentHistory") -> int:
    """Show a recording in a window and return the exit status when it is closed; the file is closed then.

    The caller made sure that there is a display.
    """
    app, store = open_app(options)
    file = history.incident
    recording = RecordingFile(
        path=display_text(str(file.path)),
        host_name=file.host_name,
        from_ms=file.from_ms,
        to_ms=file.to_ms,
        has_command_lines=file.has_command_lines,
        marks=file.marks,
    )
    viewer = Viewer(
        app,
        history,
        recording,
        store,
        first_ms=history.peak_ms,
        open_ranges=RangeOpener(history),
        version=program_version,
    )
    another = AnotherWindow(viewer_command, viewer.window)
    viewer.window.menu.file_asked.connect(another.ask)
    another.failed.connect(viewer.window.show_trouble)
    status = app.exec()
    has_stopped = viewer.close()
    history.close()
    return end(status, has_stopped=has_stopped)


def tell_in_a_window(options: Options, sentence: str) -> None:
    """Say why a file can not be shown to somebody who has no terminal to read it in."""
    app, store = open_app(options)
    dress(app, Preferences(store))
    FileTroubleDialog(sentence).exec()
