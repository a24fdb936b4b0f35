"""The editor of a rule: what is typed is kept, what is wrong is said at its field, and nothing is lost."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.domain.rules import Condition, Subject
from procmon_gui.ui.rules.rules_part import RulesPart
from tests.ui.rules.acting import editor, saved, settle, type_into
from tests.ui.rules.books import CPU, FILE

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_a_rule_is_edited_and_kept(part: RulesPart, path: Path, qtbot: QtBot) -> None:
    part.edit_rule("cpu")
    dialog = editor(part)
    assert dialog.windowTitle() == "Edit rule: CPU is busy"

    type_into(dialog, "critical", "90 %")
    settle(dialog, qtbot)
    dialog.keep_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())

    rule = saved(path, "cpu")
    assert rule is not None
    assert rule.condition.critical == 0.9
    assert 'critical = "90 %"' in path.read_text()


def test_wrong_input_is_said_at_its_field_and_not_kept(part: RulesPart, path: Path, qtbot: QtBot) -> None:
    part.edit_rule("cpu")
    dialog = editor(part)

    type_into(dialog, "critical", "3 GiB")
    settle(dialog, qtbot)
    qtbot.waitUntil(lambda: bool(dialog.form.fields["critical"].fault))

    assert dialog.form.fields["critical"].fault.startswith("the unit of '3 GiB' does not fit host.cpu.busy_ratio")
    assert dialog.form.fields["critical"].control.accessibleDescription().startswith("the unit of")
    dialog.keep_button.click()
    assert dialog.isVisible()
    assert path.read_text() == FILE
    assert dialog.drafted.rule is None


def test_a_new_rule_gets_a_name_from_its_title_and_its_preview_follows(
    part: RulesPart, path: Path, qtbot: QtBot
) -> None:
    part.make_rule()
    dialog = editor(part)
    dialog.keep_button.click()
    assert dialog.form.fields["title"].fault, "what is missing is said"

    type_into(dialog, "title", "Very busy")
    type_into(dialog, "warn", "70 %")
    settle(dialog, qtbot)
    qtbot.waitUntil(lambda: dialog.preview.preview is not None and bool(dialog.preview.preview.fires))

    assert dialog.preview.sentence.text() == "CPU above 70 % for 5 min"
    assert dialog.preview.fires.text() == "It would have fired 1 time in this time."
    assert "CPU, machine" in dialog.preview.chart.accessibleName()
    dialog.keep_button.click()
    qtbot.waitUntil(lambda: saved(path, "very-busy") is not None)


def test_a_new_rule_never_takes_the_place_of_another(part: RulesPart, path: Path, qtbot: QtBot) -> None:
    part.begin_rule(replace(CPU, id="", title="Brand new"))
    dialog = editor(part)
    assert dialog.form.values()["id"] == "brand-new"
    with path.open("a") as file:
        file.write('\n[[rule]]\nid = "brand-new"\nmetric = "cpu"\nabove = 1\n')

    dialog.keep_button.click()
    qtbot.waitUntil(lambda: bool(dialog.status.text()))

    assert dialog.status.text() == ("It was not done: There is a rule brand-new already; give this one another name.")
    dialog._begun = dialog.form.values()


def test_who_is_meant_now_is_listed_while_the_filter_is_typed(part: RulesPart, qtbot: QtBot) -> None:
    part.make_rule()
    dialog = editor(part)
    box = dialog.form.subject
    box.setCurrentIndex(box.findData("process"))
    box.activated.emit(box.currentIndex())
    type_into(dialog, "where", "user = postgres")
    type_into(dialog, "warn", "1")
    assert dialog.form.values()["metric"] == "cpu_ratio"
    settle(dialog, qtbot)

    qtbot.waitUntil(lambda: len(dialog.preview.model.rows) == 2)
    assert dialog.preview.matching.text() == "2 processes match now, 1 beyond the threshold."


def test_a_rule_that_asks_for_what_is_costly_says_so(part: RulesPart, qtbot: QtBot) -> None:
    part.begin_rule(
        replace(CPU, id="", title="Many files", subject=Subject.PROCESS, metric_id="open_descriptors",
                condition=Condition(warn=1000))
    )  # fmt: skip
    dialog = editor(part)

    qtbot.waitUntil(lambda: "costly to read (open descriptors)" in dialog.preview.matching.text())

    dialog._begun = dialog.form.values()


def test_what_somebody_else_has_changed_meanwhile_is_not_lost(part: RulesPart, path: Path, qtbot: QtBot) -> None:
    part.edit_rule("cpu")
    dialog = editor(part)
    type_into(dialog, "critical", "90 %")
    settle(dialog, qtbot)
    path.write_text(FILE.replace('"70 %"', '"75 %"'))

    dialog.keep_button.click()
    qtbot.waitUntil(lambda: "meanwhile" in dialog.status.text())

    assert '"75 %"' in path.read_text()
    dialog.keep_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    rule = saved(path, "cpu")
    assert rule is not None
    assert (rule.condition.warn, rule.condition.critical) == (0.7, 0.9)


def test_what_is_not_saved_is_not_lost_by_one_key(part: RulesPart, qtbot: QtBot) -> None:
    part.edit_rule("cpu")
    dialog = editor(part)
    type_into(dialog, "critical", "90 %")
    settle(dialog, qtbot)

    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "not saved" in dialog.status.text()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_title_of_a_shipped_rule_is_kept_as_it_came(part: RulesPart, path: Path, qtbot: QtBot) -> None:
    part.edit_rule("cpu-busy")
    dialog = editor(part)
    type_into(dialog, "warn", "85 %")
    settle(dialog, qtbot)
    dialog.keep_button.click()
    qtbot.waitUntil(lambda: 'above = "85 %"' in path.read_text())

    assert "title" not in path.read_text().split("cpu-busy")[1]


def test_every_field_has_a_name_and_can_be_reached(part: RulesPart) -> None:
    part.make_rule()
    fields = editor(part).form.fields
    assert {"title", "metric", "warn", "quiet", "channels"} <= fields.keys()
    for key, field in fields.items():
        assert field.control.accessibleName(), key
        assert field.control.focusPolicy() & Qt.FocusPolicy.TabFocus, key


def test_where_there_is_little_room_the_preview_stands_below_and_leaves_the_fields_theirs(part: RulesPart) -> None:
    part.edit_rule("cpu")
    dialog = editor(part)

    dialog.resize(800, 640)
    QApplication.processEvents()

    assert dialog.preview.y() > dialog._scroll.y()
    assert dialog._scroll.height() > dialog.preview.height()
    dialog.resize(1040, 700)
    QApplication.processEvents()
    assert dialog.preview.x() > dialog._scroll.x()


@pytest.mark.parametrize("ask", ["button", "keys"])
def test_what_is_wrong_can_not_be_saved_and_leads_to_its_field(
    part: RulesPart, path: Path, qtbot: QtBot, ask: str
) -> None:
    """The foot names the field, for it may be out of sight, and Save does not beckon until it is right."""
    part.make_rule()
    dialog = editor(part)
    type_into(dialog, "title", "Busy")
    type_into(dialog, "warn", "70 %")
    type_into(dialog, "id", "Not a name!")
    settle(dialog, qtbot)
    dialog._scroll.verticalScrollBar().setValue(0)
    dialog.keep_button.setFocus()

    if ask == "button":
        QTest.keyClick(dialog.keep_button, Qt.Key.Key_Space)
    else:
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    field = dialog.form.fields["id"]
    assert dialog.isVisible()
    assert path.read_text() == FILE
    # Whether the window is in front is up to the desktop.
    assert dialog.focusWidget() is field.control
    assert dialog.status.text() == f"Name in files: {field.fault}"
    assert dialog.keep_button.accessibleDescription() == dialog.status.text()
    assert not dialog.keep_button.property("primary")
    assert not field.visibleRegion().isEmpty()

    type_into(dialog, "id", "busy")
    settle(dialog, qtbot)
    assert dialog.status.text() == ""
    assert dialog.keep_button.property("primary")
    dialog._begun = dialog.form.values()


def test_return_alone_saves_nothing(part: RulesPart, path: Path, qtbot: QtBot) -> None:
    part.edit_rule("cpu")
    dialog = editor(part)
    type_into(dialog, "critical", "90 %")
    settle(dialog, qtbot)

    for widget in (dialog.form.fields["critical"].control, dialog.test_button, dialog):
        QTest.keyClick(widget, Qt.Key.Key_Return)

    assert dialog.isVisible()
    assert path.read_text() == FILE
    dialog._begun = dialog.form.values()


def test_while_what_is_typed_makes_no_rule_nothing_is_said_of_what_it_would_have_done(
    part: RulesPart, qtbot: QtBot
) -> None:
    part.edit_rule("cpu")
    dialog = editor(part)
    qtbot.waitUntil(lambda: bool(dialog.preview.fires.text()))
    assert dialog.preview.chart.has_values

    type_into(dialog, "critical", "3 GiB")
    settle(dialog, qtbot)

    assert dialog.preview.sentence.text() == "What is typed makes no rule yet."
    assert dialog.preview.fires.text() == ""
    assert not dialog.preview.chart.has_values
    assert not dialog.preview.rows.isVisible()

    type_into(dialog, "critical", "95 %")
    qtbot.waitUntil(lambda: bool(dialog.preview.fires.text()))
    assert dialog.preview.chart.has_values
    dialog._begun = dialog.form.values()
