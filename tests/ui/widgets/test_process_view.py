"""The table that draws itself: keyboard, pointer, scroll position, and what it draws."""

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from procmon_gui.ui import theme
from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.models.process_shape import Shape
from procmon_gui.ui.widgets.glyphs import one_line
from procmon_gui.ui.widgets.process_view import ProcessView
from tests.ui.population import Person, crowd, family, next_beat, snapshot_of

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

#   1 ── 2 ── 4
#   │    └── 5
#   └─ 3
FAMILY = ((1, 0), (2, 1), (3, 1), (4, 2), (5, 2))
HOSTILE = (
    "new\nline",
    "carriage\rreturn",
    "tab\tbed",
    "\x1b[31mred\x1b[0m",
    "bell\x07",
    "\x9b2J",
    "\u202egnp.exe",
    "zero\u200bwidth",
    "x" + "\u0301" * 2000,
    "\udcff\udc80",
    '<img src="file:///etc/passwd">',
    "a) R 1 (b",
    "\u2028line\u2029paragraph",
    "ﷺ" * 50,
    "",
)


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> Iterator[ProcessView]:
    theme.apply(qapp, "dark")
    model = ProcessModel()
    model.sort_by(None, is_descending=False)
    view = ProcessView(model)
    view.resize(1100, 300)
    qtbot.addWidget(view)
    yield view
    view.hide()
    model.deleteLater()


def model_of(view: ProcessView) -> ProcessModel:
    model = view.model()
    assert isinstance(model, ProcessModel)
    return model


def pictured(view: ProcessView) -> QImage:
    return view.viewport().grab().toImage()


def current_pid(view: ProcessView) -> int:
    return view.current_serial() // 100


# ---- keyboard


def test_left_and_right_fold_and_walk_as_in_every_tree(view: ProcessView) -> None:
    model = model_of(view)
    model.show_snapshot(snapshot_of(family(*FAMILY)))
    view.go_to_row(model.rows.row_of(400))
    expected = [
        (Qt.Key.Key_Left, 2, 5),
        (Qt.Key.Key_Left, 2, 3),
        (Qt.Key.Key_Left, 1, 3),
        (Qt.Key.Key_Right, 2, 3),
        (Qt.Key.Key_Right, 2, 5),
        (Qt.Key.Key_Right, 4, 5),
        (Qt.Key.Key_Right, 4, 5),
        (Qt.Key.Key_Up, 2, 5),
        (Qt.Key.Key_Minus, 2, 3),
        (Qt.Key.Key_Plus, 2, 5),
    ]

    for key, pid, count in expected:
        QTest.keyClick(view, key)
        assert (current_pid(view), model.rowCount()) == (pid, count), key


def test_the_star_opens_everything_below(view: ProcessView) -> None:
    model = model_of(view)
    model.show_snapshot(snapshot_of(family(*FAMILY)))
    for serial in (200, 100):
        model.set_open(model.rows.row_of(serial), False)
    view.go_to_row(0)
    assert model.rowCount() == 1

    QTest.keyClick(view, Qt.Key.Key_Asterisk)

    assert model.rowCount() == 5


def test_typing_letters_goes_to_a_name_and_capitals_with_shift_sort(view: ProcessView) -> None:
    model = model_of(view)
    model.show_snapshot(snapshot_of(family((1, 0), (2, 0), (3, 0), p1="init", p2="postgres", p3="python")))
    view.go_to_row(0)
    asked: list[str] = []
    view.keys.sort_asked.connect(asked.append)

    QTest.keyClicks(view, "py")
    assert current_pid(view) == 3
    QTest.keyClick(view, Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_M, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_T, Qt.KeyboardModifier.ShiftModifier)

    assert asked == ["cpu_ratio", "rss_bytes", "cpu_time_s"]
    assert current_pid(view) == 3


