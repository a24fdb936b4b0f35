"""Other locales: in Turkish "i" is not the small "I" and numbers have commas, and C knows nothing but ASCII."""

import csv
import io
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.assistive import PATIENCE_S, wait_for
from tests.e2e.test_recording import wait_for_beats
from tests.e2e.window import Stage, needs_a_desktop, window

pytestmark = [pytest.mark.slow, needs_a_desktop, pytest.mark.skipif(sys.platform != "linux", reason="needs the eye")]

TURKISH = "tr_TR.UTF-8"
FILTER = "PID = 1 AND NICE < 19"
QT_ON_C = re.compile(r'Detected locale "C" .*for more information\.', re.DOTALL)
# Says which sign stands before decimals, as libraries in C write it.
_POINT = "import locale; locale.setlocale(locale.LC_ALL, ''); print(locale.localeconv()['decimal_point'])"


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a Turkish locale, which few machines have."""
    if shutil.which("localedef") is None:
        pytest.skip("needs localedef")
    folder = tmp_path_factory.mktemp("locales")
    made = subprocess.run(
        ["localedef", "-i", "tr_TR", "-f", "UTF-8", str(folder / TURKISH)], capture_output=True, text=True, check=False
    )
    if not (folder / TURKISH / "LC_CTYPE").exists():
        pytest.skip(f"no Turkish locale can be made: {made.stderr[:200]}")
    return folder


@pytest.fixture(params=["C", TURKISH])
def abroad(request: pytest.FixtureRequest, at_home: Stage, locales: Path) -> Stage:
    """Return the desktop of a user with another locale."""
    on = at_home.at_home(at_home.home, LOCPATH=str(locales), LC_ALL=request.param, LANG=request.param)
    point = subprocess.run([sys.executable, "-c", _POINT], env=on.environment, capture_output=True, check=True)
    assert point.stdout.strip() == (b"," if request.param == TURKISH else b".")
    return on


def run(on: Stage, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "procmon_gui", *arguments]
    return subprocess.run(
        command, env=on.environment, capture_output=True, encoding="utf-8", check=False, timeout=PATIENCE_S
    )


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_fields_are_found_in_any_case_and_numbers_have_points(abroad: Stage) -> None:
    settings = abroad.home / "config" / "procmon_gui" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("[sampling]\ninterval_s = 1.5\n")
    with window(abroad) as shown:
        shown.press("ctrl+2")
        shown.table()
        shown.find("label", "Sampling every 1.5 s")
        shown.press("ctrl+f")
        wait_for(lambda: shown.root.find("text", "Filter processes").has("focused"), "the keyboard in the filter")
        abroad.type(FILTER)
        wait_for(lambda: re.search(r"\b1 shown", shown.root.find("label", holds="1 shown").name), "the first process")
        wait_for_beats(abroad.home / "data" / "procmon_gui")
        shown.process.send_signal(signal.SIGTERM)
        status, _ = shown.wait_for_end()
    assert (status, QT_ON_C.sub("", shown.words)) == (0, "")

    ask = ("--filter", FILTER, "--sort", "PID", "--format", "csv")
    sample = run(abroad, "sample", "--count", "1", *ask)
    query = run(abroad, "query", FILTER, "--sort", "PID", "--format", "csv")
    doctor = run(abroad, "doctor")

    assert (sample.returncode, query.returncode, doctor.returncode) == (0, 0, 0)
    assert "Traceback" not in sample.stderr + query.stderr + doctor.stderr
    for row in rows(sample.stdout) + rows(query.stdout):
        assert row["pid"] == "1"
        assert re.fullmatch(r"\d+\.\d+", row["age_s"]), row["age_s"]
    assert len(rows(sample.stdout)) == len(rows(query.stdout)) == 1
