"""What fires, what is past, and the evidence of each; and the rules. New ones appear by themselves."""

import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from procmon_gui.domain.history import Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.inspection import ENDED
from procmon_gui.domain.settings import flag
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import spoken, text
from procmon_gui.ui.alert_list import AlertList
from procmon_gui.ui.alerts.alerts_room import AlertsRoom
from procmon_gui.ui.alerts.event_part import EventPart
from procmon_gui.ui.alerts.evidence_pane import EvidencePane
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.pages.base import Page
from procmon_gui.ui.pages.history_way import HistoryWay
from procmon_gui.ui.widgets.banner import BannerStack
from procmon_gui.ui.widgets.empty_state import EmptyState
from procmon_gui.ui.widgets.escape import asks_for_escape

if TYPE_CHECKING:
    from procmon_gui.domain.rules import Rule
    from procmon_gui.ui.alerts.evidence_reading import ReadDeliveries
    from procmon_gui.ui.audit_list import AuditList
    from procmon_gui.ui.moment import Moment
    from procmon_gui.ui.preferences import Preferences
    from procmon_gui.ui.rules.rules_part import RulesPart

_READ: Final = "read"
_JUDGED: Final = "alerts.enabled"
_RUN_MS: Final = 14 * 86_400_000
_TOOLBAR_PX: Final = 44
_CONTROL_PX: Final = 28
_EVENTS, _RULES = 0, 1


