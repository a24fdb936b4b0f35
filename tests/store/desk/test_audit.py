"""The audit trail: deeds are only added, in order, by whoever comes first, and whatever becomes of one is noticed."""

import itertools
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui.domain.audit import Anchor, AuditCheck, Deed, Outcome
from procmon_gui.domain.errors import Cancelled, Unavailable, WrongInput
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.store.desk import audit
from procmon_gui.store.desk.audit import DeskAudit
from procmon_gui.store.desk.database import FILE_NAME, Desk
from tests.store.desk.desks import NOW_MS, StandingClock, marks_in, texts

DEED = Deed(
    actor="anna", os_user="root", os_uid=0, action="end", outcome=Outcome.DONE, target="postgres",
    target_key=ProcessKey("boot", 2114, 77), executable="/usr/bin/postgres", reason="it hangs", detail="SIGTERM",
)  # fmt: skip
_COLUMNS = (
    "number", "at_ms", "monotonic_ns", "boot_id", "actor", "os_user", "os_uid", "action", "outcome", "target",
    "target_boot_id", "target_pid", "target_start_ticks", "executable", "reason", "detail", "hash", "begun",
)  # fmt: skip
# What makes a file of the trail writable for whoever wants to forge it.
NO_TRIGGERS = "DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_deleted;"


class Patient:
    """Waits until all is done, and remembers how far it was."""

    def __init__(self, *, is_cancelled: bool = False) -> None:
        self.told: list[tuple[int, int]] = []
        self._is_cancelled = is_cancelled

    def is_cancelled(self) -> bool:
        return self._is_cancelled

    def tell_progress(self, done: int, total: int) -> None:
        self.told.append((done, total))


def trail_in(folder: Path) -> DeskAudit:
    return DeskAudit(Desk(folder / FILE_NAME), clock=StandingClock(), boot_id="this boot")


def checked(folder: Path) -> AuditCheck:
    return trail_in(folder).verify(Patient())


def written(folder: Path, count: int) -> DeskAudit:
    """Return a trail of so many deeds that differ; some say of which record they are the outcome."""
    trail = trail_in(folder)
    for number in range(count):
        key = ProcessKey("boot", 100 + number, 7) if number % 3 else None
        outcome = list(Outcome)[number % len(Outcome)]
        begun = number - 1 if number % 4 == 3 else None
        trail.append(replace(DEED, target=f"program {number}", target_key=key, outcome=outcome, begun=begun))
    return trail


def forge(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.executescript(";\n".join((NO_TRIGGERS, *statements)))


def test_a_desk_without_deeds_is_whole_and_no_file_is_made_by_looking(tmp_path: Path) -> None:
    trail = trail_in(tmp_path)

    assert list(trail.records()) == []
    assert checked(tmp_path) == AuditCheck(count=0, head=bytes(32))
    assert list(tmp_path.iterdir()) == []
    marks_in(tmp_path).add(1, "a mark")
    assert checked(tmp_path) == AuditCheck(count=0, head=bytes(32))


def test_deeds_are_numbered_and_come_back_as_they_were_the_newest_first(tmp_path: Path) -> None:
    trail = trail_in(tmp_path)
    first = trail.append(DEED)
    second = trail.append(replace(DEED, target_key=None, outcome=Outcome.REFUSED, reason=""))

    assert list(trail_in(tmp_path).records()) == [second, first]
    assert list(trail.records(before=2)) == [first]
    assert list(trail.records(limit=1)) == [second]
    assert (first.number, first.at_ms, first.boot_id, first.deed) == (1, NOW_MS, "this boot", DEED)
    assert checked(tmp_path) == AuditCheck(count=2, head=second.hash)


def test_several_deeds_are_kept_together_and_one_says_which_it_is_the_outcome_of(tmp_path: Path) -> None:
    trail = trail_in(tmp_path)
    begun = trail.append_all([replace(DEED, outcome=Outcome.BEGUN), replace(DEED, outcome=Outcome.BEGUN, target="b")])
    ended = trail.append(replace(DEED, begun=begun[1].number))

    assert [record.number for record in begun] == [1, 2]
    assert trail.append_all([]) == ()
    assert list(trail_in(tmp_path).records()) == [ended, begun[1], begun[0]]
    assert checked(tmp_path) == AuditCheck(count=3, head=ended.hash)
    forge(tmp_path, "UPDATE audit SET begun = NULL WHERE number = 3")
    assert checked(tmp_path).first_broken == 3


def test_texts_are_made_harmless_before_they_are_kept(tmp_path: Path) -> None:
    record = trail_in(tmp_path).append(replace(DEED, target="a\nb\x1b[31m\udcff", reason="x" * 5000))

    assert record.deed.target == r"a\nb\x1b[31m\xff"
    assert len(record.deed.reason) == 1000
    assert checked(tmp_path).first_broken is None


def test_a_record_can_not_be_changed_or_deleted_by_accident(tmp_path: Path) -> None:
    written(tmp_path, 2)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        for statement in ("UPDATE audit SET reason = 'none'", "DELETE FROM audit"):
            with pytest.raises(sqlite3.IntegrityError, match="the audit trail is only added to"):
                connection.execute(statement)


def test_a_trail_longer_than_one_look_is_verified_in_parts_that_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "_BATCH", 4)
    written(tmp_path, 10)
    patient = Patient()

    assert trail_in(tmp_path).verify(patient).count == 10
    assert patient.told == [(4, 10), (8, 10)]
    with pytest.raises(Cancelled):
        trail_in(tmp_path).verify(Patient(is_cancelled=True))


