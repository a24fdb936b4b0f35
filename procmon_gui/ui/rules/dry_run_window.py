"""A window that plays a rule over the past: how often it would have fired, when, and for how long."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from procmon_gui.domain.dry_run import DryRun, RuleTester
from procmon_gui.domain.firings import Found, found_in
from procmon_gui.domain.history import Span
from procmon_gui.domain.rules import Rule
from procmon_gui.ui import text, theme
from procmon_gui.ui.bridge.operation import OperationErrand
from procmon_gui.ui.condition_words import condition_text
from procmon_gui.ui.models.detail_table import DetailTable
from procmon_gui.ui.rules import dry_run_words, rule_words
from procmon_gui.ui.rules.rule_chart import RuleChart
from procmon_gui.ui.rules.rule_field import choice_box
from procmon_gui.ui.widgets.compare.range_fields import RangeFields
from procmon_gui.ui.widgets.detail.rows_view import RowsView
from procmon_gui.ui.widgets.dialog_parts import dialog_button, room_on_screen
from procmon_gui.ui.widgets.empty_state import EmptyState
from procmon_gui.ui.widgets.reading_window import ReadingWindow

_WIDTH_PX: Final = 860
_HEIGHT_PX: Final = 640
_HOUR_MS: Final = 3_600_000
SPANS_MS: Final = (_HOUR_MS, 24 * _HOUR_MS, 7 * 24 * _HOUR_MS, 14 * 24 * _HOUR_MS)
_CUSTOM: Final = "custom"
_CONTROL_PX: Final = 28


class TesterKeeper:
    """Opens what plays rules when it is first asked. Any thread."""

    def __init__(self, opener: Callable[[], RuleTester]) -> None:
        self._opener = opener
        self._tester: RuleTester | None = None

    def tester(self) -> RuleTester:
        """Return it. Raises Unavailable where nothing was recorded."""
        if self._tester is None:
            self._tester = self._opener()
        return self._tester


class _Play:
    """Plays a rule once; knows no widget."""

    def __init__(self, keeper: TesterKeeper, rule: Rule, span: Span) -> None:
        self._keeper = keeper
        self._rule = rule
        self._span = span

    def __call__(self, errand: OperationErrand) -> DryRun:
        return self._keeper.tester().test(self._rule, self._span, errand)


class DryRunWindow(ReadingWindow):
    """The window behind it stays usable.

    Signals:
        moment_asked: the reader wants to be there, ms.
    """

    moment_asked = Signal(object)

    def __init__(
        self, keeper: TesterKeeper, parent: QWidget | None = None, *, now_ms: Callable[[], int] | None = None
    ) -> None:
        super().__init__(parent, help_page="rules")
        self._keeper = keeper
        self._now_ms = now_ms or _now_ms
        self._rule: Rule | None = None
        self._played: Rule | None = None
        self.run: DryRun | None = None
        self.setObjectName("question")
        self.sentence = self._label()
        self.sentence.setFont(theme.sized_font(self.font(), 1, QFont.Weight.DemiBold))
        self.spans = choice_box(self._span_words(), self)
        self.spans.setMinimumHeight(_CONTROL_PX)
        self.spans.setAccessibleName(self.tr("Over which time"))
        self.range = RangeFields(self.tr("Range"), self, now_ms=now_ms)
        self.play_button = dialog_button(self.tr("Play"), self)
        self.play_button.setProperty("primary", True)
        self.cancel_button = dialog_button(self.tr("Cancel"), self)
        self.go_button = dialog_button(self.tr("Go to this moment"), self)
        self.close_button = dialog_button(self.tr("Close"), self)
        self.summary = self._label()
        self.coverage = self._label()
        self.coverage.setObjectName("detail_hint")
        self.chart = RuleChart(self)
        self.model: DetailTable[Found] = DetailTable(
            dry_run_words.columns(self._value_words), dry_run_words.identity, self
        )
        self.rows = RowsView(self.model, self.tr("When it would have fired"), self)
        self._waiting = EmptyState(
            "rotate-ccw", self.tr("The rule is played over what was recorded, and what it finds is listed here."),
            parent=self,
        )  # fmt: skip
        self._result = QWidget(self)
        self.stack.addWidget(self._waiting)
        self.stack.addWidget(self._result)
        self._lay_out_all()
        self._connect()
        self.show_reading(is_reading=False)
        self._on_span()
        self.resize(room_on_screen(self, _WIDTH_PX, _HEIGHT_PX))

    # ---- building

    def _span_words(self) -> dict[str, str]:
        words = (self.tr("Last hour"), self.tr("Last 24 hours"), self.tr("Last 7 days"), self.tr("Last 14 days"))
        spans = {str(span_ms): said for span_ms, said in zip(SPANS_MS, words, strict=True)}
        return spans | {_CUSTOM: self.tr("Another range")}

    def _label(self) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return label

    def _lay_out_all(self) -> None:
        asked = QHBoxLayout()
        asked.setSpacing(8)
        asked.addWidget(self.spans)
        asked.addWidget(self.range, 1)
        asked.addStretch(0)
        asked.addWidget(self.play_button)
        asked.addWidget(self.cancel_button)
        head = QVBoxLayout()
        head.setContentsMargins(16, 14, 16, 10)
        head.setSpacing(8)
        head.addWidget(self.sentence)
        head.addLayout(asked)
        column = QVBoxLayout(self._result)
        column.setContentsMargins(16, 4, 16, 8)
        column.setSpacing(6)
        column.addWidget(self.summary)
        column.addWidget(self.coverage)
        column.addWidget(self.chart, 3)
        column.addWidget(self.rows, 2)
        column.addStretch(0)
        self.lay_out(head, self.go_button, self.close_button)

    def _connect(self) -> None:
        self.spans.currentIndexChanged.connect(self._on_span)
        self.range.changed.connect(self._on_range)
        self.play_button.clicked.connect(self.play)
        self.cancel_button.clicked.connect(self.cancel)
        self.close_button.clicked.connect(self.close)
        self.go_button.clicked.connect(self._on_go)
        self.rows.row_opened.connect(self._on_row_opened)
        self.rows.selectionModel().selectionChanged.connect(self._on_selected)
        self.chart.moment_asked.connect(self.moment_asked)
        self.chart.saving_asked.connect(self.saver.ask)

    # ---- what is asked of it

    def open_for(self, rule: Rule, span: Span | None = None) -> None:
        """Come to the front for a rule; with a range it is played over that at once."""
        is_other = self._rule != rule
        self._rule = rule
        self.setWindowTitle(self.tr("Dry run: {title}").format(title=rule_words.title_text(rule) or rule.id))
        self.sentence.setText(condition_text(rule))
        if is_other:
            self.cancel()
            self.run = None
            self.status.say("")
            self.stack.setCurrentWidget(self._waiting)
            self._on_selected()
        if span is not None:
            self.spans.setCurrentIndex(self.spans.findData(_CUSTOM))
            self.range.set_span(span)
        self.come_up()
        self.play_button.setFocus(Qt.FocusReason.OtherFocusReason)
        if span is not None or is_other:
            self.play()

    @property
    def span(self) -> Span | None:
        """Return the range that is chosen; None while there is none."""
        if self.spans.currentData() == _CUSTOM:
            self.range.look_again()
            return self.range.span
        now_ms = self._now_ms()
        return Span(from_ms=now_ms - int(self.spans.currentData()), to_ms=now_ms)

    @Slot()
    def play(self) -> None:
        """Play it over the range that is chosen."""
        span = self.span
        if self._rule is None or span is None:
            self.status.say(self.tr("The range needs a beginning."))
            return
        self._played = self._rule
        self.read(_Play(self._keeper, self._rule, span), self._on_played)

    # ---- what comes of it

    def _on_played(self, run: DryRun) -> None:
        self.show_reading(is_reading=False)
        rule = self._played
        if rule is None:
            return
        self.run = run
        found = found_in(run)
        self.summary.setText(dry_run_words.summary_text(found, run))
        untold = dry_run_words.untold_text(found)
        self.coverage.setText(" ".join(filter(None, [untold, dry_run_words.coverage_text(run)])))
        picture = dry_run_words.picture_of(rule, run)
        self.chart.show_picture(picture or dry_run_words.bare_picture_of(run))
        # Without a curve and without a time at which it fires it would be an empty frame.
        self.chart.setVisible(picture is not None or bool(found))
        self.model.set_rows(tuple(reversed(found)))
        self.model.retell()
        self.rows.setVisible(bool(found))
        self.stack.setCurrentWidget(self._result)
        self._on_selected()

    def _value_words(self, found: Found) -> str:
        return text.UNKNOWN if self._played is None else rule_words.value_text(self._played, found.value)

    def show_reading(self, *, is_reading: bool) -> None:
        """Let the button that starts be the one that gives up."""
        super().show_reading(is_reading=is_reading)
        had_focus = self.cancel_button.hasFocus() or self.play_button.hasFocus()
        self.cancel_button.setVisible(is_reading)
        self.play_button.setVisible(not is_reading)
        if had_focus:
            (self.cancel_button if is_reading else self.play_button).setFocus()

    # ---- what the reader does

    def _chosen(self) -> Found | None:
        rows = self.rows.selected_rows()
        return self.model.rows[rows[0]] if len(rows) == 1 and self.run is not None else None

    @Slot()
    def _on_selected(self) -> None:
        found = self._chosen()
        self.go_button.setEnabled(found is not None)
        self.chart.choose(None if found is None else found.number)

    @Slot()
    def _on_go(self) -> None:
        found = self._chosen()
        if found is not None:
            self.moment_asked.emit(found.from_ms)

    @Slot(int)
    def _on_row_opened(self, row: int) -> None:
        self.moment_asked.emit(self.model.rows[row].from_ms)

    @Slot()
    def _on_span(self) -> None:
        is_custom = self.spans.currentData() == _CUSTOM
        self.range.setVisible(is_custom)
        self._on_range()
        if is_custom:
            self.range.from_field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_range(self) -> None:
        is_custom = self.spans.currentData() == _CUSTOM
        self.play_button.setEnabled(not is_custom or self.range.span is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Play with Return from a field; give up with Esc, then close."""
        if event.key() == Qt.Key.Key_Escape:
            self.give_up_or_close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self.focusWidget(), QLineEdit):
            if self.play_button.isEnabled():
                self.play()
        else:
            super().keyPressEvent(event)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
