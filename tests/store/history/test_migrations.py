"""A history of every older version opens in this one, with all that is in it."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, inspect, text

from procmon_gui.domain.errors import Unavailable
from procmon_gui.store.form import Form, make_tables
from procmon_gui.store.history.database import FILE_NAME, FORM, open_for_writing
from procmon_gui.store.history.schema import REVISION
from procmon_gui.store.upgrading import upgrade_connection
from tests.store.history.machines import day, difference, live
from tests.store.history.recording import opened, stored

OLDER = sorted(Path(__file__).with_name("migrations").glob("*.sqlite"))


def shape(connection: Connection) -> dict[str, object]:
    """Return what tables, columns, keys, indexes and views there are."""
    inspector = inspect(connection)
    found: dict[str, object] = {}
    for table in inspector.get_table_names():
        columns = [
            (column["name"], str(column["type"]), column["nullable"], column["default"])
            for column in inspector.get_columns(table)
        ]
        found[table] = (
            sorted(columns),
            sorted(
                (index["name"], index["column_names"], str(index["dialect_options"].get("sqlite_where")))
                for index in inspector.get_indexes(table)
            ),
            sorted(tuple(unique["column_names"]) for unique in inspector.get_unique_constraints(table)),
            sorted((key["constrained_columns"], key["referred_table"]) for key in inspector.get_foreign_keys(table)),
            inspector.get_pk_constraint(table)["constrained_columns"],
            inspector.get_table_options(table),
        )
    found |= {
        view: " ".join((inspector.get_view_definition(view) or "").split()) for view in inspector.get_view_names()
    }
    return found


def test_a_new_history_has_the_tables_that_all_migrations_together_make() -> None:
    made, migrated = create_engine("sqlite://"), create_engine("sqlite://")
    with made.begin() as connection:
        make_tables(connection, FORM)
        new = shape(connection)
    with migrated.begin() as connection:
        upgrade_connection(connection, FORM)
        old = shape(connection)
    made.dispose()
    migrated.dispose()

    assert new.keys() == old.keys()
    for name in new:
        assert new[name] == old[name], name


def test_there_is_a_file_of_every_older_form() -> None:
    assert [path.stem for path in OLDER] == [f"{number:04}" for number in range(1, int(REVISION))]


@pytest.mark.parametrize("old", OLDER, ids=lambda path: path.stem)
def test_an_older_history_opens_with_its_beats_and_is_rolled_up_little_by_little(old: Path, tmp_path: Path) -> None:
    """It holds two runs of `day`: one that ended, and one that was cut off; both left beats in the journal."""
    shutil.copy(old, tmp_path / FILE_NAME)
    engine, keeper = opened(tmp_path)
    keeper.recover()
    steps = 0
    while keeper.catch_up():
        steps += 1
    with engine.connect() as connection:
        beats = connection.scalar(text("SELECT sum(beat_count) FROM system_minutes"))
        alive = connection.scalar(text("SELECT count(*) FROM processes WHERE last_ms IS NULL"))
        revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    engine.dispose()
    shown = live(day(107)) + live(day(100, first=1000))
    history = stored(tmp_path)

    assert steps > 1
    assert (beats, alive, revision) == (len(shown), 0, REVISION)
    for one in shown[::9]:
        stretch = history.stretch_near(one.at_ms)
        assert stretch is not None
        found = stretch.snapshot_near(one.at_ms)
        assert found is not None
        assert difference(one, found) == []
    assert not list(tmp_path.glob("*before-upgrade*"))


def test_an_upgrade_that_is_interrupted_leaves_the_old_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All steps are one transaction; the copy stays until one goes well."""
    path = tmp_path / FILE_NAME
    shutil.copy(OLDER[0], path)

    def stop_at_the_end(connection: Connection, form: Form) -> None:
        upgrade_connection(connection, form)
        raise OSError("the power is gone")

    with monkeypatch.context() as patch:
        patch.setattr("procmon_gui.store.upgrading.upgrade_connection", stop_at_the_end)
        with pytest.raises(Unavailable, match="the power is gone"):
            open_for_writing(path)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (OLDER[0].stem,)
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'processes'").fetchone() == (0,)
    connection.close()

    open_for_writing(path).engine.dispose()
    assert not list(tmp_path.glob("*before-upgrade*"))
