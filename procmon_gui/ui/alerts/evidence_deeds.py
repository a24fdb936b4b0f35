"""What the reader does with the alert that is shown: goes there, says something of it, or takes it along."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.alerts import Alert, Evidence
from procmon_gui.ui.alert_list import AlertList
from procmon_gui.ui.alerts.evidence_foot import EvidenceFoot
from procmon_gui.ui.alerts.evidence_head import EvidenceHead
from procmon_gui.ui.alerts.judging import Judging
from procmon_gui.ui.condition_words import kept_condition_text
from procmon_gui.ui.leave import with_leave
from procmon_gui.ui.models.alert_culprits import first_key


class EvidenceDeeds(QObject):
    """Belongs to one pane.

    Signals:
        moment_asked: the window is to show this moment, ms.
        process_asked: a process, and at which moment, ms.
        edit_asked: the rule of this id.
        dry_run_asked: the same rule, over what was recorded.
        rule_only_asked: list only what the rule of this id fired.
        saving_asked: something is to be a file, a `FileContent`.
    """

    moment_asked = Signal(object)
    process_asked = Signal(object, object)
    edit_asked = Signal(str)
    dry_run_asked = Signal(str)
    rule_only_asked = Signal(str)
    saving_asked = Signal(object)

    def __init__(self, alerts: AlertList, widget: QWidget) -> None:
        super().__init__(widget)
        self._alerts = alerts
        self._widget = widget
        self._judging = Judging(alerts, widget)
        self._alert: Alert | None = None
        self._evidence: Evidence | None = None
        self._said: Callable[[], tuple[str, str]] = lambda: ("", "")
        self._fill_mute: Callable[[str], None] = lambda _: None

    def serve(self, head: EvidenceHead, foot: EvidenceFoot) -> None:
        """Do what is asked for at these."""
        self._said = partial(_said_by, head)
        self._fill_mute = partial(self._judging.fill_menu, foot.mute_menu)
        head.go_asked.connect(self._on_go)
        head.acknowledge_asked.connect(self._on_acknowledge)
        head.note_asked.connect(self._on_note)
        head.rule_only_asked.connect(self._on_rule_only)
        head.copy_asked.connect(self._on_copy)
        foot.edit_asked.connect(self._on_edit)
        foot.dry_run_asked.connect(self._on_dry_run)
        foot.file_asked.connect(self._on_file)
        foot.mute_menu.aboutToShow.connect(self._on_mute_menu)

    def take(self, alert: Alert | None, evidence: Evidence | None) -> None:
        """Know which alert is shown, and what was found about it."""
        self._alert, self._evidence = alert, evidence

    # ---- where it leads

    @Slot()
    def _on_go(self) -> None:
        if self._alert is not None:
            self.moment_asked.emit(self._alert.fired_ms)

    @Slot(object, object)
    def ask_for_process(self, key: object, at_ms: int | None) -> None:
        """Ask for a process when the alert fired, or at another time."""
        if self._alert is not None:
            self.process_asked.emit(key, self._alert.fired_ms if at_ms is None else at_ms)

    @Slot()
    def ask_for_tree(self) -> None:
        """Ask for who did it, among all processes."""
        key = first_key(self._evidence)
        if self._alert is not None and key is not None:
            self.process_asked.emit(key, self._alert.fired_ms)

    @Slot()
    def _on_rule_only(self) -> None:
        if self._alert is not None:
            self.rule_only_asked.emit(self._alert.rule_id)

    @Slot()
    def _on_edit(self) -> None:
        if self._alert is not None:
            self.edit_asked.emit(self._alert.rule_id)

    @Slot()
    def _on_dry_run(self) -> None:
        if self._alert is not None:
            self.dry_run_asked.emit(self._alert.rule_id)

    # ---- what is said of it

    def acknowledge(self, id: int) -> None:
        """Say that somebody has seen an alert, unless somebody has."""
        alert = self._alerts.alert(id)
        if alert is not None and alert.acknowledged_ms is None:
            self._judging.acknowledge(id)

    @Slot()
    def _on_acknowledge(self) -> None:
        if self._alert is not None:
            self.acknowledge(self._alert.id)

    @Slot()
    def _on_note(self) -> None:
        if self._alert is not None:
            self._judging.acknowledge_with_note(self._alert)

    @Slot()
    def _on_mute_menu(self) -> None:
        if self._alert is not None:
            self._fill_mute(self._alert.rule_id)

    # ---- what is taken along

    @Slot()
    def _on_copy(self) -> None:
        if self._alert is not None:
            lines = (*self._said(), kept_condition_text(self._alert))
            QGuiApplication.clipboard().setText("\n".join(line for line in lines if line) + "\n")

    @Slot(str)
    def _on_file(self, kind: str) -> None:
        if self._alert is not None:
            with_leave(Permission.EXPORT, self._widget, partial(self._save, kind, self._alert, self._evidence))

    def _save(self, kind: str, alert: Alert, evidence: Evidence | None) -> None:
        from procmon_gui.reports.evidence import culprits_csv, curve_csv, evidence_json
        from procmon_gui.ui.widgets.chart_twins import stamp_of
        from procmon_gui.ui.widgets.file_saver import FileContent, file_name

        ending = "json" if kind == "json" else "csv"
        said = self.tr("JSON (*.json)") if kind == "json" else self.tr("CSV, for spreadsheets (*.csv)")
        if kind == "json" or evidence is None:
            data = evidence_json(alert, evidence)
        else:
            data = curve_csv(alert, evidence) if kind == "curve" else culprits_csv(evidence)
        more = () if kind == "json" else (kind,)
        name = file_name(alert.rule_id or "alert", ending, *more, stamp_of(alert.fired_ms / 1000))
        self.saving_asked.emit(FileContent(name=name, kind=said, data=data))


def _said_by(head: EvidenceHead) -> tuple[str, str]:
    return head.title.text(), head.sentence.said
