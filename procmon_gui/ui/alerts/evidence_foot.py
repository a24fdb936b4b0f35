"""The foot of the evidence: what can be done about the rule, and with what was found."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QToolButton, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.beside_icon import beside_icon
from procmon_gui.ui.widgets.plain import plain_tooltip

CONTROL_PX: Final = 28


class EvidenceFoot(QWidget):
    """Shows and asks; the pane decides.

    Signals:
        edit_asked, dry_run_asked: the rule is to be changed, or played over what was recorded.
        file_asked: the evidence is to be a file: "json", "curve" or "culprits".

    Attributes:
        mute_menu: filled by whoever knows the rule, when it is about to be shown.
    """

    edit_asked = Signal()
    dry_run_asked = Signal()
    file_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons: list[tuple[QToolButton, str]] = []
        self.edit_button = self._button("sliders-horizontal", self.tr("Edit rule…"))
        self.dry_run_button = self._button("rotate-ccw", self.tr("Dry run over 14 days"))
        self.dry_run_button.setToolTip(plain_tooltip(self.tr("See where the rule would have fired")))
        self.mute_button = self._button("bell-off", self.tr("Mute…"))
        self.mute_button.setToolTip(
            plain_tooltip(self.tr("Let the rule tell nobody for a while; it is judged and listed all the same"))
        )
        self.mute_menu = QMenu(self)
        self.export_button = self._button("download", self.tr("Export evidence…"))
        self._export_menu = QMenu(self)
        for kind, said in (
            ("json", self.tr("All of it as JSON…")),
            ("curve", self.tr("The curves as CSV…")),
            ("culprits", self.tr("The processes as CSV…")),
        ):
            action = self._export_menu.addAction(said)
            action.setData(kind)
            action.triggered.connect(self._on_file)
        for button, menu in ((self.mute_button, self.mute_menu), (self.export_button, self._export_menu)):
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._of_rule, self._of_files = QHBoxLayout(), QHBoxLayout()
        for part in (self._of_rule, self._of_files):
            part.setSpacing(8)
        for button in (self.edit_button, self.dry_run_button, self.mute_button):
            self._of_rule.addWidget(button)
        self._of_rule.addStretch(1)
        self._of_files.addStretch(1)
        self._of_files.addWidget(self.export_button)
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(16, 8, 16, 12)
        row.setSpacing(8)
        row.addLayout(self._of_rule)
        row.addLayout(self._of_files)
        self.edit_button.clicked.connect(self.edit_asked)
        self.dry_run_button.clicked.connect(self.dry_run_asked)
        self._tint()
        theme.theme_changed.connect(self._tint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in two rows where there is no room for one."""
        super().resizeEvent(event)
        least_px = self._of_rule.sizeHint().width() + self._of_files.sizeHint().width() + 48
        direction = QBoxLayout.Direction
        wanted = direction.TopToBottom if self.width() < least_px else direction.LeftToRight
        if wanted != self._row.direction():
            self._row.setDirection(wanted)

    def _button(self, icon_name: str, said: str) -> QToolButton:
        button = QToolButton(self)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setText(beside_icon(said))
        button.setAccessibleName(said)
        button.setIconSize(theme.icon_size(16))
        button.setMinimumHeight(CONTROL_PX)
        self._icons.append((button, icon_name))
        return button

    def show_muted(self, until: str) -> None:
        """Say until when the rule is silent; empty where it tells."""
        said = self.tr("Muted until {time}…").format(time=until) if until else self.tr("Mute…")
        if said != self.mute_button.accessibleName():
            self.mute_button.setText(beside_icon(said))
            self.mute_button.setAccessibleName(said)

    def show_ways(self, *, has_rules: bool, has_evidence: bool) -> None:
        """Offer what can be done."""
        self.edit_button.setVisible(has_rules)
        self.dry_run_button.setVisible(has_rules)
        for action in self._export_menu.actions()[1:]:
            action.setEnabled(has_evidence)

    def tab_order(self) -> Sequence[QWidget]:
        """Return the buttons from left to right."""
        return self.edit_button, self.dry_run_button, self.mute_button, self.export_button

    @Slot()
    def _on_file(self) -> None:
        action = self.sender()
        if action is not None and hasattr(action, "data"):
            self.file_asked.emit(str(action.data()))

    @Slot()
    def _tint(self) -> None:
        for button, icon_name in self._icons:
            button.setIcon(theme.icon(icon_name))