@pytest.mark.parametrize(
    ("forged", "number", "fault"),
    [
        ("UPDATE audit SET reason = 'none' WHERE number = 3", 3, "is not as it was written"),
        ("UPDATE audit SET target_pid = 1 WHERE target_pid IS NULL AND number = 4", 4, "is not as it was written"),
        ("UPDATE audit SET outcome = 'well' WHERE number = 5", 5, "is not as it was written"),
        ("DELETE FROM audit WHERE number = 3", 3, "is missing"),
        ("DELETE FROM audit WHERE number = 1", 1, "is missing"),
        ("DELETE FROM audit WHERE number > 6", 7, "is missing"),
        ("DELETE FROM audit", 1, "is missing"),
        ("DELETE FROM audit WHERE number = 3; UPDATE audit SET number = number - 1 WHERE number > 3", 3, "is not as"),
        (f"INSERT INTO audit SELECT 0, {', '.join(_COLUMNS[1:])} FROM audit WHERE number = 1", 1, "is missing"),
        ("UPDATE audit_head SET record_count = 7", 9, "the head does not fit"),
        ("UPDATE audit_head SET hash = zeroblob(32)", 9, "the head does not fit"),
        ("DELETE FROM audit_head", 9, "the head does not fit"),
    ],
)  # fmt: skip
def test_what_was_changed_moved_or_taken_away_is_named(tmp_path: Path, forged: str, number: int, fault: str) -> None:
    written(tmp_path, 8)
    forge(tmp_path, forged)

    found = checked(tmp_path)

    assert found.first_broken == number
    assert fault in found.fault


def test_a_record_that_was_cut_off_is_missed_though_others_were_added_later(tmp_path: Path) -> None:
    trail = written(tmp_path, 5)
    forge(tmp_path, "DELETE FROM audit WHERE number = 5")
    trail.append(DEED)

    assert checked(tmp_path).first_broken == 5


def test_nothing_is_added_to_a_trail_without_a_head(tmp_path: Path) -> None:
    """It would hide what is missing before it."""
    trail = written(tmp_path, 2)
    forge(tmp_path, "DELETE FROM audit_head")

    with pytest.raises(Unavailable, match="has lost its head"):
        trail.append(DEED)


