"""A history that is copied to a server: what is read there is what was shown here, and nobody does more than he may."""

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

import psycopg2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, insert, update
from sqlalchemy.exc import DBAPIError

from procmon_gui.domain.errors import Unavailable, WrongInput
from procmon_gui.domain.history import Span
from procmon_gui.domain.settings_in_memory import SettingsInMemory
from procmon_gui.services.history import open_history_writer
from procmon_gui.services.places import Options
from procmon_gui.services.server import open_server_history
from procmon_gui.store.history.copying import binary_rows
from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.forwarding import back_off_s
from procmon_gui.store.history.recent import BEATS_PER_CHUNK, RecentMemory
from procmon_gui.store.history.schema import HOSTS, REVISION, RUNS
from procmon_gui.store.history.server import open_server, prepare_server
from procmon_gui.store.history.server_hosts import known_hosts
from procmon_gui.store.history.stored import StoredHistory
from procmon_gui.store.hosts import this_host
from procmon_gui.store.postgresql import address_of, connect, words_of
from tests.store.conftest import Team
from tests.store.history.forwarded import MadeUp, forwarding, recorded, until
from tests.store.history.machines import day, difference, live
from tests.store.history.recording import opened, record, recover
from tests.store.postgres import SECRET, Server


def on_server(engine: Engine, machine_id: str = "machine") -> StoredHistory:
    history = StoredHistory(engine, machine_id=machine_id)
    history.refresh()
    return history


