"""Logins in bad days: guessers, restarts, clocks that are set, many programs at once, programs that die.

What nobody may ever find are the passwords: not in a file, not in a log, not in a core.
"""

import contextlib
import json
import logging
import os
import resource
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import cast

import pytest

from procmon_gui.auth.delays import FREE_TRIES
from procmon_gui.auth.hashing import Cost
from procmon_gui.domain.accounts import LoginRefused, Role
from procmon_gui.domain.errors import WrongInput
from procmon_gui.services.places import Options, open_log
from procmon_gui.store.desk.database import FILE_NAME
from tests.auth.logins import OTHER, RIGHT, WRONG, Hall, HandClock
from tests.faults.rigs import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals, limits and cores of Linux")

PATIENCE_S = 120.0
MOST_ROUNDS = 25
# As nobody types them by chance.
PLANTED = [f"gepflanzt-{number:02}-übrig geblieben" for number in range(20)]


def child(code: str, *words: str, cwd: Path) -> subprocess.Popen[str]:
    """Start a program of these lines."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=cwd, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip


# ---------------------------------------------------------------- guessing


@pytest.mark.parametrize("name", ["vera", "nobody at all"])
def test_of_two_hundred_guesses_five_come_before_the_first_wait_and_the_rest_takes_hours(
    tmp_path: Path, name: str
) -> None:
    """Whether there is an account of that name or not: the same waits, in the same words."""
    hall = Hall(tmp_path).fill()
    said, began_s = [], hall.clock.monotonic_s
    for _ in range(200):
        with pytest.raises(LoginRefused) as refused:
            hall.access.log_in(name, WRONG)
        said.append((str(refused.value), refused.value.wait_s))
        hall.clock.pass_by(min(refused.value.wait_s, 1000))

    waits = [wait_s for _, wait_s in said]
    assert waits[: FREE_TRIES - 1] == [0.0] * (FREE_TRIES - 1)
    assert waits[FREE_TRIES - 1 : 13] == [2, 4, 8, 16, 32, 64, 128, 256, 300]
    assert waits[98] == 300
    assert waits[99:] == [float("inf")] * 101
    assert hall.clock.monotonic_s - began_s > 7 * 3600
    assert [sentence for sentence, _ in said[:5]] == ["The name or the password is wrong."] * 4 + [
        "The name or the password is wrong. The next try can be made in 2 s."
    ]
    assert said[99][0].startswith("Too many wrong passwords: only an administrator")


@pytest.mark.parametrize("name", ["vera", "nobody at all"])
@pytest.mark.parametrize(
    ("boot_id", "monotonic_s", "wall_s"),
    [
        ("boot", 0.0, 0.0), ("boot", 0.0, 10**9), ("boot", 0.0, -(10**9)), ("boot", 0.0, 3600.0),
        ("another boot", -990.0, 0.0), ("another boot", -990.0, 10**9), ("another boot", -990.0, -(10**9)),
    ],
)  # fmt: skip
def test_no_restart_and_no_clock_makes_waiting_shorter(
    tmp_path: Path, name: str, boot_id: str, monotonic_s: float, wall_s: float
) -> None:
    """Of the program, of the machine, with the clock as it was, set back or set forward."""
    hall = Hall(tmp_path).fill()
    for _ in range(FREE_TRIES + 3):
        hall.clock.pass_by(100)
        hall.desk_accounts.admit(name, WRONG)  # the last of them owes 16 s
    hall.clock.monotonic_s = hall.clock.monotonic_s + monotonic_s if monotonic_s == 0 else 10.0
    hall.clock.wall_ms += int(wall_s * 1000)

    admission = hall.again(boot_id=boot_id).desk_accounts.admit(name, f"{name} {RIGHT}")

    assert admission.is_early
    assert admission.wait_s == (16.0 if boot_id == "boot" else 6.0)
    hall.clock.monotonic_s += admission.wait_s
    assert hall.again(boot_id=boot_id).desk_accounts.admit(name, f"{name} {RIGHT}").is_early is False


GUESSER = """
    import sys
    from pathlib import Path
    from tests.auth.logins import Hall, WRONG
    accounts = Hall(Path(sys.argv[1])).desk_accounts
    print("ready", flush=True)
    input()
    tried = [accounts.admit("vera", WRONG) for _ in range(10)]
    print(sum(not admission.is_early for admission in tried))
