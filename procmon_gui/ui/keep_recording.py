"""Offers that recording goes on without the window: in the tray, or as a service. Window thread only.

Each answer is remembered as a setting, so it is asked for once and can be changed there.
"""

import contextlib
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from procmon_gui.domain.errors import ProcmonError, WrongInput
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.service import RecordingService, ServiceDeed
from procmon_gui.domain.settings import flag
from procmon_gui.domain.text import display_text
from procmon_gui.ui import spoken
from procmon_gui.ui.bridge.operation import Operation
from procmon_gui.ui.bridge.recorder import Recorder, RecordingState
from procmon_gui.ui.bridge.tray import Tray
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.widgets.banner import BannerStack

if TYPE_CHECKING:
    # Loaded by who is first asked for.
    from procmon_gui.ui.widgets.keep_recording_dialog import KeepRecordingDialog

# By then the window is up and recording has begun.
LOOK_MS: Final = 4_000
_CODE: Final = "keep-recording"


class Standing(NamedTuple):
    """What is known of the service."""

    is_possible: bool = False
    is_on: bool = False


class _Look:
    def __init__(self, service: RecordingService) -> None:
        self._service = service

    def __call__(self, _errand: Errand) -> Standing:
        is_possible = self._service.is_possible()
        return Standing(is_possible, is_possible and self._service.is_on())


class _TurnOn:
    def __init__(self, service: RecordingService) -> None:
        self._service = service

    def __call__(self, _errand: Errand) -> ServiceDeed:
        return self._service.turn_on()


class _TurnOff:
    def __init__(self, service: RecordingService) -> None:
        self._service = service

    def __call__(self, _errand: Errand) -> None:
        self._service.turn_off()


