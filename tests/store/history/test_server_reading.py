"""Another machine's past, read from the server of a team: what is printed, and what is said when it can not be read.

All of it against a real PostgreSQL.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.history import Span
from procmon_gui.domain.recorded_hosts import WhichHost
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.reports.values import iso_utc
from procmon_gui.services.server import look_at_server, open_server_history, password_to_environment, viewer_command
from procmon_gui.store.history.sealed_history import open_incident
from procmon_gui.store.history.server import prepare_server
from procmon_gui.store.postgresql import address_of
from procmon_gui.terminal.arguments import parse
from procmon_gui.terminal.compare import run_compare
from procmon_gui.terminal.doctor import run_doctor
from procmon_gui.terminal.export import run_export
from procmon_gui.terminal.incident import run_incident
from procmon_gui.terminal.query import run_query
from procmon_gui.terminal.request import Request
from tests.stopwatch import Stopwatch
from tests.store.conftest import Team
from tests.store.history.cuts import visible_difference
from tests.store.history.forwarded import forwarding, until
from tests.store.history.machines import day, difference
from tests.store.history.recording import record, recover
from tests.store.postgres import SECRET, Server

HOSTS = {"anna": ("web-7", 1), "berta": ("db-1", 4001)}


@dataclass(frozen=True)
class Past:
    """A server with the histories of two machines, and what was shown of them."""

    team: Team
    shown: dict[str, list[Snapshot]]

    def run(self, *words: str) -> int:
        """Run a verb of the terminal against the server; return its exit status."""
        verbs: dict[str, Callable[[Request], int]] = {
            "query": run_query, "export": run_export, "incident": run_incident, "compare": run_compare,
            "doctor": run_doctor,
        }  # fmt: skip
        request = parse([*words, "--server", self.team.recorder])
        return verbs[request.verb](request)


@pytest.fixture(scope="module")
def past(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Past:
    database = postgres.new_database()
    prepare_server(postgres.url(database=database))
    team, shown = Team(postgres, database), {}
    for machine, (name, first) in HOSTS.items():
        folder = tmp_path_factory.mktemp(machine)
        shown[name] = record(folder, day(150, first=first), machine_id=machine)
        recover(folder, machine)
        with forwarding(folder, team.recorder) as forwarder:
            assert until(lambda one=forwarder: one.figures().is_connected and not one.figures().waiting_count)  # type: ignore[misc]
        team.sql(f"UPDATE procmon_gui.hosts SET name = '{name}' WHERE machine_id = '{machine}'")
    return Past(team, shown)


def utc(at_ms: int) -> str:
    return iso_utc(at_ms / 1000) or ""


# ---- which machine


def test_without_a_choice_the_machines_are_told_with_from_when_to_when(
    past: Past, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past.run("query") == 2

    begin, end = (utc(past.shown["web-7"][place].at_ms)[:16].replace("T", " ") for place in (0, -1))
    head, *lines = capsys.readouterr().err.splitlines()
    assert head == (
        f"procmon-gui: {past.team.database} on 127.0.0.1 has the histories of 2 machines, choose one with --host:"
    )
    assert lines[0].startswith("  db-1   berta  ")
    assert lines[1] == f"  web-7  anna  {begin} to {end} UTC"


def test_a_machine_that_is_not_there_is_said_beside_those_that_are(
    past: Past, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past.run("query", "--host", "web-8") == 2

    told = capsys.readouterr().err
    assert "There is no machine “web-8” on" in told
    assert "web-7" in told


def test_a_name_a_name_in_other_letters_and_a_fingerprint_are_understood(past: Past) -> None:
    for wanted in ("web-7", "WEB-7", "anna"):
        history = open_server_history(past.team.recorder, wanted)
        assert history.host_name == "web-7"
        assert [host.name for host in history.hosts] == ["db-1", "web-7"]
        history.close()


def test_one_machine_is_opened_without_asking(team: Team, tmp_path: Path) -> None:
    record(tmp_path, day(150))
    recover(tmp_path)
    with forwarding(tmp_path, team.recorder) as forwarder:
        assert until(lambda: forwarder.figures().is_connected and not forwarder.figures().waiting_count)

    history = open_server_history(team.recorder)

    assert history.host_name == "host"
    history.close()


def test_two_machines_of_one_name_are_told_apart_by_their_fingerprints(team: Team) -> None:
    for machine in ("0123456789abcdef", "fedcba9876543210"):
        team.sql(f"INSERT INTO procmon_gui.hosts (machine_id, name) VALUES ('{machine}', 'localhost')")

    with pytest.raises(WhichHost, match=r"2 machines are called “localhost”.*01234567"):
        open_server_history(team.recorder, "localhost")
    with pytest.raises(Unavailable, match="has nothing of localhost that can be shown yet"):
        open_server_history(team.recorder, "fedcba98")


# ---- what is read


def test_query_prints_the_moment_of_the_machine_that_was_chosen(past: Past, capsys: pytest.CaptureFixture[str]) -> None:
    moment = past.shown["db-1"][100]

    assert past.run("query", "--host", "db-1", "--at", utc(moment.at_ms), "--format", "json") == 0

    told = json.loads(capsys.readouterr().out)
    assert (told["host"], told["at_utc"]) == ("db-1", utc(moment.at_ms))
    assert len(told["processes"]) == len(moment.rows)


def test_export_writes_every_moment_of_a_time(past: Past, tmp_path: Path) -> None:
    shown, out = past.shown["web-7"], tmp_path / "night.jsonl"
    span = ("--from", utc(shown[10].at_ms), "--to", utc(shown[40].at_ms))

    assert past.run("export", "--host", "web-7", *span, "--out", str(out)) == 0

    assert [json.loads(line)["at_utc"] for line in out.read_text().splitlines()] == [
        utc(one.at_ms) for one in shown[10:41]
    ]


def test_an_incident_holds_the_machine_that_was_chosen_and_nothing_of_the_others(past: Past, tmp_path: Path) -> None:
    shown, out = past.shown["web-7"], tmp_path / "night.procmon"
    span = ("--from", utc(shown[0].at_ms), "--to", utc(shown[-1].at_ms), "--with-command-lines")

    assert past.run("incident", "--host", "web-7", *span, "--out", str(out)) == 0

    history = open_incident(out)
    found = history.snapshot_at(shown[100].at_ms)
    assert history.host_name == "web-7"
    assert found is not None
    assert visible_difference(shown[100], found) == []
    history.close()


def test_compare_compares_what_the_server_has(past: Past, capsys: pytest.CaptureFixture[str]) -> None:
    shown = past.shown["web-7"]
    words = ("--from", utc(shown[70].at_ms), "--to", utc(shown[-1].at_ms), "--all", "--format", "json")

    assert past.run("compare", "--host", "web-7", *words) == 0

    assert json.loads(capsys.readouterr().out)["programs"]


def test_doctor_tells_which_machines_a_server_has_and_how_much_room_they_take(
    past: Past, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past.run("doctor", "--json") == 0

    told = json.loads(capsys.readouterr().out)["server"]
    assert told["hosts"]["value"] == 2
    assert told["size_bytes"]["value"] > 100_000
    assert " to " in told["host_anna"]["text"]


def test_spans_are_those_of_the_beats(past: Past) -> None:
    _, hosts, _ = look_at_server(past.team.recorder)

    assert [host.span for host in hosts] == [
        Span(from_ms=past.shown[name][0].at_ms, to_ms=past.shown[name][-1].at_ms) for name in ("db-1", "web-7")
    ]


# ---- bad days


def said(url: str, host: str = "") -> str:
    """Return why nothing is opened."""
    with pytest.raises(Unavailable) as caught:
        open_server_history(url, host).close()
    assert SECRET not in str(caught.value)
    return str(caught.value)


def test_a_server_that_is_down_is_said_at_once_and_the_verb_fails(
    past: Past, capsys: pytest.CaptureFixture[str]
) -> None:
    url = past.team.recorder.replace(f":{past.team.server.port}/", ":1/")

    assert run_query(parse(["query", "--server", url])) == 1

    told = capsys.readouterr().err
    assert f"{past.team.database} on 127.0.0.1 can not be reached: connection to server at" in told
    assert "Connection refused" in told
    assert "Look at the address and the password" in told


def test_a_server_that_is_frozen_is_given_up_in_time(past: Past) -> None:
    watch = Stopwatch()
    with past.team.server.frozen():
        assert "can not be reached" in said(past.team.recorder)
    assert watch.took_s < 15


def test_a_wrong_password_is_said_and_is_in_no_word(past: Past, postgres: Server) -> None:
    if not postgres.sql("SELECT 1 FROM pg_roles WHERE rolname = 'guarded'"):
        postgres.sql(f"CREATE ROLE guarded LOGIN PASSWORD '{SECRET}' IN ROLE procmon_gui_recorders")

    told = said(postgres.url("guarded", past.team.database, "planted"))

    assert 'password authentication failed for user "guarded"' in told
    assert "planted" not in told


def test_a_password_is_taken_from_where_libpq_looks(
    past: Past, postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not postgres.sql("SELECT 1 FROM pg_roles WHERE rolname = 'guarded'"):
        postgres.sql(f"CREATE ROLE guarded LOGIN PASSWORD '{SECRET}' IN ROLE procmon_gui_recorders")
    url = postgres.url("guarded", past.team.database)
    monkeypatch.setenv("PGPASSWORD", SECRET)
    open_server_history(url, "web-7").close()
    monkeypatch.delenv("PGPASSWORD")

    words = tmp_path / "pgpass"
    words.write_text(f"*:*:*:guarded:{SECRET}\n")
    words.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(words))
    open_server_history(url, "web-7").close()


def test_a_password_reaches_the_window_of_another_machine_by_the_environment_and_not_by_arguments_that_all_can_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PGPASSWORD", "")
    url = f"postgresql://anna:{quote(SECRET, safe='')}@db.example.com:5433/te%20am?sslmode=require"

    command, _ = viewer_command(password_to_environment(url), "1234abcd")

    assert not any(SECRET in word or quote(SECRET, safe="") in word for word in command)
    assert os.environ["PGPASSWORD"] == SECRET
    request = parse(command[command.index("open") :])
    assert request.host == "1234abcd"
    told = dict(address_of(request.server).parameters)
    assert told == {"user": "anna", "host": "db.example.com", "port": "5433", "dbname": "te am", "sslmode": "require"}


def test_a_database_of_somebody_else_is_said_to_be_one(postgres: Server) -> None:
    assert "holds no histories of this program" in said(postgres.url(database=postgres.new_database()))


@pytest.mark.parametrize(
    ("form", "words"), [("9999", "newer version"), ("0001", "prepare-server"), ("x", "prepare-server")]
)
def test_another_form_is_refused_and_left_as_it_is(team: Team, form: str, words: str) -> None:
    team.sql(f"UPDATE procmon_gui.alembic_version SET version_num = '{form}'")

    assert words in said(team.recorder)

    assert team.sql("SELECT version_num FROM procmon_gui.alembic_version") == [(form,)]


def test_a_login_that_may_not_look_is_told_who_can_change_that(past: Past, postgres: Server) -> None:
    if not postgres.sql("SELECT 1 FROM pg_roles WHERE rolname = 'stranger'"):
        postgres.sql("CREATE ROLE stranger LOGIN")

    assert "this login may not read the histories" in said(postgres.url("stranger", past.team.database))


def test_a_login_that_may_only_select_reads_all_of_it(past: Past, postgres: Server) -> None:
    if not postgres.sql("SELECT 1 FROM pg_roles WHERE rolname = 'looker'"):
        postgres.sql("CREATE ROLE looker LOGIN")
    past.team.sql("GRANT USAGE ON SCHEMA procmon_gui TO looker")
    past.team.sql("GRANT SELECT ON ALL TABLES IN SCHEMA procmon_gui TO looker")

    history = open_server_history(postgres.url("looker", past.team.database), "web-7")

    found = history.snapshot_at(past.shown["web-7"][70].at_ms)
    assert found is not None
    assert difference(past.shown["web-7"][70], found) == []
    history.close()


def test_a_connection_that_is_lost_is_said_and_made_again_at_the_next_question(past: Past) -> None:
    shown = past.shown["web-7"]
    history = open_server_history(past.team.recorder, "web-7")
    past.team.server.stop()
    with pytest.raises(Unavailable, match="The history can not be read"):
        history.snapshot_at(shown[20].at_ms)
    past.team.server.start()

    found = history.snapshot_at(shown[20].at_ms)

    assert found is not None
    assert difference(shown[20], found) == []
    history.close()


# ---- hostile rows

_HOSTILE = [
    "UPDATE procmon_gui.hosts SET name = E'web\\n\\x1b[31m\\u202e'",
    "UPDATE procmon_gui.chunks SET data = 'nonsense'::bytea",
    "UPDATE procmon_gui.chunks SET rows = 'nonsense'::bytea",
    "UPDATE procmon_gui.texts SET data = 'nonsense'::bytea",
    "UPDATE procmon_gui.chunks SET beat_count = -5",
    "UPDATE procmon_gui.chunks SET to_ms = from_ms - 1 WHERE number = 0",
    "INSERT INTO procmon_gui.chunks (run_id, number, from_ms, to_ms, beat_count, text_numbers, rows, data) "
    "SELECT run_id, 9223372036854775807, -9223372036854775808, 9223372036854775807, 0, '', '', '' "
    "FROM procmon_gui.chunks LIMIT 1",
    "UPDATE procmon_gui.system_sums SET minute_ms = 9223372036854775807 WHERE beat_count < 60",
    "UPDATE procmon_gui.system_sums SET minute_ms = -9223372036854775808 WHERE beat_count < 60",
    "UPDATE procmon_gui.system_sums SET cpu_busy_ratio_sum = 'NaN', cpu_busy_ratio_max = 'Infinity'",
]


@contextmanager
def told_in(words: list[str]) -> Iterator[None]:
    """Take what is wrong for an answer, and note the words."""
    try:
        yield
    except Unavailable as error:
        words.append(str(error))


@pytest.mark.parametrize("deed", _HOSTILE)
def test_rows_that_no_recorder_wrote_are_left_out_or_said_and_nothing_breaks(
    team: Team, tmp_path: Path, deed: str
) -> None:
    shown = record(tmp_path, day(150))
    recover(tmp_path)
    with forwarding(tmp_path, team.recorder) as forwarder:
        assert until(lambda: forwarder.figures().is_connected and not forwarder.figures().waiting_count)
    team.sql(deed)

    words: list[str] = []
    with told_in(words):
        history = open_server_history(team.recorder)
        span = history.span()
        assert span is not None
        words.append(history.host_name)
        asked: list[Callable[[], object]] = [
            lambda: history.snapshot_at(shown[70].at_ms),
            lambda: history.ended_since(shown[70].at_ms),
            lambda: history.curve(span.from_ms, span.to_ms, 500),
            lambda: history.peak(span.from_ms, span.to_ms),
            lambda: history.cpu_beats(shown[60].at_ms, shown[70].at_ms),
            lambda: history.host_beats(shown[60].at_ms, shown[70].at_ms),
            lambda: history.gaps(span.from_ms, span.to_ms),
            lambda: list(history.moment_times(shown[0].at_ms, shown[-1].at_ms)),
            lambda: history.newest(0),
        ]
        for ask in asked:
            with told_in(words):
                ask()
        assert span.from_ms >= 0
        history.close()
    assert [one for one in words if not one.isprintable()] == []
