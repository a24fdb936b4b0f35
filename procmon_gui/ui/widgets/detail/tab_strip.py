"""The tabs of the detail: as many as fit, at most four in a narrow panel, and the rest in the menu behind "More"."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTabBar, QToolButton, QWidget

from procmon_gui.ui import theme

_EDGE_PX: Final = 8


class TabStrip(QWidget):
    """A QTabBar of what fits, always with the chosen one, and a menu of the others.

    Signals:
        chosen: the reader wants this tab; its place.
    """

    chosen = Signal(int)

    def __init__(self, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        self._shown: tuple[int, ...] = ()
        self.bar = QTabBar(self)
        self.bar.setObjectName("detail_tabs")
        self.bar.setAccessibleName(self.tr("Parts of the detail"))
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        for title in titles:
            self.bar.addTab(title)
        self.more = QToolButton(self)
        self.more.setObjectName("detail_more")
        self.more.setProperty("plain", True)
        self.more.setText(self.tr("More"))
        self.more.setAccessibleName(self.tr("More parts of the detail"))
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.more.setIconSize(QSize(14, 14))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._make_menu()
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE_PX, 0, _EDGE_PX, 0)
        row.setSpacing(0)
        row.addWidget(self.bar)
        row.addWidget(self.more)
        row.addStretch(1)
        self.bar.currentChanged.connect(self._on_tab)
        self._tint()
        theme.theme_changed.connect(self._tint)
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
        return self.bar.currentIndex()

    @property
    def shown(self) -> tuple[int, ...]:
        """Return the tabs that stand in the bar."""
        return self._shown

    def choose(self, place: int) -> None:
        """Choose a tab, whether it stands in the bar or in the menu."""
        if place != self.bar.currentIndex():
            self.bar.setTabVisible(place, True)
            self.bar.setCurrentIndex(place)
        self._fit()

    def rename(self, place: int, title: str) -> None:
        """Give a tab another title, for instance one with a count."""
        if title != self.bar.tabText(place):
            self.bar.setTabText(place, title)
            self._actions[place].setText(title)
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
        metrics = self.bar.fontMetrics()
        widths = [metrics.horizontalAdvance(self.bar.tabText(place)) + 18 for place in range(len(self._titles))]
        current = max(0, self.bar.currentIndex())
        room = self.width() - 2 * _EDGE_PX
        if sum(widths) > room:
            room -= self.more.sizeHint().width()
        shown = [current]
        left = room - widths[current]
        for place, width in enumerate(widths):
            if place == current:
                continue
            if width > left:
                break
            shown.append(place)
            left -= width
        self._shown = tuple(sorted(shown))
        for place in range(len(self._titles)):
            if self.bar.isTabVisible(place) != (place in shown):
                self.bar.setTabVisible(place, place in shown)
            self._actions[place].setVisible(place not in shown)
            self._actions[place].setChecked(place == current)
        self.more.setVisible(len(shown) < len(self._titles))

    @Slot(int)
    def _on_tab(self, place: int) -> None:
        if place >= 0:
            self.chosen.emit(place)

    @Slot(QAction)
    def _on_action(self, action: QAction) -> None:
        self.choose(int(action.data()))
        self.bar.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _tint(self) -> None:
        self.more.setIcon(theme.icon("chevron-down", "t2"))
