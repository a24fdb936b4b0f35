"""All fields of a rule, in the order in which one thinks of them. It shows and tells; `draft` knows what they mean."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.rules import EACH_INSTANCE, Severity, Subject
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.query.completion import KnownValues
from procmon_gui.query.rule_checks import judged_metric, known_metric, metrics_for
from procmon_gui.query.values import COMMON_UNITS
from procmon_gui.ui import spoken, theme
from procmon_gui.ui.models.alert_words import severity_text
from procmon_gui.ui.rules import rule_words
from procmon_gui.ui.rules.draft import shown_fields, subject_in, with_metric, with_subject
from procmon_gui.ui.rules.metric_box import MetricBox
from procmon_gui.ui.rules.rule_field import RuleField, choice_box, line
from procmon_gui.ui.widgets.check_box import CheckBox
from procmon_gui.ui.widgets.combo_box import ComboBox
from procmon_gui.ui.widgets.filter_box import FilterBox

translate = QCoreApplication.translate
_T = QT_TRANSLATE_NOOP

_LABELS: Final = {
    "title": _T("RuleForm", "Title"),
    "subject": _T("RuleForm", "About"),
    "metric": _T("RuleForm", "Metric"),
    "instance": _T("RuleForm", "Device"),
    "where": _T("RuleForm", "Only processes where"),
    "side": _T("RuleForm", "Trouble is"),
    "warn": _T("RuleForm", "Warning from"),
    "critical": _T("RuleForm", "Critical from"),
    "clear": _T("RuleForm", "Clears at"),
    "for": _T("RuleForm", "For how long"),
    "over": _T("RuleForm", "What counts"),
    "window": _T("RuleForm", "Looking back"),
    "severity": _T("RuleForm", "How bad it is"),
    "cooldown": _T("RuleForm", "Cooldown after it is over"),
    "repeat": _T("RuleForm", "Tell again every"),
    "quiet": _T("RuleForm", "Quiet hours"),
    "critical_is_loud": _T("RuleForm", "Told all the same when critical"),
    "channels": _T("RuleForm", "Channels"),
    "why": _T("RuleForm", "What it means, what to do"),
    "id": _T("RuleForm", "Name in files"),
    "enabled": _T("RuleForm", "The rule is on"),
}
_EXAMPLES: Final = {
    "title": _T("RuleForm", "for example postgres takes much memory"),
    "for": _T("RuleForm", "at once, or 5 min"),
    "window": _T("RuleForm", "for example 1 min"),
    "clear": _T("RuleForm", "as the first one"),
    "critical": _T("RuleForm", "never"),
    "warn": _T("RuleForm", "never"),
    "cooldown": _T("RuleForm", "none, or 5 min"),
    "repeat": _T("RuleForm", "never, or 1 h"),
    "quiet": _T("RuleForm", "none, or 22:00-07:00"),
    "channels": _T("RuleForm", "all that take it"),
    "where": _T("RuleForm", "all processes, or name = postgres"),
    "why": _T("RuleForm", "a sentence for whoever is told"),
}
_HINTS: Final = {
    "clear": _T("RuleForm", "What must be passed backwards for it to be over: a value that flickers rings once."),
    "for": _T("RuleForm", "A threshold must be passed so long without a break. Time that nobody saw does not count."),
    "cooldown": _T("RuleForm", "After it was over nobody is told again for so long; it is kept all the same."),
    "repeat": _T("RuleForm", "While it fires and nobody has acknowledged it."),
    "quiet": _T("RuleForm", "Times of each day at which nobody is told, with commas between."),
    "channels": _T("RuleForm", "Names of channels with commas between; empty for all that take its severity."),
    "id": _T("RuleForm", "Letters from a to z, digits, - and _; it can not be changed later."),
}  # fmt: skip
_LONGEST: Final = {"title": 120, "why": 1000, "where": 1000, "id": 64}
_SETTLE_MS: Final = 40
# What is about several values may be a warning or less; what is missing, anything.
_LIGHT: Final = (Severity.INFO, Severity.WARNING)


class RuleForm(QWidget):
    """Fields of one rule.

    Signals:
        changed: something else is typed or chosen, or shown.
        told: something else is said to be wrong, or nothing any more.
    """

    changed = Signal()
    told = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: dict[str, object] = {}
        self._snapshot: Snapshot | None = None
        self._shown_subject = self._shown_metric = ""
        self.fields: dict[str, RuleField] = {}
        self.setObjectName("question_body")
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLE_MS)
        self._settled.timeout.connect(self.changed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 16)
        self._column.setSpacing(10)
        self._make()
        self._column.addStretch(1)

    def _make(self) -> None:
        self._row(("title", line(self, most=_LONGEST["title"])))
        self._head(self.tr("What is watched"))
        self.subject = choice_box(
            {one.value: translate("RuleWords", words) for one, words in rule_words.SUBJECTS.items()}, self
        )
        self.subject.setMaxVisibleItems(len(Subject))
        self.metric_box = MetricBox(self)
        self.instance = ComboBox(self)
        self.instance.setEditable(True)
        self.instance.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        self.where = FilterBox(self, is_in_form=True)
        self.where.setMaxLength(_LONGEST["where"])
        self._row(("subject", self.subject))
        self._row(("metric", self.metric_box))
        self._row(("instance", self.instance))
        self._row(("where", self.where))
        self._head(self.tr("When it fires"))
        sides = {one.value: translate("RuleWords", words) for one, words in rule_words.SIDES.items()}
        overs = {one.value: translate("RuleWords", words) for one, words in rule_words.OVERS.items()}
        self._row(("side", choice_box(sides, self)), ("warn", line(self)), ("critical", line(self)))
        self._row(("over", choice_box(overs, self)), ("window", line(self)))
        self._row(("for", line(self)), ("clear", line(self)))
        self.severity = choice_box({}, self)
        self._row(("severity", self.severity))
        self._head(self.tr("Who is told, and when"))
        self._row(("quiet", line(self)), ("critical_is_loud", CheckBox(self)))
        self._row(("cooldown", line(self)), ("repeat", line(self)))
        self._row(("channels", line(self)))
        self._row(("why", line(self, most=_LONGEST["why"])))
        self._row(("id", line(self, most=_LONGEST["id"])), ("enabled", CheckBox(self)))
        self.where.setAccessibleName(translate("RuleForm", _LABELS["where"]))
        self.metric_box.metric_chosen.connect(self._on_metric)
        self.subject.activated.connect(self._on_subject)
        self.fields["over"].edited.connect(self._on_over)

    def _head(self, words: str) -> None:
        head = QLabel(words, self)
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setFont(theme.sized_font(self.font(), 0, QFont.Weight.DemiBold))
        self._column.addSpacing(6)
        self._column.addWidget(head)

    def _row(self, *controls: tuple[str, QWidget]) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        for key, control in controls:
            field = RuleField(
                key, translate("RuleForm", _LABELS[key]), control, self,
                hint=translate("RuleForm", _HINTS[key]) if key in _HINTS else "",
            )  # fmt: skip
            if isinstance(control, QLineEdit) and key in _EXAMPLES:
                control.setPlaceholderText(translate("RuleForm", _EXAMPLES[key]))
            field.edited.connect(self._on_edited)
            field.told.connect(self.told)
            self.fields[key] = field
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        for key, _ in controls:
            self._column.addWidget(self.fields[key].said)

    # ---- what it is told

    def show_values(self, values: Mapping[str, object], *, is_new: bool) -> None:
        """Begin with these."""
        for field in self.fields.values():
            field.begin()
        id_field = self.fields["id"].control
        assert isinstance(id_field, QLineEdit)
        id_field.setReadOnly(not is_new)
        self._values = dict(values)
        self._show()

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say what is wrong at its field."""
        for key, field in self.fields.items():
            field.show_fault(spoken.said(faults[key]) if key in faults else "")

    def reveal_faults(self) -> RuleField | None:
        """Say all that is wrong, also at fields where nothing was typed, and give the first one the keyboard; return it
        (None where no field that is shown is wrong).
        """
        wrong = [field for field in self.fields.values() if field.isVisibleTo(self) and field.has_fault]
        for field in wrong:
            field.reveal_fault()
        if not wrong:
            return None
        wrong[0].control.setFocus(Qt.FocusReason.OtherFocusReason)
        return wrong[0]

    @property
    def told_fault(self) -> str:
        """Return the first thing that is said to be wrong, with the name of its field; empty for nothing."""
        wrong = (field for field in self.fields.values() if field.isVisibleTo(self) and field.fault)
        first = next(wrong, None)
        return "" if first is None else self.tr("{field}: {fault}").format(field=first.label.text(), fault=first.fault)

    def show_snapshot(self, snapshot: Snapshot | None) -> None:
        """Offer the devices that there are now."""
        self._snapshot = snapshot
        self._offer_devices()

    def set_known_values(self, known: KnownValues) -> None:
        """Offer these texts while the filter is typed."""
        self.where.set_known_values(known)

    def offer_channels(self, ids: Sequence[str]) -> None:
        """Say which channels there are."""
        control = self.fields["channels"].control
        if isinstance(control, QLineEdit) and ids:
            control.setPlaceholderText(self.tr("all that take it, or {names}").format(names=", ".join(ids)))

    def suggest_id(self, id: str) -> None:
        """Show another id, as long as the reader has typed none."""
        self._values["id"] = id
        self.fields["id"].show_value(id)

    # ---- what stands there

    def values(self) -> dict[str, object]:
        """Return all fields."""
        return dict(self._values)

    def _take(self) -> None:
        for key, field in self.fields.items():
            if key == "metric":
                self._values[key] = self.metric_box.metric_id
            elif key == "instance":
                self._values[key] = self._device()
            else:
                self._values[key] = field.value

    def _device(self) -> str:
        place = self.instance.findText(self.instance.currentText())
        return str(self.instance.itemData(place)) if place >= 0 else self.instance.currentText().strip()

    @Slot()
    def _on_edited(self) -> None:
        before = self._values.get("subject")
        self._take()
        if self._values["subject"] == before:
            self._settled.start()

    @Slot(int)
    def _on_subject(self, _place: int) -> None:
        subject = Subject(str(self.subject.currentData()))
        self._values["subject"] = self._shown_subject
        self._values = with_subject(self._values, subject)
        self._show()

    @Slot(str)
    def _on_metric(self, metric_id: str) -> None:
        if known_metric(metric_id) in metrics_for(subject_in(self._values)) and metric_id != self._shown_metric:
            self._values["metric"] = self._shown_metric
            self._values = with_metric(self._values, metric_id)
            self._show()
        else:
            self._on_edited()

    @Slot()
    def _on_over(self) -> None:
        self._show_rows()

    # ---- showing

    def _show(self) -> None:
        """Show all values, and only the fields that mean something."""
        subject = subject_in(self._values)
        self._shown_subject = subject.value
        self._shown_metric = str(self._values.get("metric", ""))
        self.metric_box.offer(metrics_for(subject))
        self.metric_box.show_metric(self._shown_metric)
        self._offer_devices()
        self._offer_severities(subject)
        for key, field in self.fields.items():
            if key not in ("metric", "instance"):
                field.show_value(self._values.get(key, ""))
        self._hint_units()
        self._show_rows()
        self.changed.emit()

    def _show_rows(self) -> None:
        shown = shown_fields(self._values)
        for key, field in self.fields.items():
            field.setVisible(key in shown)
            field.said.setVisible(key in shown and bool(field.fault))
        is_made = str(self.fields["over"].value) != "last" or "over" not in shown
        self.fields["window"].setVisible("window" in shown and is_made)

    def _offer_devices(self) -> None:
        metric = known_metric(str(self._values.get("metric", "")))
        if metric is None:
            return
        chosen = str(self._values.get("instance", ""))
        known = sorted(self._snapshot.host.get(metric.id, {})) if self._snapshot is not None else []
        was_blocked = self.instance.blockSignals(True)
        self.instance.clear()
        self.instance.addItem(self.tr("each"), EACH_INSTANCE)
        if not known or "" in known or not chosen:
            self.instance.addItem(self.tr("the machine as a whole"), "")
        for name in dict.fromkeys([*filter(None, known), *([chosen] if chosen not in ("", EACH_INSTANCE) else [])]):
            self.instance.addItem(name, name)
        self.instance.setCurrentIndex(max(0, self.instance.findData(chosen)))
        self.instance.blockSignals(was_blocked)

    def _offer_severities(self, subject: Subject) -> None:
        offered: Sequence[Severity] = tuple(Severity) if subject is Subject.NOT_RUNNING else _LIGHT
        was_blocked = self.severity.blockSignals(True)
        self.severity.clear()
        for one in offered:
            self.severity.addItem(severity_text(one), one.name.lower())
        self.severity.blockSignals(was_blocked)

    def _hint_units(self) -> None:
        """Say in which unit thresholds are written."""
        judged = judged_metric(subject_in(self._values), known_metric(str(self._values.get("metric", ""))))
        units = COMMON_UNITS.get(judged.unit, ()) if judged is not None else ()
        words = self.tr("Never, or a number with {units}.").format(units=", ".join(units[:3])) if units else ""
        for key in ("warn", "critical"):
            self.fields[key].hint(words)
