"""A heat map by pointer and by keyboard, its picture, and its twin."""

import csv
import io
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.domain.history import Span
from procmon_gui.ui import theme
from procmon_gui.ui.theme.ramps import LEVELS, table
from procmon_gui.ui.widgets.chart_table import ChartTable
from procmon_gui.ui.widgets.file_saver import FileContent
from procmon_gui.ui.widgets.heat_map.content import HeatContent, HeatRow
from procmon_gui.ui.widgets.heat_map.heat_map import HeatMap
from procmon_gui.ui.widgets.heat_map.picture import colours_of
from procmon_gui.ui.widgets.history.pointed import Pointed
from tests.ui.screen import show_active

STEP_MS = 60_000
FROM_MS = 1_790_000_040_000
STEPS = 20
WINDOW = Span(from_ms=FROM_MS, to_ms=FROM_MS + STEPS * STEP_MS)
NAN = float("nan")


def content(rows: int = 3, *, levels: np.ndarray | None = None) -> HeatContent:
    """Return a map in which each cell is later and lower warmer; the fifth minute was not recorded."""
    given = levels if levels is not None else np.linspace(0, 1, rows * STEPS).reshape(rows, STEPS)
    is_recorded = np.ones(STEPS, np.bool_)
    is_recorded[5] = False
    given = np.where(is_recorded, given, np.nan)
    names = ["zstd", "=cmd()", "postgres", *(f"p{number}" for number in range(rows))][:rows]
    return HeatContent(
        name="Programs, CPU",
        subject="Program",
        rows=tuple(HeatRow(title=name, about=f"{name}, /bin/{name}", code=name, unit="ratio") for name in names),
        from_ms=FROM_MS,
        step_ms=STEP_MS,
        levels=given,
        values=given / 2,
        most=given,
        is_recorded=is_recorded,
        words=lambda row, column: (f"{row}/{column} %", "max 9 %"),
        low="0",
        high="50 %",
        note=("1 min a cell",),
    )


@pytest.fixture
def heat(qtbot: QtBot) -> HeatMap:
    made = HeatMap()
    made.show_content(content())
    made.show_window(WINDOW)
    made.resize(900, made.sizeHint().height())
    qtbot.addWidget(made)
    show_active(made, qtbot)
    return made


