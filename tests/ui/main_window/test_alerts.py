"""Alerts in the window: counted in the rail, told in one bar, on the strip, in the tray, and a way to each."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.alerts import About
from procmon_gui.domain.rules import Severity, Subject
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.ui import theme
from procmon_gui.ui.alert_list import AlertList
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.bridge.tray import Tray, meter_pixmap
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.pages.alerts import AlertsPage
from procmon_gui.ui.pages.makers import AlertsMaker, OverviewMaker
from procmon_gui.ui.pages.overview import OverviewPage
from procmon_gui.ui.pages.overview_alerts import AlertsPanel
from tests.store.history.machines import day, live
from tests.ui.alerts.kept import AT_MS, KeptAlerts, alert_of, evidence_of, firing
from tests.ui.fakes import FakePulse
from tests.ui.guards import Strict
from tests.ui.screen import show_active

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@dataclass
class Stage:
    """A window over remembered beats and kept alerts."""

    window: MainWindow
    alerts: AlertList
    kept: KeptAlerts
    memory: RecentMemory
    qtbot: QtBot

    def look(self) -> None:
        alerts = self.alerts
        alerts.look()
        self.qtbot.waitUntil(lambda: alerts._looking is None or not alerts._looking.is_running)

    def badge(self) -> tuple[str, str]:
        model = self.window.rail.model()
        index = model.index(1, 0)
        badges = model.badges  # type: ignore[attr-defined]
        token = badges[1].token if 1 in badges else ""
        return str(index.data(Qt.ItemDataRole.AccessibleTextRole)), token

    @property
    def bar(self) -> str:
        return self.window.banners.text("alert") if "alert" in self.window.banners.codes else ""

    def press(self, words: str) -> None:
        buttons = [button for button in self.window.banners.findChildren(QPushButton) if button.text() == words]
        buttons[-1].click()

    @property
    def shown_id(self) -> int:
        page = self.window.page
        assert isinstance(page, AlertsPage)
        return page.evidence.alert.id if page.evidence.alert is not None else 0


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    theme.apply(qapp, "light")
    memory, sampler, kept = RecentMemory(), Sampler(FakePulse), KeptAlerts()
    beats = live(day(60), memory)
    alerts = AlertList(lambda: kept)
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    makers = [OverviewMaker(alerts=alerts), AlertsMaker(alerts)]
    window = MainWindow(sampler, makers, settings, history=memory)
    window.use_alerts(alerts)
    sampler.setParent(window)
    window.resize(1280, 800)
    qtbot.addWidget(window)
    show_active(window, qtbot)
    window.show_snapshot(beats[-1])
    stage = Stage(window, alerts, kept, memory, qtbot)
    qtbot.waitUntil(lambda: len(strip_of(stage)._data) > 0)
    stage.look()
    yield stage
    window.hide()
    assert alerts.close()
    alerts.deleteLater()
    close_readers()


def strip_of(stage: Stage):  # type: ignore[no-untyped-def]
    return stage.window._moment_parts.strip


def test_the_rail_counts_what_fires_in_the_colour_of_the_worst(stage: Stage) -> None:
    assert stage.badge() == ("Alerts", "")
    stage.kept.put(firing(1, severity=Severity.WARNING))
    stage.look()
    assert stage.badge() == ("Alerts, 1 firing", "warn")
    stage.kept.put(firing(2))
    stage.look()
    assert stage.badge() == ("Alerts, 2 firing", "critfill")
    stage.window.rail.show_names(False)
    assert not stage.window.rail.grab().isNull()
    stage.kept.put(alert_of(1))
    stage.kept.put(alert_of(2))
    stage.look()

    assert stage.badge() == ("Alerts", "")


def test_a_new_critical_alert_has_a_bar_and_many_have_one_that_counts(stage: Stage) -> None:
    stage.kept.put(firing(1, severity=Severity.WARNING))
    stage.look()
    assert stage.bar == ""
    stage.kept.put(firing(2))
    stage.look()
    assert stage.bar == "CPU above 80 % for 5 min, zstd (70421) made 62.4 % of the rise"
    stage.kept.put(firing(2, culprit="java (812)"))
    stage.look()
    assert stage.bar == "CPU above 80 % for 5 min, java (812) made 62.4 % of the rise"
    for id in range(3, 23):
        stage.kept.put(firing(id, title="Memory nearly exhausted", culprit=""))
    stage.look()
    assert stage.bar.startswith("21 critical alerts fire; the newest: Memory nearly exhausted")
    assert stage.window.banners.codes.count("alert") == 1
    for id in range(2, 23):
        stage.kept.put(alert_of(id))
    stage.look()

    assert stage.bar == ""


def test_one_that_became_worse_again_is_the_newest_and_what_was_acknowledged_elsewhere_has_no_bar(stage: Stage) -> None:
    stage.kept.put(firing(1, title="The first"))
    stage.look()
    stage.kept.put(firing(2, title="The second", fired_ms=AT_MS + 1))
    stage.look()
    assert stage.bar.startswith("2 critical alerts fire; the newest: The second")
    for severity in (Severity.WARNING, Severity.CRITICAL):
        stage.kept.put(firing(1, title="The first", severity=severity))
        stage.look()
    assert stage.bar.startswith("2 critical alerts fire; the newest: The first")

    stage.kept.put(firing(3, title="The third", fired_ms=AT_MS + 2, acknowledged_ms=AT_MS + 3))
    stage.look()
    assert stage.bar.startswith("2 critical alerts fire; the newest: The first")


def test_mute_in_the_bar_is_about_every_rule_that_is_counted_there(stage: Stage) -> None:
    stage.kept.put(firing(1))
    stage.kept.put(firing(2, rule_id="memory"))
    stage.look()
    stage.press("Mute 1 h")
    stage.qtbot.waitUntil(lambda: {mute.rule_id for mute in stage.kept.mutes()} == {"cpu", "memory"})

    assert stage.bar == ""


def test_a_storm_is_one_bar_and_keeps_the_window_waiting_no_longer_than_a_moment(stage: Stage) -> None:
    stage.kept.put(firing(0))
    stage.look()
    for id in range(1, 5_001):
        stage.kept.kept[id] = firing(id, fired_ms=AT_MS + id, about=About(subject=Subject.PROCESS, name=f"p{id}"))
    stage.kept.put(firing(5_001, fired_ms=AT_MS + 6_000, title="The last"))
    took: list[float] = []

    def stopped(slot: Callable[[Any], None]) -> Callable[[Any], None]:
        def timed(news: Any) -> None:
            begun = time.perf_counter()
            slot(news)
            took.append(time.perf_counter() - begun)

        return timed

    stage.alerts._on_read = stopped(stage.alerts._on_read)  # type: ignore[method-assign, assignment]
    stage.look()

    assert stage.bar.startswith("5002 critical alerts fire; the newest: The last")
    assert stage.badge()[0] == "Alerts, 5002 firing"
    # A hundredth of that here; a busy machine may take its time.
    assert max(took) < 2.0


def test_a_bar_that_was_closed_comes_back_for_the_next_one_alone(stage: Stage) -> None:
    stage.kept.put(firing(1))
    stage.look()
    stage.window.banners._on_dismissed("alert")
    stage.look()
    assert stage.bar == ""
    stage.kept.put(firing(2, title="Disk full"))
    stage.look()

    assert stage.bar.startswith("Disk full")


def test_its_buttons_show_mute_and_acknowledge(stage: Stage, qtbot: QtBot) -> None:
    stage.kept.put(firing(1), evidence_of(firing(1)))
    stage.look()
    stage.press("Show")
    assert stage.window.page_id == "alerts"
    qtbot.waitUntil(lambda: stage.shown_id == 1)
    stage.press("Acknowledge")
    qtbot.waitUntil(lambda: stage.bar == "")
    assert "acknowledge 1" in stage.kept.reads
    stage.kept.put(firing(2))
    stage.look()
    stage.press("Mute 1 h")
    qtbot.waitUntil(lambda: "mute cpu" in stage.kept.reads)
    assert stage.bar == ""
    qtbot.waitUntil(lambda: stage.alerts.mute_of("cpu") is not None)
    stage.kept.put(firing(3))
    stage.look()

    assert stage.bar == ""


def test_who_may_not_judge_is_asked_first(stage: Stage) -> None:
    guard = Strict()
    stage.window.guard = guard
    stage.kept.put(firing(1))
    stage.look()
    stage.press("Acknowledge")

    assert guard.asked == [Permission.JUDGE]
    assert stage.bar


def test_while_the_window_is_locked_the_bar_names_nobody(stage: Stage) -> None:
    stage.kept.put(firing(1))
    stage.look()
    panel = QPushButton("locked")
    stage.window.cover.put(panel, panel)
    assert stage.bar == "1 critical alert fires"
    stage.kept.put(firing(2, culprit="secret"))
    stage.look()
    assert stage.bar == "2 critical alerts fire"
    shown = [button.text() for button in stage.window.banners.findChildren(QPushButton) if button.isVisible()]
    assert shown == []
    stage.window.cover.take_away()

    assert stage.bar.startswith("2 critical alerts fire; the newest: CPU above 80 %")


def test_a_triangle_on_the_strip_leads_to_its_alert(stage: Stage, qtbot: QtBot) -> None:
    span = stage.memory.span()
    assert span is not None
    at_ms = (span.from_ms + span.to_ms) // 2
    stage.kept.put(alert_of(5, fired_ms=at_ms), evidence_of(alert_of(5, fired_ms=at_ms)))
    stage.look()
    chart = strip_of(stage).chart
    (flag,) = chart._flags(chart.window_in_sight())
    assert flag.alert is not None
    assert flag.alert.severity is Severity.CRITICAL
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(round(flag.x), 4))
    qtbot.waitUntil(lambda: stage.window.page_id == "alerts")
    qtbot.waitUntil(lambda: stage.shown_id == 5)
    assert not stage.window.moment.is_past


def test_an_alert_that_was_not_read_yet_is_shown_when_it_is_asked_for(
    stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by the button of a notice of the desktop."""
    monkeypatch.setattr("procmon_gui.ui.alert_list.PART", 3)
    for id in range(1, 12):
        stage.kept.put(alert_of(id, fired_ms=alert_of().fired_ms + id))
    stage.look()
    stage.window.show_alert(2)
    assert stage.window.page_id == "alerts"
    qtbot.waitUntil(lambda: stage.shown_id == 2)


