"""Builds the program over a past from elsewhere: one window, and nothing that samples or writes."""

from functools import partial
from typing import TYPE_CHECKING

from procmon_gui.app import end, open_app, watch_over
from procmon_gui.domain.settings import SettingsStore, word
from procmon_gui.domain.text import display_text
from procmon_gui.engine.clock import SystemClock
from procmon_gui.engine.discretion import DiscreetHistory, DiscreetOpener, Discretion
from procmon_gui.services import server
from procmon_gui.services.about import ProgramFacts
from procmon_gui.services.access import open_access, open_accounts
from procmon_gui.services.crashes import CrashFolder
from procmon_gui.services.history import RangeOpener, viewer_command
from procmon_gui.services.places import Options
from procmon_gui.ui import language, spoken
from procmon_gui.ui.about_program import AboutProgram
from procmon_gui.ui.bridge.another_window import AnotherHost, AnotherWindow
from procmon_gui.ui.main_window.access import WindowAccess
from procmon_gui.ui.recording_file import RecordingFile, RecordingOnServer
from procmon_gui.ui.viewer import ServerViewer, Viewer
from procmon_gui.ui.widgets.dialogs import FileTroubleDialog
from procmon_gui.ui.window_frame import dress

if TYPE_CHECKING:
    from procmon_gui.services.history import IncidentHistory, LongHistory
    from procmon_gui.services.server import ServerHistory


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
    desk = _Desk(options, store)
    viewer = Viewer(
        app,
        DiscreetHistory(history, desk.discretion),
        recording,
        store,
        first_ms=history.peak_ms,
        open_ranges=DiscreetOpener(RangeOpener(history), desk.discretion),
    )
    _offer_files(viewer)
    desk.guard(viewer)
    return _run(options, viewer, history)


def run_server_viewer(options: Options, history: "ServerHistory", url: str) -> int:
    """Show what a server has of a machine, at its newest moment; as `run_viewer`."""
    app, store = open_app(options)
    span = history.span()
    assert span is not None, "who opened it has seen that there is something"
    desk = _Desk(options, store)
    viewer = ServerViewer(
        app,
        DiscreetHistory(history, desk.discretion),
        RecordingOnServer(server=history.label, host_name=history.host_name),
        store,
        first_ms=span.to_ms,
        open_ranges=DiscreetOpener(RangeOpener(history), desk.discretion),
    )
    another = _offer_files(viewer)
    viewer.follow(history.refresh)
    if len(history.hosts) > 1:
        menu = viewer.offer_hosts(history.hosts, history.host)
        address = server.password_to_environment(url)
        names = {host.machine_id: host.name for host in history.hosts}
        menu.host_asked.connect(AnotherHost(another, partial(server.viewer_command, address), names).open)
    desk.guard(viewer)
    return _run(options, viewer, history)


class _Desk:
    """The accounts of this desk: what they keep from whom holds for what comes from elsewhere, too."""

    def __init__(self, options: Options, store: SettingsStore) -> None:
        self._options = options
        self._access = open_access(options, store)
        self.discretion = Discretion(self._access, SystemClock())

    def guard(self, viewer: Viewer) -> None:
        """Let a window obey them."""
        open_them = partial(open_accounts, self._options, self._access)
        WindowAccess(self._access, open_them, self.discretion, viewer.preferences, viewer.window).begin()


def _offer_files(viewer: Viewer) -> AnotherWindow:
    another = AnotherWindow(viewer_command, viewer.window)
    viewer.window.menu.file_asked.connect(another.ask)
    another.failed.connect(viewer.window.show_trouble)
    return another


def _run(options: Options, viewer: Viewer, history: "LongHistory") -> int:
    window = viewer.window
    # The window of this machine tells of failures.
    AboutProgram(window.menu, window.banners, ProgramFacts(options), CrashFolder(options), window)
    watch_over(options)
    status = viewer.run()
    has_stopped = viewer.close()
    history.close()
    return end(status, has_stopped=has_stopped)


def tell_in_a_window(options: Options, sentence: str) -> None:
    """Say why something can not be shown to somebody who has no terminal to read it in."""
    app, store = open_app(options)
    language.use(app, word(store, "appearance.language"))
    dress(app, store)
    FileTroubleDialog(spoken.said(sentence)).exec()
