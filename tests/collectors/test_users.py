"""Names for user ids: local ones at once, all others without waiting."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from procmon_gui.collectors.users import UserNames
from tests.stopwatch import Stopwatch

PATIENCE_S = 60.0


def wait_until(is_true: Callable[[], bool]) -> None:
    """Wait for something that another thread does; real threads know no fake clock."""
    give_up = time.monotonic() + PATIENCE_S
    while not is_true():
        assert time.monotonic() < give_up, "the other thread did not answer"
        time.sleep(0.001)


def refuse(uid: int) -> str | None:
    raise AssertionError(f"uid {uid} must not be asked for")


def test_local_users_are_named_from_the_file_and_nobody_else_is_asked(tmp_path: Path) -> None:
    passwd = tmp_path / "passwd"
    passwd.write_bytes(b"root:x:0:0::/root:/bin/sh\n# a comment\nbroken\n+::::::\nanna:x:1000:1000::/:/bin/sh\n")

    users = UserNames(passwd=passwd, ask=refuse)

    assert (users.name(0), users.name(1000)) == ("root", "anna")


def test_the_first_line_of_a_uid_wins_as_it_does_in_getpwuid(tmp_path: Path) -> None:
    passwd = tmp_path / "passwd"
    passwd.write_bytes(b"root:x:0:0:::\ntoor:x:0:0:::\n")

    assert UserNames(passwd=passwd, ask=refuse).name(0) == "root"


def test_a_changed_file_is_read_again_within_a_second(tmp_path: Path) -> None:
    passwd = tmp_path / "passwd"
    passwd.write_bytes(b"anna:x:1000:1000:::\n")
    now_ns = [0]
    users = UserNames(passwd=passwd, ask=refuse, monotonic_ns=lambda: now_ns[0])
    assert users.name(1000) == "anna"

    passwd.write_bytes(b"berta:x:1000:1000:::\n")
    assert users.name(1000) == "anna", "it is not looked at for every name"
    now_ns[0] += 1_000_000_000

    assert users.name(1000) == "berta"


def test_a_directory_that_hangs_never_blocks_and_its_answer_arrives_later(tmp_path: Path) -> None:
    awake = threading.Event()
    asked: list[int] = []

    def hanging_directory(uid: int) -> str | None:
        asked.append(uid)
        awake.wait(PATIENCE_S)
        return "ldap-user"

    users = UserNames(passwd=tmp_path / "missing", ask=hanging_directory)
    watch = Stopwatch()
    assert users.name(5000) == "5000"
    assert users.name(5000) == "5000"
    assert watch.took_s < 1.0
    wait_until(lambda: bool(asked))
    awake.set()
    wait_until(lambda: users.name(5000) == "ldap-user")

    assert asked == [5000], "one id is asked for once"


def test_a_uid_without_a_name_keeps_its_number_and_is_asked_for_once(tmp_path: Path) -> None:
    asked: list[int] = []

    def empty_directory(uid: int) -> str | None:
        asked.append(uid)
        return None

    users = UserNames(passwd=tmp_path / "missing", ask=empty_directory)
    users.name(1)
    users.name(2)
    wait_until(lambda: asked == [1, 2])

    assert [users.name(1), users.name(2), users.name(1)] == ["1", "2", "1"]
    assert asked == [1, 2]


def test_a_directory_that_fails_costs_one_name_and_not_the_thread(tmp_path: Path) -> None:
    def broken_directory(uid: int) -> str | None:
        if uid == 1:
            raise OSError("the server is away")
        return "late"

    users = UserNames(passwd=tmp_path / "missing", ask=broken_directory)
    users.name(1)
    users.name(2)
    wait_until(lambda: users.name(2) == "late")

    assert users.name(1) == "1"


def test_thousands_of_questions_to_a_hanging_directory_stay_bounded(tmp_path: Path) -> None:
    awake = threading.Event()

    def hanging_directory(uid: int) -> str | None:
        awake.wait(PATIENCE_S)
        return f"user-{uid}"

    users = UserNames(passwd=tmp_path / "missing", ask=hanging_directory)

    names = [users.name(uid) for uid in range(5000)]
    awake.set()

    assert names == [str(uid) for uid in range(5000)]


def test_this_machine_names_its_own_user() -> None:
    users = UserNames()
    uid = os.getuid()

    assert users.name(uid) in (str(uid), *Path("/etc/passwd").read_text().replace("\n", ":").split(":"))
