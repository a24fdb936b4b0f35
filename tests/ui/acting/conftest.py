"""A window over which processes are acted on."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.domain.actions import Target
from procmon_gui.ui import theme
from procmon_gui.ui.acting import undertaking
from tests.ui.acting.control import FakeControl
from tests.ui.acting.stage import MakeStage, Stage
from tests.ui.screen import show_active


@pytest.fixture
def make_stage(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeStage]:
    theme.apply(qapp, "light")
    monkeypatch.setattr(undertaking, "LOOK_MS", 20)
    stages: list[Stage] = []

    def make(*people: Target) -> Stage:
        stage = Stage(FakeControl({one.seen.pid: one for one in people}), qtbot)
        qtbot.addWidget(stage)
        stage.resize(900, 700)
        show_active(stage, qtbot)
        stages.append(stage)
        return stage

    yield make
    for stage in stages:
        if stage.control.gate is not None:
            stage.control.gate.set()
        stage.acting.close()
        assert stage.pool.close(10.0)
        stage.hide()
