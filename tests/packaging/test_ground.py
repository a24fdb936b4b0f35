"""The two commands of a newcomer: what they find, what they refuse, and that a second start costs nothing.

The whole way, from a bare system to a window, is walked in a fresh Debian; these tests hold the parts of it.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

SCRIPTS = ("run", "test", "lock", "build", "install-helper", "ground.sh", "freeze/freeze")

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the scripts are for Debian and Ubuntu")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a checkout that holds only what the scripts read."""
    (tmp_path / "checkout/packaging/freeze").mkdir(parents=True)
    for name in SCRIPTS:
        shutil.copy(ROOT / "packaging" / name, tmp_path / "checkout/packaging" / name)
    for name in ("requirements.lock", "requirements-test.lock"):
        shutil.copy(ROOT / name, tmp_path / "checkout")
    return tmp_path / "checkout"


def shell(checkout: Path, words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run words after reading ground.sh, as packaging/run does."""
    script = f'checkout="{checkout}"; . "$checkout/packaging/ground.sh"; {words}'
    return subprocess.run(
        ["sh", "-c", script], env={**os.environ, **environment}, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def ready_checkout(checkout: Path) -> Path:
    """Return a checkout whose virtual environment carries the stamp that set-up writes last."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", checkout / ".venv"], check=True)
    made = shell(checkout, 'venv="$checkout/.venv"; finish_venv requirements.lock')
    assert made.returncode == 0, made.stderr
    return checkout


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_plain_posix_shell_can_read_each_script(name: str) -> None:
    subprocess.run(["sh", "-n", ROOT / "packaging" / name], check=True)


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck is not installed")
def test_shellcheck_finds_nothing() -> None:
    command = ["shellcheck", "-s", "sh", "-x", "-P", "packaging", *(f"packaging/{name}" for name in SCRIPTS)]

    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("version", ["", "x", "1 2", "1-2", "1/../../2", "1\n2"])
def test_a_build_begins_with_no_version_that_a_package_can_not_have(checkout: Path, version: str) -> None:
    """Else it would be found out when everything else is done."""
    command = ["sh", str(checkout / "packaging/build"), "--version", version]

    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode == 2
    assert "is no version" in done.stderr


def test_a_second_start_only_compares_stamps(ready_checkout: Path) -> None:
    """The limit is 0.2 s; the fastest of five takes a few milliseconds, also on a busy machine."""
    taken_s = []
    for _ in range(5):
        begun = time.perf_counter()
        result = shell(ready_checkout, "find_venv requirements.lock")
        taken_s.append(time.perf_counter() - begun)
        assert result.returncode == 0, result.stderr

    assert min(taken_s) < 0.1


def test_the_program_becomes_importable_from_the_environment(ready_checkout: Path) -> None:
    (ready_checkout / "procmon_gui").mkdir()
    (ready_checkout / "procmon_gui" / "__init__.py").write_text("")

    python = ready_checkout / ".venv" / "bin" / "python"

    subprocess.run([python, "-P", "-c", "import procmon_gui"], cwd="/", check=True)


def test_the_modules_that_qt_brings_inside_of_its_library_lie_compiled_on_the_disk() -> None:
    """Else every start unpacks and compiles them; seen in the environment that runs this test."""
    code = "import PySide6.QtCore, shibokensupport.signature.loader as loader; print(loader.__cached__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert Path(done.stdout.strip()).is_file()


@pytest.mark.parametrize(
    "change",
    [
        'echo "# newer" >>"$checkout/requirements.lock"',
        'rm "$checkout/.venv/procmon-ground"',
        'mv "$checkout" "$checkout.moved"; checkout=$checkout.moved',
        'ln -sf /bin/sh "$checkout/.venv/bin/python"',
    ],
    ids=["another lock", "no stamp", "moved checkout", "another Python"],
)
def test_whatever_changed_is_noticed(ready_checkout: Path, change: str) -> None:
    result = shell(ready_checkout, f"{change}; find_venv requirements.lock")

    assert result.returncode == 1, result.stderr


def test_test_tools_are_missing_after_a_set_up_for_running_only(ready_checkout: Path) -> None:
    assert shell(ready_checkout, "find_venv requirements-test.lock").returncode == 1


def test_somebody_elses_environment_is_never_cleared(checkout: Path) -> None:
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "precious").write_text("data")

    result = shell(checkout, 'venv="$checkout/.venv"; mark="$venv/procmon-unfinished"; python=python3; make_venv')

    assert result.returncode == 2
    assert "move it away" in result.stderr
    assert (checkout / ".venv" / "precious").exists()


def test_an_interrupted_set_up_is_begun_afresh(checkout: Path) -> None:
    """The mark of the interrupted one is what allows clearing."""
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "procmon-unfinished").write_text("")
    (checkout / ".venv" / "half a wheel").write_text("")

    result = shell(checkout, 'venv="$checkout/.venv"; mark="$venv/procmon-unfinished"; ours && echo clear it')

    assert result.stdout == "clear it\n"


@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
def test_the_environment_goes_home_when_the_checkout_is_not_writable(checkout: Path, tmp_path: Path) -> None:
    checkout.chmod(0o555)

    result = shell(checkout, 'find_venv requirements.lock; echo "$venv"', XDG_DATA_HOME=str(tmp_path / "data"))

    checkout.chmod(0o755)
    assert result.stdout.startswith(f"{tmp_path}/data/procmon_gui/venv-")


def test_a_python_that_is_too_old_is_refused_in_one_sentence(checkout: Path, tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\necho 3.10\n")
    old.chmod(0o755)

    result = shell(checkout, f'PATH="{tmp_path}"; miss_python')

    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "3.11 or newer is needed, this system has 3.10" in result.stderr


@pytest.mark.skipif(IS_ROOT, reason="root needs nobody's leave")
def test_a_user_without_rights_is_told_the_command_to_ask_for(checkout: Path) -> None:
    words = 'may_be_root() { false; }; missing="libegl1 python3-venv libegl1"; install_packages'

    result = shell(checkout, words)

    assert result.returncode == 2
    assert "sudo apt-get install --no-install-recommends libegl1 python3-venv\n" in result.stderr


def test_a_full_disk_is_named_with_its_figures(checkout: Path) -> None:
    result = shell(checkout, f'short_of_disk "{checkout}" 99999999999')

    assert result.returncode == 1
    assert "too full" in result.stderr


def test_nothing_is_said_on_standard_output(checkout: Path) -> None:
    """`packaging/run sample --format json | jq` must work on the first start too."""
    result = shell(checkout, 'say one; stop 1 "two"')

    assert result.stdout == ""


def test_the_display_libraries_of_this_machine_are_recognised(checkout: Path) -> None:
    """Where Qt can open a window, nothing may be called missing."""
    if not os.environ.get("DISPLAY"):
        pytest.skip("no display")

    result = shell(checkout, 'missing=""; miss_display_libraries; echo "$missing"')

    assert result.stdout == "\n"
