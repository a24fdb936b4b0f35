"""The control of a setting: it shows a value, and says when the reader chose another one."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from procmon_gui.domain.settings import Kind, Setting, Value
from procmon_gui.ui import theme
from procmon_gui.ui.pages import settings_words as words
from procmon_gui.ui.pages.settings_names import NamesEditor
from procmon_gui.ui.widgets.check_box import CheckBox
from procmon_gui.ui.widgets.combo_box import ComboBox

CONTROL_PX: Final = 28
_CHOICE_PX: Final = 180
_NUMBER_PX: Final = 94
# Left, top, right, bottom.
_FRAME_PX: Final = (8, 3, 8, 3)
_RADIUS: Final = 4.0
_WHOLE_STEP: Final = 4
_NUMBER_STEP: Final = 0.5


class SettingControl(QWidget):
    """A check box, a list of choices, a field or a list of names, as the kind of the setting wants it.

    Signals:
        chosen: the reader chose this value.
    """

    chosen = Signal(object)

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        makers: dict[Kind, Callable[[], QWidget]] = {
            Kind.FLAG: self._check_box,
            Kind.CHOICE: self._combo_box,
            Kind.WHOLE: self._whole,
            Kind.NUMBER: self._number,
            Kind.TEXT: self._line,
            Kind.NAMED_TEXTS: self._names,
            Kind.NAMED_LISTS: self._names,
        }
        self.field = makers[setting.kind]()
        self.field.setAccessibleName(words.label(setting))
        self.field.setAccessibleDescription(words.help_line(setting))
        self.field.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(_FRAME_PX if self._is_number else (0, 0, 0, 0)))
        row.addWidget(self.field)
        theme.theme_changed.connect(self._on_theme_changed)

    @property
    def _is_number(self) -> bool:
        return isinstance(self.field, QAbstractSpinBox)

    @property
    def is_wide(self) -> bool:
        """Say whether the control takes a line of its own."""
        return isinstance(self.field, NamesEditor | QLineEdit)

    def tab_order(self) -> list[QWidget]:
        """Return what the Tab key goes through."""
        return self.field.tab_order() if isinstance(self.field, NamesEditor) else [self.field]

    def show_value(self, value: Value) -> None:
        """Show a value; nobody is told."""
        field = self.field
        was_blocked = field.blockSignals(True)
        if isinstance(field, CheckBox):
            field.setChecked(bool(value))
        elif isinstance(field, ComboBox):
            field.setCurrentIndex(field.findData(value))
        elif isinstance(field, QSpinBox) and isinstance(value, int | float):
            field.setValue(int(value))
        elif isinstance(field, QDoubleSpinBox) and isinstance(value, int | float):
            field.setValue(float(value))
        elif isinstance(field, QLineEdit):
            field.setText(str(value))
        elif isinstance(field, NamesEditor) and not isinstance(value, bool | int | float | str):
            field.show_value(value)
        field.blockSignals(was_blocked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the wheel to the page unless the control has the keyboard: who scrolls changes nothing on the way."""
        if event.type() == QEvent.Type.Wheel and watched is self.field and not self.field.hasFocus():
            event.ignore()
            return True
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame of a number, as other fields have it."""
        if not self._is_number:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_focus = self.field.hasFocus()
        token = "accent" if has_focus else "ctl" if self.isEnabled() else "line"
        painter.setPen(QPen(theme.colour(token), 2 if has_focus else 1))
        painter.setBrush(theme.colour("bg1"))
        inset = 1.0 if has_focus else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)
        painter.end()

    @Slot()
    def _on_theme_changed(self) -> None:
        self.update()

    # ---- one for each kind

    def _check_box(self) -> CheckBox:
        box = CheckBox(self)
        box.toggled.connect(self._on_value)
        return box

    def _combo_box(self) -> ComboBox:
        box = ComboBox(self)
        box.setMinimumHeight(CONTROL_PX)
        box.setMinimumWidth(theme.scaled(_CHOICE_PX))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for value, label in zip(self.setting.values, words.choice_labels(self.setting), strict=True):
            box.addItem(label, value)
        box.activated.connect(self._on_row)
        return box

    def _whole(self) -> QSpinBox:
        box = QSpinBox(self)
        box.setSingleStep(_WHOLE_STEP)
        box.setRange(int(self.setting.least), int(self.setting.most))
        self._set_up_number(box)
        box.valueChanged.connect(self._on_value)
        return box

    def _number(self) -> QDoubleSpinBox:
        box = QDoubleSpinBox(self)
        box.setDecimals(1)
        box.setSingleStep(_NUMBER_STEP)
        box.setRange(self.setting.least, self.setting.most)
        self._set_up_number(box)
        box.valueChanged.connect(self._on_value)
        return box

    def _set_up_number(self, box: QSpinBox | QDoubleSpinBox) -> None:
        box.setMinimumHeight(CONTROL_PX - _FRAME_PX[1] - _FRAME_PX[3])
        box.setMinimumWidth(theme.scaled(_NUMBER_PX))
        # The arrow keys and the wheel step; the arrows of the desktop can hardly be seen on a dark page.
        box.setButtonSymbols(box.ButtonSymbols.NoButtons)
        # The frame is ours, see `paintEvent`: under a style sheet that gives one, Qt draws no number.
        box.setFrame(False)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A number that is being typed is not one yet.
        box.setKeyboardTracking(False)
        if self.setting.unit:
            box.setSuffix(f" {self.setting.unit}")

    def _line(self) -> QLineEdit:
        line = QLineEdit(self)
        line.setMinimumHeight(CONTROL_PX)
        line.setMaxLength(int(self.setting.most))
        line.editingFinished.connect(self._on_line)
        return line

    def _names(self) -> NamesEditor:
        editor = NamesEditor(self.setting, self)
        editor.chosen.connect(self._on_value)
        return editor

    @Slot(bool)
    @Slot(int)
    @Slot(float)
    @Slot(object)
    def _on_value(self, value: Value) -> None:
        self.chosen.emit(value)

    @Slot()
    def _on_line(self) -> None:
        if isinstance(self.field, QLineEdit) and self.field.isModified():
            self.field.setModified(False)
            self.chosen.emit(self.field.text().strip())

    @Slot(int)
    def _on_row(self, row: int) -> None:
        if isinstance(self.field, ComboBox):
            self.chosen.emit(self.field.itemData(row))
