"""The heat map of the overview: read when all else is there, then once in a while; a click goes to the moment."""

import subprocess
import sys
import timeit
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.history import Span
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.moment import Moment
from procmon_gui.ui.pages.overview import OverviewPage
from procmon_gui.ui.pages.overview_heat import HeatPanel
from procmon_gui.ui.pages.overview_hours import FIRST_AFTER_S, LEAST_S, LENGTH_MS, OverviewHours, hours_around
from tests.ui.fakes import beat
from tests.ui.made_up_past import MadeUpPast
from tests.ui.pseudo import pseudo, pseudo_language
from tests.ui.ranges import HOUR_MS
from tests.ui.screen import show_active

NOW_MS = 1_790_000_000_000


class Stage:
    """The page over a made-up past, whose clock stands still until somebody moves it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.reader = MadeUpPast(NOW_MS)
        self.now_s = 100.0
        self.holder = QWidget()
        qtbot.addWidget(self.holder)
        self.holder.resize(1900, 1000)
        self.page = OverviewPage(self.holder, open_reader=lambda: self.reader)
        self.page.resize(1140, 900)
        self.moment = Moment(None, self.page)
        self.page.use_moment(self.moment)
        assert self.page._heat is not None
        self.panel: HeatPanel = self.page._heat
        show_active(self.holder, qtbot)
        self.beat(1)
        self.is_recorded = True
        self.hours = OverviewHours(
            self.panel, lambda: self.reader, self.page,
            is_recorded=lambda: self.is_recorded, monotonic_s=lambda: self.now_s,
        )  # fmt: skip
        self.panel._hours = self.hours

    def beat(self, sequence: int) -> None:
        snapshot = beat(sequence)
        self.page.remember(snapshot)
        self.page.show_snapshot(snapshot)

    def wait(self, seconds: float) -> None:
        """Let so many seconds go by, and a frame be drawn."""
        self.now_s += seconds
        self.hours.follow(self.page)
        self.qtbot.waitUntil(lambda: self.hours._operation is None)


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication) -> Iterator[Stage]:
    theme.apply(qapp, "light")
    stage = Stage(qtbot)
    yield stage
    stage.holder.hide()
    assert close_readers()


def test_the_last_hours_are_read_when_all_else_is_there_and_then_once_in_a_while(stage: Stage) -> None:
    stage.wait(FIRST_AFTER_S / 2)
    assert stage.reader.wishes == []

    stage.wait(FIRST_AFTER_S)
    (wish,) = stage.reader.wishes
    assert wish.span == Span(from_ms=NOW_MS - LENGTH_MS, to_ms=NOW_MS)
    assert [row.title for row in stage.hours.map.content.rows][:2] == ["postgres", "zstd"]
    assert stage.panel.head.accessibleName().startswith("Programs over the last 12 h")

    for _ in range(20):
        stage.wait(1.0)
    assert len(stage.reader.wishes) == 1
    stage.reader.to_ms += 60_000
    stage.wait(10 * LEAST_S)
    assert len(stage.reader.wishes) == 2


def test_of_a_recording_that_has_just_begun_more_is_shown_soon(stage: Stage) -> None:
    """It is read when there is twice as much: seldom enough, and never a minute of nothing."""
    lengths_s: list[float] = []
    begin_ms = stage.reader.from_ms
    stage.reader.to_ms = begin_ms + 8_000
    for _ in range(180):
        stage.wait(1.0)
        stage.reader.to_ms += 1000
        span = stage.reader.wishes[-1].span if stage.reader.wishes else None
        if span is not None and (not lengths_s or lengths_s[-1] != span.to_ms - span.from_ms):
            lengths_s.append(span.to_ms - span.from_ms)

    assert 4 <= len(lengths_s) <= 7
    assert lengths_s[1] < 30_000
    assert lengths_s[-1] > 100_000


def test_a_click_goes_to_the_moment_of_the_cell(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    gone: list[int] = []
    monkeypatch.setattr(stage.moment, "go_to", gone.append)
    stage.wait(FIRST_AFTER_S + 1)
    plot = stage.hours.map.plot()

    QTest.mouseClick(stage.hours.map, Qt.MouseButton.LeftButton, pos=QPoint(plot.center().x(), plot.top() + 5))
    assert gone == [pytest.approx(NOW_MS - LENGTH_MS // 2, abs=LENGTH_MS / plot.width() + 1)]


def test_what_can_not_be_read_leaves_the_old_map_and_is_not_tried_with_every_frame(stage: Stage) -> None:
    stage.wait(FIRST_AFTER_S + 1)
    before = stage.hours.map.content
    stage.reader.trouble = "The history can not be read."
    stage.wait(10 * LEAST_S)
    asked = len(stage.reader.asked)
    for _ in range(5):
        stage.wait(1.0)
    assert stage.hours.map.content is before
    assert len(stage.reader.asked) == asked


def test_why_it_could_not_be_read_is_said_in_the_language_of_the_window(stage: Stage, qapp: QApplication) -> None:
    stage.reader.trouble = "the server did not answer for 5 s"
    with pseudo_language(qapp):
        stage.wait(10 * LEAST_S)
        said = stage.hours.map.accessibleName()

    assert f"{pseudo('the server did not answer for {seconds} s').format(seconds=5)} " in said


def test_before_it_is_read_and_where_there_is_nothing_it_says_so_in_its_place(stage: Stage) -> None:
    """To who sees it, in the words that stand there, and to who hears it, in its name."""
    said = stage.hours.map.accessibleName
    assert said() == "Heat map, Reading who used most CPU…"

    stage.reader.is_empty = True
    stage.wait(FIRST_AFTER_S + 1)
    assert said().startswith("Heat map, Nothing is recorded yet. Who used most CPU appears here")
    assert not stage.hours.map.has_values

    stage.reader.trouble, stage.reader.is_empty = "The history can not be read.", False
    stage.wait(10 * LEAST_S)
    assert said().startswith("Heat map, The history can not be read. It is tried again in a minute")

    stage.reader.trouble = None
    stage.wait(10 * LEAST_S)
    assert said() == f"{stage.hours.map.name}, heat map with {len(stage.hours.map.content.rows)} rows"


def test_where_recording_is_off_the_head_says_what_the_map_is_made_of(stage: Stage) -> None:
    stage.is_recorded = False
    stage.wait(FIRST_AFTER_S + 1)

    assert (
        "recording is off: only what this window remembers, switch it on in Settings"
        in stage.panel.head.accessibleName()
    )


@pytest.mark.parametrize(
    ("cursor_h", "expected_h"),
    [(None, (36, 48)), (47, (36, 48)), (37, (36, 48)), (30, (21, 33)), (1, (0, 4)), (13, (4, 16))],
)
def test_the_hours_are_the_last_or_those_around_the_moment(
    cursor_h: float | None, expected_h: tuple[float, float]
) -> None:
    recorded = Span(from_ms=0, to_ms=48 * HOUR_MS)
    found = hours_around(recorded, None if cursor_h is None else round(cursor_h * HOUR_MS))
    assert (found.from_ms / HOUR_MS, found.to_ms / HOUR_MS) == expected_h


def test_the_map_stands_over_two_columns_beside_others_and_its_room_is_kept_before_it_is_there(
    qtbot: QtBot, qapp: QApplication
) -> None:
    theme.apply(qapp, "light")
    page = OverviewPage(open_reader=lambda: MadeUpPast(NOW_MS))
    qtbot.addWidget(page)
    page.resize(1140, 900)
    show_active(page, qtbot)
    panel = page._heat
    assert panel is not None
    kept_px = panel.foot.height()
    across = panel.foot.width() / page._panels[0].foot.width()
    assert panel.map is None
    assert 2.0 < across < 2.3

    OverviewHours(panel, lambda: MadeUpPast(NOW_MS), page, is_recorded=lambda: True)
    QApplication.processEvents()
    assert panel.map is not None
    assert abs(panel.foot.height() - kept_px) <= 8
    order = list(page.tab_order())
    assert panel.map in order
    page.resize(760, 900)
    qtbot.wait(1)
    assert panel.foot.width() <= 760


def test_without_a_memory_there_is_no_heat_map(qtbot: QtBot) -> None:
    page = OverviewPage()
    qtbot.addWidget(page)
    assert page._heat is None


def test_a_frame_between_two_readings_costs_next_to_nothing(stage: Stage) -> None:
    """It may add a third of a millisecond; a hundredth of that is left for machines that are slow today."""
    stage.wait(FIRST_AFTER_S + 1)
    took_s = min(timeit.repeat(lambda: stage.hours.follow(stage.page), number=100, repeat=10)) / 100
    assert took_s < 0.1e-3


def test_a_start_loads_nothing_of_heat_maps() -> None:
    script = "import sys, procmon_gui.program, procmon_gui.ui.pages.overview; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout.split()
    unwanted = [name for name in loaded if "heat" in name and name != "procmon_gui.ui.pages.overview_heat"]
    assert unwanted == []
    assert "procmon_gui.domain.ranges" not in loaded
