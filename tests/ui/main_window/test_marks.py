"""Marks in the window: made, seen on the strip, found by their words, renamed, and taken away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.ui import theme
from procmon_gui.ui.audit_list import AuditList
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.pages.processes import ProcessesPage
from procmon_gui.ui.widgets.go_to_time_dialog import GoToTimeDialog
from procmon_gui.ui.widgets.mark_dialog import MarkDialog
from procmon_gui.ui.widgets.time_strip import TimeStrip
from tests.store.history.machines import day, live
from tests.ui.audit import KeptTrail, process_deed
from tests.ui.fakes import FakePulse
from tests.ui.marks import KeptMarks, mark_at
from tests.ui.ready import Ready
from tests.ui.screen import show_active

HOSTILE = "<img src=x> & %1 {0} \\u{202e}" + "w" * 150


class Stage:
    """A window over some remembered beats, of which one is marked."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.memory = RecentMemory()
        self.beats = live(day(60), self.memory)
        self.kept = KeptMarks(mark_at(self.beats[20].at_ms + 300))
        settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        sampler = Sampler(FakePulse)
        self.window = MainWindow(
            sampler,
            [Ready("processes", ProcessesPage(settings=settings))],
            settings,
            history=self.memory,
            open_marks=lambda: self.kept,
        )
        sampler.setParent(self.window)
        self.window.resize(1280, 800)
        qtbot.addWidget(self.window)
        show_active(self.window, qtbot)
        self.window.show_snapshot(self.beats[-1])
        self.qtbot = qtbot
        qtbot.waitUntil(lambda: len(self.strip._data) > 0)
        self.look()

    @property
    def strip(self) -> TimeStrip:
        strip = self.window.findChild(TimeStrip)
        assert strip is not None
        return strip

    @property
    def texts(self) -> list[str]:
        marks = self.window._moment_parts.mark_list
        assert marks is not None
        return [mark.text for mark in marks.all]

    def look(self) -> None:
        marks = self.window._moment_parts.mark_list
        assert marks is not None
        marks.look()
        self.wait_for([mark.text for mark in self.kept.kept.values()])

    def wait_for(self, texts: list[str]) -> None:
        self.qtbot.waitUntil(lambda: sorted(self.texts) == sorted(texts))

    def settle(self) -> None:
        moment = self.window.moment
        self.qtbot.waitUntil(lambda: not moment.is_loading)

    def mark(self, words: str) -> None:
        """Press Ctrl+M, type, press Enter."""
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.qtbot.keyClick(self.window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
        dialog = self.dialog
        self.qtbot.keyClicks(dialog.field, words)
        self.qtbot.keyClick(dialog.field, Qt.Key.Key_Return)

    @property
    def dialog(self) -> MarkDialog:
        dialog = self.window.findChild(MarkDialog)
        assert dialog is not None
        # Until a window manager has given it the keyboard, keys of actions belong to the window behind it.
        self.qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    def go_to_time(self) -> GoToTimeDialog:
        self.window.menu.go_to_time.trigger()
        dialog = self.window.findChild(GoToTimeDialog)
        assert dialog is not None
        self.qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    def flag(self, number: int = 0) -> QPoint:
        """Return where a flag stands on the strip."""
        chart = self.strip.chart
        return QPoint(round(chart._flags(chart.window_in_sight())[number].x) + 3, 3)

    def choose(self, words: str) -> None:
        """Open the menu of the strip at the first flag, and choose what begins with these words."""
        chart = self.strip.chart
        at = self.flag()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, chart.mapToGlobal(at))
        QApplication.sendEvent(chart, event)
        marks = self.window._moment_parts._marks
        assert marks is not None
        (action,) = [action for action in marks._menu.actions() if action.text().startswith(words)]
        action.trigger()
        marks._menu.close()


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    theme.apply(qapp, "dark")
    stage = Stage(qtbot, tmp_path)
    yield stage
    stage.window.hide()
    assert stage.window.close_marks()
    close_readers()