def test_one_that_is_newer_than_the_last_look_is_shown_too(stage: Stage, qtbot: QtBot) -> None:
    stage.kept.put(firing(77))
    stage.window.show_alert(77)

    qtbot.waitUntil(lambda: stage.shown_id == 77)


def test_the_overview_lists_the_newest_with_a_way_to_all(stage: Stage, qtbot: QtBot) -> None:
    page = stage.window.page
    assert isinstance(page, OverviewPage)
    (panel,) = [panel for panel in page._shown if isinstance(panel, AlertsPanel)]
    assert panel.newest.accessibleDescription() == "No alerts yet. Rules that fire are listed here."
    stage.kept.put(firing(2))
    stage.kept.put(alert_of(1))
    stage.look()
    assert [alert.id for alert in panel.newest.alerts] == [2, 1]
    assert panel.head.hint == "1 firing"
    assert "firing for" in panel.newest.accessibleDescription()
    panel.newest.setFocus()
    QTest.keyClick(panel.newest, Qt.Key.Key_Down)
    QTest.keyClick(panel.newest, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stage.window.page_id == "alerts")
    qtbot.waitUntil(lambda: stage.shown_id == 1)
    stage.window.open_page_named("overview")
    assert panel.all_button is not None
    panel.all_button.click()

    assert stage.window.page_id == "alerts"


