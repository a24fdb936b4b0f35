"""The workflow that builds on Windows and macOS was never run; what can be known of it without that is held here."""

import re
import shutil
import subprocess

import pytest
import yaml

from tests.architecture.tree import ROOT

PATH = ROOT / ".github" / "workflows" / "installers.yml"
TEXT = PATH.read_text()
JOBS = yaml.safe_load(TEXT)["jobs"]
STEPS = [step for job in JOBS.values() for step in job["steps"]]


def test_it_says_in_its_head_that_it_was_not_run() -> None:
    assert "HAS NOT BEEN RUN" in TEXT.split("name:")[0]


def test_whatever_it_uses_of_others_is_named_by_its_commit() -> None:
    used = [line.split("uses: ")[1] for line in TEXT.splitlines() if "uses: " in line]

    assert used
    assert [name for name in used if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", name)] == []


def test_it_may_read_and_nothing_else() -> None:
    assert yaml.safe_load(TEXT)["permissions"] == {"contents": "read"}


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck is not installed")
def test_shellcheck_finds_nothing_in_its_steps() -> None:
    scripts = [step["run"] for step in STEPS if "run" in step and step.get("shell") != "pwsh"]
    script = "\n".join(re.sub(r"\$\{\{[^}]*\}\}", "X", one) for one in scripts)

    done = subprocess.run(
        ["shellcheck", "-s", "bash", "-"], input=script, capture_output=True, text=True, check=False, timeout=60
    )

    assert done.returncode == 0, done.stdout


def test_each_file_of_ours_that_it_calls_is_there() -> None:
    called = set(re.findall(r"\bpackaging/[\w./-]+|requirements[\w-]*\.lock", TEXT))

    assert "packaging/windows/installer.py" in called
    assert [name for name in called if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("name", [".github/workflows/installers.yml", "packaging/windows/procmon-gui.nsi"])
def test_the_readme_too_says_what_was_not_run(name: str) -> None:
    readme = (ROOT / "README.md").read_text()

    assert name in readme
    assert "not been run" in readme