def test_ctrl_m_marks_the_moment_at_which_it_was_pressed(stage: Stage) -> None:
    shown_ms = stage.beats[-1].at_ms
    stage.qtbot.keyClick(stage.window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    stage.window.show_snapshot(live(day(1, first=61), stage.memory)[0])
    stage.qtbot.keyClicks(stage.dialog.field, "fan noise")
    stage.qtbot.keyClick(stage.dialog.field, Qt.Key.Key_Return)

    stage.wait_for(["deployed 2.4", "fan noise"])
    assert stage.kept.kept[2].at_ms == shown_ms


def test_the_bar_of_the_past_marks_the_moment_that_is_shown(stage: Stage) -> None:
    stage.window.moment.go_to(stage.beats[40].at_ms)
    stage.settle()
    button = stage.window._moment_parts.banner.mark_button
    assert button.isVisible()
    button.click()
    stage.qtbot.keyClicks(stage.dialog.field, "here")
    stage.dialog.keep_button.click()

    stage.wait_for(["deployed 2.4", "here"])
    assert stage.kept.kept[2].at_ms == stage.beats[40].at_ms


def test_blanks_are_no_mark_and_esc_makes_none(stage: Stage) -> None:
    stage.qtbot.keyClick(stage.window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    dialog = stage.dialog
    stage.qtbot.keyClicks(dialog.field, "  ")
    assert not dialog.keep_button.isEnabled()
    stage.qtbot.keyClicks(dialog.field, "no")
    stage.qtbot.keyClick(dialog.field, Qt.Key.Key_Escape)

    assert not dialog.isVisible()
    assert stage.window.moment.is_live
    assert len(stage.kept.kept) == 1


def test_a_click_on_a_flag_goes_there_and_hovering_reads_it(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, words, _widget: told.append(words))
    stage.qtbot.mouseMove(stage.strip.chart, stage.flag())
    stage.qtbot.waitUntil(lambda: bool(told))
    stage.qtbot.mouseClick(stage.strip.chart, Qt.MouseButton.LeftButton, pos=stage.flag())
    stage.settle()

    shown = stage.window.moment.snapshot
    assert shown is not None
    assert shown.at_ms == stage.beats[20].at_ms
    assert "deployed 2.4" in told[-1]
    assert "CPU" not in told[-1]
    assert "mark: deployed 2.4" in stage.strip.chart.accessibleDescription()


def test_what_was_done_stands_as_a_cross_that_says_who_did_it_leads_there_and_can_not_be_taken_away(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.kept.remove(1)
    stage.look()
    trail = KeptTrail()
    trail.begun_ms = stage.beats[30].at_ms - 1000
    trail.append(process_deed())
    audit = AuditList(lambda: trail, stage.window)
    stage.window.use_audit(audit)
    audit.look()
    stage.qtbot.waitUntil(lambda: bool(stage.strip.chart.marks.around(trail.kept[0].at_ms, 1)))
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, words, _widget: told.append(words))
    stage.qtbot.mouseMove(stage.strip.chart, stage.flag())
    stage.qtbot.waitUntil(lambda: bool(told))
    stage.qtbot.mouseClick(stage.strip.chart, Qt.MouseButton.LeftButton, pos=stage.flag())
    stage.settle()

    shown = stage.window.moment.snapshot
    assert shown is not None
    assert shown.at_ms == stage.beats[30].at_ms
    assert "anna ended postgres (2114)" in told[-1]
    assert "done: anna ended postgres (2114)" in stage.strip.chart.accessibleDescription()
    for words in ("Rename", "Remove"):
        with pytest.raises(ValueError, match="not enough values to unpack"):
            stage.choose(words)
    stage.choose("Go to “anna ended postgres (2114)”")
    assert audit.close()


def test_page_keys_go_from_mark_to_mark_and_no_further(stage: Stage) -> None:
    stage.kept.add(stage.beats[10].at_ms, "earlier")
    stage.look()

    def press(key: Qt.Key) -> int:
        stage.qtbot.keyClick(stage.strip.chart, key)
        stage.settle()
        shown = stage.window.moment.snapshot
        assert shown is not None
        return shown.sequence

    keys = [Qt.Key.Key_PageUp] * 3 + [Qt.Key.Key_PageDown] * 2
    numbers = [stage.beats[place].sequence for place in (20, 10, 10, 20, 20)]
    assert [press(key) for key in keys] == numbers


def test_the_menu_of_the_strip_renames_and_removes_and_a_bar_puts_it_back(stage: Stage) -> None:
    stage.choose("Rename")
    assert stage.dialog.field.text() == "deployed 2.4"
    stage.dialog.field.setText("deployed 2.5")
    stage.dialog.keep_button.click()
    stage.wait_for(["deployed 2.5"])

    stage.choose("Remove")
    stage.wait_for([])
    assert stage.window.banners.text("mark-removed") == "The mark “deployed 2.5” was removed."
    stage.window.banners.action_asked.emit("mark-removed")

    stage.wait_for(["deployed 2.5"])
    assert "mark-removed" not in stage.window.banners.codes


def test_the_menu_of_the_strip_marks_the_time_under_the_pointer(stage: Stage) -> None:
    stage.choose("Mark ")
    stage.dialog.field.setText("under the pointer")
    stage.dialog.keep_button.click()

    stage.wait_for(["deployed 2.4", "under the pointer"])
    assert abs(stage.kept.kept[2].at_ms - stage.beats[20].at_ms) < 10_000


def test_the_menu_comes_by_key_too_for_the_mark_under_the_cursor(stage: Stage) -> None:
    chart = stage.strip.chart
    stage.window.moment.go_to(stage.beats[20].at_ms)
    stage.settle()
    at = QPoint(0, 0)
    QApplication.sendEvent(chart, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, chart.mapToGlobal(at)))
    marks = stage.window._moment_parts._marks
    assert marks is not None
    words = [action.text() for action in marks._menu.actions() if action.text()]
    marks._menu.close()

    assert words[1:5] == ["Go to “deployed 2.4”", "Rename “deployed 2.4”…", "Remove “deployed 2.4”", "Go to time…"]


def test_words_that_are_no_time_find_a_mark_and_enter_goes_there(stage: Stage) -> None:
    stage.kept.add(stage.beats[30].at_ms, "deployed 2.5")
    stage.kept.add(stage.beats[35].at_ms, "fan noise")
    stage.look()
    dialog = stage.go_to_time()
    assert dialog.marks.list.count() == 3
    dialog.field.setText("DEPLOY")
    assert dialog.marks.list.count() == 2
    assert dialog.words.text().startswith("“deployed 2.5”: ")
    stage.qtbot.keyClick(dialog.field, Qt.Key.Key_Down)
    stage.qtbot.keyClick(dialog.marks.list, Qt.Key.Key_Down)
    stage.qtbot.keyClick(dialog.marks.list, Qt.Key.Key_Return)
    stage.settle()

    shown = stage.window.moment.snapshot
    assert shown is not None
    assert shown.at_ms == stage.beats[20].at_ms
    assert not dialog.isVisible()


def test_a_time_is_a_time_though_there_are_marks(stage: Stage) -> None:
    dialog = stage.go_to_time()
    dialog.field.setText(f"@{stage.beats[5].at_ms / 1000:.3f}")
    assert dialog.marks.list.count() == 1
    dialog.go_button.click()
    stage.settle()

    shown = stage.window.moment.snapshot
    assert shown is not None
    assert shown.at_ms == stage.beats[5].at_ms


def test_in_the_list_f2_renames_and_delete_removes(stage: Stage) -> None:
    stage.kept.add(stage.beats[30].at_ms, "fan noise")
    stage.look()
    dialog = stage.go_to_time()
    stage.qtbot.keyClick(dialog.field, Qt.Key.Key_Down)
    stage.qtbot.keyClick(dialog.marks.list, Qt.Key.Key_F2)
    stage.dialog.field.setText("fan is loud")
    stage.dialog.keep_button.click()
    stage.wait_for(["deployed 2.4", "fan is loud"])
    stage.qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.marks.list.hasFocus()

    stage.qtbot.keyClick(dialog.marks.list, Qt.Key.Key_Delete)
    stage.wait_for(["deployed 2.4"])
    dialog.close()


def test_without_marks_the_box_has_no_list(stage: Stage) -> None:
    stage.kept.kept.clear()
    stage.look()
    dialog = stage.go_to_time()

    assert not dialog.marks.isVisible()
    dialog.close()


def test_hostile_words_are_shown_as_they_are_everywhere(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, words, _widget: told.append(words))
    stage.kept.kept.clear()
    stage.kept.add(stage.beats[20].at_ms, HOSTILE)
    stage.look()
    stage.qtbot.mouseMove(stage.strip.chart, stage.flag())
    stage.qtbot.waitUntil(lambda: bool(told))
    dialog = stage.go_to_time()
    shown = dialog.marks.list.item(0).text()
    dialog.close()
    stage.choose("Remove")
    stage.wait_for([])

    assert "&lt;img src=x&gt; &amp; %1 {0}" in told[-1]
    assert shown.endswith(HOSTILE)
    assert stage.window.banners.text("mark-removed") == f"The mark “{HOSTILE}” was removed."


def test_what_can_not_be_kept_is_told_in_a_bar_until_it_can(stage: Stage) -> None:
    stage.kept.trouble = "/data/desk.sqlite: the disk is full, so nothing was kept"
    stage.mark("lost")
    stage.qtbot.waitUntil(lambda: "marks" in stage.window.banners.codes)
    assert "the disk is full" in stage.window.banners.text("marks")
    stage.kept.trouble = ""
    stage.mark("kept")

    stage.wait_for(["deployed 2.4", "kept"])
    assert "marks" not in stage.window.banners.codes


def test_a_mark_that_could_not_be_removed_is_not_said_to_be(stage: Stage) -> None:
    stage.kept.trouble = "/data/desk.sqlite is held by another program, so nothing was kept"
    stage.choose("Remove")
    stage.qtbot.waitUntil(lambda: "marks" in stage.window.banners.codes)

    assert "mark-removed" not in stage.window.banners.codes
    assert stage.texts == ["deployed 2.4"]


def test_a_window_without_anybody_who_keeps_marks_offers_none(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    sampler = Sampler(FakePulse)
    window = MainWindow(sampler, [Ready("processes", ProcessesPage(settings=settings))], settings)
    sampler.setParent(window)
    qtbot.addWidget(window)

    assert not window.menu.mark_moment.isVisible()
    assert window.close_marks()