def test_a_minus_within_a_name_that_is_typed_folds_nothing(view: ProcessView) -> None:
    model = model_of(view)
    model.show_snapshot(snapshot_of(family((1, 0), (2, 1), (3, 2), p1="ssh", p2="ssh-agent", p3="ssh-b")))
    view.go_to_row(0)

    QTest.keyClicks(view, "ssh-b")

    assert current_pid(view) == 3
    assert model.rowCount() == 3


def test_the_same_letter_again_steps_through_the_names(view: ProcessView) -> None:
    model = model_of(view)
    model.show_snapshot(snapshot_of(family((1, 0), (2, 0), (3, 0), (4, 0), p2="pa", p3="x", p4="pb")))
    view.go_to_row(0)

    seen = []
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_P)
        seen.append(current_pid(view))

    assert seen == [2, 4, 2]


def test_ctrl_and_arrows_move_the_focus_cell(view: ProcessView) -> None:
    model_of(view).show_snapshot(snapshot_of(family(*FAMILY)))
    view.go_to_row(1)

    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)

    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 1)
    assert view.selected_serials() == [200]


# ---- pointer


def test_a_click_on_the_chevron_folds_and_selects_nobody(view: ProcessView) -> None:
    model = model_of(view)
    model.show_snapshot(snapshot_of(family(*FAMILY)))
    middle = view.verticalHeader().defaultSectionSize() // 2
    view.show()

    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(14, middle))

    assert model.rowCount() == 1
    assert view.selected_rows() == []
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(80, middle))
    assert view.selected_serials() == [100]


def test_rows_keep_their_places_under_the_pointer_and_are_let_go_after(view: ProcessView) -> None:
    model = model_of(view)
    people = family((1, 0), (2, 0))
    model.set_shape(Shape.FLAT)
    model.sort_by("cpu_ratio", is_descending=True)
    model.show_snapshot(snapshot_of(people))
    view.show()
    view.viewportEvent(_moved(QPoint(60, 20)))
    busy = [replace(person, values={"cpu_ratio": float(person.pid)}) for person in people]
    model.show_snapshot(snapshot_of(busy, sequence=2))

    assert model.holds_order
    assert model.rows.serials.tolist() == [100, 200]
    view.held._let_go.timeout.emit()
    assert model.rows.serials.tolist() == [200, 100]


def _moved(at: QPoint) -> QMouseEvent:
    none = Qt.MouseButton.NoButton
    return QMouseEvent(QEvent.Type.MouseMove, QPointF(at), QPointF(at), none, none, Qt.KeyboardModifier.NoModifier)


# ---- what survives a beat


@pytest.mark.parametrize("chosen", [[3], [0, 1, 2, 7, 8, 40], list(range(60))])
def test_the_same_processes_stay_selected_while_rows_change_places_and_nobody_is_told(
    view: ProcessView, chosen: list[int]
) -> None:
    model = model_of(view)
    model.set_shape(Shape.FLAT)
    model.sort_by("cpu_ratio", is_descending=True)
    snapshot = crowd(60)
    model.show_snapshot(snapshot)
    flag = QItemSelectionModel.SelectionFlag
    for row in chosen:
        view.selectionModel().select(model.index(row, 0), flag.Select | flag.Rows)
    before = set(view.selected_serials())
    told: list[object] = []
    view.selectionModel().selectionChanged.connect(told.append)
    rng = np.random.default_rng(5)

    for turn in range(4):
        serials = snapshot.serials.copy()
        serials[10 + turn] = 50_000 + turn
        snapshot = replace(next_beat(snapshot, rng), serials=serials, text_revisions=serials)
        model.show_snapshot(snapshot)

    assert set(view.selected_serials()) == before & set(model.rows.serials.tolist())
    assert len(view.selected_serials()) >= len(chosen) - 4
    assert told == []


