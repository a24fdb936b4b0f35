"""Builds the program over this machine, live: the services without a window, and the face around them."""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from procmon_gui.auth.gate import Denied, demand, readable_deeds
from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.accounts import Access, Accounts
from procmon_gui.domain.history import Pace, Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand, SnapshotSink
from procmon_gui.domain.settings import SettingsStore, flag, number, whole
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.engine.clock import SystemClock
from procmon_gui.engine.discretion import (
    DiscreetControl,
    DiscreetHistory,
    DiscreetInspector,
    DiscreetOpener,
    DiscreetPulse,
    Discretion,
)
from procmon_gui.engine.first_instance import Claim
from procmon_gui.engine.guarded_settings import GuardedSettings
from procmon_gui.services.access import open_access, open_accounts
from procmon_gui.services.desk import open_audit, open_marks
from procmon_gui.services.history import (
    RangeOpener,
    keep_history,
    look_up_history,
    make_incident,
    open_history,
    open_history_writer,
    open_memory,
    open_recording_service,
    viewer_command,
    was_recorded,
)
from procmon_gui.services.live import (
    can_find,
    open_finder,
    open_inspector,
    open_pulse,
    open_socket_lister,
    open_window_door,
)
from procmon_gui.services.places import Options
from procmon_gui.ui.acting.means import Means
from procmon_gui.ui.audit_list import AuditList
from procmon_gui.ui.bridge.another_window import AnotherWindow
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.bridge.recorder import Recorder
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.bridge.single_instance import SingleInstance
from procmon_gui.ui.bridge.tray import Tray
from procmon_gui.ui.bridge.watchdog import Watchdog
from procmon_gui.ui.keep_recording import KeepRecording
from procmon_gui.ui.main_window import MainWindow
from procmon_gui.ui.main_window_access import WindowAccess
from procmon_gui.ui.pages.base import PageMaker
from procmon_gui.ui.pages.makers import (
    AuditMaker,
    ConnectionsMaker,
    HistoryMaker,
    OverviewMaker,
    ProcessesMaker,
    SettingsMaker,
)
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.window_frame import WindowFrame, look_of_this_machine
from procmon_gui.ui.window_program import WindowProgram

if TYPE_CHECKING:
    from procmon_gui.auth.access import LocalAccess
    from procmon_gui.domain.ranges import RangeReader
    from procmon_gui.services.control import Hands
    from procmon_gui.services.desk import LateAudit, LateMarks
    from procmon_gui.services.history import HistoryWriter, LongHistory, MadeIncident, RecentMemory
    from procmon_gui.services.live import EyeProcess, WindowDoor
    from procmon_gui.ui.access.accounts_part import AccountsPart
    from procmon_gui.ui.access.asking import AccessAsking
    from procmon_gui.ui.pages.history_recording import MakeRecording
    from procmon_gui.ui.widgets.detail.sources import DetailSources
    from procmon_gui.ui.widgets.find_dialog import FindDialog

log = logging.getLogger(__name__)

# By then the first beat is on the screen.
TRAY_MS: Final = 500
# What was recorded can be gone to also where no beat comes.
FIRST_BEAT_MS: Final = 10_000


class _SourcesOpener:
    """Opens what the detail of a process is read from."""

    def __init__(self, discretion: Discretion | None, audit: AuditList) -> None:
        self._discretion = discretion
        self._audit = audit

    def __call__(self) -> "DetailSources":
        from procmon_gui.ui.widgets.detail.sources import DetailSources

        inspector = open_inspector()
        if self._discretion is not None:
            inspector = DiscreetInspector(inspector, self._discretion)
        return DetailSources(inspector=inspector, sockets=open_socket_lister(), deeds=self._audit)


def page_makers(
    preferences: Preferences,
    open_reader: "Callable[[], RangeReader]",
    audit: AuditList,
    make_recording: "MakeRecording | None" = None,
    means: Means | None = None,
    *,
    discretion: Discretion | None = None,
    make_accounts: "Callable[[QWidget], AccountsPart] | None" = None,
) -> tuple[PageMaker, ...]:
    """Return the entries of the rail; each page is built when it is first opened."""
    return (
        OverviewMaker(),
        ProcessesMaker(preferences, _SourcesOpener(discretion, audit), means=means),
        HistoryMaker(open_reader, preferences, make_recording=make_recording),
        ConnectionsMaker(open_socket_lister),
        AuditMaker(audit),
        SettingsMaker(preferences, make_accounts),
    )


