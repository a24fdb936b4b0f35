"""Makes what the frozen program has and a checkout has not: compiled translations, Qt's own modules unpacked, an icon.

    python packaging/freeze/made_before.py FOLDER

Run by the Python whose wheels are frozen.
"""

import os
import py_compile
import subprocess
import sys
from pathlib import Path

import apprise
import PySide6
import shiboken6

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Fill the folder."""
    folder = Path(sys.argv[1])
    translations = folder / "translations"
    translations.mkdir(parents=True)
    lrelease = Path(PySide6.__file__).parent / "lrelease"
    for source in sorted((ROOT / "resources/translations").glob("*.ts")):
        made = translations / f"{source.stem}.qm"
        subprocess.run([lrelease, "-silent", source, "-qm", made], check=True, stdin=subprocess.DEVNULL)
    _name_plugins(folder / "names")
    _unpack_qt_support(folder / "files.dir")
    _licences(folder / "licences.json")
    _icon(folder)
    return 0


def _name_plugins(folder: Path) -> None:
    """Lay down empty files of the names of what apprise looks for in its folders."""
    place = Path(apprise.__file__).parent
    for source in sorted(place.glob("*/*.py")) + sorted(place.glob("plugins/*/__init__.py")):
        named = folder / "apprise" / source.relative_to(place)
        named.parent.mkdir(parents=True, exist_ok=True)
        named.touch()


def _unpack_qt_support(folder: Path) -> None:
    """Compile the modules of Python inside of Qt's binding, which else are compiled anew at every start."""
    # Laid there by fill_venv, packaging/ground.sh; without that a start is slower, no more.
    unpacked = Path(shiboken6.__file__).parent / "files.dir"
    for source in sorted(unpacked.rglob("*.py")):
        name = source.relative_to(unpacked)
        made = folder / name.with_suffix(".pyc")
        made.parent.mkdir(parents=True, exist_ok=True)
        never = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(str(source), str(made), dfile=str(name), doraise=True, invalidation_mode=never)


def _icon(folder: Path) -> None:
    """Draw what Windows and macOS want within, or beside, a program; on Linux the desktop has it from the package."""
    ending = {"win32": ".ico", "darwin": ".icns"}.get(sys.platform)
    if ending:
        command = [sys.executable, str(ROOT / "packaging/freeze/icon.py"), str(folder / f"icon{ending}")]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def _licences(out: Path) -> None:
    command = [sys.executable, str(ROOT / "packaging/licences.py"), str(out)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})


if __name__ == "__main__":
    sys.exit(main())
