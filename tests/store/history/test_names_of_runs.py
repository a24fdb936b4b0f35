"""An older history gets names for its runs, by which a server knows them."""

from pathlib import Path

from sqlalchemy import inspect, select, text

from procmon_gui.store.history.database import FILE_NAME, FORM, open_for_writing
from procmon_gui.store.history.schema import RUNS
from procmon_gui.store.sqlite import writing_engine
from procmon_gui.store.upgrading import upgrade_connection


def test_the_runs_of_an_older_history_get_a_name_each(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.touch()
    engine = writing_engine(path)
    with engine.begin() as connection:
        upgrade_connection(connection, FORM, "0001")
        connection.execute(text("INSERT INTO hosts VALUES (1, 'machine', 'host')"))
        connection.execute(text("INSERT INTO runs VALUES (1, 1, 5, 6, '1', 0), (2, 1, 7, NULL, '1', 0)"))
    engine.dispose()

    engine = open_for_writing(path).engine

    with engine.connect() as connection:
        names = connection.scalars(select(RUNS.c.uuid)).all()
        assert len(set(names)) == 2
        assert {len(name) for name in names} == {32}
        assert [index["unique"] for index in inspect(connection).get_indexes("runs")] == [1]
    engine.dispose()
