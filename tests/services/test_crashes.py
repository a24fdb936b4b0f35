"""Reports of failures: real programs that die, and what whoever starts next finds."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.domain.crashes import LARGEST_BYTES, CrashKind, CrashReport, report_name, report_of
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.version import VERSION
from procmon_gui.services.crashes import MOST_REPORTS, MOST_THAT_WENT_ON, CrashFolder, crash_folder
from procmon_gui.services.places import Options, log_path

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="locks and signals of Unix")

_CHILD = """
import logging, os, signal, sys, threading, time
from pathlib import Path
from procmon_gui.engine.crash_watch import crash_watch
from procmon_gui.services.crashes import watch_for_crashes
from procmon_gui.services.places import Options, log_path, open_log

options = Options(data_dir=Path(sys.argv[1]))
open_log(options)
watch_for_crashes(options, program="record", qt="", log=log_path(options))
logging.getLogger("near").warning("something came before with --password=hunter2")
"""


def child(folder: Path, body: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", _CHILD + body, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120, check=False)


def reports(folder: Path) -> Sequence[CrashReport]:
    return CrashFolder(Options(data_dir=folder)).listed()


def put(folder: Path, kind: CrashKind, at_s: float, *, pid: int = 7, text: str = "x") -> str:
    place = folder / "crashes"
    place.mkdir(exist_ok=True)
    name = report_name(kind, at_s, "0123abcd", pid)
    (place / name).write_text(text)
    return name


# ---- what dies


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE])
def test_a_program_that_a_signal_killed_leaves_a_report_to_whoever_starts_next(
    tmp_path: Path, number: signal.Signals
) -> None:
    died = child(tmp_path, f"def deep_inside():\n    os.kill(os.getpid(), {int(number)})\ndeep_inside()\n")

    assert died.returncode == -number
    (report,) = reports(tmp_path)
    assert (report.kind, report.is_new, report.version, report.program) == (CrashKind.DIED, True, VERSION, "record")
    assert report.what
    assert "in deep_inside" in report.text
    assert abs(report.at_s - time.time()) < 60
    assert "something came before with --password=[redacted]" in report.text
    assert "hunter2" not in report.text
    assert [path.name for path in (tmp_path / "crashes").iterdir()] == [report.name]
    assert reports(tmp_path) == (report,)


def test_nobody_else_may_read_a_report(tmp_path: Path) -> None:
    os.umask(before := os.umask(0))
    child(tmp_path, "os.umask(0)\nos.abort()\n")
    (report,) = reports(tmp_path)
    os.umask(before)

    assert stat.S_IMODE((tmp_path / "crashes").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "crashes" / report.name).stat().st_mode) == 0o600


def test_an_exception_that_ends_the_program_is_kept_at_once_and_still_printed(tmp_path: Path) -> None:
    ended = child(tmp_path, "def fails():\n    raise OSError('mysql --password=hunter2 at /x')\nfails()\n")

    assert ended.returncode == 1
    assert "OSError" in ended.stderr
    (report,) = reports(tmp_path)
    assert report.kind is CrashKind.FAILED
    assert report.what == "OSError: mysql --password=[redacted] at /x"
    assert "in fails" in report.text
    assert "hunter2" not in report.text


def test_an_exception_of_a_thread_is_kept_as_one_that_went_on_and_each_place_once(tmp_path: Path) -> None:
    body = (
        "def fails(what):\n    raise ValueError(what)\n"
        "for number in range(9):\n"
        "    thread = threading.Thread(target=fails, args=(number,))\n    thread.start()\n    thread.join()\n"
    )
    went_on = child(tmp_path, body)

    assert went_on.returncode == 0
    (report,) = reports(tmp_path)
    assert (report.kind, report.what) == (CrashKind.WENT_ON, "ValueError: 0")
    assert not report.kind.is_end


def test_a_mistake_that_a_thread_caught_at_its_root_and_logged_is_kept_and_what_the_world_refuses_is_not(
    tmp_path: Path,
) -> None:
    body = """
