"""Alerts as lines for people."""

from dataclasses import replace

from procmon_gui.domain.alerts import About
from procmon_gui.domain.rules import Subject
from procmon_gui.domain.suspicion import SCORE
from procmon_gui.reports.alerts import alert_lines
from tests.engine.channels import alert


def test_what_is_unusual_is_called_as_it_is_called_elsewhere() -> None:
    about = About(subject=Subject.HOST, name="disk.busy_ratio")
    unusual = replace(alert(title="Unusual for long"), about=about, metric_id=SCORE, instance=about.name)

    lines = list(alert_lines([unusual], unusual.fired_ms + 1000, 120))

    assert "Unusual for long: Disk busy" in lines[1]
