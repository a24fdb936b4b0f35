"""What this program is: version, what it stands on, where its files lie. Loaded when it is opened first."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from procmon_gui.domain.about import AboutFacts, AboutReader
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.text import display_text
from procmon_gui.domain.version import VERSION
from procmon_gui.ui import spoken, theme
from procmon_gui.ui import text as words_of
from procmon_gui.ui.bridge.operation import Operation
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.widgets.dialog_parts import StatusLine, dialog_button, foot_of, separator

_WIDTH_PX: Final = 560
_COMMIT_LETTERS: Final = 12


class AboutDialog(QDialog):
    """Name and version stand at once; the rest comes when it has been read.

    Signals:
        licences_asked: the reader wants to see the licences.
        failures_asked: the same of failures of this program.
    """

    licences_asked = Signal()
    failures_asked = Signal()

    def __init__(self, reader: AboutReader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About procmon_gui"))
        self.setProperty(HELP_PROPERTY, "privacy")
        self._copied = ""
        name = self._label(self.tr("procmon_gui {version}").format(version=VERSION))
        name.setFont(theme.sized_font(self.font(), 3, theme.sized_font(self.font()).Weight.DemiBold))
        said = self._label(self.tr("The flight recorder and the control desk of a computer."))
        used = self._label(self.tr("MIT licence. Qt is used under the LGPL; icons: Lucide."))
        used.setObjectName("setting_help")
        self._rows = {key: self._label(words_of.UNKNOWN) for key in self._titles()}
        self.status = StatusLine(self)
        self.copy_button = dialog_button(self.tr("Copy"), self)
        self.copy_button.setToolTip(self.tr("For a report of a bug: versions and places, nothing of what runs here."))
        self.copy_button.clicked.connect(self._on_copy)
        self.copy_button.setEnabled(False)
        self.licences_button = dialog_button(self.tr("Licences…"), self)
        self.licences_button.clicked.connect(self.licences_asked)
        self.failures_button = dialog_button(self.tr("Failures…"), self)
        self.failures_button.clicked.connect(self.failures_asked)
        self.close_button = dialog_button(self.tr("Close"), self)
        self.close_button.clicked.connect(self.accept)
        self._lay_out(name, said, used)
        self._work = Operation(reader.facts, owner=self).success(self._show).failure(self._on_failed).start()

    def _titles(self) -> dict[str, str]:
        return {
            "commit": self.tr("Commit"),
            "system": self.tr("System"),
            "desktop": self.tr("Desktop"),
            "parts": self.tr("Stands on"),
            "data": self.tr("Data"),
            "settings": self.tr("Settings"),
            "log": self.tr("Log"),
        }

    def _label(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _lay_out(self, name: QLabel, said: QLabel, used: QLabel) -> None:
        icon = QLabel(self)
        icon.setPixmap(theme.program_icon().pixmap(theme.scaled(48)))
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addWidget(name)
        head.addWidget(said)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(head, 1)
        rows = QGridLayout()
        rows.setHorizontalSpacing(16)
        rows.setVerticalSpacing(6)
        rows.setColumnStretch(1, 1)
        for place, (key, title) in enumerate(self._titles().items()):
            label = self._label(title)
            label.setObjectName("setting_help")
            label.setWordWrap(False)
            value = self._rows[key]
            value.setAccessibleName(title)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            rows.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
            rows.addWidget(value, place, 1)
        inner = QVBoxLayout()
        inner.setContentsMargins(20, 20, 20, 16)
        inner.setSpacing(16)
        inner.addLayout(top)
        inner.addLayout(rows)
        inner.addWidget(used)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner, 1)
        column.addWidget(separator(self))
        buttons = (self.failures_button, self.licences_button, self.copy_button, self.close_button)
        column.addLayout(foot_of(self.status, *buttons))
        self.setFixedWidth(theme.scaled(_WIDTH_PX))
        self._fit()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, facts: AboutFacts) -> None:
        parts = ", ".join(f"{name} {version}" for name, version in facts.parts)
        said = {
            "commit": facts.commit[:_COMMIT_LETTERS], "system": facts.system, "desktop": facts.desktop, "parts": parts,
            "data": facts.data, "settings": facts.settings, "log": facts.log,
        }  # fmt: skip
        for key, words in said.items():
            self._rows[key].setText(display_text(words) or words_of.UNKNOWN)
        # As it is written wherever bugs are reported, in one language.
        kept = [f"{key}: {display_text(words)}" for key, words in said.items() if words]
        self._copied = "\n".join([f"procmon_gui {facts.version}", *kept]) + "\n"
        self.copy_button.setEnabled(True)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the words need at this width, which Qt does not ask by itself."""
        layout = self.layout()
        if layout is not None:
            # Else what stands in it is as high as before.
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def _on_failed(self, error: ProcmonError) -> None:
        self.status.say(spoken.said(str(error)))

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._copied)
        self.status.say(self.tr("Copied."))
