"""Accounts behind the gate: who may change them, and what the audit trail has of it."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from procmon_gui.auth.gate import Denied
from procmon_gui.domain.accounts import Accounts, LoginRefused, Role
from procmon_gui.domain.actions import Answer
from procmon_gui.domain.errors import Unavailable, WrongInput
from tests.auth.logins import OTHER, RIGHT, WRONG, Hall
from tests.auth.test_access import Full

CHANGES: dict[str, Callable[[Accounts], object]] = {
    "account-list": lambda accounts: accounts.all(),
    "account-add": lambda accounts: accounts.add("neu", OTHER, Role.VIEWER),
    "account-role": lambda accounts: accounts.set_role("vera", Role.OPERATOR),
    "account-password": lambda accounts: accounts.set_password("vera", OTHER),
    "account-unblock": lambda accounts: accounts.unblock("vera"),
    "account-remove": lambda accounts: accounts.remove("vera"),
    "recovery-code": lambda accounts: accounts.renew_code(),
}


@pytest.mark.parametrize("deed", CHANGES)
@pytest.mark.parametrize("who", ["", "vera", "oskar"])
def test_who_does_not_look_after_accounts_is_refused_each_change_and_the_audit_has_it(
    tmp_path: Path, who: str, deed: str
) -> None:
    hall = Hall(tmp_path).fill()
    if who:
        hall.log_in(who)
        hall.clock.pass_by(301)  # his own password he may change, having typed it just now
    before = hall.desk_accounts.all()

    with pytest.raises(Denied) as denied:
        CHANGES[deed](hall.accounts)

    assert denied.value.verdict.answer is (Answer.REFUSED if who else Answer.LOG_IN)
    assert hall.desk_accounts.all() == before
    last = hall.deeds()[-1]
    assert last.startswith(f"{who or '-'} {deed} refused ")
    assert last.endswith(str(denied.value))


@pytest.mark.parametrize("deed", CHANGES)
def test_an_administrator_types_the_password_again_after_five_minutes(tmp_path: Path, deed: str) -> None:
    hall = Hall(tmp_path).fill()
    hall.log_in("anna")
    hall.clock.pass_by(301)
    if deed != "account-list":
        with pytest.raises(Denied) as denied:
            CHANGES[deed](hall.accounts)
        assert denied.value.verdict.answer is Answer.CONFIRM
        hall.access.confirm(f"anna {RIGHT}")

    CHANGES[deed](hall.accounts)

    target = {"account-add": "neu", "recovery-code": "-"}.get(deed, "vera")
    assert deed == "account-list" or f"Anna {deed} done {target}" in hall.deeds()[-1]


def test_each_change_is_kept_before_it_is_made_and_with_how_it_ended(tmp_path: Path) -> None:
    hall = Hall(tmp_path)
    code = hall.accounts.add("anna", RIGHT, Role.ADMINISTRATOR)
    hall.access.log_in("anna", RIGHT)
    hall.accounts.add("bob", OTHER, Role.OPERATOR)
    with pytest.raises(WrongInput):
        hall.accounts.remove("anna")
    hall.accounts.remove("bob")
    hall.accounts.remove("anna")

    assert len(code) > 26
    assert hall.deeds() == [
        "- account-add begun - administrator", "- account-add done anna administrator", "anna log-in done anna",
        "anna account-add begun - operator", "anna account-add done bob operator",
        "anna account-remove begun anna", "anna account-remove failed anna",
        "anna account-remove begun bob", "anna account-remove done bob",
        "anna account-remove begun anna", "anna account-remove done anna",
        "anna log-out done anna the account was changed or taken away",
    ]  # fmt: skip
    begun = [record.deed.begun for record in reversed(hall.audit.records())]
    assert begun == [None, 1, None, None, 4, None, 6, None, 8, None, 10, None]


@pytest.mark.parametrize("deed", [deed for deed in CHANGES if deed != "account-list"])
def test_what_can_not_be_kept_is_not_done(tmp_path: Path, deed: str, caplog: pytest.LogCaptureFixture) -> None:
    hall = Hall(tmp_path).fill()
    hall.log_in("anna")
    before = hall.desk_accounts.all()
    hall.accounts._trail = Full()

    with pytest.raises(Unavailable, match="disk is full"):
        CHANGES[deed](hall.accounts)

    assert hall.desk_accounts.all() == before


def test_who_makes_the_first_account_makes_no_second_one_without_being_asked(tmp_path: Path) -> None:
    """Another program has made the first meanwhile: after it was asked who acts, before it was made."""
    hall = Hall(tmp_path)
    add = hall.desk_accounts.add

    def late(name: str, password: str, role: Role, *, is_first: bool | None = None) -> str:
        hall.again().desk_accounts.add("eve", OTHER, Role.ADMINISTRATOR)
        return add(name, password, role, is_first=is_first)

    hall.desk_accounts.add = late  # type: ignore[method-assign]
    with pytest.raises(WrongInput, match="Another program has changed the accounts"):
        hall.accounts.add("anna", RIGHT, Role.ADMINISTRATOR)

    assert [account.name for account in hall.desk_accounts.all()] == ["eve"]


@pytest.mark.parametrize("deed", [deed for deed in CHANGES if deed not in ("account-list", "account-add")])
def test_where_there_are_none_there_is_nothing_to_change(tmp_path: Path, deed: str) -> None:
    with pytest.raises(WrongInput, match="There are no accounts"):
        CHANGES[deed](Hall(tmp_path).accounts)


def test_taking_all_away_needs_nobody_and_no_trail(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    hall = Hall(tmp_path).fill()
    hall.accounts._trail = Full()
    with caplog.at_level(logging.WARNING):
        hall.accounts.reset()

    assert hall.accounts.all() == ()
    assert "all accounts were taken away" in caplog.text


def test_everybody_changes_the_own_password_and_goes_on(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    hall.log_in("vera")

    hall.accounts.set_password("Vera", OTHER)

    assert hall.access.actor().account == "vera"
    hall.clock.pass_by(301)
    with pytest.raises(Denied):
        hall.accounts.set_password("vera", RIGHT)
    assert hall.again().access.log_in("vera", OTHER).account == "vera"


def test_recovering_is_kept_and_what_was_typed_as_a_name_only_where_the_code_was_right(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    with pytest.raises(LoginRefused):
        hall.accounts.recover("0" * 26, WRONG, OTHER)
    following = hall.accounts.recover(hall.code, "anna", OTHER)

    assert hall.deeds() == [
        "- recover begun -", "- recover refused -", "- recover begun -", "- recover done anna",
    ]  # fmt: skip
    assert following != hall.code
    assert hall.access.log_in("anna", OTHER).role is Role.ADMINISTRATOR


def test_a_name_that_is_none_is_not_kept(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    hall.log_in("anna")
    for change in (
        lambda: hall.accounts.remove(WRONG),
        lambda: hall.accounts.set_role(WRONG, Role.VIEWER),
        lambda: hall.accounts.set_password(WRONG, OTHER),
        lambda: hall.accounts.unblock(WRONG),
        lambda: hall.accounts.add(WRONG, "short", Role.VIEWER),
    ):
        with pytest.raises(WrongInput):
            change()

    assert WRONG not in "".join(hall.deeds())
