"""The message that another version was installed while this one runs."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.newer_version import CODE, NewerVersion
from procmon_gui.ui.widgets.banner import BannerStack


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    shown = QWidget()
    qtbot.addWidget(shown)
    yield shown
    close_readers()


def test_it_is_said_once_and_then_nobody_looks_again(window: QWidget, qtbot: QtBot) -> None:
    answers = iter([False, True])
    banners = BannerStack(window)
    newer = NewerVersion(lambda: next(answers), banners, window)

    newer.look()
    qtbot.waitUntil(lambda: newer._work is not None and not newer._work.is_running)
    assert banners.codes == ()
    newer.look()
    qtbot.waitUntil(lambda: banners.codes == (CODE,))

    assert not newer._timer.isActive()
