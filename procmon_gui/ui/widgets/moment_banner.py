"""The bar over the pages while the window shows the past: when that was, and the ways on, back, and to now."""

import time
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QFont, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from procmon_gui.ui import moment_words, theme
from procmon_gui.ui.moment import Moment
from procmon_gui.ui.moment_player import SPEEDS, MomentPlayer
from procmon_gui.ui.recording_file import Recording
from procmon_gui.ui.widgets.beside_icon import beside_icon
from procmon_gui.ui.widgets.chevron_button import ChevronButton
from procmon_gui.ui.widgets.fitting_label import FittingLabel
from procmon_gui.ui.widgets.plain import plain_tooltip

HEIGHT_PX: Final = 36
# Below this there is room for the time and the way back only.
NARROW_PX: Final = 900
_AGE_MS: Final = 1000
_SIDE_PX: Final = 12
_GAP_PX: Final = 8


class MomentBanner(QFrame):
    """Visible in the past, and only then.

    Signals:
        time_asked: the reader wants to type a time.
        mark_asked: the reader wants to give a few words to the moment.
        peak_asked: the next peak of CPU.
    """

    time_asked = Signal()
    mark_asked = Signal()
    peak_asked = Signal()

    def __init__(
        self,
        moment: Moment,
        player: MomentPlayer,
        parent: QWidget | None = None,
        *,
        recording: Recording | None = None,
    ) -> None:
        """Make the bar; of a recording from elsewhere it says whose it is, and has no way to now."""
        super().__init__(parent)
        self.setObjectName("moment_banner")
        self._moment = moment
        self._player = player
        self._can_mark = False
        self._least_told_px = 0
        self._host_name = recording.host_name if recording is not None else ""
        self._build(self.tr("Actions need the live moment") if recording is None else recording.words)
        self._lay_out()
        self._connect()
        self._tint()
        self._show_player()
        self.live_button.setVisible(moment.has_live)
        self.hide()

    def _build(self, note: str) -> None:
        self._icon = QLabel(self)
        self._when = QToolButton(self)
        self._when.setObjectName("moment_time")
        self._when.setProperty("plain", True)
        self._when.setToolTip(self.tr("Go to time… (Ctrl+G)"))
        self._when.setFont(theme.sized_font(self.font(), 0.0, QFont.Weight.DemiBold))
        self._story = FittingLabel(self)
        self._story.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.back_button = self._step_button(self.tr("One beat back (← on the time strip)"))
        self.on_button = self._step_button(self.tr("One beat on (→ on the time strip)"))
        self.play_button = self._step_button("")
        self.mark_button = self._step_button(self.tr("Mark this moment… (Ctrl+M)"))
        self.speed_button = ChevronButton(self)
        self.speed_button.setMenu(self._speed_menu())
        self.speed_button.setToolTip(self.tr("How fast it plays"))
        self.peak_button = self._step_button(self.tr("Next peak of CPU (Ctrl+Shift+→), back with Ctrl+Shift+←"))
        self.peak_button.setText(beside_icon(self.tr("Next peak")))
        self.peak_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._note = QLabel(note, self)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self.live_button = QPushButton(self.tr("Return to live"), self)
        self.live_button.setObjectName("moment_live")
        self.live_button.setToolTip(self.tr("Show what happens now (Esc)"))
        self._age = QTimer(self)
        self._age.setInterval(_AGE_MS)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE_PX, 3, _SIDE_PX, 3)
        row.setSpacing(_GAP_PX)
        row.addWidget(self._icon)
        row.addWidget(self._when)
        row.addWidget(self._story, 1)
        for widget in (*self._ways(), self._note, self.live_button):
            row.addWidget(widget)

    def _connect(self) -> None:
        self._age.timeout.connect(self._say_age)
        self.back_button.clicked.connect(self._on_back)
        self.on_button.clicked.connect(self._on_on)
        self.play_button.clicked.connect(self._player.toggle)
        self.live_button.clicked.connect(self._on_live)
        self.peak_button.clicked.connect(self.peak_asked)
        self._when.clicked.connect(self.time_asked)
        self.mark_button.clicked.connect(self.mark_asked)
        self._player.changed.connect(self._show_player)
        self._moment.changed.connect(self._show_moment)
        theme.theme_changed.connect(self._tint)

    def _step_button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("plain", True)
        button.setAccessibleName(name)
        button.setToolTip(plain_tooltip(name))
        button.setIconSize(theme.icon_size(16))
        return button

    def _ways(self) -> tuple[QWidget, ...]:
        return self.back_button, self.play_button, self.on_button, self.speed_button, self.peak_button, self.mark_button

    def offer_marks(self) -> None:
        """Let moments be marked from here: there is somebody who keeps marks."""
        self._can_mark = True
        self._fit()

    def _speed_menu(self) -> QMenu:
        menu = QMenu(self)
        for speed in SPEEDS:
            action = QAction(self._speed_words(speed), menu)
            action.setData(speed)
            menu.addAction(action)
        menu.triggered.connect(self._on_speed)
        return menu

    def _speed_words(self, speed: int) -> str:
        return self.tr("{speed}×").format(speed=speed)

    @property
    def text(self) -> str:
        """Return what it says."""
        return f"{self._when.text()} {self._story.said}"

    def tab_order(self) -> tuple[QWidget, ...]:
        """Return what the Tab key goes through, from left to right."""
        return self._when, *self._ways(), self.live_button

    @Slot()
    def _show_moment(self) -> None:
        snapshot = self._moment.snapshot
        if not self._moment.is_past or snapshot is None:
            self.hide()
            return
        when = moment_words.day_and_clock_text(snapshot.at_ms)
        self._when.setText(when)
        self._when.setAccessibleName(self.tr("{moment}, go to another time").format(moment=when))
        self._say_age()
        self._fit()
        self.setAccessibleName(f"{when}, {self._story.said}")
        self.show()

    @Slot()
    def _say_age(self) -> None:
        snapshot = self._moment.snapshot
        if snapshot is None:
            return
        ago = moment_words.ago_text(time.time() - snapshot.at_ms / 1000)
        ended = moment_words.ended_text(snapshot, len(self._moment.ended_ms))
        parts = [part for part in (self._host_name, ago, moment_words.average_text(snapshot), ended) if part]
        # What matters most comes first, and stays longest where there is little room.
        forms = [", ".join(parts[:count]) for count in range(len(parts), 0, -1)]
        if self._story.said != forms[0]:
            self._story.say(*forms)
            self._story.setToolTip(plain_tooltip(forms[0]))
            self._least_told_px = self._story.fontMetrics().horizontalAdvance(forms[-1])
            self._fit()

    @Slot()
    def _show_player(self) -> None:
        """Say what the button does now, and how fast."""
        is_playing = self._player.is_playing
        self.play_button.setIcon(theme.icon("pause" if is_playing else "play", "t2", 16))
        name = (
            self.tr("Stop playing (Space on the time strip)")
            if is_playing
            else self.tr("Play on from here (Space on the time strip)")
        )
        self.play_button.setAccessibleName(name)
        self.play_button.setToolTip(plain_tooltip(name))
        words = self._speed_words(self._player.speed)
        self.speed_button.setText(words)
        self.speed_button.setAccessibleName(self.tr("Speed of playing: {speed}").format(speed=words))

    @Slot(QAction)
    def _on_speed(self, action: QAction) -> None:
        self._player.set_speed(int(action.data()))

    @Slot()
    def _tint(self) -> None:
        self._icon.setPixmap(theme.pixmap("history", "past", 16))
        self.back_button.setIcon(theme.icon("chevron-left", "t2", 16))
        self.on_button.setIcon(theme.icon("chevron-right", "t2", 16))
        self.mark_button.setIcon(theme.icon("flag", "t2", 16))
        self.peak_button.setIcon(theme.icon("crosshair", "t2", 16))
        self._show_player()

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
        self._fit()
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Return the size without all that can go: no window has to stay wide for it."""
        height_px = max(HEIGHT_PX, super().minimumSizeHint().height())
        return QSize(self._needed_px(0, *self._always()), height_px)

    def _always(self) -> tuple[QWidget, ...]:
        return self._icon, self._when, *((self.live_button,) if self._moment.has_live else ())

    def _fit(self) -> None:
        """Let the note go first, which the buttons say too, then the last parts of the story, then the ways."""
        ways = [way for way in self._ways() if self._can_mark or way is not self.mark_button]
        always = self._always()
        has_room = self._needed_px(self._least_told_px, *always, *ways) <= self.width()
        shown = ways if self.width() >= NARROW_PX and has_room else []
        for way in self._ways():
            way.setVisible(way in shown)
        told_px = self._story.fontMetrics().horizontalAdvance(self._story.said)
        has_room = self._needed_px(told_px, *always, *shown, self._note) <= self.width()
        self._note.setVisible(bool(shown) and has_room)

    def _needed_px(self, told_px: int, *beside: QWidget) -> int:
        """Return the width for so many pixels of the story and what stands beside it."""
        return 2 * _SIDE_PX + told_px + sum(widget.sizeHint().width() + _GAP_PX for widget in beside)
