"""The helper is installed so that nobody but root can change it, and taken away without a trace but its log."""

import xml.etree.ElementTree as ElementTree

import pytest

from procmon_gui.control.helper.log import PATH
from procmon_gui.control.helper_client import HELPER_FOLDER, HELPER_PATH, POLICY_PATH
from tests.faults.rigs import ROOT
from tests.real_polkit import LOG, Machine

SCRIPT = str(ROOT / "packaging/install-helper")
POLICY = ROOT / "packaging/polkit" / POLICY_PATH.name


@pytest.mark.needs_root
def test_all_of_it_belongs_to_root_and_can_be_written_by_nobody_else(machine: Machine) -> None:
    folder = machine.root / HELPER_FOLDER.relative_to("/")
    files = sorted(path for path in folder.rglob("*") if path.is_file())

    assert [path.relative_to(folder) for path in files if path.parent.name == "helper"] == [
        path.relative_to(ROOT) for path in sorted((ROOT / "procmon_gui/control/helper").glob("*.py"))
    ]
    for path in (*folder.rglob("*"), folder, folder.parent, machine.root / POLICY_PATH.relative_to("/")):
        info = path.lstat()
        assert (info.st_uid, info.st_gid, info.st_mode & 0o022) == (0, 0, 0), path
    assert machine.call("nobody", "sh", "-c", f"echo >> {HELPER_PATH}").returncode != 0


@pytest.mark.needs_root
def test_it_can_be_installed_over_an_older_one_and_taken_away(machine: Machine) -> None:
    old = HELPER_PATH.parent / "old_part.py"
    machine.call("root", "sh", "-c", f"echo >{old}; : >>{PATH}")

    again = machine.call("root", SCRIPT)
    left_over = (machine.root / old.relative_to("/")).exists()
    gone = machine.call("root", SCRIPT, "--remove")
    twice = machine.call("root", SCRIPT, "--remove")

    assert (again.returncode, gone.returncode, twice.returncode) == (0, 0, 0)
    assert not left_over
    assert f"what it did stays in {PATH}" in gone.stderr
    assert (machine.root / LOG).exists()
    assert not any((machine.root / path.relative_to("/")).exists() for path in (HELPER_FOLDER.parent, POLICY_PATH))


@pytest.mark.needs_root
def test_it_says_what_it_needs(machine: Machine) -> None:
    assert "only root may do this" in machine.call("nobody", SCRIPT).stderr
    assert "there is only --remove" in machine.call("root", SCRIPT, "--purge").stderr
    machine.call("root", "mkdir", "-p", "/usr/lib/procmon-gui/program")
    for words in ([], ["--remove"]):
        assert (
            "the package procmon-gui is installed and brings the helper" in machine.call("root", SCRIPT, *words).stderr
        )
    machine.call("root", "rmdir", "/usr/lib/procmon-gui/program")
    machine.call("root", "sh", "-c", "mv /usr/bin/pkexec /usr/bin/pkexec.away")
    assert "pkexec is not installed" in machine.call("root", SCRIPT).stderr
    machine.call("root", "sh", "-c", "mv /usr/share/polkit-1/actions /usr/share/polkit-1/away")
    assert "polkit is not installed" in machine.call("root", SCRIPT).stderr


def test_the_policy_asks_an_administrator_each_time_and_only_who_sits_there() -> None:
    [action] = ElementTree.parse(POLICY).findall("action")

    assert action.get("id") == "io.github.procmon_gui.act"
    assert [(one.tag, one.text) for one in action.find("defaults") or ()] == [
        ("allow_any", "no"),
        ("allow_inactive", "no"),
        ("allow_active", "auth_admin"),
    ]
    assert [one.text for one in action.findall("annotate")] == [str(HELPER_PATH)]
    for tag in ("description", "message"):
        languages = [one.get("{http://www.w3.org/XML/1998/namespace}lang") for one in action.findall(tag)]
        assert languages == [None, "de"]


def test_the_helper_is_a_program_that_reads_no_environment_and_no_packages() -> None:
    lines = (ROOT / "procmon_gui/control/helper/__main__.py").read_text().splitlines()

    assert lines[0] == "#!/usr/bin/python3 -IBS"
