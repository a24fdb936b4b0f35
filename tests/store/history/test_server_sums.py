"""Sums by minute and hour on the server are those on the disk, to the last bit, whatever happens in between."""

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from procmon_gui.domain.reading import Reading
from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.news import Mark
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.rollup_schema import PROGRAM_HOURS, PROGRAM_MINUTES, SYSTEM_SUMS
from procmon_gui.store.history.server import PARTITIONED, prepare_server
from procmon_gui.store.history.sums_copier import SumsCopier
from tests.store.conftest import Team
from tests.store.history.forwarded import forwarding, until
from tests.store.history.machines import beating, day
from tests.store.history.recording import opened, record, record_and_end, rows, start_again
from tests.store.history.test_retention import noisy
from tests.store.postgres import Server

# The number of the beat with which an hour begins.
HOUR = 2800
KILLS = 6


def _asking(table: Any, time: str) -> str:
    keys = ("host_id", "program_id", time)
    values = ", ".join(f"t.{column.name}" for column in table.columns if column.name not in keys)
    if "program_id" not in table.columns:
        return f"SELECT h.machine_id, t.{time}, {values} FROM {table.name} t JOIN hosts h ON h.id = t.host_id"
    return (
        f"SELECT h.machine_id, t.{time}, p.name, p.executable, {values} FROM {table.name} t "
        "JOIN hosts h ON h.id = t.host_id JOIN programs p ON p.id = t.program_id"
    )


_ASKED = (
    _asking(SYSTEM_SUMS, "minute_ms"),
    _asking(PROGRAM_MINUTES, "minute_ms"),
    _asking(PROGRAM_HOURS, "hour_ms"),
)
Told = list[list[tuple[Any, ...]]]


def on_disk(*folders: Path) -> Told:
    found: Told = [[] for _ in _ASKED]
    for folder in folders:
        connection = sqlite3.connect(folder / FILE_NAME)
        for place, query in enumerate(_ASKED):
            found[place] += connection.execute(query).fetchall()
        connection.close()
    return [sorted(part, key=repr) for part in found]


def on_server(team: Team) -> Told:
    return [sorted(team.sql(f"SET search_path = procmon_gui; {query}"), key=repr) for query in _ASKED]


def copied(team: Team, *folders: Path) -> bool:
    """Copy what folders hold, and wait until the server tells the same."""
    for folder in folders:
        wanted = on_disk(*folders)
        with forwarding(folder, team.recorder) as forwarder:
            until(lambda wanted=wanted: on_server(team) == wanted or bool(forwarder.figures().trouble), 10.0)  # type: ignore[misc]
        assert forwarder.figures().trouble == ""
    return on_server(team) == on_disk(*folders)


def test_what_is_on_the_disk_is_on_the_server_and_people_can_ask_for_it(tmp_path: Path, team: Team) -> None:
    record_and_end(tmp_path, day(200, first=HOUR - 100))

    assert copied(team, tmp_path)
    machine, minutes, hours = on_disk(tmp_path)
    assert len(machine) > 3
    assert len(minutes) > 10
    assert len({hour[1] for hour in hours}) == 2
    minute = team.sql("SELECT host, minute, beat_count FROM procmon_gui.system_minutes ORDER BY minute_ms LIMIT 1")
    here = rows(tmp_path, "SELECT host, minute, beat_count FROM system_minutes ORDER BY minute_ms LIMIT 1")
    assert minute == [tuple(row.values()) for row in here]
    used = "SELECT round(sum(cpu_s)::numeric, 3)::text FROM procmon_gui.cpu_by_program_and_hour"
    (local,) = rows(tmp_path, "SELECT printf('%.3f', sum(cpu_s)) AS cpu_s FROM cpu_by_program_and_hour")
    assert team.sql(used) == [(local["cpu_s"],)]


def test_a_minute_that_was_sent_grows_when_more_of_it_is_known(tmp_path: Path, team: Team) -> None:
    """A recorder is stopped in the midst of a minute and starts again; then an hour is over."""
    for first in (HOUR - 330, HOUR - 240, HOUR - 60):
        record_and_end(tmp_path, day(90, first=first))
        start_again(tmp_path)
        assert copied(team, tmp_path)