def place(heat: HeatMap, row: int, column: float) -> QPoint:
    plot = heat.plot()
    x = plot.left() + (column + 0.5) * plot.width() / STEPS
    return QPoint(round(x), plot.top() + row * heat.row_px + heat.row_px // 2)


def move(heat: HeatMap, at: QPoint, buttons: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    """Move the pointer there at once, wherever that of the screen is."""
    everywhere = heat.mapToGlobal(at)
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(at), QPointF(everywhere), Qt.MouseButton.NoButton, buttons,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(heat, event)


def middle_ms(column: int) -> int:
    return FROM_MS + column * STEP_MS + STEP_MS // 2


def seen(signal: object) -> list[object]:
    found: list[object] = []
    signal.connect(lambda *values: found.append(values[0] if len(values) == 1 else values))  # type: ignore[attr-defined]
    return found


# ---- the pointer


def test_the_cell_under_the_pointer_is_told_with_its_time_and_all_charts_hear_of_the_moment(heat: HeatMap) -> None:
    moments = seen(heat.hovered)
    move(heat, place(heat, 2, 7))

    assert heat.cell == (2, 7)
    when, value, more = heat.card_lines
    assert " to " in when
    assert (value, more) == ("postgres: 2/7 %", "max 9 %")
    assert "postgres, /bin/postgres" in heat.accessibleName()
    assert "2/7 %" in heat.accessibleName()
    assert moments[-1] == pytest.approx(middle_ms(7), abs=STEP_MS / 10)

    move(heat, QPoint(10, 10))
    assert heat.cell is None
    assert heat.card_lines == ()
    assert moments[-1] is None


def test_what_stands_on_the_card_is_of_the_cells_in_sight(heat: HeatMap) -> None:
    """Zooming reads cells of another length, while the pointer stands still."""
    move(heat, place(heat, 2, 7))
    before = heat.card_lines

    heat.show_content(replace(content(), step_ms=STEP_MS // 2, words=lambda row, column: (f"{row}/{column} of half",)))

    assert heat.card_lines != before
    assert heat.card_lines[1] == "postgres: 2/15 of half"
    heat.show_content(content(rows=1))
    assert (heat.cell, heat.card_lines) == (None, ())


def test_a_click_is_the_moment_and_a_drag_is_not(heat: HeatMap) -> None:
    moments, drags = seen(heat.moment_asked), seen(heat.drag_asked)
    QTest.mouseClick(heat, Qt.MouseButton.LeftButton, pos=place(heat, 1, 12))
    assert moments == [pytest.approx(middle_ms(12), abs=STEP_MS / 10)]

    start = place(heat, 1, 12)
    QTest.mousePress(heat, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        move(heat, start - QPoint(20 * step, 0), Qt.MouseButton.LeftButton)
    QTest.mouseRelease(heat, Qt.MouseButton.LeftButton, pos=start - QPoint(100, 0))

    assert len(moments) == 1
    plot_ms = WINDOW.to_ms - WINDOW.from_ms
    assert sum(drags) == pytest.approx(100 * plot_ms / heat.plot().width(), rel=0.05)  # type: ignore[arg-type]


def test_a_click_beside_the_cells_goes_nowhere(heat: HeatMap) -> None:
    moments = seen(heat.moment_asked)
    QTest.mouseClick(heat, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    QTest.mouseClick(heat, Qt.MouseButton.LeftButton, pos=QPoint(heat.plot().center().x(), heat.height() - 2))
    assert moments == []


# ---- the keyboard


def test_arrows_go_from_cell_to_cell_and_return_is_the_moment(heat: HeatMap) -> None:
    moments, hovered, sights = seen(heat.moment_asked), seen(heat.hovered), seen(heat.sight_asked)
    heat.setFocus()
    QTest.keyClick(heat, Qt.Key.Key_Left)
    # The first key begins at the newest cell.
    assert heat.cell == (0, STEPS - 1)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(heat, key)

    assert heat.cell == (2, STEPS - 2)
    assert hovered[-1] == sights[-1] == middle_ms(STEPS - 2)
    assert "2/18 %" in heat.accessibleName()
    QTest.keyClick(heat, Qt.Key.Key_Return)
    assert moments == [middle_ms(STEPS - 2)]
    QTest.keyClick(heat, Qt.Key.Key_Home)
    assert heat.cell == (2, 0)
    QTest.keyClick(heat, Qt.Key.Key_PageDown)
    assert heat.cell == (2, 10)
    QTest.keyClick(heat, Qt.Key.Key_End)
    assert heat.cell == (2, STEPS - 1)


def test_the_keyboard_begins_where_the_moment_of_the_window_is(heat: HeatMap) -> None:
    heat.point(Pointed(cursor_ms=middle_ms(3)))
    heat.clearFocus()
    heat.setFocus(Qt.FocusReason.TabFocusReason)
    assert heat.cell == (0, 3)


def test_keys_zoom_about_the_cell(heat: HeatMap) -> None:
    zooms = seen(heat.zoom_asked)
    heat.setFocus()
    QTest.keyClick(heat, Qt.Key.Key_Home)
    QTest.keyClick(heat, Qt.Key.Key_Plus)
    QTest.keyClick(heat, Qt.Key.Key_Minus)
    assert zooms == [(0.8, float(middle_ms(0))), (1 / 0.8, float(middle_ms(0)))]


def test_without_hands_wheel_and_keys_leave_the_time_alone(heat: HeatMap, qtbot: QtBot) -> None:
    small = HeatMap(has_hands=False)
    small.show_content(content())
    small.show_window(WINDOW)
    qtbot.addWidget(small)
    zooms = seen(small.zoom_asked)
    QTest.keyClick(small, Qt.Key.Key_Plus)
    assert zooms == []


def test_who_points_at_a_row_goes_on_pointing_at_it_when_others_come(heat: HeatMap) -> None:
    move(heat, place(heat, 2, 7))
    before = content()
    heat.show_content(
        HeatContent(
            name=before.name,
            rows=before.rows[::-1],
            from_ms=FROM_MS + STEP_MS,
            step_ms=STEP_MS,
            levels=before.levels,
            values=before.values,
            most=before.most,
            is_recorded=before.is_recorded,
        )
    )
    assert heat.cell == (0, 6)


# ---- the picture


def pixel(image: QImage, at: QPoint) -> int:
    return image.pixel(at) & 0xFFFFFF


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_cells_have_the_colour_of_their_level_and_what_was_not_recorded_is_hatched(
    heat: HeatMap, qapp: QApplication, mode: theme.Mode
) -> None:
    theme.apply(qapp, mode)
    ramp = table(theme.current().sequential) & 0xFFFFFF
    image = heat.grab().toImage()

    for row, column in ((0, 0), (0, 4), (1, 12), (2, 19)):
        level = heat.content.levels[row, column]
        assert pixel(image, place(heat, row, column)) == ramp[round(level * (LEVELS - 1))]
    gap = {pixel(image, place(heat, 1, 5) + QPoint(across, down)) for across in range(-8, 8) for down in range(-4, 4)}
    hatch, page = (theme.colour(token).rgb() & 0xFFFFFF for token in ("line2", "bg1"))
    assert gap == {hatch, page}
    assert not gap & set(ramp.tolist()) or mode == "dark"
    theme.apply(qapp, "light")


def test_a_single_cell_that_is_not_known_is_hatched_too_and_never_a_colour(heat: HeatMap) -> None:
    levels = np.full((3, STEPS), 0.5)
    levels[1, 8] = NAN
    heat.show_content(content(levels=levels))
    image = heat.grab().toImage()
    unknown = {pixel(image, place(heat, 1, 8) + QPoint(across, 0)) for across in range(-8, 8)}

    assert int(colours_of(heat.content)[1, 8]) == 0
    assert unknown <= {theme.colour(token).rgb() & 0xFFFFFF for token in ("line2", "bg1")}
    assert pixel(image, place(heat, 1, 9)) not in unknown


def test_before_anything_was_read_it_tells_no_time(qtbot: QtBot) -> None:
    """There is none yet, and 00:00:00 would be a lie."""
    heat = HeatMap()
    heat.resize(600, 60)
    qtbot.addWidget(heat)
    show_active(heat, qtbot)

    image = heat.grab().toImage()

    foot = range(heat.plot().bottom() + 3, image.height() - 3)
    assert len({pixel(image, QPoint(x, y)) for y in foot for x in range(3, image.width() - 3)}) == 1


def test_the_cursor_is_one_line_through_all_rows(heat: HeatMap) -> None:
    heat.point(Pointed(cursor_ms=middle_ms(9)))
    image = heat.grab().toImage()
    x = place(heat, 0, 9).x()
    line = theme.colour("t1").rgb() & 0xFFFFFF
    for row in range(3):
        assert line in {pixel(image, QPoint(x + beside, place(heat, row, 9).y())) for beside in (-1, 0, 1)}


@pytest.mark.parametrize("rows", [0, 1, 8, 12, 24, 25, 64, 512])
def test_any_number_of_rows_has_its_place_and_stays_within_a_page(heat: HeatMap, rows: int) -> None:
    heat.show_content(content(rows) if rows else HeatContent(name="nothing"))
    heat.resize(900, heat.sizeHint().height())

    assert heat.plot().height() <= 24 * 30 or rows > 360
    assert heat.grab().toImage().height() == heat.sizeHint().height()
    if rows:
        assert heat.cell_at(place(heat, rows - 1, 3).x(), heat.plot().bottom()) == (rows - 1, 3)


# ---- the twin


def test_the_table_has_a_line_for_each_cell_in_sight_the_newest_first(heat: HeatMap, qtbot: QtBot) -> None:
    heat.show_window(Span(from_ms=FROM_MS + 10 * STEP_MS, to_ms=FROM_MS + 12 * STEP_MS - 1))
    heat.setFocus()
    QTest.keyClick(heat, Qt.Key.Key_T)
    (shown,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, ChartTable) and one.isVisible())
    model = shown.table.model()
    rows = [[model.index(row, column).data() for column in range(5)] for row in range(model.rowCount())]

    assert shown.windowTitle() == "Programs, CPU"
    assert [row[2] for row in rows] == 2 * ["zstd, /bin/zstd", "=cmd(), /bin/=cmd()", "postgres, /bin/postgres"]
    assert [row[3] for row in rows] == ["0/11 %", "1/11 %", "2/11 %", "0/10 %", "1/10 %", "2/10 %"]
    assert {row[1] for row in rows} == {"60 s"}
    shown.close()


def test_values_are_copied_and_saved_as_they_are_and_a_name_is_no_formula(heat: HeatMap) -> None:
    saved = seen(heat.saving_asked)
    heat.setFocus()
    QTest.keyClick(heat, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 1 + 3 * STEPS
    assert "\t'=cmd(), " in QGuiApplication.clipboard().text()

    heat.twins.save_csv()
    (file,) = saved
    assert isinstance(file, FileContent)
    assert isinstance(file.data, str)
    rows = list(csv.DictReader(io.StringIO(file.data)))
    assert len(rows) == 3 * STEPS
    assert rows[1]["subject"] == "'=cmd()"
    assert rows[3]["at_utc"] > rows[0]["at_utc"]
    # Nothing is known of the fifth minute: no number, and no zero.
    assert [row["mean"] for row in rows[15:18]] == ["", "", ""]
    assert float(rows[-1]["level"]) == pytest.approx(1.0)
    assert float(rows[-1]["mean"]) == pytest.approx(0.5)


def test_the_picture_of_a_file_has_no_cell_that_the_reader_pointed_at(heat: HeatMap) -> None:
    still = heat.picture()
    move(heat, place(heat, 1, 7))
    assert heat.picture() == still
    assert heat.cell == (1, 7)