def test_selecting_ten_thousand_rows_does_not_make_a_beat_slow(view: ProcessView) -> None:
    """Qt's own way to follow them takes most of a second; a busy machine may be ten times slower than ours."""
    model = model_of(view)
    model.set_shape(Shape.FLAT)
    model.sort_by("cpu_ratio", is_descending=True)
    snapshot = crowd(10_000)
    model.show_snapshot(snapshot)
    view.selectAll()
    serials = snapshot.serials.copy()
    serials[5000:5010] = np.arange(10) + 10**6
    snapshot = replace(next_beat(snapshot, np.random.default_rng(5)), serials=serials, text_revisions=serials)

    start_s = time.thread_time()
    model.show_snapshot(snapshot)

    assert time.thread_time() - start_s < 0.3
    assert len(view.selected_rows()) == 10_000


def test_the_scroll_position_stays_with_its_process_where_the_order_is_steady(view: ProcessView) -> None:
    model = model_of(view)
    model.set_shape(Shape.FLAT)
    people = family(*((pid, 0) for pid in range(100, 300)))
    model.show_snapshot(snapshot_of(people))
    view.show()
    QApplication.processEvents()
    view.verticalScrollBar().setValue(50 * view.verticalHeader().defaultSectionSize() + 7)
    assert model.rows.serials[view.visible_rows()[0]] == 15_000

    born = [Person(serial=pid, pid=pid) for pid in range(1, 30)]
    model.show_snapshot(snapshot_of([*people, *born], sequence=2))
    QApplication.processEvents()

    assert model.rows.serials[view.visible_rows()[0]] == 15_000
    assert view.verticalOffset() % view.verticalHeader().defaultSectionSize() == 7


def test_the_top_of_a_list_sorted_by_cpu_stays_the_top(view: ProcessView) -> None:
    model = model_of(view)
    model.set_shape(Shape.FLAT)
    model.sort_by("cpu_ratio", is_descending=True)
    rng = np.random.default_rng(3)
    snapshot = crowd(200)
    model.show_snapshot(snapshot)
    view.show()
    QApplication.processEvents()
    view.verticalScrollBar().setValue(120)

    for _ in range(5):
        snapshot = next_beat(snapshot, rng)
        model.show_snapshot(snapshot)
        QApplication.processEvents()

    assert view.verticalOffset() == 120


def test_the_keyboard_stays_at_its_row_when_the_process_there_ends(view: ProcessView) -> None:
    model = model_of(view)
    model.set_flashes(False)
    people = family((1, 0), (2, 0), (3, 0))
    model.show_snapshot(snapshot_of(people))
    view.go_to_row(1)

    model.show_snapshot(snapshot_of([people[0], people[2]], slots=(0, 2), sequence=2))

    assert view.currentIndex().row() == 1
    assert view.selected_serials() == []


# ---- what is drawn


def test_hostile_names_change_neither_the_height_of_a_row_nor_the_row_below(view: ProcessView) -> None:
    model = model_of(view)
    model.set_shape(Shape.FLAT)
    height = view.verticalHeader().defaultSectionSize()
    view.resize(1100, (len(HOSTILE) * 2 + 3) * height)
    view.show()

    def shown(names: tuple[str, ...]) -> QImage:
        people = [
            Person(serial=place + 1, pid=place + 1, name=said, texts={"command_line": said})
            for place, said in enumerate(names)
        ]
        model.show_snapshot(snapshot_of(people, sequence=1))
        QApplication.processEvents()
        return pictured(view)

    alternate = tuple(said for name in HOSTILE for said in (name, "plain"))
    harmless = tuple(said for _ in HOSTILE for said in ("harmless", "plain"))
    hostile_picture, plain_picture = shown(alternate), shown(harmless)

    assert view.rowHeight(0) == height
    assert len({view.rowHeight(row) for row in range(model.rowCount())}) == 1
    ratio = round(hostile_picture.devicePixelRatio())
    for row in range(1, len(alternate), 2):
        area = (0, row * height * ratio, hostile_picture.width(), height * ratio)
        assert hostile_picture.copy(*area) == plain_picture.copy(*area), alternate[row - 1]


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_that_breaks_or_turns_a_line_is_laid_out(name: str) -> None:
    assert one_line(name).isprintable()


