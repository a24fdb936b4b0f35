"""The column of the page of settings: what is wrong, then every group with its settings, then the file."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from procmon_gui.domain.settings import GROUPS, SETTINGS
from procmon_gui.ui import theme
from procmon_gui.ui.pages import settings_words as words
from procmon_gui.ui.pages.settings_row import SettingRow
from procmon_gui.ui.preferences import Preferences

if TYPE_CHECKING:
    from procmon_gui.ui.access.accounts_part import AccountsPart
    from procmon_gui.ui.channels.channels_part import ChannelsPart

_CHANNELS_GROUP: Final = "alerts"
_ACCOUNTS_GROUP: Final = "access"
COLUMN_PX: Final = 640
_LEAST_PX: Final = 240
_LEFT_PX: Final = 24
_ABOVE_TITLE_PX: Final = 12
_MOST_PROBLEMS: Final = 10
_READABLE: Final = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)  # fmt: skip


class SettingsColumn(QScrollArea):
    """All settings under each other; scrolls.

    Signals:
        group_reached: this group stands at the top now; with its place among all groups.
    """

    group_reached = Signal(int)

    def __init__(
        self,
        preferences: Preferences,
        parent: QWidget | None = None,
        *,
        make_accounts: "Callable[[QWidget], AccountsPart] | None" = None,
        make_channels: "Callable[[QWidget], ChannelsPart] | None" = None,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._is_led = False
        self._inner = QWidget(self)
        self.rows = {setting.key: SettingRow(setting, preferences, self._inner) for setting in SETTINGS}
        self._accounts = None if make_accounts is None else make_accounts(self._inner)
        self._channels = None if make_channels is None else make_channels(self._inner)
        self._titles = {group: self._title(title) for group, title in GROUPS.items()}
        self._problems_frame = QFrame(self._inner)
        self._problems_icon = QLabel(self._problems_frame)
        self._problems_icon.setTextFormat(Qt.TextFormat.PlainText)
        self._problems = self._readable(self.tr("What is wrong with the settings"))
        self._file = self._readable(self.tr("Settings file"))
        self._lay_out()
        self.show_file(str(preferences.store.path or ""))
        self.show_problems()
        self._tint()
        preferences.changed.connect(self._on_changed)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        theme.theme_changed.connect(self._tint)

    def _title(self, title: str) -> QLabel:
        label = QLabel(words.translate("Setting", title), self._inner)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(theme.sized_font(self.font(), 1.5, QFont.Weight.DemiBold))
        # Of its own, so that it goes with a title that the search leaves out.
        label.setContentsMargins(0, _ABOVE_TITLE_PX, 0, 0)
        return label

    def _readable(self, name: str) -> QLabel:
        label = QLabel(self._inner)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(_READABLE)
        label.setAccessibleName(name)
        return label

    def _lay_out(self) -> None:
        self._inner.setObjectName("page")
        self._file.setObjectName("setting_help")
        self._problems_frame.setObjectName("setting_problems")
        problems = QHBoxLayout(self._problems_frame)
        problems.setContentsMargins(12, 8, 12, 8)
        problems.setSpacing(8)
        problems.addWidget(self._problems_icon, 0, Qt.AlignmentFlag.AlignTop)
        problems.addWidget(self._problems, 1)
        self._column = QWidget(self._inner)
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, 8, 0, 24)
        column.setSpacing(0)
        column.addWidget(self._problems_frame)
        for group, title in self._titles.items():
            column.addWidget(title)
            for setting in SETTINGS:
                if setting.group == group:
                    column.addWidget(self.rows[setting.key])
            if group == _ACCOUNTS_GROUP and self._accounts is not None:
                column.addWidget(self._accounts)
            if group == _CHANNELS_GROUP and self._channels is not None:
                column.addWidget(self._channels)
        column.addSpacing(16)
        column.addWidget(self._file)
        column.addStretch(1)
        row = QHBoxLayout(self._inner)
        row.setContentsMargins(_LEFT_PX, 0, 0, 0)
        row.addWidget(self._column)
        row.addStretch(1)
        self.setWidget(self._inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def follow(self, before: QWidget) -> None:
        """Let the Tab key come here from another widget, then go from top to bottom."""
        for earlier, later in pairwise((before, *self.tab_order())):
            QWidget.setTabOrder(earlier, later)

    def tab_order(self) -> Sequence[QWidget]:
        """Return what is wrong, every control, and the file."""
        order: list[QWidget] = [self._problems]
        for group in GROUPS:
            rows = (row for row in self.rows.values() if row.setting.group == group)
            order += [widget for row in rows for widget in row.tab_order()]
            if group == _CHANNELS_GROUP and self._channels is not None:
                order += self._channels.tab_order()
            if group == _ACCOUNTS_GROUP and self._accounts is not None:
                order += self._accounts.tab_order()
        return [*order, self._file]

    def fit(self, width: int) -> None:
        """Use at most this many pixels of width."""
        # A desktop with larger letters gets a wider column.
        wanted = max(COLUMN_PX, round(COLUMN_PX * self.fontMetrics().height() / 18))
        room = width - _LEFT_PX - self.verticalScrollBar().sizeHint().width() - 8
        self._column.setFixedWidth(max(_LEAST_PX, min(wanted, room)))

    # ---- search and groups

    def search(self, typed: str) -> frozenset[str]:
        """Show only what matches; return the groups in which anything does."""
        wanted = words.searched_words(typed)
        for row in self.rows.values():
            row.setVisible(words.matches(row.setting, wanted))
        groups = frozenset(row.setting.group for row in self.rows.values() if not row.isHidden())
        if self._accounts is not None:
            # The keys of settings are found in every language, too.
            said = self.tr("Accounts, users, roles, passwords, login") + " access.accounts"
            has_found = words.text_matches(said, wanted)
            self._accounts.setVisible(has_found)
            groups |= frozenset({_ACCOUNTS_GROUP} if has_found else ())
        if self._channels is not None:
            said = self.tr("Channels, notices, e-mail, SMS, chat, web hook, command, test") + " alerts.channels"
            has_found = words.text_matches(said, wanted)
            self._channels.setVisible(has_found)
            groups |= frozenset({_CHANNELS_GROUP} if has_found else ())
        for group, title in self._titles.items():
            title.setVisible(group in groups)
        return groups

    @property
    def shown_keys(self) -> list[str]:
        """Return the keys of the settings that the search leaves."""
        return [key for key, row in self.rows.items() if not row.isHidden()]

    def go_to_group(self, place: int) -> None:
        """Bring a group to the top."""
        title = list(self._titles.values())[place]
        self._is_led = True
        self.verticalScrollBar().setValue(self._top_of(title) - 8)
        self._is_led = False

    @Slot(int)
    def _on_scrolled(self, top: int) -> None:
        if self._is_led:
            return
        shown = [(place, title) for place, title in enumerate(self._titles.values()) if not title.isHidden()]
        reached = [place for place, title in shown if self._top_of(title) <= top + _LEFT_PX]
        if shown:
            self.group_reached.emit(reached[-1] if reached else shown[0][0])

    def _top_of(self, title: QLabel) -> int:
        return title.mapTo(self._inner, title.rect().topLeft()).y() + _ABOVE_TITLE_PX

    # ---- what is said

    @property
    def problems_text(self) -> str:
        """Return what is said to be wrong, a line each."""
        return self._problems.text()

    @property
    def file_text(self) -> str:
        """Return what is said about the file."""
        return self._file.text()

    def show_file(self, words_of_file: str) -> None:
        """Say where the settings are kept, or why they can not be opened."""
        self._file.setText(words_of_file)
        self._file.setVisible(bool(words_of_file))

    def show_problems(self) -> None:
        """Say what is wrong, each with line and key."""
        problems = self._preferences.store.problems()
        lines = [words.problem_text(problem) for problem in problems[:_MOST_PROBLEMS]]
        if len(problems) > _MOST_PROBLEMS:
            lines.append(self.tr("There are %Ln more.", "", len(problems) - _MOST_PROBLEMS))
        self._problems.setText("\n".join(lines))
        self._problems_frame.setVisible(bool(lines))

    @Slot(str)
    def _on_changed(self, key: str) -> None:
        if key in self.rows:
            self.rows[key].show_value()
        else:
            self.show_problems()

    @Slot()
    def _tint(self) -> None:
        self._problems_icon.setPixmap(theme.pixmap("triangle-alert", "warn", 16))
