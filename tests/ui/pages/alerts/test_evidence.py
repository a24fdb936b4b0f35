"""What was found about an alert, as its page shows it: sentence, curve, culprits, facts, and what is missing."""

import csv
import io
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.alerts.shipped import SHIPPED
from procmon_gui.alerts.words import condition_words
from procmon_gui.domain.missing_evidence import NO_NUMBERS, NOT_ALL_BEFORE
from procmon_gui.domain.notices import Delivery, DeliveryState
from procmon_gui.engine.discreet_alerts import DiscreetAlerts
from procmon_gui.engine.discretion import Discretion
from procmon_gui.ui.audit_list import AuditList
from procmon_gui.ui.widgets.file_saver import FileContent
from tests.ui.alerts.kept import KeptAlerts, alert_of, evidence_of
from tests.ui.audit import KeptTrail, process_deed
from tests.ui.pages.alerts.acting import Make, look, now_ms, press, settle
from tests.ui.pseudo import OPENS, pseudo_language

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key


def test_the_first_alert_is_shown_with_who_did_it(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    page = make(kept)
    look(page, qtbot)
    page.reveal_alert(27)
    settle(page, qtbot)
    pane = page.evidence

    assert pane.head.title.text() == "CPU above 80 % for 5 min"
    assert "zstd made 62.4 % of the rise. Started by nightly-backup, cron.service, user backup." in (
        pane.head.sentence.said
    )
    rows = [[pane.lists.culprits.index(row, column).data() for column in range(7)] for row in range(2)]
    # A core of four is a quarter of the machine, as the curve beside it is a share of it.
    assert rows[0] == ["zstd", "70421", "backup", "62.4 %", "46.8 %", "0.0 %", "cron.service, nightly-backup"]
    assert rows[1][:6] == ["postgres", "70424", "postgres", "18.1 %", "15.7 %", "2.1 %"]
    assert [pane.lists.passers.index(row, 2).data() for row in range(3)] == ["cp", "pg_dump", "zstd"]
    assert pane.lists.passers.index(0, 1).data() == "ended, exit status 1"
    assert pane.facts.words("rule") == "CPU above 80 % for 5 min"
    assert pane.facts.words("lasted") == "16 min 0 s, at worst 93.4 %"
    assert pane.facts.words("seen") == "nobody yet"
    assert pane.facts.words("same").startswith("2 times in 14 days")
    assert pane.facts.words("kept").startswith("721, from ")


def test_the_chart_tells_its_moments_and_has_a_table_twin(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    page = make(kept)
    look(page, qtbot)
    page.reveal_alert(27)
    settle(page, qtbot)
    chart = page.evidence.chart
    assert chart.accessibleName().startswith("What rose, CPU, zstd")
    assert "beyond since" in chart.accessibleDescription()
    assert "fired" in chart.accessibleDescription()

    assert chart.table_titles() == ["Time", "CPU", "zstd"]
    assert len(chart.table_rows()) == 721
    rows = list(csv.DictReader(io.StringIO(chart.csv_text())))
    assert list(rows[0]) == ["at_utc", "host.cpu.busy_ratio", "culprit"]
    chart.setFocus()
    press(page, Key.Key_Right)
    assert "zstd 4" in chart.accessibleName()


def test_a_culprit_that_is_measured_in_something_else_has_an_axis_of_its_own(
    make: Make, kept: KeptAlerts, qtbot: QtBot
) -> None:
    alert = kept.kept[28]
    kept.found[28] = evidence_of(alert, culprit_metric_id="rss_bytes")
    page = make(kept)
    look(page, qtbot)
    page.reveal_alert(28)
    settle(page, qtbot)

    assert "own axis 0 to" in page.evidence.chart.accessibleName()


def test_evidence_that_is_not_complete_says_until_when_more_comes(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    page = make(kept)
    look(page, qtbot)
    page.reveal_alert(30)
    settle(page, qtbot)
    assert page.evidence.head.hint.text().startswith("More evidence comes until ")
    # What has not become complete is read again with every change, and shown in the place of the same.
    kept.put(alert_of(3, fired_ms=now_ms()))
    look(page, qtbot)
    assert len(page.evidence.lists.culprits.rows) == 5
    del kept.found[30]
    kept.put(replace(kept.kept[30], peak=0.5))
    look(page, qtbot)
    assert page.evidence.head.hint.text().startswith("The evidence is being gathered, until ")
    assert page.evidence.lists.who.isHidden()
    kept.put(kept.kept[30], evidence_of(kept.kept[30]))
    look(page, qtbot)

    assert page.evidence.head.hint.isHidden()
    assert len(page.evidence.lists.culprits.rows) == 5


def test_what_is_missing_is_said(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    said = f"{NOT_ALL_BEFORE} {NO_NUMBERS} Something new."
    kept.found[27] = evidence_of(kept.kept[27], missing=said, culprits=())
    kept.kept[27] = replace(kept.kept[27], culprit="", culprit_share=None)
    page = make(kept)
    look(page, qtbot)
    page.reveal_alert(27)
    settle(page, qtbot)

    assert page.evidence.head.sentence.said.endswith(said)
    assert page.evidence.lists._nobody.isVisible()


def test_hostile_names_stay_text(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    nasty = "<img src=/etc/x>{{7*7}}$(id)"
    evidence = evidence_of(kept.kept[27])
    first = replace(evidence.culprits[0], name=nasty, parents=(nasty,))
    kept.found[27] = replace(evidence, culprits=(first, *evidence.culprits[1:]))
    kept.kept[27] = replace(kept.kept[27], culprit=nasty, title=nasty)
    page = make(kept)
    look(page, qtbot)
    page.reveal_alert(27)
    settle(page, qtbot)

    assert nasty in page.evidence.head.sentence.said
    assert page.evidence.head.title.text() == nasty
    assert page.evidence.head.title.textFormat() is Qt.TextFormat.PlainText
    assert "<img" not in page.evidence.head.title.toolTip()


def test_who_was_told_and_what_was_done_by_hand_stands_among_the_facts(
    make: Make, kept: KeptAlerts, qtbot: QtBot
) -> None:
    alert = kept.kept[27]
    trail = KeptTrail(process_deed(), process_deed(action="kill"))
    trail.kept = [replace(one, at_ms=alert.fired_ms + 1000 * one.number) for one in trail.kept]
    audit = AuditList(lambda: trail)

    def deliveries(id: int) -> list[Delivery]:
        made = {"alert_id": id, "title": "", "try_count": 1, "made_ms": 1, "done_ms": 1, "next_ms": None}
        return [
            Delivery(id=2, channel_id="ops", state=DeliveryState.FAILED, words="refused", **made),  # type: ignore[arg-type]
            Delivery(id=1, channel_id="desktop", state=DeliveryState.DELIVERED, **made),  # type: ignore[arg-type]
        ]

    page = make(kept, audit=audit, deliveries=deliveries)
    look(page, qtbot)
    page.reveal_alert(27)
    settle(page, qtbot)
    assert page.evidence.facts.words("told") == "desktop, ops (failed)"
    assert page.evidence.facts.words("hand") == ""
    audit.look()
    qtbot.waitUntil(lambda: audit.is_read)
    assert page.evidence.facts.words("hand") == "anna ended postgres (2114); anna killed postgres (2114)"
    audit.see_only("")
    assert page.evidence.facts.words("hand") == ""
    assert audit.close()


class Needed(Discretion):
    """Says whether command lines must be cut, as a test wants it."""

    def __init__(self) -> None:
        self.is_so = True

    @property
    def is_needed(self) -> bool:
        return self.is_so


def test_who_may_not_read_command_lines_sees_and_saves_none(make: Make, kept: KeptAlerts, qtbot: QtBot) -> None:
    needed = Needed()
    page = make(DiscreetAlerts(kept, needed))
    look(page, qtbot)
    page.reveal_alert(27)
    settle(page, qtbot)
    lists, files = page.evidence.lists, list[FileContent]()
    page.saving_asked.connect(files.append)

    def told() -> str:
        rows = (lists.culprits, lists.passers)
        cells = [str(model.index(row, column).data(role)) for model in rows for row in range(model.rowCount())
                 for column in range(model.columnCount())
                 for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)]  # fmt: skip
        page.evidence.foot._export_menu.actions()[0].trigger()
        return "\n".join([*cells, str(files.pop().data)])

    assert "--all" not in told()
    assert "backup.tar" not in told()
    needed.is_so = False
    page.see_more()
    settle(page, qtbot)

    assert "zstd --all" in told()
    assert "/var/backup.tar" in told()


def test_a_condition_is_said_in_the_language_of_the_reader_whatever_became_of_its_rule(
    make: Make, qapp: QApplication, qtbot: QtBot
) -> None:
    """It is kept in English; what no rule would say is shown as it is kept."""
    rule = next(rule for rule in SHIPPED if rule.id == "cpu-busy")
    kept = KeptAlerts(
        alert_of(1, rule_id=rule.id, condition=condition_words(rule)), alert_of(2, rule_id=rule.id, condition="another")
    )
    with pseudo_language(qapp):
        page = make(kept)
        look(page, qtbot)
        page.reveal_alert(1)
        assert OPENS in page.evidence.facts.words("rule")
        page.reveal_alert(2)
        assert page.evidence.facts.words("rule") == "another"
