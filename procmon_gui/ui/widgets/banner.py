"""The bar under the header: what is wrong or limited, what it means, and one thing to do about it."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from procmon_gui.ui import theme

Level = Literal["info", "warning", "critical"]
_LOOKS = {
    "info": ("info", "accent"),
    "warning": ("triangle-alert", "warn"),
    "critical": ("octagon-x", "crit"),
}
HEIGHT_PX = 36


class Banner(QFrame):
    """One message. Its text is plain, whatever it contains.

    Signals:
        action_asked: the button was pressed; with the code of the banner.
        more_asked: one of the further buttons was; with the code of the banner and the place of the button.
        dismissed: the reader closed it; with the code of the banner.
    """

    action_asked = Signal(str)
    more_asked = Signal(str, int)
    dismissed = Signal(str)

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setMinimumHeight(HEIGHT_PX)
        self.code = code
        self._icon = QLabel(self)
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = QPushButton(self)
        self._action.hide()
        self._action.clicked.connect(self._on_action)
        self._close = QToolButton(self)
        self._close.setProperty("plain", True)
        self._close.setIconSize(theme.icon_size(16))
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close this message"))
        self._close.clicked.connect(self._on_close)
        self._more: list[QPushButton] = []
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 8, 3)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._level: Level = "info"
        theme.theme_changed.connect(self._tint)

    @property
    def text(self) -> str:
        """Return the message."""
        return self._text.text()

    def offer_more(self, words: Sequence[str]) -> None:
        """Have further buttons, behind the first."""
        if len(words) != len(self._more):
            for button in self._more:
                button.deleteLater()
            self._more = [QPushButton(self) for _ in words]
            for button in self._more:
                button.clicked.connect(self._on_more)
                self._row.insertWidget(self._row.count() - 1, button)
        for button, said in zip(self._more, words, strict=True):
            button.setText(said)

    @Slot()
    def _on_more(self) -> None:
        sender = self.sender()
        place = next((place for place, button in enumerate(self._more) if button is sender), None)
        if place is not None:
            self.more_asked.emit(self.code, place)

    def say(self, level: Level, text: str, action: str = "") -> None:
        """Show a message, with a button when `action` names what it does."""
        self._level = level
        if self._text.text() != text:
            self._text.setText(text)
            self.setAccessibleName(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._tint()

    @Slot()
    def _tint(self) -> None:
        name, token = _LOOKS[self._level]
        self._icon.setPixmap(theme.pixmap(name, token, 16))
        self._close.setIcon(theme.icon("x"))

    @Slot()
    def _on_action(self) -> None:
        self.action_asked.emit(self.code)

    @Slot()
    def _on_close(self) -> None:
        self.dismissed.emit(self.code)


class BannerStack(QWidget):
    """All messages of the window, one bar each, the newest at the foot.

    Signals:
        action_asked: the button of a message was pressed; with the code of the message.
        more_asked: a further button of it was; with the code of the message and the place of the button.
    """

    action_asked = Signal(str)
    more_asked = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._banners: dict[str, Banner] = {}
        self._dismissed: dict[str, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of the messages that are shown, oldest first."""
        return tuple(self._banners)

    def text(self, code: str) -> str:
        """Return what a message says."""
        return self._banners[code].text

    def say(
        self,
        code: str,
        level: Level,
        text: str,
        action: str = "",
        *,
        is_standing: bool = False,
        more: Sequence[str] = (),
    ) -> None:
        """Show a message, or change it; `more` are the words of further buttons.

        One that the reader closed stays closed until it says something else; one that is standing (true for a long
        time, with words that may change) until it is taken away.
        """
        if code in self._dismissed and (is_standing or self._dismissed[code] == text):
            return
        banner = self._banners.get(code)
        if banner is None:
            banner = self._banners[code] = Banner(code, self)
            banner.action_asked.connect(self.action_asked)
            banner.more_asked.connect(self.more_asked)
            banner.dismissed.connect(self._on_dismissed)
            self._column.addWidget(banner)
        banner.say(level, text, action)
        banner.offer_more(more)
        self.show()

    def unsay(self, code: str) -> None:
        """Take a message away: its reason is gone."""
        self._dismissed.pop(code, None)
        self._remove(code)

    def _remove(self, code: str) -> None:
        banner = self._banners.pop(code, None)
        if banner is not None:
            banner.hide()
            banner.deleteLater()
        self.setVisible(bool(self._banners))

    @Slot(str)
    def _on_dismissed(self, code: str) -> None:
        self._dismissed[code] = self._banners[code].text
        self._remove(code)
