"""The question whether recording goes on without the window, and what was done about it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from procmon_gui.domain.service import ServiceDeed
from procmon_gui.domain.text import display_text
from procmon_gui.ui import spoken, theme
from procmon_gui.ui.help_pages import HELP_PROPERTY

_WIDTH_PX = 440
_PADDING_PX = 20


class KeepRecordingDialog(QDialog):
    """One question with up to three answers.

    Signals:
        tray_chosen: the program is to go on in the tray.
        service_chosen: a service is to record.
        stop_chosen: recording is to stop with the window.
        done_read: the reader has read what was done.
    """

    tray_chosen = Signal()
    service_chosen = Signal()
    stop_chosen = Signal()
    done_read = Signal()

    def __init__(self, parent: QWidget | None = None, *, has_tray: bool, has_service: bool, is_closing: bool) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keep recording?"))
        self.setProperty(HELP_PROPERTY, "settings")
        self._is_closing = is_closing
        self.title = self._words(self.tr("Keep recording?"))
        self.title.setFont(theme.sized_font(self.font(), 3, theme.sized_font(self.font()).Weight.DemiBold))
        self.words = self._words(
            self.tr("Recording stops when this window closes.")
            if is_closing
            else self.tr("Everything is recorded while this window is open, and stops when it closes.")
        )
        self.tray_button = QPushButton(self.tr("In the tray"), self)
        self.tray_hint = self._hint(self.tr("The program goes on without its window. Its icon brings the window back."))
        self.service_button = QPushButton(self.tr("As a service of yours, until you log out"), self)
        self.service_hint = self._hint(
            self.tr("systemd starts it whenever you log in. The window shows what it records.")
        )
        self.foot_words = self._hint(self.tr("The settings can change this later."))
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.stop_button = QPushButton(self.tr("Close") if is_closing else self.tr("Do not keep recording"), self)
        for part, is_there in (
            (self.tray_button, has_tray), (self.tray_hint, has_tray),
            (self.service_button, has_service), (self.service_hint, has_service),
        ):  # fmt: skip
            part.setVisible(is_there)
        self._lay_out()
        self._connect()
        (self.tray_button if has_tray else self.service_button).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def reject(self) -> None:
        """Go away, but not while something is being done."""
        if self.cancel_button.isEnabled():
            super().reject()

    def _words(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _hint(self, text: str) -> QLabel:
        label = self._words(text)
        label.setObjectName("setting_help")
        return label

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.foot_words, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.stop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING_PX, _PADDING_PX, _PADDING_PX, 16)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addSpacing(8)
        for part in (self.tray_button, self.tray_hint, self.service_button, self.service_hint):
            column.addWidget(part)
        column.addSpacing(8)
        column.addLayout(foot)
        self.setFixedWidth(theme.scaled(_WIDTH_PX))

    def _connect(self) -> None:
        self.tray_button.clicked.connect(self._on_tray)
        self.service_button.clicked.connect(self._on_service)
        self.stop_button.clicked.connect(self._on_stop)
        self.cancel_button.clicked.connect(self.reject)

    def show_done(self, deed: ServiceDeed) -> None:
        """Say exactly what was done and how it is undone; the window may be closed then."""
        lines = [self.tr("The service {name} records now, until you log out.").format(name=deed.name)]
        if deed.written:
            lines.append(self.tr("Written: {path}").format(path=display_text(deed.written)))
        undo = self.tr("To undo it: Settings, History, Record as a service; or: {command}")
        lines.append(undo.format(command=deed.undo))
        self.title.setText(self.tr("Recording goes on"))
        self.words.setText("\n".join(lines))
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for part in (self.tray_button, self.tray_hint, self.service_button, self.service_hint):
            part.hide()
        self.foot_words.clear()
        self.cancel_button.hide()
        self.cancel_button.setEnabled(True)
        self.stop_button.setText(self.tr("Close the window") if self._is_closing else self.tr("Close"))
        self.stop_button.setEnabled(True)
        self.stop_button.clicked.disconnect(self._on_stop)
        self.stop_button.clicked.connect(self._on_read)
        self.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.adjustSize()

    def show_trouble(self, words: str) -> None:
        """Say why there is no service; the other answers stay."""
        trouble = self.tr("It did not work, and nothing was changed: {reason}")
        self.words.setText(trouble.format(reason=spoken.said(words)))
        for button in (self.tray_button, self.cancel_button, self.stop_button):
            button.setEnabled(True)
        self.service_button.setText(self.tr("As a service of yours, until you log out"))
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.adjustSize()

    @Slot()
    def _on_tray(self) -> None:
        self.tray_chosen.emit()

    @Slot()
    def _on_service(self) -> None:
        for button in (self.tray_button, self.service_button, self.cancel_button, self.stop_button):
            button.setEnabled(False)
        self.service_button.setText(self.tr("The service is being started…"))
        self.service_chosen.emit()

    @Slot()
    def _on_stop(self) -> None:
        self.stop_chosen.emit()

    @Slot()
    def _on_read(self) -> None:
        self.done_read.emit()
