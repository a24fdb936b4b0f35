"""Asks before a channel is taken away, and says what comes of it."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from procmon_gui.ui.access.dialog_frame import frame, quiet_button
from procmon_gui.ui.access.labels import heading, plain_label
from procmon_gui.ui.help_pages import HELP_PROPERTY

_WIDTH_PX: Final = 384


class RemoveDialog(QDialog):
    """Accepted when it is to be done; Return does not do it."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("login")
        self.setWindowTitle(self.tr("procmon_gui"))
        self.setProperty(HELP_PROPERTY, "channels")
        form = QWidget(self)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading(self.tr("Remove the channel {name}?").format(name=name), form, larger_pt=3))
        said = self.tr(
            "Nothing is told over it any more, and its secrets are gone. What still waits for it is given up."
        )
        column.addWidget(plain_label(said, form))
        self.cancel_button = quiet_button(self.tr("Cancel"), self)
        self.verb_button = quiet_button(self.tr("Remove channel"), self)
        self.verb_button.setProperty("danger", True)
        frame(self, _WIDTH_PX, form, None, self.cancel_button, self.verb_button)
        self.cancel_button.clicked.connect(self.reject)
        self.verb_button.clicked.connect(self.accept)
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)
