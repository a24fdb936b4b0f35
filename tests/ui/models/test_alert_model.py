"""The list of alerts: its groups, what its rows say, what is let through, and that it stays quick."""

import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from procmon_gui.domain.alerts import About, Alert
from procmon_gui.domain.rules import Severity, Subject
from procmon_gui.domain.suspicion import SCORE
from procmon_gui.ui.models import alert_words as words
from procmon_gui.ui.models.alert_model import AlertModel, EventFilter, Heading, Kind
from tests.ui.alerts.kept import MINUTE_MS, alert_of, firing, night

ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole


def noon_ms() -> int:
    today = datetime.now().astimezone()
    # Of the day alone: the offset of now is not that of noon on the day on which clocks are put forward or back.
    return round(datetime(today.year, today.month, today.day, 12).astimezone().timestamp() * 1000)


def said(model: AlertModel) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_the_model_keeps_the_promises_of_qt_while_alerts_come_and_go(qapp: QApplication, qtmodeltester: Any) -> None:
    fires, past = night(noon_ms())
    model = AlertModel()
    qtmodeltester.check(model)
    model.set_alerts(fires, past[2:], noon_ms())
    model.set_alerts(fires[:1], past, noon_ms())
    model.set_filter(EventFilter(kind=Kind.CRITICAL))
    model.set_filter(EventFilter())
    model.set_alerts(fires[::-1], past, noon_ms())
    model.come_to(noon_ms() + 86_400_000)
    model.set_alerts([], [], noon_ms())


def test_what_fires_comes_first_and_the_past_by_days(qapp: QApplication) -> None:
    fires, past = night(noon_ms())
    model = AlertModel()
    model.set_alerts(fires, past, noon_ms())
    headings = [(model.heading_text(row), row.count) for row in model.rows if isinstance(row, Heading)]

    assert headings[:3] == [("Firing now", 2), ("Today", 3), ("Yesterday", 2)]
    assert said(model)[:3] == ["Firing now", "Disk write above 10 MiB/s", "File system nearly full: /"]
    assert model.alert_count == 7


def test_older_days_are_named_by_weekday_and_then_by_date(qapp: QApplication) -> None:
    now = datetime.now().astimezone()
    today = now.toordinal()

    assert [words.day_text(today - days, today) for days in (0, 1)] == ["Today", "Yesterday"]
    assert words.day_text(today - 3, today) == (now - timedelta(days=3)).strftime("%A")
    assert str((now - timedelta(days=9)).day) in words.day_text(today - 9, today)


def test_what_is_unusual_is_called_as_it_is_called_elsewhere() -> None:
    about = About(subject=Subject.HOST, name="memory.used_ratio")
    unusual = alert_of(title="Unusual for long", about=about, metric_id=SCORE, instance=about.name)

    assert words.title_text(unusual) == "Unusual for long: Memory"
    assert words.title_text(alert_of(title="It is full", about=about)) == "It is full: memory.used_ratio"


def test_a_row_is_read_out_with_severity_culprit_age_and_who_has_seen_it(qapp: QApplication) -> None:
    fires, past = night(noon_ms())
    model = AlertModel()
    model.set_alerts(fires, past, noon_ms())
    told = [model.index(row, 0).data(ACCESSIBLE) for row in range(model.rowCount())]

    assert told[0] == "Firing now, 2"
    assert told[1] == "Disk write above 10 MiB/s, critical, postgres (2114) made 81.0 % of the rise, firing for 4 min"
    assert told[2] == "File system nearly full: /, warning, at worst 91.2 %, firing for 2 h"
    assert told[4].endswith("acknowledged by anna")
    assert not model.index(0, 0).flags() & Qt.ItemFlag.ItemIsSelectable
    assert model.index(1, 0).flags() & Qt.ItemFlag.ItemIsSelectable


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        (EventFilter(kind=Kind.CRITICAL), [30, 27, 25]),
        (EventFilter(kind=Kind.WARNING), [29, 28, 26]),
        (EventFilter(kind=Kind.UNSEEN), [30, 29, 27, 26, 25, 24]),
        (EventFilter(kind=Kind.RULE, rule_id="cpu"), [27, 25]),
        (EventFilter(words="ZSTD rise"), [27, 25]),
        (EventFilter(kind=Kind.WARNING, words="restart shop"), [26]),
        (EventFilter(words="nobody-has-this-name"), []),
    ],
)
def test_only_what_is_wanted_is_listed(qapp: QApplication, chosen: EventFilter, found: list[int]) -> None:
    model = AlertModel()
    model.set_alerts(*night(noon_ms()), noon_ms())
    model.set_filter(chosen)

    assert [row.id for row in model.rows if isinstance(row, Alert)] == found
    assert bool(model.rows) == bool(found)


