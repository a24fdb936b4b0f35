"""Where a filter is typed: completes fields and values, and says at once what is wrong with it and where.

The query language is loaded beside the window when the box first gets the keyboard: a tenth of a second that the first
letter would wait for.
"""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from procmon_gui.domain.metrics import Catalogue
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.settings import SettingsStore
from procmon_gui.ui import spoken, theme
from procmon_gui.ui.bridge.operation import Operation
from procmon_gui.ui.widgets.escape import asks_for_escape
from procmon_gui.ui.widgets.filter_offers import FilterOffers
from procmon_gui.ui.widgets.filter_saved import SavedFilters

if TYPE_CHECKING:
    from procmon_gui.query import Completion, Query, TextMemory
    from procmon_gui.query.completion import KnownValues

DEBOUNCE_MS: Final = 40
# A text waits for the query language, which is loaded beside the window, at most so often: a second in all. If nothing
# has come of that by then, it is loaded here.
_MOST_WAITS: Final = 25
_MESSAGE_PAUSE_MS: Final = 600
_BOOKMARK_PX: Final = 32


def _load_language(_errand: Errand) -> None:
    """Import what understands a filter, and let it make its parser. Any thread."""
    from procmon_gui.query import compile

    compile("a")


class FilterBox(QLineEdit):
    """Turns text into a query while it is typed; the last good one stays in force while the text is wrong.

    Signals:
        query_changed: the query that is in force from now on, None for no filter.
        find_asked: the key was pressed that leads to where one looks for something.
        taken_up: the keyboard came here, so that a filter may be typed.
        left: the reader goes on to what was found.
        message_room_changed: so many pixels under the box say what is wrong; whoever holds the box gives them.
    """

    query_changed = Signal(object)
    find_asked = Signal()
    taken_up = Signal()
    left = Signal()
    message_room_changed = Signal(int)

    def __init__(
        self, parent: QWidget | None = None, *, catalogue: Catalogue = PROCESS_CATALOGUE, is_in_form: bool = False
    ) -> None:
        """Filter by the fields of a catalogue; without one it is the filter of the window, with its keys.

        In a form it has no keys of its own, and the form says what is wrong with what stands in it.
        """
        super().__init__(parent)
        self._catalogue = catalogue
        self._is_in_form = is_in_form
        self.query: Query | None = None
        self.saved: SavedFilters | None = None
        self._loading: Operation[None] | None = None
        self._waits = 0
        self._known_values: KnownValues = {}
        self._completions: list[Completion] = []
        # Every key makes a new query; together they read the texts of the processes once.
        self._memory: TextMemory | None = None
        self._message = _Message(self)
        self._message.room_changed.connect(self.message_room_changed)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(DEBOUNCE_MS)
        self._settled.timeout.connect(self._on_settled)
        self._list: FilterOffers | None = None
        self._set_up()
        self.textChanged.connect(self._on_text_changed)
        self.textEdited.connect(self._on_text_edited)
        theme.theme_changed.connect(self._tint)

    def _set_up(self) -> None:
        self.setObjectName("filter_box")
        self.setAccessibleName(self.tr("Filter processes"))
        self.setPlaceholderText(self.tr("Filter processes: name, PID, or cpu > 5% and user = postgres"))
        self._search = self.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._search.setText(self.tr("Filter"))
        self._search.setShortcuts([])
        if self._catalogue is PROCESS_CATALOGUE and not self._is_in_form:
            self._take_keys()

    def _take_keys(self) -> None:
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self.find_asked)
        QShortcut(QKeySequence(Qt.Key.Key_F4), self).activated.connect(self.take_focus)

    @property
    def offers(self) -> FilterOffers:
        """Return what drops down; made for who types first, because every start would pay for it."""
        if self._list is None:
            self._list = FilterOffers(self)
            self._list.activated.connect(self._on_completion_chosen)
        return self._list

    @property
    def _is_offering(self) -> bool:
        return self._list is not None and self._list.is_shown

    @Slot()
    def take_focus(self) -> None:
        """Take the keyboard, with all text selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def set_known_values(self, known_values: "KnownValues") -> None:
        """Say which texts are known for a metric id, for instance which users; offered while typing."""
        self._known_values = known_values

    def keep_in(self, store: SettingsStore) -> None:
        """Offer saved filters, kept in this store; called once."""
        self.saved = SavedFilters(self, store)
        self.saved.chosen.connect(self._on_saved_chosen)
        self.saved.failed.connect(self._show_error)

    def set_query_text(self, text: str) -> None:
        """Put a filter in, as if it had been typed."""
        self.setText(text)
        self.apply()

    @property
    def error_text(self) -> str:
        """Return what is said about a text that can not be used; empty while it can."""
        return self._message.text

    @Slot()
    def apply(self) -> None:
        """Put the text in force if it can be understood, else say what is wrong; at once."""
        self._take()
        self._message.appear()

    @Slot()
    def _on_settled(self) -> None:
        """Put the text in force, but do not hold the window to load what is being loaded beside it."""
        if self._loading is not None and self._loading.is_running and self._waits < _MOST_WAITS:
            self._waits += 1
            self._settled.start()
        else:
            self._take()

    def _take(self) -> None:
        self._settled.stop()
        query = None
        if self.text().strip():
            from procmon_gui.query import QueryError, TextMemory, compile

            self._memory = self._memory or TextMemory()
            try:
                query = compile(self.text(), self._catalogue, memory=self._memory)
            except QueryError as error:
                self._show_error(spoken.said(str(error)))
                return
        self._show_error("")
        if (query.text if query else "") != (self.query.text if self.query else ""):
            self.query = query
            self.query_changed.emit(query)

    # ---- Qt

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window as long as there is something here that it can close or clear."""
        if asks_for_escape(event) and (self.text() or self._is_offering):
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Get ready for what will be typed."""
        super().focusInEvent(event)
        if self._loading is None:
            self._loading = Operation(_load_language, owner=self, channel="language").start()
        self.taken_up.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the offers, then clears, then lets go; Return puts the text in force and goes on, as Down does."""
        if event.key() == Qt.Key.Key_Escape and self._is_offering:
            self.offers.hide()
            event.accept()
            return
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.apply()
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (self._is_offering and self.offers.is_at_one):
            if self._is_offering:
                self.offers.hide()
            self._go_on()
            event.accept()
            return
        if event.key() == Qt.Key.Key_Down and not self._is_offering:
            self._go_on()
            event.accept()
            return
        super().keyPressEvent(event)

    def _go_on(self) -> None:
        self.apply()
        if not self.error_text:
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the keys that lead here, while there is room and nothing typed."""
        super().paintEvent(event)
        hint = QKeySequence(QKeySequence.StandardKey.Find).toString(QKeySequence.SequenceFormat.NativeText)
        metrics = self.fontMetrics()
        needed = metrics.horizontalAdvance(self.placeholderText() + hint) + 60
        if self.text() or self.hasFocus() or self._is_in_form or self.width() < needed:
            return
        painter = QPainter(self)
        painter.setPen(theme.colour("t3"))
        inner = self.rect().adjusted(0, 0, -10 if self.saved is None else -_BOOKMARK_PX, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, hint)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the message under the box."""
        super().resizeEvent(event)
        self._message.place()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Keep the message under the box."""
        super().moveEvent(event)
        self._message.place()

    # ---- inside

    @Slot(str)
    def _on_saved_chosen(self, text: str) -> None:
        self.set_query_text(text)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_text_changed(self, _text: str) -> None:
        self._settled.start()

    @Slot(str)
    def _on_text_edited(self, text: str) -> None:
        self._completions = self._complete(text) if text.strip() else []
        self.offers.offer([self._worded(offer) for offer in self._completions])

    def _complete(self, text: str) -> "list[Completion]":
        from procmon_gui.query import complete

        return complete(text, self.cursorPosition(), self._catalogue, self._known_values)

    def _worded(self, offer: "Completion") -> str:
        title = QCoreApplication.translate("Metric", offer.title) if offer.title else ""
        return f"{offer.text}   {title}" if title else offer.text

    @Slot(str)
    def _on_completion_chosen(self, worded: str) -> None:
        chosen = [offer for offer in self._completions if self._worded(offer) == worded]
        if not chosen:
            return
        offer = chosen[0]
        text = self.text()
        self.setText(text[: offer.start] + offer.text + text[offer.end :])
        self.setCursorPosition(offer.start + len(offer.text))

    @Slot(str)
    def _show_error(self, said: str) -> None:
        if said == self._message.text or self._is_in_form:
            return
        self.setProperty("error", bool(said))
        self.setAccessibleDescription(said)
        # The style sheet looks at the property only when it is put on again.
        self.style().unpolish(self)
        self.style().polish(self)
        self._message.say(said)

    @Slot()
    def _tint(self) -> None:
        self._search.setIcon(theme.icon("search"))
        self._message.tint()


class _Message(QWidget):
    """One line under the box. Plain text.

    It takes its place only when nobody types on: a text on the way to a right one is mostly wrong, and the page below
    would jump at every other letter.

    Signals:
        room_changed: it takes so many pixels under the box.
    """

    room_changed = Signal(int)

    def __init__(self, box: QLineEdit) -> None:
        super().__init__(box)
        self._box = box
        self.text = ""
        self._room_px = 0
        self._icon = QLabel(self)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 0)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1, Qt.AlignmentFlag.AlignVCenter)
        self._paused = QTimer(self)
        self._paused.setSingleShot(True)
        self._paused.setInterval(_MESSAGE_PAUSE_MS)
        self._paused.timeout.connect(self.appear)
        self.tint()
        self.hide()

    def say(self, text: str) -> None:
        """Say a sentence when nobody types on; an empty one hides the line at once."""
        self.text = text
        self._label.setText(text)
        if text and self.isHidden():
            self._paused.start()
        else:
            self.appear()

    @Slot()
    def appear(self) -> None:
        """Show what there is to say, or go if there is nothing."""
        self._paused.stop()
        # In the whole window: a child of the box would be cut off at its edge.
        if self.text and self.parentWidget() is not self._box.window() and self._box.window() is not self._box:
            self.setParent(self._box.window())
        self.setVisible(bool(self.text))
        self.place()

    def place(self) -> None:
        """Stand under the box, and ask for room there."""
        height = 0
        if not self.isHidden():
            # A wrapped label knows its height only for a given width.
            width = self._box.width()
            height = self._row.heightForWidth(width)
            self.setFixedSize(width, height)
            parent = self.parentWidget()
            if parent is not None and parent is not self._box:
                self.move(self._box.mapTo(parent, self._box.rect().bottomLeft()))
                self.raise_()
        if height != self._room_px:
            self._room_px = height
            self.room_changed.emit(height)

    def tint(self) -> None:
        """Take the colours of the theme."""
        self._icon.setPixmap(theme.pixmap("circle-x", "crit", 16))