"""


def test_six_programs_at_once_have_no_more_tries_than_one(tmp_path: Path) -> None:
    """Each counts before it compares; time stands still for all of them."""
    Hall(tmp_path).fill()
    guessers = [child(GUESSER, str(tmp_path), cwd=ROOT) for _ in range(6)]
    for one in guessers:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    tried = [int(one.communicate("\n", timeout=PATIENCE_S)[0]) for one in guessers if _begin(one)]

    assert sum(tried) == FREE_TRIES


def _begin(one: "subprocess.Popen[str]") -> bool:
    assert one.stdin is not None
    one.stdin.write("\n")
    one.stdin.flush()
    return True


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from procmon_gui.auth.hashing import Hasher
    from tests.auth.logins import Hall, WRONG
    Hasher.is_right = lambda self, kept, password: os.kill(os.getpid(), signal.SIGKILL)
    Hall(Path(sys.argv[1])).desk_accounts.admit("vera", WRONG)
"""


def test_who_is_killed_before_he_hears_the_answer_has_tried(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    for _ in range(FREE_TRIES):
        with child(KILLED, str(tmp_path), cwd=ROOT) as one:
            assert one.wait(PATIENCE_S) == -signal.SIGKILL

    assert hall.desk_accounts.admit("vera", f"vera {RIGHT}").is_early


def test_an_unknown_name_takes_as_long_as_a_wrong_password_and_so_does_who_is_too_early(tmp_path: Path) -> None:
    """At the real cost, in CPU time: what a busy machine adds says nothing. Medians within a tenth."""
    clock = HandClock()
    hall = Hall(tmp_path, clock, cost=Cost())
    hall.desk_accounts.add("anna", OTHER, Role.ADMINISTRATOR)

    def took_s(name: str, *, is_early: bool) -> float:
        if not is_early:
            clock.pass_by(301)
        began_s = time.process_time()
        assert hall.desk_accounts.admit(name, WRONG).is_early is is_early
        return time.process_time() - began_s

    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection, connection:
        tried = [("=anna",), *((f"?{number}",) for number in range(256))]
        connection.executemany("INSERT INTO login_tries VALUES (?, 20, 0, 'boot', 0)", tried)
    kinds = [(name, is_early) for name in ("anna", "nobody") for is_early in (False, True)]
    rounds: list[list[float]] = []
    while len(rounds) < MOST_ROUNDS:
        rounds += [[took_s(name, is_early=is_early) for name, is_early in kinds] for _ in range(5)]
        medians = [statistics.median(column) for column in zip(*rounds, strict=True)]
        if max(medians) < 1.1 * min(medians):  # else others disturb, as caches and clocks that change show in CPU time
            break

    print("medians, CPU ms:", [round(median * 1000, 1) for median in medians])
    assert max(medians) < 1.1 * min(medians)
    # As the design expects it, on machines of the last ten years.
    assert 0.03 < medians[0] < 1.0


FULL = """
    import json, logging, sys
    from pathlib import Path
    from procmon_gui.domain.accounts import LoginRefused
    from tests.auth.logins import Hall, RIGHT, WRONG
    logging.disable(logging.CRITICAL)
    folder = Path(sys.argv[1])

    def fill_up():
        for size in (65536, 4096):
            with open(folder / f"filler {size}", "ab", buffering=0) as filler:
                try:
                    while True:
                        filler.write(bytes(size))
                except OSError:
                    pass

    def guess(hall, count):
        waits = []
        for _ in range(count):
            try:
                hall.access.log_in("oskar", WRONG)
            except LoginRefused as refused:
                waits.append(refused.wait_s)
        return waits
"""
# Each program is a new one: what it does not find on the disk it does not know.
RESERVED = """
    hall = Hall(folder).fill()
    hall.audit.prepare()
    fill_up()
    waits, pauses = [], []
    for _ in range(7):
        hall = Hall(folder)
        waits += guess(hall, 1)
        pauses += hall.pauses
        fill_up()
    kept = sum("oskar" in deed for deed in hall.deeds())
    print(json.dumps([waits, pauses, kept]))
"""
GONE = """
    Hall(folder).fill()
    fill_up()
    for path in folder.glob("*.ballast"):
        path.unlink()
    fill_up()
    hall = Hall(folder)
    first = guess(hall, 6), hall.pauses
    another = Hall(folder)
    second = guess(another, 1), another.pauses
    hall.clock.pass_by(2)
    who = hall.log_in("oskar").account
    state = hall.access.state().name
    try:
        hall.log_in("anna")
        hall.accounts.remove("vera")
    except Exception as error:
        print(json.dumps([first, second, who, state, type(error).__name__, len(hall.desk_accounts.all())]))
"""


def _on_a_small_disk(folder: Path, code: str) -> object:
    if os.geteuid() != 0:
        pytest.skip("only root mounts a small disk")
    body = ["sh", "-c", 'mount -t tmpfs -o size=8m none "$1" && exec "$2" -c "$3" "$1"', "-", str(folder)]
    lines = textwrap.dedent(FULL) + textwrap.dedent(code)
    done = subprocess.run(
        ["unshare", "--mount", *body, sys.executable, lines], capture_output=True, text=True, timeout=PATIENCE_S,
        check=False, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.needs_root
def test_on_a_full_disk_tries_are_counted_in_the_room_of_the_reserve_so_that_no_restart_forgets_them(
    tmp_path: Path,
) -> None:
    waits, pauses, kept = cast("list[object]", _on_a_small_disk(tmp_path, RESERVED))

    assert (waits, pauses, kept) == ([0, 0, 0, 0, 2, 2, 2], [], 7)


@pytest.mark.needs_root
def test_on_a_disk_without_any_room_people_log_in_and_guessers_wait_and_no_account_is_changed(tmp_path: Path) -> None:
    told = _on_a_small_disk(tmp_path, GONE)

    assert told == [[[0, 0, 0, 0, 2, 2], [2]], [[0], [2]], "oskar", "IN", "Full", 3]


@pytest.mark.parametrize("password", [WRONG, f"oskar {RIGHT}"])
def test_who_forbids_his_own_program_to_write_is_told_nothing_about_a_password(tmp_path: Path, password: str) -> None:
    """Else he could guess for ever: what is not counted is not compared. One program after the other, as a script."""
    Hall(tmp_path).fill().audit.prepare()

    def guess(*, is_limited: bool) -> tuple[int, str]:
        limit = 'ulimit -f 0; exec "$@"' if is_limited else 'exec "$@"'
        words = ["users", "list", "--data-dir", str(tmp_path), "--config", str(tmp_path / "none.toml")]
        account = ["--account", "oskar", "--password-stdin"]
        done = subprocess.run(
            ["sh", "-c", limit, "-", sys.executable, "-m", "procmon_gui", *words, *account], input=f"{password}\n",
            capture_output=True, text=True, timeout=PATIENCE_S, check=False, cwd=ROOT,
        )  # fmt: skip
        return done.returncode, done.stderr.splitlines()[-1]

    told = {guess(is_limited=True) for _ in range(2)}

    limit = "a quota or a limit of this program (ulimit -f) is reached, so nothing was kept"
    assert told == {(1, f"procmon-gui: {tmp_path / FILE_NAME}: {limit}")}
    assert (tmp_path / "desk.ballast").stat().st_size == 1024**2, "a limit takes nothing of the reserve"
    assert "administrator" in guess(is_limited=False)[1] or password == WRONG


# ---------------------------------------------------------------- what is left behind


def found_in(folder: Path, words: Sequence[str]) -> list[tuple[str, str]]:
    """Return which words stand in which file, in any of the ways in which a program keeps letters."""
    hits = []
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            hits += [
                (path.name, word) for word in words for code in ("utf-8", "utf-16-le", "utf-32-le", "latin-1")
                if word.encode(code) in data
            ]  # fmt: skip
    return hits


@contextlib.contextmanager
def everything_logged(folder: Path) -> Iterator[Path]:
    """Let the log of the program take all that anybody says."""
    root = logging.getLogger()
    before, handlers = root.level, list(root.handlers)
    path = open_log(Options(data_dir=folder))
    assert path is not None
    root.setLevel(logging.DEBUG)
    for handler in root.handlers:
        if handler not in handlers:
            handler.setLevel(logging.DEBUG)
    try:
        yield path
    finally:
        root.setLevel(before)
        for handler in set(root.handlers) - set(handlers):
            root.removeHandler(handler)
            handler.close()


def test_twenty_planted_passwords_are_in_no_file_whatever_they_were_typed_as(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """As password and as name, right and wrong, for every question that takes one."""
    hall = Hall(tmp_path).fill()
    with everything_logged(tmp_path) as log:
        logging.getLogger("procmon_gui").info("the log works")
        for place, secret in enumerate(PLANTED):
            hall.clock.pass_by(100_000)
            tries: list[Callable[[], object]] = [
                partial(hall.access.log_in, "vera", secret),
                partial(hall.access.log_in, secret, secret),
                partial(hall.accounts.recover, secret, secret, secret),
                partial(hall.log_in, "anna"),
                partial(hall.accounts.set_password, "oskar", secret),
                partial(hall.accounts.remove, secret),
                partial(hall.accounts.add, secret, "short", Role.VIEWER),
                partial(hall.access.log_in, "oskar", secret),
                partial(hall.access.confirm, secret + "x"),
                partial(hall.access.confirm, secret),
            ]
            for attempt in tries:
                with contextlib.suppress(LoginRefused, WrongInput):
                    attempt()
            assert hall.access.holder() == "oskar", place

    assert "the log works" in log.read_text()
    assert len(hall.deeds()) > 150
    assert found_in(tmp_path, PLANTED) == []
    assert not [secret for secret in PLANTED if secret in caplog.text]


CRASH = """
    import os, signal, sys
    from pathlib import Path
    from procmon_gui.services.access import open_access
    from procmon_gui.services.places import Options, open_settings
    from procmon_gui.terminal.asking import InputAsker
    if sys.argv[2] == "unprotected":
        Path("/proc/self/coredump_filter").write_text("0x33")  # whatever the tests before have set here
    folder = Path(sys.argv[1])
    options = Options(data_dir=folder, config=folder / "settings.toml")
    access = open_access(options, open_settings(options), waits=sys.argv[2] == "terminal")
    access.refresh()
    name, password = sys.stdin.readline().strip(), (InputAsker().secret("Password: ") if sys.argv[2] == "terminal"
        else sys.stdin.readline().strip())
    try:
        if sys.argv[2] != "unprotected":
            access.log_in(name, password)
    except Exception as error:
        print(type(error).__name__, flush=True)
    print("tried", flush=True)
    sys.stdin.readline()
    os.kill(os.getpid(), signal.SIGABRT)
"""


def _cores_are_files() -> bool:
    pattern = Path("/proc/sys/kernel/core_pattern").read_text().strip()
    return "/" not in pattern and not pattern.startswith("|")


@pytest.mark.parametrize("kind", ["terminal", "window", "unprotected"])
@pytest.mark.parametrize("taker", ["abort", pytest.param("gcore", marks=pytest.mark.nightly)])
def test_a_program_that_dies_leaves_no_password_in_a_core(tmp_path: Path, kind: str, taker: str) -> None:
    """Right and wrong, as name and as password. One that protects nothing shows that a core would have them."""
    if taker == "abort" and not _cores_are_files():
        pytest.skip("cores are handed to another program here, or lie elsewhere")
    if taker == "gcore" and shutil.which("gcore") is None:
        pytest.skip("gdb is not installed")
    data, left = tmp_path / "data", tmp_path / "left"
    left.mkdir()
    Hall(data).desk_accounts.add("anna", PLANTED[0], Role.ADMINISTRATOR)
    typed = [("anna", PLANTED[0]), (PLANTED[2], PLANTED[3])]
    for name, password in typed[: 1 if kind == "unprotected" else None]:
        with child(CRASH, str(data), kind, cwd=left) as one:
            most = resource.prlimit(one.pid, resource.RLIMIT_CORE)[1]
            if most != resource.RLIM_INFINITY and os.geteuid() != 0:
                one.kill()
                pytest.skip("this shell forbids cores, and only root may allow them again")
            resource.prlimit(one.pid, resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            assert one.stdin is not None
            assert one.stdout is not None
            one.stdin.write(f"{name}\n{password}\n")
            one.stdin.flush()
            while one.stdout.readline() != "tried\n":
                pass
            if taker == "gcore":
                subprocess.run(
                    ["gcore", "-o", str(left / "core"), str(one.pid)],
                    capture_output=True,
                    check=False,
                    timeout=PATIENCE_S,
                )
                one.kill()
            else:
                one.stdin.write("\n")
                one.stdin.flush()
            one.wait(PATIENCE_S)

    cores = [path for path in left.iterdir() if path.name.startswith("core")]
    if kind == "unprotected":
        assert cores
        assert ("utf-8", PLANTED[0]) in [("utf-8", word) for _, word in found_in(left, PLANTED)]
    elif taker == "abort":
        assert cores == []
    assert kind == "unprotected" or found_in(tmp_path, PLANTED[:4]) == []
