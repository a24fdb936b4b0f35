"""Compiles the installer for Windows out of a frozen program; makensis runs on Linux and macOS too.

    python packaging/windows/installer.py TREE OUT.exe      TREE is what packaging/freeze made

What is installed is what is there, and what is removed is exactly that: both lists are written here, so that no file
of anybody else goes with the folder.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("procmon-gui.nsi")
sys.path.insert(0, str(ROOT))

from procmon_gui.domain.version import VERSION  # noqa: E402


def installed(files: list[Path], tree: Path) -> Iterator[str]:
    """Yield the lines that install the files, folder by folder."""
    folder: Path | None = None
    for path in files:
        if path.parent != folder:
            folder = path.parent
            yield f'SetOutPath "{there(folder.relative_to(tree))}"'
        yield f'File "{path}"'


def removed(files: list[Path], tree: Path) -> Iterator[str]:
    """Yield the lines that remove them again, and then the folders, where nothing else is in them."""
    for path in files:
        yield f'Delete "{there(path.relative_to(tree))}"'
    folders = {folder for path in files for folder in path.relative_to(tree).parents if folder.parts}
    for folder in sorted(folders, key=lambda one: (-len(one.parts), one)):
        yield f'RMDir "{there(folder)}"'


def there(inside: Path) -> str:
    """Return where something is on the reader's machine, in the words of NSIS: there a dollar is two."""
    return str(PureWindowsPath("$INSTDIR", *(part.replace("$", "$$") for part in inside.parts)))


def compiled(tree: Path, out: Path, icon: Path) -> int:
    """Run makensis; return its exit status."""
    files = sorted(path for path in tree.rglob("*") if path.is_file())
    size_kib = sum(path.stat().st_size for path in files) // 1024
    with tempfile.TemporaryDirectory() as scratch:
        lists = Path(scratch, "install.nsh"), Path(scratch, "remove.nsh")
        for path, lines in zip(lists, (installed(files, tree), removed(files, tree)), strict=True):
            # With a mark of its encoding, by which NSIS knows that it is no page of some old Windows.
            path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8-sig")
        named = {
            "VERSION": VERSION, "OUT": out, "ICON": icon, "LICENCE": ROOT / "LICENSE", "SIZE_KIB": size_kib,
            "INSTALL_LIST": lists[0], "REMOVE_LIST": lists[1],
        }  # fmt: skip
        defined = [f"-D{name}={value}" for name, value in named.items()]
        command = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defined, str(SCRIPT)]
        return subprocess.run(command, check=False).returncode


def main() -> int:
    """Return 0, or 1 where it could not be compiled, or 2 where something has to be done first."""
    parser = argparse.ArgumentParser(description="Compile the installer for Windows out of a frozen program.")
    parser.add_argument("tree", type=Path, metavar="TREE", help="the frozen program")
    parser.add_argument("out", type=Path, metavar="OUT", help="the installer to write")
    asked = parser.parse_args()
    if not shutil.which("makensis"):
        print("makensis is missing: install NSIS 3", file=sys.stderr)
        return 2
    if not any((asked.tree / name).is_file() for name in ("procmon-gui.exe", "procmon-gui")):
        print(f"{asked.tree} holds no frozen program", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        icon = Path(scratch, "procmon-gui.ico")
        subprocess.run([sys.executable, ROOT / "packaging/freeze/icon.py", icon], check=True, stdin=subprocess.DEVNULL)
        return 1 if compiled(asked.tree.resolve(), asked.out.resolve(), icon) else 0


if __name__ == "__main__":
    sys.exit(main())
