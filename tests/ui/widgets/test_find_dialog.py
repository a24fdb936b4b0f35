"""The dialog Find: hits come in while it searches, and it leads to a process."""

import threading
from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.errors import Cancelled, WrongInput
from procmon_gui.domain.finding import NO_PORT, Found, HeldAs, SearchEnd, Wanted
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand
from procmon_gui.ui import theme
from procmon_gui.ui.models.found_model import HELD_AS, PROCESS, SIZE, WHAT, FoundModel
from procmon_gui.ui.widgets.find_dialog import FindDialog
from tests.ui.connections import key, tcp

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def hit(pid: int, thing: str = "/var/log/x", **more: object) -> Found:
    values = {"process": key(pid), "name": f"daemon{pid}", "held_as": HeldAs.DESCRIPTOR, "descriptor": 3, **more}
    return Found(thing=thing, **values)  # type: ignore[arg-type]


class FakeFinder:
    """Tells the groups it was given; then waits, if it is told to, until somebody gives up or lets it go on."""

    def __init__(self) -> None:
        self.groups: list[list[Found]] = []
        self.end = SearchEnd(process_count=50, refused_count=0)
        self.error: Exception | None = None
        self.asked: list[tuple[Wanted, str]] = []
        self.threads: set[int] = set()
        self.may_end = threading.Event()
        self.may_end.set()
        self.was_cancelled = False

    def find(
        self, wanted: Wanted, text: str, tell: Callable[[Sequence[Found]], None], errand: Errand
    ) -> SearchEnd:  # fmt: skip
        self.asked.append((wanted, text))
        self.threads.add(threading.get_ident())
        if self.error is not None:
            raise self.error
        for done, group in enumerate(self.groups):
            tell(group)
            errand.tell_progress(done, len(self.groups))
        while not self.may_end.wait(0.01):
            if errand.is_cancelled():
                self.was_cancelled = True
                raise Cancelled
        return self.end


@pytest.fixture
def finder() -> Iterator[FakeFinder]:
    one = FakeFinder()
    yield one
    one.may_end.set()


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication, finder: FakeFinder) -> Iterator[FindDialog]:
    theme.apply(qapp, "light")
    dialog = FindDialog(finder)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.open_here()
    yield dialog
    dialog.close()


def wait_for_end(dialog: FindDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog.is_searching)


def cells(dialog: FindDialog, column: int) -> list[str]:
    return [str(dialog.model.index(row, column).data()) for row in range(dialog.model.rowCount())]


def test_hits_appear_while_the_search_goes_on(dialog: FindDialog, finder: FakeFinder, qtbot: QtBot) -> None:
    finder.groups = [[hit(1), hit(2)], [hit(3)]]
    finder.may_end.clear()
    QTest.keyClicks(dialog.field, "/var/log/x")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: dialog.model.rowCount() == 3)
    assert dialog.is_searching
    assert finder.asked == [(Wanted.FILE, "/var/log/x")]
    assert threading.get_ident() not in finder.threads

    finder.may_end.set()
    wait_for_end(dialog, qtbot)
    assert cells(dialog, PROCESS) == ["daemon1 (1)", "daemon2 (2)", "daemon3 (3)"]
    assert dialog.status.text().startswith("3 hits in 50 processes")


def test_enter_in_the_list_goes_to_the_process(dialog: FindDialog, finder: FakeFinder, qtbot: QtBot) -> None:
    finder.groups = [[hit(1), hit(2)]]
    asked: list[ProcessKey] = []
    dialog.process_asked.connect(asked.append)
    dialog.search()
    wait_for_end(dialog, qtbot)

    dialog.results.setFocus()
    QTest.keyClick(dialog.results, Qt.Key.Key_Down)
    QTest.keyClick(dialog.results, Qt.Key.Key_Return)

    assert asked == [key(2)]
    assert len(finder.asked) == 1


def test_a_hit_without_a_process_leads_nowhere_and_says_why(
    dialog: FindDialog, finder: FakeFinder, qtbot: QtBot
) -> None:
    finder.groups = [[hit(1, process=None, name="", held_as=HeldAs.SOCKET, descriptor=None, socket=tcp(9, port=80))]]
    dialog.choose(Wanted.PORT)
    dialog.search()
    wait_for_end(dialog, qtbot)

    assert cells(dialog, WHAT) == ["TCP connected 10.0.0.1:80 → 10.0.0.2:443"]
    assert not dialog.go_button.isEnabled()
    assert "among the processes" in str(dialog.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole))


