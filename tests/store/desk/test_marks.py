"""Marks are kept in the desk, in order, and by whoever comes first."""

import sqlite3
import stat
import sys
import threading
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.marks import Mark
from procmon_gui.store.desk.database import FILE_NAME
from tests.store.desk.desks import NOW_MS, marks_in, texts


def test_where_nothing_was_marked_there_is_no_file_and_none_is_made(tmp_path: Path) -> None:
    marks = marks_in(tmp_path / "data")

    assert list(marks.all()) == []
    assert list(tmp_path.iterdir()) == []


def test_marks_are_there_for_the_next_program_by_their_time(tmp_path: Path) -> None:
    marks = marks_in(tmp_path)
    later = marks.add(2000, "fan noise")
    earlier = marks.add(1000, "  deployed\n2.4 ")

    assert list(marks_in(tmp_path).all()) == [earlier, later]
    assert earlier == Mark(id=2, at_ms=1000, text="deployed 2.4", author="anna", made_ms=NOW_MS)


def test_a_mark_gets_other_words_is_taken_away_and_put_back_as_it_was(tmp_path: Path) -> None:
    marks = marks_in(tmp_path)
    one, other = marks.add(1000, "deploied"), marks.add(2000, "fan noise")
    marks.rename(one.id, "deployed")
    marks.remove(other.id)
    assert texts(marks.all()) == ["deployed"]

    marks.restore(other)
    marks.restore(other)

    assert list(marks.all()) == [replace(one, text="deployed"), other]


def test_an_id_is_never_given_to_another_mark_so_that_one_can_be_put_back(tmp_path: Path) -> None:
    marks = marks_in(tmp_path)
    gone = marks.add(1000, "gone")
    marks.remove(gone.id)
    assert marks.add(1000, "new").id != gone.id

    marks.restore(gone)

    assert texts(marks.all()) == ["gone", "new"]


def test_what_was_removed_by_another_program_can_be_renamed_and_removed_in_peace(tmp_path: Path) -> None:
    marks = marks_in(tmp_path)
    mark = marks.add(1000, "gone")
    marks_in(tmp_path).remove(mark.id)

    marks.rename(mark.id, "other")
    marks.remove(mark.id)

    assert list(marks.all()) == []


def test_the_version_is_another_after_every_change_by_anybody_and_the_same_without_one(tmp_path: Path) -> None:
    marks, others = marks_in(tmp_path), marks_in(tmp_path, "script")
    versions = [marks.version()]
    for change in (
        lambda: others.add(1000, "deployed 2.4"),
        lambda: others.rename(1, "deployed 2.5"),
        lambda: marks.remove(1),
        (tmp_path / FILE_NAME).unlink,
    ):
        change()
        versions.append(marks.version())
        assert marks.version() == versions[-1] == others.version()

    assert all(one != before for before, one in pairwise(versions))
    assert (versions[0], versions[-1]) == (None, None)


def test_wrong_words_change_nothing(tmp_path: Path) -> None:
    marks = marks_in(tmp_path)
    mark = marks.add(1000, "one")
    with pytest.raises(WrongInput):
        marks.add(2000, " ")
    with pytest.raises(WrongInput):
        marks.rename(mark.id, "x" * 201)

    assert list(marks.all()) == [mark]


def test_what_other_tools_wrote_into_the_file_is_made_harmless(tmp_path: Path) -> None:
    marks = marks_in(tmp_path)
    marks.add(1000, "one")
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection, connection:
        connection.execute("UPDATE marks SET text = 'a' || char(10) || char(8238) || 'b', author = char(27)")

    (mark,) = marks.all()

    assert (mark.text, mark.author) == (r"a\n\u{202e}b", r"\x1b")


def test_the_file_keeps_only_what_belongs_into_its_columns(tmp_path: Path) -> None:
    marks_in(tmp_path).add(1000, "one")
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        for change in ("at_ms = 'noon'", "text = ''", "text = printf('%201s', 'x')", "author = NULL"):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(f"UPDATE marks SET {change}")


def test_threads_of_one_program_take_turns(tmp_path: Path) -> None:
    marks = marks_in(tmp_path)
    threads = [threading.Thread(target=marks.add, args=(number, f"mark {number}")) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert texts(marks.all()) == [f"mark {number}" for number in range(8)]


@pytest.mark.skipif(sys.platform == "win32", reason="rights of Unix")
def test_nobody_else_can_read_the_desk(tmp_path: Path) -> None:
    marks = marks_in(tmp_path / "new")
    marks.add(1000, "one")
    (tmp_path / "new" / FILE_NAME).chmod(0o644)
    marks_in(tmp_path / "new").add(2000, "two")

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}

    assert modes == {"new": 0o700, FILE_NAME: 0o600, f"{FILE_NAME}-journal": 0o600}


def test_the_journal_is_a_rollback_journal_and_every_commit_is_synced(tmp_path: Path) -> None:
    from sqlalchemy import text

    from procmon_gui.store.sqlite import shared_engine

    marks_in(tmp_path).add(1000, "one")
    with shared_engine(tmp_path / FILE_NAME).connect() as connection:
        found = {
            pragma: connection.execute(text(f"PRAGMA {pragma}")).scalar()
            for pragma in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "secure_delete")
        }

    assert found == {
        "journal_mode": "truncate", "synchronous": 3, "foreign_keys": 1, "trusted_schema": 0, "secure_delete": 1
    }  # fmt: skip
