"""The three buttons over the list of processes with which something is done to those in hand."""

from typing import Final

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.act_entries import END, RESUME, SUSPEND
from procmon_gui.ui.widgets.beside_icon import beside_icon, words_px
from procmon_gui.ui.widgets.chevron_button import ChevronButton
from procmon_gui.ui.widgets.plain import plain_tooltip

_ICON_PX: Final = 16


class _Button(QToolButton):
    """Icon and words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setIconSize(theme.icon_size(_ICON_PX))

    def sizeHint(self) -> QSize:
        """Return the size without the two blanks that Qt adds to a text: there is little room."""
        hint = super().sizeHint()
        has_words = self.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        blanks_px = 2 * self.fontMetrics().horizontalAdvance(" ") if has_words else 0
        return QSize(hint.width() - blanks_px, hint.height())


class _MenuButton(ChevronButton):
    """Words and a chevron, or an icon alone."""

    def setToolButtonStyle(self, style: Qt.ToolButtonStyle) -> None:
        """Show the icon that says what it is where there are no words."""
        super().setToolButtonStyle(style)
        has_words = style == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self.wear("" if has_words else "gauge")


class ActButtons(QObject):
    """End, suspend or resume, and a menu of priorities; their words go where there is no room.

    Signals:
        asked: what is asked for, a word of `act_entries`.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._why_not = ""
        self._is_resume = False
        # Whether words are shown, and how much room they take.
        self.has_words = True
        self.words_px = 0
        self.end = self._button(_Button(parent), beside_icon(self.tr("End…")), self.tr("End…"))
        self.pause = self._button(_Button(parent), "", self.tr("Suspend"))
        self.priority = self._button(_MenuButton(parent), self.tr("Priority"), self.tr("Priority"))
        self.end.clicked.connect(self._on_end)
        self.pause.clicked.connect(self._on_pause)
        self._word()
        theme.theme_changed.connect(self._word)

    def _button(self, button: QToolButton, words: str, name: str) -> QToolButton:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setText(words)
        button.setAccessibleName(name)
        return button

    @property
    def all(self) -> tuple[QToolButton, ...]:
        """Return the buttons from left to right."""
        return self.end, self.pause, self.priority

    def use_menu(self, menu: QMenu) -> None:
        """Open this menu of priorities."""
        self.priority.setMenu(menu)

    def offer_resume(self, *, is_resume: bool) -> None:
        """Offer to resume those in hand, because all of them are suspended; or to suspend them."""
        if is_resume != self._is_resume:
            self._is_resume = is_resume
            self._word()

    def allow(self, why_not: str) -> None:
        """Allow to act, or say why that is not possible now."""
        self._why_not = why_not
        self._word()

    def show_words(self, *, has_words: bool) -> None:
        """Show words beside the icons, or icons alone."""
        if has_words != self.has_words:
            self.has_words = has_words
            styles = Qt.ToolButtonStyle
            for button in self.all:
                button.setToolButtonStyle(styles.ToolButtonTextBesideIcon if has_words else styles.ToolButtonIconOnly)

    @Slot()
    def _word(self) -> None:
        pause = self.tr("Resume") if self._is_resume else self.tr("Suspend")
        self.pause.setText(beside_icon(pause))
        self.pause.setAccessibleName(pause)
        key = QKeySequence(Qt.Key.Key_Delete).toString(QKeySequence.SequenceFormat.NativeText)
        tooltips = (
            self.tr("End the processes in hand ({key})").format(key=key),
            self.tr("Resume the processes in hand") if self._is_resume else self.tr("Suspend the processes in hand"),
            self.tr("Priority of the processes in hand"),
        )
        self.end.setIcon(theme.icon("circle-stop", "t2", _ICON_PX))
        self.pause.setIcon(theme.icon("play" if self._is_resume else "pause", "t2", _ICON_PX))
        for button, tooltip in zip(self.all, tooltips, strict=True):
            button.setEnabled(not self._why_not)
            button.setToolTip(plain_tooltip(self._why_not or tooltip))
        self.words_px = sum(words_px(button) for button in self.all)
        self.has_words = True

    @Slot()
    def _on_end(self) -> None:
        self.asked.emit(END)

    @Slot()
    def _on_pause(self) -> None:
        self.asked.emit(RESUME if self._is_resume else SUSPEND)
