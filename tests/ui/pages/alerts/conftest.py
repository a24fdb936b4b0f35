"""The page of alerts over a night of them that was kept."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.domain.alerts import Alerts
from procmon_gui.ui import theme
from procmon_gui.ui.alert_list import AlertList
from procmon_gui.ui.moment import Moment
from procmon_gui.ui.pages.alerts import AlertsPage
from tests.ui.alerts.kept import KeptAlerts, evidence_of, night
from tests.ui.fakes import beat
from tests.ui.pages.alerts.acting import Make, now_ms
from tests.ui.screen import show_active


@pytest.fixture
def kept() -> KeptAlerts:
    fires, past = night(now_ms())
    kept = KeptAlerts(*fires, *past)
    kept.found = {one.id: evidence_of(one, is_complete=one.resolved_ms is not None) for one in (*fires, *past)}
    return kept


@pytest.fixture
def make(qtbot: QtBot, qapp: QApplication) -> Iterator[Make]:
    theme.apply(qapp, "dark")
    made: list[tuple[AlertsPage, AlertList]] = []

    def make(kept: Alerts, width: int = 1140, **more: Any) -> AlertsPage:
        alerts = AlertList(lambda: kept)
        page = AlertsPage(alerts, **more)
        alerts.setParent(page)
        moment = Moment(None, page)
        moment.take(beat(1))
        page.use_moment(moment)
        page.resize(width, 660)
        qtbot.addWidget(page)
        show_active(page, qtbot)
        made.append((page, alerts))
        return page

    yield make
    for page, alerts in made:
        page.hide()
        alerts.close()
