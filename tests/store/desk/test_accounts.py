"""Accounts are kept in the desk, count what was typed wrongly, and let nobody in where they make no sense."""

import math
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from procmon_gui.auth.delays import FREE_TRIES
from procmon_gui.auth.hashing import Cost
from procmon_gui.domain.accounts import AccessState, Account, AccountsDamaged, LoginRefused, Role
from procmon_gui.domain.errors import Unavailable, WrongInput
from procmon_gui.store.desk.accounts import DeskAccounts
from procmon_gui.store.desk.database import FILE_NAME, Full
from procmon_gui.store.desk.glance import holds_no_account
from procmon_gui.store.desk.late_accounts import LateAccounts
from tests.auth.logins import NOW_MS, OTHER, RIGHT, WRONG, Hall


def changed(folder: Path, *statements: str) -> None:
    """Write into the file as other tools do."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        return connection.execute(query).fetchall()


def test_accounts_are_there_for_the_next_program_by_their_names(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()

    assert list(hall.again().desk_accounts.all()) == [
        Account(name="Anna", role=Role.ADMINISTRATOR, made_ms=NOW_MS, password_ms=NOW_MS),
        Account(name="oskar", role=Role.OPERATOR, made_ms=NOW_MS, password_ms=NOW_MS),
        Account(name="vera", role=Role.VIEWER, made_ms=NOW_MS, password_ms=NOW_MS),
    ]
    assert len(hall.code) > 26


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda a: a.add("ANNA", OTHER, Role.VIEWER), "There is an account ANNA already"),
        (lambda a: a.add("ａnna", OTHER, Role.VIEWER), "There is an account anna already"),
        (lambda a: a.add("neu", "short", Role.VIEWER), "has 5 letters"),
        (lambda a: a.add("two\tlines\x1b", OTHER, Role.VIEWER), "can not be seen or typed"),
        (lambda a: a.remove("anna"), "is the only administrator"),
        (lambda a: a.set_role("anna", Role.OPERATOR), "is the only administrator"),
        (lambda a: a.remove("nobody"), "There is no account “nobody”"),
        (lambda a: a.set_role("nobody", Role.VIEWER), "There is no account"),
        (lambda a: a.set_password("nobody", OTHER), "There is no account"),
        (lambda a: a.set_password("vera", "vera 1234"), "little more than the name"),
        (lambda a: a.unblock("nobody"), "There is no account"),
    ],
)
def test_what_can_not_be_is_told_and_changes_nothing(
    tmp_path: Path, change: Callable[[DeskAccounts], object], says: str
) -> None:
    hall = Hall(tmp_path).fill()
    before = hall.desk_accounts.all()

    with pytest.raises(WrongInput, match=says):
        change(hall.desk_accounts)

    assert hall.desk_accounts.all() == before


def test_the_first_account_is_an_administrator_and_the_last_one_may_go(tmp_path: Path) -> None:
    hall = Hall(tmp_path)
    with pytest.raises(WrongInput, match="first account has to be an administrator"):
        hall.desk_accounts.add("vera", OTHER, Role.VIEWER)
    hall.desk_accounts.add("anna", OTHER, Role.ADMINISTRATOR)
    hall.desk_accounts.remove("anna")

    assert hall.desk_accounts.all() == ()
    assert rows(tmp_path, "SELECT code_hash FROM recovery UNION ALL SELECT who FROM login_tries") == []
    assert hall.desk_accounts.add("bob", OTHER, Role.ADMINISTRATOR) != ""


def test_the_code_sets_the_password_of_an_administrator_once(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    accounts = hall.desk_accounts
    for code, name in (("0" * 26, "anna"), (hall.code, "oskar"), (hall.code, "nobody")):
        with pytest.raises(LoginRefused, match="The recovery code or the name is wrong"):
            accounts.recover(code, name, OTHER)
    following = accounts.recover(hall.code.lower().replace("-", ""), "ANNA", OTHER)

    assert hall.access.log_in("anna", OTHER).role is Role.ADMINISTRATOR
    with pytest.raises(LoginRefused):
        accounts.recover(hall.code, "anna", RIGHT)
    assert accounts.recover(following, "anna", "bohnen im garten") != following


def test_codes_are_tried_as_seldom_as_passwords(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    waits = []
    for _ in range(FREE_TRIES + 1):
        with pytest.raises(LoginRefused) as refused:
            hall.again().desk_accounts.recover("0" * 26, "anna", OTHER)
        waits.append(refused.value.wait_s)
    with pytest.raises(LoginRefused):
        hall.desk_accounts.recover(hall.code, "anna", OTHER)

    assert waits == [0, 0, 0, 0, 2, 2]


def test_a_new_code_makes_the_one_before_worthless(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    code = hall.desk_accounts.renew_code()

    with pytest.raises(LoginRefused):
        hall.desk_accounts.recover(hall.code, "anna", OTHER)
    assert hall.desk_accounts.recover(code, "anna", OTHER)
    with pytest.raises(WrongInput, match="There are no accounts"):
        Hall(tmp_path / "empty").desk_accounts.renew_code()


def test_nothing_that_is_secret_lies_in_the_file_as_it_was_typed(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    hall.log_in("anna")
    hall.accounts.set_password("vera", OTHER)

    kept = (tmp_path / FILE_NAME).read_bytes()

    assert not [word for word in (RIGHT, OTHER, hall.code, hall.code.replace("-", "")) if word.encode() in kept]


def test_a_password_kept_at_less_cost_is_kept_anew_when_it_is_typed(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    dearer = Hall(tmp_path, hall.clock, cost=Cost(memory_kib=32, passes=2))
    (before,) = rows(tmp_path, "SELECT password_hash, password_ms FROM accounts WHERE folded = 'vera'")
    dearer.log_in("vera")

    (after,) = rows(tmp_path, "SELECT password_hash, password_ms FROM accounts WHERE folded = 'vera'")
    assert str(before[0]).startswith("$argon2id$v=19$m=16,t=1,")
    assert str(after[0]).startswith("$argon2id$v=19$m=32,t=2,")
    assert before[1] == after[1]
    assert dearer.access.actor().account == "vera"
    assert hall.log_in("vera").account == "vera"


def test_who_types_the_right_one_begins_to_count_anew(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    for _ in range(3):
        for _ in range(FREE_TRIES - 1):
            assert hall.desk_accounts.admit("vera", WRONG).wait_s == 0
        assert hall.desk_accounts.admit("vera", f"vera {RIGHT}").standing is not None

    assert rows(tmp_path, "SELECT * FROM login_tries") == []


def test_a_hundred_wrong_ones_block_until_somebody_lets_it_in(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    for _ in range(100):
        hall.clock.pass_by(300)
        last = hall.desk_accounts.admit("vera", WRONG)
    hall.clock.pass_by(10**8)
    assert math.isinf(last.wait_s)
    assert math.isinf(hall.desk_accounts.admit("vera", f"vera {RIGHT}").wait_s)
    assert [account.name for account in hall.desk_accounts.all() if account.is_blocked] == ["vera"]

    hall.again().desk_accounts.unblock("vera")
    assert hall.log_in("vera").account == "vera"


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE accounts SET role = 'god' WHERE folded = 'vera'", "“god” is no role"),
        ("UPDATE accounts SET password_hash = 'x' WHERE folded = 'vera'", "what is kept of its password"),
        ("UPDATE accounts SET password_hash = replace(password_hash, 'm=16', 'm=99999999')", "what is kept of its"),
        ("UPDATE accounts SET name = 'vera' || char(27) WHERE folded = 'vera'", r"“vera\\x1b” is damaged: its name"),
        ("UPDATE accounts SET name = '' WHERE folded = 'vera'", "its name"),
        ("UPDATE accounts SET folded = 'root' WHERE folded = 'vera'", "its name"),
        ("DELETE FROM accounts WHERE folded = 'anna'", "none is an administrator"),
        ("DELETE FROM accounts", "taken away by another program"),
    ],
)
def test_accounts_that_make_no_sense_let_nobody_in_and_say_what_to_do(
    tmp_path: Path, statement: str, says: str
) -> None:
    hall = Hall(tmp_path).fill()
    hall.log_in("anna")
    changed(tmp_path, statement)
    again = hall.again()

    for attempt in (
        again.desk_accounts.all, again.access.refresh, hall.access.refresh, lambda: again.log_in("anna"),
        lambda: hall.accounts.add("neu", OTHER, Role.VIEWER),
        lambda: again.desk_accounts.recover(hall.code, "anna", OTHER),
    ):  # fmt: skip
        with pytest.raises(AccountsDamaged, match=says) as damaged:
            attempt()
        assert "procmon-gui users reset" in str(damaged.value)
    for one in (hall, again):
        assert (one.access.state() is AccessState.SYSTEM, one.access.actor().role) == (False, None)
    again.accounts.reset()
    assert again.access.state() is AccessState.SYSTEM
    assert again.desk_accounts.add("anna", OTHER, Role.ADMINISTRATOR)


def test_a_recovery_code_that_is_gone_or_broken_recovers_nothing_and_leaves_the_rest(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    changed(tmp_path, "UPDATE recovery SET code_hash = 'x'")
    with pytest.raises(AccountsDamaged):
        hall.desk_accounts.recover(hall.code, "anna", OTHER)
    changed(tmp_path, "DELETE FROM recovery")
    with pytest.raises(LoginRefused):
        hall.desk_accounts.recover(hall.code, "anna", OTHER)

    assert hall.log_in("anna").role is Role.ADMINISTRATOR
    assert hall.desk_accounts.recover(hall.desk_accounts.renew_code(), "anna", OTHER)


def test_tries_that_make_no_sense_wait_no_longer_than_they_may(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    for values in ("('=vera', -5, 0, '', 0)", f"('=vera', 7, {2**62}, 'boot', {2**62})"):
        changed(tmp_path, "DELETE FROM login_tries", f"INSERT INTO login_tries VALUES {values}")
        assert hall.desk_accounts.admit("vera", WRONG).wait_s <= 300


def test_a_trail_that_has_lost_its_head_lets_people_in_and_changes_no_account(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    hall = Hall(tmp_path).fill()
    changed(tmp_path, "DELETE FROM audit_head")

    assert hall.log_in("anna").role is Role.ADMINISTRATOR
    with pytest.raises(Unavailable, match="lost its head"):
        hall.accounts.add("neu", OTHER, Role.VIEWER)
    assert len(hall.desk_accounts.all()) == 3


def test_a_full_disk_lets_the_right_password_in_and_counts_the_wrong_ones_in_memory(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who has to end what fills the disk has to log in first."""
    hall = Hall(tmp_path).fill()
    for _ in range(3):
        hall.desk_accounts.admit("vera", WRONG)

    def full(work: object) -> object:
        raise Full("the disk is full, so nothing was kept")

    monkeypatch.setattr(hall.desk_accounts._desk, "change", full)
    waits = [hall.desk_accounts.admit("vera", WRONG) for _ in range(3)]
    assert [(admission.wait_s, admission.is_early, admission.is_kept) for admission in waits] == [
        (0, False, False), (2, False, False), (2, True, False)
    ]  # fmt: skip
    assert hall.pauses == [2.0]
    hall.clock.pass_by(2)
    assert hall.desk_accounts.admit("vera", f"vera {RIGHT}").standing is not None
    assert hall.desk_accounts.admit("nobody", WRONG).standing is None
    assert WRONG not in caplog.text

    def held(work: object) -> object:
        raise Unavailable("desk.sqlite is held by another program")

    monkeypatch.setattr(hall.desk_accounts._desk, "change", held)
    with pytest.raises(Unavailable, match="held by another program"):
        hall.desk_accounts.admit("vera", f"vera {RIGHT}")


