"""The list of deeds: what its cells say, for everything that can be done."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.accounts import AccountDeed
from procmon_gui.domain.actions import ActionKind
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.audit_entries import AuditEntry, entries_of
from procmon_gui.ui.models import audit_words
from procmon_gui.ui.models.audit_model import AuditModel
from tests.ui.audit import KeptTrail, process_deed


def entries(**changed: Any) -> list[AuditEntry]:
    return list(entries_of(KeptTrail(process_deed(**changed)).kept))


def test_the_model_keeps_the_promises_of_qt_while_deeds_come(qapp: QApplication, qtmodeltester: Any) -> None:
    trail = KeptTrail(*[process_deed(target=f"program {number}") for number in range(5)])
    model = AuditModel()
    qtmodeltester.check(model)
    model.set_rows(entries_of(trail.kept[:3]))
    model.sort(0, Qt.SortOrder.AscendingOrder)
    model.set_rows(entries_of(trail.kept))
    model.show_moment(2)
    model.set_rows([])


def test_a_row_says_what_who_when_why_and_how_it_ended(qapp: QApplication) -> None:
    model = AuditModel()
    model.set_rows(entries(reason="it hangs"))
    said = [str(model.index(0, column).data()) for column in range(model.columnCount())]

    assert said[:2] == ["End postgres (2114)", "anna"]
    assert said[3:] == ["it hangs", "done", "SIGTERM", "1"]
    tooltip = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "Executable: /usr/bin/postgres\nReason: it hangs\nDetail: SIGTERM\nRecord 1" in tooltip


# What is kept only where it was refused.
REFUSED_WORDS = (
    *(permission.value for permission in (Permission.EXPORT, Permission.MANAGE, Permission.READ_AUDIT)),
    *(permission.value for permission in (Permission.READ_OWN_AUDIT, Permission.FULL_COMMAND_LINES)),
    "setting", "page", "incident", "audit",
)  # fmt: skip


@pytest.mark.parametrize("word", [*(kind.value for kind in (*ActionKind, *AccountDeed)), *REFUSED_WORDS])
def test_everything_that_can_be_done_has_words(qapp: QApplication, word: str) -> None:
    (entry,) = entries(action=word)

    assert word in audit_words._VERBS
    assert not audit_words.deed_text(entry).startswith(word)
    assert audit_words.told_text(entry).startswith(("anna ", "postgres "))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, "anna ended postgres (2114)"),
        ({"actor": ""}, "root ended postgres (2114)"),
        ({"outcome": Outcome.BEGUN}, "anna: End postgres (2114), begun, no outcome is known"),
        ({"outcome": Outcome.REFUSED, "action": "kill"}, "anna: Kill postgres (2114), refused"),
        ({"action": "dance", "target_key": None}, "anna: dance postgres"),
        ({"target": "<b>{who}</b>", "target_key": None}, "anna ended <b>{who}</b>"),
    ],
)
def test_a_marker_says_who_did_what(qapp: QApplication, changed: dict[str, Any], told: str) -> None:
    (entry,) = entries(**changed)

    assert audit_words.told_text(entry) == told