class _PulseOpener:
    """Opens the heartbeat of this machine, on the thread that beats it."""

    def __init__(
        self,
        options: Options,
        interval_s: float,
        memory: SnapshotSink,
        door: "WindowDoor",
        discretion: Discretion,
        eye: "EyeProcess | None" = None,
    ) -> None:
        self._options = options
        self._discretion = discretion
        self._door = door
        self._interval_s = interval_s
        self._memory = memory
        self._eye = eye

    def __call__(self) -> DiscreetPulse:
        eye, self._eye = self._eye, None  # only the first pulse has it
        pulse = open_pulse(
            self._options, interval_s=self._interval_s, memory=self._memory, eye=eye, listens=True, door=self._door
        )
        return DiscreetPulse(pulse, self._discretion)


class _AccountsOpener:
    """Opens what keeps accounts, in a worker."""

    def __init__(self, options: Options, access: Access) -> None:
        self._options = options
        self._access = access

    def __call__(self) -> Accounts:
        return open_accounts(self._options, self._access)


class _MarksOpener:
    """Opens what keeps marks, in a worker."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def __call__(self) -> "LateMarks":
        return open_marks(self._options)


class _AuditOpener:
    """Opens the audit trail, in a worker."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def __call__(self) -> "LateAudit":
        return open_audit(self._options)


class _Hands:
    """Opens what acts on processes, in a worker when somebody acts for the first time; and lets go of it in the end."""

    def __init__(self, options: Options, access: "LocalAccess", discretion: Discretion) -> None:
        self._options = options
        self._access = access
        self._discretion = discretion
        self._control: Hands | None = None

    def __call__(self) -> DiscreetControl:
        from procmon_gui.services.control import open_control

        # Before that it is not known who may act.
        self._access.refresh()
        self._control = open_control(self._options, self._access)
        return DiscreetControl(self._control, self._discretion)

    def close(self) -> None:
        if self._control is not None:
            self._control.close()


