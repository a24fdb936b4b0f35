"""One line under the process table while processes are tagged: how many, what takes them, and a way to untag all."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from procmon_gui.ui import text, theme
from procmon_gui.ui.widgets.fitting_label import FittingLabel
from procmon_gui.ui.widgets.plain import plain_tooltip

UNTAG_KEYS = "Shift+U"


class ProcessTagBar(QFrame):
    """Hidden while nobody is tagged."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._icon = QLabel(self)
        self.label = FittingLabel(self)
        self.label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.button = QPushButton(self.tr("Untag all"), self)
        keys = QKeySequence(UNTAG_KEYS).toString(QKeySequence.SequenceFormat.NativeText)
        self.button.setToolTip(plain_tooltip(f"{self.button.text()} ({keys})"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 2)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self.label, 1)
        row.addWidget(self.button)
        self._tint()
        theme.theme_changed.connect(self._tint)
        self.hide()

    def show_count(self, tagged: int, shown: int) -> None:
        """Say how many are tagged, and how many of them the list shows; nothing when nobody is."""
        few = self.tr("%Ln tagged", "", tagged)
        if shown < tagged:
            few = self.tr("{tagged}, {count} shown").format(tagged=few, count=text.count_text(shown))
        self.label.say(self.tr("{tagged}: ending, copies and files take those that are shown.").format(tagged=few), few)
        self.setVisible(tagged > 0)

    @Slot()
    def _tint(self) -> None:
        self._icon.setPixmap(theme.pixmap("check", "accent", 16))
