"""Who is logged in, for how long, and what the audit trail has of it."""

import logging
import math
from pathlib import Path

import pytest

from procmon_gui.auth.permissions import EACH_S, RECENT_S
from procmon_gui.domain.accounts import AccessState, LoginRefused, Role
from procmon_gui.domain.audit import AuditRecord, Deed, Outcome
from procmon_gui.domain.errors import Unavailable
from procmon_gui.store.desk.database import FILE_NAME
from tests.auth.logins import RIGHT, USER, WRONG, Hall


def test_where_nothing_was_ever_kept_the_user_of_the_system_acts_and_no_file_is_made(tmp_path: Path) -> None:
    hall = Hall(tmp_path)

    assert (hall.access.state(), hall.access.actor()) == (AccessState.SYSTEM, USER)
    hall.access.refresh()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(LoginRefused):
        hall.access.log_in("anna", RIGHT)


def test_where_there_is_a_desk_nobody_acts_before_somebody_has_looked(tmp_path: Path) -> None:
    hall = Hall(tmp_path)
    hall.audit.append(Deed(actor="", os_user="desk", os_uid=1, action="x", outcome=Outcome.DONE))
    other = hall.again()

    assert (other.access.state(), other.access.actor().has_accounts, other.access.actor().role) == (
        AccessState.OUT, True, None
    )  # fmt: skip
    other.access.refresh()
    assert (other.access.state(), other.access.actor()) == (AccessState.SYSTEM, USER)


