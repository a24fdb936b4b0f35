"""The licences of all that the program is made of. Loaded when it is opened first."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from procmon_gui.domain.about import AboutReader, Licence
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.text import display_text
from procmon_gui.ui import spoken
from procmon_gui.ui.bridge.operation import Operation
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.widgets.dialog_parts import StatusLine, dialog_button, foot_of, room_on_screen, separator
from procmon_gui.ui.widgets.list_and_text import ListAndText


class LicencesDialog(QDialog):
    """Reads them beside the window; a name chosen in the list shows the text."""

    def __init__(self, reader: AboutReader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Licences"))
        self.setProperty(HELP_PROPERTY, "privacy")
        self.parts = ListAndText(self.tr("Parts of the program"), self.tr("Text of the licence"), self)
        self.status = StatusLine(self)
        self.copy_button = dialog_button(self.tr("Copy"), self)
        self.copy_button.clicked.connect(self._on_copy)
        self.copy_button.setEnabled(False)
        close = dialog_button(self.tr("Close"), self)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.parts, 1)
        column.addWidget(separator(self))
        column.addLayout(foot_of(self.status, self.copy_button, close))
        self.resize(room_on_screen(self, 860, 600))
        self._work = Operation(reader.licences, owner=self).success(self._show).failure(self._on_failed).start()

    def _show(self, licences: Sequence[Licence]) -> None:
        self.parts.show_entries([(_entry(one), _shown(one)) for one in licences])
        self.copy_button.setEnabled(bool(licences))
        self.parts.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, error: ProcmonError) -> None:
        self.status.say(self.tr("They could not be read: {reason}").format(reason=spoken.said(str(error))))

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.parts.text.toPlainText())
        self.status.say(self.tr("Copied."))


def _entry(one: Licence) -> str:
    name = " ".join(filter(None, (one.name, one.version)))
    return f"{display_text(name)}\n{display_text(one.licence)}"


def _shown(one: Licence) -> str:
    text = "\n".join(display_text(line.expandtabs()) for line in one.text.splitlines())
    return f"{display_text(one.url)}\n\n{text}" if one.url else text
