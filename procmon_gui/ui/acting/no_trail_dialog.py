"""The audit trail can not be written: whether something is done although only the journal keeps it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.acting.labels import label
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.widgets.dialog_parts import box_column, dialog_button


class NoTrailDialog(QDialog):
    """Says why, and wants a word to be typed.

    Signals:
        confirmed: do it all the same.
    """

    confirmed = Signal()

    def __init__(self, why: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("question")
        self.setWindowTitle(self.tr("Audit"))
        self.setProperty(HELP_PROPERTY, "acting")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # What has to be typed: a word of the reader's language.
        self.word = self.tr("without a trail")
        title = label(self.tr("Act without the audit?"), self)
        title.setFont(theme.sized_font(self.font(), 3, QFont.Weight.DemiBold))
        self.why = label(why, self)
        said = self.tr("Only the journal of the system would keep who did it. Free some room on the disk, or go on.")
        asked = self.tr("Type “{word}” to go on").format(word=self.word)
        self.field = QLineEdit(self)
        self.field.setAccessibleName(asked)
        self.cancel_button = dialog_button(self.tr("Cancel"), self)
        self.act_button = dialog_button(self.tr("Act without the audit"), self)
        self.act_button.setProperty("danger", True)
        self.act_button.setEnabled(False)
        column = box_column(self)
        for part in (title, self.why, label(said, self), label(asked, self, name="detail_label", buddy=self.field)):
            column.addWidget(part)
        column.addWidget(self.field)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 8, 0, 0)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.act_button)
        column.addLayout(foot)
        self.field.textChanged.connect(self._on_text)
        self.cancel_button.clicked.connect(self.reject)
        self.act_button.clicked.connect(self._on_act)
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_text(self, typed: str) -> None:
        self.act_button.setEnabled(typed.strip().casefold() == self.word.casefold())

    @Slot()
    def _on_act(self) -> None:
        self.accept()
        self.confirmed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Return do nothing but cancel, where Cancel has the keyboard."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        event.accept()
        if self.cancel_button.hasFocus():
            self.reject()