def test_a_cut_tail_and_a_trail_written_anew_are_noticed_by_an_anchor(tmp_path: Path) -> None:
    """Whoever may write the file can make the hashes fit; only what is kept elsewhere shows it."""
    trail = written(tmp_path, 5)
    anchors = [Anchor(number, record.hash) for number, record in enumerate(reversed(trail.records()), 1)]
    assert trail.verify(Patient(), anchors).first_broken is None

    fourth = anchors[3].hash.hex()
    forge(tmp_path, "DELETE FROM audit WHERE number > 4", f"UPDATE audit_head SET record_count = 4, hash = x'{fourth}'")
    assert checked(tmp_path).first_broken is None
    found = trail.verify(Patient(), anchors[-1:])
    assert (found.first_broken, found.fault) == (
        5,
        "record 5 is missing: there were 5 when the newest anchor was taken",
    )

    (tmp_path / FILE_NAME).unlink()
    assert trail_in(tmp_path).verify(Patient(), anchors[-1:]).first_broken == 1
    trail_in(tmp_path).append_all([replace(DEED, reason="another one")] * 7)
    assert checked(tmp_path).first_broken is None
    # Also where others were added since: the oldest anchor tells as well as the newest.
    for known in (anchors, anchors[:1], anchors[-1:]):
        found = trail_in(tmp_path).verify(Patient(), known)
        assert found.first_broken == known[0].number
        assert found.fault == f"record {known[0].number} is another one than the anchor of it says: " + (
            "the trail was written anew"
        )


def test_an_anchor_is_read_as_it_is_printed() -> None:
    anchor = Anchor(17, bytes(range(32)))

    assert Anchor.parse(f" {str(anchor).upper()}\n") == anchor
    for text in ("", "17", "17:ab", "0:" + "a" * 64, "-1:" + "a" * 64, "١:" + "a" * 64, "1:" + "g" * 64):
        with pytest.raises(WrongInput, match="An anchor is written as number:hash"):
            Anchor.parse(text)


def test_a_forged_trail_is_shown_all_the_same(tmp_path: Path) -> None:
    """A word that means nothing, and bytes that are no text: what is wrong with it can only be seen when it is read."""
    written(tmp_path, 3)
    forge(
        tmp_path,
        "UPDATE audit SET outcome = 'well' WHERE number = 1",
        "UPDATE audit SET target = CAST(x'61ff0a62' AS TEXT) WHERE number = 2",
    )
    third, second, first = trail_in(tmp_path).records()

    assert (first.deed.outcome, first.deed.detail) == (Outcome.UNSURE, "outcome “well”; SIGTERM")
    assert second.deed.target == r"a\xff\nb"
    assert third.deed.target == "program 2"
    assert checked(tmp_path).first_broken == 1


def test_programs_that_write_at_once_make_one_trail(tmp_path: Path) -> None:
    trails = [trail_in(tmp_path) for _ in range(3)]
    for _ in range(4):
        for trail in trails:
            trail.append(DEED)

    assert checked(tmp_path).count == 12


# ---- whatever is done to it


Change = Callable[[list[list[object]], random.Random], None]


def _change_value(row: list[object], column: int, chance: random.Random) -> None:
    """Change one value a little: a number by one, a text by a letter, a byte by a bit."""
    value = row[column]
    if isinstance(value, int):
        row[column] = value + chance.choice((-1, 1))
    elif isinstance(value, bytes):
        place = chance.randrange(len(value))
        row[column] = value[:place] + bytes([value[place] ^ 1 << chance.randrange(8)]) + value[place + 1 :]
    elif value is None:
        row[column] = "" if _COLUMNS[column].endswith("boot_id") else 0
    else:
        place = chance.randrange(len(str(value)) + 1)
        row[column] = str(value)[:place] + chance.choice('"\\, aä') + str(value)[place:]


def _move_text(rows: list[list[object]], chance: random.Random) -> None:
    """Let a letter pass from one field to the next."""
    row, column = chance.choice(rows), _COLUMNS.index("reason")
    row[column], row[column + 1] = str(row[column])[:-1], str(row[column])[-1:] + str(row[column + 1])


def _remove(rows: list[list[object]], chance: random.Random) -> None:
    rows.pop(chance.randrange(len(rows)))


def _remove_and_number_anew(rows: list[list[object]], chance: random.Random) -> None:
    place = chance.randrange(len(rows))
    rows.pop(place)
    for number, row in enumerate(rows[place:], place + 1):
        row[0] = number