from procmon_gui.domain.errors import Unavailable
from procmon_gui.engine.crash_watch import NOBODY_CAUGHT
def fails(error):
    raise error
def root(name, error):
    try:
        fails(error)
    except Exception:
        logging.getLogger(name).exception("Judgement failed")
root("procmon_gui.x", KeyError("y"))
root("procmon_gui.x", Unavailable("full"))
root("other", ValueError())
root(NOBODY_CAUGHT, Unavailable("uncaught"))
logging.getLogger("procmon_gui.x").error("no exception")
"""
    child(tmp_path, body)

    found = sorted(reports(tmp_path), key=lambda report: report.what)
    assert [report.what for report in found] == ["KeyError: 'y'", "Unavailable: uncaught"]
    assert {report.kind for report in found} == {CrashKind.WENT_ON}
    assert "in fails" in found[0].text


def test_what_fails_while_a_failure_is_kept_is_no_further_failure(tmp_path: Path) -> None:
    body = """
def broken(line):
    logging.getLogger("procmon_gui.x").error("again", exc_info=ValueError("inside"))
    raise RuntimeError("cannot hide")
crash_watch()._hide = broken
def fails():
    raise KeyError
thread = threading.Thread(target=fails)
thread.start()
thread.join()
print("goes on")
"""
    done = child(tmp_path, body)

    assert (done.returncode, done.stdout) == (0, "goes on\n")


def test_a_run_that_fails_everywhere_keeps_the_first_few(tmp_path: Path) -> None:
    body = (
        "for number in range(12):\n"
        "    exec(compile('\\n' * number + 'def fails():\\n    raise ValueError', 'place', 'exec'))\n"
        "    thread = threading.Thread(target=fails)\n    thread.start()\n    thread.join()\n"
    )
    child(tmp_path, body)

    assert len(reports(tmp_path)) == 5


@pytest.mark.parametrize("end", ["", "sys.exit(3)", "os._exit(0)", "os.kill(os.getpid(), signal.SIGKILL)"])
def test_a_program_that_ended_without_a_failure_of_its_own_leaves_nothing(tmp_path: Path, end: str) -> None:
    """Somebody else ends what SIGKILL ends: a logout, an administrator, the kernel."""
    child(tmp_path, end)

    assert reports(tmp_path) == ()
    assert list((tmp_path / "crashes").iterdir()) == []


def test_ctrl_c_is_no_failure(tmp_path: Path) -> None:
    child(tmp_path, "raise KeyboardInterrupt\n")

    assert reports(tmp_path) == ()


# ---- what hangs

_HANG = """
import faulthandler
faulthandler.register(signal.SIGALRM, file=crash_watch().notebook, all_threads=False)
signal.setitimer(signal.ITIMER_REAL, 0.05)
time.sleep(0.5)
"""


def test_a_hang_that_ended_is_kept_and_the_notebook_is_empty_again(tmp_path: Path) -> None:
    child(tmp_path, f"{_HANG}crash_watch().keep_hang(4.25)\nos.kill(os.getpid(), signal.SIGKILL)\n")

    (report,) = reports(tmp_path)
    assert (report.kind, report.what) == (CrashKind.HUNG, "the window did not answer for 4.2 s")
    assert "most recent call first" in report.text


def test_a_program_that_was_ended_while_it_hung_says_where(tmp_path: Path) -> None:
    child(tmp_path, f"{_HANG}os.kill(os.getpid(), signal.SIGKILL)\n")

    (report,) = reports(tmp_path)
    assert report.kind is CrashKind.HUNG_AND_ENDED
    assert report.kind.is_end
    assert "most recent call first" in report.text


def test_a_hang_that_nobody_was_told_of_is_no_end(tmp_path: Path) -> None:
    child(tmp_path, f"{_HANG}crash_watch().forget_hang()\nos.kill(os.getpid(), signal.SIGKILL)\n")

    assert reports(tmp_path) == ()


def test_a_program_that_hung_and_then_died_is_told_as_dead(tmp_path: Path) -> None:
    child(tmp_path, f"{_HANG}os.abort()\n")

    assert [report.kind for report in reports(tmp_path)] == [CrashKind.DIED]


# ---- two at once, and what is broken


def test_what_a_program_that_still_runs_has_written_is_no_report(tmp_path: Path) -> None:
    body = f"{_HANG}print('hung', flush=True)\nsys.stdin.read()\nos.abort()\n"
    with subprocess.Popen(
        [sys.executable, "-c", _CHILD + body, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, cwd=ROOT,
    ) as program:  # fmt: skip
        assert program.stdout is not None
        assert program.stdin is not None
        program.stdout.readline()
        assert reports(tmp_path) == ()
        program.stdin.close()
        program.wait(60)

    assert [report.kind for report in reports(tmp_path)] == [CrashKind.DIED]


def test_of_two_that_look_after_it_at_once_one_makes_the_report(tmp_path: Path) -> None:
    child(tmp_path, "os.abort()\n")
    look = (
        "import sys; from pathlib import Path; from procmon_gui.services.crashes import CrashFolder\n"
        "from procmon_gui.services.places import Options\n"
        "sys.stdin.readline(); CrashFolder(Options(data_dir=Path(sys.argv[1]))).listed()\n"
    )
    command = [sys.executable, "-c", look, str(tmp_path)]
    both = [subprocess.Popen(command, stdin=subprocess.PIPE, cwd=ROOT) for _ in range(2)]
    for one in both:
        assert one.stdin is not None
        one.stdin.write(b"go\n")
        one.stdin.close()

    assert [one.wait(60) for one in both] == [0, 0]
    (report,) = reports(tmp_path)
    assert report.text.count("The end of the log:") == 1


def test_a_folder_that_can_not_be_written_is_logged_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "crashes").write_text("somebody's own")

    done = child(tmp_path, "assert crash_watch() is None\nprint('goes on')\n")

    assert done.stdout == "goes on\n"
    assert "No report could be kept of a failure" in log_path(Options(data_dir=tmp_path)).read_text()
    assert reports(tmp_path) == ()


def test_where_no_file_can_grow_the_program_goes_on(tmp_path: Path) -> None:
    """As on a full disk: what is written fails, and the failure of that is a line in the log at most."""
    body = (
        "import resource\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
        "def fails():\n    raise ValueError\n"
        "thread = threading.Thread(target=fails)\nthread.start()\nthread.join()\nprint('goes on')\n"
    )
    done = child(tmp_path, body)

    assert done.stdout == "goes on\n"
    assert all(not report.text for report in reports(tmp_path))


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "crashes"
    place.mkdir()
    names = ["notes.txt", "20260101T000000Z-died.txt", "running.txt", "20269999T000000Z-died-0123abcd-1.txt"]
    for name in names:
        (place / name).write_text("mine")
    os.mkfifo(place / report_name(CrashKind.DIED, 0, "0123abcd", 1))
    (place / "running-0123abcd-1-2.txt").symlink_to(place / "notes.txt")
    (place / "running-0123abcd-1-3.txt").mkdir()

    assert [report.text for report in reports(tmp_path)] == [""]

    assert {path.name for path in place.iterdir()} >= {*names, "running-0123abcd-1-2.txt", "running-0123abcd-1-3.txt"}
    assert (place / "notes.txt").read_text() == "mine"


def test_a_report_that_was_half_written_is_shown_as_far_as_it_goes(tmp_path: Path) -> None:
    put(tmp_path, CrashKind.FAILED, 1_700_000_000, text="procmon_gui report of a failure\nvers")

    (report,) = reports(tmp_path)
    assert (report.version, report.what) == ("", "")
    assert report.text.endswith("vers")


def test_the_folder_of_the_user_has_no_name_in_what_may_be_handed_on(tmp_path: Path) -> None:
    put(tmp_path, CrashKind.FAILED, 1_700_000_000, text=f'  File "{Path.home()}/venv/x.py", line 3')

    (report,) = reports(tmp_path)
    assert report.text == '  File "~/venv/x.py", line 3'


def test_a_report_has_a_size_that_can_be_shown(tmp_path: Path) -> None:
    place = tmp_path / "crashes"
    place.mkdir()
    (place / "running-0123abcd-5-6.txt").write_text("head\nFatal Python error: Aborted\n" + "x" * (2 * LARGEST_BYTES))

    (report,) = reports(tmp_path)
    assert len(report.text) <= LARGEST_BYTES
    assert (place / report.name).stat().st_size <= LARGEST_BYTES


# ---- how many, and who was told


def test_the_newest_twenty_stay_and_what_went_on_pushes_out_nothing_that_ended(tmp_path: Path) -> None:
    ended = [put(tmp_path, CrashKind.DIED, 1_700_000_000 + at, pid=at + 1) for at in range(15)]
    for at in range(30):
        put(tmp_path, CrashKind.WENT_ON, 1_700_001_000 + at, pid=at + 1)

    kept = reports(tmp_path)

    assert len(kept) == MOST_REPORTS == len(list((tmp_path / "crashes").iterdir()))
    assert sum(not report.kind.is_end for report in kept) == MOST_THAT_WENT_ON
    assert [report.name for report in kept if report.kind.is_end] == ended[:-11:-1]
    assert [report.at_s for report in kept] == sorted((report.at_s for report in kept), reverse=True)


def test_a_clock_that_was_wrong_breaks_nothing(tmp_path: Path) -> None:
    for at_s in (0.0, 4_000_000_000.0, 1_700_000_000.0):
        put(tmp_path, CrashKind.DIED, at_s)

    assert [report.at_s for report in reports(tmp_path)] == [4_000_000_000.0, 1_700_000_000.0, 0.0]


def test_who_was_told_of_a_report_is_not_told_again_and_may_delete_it(tmp_path: Path) -> None:
    name = put(tmp_path, CrashKind.DIED, 1_700_000_000)
    folder = CrashFolder(Options(data_dir=tmp_path))

    folder.mark_told([name, "notes.txt", "../else.txt"])
    (report,) = folder.listed()
    assert not report.is_new
    folder.mark_told([name])
    folder.delete(report.name)
    folder.delete(report.name)
    assert folder.listed() == ()


def test_nothing_but_a_report_is_deleted(tmp_path: Path) -> None:
    (tmp_path / "crashes").mkdir()
    (tmp_path / "mine.txt").write_text("mine")

    CrashFolder(Options(data_dir=tmp_path)).delete("../mine.txt")

    assert (tmp_path / "mine.txt").exists()


def test_what_can_not_be_deleted_says_why(tmp_path: Path) -> None:
    name = put(tmp_path, CrashKind.DIED, 1_700_000_000)
    (tmp_path / "crashes" / name).unlink()
    (tmp_path / "crashes" / name).mkdir()

    with pytest.raises(Unavailable, match="can not be deleted: Is a directory"):
        CrashFolder(Options(data_dir=tmp_path)).delete(name)


def test_without_a_home_there_is_no_place_for_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "")
    monkeypatch.setattr("platformdirs.user_state_path", lambda *_, **__: Path("~/.local/state/procmon_gui"))

    assert crash_folder(Options()) is None
    assert CrashFolder(Options()).listed() == ()
    assert CrashFolder(Options()).folder == ""


@given(name=st.text(), text=st.text())
def test_whatever_a_file_is_called_and_holds_it_is_a_report_or_none(name: str, text: str) -> None:
    report_of(name, text)
    assert report_of(report_name(CrashKind.DIED, 0, "0123abcd", 1), text) is not None
