"""A list of rules over a file of its own, with a past, a present, and somebody who plays rules."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.alerts.shipped import SHIPPED
from procmon_gui.settings.rules_file import RulesFile
from procmon_gui.ui import theme
from procmon_gui.ui.rules.rule_list import RuleList
from procmon_gui.ui.rules.rules_part import RulesPart, RulesSources
from tests.ui.rules.books import FILE, Past, Player, Told, now
from tests.ui.screen import show_active


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "rules.toml"
    path.write_text(FILE)
    return path


@pytest.fixture
def tester() -> Player:
    return Player()


@pytest.fixture
def judge() -> Told:
    return Told()


@pytest.fixture
def part(qtbot: QtBot, qapp: QApplication, path: Path, tester: Player, judge: Told) -> Iterator[RulesPart]:
    theme.apply(qapp, "dark")
    rules = RuleList(lambda: RulesFile(path, SHIPPED))
    part = RulesPart(RulesSources(rules=rules, open_reader=Past, open_tester=lambda: tester, ask_judge=judge))
    rules.setParent(part)
    part.resize(1100, 560)
    part.show_snapshot(now())
    qtbot.addWidget(part)
    show_active(part, qtbot)
    qtbot.waitUntil(lambda: bool(part.model.rows))
    yield part
    part.hide()
    rules.close()
