"""One alert with all that was kept of it: sentence, curve, who did it, facts, and what can be done."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from procmon_gui.domain.alerts import Alert, Evidence
from procmon_gui.domain.host_metrics import scored
from procmon_gui.ui import moment_words, spoken, theme
from procmon_gui.ui.alert_list import AlertList
from procmon_gui.ui.alerts import fact_words
from procmon_gui.ui.alerts.evidence_deeds import EvidenceDeeds
from procmon_gui.ui.alerts.evidence_foot import EvidenceFoot
from procmon_gui.ui.alerts.evidence_head import EvidenceHead
from procmon_gui.ui.alerts.evidence_lists import EvidenceLists
from procmon_gui.ui.alerts.evidence_reading import Details, EvidenceReading, ReadDeliveries
from procmon_gui.ui.alerts.facts_part import FactsPart
from procmon_gui.ui.alerts.rise import factor_of, rise_of
from procmon_gui.ui.alerts.rise_chart import RiseChart
from procmon_gui.ui.condition_words import kept_condition_text
from procmon_gui.ui.models import alert_words as words
from procmon_gui.ui.widgets.banner import BannerStack
from procmon_gui.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from procmon_gui.ui.audit_list import AuditList
    from procmon_gui.ui.moment import Moment

_TROUBLE: Final = "evidence"
# From this width on curve and list stand beside facts and who came and went.
_TWO_COLUMNS_PX: Final = 1_500
_STACKED_FACTS_PX: Final = 620
# So much higher the chart may be than where there is little room.
_MORE_CHART_PX: Final = 140


class EvidencePane(QWidget):
    """Shows one alert of the list.

    Signals:
        back_asked: the list again.

    Attributes:
        deeds: what the reader does with it; whoever has the pane listens to their signals.
    """

    back_asked = Signal()

    def __init__(
        self,
        alerts: AlertList,
        parent: QWidget | None = None,
        *,
        audit: "AuditList | None" = None,
        deliveries: ReadDeliveries | None = None,
    ) -> None:
        super().__init__(parent)
        self._alerts = alerts
        self._audit = audit
        self._moment: Moment | None = None
        self._has_rules = self._can_go_back = False
        self.alert: Alert | None = None
        self.details: Details | None = None
        self._reading = EvidenceReading(alerts.opened, self, deliveries=deliveries)
        self.head, self.foot = EvidenceHead(self), EvidenceFoot(self)
        self.banners = BannerStack(self)
        self.chart = RiseChart(self)
        self.lists = EvidenceLists(self)
        self.facts = FactsPart(self)
        self.deeds = EvidenceDeeds(alerts, self)
        self._nothing = EmptyState("bell", self.tr("Choose an alert to see what was found about it."), parent=self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._body = QWidget(self)
        self._body.setObjectName("page")
        self._body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        chart = QHBoxLayout()
        chart.setContentsMargins(16, 8, 16, 0)
        chart.addWidget(self.chart)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._facts_row = QHBoxLayout()
        self._facts_row.setContentsMargins(16, 8, 16, 8)
        self._facts_row.addWidget(self.facts)
        self._line = QFrame(self._body)
        self._line.setObjectName("separator")
        self._line.setFixedHeight(1)
        line = QHBoxLayout()
        line.setContentsMargins(16, 10, 16, 0)
        line.addWidget(self._line)
        for layout in (self._left, self._right):
            layout.setSpacing(0)
        self._left.addLayout(chart)
        self._left.addWidget(self.lists)
        self._left.addStretch(0)
        self._right.addLayout(line)
        self._right.addLayout(self._facts_row)
        self._right.addWidget(self.lists.foot)
        self._right.addStretch(1)
        self._columns = QHBoxLayout(self._body)
        self._columns.setContentsMargins(0, 0, 0, 8)
        self._columns.setSpacing(0)
        self._stack_columns(is_wide=False)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._body)
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.banners, self.head):
            column.addWidget(widget)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.foot)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _stack_columns(self, *, is_wide: bool) -> None:
        """Let the facts stand below the lists, or beside them where there is room."""
        for layout in (self._left, self._right):
            self._columns.removeItem(layout)
            layout.setParent(None)
        direction = QHBoxLayout.Direction
        self._columns.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)
        self._columns.addLayout(self._left, 3 if is_wide else 0)
        self._columns.addLayout(self._right, 2 if is_wide else 1)
        self._is_wide = is_wide

    def _connect(self) -> None:
        self._alerts.changed.connect(self._on_list_changed)
        self._alerts.not_done.connect(self._on_not_done)
        self._reading.read.connect(self._on_read)
        self._reading.failed.connect(self._on_failed)
        self.banners.action_asked.connect(self._on_action)
        self.head.back_asked.connect(self.back_asked)
        self.deeds.serve(self.head, self.foot)
        self.chart.moment_asked.connect(self.deeds.moment_asked)
        self.chart.saving_asked.connect(self.deeds.saving_asked)
        self.lists.process_asked.connect(self.deeds.ask_for_process)
        self.lists.tree_asked.connect(self.deeds.ask_for_tree)
        if self._audit is not None:
            self._audit.changed.connect(self._show_by_hand)

    # ---- what the page says

    def use_moment(self, moment: "Moment") -> None:
        """Go to moments, and mark the one that is shown."""
        self._moment = moment
        moment.changed.connect(self._show_moment)
        self._show_moment()
        self._show_ways()

    def offer_rules(self) -> None:
        """Let rules be changed and tried: there is somebody who does."""
        self._has_rules = True
        self._show_ways()

    def offer_way_back(self, *, is_offered: bool) -> None:
        """Lead back to the list: there is no room for both."""
        self._can_go_back = is_offered
        self._show_ways()

    def tab_order(self) -> Sequence[QWidget]:
        """Return what the Tab key goes through, from top to bottom."""
        return (
            *self.head.tab_order(), self.chart, *self.lists.tab_order(), self.facts.left.value("rule"),
            self.facts.right.value("told"), self.lists.around, *self.foot.tab_order(),
        )  # fmt: skip

    def first_focus(self) -> QWidget:
        """Return what gets the keyboard when an alert is opened."""
        return self.head.go_button if self.head.go_button.isEnabled() else self.chart

    def show_alert(self, id: int) -> None:
        """Show an alert of the list; 0 shows none."""
        alert = self._alerts.alert(id)
        if alert is None:
            self._set(None, None)
            self._stack.setCurrentIndex(0)
            return
        if self.alert is None or alert.id != self.alert.id:
            self._set(alert, None)
            self.banners.unsay(_TROUBLE)
            self.lists.forget()
            self.facts.forget()
            self.chart.show_rise(None, "", token="crit", stem="")
            self._scroll.verticalScrollBar().setValue(0)
        self._set(alert, self.details)
        self._show_head()
        self.facts.show_alert(alert, kept_condition_text(alert))
        self._show_by_hand()
        self._show_ways()
        self._stack.setCurrentIndex(1)
        self._reading.ask(alert)

    def read_again(self) -> None:
        """Read what belongs to it once more: who sits here now may see more, or less."""
        if self.alert is not None:
            self._reading.ask(self.alert)

    def come_to_now(self) -> None:
        """Let ages be of now; called with a beat, of which most change nothing."""
        if self.alert is not None and self.alert.resolved_ms is None:
            self.facts.show_age(self.alert)
        if self.alert is not None and not self.head.hint.isHidden():
            self._show_head()

    # ---- what is shown

    def _set(self, alert: Alert | None, details: Details | None) -> None:
        self.alert, self.details = alert, details
        self.deeds.take(alert, self._evidence)

    def _show_head(self) -> None:
        alert = self.alert
        assert alert is not None
        evidence = self._evidence
        hint = "" if self.details is None else fact_words.incomplete_text(alert, evidence, _now_ms())
        self.head.show_alert(alert, fact_words.sentence(alert, evidence), hint)
        mute = self._alerts.mute_of(alert.rule_id)
        self.foot.show_muted(moment_words.moment_text(mute.until_ms, has_seconds=False) if mute is not None else "")

    @property
    def _evidence(self) -> Evidence | None:
        return self.details.evidence if self.details is not None else None

    @Slot(object)
    def _on_read(self, details: Details) -> None:
        alert = self.alert
        if alert is None or details.alert.id != alert.id:
            return
        self.banners.unsay(_TROUBLE)
        self._set(alert, details)
        evidence = details.evidence
        factor = factor_of(alert, evidence, self._core_count()) if evidence is not None else 1.0
        rise = rise_of(alert, evidence, factor) if evidence is not None else None
        metric = words.metric_of(alert.metric_id)
        watched = _watched(alert) if metric is not None else words.title_text(alert)
        _, token = words.ICONS[alert.severity]
        self.chart.show_rise(rise, watched, token=token, stem=alert.rule_id)
        self.lists.show_evidence(evidence, factor, is_of_machine=factor != 1.0)
        self.facts.show_evidence(evidence)
        self.facts.show_told(alert, details.deliveries, details.same_ms)
        self._show_head()
        self._show_ways()
        self._fit_chart()

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        said = self.tr("The evidence can not be read: {why}").format(why=spoken.said(sentence))
        self.banners.say(_TROUBLE, "critical", said, self.tr("Try again"))

    @Slot(str)
    def _on_not_done(self, sentence: str) -> None:
        self.banners.say("deed", "warning", spoken.said(sentence))

    @Slot(str)
    def _on_action(self, _code: str) -> None:
        self.read_again()

    @Slot()
    def _on_list_changed(self) -> None:
        """Show what has become of the alert; what is complete is not read again."""
        if self.alert is None:
            return
        alert = self._alerts.alert(self.alert.id)
        if alert is None or alert == self.alert:
            evidence = self._evidence
            if self.details is not None and (evidence is None or not evidence.is_complete):
                self._reading.ask(self.alert)
            self._show_head()
            return
        self.show_alert(alert.id)

    @Slot()
    def _show_by_hand(self) -> None:
        if self.alert is None:
            return
        audit = self._audit
        is_readable = audit is not None and audit.is_read and audit.may_see_any
        self.facts.show_by_hand(self.alert, audit.entries if audit is not None and is_readable else None)

    @Slot()
    def _show_moment(self) -> None:
        moment = self._moment
        self.chart.mark(moment.cursor_ms if moment is not None and moment.is_past else None)

    def _show_ways(self) -> None:
        can_go = self._moment is not None and self._moment.history is not None
        why_not = "" if can_go else self.tr("Nothing is remembered here to go back to.")
        self.head.show_ways(can_go_back=self._can_go_back, why_not_go=why_not)
        self.foot.show_ways(has_rules=self._has_rules, has_evidence=self._evidence is not None)

    def _core_count(self) -> float:
        known = self._moment.newest if self._moment is not None else None
        return known.host_value("host.cpu.core_count") if known is not None else 0.0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the width there is."""
        super().resizeEvent(event)
        is_wide = self.width() >= theme.scaled(_TWO_COLUMNS_PX)
        if is_wide != self._is_wide:
            self._stack_columns(is_wide=is_wide)
        self._line.setVisible(not is_wide)
        self.facts.stack(is_stacked=is_wide or self.width() < theme.scaled(_STACKED_FACTS_PX))
        self._fit_chart()

    def _fit_chart(self) -> None:
        """Let the chart be higher where there is room that nobody else needs."""
        least_px = self.chart.sizeHint().height()
        others_px = self._body.sizeHint().height() - max(least_px, self.chart.minimumHeight())
        free_px = self._scroll.viewport().height() - others_px
        height_px = min(max(least_px, free_px), least_px + theme.scaled(_MORE_CHART_PX))
        if height_px != self.chart.minimumHeight():
            self.chart.setFixedHeight(height_px)


def _watched(alert: Alert) -> str:
    """Name the curve: the metric, and of which device it is."""
    from procmon_gui.ui import text

    metric = words.metric_of(alert.metric_id)
    title = text.metric_title(metric) if metric is not None else ""
    figure = scored(alert.metric_id, alert.instance)
    instance = alert.instance if figure is None else text.metric_title(figure)
    return f"{title}, {instance}" if instance and instance != "*" else title


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
