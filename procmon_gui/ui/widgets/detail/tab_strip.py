"""The tabs of the detail: as many as fit, at most four in a narrow panel, and the rest in the menu behind "More"."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAction, QActionGroup, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTabBar, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.chevron_button import ChevronButton

_EDGE_PX: Final = 8
_GAP_PX: Final = 8


class _Bar(QTabBar):
    """Paints titles with a line below the chosen one; its sizes are known without a style."""

    def tabSizeHint(self, index: int) -> QSize:
        """Return room for a title and the gap to the next."""
        return QSize(_title_px(self, self.tabText(index)), max(34, self.fontMetrics().height() + 18))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Never shorten a title."""
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the titles."""
        painter = QPainter(self)
        for index in range(self.count()):
            box = self.tabRect(index)
            is_chosen = index == self.currentIndex()
            painter.setPen(theme.colour("t1" if is_chosen else "t2"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.tabText(index))
            if is_chosen:
                line = box.adjusted(_GAP_PX, box.height() - 2, -_GAP_PX, 0)
                painter.fillRect(line, theme.colour("accent"))
            if is_chosen and self.hasFocus():
                painter.setPen(theme.colour("accent"))
                painter.drawRect(box.adjusted(2, 4, -3, -5))
        painter.end()


def _title_px(bar: QTabBar, title: str) -> int:
    return bar.fontMetrics().horizontalAdvance(title) + 2 * _GAP_PX


class TabStrip(QWidget):
    """A QTabBar of what fits, always with the chosen one, and a menu of the others.

    Signals:
        chosen: the reader wants this tab; its place.
    """

    chosen = Signal(int)

    def __init__(self, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = list(titles)
        self._shown: tuple[int, ...] = ()
        self._current = 0
        self.bar = _Bar(self)
        self.bar.setAccessibleName(self.tr("Parts of the detail"))
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.more = ChevronButton(self)
        self.more.setObjectName("detail_more")
        self.more.setProperty("plain", True)
        self.more.setText(self.tr("More"))
        self.more.setAccessibleName(self.tr("More parts of the detail"))
        self._make_menu()
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE_PX, 0, _EDGE_PX, 0)
        row.setSpacing(0)
        row.addWidget(self.bar)
        row.addWidget(self.more)
        row.addStretch(1)
        self.bar.currentChanged.connect(self._on_tab)
        self._fit()

    def _make_menu(self) -> None:
        menu = QMenu(self.more)
        group = QActionGroup(self)
        self._actions = []
        for place, title in enumerate(self._titles):
            action = QAction(title, self)
            action.setData(place)
            action.setCheckable(True)
            group.addAction(action)
            menu.addAction(action)
            self._actions.append(action)
        group.triggered.connect(self._on_action)
        self.more.setMenu(menu)

    @property
    def current(self) -> int:
        """Return the place of the chosen tab."""
        return self._current

    @property
    def shown(self) -> tuple[int, ...]:
        """Return the tabs that stand in the bar."""
        return self._shown

    def choose(self, place: int) -> None:
        """Choose a tab, whether it stands in the bar or in the menu."""
        if place == self._current:
            return
        self._current = place
        self._fit()
        self.chosen.emit(place)

    def rename(self, place: int, title: str) -> None:
        """Give a tab another title, for instance one with a count."""
        if title == self._titles[place]:
            return
        self._titles[place] = title
        self._actions[place].setText(title)
        if place in self._shown:
            self.bar.setTabText(self._shown.index(place), title)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many tabs as fit."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the desktop."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_actions"):
            self._fit()

    def _fit(self) -> None:
        widths = [_title_px(self.bar, title) for title in self._titles]
        room = self.width() - 2 * _EDGE_PX
        if sum(widths) > room:
            room -= self.more.sizeHint().width()
        shown = [self._current]
        left = room - widths[self._current]
        for place, width in enumerate(widths):
            if place == self._current:
                continue
            if width > left:
                break
            shown.append(place)
            left -= width
        self._show(tuple(sorted(shown)))
        self.bar.setFixedWidth(sum(widths[place] for place in shown))

    def _show(self, shown: tuple[int, ...]) -> None:
        """Let these tabs stand in the bar. It is filled anew: hidden ones would still take part in its layout."""
        was_blocked = self.bar.blockSignals(True)
        if shown != self._shown:
            self._shown = shown
            while self.bar.count():
                self.bar.removeTab(0)
            for place in shown:
                self.bar.addTab(self._titles[place])
            self._forget_spoken()
        self.bar.setCurrentIndex(shown.index(self._current))
        self.bar.blockSignals(was_blocked)
        for place, action in enumerate(self._actions):
            action.setVisible(place not in shown)
            action.setChecked(place == self._current)
        self.more.setVisible(len(shown) < len(self._titles))

    def _forget_spoken(self) -> None:
        """Let assistive technology see the bar anew: Qt would keep tabs that are gone, and end each look at them."""
        spoken = QAccessible.queryAccessibleInterface(self.bar) if QAccessible.isActive() else None
        if spoken is not None:
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(spoken))

    @Slot(int)
    def _on_tab(self, index: int) -> None:
        if 0 <= index < len(self._shown) and self._shown[index] != self._current:
            self._current = self._shown[index]
            self.chosen.emit(self._current)

    @Slot(QAction)
    def _on_action(self, action: QAction) -> None:
        self.choose(int(action.data()))
        self.bar.setFocus(Qt.FocusReason.OtherFocusReason)
