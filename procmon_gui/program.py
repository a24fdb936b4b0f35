"""Builds the program over this machine, live: the services without a window, and the face around them."""

import logging
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.settings import SettingsStore, flag, whole
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.engine.clock import SystemClock
from procmon_gui.engine.discretion import (
    DiscreetHistory,
    DiscreetOpener,
    Discretion,
)
from procmon_gui.engine.first_instance import Claim
from procmon_gui.engine.guarded_settings import GuardedSettings
from procmon_gui.engine.own_programs import is_frozen, is_replaced
from procmon_gui.openers import (
    AccountsOpener,
    DeliveriesReader,
    HandsOpener,
    MarksOpener,
    RecordingMaker,
    SourcesOpener,
    TesterOpener,
)
from procmon_gui.program_parts import Judges, Lists, Live
from procmon_gui.services.about import ProgramFacts
from procmon_gui.services.access import open_access
from procmon_gui.services.autostart import open_autostart
from procmon_gui.services.crashes import CrashFolder
from procmon_gui.services.history import (
    RangeOpener,
    open_recording_service,
    viewer_command,
    was_recorded,
)
from procmon_gui.services.live import (
    can_find,
    open_finder,
    open_socket_lister,
)
from procmon_gui.services.places import Options
from procmon_gui.ui.about_program import AboutProgram
from procmon_gui.ui.acting.means import Means
from procmon_gui.ui.alert_list import AlertList
from procmon_gui.ui.audit_list import AuditList
from procmon_gui.ui.bridge.another_window import AnotherWindow
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.bridge.single_instance import SingleInstance
from procmon_gui.ui.bridge.tray import Tray
from procmon_gui.ui.bridge.watchdog import Watchdog
from procmon_gui.ui.called_to_alert import CalledToAlert
from procmon_gui.ui.hidden_start import HiddenStart
from procmon_gui.ui.keep_recording import KeepRecording
from procmon_gui.ui.main_window.access import WindowAccess
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.models.alert_words import worst_text
from procmon_gui.ui.newer_version import NewerVersion
from procmon_gui.ui.pages.base import PageMaker
from procmon_gui.ui.pages.makers import (
    AlertsMaker,
    AuditMaker,
    ConnectionsMaker,
    HistoryMaker,
    OverviewMaker,
    ProcessesMaker,
    RulesMaker,
    SettingsMaker,
)
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.start_with_session import StartWithSession
from procmon_gui.ui.told_here import ToldHere
from procmon_gui.ui.window_frame import WindowFrame, look_of_this_machine
from procmon_gui.ui.window_program import WindowProgram

if TYPE_CHECKING:
    from procmon_gui.domain.heat import HeatReader
    from procmon_gui.domain.suspicion import Usual
    from procmon_gui.services.live import EyeProcess
    from procmon_gui.ui.access.accounts_part import AccountsPart
    from procmon_gui.ui.access.asking import AccessAsking
    from procmon_gui.ui.channels.channels_part import ChannelsPart
    from procmon_gui.ui.pages.history_recording import MakeRecording
    from procmon_gui.ui.rules.rules_part import RulesPart
    from procmon_gui.ui.widgets.find_dialog import FindDialog

log = logging.getLogger(__name__)

# By then the first beat is on the screen.
TRAY_MS: Final = 500
# What was recorded can be gone to also where no beat comes.
FIRST_BEAT_MS: Final = 10_000


