"""Lines of a question: an icon and a sentence, and the field in which a name is typed."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from procmon_gui.domain.actions import Target
from procmon_gui.ui import theme
from procmon_gui.ui.acting.case import Remark
from procmon_gui.ui.acting.labels import label

_LONGEST: Final = 256


class RemarkLine(QWidget):
    """An icon and a sentence; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None, remark: Remark | None = None) -> None:
        super().__init__(parent)
        self._icon_name, self._token = "", ""
        self._icon = QLabel(self)
        self._label = label("", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        theme.theme_changed.connect(self._tint)
        if remark is None:
            self.hide()
        else:
            self.say(remark.icon_name, remark.token, remark.words)

    @property
    def text(self) -> str:
        """Return what is said; empty while nothing is."""
        return self._label.text() if not self.isHidden() else ""

    def say(self, icon_name: str, token: str, said: str) -> None:
        """Say something else; an empty sentence hides the line."""
        self._icon_name, self._token = icon_name, token
        self._label.setText(said)
        self.setAccessibleName(said)
        self._tint()
        self.setVisible(bool(said))

    @Slot()
    def _tint(self) -> None:
        if self._icon_name:
            self._icon.setPixmap(theme.pixmap(self._icon_name, self._token, 16))
            palette = self._label.palette()
            is_wrong = self._token == "crit"
            palette.setColor(self._label.foregroundRole(), theme.colour("crit" if is_wrong else "t1"))
            self._label.setPalette(palette)


class TypedName(QWidget):
    """The name of a process that others live in has to be typed before anything is done to it.

    Signals:
        changed: something else stands in the field.
    """

    changed = Signal()

    def __init__(self, target: Target, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.target = target
        said = self.tr("Type its name, {name}, to confirm").format(name=target.name)
        self.field = QLineEdit(self)
        self.field.setMaxLength(_LONGEST)
        self.field.setAccessibleName(said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(said, self, name="detail_label", buddy=self.field))
        column.addWidget(self.field)
        self.field.textChanged.connect(self._on_text)

    @property
    def is_right(self) -> bool:
        """Say whether the name stands there."""
        return self.field.text().strip() == self.target.name.strip()

    @Slot(str)
    def _on_text(self, _typed: str) -> None:
        self.changed.emit()