def test_who_logs_in_acts_with_his_role_and_has_just_typed_his_password(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    assert (hall.access.state(), hall.access.actor().role) == (AccessState.OUT, None)

    actor = hall.log_in("ANNA")

    assert (actor.account, actor.role, actor.os_user) == ("Anna", Role.ADMINISTRATOR, "desk")
    assert actor.confirmed_ns == hall.clock.monotonic_ns()
    assert (hall.access.state(), hall.access.holder()) == (AccessState.IN, "Anna")
    hall.access.log_out()
    assert (hall.access.state(), hall.access.holder(), hall.access.actor().role) == (AccessState.OUT, "", None)
    assert hall.deeds() == ["Anna log-in done Anna", "Anna log-out done Anna"]


def test_it_locks_when_the_reader_was_away_and_the_password_lets_him_go_on(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    hall.log_in("oskar")
    hall.clock.pass_by(599)
    hall.access.touch()
    hall.clock.pass_by(599)
    assert hall.access.state() is AccessState.IN

    hall.clock.pass_by(1)

    assert (hall.access.state(), hall.access.holder(), hall.access.actor().role) == (AccessState.LOCKED, "oskar", None)
    hall.access.touch()
    assert hall.access.state() is AccessState.LOCKED
    assert hall.access.confirm(f"oskar {RIGHT}").role is Role.OPERATOR
    assert hall.deeds()[1:] == ["oskar lock done oskar away for too long", "oskar confirm done oskar"]


@pytest.mark.parametrize(("monotonic_s", "wall_s"), [(0, 601), (601, -3600), (601, 0)])
def test_neither_sleep_nor_a_clock_that_is_set_back_keeps_it_open(
    tmp_path: Path, monotonic_s: float, wall_s: float
) -> None:
    hall = Hall(tmp_path).fill()
    hall.log_in("vera")
    hall.clock.monotonic_s += monotonic_s
    hall.clock.wall_ms += int(wall_s * 1000)

    assert hall.access.state() is AccessState.LOCKED


def test_it_never_locks_by_itself_where_the_setting_says_so_but_after_twelve_hours(tmp_path: Path) -> None:
    hall = Hall(tmp_path, lock_after_s=0).fill()
    hall.log_in("vera")
    hall.clock.pass_by(12 * 3600 - 1)
    hall.access.touch()
    assert hall.access.state() is AccessState.IN
    hall.clock.pass_by(1)

    assert hall.access.state() is AccessState.LOCKED
    assert hall.deeds()[-1] == "vera lock done vera logged in for too long"


def test_typing_the_password_once_more_does_not_make_a_session_of_thirteen_hours(tmp_path: Path) -> None:
    hall = Hall(tmp_path, lock_after_s=0).fill()
    hall.log_in("vera")
    hall.clock.pass_by(11.9 * 3600)
    hall.access.confirm(f"vera {RIGHT}")
    hall.clock.pass_by(0.2 * 3600)

    assert hall.access.state() is AccessState.LOCKED


def test_locking_and_what_is_typed_wrongly_to_unlock_is_kept(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    hall.log_in("anna")
    hall.access.lock()
    hall.access.lock()
    with pytest.raises(LoginRefused) as refused:
        hall.access.confirm(WRONG)

    assert str(refused.value) == "The name or the password is wrong."
    assert hall.access.state() is AccessState.LOCKED
    assert hall.log_in("vera").account == "vera"
    assert hall.deeds()[1:] == [
        "Anna lock done Anna asked for", "- confirm refused Anna wrong name or password", "vera log-in done vera",
    ]  # fmt: skip


def test_nobody_confirms_who_is_nobody(tmp_path: Path) -> None:
    with pytest.raises(LoginRefused, match="Nobody is logged in"):
        Hall(tmp_path).fill().access.confirm(RIGHT)


def test_what_was_spent_is_asked_for_again_and_nothing_that_takes_less(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    hall.log_in("anna")
    hall.clock.pass_by(5)

    hall.access.spend()

    confirmed_ns = hall.access.actor().confirmed_ns
    assert confirmed_ns is not None
    ago_s = (hall.clock.monotonic_ns() - confirmed_ns) / 1e9
    assert EACH_S < ago_s < RECENT_S
    hall.clock.pass_by(100)
    before_ns = hall.access.actor().confirmed_ns
    hall.access.spend()
    assert hall.access.actor().confirmed_ns == before_ns


@pytest.mark.parametrize("change", ["role", "password", "remove", "made anew", "reset"])
def test_who_is_changed_by_another_program_is_out_at_the_next_look(tmp_path: Path, change: str) -> None:
    hall = Hall(tmp_path).fill()
    hall.log_in("oskar")
    others = hall.again().desk_accounts
    hall.clock.pass_by(1)
    match change:
        case "role":
            others.set_role("oskar", Role.VIEWER)
        case "password":
            others.set_password("oskar", f"oskar {RIGHT}")
        case "reset":
            others.reset()
        case _:
            others.remove("oskar")
            if change == "made anew":
                others.add("oskar", f"oskar {RIGHT}", Role.OPERATOR)

    hall.access.refresh()

    assert (hall.access.holder(), hall.access.actor().role) == ("", None)
    assert hall.access.state() is (AccessState.SYSTEM if change == "reset" else AccessState.OUT)
    assert hall.deeds()[-1] == "oskar log-out done oskar the account was changed or taken away"


def test_another_account_is_no_reason_to_throw_anybody_out(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    hall.log_in("oskar")
    hall.again().desk_accounts.remove("vera")
    hall.access.refresh()

    assert hall.access.actor().account == "oskar"


def test_while_accounts_can_not_be_read_nobody_acts_and_afterwards_who_was_there_goes_on(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    hall.log_in("anna")
    (tmp_path / FILE_NAME).rename(tmp_path / "away")
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(Unavailable):
        hall.access.refresh()
    assert (hall.access.actor().role, hall.access.actor().has_accounts) == (None, True)
    (tmp_path / FILE_NAME).rmdir()
    (tmp_path / "away").rename(tmp_path / FILE_NAME)

    hall.access.refresh()

    assert hall.access.actor().account == "Anna"


def test_a_trail_that_can_not_be_written_keeps_nobody_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    hall = Hall(tmp_path).fill()
    hall.access._trail = Full()
    with caplog.at_level(logging.WARNING):
        assert hall.log_in("vera").account == "vera"
        with pytest.raises(LoginRefused):
            hall.access.log_in(WRONG, WRONG)

    assert "there was a log-in: the disk is full" in caplog.text
    assert WRONG not in caplog.text


def test_a_setting_may_trust_the_user_of_the_system_but_not_for_an_account_that_is_blocked(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    assert hall.access.log_in_as("nobody") is None
    actor = hall.access.log_in_as("vera")
    assert actor is not None
    assert actor.role is Role.VIEWER
    assert hall.deeds() == ["vera log-in done vera without a password"]
    for _ in range(100):
        hall.clock.pass_by(301)
        hall.desk_accounts.admit("vera", WRONG)

    assert hall.access.log_in_as("vera") is None
    with pytest.raises(LoginRefused, match="only an administrator") as refused:
        hall.log_in("vera")
    assert math.isinf(refused.value.wait_s)


def test_who_logged_in_without_a_password_is_told_by_all_that_he_does(tmp_path: Path) -> None:
    """Also when he types it later, and what he may not do."""
    hall = Hall(tmp_path).fill()
    hall.access.log_in_as("anna")
    hall.accounts.set_role("vera", Role.OPERATOR)
    hall.access.confirm(f"anna {RIGHT}")
    hall.accounts.unblock("vera")
    hall.access.keep_refusal("export", "It may not be")
    hall.access.lock()
    hall.access.confirm(f"anna {RIGHT}")
    hall.access.log_out()

    deeds = hall.deeds()
    assert len(deeds) == 10
    assert all(" without a password" in deed for deed in deeds), deeds
    assert deeds[1:3] == [f"Anna account-role {how} vera without a password: operator" for how in ("begun", "done")]
    hall.log_in("anna")
    assert not hall.access.actor().is_trusted_by_system
    assert hall.deeds()[-1] == "Anna log-in done Anna"


class Full:
    """A trail on a full disk."""

    def append(self, deed: Deed) -> AuditRecord:
        raise Unavailable("the disk is full")