def _swap(rows: list[list[object]], chance: random.Random) -> None:
    one, other = chance.sample(rows, 2)
    one[0], other[0] = other[0], one[0]


def _cut(rows: list[list[object]], chance: random.Random) -> None:
    del rows[chance.randrange(len(rows)) :]


def _double(rows: list[list[object]], chance: random.Random) -> None:
    rows.append([len(rows) + 1, *chance.choice(rows)[1:]])


def _insert(rows: list[list[object]], chance: random.Random) -> None:
    """Put a record between two others, and number those behind it anew."""
    place = chance.randrange(len(rows))
    rows.insert(place, list(chance.choice(rows)))
    for number, row in enumerate(rows[place:], place + 1):
        row[0] = number


def _change_each(column: int) -> Change:
    def change(rows: list[list[object]], chance: random.Random) -> None:
        _change_value(chance.choice(rows), column, chance)

    change.__name__ = f"_change {_COLUMNS[column]}"
    return change


# As many of each column as of each other thing, so that none of them is left to chance.
CHANGES: tuple[Change, ...] = (
    *(_change_each(column) for column in range(1, len(_COLUMNS))),
    _move_text, _remove, _remove_and_number_anew, _swap, _cut, _double, _insert,
)  # fmt: skip


@pytest.mark.parametrize("count", [150, pytest.param(1000, marks=pytest.mark.nightly)])
def test_every_random_change_is_found(tmp_path: Path, count: int) -> None:
    whole, forged = tmp_path / "whole", tmp_path / "forged"
    written(whole, 40)
    with closing(sqlite3.connect(whole / FILE_NAME)) as connection:
        before = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM audit ORDER BY number").fetchall()
    forged.mkdir()
    chance = random.Random(55)
    missed: list[str] = []
    tried = 0
    for change in itertools.cycle(CHANGES):
        rows = [list(row) for row in before]
        change(rows, chance)
        if [tuple(row) for row in rows] == before:
            continue
        shutil.copy(whole / FILE_NAME, forged)
        with closing(sqlite3.connect(forged / FILE_NAME)) as connection, connection:
            connection.executescript(NO_TRIGGERS)
            connection.execute("DELETE FROM audit")
            connection.executemany(
                f"INSERT INTO audit ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})", rows
            )
        if checked(forged).first_broken is None:
            missed.append(f"{tried}: {change.__name__}")
        tried += 1
        if tried == count:
            break

    assert missed == []


_texts = st.text(max_size=30)
_keys = st.none() | st.builds(ProcessKey, _texts, st.integers(0, 2**31), st.integers(0, 2**62))


@settings(max_examples=25)
@given(
    deeds=st.lists(
        st.builds(
            Deed, actor=_texts, os_user=_texts, os_uid=st.integers(-1, 2**32), action=_texts,
            outcome=st.sampled_from(Outcome), target=_texts, target_key=_keys, executable=_texts, reason=_texts,
            detail=_texts,
        ),
        min_size=1, max_size=4,
    )
)  # fmt: skip
def test_whatever_deeds_are_kept_they_come_back_and_are_whole(
    deeds: list[Deed], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("trail")
    trail = trail_in(folder)
    kept = [trail.append(deed) for deed in deeds]

    assert list(trail_in(folder).records()) == kept[::-1]
    assert [record.deed.outcome for record in kept] == [deed.outcome for deed in deeds]
    assert checked(folder) == AuditCheck(count=len(deeds), head=kept[-1].hash)


def test_an_older_desk_gets_an_empty_trail_and_keeps_its_marks(tmp_path: Path) -> None:
    shutil.copy(Path(__file__).with_name("migrations") / "0001.sqlite", tmp_path / FILE_NAME)

    assert checked(tmp_path) == AuditCheck(count=0, head=bytes(32))
    assert texts(marks_in(tmp_path).all()) == ["deployed 2.4", "fan noise"]
    trail_in(tmp_path).append(DEED)
    assert checked(tmp_path).count == 1
