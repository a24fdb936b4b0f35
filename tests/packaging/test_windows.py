"""The installer for Windows: its lists, and that it compiles. What it does there was not run here."""

import importlib.util
import shutil
import struct
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.tree import ROOT

FOLDER = ROOT / "packaging" / "windows"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


INSTALLER = load("installer")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return what stands for a frozen program."""
    tree = tmp_path / "tree"
    for name in ("procmon-gui.exe", "procmon-eye.exe", "_internal/base.dll", "_internal/a folder/ä and $b.txt"):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(name)
    return tree


def files_of(tree: Path) -> list[Path]:
    return sorted(path for path in tree.rglob("*") if path.is_file())


def test_each_file_is_installed_into_its_folder_and_a_dollar_is_no_variable(tree: Path) -> None:
    assert list(INSTALLER.installed(files_of(tree), tree)) == [
        'SetOutPath "$INSTDIR\\_internal\\a folder"',
        f'File "{tree}/_internal/a folder/ä and $b.txt"',
        'SetOutPath "$INSTDIR\\_internal"',
        f'File "{tree}/_internal/base.dll"',
        'SetOutPath "$INSTDIR"',
        f'File "{tree}/procmon-eye.exe"',
        f'File "{tree}/procmon-gui.exe"',
    ]


def test_what_is_removed_is_what_was_installed_and_folders_only_when_they_are_empty(tree: Path) -> None:
    lines = list(INSTALLER.removed(files_of(tree), tree))

    assert lines == [
        'Delete "$INSTDIR\\_internal\\a folder\\ä and $$b.txt"',
        'Delete "$INSTDIR\\_internal\\base.dll"',
        'Delete "$INSTDIR\\procmon-eye.exe"',
        'Delete "$INSTDIR\\procmon-gui.exe"',
        'RMDir "$INSTDIR\\_internal\\a folder"',
        'RMDir "$INSTDIR\\_internal"',
    ]


def test_the_script_deletes_a_whole_folder_only_where_the_reader_says_so_and_never_in_silence() -> None:
    script = (FOLDER / "procmon-gui.nsi").read_text(encoding="utf-8")
    lines = [line.strip() for line in script.splitlines()]

    assert [line for line in lines if line.startswith("RMDir /r")] == ['RMDir /r "${DATA}"']
    before = lines[lines.index('RMDir /r "${DATA}"') - 1]
    assert "MB_DEFBUTTON2" in before
    assert "/SD IDNO" in before


def test_every_sentence_of_the_script_is_there_in_both_languages() -> None:
    words = [line.split() for line in (FOLDER / "procmon-gui.nsi").read_text(encoding="utf-8").splitlines()]
    sentences = [(line[1], line[2]) for line in words if line[:1] == ["LangString"]]

    english, german = ({name for name, language in sentences if language == f"${{LANG_{one}}}"} for one in
                       ("ENGLISH", "GERMAN"))  # fmt: skip
    assert english == german
    assert len(english) * 2 == len(sentences)


@pytest.mark.skipif(not shutil.which("makensis"), reason="NSIS is not installed")
def test_the_installer_compiles_without_a_warning_and_is_for_64_bits(tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "procmon_gui-windows-setup.exe"

    done = subprocess.run(
        [sys.executable, FOLDER / "installer.py", tree, out], capture_output=True, text=True, check=False, timeout=120
    )

    assert done.returncode == 0, done.stdout + done.stderr
    data = out.read_bytes()
    (header,) = struct.unpack_from("<I", data, 0x3C)
    (machine,) = struct.unpack_from("<H", data, header + 4)
    assert (data[:2], machine) == (b"MZ", 0x8664)


def test_a_folder_that_holds_no_program_is_refused(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, FOLDER / "installer.py", tmp_path, tmp_path / "out.exe"],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert done.returncode == 2
