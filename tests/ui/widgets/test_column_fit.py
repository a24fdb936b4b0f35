"""The columns of the process table in windows of any width."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.ui import theme
from procmon_gui.ui.models.process_columns import FIRST_COLUMNS
from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.widgets.column_fit import FOLDS
from procmon_gui.ui.widgets.process_header import ProcessHeader
from procmon_gui.ui.widgets.process_painter import ProcessPainter
from procmon_gui.ui.widgets.process_view import ProcessView
from tests.ui.population import crowd, next_beat
from tests.ui.screen import show_active

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> Iterator[ProcessView]:
    theme.apply(qapp, "dark")
    model = ProcessModel()
    model.show_snapshot(crowd(50))
    view = ProcessView(model)
    # A window manager would answer a wish for another size when it likes, if at all.
    view.setWindowFlag(Qt.WindowType.BypassWindowManagerHint)
    qtbot.addWidget(view)
    view.resize(1140, 600)
    show_active(view, qtbot)
    yield view
    view.hide()
    model.deleteLater()


def shown(view: ProcessView) -> list[str]:
    model = view.model()
    assert isinstance(model, ProcessModel)
    header = view.horizontalHeader()
    return [
        metric_id for section, metric_id in enumerate(model.column_ids) if not header.isSectionHidden(section)
    ]  # fmt: skip


def width_of(view: ProcessView, metric_id: str) -> int:
    model = view.model()
    assert isinstance(model, ProcessModel)
    return view.columnWidth(model.column_of(metric_id))


def grow(view: ProcessView, width: int) -> None:
    view.resize(width, 600)
    QApplication.processEvents()


def test_columns_fold_in_their_order_and_come_back(view: ProcessView) -> None:
    grow(view, 1600)
    before = shown(view)

    for width in range(1100, 300, -20):
        grow(view, width)
        hidden = [one for one in FOLDS if one not in shown(view)]
        assert hidden == list(FOLDS[: len(hidden)])
    assert shown(view) == ["name", "pid", "cpu_ratio", "rss_bytes"]
    grow(view, 1600)

    assert shown(view) == before


def test_nothing_folds_in_a_window_of_1280_pixels_because_states_are_letters(view: ProcessView) -> None:
    grow(view, 1130)

    assert set(shown(view)) == set(FIRST_COLUMNS)
    assert width_of(view, "state") < 40


def test_states_are_words_where_there_is_room_and_letters_where_there_is_not(view: ProcessView) -> None:
    model = view.model()
    assert isinstance(model, ProcessModel)
    painter, state = ProcessPainter(model, view.font(), view), PROCESS_CATALOGUE.by_id["state"]

    grow(view, 1700)
    assert not painter.says_letters(state, width_of(view, "state"))
    grow(view, 1130)
    assert painter.says_letters(state, width_of(view, "state"))
    grow(view, 1700)

    assert not painter.says_letters(state, width_of(view, "state"))
    assert view.column_fit.kept_width("state", 0) == 0


def test_a_state_that_is_the_last_column_follows_the_window_too(view: ProcessView) -> None:
    """Qt stretches the last column, as if the reader had drawn it."""
    for width in (852, 700, 900, 640, 852):
        grow(view, width)
        assert shown(view)[-1] == "state"
        assert width_of(view, "state") < 40

    grow(view, 1700)

    assert width_of(view, "state") > view.fontMetrics().horizontalAdvance("tracing-stop")


def test_a_state_that_was_drawn_to_a_width_keeps_it(view: ProcessView) -> None:
    model = view.model()
    assert isinstance(model, ProcessModel)
    grow(view, 1700)

    view.setColumnWidth(model.column_of("state"), 34)
    grow(view, 1800)

    assert width_of(view, "state") == 34


def test_a_command_line_can_be_read_or_is_not_there(view: ProcessView) -> None:
    """Beside the detail, which has it too, the disks stay."""
    letter = QFontMetrics(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)).horizontalAdvance("x")

    grow(view, 1130)
    assert width_of(view, "command_line") >= 26 * letter
    grow(view, 793)

    assert "command_line" not in shown(view)
    assert "disk_write_bytes_per_s" in shown(view)


def test_rows_that_change_places_leave_the_columns_alone_also_the_folded_ones(view: ProcessView) -> None:
    """Or the whole table is painted anew at every beat in another order."""
    grow(view, 852)
    model = view.model()
    assert isinstance(model, ProcessModel)
    before = model.rows.serials.copy()
    resized: list[tuple[int, int, int]] = []
    view.horizontalHeader().sectionResized.connect(lambda *change: resized.append(change))

    model.show_snapshot(next_beat(crowd(50), np.random.default_rng(5)))
    QApplication.processEvents()

    assert model.rows.serials.tolist() != before.tolist()
    assert resized == []


def test_nothing_has_to_be_scrolled_sideways_at_900_pixels(view: ProcessView) -> None:
    grow(view, 852)

    assert view.horizontalScrollBar().maximum() == 0
    assert {"name", "pid", "user", "cpu_ratio", "rss_bytes"} <= set(shown(view))


def test_the_curves_go_when_nothing_else_can(view: ProcessView) -> None:
    header = view.horizontalHeader()
    assert isinstance(header, ProcessHeader)
    wide = width_of(view, "cpu_ratio")

    grow(view, 430)

    assert not header.has_sparklines
    assert width_of(view, "cpu_ratio") < wide


def test_the_name_takes_what_a_wide_window_has(view: ProcessView) -> None:
    narrow = width_of(view, "name")

    grow(view, 1700)

    assert width_of(view, "name") > narrow
    assert width_of(view, "command_line") > width_of(view, "name")


def test_a_name_that_was_drawn_to_a_width_keeps_it(view: ProcessView) -> None:
    view.setColumnWidth(0, 300)

    grow(view, 1700)

    assert width_of(view, "name") == 300
    assert view.column_fit.kept_width("name", 0) == 300


def test_a_folded_column_keeps_its_width_for_the_next_start(view: ProcessView) -> None:
    model = view.model()
    assert isinstance(model, ProcessModel)
    user = model.column_of("user")
    view.setColumnWidth(user, 133)
    grow(view, 430)

    assert view.columnWidth(user) == 0
    assert view.column_fit.kept_width("user", user) == 133


def test_the_keyboard_steps_over_folded_columns(view: ProcessView) -> None:
    grow(view, 430)
    view.go_to_row(0)

    for _ in range(5):
        QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)

    assert view.columnWidth(view.currentIndex().column()) > 0


def test_home_and_end_go_to_the_first_and_the_last_process(view: ProcessView) -> None:
    view.go_to_row(3)

    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().row() == view.model().rowCount() - 1
    QTest.keyClick(view, Qt.Key.Key_Home)

    assert view.currentIndex().row() == 0


def test_columns_follow_letters_that_grow_while_the_program_runs(view: ProcessView, qapp: QApplication) -> None:
    """No number is cut in a column that was made for smaller ones; nothing counts as drawn by the reader."""
    before = qapp.font()
    grow(view, 1900)
    narrow = width_of(view, "rss_bytes")
    font = qapp.font()
    font.setPointSizeF(font.pointSizeF() * 1.7)

    try:
        qapp.setFont(font)
        QApplication.processEvents()

        assert width_of(view, "rss_bytes") >= 1.5 * narrow
        assert view.column_fit.kept_width("name", 0) == 0
    finally:
        qapp.setFont(before)
        QApplication.processEvents()
