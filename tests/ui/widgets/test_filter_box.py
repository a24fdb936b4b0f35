"""Typing a filter: what comes into force, what is said about a wrong one, what is offered."""

import subprocess
import sys
from collections.abc import Iterator
from threading import Event

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.query import Query
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.operation import Operation
from procmon_gui.ui.widgets import filter_box
from procmon_gui.ui.widgets.filter_box import DEBOUNCE_MS, FilterBox
from tests.ui.screen import show_active

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Heard:
    """What the box said, in order: the texts of queries, None for no filter."""

    def __init__(self, box: FilterBox) -> None:
        self.texts: list[str | None] = []
        box.query_changed.connect(self.hear)

    def hear(self, query: Query | None) -> None:
        self.texts.append(query.text if query else None)


@pytest.fixture
def box(qtbot: QtBot, qapp: QApplication) -> Iterator[FilterBox]:
    theme.apply(qapp, "dark")
    window = QWidget()
    column = QVBoxLayout(window)
    box = FilterBox(window)
    column.addWidget(box)
    column.addStretch(1)
    window.resize(600, 200)
    qtbot.addWidget(window)
    show_active(window, qtbot)
    yield box
    window.hide()


def type_in(box: FilterBox, text: str) -> None:
    QTest.keyClicks(box, text)


def test_a_query_comes_into_force_shortly_after_the_last_letter_and_once(box: FilterBox, qtbot: QtBot) -> None:
    heard = Heard(box)

    with qtbot.waitSignal(box.query_changed):
        type_in(box, "postgres")

    assert heard.texts == ["postgres"]
    assert DEBOUNCE_MS <= 50


def test_return_does_not_wait(box: FilterBox) -> None:
    heard = Heard(box)

    type_in(box, "cpu > 5%")
    QTest.keyClick(box, Qt.Key.Key_Return)

    assert heard.texts[-1] == "cpu > 5%"


def test_a_wrong_text_is_outlined_and_explained_while_the_last_good_one_stays_in_force(box: FilterBox) -> None:
    heard = Heard(box)
    box.set_query_text("cpu > 5%")

    box.set_query_text("cpu > banana")

    assert heard.texts == ["cpu > 5%"]
    assert box.query is not None
    assert box.query.text == "cpu > 5%"
    assert box.property("error") is True
    assert box.error_text.startswith("Column 7:")
    assert "expected" in box.error_text
    assert box.accessibleDescription() == box.error_text


def test_the_message_stands_under_the_box_and_shows_markup_as_text(box: FilterBox) -> None:
    box.set_query_text("cpu > <b>x</b>")
    message = box._message

    assert message.isVisible()
    assert message._label.textFormat() == Qt.TextFormat.PlainText
    assert message.mapToGlobal(message.rect().topLeft()).y() >= box.mapToGlobal(box.rect().bottomLeft()).y()


def test_the_message_waits_until_nobody_types_on_and_asks_for_its_room(box: FilterBox, qtbot: QtBot) -> None:
    rooms: list[int] = []
    box.message_room_changed.connect(rooms.append)

    type_in(box, "cpu >")
    qtbot.waitUntil(lambda: box.error_text != "")
    assert not box._message.isVisible()
    assert rooms == []

    qtbot.waitUntil(box._message.isVisible)
    assert rooms == [box._message.height()]
    box.clear()
    box.apply()

    assert rooms[1:] == [0]


def test_mending_the_text_takes_the_outline_away(box: FilterBox) -> None:
    box.set_query_text("cpu >")
    assert box.error_text

    box.set_query_text("cpu > 1%")

    assert box.error_text == ""
    assert box.property("error") is False
    assert not box._message.isVisible()


def test_esc_clears_and_says_that_there_is_no_filter(box: FilterBox) -> None:
    heard = Heard(box)
    box.set_query_text("postgres")

    QTest.keyClick(box, Qt.Key.Key_Escape)

    assert box.text() == ""
    assert heard.texts == ["postgres", None]


def test_fields_and_known_users_are_offered_and_put_in_where_they_belong(box: FilterBox) -> None:
    box.set_known_values({"user": ["anna", "postgres"]})

    type_in(box, "us")
    offered = list(box.offers.words)
    assert any(said.startswith("user") for said in offered)
    box.clear()
    type_in(box, "user = po")
    assert list(box.offers.words) == ["postgres"]
    box.offers.activated.emit("postgres")

    assert box.text() == "user = postgres"


