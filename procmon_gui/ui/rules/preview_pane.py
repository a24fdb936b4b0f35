"""What a rule that is being typed would do: the sentence, the curve with its thresholds, and who it is about now."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.history import Span
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.rules import Rule
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import spoken, text, theme
from procmon_gui.ui.bridge.operation import Operation
from procmon_gui.ui.condition_words import condition_text
from procmon_gui.ui.models.detail_table import Column, DetailTable
from procmon_gui.ui.rules import preview_words
from procmon_gui.ui.rules.preview_reading import Match, Preview, ReaderKeeper, ReadPreview
from procmon_gui.ui.rules.rule_chart import RuleChart
from procmon_gui.ui.widgets.detail.rows_view import RowsView
from procmon_gui.ui.widgets.dialog_parts import ReadingLine

_T = QT_TRANSLATE_NOOP
SETTLE_MS: Final = 300
_HOUR_MS: Final = 3_600_000
SPANS_MS: Final = (_HOUR_MS, 24 * _HOUR_MS)
_LEAST_POINTS: Final = 200
_CONTROL_PX: Final = 28
_ROWS_PX: Final = 148


def _name(match: Match) -> str:
    return match.name or text.UNKNOWN


def _pid(match: Match) -> str:
    return "" if match.pid is None else str(match.pid)


def _pid_value(match: Match) -> float | None:
    return match.pid


def _count(match: Match) -> str:
    return "" if match.pid is not None else text.count_text(match.process_count)


def _count_value(match: Match) -> float:
    return match.process_count


def _value(match: Match) -> float:
    return match.value


def _token(match: Match) -> str:
    return "warn" if match.is_beyond else "t1"


def _identity(match: Match) -> tuple[str, int | None, str | None]:
    return match.name, match.pid, match.executable


class PreviewPane(QWidget):
    """Reads a little after the last letter was typed.

    Signals:
        moment_asked: the reader wants to be there, ms.
        saving_asked: the chart is to be a file, a `FileContent`.
    """

    moment_asked = Signal(object)
    saving_asked = Signal(object)

    def __init__(
        self,
        keeper: ReaderKeeper | None,
        parent: QWidget | None = None,
        *,
        now_ms: Callable[[], int] | None = None,
    ) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._now_ms = now_ms or _now_ms
        self._is_low = False
        self._rule: Rule | None = None
        self._snapshot: Snapshot | None = None
        self._reading: Operation[Preview] | None = None
        self.preview: Preview | None = None
        self.sentence = self._label()
        self.sentence.setFont(theme.sized_font(self.font(), 1, QFont.Weight.DemiBold))
        self.fires = self._label()
        self.matching = self._label()
        self.chart = RuleChart(self)
        self.line = ReadingLine(self)
        self._spans = QButtonGroup(self)
        self.model: DetailTable[Match] = DetailTable(self._columns(), _identity, self)
        self.rows = RowsView(self.model, self.tr("Processes that match now"), self)
        self.rows.setFixedHeight(theme.scaled(_ROWS_PX))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self._soon.timeout.connect(self.read)
        self._lay_out()
        self.chart.moment_asked.connect(self.moment_asked)
        self.chart.saving_asked.connect(self.saving_asked)
        self._spans.idClicked.connect(self._on_span)

    def _columns(self) -> tuple[Column[Match], ...]:
        return (
            Column(id="name", title=_T("Detail", "Name"), words=_name, value=_name, stretch=3, token=_token),
            Column(
                id="pid", title=_T("Detail", "PID"), words=_pid, value=_pid_value, is_number=True, widest="4194304",
                token=_token,
            ),
            Column(
                id="count", title=_T("Detail", "Processes"), words=_count, value=_count_value, is_number=True,
                widest="9,999", fold=1, token=_token,
            ),
            Column(
                id="value", title=_T("Detail", "Value now"), words=self._value_words, value=_value, is_number=True,
                widest="1023.9 MiB/s", token=_token,
            ),
        )  # fmt: skip

    def _value_words(self, match: Match) -> str:
        return text.UNKNOWN if self.preview is None else preview_words.value_of(self.preview.rule, match)

    def _label(self) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return label

    def _lay_out(self) -> None:
        spans = QHBoxLayout()
        spans.setSpacing(0)
        for number, (words, side) in enumerate(((self.tr("Last hour"), "first"), (self.tr("Last day"), "last"))):
            button = QToolButton(self)
            button.setText(words)
            button.setCheckable(True)
            button.setChecked(number == 0)
            button.setProperty("segment", side)
            button.setMinimumHeight(_CONTROL_PX)
            self._spans.addButton(button, number)
            spans.addWidget(button)
        spans.addSpacing(12)
        spans.addWidget(self.fires, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.sentence)
        column.addLayout(spans)
        column.addWidget(self.line)
        column.addWidget(self.chart, 1)
        column.addWidget(self.matching)
        column.addWidget(self.rows)

    # ---- what it is told

    def be_low(self, *, is_low: bool) -> None:
        """Do without the list where there is little room: how many they are is said all the same."""
        self._is_low = is_low
        self._show_rows()

    def _show_rows(self) -> None:
        self.rows.setVisible(bool(self.model.rows) and not self._is_low)

    def show_rule(self, rule: Rule | None) -> None:
        """Show another rule soon; None where what is typed makes none."""
        if rule is None:
            self._soon.stop()
            self._rule = None
            self.sentence.setText(self.tr("What is typed makes no rule yet."))
            # What was read was for another one.
            self.preview = None
            self.fires.setText("")
            self.matching.setText("")
            self.chart.show_nothing("")
            self.model.set_rows(())
            self._show_rows()
            return
        self.sentence.setText(condition_text(rule))
        if self._rule is None or _watched(rule) != _watched(self._rule):
            self._soon.start()
        self._rule = rule

    def show_snapshot(self, snapshot: Snapshot | None) -> None:
        """Take what runs now; it is looked at with the next reading."""
        self._snapshot = snapshot

    @property
    def rule(self) -> Rule | None:
        """Return the rule that is shown; None where what is typed makes none."""
        return self._rule

    @property
    def span(self) -> Span:
        """Return the time that is shown."""
        now_ms = self._now_ms()
        return Span(from_ms=now_ms - SPANS_MS[max(0, self._spans.checkedId())], to_ms=now_ms)

    # ---- reading

    @Slot()
    def read(self) -> None:
        """Read it now."""
        if self._rule is None:
            return
        points = max(_LEAST_POINTS, self.chart.plot().width())
        work = ReadPreview(self._keeper, self._rule, self.span, points, self._snapshot)
        self._reading = Operation(work, owner=self, channel="preview")
        self._reading.success(self._on_read).failure(self._on_failed).start()
        self.line.begin()

    def _on_read(self, preview: Preview) -> None:
        self.line.end()
        if self._rule is None:
            return
        self.preview = preview
        picture = preview_words.picture_of(preview)
        if picture is None:
            self.chart.show_nothing(preview_words.no_curve_text(preview))
        else:
            self.chart.show_picture(picture)
        self.fires.setText(preview_words.fires_text(preview))
        unsupported = self._snapshot.unsupported if self._snapshot is not None else {}
        said = (preview_words.matching_text(preview), preview_words.caution_text(preview.rule, unsupported))
        self.matching.setText(" ".join(filter(None, said)))
        self.model.set_rows(() if preview.matching is None else preview.matching.first)
        self.model.retell()
        self._show_rows()

    def _on_failed(self, error: ProcmonError) -> None:
        self.line.end()
        self.fires.setText("")
        self.chart.show_nothing(self.tr("It could not be read: {reason}").format(reason=spoken.said(str(error))))

    @Slot(int)
    def _on_span(self, _number: int) -> None:
        self.read()


def _watched(rule: Rule) -> tuple[object, ...]:
    """Return what the preview depends on."""
    return rule.subject, rule.metric_id, rule.instance, rule.where, rule.condition


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