def test_two_hosts_are_told_apart_and_share_the_names_of_programs(tmp_path: Path, team: Team) -> None:
    for name, first in (("anna", 1), ("berta", 31)):
        (tmp_path / name).mkdir()
        record(tmp_path / name, day(150, first=first), machine_id=name)
        start_again(tmp_path / name)

    copied(team, tmp_path / "anna")
    with forwarding(tmp_path / "berta", team.recorder):
        assert until(lambda: on_server(team) == on_disk(tmp_path / "anna", tmp_path / "berta"))


def test_while_the_sums_of_an_earlier_run_are_being_made_none_is_sent(tmp_path: Path, team: Team) -> None:
    record(tmp_path, day(700))
    engine, keeper = opened(tmp_path)
    with engine.begin() as connection:
        for table in ("system_sums", "program_minutes", "process_minutes", "host_minutes"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
        connection.exec_driver_sql("UPDATE runs SET next_digest = 0")
    keeper.recover()
    with forwarding(tmp_path, team.recorder) as forwarder:
        assert keeper.catch_up()
        assert until(lambda: len(team.chunks()) > 10)
        assert on_server(team) == [[], [], []]
        while keeper.catch_up():
            pass
        assert until(lambda: on_server(team) == on_disk(tmp_path))
    engine.dispose()
    assert forwarder.figures().trouble == ""


def test_what_a_server_has_lost_is_sent_again_and_what_its_owner_let_go_is_not(tmp_path: Path, team: Team) -> None:
    record_and_end(tmp_path, day(600, first=HOUR - 300))
    assert copied(team, tmp_path)

    team.sql("SELECT min(minute_ms) + 180000 AS at_ms INTO procmon_gui.restored FROM procmon_gui.system_sums")
    for table, time in (("system_sums", "minute_ms"), ("program_minutes", "minute_ms"), ("program_hours", "hour_ms")):
        team.sql(f"DELETE FROM procmon_gui.{table} WHERE {time} > (SELECT at_ms FROM procmon_gui.restored)")
    assert copied(team, tmp_path)

    for table, time in (("system_sums", "minute_ms"), ("program_minutes", "minute_ms"), ("program_hours", "hour_ms")):
        oldest = f"(SELECT min({time}) FROM procmon_gui.{table})"
        team.sql(f"DELETE FROM procmon_gui.{table} WHERE {time} = {oldest}")
    left = on_server(team)
    with forwarding(tmp_path, team.recorder) as forwarder:
        assert until(lambda: forwarder.figures().is_connected)
        assert not until(lambda: on_server(team) != left, 1.0)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_server_that_is_killed_again_and_again_tells_the_same_in_the_end(
    tmp_path: Path, team: Team, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Killed between and inside of the small transactions in which a day is told."""
    monkeypatch.setattr("procmon_gui.store.history.sums_copier._ROWS_AT_ONCE", 20)
    sent = []
    really = SumsCopier._tell_minutes

    def noted(self: SumsCopier, *values: Any) -> int:
        size_bytes = really(self, *values)
        sent.append(size_bytes)
        return size_bytes

    monkeypatch.setattr(SumsCopier, "_tell_minutes", noted)
    record_and_end(tmp_path, day(1200))
    with forwarding(tmp_path, team.recorder):
        for _ in range(KILLS):
            before = len(sent)
            assert until(lambda before=before: len(sent) > before or on_server_is(team, tmp_path))  # type: ignore[misc]
            team.server.kill()
            team.server.start()
        assert until(lambda: on_server(team) == on_disk(tmp_path))
    assert len(sent) > KILLS // 2
    assert caplog.records


def on_server_is(team: Team, folder: Path) -> bool:
    try:
        return on_server(team) == on_disk(folder)
    except psycopg2.Error:
        return False


def test_while_it_is_recorded_the_server_follows(tmp_path: Path, team: Team) -> None:
    memory, mark = RecentMemory(), Mark()
    engine, keeper = opened(tmp_path)
    readings: Sequence[Reading] = day(400, first=HOUR - 200)
    with forwarding(tmp_path, team.recorder) as forwarder:
        for number, _ in enumerate(beating(readings, memory), 1):
            if number % 10 == 0:
                news = memory.news(mark)
                keeper.save(news)
                keeper.catch_up()
                mark = news.mark
            if number % 100 == 0:
                assert until(lambda: on_server(team) == on_disk(tmp_path))
        keeper.end_run(1)
        assert until(lambda: on_server(team) == on_disk(tmp_path))
    engine.dispose()
    assert forwarder.figures().trouble == ""


def test_nobody_who_records_can_make_less_of_what_is_there(tmp_path: Path, team: Team) -> None:
    record_and_end(tmp_path, day(100))
    assert copied(team, tmp_path)
    before = on_server(team)
    (host_id, minute_ms) = team.sql("SELECT host_id, min(minute_ms) FROM procmon_gui.system_sums GROUP BY 1")[0]
    (program,) = team.sql("SELECT program_id FROM procmon_gui.program_minutes LIMIT 1")[0]
    told = json.dumps(
        [{"minute_ms": minute_ms, "program_id": program, "beat_count": 0, "process_count": 0, "cpu_ms": 0}]
    )

    for statement in (
        "UPDATE procmon_gui.system_sums SET beat_count = 0",
        "DELETE FROM procmon_gui.program_minutes",
        "UPDATE procmon_gui.programs SET name = ''",
    ):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            team.server.sql(statement, team.database, user="recorder")
    team.server.sql(f"SELECT procmon_gui.add_program_minutes({host_id}, '{told}')", team.database, user="recorder")

    assert [len(part) for part in on_server(team)] == [len(part) for part in before]
    less = [one for part, was in zip(on_server(team), before, strict=True) for one in set(was) - set(part)]
    assert less == []


def test_a_long_path_and_odd_names_do_not_stop_the_copying(tmp_path: Path, team: Team) -> None:
    record_and_end(tmp_path, day(100))
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    with connection:
        for number, name in enumerate(("a'b\"c\\", "%s {} $1", "ü" * 3000, "\\u0041")):
            connection.execute(
                "UPDATE programs SET name = ?, executable = ? WHERE id = ?", (name[:60], "/" + name, number + 1)
            )
    connection.close()

    with forwarding(tmp_path, team.recorder) as forwarder:
        assert until(lambda: len(on_server(team)[2]) == len(on_disk(tmp_path)[2]))
        assert forwarder.figures().trouble == ""
    names = {name for (name,) in team.sql("SELECT name FROM procmon_gui.programs")}
    assert {"a'b\"c\\", "%s {} $1", "\\u0041"} <= names


def test_many_programs_arrive_too(tmp_path: Path, team: Team) -> None:
    record_and_end(tmp_path, noisy(130))

    assert copied(team, tmp_path)


def test_each_month_has_its_partitions_which_can_be_let_go(tmp_path: Path, team: Team) -> None:
    record_and_end(tmp_path, day(100))
    assert copied(team, tmp_path)

    for table in PARTITIONED:
        assert team.sql(f"SELECT DISTINCT tableoid::regclass::text FROM procmon_gui.{table}") == [
            (f"procmon_gui.{table}_2023_11",)
        ]
        team.sql(f"DROP TABLE procmon_gui.{table}_2023_11")
    assert on_server(team) == [[], [], []]


def test_a_server_that_was_prepared_before_there_were_sums_is_said_so(
    tmp_path: Path, team: Team, postgres: Server, caplog: pytest.LogCaptureFixture
) -> None:
    record_and_end(tmp_path, day(100))
    team.sql("DROP FUNCTION procmon_gui.add_program_hours")
    with forwarding(tmp_path, team.recorder) as forwarder:
        assert until(lambda: "is not prepared" in forwarder.figures().trouble)
        prepare_server(postgres.url(database=team.database))
        assert until(lambda: on_server(team) == on_disk(tmp_path))
    assert len(caplog.records) == 1