class KeepRecording(QObject):
    """Asks, remembers, and does what was answered.

    Signals:
        close_asked: the window may close now.
        first_offered: this is the first start, and the reader was offered it; what else is for a first start may be.
    """

    close_asked = Signal()
    first_offered = Signal()

    def __init__(
        self,
        service: RecordingService,
        preferences: Preferences,
        recorder: Recorder,
        *,
        tray: Tray,
        banners: BannerStack,
        window: QWidget,
        is_first_run: bool,
    ) -> None:
        super().__init__(window)
        self._service, self._preferences, self._recorder = service, preferences, recorder
        self._tray, self._banners, self._window = tray, banners, window
        self._is_first_run = is_first_run
        self._standing = Standing()
        self._is_known = False  # before that, the setting is believed
        self._may_close = self._is_closing = self._is_waiting = False
        self._dialog: KeepRecordingDialog | None = None
        self._working: Operation[Standing] | Operation[ServiceDeed] | Operation[None] | None = None
        recorder.ended.connect(self._on_recorder_ended)
        banners.action_asked.connect(self._on_banner)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LOOK_MS)
        self._soon.timeout.connect(self._look)

    def look_soon(self) -> None:
        """Find out what is possible here, once the window is up."""
        self._soon.start()

    def may_close(self) -> bool:
        """Say whether the window may close; where not, the reader is being asked."""
        app = QApplication.instance()
        is_logging_out = isinstance(app, QApplication) and app.isSavingSession()
        if self._may_close or is_logging_out or not self._would_stop():
            return True
        if self._dialog is None:
            self._ask(is_closing=True)
        return False

    def obey(self) -> None:
        """Let the service be as the settings say now."""
        is_wanted = flag(self._preferences.store, "history.service")
        if not self._is_known or is_wanted == self._standing.is_on or self._working is not None:
            return
        if is_wanted:
            self._turn_on()
        else:
            work = Operation(_TurnOff(self._service), owner=self, channel="service")
            self._working = work.success(self._on_off).failure(self._on_failure).start()

    # ---- what there is

    @Slot()
    def _look(self) -> None:
        work = Operation(_Look(self._service), owner=self, channel="service")
        self._working = work.success(self._on_looked).start()

    def _on_looked(self, standing: Standing) -> None:
        self._working, self._standing, self._is_known = None, standing, True
        # Whoever undid it by hand is not told otherwise.
        self._remember("history.service", standing.is_on)
        if self._is_first_run and self._would_stop():
            words = self.tr("Everything is recorded while this window is open, so that you can go back to any moment.")
            self._banners.say(_CODE, "info", words, self.tr("Keep recording…"), is_standing=True)
            self.first_offered.emit()

    def _has_tray(self) -> bool:
        return flag(self._preferences.store, "tray.shown") and self._tray.is_reachable

    def _would_stop(self) -> bool:
        """Say whether recording would stop with the window though it need not, and that may be asked."""
        store = self._preferences.store
        if not flag(store, "history.offers") or self._recorder.report().state is not RecordingState.RECORDING:
            return False
        if self._has_tray():
            return not flag(store, "tray.close_to_tray")
        return self._standing.is_possible

    # ---- the question

    def _ask(self, *, is_closing: bool) -> None:
        from procmon_gui.ui.widgets.keep_recording_dialog import KeepRecordingDialog

        self._banners.unsay(_CODE)
        self._dialog = KeepRecordingDialog(
            self._window, has_tray=self._has_tray(), has_service=self._standing.is_possible, is_closing=is_closing
        )
        self._dialog.tray_chosen.connect(self._on_tray_chosen)
        self._dialog.service_chosen.connect(self._turn_on)
        self._dialog.stop_chosen.connect(self._on_stop_chosen)
        self._dialog.done_read.connect(self._on_answered)
        self._dialog.finished.connect(self._on_dialog_closed)
        self._is_closing = is_closing
        self._dialog.open()

    @Slot(str)
    def _on_banner(self, code: str) -> None:
        if code == _CODE and self._dialog is None:
            self._ask(is_closing=False)

    @Slot()
    def _on_tray_chosen(self) -> None:
        self._remember("tray.close_to_tray", True)
        self._on_answered()

    @Slot()
    def _on_stop_chosen(self) -> None:
        self._remember("history.offers", False)
        self._on_answered()

    @Slot()
    def _on_answered(self) -> None:
        if self._dialog is not None:
            self._dialog.accept()
        if self._is_closing:
            self._may_close = True
            self.close_asked.emit()
            self._may_close = False

    @Slot()
    def _on_dialog_closed(self) -> None:
        self._dialog = None

    # ---- the service

    @Slot()
    def _turn_on(self) -> None:
        """One records at a time: the window's own recording ends first."""
        self._is_waiting = True
        if not self._recorder.hand_over():
            self._on_recorder_ended()

    @Slot()
    def _on_recorder_ended(self) -> None:
        if self._is_waiting:
            self._is_waiting = False
            work = Operation(_TurnOn(self._service), owner=self, channel="service")
            self._working = work.success(self._on_on).failure(self._on_failure).start()

    def _on_on(self, deed: ServiceDeed) -> None:
        self._settle(is_on=True)
        if self._dialog is not None:
            self._dialog.show_done(deed)
            return
        words = self.tr("The service {name} records now, until you log out. To undo it: {command}")
        if deed.written:
            words = self.tr("The service {name} records now, until you log out. Written: {path}. To undo it: {command}")
        told = words.format(name=deed.name, path=display_text(deed.written), command=deed.undo)
        self._banners.say(_CODE, "info", told, is_standing=True)

    def _on_off(self, _nothing: None) -> None:
        self._settle(is_on=False)
        words = self.tr("The service was stopped and taken away. What it recorded stays; this window records now.")
        self._banners.say(_CODE, "info", words)

    def _on_failure(self, error: ProcmonError) -> None:
        self._settle(is_on=self._standing.is_on)
        if self._dialog is not None:
            self._dialog.show_trouble(str(error))
            return
        words = self.tr("The service could not be changed: {reason}").format(reason=spoken.said(str(error)))
        self._banners.say(_CODE, "warning", words)

    def _settle(self, *, is_on: bool) -> None:
        """Let the setting say what is, and the window record if nobody else does."""
        self._working = None
        self._standing = self._standing._replace(is_on=is_on)
        self._remember("history.service", is_on)
        self._recorder.set_recording(flag(self._preferences.store, "history.recorded"))

    def _remember(self, key: str, value: bool) -> None:
        # A setting that the environment holds stays what it is.
        if flag(self._preferences.store, key) != value:
            with contextlib.suppress(WrongInput):
                self._preferences.store.set(key, value)