def test_what_nobody_has_changed_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hall = Hall(tmp_path).fill()
    before = hall.desk_accounts.standings()

    def read(work: object) -> object:
        raise AssertionError("read again")

    with monkeypatch.context() as patched:
        patched.setattr(hall.desk_accounts._desk, "read", read)
        assert hall.desk_accounts.standings() is before
    hall.again().desk_accounts.set_role("vera", Role.OPERATOR)
    assert hall.desk_accounts.standings() != before


def test_where_nothing_was_ever_kept_nothing_is_opened(tmp_path: Path) -> None:
    opened: list[DeskAccounts] = []

    def opener() -> DeskAccounts:
        opened.append(Hall(tmp_path).desk_accounts)
        return opened[-1]

    late = LateAccounts(tmp_path / FILE_NAME, opener)
    assert (late.all(), late.standings(), late.standing_of("anna")) == ((), (), None)
    assert late.admit("anna", RIGHT).standing is None
    late.reset()
    assert (opened, list(tmp_path.iterdir())) == ([], [])

    late.add("anna", RIGHT, Role.ADMINISTRATOR)
    late.set_password("anna", OTHER)
    late.set_role("anna", Role.ADMINISTRATOR)
    late.unblock("anna")
    assert late.admit("anna", OTHER).standing == late.standing_of("anna")
    late.remove("anna")
    assert (late.all(), len(opened)) == ((), 1)


