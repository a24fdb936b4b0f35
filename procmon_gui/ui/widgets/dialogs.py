"""A quiet window: why a file can not be shown."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from procmon_gui.ui import theme


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
