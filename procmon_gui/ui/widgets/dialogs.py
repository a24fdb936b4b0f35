"""Quiet windows: what this program is, and why a file can not be shown."""

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

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


class FileTroubleDialog(QDialog):
    """Why a file can not be shown, for somebody who has no terminal to read it in."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("The recording can not be shown"))
        words = QLabel(sentence, self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        icon = QLabel(self)
        icon.setPixmap(theme.pixmap("triangle-alert", "warn", 24))
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        close = QPushButton(self.tr("Close"), self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        said = QHBoxLayout()
        said.setSpacing(12)
        said.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(words, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addLayout(said)
        column.addLayout(foot)
        self.setMinimumWidth(theme.scaled(480))
