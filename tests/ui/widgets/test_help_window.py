"""The manual in its window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication, QListWidget, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.ui import theme
from procmon_gui.ui.help_pages import HELP_PROPERTY, help_page_of
from procmon_gui.ui.resource_files import resource_path
from procmon_gui.ui.widgets.help_window import HelpWindow, pages_in_order
from tests.ui.screen import show_active


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "index.md").write_text("# Start\n\n[Then](zebra.md) and [that](apple.md).", encoding="utf-8")
    (tmp_path / "apple.md").write_text("# Apple\n\n[out](https://example.org/zebra.md)", encoding="utf-8")
    (tmp_path / "zebra.md").write_text("# Zebra", encoding="utf-8")
    (tmp_path / "more.md").write_text("# Named nowhere", encoding="utf-8")
    return tmp_path


def test_pages_stand_in_the_order_in_which_the_first_one_names_them(folder: Path) -> None:
    assert [path.stem for path in pages_in_order(folder)] == ["index", "zebra", "apple", "more"]


def test_a_link_leads_to_another_page_and_never_out(folder: Path, qtbot: QtBot) -> None:
    window = HelpWindow(folder)
    qtbot.addWidget(window)
    browser = window.findChild(QTextBrowser)
    assert browser is not None
    assert window.page == "index"

    browser.anchorClicked.emit(QUrl("apple.md"))
    assert window.page == "apple"
    browser.anchorClicked.emit(QUrl("https://example.org/zebra.md"))
    browser.anchorClicked.emit(QUrl("../../etc/passwd.md"))

    assert window.page == "apple"


def test_help_is_about_what_stands_around_the_keyboard(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    page = QWidget(window)
    inner = QWidget(page)
    page.setProperty(HELP_PROPERTY, "processes")

    assert help_page_of(inner) == "processes"
    assert help_page_of(window) == "index"
    assert help_page_of(None) == "index"


def test_every_page_of_the_manual_can_be_opened(qtbot: QtBot) -> None:
    folder = resource_path("docs", "manual")
    window = HelpWindow(folder)
    qtbot.addWidget(window)

    for path in folder.glob("*.md"):
        window.open_page(path.stem)
        assert window.page == path.stem


def test_an_installation_without_a_manual_says_so(tmp_path: Path, qtbot: QtBot) -> None:
    window = HelpWindow(tmp_path)
    qtbot.addWidget(window)
    browser = window.findChild(QTextBrowser)

    assert window.page == ""
    assert browser is not None
    assert "missing" in browser.toPlainText()


def test_names_of_pages_do_not_overlap_where_a_page_is_chosen_before_the_window_is_shown(
    folder: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    theme.apply(qapp, "light")
    window = HelpWindow(folder)
    qtbot.addWidget(window)
    window.open_page("apple")
    names = window.findChild(QListWidget)
    assert names is not None
    places = [names.visualItemRect(names.item(row)) for row in range(names.count())]
    window.show()

    assert [place.height() for place in places] == [names.sizeHintForRow(row) for row in range(names.count())]
    window.hide()


def test_no_title_of_a_page_is_cut(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    window = HelpWindow(resource_path("docs", "manual"))
    qtbot.addWidget(window)
    show_active(window, qtbot)
    pages = window.findChild(QListWidget)
    assert pages is not None

    assert not pages.horizontalScrollBar().isVisible()
