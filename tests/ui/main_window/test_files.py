"""Files that pages ask for are written beside the window, and its bar says where they are."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.ui.main_window.files import WindowFiles
from procmon_gui.ui.pages.base import Page
from procmon_gui.ui.widgets.banner import BannerStack
from procmon_gui.ui.widgets.file_saver import FileContent

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_what_a_page_wants_to_save_is_written_and_told(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    banners = BannerStack(window)
    page = Page(window)
    files = WindowFiles(banners, window)
    files.serve(page)
    window.show()

    for name, words in (("cpu.csv", "Saved: "), ("no/such/folder.csv", "could not be saved")):
        page.saving_asked.emit(FileContent(name="cpu.csv", kind="CSV (*.csv)", data="1,2\n"))
        assert files.saver is not None
        window.findChildren(QFileDialog)[-1].reject()
        files.saver.save_to(str(tmp_path / name))
        qtbot.waitUntil(lambda words=words: "saved" in banners.codes and words in banners.text("saved"))  # type: ignore[misc]

    assert (tmp_path / "cpu.csv").read_text() == "1,2\n"
    window.hide()
