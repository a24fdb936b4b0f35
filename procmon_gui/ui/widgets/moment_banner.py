"""The bar over the pages while the window shows the past: when that was, and the ways on, back, and to now."""

import time
from typing import Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QFont, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from procmon_gui.ui import moment_words, theme
from procmon_gui.ui.moment import Moment
from procmon_gui.ui.widgets.plain import plain_tooltip

HEIGHT_PX: Final = 36
# Below this there is room for the time and the way back only.
NARROW_PX: Final = 700
_AGE_MS: Final = 1000


class MomentBanner(QFrame):
    """Visible in the past, and only then."""

    def __init__(self, moment: Moment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("moment_banner")
        self.setMinimumHeight(HEIGHT_PX)
        self._moment = moment
        self._icon = QLabel(self)
        self._when = QLabel(self)
        self._when.setObjectName("moment_time")
        self._story = QLabel(self)
        self._when.setTextFormat(Qt.TextFormat.PlainText)
        self._story.setTextFormat(Qt.TextFormat.PlainText)
        self._when.setFont(theme.sized_font(self.font(), 0.0, QFont.Weight.DemiBold))
        self._story.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.back_button = self._step_button(self.tr("One beat back (← on the time strip)"))
        self.on_button = self._step_button(self.tr("One beat on (→ on the time strip)"))
        self._note = QLabel(self.tr("Actions need the live moment"), self)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self.live_button = QPushButton(self.tr("Return to live"), self)
        self.live_button.setObjectName("moment_live")
        self.live_button.setToolTip(self.tr("Show what happens now (Esc)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 12, 3)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._when)
        row.addWidget(self._story, 1)
        for widget in (self.back_button, self.on_button, self._note, self.live_button):
            row.addWidget(widget)
        self._age = QTimer(self)
        self._age.setInterval(_AGE_MS)
        self._age.timeout.connect(self._say_age)
        self.back_button.clicked.connect(self._on_back)
        self.on_button.clicked.connect(self._on_on)
        self.live_button.clicked.connect(self._on_live)
        moment.changed.connect(self._show_moment)
        theme.theme_changed.connect(self._tint)
        self._tint()
        self.hide()

    def _step_button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("plain", True)
        button.setAccessibleName(name)
        button.setToolTip(plain_tooltip(name))
        button.setIconSize(theme.icon_size(16))
        return button

    @property
    def text(self) -> str:
        """Return what it says."""
        return f"{self._when.text()} {self._story.text()}"

    def tab_order(self) -> tuple[QWidget, ...]:
        """Return what the Tab key goes through, from left to right."""
        return self.back_button, self.on_button, self.live_button

    @Slot()
    def _show_moment(self) -> None:
        snapshot = self._moment.snapshot
        if not self._moment.is_past or snapshot is None:
            self.hide()
            return
        when = moment_words.day_and_clock_text(snapshot.at_ms)
        self._when.setText(when)
        self._say_age()
        self.setAccessibleName(f"{when}, {self._story.text()}")
        self.show()

    @Slot()
    def _say_age(self) -> None:
        snapshot = self._moment.snapshot
        if snapshot is None:
            return
        ago = moment_words.ago_text(time.time() - snapshot.at_ms / 1000)
        ended = moment_words.ended_text(snapshot, len(self._moment.ended_ms))
        words = f"{ago}, {ended}" if ended else ago
        if self._story.text() != words:
            self._story.setText(words)

    @Slot()
    def _tint(self) -> None:
        self._icon.setPixmap(theme.pixmap("history", "past", 16))
        self.back_button.setIcon(theme.icon("chevron-left", "t2", 16))
        self.on_button.setIcon(theme.icon("chevron-right", "t2", 16))

    @Slot()
    def _on_back(self) -> None:
        self._moment.step(-1)

    @Slot()
    def _on_on(self) -> None:
        self._moment.step(1)

    @Slot()
    def _on_live(self) -> None:
        self._moment.go_live()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the age grow while it can be seen."""
        super().showEvent(event)
        self._age.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while it can not."""
        self._age.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the time and the way back where there is little room."""
        is_wide = event.size().width() >= NARROW_PX
        for widget in (self._note, self.back_button, self.on_button):
            widget.setVisible(is_wide)
        super().resizeEvent(event)