class AlertsPage(Page):
    """List at the left, evidence at the right, or rules in the place of both."""

    def __init__(
        self,
        alerts: AlertList,
        parent: QWidget | None = None,
        *,
        audit: "AuditList | None" = None,
        deliveries: "ReadDeliveries | None" = None,
        make_rules: "Callable[[QWidget], RulesPart] | None" = None,
        preferences: "Preferences | None" = None,
    ) -> None:
        """Take what the page shows; `make_rules` makes the part with the rules, when somebody wants to see it."""
        super().__init__(parent)
        self._preferences = preferences
        self._wanted_run = ""
        self._alerts = alerts
        self._make_rules = make_rules
        self.rules: RulesPart | None = None
        self._wanted_id = 0
        self._way = HistoryWay(self)
        self.events = EventPart(alerts, self)
        self.evidence = EvidencePane(alerts, self, audit=audit, deliveries=deliveries)
        self.banners = BannerStack(self)
        self._segments = QButtonGroup(self)
        self._room = AlertsRoom(self._make_toolbar(), self.events, self.evidence, self)
        self._waiting = EmptyState("bell", self.tr("Reading alerts…"), parent=self)
        words = self.tr("No alerts yet. Rules that fire are listed here with their evidence.")
        way = self.tr("Show the rules") if make_rules is not None else ""
        self._nothing = EmptyState("bell", words, way, self)
        self._lay_out()
        self._connect()
        self._take_list()
        self._say_judged()

    def _make_toolbar(self) -> QWidget:
        toolbar = QWidget(self)
        row = QHBoxLayout(toolbar)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(0)
        for number, (said, side) in enumerate(((self.tr("Events"), "first"), (self.tr("Rules"), "last"))):
            button = QToolButton(toolbar)
            button.setText(said)
            button.setCheckable(True)
            button.setChecked(number == _EVENTS)
            button.setProperty("segment", side)
            button.setMinimumHeight(_CONTROL_PX)
            # Of a group only the chosen one is reached by Tab; one that had no other way could stand in no order.
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._segments.addButton(button, number)
            row.addWidget(button)
        self._segments.button(_RULES).setProperty(HELP_PROPERTY, "rules")
        self._segments.button(_RULES).setVisible(self._make_rules is not None)
        if self._make_rules is None:
            self._segments.button(_EVENTS).setProperty("segment", "")
        row.addStretch(1)
        row.addWidget(self.events.filter_button)
        toolbar.setFixedHeight(max(_TOOLBAR_PX, self.fontMetrics().height() + 26))
        return toolbar

    def _lay_out(self) -> None:
        for state in (self._waiting, self._nothing):
            self._room.stack.addWidget(state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banners)
        column.addWidget(self._room, 1)

    def _connect(self) -> None:
        self._alerts.changed.connect(self._take_list)
        self._alerts.failed.connect(self._on_list_failed)
        self._segments.idClicked.connect(self._on_segment)
        self._room.resized.connect(self._show_wanted)
        self._nothing.button_clicked.connect(self._on_rules_asked)
        self.banners.action_asked.connect(self._on_action)
        self.events.chosen.connect(self._on_chosen)
        self.events.opened.connect(self._on_opened)
        self.events.acknowledge_asked.connect(self._on_acknowledge)
        self.evidence.back_asked.connect(self.go_back)
        self.evidence.deeds.moment_asked.connect(self._on_moment)
        self.evidence.deeds.process_asked.connect(self._on_process)
        self.evidence.deeds.rule_only_asked.connect(self._on_rule_only)
        self.evidence.deeds.saving_asked.connect(self.saving_asked)
        self._way.process_asked.connect(self.process_asked)
        self.evidence.deeds.edit_asked.connect(self.show_rule)
        self.evidence.deeds.dry_run_asked.connect(self._on_dry_run)
        if self._make_rules is not None:
            self.evidence.offer_rules()
        if self._preferences is not None:
            self._preferences.changed.connect(self._on_preference)

    # ---- what the window asks

    def use_moment(self, moment: "Moment") -> None:
        """Go to moments, and mark the one that is shown."""
        super().use_moment(moment)
        self._way.use_moment(moment)
        self.evidence.use_moment(moment)
        moment.changed.connect(self._show_moment)
        self._show_moment()
        self._tell_rules()

    @Slot()
    def _show_moment(self) -> None:
        moment = self.moment
        self.events.view.show_moment(moment.cursor_ms if moment is not None and moment.is_past else None)

    def _tell_rules(self) -> None:
        """Let the part with the rules know what the window shows."""
        if self.rules is None or self.moment is None:
            return
        from procmon_gui.ui.known_texts import KnownTexts

        self.rules.set_known_values(KnownTexts(self.moment))
        if self.snapshot is not None:
            self.rules.show_snapshot(self.snapshot)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Take one beat: time goes on."""
        super().show_snapshot(snapshot)
        if self.rules is not None:
            self.rules.show_snapshot(snapshot)

    def draw(self) -> None:
        """Let ages be of now; what reads the same is not painted again."""
        self.is_dirty = False
        self.events.come_to_now()
        self.evidence.come_to_now()

    def see_more(self) -> None:
        """Read the evidence again: who sits here now may see all of it."""
        self.evidence.read_again()

    def reveal_alert(self, id: int) -> bool:
        """Show an alert, as soon as it is known."""
        self._show_segment(_EVENTS)
        self._wanted_id = id
        self._show_wanted()
        if self._wanted_id:
            self._alerts.seek(id)
        return True

    def tab_order(self) -> Sequence[QWidget]:
        """Return the list, then the evidence; or the rules."""
        if self._shows_rules and self.rules is not None:
            return [*self._segments.buttons(), *self.rules.tab_order()]
        way = (self._nothing.button,) if self._make_rules is not None else ()
        return [*self._segments.buttons(), *self.events.tab_order(), *way, *self.evidence.tab_order()]

    def own_filter(self) -> QLineEdit:
        """Return where words are searched."""
        if self._shows_rules and self.rules is not None:
            return self.rules.toolbar.search
        return self.events.search

    def first_focus(self) -> QWidget:
        """Return the list, or what is there while it has no rows."""
        if self._shows_rules and self.rules is not None:
            return self.rules.first_focus()
        if self._room.is_narrow and self._room.shows_evidence:
            return self.evidence.first_focus()
        return self.events.view if self.events.model.rows else self._segments.button(_EVENTS)

    def tell_ended(self) -> None:
        """Say that the process that was asked for is gone."""
        self.banners.say("ended", "info", spoken.said(ENDED))

    # ---- the list

    @Slot()
    def _take_list(self) -> None:
        self.banners.unsay(_READ)
        self.events.take_list()
        self._show_state()
        self._show_wanted()

    @Slot()
    def _show_wanted(self) -> None:
        """Show the alert that was asked for; where none was, the first one."""
        if self._wanted_id and self.events.choose(self._wanted_id):
            id, self._wanted_id = self._wanted_id, 0
            self.evidence.show_alert(id)
            self._room.show_parts(shows_evidence=True)
        elif not self._wanted_id and not self.events.view.chosen_id and not self._room.is_narrow:
            self.events.view.choose_first()

    def _show_state(self) -> None:
        has_any = bool(self._alerts.firing or self._alerts.past)
        wanted: QWidget = self.events
        if not self._alerts.is_read and not self.banners.codes:
            wanted = self._waiting
        elif not has_any:
            wanted = self._nothing
        if self._shows_rules and self.rules is not None:
            wanted = self.rules
        self._room.show_state(wanted)
        self.events.filter_button.setVisible(has_any and not self._shows_rules)

    @Slot(str)
    def _on_list_failed(self, sentence: str) -> None:
        """Say what went wrong; the last list stays."""
        if not sentence:
            self.banners.unsay(_READ)
            return
        said = self.tr("Alerts can not be read: {why}").format(why=spoken.said(sentence))
        self.banners.say(_READ, "critical", said, self.tr("Try again"))
        self._show_state()

    @Slot(str)
    def _on_preference(self, key: str) -> None:
        if key == _JUDGED:
            self._say_judged()

    def _say_judged(self) -> None:
        """Say why nothing new comes, where that is a setting."""
        if self._preferences is None or flag(self._preferences.store, _JUDGED):
            self.banners.unsay(_JUDGED)
            return
        said = self.tr("Nothing is judged: the settings say so. What fired before is listed.")
        self.banners.say(_JUDGED, "info", said, self.tr("Show the setting"))

    @Slot(str)
    def _on_action(self, code: str) -> None:
        if code == _JUDGED:
            self.setting_asked.emit(_JUDGED)
        else:
            self._alerts.look()

    @Slot(object)
    def _on_chosen(self, id: int) -> None:
        self.evidence.show_alert(id)

    @Slot(object)
    def _on_opened(self, id: int) -> None:
        self.evidence.show_alert(id)
        self._room.show_parts(shows_evidence=True)
        self.evidence.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_acknowledge(self, id: int) -> None:
        self.evidence.deeds.acknowledge(id)

    @Slot(str)
    def _on_rule_only(self, rule_id: str) -> None:
        self.events.show_rule(rule_id)
        self.go_back()

    # ---- the way back

    @Slot()
    def go_back(self) -> None:
        """Give the keyboard back to the list; where there is room for one of both, show it."""
        self._room.show_parts(shows_evidence=False)
        self.events.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _can_go_back(self) -> bool:
        return self.evidence.isVisible() and self.evidence.isAncestorOf(self.focusWidget() or self)

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window while it leads back to the list; it would take it first."""
        if asks_for_escape(event) and self._can_go_back:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead back to the list with Esc, from wherever the keyboard is in the evidence; acknowledge with A."""
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() == Qt.Key.Key_Escape and self._can_go_back:
            self.go_back()
        elif event.key() == Qt.Key.Key_A and is_plain and self.evidence.alert is not None and self._can_go_back:
            self.evidence.deeds.acknowledge(self.evidence.alert.id)
        else:
            super().keyPressEvent(event)

    # ---- where it leads

    @Slot(object)
    def _on_moment(self, at_ms: int) -> None:
        if self.moment is not None:
            self.moment.go_to(at_ms)

    @Slot(object, object)
    def _on_process(self, key: ProcessKey, at_ms: int) -> None:
        self._way.go(at_ms, key)

    # ---- the rules

    @Slot(int)
    def _on_segment(self, number: int) -> None:
        self._show_segment(number)
        # A click leaves the keyboard where it was: on a tab that is not the chosen one, its frame would look like it.
        self._segments.button(number).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_rules_asked(self) -> None:
        self._on_segment(_RULES)

    @property
    def _shows_rules(self) -> bool:
        return self._segments.checkedId() == _RULES

    def _show_segment(self, number: int) -> None:
        self._segments.button(number).setChecked(True)
        if number == _RULES and self.rules is None and self._make_rules is not None:
            self.rules = self._make_rules(self)
            self.rules.setProperty(HELP_PROPERTY, "rules")
            self.rules.moment_asked.connect(self._on_moment)
            self.rules.counted.connect(self._on_counted)
            self._room.stack.addWidget(self.rules)
            for before, after in pairwise([*self._segments.buttons(), *self.rules.tab_order()]):
                QWidget.setTabOrder(before, after)
            self._tell_rules()
        self._show_state()

    @Slot(int)
    def _on_counted(self, count: int) -> None:
        self._segments.button(_RULES).setText(self.tr("Rules {count}").format(count=text.count_text(count)))
        wanted, self._wanted_run = self._wanted_run, ""
        if wanted:
            self._on_dry_run(wanted)

    @Slot(str)
    def _on_dry_run(self, rule_id: str) -> None:
        """Play a rule over the last days, as soon as it is known."""
        self._show_segment(_RULES)
        if self.rules is None:
            return
        if not self.rules.is_read:
            self._wanted_run = rule_id
            return
        now_ms = time.time_ns() // 1_000_000
        self.rules.dry_run(rule_id, Span(from_ms=now_ms - _RUN_MS, to_ms=now_ms))

    @Slot(str)
    def show_rule(self, rule_id: str) -> None:
        """Open a rule in the editor; for an empty id, a new one."""
        self._show_segment(_RULES)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        if self.rules is not None:
            self.rules.edit_rule(rule_id)

    def begin_rule(self, rule: "Rule") -> None:
        """Open the editor for a new rule that is filled in already."""
        self._show_segment(_RULES)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        if self.rules is not None:
            self.rules.begin_rule(rule)