def test_escape_gives_the_search_up_first_and_closes_then(dialog: FindDialog, finder: FakeFinder, qtbot: QtBot) -> None:
    finder.groups = [[hit(1)]]
    finder.may_end.clear()
    dialog.search()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)

    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not dialog.is_searching
    assert dialog.status.text().startswith("Cancelled. 1 hit")
    qtbot.waitUntil(lambda: finder.was_cancelled)

    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_closing_gives_the_search_up(dialog: FindDialog, finder: FakeFinder, qtbot: QtBot) -> None:
    finder.may_end.clear()
    dialog.search()
    qtbot.waitUntil(lambda: bool(finder.asked))

    dialog.close()

    qtbot.waitUntil(lambda: finder.was_cancelled)


def test_deleted_files_stand_the_largest_first(dialog: FindDialog, finder: FakeFinder, qtbot: QtBot) -> None:
    finder.groups = [
        [hit(1, size_bytes=10, is_deleted=True)],
        [hit(2, size_bytes=3000, is_deleted=True), hit(3, size_bytes=None, is_deleted=True)],
        [hit(4, size_bytes=200, is_deleted=True)],
    ]
    dialog.choose(Wanted.DELETED)
    dialog.search()
    wait_for_end(dialog, qtbot)

    assert cells(dialog, SIZE) == ["2.9 KiB", "200 B", "10 B", "–"]
    assert cells(dialog, WHAT)[0] == "/var/log/x (deleted)"
    assert finder.asked == [(Wanted.DELETED, "")]


def test_what_was_refused_or_cut_is_told(dialog: FindDialog, finder: FakeFinder, qtbot: QtBot) -> None:
    finder.end = SearchEnd(process_count=50, refused_count=12, is_cut=True, hides_others=True)
    dialog.search()
    wait_for_end(dialog, qtbot)

    said = dialog.status.text()
    assert "12 of them do not show this program" in said
    assert "There are more" in said
    assert "hides the processes of other users" in said


def test_a_mistake_is_told_in_words(dialog: FindDialog, finder: FakeFinder, qtbot: QtBot) -> None:
    finder.error = WrongInput(NO_PORT)
    dialog.choose(Wanted.PORT)
    dialog.search()
    wait_for_end(dialog, qtbot)

    assert dialog.status.text() == NO_PORT
    assert dialog.find_button.isVisible()


def test_a_second_search_replaces_the_first(dialog: FindDialog, finder: FakeFinder, qtbot: QtBot) -> None:
    finder.groups = [[hit(1), hit(2)]]
    dialog.search()
    wait_for_end(dialog, qtbot)
    finder.groups = [[hit(9)]]
    dialog.search()
    wait_for_end(dialog, qtbot)

    assert cells(dialog, PROCESS) == ["daemon9 (9)"]


def test_how_a_process_holds_it_is_told_with_how_often(dialog: FindDialog) -> None:
    dialog.model.add(
        [hit(1, descriptor=7, more=2), hit(1, held_as=HeldAs.WORKING_DIRECTORY, descriptor=None),
         hit(1, held_as=HeldAs.MAPPED, descriptor=None)]
    )  # fmt: skip

    assert cells(dialog, HELD_AS) == ["open as 7 +2", "working directory", "mapped"]


def test_a_process_that_ended_meanwhile_is_told(dialog: FindDialog) -> None:
    dialog.tell_ended()

    assert "has ended" in dialog.status.text()


def test_everything_that_takes_the_keyboard_has_a_name(dialog: FindDialog) -> None:
    takers = [
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
    ]

    assert takers
    assert [one for one in takers if not one.accessibleName() and not str(one.property("text") or "")] == []


@pytest.mark.usefixtures("qapp")
def test_the_model_keeps_qts_rules() -> None:
    for largest_first in (False, True):
        model = FoundModel()
        tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for _ in range(2):
            model.begin(largest_first=largest_first)
            for size in (5, 50, None, 7, 50):
                model.add([hit(1, size_bytes=size), hit(2, size_bytes=size)])
            assert model.rowCount() == 10
        tester.deleteLater()
        model.deleteLater()


def test_an_empty_list_says_what_will_stand_there_or_that_nothing_does(dialog: FindDialog, qtbot: QtBot) -> None:
    before = dialog.results.sentence
    dialog.search()
    wait_for_end(dialog, qtbot)

    assert before == "What is found appears here, while the search goes on."
    assert dialog.results.sentence == "Nothing was found."
    assert not dialog.grab().isNull()