def page_makers(
    preferences: Preferences,
    open_reader: "Callable[[], HeatReader]",
    audit: AuditList,
    make_recording: "MakeRecording | None" = None,
    means: Means | None = None,
    *,
    alerts: AlertList,
    deliveries: DeliveriesReader | None = None,
    discretion: Discretion | None = None,
    make_accounts: "Callable[[QWidget], AccountsPart] | None" = None,
    make_rules: "Callable[[QWidget], RulesPart] | None" = None,
    make_channels: "Callable[[QWidget], ChannelsPart] | None" = None,
    usual: "Usual | None" = None,
) -> tuple[PageMaker, ...]:
    """Return the entries of the rail; each page is built when it is first opened."""
    return (
        OverviewMaker(open_reader, alerts, preferences, usual),
        ProcessesMaker(preferences, SourcesOpener(discretion, audit, usual), means=means),
        HistoryMaker(open_reader, preferences, make_recording=make_recording),
        AlertsMaker(alerts, audit, deliveries, make_rules, preferences),
        ConnectionsMaker(open_socket_lister),
        AuditMaker(audit),
        SettingsMaker(preferences, make_accounts, make_channels),
    )


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
        self._discretion = Discretion(self.access, clock)
        # The first beat is taken while the window is built.
        self._live = Live(options, store, self._discretion, eye, self)
        self._lists = Lists(options, self.access, self._discretion, self)
        self._hands = HandsOpener(options, self.access)
        self.window = self._make_window(options)
        self.guard = WindowAccess(
            self.access, AccountsOpener(options, self.access), self._discretion, self.preferences, self.window
        )
        self.tray = Tray(self)
        self.told = ToldHere(self.tray, self.window.banners, self)
        self.called = CalledToAlert(self.window, self._lists.alerts, self)
        self._judges = Judges(options, self.access, store, self._live, self.told, self)
        self.keep_recording = self._make_keep_recording(options)
        window = self.window
        self.about = AboutProgram(window.menu, window.banners, ProgramFacts(options), CrashFolder(options), window)
        self._session = StartWithSession(open_autostart(options), self.preferences, window.banners, self)
        # A checkout is never replaced under the window, and would be looked at for nothing.
        self._newer = NewerVersion(is_replaced, window.banners, self) if is_frozen() else None
        self._another = AnotherWindow(viewer_command, self.window)
        self._watchdog = Watchdog(self)
        self._find_dialog: FindDialog | None = None
        self._instance: SingleInstance | None = None
        self._hidden_start: HiddenStart | None = None
        self._has_recorder = False
        self._connect()
        self._begin()

    def _make_window(self, options: Options) -> MainWindow:
        open_ranges = DiscreetOpener(RangeOpener(self._live.history), self._discretion)
        window = MainWindow(
            self._live.sampler,
            page_makers(
                self.preferences,
                open_ranges,
                self._lists.audit,
                RecordingMaker(options, self.access),
                Means(self._hands, self._open_asking),
                alerts=self._lists.alerts,
                deliveries=DeliveriesReader(options),
                discretion=self._discretion,
                make_accounts=self._make_accounts,
                make_rules=RulesMaker(
                    self._lists.rules,
                    self._lists.alerts,
                    open_ranges,
                    TesterOpener(options, self._live.history),
                    self._live.bench.judged,
                ),
                make_channels=self._make_channels,
                usual=self._live.bench.usual,
            ),
            look_of_this_machine(),
            history=DiscreetHistory(self._live.history, self._discretion),
            open_marks=MarksOpener(options),
            open_ranges=open_ranges,
            recorder=self._live.recorder,
            preferences=self.preferences,
            frame=self.frame,
        )
        window.use_audit(self._lists.audit)
        window.use_alerts(self._lists.alerts)
        self.carry(window)
        return window

    def _make_keep_recording(self, options: Options) -> KeepRecording:
        return KeepRecording(
            open_recording_service(options),
            self.preferences,
            self._live.recorder,
            tray=self.tray,
            banners=self.window.banners,
            window=self.window,
            is_first_run=not was_recorded(options),
        )

    def _make_accounts(self, parent: QWidget) -> "AccountsPart":
        return self.guard.make_part(parent)

    def _make_channels(self, parent: QWidget) -> "ChannelsPart":
        from procmon_gui.ui.channels.channels_part import ChannelsPart

        return ChannelsPart(self._judges.voice.open_channels, parent)

    def _open_asking(self) -> "AccessAsking":
        return self.guard.asking

    def _begin(self) -> None:
        """Let the window be seen, and all else begin when it is."""
        self.window.menu.find_entry.setVisible(can_find())
        self.guard.begin()
        self.frame.hold(self.window)
        QTimer.singleShot(TRAY_MS, self._show_tray)
        QTimer.singleShot(FIRST_BEAT_MS, self._start_recorder)
        self.keep_recording.look_soon()
        self.about.look_soon()
        self._session.look_soon()
        self._watchdog.start()
        self.preferences.watch()

    def _connect(self) -> None:
        self.guard.changed.connect(self._lists.audit.see_anew)
        self.window.ask_before_closing(self.keep_recording.may_close)
        self.keep_recording.close_asked.connect(self.frame.close)
        self.keep_recording.first_offered.connect(self.guard.offer_accounts)
        self.window.closed.connect(self._on_closed)
        self.preferences.changed.connect(self._on_preference)
        self.window.page_opened.connect(self._session.on_page)
        self.window.frozen_changed.connect(self._on_frozen)
        self.window.find_asked.connect(self._on_find_asked)
        self.window.menu.find_asked.connect(self._on_find_asked)
        self.window.menu.file_asked.connect(self._another.ask)
        self.window.file_asked.connect(self._another.open)
        self._another.failed.connect(self.window.show_trouble)
        self._live.sampler.snapshot_taken.connect(self._on_snapshot)
        self.tray.window_toggled.connect(self._on_window_toggled)
        self.tray.freeze_toggled.connect(self.window.set_frozen)
        self.tray.quit_asked.connect(self._on_quit)
        self.tray.host_lost.connect(self._on_host_lost)
        self.tray.alert_asked.connect(self.show_alert)
        self.told.show_asked.connect(self._on_show_asked)
        self._lists.alerts.changed.connect(self._on_alerts)
        # Direct: what is not done when the session manager has its answer may not be done any more.
        self._app.commitDataRequest.connect(self._live.recorder.flush, Qt.ConnectionType.DirectConnection)

    def stay_hidden(self) -> None:
        """Stand in the tray and not on the screen, as at a login."""
        self._hidden_start = HiddenStart(self.tray, self.frame, self.preferences, self)
        self._hidden_start.begin()

    def answer_later_starts(self, claim: Claim) -> None:
        """Come to the front whenever the program is started again."""
        self._instance = SingleInstance(claim, self)
        self._instance.raise_asked.connect(self._on_raise_asked)
        self._instance.alert_asked.connect(self.called.show)

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
        if self._hidden_start is not None:
            self._hidden_start.look()

    @Slot(str)
    def _on_preference(self, key: str) -> None:
        if key == "tray.shown":
            self._show_tray()
            if not self.frame.isVisible():
                # There may be no other way back.
                self._on_host_lost()
        elif key == "memory.recent_mib":
            self._live.memory.set_budget(whole(self.preferences.store, key))
        elif key == "history.recorded":
            self._live.recorder.set_recording(flag(self.preferences.store, key))
        elif key == "history.service":
            self.keep_recording.obey()
        elif key == "tray.start_with_session":
            self._session.obey()
        elif key.startswith("history."):
            self._live.recorder.obey()
        elif key.startswith("alerts."):
            self._judges.here.look_around()

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
            self._live.recorder.start_soon(is_wanted=flag(self.preferences.store, "history.recorded"))
            self._judges.here.start_soon()

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
    def _on_alerts(self) -> None:
        worst = self._lists.alerts.worst
        severity = worst.severity if worst is not None else None
        words = worst_text(worst, len(self._lists.alerts.firing))
        self.tray.show_alert(worst.id if worst is not None else 0, severity, words)

    @Slot(object)
    def show_alert(self, id: int) -> None:
        """Come to the front and show an alert: somebody was told of it and wants to see it."""
        self._show_window()
        self.tray.show_window_state(is_visible=True)
        self.window.show_alert(id)

    @Slot(object, str)
    def _on_show_asked(self, id: int, token: str) -> None:
        self._on_raise_asked(token)
        if id:
            self.called.show(id)

    @Slot()
    def _on_host_lost(self) -> None:
        self._show_window()
        self.tray.show_window_state(is_visible=True)

    def _show_window(self) -> None:
        self.frame.setWindowState(self.frame.windowState() & ~Qt.WindowState.WindowMinimized)
        self.frame.show()
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
            self._live.sampler.stop(), self.window.close_marks(), self._lists.close(), self._judges.here.stop(),
            self._live.recorder.stop(), close_readers(),
        ]  # fmt: skip
        self._hands.close()
        self._judges.voice.close()
        self._live.history.close()
        self.take_nets_away()
        return all(stopped)
