"""What is said about an alert, as somebody reads it who was woken by it."""

import time
from collections.abc import Iterator

import pytest

from procmon_gui.domain.alerts import Change
from procmon_gui.engine.notice_words import notice_of
from tests.engine.channels import alert, event


@pytest.fixture(autouse=True)
def _the_zone_of_this_machine_again() -> Iterator[None]:
    yield
    time.tzset()


@pytest.mark.parametrize(
    ("zone", "until"),
    [
        ("Europe/Berlin", "2023-11-14 23:13:20 CET (UTC+01:00)"),
        ("UTC", "2023-11-14 22:13:20 UTC"),
        ("Asia/Kolkata", "2023-11-15 03:43:20 IST (UTC+05:30)"),
        ("America/Sao_Paulo", "2023-11-14 19:13:20 UTC-03:00"),
        ("Africa/Abidjan", "2023-11-14 22:13:20 GMT (UTC)"),
    ],
)
def test_times_are_those_of_the_clock_on_the_wall_and_say_its_zone(
    zone: str, until: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as there:
        there.setenv("TZ", zone)
        time.tzset()
        notice = notice_of(event(Change.RESOLVED), alert(), "key")

    assert f"Until: {until}" in notice.lines
    assert f"Since: {until.replace(':13:', ':12:').replace(':43:', ':42:')}" in notice.lines
