"""What the window tells of the program itself: what it is, its licences, and that it failed the last time."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.crashes import CrashReport
from procmon_gui.ui.about_program import CODE, AboutProgram
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.widgets.about_dialog import AboutDialog
from procmon_gui.ui.widgets.banner import BannerStack
from procmon_gui.ui.widgets.failures_dialog import FailuresDialog
from procmon_gui.ui.widgets.licences_dialog import LicencesDialog
from procmon_gui.ui.widgets.window_menu import WindowMenu
from tests.ui.screen import show_active
from tests.ui.told_of_program import DIED, WENT_ON, FakeAbout, FakeReports

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every dialog


class Stand:
    """One window, and what tells of the program over it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.menu = WindowMenu(self.window)
        self.banners = BannerStack(self.window)
        self.about, self.reports = FakeAbout(), FakeReports()
        self.program = AboutProgram(self.menu, self.banners, self.about, self.reports, self.window)
        self.program._soon.setInterval(0)
        self._qtbot = qtbot

    def opened_about(self) -> AboutDialog:
        self.menu.about_asked.emit()
        (dialog,) = self.window.findChildren(AboutDialog)
        self._qtbot.waitUntil(lambda: dialog.copy_button.isEnabled() or bool(dialog.status.text()))
        return dialog

    def opened_failures(self) -> FailuresDialog:
        self.program._show_failures(self.window)
        (dialog,) = self.window.findChildren(FailuresDialog)
        self._qtbot.waitUntil(lambda: not dialog._work.is_running)
        return dialog


@pytest.fixture
def stand(qtbot: QtBot) -> Iterator[Stand]:
    stand = Stand(qtbot)
    show_active(stand.window, qtbot)
    yield stand
    close_readers()


def words_in(dialog: QWidget) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


# ---- about


def test_the_version_stands_at_once_and_the_rest_when_it_was_read(stand: Stand) -> None:
    stand.menu.about_asked.emit()
    (dialog,) = stand.window.findChildren(AboutDialog)
    assert "procmon_gui 0.1.0" in words_in(dialog)
    assert not dialog.copy_button.isEnabled()
    dialog.close()


def test_about_says_versions_and_places_as_they_are_and_copies_them(stand: Stand) -> None:
    dialog = stand.opened_about()

    assert {"0123456789ab", "Python 3.11, Qt 6.11", "~/settings.toml", "–"} <= set(words_in(dialog))
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == (
        "procmon_gui 0.1.0\ncommit: 0123456789ab\nsystem: Debian, Linux 6.1\nparts: Python 3.11, Qt 6.11\n"
        "data: ~/data\nsettings: ~/settings.toml\nlog: ~/log\n"
    )
    assert dialog.status.text() == "Copied."
    dialog.close()


def test_what_can_not_be_read_is_said_where_it_was_asked_for(stand: Stand) -> None:
    stand.about.trouble = "licences.json can not be read"
    dialog = stand.opened_about()

    assert dialog.status.text() == "licences.json can not be read"
    assert not dialog.copy_button.isEnabled()
    dialog.close()


def test_licences_open_over_about_and_show_the_text_of_what_is_chosen(stand: Stand, qtbot: QtBot) -> None:
    about = stand.opened_about()
    about.licences_button.click()
    (dialog,) = about.findChildren(LicencesDialog)
    qtbot.waitUntil(lambda: dialog.parts.list.count() == 2)

    assert dialog.parts.list.item(0).text() == "procmon_gui 0.1.0\nMIT"
    assert dialog.parts.text.toPlainText() == "Permission is granted"
    dialog.parts.list.setCurrentRow(1)
    assert dialog.parts.text.toPlainText() == "https://example.org\n\n<b>of a stranger</b>\\x1b[0m"
    dialog.copy_button.click()
    assert "of a stranger" in QGuiApplication.clipboard().text()
    dialog.close()
    about.close()


