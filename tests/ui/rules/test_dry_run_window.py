"""A dry run from the list and from the editor: how often, how long, where, and given up."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from procmon_gui.ui.rules.rules_part import RulesPart
from tests.ui.rules.acting import choose, editor, settle, type_into
from tests.ui.rules.books import Player

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_a_dry_run_says_how_often_how_long_and_where(part: RulesPart, tester: Player, qtbot: QtBot) -> None:
    asked: list[int] = []
    part.moment_asked.connect(asked.append)
    choose(part, "cpu")

    part.toolbar.test_button.click()
    assert part.editing.dry_run is not None
    dry = part.editing.dry_run
    qtbot.waitUntil(lambda: dry.run is not None)

    assert dry.summary.text().startswith("It would have fired 2 times: ")
    assert "Of 1 of them nobody would have been told" in dry.coverage.text()
    assert "only averages are left" in dry.coverage.text()
    assert "Of 1 min 30 s nothing was recorded." in dry.coverage.text()
    assert [found.severity.name for found in dry.model.rows] == ["WARNING", "CRITICAL"]
    dry.rows.selectRow(1)
    dry.go_button.click()
    assert asked == [tester.events[0].at_ms]
    dry.close()


def test_a_dry_run_of_what_is_typed_needs_nothing_saved(part: RulesPart, tester: Player, qtbot: QtBot) -> None:
    part.make_rule()
    dialog = editor(part)
    type_into(dialog, "warn", "70 %")
    settle(dialog, qtbot)

    dialog.test_button.click()
    qtbot.waitUntil(lambda: bool(tester.asked))

    rule, span = tester.asked[0]
    assert rule.condition.warn == 0.7
    assert span.to_ms - span.from_ms == 3_600_000
    assert part.editing.dry_run is not None
    part.editing.dry_run.close()


def test_a_dry_run_is_given_up_with_escape(part: RulesPart, tester: Player, qtbot: QtBot) -> None:
    tester.hangs = True
    part.dry_run("cpu")
    dry = part.editing.dry_run
    assert dry is not None
    qtbot.waitUntil(lambda: bool(tester.asked))

    QTest.keyClick(dry, Qt.Key.Key_Escape)

    assert not dry.is_reading
    assert dry.status.text() == "Cancelled."
    tester.hangs = False
    wait: Callable[[], bool] = lambda: not dry.is_reading  # noqa: E731
    qtbot.waitUntil(wait)
    dry.close()


def test_where_nothing_was_recorded_and_nothing_fires_there_is_no_empty_chart(
    part: RulesPart, tester: Player, qtbot: QtBot
) -> None:
    tester.events, tester.beat_count = [], 0
    choose(part, "cpu")
    part.toolbar.test_button.click()
    dry = part.editing.dry_run
    assert dry is not None
    qtbot.waitUntil(lambda: dry.run is not None)

    assert dry.summary.text() == "Nothing was recorded of this time."
    assert dry.chart.isHidden()

    tester.beat_count = 3600
    dry.play()
    qtbot.waitUntil(lambda: dry.summary.text() == "It would not have fired.")

    tester.is_known = False
    dry.play()
    qtbot.waitUntil(lambda: dry.summary.text() == "What it watches was never known in this time.")
    dry.close()
