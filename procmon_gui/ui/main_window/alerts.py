"""Alerts in the window: how many fire beside their page in the rail, a bar for a new critical one, marks on the strip,
and the way to each. Owns none of the widgets.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot

from procmon_gui.domain.alerts import Alert
from procmon_gui.domain.rules import Rule, Severity
from procmon_gui.ui.alert_list import AlertList
from procmon_gui.ui.main_window.moment import WindowMoment
from procmon_gui.ui.main_window.navigation import WindowNavigation
from procmon_gui.ui.main_window.pages import WindowPages
from procmon_gui.ui.models import alert_words as words
from procmon_gui.ui.pages.base import Page
from procmon_gui.ui.widgets.banner import BannerStack
from procmon_gui.ui.widgets.rail import Rail, RailBadge

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from procmon_gui.ui.alerts.judging import Judging

PAGE: Final = "alerts"
BANNER: Final = "alert"
_MUTE, _ACKNOWLEDGE = 0, 1
_TOKENS: Final = {Severity.INFO: "accent", Severity.WARNING: "warn", Severity.CRITICAL: "critfill"}


class WindowAlerts(QObject):
    """Belongs to one window."""

    def __init__(
        self,
        alerts: AlertList,
        rail: Rail,
        banners: BannerStack,
        parts: WindowMoment,
        navigation: WindowNavigation,
        pages: WindowPages,
        window: "QWidget",
    ) -> None:
        super().__init__(window)
        self._alerts = alerts
        self._rail = rail
        self._banners = banners
        self._parts = parts
        self._navigation = navigation
        self._pages = pages
        self._window = window
        self._judging: Judging | None = None
        # Which of those in the bar fire still, the newest last.
        self._rung: dict[int, None] = {}
        self._is_covered = False
        alerts.changed.connect(self._on_changed)
        alerts.rang.connect(self._on_rang)
        alerts.not_done.connect(self._on_not_done)
        banners.action_asked.connect(self._on_show)
        banners.more_asked.connect(self._on_more)
        parts.use_alerts(alerts)
        parts.alert_asked.connect(self.show_alert)
        if parts.strip is not None:
            parts.strip.chart.view_changed.connect(self._on_strip_view)

    def serve(self, page: Page) -> None:
        """Show the alert that a page asks for, and know as much of the past as it shows."""
        page.alert_asked.connect(self.show_alert)
        page.past_seen.connect(self._on_past_seen)
        page.rule_asked.connect(self.begin_rule)
        page.offer_rules()

    @Slot(object)
    def begin_rule(self, rule: Rule) -> None:
        """Open the editor for a rule that somebody begins with what he sees."""
        self._navigation.open_named(PAGE)
        self._pages.page.begin_rule(rule)

    def cover(self, *, is_covered: bool) -> None:
        """Tell no names in the bar while nobody may see the pages; what fires is no secret."""
        self._is_covered = is_covered
        if BANNER in self._banners.codes:
            self._show_bar()

    @Slot(object)
    def show_alert(self, id: int) -> None:
        """Open the page of alerts at one; 0 leaves open at which."""
        self._navigation.open_named(PAGE)
        if id:
            self._pages.page.reveal_alert(id)

    # ---- what happens

    @Slot()
    def _on_changed(self) -> None:
        self._show_badge()
        firing = {alert.id: alert for alert in self._alerts.firing}
        still = {id: None for id in self._rung if id in firing and firing[id].acknowledged_ms is None}
        if still != self._rung:
            self._rung = still
            self._show_bar()
        elif BANNER in self._banners.codes:
            # Who did it is found out later.
            self._show_bar()
        self._on_strip_view()

    def _show_badge(self) -> None:
        worst = self._alerts.worst
        count = len(self._alerts.firing)
        badge = None
        if worst is not None:
            badge = RailBadge(count, _TOKENS[worst.severity], self.tr("%Ln firing", "", count))
        self._rail.show_badge(PAGE, badge)

    @Slot(object)
    def _on_rang(self, alerts: Sequence[Alert]) -> None:
        """Tell of new critical alerts; of many there is one bar, which counts them."""
        silent = {rule_id for rule_id in {alert.rule_id for alert in alerts} if self._alerts.mute_of(rule_id)}
        loud = [
            alert for alert in alerts
            if alert.severity is Severity.CRITICAL and alert.acknowledged_ms is None and alert.rule_id not in silent
        ]  # fmt: skip
        if not loud:
            return
        if BANNER not in self._banners.codes:
            # What was in it before has been closed.
            self._rung = {}
        for alert in sorted(loud, key=_fired):
            # The newest stands last, also where it was there and became worse.
            self._rung.pop(alert.id, None)
            self._rung[alert.id] = None
        self._show_bar()

    def _newest(self) -> Alert | None:
        id = next(reversed(self._rung), None)
        return None if id is None else self._alerts.alert(id)

    def _show_bar(self) -> None:
        alert = self._newest()
        if alert is None:
            self._banners.unsay(BANNER)
            return
        count = self.tr("%Ln critical alerts fire", "", len(self._rung))
        if self._is_covered:
            self._banners.say(BANNER, "critical", count)
            return
        said = ", ".join(part for part in (words.title_text(alert), words.second_text(alert)) if part)
        if len(self._rung) > 1:
            said = self.tr("{count}; the newest: {alert}").format(count=count, alert=said)
        more = (self.tr("Mute 1 h"), self.tr("Acknowledge"))
        self._banners.say(BANNER, "critical", said, self.tr("Show"), more=more)

    @Slot(str)
    def _on_not_done(self, _sentence: str) -> None:
        # The page tells it, where it is open; the bar comes back as it was.
        self._show_bar()

    # ---- what the reader asks for

    @Slot(str)
    def _on_show(self, code: str) -> None:
        alert = self._newest() if code == BANNER else None
        if alert is not None:
            self.show_alert(alert.id)

    @Slot(str, int)
    def _on_more(self, code: str, place: int) -> None:
        if code != BANNER or not self._rung:
            return
        rung = [alert for alert in map(self._alerts.alert, self._rung) if alert is not None]
        if place == _ACKNOWLEDGE:
            self._judge().acknowledge(*(alert.id for alert in rung))
        else:
            for rule_id in dict.fromkeys(alert.rule_id for alert in rung):
                self._judge().mute_for_an_hour(rule_id)
            self._rung = {}
            self._show_bar()

    def _judge(self) -> "Judging":
        if self._judging is None:
            from procmon_gui.ui.alerts.judging import Judging

            self._judging = Judging(self._alerts, self._window)
        return self._judging

    # ---- how much of the past is known

    @Slot()
    def _on_strip_view(self) -> None:
        strip = self._parts.strip
        if strip is not None and self._alerts.is_read:
            self._alerts.reach_back(strip.chart.window_in_sight().from_ms)

    @Slot(object)
    def _on_past_seen(self, from_ms: int) -> None:
        self._alerts.reach_back(from_ms)


def _fired(alert: Alert) -> tuple[int, int]:
    return alert.fired_ms, alert.id
