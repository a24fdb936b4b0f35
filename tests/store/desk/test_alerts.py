"""Alerts are kept in the desk: each once, with what was found about it, until it is forgotten."""

import math
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from procmon_gui.domain.alerts import About, Change, Firing, Mute
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.rules import Severity, Subject
from procmon_gui.services.alerts import open_alerts
from procmon_gui.services.desk import DESK_FILE
from procmon_gui.services.places import Options
from procmon_gui.store.desk.database import FILE_NAME
from tests.store.desk.alert_samples import HOST, KEY, PROCESS, alert_of, alerts_in, event, evidence, news
from tests.store.desk.desks import NOW_MS, marks_in


def test_where_nothing_fired_there_is_no_file_and_none_is_made(tmp_path: Path) -> None:
    alerts = alerts_in(tmp_path / "data")

    assert [*alerts.firing(), *alerts.past(), *alerts.mutes(), *alerts.incomplete(), *alerts.firings()] == []
    assert (alerts.version(), alerts.alert(1), alerts.evidence(1), alerts.forget(NOW_MS)) == (None, None, None, 0)
    assert list(tmp_path.iterdir()) == []


def test_an_alert_is_there_for_the_next_program_and_ends_once(tmp_path: Path) -> None:
    alerts = alerts_in(tmp_path)
    fired = event()
    id = alerts.fire(fired, alert_of(fired))

    assert list(alerts_in(tmp_path).firing()) == [replace(alert_of(fired), id=id)]
    alerts.go_on(id, event(Change.WORSENED, severity=Severity.CRITICAL, at_ms=NOW_MS + 1000, value=0.99))
    alerts.go_on(id, event(Change.EASED, at_ms=NOW_MS + 2000, value=0.93))
    alerts.go_on(id, event(Change.RESOLVED, at_ms=NOW_MS + 3000, value=0.5))

    assert list(alerts.firing()) == []
    (past,) = alerts_in(tmp_path).past()
    assert past.severity is Severity.CRITICAL
    assert (past.resolved_ms, past.value, past.peak) == (NOW_MS + 3000, 0.95, 0.99)


def test_what_fires_already_is_that_one_also_after_a_restart_and_under_another_name(tmp_path: Path) -> None:
    fired, renamed = event(about=PROCESS), event(about=replace(PROCESS, name="renamed"))
    id = alerts_in(tmp_path).fire(fired, alert_of(fired))

    again = alerts_in(tmp_path).fire(renamed, alert_of(renamed))

    assert again == id
    assert len(alerts_in(tmp_path).firing()) == 1


def test_two_things_of_one_rule_and_two_rules_of_one_thing_are_different_alerts(tmp_path: Path) -> None:
    alerts = alerts_in(tmp_path)
    things = [
        HOST, replace(HOST, name="/home"), PROCESS, replace(PROCESS, key=replace(KEY, start_ticks=7)),
        About(subject=Subject.PROGRAM, name="zstd"),
        About(subject=Subject.PROGRAM, name="zstd", executable="/bin/zstd"),
    ]  # fmt: skip
    found = [event(about=about) for about in things] + [event(rule_id="memory")]

    ids = alerts.keep([news(one) for one in (*found, *found)])

    assert len(set(ids)) == len(found)
    assert {alert.about.identity for alert in alerts.firing()} == {about.identity for about in things}


def test_events_of_one_batch_are_kept_in_their_order_or_none_of_them(tmp_path: Path) -> None:
    alerts = alerts_in(tmp_path)
    steps = [event(), event(Change.RESOLVED, at_ms=NOW_MS + 1), event(at_ms=NOW_MS + 2)]

    ids = alerts.keep([news(one) for one in steps])

    assert ids[0] == ids[1] != ids[2]
    assert [alert.id for alert in alerts.firing()] == [ids[2]]
    assert alerts.keep([news(event(Change.RESOLVED, about=PROCESS))]) == (0,)
    assert alerts.keep([]) == ()


def test_an_alert_whose_beginning_was_lost_with_the_desk_is_kept_from_its_next_change_on(tmp_path: Path) -> None:
    alerts = alerts_in(tmp_path)
    (id,) = alerts.keep([news(event(Change.WORSENED, severity=Severity.CRITICAL))])

    assert [(alert.id, alert.severity) for alert in alerts.firing()] == [(id, Severity.CRITICAL)]


