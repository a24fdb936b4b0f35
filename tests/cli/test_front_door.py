"""The program as it is started by people and scripts: real processes, real pipes, real signals."""

import fcntl
import json
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import tomllib
from pathlib import Path

import pytest

from procmon_gui.domain.text import shown_width
from procmon_gui.domain.version import VERSION
from tests.stopwatch import Stopwatch

ROOT = Path(__file__).resolve().parents[2]
NO_DISPLAY = {
    name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
}
END_LIMIT_S = 2.0
# For what never comes: a busy machine takes its time.
PATIENCE_S = 120.0


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "procmon_gui", *words]


def _run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        _command(*words), capture_output=True, text=True, timeout=90, check=False, cwd=ROOT, env=NO_DISPLAY | more
    )


def _loaded_after(*words: str) -> set[str]:
    """Return the packages of which a fresh process has loaded anything when it has done what the command line says."""
    return {name.partition(".")[0] for name in _modules_after(*words)}


def _modules_after(*words: str) -> set[str]:
    code = (
        "import sys, contextlib, io\n"
        "from procmon_gui.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        f"    main({list(words)!r})\n"
        "print(' '.join(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=90, check=True, cwd=ROOT, env=NO_DISPLAY
    )
    return set(done.stdout.split())


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert project["version"] == VERSION
    assert _run("--version").stdout == f"procmon-gui {VERSION}\n"


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("sample", "--help")])
def test_help_and_version_load_neither_qt_nor_numpy(words: tuple[str, ...]) -> None:
    loaded = _loaded_after(*words)

    assert "procmon_gui" in loaded
    assert not loaded & {"PySide6", "shiboken6", "pyqtgraph", "numpy", "sqlalchemy", "psutil"}


@pytest.mark.parametrize("words", [("sample", "--count", "1", "--interval", "0.1"), ("doctor",)])
def test_the_verbs_of_the_terminal_never_load_qt(words: tuple[str, ...]) -> None:
    loaded = _loaded_after(*words)

    assert "numpy" in loaded
    assert not loaded & {"PySide6", "shiboken6", "pyqtgraph"}


def test_a_recorder_loads_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    """It runs all day: what it has loaded it keeps. The ORM alone takes 6 MiB, the dialect of PostgreSQL 2 MiB."""
    loaded = _modules_after("record", "--for", "2s", "--interval", "0.2", "--data-dir", str(tmp_path))

    assert "sqlalchemy.dialects.sqlite" in loaded
    assert not loaded & {
        "PySide6", "pyqtgraph", "sqlalchemy.orm", "sqlalchemy.dialects.postgresql", "alembic", "psycopg2", "keyring",
        "apprise", "lark", "re2", "psutil", "asyncio.events", "procmon_gui.store.desk.database",
    }  # fmt: skip


def test_json_samples_have_rates_from_the_first_line_on() -> None:
    done = _run("sample", "--count", "2", "--interval", "0.2", "--format", "json")

    assert done.returncode == 0
    beats = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(beats) == 2
    for beat in beats:
        (ours,) = [process for process in beat["processes"] if process["pid"] == os.getpid()]
        assert ours["cpu_ratio"] is not None
        assert ours["rss_bytes"] > 0
        assert ours["open_descriptors"] > 0
        assert beat["system"]["host.cpu.busy_ratio"][""] is not None
    assert beats[0]["at_utc"] < beats[1]["at_utc"]


