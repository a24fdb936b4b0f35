"""The toolbar of the History page: how much time, which curves, against when, and what can be done with them."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from procmon_gui.ui import moment_words, theme
from procmon_gui.ui.widgets.chevron_button import ChevronButton
from procmon_gui.ui.widgets.fitting_label import FittingLabel
from procmon_gui.ui.widgets.history.range_dialog import length_words
from procmon_gui.ui.widgets.history.time_view import DAY_MS, SPANS_MS
from procmon_gui.ui.widgets.plain import plain_tooltip

translate = QCoreApplication.translate
HEIGHT_PX: Final = 44
CONTROL_PX: Final = 28
WORDS_AFTER_MS: Final = 1000
OFFSETS_MS: Final = (0, DAY_MS, 7 * DAY_MS)


def compared_words(offset_ms: int) -> str:
    """Return what the time is called with which is compared: "yesterday"."""
    known = {0: translate("Compare", "none"), DAY_MS: translate("Compare", "yesterday"),
             7 * DAY_MS: translate("Compare", "last week")}  # fmt: skip
    before = translate("Compare", "{span} before")
    return known.get(offset_ms) or before.format(span=moment_words.span_text(offset_ms))


class HistoryToolbar(QWidget):
    """Shows choices and asks for them; the page decides.

    Signals:
        span_chosen: show so much time, ms.
        offset_chosen: compare with the time so many ms before; 0 with none.
        series_asked, offset_asked, range_asked: the reader wants to choose curves, another time, a range.
        tab_chosen: in a narrow page, whether the charts (0) or the programs (1) are to be seen.
        cancel_asked: what is being read is not wanted any more.
    """

    span_chosen = Signal(object)
    offset_chosen = Signal(object)
    series_asked = Signal()
    offset_asked = Signal()
    range_asked = Signal()
    tab_chosen = Signal(int)
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons: list[tuple[QToolButton, str]] = []
        self._said: dict[ChevronButton, tuple[str, str]] = {}
        self._is_narrow = False
        self.span_buttons = self._joined([moment_words.span_text(span_ms) for span_ms in SPANS_MS])
        for button in self.span_buttons.buttons():
            button.setAccessibleName(self.tr("The last {span}").format(span=button.text()))
        self.span_button = ChevronButton(self)
        self.span_button.setMenu(self._span_menu())
        self.series_button = ChevronButton(self)
        self.compare_button = ChevronButton(self)
        self._offsets = QActionGroup(self)
        self.compare_button.setMenu(self._compare_menu())
        self.tabs = self._joined([self.tr("Charts"), self.tr("Top programs")])
        self.range_button = self._icon_button("crosshair", self.tr("Choose a range… (Shift+drag on a chart)"))
        self.more_button = self._icon_button("ellipsis", self.tr("More: table, copy, save"))
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._beginning = FittingLabel(self)
        self._words = QLabel(self.tr("Reading…"), self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.cancel_button = self._icon_button("x", self.tr("Cancel"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.setProperty("plain", False)
        self._words_soon = QTimer(self)
        self._words_soon.setSingleShot(True)
        self._words_soon.setInterval(WORDS_AFTER_MS)
        self._words_soon.timeout.connect(self._show_waiting)
        self._lay_out()
        self._connect()
        self.show_waiting(is_waiting=False)
        self.show_narrow(is_narrow=False)
        self.show_series(0, 0)
        self.show_offset(0)
        self._tint()

    def _joined(self, words: list[str]) -> QButtonGroup:
        """Return buttons of which one is chosen."""
        group = QButtonGroup(self)
        for number, said in enumerate(words):
            button = QToolButton(self)
            button.setText(said)
            button.setCheckable(True)
            button.setChecked(number == 0)
            side = "first" if number == 0 else "last" if number == len(words) - 1 else "middle"
            button.setProperty("segment", side)
            group.addButton(button, number)
        return group

    def _icon_button(self, icon_name: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("plain", True)
        button.setAccessibleName(name)
        button.setToolTip(plain_tooltip(name))
        button.setIconSize(theme.icon_size(16))
        self._icons.append((button, icon_name))
        return button

    def _span_menu(self) -> QMenu:
        menu = QMenu(self)
        for span_ms in SPANS_MS:
            action = QAction(moment_words.span_text(span_ms), menu)
            action.setData(span_ms)
            menu.addAction(action)
        menu.triggered.connect(self._on_span_action)
        return menu

    def _compare_menu(self) -> QMenu:
        menu = QMenu(self)
        for offset_ms in OFFSETS_MS:
            action = QAction(compared_words(offset_ms), menu)
            action.setCheckable(True)
            action.setData(offset_ms)
            self._offsets.addAction(action)
            menu.addAction(action)
        self.other_action = menu.addAction(self.tr("Other…"))
        self.other_action.triggered.connect(self._on_other)
        self._offsets.triggered.connect(self._on_offset)
        return menu

    def _lay_out(self) -> None:
        self.setFixedHeight(max(HEIGHT_PX, self.fontMetrics().height() + 26))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(0)
        for button in self.span_buttons.buttons():
            row.addWidget(button)
        row.addWidget(self.span_button)
        for button in (self.series_button, self.compare_button):
            row.addSpacing(8)
            row.addWidget(button)
        row.addSpacing(8)
        for button in self.tabs.buttons():
            row.addWidget(button)
        row.addSpacing(12)
        row.addWidget(self._beginning, 1)
        row.addSpacing(12)
        row.addWidget(self._words)
        row.addSpacing(8)
        row.addWidget(self.cancel_button)
        row.addWidget(self.range_button)
        row.addWidget(self.more_button)
        for widget in self.tab_order():
            widget.setMinimumHeight(CONTROL_PX)

    def _connect(self) -> None:
        self.span_buttons.idClicked.connect(self._on_span)
        self.tabs.idClicked.connect(self.tab_chosen)
        self.series_button.clicked.connect(self.series_asked)
        self.range_button.clicked.connect(self.range_asked)
        self.cancel_button.clicked.connect(self.cancel_asked)
        theme.theme_changed.connect(self._tint)

    def tab_order(self) -> tuple[QWidget, ...]:
        """Return the controls from left to right."""
        return (
            *self.span_buttons.buttons(), self.span_button, self.series_button, self.compare_button,
            *self.tabs.buttons(), self.cancel_button, self.range_button, self.more_button,
        )  # fmt: skip

    # ---- what it is told

    def show_span(self, span_ms: float) -> None:
        """Press the button of so much time; none where the reader has zoomed."""
        self.span_buttons.setExclusive(False)
        for number, button in enumerate(self.span_buttons.buttons()):
            button.setChecked(SPANS_MS[number] == span_ms)
        self.span_buttons.setExclusive(True)
        words = length_words(round(span_ms))
        self.span_button.setText(words)
        self.span_button.setAccessibleName(self.tr("Time in sight: {span}").format(span=words))

    def show_beginning(self, from_ms: int | None) -> None:
        """Say since when something is recorded; None says nothing."""
        if from_ms is None:
            self._beginning.say("")
            return
        since = moment_words.moment_text(from_ms, has_seconds=False)
        words = self.tr("Recorded since {time}").format(time=since)
        self._beginning.say(words, self.tr("Since {time}").format(time=since))

    @property
    def beginning(self) -> str:
        """Return what is said of it."""
        return self._beginning.said

    def show_series(self, shown: int, known: int) -> None:
        """Say how many curves are shown, and of how many where that is known."""
        short = self.tr("Series: {shown}").format(shown=shown)
        words = self.tr("Series: {shown} of {known}").format(shown=shown, known=known) if known else short
        self._say(self.series_button, words, short)

    def show_offset(self, offset_ms: int) -> None:
        """Say with which time is compared."""
        when = compared_words(offset_ms)
        words = self.tr("Compare: {time}").format(time=when)
        self._say(self.compare_button, words, when if offset_ms else self.tr("Compare"))
        for action in self._offsets.actions():
            action.setChecked(action.data() == offset_ms)

    def _say(self, button: ChevronButton, words: str, short: str) -> None:
        """Show words on a button, or less where there is less room."""
        self._said[button] = words, short
        button.setText(short if self._is_narrow else words)
        button.setAccessibleName(words)
        button.setToolTip(plain_tooltip(words if self._is_narrow else ""))

    def show_narrow(self, *, is_narrow: bool) -> None:
        """Offer the programs as a tab where there is no room for them beside the charts, and say less."""
        if is_narrow == self._is_narrow and self.tabs.button(0).isHidden() != is_narrow:
            return
        self._is_narrow = is_narrow
        # Less first, or there would be no room for what comes, and the window would grow.
        for chosen, said in self._said.items():
            self._say(chosen, *said)
        for button in self.span_buttons.buttons():
            button.setVisible(not is_narrow)
        for button in (self.span_button, *self.tabs.buttons()):
            button.setVisible(is_narrow)
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if is_narrow else Qt.ToolButtonStyle.ToolButtonTextOnly
        self.cancel_button.setToolButtonStyle(style)

    def show_waiting(self, *, is_waiting: bool) -> None:
        """Say after a second that something is being read, and offer to cancel."""
        if is_waiting:
            if not self._words_soon.isActive() and self.cancel_button.isHidden():
                self._words_soon.start()
            return
        self._words_soon.stop()
        self._words.hide()
        self.cancel_button.hide()

    # ---- inside

    @Slot()
    def _show_waiting(self) -> None:
        self._words.setVisible(not self._is_narrow)
        self.cancel_button.show()

    @Slot(int)
    def _on_span(self, number: int) -> None:
        self.span_chosen.emit(SPANS_MS[number])

    @Slot(QAction)
    def _on_span_action(self, action: QAction) -> None:
        self.span_chosen.emit(int(action.data()))

    @Slot(QAction)
    def _on_offset(self, action: QAction) -> None:
        self.offset_chosen.emit(int(action.data()))

    @Slot()
    def _on_other(self) -> None:
        self.offset_asked.emit()

    @Slot()
    def _tint(self) -> None:
        for button, icon_name in self._icons:
            button.setIcon(theme.icon(icon_name, "t2", 16))
