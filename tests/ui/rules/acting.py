"""What a reader does with the list of rules and its editor."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from procmon_gui.alerts.shipped import SHIPPED
from procmon_gui.domain.rules import Rule
from procmon_gui.settings.rules_file import RulesFile
from procmon_gui.ui.rules.rule_dialog import RuleDialog
from procmon_gui.ui.rules.rules_part import RulesPart


def choose(part: RulesPart, id: str) -> None:
    part._choose(id)
    chosen = part.chosen
    assert chosen is not None
    assert chosen.id == id


def saved(path: Path, id: str) -> Rule | None:
    return next((rule for rule in RulesFile(path, SHIPPED).rules().rules if rule.id == id), None)


def editor(part: RulesPart) -> RuleDialog:
    assert part.editing.dialog is not None
    return part.editing.dialog


def type_into(dialog: RuleDialog, key: str, text: str) -> None:
    field = dialog.form.fields[key].control
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text) if text else QTest.keyClick(field, Qt.Key.Key_Delete)


def settle(dialog: RuleDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog.form._settled.isActive())