def test_without_a_display_the_program_says_so_and_works_in_the_terminal() -> None:
    with subprocess.Popen(
        _command(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=NO_DISPLAY
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        first = program.stdout.readline()
        program.terminate()
        said = program.stderr.read()
        program.stdout.read()

    assert "processes" in first
    assert said.splitlines()[0] == (
        "procmon-gui: No display was found, so the window can not open; showing live samples in the terminal."
    )
    assert program.returncode == 0


def test_without_a_display_an_alert_is_not_shown_as_live_samples() -> None:
    done = subprocess.run(
        _command("--alert", "7"), capture_output=True, text=True, cwd=ROOT, env=NO_DISPLAY, check=False, timeout=60
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert "so the alert can not be shown in it; `procmon-gui alerts` prints what fires." in done.stderr


def test_without_a_display_a_hidden_start_is_not_shown_as_live_samples() -> None:
    done = _run("--hidden")

    assert (done.returncode, done.stdout) == (2, "")
    assert "`procmon-gui record` records without a window." in done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(("count", "status"), [((), 0), (("--count", "1000"), None)])
def test_a_signal_ends_it_in_order_and_soon(number: signal.Signals, count: tuple[str, ...], status: int | None) -> None:
    """Endless, that is the normal end; with a count it is an unfinished job. Nobody is left behind."""
    with subprocess.Popen(
        _command("sample", "--interval", "5", "--limit", "1", *count), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, cwd=ROOT, env=NO_DISPLAY,
    ) as program:  # fmt: skip
        assert program.stdout is not None
        assert program.stderr is not None
        assert select.select([program.stdout], [], [], PATIENCE_S)[0]
        children = Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text().split()
        watch = Stopwatch()
        program.send_signal(number)
        program.wait(PATIENCE_S)
        took_s = watch.took_s
        said = program.stderr.read()

    assert program.returncode == (128 + number if status is None else status)
    assert took_s < END_LIMIT_S
    assert "Traceback" not in said
    assert children
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]


def _catches(pid: int, number: signal.Signals) -> bool:
    (line,) = [line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("SigCgt:")]
    return bool(int(line.split()[1], 16) >> (number - 1) & 1)


def test_ctrl_c_is_quiet_from_the_first_moment_on() -> None:
    """While numpy is still being imported, too. Python itself never catches SIGTERM, so that tells that we stand."""
    with subprocess.Popen(
        _command("sample"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=NO_DISPLAY
    ) as program:
        while not _catches(program.pid, signal.SIGTERM):
            os.sched_yield()
        watch = Stopwatch()
        program.send_signal(signal.SIGINT)
        printed, said = program.communicate(timeout=PATIENCE_S)
        took_s = watch.took_s

    assert took_s < END_LIMIT_S
    assert (program.returncode, printed, said) == (0, "", "")


def test_a_reader_that_leaves_ends_it_without_a_word() -> None:
    done = subprocess.run(
        f"{sys.executable} -m procmon_gui sample --interval 0.2 --format json 2>err | head -c 100 >/dev/null; "
        'echo "${PIPESTATUS[0]}"; grep -v Note: err; rm err',
        shell=True, executable=shutil.which("bash"), capture_output=True, text=True, timeout=90, check=False,
        env=NO_DISPLAY | {"PYTHONPATH": str(ROOT)}, cwd=os.environ.get("TMPDIR", "/tmp"),
    )  # fmt: skip

    assert done.stdout == "0\n"
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("verb", ["sample", "doctor"])
def test_a_full_disk_behind_standard_output_is_said_in_one_sentence(verb: str) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            _command(verb, *(("--count", "1", "--interval", "0.1") if verb == "sample" else ())),
            stdout=full, stderr=subprocess.PIPE, text=True, timeout=90, check=False, cwd=ROOT, env=NO_DISPLAY,
        )  # fmt: skip

    assert done.returncode == 1
    said = [line for line in done.stderr.splitlines() if "Note:" not in line]
    assert said == ["procmon-gui: Standard output can not be written: No space left on device."]


def test_closed_standard_streams_are_no_crash() -> None:
    done = subprocess.run(
        f"{sys.executable} -m procmon_gui sample --count 1 >&-", shell=True, capture_output=True, text=True,
        timeout=90, check=False, cwd=ROOT, env=NO_DISPLAY,
    )  # fmt: skip
    silent = subprocess.run(
        f"{sys.executable} -m procmon_gui sample --count x >&- 2>&-", shell=True, timeout=90, check=False, cwd=ROOT,
        env=NO_DISPLAY,
    )  # fmt: skip

    assert done.returncode == 1
    assert done.stderr == "procmon-gui: Standard output is closed, so there is nowhere to write to.\n"
    assert silent.returncode == 2


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_json_is_utf_8_and_a_table_never_fails_whatever_the_terminal_speaks(encoding: str) -> None:
    words = ("sample", "--count", "1", "--interval", "0.1", "--filter", f"pid = {os.getpid()}")
    name = Path("/proc/self/comm")
    before = name.read_bytes()
    name.write_bytes("日本".encode())
    try:
        made = [
            subprocess.run(
                _command(*words, "--format", format), capture_output=True, timeout=90, check=True, cwd=ROOT,
                env=NO_DISPLAY | {"PYTHONIOENCODING": encoding},
            ).stdout
            for format in ("json", "table")
        ]  # fmt: skip
    finally:
        name.write_bytes(before.strip())

    assert json.loads(made[0].decode("utf-8"))["processes"][0]["name"] == "日本"
    assert rb"\u65e5" in made[1]


def test_on_a_terminal_a_beat_fits_the_screen() -> None:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 12, 70, 0, 0))
    try:
        subprocess.run(
            _command("sample", "--count", "1", "--interval", "0.1"), stdout=theirs, stderr=subprocess.PIPE, timeout=90,
            check=True, cwd=ROOT, env=NO_DISPLAY,
        )  # fmt: skip
        lines = os.read(ours, 65_536).decode().rstrip().split("\r\n")
    finally:
        os.close(theirs)
        os.close(ours)

    assert len(lines) == 12 - 2
    assert 40 < max(map(shown_width, lines)) <= 70