# ---- failures


def test_a_program_that_ended_unexpectedly_says_so_once(stand: Stand, qtbot: QtBot) -> None:
    stand.reports.kept = [DIED, WENT_ON]
    stand.program.look_soon()

    qtbot.waitUntil(lambda: not any(one.is_new for one in stand.reports.kept))
    assert stand.banners.text(CODE).startswith("procmon_gui ended unexpectedly at ")
    stand.banners.unsay(CODE)
    stand.program._look()
    qtbot.waitUntil(lambda: stand.program._work is not None and not stand.program._work.is_running)
    assert stand.banners.codes == ()


@pytest.mark.parametrize("kept", [[], [WENT_ON], [replace(DIED, is_new=False)]])
def test_where_nothing_ended_or_somebody_was_told_nothing_is_said(
    stand: Stand, qtbot: QtBot, kept: list[CrashReport]
) -> None:
    stand.reports.kept = kept
    stand.program._look()

    qtbot.waitUntil(lambda: stand.program._work is not None and not stand.program._work.is_running)
    assert stand.banners.codes == ()


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        ([replace(DIED, program="record")], "The recorder of procmon_gui ended unexpectedly at "),
        ([DIED, replace(DIED, name="x")], "procmon_gui ended unexpectedly 2 times, the last time at "),
    ],
)
def test_it_is_said_what_ended_and_how_often(stand: Stand, qtbot: QtBot, ended: list[CrashReport], words: str) -> None:
    stand.reports.kept = ended
    stand.program._look()

    qtbot.waitUntil(lambda: CODE in stand.banners.codes)
    assert stand.banners.text(CODE).startswith(words)


def test_the_bar_leads_to_the_reports_and_goes(stand: Stand, qtbot: QtBot) -> None:
    stand.reports.kept = [DIED, WENT_ON]
    stand.program._look()
    qtbot.waitUntil(lambda: CODE in stand.banners.codes)

    stand.banners.action_asked.emit(CODE)

    (dialog,) = stand.window.findChildren(FailuresDialog)
    qtbot.waitUntil(lambda: dialog.failures.list.count() == 2)
    assert CODE not in stand.banners.codes
    assert dialog.failures.list.item(0).text().endswith("\nKilled by a signal")
    assert dialog.failures.text.toPlainText() == "Fatal Python error: Aborted\n<b>x</b>\\x07"
    assert "sends them nowhere" in dialog.said.text()
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text().startswith("Fatal Python error")
    dialog.close()


def test_a_report_is_deleted_and_the_next_one_is_chosen(stand: Stand, qtbot: QtBot) -> None:
    stand.reports.kept = [DIED, WENT_ON]
    dialog = stand.opened_failures()

    dialog.delete_button.click()
    qtbot.waitUntil(lambda: dialog.failures.list.count() == 1)
    assert dialog.failures.list.item(0).text().endswith("\nAn error; it went on")
    dialog.delete_button.click()
    qtbot.waitUntil(lambda: dialog.stack.currentWidget() is dialog.nothing)
    assert not dialog.delete_button.isEnabled()
    assert stand.reports.kept == []
    dialog.close()


def test_what_can_not_be_deleted_stays_and_says_why(stand: Stand, qtbot: QtBot) -> None:
    stand.reports.kept = [DIED]
    dialog = stand.opened_failures()
    stand.reports.trouble = "it can not be deleted: Permission denied"

    dialog.delete_button.click()

    qtbot.waitUntil(lambda: dialog.status.text() == "it can not be deleted: Permission denied")
    assert dialog.failures.list.count() == 1
    dialog.close()


def test_where_nothing_failed_the_dialog_says_what_would_be_there(stand: Stand) -> None:
    dialog = stand.opened_failures()

    assert dialog.stack.currentWidget() is dialog.nothing
    assert "Nothing has failed" in dialog.nothing.text()
    dialog.close()
