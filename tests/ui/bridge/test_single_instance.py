"""Who starts the program again gets the window that is open: the first instance, the second, and strangers."""

import contextlib
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from procmon_gui.engine.first_instance import (
    LONGEST_REQUEST,
    LONGEST_TOKEN,
    RAISED,
    Claim,
    Outcome,
    alert_of,
    claim_or_raise,
    meeting_folder,
    token_of,
)
from procmon_gui.ui.bridge.single_instance import GUESTS, SingleInstance
from tests.architecture.tree import ROOT

IDENTITY = ("", "")


@pytest.fixture
def environment(tmp_path: Path) -> Mapping[str, str]:
    # A socket's path may have some hundred characters, which the folders of tests come near to.
    return {"XDG_RUNTIME_DIR": str(tmp_path), "DISPLAY": ":1.0", "XDG_ACTIVATION_TOKEN": "token-7"}


@pytest.fixture
def claim(environment: Mapping[str, str]) -> Iterator[Claim]:
    outcome, claim = claim_or_raise(IDENTITY, environment)
    assert outcome is Outcome.FIRST
    assert claim is not None
    yield claim
    claim.close()


@pytest.fixture
def first(claim: Claim) -> Iterator[SingleInstance]:
    instance = SingleInstance(claim)
    yield instance
    instance.close()