def _old_pythons() -> list[str]:
    found = [shutil.which(f"python3.{minor}") for minor in range(6, 11)]
    found += [str(path) for path in Path.home().glob(".pyenv/versions/3.*/bin/python3")]
    return sorted({path for path in found if path and _minor(path) < 11})


def _minor(path: str) -> int:
    done = subprocess.run([path, "-c", "import sys; print(sys.version_info[1])"], capture_output=True, check=False)
    return int(done.stdout) if done.returncode == 0 else 99


def test_an_old_python_is_told_what_it_lacks() -> None:
    pythons = _old_pythons()
    if not pythons:
        pytest.skip("no Python older than 3.11 is installed here")
    for python in pythons:
        done = subprocess.run(
            [python, "-m", "procmon_gui"], capture_output=True, text=True, timeout=90, check=False, cwd=ROOT
        )
        assert done.returncode == 2
        (line,) = done.stderr.splitlines()
        assert line.startswith("procmon-gui needs Python 3.11 or newer; this is Python 3.")


def test_the_front_door_is_written_for_python_3_6() -> None:
    """Also where no old Python is installed: the grammar of 3.6 reads what stands before the check."""
    import ast

    for module in ("__init__.py", "__main__.py", "cli.py"):
        ast.parse((ROOT / "procmon_gui" / module).read_text(encoding="utf-8"), feature_version=(3, 6))


def test_doctor_speaks_to_programs_too() -> None:
    done = _run("doctor", "--json")

    assert done.returncode == 0
    told = json.loads(done.stdout)
    assert told["is_healthy"] is True
    assert told["cost"]["rows"]["value"] > 1
    assert told["versions"]["program"]["value"] == VERSION


def test_a_recorder_that_a_signal_killed_is_told_of_by_doctor(tmp_path: Path) -> None:
    command = _command("record", "--quiet", "--data-dir", str(tmp_path))
    with subprocess.Popen(command, cwd=ROOT, env=NO_DISPLAY, stderr=subprocess.DEVNULL) as recorder:
        while not (tmp_path / "history.sqlite").exists():
            assert recorder.poll() is None
            os.sched_yield()
        recorder.send_signal(signal.SIGSEGV)
        assert recorder.wait(PATIENCE_S) == -signal.SIGSEGV

    told = json.loads(_run("doctor", "--json", "--data-dir", str(tmp_path)).stdout)["failures"]

    assert told["unexpected_ends"]["value"] == 1
    assert told["unexpected_ends"]["level"] == "limited"
    assert told["unexpected_ends"]["text"].endswith(": Segmentation fault")
    assert told["crash_reports"]["value"] == str(tmp_path / "crashes")


def test_recorders_that_come_and_go_leave_no_more_than_one_note_of_themselves(tmp_path: Path) -> None:
    for _ in range(2):
        assert _run("record", "--for", "0.5s", "--interval", "0.2", "--data-dir", str(tmp_path)).returncode == 0

    assert len(list((tmp_path / "crashes").iterdir())) == 1


def test_a_script_marks_a_moment_and_finds_it_again(tmp_path: Path) -> None:
    told = _run("mark", "deployed 2.4", "--at", "2 hours ago", "--data-dir", str(tmp_path))
    printed = _run("marks", "--format", "json", "--data-dir", str(tmp_path))
    wrong = _run("mark", "--data-dir", str(tmp_path))

    assert (told.returncode, told.stdout) == (0, "")
    assert json.loads(printed.stdout)["text"] == "deployed 2.4"
    assert wrong.returncode == 2
    assert len(wrong.stderr.splitlines()) == 1
