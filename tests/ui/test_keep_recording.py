"""Whether recording goes on without the window: when it is asked, what is remembered, and what becomes of a service."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.service import ServiceDeed
from procmon_gui.domain.settings import flag
from procmon_gui.ui.bridge.recorder import Recorder, RecordingState
from procmon_gui.ui.bridge.tray import Tray
from procmon_gui.ui.keep_recording import KeepRecording
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.widgets.banner import BannerStack
from procmon_gui.ui.widgets.keep_recording_dialog import KeepRecordingDialog
from tests.ui.bridge.test_recorder import Disk, started

DEED = ServiceDeed(name="record.service", written="/config/record.service", undo="systemctl --user disable record")


class FakeService:
    """Does what a test says."""

    def __init__(self, *, is_possible: bool = True, is_on: bool = False) -> None:
        self.possible, self.on = is_possible, is_on
        self.trouble = ""
        self.asked: list[str] = []

    def is_possible(self) -> bool:
        return self.possible

    def is_on(self) -> bool:
        return self.on

    def turn_on(self) -> ServiceDeed:
        self.asked.append("on")
        if self.trouble:
            raise Unavailable(self.trouble)
        self.on = True
        return DEED

    def turn_off(self) -> None:
        self.asked.append("off")
        self.on = False


class FakeTray(Tray):
    """Is where a test says."""

    reachable = False

    @property
    def is_reachable(self) -> bool:
        return self.reachable


class Stand:
    """All that is around the question."""

    def __init__(self, qtbot: QtBot, service: FakeService, *, is_first_run: bool = False) -> None:
        self.service = service
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.preferences = Preferences(parent=self.window)
        self.banners = BannerStack(self.window)
        self.tray = FakeTray(self.window)
        self.disk = Disk()
        self.recorder: Recorder = started(qtbot, self.disk)
        self.keep = KeepRecording(
            service,
            self.preferences,
            self.recorder,
            tray=self.tray,
            banners=self.banners,
            window=self.window,
            is_first_run=is_first_run,
        )
        self.preferences.changed.connect(self._on_changed)
        self.closed = self.offers = 0
        self.keep.close_asked.connect(self._on_close)
        self.keep.first_offered.connect(self._on_first_offered)
        self.keep._look()
        qtbot.waitUntil(lambda: self.keep._is_known)

    def _on_changed(self, key: str) -> None:
        if key == "history.service":
            self.keep.obey()

    def _on_first_offered(self) -> None:
        self.offers += 1

    def _on_close(self) -> None:
        self.closed += self.keep.may_close()

    @property
    def dialog(self) -> KeepRecordingDialog:
        found = self.keep._dialog
        assert found is not None
        return found

    def value(self, key: str) -> bool:
        return flag(self.preferences.store, key)


@pytest.fixture
def stand(qtbot: QtBot) -> Iterator[Stand]:
    built = Stand(qtbot, FakeService())
    yield built
    built.recorder.stop()


def test_where_nothing_could_go_on_the_window_just_closes(qtbot: QtBot) -> None:
    stand = Stand(qtbot, FakeService(is_possible=False))

    assert stand.keep.may_close()
    stand.recorder.stop()


def test_it_is_asked_once_however_often_the_window_is_closed(stand: Stand) -> None:
    assert not stand.keep.may_close()
    first = stand.dialog
    assert not stand.keep.may_close()

    assert stand.dialog is first
    assert not first.tray_button.isVisible()
    assert first.service_button.isVisible()


def test_to_go_on_in_the_tray_is_remembered_and_closes(stand: Stand) -> None:
    FakeTray.reachable = True
    try:
        stand.keep.may_close()
        stand.dialog.tray_button.click()

        assert stand.value("tray.close_to_tray")
        assert stand.closed == 1
        assert stand.keep.may_close()
    finally:
        FakeTray.reachable = False


def test_to_stop_is_remembered_and_closes(stand: Stand) -> None:
    stand.keep.may_close()
    stand.dialog.stop_button.click()

    assert not stand.value("history.offers")
    assert stand.closed == 1
    assert stand.keep.may_close()


def test_to_cancel_changes_nothing_and_it_is_asked_again(stand: Stand) -> None:
    stand.keep.may_close()
    stand.dialog.cancel_button.click()

    assert stand.closed == 0
    assert stand.value("history.offers")
    assert not stand.keep.may_close()


def test_a_service_takes_over_and_what_was_done_is_said_before_the_window_closes(qtbot: QtBot, stand: Stand) -> None:
    stand.keep.may_close()
    stand.dialog.service_button.click()
    qtbot.waitUntil(lambda: stand.dialog.title.text() == "Recording goes on")

    # Two can not record: the window's own recording has ended before the service began.
    assert stand.disk.writers[0].asked == ["start", "stop"]
    assert stand.service.asked == ["on"]
    assert stand.value("history.service")
    for part in (DEED.name, DEED.written, DEED.undo):
        assert part in stand.dialog.words.text()
    assert stand.closed == 0
    stand.dialog.stop_button.click()
    assert stand.closed == 1


def test_a_service_that_fails_is_said_and_the_window_records_on(qtbot: QtBot, stand: Stand) -> None:
    stand.service.trouble = "systemctl --user enable failed: Access denied"
    stand.keep.may_close()
    stand.dialog.service_button.click()
    stand.dialog.reject()  # not while it is being done
    qtbot.waitUntil(lambda: "Access denied" in stand.dialog.words.text())

    assert not stand.value("history.service")
    qtbot.waitUntil(lambda: stand.recorder.report().state is RecordingState.RECORDING)
    stand.dialog.cancel_button.click()
    assert stand.closed == 0


def test_the_setting_sets_the_service_up_and_takes_it_back(qtbot: QtBot, stand: Stand) -> None:
    stand.preferences.store.set("history.service", True)
    qtbot.waitUntil(lambda: "keep-recording" in stand.banners.codes)
    told = stand.banners.text("keep-recording")
    stand.preferences.store.set("history.service", False)
    qtbot.waitUntil(lambda: stand.service.asked == ["on", "off"])
    qtbot.waitUntil(lambda: "taken away" in stand.banners.text("keep-recording"))

    assert DEED.undo in told
    assert DEED.written in told


def test_a_setting_that_can_not_be_obeyed_goes_back_and_says_why(qtbot: QtBot, stand: Stand) -> None:
    stand.service.trouble = "no bus"
    stand.preferences.store.set("history.service", True)
    qtbot.waitUntil(lambda: "keep-recording" in stand.banners.codes)

    assert not stand.value("history.service")
    assert "no bus" in stand.banners.text("keep-recording")


def test_a_service_that_was_set_up_or_taken_back_by_hand_is_what_the_setting_says(qtbot: QtBot) -> None:
    stand = Stand(qtbot, FakeService(is_on=True))

    assert stand.value("history.service")
    assert stand.service.asked == []
    stand.recorder.stop()


def test_the_first_start_offers_it_quietly_and_no_other_does(qtbot: QtBot, stand: Stand) -> None:
    first = Stand(qtbot, FakeService(), is_first_run=True)
    words = first.banners.text("keep-recording")
    assert first.offers == 1, "what else is for a first start may be offered now"
    first.banners.action_asked.emit("keep-recording")

    assert "recorded while this window is open" in words
    assert first.dialog.isVisible()
    first.dialog.service_button.click()
    qtbot.waitUntil(lambda: first.dialog.title.text() == "Recording goes on")
    first.dialog.stop_button.click()
    assert (first.closed, stand.banners.codes) == (0, ())
    first.recorder.stop()
