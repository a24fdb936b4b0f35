"""The rail at the left: which page is open. Names at 140 px, icons alone at 48."""

from typing import Final, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from procmon_gui.ui import theme

WIDE_PX: Final = 140
NARROW_PX: Final = 48
ROW_PX: Final = 36
ICON_PX: Final = 18
_SIDE_PX: Final = 8
_BEFORE_NAME_PX: Final = (12, 10)
_NAME_END_PX: Final = 4
_BADGE_PX: Final = 16
_SMALL_BADGE_PX: Final = 14
_MOST_COUNTED: Final = 99


class RailEntry(NamedTuple):
    """One page of the rail; `title` is worded in the reader's language."""

    page_id: str
    title: str
    icon_name: str


class RailBadge(NamedTuple):
    """How many there are to look at, on the colour of a token, and what that means in words."""

    number: int
    token: str
    words: str


class _RailModel(QAbstractListModel):
    def __init__(self, entries: tuple[RailEntry, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.entries = entries
        self.badges: dict[int, RailBadge] = {}

    def show_badge(self, row: int, badge: RailBadge | None) -> None:
        if badge == self.badges.get(row):
            return
        self.badges.pop(row, None)
        if badge is not None:
            self.badges[row] = badge
        self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry, badge = self.entries[index.row()], self.badges.get(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.title if badge is None else f"{entry.title}, {badge.words}"
        if role == Qt.ItemDataRole.ToolTipRole:
            said = self.tr("{page} (Ctrl+{number})").format(page=entry.title, number=index.row() + 1)
            return said if badge is None else f"{said}\n{badge.words}"
        return None


class _RailDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.scaled(NARROW_PX), max(ROW_PX, option.fontMetrics.height() + 12))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view = self.parent()
        model = index.model()
        if not isinstance(view, Rail) or not isinstance(model, _RailModel):
            return
        entry = model.entries[index.row()]
        is_open = view.currentIndex() == index
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        box: QRect = option.rect.adjusted(_SIDE_PX, 2, -_SIDE_PX, -2)
        painter.save()
        if is_open or is_hovered:
            painter.fillRect(box, theme.colour("hover"))
        if is_open:
            painter.fillRect(QRect(box.left(), box.top() + 6, 2, box.height() - 12), theme.colour("accent"))
        if is_open and view.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        token = "accent" if is_open else "t1" if is_hovered else "t2"
        side = theme.scaled(ICON_PX)
        left = box.left() + (_BEFORE_NAME_PX[0] if view.shows_names else (box.width() - side) // 2)
        painter.drawPixmap(left, box.center().y() - side // 2 + 1, theme.pixmap(entry.icon_name, token, ICON_PX))
        badge = model.badges.get(index.row())
        badge_px = _paint_badge(painter, box, left, badge, view) if badge is not None else 0
        if view.shows_names:
            font = QFont(option.font)
            font.setWeight(QFont.Weight.Medium if is_open else QFont.Weight.Normal)
            painter.setFont(font)
            painter.setPen(theme.colour("t1" if is_open or is_hovered else "t2"))
            words = box.adjusted(side + sum(_BEFORE_NAME_PX), 0, -_NAME_END_PX - badge_px, 0)
            name = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.restore()


def _paint_badge(painter: QPainter, box: QRect, icon_left: int, badge: RailBadge, view: "Rail") -> int:
    """Paint how many there are: at the end of the row, or over the icon where there are no names; return its width."""
    font = theme.sized_font(view.font(), -1.5, QFont.Weight.DemiBold)
    said = str(badge.number) if badge.number <= _MOST_COUNTED else f"{_MOST_COUNTED}+"
    high = theme.scaled(_BADGE_PX if view.shows_names else _SMALL_BADGE_PX)
    wide = max(high, QFontMetrics(font).horizontalAdvance(said) + 8)
    if view.shows_names:
        place = QRect(box.right() - 8 - wide, box.center().y() - high // 2 + 1, wide, high)
    else:
        place = QRect(min(icon_left + theme.scaled(ICON_PX) - 6, box.right() - wide), box.top(), wide, high)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(badge.token))
    painter.drawRoundedRect(place, high / 2, high / 2)
    painter.setFont(font)
    # White on red; the page on all other colours, which are as light as it is dark.
    painter.setPen(theme.colour("on_fill" if badge.token == "critfill" else "bg1"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, said)
    painter.restore()
    return wide + 8


class Rail(QListView):
    """Lists the pages.

    Signals:
        page_chosen: the row of the page that should be open.
    """

    page_chosen = Signal(int)

    def __init__(self, entries: tuple[RailEntry, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Pages"))
        self.shows_names = True
        self.setModel(_RailModel(entries, self))
        self.setItemDelegate(_RailDelegate(self))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setViewportMargins(0, 6, 0, 6)
        self.show_names(True)
        theme.theme_changed.connect(self._on_theme_changed)

    def open(self, row: int) -> None:
        """Mark a page as the open one."""
        self.setCurrentIndex(self.model().index(row, 0))

    def show_badge(self, page_id: str, badge: RailBadge | None) -> None:
        """Show beside a page how many there are to look at; None for none."""
        model = self.model()
        assert isinstance(model, _RailModel)
        row = next((row for row, entry in enumerate(model.entries) if entry.page_id == page_id), -1)
        if row >= 0:
            model.show_badge(row, badge)

    def show_names(self, shows_names: bool) -> None:
        """Show names beside the icons, or icons alone."""
        self.shows_names = shows_names
        self.setFixedWidth(self._wide_px() if shows_names else theme.scaled(NARROW_PX))
        # Not `viewport().update()`: when Python is handed a widget that Qt made, PySide makes the classes of all there
        # are, for which the first paint need not wait.
        self.scheduleDelayedItemsLayout()

    def _wide_px(self) -> int:
        """Return a width at which no name is cut, in any language and font."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Medium)
        model = self.model()
        assert isinstance(model, _RailModel)
        longest = max((QFontMetrics(font).horizontalAdvance(entry.title) for entry in model.entries), default=0)
        # One more for the line at the right, and one for what rounding takes.
        around_px = theme.scaled(ICON_PX) + sum(_BEFORE_NAME_PX) + _NAME_END_PX + 2 * _SIDE_PX
        return max(WIDE_PX, longest + around_px + 2)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the desktop."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.model() is not None:
            self.show_names(self.shows_names)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Say which page was chosen, by mouse or keyboard."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.page_chosen.emit(current.row())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Open what assistive technology selects, which moves no current item."""
        super().selectionChanged(selected, deselected)
        chosen = selected.indexes()
        if chosen and chosen[0] != self.currentIndex():
            self.setCurrentIndex(chosen[0])

    @Slot()
    def _on_theme_changed(self) -> None:
        self.viewport().update()
