"""Two quiet windows: what this program is, and its manual."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot, qVersion
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from procmon_gui.ui import theme


class AboutDialog(QDialog):
    """Name, version, licence and what it stands on."""

    def __init__(self, version: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About procmon_gui"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = QLabel(self.tr("procmon_gui {version}").format(version=version), self)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setFont(theme.sized_font(self.font(), 3, theme.sized_font(self.font()).Weight.DemiBold))
        lines = (
            self.tr("The flight recorder and the control desk of a computer."),
            self.tr("MIT licence. Icons: Lucide, ISC licence."),
            self.tr("Qt {version}, used under the LGPL.").format(version=qVersion()),
        )
        words = QLabel("\n".join(lines), self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        close = QPushButton(self.tr("Close"), self)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(name)
        column.addWidget(words)
        column.addLayout(foot)
        self.setMinimumWidth(384)


class HelpWindow(QDialog):
    """The pages of the manual."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._files = sorted(folder.glob("*.md"))
        self._pages = QListWidget(self)
        self._pages.setAccessibleName(self.tr("Pages of the manual"))
        self._pages.setFixedWidth(180)
        self._pages.setObjectName("manual")
        self._pages.addItems([_title(path) for path in self._files])
        self._words = QTextBrowser(self)
        self._words.setAccessibleName(self.tr("Text of the page"))
        self._words.setOpenLinks(False)
        self._words.document().setDocumentMargin(20)
        self._pages.currentRowChanged.connect(self._show_page)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._pages)
        row.addWidget(self._words, 1)
        self.resize(860, 600)
        if self._files:
            self._pages.setCurrentRow(0)
        else:
            self._words.setPlainText(self.tr("The manual is missing in this installation."))

    @Slot(int)
    def _show_page(self, row: int) -> None:
        if 0 <= row < len(self._files):
            # The pages are our own files; nothing that a stranger wrote ever comes here.
            self._words.setMarkdown(self._files[row].read_text(encoding="utf-8"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the keyboard back to the window below."""
        super().closeEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            parent.activateWindow()


def _title(path: Path) -> str:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    return first.lstrip("# ").strip() or path.stem
