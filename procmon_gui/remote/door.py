"""Where a recorder can be met. Imports nothing costly: it is asked before anything else is loaded."""

from pathlib import Path
from typing import Final

NAME: Final = "recorder.socket"


class RecorderGone(Exception):
    """The recorder has ended, or never was there."""


def is_recorder_there(folder: Path) -> bool:
    """Say whether it is worth while to knock: there is a door, though nobody may be behind it."""
    return (folder / NAME).is_socket()