def test_a_tooltip_shows_markup_as_text_and_loads_nothing(view: ProcessView, monkeypatch: pytest.MonkeyPatch) -> None:
    model_of(view).show_snapshot(snapshot_of([Person(serial=1, pid=1, name='<img src="file:///etc/passwd">')]))
    view.show()
    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, said, _widget: shown.append(said))
    at = QPoint(30, 5)

    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at)))

    assert len(shown) == 1
    assert "&lt;img" in shown[0]
    assert "<img" not in shown[0]


def test_colours_say_selected_new_and_ended(view: ProcessView) -> None:
    model = model_of(view)
    model.set_shape(Shape.FLAT)
    people = family((1, 0), (2, 0), (3, 0), (4, 0))
    model.show_snapshot(snapshot_of(people[:3]))
    view.show()
    view.go_to_row(0)
    model.show_snapshot(snapshot_of([people[0], people[1], people[3]], slots=(0, 1, 3), sequence=2))
    QApplication.processEvents()

    picture = pictured(view)
    height = view.verticalHeader().defaultSectionSize() * round(picture.devicePixelRatio())
    colours = [picture.pixelColor(picture.width() - 4, row * height + height // 2).name() for row in range(5)]

    assert model.rows.serials.tolist() == [100, 200, 300, 400]
    dark = theme.current()
    assert colours == [colour.lower() for colour in (dark.sel, dark.bg1, dark.ended, dark.new, dark.bg1)]


def test_a_hot_cell_glows_and_a_selected_one_does_not(view: ProcessView) -> None:
    model = model_of(view)
    model.set_shape(Shape.FLAT)
    people = [replace(person, values={"cpu_ratio": 4.0}) for person in family((1, 0), (2, 0))]
    model.show_snapshot(snapshot_of(people))
    view.show()
    view.go_to_row(1)
    QApplication.processEvents()

    picture = pictured(view)
    ratio = round(picture.devicePixelRatio())
    x = (view.columnViewportPosition(model.column_of("cpu_ratio")) + 3) * ratio
    height = view.verticalHeader().defaultSectionSize() * ratio
    dark = theme.current()

    assert picture.pixelColor(x, height // 4).name() == dark.heat[4].lower()
    assert picture.pixelColor(x, height + height // 4).name() == dark.sel.lower()


def test_no_number_column_can_be_made_too_narrow_for_its_numbers(view: ProcessView) -> None:
    model = model_of(view)
    column = model.column_of("rss_bytes")

    view.setColumnWidth(column, 20)

    assert view.columnWidth(column) >= view.fontMetrics().horizontalAdvance("1023.9 MiB") + 16


def test_the_rows_in_view_and_the_selected_ones_are_watched(view: ProcessView) -> None:
    model = model_of(view)
    model.set_shape(Shape.FLAT)
    model.show_snapshot(crowd(500))
    view.show()
    QApplication.processEvents()
    view.go_to_row(400)
    view.verticalScrollBar().setValue(0)

    slots = view.watched_slots()

    assert len(slots) == len(view.visible_rows()) + 1
    assert int(model.rows.slots[400]) in slots


def test_typing_goes_to_what_a_process_calls_itself(view: ProcessView) -> None:
    model_of(view).show_snapshot(
        snapshot_of(
            [
                Person(serial=1, pid=1, name="postgres", texts={"command_line": "postgres: walwriter"}),
                Person(serial=2, pid=2, name="postgres", texts={"command_line": "postgres: checkpointer"}),
            ]
        )
    )

    assert view.keys.go_to_name("postgres: ch")
    assert view.current_serial() == 2
