"""The head of the evidence: what fired, the one sentence about it, and the deeds that come first."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from procmon_gui.domain.alerts import Alert
from procmon_gui.ui import theme
from procmon_gui.ui.alerts.sentence import Sentence
from procmon_gui.ui.models import alert_words as words
from procmon_gui.ui.widgets.beside_icon import beside_icon
from procmon_gui.ui.widgets.plain import plain_tooltip

CONTROL_PX: Final = 28
_SIDE_PX: Final = 16
_ICON_PX: Final = 20
_GAP_PX: Final = 8
_LEAST_TITLE_PX: Final = 280


class EvidenceHead(QWidget):
    """Shows and asks; the pane decides.

    Signals:
        back_asked: the list again, where there is room for one of both only.
        go_asked: the window is to show the moment.
        acknowledge_asked, note_asked: somebody has seen it; he has something to say to it.
        rule_only_asked: list only what this rule fired.
        copy_asked: the sentence as text.
    """

    back_asked = Signal()
    go_asked = Signal()
    acknowledge_asked = Signal()
    note_asked = Signal()
    rule_only_asked = Signal()
    copy_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alert: Alert | None = None
        self.back_button = self._plain_button(self.tr("Back to the list (Esc)"))
        self._icon = QLabel(self)
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        self.title.setMinimumWidth(80)
        self.sentence = Sentence(self)
        self.hint = QLabel(self)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        self.hint.setObjectName("detail_hint")
        self.go_button = self._button(self.tr("Go to this moment"))
        self.go_button.setProperty("primary", True)
        self.acknowledge_button = self._button(self.tr("Acknowledge"))
        self.more_button = self._plain_button(self.tr("More: note, rule, copy"))
        self.more_button.setProperty("plain", False)
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more_button.setMenu(self._menu())
        self._lay_out()
        self._restyle()
        self.back_button.clicked.connect(self.back_asked)
        self.go_button.clicked.connect(self.go_asked)
        self.acknowledge_button.clicked.connect(self.acknowledge_asked)
        theme.theme_changed.connect(self._restyle)

    def _button(self, said: str) -> QToolButton:
        button = QToolButton(self)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setText(beside_icon(said))
        button.setAccessibleName(said)
        button.setIconSize(theme.icon_size(16))
        button.setMinimumHeight(CONTROL_PX)
        return button

    def _plain_button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("plain", True)
        button.setAccessibleName(name)
        button.setToolTip(plain_tooltip(name))
        button.setIconSize(theme.icon_size(16))
        button.setMinimumHeight(CONTROL_PX)
        return button

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for said, signal in (
            (self.tr("Acknowledge with a note…"), self.note_asked),
            (self.tr("List only alerts of this rule"), self.rule_only_asked),
            (self.tr("Copy as text"), self.copy_asked),
        ):
            menu.addAction(said).triggered.connect(signal)
        return menu

    def _lay_out(self) -> None:
        named = QHBoxLayout()
        named.setSpacing(_GAP_PX)
        for widget in (self.back_button, self._icon):
            named.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        named.addWidget(self.title, 1)
        self._deeds = QHBoxLayout()
        self._deeds.setSpacing(8)
        self._deeds.addStretch(1)
        for widget in (self.go_button, self.acknowledge_button, self.more_button):
            self._deeds.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        self._top = top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top.setSpacing(8)
        top.addLayout(named, 1)
        top.addLayout(self._deeds)
        self._below = below = QVBoxLayout()
        below.setSpacing(2)
        below.addWidget(self.sentence)
        below.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE_PX, 12, _SIDE_PX, 4)
        column.setSpacing(6)
        column.addLayout(top)
        column.addLayout(below)
        self.hint.hide()

    def tab_order(self) -> Sequence[QWidget]:
        """Return the buttons from left to right."""
        return self.back_button, self.go_button, self.acknowledge_button, self.more_button

    # ---- what the pane says

    def show_alert(self, alert: Alert, sentence: str, hint: str) -> None:
        """Show an alert."""
        self._alert = alert
        title = words.title_text(alert)
        if title != self.title.text():
            self.title.setText(title)
            self.title.setToolTip(plain_tooltip(title))
        self._icon.setAccessibleName(words.severity_text(alert.severity))
        self.sentence.say(sentence)
        if hint != self.hint.text():
            self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        is_seen = alert.acknowledged_ms is not None
        said = self.tr("Acknowledged") if is_seen else self.tr("Acknowledge")
        self.acknowledge_button.setText(beside_icon(said))
        self.acknowledge_button.setAccessibleName(said)
        self.acknowledge_button.setEnabled(not is_seen)
        self.acknowledge_button.setToolTip(
            plain_tooltip(words.seen_text(alert) if is_seen else self.tr("Say that you have seen it (A)"))
        )
        self._tint()

    def show_ways(self, *, can_go_back: bool, why_not_go: str) -> None:
        """Offer the way back where there is a list behind; the moment, or say why not."""
        self.back_button.setVisible(can_go_back)
        self._indent()
        self.go_button.setEnabled(not why_not_go)
        said = why_not_go or self.tr("Let the whole window show when it fired")
        self.go_button.setToolTip(plain_tooltip(said))

    def _indent(self) -> None:
        """Let the sentence begin where the title does."""
        back_px = self.back_button.sizeHint().width() + _GAP_PX if not self.back_button.isHidden() else 0
        self._below.setContentsMargins(back_px + theme.scaled(_ICON_PX) + _GAP_PX, 0, 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the buttons stand below the title where there is no room beside it."""
        super().resizeEvent(event)
        least_px = self._deeds.sizeHint().width() + theme.scaled(_LEAST_TITLE_PX)
        direction = QBoxLayout.Direction
        wanted = direction.TopToBottom if self.width() < least_px else direction.LeftToRight
        if wanted != self._top.direction():
            self._top.setDirection(wanted)

    # ---- look

    @Slot()
    def _restyle(self) -> None:
        self.title.setFont(theme.sized_font(self.font(), 3, QFont.Weight.DemiBold))
        self.hint.setFont(theme.sized_font(self.font(), -0.75))
        self._indent()
        self.back_button.setIcon(theme.icon("chevron-left"))
        self.go_button.setIcon(theme.icon("crosshair", "on_fill"))
        self.more_button.setIcon(theme.icon("ellipsis"))
        self._tint()

    def _tint(self) -> None:
        is_seen = self._alert is not None and self._alert.acknowledged_ms is not None
        self.acknowledge_button.setIcon(theme.icon("circle-check" if is_seen else "check", "t1"))
        if self._alert is not None:
            name, token = words.ICONS[self._alert.severity]
            self._icon.setPixmap(theme.pixmap(name, token, _ICON_PX))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the desktop."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "title"):
            self._restyle()
