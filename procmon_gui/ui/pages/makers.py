"""The entries of the rail, in its order, and how the page of each is loaded and built when it is first opened.

Nothing that only one page needs is imported above: it would cost start-up time and memory before anybody looks.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.ports import SocketLister
from procmon_gui.domain.settings import flag
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.models.cpu_history import CpuHistory, beat_of
from procmon_gui.ui.pages.base import Page, PageMaker
from procmon_gui.ui.pages.overview_history import OverviewHistory
from procmon_gui.ui.preferences import Preferences

if TYPE_CHECKING:
    from procmon_gui.domain.dry_run import RuleTester
    from procmon_gui.domain.heat import HeatReader
    from procmon_gui.domain.judged import JudgedNow
    from procmon_gui.domain.ranges import RangeReader
    from procmon_gui.domain.suspicion import Usual
    from procmon_gui.ui.access.accounts_part import AccountsPart
    from procmon_gui.ui.acting.means import Means
    from procmon_gui.ui.alert_list import AlertList
    from procmon_gui.ui.alerts.evidence_reading import ReadDeliveries
    from procmon_gui.ui.audit_list import AuditList
    from procmon_gui.ui.channels.channels_part import ChannelsPart
    from procmon_gui.ui.pages.history_recording import MakeRecording
    from procmon_gui.ui.rules.rule_list import RuleList
    from procmon_gui.ui.rules.rules_part import RulesPart
    from procmon_gui.ui.widgets.detail.sources import DetailSources


class OverviewMaker(PageMaker):
    """Keeps the history behind the charts."""

    page_id = "overview"
    title = QT_TRANSLATE_NOOP("Page", "Overview")
    icon_name = "gauge"

    def __init__(
        self,
        open_reader: "Callable[[], HeatReader] | None" = None,
        alerts: "AlertList | None" = None,
        preferences: "Preferences | None" = None,
        usual: "Usual | None" = None,
    ) -> None:
        """Take what reads the last hours; without it the page has no heat map, and without alerts it lists none.

        Preferences tell whether anything is recorded; without them it is.
        """
        self._preferences = preferences
        self._usual = usual
        self._alerts = alerts
        self._history = OverviewHistory()
        self._open_reader = open_reader

    def remember(self, snapshot: Snapshot) -> None:
        """Take a beat."""
        self._history.remember(snapshot)

    def is_recorded(self) -> bool:
        """Say whether what happens is kept on disk."""
        return self._preferences is None or flag(self._preferences.store, "history.recorded")

    def make(self) -> Page:
        """Return the page with what happened so far."""
        from procmon_gui.ui.pages.overview import OverviewPage

        return OverviewPage(
            history=self._history,
            open_reader=self._open_reader,
            is_recorded=self.is_recorded,
            alerts=self._alerts,
            usual=self._usual,
        )


class ProcessesMaker(PageMaker):
    """Keeps the minute behind the sparklines."""

    page_id = "processes"
    title = QT_TRANSLATE_NOOP("Page", "Processes")
    icon_name = "list-tree"

    def __init__(
        self,
        preferences: Preferences | None = None,
        open_sources: "Callable[[], DetailSources] | None" = None,
        settings: QSettings | None = None,
        means: "Means | None" = None,
    ) -> None:
        """Take what the page is built with; without sources it has no detail, without means nobody can be acted on."""
        self._means = means
        self._preferences = preferences
        self._open_sources = open_sources
        self._settings = settings
        self._history = CpuHistory()

    def remember(self, snapshot: Snapshot) -> None:
        """Take a beat."""
        beat = beat_of(snapshot)
        self._history.remember(beat)
        self._history.come_to(beat.at_s)

    def make(self) -> Page:
        """Return the list with its detail."""
        from procmon_gui.ui.pages.processes import ProcessesPage

        page = ProcessesPage(self._preferences, settings=self._settings, cpu_history=self._history)
        if self._open_sources is not None:
            page.use_detail(self._open_sources)
        if self._means is not None:
            page.use_means(self._means)
        return page


class HistoryMaker(PageMaker):
    """The recorded past keeps itself."""

    page_id = "history"
    title = QT_TRANSLATE_NOOP("Page", "History")
    icon_name = "history"

    def __init__(
        self,
        open_reader: "Callable[[], HeatReader]",
        preferences: Preferences | None = None,
        settings: QSettings | None = None,
        make_recording: "MakeRecording | None" = None,
    ) -> None:
        """Take what the page is built with; without `make_recording` no range becomes a file."""
        self._open_reader = open_reader
        self._preferences = preferences
        self._settings = settings
        self._make_recording = make_recording

    def make(self) -> Page:
        """Return the page over what was recorded."""
        from procmon_gui.ui.pages.history import HistoryPage

        page = HistoryPage(self._open_reader, self._preferences, settings=self._settings)
        if self._make_recording is not None:
            page.offer_recordings(self._make_recording)
        return page


class AlertsMaker(PageMaker):
    """The desk keeps alerts; the window knows the newest."""

    page_id = "alerts"
    title = QT_TRANSLATE_NOOP("Page", "Alerts")
    icon_name = "bell"

    def __init__(
        self,
        alerts: "AlertList",
        audit: "AuditList | None" = None,
        deliveries: "ReadDeliveries | None" = None,
        make_rules: "Callable[[QWidget], RulesPart] | None" = None,
        preferences: Preferences | None = None,
    ) -> None:
        """Take what the page is built with; without an audit or deliveries it says less, without rules it has none."""
        self._make_rules = make_rules
        self._preferences = preferences
        self._alerts = alerts
        self._audit = audit
        self._deliveries = deliveries

    def make(self) -> Page:
        """Return the page over what the window knows."""
        from procmon_gui.ui.pages.alerts import AlertsPage

        return AlertsPage(
            self._alerts,
            audit=self._audit,
            deliveries=self._deliveries,
            make_rules=self._make_rules,
            preferences=self._preferences,
        )


class RulesMaker:
    """Makes the part of the page of alerts that shows the rules."""

    def __init__(
        self,
        rules: "RuleList",
        alerts: "AlertList",
        open_reader: "Callable[[], RangeReader] | None" = None,
        open_tester: "Callable[[], RuleTester] | None" = None,
        ask_judge: "Callable[[], JudgedNow] | None" = None,
    ) -> None:
        """Take what the part works with."""
        self._ask_judge = ask_judge
        self._rules = rules
        self._alerts = alerts
        self._open_reader = open_reader
        self._open_tester = open_tester

    def __call__(self, parent: QWidget) -> "RulesPart":
        """Make it."""
        from procmon_gui.ui.rules.rules_part import RulesPart, RulesSources

        sources = RulesSources(
            rules=self._rules, alerts=self._alerts, open_reader=self._open_reader, open_tester=self._open_tester,
            ask_judge=self._ask_judge,
        )  # fmt: skip
        return RulesPart(sources, parent)


class ConnectionsMaker(PageMaker):
    """Connections are listed live only: there is nothing to keep."""

    page_id = "connections"
    title = QT_TRANSLATE_NOOP("Page", "Connections")
    icon_name = "cable"

    def __init__(self, open_lister: Callable[[], SocketLister], settings: QSettings | None = None) -> None:
        self._open_lister = open_lister
        self._settings = settings

    def make(self) -> Page:
        """Return the page with a lister of its own."""
        from procmon_gui.ui.pages.connections import ConnectionsPage

        return ConnectionsPage(self._open_lister(), settings=self._settings)


class AuditMaker(PageMaker):
    """The audit trail keeps itself; the window knows its newest deeds."""

    permission = Permission.READ_OWN_AUDIT
    page_id = "audit"
    title = QT_TRANSLATE_NOOP("Page", "Audit")
    icon_name = "scroll-text"

    def __init__(self, audit: "AuditList") -> None:
        self._audit = audit

    def make(self) -> Page:
        """Return the page over what the window knows."""
        from procmon_gui.ui.pages.audit import AuditPage

        return AuditPage(self._audit)


class SettingsMaker(PageMaker):
    """Settings have no history."""

    page_id = "settings"
    title = QT_TRANSLATE_NOOP("Page", "Settings")
    icon_name = "settings"

    def __init__(
        self,
        preferences: Preferences | None = None,
        make_accounts: "Callable[[QWidget], AccountsPart] | None" = None,
        make_channels: "Callable[[QWidget], ChannelsPart] | None" = None,
    ) -> None:
        """Take what the page is built with; what can not be made it does not show."""
        self._preferences = preferences
        self._make_accounts = make_accounts
        self._make_channels = make_channels

    def make(self) -> Page:
        """Return the page."""
        from procmon_gui.ui.pages.settings import SettingsPage

        return SettingsPage(self._preferences, make_accounts=self._make_accounts, make_channels=self._make_channels)
