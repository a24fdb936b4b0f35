"""One line of the editor: what it is called, its control, and what is wrong with it, said at once."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from procmon_gui.ui.access.said_line import SaidLine
from procmon_gui.ui.widgets.check_box import CheckBox
from procmon_gui.ui.widgets.combo_box import ComboBox
from procmon_gui.ui.widgets.plain import plain_tooltip

CONTROL_PX: Final = 28
# A text on the way to a right one is mostly wrong.
_PAUSE_MS: Final = 600


class RuleField(QWidget):
    """Label above control, and a line `said` for what is wrong. It says nothing of what nobody has typed yet.

    Signals:
        edited: the reader typed or chose something else.
        told: something else is said to be wrong, or nothing any more.
    """

    edited = Signal()
    told = Signal()

    def __init__(
        self, key: str, label: str, control: QWidget, parent: QWidget | None = None, *, hint: str = ""
    ) -> None:
        super().__init__(parent)
        self.key = key
        self.control = control
        self._fault = ""
        self._is_known = self._is_typed = False
        self.label = QLabel(label, self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setObjectName("detail_label")
        self.label.setBuddy(control)
        control.setAccessibleName(label)
        # Whoever lays fields out puts it below all of their row: a sentence needs more room than a field.
        self.said = SaidLine("circle-x", "crit", self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._show_fault)
        control.setMinimumHeight(CONTROL_PX)
        control.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.label)
        column.addWidget(control)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hint(hint)
        self._listen(control)

    def _listen(self, control: QWidget) -> None:
        if isinstance(control, QLineEdit):
            control.textEdited.connect(self._on_edited)
            control.textChanged.connect(self._on_text)
        elif isinstance(control, ComboBox):
            control.activated.connect(self._on_edited)
            if control.isEditable():
                control.editTextChanged.connect(self._on_text)
        elif isinstance(control, CheckBox):
            control.clicked.connect(self._on_edited)

    def hint(self, words: str) -> None:
        """Say what may stand here, to who points at it and to who hears it."""
        self._hint = words
        self.control.setToolTip(plain_tooltip(words))
        self.control.setAccessibleDescription(self.fault or words)

    # ---- its value

    @property
    def value(self) -> object:
        """Return what stands there: a text, a flag, or the word of a choice."""
        control = self.control
        if isinstance(control, CheckBox):
            return control.isChecked()
        if isinstance(control, ComboBox):
            return str(control.currentData())
        return control.text() if isinstance(control, QLineEdit) else ""

    def show_value(self, value: object) -> None:
        """Show another value, as if nobody had typed it."""
        control = self.control
        was_blocked = self.blockSignals(True)
        if isinstance(control, CheckBox):
            control.setChecked(bool(value))
        elif isinstance(control, ComboBox):
            control.setCurrentIndex(max(0, control.findData(value)))
        elif isinstance(control, QLineEdit) and control.text() != str(value):
            control.setText(str(value))
        self.blockSignals(was_blocked)

    # ---- what is wrong

    @property
    def fault(self) -> str:
        """Return what is said to be wrong; empty for nothing, or where nothing was typed yet."""
        return self.said.text

    @property
    def is_typed(self) -> bool:
        """Say whether the reader has typed here."""
        return self._is_typed

    @property
    def has_fault(self) -> bool:
        """Say whether something is wrong, said or not."""
        return bool(self._fault)

    def show_fault(self, words: str) -> None:
        """Take what is wrong; it is said when the reader stops typing, and no more as soon as it is right."""
        self._fault = words
        if not words:
            self._show_fault()
        elif self._is_known and words != self.said.text:
            self._soon.start()

    def reveal_fault(self) -> None:
        """Say at once what is wrong, typed or not."""
        self._is_known = True
        self._show_fault()

    def begin(self) -> None:
        """Say nothing of what is not typed yet."""
        self._is_known = self._is_typed = False
        self._fault = ""
        self._show_fault()

    @Slot()
    def _show_fault(self) -> None:
        self._soon.stop()
        words = self._fault if self._is_known else ""
        if words == self.said.text and bool(words) == bool(self.control.property("error")):
            return
        self.said.say(words)
        self.control.setAccessibleDescription(words or self._hint)
        self.control.setProperty("error", bool(words))
        # The style sheet looks at the property only when it is put on again.
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)
        self.told.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say what is wrong when the keyboard leaves; let the wheel scroll the form and change no choice."""
        if watched is self.control and event.type() == QEvent.Type.FocusOut and self._is_known:
            self._show_fault()
        if watched is self.control and event.type() == QEvent.Type.Wheel and isinstance(self.control, ComboBox):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _on_edited(self) -> None:
        self._is_known = self._is_typed = True
        self.edited.emit()

    @Slot(str)
    def _on_text(self, _text: str) -> None:
        if self.control.hasFocus():
            self._is_known = self._is_typed = True
        self.edited.emit()


def choice_box(entries: dict[str, str], parent: QWidget | None = None) -> ComboBox:
    """Return a box of choices: words by the value that each stands for."""
    box = ComboBox(parent)
    box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    for value, words in entries.items():
        box.addItem(words, value)
    return box


def line(parent: QWidget | None = None, *, example: str = "", most: int = 200) -> QLineEdit:
    """Return a field for a short text."""
    field = QLineEdit(parent)
    field.setMaxLength(most)
    field.setPlaceholderText(example)
    return field
