"""Who may know whom: the contracts in pyproject.toml hold, they catch what they should, and what they can not say."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, ROOT, imports, parsed, place, python_files

LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
ROOMS_UNDER_SERVICES = {"collectors", "store", "channels", "control", "remote", "settings"}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter with the contracts of pyproject.toml over the package in `folder`."""
    return subprocess.run(
        [sys.executable, "-P", "-c", LINT_IMPORTS],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_all_contracts_are_kept() -> None:
    result = lint_imports(ROOT)

    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        ("domain/planted.py", "import procmon_gui.query", "The floors"),
        ("collectors/planted.py", "import procmon_gui.store", "The floors"),
        ("engine/planted.py", "import procmon_gui.ui", "The floors"),
        ("utils.py", "import os", "The floors"),
        ("ui/planted.py", "import procmon_gui.services", "The floors"),
        ("services/planted.py", "import procmon_gui.ui", "do not know each other"),
        ("collectors/eye/planted.py", "import procmon_gui.collectors.other", "The eye walks alone"),
        ("collectors/eye/planted.py", "import psutil", "The eye walks alone"),
        ("control/helper/planted.py", "import procmon_gui.control.other", "The helper walks alone"),
        ("control/helper/planted.py", "import psutil", "The helper walks alone"),
        ("domain/planted.py", "import msgspec", "The language"),
        ("engine/planted.py", "import sqlalchemy.orm", "Only the memory"),
        ("ui/planted.py", "import psutil", "Only the eyes"),
        ("engine/planted.py", "from PySide6.QtCore import QObject", "Only the face"),
        ("ui/planted.py", "import procmon_gui.ui.main_window", "What stands in the window"),
        ("engine/one.py", "import procmon_gui.engine.two.x", "No room goes in circles"),
    ],
)
def test_a_planted_violation_is_caught(tmp_path: Path, file: str, line: str, broken: str) -> None:
    """A contract that can not fail guards nothing: each is broken once, in a toy house of the same rooms."""
    house = tmp_path / "procmon_gui"
    for room in (
        "domain",
        "query",
        "engine/two",
        "engine",
        "collectors/eye",
        "control/helper",
        "store",
        "ui/main_window",
        "services",
    ):
        (house / room).mkdir(parents=True, exist_ok=True)
    for folder in (house, *(path for path in house.rglob("*") if path.is_dir())):
        (folder / "__init__.py").write_text('"""A room."""\n')
    for module in ("collectors/other", "control/other", "program", "viewing", "ui/viewer", "ui/window_program"):
        (house / f"{module}.py").write_text("")
    (house / "engine/two/x.py").write_text("import procmon_gui.engine.one\n" if file == "engine/one.py" else "")
    (house / "engine/one.py").write_text("")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    assert lint_imports(tmp_path).returncode == 0 or file == "engine/one.py"

    (house / file).write_text(f"{line}\n")
    result = lint_imports(tmp_path)

    words = " ".join(result.stdout.split())
    assert result.returncode == 1, words
    assert any(broken in name and name.endswith("BROKEN") for name in result.stdout.splitlines()), words


def test_the_language_imports_the_standard_library_and_numpy_only() -> None:
    """The contract lists the libraries we use; this also refuses the ones nobody has thought of."""
    allowed = sys.stdlib_module_names | {"numpy", "procmon_gui"}

    strangers = [
        place(path, line)
        for path in python_files("procmon_gui/domain")
        for line, name in imports(path)
        if name.partition(".")[0] not in allowed
    ]

    assert strangers == []


@pytest.mark.parametrize("tree", ["collectors/eye", "control/helper"])
def test_what_is_started_alone_imports_the_standard_library_and_itself_only(tree: str) -> None:
    """It is started with `-I -S`: site packages are not there, and what runs as root can be read in an hour."""
    strangers = [
        place(path, line)
        for path in python_files(f"procmon_gui/{tree}")
        for line, name in imports(path)
        if name.partition(".")[0] not in sys.stdlib_module_names
        and not (name + ".").startswith(f"procmon_gui.{tree.replace('/', '.')}.")
    ]

    assert strangers == []


@pytest.mark.parametrize("folder", ["", "collectors", "collectors/eye", "control", "control/helper"])
def test_the_door_signs_on_the_way_of_what_is_started_alone_hold_a_docstring_only(folder: str) -> None:
    """Anything else there would run in it too, with its rights."""
    body = parsed(PACKAGE / folder / "__init__.py").body

    assert len(body) == 1
    assert isinstance(body[0], ast.Expr)
    assert isinstance(body[0].value, ast.Constant)


def test_the_helper_is_small_enough_to_be_read_in_one_go() -> None:
    """Fewer than 500 lines, blank ones and comments aside: who gives a program root's rights wants to read it."""
    count = sum(
        1
        for path in python_files("procmon_gui/control/helper")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.lstrip().startswith("#")
    )

    assert count < 500


_OF_THE_WINDOW = ("app.py", "program.py", "program_parts.py", "openers.py")


@pytest.mark.parametrize("door", ["__main__.py", "cli.py", *_OF_THE_WINDOW, "terminal"])
def test_the_front_doors_reach_the_rooms_through_services_only(door: str) -> None:
    """Otherwise `services` would not be the map of the program. Only those of the window may open the face."""
    closed = ROOMS_UNDER_SERVICES | (set() if door in _OF_THE_WINDOW else {"ui"})
    files = python_files(f"procmon_gui/{door}")

    shortcuts = [
        place(path, line)
        for path in files
        for line, name in imports(path)
        if name.startswith("procmon_gui.") and name.split(".")[1] in closed
    ]

    assert files
    assert shortcuts == []


def test_every_room_has_a_sign_on_its_door() -> None:
    unsigned = [
        str(path.relative_to(ROOT))
        for path in PACKAGE.rglob("*/")
        if path.name != "__pycache__"
        and any(path.glob("*.py"))
        and not ((path / "__init__.py").exists() and ast.get_docstring(parsed(path / "__init__.py")))
    ]

    assert unsigned == []


@pytest.mark.parametrize(
    "deed",
    [
        "from procmon_gui.services import desk, history, live, places",
        "import procmon_gui.cli; procmon_gui.cli.main(['sample', '--count', '1', '--limit', '1'])",
        "import procmon_gui.cli; procmon_gui.cli.main(['doctor', '--json'])",
    ],
)
def test_what_works_without_a_window_loads_no_qt(deed: str) -> None:
    """In a fresh process, since this one may have Qt already."""
    probe = (
        f"import sys\ntry:\n    {deed}\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "print([name for name in sys.modules if name.split('.')[0] in {'PySide6', 'shiboken6', 'pyqtgraph'}])"
    )

    result = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, timeout=60, cwd=ROOT, check=False
    )

    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[-1] == "[]"
