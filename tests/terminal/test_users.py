"""`users`: what is asked, what is printed, and what is said where it can not be."""

import csv
import json
from pathlib import Path

import pytest

from procmon_gui.terminal.users import run_users
from tests.terminal.askers import ANNA, BOB, Person, cheap_hashes, request, users, with_anna_and_bob

pytestmark = pytest.mark.usefixtures("cheap_hashes")
__all__ = ["cheap_hashes"]


def test_where_there_are_none_people_are_told_how_and_programs_get_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [users(tmp_path, "list", format=format) for format in ("table", "json", "csv")] == [0, 0, 0]

    told = capsys.readouterr().out
    assert told.startswith("There are no accounts: the user of the system acts. `procmon-gui users add NAME`")
    assert told.endswith("first.\nname,role,made_at_utc,password_at_utc,is_blocked\r\n")
    assert list(tmp_path.iterdir()) == []


def test_accounts_are_made_and_printed_for_people_and_for_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_anna_and_bob(tmp_path)
    told = capsys.readouterr()
    assert len(told.out.strip()) == 31
    assert "anna is administrator from now on" in told.err
    assert "that is the recovery code" in told.err
    assert told.err.endswith("procmon-gui: bob is viewer from now on\n")

    for format in ("table", "json", "csv"):
        assert users(tmp_path, "list", [ANNA], account="anna", format=format) == 0
        printed = capsys.readouterr().out
        match format:
            case "table":
                assert [line.split()[:2] for line in printed.splitlines()] == [
                    ["NAME", "ROLE"], ["anna", "administrator"], ["bob", "viewer"]
                ]  # fmt: skip
            case "json":
                assert [json.loads(line)["role"] for line in printed.splitlines()] == ["administrator", "viewer"]
            case _:
                assert [row["is_blocked"] for row in csv.DictReader(printed.splitlines())] == ["0", "0"]


def test_a_person_types_a_new_password_twice_and_is_asked_for_name_and_password(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = Person([ANNA, ANNA])
    assert run_users(request(tmp_path, deed="add", name="Anna"), asker=one) == 0
    other = Person(["anna", "wrong", "anna", ANNA, BOB, BOB + "x"])
    assert run_users(request(tmp_path, deed="add", name="bob"), asker=other) == 2

    assert one.asked == ["New password of Anna: ", "The same once more: "]
    assert other.asked == [
        "Account: ", "Password: ", "Account: ", "Password: ", "New password of bob: ", "The same once more: "
    ]  # fmt: skip
    told = capsys.readouterr().err
    assert "procmon-gui: The name or the password is wrong.\n" in told
    assert told.endswith("procmon-gui: The two are not the same, so nothing was changed.\n")


def test_three_wrong_ones_are_enough_for_a_person_and_one_for_a_script(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_anna_and_bob(tmp_path)
    capsys.readouterr()
    person = Person(["anna", "wrong"] * 5)
    assert run_users(request(tmp_path, deed="list"), asker=person) == 3
    assert person.asked == ["Account: ", "Password: "] * 3
    assert users(tmp_path, "list", ["wrong", ANNA], account="anna") == 3

    assert capsys.readouterr().err == "procmon-gui: The name or the password is wrong.\n" * 4


def test_who_may_not_is_refused_and_nothing_is_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_anna_and_bob(tmp_path)
    capsys.readouterr()
    for deed, more in (
        ("list", {}), ("add", {"name": "eve"}), ("role", {"name": "bob", "role": "operator"}),
        ("password", {"name": "anna"}), ("remove", {"name": "anna"}), ("unblock", {"name": "bob"}), ("new-code", {}),
    ):  # fmt: skip
        assert users(tmp_path, deed, [BOB, ANNA], account="bob", **more) == 3

    assert capsys.readouterr().err == "procmon-gui: This needs the role of an administrator; bob is viewer.\n" * 7


def test_roles_passwords_and_removal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_anna_and_bob(tmp_path)
    assert users(tmp_path, "role", [ANNA], account="anna", name="bob", role="operator") == 0
    assert users(tmp_path, "password", [BOB, BOB + " 2"], account="bob") == 0
    assert users(tmp_path, "password", [ANNA, BOB], account="anna", name="bob") == 0
    assert users(tmp_path, "unblock", [ANNA], account="anna", name="bob") == 0
    assert users(tmp_path, "remove", [ANNA], account="anna", name="anna") == 2
    assert users(tmp_path, "remove", [ANNA], account="anna", name="bob") == 0
    assert users(tmp_path, "remove", [ANNA], account="anna", name="anna") == 0
    told = capsys.readouterr().err

    assert "bob is operator from now on" in told
    assert "anna is the only administrator" in told
    assert told.endswith("that was the last one: the user of the system acts again, without a login\n")
    assert users(tmp_path, "password") == 2


def test_the_code_recovers_once_and_a_new_one_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert users(tmp_path, "add", [ANNA], name="anna") == 0
    code = capsys.readouterr().out.strip()
    assert users(tmp_path, "recover", [code, BOB], name="anna") == 0
    following = capsys.readouterr().out.strip()
    assert users(tmp_path, "recover", [code, ANNA], name="anna") == 3
    assert users(tmp_path, "new-code", [BOB], account="anna") == 0
    newest = capsys.readouterr().out.strip()

    assert len({code, following, newest}) == 3
    assert users(tmp_path, "recover", [following, ANNA], name="anna") == 3
    assert users(tmp_path, "recover", [newest, ANNA], name="anna") == 0


def test_to_take_all_away_is_asked_about_and_needs_no_password(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_anna_and_bob(tmp_path)
    assert users(tmp_path, "reset", ["no"]) == 2
    assert users(tmp_path, "list", [ANNA], account="anna") == 0
    assert users(tmp_path, "reset", ["reset"]) == 0
    assert users(tmp_path, "reset", is_sure=True) == 0
    capsys.readouterr()

    assert users(tmp_path, "list") == 0
    assert capsys.readouterr().out.startswith("There are no accounts")


@pytest.mark.parametrize("password", ["short", "wolken\nziehen", "iloveyou1", "annaanna"])
def test_a_bad_password_is_told_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], password: str
) -> None:
    assert users(tmp_path, "add", [password], name="anna") == 2

    told = capsys.readouterr().err
    assert told.startswith("procmon-gui: ")
    assert len(told.splitlines()) == 1
    assert password not in told
