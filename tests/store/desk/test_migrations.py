"""A desk of every older version opens in this one, with all that is in it; what a newer one wrote is left alone."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, create_engine

from procmon_gui.domain.errors import Unavailable
from procmon_gui.store import upgrading
from procmon_gui.store.desk import database
from procmon_gui.store.desk.database import FILE_NAME, FORM
from procmon_gui.store.desk.schema import REVISION
from procmon_gui.store.form import Form, Newer, make_tables
from procmon_gui.store.upgrading import COPY, upgrade_connection
from tests.store.desk.desks import marks_in, texts
from tests.store.desk.test_audit import DEED, Patient, trail_in
from tests.store.history.test_migrations import shape

OLDER = sorted(Path(__file__).with_name("migrations").glob("*.sqlite"))
NEXT = str(int(REVISION) + 1).zfill(4)
STEP = f'''
import sqlalchemy as sa
from alembic import op
revision, down_revision = "{NEXT}", "{REVISION}"
def upgrade():
    op.create_table("shelves", sa.Column("id", sa.Integer(), primary_key=True))
'''


def definitions(connection: Connection) -> list[str]:
    """Return how everything in a file is defined, but for blanks."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return sorted(" ".join(sql.replace('"', "").split()) for name, sql in rows if name != "alembic_version")


def test_a_new_desk_has_the_tables_that_all_migrations_together_make() -> None:
    found = []
    for make in (make_tables, upgrade_connection):
        engine = create_engine("sqlite://")
        with engine.begin() as connection:
            make(connection, FORM)
            found.append((shape(connection), definitions(connection)))
            head = connection.exec_driver_sql("PRAGMA application_id").scalar()
        engine.dispose()
        assert head == FORM.application_id

    assert found[0] == found[1]


def test_there_is_a_file_of_every_older_form() -> None:
    assert [path.stem for path in OLDER] == [f"{number:04}" for number in range(1, int(REVISION))]


@pytest.fixture
def next_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Form:
    """Be the next version of this program, that has a table more."""
    folder = tmp_path / "migrations"
    shutil.copytree(FORM.migrations, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / f"{NEXT}_shelves.py").write_text(STEP)
    tables = MetaData()
    for table in FORM.tables.tables.values():
        table.to_metadata(tables)
    Table("shelves", tables, Column("id", Integer, primary_key=True))
    form = replace(FORM, revision=NEXT, tables=tables, migrations=folder)
    monkeypatch.setattr(database, "FORM", form)
    monkeypatch.setattr(database, "REVISION", NEXT)
    return form


def written(folder: Path) -> Path:
    """Return the file of a desk that this version wrote."""
    marks_in(folder).add(1000, "deployed 2.4")
    return folder / FILE_NAME


def test_the_next_version_keeps_all_marks_and_a_copy_of_what_was_before(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = written(tmp_path / "data")
    request.getfixturevalue("next_form")

    assert texts(marks_in(path.parent).all()) == ["deployed 2.4"]
    copy = path.with_name(path.name + COPY)
    with closing(sqlite3.connect(path)) as new, closing(sqlite3.connect(copy)) as old:
        revisions = [one.execute("SELECT version_num FROM alembic_version").fetchone()[0] for one in (new, old)]
        assert revisions == [NEXT, REVISION]
        assert old.execute("SELECT text FROM marks").fetchall() == [("deployed 2.4",)]
    assert copy.stat().st_mode & 0o077 == 0


def test_a_trail_that_an_older_version_wrote_is_still_whole(tmp_path: Path) -> None:
    """The hash of a record is over what there was when it was written."""
    shutil.copy(OLDER[-1], tmp_path / FILE_NAME)

    check = trail_in(tmp_path).verify(Patient())

    assert (check.count, check.fault) == (5, "")
    trail_in(tmp_path).append(DEED)
    assert trail_in(tmp_path).verify(Patient()).count == 6


def test_an_upgrade_that_is_interrupted_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    path = written(tmp_path / "data")
    request.getfixturevalue("next_form")

    def stop_at_the_end(connection: Connection, form: Form) -> None:
        upgrade_connection(connection, form)
        raise OSError("the power is gone")

    with monkeypatch.context() as patch:
        patch.setattr(upgrading, "upgrade_connection", stop_at_the_end)
        with pytest.raises(Unavailable, match="the power is gone"):
            marks_in(path.parent).all()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (REVISION,)

    assert texts(marks_in(path.parent).all()) == ["deployed 2.4"]


def test_what_a_newer_version_wrote_is_refused_and_left_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(database, "FORM", replace(FORM, revision=NEXT))
        patch.setattr(database, "REVISION", NEXT)
        path = written(tmp_path / "data")
    before = path.read_bytes()
    marks = marks_in(path.parent)

    for deed in (marks.all, lambda: marks.add(1, "x"), lambda: marks.remove(1)):
        with pytest.raises(Newer, match=f"written by a newer version of this program .its format is {int(NEXT)}"):
            deed()

    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir() if file.name.endswith(COPY)] == []


def test_a_program_that_is_open_while_another_brings_the_desk_up_to_date_notices(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "data")
    marks = marks_in(path.parent)
    marks.all()
    request.getfixturevalue("next_form")
    marks_in(path.parent).all()
    monkeypatch.setattr(database, "FORM", FORM)
    monkeypatch.setattr(database, "REVISION", REVISION)

    with pytest.raises(Newer):
        marks.add(2000, "of an older program")
