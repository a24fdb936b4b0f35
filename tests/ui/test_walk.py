"""Walks through everything that the window can show: every text is translated, every control has a name and is reached.

The same walk, twice: once in the language that nobody speaks, once by the Tab key.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QSettings, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from procmon_gui.domain.settings import BY_KEY
from procmon_gui.ui import theme
from procmon_gui.ui.widgets.help_window import HelpWindow
from tests.ui.pseudo import outside, pseudo_language
from tests.ui.screen import show_active
from tests.ui.state import State
from tests.ui.whole_window import whole_window

# Units and names of things that are the same in every language.
_SAME = re.compile(
    r"\b(?:[KMGTP]i?B|B|[kMG]?bit|[kMG]?Hz|ms|s|min|h|d|W|rpm|PID|CPU|GPU|TCP|UDP|Qt|English|Deutsch|JSON|CSV"
    r"|procmon_gui|Lucide|MIT|ISC|LGPL|tcp|udp)\b"
)
# How a setting is called in its file and in the environment.
_KEY = re.compile(r"\b(?:[a-z]+\.[a-z_]+|PROCMON_GUI_[A-Z_]+)\b")
_SETTING = re.compile("|".join(rf"\b{re.escape(key)}\b" for key in BY_KEY))
_WORD = re.compile(r"[A-Za-z]{2}")
_MARKUP = re.compile(r"<[^>]*>|&[a-z]+;|&#\d+;")
ROWS_LOOKED_AT = 6
MOST_TABS = 300

# The platform without a screen knows no windows that can be raised or told their size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


# ---- what can be read


def shown_texts(root: QWidget) -> Iterator[tuple[str, str]]:
    """Yield where and what can be read or heard in a widget and in all visible ones in it."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget is not root and not widget.isVisibleTo(root):
            continue
        where = f"{type(widget).__name__} {widget.objectName()}".strip()
        for kind in ("toolTip", "accessibleName", "accessibleDescription", "statusTip", "whatsThis"):
            yield f"{where}.{kind}", getattr(widget, kind)()
        if widget.isWindow():
            yield f"{where}.windowTitle", widget.windowTitle()
        yield from content_texts(widget, where)
        for action in widget.actions():
            yield from action_texts(action, where)
    for menu in root.findChildren(QMenu):
        for action in menu.actions():
            yield from action_texts(action, f"menu {menu.title()}")


