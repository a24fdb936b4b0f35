"""The manual, opened at the page of what the reader was at."""

import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextBrowser, QWidget

from procmon_gui.ui.help_pages import FIRST_PAGE, MANUAL

LEAST_PAGES_PX: Final = 180
_LINK: Final = re.compile(r"\]\(([a-z-]+)\.md\)")


def pages_in_order(folder: Path) -> list[Path]:
    """Return the pages of a manual: the first one, then in the order in which it names them, then the rest."""
    found = {path.stem: path for path in sorted(folder.glob("*.md"))}
    first = found.get(FIRST_PAGE)
    named = _LINK.findall(first.read_text(encoding="utf-8")) if first is not None else []
    order = dict.fromkeys([FIRST_PAGE, *named, *found])
    return [found[stem] for stem in order if stem in found]


class HelpWindow(QDialog):
    """The pages of the manual; a link leads to another page, never out of it."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(MANUAL)
        self.setWindowTitle(self.tr("Help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._files = pages_in_order(folder)
        self._pages = QListWidget(self)
        self._pages.setAccessibleName(self.tr("Pages of the manual"))
        self._pages.setObjectName("manual")
        # Else rows that are measured before the window is shown keep the height that they have without the style.
        self._pages.ensurePolished()
        self._pages.addItems([_title(path) for path in self._files])
        bar_px = self._pages.verticalScrollBar().sizeHint().width() + 2 * self._pages.frameWidth()
        self._pages.setFixedWidth(max(LEAST_PAGES_PX, self._pages.sizeHintForColumn(0) + bar_px))
        self._words = QTextBrowser(self)
        self._words.setAccessibleName(self.tr("Text of the page"))
        self._words.setOpenLinks(False)
        self._words.document().setDocumentMargin(20)
        self._words.anchorClicked.connect(self._on_link)
        self._pages.currentRowChanged.connect(self._show_page)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._pages)
        row.addWidget(self._words, 1)
        self.resize(960, 640)
        if self._files:
            self._pages.setCurrentRow(0)
        else:
            self._words.setPlainText(self.tr("The manual is missing in this installation."))

    @property
    def page(self) -> str:
        """Return the name of the page that is shown, empty where there is no manual."""
        row = self._pages.currentRow()
        return self._files[row].stem if 0 <= row < len(self._files) else ""

    def open_page(self, name: str) -> None:
        """Show a page by its name; nothing happens when there is none of that name."""
        for row, path in enumerate(self._files):
            if path.stem == name:
                self._pages.setCurrentRow(row)

    @Slot(int)
    def _show_page(self, row: int) -> None:
        if 0 <= row < len(self._files):
            # The pages are our own files; nothing that a stranger wrote ever comes here.
            self._words.setMarkdown(self._files[row].read_text(encoding="utf-8"))

    @Slot(QUrl)
    def _on_link(self, url: QUrl) -> None:
        if url.isRelative():
            self.open_page(url.path().removesuffix(".md"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the keyboard back to the window below."""
        super().closeEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            parent.activateWindow()


def _title(path: Path) -> str:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    return first.lstrip("# ").strip() or path.stem