def test_a_judge_learns_what_fires_who_was_told_and_what_was_acknowledged(tmp_path: Path) -> None:
    alerts = alerts_in(tmp_path)
    quiet, loud = event(is_told=False, about=PROCESS), event(severity=Severity.CRITICAL)
    ids = alerts.keep([news(quiet), news(loud), news(event(Change.EASED, at_ms=NOW_MS + 5, is_told=False))])
    alerts.acknowledge(ids[1], by="anna", note="  looking\ninto it ")

    assert list(alerts_in(tmp_path).firings()) == [
        Firing(
            rule_id="cpu", about=PROCESS, severity=Severity.WARNING, since_ms=NOW_MS - 1000, fired_ms=NOW_MS, told_ms=0
        ),
        Firing(
            rule_id="cpu", about=HOST, severity=Severity.WARNING, since_ms=NOW_MS - 1000, fired_ms=NOW_MS,
            told_ms=NOW_MS, is_acknowledged=True,
        ),
    ]  # fmt: skip
    known = alerts.alert(ids[1])
    assert known is not None
    assert (known.acknowledged_by, known.note, known.acknowledged_ms) == ("anna", "looking into it", NOW_MS)
    assert known.severity is Severity.CRITICAL


def test_a_value_that_is_not_known_is_kept_as_nothing_and_not_as_a_number(tmp_path: Path) -> None:
    alerts = alerts_in(tmp_path)
    (id,) = alerts.keep([news(event(value=math.nan, threshold=math.nan))])

    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as desk:
        assert desk.execute("SELECT value, peak, threshold FROM alerts").fetchall() == [(None, None, None)]
    found = alerts.alert(id)
    assert found is not None
    assert all(map(math.isnan, (found.value, found.peak, found.threshold)))


def test_the_worst_below_a_threshold_is_the_least(tmp_path: Path) -> None:
    alerts = alerts_in(tmp_path)
    (id,) = alerts.keep([news(event(value=0.05, threshold=0.1))])
    for value in (0.02, math.nan, 0.07):
        alerts.go_on(id, event(Change.REPEATED, value=value))

    found = alerts.alert(id)
    assert found is not None
    assert found.peak == 0.02


def test_evidence_takes_the_place_of_what_was_kept_before_and_says_who_did_it(tmp_path: Path) -> None:
    alerts = alerts_in(tmp_path)
    (id,) = alerts.keep([news(event())])
    assert [alert.id for alert in alerts.incomplete()] == [id]

    alerts.keep_evidence(id, evidence(points=20))
    alerts.keep_evidence(id, evidence(is_complete=True))

    assert list(alerts_in(tmp_path).incomplete()) == []
    found, kept = alerts.alert(id), alerts.evidence(id)
    assert found is not None
    assert kept is not None
    assert (found.culprit, found.culprit_share, found.is_complete) == ("zstd (4711)", 0.62, True)
    assert found.peak == pytest.approx(0.99)
    assert len(kept.at_ms) == 600
    alerts.keep_evidence(99, evidence())
    assert alerts.evidence(99) is None


