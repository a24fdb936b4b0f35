"""Beside the charts: who used most in the range, and what there is to say of the one that is selected."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from procmon_gui.domain.history import Span
from procmon_gui.domain.ranges import ProcessInRange, Resource
from procmon_gui.ui import moment_words, theme
from procmon_gui.ui.widgets.beside_icon import beside_icon
from procmon_gui.ui.widgets.history.range_dialog import range_words
from procmon_gui.ui.widgets.history.top_table import TopTable
from procmon_gui.ui.widgets.history.top_words import Measure, TopItem, name_of, who_words
from procmon_gui.ui.widgets.plain import plain_tooltip

WIDTH_PX: Final = 284
_SIDE_PX: Final = 16


class HistorySide(QFrame):
    """Shows and asks; the page decides.

    Attributes:
        pairs: what is said of the one that is selected, titles and words.

    Signals:
        ranking_asked: who is ranked, and by what, is another now: ask `by` and `are_processes`.
        selected: another row is selected, or none.
        peak_asked, tree_asked, life_asked: of the one that is selected: its peak, its place in the tree, its life.
    """

    ranking_asked = Signal()
    selected = Signal()
    peak_asked = Signal()
    tree_asked = Signal()
    life_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history_side")
        self._peak_words = ""
        self._title = self._label(QFont.Weight.DemiBold)
        self._range = self._label()
        self._range.setWordWrap(True)
        self.kinds = self._joined([self.tr("Programs"), self.tr("Processes")])
        self.resources = self._joined([self.tr("CPU"), self.tr("Memory"), self.tr("Disk"), self.tr("Net")])
        self.table = TopTable(self)
        # Of the first nobody knows whether the reader means it, or whoever is the first.
        self._is_picked = False
        self._empty = self._label()
        self._empty.setWordWrap(True)
        self._detail = QWidget(self)
        self._name = self._label(QFont.Weight.DemiBold)
        self._who = self._label()
        self._who.setWordWrap(True)
        self._pairs = QFormLayout()
        self.pairs: tuple[tuple[str, str], ...] = ()
        self.peak_button = self._link("crosshair")
        self.tree_button = self._link("list-tree", self.tr("Show it in the tree"))
        self.life_button = self._link("chart-line", self.tr("Whole life…"))
        self.life_button.hide()
        self._lay_out()
        self._connect()
        self._tint()
        self.show_subject(None, (), None)

    def _label(self, weight: QFont.Weight = QFont.Weight.Normal) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(theme.sized_font(self.font(), 0 if weight == QFont.Weight.DemiBold else -0.75, weight))
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return label

    def _pair_label(self, words: str) -> QLabel:
        label = QLabel(self._detail)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(words)
        label.setToolTip(plain_tooltip(words))
        return label

    def _joined(self, words: list[str]) -> QButtonGroup:
        group = QButtonGroup(self)
        for number, said in enumerate(words):
            button = QToolButton(self)
            button.setText(said)
            button.setCheckable(True)
            button.setChecked(number == 0)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            side = "first" if number == 0 else "last" if number == len(words) - 1 else "middle"
            button.setProperty("segment", side)
            button.setMinimumHeight(28)
            group.addButton(button, number)
        return group

    def _link(self, icon_name: str, words: str = "") -> QToolButton:
        button = QToolButton(self._detail)
        button.setProperty("link", True)
        button.setProperty("icon_name", icon_name)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(theme.icon_size(16))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        _say(button, words)
        return button

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(_SIDE_PX, 12, _SIDE_PX, 8)
        head.setSpacing(6)
        head.addWidget(self._title)
        head.addWidget(self._range)
        for group in (self.kinds, self.resources):
            row = QHBoxLayout()
            row.setSpacing(0)
            for button in group.buttons():
                row.addWidget(button)
            head.addLayout(row)
        line = QFrame(self)
        line.setObjectName("separator")
        line.setFixedHeight(1)
        body = QVBoxLayout(self._detail)
        body.setContentsMargins(_SIDE_PX, 12, _SIDE_PX, 12)
        body.setSpacing(4)
        self._pairs.setContentsMargins(0, 2, 0, 2)
        self._pairs.setVerticalSpacing(6)
        for part in (self._name, self._who, self._pairs, self.peak_button, self.tree_button, self.life_button):
            body.addLayout(part) if isinstance(part, QFormLayout) else body.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        self._rows = QStackedWidget(self)
        self._rows.addWidget(self.table)
        self._rows.addWidget(self._empty)
        column.addWidget(self._rows, 1)
        column.addWidget(line)
        column.addWidget(self._detail)
        self._empty.setContentsMargins(_SIDE_PX, 8, _SIDE_PX, 8)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self.kinds.idClicked.connect(self._on_ranking)
        self.resources.idClicked.connect(self._on_ranking)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.table.opened.connect(self.tree_asked)
        self.peak_button.clicked.connect(self.peak_asked)
        self.tree_button.clicked.connect(self.tree_asked)
        self.life_button.clicked.connect(self.life_asked)
        theme.theme_changed.connect(self._tint)

    def tab_order(self) -> tuple[QWidget, ...]:
        """Return what the Tab key goes through, from the top down."""
        links = (self.peak_button, self.tree_button, self.life_button)
        return *self.kinds.buttons(), *self.resources.buttons(), self.table, *links

    # ---- what is asked

    @property
    def by(self) -> Resource:
        """Return by what is ranked."""
        return tuple(Resource)[max(0, self.resources.checkedId())]

    @property
    def are_processes(self) -> bool:
        """Say whether single processes are ranked, and not programs."""
        return self.kinds.checkedId() == 1

    @property
    def item(self) -> TopItem | None:
        """Return the one that is selected."""
        return self.table.current_item()

    # ---- what it is told

    def offer_lives(self) -> None:
        """Lead to lives: there is somebody who shows them."""
        self.life_button.show()

    def choose(self, by: Resource, *, are_processes: bool) -> None:
        """Rank these by this."""
        self.resources.button(tuple(Resource).index(by)).setChecked(True)
        self.kinds.button(int(are_processes)).setChecked(True)
        self._say_title()

    def show_range(self, span: Span | None, *, is_chosen: bool) -> None:
        """Say of which range the rows are."""
        self._say_title()
        words = "" if span is None else range_words(span)
        if span is not None and not is_chosen:
            words = self.tr("In sight: {range}").format(range=words)
        self._range.setText(words)
        self._fit()
        self._range.setToolTip(plain_tooltip(words))

    def _say_title(self) -> None:
        words = self.tr("Top processes of this range") if self.are_processes else self.tr("Top programs of this range")
        self._title.setText(words)
        self.table.setAccessibleName(words)

    def show_top(self, items: Sequence[TopItem], measure: Measure) -> None:
        """Show who used most; the one that the reader picked stays so while it is there, else it is the first."""
        before = self.item
        self.table.top_model.show_items(items, measure, are_processes=self.are_processes)
        self._rows.setCurrentIndex(0 if items else 1)
        self._empty.setText(self.tr("Nobody is known to have used any of it in this range."))
        names = [identity_of(item) for item in items]
        kept = identity_of(before) if before is not None and self._is_picked else None
        place = names.index(kept) if kept in names else 0
        self._is_picked = bool(place)
        if items:
            self.table.selectRow(place)
        else:
            self.selected.emit()

    def show_subject(self, item: TopItem | None, pairs: Sequence[tuple[str, str]], peak_ms: int | None) -> None:
        """Show what is known of the one that is selected."""
        self._detail.setVisible(item is not None)
        if item is None:
            return
        self.pairs = tuple(pairs)
        self._name.setText(name_of(item))
        self._who.setText(who_words(item))
        while self._pairs.rowCount():
            self._pairs.removeRow(0)
        for title, words in pairs:
            name, value = self._pair_label(title), self._pair_label(words)
            name.setObjectName("detail_label")
            value.setFont(theme.number_font(self.font()))
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._pairs.addRow(name, value)
        when = "" if peak_ms is None else moment_words.moment_text(peak_ms)
        self._peak_words = self.tr("Go to its peak, {time}").format(time=when)
        self.peak_button.setAccessibleName(self._peak_words)
        self.peak_button.setVisible(peak_ms is not None)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as fits."""
        super().resizeEvent(event)
        self._fit()

    # ---- inside

    def _fit(self) -> None:
        """Let words break into lines, and leave the time of the peak to the tooltip where there is no room for it."""
        inner_px = max(1, self.width() - 2 * _SIDE_PX)
        # A label that wraps does not ask for its height by itself where others stretch beside it.
        self._range.setMinimumHeight(max(0, self._range.heightForWidth(inner_px)))
        words = self._peak_words
        self.peak_button.setText(beside_icon(words))
        has_room = self.peak_button.sizeHint().width() <= self.width() - 2 * _SIDE_PX
        self.peak_button.setText(beside_icon(words if has_room else self.tr("Go to its peak")))
        self.peak_button.setToolTip(plain_tooltip("" if has_room else words))

    @Slot(int)
    def _on_ranking(self, _number: int) -> None:
        self._say_title()
        self.ranking_asked.emit()

    @Slot()
    def _on_selected(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        self._is_picked = bool(rows) and rows[0].row() > 0
        self.selected.emit()

    @Slot()
    def _tint(self) -> None:
        for button in (self.peak_button, self.tree_button, self.life_button):
            button.setIcon(theme.icon(str(button.property("icon_name")), "accent", 16))
        for label in (self._range, self._who, self._empty):
            palette = label.palette()
            palette.setColor(label.foregroundRole(), theme.colour("t2"))
            label.setPalette(palette)


def _say(button: QToolButton, words: str) -> None:
    button.setText(beside_icon(words))
    button.setAccessibleName(words)


def identity_of(item: TopItem) -> object:
    """Return what stays the same of somebody from one range to the next."""
    return item.facts.key if isinstance(item, ProcessInRange) else (item.name, item.executable)
