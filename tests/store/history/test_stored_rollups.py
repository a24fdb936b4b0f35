"""The tables that are kept for longer, as this program and as people ask them."""

import re
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import inspect

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.database import FILE_NAME, open_for_writing
from procmon_gui.store.history.digest import HOUR_MS, MINUTE_MS
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.rollup_schema import METADATA
from procmon_gui.store.history.stored_rollups import StoredRollUps
from tests.store.history.machines import day
from tests.store.history.notes import Notes
from tests.store.history.recording import record, record_and_end, rows, start_again, stored

PAGE = Path(__file__).parents[3] / "resources" / "docs" / "manual" / "history-tables.md"
# What only this program reads.
PACKED = {"chunks", "journal", "texts", "process_minutes", "host_minutes", "alembic_version"}
ALWAYS = (0, 2**53)


@pytest.fixture
def hours(tmp_path: Path) -> tuple[Path, list[Snapshot]]:
    """Return a history of some hours in which a beat was taken every minute."""
    return tmp_path, record_and_end(tmp_path, day(300, every_s=60))


def rollups(folder: Path) -> StoredRollUps:
    return stored(folder).rollups


def test_minutes_of_the_machine_come_one_by_one_or_in_steps(hours: tuple[Path, list[Snapshot]]) -> None:
    folder, shown = hours
    one_by_one = rollups(folder).system_minutes(*ALWAYS, ["memory_used_bytes", "cpu_busy_ratio", "load_1min"])
    in_steps = rollups(folder).system_minutes(*ALWAYS, ["memory_used_bytes"], step_ms=HOUR_MS)
    used = np.array([one.host_value("host.memory.used_bytes") for one in shown])

    np.testing.assert_allclose(one_by_one.means["memory_used_bytes"], used)
    assert np.isnan(one_by_one.means["cpu_busy_ratio"][0])
    assert set(one_by_one.most) == {"memory_used_bytes", "cpu_busy_ratio"}
    hour_of = np.array([one.at_ms // HOUR_MS * HOUR_MS for one in shown])
    assert in_steps.at_ms.tolist() == np.unique(hour_of).tolist()
    assert in_steps.means["memory_used_bytes"][1] == pytest.approx(used[hour_of == in_steps.at_ms[1]].mean())
    assert in_steps.most["memory_used_bytes"][1] == pytest.approx(used[hour_of == in_steps.at_ms[1]].max())


def test_minutes_without_a_beat_are_missing(tmp_path: Path) -> None:
    record(tmp_path, day(130))
    start_again(tmp_path)
    nothing = rollups(tmp_path).system_minutes(0, 1, ["cpu_busy_ratio"])

    assert (len(nothing.at_ms), len(nothing.means["cpu_busy_ratio"])) == (0, 0)


@pytest.mark.parametrize(("from_minute", "to_minute"), [(0, 299), (0, 61), (100, 250), (130, 140), (46, 46)])
def test_the_top_programs_of_a_time_are_those_that_used_most_in_it(
    hours: tuple[Path, list[Snapshot]], from_minute: int, to_minute: int
) -> None:
    """Hours where they lie inside, minutes around them."""
    folder, shown = hours
    notes = Notes(shown)
    from_ms, to_ms = (shown[minute].at_ms // MINUTE_MS * MINUTE_MS for minute in (from_minute, to_minute))
    used: dict[str, float] = {}
    for (minute_ms, name, figure), value in notes.used.items():
        if figure == "cpu_s" and from_ms <= minute_ms <= to_ms:
            used[name] = used.get(name, 0.0) + value

    found = rollups(folder).top_programs(from_ms, to_ms, count=1000)

    assert sum(one.cpu_ms or 0 for one in found) == pytest.approx(sum(used.values()) * 1000, rel=0.01)
    by_name: dict[str, float] = {}
    for one in found:
        by_name[one.name] = by_name.get(one.name, 0.0) + (one.cpu_ms or 0)
    assert by_name[found[0].name] == pytest.approx(used[found[0].name] * 1000, rel=0.01)
    assert [one.cpu_ms or 0 for one in found] == sorted((one.cpu_ms or 0 for one in found), reverse=True)


def test_the_hour_that_goes_on_is_told_by_its_minutes(tmp_path: Path) -> None:
    shown = record(tmp_path, day(150))
    minutes = rollups(tmp_path).top_programs(*ALWAYS)

    assert rows(tmp_path, "SELECT * FROM program_hours") == []
    assert minutes[0].name.startswith("name")
    assert 0 < (minutes[0].cpu_ms or 0) < len(shown) * 1000


def test_who_ended_after_a_moment_of_the_past_is_known_as_it_was_live(tmp_path: Path) -> None:
    memory = RecentMemory()
    shown = record(tmp_path, day(240), memory=memory)
    live_ends = [memory.ended_since(shown[place].at_ms) for place in (5, 6, 100)]
    start_again(tmp_path)
    history = LongHistory(RecentMemory(), tmp_path / FILE_NAME)
    history.refresh()

    assert [history.ended_since(shown[place].at_ms) for place in (5, 6, 100)] == live_ends
    assert any(live_ends)
    history.close()


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
