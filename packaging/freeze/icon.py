"""Draws the icon of the program as Windows and macOS want it.

python packaging/freeze/icon.py OUT      OUT ends with .ico or .icns; needs PySide6
"""

import os
import struct
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DRAWING = ROOT / "resources" / "icons" / "program" / "io.github.procmon_gui.svg"
SIZES = (16, 24, 32, 48, 64, 256)
# Qt writes the one of macOS, and the smaller sizes with it.
LARGEST = 1024
_ENTRY_BYTES = 16


def write_icon(path: Path) -> None:
    """Write the file that its ending asks for."""
    if path.suffix == ".icns":
        path.write_bytes(_drawn(LARGEST, "ICNS"))
    else:
        _write_ico(path)


def _write_ico(path: Path) -> None:
    """Write several sizes in one: a head, an entry of 16 bytes for each, then the pictures, as PNG."""
    pictures = [_drawn(size, "PNG") for size in SIZES]
    at = 6 + _ENTRY_BYTES * len(SIZES)
    head = struct.pack("<HHH", 0, 1, len(SIZES))
    for size, picture in zip(SIZES, pictures, strict=True):
        # 256 is written as 0.
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    path.write_bytes(head + b"".join(pictures))


def _drawn(size: int, kind: str) -> bytes:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    if not image.save(buffer, kind):  # type: ignore[call-overload] # the stubs want bytes, Qt wants a word
        raise SystemExit(f"Qt can not write {kind} here")
    return bytes(data.data())


if __name__ == "__main__":
    write_icon(Path(sys.argv[1]))