def content_texts(widget: QWidget, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(widget, QAbstractButton | QLabel):
        yield f"{where}.text", widget.text()
    elif isinstance(widget, QLineEdit):
        yield f"{where}.placeholderText", widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from ((f"{where}.item", widget.itemText(row)) for row in range(widget.count()))
    elif isinstance(widget, QTabBar):
        yield from ((f"{where}.tab", widget.tabText(row)) for row in range(widget.count()))
    elif isinstance(widget, QAbstractItemView):
        yield from item_texts(widget, where)


def action_texts(action: QAction, where: str) -> Iterator[tuple[str, str]]:
    yield f"{where}, action", action.text()
    yield f"{where}, action's tooltip", action.toolTip()


def item_texts(view: QAbstractItemView, where: str) -> Iterator[tuple[str, str]]:
    model = view.model()
    if not isinstance(model, QAbstractItemModel):
        return
    role = Qt.ItemDataRole
    # Qt keeps the number of columns of a list to itself: it is one.
    table = view if isinstance(view, QTableView) else None
    count = 1 if table is None else model.columnCount(QModelIndex())
    columns = [column for column in range(count) if table is None or not table.isColumnHidden(column)]
    for column in columns:
        if table is not None:
            for kind in (role.DisplayRole, role.ToolTipRole):
                said = model.headerData(column, Qt.Orientation.Horizontal, kind)
                yield f"{where}, header {column}", str(said or "")
        for row in range(min(model.rowCount(QModelIndex()), ROWS_LOOKED_AT)):
            for kind in (role.DisplayRole, role.ToolTipRole, role.AccessibleTextRole):
                said = model.index(row, column).data(kind)
                yield f"{where}, cell {row} {column} {kind.name}", said if isinstance(said, str) else ""


def untranslated(text: str, data: set[str]) -> bool:
    # A word in a key may be that of a column, too.
    left = _SETTING.sub(" ", _MARKUP.sub(" ", outside(text)))
    for known in sorted(data, key=len, reverse=True):
        if known in left:
            left = re.sub(rf"(?<!\w){re.escape(known)}(?!\w)", " ", left)
    return bool(_WORD.search(_SAME.sub(" ", _KEY.sub(" ", left))))


def test_everything_that_can_be_read_went_through_the_translator(
    qtbot: QtBot, qapp: QApplication, settings: QSettings
) -> None:
    theme.apply(qapp, "light")
    found: dict[str, str] = {}
    with pseudo_language(qapp), whole_window(qtbot, settings) as whole:
        data = whole.data
        for state in whole.states():
            for where, text in shown_texts(state.root):
                if text and not is_manual(state, where) and untranslated(text, data):
                    found.setdefault(f"{where}: {text!r}", state.name)

    assert found == {}


def is_manual(state: State, where: str) -> bool:
    """Say whether this is a page of the manual, which is written in English only."""
    return state.name == "help" and "manual" in where


# ---- what can be reached


def gets_keyboard(widget: QWidget) -> bool:
    is_tab_stop = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return is_tab_stop and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def stops(root: QWidget) -> list[QWidget]:
    """Return what the Tab key should come to, in one window."""
    return [child for child in root.findChildren(QWidget) if gets_keyboard(child) and child.window() is root.window()]


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""


def place_of(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"


def test_everything_that_gets_the_keyboard_has_a_name(qtbot: QtBot, qapp: QApplication, settings: QSettings) -> None:
    theme.apply(qapp, "dark")
    nameless: dict[str, str] = {}
    with whole_window(qtbot, settings) as whole:
        for state in whole.states():
            for widget in stops(state.root):
                if not name_of(widget):
                    nameless.setdefault(place_of(widget), state.name)

    assert nameless == {}


def is_reached(widget: QWidget, visited: list[QWidget]) -> bool:
    """Say whether Tab came to a widget, or to another button of its group, where the arrows lead to it."""
    if widget in visited:
        return True
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and any(isinstance(v, QAbstractButton) and v.group() is group for v in visited)


def tab_through(root: QWidget) -> tuple[list[QWidget], bool]:
    """Press Tab until it comes back to where it began; return where it came, and whether it came back."""
    window = root.window()
    first = stops(root)[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    visited: list[QWidget] = []
    for _ in range(MOST_TABS):
        focused = window.focusWidget()
        if focused is None:
            return visited, False
        if visited and focused is visited[0] and focused is not visited[-1]:
            return visited, True
        visited.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    return visited, False


def test_tab_comes_to_everything_and_back_again(qtbot: QtBot, qapp: QApplication, settings: QSettings) -> None:
    theme.apply(qapp, "dark")
    faults: dict[str, str] = {}
    with whole_window(qtbot, settings) as whole:
        for state in whole.states():
            show_active(state.root.window(), qtbot)
            expected = stops(state.root)
            if not expected:
                continue
            visited, came_back = tab_through(state.root)
            if not came_back and len(expected) > 1:
                faults.setdefault(f"no way out of {place_of(visited[-1])}", state.name)
            for widget in expected:
                if not is_reached(widget, visited) and not isinstance(widget, QTextEdit):
                    faults.setdefault(f"not reached: {place_of(widget)} {name_of(widget)!r}", state.name)

    assert faults == {}


# ---- the manual

PAGES_OF_DIALOGS = {
    "find": "connections", "columns": "processes", "mark": "moment", "rename mark": "moment", "go to time": "times",
    "life of a process": "life", "life of a program": "life", "compare, nothing yet": "compare", "compare": "compare",
    "history, SeriesDialog": "history", "history, RangeDialog": "times", "about": "privacy",
    "licences": "privacy", "failures": "privacy",
    "keep recording": "settings", "keep recording, trouble": "settings", "keep recording, done": "settings",
    "acknowledge with a note": "alerts",
    "save as a recording": "incidents", "save as a recording, writing": "incidents",
    **dict.fromkeys((
        "login", "login, wait", "login, blocked", "the password again", "forgotten password", "new recovery code",
        "set-up of accounts", "recovery code", "new account", "new password", "removal of an account",
        "removal of all accounts",
    ), "accounts"),
}  # fmt: skip


def page_of_f1(root: QWidget, window: QWidget, qtbot: QtBot) -> str:
    """Press F1 where the keyboard is in a window; return the page of the manual that opens, and close it again."""
    give_keyboard(root, qtbot)
    QTest.keyClick(root.focusWidget() or root, Qt.Key.Key_F1)
    manual = window.findChild(HelpWindow)
    if manual is None:
        return ""
    page = manual.page
    give_keyboard(manual, qtbot)
    manual.close()
    qtbot.waitUntil(lambda: window.findChild(HelpWindow) is None)
    give_keyboard(root, qtbot)
    return page


def give_keyboard(window: QWidget, qtbot: QtBot) -> None:
    """Wait until a window alone is active: to Qt, a dialog that blocks nothing is as active as the one below it.

    A window manager gives the keyboard to whom it likes, and a window that closes meanwhile makes it think anew: a
    person would click once more.
    """

    def has_it() -> bool:
        if QApplication.activeWindow() is window:
            return True
        window.activateWindow()
        return False

    qtbot.waitUntil(has_it)


def test_f1_opens_the_manual_in_every_window_at_the_page_of_what_has_the_keyboard(
    qtbot: QtBot, qapp: QApplication, settings: QSettings
) -> None:
    theme.apply(qapp, "dark")
    opened: dict[str, str] = {}
    with whole_window(qtbot, settings) as whole:
        for state in whole.states():
            if isinstance(state.root, QDialog) and state.name != "help":
                opened[state.name] = page_of_f1(state.root, whole.window, qtbot)
            elif state.name.startswith("detail, "):
                panel = whole.list_page.detail.panel if whole.list_page.detail is not None else None
                assert panel is not None
                panel.focus_first()
                opened[state.name] = page_of_f1(whole.window, whole.window, qtbot)

    assert {page for name, page in opened.items() if name.startswith("detail")} == {"detail"}
    assert {page for name, page in opened.items() if name.startswith("question")} == {"acting"}
    others = {name: page for name, page in opened.items() if not name.startswith(("detail", "question"))}
    assert others == PAGES_OF_DIALOGS


def test_f1_opens_a_manual_that_can_be_used_over_a_dialog_that_blocks_all_else(
    qtbot: QtBot, qapp: QApplication, settings: QSettings
) -> None:
    with whole_window(qtbot, settings) as whole:
        dialog = QDialog(whole.window)
        dialog.open()
        give_keyboard(dialog, qtbot)
        QTest.keyClick(dialog, Qt.Key.Key_F1)
        manual = whole.window.findChild(HelpWindow)
        assert manual is not None

        give_keyboard(manual, qtbot)
        manual.close()
        dialog.close()
