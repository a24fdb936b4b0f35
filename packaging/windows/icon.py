"""Draws the icon of the program as Windows wants it: several sizes in one file.

python packaging/windows/icon.py OUT.ico      needs PySide6
"""

import os
import struct
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DRAWING = ROOT / "resources" / "icons" / "program" / "io.github.procmon_gui.svg"
SIZES = (16, 24, 32, 48, 64, 256)
_ENTRY_BYTES = 16


def write_icon(path: Path) -> None:
    """Write the file: a head, an entry of 16 bytes for each size, then the pictures, as PNG."""
    pictures = [_drawn(size) for size in SIZES]
    at = 6 + _ENTRY_BYTES * len(SIZES)
    head = struct.pack("<HHH", 0, 1, len(SIZES))
    for size, picture in zip(SIZES, pictures, strict=True):
        # 256 is written as 0.
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    path.write_bytes(head + b"".join(pictures))


def _drawn(size: int) -> bytes:
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
    image.save(buffer, "PNG")
    return bytes(data.data())


if __name__ == "__main__":
    write_icon(Path(sys.argv[1]))