# ---- the tray


@pytest.fixture
def tray(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tray]:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    tray = Tray()
    tray.show()
    yield tray
    tray.remove()


def corner(image: QImage) -> int:
    """Count what is painted in the upper left corner of where the shape stands."""
    side = image.width()
    first, last = round(side * 0.38), round(side * 0.55)
    return sum(image.pixelColor(x, y).alpha() > 200 for x in range(first, last) for y in range(first, last))


def test_shapes_differ_without_their_colour(qtbot: QtBot) -> None:
    images = {severity: meter_pixmap(32, 0.0, severity).toImage() for severity in Severity}
    filled = {severity: corner(image) for severity, image in images.items()}

    # A triangle leaves its corners free, an octagon hardly.
    assert filled[Severity.WARNING] < filled[Severity.CRITICAL] - 8
    assert images[Severity.INFO] != images[Severity.CRITICAL]
    assert meter_pixmap(32, 0.0).toImage() != images[Severity.WARNING]


def test_the_tray_names_the_worst_and_leads_to_it(tray: Tray, qtbot: QtBot) -> None:
    tray.show_alert(7, Severity.CRITICAL, "Critical: <b>Disk & full</b>, and 2 more")
    assert "Disk" in tray._icon.toolTip()
    assert "<" not in tray._icon.toolTip()
    assert tray._show_alert.isVisible()
    with qtbot.waitSignal(tray.alert_asked) as asked:
        tray._show_alert.trigger()
    assert asked.args == [7]
    before = tray._icon.icon().cacheKey()
    tray.show_alert(8, Severity.CRITICAL, "Critical: another")
    assert tray._icon.icon().cacheKey() == before
    tray.show_alert(0, None, "")

    assert not tray._show_alert.isVisible()
    assert tray._icon.icon().cacheKey() != before
    assert tray.tooltip == ""
    assert isinstance(tray._menu, QMenu)