def test_f4_leads_here_and_ctrl_f_asks_the_window_where_to_look(box: FilterBox, qtbot: QtBot) -> None:
    box.clearFocus()

    with qtbot.waitSignal(box.find_asked):
        QTest.keyClick(box.window(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert not box.hasFocus()
    QTest.keyClick(box.window(), Qt.Key.Key_F4)

    assert box.hasFocus()


def test_the_box_has_a_name_for_a_screen_reader(box: FilterBox) -> None:
    assert box.accessibleName() == "Filter processes"


def test_esc_closes_the_offers_before_it_clears_the_text(box: FilterBox) -> None:
    box.setFocus()
    QTest.keyClicks(box, "us")
    popup = box.offers.list
    assert popup.isVisible()

    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert box.text() == "us"
    QTest.keyClick(box, Qt.Key.Key_Escape)

    assert box.text() == ""


def type_until_offered(box: FilterBox, qtbot: QtBot) -> None:
    """Type what two known names begin with, and wait until they are offered."""
    box.set_known_values({"name": ["worker-44", "worker-45"]})
    box.setFocus()
    QTest.keyClicks(box, "name = worker-4")
    qtbot.waitUntil(box.offers.list.isVisible)
    qtbot.wait(50)  # the popup gets the keyboard


def test_return_takes_an_offer_only_when_it_was_gone_to(box: FilterBox, qtbot: QtBot) -> None:
    """What was typed is what is meant: nothing is put in that is not highlighted."""
    type_until_offered(box, qtbot)

    QTest.keyClick(box.offers.list, Qt.Key.Key_Return)
    assert box.text() == "name = worker-4"

    QTest.keyClick(box, Qt.Key.Key_Backspace)
    qtbot.waitUntil(box.offers.list.isVisible)
    qtbot.wait(50)
    QTest.keyClick(box.offers.list, Qt.Key.Key_Down)
    QTest.keyClick(box.offers.list, Qt.Key.Key_Return)
    assert box.text() == "name = worker-44"


def test_return_goes_on_unless_it_takes_an_offer_and_down_unless_something_is_offered(
    box: FilterBox, qtbot: QtBot
) -> None:
    left: list[str] = []
    box.left.connect(lambda: left.append(box.text()))
    type_until_offered(box, qtbot)

    QTest.keyClick(box.offers.list, Qt.Key.Key_Down)
    assert left == []
    QTest.keyClick(box.offers.list, Qt.Key.Key_Return)
    assert (left, box.text()) == ([], "name = worker-44")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert left == ["name = worker-44"]

    QTest.keyClick(box, Qt.Key.Key_Down)
    assert left == ["name = worker-44"] * 2


def test_esc_is_left_to_the_window_only_when_there_is_nothing_to_close(box: FilterBox) -> None:
    def is_taken() -> bool:
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
        asked.ignore()
        QApplication.sendEvent(box, asked)
        return asked.isAccepted()

    assert not is_taken()
    box.setText("cpu > 5%")

    assert is_taken()


_FOCUSED = """
import sys, time
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.widgets.filter_box import FilterBox
app = QApplication([])
box = FilterBox()
assert "lark" not in sys.modules
QApplication.sendEvent(box, QFocusEvent(QEvent.Type.FocusIn))
deadline_s = time.monotonic() + 20
def is_ready():
    grammar = sys.modules.get("procmon_gui.query.grammar")
    return grammar is not None and hasattr(grammar, "_parser") and grammar._parser.cache_info().currsize == 1
while not is_ready() and time.monotonic() < deadline_s:
    app.processEvents()
    time.sleep(0.01)
print(is_ready())
close_readers()
box.close()
del box
"""


def test_the_query_language_is_loaded_beside_the_window_as_soon_as_the_box_has_the_keyboard() -> None:
    done = subprocess.run([sys.executable, "-c", _FOCUSED], capture_output=True, text=True, timeout=60)

    assert (done.stdout.split(), done.returncode) == (["True"], 0), done.stderr


def test_what_is_typed_before_the_query_language_is_there_waits_for_it_and_not_the_window(
    box: FilterBox, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_loaded = Event()
    monkeypatch.setattr(box, "_loading", Operation(lambda _errand: is_loaded.wait(20), owner=box).start())
    heard = Heard(box)

    type_in(box, "python")
    qtbot.wait(4 * DEBOUNCE_MS)
    assert heard.texts == []

    is_loaded.set()
    qtbot.waitUntil(lambda: heard.texts == ["python"])


def test_a_query_language_that_never_comes_is_loaded_by_the_box_itself(
    box: FilterBox, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_over = Event()
    monkeypatch.setattr(filter_box, "_MOST_WAITS", 2)
    monkeypatch.setattr(box, "_loading", Operation(lambda _errand: is_over.wait(20), owner=box).start())
    heard = Heard(box)

    type_in(box, "python")

    qtbot.waitUntil(lambda: heard.texts == ["python"])
    is_over.set()
