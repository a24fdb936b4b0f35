"""A model of processes and a clock that the test moves."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from procmon_gui.ui.models.process_model import ProcessModel
from tests.ui.models.rows import HandClock


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def model(qapp: QApplication, clock: HandClock) -> Iterator[ProcessModel]:
    model = ProcessModel(clock=clock)
    yield model
    model.deleteLater()
