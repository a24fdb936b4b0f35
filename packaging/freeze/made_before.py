"""Makes what the frozen program has and a checkout has not: compiled translations, and Qt's own modules unpacked.

    python packaging/freeze/made_before.py FOLDER

Run by the Python whose wheels are frozen.
"""

import os
import subprocess
import sys
from pathlib import Path

import apprise
import PySide6

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
    _licences(folder / "licences.json")
    return 0


def _name_plugins(folder: Path) -> None:
    """Lay down empty files of the names of what apprise looks for in its folders."""
    place = Path(apprise.__file__).parent
    for source in sorted(place.glob("*/*.py")) + sorted(place.glob("plugins/*/__init__.py")):
        named = folder / "apprise" / source.relative_to(place)
        named.parent.mkdir(parents=True, exist_ok=True)
        named.touch()


def _licences(out: Path) -> None:
    command = [sys.executable, str(ROOT / "packaging/licences.py"), str(out)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})


if __name__ == "__main__":
    sys.exit(main())
