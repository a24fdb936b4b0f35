"""What every tab of the detail is: it is told of whom to speak, and speaks only while it is seen."""

from typing import ClassVar

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from procmon_gui.domain.metrics import Look
from procmon_gui.ui.widgets.detail.subject import Subject


class DetailTab(QWidget):
    """One part of the detail.

    A tab declares `tab_id` (for settings, never translated) and `title` (marked with
    `QT_TRANSLATE_NOOP("Detail", …)`).

    Signals:
        process_asked: the reader wants to see another process; with its serial.
        saving_asked: something of it is to be a file, a `FileContent`.
    """

    tab_id: ClassVar[str]
    title: ClassVar[str]
    # What a tab needs of every snapshot beside the cheap fields.
    looks: ClassVar[frozenset[Look]] = frozenset()

    # Serials are longer than an int of Qt.
    process_asked = Signal(object)
    saving_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detail_tab")
        self.subject: Subject | None = None

    @classmethod
    def translated_title(cls) -> str:
        """Return the title in the reader's language."""
        return QCoreApplication.translate("Detail", cls.title)

    def show_subject(self, subject: Subject) -> None:
        """Speak of another process, or of the same at another moment. Called only while the tab is seen."""
        before, self.subject = self.subject, subject
        if before is None or before.key != subject.key:
            self.forget()
        self.draw(subject)

    def forget(self) -> None:
        """Show nothing of the process that was shown before."""

    def draw(self, subject: Subject) -> None:
        """Show what is known now."""

    def pause(self) -> None:
        """Ask for nothing any more: the tab is hidden."""

    def first_focus(self) -> QWidget:
        """Return what gets the keyboard when the tab is opened by it."""
        return self
