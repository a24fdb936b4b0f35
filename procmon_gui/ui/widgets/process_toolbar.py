"""The toolbar over the process table: shape of the list, columns, basis of CPU, kernel threads, and how many."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from procmon_gui.ui import text, theme
from procmon_gui.ui.models.process_shape import Shape
from procmon_gui.ui.widgets.act_buttons import ActButtons
from procmon_gui.ui.widgets.beside_icon import beside_icon, words_px
from procmon_gui.ui.widgets.chevron_button import ChevronButton
from procmon_gui.ui.widgets.fitting_label import FittingLabel
from procmon_gui.ui.widgets.jump_bar import JumpBar
from procmon_gui.ui.widgets.plain import plain_tooltip

HEIGHT_PX: Final = 44
CONTROL_PX: Final = 28
_GAP_PX: Final = 12
_LONGEST_SET: Final = 24


class ProcessToolbar(QWidget):
    """Shows choices and asks for them; the page decides.

    Signals:
        shape_chosen: show a tree, a list, or groups: a `Shape`.
        per_core_chosen: 100 % is one core, or the whole machine.
        kernel_threads_chosen: show the threads of the kernel too.
    """

    shape_chosen = Signal(object)
    per_core_chosen = Signal(bool)
    kernel_threads_chosen = Signal(bool)

    def __init__(self, columns: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape_of_group = Shape.PROGRAM
        self._set_title = ""
        self._folded: tuple[str, ...] = ()
        self._group_words = {
            Shape.PROGRAM: self.tr("By program"),
            Shape.USER: self.tr("By user"),
            Shape.UNIT: self.tr("By unit"),
            Shape.CONTAINER: self.tr("By container"),
        }
        self.tree_button, self.flat_button = QToolButton(self), QToolButton(self)
        self.group_button = ChevronButton(self)
        self.tree_button.setText(self.tr("Tree"))
        self.flat_button.setText(self.tr("Flat"))
        self.group_button.setText(self._group_words[Shape.PROGRAM])
        self._shape = self._joined(self.tree_button, self.flat_button, self.group_button)
        self._group_actions = QActionGroup(self)
        self._make_group_menu()
        self._make_basis()
        self.kernel_button = QToolButton(self)
        self.kernel_button.setText(self.tr("Kernel threads"))
        self.kernel_button.setCheckable(True)
        self.kernel_button.setToolTip(self.tr("Show the threads of the kernel too"))
        self.columns_button = QToolButton(self)
        self.columns_button.setMenu(columns)
        self.columns_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.columns_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.columns_button.setIconSize(theme.icon_size(16))
        self._columns_words_px = 0
        self.acting = ActButtons(self)
        self.jump_bar = JumpBar(self)
        self._count = FittingLabel(self)
        self._lay_out()
        self._word_columns()
        self._tint()
        self._shape.idToggled.connect(self._on_shape)
        self._basis.idToggled.connect(self._on_basis)
        self.kernel_button.toggled.connect(self._on_kernel_threads)
        theme.theme_changed.connect(self._tint)

    def _joined(self, *buttons: QToolButton) -> QButtonGroup:
        """Join buttons of which one is chosen."""
        group = QButtonGroup(self)
        for number, button in enumerate(buttons):
            button.setCheckable(True)
            button.setChecked(number == 0)
            side = "first" if number == 0 else "last" if number == len(buttons) - 1 else "middle"
            button.setProperty("segment", side)
            group.addButton(button, number)
        return group

    def _make_group_menu(self) -> None:
        menu = QMenu(self)
        for shape, words in self._group_words.items():
            action = QAction(words, self)
            action.setCheckable(True)
            action.setData(shape)
            self._group_actions.addAction(action)
            menu.addAction(action)
        self._group_actions.triggered.connect(self._on_group_chosen)
        self.group_button.setMenu(menu)
        self.group_button.setToolTip(self.tr("Groups with totals, by what processes have in common"))

    def _make_basis(self) -> None:
        self.machine_button, self.core_button = QToolButton(self), QToolButton(self)
        self.machine_button.setText(self.tr("Machine"))
        self.core_button.setText(self.tr("Per core"))
        self._basis = self._joined(self.machine_button, self.core_button)
        self.machine_button.setToolTip(self.tr("100 % CPU is the whole machine"))
        self.core_button.setToolTip(self.tr("100 % CPU is one core, so a process can pass it"))
        self.machine_button.setAccessibleName(self.tr("CPU as a share of the machine"))
        self.core_button.setAccessibleName(self.tr("CPU per core"))

    def _lay_out(self) -> None:
        self.setFixedHeight(max(HEIGHT_PX, self.fontMetrics().height() + 26))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(0)
        for widget, gap in (
            (self.tree_button, 0),
            (self.flat_button, 0),
            (self.group_button, 12),
            (self.columns_button, 12),
        ):
            row.addWidget(widget)
            row.addSpacing(gap)
            widget.setMinimumHeight(CONTROL_PX)
        row.addWidget(self._basis_part())
        row.addWidget(self.jump_bar)
        row.addWidget(self._count, 1)
        for button in self.acting.all:
            row.addSpacing(8)
            row.addWidget(button)
            button.setMinimumHeight(CONTROL_PX)

    def _basis_part(self) -> QWidget:
        """Return what goes first where there is little room, with the air around it."""
        self._spare = QWidget(self)
        self._basis_label = QLabel(self.tr("CPU"), self._spare)
        self._basis_label.setTextFormat(Qt.TextFormat.PlainText)
        self._basis_label.setContentsMargins(0, 0, 8, 0)
        row = QHBoxLayout(self._spare)
        row.setContentsMargins(0, 0, _GAP_PX, 0)
        row.setSpacing(0)
        row.addWidget(self._basis_label)
        for button in self._basis_buttons:
            row.addWidget(button)
            button.setMinimumHeight(CONTROL_PX)
        row.addSpacing(_GAP_PX)
        row.addWidget(self.kernel_button)
        self.kernel_button.setMinimumHeight(CONTROL_PX)
        return self._spare

    # ---- less room

    @property
    def _basis_buttons(self) -> tuple[QToolButton, QToolButton]:
        return self.machine_button, self.core_button

    def minimumSizeHint(self) -> QSize:
        """Return the size without what may go."""
        return QSize(self._bare_px() + self._columns_words_px, super().minimumSizeHint().height())

    def _bare_px(self) -> int:
        """Return the width of icons, and of what has none."""
        gone = 0 if self._spare.isHidden() else self._spare.sizeHint().width()
        has_words = self.columns_button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        gone += self._columns_words_px if has_words else 0
        gone += self.acting.words_px if self.acting.has_words else 0
        return super().minimumSizeHint().width() - gone

    def _fit(self) -> None:
        """Let go, where there is no room, what can be found elsewhere too, and then words that stand beside icons.

        What a filter found says more than a control that stands in the settings too.
        """
        room = self.width() - self._bare_px()
        basis_px = sum(button.sizeHint().width() for button in self._basis_buttons) + 2 * _GAP_PX
        kernel_px, label_px = (widget.sizeHint().width() for widget in (self.kernel_button, self._basis_label))
        # Each is kept only where all before it are: the first ones go last.
        basis_px += self._count.least_px
        wants = (self._columns_words_px, self.acting.words_px, basis_px, kernel_px, label_px)
        fits = [sum(wants[: place + 1]) <= room for place in range(len(wants))]
        styles = Qt.ToolButtonStyle
        style = styles.ToolButtonTextBesideIcon if fits[0] else styles.ToolButtonIconOnly
        if self.columns_button.toolButtonStyle() != style:
            self.columns_button.setToolButtonStyle(style)
        self.acting.show_words(has_words=fits[1])
        self._spare.setVisible(fits[2])
        self.kernel_button.setVisible(fits[3])
        self._basis_label.setVisible(fits[4])

    def event(self, event: QEvent) -> bool:
        """Show what fits, whenever the width changed or words did."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit()
        return super().event(event)

    # ---- what is shown

    def show_choices(self, *, shape: Shape, is_per_core: bool, kernel_threads: bool) -> None:
        """Press the right buttons."""
        self._show_group(shape)
        buttons = {Shape.TREE: self.tree_button, Shape.FLAT: self.flat_button}
        buttons.get(shape, self.group_button).setChecked(True)
        (self.core_button if is_per_core else self.machine_button).setChecked(True)
        self.kernel_button.setChecked(kernel_threads)

    def _show_group(self, shape: Shape) -> None:
        if not shape.is_grouped:
            return
        self._shape_of_group = shape
        self.group_button.setText(self._group_words[shape])
        for action in self._group_actions.actions():
            action.setChecked(action.data() == shape)

    def show_count(self, processes: int, kernel_threads: int, shown: int | None) -> None:
        """Say how many processes and threads of the kernel there are, and how many pass the filter, if there is one."""
        said = self.tr("%Ln processes", "", processes)
        if kernel_threads:
            threads = self.tr("%Ln kernel threads", "", kernel_threads)
            said = self.tr("{processes}, {kernel_threads}").format(processes=said, kernel_threads=threads)
        if shown is not None:
            few = self.tr("{count} shown").format(count=text.count_text(shown))
            said = self.tr("{processes}, {count} shown").format(processes=said, count=text.count_text(shown))
            self._count.say(said, few)
        else:
            self._count.say(said)
        self._fit()

    def show_set(self, title: str) -> None:
        """Say which set of columns is shown; an empty title says none."""
        self._set_title = title
        self._word_columns()

    def show_folded(self, titles: Sequence[str]) -> None:
        """Say which columns are chosen but hidden, because the window is too narrow for them."""
        self._folded = tuple(titles)
        self._word_columns()

    def _word_columns(self) -> None:
        words, tooltip = self.tr("Columns"), ""
        if self._set_title:
            words = self.tr("Columns: {name}").format(name=self._set_title[:_LONGEST_SET])
        if self._folded:
            words = self.tr("Columns, {count} folded").format(count=len(self._folded))
            tooltip = self.tr("The window is too narrow for: {columns}").format(columns=", ".join(self._folded))
        self.columns_button.setText(beside_icon(words.replace("&", "&&")))
        self._columns_words_px = words_px(self.columns_button)
        self.columns_button.setAccessibleName(words)
        self.columns_button.setToolTip(plain_tooltip(tooltip or words))
        self._fit()

    def tab_order(self) -> Sequence[QWidget]:
        """Return the controls from left to right."""
        return (
            self.tree_button, self.flat_button, self.group_button, self.columns_button, self.machine_button,
            self.core_button, self.kernel_button, *self.acting.all,
        )  # fmt: skip

    @property
    def count_text(self) -> str:
        """Return what is said about the number of processes."""
        return self._count.said

    @Slot(int, bool)
    def _on_shape(self, number: int, is_chosen: bool) -> None:
        if is_chosen:
            self._show_group(self._shape_of_group)
            self.shape_chosen.emit((Shape.TREE, Shape.FLAT, self._shape_of_group)[number])

    @Slot(QAction)
    def _on_group_chosen(self, action: QAction) -> None:
        self._show_group(Shape(action.data()))
        if self.group_button.isChecked():
            self.shape_chosen.emit(self._shape_of_group)
        else:
            self.group_button.setChecked(True)

    @Slot(int, bool)
    def _on_basis(self, number: int, is_chosen: bool) -> None:
        if is_chosen:
            self.per_core_chosen.emit(number == 1)

    @Slot(bool)
    def _on_kernel_threads(self, is_shown: bool) -> None:
        self.kernel_threads_chosen.emit(is_shown)

    @Slot()
    def _tint(self) -> None:
        self.columns_button.setIcon(theme.icon("columns-3", "t2"))
