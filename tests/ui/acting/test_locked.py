"""A question that stands while the window is locked goes, and nothing is done."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.domain.accounts import Role
from procmon_gui.ui import theme
from procmon_gui.ui.acting.dialog import ActionDialog
from procmon_gui.ui.acting.means import Means
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.pages.processes import ProcessesPage
from procmon_gui.ui.preferences import Preferences
from tests.ui.access.fakes import FakeAccounts
from tests.ui.access.test_locked_window import Stage
from tests.ui.acting.control import FakeControl, target

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_a_question_goes_when_the_window_locks_and_nothing_is_done(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    theme.apply(qapp, "light")
    stage = Stage(qtbot, tmp_path, Preferences(), FakeAccounts(adam=Role.ADMINISTRATOR))
    stage.begin("adam")
    QTest.keyClick(stage.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(stage.window.page, ProcessesPage) and len(stage.window.page.model.rows) > 0)
    page = stage.window.page
    assert isinstance(page, ProcessesPage)
    page.view.go_to_row(0)
    snapshot, slot = page.model.cells.snapshot_at(0)
    pid = snapshot.key(slot).pid
    control = FakeControl({pid: target(pid)})
    page.use_means(Means(lambda: control, lambda: stage.guard.asking))
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(ActionDialog)))

    stage.guard.lock()

    qtbot.waitUntil(lambda: stage.is_locked)
    qtbot.waitUntil(lambda: not any(one.isVisible() for one in page.findChildren(ActionDialog)))
    qtbot.waitUntil(lambda: bool(control.held[0].closed))
    assert control.orders == []
    stage.access.let_go()
    stage.window.hide()
    assert close_readers()
