"""Every setting once, searchable, applied at once; the file they stand in, and what is wrong with it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.settings import GROUPS, SettingsStore
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.operation import Operation, OperationErrand
from procmon_gui.ui.pages import settings_words as words
from procmon_gui.ui.pages.base import Page
from procmon_gui.ui.pages.settings_column import SettingsColumn
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.widgets.combo_box import ComboBox
from procmon_gui.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from procmon_gui.ui.access.accounts_part import AccountsPart
    from procmon_gui.ui.channels.channels_part import ChannelsPart

GROUPS_PX: Final = 200
# Below this width the groups are a box beside the search.
NARROW_PX: Final = 900
_SEARCH_PX: Final = 360
_CONTROL_PX: Final = 28


class _PrepareFile:
    """Makes sure that there is a file to open, beside the window."""

    def __init__(self, store: SettingsStore) -> None:
        self._store = store

    def __call__(self, _errand: OperationErrand) -> Path:
        return self._store.prepare_file()


class _Search(QLineEdit):
    """Esc clears it before it means anything else."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear with Esc."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


class SettingsPage(Page):
    """Search, groups, and one column of settings. The column is made when the page is first opened."""

    def __init__(
        self,
        preferences: Preferences | None = None,
        parent: QWidget | None = None,
        *,
        make_accounts: "Callable[[QWidget], AccountsPart] | None" = None,
        make_channels: "Callable[[QWidget], ChannelsPart] | None" = None,
    ) -> None:
        super().__init__(parent)
        self._make_accounts = make_accounts
        self._make_channels = make_channels
        self._preferences = preferences or Preferences(parent=self)
        self._column: SettingsColumn | None = None
        self._finds_any = True
        self.search = _Search(self)
        self.group_box = ComboBox(self)
        self.open_button = QPushButton(self.tr("Open the file"), self)
        self.group_list = QListWidget(self)
        self._stack = QStackedWidget(self)
        self._no_match = EmptyState(
            "search", self.tr("No setting matches this search."), self.tr("Clear search"), parent=self
        )
        self._set_up()
        self._lay_out()
        self._connect()
        self._fit()

    # ---- building

    def _set_up(self) -> None:
        self.search.setPlaceholderText(self.tr("Search settings"))
        self.search.setAccessibleName(self.tr("Search settings"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(theme.scaled(_SEARCH_PX))
        self._glass = self.search.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._glass.setText(self.tr("Search settings"))
        for view in (self.group_list, self.group_box):
            view.setAccessibleName(self.tr("Groups of settings"))
            view.addItems([QCoreApplication.translate("Setting", title) for title in GROUPS.values()])
        self.group_list.setObjectName("setting_groups")
        self.group_list.setFixedWidth(theme.scaled(GROUPS_PX))
        self.group_list.setCurrentRow(0)
        self.open_button.setVisible(self._preferences.store.path is not None)
        for widget in (self.search, self.group_box, self.open_button):
            widget.setMinimumHeight(_CONTROL_PX)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 8)
        bar.setSpacing(8)
        bar.addWidget(self.search, 3)
        bar.addWidget(self.group_box)
        bar.addStretch(1)
        bar.addWidget(self.open_button)
        line = QFrame(self)
        line.setObjectName("separator")
        line.setFixedHeight(1)
        self._stack.addWidget(self._no_match)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.group_list)
        middle.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(line)
        column.addLayout(middle, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_search)
        self.group_list.currentRowChanged.connect(self._on_group)
        self.group_box.activated.connect(self._on_group)
        self.open_button.clicked.connect(self._on_open)
        self._no_match.button_clicked.connect(self._on_clear)
        theme.theme_changed.connect(self._tint)

    @property
    def column(self) -> SettingsColumn:
        """Return the settings themselves; made now if nobody looked before."""
        if self._column is None:
            self._column = SettingsColumn(
                self._preferences, self, make_accounts=self._make_accounts, make_channels=self._make_channels
            )
            self._column.group_reached.connect(self._on_group_reached)
            self._stack.insertWidget(0, self._column)
            self._stack.setCurrentIndex(0)
            self._column.follow(self.group_list)
            self._on_search(self.search.text())
            self._fit()
        return self._column

    # ---- what the window asks

    def reveal_setting(self, key: str) -> None:
        """Show this setting alone."""
        self.search.setText(key)

    def tab_order(self) -> Sequence[QWidget]:
        """Return what stands beside the column; the column puts itself behind it."""
        return [self.search, self.group_box, self.open_button, self.group_list]

    def own_filter(self) -> QLineEdit:
        """Return the search."""
        return self.search

    def first_focus(self) -> QWidget:
        """Return the search."""
        return self.search

    def showEvent(self, event: QShowEvent) -> None:
        """Make the column, now that somebody looks."""
        super().showEvent(event)
        self.column.show_problems()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make a box of the groups where there is no room for a list."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_narrow = self.width() < max(NARROW_PX, round(NARROW_PX * self.fontMetrics().height() / 18))
        self.group_list.setVisible(not is_narrow and self._finds_any)
        self.group_box.setVisible(is_narrow)
        self.group_box.setEnabled(self._finds_any)
        if self._column is not None:
            self._column.fit(self.width() - (0 if is_narrow else self.group_list.width()))

    # ---- search and groups

    @Slot(str)
    def _on_search(self, typed: str) -> None:
        groups = self.column.search(typed)
        for place, group in enumerate(GROUPS):
            self.group_list.item(place).setHidden(group not in groups)
        self._stack.setCurrentWidget(self.column if groups else self._no_match)
        self._finds_any = bool(groups)
        self._fit()

    @Slot()
    def _on_clear(self) -> None:
        self.search.clear()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def _on_group(self, place: int) -> None:
        if place >= 0:
            self.column.go_to_group(place)
            self._on_group_reached(place)

    @Slot(int)
    def _on_group_reached(self, place: int) -> None:
        was_blocked = self.group_list.blockSignals(True)
        self.group_list.setCurrentRow(place)
        self.group_list.blockSignals(was_blocked)
        self.group_box.setCurrentIndex(place)

    # ---- the file

    @Slot()
    def _on_open(self) -> None:
        work = _PrepareFile(self._preferences.store)
        Operation(work, owner=self).success(self._open_file).failure(self._say_refusal).start()

    def _open_file(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.column.show_file(self.tr("No program of this desktop opens {file}").format(file=path))

    def _say_refusal(self, error: ProcmonError) -> None:
        self.column.show_file(words.error_text(error))

    @Slot()
    def _tint(self) -> None:
        self._glass.setIcon(theme.icon("search"))
