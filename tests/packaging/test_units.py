"""The units that record: systemd understands them, and they start what there is."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from procmon_gui.terminal.arguments import parse

ROOT = Path(__file__).resolve().parents[2]
UNITS = sorted((ROOT / "packaging" / "systemd").rglob("*.service"))


def line_of(unit: Path, key: str) -> str:
    return next(line.partition("=")[2] for line in unit.read_text().splitlines() if line.startswith(f"{key}="))


def test_there_is_one_for_the_system_and_one_for_a_user() -> None:
    assert [unit.parent.name for unit in UNITS] == ["system", "user"]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.parent.name)
def test_the_command_of_a_unit_is_one_that_the_program_takes(unit: Path) -> None:
    program, *arguments = shlex.split(line_of(unit, "ExecStart"))

    assert program == "/usr/bin/procmon-gui"
    assert parse(arguments).verb == "record"


def test_the_unit_of_a_user_says_that_it_stops_at_logout() -> None:
    assert "stops at logout" in line_of(UNITS[1], "Description")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.parent.name)
def test_systemd_understands_the_unit(unit: Path) -> None:
    scope = ["--user"] if unit.parent.name == "user" else []
    told = subprocess.run(["systemd-analyze", "verify", *scope, str(unit)], capture_output=True, text=True, check=False)
    # The program is not installed where the tests run, and the manual page comes with the package.
    complaints = [
        line for line in told.stderr.splitlines() if unit.name in line and "procmon-gui is not exec" not in line
    ]

    assert [line for line in complaints if "man procmon-gui" not in line] == []


def test_the_unit_of_the_system_allows_every_kind_of_socket_that_the_program_makes() -> None:
    sources = "".join(path.read_text() for path in (ROOT / "procmon_gui").rglob("*.py"))
    made = set(re.findall(r"socket\.socket\(socket\.(AF_\w+)", sources))
    # libpq makes those to the server of a team.
    needed = made | {"AF_INET", "AF_INET6", "AF_UNIX"}

    assert {"AF_NETLINK"} <= made
    assert needed <= set(line_of(UNITS[0], "RestrictAddressFamilies").split())
