"""The room that is kept for the audit trail beside a desk: on a full disk a deed can still be written."""

from pathlib import Path
from typing import Final

from procmon_gui.store.ballast import Ballast

RESERVE_BYTES: Final = 1024**2
# It is given away in parts, because whoever else waits for room may take what is left of one. A deed takes some 20 KiB
# while it is written and half a kilobyte for good.
PART_BYTES: Final = 64 * 1024


def reserve_of(path: Path) -> Ballast:
    """Return what keeps the room beside the file of a desk."""
    return Ballast(path.parent, RESERVE_BYTES, name="desk.ballast")