def test_one_that_is_over_moves_to_its_day_and_all_others_stay(qapp: QApplication) -> None:
    fires, past = night(noon_ms())
    model = AlertModel()
    model.set_alerts(fires, past, noon_ms())
    gone: list[tuple[int, int]] = []
    came: list[tuple[int, int]] = []
    model.rowsRemoved.connect(lambda _, first, last: gone.append((first, last)))
    model.rowsInserted.connect(lambda _, first, last: came.append((first, last)))
    over = alert_of(30, fired_ms=fires[0].fired_ms, resolved_ms=noon_ms())
    model.set_alerts(fires[1:], [over, *past], noon_ms())

    assert (gone, came) == ([(1, 1)], [(3, 3)])
    assert model.row_of(30) == 3


def test_ages_are_told_anew_only_where_they_read_another_way(qapp: QApplication) -> None:
    now_ms = noon_ms()
    model = AlertModel()
    fires = [firing(number, fired_ms=now_ms - number * MINUTE_MS - 30_000) for number in range(1, 11)]
    model.set_alerts(fires, [], now_ms)
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last, _roles=None: told.append((first.row(), last.row())))
    for second in range(29):
        model.come_to(now_ms + second * 1000)
    assert told == []
    model.come_to(now_ms + 30_000)

    assert told == [(1, 10)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.tuples(st.integers(1, 12), st.booleans()), unique_by=lambda pair: pair[0]), max_size=4))
def test_whatever_comes_and_goes_the_rows_are_those_of_a_new_list(
    qapp: QApplication, steps: list[list[tuple[int, bool]]]
) -> None:
    """Rows move in runs; what is there in the end must be what a list that begins now would have."""
    now_ms = noon_ms()
    model, names = AlertModel(), []
    for step in steps:
        fires = [firing(id, fired_ms=now_ms - id) for id, is_open in step if is_open]
        past = [alert_of(id, fired_ms=now_ms - id * 20_000_000) for id, is_open in step if not is_open]
        model.set_alerts(fires, past, now_ms)
        fresh = AlertModel()
        fresh.set_alerts(fires, past, now_ms)
        names = [model.index(row, 0).data(ACCESSIBLE) for row in range(model.rowCount())]
        assert names == [fresh.index(row, 0).data(ACCESSIBLE) for row in range(fresh.rowCount())]


def test_ten_thousand_past_alerts_stay_quick(qapp: QApplication) -> None:
    now_ms = noon_ms()
    past = [alert_of(number, fired_ms=now_ms - (10_001 - number) * 60_000) for number in range(10_000, 0, -1)]
    model = AlertModel()
    model.set_alerts([], past, now_ms)
    begun = time.perf_counter()
    model.set_alerts([firing(10_001, fired_ms=now_ms)], past, now_ms)
    took_s = time.perf_counter() - begun

    assert model.alert_count == 10_001
    # A tenth of that here; a busy machine may take its time.
    assert took_s < 1.0


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({}, "zstd (70421) made 62.4 % of the rise"),
        ({"culprit_share": None}, "zstd (70421)"),
        ({"culprit": "", "culprit_share": None}, "at worst 93.4 %"),
        ({"culprit": "", "culprit_share": None, "peak": float("nan")}, ""),
        ({"culprit": "", "about": About(subject=Subject.FULL_IN, name="/"), "peak": 7200.0}, "at worst 2 h 0 min"),
        ({"culprit": "", "about": About(subject=Subject.NOT_RUNNING), "resolved_ms": None}, "nothing of it runs"),
    ],
)
def test_the_second_line_says_who_did_it_or_how_bad_it_was(
    qapp: QApplication, changed: dict[str, Any], text: str
) -> None:
    assert words.second_text(alert_of(**changed)) == text


def test_the_worst_is_named_with_how_many_more_fire(qapp: QApplication) -> None:
    assert words.worst_text(None, 0) == ""
    assert words.worst_text(firing(1), 1) == "Critical: CPU above 80 % for 5 min"
    assert words.worst_text(firing(1, severity=Severity.WARNING), 3) == "Warning: CPU above 80 % for 5 min, and 2 more"
