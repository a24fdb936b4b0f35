"""What is chosen in a question before it is answered: a nice value, an I/O priority, CPUs. Signals have a list."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, cast

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QGridLayout, QHBoxLayout, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from procmon_gui.domain.actions import LEAST_NICE, MOST_NICE, Action, ActionKind, IoClass, Target
from procmon_gui.ui import theme
from procmon_gui.ui.acting import words
from procmon_gui.ui.acting.labels import field_label, label
from procmon_gui.ui.acting.signal_choice import SignalChoice
from procmon_gui.ui.acting.wishes import Wish
from procmon_gui.ui.widgets.check_box import CheckBox
from procmon_gui.ui.widgets.combo_box import ComboBox
from procmon_gui.ui.widgets.dialog_parts import dialog_button

translate = QCoreApplication.translate
_CONTROL_PX: Final = 28
_LEAST_LEVEL, _MOST_LEVEL = 0, 7
_CPUS_IN_A_ROW: Final = 8
_MOST_CPU_ROWS: Final = 6
_CPU_PX: Final = 57


class NiceChoice(QWidget):
    """A number from -20 to 19, with its word.

    Signals:
        changed: another one is chosen.
    """

    changed = Signal()

    def __init__(self, action: Action, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self.box = QSpinBox(self)
        self.box.setRange(LEAST_NICE, MOST_NICE)
        self.box.setValue(action.nice)
        self.box.setMinimumHeight(_CONTROL_PX)
        self.box.setAccessibleName(self.tr("Nice value"))
        self._word = label("", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(field_label(self.tr("Nice value"), self, self.box))
        row.addWidget(self.box)
        row.addWidget(self._word, 1)
        self.box.valueChanged.connect(self._on_value)
        self._say()

    @property
    def first(self) -> QWidget:
        """Return what gets the keyboard first."""
        return self.box

    @property
    def action(self) -> Action:
        """Return what is chosen."""
        return replace(self._action, nice=self.box.value())

    @property
    def is_complete(self) -> bool:
        """Say whether enough is chosen."""
        return True

    def _say(self) -> None:
        self._word.setText(words.nice_word(self.box.value()))

    @Slot(int)
    def _on_value(self, _value: int) -> None:
        self._say()
        self.changed.emit()


class IoChoice(QWidget):
    """A class, and a level within it.

    Signals:
        changed: another one is chosen.
    """

    changed = Signal()

    def __init__(self, action: Action, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self.classes = ComboBox(self)
        self.classes.setMinimumHeight(_CONTROL_PX)
        self.classes.setAccessibleName(self.tr("Class"))
        for io_class, said in words.IO_CLASSES.items():
            self.classes.addItem(translate("Acting", said), io_class.value)
        self.classes.setCurrentIndex(self.classes.findData(action.io_class.value))
        self.level = QSpinBox(self)
        self.level.setRange(_LEAST_LEVEL, _MOST_LEVEL)
        self.level.setValue(action.io_level)
        self.level.setMinimumHeight(_CONTROL_PX)
        self.level.setAccessibleName(self.tr("Level, 0 is first"))
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(8)
        for said, field in ((self.tr("Class"), self.classes), (self.tr("Level, 0 is first"), self.level)):
            form.addRow(field_label(said, self, field), field)
        self.level.setMaximumWidth(theme.scaled(72))
        self.classes.currentIndexChanged.connect(self._on_class)
        self.level.valueChanged.connect(self._on_level)
        self.level.setEnabled(self._io_class is not IoClass.IDLE)

    @property
    def _io_class(self) -> IoClass:
        return IoClass(self.classes.currentData())

    @property
    def first(self) -> QWidget:
        """Return what gets the keyboard first."""
        return self.classes

    @property
    def action(self) -> Action:
        """Return what is chosen."""
        return replace(self._action, io_class=self._io_class, io_level=self.level.value())

    @property
    def is_complete(self) -> bool:
        """Say whether enough is chosen."""
        return True

    @Slot(int)
    def _on_class(self, _index: int) -> None:
        self.level.setEnabled(self._io_class is not IoClass.IDLE)
        self.changed.emit()

    @Slot(int)
    def _on_level(self, _level: int) -> None:
        self.changed.emit()


class CpuChoice(QWidget):
    """A box for each CPU, and two buttons for all and for none.

    Signals:
        changed: others are chosen.
    """

    changed = Signal()

    def __init__(self, action: Action, cpu_count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self._is_setting = False
        numbers = sorted({*range(cpu_count), *action.cpus})
        self.boxes = {number: self._box(number, is_chosen=number in action.cpus) for number in numbers}
        self.all_button = dialog_button(self.tr("All"), self)
        self.none_button = dialog_button(self.tr("None"), self)
        self.all_button.setAccessibleName(self.tr("Choose all CPUs"))
        self.none_button.setAccessibleName(self.tr("Choose no CPU"))
        self._said = label("", self, name="detail_hint")
        self._lay_out()
        self.all_button.clicked.connect(self._on_all)
        self.none_button.clicked.connect(self._on_none)
        self._say()

    def _box(self, number: int, *, is_chosen: bool) -> CheckBox:
        box = CheckBox(self)
        box.setChecked(is_chosen)
        box.setAccessibleName(self.tr("CPU {number}").format(number=number))
        box.toggled.connect(self._on_toggled)
        return box

    def _lay_out(self) -> None:
        grid_part = QWidget(self)
        grid_part.setObjectName("question_body")
        grid = QGridLayout(grid_part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(0)
        for place, (number, box) in enumerate(self.boxes.items()):
            row, column = divmod(place, _CPUS_IN_A_ROW)
            cell = QHBoxLayout()
            cell.setSpacing(2)
            cell.addWidget(box)
            cell.addWidget(label(str(number), grid_part, buddy=box), 1)
            grid.addLayout(cell, row, column)
            grid.setColumnMinimumWidth(column, theme.scaled(_CPU_PX))
        grid.setColumnStretch(_CPUS_IN_A_ROW, 1)
        scroll = QScrollArea(self)
        scroll.setObjectName("question_body")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(grid_part)
        rows = min(_MOST_CPU_ROWS, -(-len(self.boxes) // _CPUS_IN_A_ROW))
        scroll.setFixedHeight(rows * next(iter(self.boxes.values())).sizeHint().height() + 2 if self.boxes else 0)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._said, 1)
        head.addWidget(self.all_button)
        head.addWidget(self.none_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(scroll)

    @property
    def chosen(self) -> frozenset[int]:
        """Return which CPUs are chosen."""
        return frozenset(number for number, box in self.boxes.items() if box.isChecked())

    @property
    def first(self) -> QWidget:
        """Return what gets the keyboard first."""
        return next(iter(self.boxes.values()), self.all_button)

    @property
    def action(self) -> Action:
        """Return what is chosen."""
        return replace(self._action, cpus=self.chosen)

    @property
    def is_complete(self) -> bool:
        """Say whether enough is chosen: a process needs one CPU."""
        return bool(self.chosen)

    def _say(self) -> None:
        said = self.tr("CPU {numbers}").format(numbers=words.cpus_text(self.chosen))
        self._said.setText(said if self.chosen else self.tr("Choose one CPU at least."))

    def _choose(self, *, is_chosen: bool) -> None:
        self._is_setting = True
        for box in self.boxes.values():
            box.setChecked(is_chosen)
        self._is_setting = False
        self._on_toggled()

    @Slot()
    def _on_all(self) -> None:
        self._choose(is_chosen=True)

    @Slot()
    def _on_none(self) -> None:
        self._choose(is_chosen=False)

    @Slot()
    def _on_toggled(self) -> None:
        if not self._is_setting:
            self._say()
            self.changed.emit()


Choice = NiceChoice | IoChoice | CpuChoice | SignalChoice


def choice_for(wish: Wish, targets: Sequence[Target], parent: QWidget) -> Choice | None:
    """Return where it is chosen what a wish leaves open, beginning with what is so now; None where nothing is."""
    action = wish.action
    if not wish.chooses:
        return None
    if action.kind is ActionKind.SIGNAL:
        return SignalChoice(action, parent)
    if action.kind is ActionKind.NICE:
        nice = _common([target.nice for target in targets])
        return NiceChoice(action if nice is None else replace(action, nice=cast(int, nice)), parent)
    if action.kind is ActionKind.IO_PRIORITY:
        io = _common([target.io for target in targets])
        if isinstance(io, tuple):
            action = replace(action, io_class=io[0], io_level=io[1])
        return IoChoice(action, parent)
    cpus = frozenset().union(*(target.cpus or frozenset() for target in targets))
    return CpuChoice(replace(action, cpus=cpus), wish.cpu_count, parent)


def _common(values: Sequence[object]) -> object:
    """Return what all have in common, None where they have nothing."""
    return values[0] if len(set(values)) == 1 else None
