"""What packaging/freeze names is there, and nothing that it leaves out is asked for. Looked up: nothing is frozen."""

import ast
import re
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from procmon_gui.channels.through_apprise import CHILD
from procmon_gui.collectors.eye_process import eye_command
from procmon_gui.engine.own_programs import itself, part
from tests.architecture.tree import ROOT

FREEZE = ROOT / "packaging/freeze"
SPEC = ast.parse((FREEZE / "procmon-gui.spec").read_text())
# They are extras: who has them gets them from a wheel.
EXTRAS = {"pyarrow"}


def value_of(name: str) -> Any:
    """Return what a name of the spec stands for, where that is written in full."""
    [node] = [one.value for one in SPEC.body if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == name]
    return eval(ast.unparse(node), {"re": re})


def calls(name: str) -> list[ast.Call]:
    return [one for one in ast.walk(SPEC) if isinstance(one, ast.Call) and ast.unparse(one.func) == name]


def imported(folder: Path) -> Iterator[str]:
    """Yield the whole names of all that modules ask for, wherever in them."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_nothing_is_left_out_that_the_program_asks_for() -> None:
    never = set(value_of("NEVER")) - EXTRAS

    asked = {name for name in imported(ROOT / "procmon_gui") for one in never if f"{name}.".startswith(f"{one}.")}

    assert asked == set()


def test_nothing_is_left_out_of_the_eye_that_it_asks_for() -> None:
    [eye] = [call for call in calls("analysed") if "start_eye.py" in ast.unparse(call.args[0])]
    [excluded] = [ast.literal_eval(word.value) for word in eye.keywords if word.arg == "excluded"]

    asked = set(imported(ROOT / "procmon_gui/collectors/eye"))

    assert {name for name in asked for one in excluded if f"{name}.".startswith(f"{one}.")} == set()


def test_every_part_that_the_program_starts_is_made_under_that_name(monkeypatch: pytest.MonkeyPatch) -> None:
    made = {ast.literal_eval(call.args[1]) for call in calls("program")}
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    started = [itself(), eye_command(), part("procmon-apprise", CHILD)]
    asked = {name for path in (ROOT / "procmon_gui").rglob("*.py") for name in _parts_in(path)}

    assert {Path(command[0]).name for command in started[1:]} == made - {"procmon-gui"}
    assert asked == made - {"procmon-gui"}


def _parts_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "part":
            yield ast.literal_eval(node.args[0])


def test_each_start_is_there_and_asks_for_what_there_is() -> None:
    starts = {ast.literal_eval(call.args[0]) for call in calls("analysed")}

    assert starts == {path.name for path in FREEZE.glob("start_*.py")}
    for name in starts:
        compile((FREEZE / name).read_text(), name, "exec")
        [asked] = [one for one in imported_by(FREEZE / name) if one.startswith("procmon_gui.")]
        module, _, function = asked.rpartition(".")
        assert function in (ROOT / f"{module.replace('.', '/')}.py").read_text()


def imported_by(path: Path) -> list[str]:
    nodes = [one for one in ast.parse(path.read_text()).body if isinstance(one, ast.ImportFrom)]
    return [f"{node.module}.{alias.name}" for node in nodes for alias in node.names]


def test_what_the_desktop_talks_through_is_not_left_out() -> None:
    left_out = value_of("QT_LEFT_OUT")
    plugins = ("platforms/libqxcb.so", "platforms/libqwayland.so", "platforms/libqoffscreen.so",
               "platforms/libqminimal.so", "wayland-shell-integration/libxdg-shell.so", "imageformats/libqsvg.so",
               "platforminputcontexts/libibusplatforminputcontextplugin.so", "iconengines/libqsvgicon.so")  # fmt: skip

    assert [name for name in plugins if left_out.search(f"PySide6/Qt/plugins/{name}")] == []
    assert left_out.search("PySide6/Qt/plugins/imageformats/libqpdf.so")
    assert left_out.search("PySide6/Qt/lib/libQt6Network.so.6")


def test_the_icon_of_windows_has_all_sizes_and_a_picture_for_each(tmp_path: Path) -> None:
    path = tmp_path / "program.ico"
    subprocess.run([sys.executable, FREEZE / "icon.py", path], check=True, timeout=60)
    data = path.read_bytes()
    zero, kind, count = struct.unpack_from("<HHH", data)

    assert (zero, kind, count) == (0, 1, 6)
    for place in range(count):
        width, height, *_, size, at = struct.unpack_from("<BBBBHHII", data, 6 + 16 * place)
        picture = data[at : at + size]
        assert picture.startswith(b"\x89PNG")
        assert struct.unpack_from(">II", picture, 16) == (width or 256, height or 256)


def test_the_icon_of_macos_is_one(tmp_path: Path) -> None:
    path = tmp_path / "program.icns"
    subprocess.run([sys.executable, FREEZE / "icon.py", path], check=True, timeout=60)

    data = path.read_bytes()

    assert data[:4] == b"icns"
    assert struct.unpack_from(">I", data, 4) == (len(data),)
