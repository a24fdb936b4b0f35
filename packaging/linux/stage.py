"""Lays below a folder what a Linux package of the program installs; of this the packages are made, and nothing else.

    python packaging/linux/stage.py ROOT --program DIR --at SECONDS

DIR is the frozen program; its files are linked and not copied, so both folders lie on one disk. SECONDS is the time of
what is built, since 1970: it stands in the manual page and in the releases.
"""

import argparse
import gzip
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # it draws, and shows nothing

import completions
import man_page
from command_line import read

from procmon_gui.domain.version import DESKTOP_ID, VERSION

CHECKOUT: Final = Path(__file__).resolve().parents[2]
HERE: Final = Path(__file__).resolve().parent
PROGRAM: Final = "usr/lib/procmon-gui/program"
DOCS: Final = "usr/share/doc/procmon-gui"
# Files that are installed as they lie in the checkout.
FILES: Final = {
    HERE / f"{DESKTOP_ID}.desktop": f"usr/share/applications/{DESKTOP_ID}.desktop",
    HERE / f"{DESKTOP_ID}.open.desktop": f"usr/share/applications/{DESKTOP_ID}.open.desktop",
    HERE / f"{DESKTOP_ID}.autostart.desktop": f"etc/xdg/autostart/{DESKTOP_ID}.desktop",
    HERE / f"{DESKTOP_ID}.mime.xml": f"usr/share/mime/packages/{DESKTOP_ID}.xml",
    HERE / "lintian-overrides": "usr/share/lintian/overrides/procmon-gui",
    CHECKOUT / "packaging/systemd/system/procmon-gui-record.service": (
        "usr/lib/systemd/system/procmon-gui-record.service"
    ),
    CHECKOUT / "packaging/systemd/user/procmon-gui-record.service": "usr/lib/systemd/user/procmon-gui-record.service",
}
ICON_SIDES_PX: Final = (16, 22, 24, 32, 48, 64, 128, 256, 512)
RELEASES_HERE: Final = "  <!-- The build puts the releases here, of the headings of CHANGELOG.md. -->\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Lay the tree."""
    parser = argparse.ArgumentParser(description="Lay below a folder what a Linux package installs.")
    parser.add_argument("root", type=Path, metavar="ROOT", help="a folder that is not there yet")
    parser.add_argument("--program", type=Path, required=True, metavar="DIR", help="the frozen program")
    parser.add_argument("--at", type=int, required=True, metavar="SECONDS", help="the time of what is built")
    request = parser.parse_args(arguments)
    root: Path = request.root.resolve()
    at = datetime.fromtimestamp(request.at, tz=UTC)
    root.mkdir(parents=True)
    _program(root, request.program)
    subprocess.run([str(CHECKOUT / "packaging/install-helper"), "--lay", str(root)], check=True)
    for source, place in FILES.items():
        _write(root / place, source.read_bytes())
    _write(root / f"usr/share/metainfo/{DESKTOP_ID}.metainfo.xml", metainfo(at).encode())
    _icons(root / "usr/share/icons/hicolor")
    _terminal(root, at)
    _documents(root, at, request.program)
    _settle_modes(root)
    return 0


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _program(root: Path, program: Path) -> None:
    shutil.copytree(program, root / PROGRAM, copy_function=os.link, symlinks=True)
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/procmon-gui").symlink_to(f"../lib/{PROGRAM.removeprefix('usr/lib/')}/procmon-gui")


def _terminal(root: Path, at: datetime) -> None:
    program = read()
    page = man_page.page(f"{at:%Y-%m-%d}").encode()
    _write(root / "usr/share/man/man1/procmon-gui.1.gz", _packed(page))
    _write(root / "usr/share/bash-completion/completions/procmon-gui", completions.bash(program).encode())
    _write(root / "usr/share/zsh/vendor-completions/_procmon-gui", completions.zsh(program).encode())
    _write(root / "usr/share/fish/vendor_completions.d/procmon-gui.fish", completions.fish(program).encode())


def _documents(root: Path, at: datetime, program: Path) -> None:
    docs = root / DOCS
    _write(docs / "changelog.gz", _packed((CHECKOUT / "CHANGELOG.md").read_bytes()))
    _write(docs / "changelog.Debian.gz", _packed(_debian_changelog(at).encode()))
    maker = [sys.executable, str(CHECKOUT / "packaging/licences.py"), "--tree", str(program)]
    # The list that the program shows was made before there was a tree in which to look for libraries of the system.
    shown = root / PROGRAM / "_internal/procmon_gui/resources/licences.json"
    # In the frozen program it stays as it is: here it is a link to that.
    shown.unlink(missing_ok=True)
    for words in (["--debian", str(docs / "copyright")], [str(shown)]):
        if subprocess.run([*maker, *words], check=False).returncode != 0:
            raise SystemExit("the licences could not be put together (the reason is above)")


def _debian_changelog(at: datetime) -> str:
    version, who = os.environ.get("PACKAGE_VERSION", VERSION), os.environ["PACKAGE_MAINTAINER"]
    return (
        f"procmon-gui ({version}-1) unstable; urgency=medium\n\n"
        "  * What is new in the program stands in changelog.gz.\n\n"
        f" -- {who}  {at:%a, %d %b %Y %H:%M:%S} +0000\n"
    )


def _packed(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=9, mtime=0)


def metainfo(at: datetime) -> str:
    """Return what software centres show, with the releases that the changelog has."""
    released = re.findall(
        r"^## \[(\d[^\]]*)\] - (\d{4}-\d\d-\d\d)$", (CHECKOUT / "CHANGELOG.md").read_text(), re.MULTILINE
    )
    lines = [f'    <release version="{version}" date="{date}"/>\n' for version, date in released]
    if VERSION not in dict(released):
        lines.insert(0, f'    <release version="{VERSION}" date="{at:%Y-%m-%d}" type="development"/>\n')
    text = (HERE / f"{DESKTOP_ID}.metainfo.xml").read_text(encoding="utf-8")
    return text.replace(RELEASES_HERE, f"  <releases>\n{''.join(lines)}  </releases>\n")


def _icons(hicolor: Path) -> None:
    from PySide6.QtCore import QBuffer, QIODevice, QRectF
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    _app = QGuiApplication.instance() or QGuiApplication([])
    drawing = CHECKOUT / "resources/icons/program"
    _write(hicolor / f"scalable/apps/{DESKTOP_ID}.svg", (drawing / f"{DESKTOP_ID}.svg").read_bytes())
    symbolic = f"{DESKTOP_ID}-symbolic.svg"
    _write(hicolor / "symbolic/apps" / symbolic, (drawing / symbolic).read_bytes())
    renderer = QSvgRenderer(str(drawing / f"{DESKTOP_ID}.svg"))
    for side in ICON_SIDES_PX:
        image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG", 0)  # type: ignore[call-overload] # the stubs want bytes, Qt wants a word
        _write(hicolor / f"{side}x{side}/apps/{DESKTOP_ID}.png", bytes(buffer.data().data()))


def _settle_modes(root: Path) -> None:
    """Leave what may be started startable, by everybody, and nothing writable but by its owner."""
    root.chmod(0o755)
    for path in root.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or (path.stat().st_mode & 0o100 and _is_started(path)) else 0o644)


def _is_started(path: Path) -> bool:
    """Say whether it is a program; libraries that are marked as such by their makers are none."""
    return ".so" not in path.name


if __name__ == "__main__":
    sys.exit(main())
