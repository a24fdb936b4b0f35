"""What is a click on a chart that is painted by hand, and what is not: one rule for all of them."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from procmon_gui.ui import text
from procmon_gui.ui.widgets.detail.basis import cpu_scale
from procmon_gui.ui.widgets.detail.life_chart import Curve, Window
from procmon_gui.ui.widgets.life.recorded_chart import RecordedChart
from procmon_gui.ui.widgets.life.recorded_curves import RecordedCurves
from procmon_gui.ui.widgets.small_chart import MomentChart, SmallChart
from tests.ui.ranges import START_MS, curve
from tests.ui.screen import show_active

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class Moments(MomentChart):
    """A chart whose every pixel is a second; it has no curve."""

    def _restyle(self) -> None:
        """Have no words, and so no fonts."""

    def _say(self) -> None:
        """Say nothing."""

    def _sample_s(self, x: float) -> float | None:
        return x


@pytest.fixture(params=["a moment", "a life"])
def chart(request: pytest.FixtureRequest, qtbot: QtBot) -> SmallChart:
    chart: SmallChart
    if request.param == "a moment":
        chart = Moments()
    else:
        chart = recorded = RecordedChart("CPU", [Curve("cpu_ratio", "", 0)], cpu_scale(), text.ratio_text)
        window = Window(START_MS / 1000, START_MS / 1000 + 10, "from", "to")
        recorded.show_curves(RecordedCurves({"cpu_ratio": curve([0.1, 0.5])}), window, "one")
    qtbot.addWidget(chart)
    chart.resize(400, 120)
    show_active(chart, qtbot)
    return chart


@pytest.mark.parametrize(
    ("pressed", "let_go", "moved", "is_click"),
    [
        (LEFT, LEFT, (0, 0), True),
        (LEFT, LEFT, (2, -1), True),
        (LEFT, LEFT, (4, 0), False),
        (LEFT, LEFT, (-60, 0), False),
        (RIGHT, RIGHT, (0, 0), False),
        (RIGHT, LEFT, (0, 0), False),
    ],
)
def test_a_hand_that_is_not_quite_still_clicks_and_one_that_moves_does_not(
    chart: SmallChart,
    pressed: Qt.MouseButton,
    let_go: Qt.MouseButton,
    moved: tuple[int, int],
    is_click: bool,
) -> None:
    asked: list[object] = []
    chart.moment_asked.connect(asked.append)  # type: ignore[attr-defined]
    at = QPoint(100, 60)

    QTest.mousePress(chart, pressed, pos=at)
    QTest.mouseRelease(chart, let_go, pos=at + QPoint(*moved))

    assert len(asked) == int(is_click)
