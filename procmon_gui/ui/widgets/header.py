"""The header of the window: rail switch, host, filter, freeze, interval and the menu of the rest."""

from typing import Final

from PySide6.QtCore import QMargins, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from procmon_gui.domain.attention import INTERVALS_S
from procmon_gui.ui import theme
from procmon_gui.ui.widgets.beside_icon import beside_icon
from procmon_gui.ui.widgets.chevron_button import ChevronButton
from procmon_gui.ui.widgets.filter_box import FilterBox
from procmon_gui.ui.widgets.plain import plain_tooltip

HEIGHT_PX: Final = 44
FILTER_PX: Final = 560
LEAST_FILTER_PX: Final = 240
CONTROL_PX: Final = 28
_AIR: Final = QMargins(7, 7, 7, 7)
# From here on the name of the host has room beside the filter.
HOST_NAME_PX: Final = 840


class Header(QWidget):
    """Holds the filter it is given in its middle and asks for things; it does none of them itself.

    Signals:
        rail_toggled: names in the rail should come or go.
        freeze_toggled: the list and the charts should stand still, or move again.
        interval_chosen: seconds between two beats.
    """

    rail_toggled = Signal()
    freeze_toggled = Signal(bool)
    interval_chosen = Signal(float)

    def __init__(self, filter_box: FilterBox, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icons: list[tuple[QToolButton, str]] = []
        self.rail_button = self._icon_button("menu", self.tr("Show or hide the names of the pages"))
        self.rail_button.clicked.connect(self._on_rail)
        self._host_icon = QLabel(self)
        self._host = QLabel(self.tr("This machine"), self)
        self._host.setTextFormat(Qt.TextFormat.PlainText)
        self._host_notes = ""
        self._is_recording = False
        self.freeze_button = QToolButton(self)
        self.freeze_button.setCheckable(True)
        self.freeze_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.freeze_button.setToolTip(self.tr("Let the list and the charts stand still; sampling goes on (Pause)"))
        self.freeze_button.toggled.connect(self._on_freeze)
        self.interval_button = ChevronButton(self)
        self.interval_button.setToolTip(self.tr("How often this machine is looked at"))
        self.interval_button.setMenu(self._interval_menu())
        self.more_button = self._icon_button("ellipsis", self.tr("Menu"))
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more_button.setMenu(menu)
        # Where desktops have the key of a menu bar.
        self.more_button.setShortcut(QKeySequence("F10"))
        self.more_button.setToolTip(self.tr("Menu (F10)"))
        self.freeze_button.setIconSize(theme.icon_size(16))
        for button in (self.freeze_button, self.interval_button):
            button.setMinimumHeight(CONTROL_PX)
        self._lay_out(filter_box)
        self.show_frozen("")
        self.show_interval(1.0)
        self._tint()
        theme.theme_changed.connect(self._tint)

    def _icon_button(self, icon_name: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("plain", True)
        button.setAccessibleName(name)
        button.setToolTip(plain_tooltip(name))
        button.setIconSize(theme.icon_size(18))
        button.setFixedSize(theme.icon_size(18).grownBy(_AIR))
        self._icons.append((button, icon_name))
        return button

    def _lay_out(self, filter_box: FilterBox) -> None:
        filter_box.setParent(self)
        filter_box.setMinimumWidth(LEAST_FILTER_PX)
        filter_box.setMaximumWidth(theme.scaled(FILTER_PX))
        filter_box.setMinimumHeight(CONTROL_PX)
        filter_box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        filter_box.message_room_changed.connect(self._on_message_room)
        self._height_px = max(HEIGHT_PX, self.fontMetrics().height() + 26)
        self._row = row = QHBoxLayout(self)
        self._on_message_room(0)
        row.setSpacing(8)
        row.addWidget(self.rail_button)
        row.addSpacing(6)
        row.addWidget(self._host_icon)
        row.addWidget(self._host)
        row.addStretch(1)
        row.addWidget(filter_box, 100)
        row.addStretch(1)
        row.addWidget(self.freeze_button)
        row.addWidget(self.interval_button)
        row.addWidget(self.more_button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the name of the host go before the filter gets too short; its picture stays."""
        super().resizeEvent(event)
        self._host.setVisible(event.size().width() >= theme.scaled(HOST_NAME_PX))

    def _interval_menu(self) -> QMenu:
        menu = QMenu(self)
        self._intervals = QActionGroup(self)
        for seconds in INTERVALS_S:
            action = QAction(self._every(seconds), self)
            action.setCheckable(True)
            action.setData(seconds)
            self._intervals.addAction(action)
            menu.addAction(action)
        self._intervals.triggered.connect(self._on_interval)
        return menu

    def _every(self, seconds: float) -> str:
        return self.tr("Every {seconds} s").format(seconds=f"{seconds:g}")

    def show_interval(self, seconds: float) -> None:
        """Show how often the machine is looked at."""
        self.interval_button.setText(self._every(seconds))
        self.interval_button.setAccessibleName(self._every(seconds))
        for action in self._intervals.actions():
            action.setChecked(action.data() == seconds)

    def show_recording(self, host_name: str, details: str) -> None:
        """Say whose recording is shown: it can not be frozen, and nothing is looked at."""
        self._host.setText(host_name)
        self.show_host_notes(details)
        self._is_recording = True
        self._tint()
        for button in (self.freeze_button, self.interval_button):
            button.hide()

    def show_host_notes(self, notes: str) -> None:
        """Say what is worth knowing of the machine, as the tooltip of its name."""
        if notes != self._host_notes:
            self._host_notes = notes
            self._host.setToolTip(plain_tooltip(notes))
            self._host_icon.setToolTip(plain_tooltip(notes))

    def show_frozen(self, moment: str) -> None:
        """Say since when the list stands; an empty text says that it moves."""
        is_frozen = bool(moment)
        words = self.tr("Frozen {time}").format(time=moment) if is_frozen else self.tr("Freeze")
        self.freeze_button.setText(beside_icon(words))
        self.freeze_button.setAccessibleName(words)
        if self.freeze_button.isChecked() != is_frozen:
            self.freeze_button.blockSignals(True)
            self.freeze_button.setChecked(is_frozen)
            self.freeze_button.blockSignals(False)
        self.freeze_button.setIcon(theme.icon("play" if is_frozen else "pause", "t1"))

    @Slot()
    def _tint(self) -> None:
        for button, icon_name in self._icons:
            button.setIcon(theme.icon(icon_name, "t2", 18))
        self._host_icon.setPixmap(theme.pixmap("history" if self._is_recording else "monitor", "t2", 16))
        self.freeze_button.setIcon(theme.icon("play" if self.freeze_button.isChecked() else "pause", "t1"))

    @Slot(int)
    def _on_message_room(self, room_px: int) -> None:
        """Grow for what is said under the filter, rather than let it hide the toolbar of the page."""
        self._row.setContentsMargins(8, 0, 12, room_px)
        self.setFixedHeight(self._height_px + room_px)

    @Slot()
    def _on_rail(self) -> None:
        self.rail_toggled.emit()

    @Slot(bool)
    def _on_freeze(self, is_frozen: bool) -> None:
        self.freeze_toggled.emit(is_frozen)

    @Slot(QAction)
    def _on_interval(self, action: QAction) -> None:
        self.interval_chosen.emit(float(action.data()))