@pytest.mark.parametrize("statement", ["DELETE FROM accounts", "DROP TABLE accounts"])
def test_a_first_look_is_not_taken_in_by_accounts_that_were_taken_away(tmp_path: Path, statement: str) -> None:
    """Else the next program that starts would let the user of the system act."""
    hall = Hall(tmp_path).fill()
    hall.desk_accounts.admit("vera", WRONG)
    changed(tmp_path, statement)
    late = LateAccounts(tmp_path / FILE_NAME, lambda: hall.again().desk_accounts)

    with pytest.raises(Unavailable):
        late.standings()


def test_a_first_look_tells_that_a_desk_has_no_accounts_and_leaves_all_else_to_whoever_opens_it(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    assert not holds_no_account(tmp_path / FILE_NAME)
    hall.desk_accounts.reset()
    assert holds_no_account(tmp_path / FILE_NAME)
    (tmp_path / FILE_NAME).write_bytes(b"no database at all")

    assert not holds_no_account(tmp_path / FILE_NAME)
    assert not holds_no_account(tmp_path / "nothing")


def test_to_look_who_may_act_loads_nothing_that_speaks_sql_or_hashes(tmp_path: Path) -> None:
    look = (
        "import sys; from pathlib import Path\n"
        "from procmon_gui.services.access import open_access, open_accounts\n"
        "from procmon_gui.services.places import Options, open_settings\n"
        f"options = Options(data_dir=Path({str(tmp_path)!r}), config=Path({str(tmp_path / 'settings.toml')!r}))\n"
        "access = open_access(options, open_settings(options))\n"
        "access.refresh(); access.state(); access.touch()\n"
        "assert not open_accounts(options, access).all() and not access.actor().has_accounts\n"
        "print(sorted({'sqlalchemy', 'argon2', 'alembic'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout == "[]\n"