def copied(folder: Path, team: Team) -> None:
    """Copy all there is."""
    with forwarding(folder, team.recorder) as forwarder:
        assert until(lambda: forwarder.figures().is_connected and not forwarder.figures().waiting_count)
    assert forwarder.figures().trouble == ""


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1000), commit_every=st.sampled_from([1, 7, 60]), beats=st.integers(70, 200))
def test_what_is_read_from_the_server_is_what_was_shown(
    tmp_path_factory: pytest.TempPathFactory, team: Team, seed: int, commit_every: int, beats: int
) -> None:
    folder = tmp_path_factory.mktemp("history")
    shown = record(folder, day(beats, first=1 + 1000 * seed), commit_every=commit_every)
    recover(folder)
    committed = shown[: beats // commit_every * commit_every]
    team.sql("TRUNCATE procmon_gui.hosts CASCADE")
    copied(folder, team)
    engine = open_server(team.recorder)
    history = on_server(engine)

    past = [history.snapshot_at(one.at_ms) for one in committed[::9]]

    assert [difference(one, found) for one, found in zip(committed[::9], past, strict=True) if found] == [[]] * len(
        past
    )
    span = history.span()
    assert span is not None
    assert (span.from_ms, span.to_ms) == (committed[0].at_ms, committed[-1].at_ms)
    history.close()


def test_two_hosts_at_once_share_a_database_and_are_told_apart(
    tmp_path: Path, team: Team, caplog: pytest.LogCaptureFixture
) -> None:
    shown = {}
    for name, first in (("anna", 1), ("berta", 4001)):
        (tmp_path / name).mkdir()
        shown[name] = record(tmp_path / name, day(150, first=first), machine_id=name)
        recover(tmp_path / name, name)

    with forwarding(tmp_path / "anna", team.recorder) as anna, forwarding(tmp_path / "berta", team.recorder) as berta:
        for one in (anna, berta):
            assert until(lambda one=one: one.figures().is_connected and not one.figures().waiting_count)  # type: ignore[misc]

    engine = open_server(team.recorder)
    spans = {name: Span(from_ms=beats[0].at_ms, to_ms=beats[-1].at_ms) for name, beats in shown.items()}
    assert {host.machine_id: host.span for host in known_hosts(engine, "team")} == spans
    for name, beats in shown.items():
        history = on_server(engine, name)
        found = history.snapshot_at(beats[100].at_ms)
        assert found is not None
        assert difference(beats[100], found) == []
    engine.dispose()
    assert caplog.messages == []


_TELLS_MINUTES = [f"SELECT procmon_gui.add_{name}(1, '[]')" for name in ("program_minutes", "system_sums")]
_ADDS_A_RUN = [
    "INSERT INTO procmon_gui.hosts (machine_id, name) VALUES ('new', 'new')",
    "INSERT INTO procmon_gui.runs (uuid, host_id, began_ms, program_version, lost_beats) "
    "SELECT 'new', id, 0, '', 0 FROM procmon_gui.hosts",
]


@pytest.mark.parametrize("deeds", [_TELLS_MINUTES, _ADDS_A_RUN])
def test_who_makes_a_month_and_who_writes_meanwhile_wait_for_one_another_in_turn(team: Team, deeds: list[str]) -> None:
    now_ms = time.time_ns() // 1_000_000
    next_month = f"SELECT procmon_gui.prepare_month({now_ms + 40 * 24 * 3_600_000})"
    waiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND relation IS NOT NULL"
    connection = connect(address_of(team.recorder))
    with connection.cursor() as cursor, ThreadPoolExecutor(1) as pool:
        cursor.execute(deeds[0])
        made = pool.submit(team.server.sql, next_month, team.database, "recorder")
        assert until(lambda: bool(team.sql(waiting)))

        cursor.execute(deeds[1])
        connection.commit()

        made.result(timeout=60)
    connection.close()


def test_a_recorder_may_insert_and_select_and_nothing_else(team: Team) -> None:
    for deed in (
        "UPDATE procmon_gui.chunks SET number = 0",
        "DELETE FROM procmon_gui.texts",
        "DELETE FROM procmon_gui.chunks",
        "TRUNCATE procmon_gui.chunks",
        "UPDATE procmon_gui.hosts SET name = ''",
        "UPDATE procmon_gui.runs SET ended_ms = 0",
        "DROP TABLE procmon_gui.runs",
        "CREATE TABLE procmon_gui.mine (id int)",
        "ALTER TABLE procmon_gui.runs ADD mine int",
    ):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            team.server.sql(deed, team.database, user="recorder")


def test_each_month_has_a_partition_and_what_a_wrong_clock_wrote_has_one_too(tmp_path: Path, team: Team) -> None:
    made_up = MadeUp(tmp_path)
    made_up.commit(2)
    copied(tmp_path, team)
    years_later = "SELECT procmon_gui.prepare_month(9000000000000000)"

    team.server.sql(years_later, team.database, user="recorder")

    months = {name for (name,) in team.sql("SELECT DISTINCT tableoid::regclass::text FROM procmon_gui.chunks")}
    assert months == {"procmon_gui.chunks_2023_11"}
    assert team.chunks() == made_up.chunks()
    # A clock that says 2099.
    team.sql("UPDATE procmon_gui.chunks SET from_ms = 4087000000000 WHERE number = 3")
    assert ("procmon_gui.chunks_at_other_times",) in team.sql("SELECT tableoid::regclass::text FROM procmon_gui.chunks")


def test_the_end_of_a_run_and_a_new_name_of_its_host_are_told(tmp_path: Path, team: Team) -> None:
    recorded(tmp_path)
    copied(tmp_path, team)
    engine, _ = opened(tmp_path)
    with engine.begin() as connection:
        connection.execute(update(RUNS).values(ended_ms=77, lost_beats=3))
        connection.execute(update(HOSTS).values(name="renamed"))
    engine.dispose()

    copied(tmp_path, team)

    assert team.sql("SELECT DISTINCT ended_ms, lost_beats FROM procmon_gui.runs") == [(77, 3)]
    assert team.sql("SELECT name FROM procmon_gui.hosts") == [("renamed",)]


def test_what_was_sent_before_is_not_sent_again(tmp_path: Path, team: Team) -> None:
    made_up = MadeUp(tmp_path)
    copied(tmp_path, team)
    made_up.commit(3)

    with forwarding(tmp_path, team.recorder) as forwarder:
        assert until(lambda: len(team.chunks()) == len(made_up.chunks()))

    assert forwarder.figures().sent_count == 3
    assert team.chunks() == made_up.chunks()


def test_preparing_twice_changes_nothing_and_a_newer_server_is_left_alone(team: Team, tmp_path: Path) -> None:
    recorded(tmp_path)
    copied(tmp_path, team)
    chunks = team.chunks()

    prepare_server(team.server.url(database=team.database))
    assert team.chunks() == chunks

    team.sql("UPDATE procmon_gui.alembic_version SET version_num = '9999'")
    with pytest.raises(Unavailable, match="newer version"):
        prepare_server(team.server.url(database=team.database))
    # Its tables only grew, so an older host goes on.
    copied(tmp_path, team)


def test_a_server_of_an_older_version_is_brought_up_to_date_and_who_was_granted_a_view_keeps_it(
    postgres: Server,
) -> None:
    """It is made older first: the last step is the one that changed the tables of one that was prepared."""
    database = postgres.new_database()
    prepare_server(url := postgres.url(database=database))
    before = import_module("procmon_gui.store.history.migrations.versions.0003_rollups")._views("postgresql")[-1]
    postgres.sql("DROP VIEW procmon_gui.process_list", database)
    postgres.sql("ALTER TABLE procmon_gui.processes DROP exit_status, DROP ended_ms", database)
    postgres.sql(f"SET search_path = procmon_gui; {before}", database)
    postgres.sql("UPDATE procmon_gui.alembic_version SET version_num = '0005'", database)
    postgres.sql("GRANT SELECT ON procmon_gui.process_list TO PUBLIC", database)

    prepare_server(url)

    assert postgres.sql("SELECT version_num FROM procmon_gui.alembic_version", database) == [(REVISION,)]
    assert postgres.sql("SELECT exit_status, ended_ms FROM procmon_gui.process_list", database) == []
    granted = "SELECT grantee FROM information_schema.role_table_grants WHERE table_name = 'process_list'"
    assert ("PUBLIC",) in postgres.sql(granted, database)


def test_a_database_that_is_not_prepared_is_said_so(
    tmp_path: Path, postgres: Server, caplog: pytest.LogCaptureFixture
) -> None:
    recorded(tmp_path)
    url = postgres.url("postgres", postgres.new_database())

    with forwarding(tmp_path, url) as forwarder:
        assert until(lambda: "is not prepared" in forwarder.figures().trouble)

    assert len(caplog.records) == 1


def test_a_reader_can_not_change_anything(team: Team) -> None:
    engine = open_server(team.server.url(database=team.database))

    with engine.connect() as connection, pytest.raises(DBAPIError, match="read-only transaction"):
        connection.execute(insert(HOSTS).values(machine_id="x", name="x"))
    engine.dispose()


def settings_with(url: str) -> SettingsInMemory:
    # The beats of these tests are some years old.
    return SettingsInMemory({"PROCMON_GUI_HISTORY_POSTGRESQL_URL": url, "PROCMON_GUI_HISTORY_BEATS_DAYS": "3650"})


def test_who_records_copies_what_he_writes_and_another_reads_it(tmp_path: Path, team: Team) -> None:
    memory = RecentMemory()
    shown = live(day(2 * BEATS_PER_CHUNK + 40), memory)
    writer = open_history_writer(Options(data_dir=tmp_path), memory, settings=settings_with(team.recorder))
    writer.start()

    assert until(lambda: len(team.chunks()) > 0)
    assert writer.stop(10.0)

    history = open_server_history(team.recorder, this_host()[0])
    found = history.snapshot_at(shown[30].at_ms)
    assert found is not None
    assert difference(shown[30], found) == []
    history.close()


def test_an_address_that_is_none_does_not_keep_anybody_from_recording(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = settings_with("postgresql://anna:%zzplanted@db/procmon")

    writer = open_history_writer(Options(data_dir=tmp_path), RecentMemory(), settings=settings)

    assert writer.forwarding() is None
    assert "can not be read" in caplog.text
    assert "planted" not in caplog.text


# ---- addresses and secrets


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg2"])
def test_a_bare_address_means_psycopg2(scheme: str, team: Team) -> None:
    url = team.recorder.replace("postgresql", scheme, 1)

    engine = open_server(url)

    assert engine.dialect.driver == "psycopg2"
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    engine.dispose()


def test_a_service_a_password_file_and_several_hosts_are_understood() -> None:
    assert address_of("postgresql:///?service=team").label == "service team"
    assert address_of("postgresql://a@one:1,two:2/db").hosts == ("one", "two")
    assert address_of("postgresql:///db").hosts == ("",)


@pytest.mark.parametrize("text", ["mysql://u:{}@h/db", "{}", "postgresql://u:%zz{}@h/db", "postgresql://u:p@h/d?{}=1"])
def test_an_address_that_is_none_is_refused_without_a_word_of_it(text: str) -> None:
    with pytest.raises(WrongInput) as caught:
        address_of(text.format("planted"))

    assert "planted" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_another_host_has_to_prove_who_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, str]] = []

    def note(**parameters: str) -> None:
        asked.append(parameters)
        raise psycopg2.OperationalError("no")

    monkeypatch.setattr(psycopg2, "connect", note)
    for url in (
        "postgresql://u@192.0.2.1/d",
        "postgresql://u@192.0.2.1/d?sslmode=require",
        "postgresql://u@127.0.0.1/d",
    ):
        with pytest.raises(psycopg2.OperationalError):
            connect(address_of(url))

    assert [parameters.get("sslmode") for parameters in asked] == ["verify-full", "require", None]


