"""The deeds that the window knows: found by themselves, read in parts, and only those that the reader may see."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.ui import audit_list
from procmon_gui.ui.audit_list import AuditList
from tests.ui.audit import KeptTrail, process_deed


@pytest.fixture
def trail() -> KeptTrail:
    return KeptTrail()


@pytest.fixture
def audit(qtbot: QtBot, trail: KeptTrail) -> Iterator[AuditList]:
    audit = AuditList(lambda: trail)
    yield audit
    assert audit.close()


def look(audit: AuditList, qtbot: QtBot) -> None:
    audit.look()
    qtbot.waitUntil(lambda: audit._looking is None or not audit._looking.is_running)
    qtbot.waitUntil(lambda: not audit.is_loading)


def numbers(audit: AuditList) -> list[int]:
    return [entry.number for entry in audit.entries]


def test_what_others_do_is_found_and_an_outcome_joins_its_deed(
    audit: AuditList, trail: KeptTrail, qtbot: QtBot
) -> None:
    look(audit, qtbot)
    assert (numbers(audit), audit.is_read, audit.is_whole, trail.prepared) == ([], True, True, 1)
    begun = trail.append(process_deed(outcome=Outcome.BEGUN))
    look(audit, qtbot)
    assert audit.entries[0].outcome is Outcome.BEGUN
    trail.append(process_deed(begun=begun.number))
    trail.append(process_deed(target="nginx"))
    look(audit, qtbot)

    assert numbers(audit) == [3, 1]
    assert audit.entries[1].outcome is Outcome.DONE
    assert [entry.number for entry in audit.of_process(ProcessKey("boot", 2114, 7))] == [3, 1]
    assert audit.of_process(ProcessKey("boot", 2114, 8)) == []


def test_where_nothing_has_changed_nothing_is_read_and_nothing_is_told(
    audit: AuditList, trail: KeptTrail, qtbot: QtBot
) -> None:
    trail.append(process_deed())
    look(audit, qtbot)
    with qtbot.assertNotEmitted(audit.changed):
        look(audit, qtbot)


def test_a_long_trail_is_read_in_parts_up_to_a_limit_and_whole_when_it_is_asked_for(
    audit: AuditList, trail: KeptTrail, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_list, "PART", 10)
    audit._most = 30
    trail.append_all([process_deed()] * 55)
    look(audit, qtbot)
    assert numbers(audit) == list(range(55, 25, -1))
    assert not audit.is_whole

    trail.append_all([process_deed()] * 25)
    look(audit, qtbot)
    assert numbers(audit) == list(range(80, 25, -1))
    audit.load_all()
    qtbot.waitUntil(lambda: audit.is_whole)
    assert numbers(audit) == list(range(80, 0, -1))


def test_another_trail_in_the_place_of_the_first_is_read_anew(audit: AuditList, trail: KeptTrail, qtbot: QtBot) -> None:
    trail.append_all([process_deed()] * 3)
    look(audit, qtbot)
    trail.kept, trail.begun_ms = [], 0
    trail.append(process_deed(target="other"))
    look(audit, qtbot)

    assert [entry.deed.target for entry in audit.entries] == ["other"]
    # As long as the one before, and its newest record is another.
    trail.kept, trail.begun_ms = [replace(trail.kept[0], deed=process_deed(target="third"), hash=b"3" * 32)], 1
    look(audit, qtbot)
    assert [entry.deed.target for entry in audit.entries] == ["third"]
    trail.kept = []
    look(audit, qtbot)
    assert numbers(audit) == []


def test_a_trail_that_can_not_be_read_is_told_and_so_is_that_it_can_again(
    audit: AuditList, trail: KeptTrail, qtbot: QtBot
) -> None:
    trail.append(process_deed())
    look(audit, qtbot)
    trail.trouble = "/data/desk.sqlite is held by another program, so nothing was kept"
    with qtbot.waitSignal(audit.failed) as told:
        audit.look()
    assert told.args == [trail.trouble]
    assert numbers(audit) == [1]
    trail.trouble = ""
    qtbot.waitUntil(lambda: audit._looking is not None and not audit._looking.is_running)
    with qtbot.waitSignal(audit.failed) as told:
        audit.look()
    assert told.args == [""]


def test_who_may_see_the_own_deeds_only_sees_no_others(audit: AuditList, trail: KeptTrail, qtbot: QtBot) -> None:
    trail.append_all([process_deed(), process_deed(actor="bob"), process_deed(actor="")])
    look(audit, qtbot)
    audit.see_only("bob")
    assert numbers(audit) == [2]
    assert audit.entry_of(1) is None
    audit.see_only("")
    assert (numbers(audit), audit.may_see_any) == ([], False)
    audit.see_only(None)
    assert numbers(audit) == [3, 2, 1]


def test_who_acts_is_asked_at_every_look_and_when_that_has_changed(trail: KeptTrail, qtbot: QtBot) -> None:
    seen: list[str | None] = [""]
    trail.append_all([process_deed(), process_deed(actor="bob")])
    audit = AuditList(lambda: trail, reader=lambda: seen[0])
    look(audit, qtbot)
    assert numbers(audit) == []
    seen[0] = "bob"
    look(audit, qtbot)
    assert numbers(audit) == [2]
    seen[0] = None
    audit.see_anew()
    assert numbers(audit) == [2, 1]
    assert audit.close()