def test_alerts_are_found_by_time_and_the_past_in_parts(tmp_path: Path) -> None:
    alerts = alerts_in(tmp_path)
    for number in range(7):
        alerts.keep([news(event(at_ms=1000 * number)), news(event(Change.RESOLVED, at_ms=1000 * number + 5))])

    assert [alert.fired_ms for alert in alerts.between(2000, 4000)] == [2000, 3000, 4000]
    first = alerts.past(limit=3)
    rest = alerts.past(before=first[-1].id)
    assert [alert.fired_ms // 1000 for alert in (*first, *rest)] == [6, 5, 4, 3, 2, 1, 0]


def test_what_fires_is_told_the_worst_first(tmp_path: Path) -> None:
    alerts = alerts_in(tmp_path)
    alerts.keep([news(event(rule_id=str(severity.value), severity=severity)) for severity in Severity])

    assert [alert.severity for alert in alerts.firing()] == [Severity.CRITICAL, Severity.WARNING, Severity.INFO]


def test_a_rule_is_muted_until_a_time_and_no_longer(tmp_path: Path) -> None:
    alerts = alerts_in(tmp_path)
    alerts.mute("cpu", NOW_MS + 1000, by="anna")
    alerts.mute("cpu", NOW_MS + 2000, by="bob")
    alerts.mute("memory", NOW_MS + 10, by="anna")
    expected = [
        Mute(rule_id="cpu", until_ms=NOW_MS + 2000, by="bob", made_ms=NOW_MS),
        Mute(rule_id="memory", until_ms=NOW_MS + 10, by="anna", made_ms=NOW_MS),
    ]
    assert list(alerts_in(tmp_path).mutes()) == expected

    alerts.mute("memory", 0, by="bob")

    assert list(alerts.mutes()) == expected[:1]


def test_what_is_over_for_long_is_forgotten_with_its_evidence_and_what_fires_is_not(tmp_path: Path) -> None:
    alerts = alerts_in(tmp_path)
    old, firing, new = event(at_ms=1000), event(at_ms=1000, rule_id="memory"), event(at_ms=9000)
    over, over_too = event(Change.RESOLVED, at_ms=2000), event(Change.RESOLVED, at_ms=9500)
    ids = alerts.keep([news(one) for one in (old, firing, over, new, over_too)])
    alerts.keep_evidence(ids[0], evidence())
    alerts.keep_evidence(ids[1], evidence())

    assert (alerts.forget(2000), alerts.forget(2001), alerts.forget(2001)) == (0, 1, 0)
    assert alerts.evidence(ids[0]) is None
    assert alerts.evidence(ids[1]) is not None
    assert [alert.id for alert in (*alerts.firing(), *alerts.past())] == [ids[1], ids[3]]


def test_how_many_notices_nobody_was_sent_is_counted(tmp_path: Path) -> None:
    alerts = alerts_in(tmp_path)
    (id,) = alerts.keep([news(event())])
    alerts.suppress(id, 3)
    alerts.suppress(id, 4)

    assert [alert.suppressed_count for alert in alerts.firing()] == [7]


def test_rows_that_others_wrote_are_shown_as_far_as_they_make_sense(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    alerts = alerts_in(tmp_path)
    (id,) = alerts.keep([news(event(about=PROCESS))])
    alerts.keep_evidence(id, evidence())
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as desk, desk:
        desk.execute(
            "UPDATE alerts SET title = ?, about = CAST(x'ff1b5b' AS TEXT), subject = 'nonsense', worst = 99, "
            "severity = -5, since_ms = ?, fired_ms = -1, value = 9e999, culprit_share = 7, suppressed_count = -4",
            ("x\n" * 1000, 2**62),
        )
        desk.execute("UPDATE evidence SET packed = x'0102'")

    (found,) = alerts.firing()
    assert found.about.name == r"\xff\x1b["
    assert (found.about.subject, found.severity, found.fired_ms) == (Subject.HOST, Severity.CRITICAL, 0)
    assert "\n" not in found.title
    assert len(found.title) <= 400
    assert (found.culprit_share, found.suppressed_count) == (None, 0)
    assert math.isnan(found.value)
    broken = alerts.evidence(id)
    assert broken is not None
    assert "damaged" in broken.missing
    assert "can not be read" in caplog.text
    assert (len(broken.at_ms), broken.is_complete, list(broken.culprits)) == (0, True, [])
    assert len(alerts.firings()) == len(alerts.incomplete()) == 1


def test_a_desk_that_is_none_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / FILE_NAME).write_text("nonsense " * 1000)

    with pytest.raises(Unavailable, match="is damaged"):
        alerts_in(tmp_path).firing()
    assert "was copied" in caplog.text


def test_to_look_whether_anything_fires_loads_nothing_that_speaks_sql(tmp_path: Path) -> None:
    """Neither where there is no desk nor where it was made for something else."""
    marks_in(tmp_path / "marked").add(1, "deployed")
    look = (
        "import sys; from pathlib import Path\n"
        "from procmon_gui.services.alerts import open_alerts\nfrom procmon_gui.services.places import Options\n"
        f"for name in ('none', 'marked'):\n    alerts = open_alerts(Options(data_dir=Path({str(tmp_path)!r}) / name))\n"
        "    print(alerts.version() is None, len(alerts.firing()), len(alerts.mutes()), len(alerts.firings()))\n"
        "print('sqlalchemy' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout == "True 0 0 0\nFalse 0 0 0\nFalse\n"


def test_a_desk_that_is_opened_late_tells_all_that_it_keeps(tmp_path: Path) -> None:
    alerts, other = (open_alerts(Options(data_dir=tmp_path)) for _ in range(2))
    before = other.version()
    fired = event()
    id = alerts.fire(fired, alert_of(fired))
    alerts.go_on(id, event(Change.REPEATED))
    alerts.keep_evidence(id, evidence(is_complete=True))
    alerts.mute("memory", 2**45, by="anna")
    seen = other.version()
    alerts.suppress(id, 1)
    alerts.acknowledge(id, by="anna")

    assert before is None
    assert seen != other.version()
    known = other.alert(id)
    assert known is not None
    assert (known.acknowledged_by, known.suppressed_count, len(other.between(0, 2**45))) == ("anna", 1, 1)
    assert (len(other.firing()), len(other.firings()), len(other.mutes()), len(other.past())) == (1, 1, 1, 0)
    assert other.incomplete() == ()
    kept = other.evidence(id)
    assert kept is not None
    assert np.isfinite(kept.values).sum() == 599
    assert other.keep([news(event(Change.RESOLVED))]) == (id,)
    assert other.forget(2**45) == 1
    assert (tmp_path / DESK_FILE).exists()