class Second:
    """A later start, in a thread of its own: the window thread has to answer meanwhile."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.outcome: Outcome | None = None
        self._environment = environment
        self._thread = threading.Thread(target=self._work)
        self._thread.start()

    def _work(self) -> None:
        self.outcome, _ = claim_or_raise(IDENTITY, self._environment, answer_patience_s=60.0, start_patience_s=60.0)

    def wait(self, qtbot: QtBot) -> Outcome | None:
        qtbot.waitUntil(lambda: not self._thread.is_alive())
        return self.outcome


def stranger(claim: Claim, words: bytes) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(60)
    connection.connect(str(claim.socket_path))
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.sendall(words)
    return connection


def was_shown_out(connection: socket.socket) -> bool:
    """Say whether the other end has closed the connection, and said nothing."""
    connection.setblocking(False)
    try:
        answer = connection.recv(64)
    except BlockingIOError:
        return False
    except ConnectionResetError:
        return True
    assert answer == b""
    return True


def test_a_second_start_raises_the_first_and_hands_its_token_over(
    first: SingleInstance, environment: Mapping[str, str], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(first.raise_asked) as asked:
        second = Second(environment)

    assert asked.args == ["token-7"]
    assert second.wait(qtbot) is Outcome.RAISED


def test_a_second_start_says_which_alert_it_wants_to_see(
    first: SingleInstance, environment: Mapping[str, str], qtbot: QtBot
) -> None:
    found: list[Outcome] = []

    def start() -> None:
        found.append(claim_or_raise(IDENTITY, environment, alert_id=7, answer_patience_s=60.0)[0])

    thread = threading.Thread(target=start)
    with qtbot.waitSignals([first.raise_asked, first.alert_asked], order="strict"):
        thread.start()
    qtbot.waitUntil(lambda: not thread.is_alive())
    assert found == [Outcome.RAISED]


@pytest.mark.parametrize(
    ("request_", "id"),
    [(b'{"do": "raise", "alert": 7}', 7), (b'{"do": "raise"}', 0), (b'{"alert": "7"}', 0), (b'{"alert": true}', 0),
     (b'{"alert": -1}', 0), (b'{"alert": 1e99}', 0), (b"[]", 0), (b"\xff", 0)],
)  # fmt: skip
def test_an_alert_is_a_number_or_none(request_: bytes, id: int) -> None:
    assert alert_of(request_) == id


def test_a_start_that_wants_no_window_leaves_the_first_as_it_is(
    claim: Claim, environment: Mapping[str, str], first: SingleInstance, qtbot: QtBot
) -> None:
    """At a login, where the program was started by hand already."""
    with qtbot.assertNotEmitted(first.raise_asked, wait=50):
        assert claim_or_raise(IDENTITY, environment, raises=False) == (Outcome.RAISED, None)


def test_a_start_on_another_display_or_with_another_data_folder_is_a_first_one(
    first: SingleInstance, environment: Mapping[str, str]
) -> None:
    for identity, display in (("", ""), ":2"), (("/data", ""), ":1"), (("", "/file"), ":1"):
        outcome, other = claim_or_raise(identity, {**environment, "DISPLAY": display})

        assert outcome is Outcome.FIRST
        assert other is not None
        other.close()


def test_the_screen_of_a_display_does_not_matter(
    first: SingleInstance, environment: Mapping[str, str], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(first.raise_asked):
        second = Second({**environment, "DISPLAY": ":1"})

    assert second.wait(qtbot) is Outcome.RAISED


def test_only_the_user_can_come_to_the_meeting_place(claim: Claim, first: SingleInstance) -> None:
    assert stat.S_IMODE(claim.socket_path.stat().st_mode) == 0o600
    assert stat.S_IMODE(claim.socket_path.parent.stat().st_mode) == 0o700


def test_a_window_that_hangs_is_not_waited_for(claim: Claim, environment: Mapping[str, str]) -> None:
    """Nobody runs the loop of this first instance."""
    listener = claim.listen()

    outcome, none = claim_or_raise(IDENTITY, environment, answer_patience_s=0.05)

    assert (outcome, none) == (Outcome.SILENT, None)
    listener.close()


def test_a_first_instance_that_is_still_starting_is_waited_for(
    claim: Claim, environment: Mapping[str, str], qtbot: QtBot
) -> None:
    second = Second(environment)
    first = SingleInstance(claim)

    assert second.wait(qtbot) is Outcome.RAISED
    first.close()


def test_one_that_never_finishes_its_start_is_not_waited_for_without_end(
    claim: Claim, environment: Mapping[str, str]
) -> None:
    assert claim_or_raise(IDENTITY, environment, start_patience_s=0.05)[0] is Outcome.SILENT


def test_what_a_killed_instance_left_behind_is_no_hindrance(environment: Mapping[str, str]) -> None:
    code = (
        "import os, signal, sys\n"
        "from procmon_gui.engine.first_instance import claim_or_raise\n"
        "claim = claim_or_raise(('', ''))[1]\n"
        "claim.listen()\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment, "PYTHONPATH": str(ROOT)},
        check=False,
        timeout=60,
    )
    assert killed.returncode == -signal.SIGKILL

    outcome, claim = claim_or_raise(IDENTITY, environment)

    assert outcome is Outcome.FIRST
    assert claim is not None
    assert claim.socket_path.exists()
    SingleInstance(claim).close()


def test_after_the_first_has_closed_the_next_is_a_first_one(environment: Mapping[str, str]) -> None:
    _, claim = claim_or_raise(IDENTITY, environment)
    assert claim is not None
    instance = SingleInstance(claim)
    path = claim.socket_path

    instance.close()

    assert not path.exists()
    outcome, again = claim_or_raise(IDENTITY, environment)
    assert outcome is Outcome.FIRST
    assert again is not None
    again.close()


# ---- strangers


@pytest.mark.parametrize(
    "words",
    [
        b"\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"\xff\xfe\x00\n",
        b"[" * 900 + b"\n",
        b'{"do": "quit"}\n',
        b'["raise"]\n',
        b"x" * (4 * LONGEST_REQUEST),
        b"null\n",
    ],
)
def test_nonsense_is_shown_out_without_an_answer(
    first: SingleInstance, claim: Claim, environment: Mapping[str, str], qtbot: QtBot, words: bytes
) -> None:
    with qtbot.assertNotEmitted(first.raise_asked):
        connection = stranger(claim, words)
        qtbot.waitUntil(lambda: was_shown_out(connection))
        connection.close()

    with qtbot.waitSignal(first.raise_asked):
        second = Second(environment)
    assert second.wait(qtbot) is Outcome.RAISED


def test_many_who_say_nothing_keep_nobody_out_for_long(
    first: SingleInstance, claim: Claim, environment: Mapping[str, str], qtbot: QtBot
) -> None:
    silent = []
    for _ in range(GUESTS + 4):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.connect(str(claim.socket_path))
        silent.append(connection)
        qtbot.waitUntil(lambda: len(first._guests) in (min(len(silent), GUESTS), GUESTS))

    qtbot.waitUntil(lambda: not first._guests)
    with qtbot.waitSignal(first.raise_asked):
        second = Second(environment)
    assert second.wait(qtbot) is Outcome.RAISED
    for connection in silent:
        connection.close()


def test_a_request_in_pieces_is_understood(first: SingleInstance, claim: Claim, qtbot: QtBot) -> None:
    request = json.dumps({"do": "raise", "token": "t"}).encode() + b"\n"
    connection = stranger(claim, request[:10])
    qtbot.waitUntil(lambda: len(first._guests) == 1)

    with qtbot.waitSignal(first.raise_asked) as asked:
        connection.sendall(request[10:])

    assert asked.args == ["t"]
    assert connection.recv(64) == RAISED
    connection.close()


@pytest.mark.parametrize(
    ("token", "taken"),
    [("abc-1_TIME9", "abc-1_TIME9"), ("a\nb", ""), ("ä", ""), ("x" * (LONGEST_TOKEN + 1), ""), (7, ""), (None, "")],
)
def test_a_token_is_one_printable_word_or_none(token: object, taken: str) -> None:
    assert token_of(json.dumps({"do": "raise", "token": token}).encode()) == taken


# ---- the place


def test_a_folder_of_somebody_else_or_open_to_others_is_no_meeting_place(tmp_path: Path) -> None:
    mine = {"XDG_RUNTIME_DIR": str(tmp_path)}
    folder = tmp_path / "procmon_gui"
    assert meeting_folder(mine) == folder

    folder.chmod(0o755)
    assert meeting_folder(mine) is None
    folder.rmdir()
    folder.symlink_to(tmp_path)
    assert meeting_folder(mine) is None
    assert claim_or_raise(IDENTITY, mine) == (Outcome.ALONE, None)
    assert meeting_folder({"XDG_RUNTIME_DIR": str(tmp_path / "not-there")}) is None


def test_without_a_runtime_folder_they_meet_in_a_private_one_among_temporary_files(tmp_path: Path) -> None:
    folder = meeting_folder({"TMPDIR": str(tmp_path)})

    assert folder == tmp_path / f"procmon_gui-{os.getuid()}"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_where_no_socket_can_be_made_the_window_opens_all_the_same(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 100)
    deep.mkdir()
    outcome, claim = claim_or_raise(IDENTITY, {"XDG_RUNTIME_DIR": str(deep)})
    assert outcome is Outcome.FIRST
    assert claim is not None

    SingleInstance(claim).close()
