"""Marks in the window: where one is made, shown, renamed, and taken away. Owns none of the widgets but its dialog."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from procmon_gui.domain.marks import Mark
from procmon_gui.ui import moment_words, spoken
from procmon_gui.ui.alert_marks import AlertMark
from procmon_gui.ui.deed_marks import DeedMark
from procmon_gui.ui.mark_list import MarkList
from procmon_gui.ui.moment import Moment
from procmon_gui.ui.widgets.banner import BannerStack
from procmon_gui.ui.widgets.time_strip import TimeStrip

if TYPE_CHECKING:
    from procmon_gui.ui.widgets.mark_dialog import MarkDialog

_REMOVED: Final = "mark-removed"
_FAILED: Final = "marks"
_SHOWN_LETTERS: Final = 40
_MOST_IN_MENU: Final = 5


class WindowMarks(QObject):
    """Stands between the list of marks, the time strip and the reader.

    Signals:
        time_asked: the reader wants to type a time.
        alert_asked: the alert of this id.
    """

    time_asked = Signal()
    alert_asked = Signal(object)

    def __init__(
        self, marks: MarkList, moment: Moment, strip: TimeStrip, messages: BannerStack, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._marks = marks
        self._moment = moment
        self._strip = strip
        self._messages = messages
        self._dialog: MarkDialog | None = None
        self._removed: Mark | None = None
        self._menu = QMenu(strip)
        self._menu_ms = 0
        marks.changed.connect(self._on_changed)
        marks.failed.connect(self._on_failed)
        marks.not_done.connect(self._on_failed)
        strip.chart.menu_asked.connect(self._on_menu_asked)
        messages.action_asked.connect(self._on_action)

    # ---- what the reader asks for

    @Slot()
    def mark_this_moment(self) -> None:
        """Let the reader give a few words to the moment that the window shows."""
        shown = self._moment.snapshot
        at_ms = self._moment.cursor_ms or (shown.at_ms if shown is not None else 0)
        if at_ms:
            self._open_dialog().ask_for(at_ms)

    @Slot(object)
    def rename(self, mark: Mark) -> None:
        """Let the reader give other words to a mark."""
        self._open_dialog().ask_to_rename(mark)

    @Slot(object)
    def remove(self, mark: Mark) -> None:
        """Take a mark away, and offer to put it back."""
        self._removed = mark
        self._marks.remove(mark)
        words = self.tr("The mark “{text}” was removed.").format(text=mark.text)
        self._messages.unsay(_REMOVED)
        self._messages.say(_REMOVED, "info", words, self.tr("Put it back"))

    def _open_dialog(self) -> "MarkDialog":
        if self._dialog is None:
            from procmon_gui.ui.widgets.mark_dialog import MarkDialog

            self._dialog = MarkDialog(self._strip.window())
            self._dialog.mark_wished.connect(self._on_mark_wished)
            self._dialog.words_wished.connect(self._on_words_wished)
        return self._dialog

    @Slot(object, str)
    def _on_mark_wished(self, at_ms: int, words: str) -> None:
        self._marks.add(at_ms, words)

    @Slot(object, str)
    def _on_words_wished(self, mark: Mark, words: str) -> None:
        self._marks.rename(mark, words)

    @Slot(str)
    def _on_action(self, code: str) -> None:
        if code == _REMOVED and self._removed is not None:
            self._marks.restore(self._removed)
            self._removed = None
            self._messages.unsay(_REMOVED)

    # ---- what becomes of it

    @Slot()
    def _on_changed(self) -> None:
        self._messages.unsay(_FAILED)

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        if sentence:
            self._messages.unsay(_REMOVED)
            self._messages.say(_FAILED, "warning", self.tr("Marks: {why}").format(why=spoken.said(sentence)))
        else:
            self._messages.unsay(_FAILED)

    # ---- the menu of the strip

    @Slot(object, object, QPoint)
    def _on_menu_asked(self, at_ms: int, marks: Sequence[Mark], at: QPoint) -> None:
        self._menu_ms = at_ms
        self._menu.clear()
        moment = moment_words.moment_text(at_ms)
        self._entry(self.tr("Mark {moment}…").format(moment=moment)).triggered.connect(self._on_menu_mark)
        for mark in marks[:_MOST_IN_MENU]:
            self._menu.addSeparator()
            ways = [
                (self.tr("Go to “{text}”"), self._on_menu_go),
                (self.tr("Rename “{text}”…"), self._on_menu_rename),
                (self.tr("Remove “{text}”"), self._on_menu_remove),
            ]
            if isinstance(mark, AlertMark):
                ways[1:] = [(self.tr("Show the alert “{text}”"), self._on_menu_alert)]
            # What was done can not be undone by a menu.
            for template, slot in ways[:1] if isinstance(mark, DeedMark) else ways:
                self._entry(template.format(text=_short(mark.text)), mark).triggered.connect(slot)
        self._menu.addSeparator()
        self._entry(self.tr("Go to time…")).triggered.connect(self.time_asked)
        self._menu.addSeparator()
        self._strip.twins.offer(self._menu)
        self._menu.popup(at)

    def _entry(self, words: str, mark: Mark | None = None) -> QAction:
        action = QAction(words, self._menu)
        action.setData(mark)
        self._menu.addAction(action)
        return action

    @Slot()
    def _on_menu_mark(self) -> None:
        self._open_dialog().ask_for(self._menu_ms)

    @Slot()
    def _on_menu_go(self) -> None:
        self._moment.go_to(self._chosen().at_ms)

    @Slot()
    def _on_menu_alert(self) -> None:
        self.alert_asked.emit(self._chosen().id)

    @Slot()
    def _on_menu_rename(self) -> None:
        self.rename(self._chosen())

    @Slot()
    def _on_menu_remove(self) -> None:
        self.remove(self._chosen())

    def _chosen(self) -> Mark:
        action = self.sender()
        assert isinstance(action, QAction)
        mark = action.data()
        assert isinstance(mark, Mark)
        return mark


def _short(text: str) -> str:
    """Return words for an entry of a menu, where a tab would begin the keys and an ampersand underline a letter."""
    return (text if len(text) <= _SHOWN_LETTERS else text[: _SHOWN_LETTERS - 1] + "…").replace("&", "&&")
