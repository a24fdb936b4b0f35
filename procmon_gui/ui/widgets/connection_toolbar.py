"""The toolbar over the list of connections: which groups, a filter of its own, and how many."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from procmon_gui.ui import text, theme
from procmon_gui.ui.models.connection_filter import Group
from procmon_gui.ui.widgets.escape import asks_for_escape
from procmon_gui.ui.widgets.fitting_label import FittingLabel
from procmon_gui.ui.widgets.plain import plain_tooltip

HEIGHT_PX: Final = 44
CONTROL_PX: Final = 28
_LEAST_FILTER_PX: Final = 76
# Room for a word of German, the glass before it and the cross behind it.
_USUAL_FILTER_PX: Final = 120
_SIDE_PX: Final = 12
_GAP_PX: Final = 4
# A list of some thousand sockets is filtered once per pause, not for every letter.
_TYPING_MS: Final = 80


class ConnectionFilterBox(QLineEdit):
    """A line for words; Esc empties it, and goes on to the window when there is nothing to empty.

    Signals:
        left: the reader wants to go on in the list.
    """

    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window while there is a text: it closes the innermost thing first."""
        if asks_for_escape(event) and self.text():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties, Return and Down go to the list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class ConnectionToolbar(QWidget):
    """Shows choices and asks for them; the page decides.

    Signals:
        groups_chosen: show these groups; a frozenset of `Group`.
        filter_changed: show only what has these words.
    """

    groups_chosen = Signal(object)
    filter_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[Group, QToolButton] = {}
        self._said: dict[Group, str] = {}
        for group in Group:
            button = QToolButton(self)
            button.setCheckable(True)
            button.setText(self._title(group))
            button.setToolTip(plain_tooltip(self._description(group)))
            button.toggled.connect(self._on_toggled)
            self._buttons[group] = button
        self.filter_box = ConnectionFilterBox(self)
        self.filter_box.setPlaceholderText(self.tr("Filter: words, port:443, pid:12"))
        self.filter_box.setAccessibleName(self.tr("Filter of the connections"))
        self.filter_box.setClearButtonEnabled(True)
        self.filter_box.setMinimumWidth(_LEAST_FILTER_PX)
        self.filter_box.setMaximumWidth(theme.scaled(300))
        self._search = QAction(self)
        self.filter_box.addAction(self._search, QLineEdit.ActionPosition.LeadingPosition)
        self._count = FittingLabel(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_TYPING_MS)
        self._soon.timeout.connect(self._on_typed)
        self.filter_box.textChanged.connect(self._on_text_changed)
        self._lay_out()
        self._tint()
        theme.theme_changed.connect(self._tint)

    def _lay_out(self) -> None:
        self.setFixedHeight(max(HEIGHT_PX, self.fontMetrics().height() + 26))
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE_PX, 0, _SIDE_PX, 0)
        row.setSpacing(0)
        for button in self._buttons.values():
            button.setMinimumHeight(CONTROL_PX)
            row.addWidget(button)
            row.addSpacing(_GAP_PX)
        row.addSpacing(2 * _GAP_PX)
        self.filter_box.setMinimumHeight(CONTROL_PX)
        row.addWidget(self.filter_box, 3)
        row.addSpacing(_SIDE_PX)
        row.addWidget(self._count, 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        """Leave the counts to the tooltips where the filter would have too little room beside them."""
        metrics = self.fontMetrics()
        room_px = self.width() - theme.scaled(_USUAL_FILTER_PX) - 3 * _SIDE_PX - (len(self._buttons) + 2) * _GAP_PX
        for group, button in self._buttons.items():
            added_px = metrics.horizontalAdvance(self._said.get(group, "")) - metrics.horizontalAdvance(button.text())
            room_px -= button.sizeHint().width() + added_px
        for group, said in self._said.items():
            shown = said if room_px >= 0 else self._title(group)
            if self._buttons[group].text() != shown:
                self._buttons[group].setText(shown)

    def show_groups(self, groups: frozenset[Group]) -> None:
        """Press the buttons of these groups."""
        for group, button in self._buttons.items():
            was_blocked = button.blockSignals(True)
            button.setChecked(group in groups)
            button.blockSignals(was_blocked)

    @property
    def groups(self) -> frozenset[Group]:
        """Return the groups whose buttons are pressed."""
        return frozenset(group for group, button in self._buttons.items() if button.isChecked())

    def button(self, group: Group) -> QToolButton:
        """Return the button of a group."""
        return self._buttons[group]

    def show_counts(self, counts: Mapping[Group, int], shown: int, unknown: int, gaps: str) -> None:
        """Say how many there are of each group, how many are shown, and how many have no known owner and why."""
        for group, button in self._buttons.items():
            said = f"{self._title(group)} {text.count_text(counts[group])}"
            if said != self._said.get(group):
                self._said[group] = said
                button.setAccessibleName(said)
                button.setToolTip(plain_tooltip(f"{said}\n{self._description(group)}"))
        self._fit_buttons()
        total = self.tr("%Ln sockets", "", sum(counts.values()))
        short = self.tr("{shown} of {sockets}").format(shown=text.count_text(shown), sockets=total)
        if unknown:
            owners = self.tr("%Ln without a known owner", "", unknown)
            self._count.say(f"{short}, {owners}", short)
        else:
            self._count.say(short)
        # Where there is less room, the tooltip says all.
        said = self._count.said
        self._count.setToolTip(plain_tooltip(f"{said}\n{gaps}" if gaps else said))

    @property
    def count_text(self) -> str:
        """Return what is said about the number of sockets."""
        return self._count.said

    @property
    def count_tooltip(self) -> str:
        """Return what is said about sockets without a known owner."""
        return self._count.toolTip()

    def tab_order(self) -> Sequence[QWidget]:
        """Return the controls from left to right."""
        return (*self._buttons.values(), self.filter_box)

    def _title(self, group: Group) -> str:
        return {
            Group.LISTENING: self.tr("Listening"),
            Group.CONNECTED: self.tr("Connected"),
            Group.CLOSING: self.tr("Closing"),
            Group.UNIX: self.tr("Unix"),
            Group.OTHER: self.tr("Other"),
        }[group]

    def _description(self, group: Group) -> str:
        return {
            Group.LISTENING: self.tr("TCP that waits for connections, and UDP that takes packets from anywhere"),
            Group.CONNECTED: self.tr("TCP and UDP with another side, or on the way to it"),
            Group.CLOSING: self.tr("TCP connections that end: time-wait and its kin"),
            Group.UNIX: self.tr("Sockets within this machine, named by a path or not at all"),
            Group.OTHER: self.tr("Sockets of the kernel's own protocols: netlink, packet, raw, ICMP"),
        }[group]

    @Slot(bool)
    def _on_toggled(self, _is_pressed: bool) -> None:
        self.groups_chosen.emit(self.groups)

    @Slot(str)
    def _on_text_changed(self, _typed: str) -> None:
        self._soon.start()

    @Slot()
    def _on_typed(self) -> None:
        self.filter_changed.emit(self.filter_box.text())

    @Slot()
    def _tint(self) -> None:
        self._search.setIcon(theme.icon("search", "t3"))
