"""A detail around a fake inspector, on a pool of its own."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.ui import theme
from procmon_gui.ui.bridge.operation import Pool
from procmon_gui.ui.widgets.detail.panel import DetailPanel
from procmon_gui.ui.widgets.detail.reading_tab import Means
from procmon_gui.ui.widgets.detail.sources import DetailSources
from tests.ui.screen import show_active
from tests.ui.usuals import FakeUsual
from tests.ui.widgets.detail.sources import FakeInspector, FakeLister


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool(name="test")
    yield pool
    assert pool.close()


@pytest.fixture
def means(pool: Pool, clock: Clock) -> Means:
    return Means(pool=pool, clock=clock)


@pytest.fixture
def inspector() -> Iterator[FakeInspector]:
    inspector = FakeInspector()
    yield inspector
    inspector.let_go()


@pytest.fixture
def usual() -> FakeUsual:
    """Return who knows what is usual: nothing, until a test writes something down."""
    return FakeUsual()


@pytest.fixture
def panel(
    qtbot: QtBot, qapp: QApplication, inspector: FakeInspector, means: Means, usual: FakeUsual
) -> Iterator[DetailPanel]:
    theme.apply(qapp, "dark")
    panel = DetailPanel(DetailSources(inspector=inspector, sockets=FakeLister(), usual=usual), means=means)
    panel.resize(336, 656)
    qtbot.addWidget(panel)
    show_active(panel, qtbot)
    yield panel
    panel.hide()