def test_a_password_is_nowhere(tmp_path: Path, team: Team, postgres: Server, caplog: pytest.LogCaptureFixture) -> None:
    """Planted in every way in which a server, libpq, psycopg2 and SQLAlchemy may fail."""
    caplog.set_level(logging.DEBUG)
    recorded(tmp_path)
    quoted = SECRET.replace("%", "%25").replace("/", "%2F").replace("@", "%40")
    if not postgres.sql("SELECT 1 FROM pg_roles WHERE rolname = 'guarded'"):
        postgres.sql(f"CREATE ROLE guarded LOGIN PASSWORD '{SECRET}' IN ROLE procmon_gui_recorders")
    right = postgres.url("guarded", team.database, quoted)
    urls = [
        right,
        right.replace("%25", "%25x"),
        right.replace(team.database, "nowhere"),
        right.replace("127.0.0.1", "nowhere.invalid"),
        right.replace(str(postgres.port), "1"),
        right + "?sslmode=verify-full",
        right + "?sslrootcert=/nowhere&sslmode=verify-ca",
    ]
    words: list[str] = []
    for url in urls:
        address = address_of(url)
        words += [repr(address), str(address), address.label]
        with forwarding(tmp_path, url) as forwarder:
            assert until(lambda one=forwarder: one.figures().is_connected or bool(one.figures().trouble))  # type: ignore[misc]
            assert (url == right) == forwarder.figures().is_connected
        words += [repr(forwarder.figures()), repr(forwarder.state())]
        engine = open_server(url)
        words += [repr(engine), str(engine.url)]
        try:
            with engine.connect() as connection:
                words.append(repr(connection.connection.dbapi_connection))
                connection.exec_driver_sql("SELECT nonsense")
        except DBAPIError as error:
            words += [repr(error), str(error), words_of(error), repr(error.__cause__), repr(error.__context__)]
        engine.dispose()
        try:
            prepare_server(url)
        except Unavailable as error:
            words += [repr(error), repr(error.__cause__)]
    words += [caplog.text]
    words += [path.read_bytes().decode("latin-1") for path in tmp_path.rglob("*") if path.is_file()]

    assert [text for text in words if SECRET in text or quoted in text or "hun%25" in text] == []
    assert "***" in Password(right).shown


class Password:
    """What is left of words in which a strange program repeated the password."""

    def __init__(self, url: str) -> None:
        self.shown = address_of(url).without_secrets(f"can not read {url} or {SECRET}")
        assert SECRET not in self.shown


# ---- small parts


def test_waiting_grows_to_a_minute_and_hosts_part() -> None:
    assert [back_off_s(failures, 0.0) for failures in (1, 2, 3, 7, 50)] == [1.0, 2.0, 4.0, 60.0, 60.0]
    assert back_off_s(7, 1.0) == 30.0


def test_binary_rows_are_as_postgresql_writes_them() -> None:
    head, tail = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"

    assert binary_rows([(1, b"ab")]) == head + b"\0\2" + b"\0\0\0\10" + bytes(7) + b"\1" + b"\0\0\0\2ab" + tail


def test_a_history_that_is_not_there_yet_is_waited_for(tmp_path: Path, team: Team) -> None:
    with forwarding(tmp_path, team.recorder) as forwarder:
        assert until(lambda: forwarder.figures().is_connected)
        assert not (tmp_path / FILE_NAME).exists()
        recorded(tmp_path)
        assert until(lambda: len(team.chunks()) > 0)

    assert forwarder.figures().trouble == ""
