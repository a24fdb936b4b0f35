"""Who acts from the command line, as the settings say."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from procmon_gui.auth.gate import Denied
from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.accounts import AccessState, AccountsDamaged, LoginRefused, Role
from procmon_gui.domain.actions import Answer
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.errors import WrongInput
from procmon_gui.services.access import system_actor
from procmon_gui.services.desk import open_audit
from procmon_gui.services.places import Options
from procmon_gui.store.history.salvage import Salvaged
from procmon_gui.terminal.compare import run_compare
from procmon_gui.terminal.export import run_export
from procmon_gui.terminal.identity import demand, glance, identify, may
from procmon_gui.terminal.incident import run_incident
from procmon_gui.terminal.marks import run_mark, run_marks
from procmon_gui.terminal.prepare_server import run_prepare_server
from procmon_gui.terminal.salvage import run_salvage
from tests.terminal.askers import ANNA, BOB, Person, cheap_hashes, request, users, with_anna_and_bob

pytestmark = pytest.mark.usefixtures("cheap_hashes")
__all__ = ["cheap_hashes"]


def settings(folder: Path, text: str) -> None:
    (folder / "settings.toml").write_text(f"[access]\n{text}\n", encoding="utf-8")


def test_where_there_are_no_accounts_nobody_is_asked_and_everything_is_allowed(tmp_path: Path) -> None:
    access = identify(request(tmp_path), asker=Person())

    assert access.state() is AccessState.SYSTEM
    assert access.actor().os_user == system_actor().os_user
    assert all(may(access, permission) for permission in Permission)


def test_a_setting_trusts_the_user_of_the_system_who_has_an_account(tmp_path: Path) -> None:
    with_anna_and_bob(tmp_path)
    settings(tmp_path, 'command_line = "system"')
    with pytest.raises(WrongInput, match="there is none with the name"):
        identify(request(tmp_path), asker=Person())
    assert not may(glance(request(tmp_path), asker=Person()), Permission.FULL_COMMAND_LINES)

    name = system_actor().os_user
    assert users(tmp_path, "add", [ANNA, BOB + " 3"], account="anna", name=name, role="operator") == 0
    access = identify(request(tmp_path), asker=Person())

    assert (access.holder(), access.actor().role) == (name, Role.OPERATOR)
    assert may(glance(request(tmp_path), asker=Person()), Permission.FULL_COMMAND_LINES)
    assert identify(request(tmp_path, account="anna"), asker=Person([ANNA])).holder() == "anna"


def test_the_environment_does_not_say_who_the_user_of_the_system_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = system_actor().os_user
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(variable, "anna")

    assert system_actor().os_user == before


def test_watching_asks_only_where_it_needs_a_login(tmp_path: Path) -> None:
    with_anna_and_bob(tmp_path)
    nobody = Person()
    assert not may(glance(request(tmp_path), asker=nobody), Permission.FULL_COMMAND_LINES)
    assert nobody.asked == []
    settings(tmp_path, "watching_needs_login = true")

    viewer = Person(["bob", BOB])
    access = glance(request(tmp_path), asker=viewer)

    assert (access.holder(), may(access, Permission.FULL_COMMAND_LINES)) == ("bob", False)


def test_where_accounts_are_damaged_watching_goes_on_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_anna_and_bob(tmp_path)
    with closing(sqlite3.connect(tmp_path / "desk.sqlite")) as connection, connection:
        connection.execute("UPDATE accounts SET role = 'god'")
    capsys.readouterr()

    access = glance(request(tmp_path), asker=Person())

    assert may(access, Permission.WATCH)
    assert not may(access, Permission.FULL_COMMAND_LINES)
    told = capsys.readouterr().err
    assert "is damaged: “god” is no role. Nobody can log in. `procmon-gui users reset` takes" in told
    for closed in (identify, glance):
        settings(tmp_path, "watching_needs_login = true")
        with pytest.raises(AccountsDamaged):
            closed(request(tmp_path), asker=Person())


@pytest.mark.parametrize(("verb", "count"), [("export", 1), ("act", 0)])
def test_who_can_not_be_known_is_refused_and_that_is_kept(tmp_path: Path, verb: str, count: int) -> None:
    """What was asked of `act` is kept by itself, with whom it was about."""
    with_anna_and_bob(tmp_path)
    settings(tmp_path, 'command_line = "system"')

    with pytest.raises(WrongInput):
        identify(request(tmp_path, verb=verb), asker=Person())

    kept = [one.deed for one in open_audit(Options(data_dir=tmp_path)).records() if one.deed.action == verb]
    assert [deed.outcome for deed in kept] == [Outcome.REFUSED] * count


def test_what_needs_the_password_again_asks_for_it_and_what_may_not_be_is_denied(tmp_path: Path) -> None:
    with_anna_and_bob(tmp_path)
    access = identify(request(tmp_path, account="anna"), asker=Person([ANNA]))
    access.spend()
    asked = Person([ANNA])
    demand(access, Permission.ACT_STRONGLY, request(tmp_path), asked)
    demand(access, Permission.ACT_STRONGLY, request(tmp_path), asked)
    assert asked.asked == ["Password of anna: "]

    viewer = identify(request(tmp_path, account="bob"), asker=Person([BOB]))
    with pytest.raises(Denied) as denied:
        demand(viewer, Permission.EXPORT, request(tmp_path))
    assert denied.value.verdict.answer is Answer.REFUSED


def test_it_is_waited_for_nothing_when_it_is_too_early(tmp_path: Path) -> None:
    with_anna_and_bob(tmp_path)
    for _ in range(2):
        with pytest.raises(LoginRefused):
            identify(request(tmp_path), asker=Person(["anna", "wrong"] * 3))
    person = Person(["anna", ANNA])
    with pytest.raises(LoginRefused, match="Too many wrong passwords: the next try can be made in"):
        identify(request(tmp_path), asker=person)

    assert len(person.asked) == 2


def test_files_are_taken_away_by_operators_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_anna_and_bob(tmp_path)
    monkeypatch.setattr("procmon_gui.terminal.identity.asker_of", lambda request: Person([BOB]))
    out = {"from_": "1 hour ago", "account": "bob"}

    assert run_export(request(tmp_path, "export", out=tmp_path / "x.csv", **out)) == 3
    assert run_incident(request(tmp_path, "incident", out=tmp_path / "x.procmon", **out)) == 3

    assert capsys.readouterr().err.endswith(
        "procmon-gui: This needs the role of an operator or more; bob is viewer.\n" * 2
    )
    assert not list(tmp_path.glob("x.*"))
    deeds = [record.deed for record in open_audit(Options(data_dir=tmp_path)).records()]
    refused = [(deed.actor, deed.action, deed.detail) for deed in deeds if deed.outcome is Outcome.REFUSED]
    assert refused == [
        ("bob", verb, "This needs the role of an operator or more; bob is viewer.") for verb in ("incident", "export")
    ]


def test_a_comparison_is_printed_where_watching_needs_no_login(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_anna_and_bob(tmp_path)
    settings(tmp_path, "watching_needs_login = true")
    monkeypatch.setattr("procmon_gui.terminal.identity.asker_of", lambda request: Person())
    assert run_compare(request(tmp_path, "compare", from_="1 hour ago")) == 2

    assert capsys.readouterr().err.endswith("There is nobody to ask.\n")


@pytest.mark.parametrize(
    "text",
    [
        '[access]\nwatching_needs_login = "yes"\n', "[access]\nwatching_needs_login = True\n",
        "[access]\nwatching_needs_login = 1\n", "access = true\n", "[acess]\nwatching_needs_login = true\n",
        "[access]\nwatching_needs_logn = true\n", "[access\nwatching_needs_login = true\n",
        "[access]\nwatching_needs_login = false\nwatching_needs_login = true\n",
        "[access]\nwatching_needs_login = true\xff\n",
    ],
)  # fmt: skip
def test_what_makes_no_sense_in_the_settings_of_access_means_the_strict_one_and_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    with_anna_and_bob(tmp_path)
    (tmp_path / "settings.toml").write_bytes(text.encode("latin-1"))
    capsys.readouterr()

    with pytest.raises(WrongInput, match="nobody to ask"):
        glance(request(tmp_path), asker=Person())

    told = capsys.readouterr().err.splitlines()
    assert 1 <= len(told) <= 2, told
    assert all(line.startswith(f"procmon-gui: {tmp_path / 'settings.toml'}") for line in told)
    assert all(line.endswith(" The strict value counts.") for line in told)


def test_a_settings_file_that_can_not_be_read_means_the_strict_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_anna_and_bob(tmp_path)
    (tmp_path / "settings.toml").mkdir()
    capsys.readouterr()

    with pytest.raises(WrongInput, match="nobody to ask"):
        glance(request(tmp_path), asker=Person())

    assert "can not be read (it is no ordinary file)" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    ["", "[appearance]\ntheme = 'pink'\n", "[tray]\nshown = maybe\n", "[access]\nwatching_needs_login = false\n",
     "[access]\nlock_after_min = 'x'\n"],
)  # fmt: skip
def test_what_is_wrong_elsewhere_changes_nothing_about_access(tmp_path: Path, text: str) -> None:
    with_anna_and_bob(tmp_path)
    (tmp_path / "settings.toml").write_text(text)

    assert glance(request(tmp_path), asker=Person()).holder() == ""


@pytest.mark.parametrize("is_anna", [False, True])
def test_what_changes_the_history_or_a_server_is_for_administrators(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, is_anna: bool
) -> None:
    with_anna_and_bob(tmp_path)
    monkeypatch.setattr("procmon_gui.terminal.identity.asker_of", lambda request: Person([ANNA if is_anna else BOB]))
    done: list[str] = []
    found = Salvaged(chunk_count=0, beat_count=0, span=None, there_count=0, left_count=0, damaged_count=0)

    def salvage(*_: object) -> Salvaged:
        done.append("salvage")
        return found

    def prepare(url: str) -> str:
        done.append("prepare")
        return url

    who = "anna" if is_anna else "bob"
    statuses = [
        run_salvage(request(tmp_path, "salvage", file=tmp_path / "x", account=who), work=salvage),
        run_prepare_server(request(tmp_path, "prepare-server", url="postgresql:///x", account=who), prepare=prepare),
    ]

    assert (statuses, done) == (([0, 0], ["salvage", "prepare"]) if is_anna else ([3, 3], []))
    assert is_anna or capsys.readouterr().err.endswith("This needs the role of an administrator; bob is viewer.\n")


def test_marks_are_shown_and_made_where_watching_needs_no_login(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_anna_and_bob(tmp_path)
    monkeypatch.setattr("procmon_gui.terminal.identity.asker_of", lambda request: Person())
    assert run_mark(request(tmp_path, "mark", text="before")) == 0
    settings(tmp_path, "watching_needs_login = true")
    capsys.readouterr()

    assert (run_mark(request(tmp_path, "mark", text="after")), run_marks(request(tmp_path, "marks"))) == (2, 2)

    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "procmon-gui: There is nobody to ask.\n" * 2)
    monkeypatch.setattr("procmon_gui.terminal.identity.asker_of", lambda request: Person([BOB]))
    assert run_marks(request(tmp_path, "marks", account="bob")) == 0
    assert "before" in capsys.readouterr().out