class _AuditReader:
    """Says whose deeds alone may be seen by who acts now."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._clock = SystemClock()

    def __call__(self) -> str | None:
        return readable_deeds(self._access.actor(), self._clock.monotonic_ns())


class _RecordingMaker:
    """Writes a range into a file of its own, in a worker."""

    def __init__(self, options: Options, access: Access) -> None:
        self._options = options
        self._access = access

    def __call__(self, path: Path, span: Span, has_command_lines: bool, errand: Errand) -> "MadeIncident":
        try:
            demand(self._access.actor(), Permission.EXPORT, SystemClock().monotonic_ns())
        except Denied as error:
            self._access.keep_refusal(Permission.EXPORT.value, str(error), path.name)
            raise
        return make_incident(self._options, path, span, errand, has_command_lines=has_command_lines, replaces=True)


class _Disk:
    """What keeps the beats of this program on disk."""

    def __init__(
        self,
        options: Options,
        store: SettingsStore,
        memory: "RecentMemory",
        history: "LongHistory",
        door: "WindowDoor",
    ) -> None:
        self._options = options
        self._door = door
        self._store = store
        self._memory = memory
        self._history = history

    def open_writer(self, since_ms: int) -> "HistoryWriter":
        return open_history_writer(
            self._options,
            self._memory,
            history=self._history,
            settings=self._store,
            since_ms=since_ms,
            door=self._door,
        )

    def obey(self, writer: "HistoryWriter") -> None:
        keep_history(writer, self._store)

    def look_up(self) -> Pace:
        return look_up_history(self._options, self._history)


class Program(WindowProgram):
    """Owns what lives as long as the window, and ends it in order."""

    def __init__(
        self,
        app: QApplication,
        options: Options,
        store: SettingsStore,
        frame: WindowFrame,
        eye: "EyeProcess | None" = None,
    ) -> None:
        """Fill the frame that is on the screen."""
        self.access = open_access(options, store)
        clock = SystemClock()
        super().__init__(app, GuardedSettings(store, self.access, clock))
        self.frame = frame
        # The first beat is taken while the window is built.
        self.memory = open_memory(whole(store, "memory.recent_mib"))
        door = open_window_door(options)
        self._discretion = Discretion(self.access, clock)
        opener = _PulseOpener(options, number(store, "sampling.interval_s"), self.memory, door, self._discretion, eye)
        self.sampler = Sampler(opener, self)
        self.sampler.start()
        self.history = open_history(options, self.memory)
        self.recorder = Recorder(_Disk(options, store, self.memory, self.history, door), self)
        self.audit = AuditList(_AuditOpener(options), self, reader=_AuditReader(self.access))
        self._hands = _Hands(options, self.access, self._discretion)
        self.window = self._make_window(options)
        self.window.use_audit(self.audit)
        self.carry(self.window)
        self.guard = WindowAccess(
            self.access, _AccountsOpener(options, self.access), self._discretion, self.preferences, self.window
        )
        self._find_dialog: FindDialog | None = None
        self.window.menu.find_entry.setVisible(can_find())
        self.tray = Tray(self)
        self.keep_recording = KeepRecording(
            open_recording_service(options),
            self.preferences,
            self.recorder,
            tray=self.tray,
            banners=self.window.banners,
            window=self.window,
            is_first_run=not was_recorded(options),
        )
        self._another = AnotherWindow(viewer_command, self.window)
        self._instance: SingleInstance | None = None
        self._has_recorder = False
        self._watchdog = Watchdog(self)
        self.guard.changed.connect(self.audit.see_anew)
        self._connect()
        self.guard.begin()
        self.frame.hold(self.window)
        QTimer.singleShot(TRAY_MS, self._show_tray)
        QTimer.singleShot(FIRST_BEAT_MS, self._start_recorder)
        self.keep_recording.look_soon()
        self._watchdog.start()
        self.preferences.watch()

    def _make_window(self, options: Options) -> MainWindow:
        open_ranges = DiscreetOpener(RangeOpener(self.history), self._discretion)
        return MainWindow(
            self.sampler,
            page_makers(
                self.preferences,
                open_ranges,
                self.audit,
                _RecordingMaker(options, self.access),
                Means(self._hands, self._open_asking),
                discretion=self._discretion,
                make_accounts=self._make_accounts,
            ),
            look_of_this_machine(),
            history=DiscreetHistory(self.history, self._discretion),
            open_marks=_MarksOpener(options),
            open_ranges=open_ranges,
            recorder=self.recorder,
            preferences=self.preferences,
            version=program_version,
            frame=self.frame,
        )

    def _make_accounts(self, parent: QWidget) -> "AccountsPart":
        return self.guard.make_part(parent)

    def _open_asking(self) -> "AccessAsking":
        return self.guard.asking

    def _connect(self) -> None:
        self.window.ask_before_closing(self.keep_recording.may_close)
        self.keep_recording.close_asked.connect(self.frame.close)
        self.window.closed.connect(self._on_closed)
        self.preferences.changed.connect(self._on_preference)
        self.window.frozen_changed.connect(self._on_frozen)
        self.window.find_asked.connect(self._on_find_asked)
        self.window.menu.find_asked.connect(self._on_find_asked)
        self.window.menu.file_asked.connect(self._another.ask)
        self.window.file_asked.connect(self._another.open)
        self._another.failed.connect(self.window.show_trouble)
        self.sampler.snapshot_taken.connect(self._on_snapshot)
        self.tray.window_toggled.connect(self._on_window_toggled)
        self.tray.freeze_toggled.connect(self.window.set_frozen)
        self.tray.quit_asked.connect(self._on_quit)
        self.tray.host_lost.connect(self._on_host_lost)
        # Direct: what is not done when the session manager has its answer may not be done any more.
        self._app.commitDataRequest.connect(self.recorder.flush, Qt.ConnectionType.DirectConnection)

    def answer_later_starts(self, claim: Claim) -> None:
        """Come to the front whenever the program is started again."""
        self._instance = SingleInstance(claim, self)
        self._instance.raise_asked.connect(self._on_raise_asked)

    @Slot()
    def _on_find_asked(self) -> None:
        if not can_find():
            return
        if self._find_dialog is None:
            from procmon_gui.ui.widgets.find_dialog import FindDialog

            self._find_dialog = FindDialog(open_finder(), self.window)
            self._find_dialog.process_asked.connect(self._on_found_asked)
        self._find_dialog.open_here()

    @Slot(object)
    def _on_found_asked(self, key: ProcessKey) -> None:
        if self._find_dialog is None:
            return
        if self.window.open_process(key):
            self._find_dialog.close()
        else:
            self._find_dialog.tell_ended()

    @Slot(str)
    def _on_raise_asked(self, token: str) -> None:
        if token:
            # Where Qt looks for the right to take the keyboard: given by who was clicked to start the program.
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        self._show_window()
        self.tray.show_window_state(is_visible=True)

    @Slot()
    def _show_tray(self) -> None:
        self.tray.show() if flag(self.preferences.store, "tray.shown") else self.tray.remove()

    @Slot(str)
    def _on_preference(self, key: str) -> None:
        if key == "tray.shown":
            self._show_tray()
            if not self.frame.isVisible():
                # There may be no other way back.
                self._on_host_lost()
        elif key == "memory.recent_mib":
            self.memory.set_budget(whole(self.preferences.store, key))
        elif key == "history.recorded":
            self.recorder.set_recording(flag(self.preferences.store, key))
        elif key == "history.service":
            self.keep_recording.obey()
        elif key.startswith("history."):
            self.recorder.obey()

    @Slot()
    def _on_closed(self) -> None:
        stays = flag(self.preferences.store, "tray.close_to_tray") and flag(self.preferences.store, "tray.shown")
        if stays and self.tray.is_reachable:
            self.tray.show_window_state(is_visible=False)
        else:
            self._on_quit()

    @Slot()
    def _start_recorder(self) -> None:
        """Load what speaks SQL some time after the first beat, however long that takes to come."""
        if not self._has_recorder:
            self._has_recorder = True
            self.recorder.start_soon(is_wanted=flag(self.preferences.store, "history.recorded"))

    @Slot(object)
    def _on_snapshot(self, snapshot: Snapshot) -> None:
        self._start_recorder()
        self.tray.show_snapshot(snapshot)

    @Slot(bool)
    def _on_frozen(self, is_frozen: bool) -> None:
        self.tray.show_frozen(is_frozen)

    @Slot()
    def _on_window_toggled(self) -> None:
        if self.frame.isVisible() and not self.frame.isMinimized():
            self.frame.hide()
        else:
            self._show_window()
        self.tray.show_window_state(self.frame.isVisible())

    @Slot()
    def _on_host_lost(self) -> None:
        self._show_window()
        self.tray.show_window_state(is_visible=True)

    def _show_window(self) -> None:
        self.frame.showNormal() if self.frame.isMinimized() else self.frame.show()
        self.frame.raise_()
        self.frame.activateWindow()

    def close(self) -> bool:
        """End in order: the look is saved, nothing is drawn, nothing is sampled, what was sampled is on disk.

        False when a thread had to be left behind.
        """
        self.window.save_look()
        self._watchdog.stop()
        if self._instance is not None:
            self._instance.close()
        self.tray.remove()
        self.frame.hide()
        # Each of them, whatever became of those before it.
        stopped = [
            self.sampler.stop(), self.window.close_marks(), self.audit.close(), self.recorder.stop(), close_readers(),
        ]  # fmt: skip
        self._hands.close()
        self.history.close()
        self.take_nets_away()
        return all(stopped)


def program_version() -> str:
    """Return the version of the installed program; empty in a checkout that was never installed."""
    # Here and not above: it takes as long to load as the window takes to be painted.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("procmon-gui")
    except PackageNotFoundError:
        return ""
