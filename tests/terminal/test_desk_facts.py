"""What doctor says of the desk."""

from dataclasses import replace
from pathlib import Path

from sqlalchemy import text

from procmon_gui.domain.audit import AuditCheck
from procmon_gui.domain.errors import Unavailable
from procmon_gui.services.desk import check_desk
from procmon_gui.services.places import Options
from procmon_gui.store.desk.checkup import DeskCheckup
from procmon_gui.terminal.desk_facts import desk_facts
from procmon_gui.terminal.facts import Fact, Level
from tests.auth.logins import Hall
from tests.store.desk.desks import marks_in

WELL = DeskCheckup(
    path="/data/desk.sqlite", revision="0002", size_bytes=40 * 1024, mark_count=3,
    audit=AuditCheck(count=7, head=bytes(32)),
)  # fmt: skip


def told(found: DeskCheckup | None) -> dict[str, Fact]:
    return {fact.id: fact for fact in desk_facts(lambda: found)}


def test_a_desk_that_is_well_is_told_in_plain_words() -> None:
    facts = told(WELL)

    assert {fact.level for fact in facts.values()} == {Level.OK}
    assert (facts["marks"].text, facts["size_bytes"].text) == ("3", "40.0 KiB")
    assert facts["audit"].text == "7 records, each as it was written"


def test_a_trail_that_was_touched_is_broken_and_names_the_record() -> None:
    broken = AuditCheck(count=4, head=bytes(32), first_broken=5, fault="record 5 is missing")
    fact = told(replace(WELL, audit=broken))["audit"]

    assert fact.level is Level.BROKEN
    assert fact.text == "record 5 is missing; what stands before it is as it was written"


def test_accounts_are_counted_and_damaged_ones_are_told_with_what_to_do(tmp_path: Path) -> None:
    assert told(WELL)["accounts"].text == "none: the user of the system acts"
    hall = Hall(tmp_path).fill()
    before = check_desk(Options(data_dir=tmp_path))
    hall.again().desk_accounts._desk.change(lambda session: session.execute(text("UPDATE accounts SET role = 'god'")))
    after = check_desk(Options(data_dir=tmp_path))

    assert told(before)["accounts"].text == "3"
    broken = told(after)["accounts"]
    assert broken.level is Level.BROKEN
    assert broken.text.startswith("The account “Anna” is damaged: “god” is no role.")
    assert "procmon-gui users reset" in broken.text


def test_a_desk_that_can_not_be_read_is_broken_and_none_at_all_is_no_fault() -> None:
    def fails() -> DeskCheckup:
        raise Unavailable("/data/desk.sqlite is damaged")

    (fact,) = desk_facts(fails)
    assert (fact.level, fact.text) == (Level.BROKEN, "/data/desk.sqlite is damaged")
    assert told(None)["marks"].level is Level.OK


def test_a_real_desk_is_looked_at_as_a_whole_and_none_is_made(tmp_path: Path) -> None:
    options = Options(data_dir=tmp_path)
    assert check_desk(options) is None
    assert list(tmp_path.iterdir()) == []
    marks_in(tmp_path).add(1, "one")

    found = check_desk(options)

    assert found is not None
    assert (found.mark_count, found.audit.count, found.audit.first_broken) == (1, 0, None)
