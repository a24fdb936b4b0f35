"""How the question looks with what strangers write, in German, and in large letters; and who reads it out."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtGui import QAccessible, QFont
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.accounts import Actor
from procmon_gui.domain.actions import Action, ActionKind, Answer, Grade, Lost, Target, Verdict
from procmon_gui.domain.sentences import Sentence
from procmon_gui.domain.text import display_text
from procmon_gui.ui import language, text, theme
from procmon_gui.ui.acting.case import Case
from procmon_gui.ui.acting.dialog import WIDTH_PX, ActionDialog
from procmon_gui.ui.acting.facts import FactsPart
from procmon_gui.ui.acting.wishes import Kin, Wish
from procmon_gui.ui.acting.work import Grip
from procmon_gui.ui.widgets.detail.pairs import Value
from tests.ui.acting.control import GONE, ME, FakeHeld, key, target
from tests.zoo import ANIMALS

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

KINDS = tuple(ActionKind)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[QWidget]:
    theme.apply(qapp, "light")
    window = QWidget()
    window.resize(1280, 800)
    qtbot.addWidget(window)
    yield window
    window.hide()


@pytest.fixture
def german(qapp: QApplication, tmp_path: Path) -> Iterator[None]:
    """Speak German while the test runs."""
    before, locale = set(qapp.findChildren(QTranslator)), QLocale()
    assert language.use(qapp, "de", cache_folder=tmp_path) == "de"
    yield
    for translator in set(qapp.findChildren(QTranslator)) - before:
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(locale)
    text.forget_language()


@pytest.fixture
def large_letters(qapp: QApplication) -> Iterator[None]:
    before = QFont(qapp.font())
    large = QFont(before)
    large.setPointSizeF(2 * before.pointSizeF())
    qapp.setFont(large)
    yield
    qapp.setFont(before)


def opened(window: QWidget, action: Action, *targets: Target, lost: tuple[Lost, ...] = ()) -> ActionDialog:
    """Return the question about some processes."""
    chooses = action.kind in (ActionKind.SIGNAL, ActionKind.NICE, ActionKind.IO_PRIORITY, ActionKind.AFFINITY)
    wish = Wish(action=action, keys=tuple(one.seen for one in targets), seen_ns=1, chooses=chooses, cpu_count=64,
                kin=(Kin("child", 9),))  # fmt: skip
    verdicts = tuple(
        Verdict(Answer.REFUSED, one.why) if one.grade is Grade.UNTOUCHABLE else Verdict(Answer.ALLOWED)
        for one in targets
    )
    actor = Actor(os_user="anna", os_uid=ME)
    grip = Grip(held=FakeHeld(targets, lost), targets=targets, verdicts=verdicts, actor=actor)
    dialog = ActionDialog(Case(wish, grip), window)
    dialog.open_over(window)
    QApplication.processEvents()
    return dialog


def action_of(kind: ActionKind) -> Action:
    return Action(kind=kind, signal=15)


@pytest.mark.parametrize("animal", ANIMALS, ids=lambda animal: animal.id)
def test_what_strangers_write_is_shown_as_plain_text_in_a_question_of_its_width(
    window: QWidget, animal: object
) -> None:
    name = display_text(animal.name)  # type: ignore[attr-defined]
    line = display_text(b" ".join((animal.title or b"", *animal.arguments)))  # type: ignore[attr-defined]
    wild = target(7, name=name, command_line=line, executable=line, unit=name, user=name, child_count=3)
    critical = replace(wild, grade=Grade.CRITICAL, why=Sentence("It was started by {user}.", {"user": name}))

    for targets in ((wild,), (critical,), (wild, critical)):
        dialog = opened(window, action_of(ActionKind.END), *targets, lost=(Lost(seen=key(8), why=GONE),))
        assert dialog.width() == theme.scaled(WIDTH_PX)
        assert dialog._body.width() <= dialog.width()
        for label in dialog.findChildren(QLabel):
            assert label.textFormat() == Qt.TextFormat.PlainText or not label.text()
        dialog.close()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.value)
def test_everything_has_room_in_german(window: QWidget, german: None, kind: ActionKind) -> None:
    assert_has_room(opened(window, action_of(kind), target(2114, name="postgres", unit="postgresql.service")))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.value)
def test_everything_has_room_in_large_letters(window: QWidget, large_letters: None, kind: ActionKind) -> None:
    dialog = opened(window, action_of(kind), target(2114, name="postgres", unit="postgresql.service"))

    assert dialog.height() <= dialog.screen().availableGeometry().height()
    assert_has_room(dialog)


def assert_has_room(dialog: ActionDialog) -> None:
    """No button and no line of words is narrower or lower than it needs to be."""
    for button in dialog.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            assert button.width() >= button.minimumSizeHint().width(), button.text()
    for label in dialog.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.height() >= label.heightForWidth(label.width()) or not label.wordWrap(), label.text()
            assert label.wordWrap() or label.width() >= label.sizeHint().width(), label.text()
    dialog.close()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.value)
def test_all_that_takes_the_keyboard_has_a_name(window: QWidget, kind: ActionKind) -> None:
    dialog = opened(window, action_of(kind), target(7, unit="a.service", grade=Grade.CRITICAL, why=GONE))

    nameless = []
    for widget in dialog.findChildren(QWidget):
        is_inside = isinstance(widget.parentWidget(), QSpinBox)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and not is_inside:
            interface = QAccessible.queryAccessibleInterface(widget)
            if not interface or not interface.text(QAccessible.Text.Name):
                nameless.append(type(widget).__name__)

    assert nameless == []
    dialog.close()


def test_it_shows_who_it_is(window: QWidget) -> None:
    who = target(2114, name="postgres", user="anna", executable="/usr/bin/postgres", unit="pg.service", child_count=3)
    dialog = opened(window, action_of(ActionKind.END), who)
    facts = dialog.findChildren(FactsPart)[0]

    shown = {id: facts.words(id) for id in ("name", "pid", "user", "executable", "unit", "command", "children")}
    assert shown == {
        "name": "postgres", "pid": "2114", "user": "anna", "executable": "/usr/bin/postgres", "unit": "pg.service",
        "command": "name-2114 --serve", "children": "3",
    }  # fmt: skip
    assert facts.words("started").endswith(" ago")
    assert isinstance(facts.value("name"), Value)
    dialog.close()


def test_what_the_system_does_not_say_is_a_dash_and_what_is_not_there_has_no_row(window: QWidget) -> None:
    dialog = opened(window, action_of(ActionKind.END), target(7, executable=None, unit="", command_line=None))
    facts = dialog.findChildren(FactsPart)[0]

    assert (facts.words("executable"), facts.words("unit"), facts.words("command")) == ("–", "", "–")
    dialog.close()


def test_too_many_that_others_live_in_are_refused_at_once(window: QWidget) -> None:
    people = [target(pid, grade=Grade.CRITICAL, why=GONE) for pid in range(1, 7)]
    dialog = opened(window, action_of(ActionKind.END), *people)

    assert [line.text for line in dialog.remarks] == ["The system needs 6 of them: act on these one by one."]
    assert not dialog.act_button.isVisible()
    assert dialog.findChildren(QLineEdit) == [dialog.reason]
    dialog.close()


def test_the_list_of_several_marks_who_is_grave_and_strikes_out_who_can_not_be_meant(window: QWidget) -> None:
    untouchable = target(1, name="systemd", grade=Grade.UNTOUCHABLE, why=Sentence("It is init."))
    dialog = opened(window, action_of(ActionKind.KILL), target(7), target(8, grade=Grade.OTHERS, uid=0), untouchable)
    assert dialog.list is not None

    assert [(row.icon_name, row.is_out, row.said) for row in dialog.list.rows] == [
        ("square-terminal", False, ""), ("triangle-alert", False, ""), ("lock", True, "It is init."),
    ]  # fmt: skip
    assert [line.text for line in dialog.remarks][-1] == "1 of them is left out, the list says why."
    dialog.close()
