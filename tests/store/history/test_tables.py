"""The tables that are kept for longer, as people ask them."""

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, inspect

from procmon_gui.store.history.database import FILE_NAME, open_for_writing
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.rollup_schema import METADATA
from procmon_gui.store.history.stored import StoredHistory
from procmon_gui.store.sqlite import reading_engine
from tests.store.history.machines import day, status_of, with_ends
from tests.store.history.recording import record, record_and_end, start_again

PAGE = Path(__file__).parents[3] / "resources" / "docs" / "manual" / "history-tables.md"
# What only this program reads.
PACKED = {"chunks", "journal", "texts", "process_minutes", "host_minutes", "alembic_version"}


def test_who_ended_after_a_moment_of_the_past_is_known_as_it_was_live(tmp_path: Path) -> None:
    memory = RecentMemory()
    shown = record(tmp_path, with_ends(day(240)), memory=memory)
    live_ends = [memory.ended_since(shown[place].at_ms) for place in (5, 6, 100)]
    start_again(tmp_path)
    history = LongHistory(RecentMemory(), tmp_path / FILE_NAME)
    history.refresh()

    assert [history.ended_since(shown[place].at_ms) for place in (5, 6, 100)] == live_ends
    told = [ends[serial].status for ends, serial in zip(live_ends, (3, 5007, 13), strict=True)]
    assert told == [status_of(3), status_of(5007), status_of(13)]
    history.close()


def test_a_look_at_what_there_is_reads_no_page_of_what_is_packed(tmp_path: Path) -> None:
    """It would be a page for each minute of a week."""
    record(tmp_path, day(130))
    asked: list[tuple[str, Any]] = []
    engine = reading_engine(tmp_path / FILE_NAME)

    @event.listens_for(engine, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    StoredHistory(engine).refresh()
    with engine.connect() as connection:
        ways = [
            row.detail
            for statement, parameters in list(asked)
            if "FROM chunks" in statement
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    engine.dispose()

    walks = [way for way in ways if way.startswith("SCAN")]
    assert len(walks) == 3
    # The first by number is found at once.
    assert [way for way in walks if "COVERING INDEX" not in way] == ["SCAN chunks"]


def test_the_manual_tells_every_column_of_the_views_and_of_the_tables_for_people(tmp_path: Path) -> None:
    page = PAGE.read_text()
    engine = open_for_writing(tmp_path / FILE_NAME).engine
    inspector = inspect(engine)
    columns = {view: [column["name"] for column in inspector.get_columns(view)] for view in inspector.get_view_names()}
    columns |= {
        table: [column["name"] for column in inspector.get_columns(table)]
        for table in ("program_minutes", "program_hours")
    }
    engine.dispose()

    missing = [
        (view, name)
        for view, names in columns.items()
        for name in names
        if f"`{name}`" not in page and f"`{name.removesuffix('_max')}`" not in page
    ]
    assert missing == []
    assert {name for name in METADATA.tables if f"`{name}`" not in page} <= PACKED


@pytest.mark.parametrize("number", range(5))
def test_the_examples_of_the_manual_run(tmp_path: Path, number: int) -> None:
    example = re.findall(r"```sql\n(.*?)```", PAGE.read_text(), re.DOTALL)[number]
    record_and_end(tmp_path, day(70))
    engine = open_for_writing(tmp_path / FILE_NAME).engine
    with engine.connect() as connection:
        connection.exec_driver_sql(example.replace("$__from", "0").replace("$__to", "9000000000000000"))
    engine.dispose()


def test_there_is_an_example_for_each_test_of_one() -> None:
    assert PAGE.read_text().count("```sql") == 5
