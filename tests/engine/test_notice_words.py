"""What is said about an alert, as somebody reads it who was woken by it."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from procmon_gui.domain.alerts import About, Change
from procmon_gui.domain.rules import Subject
from procmon_gui.domain.suspicion import SCORE
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


def test_what_is_unusual_is_called_as_it_is_called_elsewhere() -> None:
    fired = replace(event(), about=About(subject=Subject.HOST, name="memory.used_ratio"))
    unusual = replace(alert(title="Unusual for long"), metric_id=SCORE)

    assert notice_of(fired, unusual, "key").title == "Unusual for long: Memory"
    assert notice_of(fired, alert(title="It is full"), "key").title == "It is full: memory.used_ratio"


@pytest.mark.parametrize(
    ("metric_id", "subject", "words"),
    [
        ("cpu_ratio", Subject.PROCESS, "Value: 350.0 %, threshold 95.0 % (100 % is one core)"),
        ("cpu_ratio", Subject.USER, "Value: 350.0 %, threshold 95.0 % (100 % is one core)"),
        ("cpu_ratio", Subject.ANOMALY, "Value: 350.0 %, threshold 95.0 %"),
        ("host.cpu.busy_ratio", Subject.HOST, "Value: 350.0 %, threshold 95.0 %"),
    ],
)
def test_a_percentage_of_cpu_says_whether_it_is_of_a_core(metric_id: str, subject: Subject, words: str) -> None:
    fired = replace(event(), about=About(subject=subject), value=3.5, threshold=0.95)
    notice = notice_of(fired, replace(alert(), metric_id=metric_id), "key")

    assert words in notice.lines
