"""The buttons of a notice: they show, mute and acknowledge, as far as who sits here may."""

import threading
from pathlib import Path

import pytest

from procmon_gui.channels.clicks import MUTED_MS, Clicks
from procmon_gui.channels.desktop import ACKNOWLEDGE, MUTE, SHOW, Click
from procmon_gui.domain.alerts import Alerts
from procmon_gui.domain.errors import Unavailable
from procmon_gui.services.alerts import open_guarded_alerts
from procmon_gui.services.places import Options
from procmon_gui.services.window_caller import WindowCaller
from procmon_gui.store.desk.alerts import DeskAlerts
from procmon_gui.store.desk.database import FILE_NAME, Desk
from tests.auth.logins import Hall
from tests.channels.notices import notice_about
from tests.store.desk.alert_samples import event, news


def clicked(clicks: Clicks, *actions: str) -> None:
    from dataclasses import replace

    for action in actions:
        clicks(Click(action, replace(notice_about("nginx"), alert_id=1, rule_id="cpu"), "token"))
        for thread in threading.enumerate():
            if thread.name == "click":
                thread.join(10)


def fired(hall: Hall) -> DeskAlerts:
    kept = DeskAlerts(Desk(hall.folder / FILE_NAME), clock=hall.clock)
    kept.keep([news(event())])
    return kept


def test_without_accounts_a_click_shows_mutes_for_an_hour_and_acknowledges(tmp_path: Path) -> None:
    hall, shown = Hall(tmp_path), list[tuple[int, str]]()
    kept = fired(hall)
    options = Options(data_dir=tmp_path)
    clicks = Clicks(
        lambda: open_guarded_alerts(options, hall.access, hall.clock), lambda id, token: shown.append((id, token)),
        hall.clock,
    )  # fmt: skip
    clicked(clicks, SHOW, MUTE, ACKNOWLEDGE)

    assert shown == [(1, "token")]
    assert [(mute.rule_id, mute.until_ms) for mute in kept.mutes()] == [("cpu", hall.clock.utc_ms() + MUTED_MS)]
    assert kept.firing()[0].acknowledged_ms is not None


def test_who_may_not_is_shown_the_alert_and_nothing_is_done(tmp_path: Path) -> None:
    hall, shown = Hall(tmp_path).fill(), list[int]()
    kept = fired(hall)
    clicks = Clicks(
        lambda: open_guarded_alerts(Options(data_dir=tmp_path), hall.access, hall.clock),
        lambda id, _: shown.append(id), hall.clock,
    )  # fmt: skip
    clicked(clicks, MUTE, ACKNOWLEDGE)

    assert shown == [1, 1]
    assert list(kept.mutes()) == []
    assert kept.firing()[0].acknowledged_ms is None


def test_a_desk_that_is_away_is_told_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def away() -> Alerts:
        raise Unavailable("the disk is gone")

    clicked(Clicks(away, lambda *_: None, Hall(tmp_path).clock), MUTE)
    assert "could not be obeyed: the disk is gone" in caplog.text


def test_the_window_is_called_with_its_places_and_the_alert(tmp_path: Path) -> None:
    words = WindowCaller(Options(data_dir=tmp_path, config=tmp_path / "s.toml")).command(7)
    assert words[1:] == [
        "-P", "-m", "procmon_gui", "--data-dir", str(tmp_path), "--config", str(tmp_path / "s.toml"), "--alert", "7",
    ]  # fmt: skip
